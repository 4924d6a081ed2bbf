"""Figures from the store, beside polars working the same counts out from the files."""

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars

from benchmarks.crime_files import CrimeFiles, crime_files
from benchmarks.measure import Measurement, best_of, side_by_side
from frankpledge.analysis.api import add, open_store, profile_figures

TIMES = 5
LIMIT = 0.12
DISTRICT_LIMIT = 0.05
FIRST, LAST = "2025-01", "2025-12"


def run() -> Iterator[Measurement]:
    """A force by district and type, then one district, each from a store newly opened."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = crime_files(folder)
        home = folder / "home"
        add(home, [*files.lookups, *files.packed], today=date(2026, 4, 15))
        yield _force(home, files)
        yield Measurement(
            name="figures of one district by type and month",
            value=best_of(TIMES, lambda: _ours(home, files.district, ["type", "month"])),
            unit="s",
            limit=DISTRICT_LIMIT,
            n=1,
        )


def _ours(home: Path, area: str, by: list[str]) -> dict[tuple[str | None, str | None], int]:
    figures = profile_figures(open_store(home), area=area, first=FIRST, last=LAST, by=by)
    return {(row.district, row.type): row.count for row in figures.rows}


def _force(home: Path, files: CrimeFiles) -> Measurement:
    year = [path for path in files.plain if path.name.startswith("2025")]
    counted: dict[str, dict[tuple[str | None, str | None], int]] = {}

    def ours() -> None:
        counted["ours"] = _ours(home, files.force, ["district", "type"])

    def theirs() -> None:
        places = polars.read_csv(files.place_table).select("lsoa21_code", "ltla24_code")
        rows = polars.concat([polars.read_csv(path, infer_schema=False) for path in year])
        grouped = (
            rows.join(places, left_on="LSOA code", right_on="lsoa21_code")
            .group_by("ltla24_code", "Crime type")
            .len()
        )
        counted["theirs"] = {(place, kind): n for place, kind, n in grouped.iter_rows()}

    value, peer_value = side_by_side(TIMES, ours, theirs)
    assert counted["ours"] == counted["theirs"], "the two do not count alike"
    return Measurement(
        name=f"figures by district and type from {files.called}",
        value=value,
        unit="s",
        peer="polars from CSV",
        peer_value=peer_value,
        limit=LIMIT,
        n=sum(counted["ours"].values()),
    )
