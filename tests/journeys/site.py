"""A demonstration told up to a moment, and a real server that shows a copy of it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.architecture.source import ROOT

STARTS_WITHIN = 120
MADE_WITHIN = 900
STOPS_WITHIN = 60


def environment(home: Path) -> dict[str, str]:
    """What the site is told of where it is. Nothing of the test run's own database is passed on."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    kept.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    return {
        **kept,
        "FRANKPLEDGE_HOME": str(home),
        "FRANKPLEDGE_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "frankpledge.config.settings",
    }


def make_empty(home: Path) -> Path:
    """An empty database in *home*: making its tables takes longer than many a story."""
    home.mkdir(parents=True)
    _run("django", "migrate", "--verbosity", "0", home=home)
    return home


def make_story(home: Path, *, before: Path, until: str) -> Path:
    """Tell the demonstration's story in *home* up to *until*, from a copy of what stands *before*:
    an empty database, or the story up to an earlier moment."""
    shutil.copytree(before, home)
    _run("tests.journeys.told", until, home=home)
    return home


def _run(*words: str, home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *words],
        env=environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=MADE_WITHIN,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the demonstration was not made: {done.stdout}\n{done.stderr}")


def copy_of(home: Path, to: Path, *, moved_to: str = "") -> Path:
    """A copy of a made demonstration, its clock put on to *moved_to* where that is given."""
    shutil.copytree(home, to)
    if moved_to:
        with sqlite3.connect(to / "frankpledge.sqlite3") as database:
            database.execute("UPDATE access_installation SET story_at = ?", [moved_to])
        database.close()
    return to


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert isinstance(port, int)
    return port


@dataclass(kw_only=True)
class Site:
    """A server of our own on this machine alone, and the data folder that it works on."""

    home: Path
    address: str
    server: subprocess.Popen[bytes]
    log: Path

    def stop(self) -> None:
        """End the server that was started here, which ends all that it started, and no other."""
        if self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)
        self.server.wait(timeout=STOPS_WITHIN)

    def faults(self) -> list[str]:
        """What the server complained of. That somebody was refused is no fault."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return [
            line
            for before, line in pairwise(["", *lines])
            if ("Traceback" in line and not before.startswith("Forbidden (")) or "Error" in line
        ]


def serve(home: Path) -> Site:
    """Start a server on a free port and wait until it answers."""
    port = free_port()
    log = home / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "frankpledge", "serve"),
                *("--port", str(port), "--workers", "1"),
            ],
            env=environment(home),
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    site = Site(home=home, address=f"http://127.0.0.1:{port}", server=server, log=log)
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{site.address}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return site
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    site.stop()
    raise RuntimeError(f"the site did not start: {log.read_text(errors='replace')[-2000:]}")
