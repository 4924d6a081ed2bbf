"""What works beside the site: started again where it ends, and ended with the site."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from frankpledge.config import serving


@pytest.fixture(autouse=True)
def signals_as_they_were() -> Iterator[None]:
    before = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


def test_a_worker_that_was_killed_is_started_again_beside_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serving, "LOOK_AGAIN_SECONDS", 0.2)
    noted = tmp_path / "begun"
    enough = f"import pathlib, time; n = pathlib.Path({str(noted)!r})\n"
    site = enough + (
        "for _ in range(600):\n"
        "    if n.exists() and len(n.read_text()) >= 3: break\n"
        "    time.sleep(0.1)"
    )
    worker = f"import os, signal; open({str(noted)!r}, 'a').write('.'); os.kill(os.getpid(), 9)"
    ended = serving._side_by_side([sys.executable, "-c", site], [[sys.executable, "-c", worker]])

    assert ended == 0
    assert len(noted.read_text()) >= 3
    assert "ended and has been started again." in capfd.readouterr().err
