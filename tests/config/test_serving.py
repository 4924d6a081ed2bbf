"""The site and what runs beside it: begun together, and ended together by Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.journeys.site import make_empty, serve

pytestmark = pytest.mark.sqlite


def begun_by(server: int) -> set[int]:
    found = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    )
    pairs = [tuple(map(int, line.split())) for line in found.stdout.splitlines()]
    children = {pid for pid, parent in pairs if parent == server}
    return children | {pid for pid, parent in pairs if parent in children}


def made_from(server: int) -> set[int]:
    """What runs beside the site: made from the server's own process, so called as it is."""
    found = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    )
    lines = [line.split(maxsplit=2) for line in found.stdout.splitlines()]
    return {
        int(pid) for pid, parent, args in lines if int(parent) == server and "granian" not in args
    }


def test_ctrl_c_ends_the_site_and_all_that_runs_beside_it(tmp_path: Path) -> None:
    site = serve(make_empty(tmp_path / "home"))
    beside = begun_by(site.server.pid)
    assert len(beside) == 5  # the web server and its worker, the keeper, the matcher, long work

    # As a terminal does: to every process of the group in front.
    os.killpg(site.server.pid, signal.SIGINT)

    assert site.server.wait(timeout=19) == 0
    assert "Traceback" not in site.log.read_text(encoding="utf-8")
    for pid in beside:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_what_ends_beside_the_site_is_started_again(tmp_path: Path) -> None:
    site = serve(make_empty(tmp_path / "home"))
    try:
        beside = begun_by(site.server.pid)
        os.kill(max(made_from(site.server.pid)), signal.SIGKILL)
        until = time.monotonic() + 30
        while time.monotonic() < until and begun_by(site.server.pid) <= beside:
            time.sleep(0.2)

        assert len(begun_by(site.server.pid) - beside) == 1
        assert "ended; it is started again" in site.log.read_text(encoding="utf-8")
    finally:
        site.stop()
