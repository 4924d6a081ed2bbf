"""One side's work on a country, in a process of its own; prints what it took as JSON.

`load HOME FILES TABLE…`, `ours HOME`, or `theirs FILES LOOKUP RESIDENTS`. FILES is a file of paths.
"""

from __future__ import annotations

import hashlib
import json
import math
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.national_files import FIRST, LAST
from frankpledge.analysis import api, overview as country
from frankpledge.analysis.hotspots import CELL_METRES, METRES_A_DEGREE


def listed(path: str) -> list[Path]:
    return [Path(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def load(home: str, files: str, *tables: str) -> str:
    street = listed(files)
    added = api.add(
        Path(home), [*street, *(Path(table) for table in tables)], today=date(2026, 4, 15)
    )
    assert added.account.rejected == 0
    return str(added.account.read)


def ours(home: str) -> str:
    made = api.overview(api.open_store(Path(home)), first=FIRST, last=LAST)
    assert made.changes is not None
    assert made.slopes is not None
    assert made.heat is not None
    return told(
        made.counts,
        made.rates,
        made.changes,
        made.slopes,
        made.top_shares,
        made.ginis,
        made.heat.z,
    )


def theirs(files: str, lookup: str, residents: str) -> str:
    import polars as pl

    homes = pl.read_csv(lookup).select("lsoa21_code", "ltla24_code")
    people = pl.read_csv(residents)
    height = CELL_METRES / METRES_A_DEGREE * 1e6
    width = height / math.cos(math.radians(country.MIDDLE_LATITUDE))
    columns = ["Month", "Longitude", "Latitude", "LSOA code", "Crime type"]
    rows = (
        pl.scan_csv(listed(files), schema_overrides={"LSOA code": pl.String})
        .select(columns)
        .with_columns(
            (pl.col("Longitude") * 1e6).round().cast(pl.Int32).alias("lon"),
            (pl.col("Latitude") * 1e6).round().cast(pl.Int32).alias("lat"),
        )
        .collect()
    )
    small = rows.group_by("LSOA code", "Crime type", "Month").len()
    by_district = (
        small.join(homes, left_on="LSOA code", right_on="lsoa21_code")
        .group_by("ltla24_code", "Crime type", "Month")
        .agg(pl.col("len").sum())
    )
    cells = (
        rows.group_by(
            (pl.col("lon") / width).floor().cast(pl.Int32).alias("x"),
            (pl.col("lat") / height).floor().cast(pl.Int32).alias("y"),
        )
        .len()
        .sort("x", "y")
    )
    months = api.Period(first=FIRST, last=LAST).months
    districts, at_district = np.unique(by_district["ltla24_code"].to_numpy(), return_inverse=True)
    types, at_type = np.unique(by_district["Crime type"].to_numpy(), return_inverse=True)
    at_month = np.searchsorted(np.array(months), by_district["Month"].to_numpy().astype(str))
    counts = np.zeros((len(districts), len(types), len(months)))
    counts[at_district, at_type, at_month] = by_district["len"].to_numpy()
    living = (
        people.join(homes, on="lsoa21_code")
        .group_by("ltla24_code")
        .agg(pl.col("total_residents").sum())
        .sort("ltla24_code")["total_residents"]
        .to_numpy()
    )
    totals = small.group_by("LSOA code", "Crime type").agg(pl.col("len").sum())
    spreads = [
        country.spread_of(totals.filter(pl.col("Crime type") == kind)["len"].to_numpy())
        for kind in types
    ]
    heat = country.heat_of(cells["x"].to_numpy(), cells["y"].to_numpy(), cells["len"].to_numpy())
    return told(
        counts,
        country.rates(counts, living),
        country.changes(counts, months),
        country.slopes(counts, months),
        np.array([top for top, _ in spreads]),
        np.array([gini for _, gini in spreads]),
        heat.z,
    )


def told(*arrays: np.ndarray) -> str:
    """One name for all figures, after rounding to nine digits."""
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(np.round(np.nan_to_num(array), 6).astype(np.float32).tobytes())
    return digest.hexdigest()


JOBS: dict[str, Callable[..., str]] = {"load": load, "ours": ours, "theirs": theirs}


def main(words: list[str]) -> None:
    began = time.perf_counter()
    figures = JOBS[words[0]](*words[1:])
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    sys.stdout.write(json.dumps({"seconds": seconds, "memory": memory, "figures": figures}))


if __name__ == "__main__":
    main(sys.argv[1:])
