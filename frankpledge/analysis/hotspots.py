"""Knows where on a grid more lies than chance would put there: Getis and Ord's local statistic."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from frankpledge.analysis import caveats
from frankpledge.analysis.evidence import Estimate, Figure, figure
from frankpledge.analysis.families import false_discovery
from frankpledge.analysis.geography import Area
from frankpledge.analysis.headers import Level
from frankpledge.analysis.maps import boundaries
from frankpledge.analysis.months import Period
from frankpledge.analysis.refusals import NotComparable
from frankpledge.analysis.store import Store, caveats_of, selection
from frankpledge.analysis.tables import files

if TYPE_CHECKING:
    import numpy as np
    from shapely.geometry.base import BaseGeometry

CELL_METRES = 500
METRES_A_DEGREE = 111_320.0
FEWEST_CELLS = 30
FEWEST_POINTS = 60
WITH_POINTS = 0.9
HOT = 0.05


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One square of the grid that is hotter than chance: its corner, its count, how surprising.

    ``west`` and ``south`` are degrees; the square reaches ``width`` and ``height`` degrees on.
    """

    west: float
    south: float
    width: float
    height: float
    count: int
    z: float
    q: float


@dataclass(frozen=True, kw_only=True)
class Hotspots:
    """Squares in which, with their neighbours, more lies than chance would put there.

    ``share`` is the part of the count that lies in them; ``cells`` is how many were tested.
    """

    hot: tuple[Cell, ...]
    cells: int
    share: Figure


def gi_star(counts: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Each square's z score; squares that are not ``inside`` are no number.

    Getis and Ord's Gi* (Ord and Getis 1995, Geographical Analysis 27, equation 14) with the square
    itself and the up to eight that touch it, each with weight 1. ``counts`` and ``inside`` have
    one row for each row of squares. Refuses fewer than 30 squares, and counts that are all alike.
    """
    # Imported here: it takes longer to load than most commands take to answer.
    import numpy as np

    cells = int(inside.sum())
    if cells < FEWEST_CELLS:
        raise NotComparable(
            f"Only {cells} squares lie in the area; hotspots need at least {FEWEST_CELLS}."
        )
    values = np.where(inside, counts, 0).astype(np.float64)
    mean = values.sum() / cells
    variance = (values * values).sum() / cells - mean * mean
    if variance <= 0:
        raise NotComparable("Every square has the same count, so none is hotter than another.")
    near = _around(inside.astype(np.float64))
    spread = near * (cells - near)
    found = np.full(values.shape, np.nan)
    testable = inside & (spread > 0)
    difference = _around(values)[testable] - mean * near[testable]
    found[testable] = difference / np.sqrt(variance * spread[testable] / (cells - 1))
    return found


def _around(grid: np.ndarray) -> np.ndarray:
    """The sum over each square and those that touch it."""
    across = grid.copy()
    across[:, 1:] += grid[:, :-1]
    across[:, :-1] += grid[:, 1:]
    around = across.copy()
    around[1:] += across[:-1]
    around[:-1] += across[1:]
    return around


def hotspots_of(store: Store, *, area: str, first: str, last: str, kind: str) -> Hotspots:
    """Where one type of crime is hotter than chance, on a grid of 500 m over the area.

    Gi* of every square whose middle lies within the outline, those with nothing too; two-sided p
    values from the normal distribution, corrected together for how many squares there are.

    Must not be used, and refuses: without the outlines of the area's districts (squares with
    nothing in them must count, and those in the sea must not); for a period with a gap; for fewer
    than 60 points, or where more than a tenth of the rows have none. It says where crime was
    recorded, not how likely anyone there is to suffer it, and nothing about addresses.
    """
    # Imported here: it takes longer to load than most commands take to answer.
    import numpy as np
    from scipy.special import ndtr

    place, period = store.area(area), Period(first=first, last=last)
    evidence = store.evidence(place, period)
    if evidence.months_missing:
        raise NotComparable(
            f"{place.name} lacks {caveats.ranges(evidence.months_missing)} of {period}; hotspots "
            "need a period that is whole."
        )
    outline = _outline(store, place)
    longitudes, latitudes = _points(store, place, period, kind)
    grid = _Grid.over(outline.bounds)
    counts = grid.counted(longitudes, latitudes)
    inside = grid.within(outline) | (counts > 0)
    scores = gi_star(counts, inside)
    rows, columns = np.nonzero(inside & ~np.isnan(scores))
    tested = scores[rows, columns]
    q_values = false_discovery(2 * ndtr(-np.abs(tested)))
    hot = [
        Cell(
            west=grid.west + int(columns[at]) * grid.width,
            south=grid.south + int(rows[at]) * grid.height,
            width=grid.width,
            height=grid.height,
            count=int(counts[rows[at], columns[at]]),
            z=float(tested[at]),
            q=float(q_values[at]),
        )
        for at in np.nonzero((q_values <= HOT) & (tested > 0))[0]
    ]
    total = len(longitudes)
    share = Estimate(
        value=100 * sum(cell.count for cell in hot) / total,
        unit="% of the count",
        n=total,
        interval=None,
        method=f"Getis and Ord's Gi* on {len(tested):,} squares of {CELL_METRES} m, each with "
        "those that touch it; false discovery rate held to 5% over all squares (Benjamini and "
        "Hochberg).",
        caveats=(caveats.SNAPPED, caveats.SQUARES),
    )
    return Hotspots(
        hot=tuple(sorted(hot, key=lambda cell: (-cell.z, cell.west, cell.south))),
        cells=len(tested),
        share=figure(
            f"{kind}, share in hotspots",
            share,
            evidence,
            caveats_of(store, place, evidence, [kind]),
        ),
    )


@dataclass(frozen=True, kw_only=True)
class _Grid:
    """Squares of the same size in metres, laid from the south-west corner of an area."""

    west: float
    south: float
    width: float
    height: float
    columns: int
    rows: int

    @classmethod
    def over(cls, bounds: tuple[float, float, float, float]) -> _Grid:
        west, south, east, north = bounds
        height = CELL_METRES / METRES_A_DEGREE
        # A degree of longitude is shorter than one of latitude by the cosine of the latitude.
        width = height / math.cos(math.radians((south + north) / 2))
        return cls(
            west=west - width,
            south=south - height,
            width=width,
            height=height,
            columns=math.ceil((east - west) / width) + 2,
            rows=math.ceil((north - south) / height) + 2,
        )

    def counted(self, longitudes: np.ndarray, latitudes: np.ndarray) -> np.ndarray:
        import numpy as np

        # A snapped point can lie beyond the outline: it is counted in the square at the edge.
        columns = np.clip(((longitudes - self.west) / self.width).astype(int), 0, self.columns - 1)
        rows = np.clip(((latitudes - self.south) / self.height).astype(int), 0, self.rows - 1)
        flat = np.bincount(rows * self.columns + columns, minlength=self.rows * self.columns)
        return flat.reshape(self.rows, self.columns)

    def within(self, outline: BaseGeometry) -> np.ndarray:
        import numpy as np
        import shapely

        across = self.west + (np.arange(self.columns) + 0.5) * self.width
        up = self.south + (np.arange(self.rows) + 0.5) * self.height
        x, y = np.meshgrid(across, up)
        shapely.prepare(outline)
        return np.asarray(shapely.contains_xy(outline, x, y))


def _outline(store: Store, place: Area) -> BaseGeometry:
    """The area's districts as one shape."""
    from shapely import union_all
    from shapely.geometry import shape

    drawn = boundaries(store, area=place.code, level=Level.DISTRICT)
    missing = place.districts if drawn is None else drawn.missing
    if drawn is None or missing:
        named = ", ".join(store.areas[code].name for code in missing[:3])
        more = " and others" if len(missing) > 3 else ""
        raise NotComparable(
            f"The outline of {named}{more} is not held, and without it nobody can tell a square "
            "with nothing in it from the sea; add the boundaries of districts."
        )
    shapes = [shape(dict(each["geometry"])) for each in drawn.features["features"]]
    return union_all([each.buffer(0) for each in shapes])


def _points(store: Store, place: Area, period: Period, kind: str) -> tuple[np.ndarray, np.ndarray]:
    """Longitudes and latitudes, in degrees, of the area's kept rows of the type."""
    import numpy as np

    parts = [store.path / part.path for part in store.coverage(place, period).parts]
    where, values = selection(place)
    query = f"""SELECT lon_e6 / 1e6 AS lon, lat_e6 / 1e6 AS lat, n FROM read_parquet({files(parts)})
        WHERE placement = 'kept' AND type = ? AND {where}"""
    columns = store.columns(query, [kind, *values])
    longitudes, latitudes = columns["lon"], columns["lat"]
    placed = ~np.isnan(longitudes)
    rows = int(columns["n"].sum()) if len(columns["n"]) else 0
    if placed.sum() < WITH_POINTS * rows:
        raise NotComparable(
            f"Most of the rows held for {place.name} have no point, only a small area; hotspots "
            "need street files, not counts."
        )
    if placed.sum() < FEWEST_POINTS:
        raise NotComparable(
            f"Only {placed.sum()} points of {kind.lower()} are held for {place.name}; where fewer "
            f"than {FEWEST_POINTS} lie is chance."
        )
    return longitudes[placed], latitudes[placed]
