"""Knows the figures of every district at once, for whoever compares a whole country."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from frankpledge.analysis import caveats
from frankpledge.analysis.concentration import TOP_SHARE
from frankpledge.analysis.hotspots import CELL_METRES, METRES_A_DEGREE, gi_star
from frankpledge.analysis.ledger import STREET
from frankpledge.analysis.months import Period, days_in
from frankpledge.analysis.refusals import NotComparable
from frankpledge.analysis.store import Store
from frankpledge.analysis.tables import files

if TYPE_CHECKING:
    import numpy as np

YEAR = 12
MONTH_DAYS = 365.25 / 12
# Squares are laid over the whole country at once, so their width is right at this latitude only.
MIDDLE_LATITUDE = 53.0


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Figures of every district and type; arrays are by district, type and, of counts, month.

    ``rates`` are of the last twelve months per 1,000 residents, no number without residents;
    ``changes`` are in % on the twelve months before; ``slopes`` are of the monthly count per year.
    ``top_shares`` and ``ginis`` are by type over all small areas that have any of it.
    """

    districts: tuple[str, ...]
    types: tuple[str, ...]
    months: tuple[str, ...]
    counts: np.ndarray
    rates: np.ndarray
    changes: np.ndarray
    slopes: np.ndarray
    top_shares: np.ndarray
    ginis: np.ndarray
    heat: Heat


@dataclass(frozen=True, kw_only=True)
class Heat:
    """Gi* of every square with any crime in it, all types together: column, row, count, z."""

    columns: np.ndarray
    rows: np.ndarray
    counts: np.ndarray
    z: np.ndarray


def overview(store: Store, *, first: str, last: str) -> Overview:
    """Every district's figures for whole months that every force holds.

    Must not be used, and refuses, for under two years or where any force that is held lacks a
    month of the period: what is compared must cover the same time. Each method is that of the
    single area, without its intervals; ask for the area before saying anything of it.
    """
    period = Period(first=first, last=last)
    months = period.months
    if len(months) < 2 * YEAR:
        raise NotComparable(
            f"{period} is {len(months)} months; an overview compares two years, so ask for 24 or "
            "more."
        )
    held: dict[str, set[str]] = {}
    for part in store.ledger.parts.values():
        held.setdefault(part.force, set()).add(part.month)
    for force, present in sorted(held.items()):
        if lacking := sorted(set(months) - present):
            raise NotComparable(
                f"{force} lacks {caveats.ranges(lacking)} of {period}; add those months, or ask "
                "for a period that every force has."
            )
    if not held:
        raise NotComparable("No street crime is held; add the files first.")
    districts, types, counts = _by_district(store, period)
    residents = _residents(store, districts)
    top_shares, ginis = _spread(store, period, types)
    return Overview(
        districts=districts,
        types=types,
        months=months,
        counts=counts,
        rates=rates(counts, residents),
        changes=changes(counts),
        slopes=slopes(counts, months),
        top_shares=top_shares,
        ginis=ginis,
        heat=_heat(store, period),
    )


def rates(counts: np.ndarray, residents: np.ndarray) -> np.ndarray:
    """The last twelve months per 1,000 residents."""
    recent = counts[:, :, -YEAR:].sum(axis=2)
    per_head: np.ndarray = 1000 * recent / residents[:, None]
    return per_head


def changes(counts: np.ndarray) -> np.ndarray:
    """The last twelve months on the twelve before, in %; no number where those had none."""
    import numpy as np

    recent = counts[:, :, -YEAR:].sum(axis=2)
    before = counts[:, :, -2 * YEAR : -YEAR].sum(axis=2).astype(np.float64)
    before[before == 0] = np.nan
    moved: np.ndarray = 100 * (recent / before - 1)
    return moved


def slopes(counts: np.ndarray, months: tuple[str, ...]) -> np.ndarray:
    """The median slope between like months of different years, as `trend` works it out."""
    import numpy as np

    days = np.array([days_in(month) for month in months])
    level = counts / days * MONTH_DAYS
    pairs = [
        (level[:, :, lag:] - level[:, :, :-lag]) / (lag / YEAR)
        for lag in range(YEAR, len(months), YEAR)
    ]
    middle: np.ndarray = np.median(np.concatenate(pairs, axis=2), axis=2)
    return middle


def spread_of(values: np.ndarray) -> tuple[float, float]:
    """The share in % of the top 5% of places, and Gini's coefficient, of places with any."""
    import numpy as np

    ordered = np.sort(values)
    n, total = len(ordered), float(ordered.sum())
    top = math.ceil(TOP_SHARE * n)
    ranked = float((np.arange(1, n + 1) * ordered).sum())
    return 100 * float(ordered[-top:].sum()) / total, 2 * ranked / (n * total) - (n + 1) / n


def heat_of(columns: np.ndarray, rows: np.ndarray, counts: np.ndarray) -> Heat:
    """Gi* of squares given by column and row, each once; only those squares count."""
    import numpy as np

    left, low = columns.min() - 1, rows.min() - 1
    shape = (int(rows.max() - low) + 2, int(columns.max() - left) + 2)
    grid = np.zeros(shape)
    grid[rows - low, columns - left] = counts
    inside = np.zeros(shape, dtype=bool)
    inside[rows - low, columns - left] = True
    scores = gi_star(grid, inside)
    return Heat(columns=columns, rows=rows, counts=counts, z=scores[rows - low, columns - left])


def _by_district(
    store: Store, period: Period
) -> tuple[tuple[str, ...], tuple[str, ...], np.ndarray]:
    import numpy as np

    found = store.columns(
        """SELECT district, type, month, sum(n)::BIGINT AS n FROM read_parquet(?)
        WHERE placement = 'kept' AND district IS NOT NULL AND month BETWEEN ? AND ? GROUP BY ALL""",
        [str(store.path / store.ledger.districts), period.first, period.last],
    )
    if not len(found["n"]):
        raise NotComparable("No row is placed in a district; add the lookups first.")
    districts, at_district = np.unique(found["district"].astype(str), return_inverse=True)
    types, at_type = np.unique(found["type"].astype(str), return_inverse=True)
    at_month = np.searchsorted(np.array(period.months), found["month"].astype(str))
    counts = np.zeros((len(districts), len(types), len(period.months)))
    counts[at_district, at_type, at_month] = found["n"]
    return tuple(map(str, districts)), tuple(map(str, types)), counts


def _residents(store: Store, districts: tuple[str, ...]) -> np.ndarray:
    import numpy as np

    known = [store.areas[code].residents for code in districts]
    return np.array([np.nan if people is None else people for people in known], dtype=np.float64)


def _spread(store: Store, period: Period, types: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    import numpy as np

    held = [
        store.path / path
        for month, path in sorted(store.ledger.counts.items())
        if period.first <= month <= period.last
    ]
    found = store.columns(
        f"""SELECT type, sum(n)::BIGINT AS n FROM read_parquet({files(held)})
        WHERE placement = 'kept' AND unit IS NOT NULL GROUP BY type, unit ORDER BY type"""
    )
    at_type = np.searchsorted(np.array(types), found["type"].astype(str))
    spreads = [spread_of(found["n"][at_type == at]) for at in range(len(types))]
    return np.array([top for top, _ in spreads]), np.array([gini for _, gini in spreads])


def _heat(store: Store, period: Period) -> Heat:
    parts = [
        store.path / part.path
        for part in store.ledger.parts.values()
        if part.kind == STREET and period.first <= part.month <= period.last
    ]
    if not parts:
        raise NotComparable("No points are held, only counts; add street files.")
    height = CELL_METRES / METRES_A_DEGREE * 1e6
    width = height / math.cos(math.radians(MIDDLE_LATITUDE))
    found = store.columns(
        f"""SELECT floor(lon_e6 / {width})::INTEGER AS x, floor(lat_e6 / {height})::INTEGER AS y,
        count(*) AS n FROM read_parquet({files(parts)})
        WHERE lon_e6 IS NOT NULL AND placement = 'kept' GROUP BY ALL ORDER BY ALL"""
    )
    return heat_of(found["x"], found["y"], found["n"])
