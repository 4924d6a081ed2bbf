"""Taking in two years of street crime, beside polars reading the same files into memory.

Ours unpacks, checks every row, places it, sorts it and writes it safely to disk; the rival only
reads files that were unpacked for it. So the ratio says what all of that costs.
"""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars

from benchmarks.crime_files import CrimeFiles, crime_files
from benchmarks.measure import Measurement, best_of, side_by_side
from frankpledge.analysis.api import add

TIMES = 5
TODAY = date(2026, 4, 15)
LIMIT = 25.0
MONTH_LIMIT = 1.0


def run() -> Iterator[Measurement]:
    """All months into a store that holds the lookups; then one new month more."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = crime_files(folder)
        yield _all_months(folder, files)
        yield _one_month(folder, files)


def _all_months(folder: Path, files: CrimeFiles) -> Measurement:
    ready = folder / "ready"
    add(ready, files.lookups, today=TODAY)
    homes = iter(_copies(ready, folder / "all", TIMES))

    def ours() -> None:
        taken = add(next(homes), files.packed, today=TODAY)
        assert taken.account.read == files.rows

    def theirs() -> None:
        assert sum(polars.read_csv(path).height for path in files.plain) == files.rows

    value, peer_value = side_by_side(TIMES, ours, theirs)
    return Measurement(
        name=f"take in {files.called}",
        value=value,
        unit="s",
        peer="polars.read_csv of the same files, unpacked",
        peer_value=peer_value,
        limit=LIMIT,
        n=files.rows,
    )


def _one_month(folder: Path, files: CrimeFiles) -> Measurement:
    ready = folder / "but-one"
    add(ready, [*files.lookups, *files.packed[:-1]], today=TODAY)
    homes = iter(_copies(ready, folder / "one", TIMES))
    return Measurement(
        name="take in one new month",
        value=best_of(TIMES, lambda: add(next(homes), files.packed[-1:], today=TODAY)),
        unit="s",
        limit=MONTH_LIMIT,
        n=1,
    )


def _copies(ready: Path, target: Path, count: int) -> list[Path]:
    copies = [target / str(number) for number in range(count)]
    for copy in copies:
        shutil.copytree(ready, copy)
    return copies
