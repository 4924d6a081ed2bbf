"""The site and what runs beside it: begun together, and ended together by Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
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
