"""A worker that is killed at any moment loses nothing and does nothing twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.work.workshop import JOBS, STEPS


@pytest.mark.skipif(not hasattr(os, "fork"), reason="There is no fork on Windows; run it on Linux.")
@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(2, 8))]
)
def test_work_is_done_once_however_often_its_workers_are_killed(seed: int, tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.work.workshop", str(seed)],
        cwd=ROOT,
        env={**kept, "FRANKPLEDGE_HOME": str(tmp_path), "FRANKPLEDGE_DEMO": "0"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)

    assert told["killed"] >= 3
    assert len(told["begun"]) > JOBS, "no job was carried on by another worker"
    assert any(0 < first < STEPS for first in told["begun"]), "nothing was carried on from halfway"
    for number, job in enumerate(told["jobs"]):
        assert job == {
            "state": "done",
            "performed": 1,
            "content": f"{number}: {list(range(STEPS))}",
            "files": 1,
        }
