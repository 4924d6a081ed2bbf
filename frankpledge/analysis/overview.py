"""Knows the figures of every district at once, of a whole country or of any area within it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from frankpledge.analysis import caveats
from frankpledge.analysis.concentration import TOP_SHARE
from frankpledge.analysis.evidence import Caveat, SourceFile
from frankpledge.analysis.families import false_discovery
from frankpledge.analysis.geography import SYNTHETIC, Area
from frankpledge.analysis.hotspots import CELL_METRES, HOT, METRES_A_DEGREE, gi_star
from frankpledge.analysis.ledger import STREET, Part
from frankpledge.analysis.months import Period, days_in
from frankpledge.analysis.refusals import MixedOrigins, NotComparable, NothingHeld
from frankpledge.analysis.store import ATTRIBUTION, SYNTHETIC_ATTRIBUTION, Store, selection
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
    ``changes`` are in % on the twelve before, a day; ``slopes`` are of the monthly count per year.
    ``top_shares`` and ``ginis`` are by type over all small areas that have any of it. What cannot
    be given is none, and ``refusals`` say why. ``sources`` are the files behind the figures, by
    their content; the same files give the same figures.
    """

    districts: tuple[str, ...]
    types: tuple[str, ...]
    months: tuple[str, ...]
    counts: np.ndarray
    rates: np.ndarray
    changes: np.ndarray | None
    slopes: np.ndarray | None
    top_shares: np.ndarray
    ginis: np.ndarray
    heat: Heat | None
    refusals: tuple[str, ...]
    origin: str
    sources: tuple[SourceFile, ...]
    caveats: tuple[Caveat, ...]
    attribution: str


@dataclass(frozen=True, kw_only=True)
class Heat:
    """Gi* of every square with any crime in it, all types together: column, row, count, z."""

    columns: np.ndarray
    rows: np.ndarray
    counts: np.ndarray
    z: np.ndarray

    @property
    def hot(self) -> np.ndarray:
        """Which squares hold more than chance would put there, after correction for them all."""
        # Imported here: it takes longer to load than most commands take to answer.
        import numpy as np
        from scipy.special import ndtr

        tested = np.nonzero(~np.isnan(self.z))[0]
        q_values = false_discovery(2 * ndtr(-np.abs(self.z[tested])))
        found = np.zeros(len(self.z), dtype=bool)
        found[tested] = (q_values <= HOT) & (self.z[tested] > 0)
        return found


def overview(store: Store, *, first: str, last: str, area: str = "") -> Overview:
    """The figures of every district of the area, or of all that is held where none is named.

    Must not be used, and refuses, for under a year; where any force that is asked for lacks a
    month of the period, or has one of under half its usual rows: what is compared must cover the
    same time; and where some of it is synthetic and some is not. Under two years there is no change
    and no slope; where only counts are held there are no hotspots. Each method is that of the
    single area, without its intervals; ask for the area before saying anything of it.
    """
    period = Period(first=first, last=last)
    months = period.months
    if len(months) < YEAR:
        raise NotComparable(
            f"{period} is {len(months)} months; a study gives rates of a year, so ask for 12 or "
            "more."
        )
    place = store.area(area) if area else None
    parts = _parts(store, place, period)
    origin = _origin(store, place, parts)
    chosen = ("TRUE", []) if place is None else selection(place)
    districts, types, counts = _by_district(store, period, chosen)
    residents = _residents(store, districts)
    top_shares, ginis = _spread(store, period, types, chosen)
    heat, refusals = None, []
    try:
        heat = _heat(store, parts, chosen)
    except NotComparable as refused:
        refusals.append(str(refused))
    two_years = len(months) >= 2 * YEAR
    if not two_years:
        refusals.append(
            f"{period} is {len(months)} months; change and slope compare two years, so ask for 24 "
            "or more."
        )
    return Overview(
        districts=districts,
        types=types,
        months=months,
        counts=counts,
        rates=rates(counts, residents),
        changes=changes(counts, months) if two_years else None,
        slopes=slopes(counts, months) if two_years else None,
        top_shares=top_shares,
        ginis=ginis,
        heat=heat,
        refusals=tuple(refusals),
        origin=origin,
        sources=_sources(store, parts, origin),
        caveats=_said(
            types,
            origin,
            peopled=not any(math.isnan(each) for each in residents),
            mapped=heat is not None,
        ),
        attribution=SYNTHETIC_ATTRIBUTION if origin == SYNTHETIC else ATTRIBUTION,
    )


def _parts(store: Store, place: Area | None, period: Period) -> tuple[Part, ...]:
    """Every force's every month of the period. Refuses where one lacks a month or half of one."""
    if place is not None and place.shares_a_district:
        raise NotComparable(
            f"{place.name} covers only a part of a district, and rows are placed in whole "
            "districts; ask for the district."
        )
    forces = None if place is None else {force.code for force in store.forces_of(place)}
    by_force: dict[str, list[Part]] = {}
    for part in store.ledger.parts.values():
        if forces is None or store.force_codes[part.force] in forces:
            by_force.setdefault(part.force, []).append(part)
    if not by_force:
        where = "" if place is None else f" for {place.name}"
        raise NothingHeld(f"No street crime is held{where}; add the files first.")
    wanted = set(period.months)
    for force, parts in sorted(by_force.items()):
        if lacking := sorted(wanted - {part.month for part in parts}):
            raise NotComparable(
                f"{force} lacks {caveats.ranges(lacking)} of {period}; add those months, or ask "
                "for a period or an area that has them all."
            )
    if absent := (forces or set()) - {store.force_codes[force] for force in by_force}:
        named = ", ".join(sorted(store.areas[code].name for code in absent))
        raise NotComparable(f"Nothing is held for the force area of {named}; add its files.")
    asked = [part for parts in by_force.values() for part in parts if part.month in wanted]
    if doubtful := store.unlikely(by_force.values(), wanted):
        raise NotComparable(
            f"{doubtful[0].month} holds under half of the rows that are usual for "
            f"{doubtful[0].force}, so the file is perhaps not whole; add that month again, or ask "
            "for another period."
        )
    return tuple(sorted(asked, key=lambda part: part.key))


def _origin(store: Store, place: Area | None, parts: tuple[Part, ...]) -> str:
    origins = {part.origin for part in parts} | ({place.origin} if place else set())
    if len(origins) > 1:
        raise MixedOrigins(
            "Some of what is held is synthetic and some is not, so it is not studied together; "
            "name an area, or keep them in different data directories (FRANKPLEDGE_HOME)."
        )
    return origins.pop()


def _sources(store: Store, parts: tuple[Part, ...], origin: str) -> tuple[SourceFile, ...]:
    return (
        *(
            SourceFile(name=part.name, digest=part.digest, kind=part.kind, month=part.month)
            for part in parts
        ),
        *(
            SourceFile(name=each.name, digest=each.digest, kind=each.kind)
            for each in store.ledger.references
            if each.kind != "boundaries" and each.origin == origin
        ),
    )


def _said(
    types: tuple[str, ...], origin: str, *, peopled: bool, mapped: bool
) -> tuple[Caveat, ...]:
    return (
        *((caveats.SYNTHETIC_ROWS,) if origin == SYNTHETIC else ()),
        caveats.RECORDED,
        *caveats.about_types(types),
        caveats.WITHOUT_INTERVALS,
        caveats.CENSUS_2021,
        *(() if peopled else (caveats.NO_RESIDENTS,)),
        caveats.SNAPPED,
        *((caveats.SQUARES, caveats.ONLY_SQUARES_WITH_ANY) if mapped else ()),
    )


def rates(counts: np.ndarray, residents: np.ndarray) -> np.ndarray:
    """The last twelve months per 1,000 residents."""
    recent = counts[:, :, -YEAR:].sum(axis=2)
    per_head: np.ndarray = 1000 * recent / residents[:, None]
    return per_head


def changes(counts: np.ndarray, months: tuple[str, ...]) -> np.ndarray:
    """The last twelve months on the twelve before, a day, in %; no number where those had none."""
    import numpy as np

    days = np.array([days_in(month) for month in months])
    recent = counts[:, :, -YEAR:].sum(axis=2) / days[-YEAR:].sum()
    before = counts[:, :, -2 * YEAR : -YEAR].sum(axis=2) / days[-2 * YEAR : -YEAR].sum()
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
    store: Store, period: Period, chosen: tuple[str, list[object]]
) -> tuple[tuple[str, ...], tuple[str, ...], np.ndarray]:
    import numpy as np

    where, values = chosen
    found = store.columns(
        f"""SELECT district, type, month, sum(n)::BIGINT AS n FROM read_parquet(?)
        WHERE placement = 'kept' AND district IS NOT NULL AND month BETWEEN ? AND ? AND {where}
        GROUP BY ALL""",
        [str(store.path / store.ledger.districts), period.first, period.last, *values],
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


def _spread(
    store: Store, period: Period, types: tuple[str, ...], chosen: tuple[str, list[object]]
) -> tuple[np.ndarray, np.ndarray]:
    import numpy as np

    where, values = chosen
    held = [
        store.path / path
        for month, path in sorted(store.ledger.counts.items())
        if period.first <= month <= period.last
    ]
    found = store.columns(
        f"""SELECT type, sum(n)::BIGINT AS n FROM read_parquet({files(held)})
        WHERE placement = 'kept' AND unit IS NOT NULL AND {where}
        GROUP BY type, unit ORDER BY type""",
        values,
    )
    at_type = np.searchsorted(np.array(types), found["type"].astype(str))
    spreads = [spread_of(found["n"][at_type == at]) for at in range(len(types))]
    return np.array([top for top, _ in spreads]), np.array([gini for _, gini in spreads])


def _heat(store: Store, parts: tuple[Part, ...], chosen: tuple[str, list[object]]) -> Heat:
    if bare := sorted({part.force for part in parts if part.kind != STREET}):
        more = f" and {len(bare) - 1} more" if len(bare) > 1 else ""
        raise NotComparable(
            f"Only counts are held for {bare[0]}{more}, without points, so no hotspots are given; "
            "add street files."
        )
    where, values = chosen
    height = CELL_METRES / METRES_A_DEGREE * 1e6
    width = height / math.cos(math.radians(MIDDLE_LATITUDE))
    found = store.columns(
        f"""SELECT floor(lon_e6 / {width})::INTEGER AS x, floor(lat_e6 / {height})::INTEGER AS y,
        count(*) AS n FROM read_parquet({files([store.path / part.path for part in parts])})
        WHERE lon_e6 IS NOT NULL AND placement = 'kept' AND {where} GROUP BY ALL ORDER BY ALL""",
        values,
    )
    return heat_of(found["x"], found["y"], found["n"])
