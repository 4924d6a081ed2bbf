"""A country from the store, beside polars working the same figures out from the files.

Each side runs in a process of its own, so that its memory is its own, and both give the same
figures. `NATIONAL_ROWS` makes a smaller country, to try with; the promise is for 18 million rows.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Measurement, best_of
from benchmarks.national_files import FIRST, LAST, ROWS, Nation, nation

TIMES = 3
LIMIT = 0.12
LOAD_LIMIT = 2.8
MONTH_LIMIT = 0.10
DISTRICT_LIMIT = 0.05
MEMORY_LIMIT = 0.6


def run() -> Iterator[Measurement]:
    """First load, one month more, every figure, and one district; then what they took of memory."""
    rows = int(os.environ.get("NATIONAL_ROWS", ROWS))
    with tempfile.TemporaryDirectory(dir=os.environ.get("NATIONAL_FOLDER")) as name:
        folder = Path(name)
        yield from measured(folder, nation(folder, rows=rows))


def measured(folder: Path, made: Nation) -> Iterator[Measurement]:
    """Everything that is measured of one country."""
    files = folder / "files.txt"
    files.write_text("\n".join(str(path) for path in made.street), encoding="utf-8")
    last = folder / "last.txt"
    last.write_text("\n".join(str(path) for path in made.months[-1]), encoding="utf-8")
    but_one = folder / "but-one.txt"
    but_one.write_text(
        "\n".join(str(path) for month in made.months[:-1] for path in month), encoding="utf-8"
    )
    home, grown = folder / "home", folder / "grown"
    tables = [str(made.lookup), str(made.residents)]
    load = _child("load", str(home), str(files), *tables)
    _child("load", str(grown), str(but_one), *tables)
    month = _child("load", str(grown), str(last), *tables)
    shutil.rmtree(grown)
    ours, theirs = [], []
    for _ in range(TIMES):
        ours.append(_child("ours", str(home)))
        theirs.append(_child("theirs", str(files), *tables))
    assert ours[0]["figures"] == theirs[0]["figures"], "the two do not give the same figures"
    full = min(each["seconds"] for each in theirs)
    for name, value, limit in (
        ("all figures of a country from the store", min(e["seconds"] for e in ours), LIMIT),
        ("first load of a country", load["seconds"], LOAD_LIMIT),
        ("one month more of a country", month["seconds"], MONTH_LIMIT),
    ):
        yield Measurement(
            name=name,
            value=value,
            unit="s",
            peer="polars' full job from CSV",
            peer_value=full,
            limit=limit,
            n=made.rows,
        )
    yield Measurement(
        name="one district of a country, by type and month",
        value=_one_district(home, made.district),
        unit="s",
        limit=DISTRICT_LIMIT,
        n=1,
    )
    for name, each in (("loading", load), ("figures", ours[0])):
        yield Measurement(
            name=f"peak memory while {name} of a country",
            value=each["memory"],
            unit="GB",
            limit=MEMORY_LIMIT,
            n=made.rows,
        )


def _one_district(home: Path, district: str) -> float:
    from frankpledge.analysis.api import open_store, profile_figures

    def ask() -> None:
        profile_figures(
            open_store(home), area=district, first=FIRST, last=LAST, by=["type", "month"]
        )

    return best_of(5, ask)


def _child(*words: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.national_job", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer
