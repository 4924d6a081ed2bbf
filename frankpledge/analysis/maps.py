"""Knows how to draw an area: its boundaries where they are held, or tiles where they are not."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from frankpledge.analysis.geography import Area
from frankpledge.analysis.headers import Level
from frankpledge.analysis.ledger import Reference
from frankpledge.analysis.refusals import UnknownGrouping
from frankpledge.analysis.settled import PLACES, UNITS
from frankpledge.analysis.store import Store
from frankpledge.analysis.tables import files, literal

# A page should not carry more outline than this; a coarser file is preferred beyond it.
HEAVIEST = 3 * 1024**2
MAPPED = (Level.DISTRICT, Level.LSOA21, Level.WARD, Level.FORCE)


class Geometry(TypedDict):
    """A polygon or several, in degrees of longitude and latitude."""

    type: str
    coordinates: list[object]


class Properties(TypedDict):
    """What a boundary is called."""

    code: str
    name: str
    level: str


class Feature(TypedDict):
    """One boundary as GeoJSON."""

    type: str
    id: str
    properties: Properties
    geometry: Geometry


class FeatureCollection(TypedDict):
    """Boundaries as GeoJSON, ready to be drawn."""

    type: str
    features: list[Feature]


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Boundaries of an area, and the codes of those that no file holds."""

    features: FeatureCollection
    missing: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One place's square on a tile map; the first column and row are 0, at the top left."""

    code: str
    name: str
    column: int
    row: int


def boundaries(store: Store, *, area: str, level: str) -> Drawn | None:
    """The outlines, in WGS84, of the area's places of one level; none where none are held.

    ``level`` is district, lsoa21, ward or force. Of several files that have them, the one with
    most of the places is taken, then the most detailed that a page can carry; others fill gaps.
    """
    if level not in MAPPED:
        raise UnknownGrouping(
            f"Maps are drawn of {', '.join(MAPPED)}, not of “{level}”; ask for one of those."
        )
    place = store.area(area)
    expected = _expected(store, place, Level(level))
    candidates: list[tuple[tuple[int, bool, int], str, list[tuple[object, ...]]]] = []
    for reference in store.ledger.references:
        if reference.kind != "boundaries" or reference.origin != place.origin:
            continue
        rows = _outlines(store, reference, place, Level(level), expected)
        weight = sum(len(str(row[2])) for row in rows)
        light = weight <= HEAVIEST
        rank = (len(rows), light, weight if light else -weight)
        if rows:
            candidates.append((rank, reference.name, rows))
    outlines: dict[str, tuple[object, ...]] = {}
    sources: list[str] = []
    for _, name, rows in sorted(candidates, key=lambda each: each[0], reverse=True):
        fresh = {str(row[0]): row for row in rows if str(row[0]) not in outlines}
        if fresh:
            outlines |= fresh
            sources.append(name)
    if not outlines:
        return None
    return Drawn(
        features={
            "type": "FeatureCollection",
            "features": [_feature(outlines[code], level) for code in sorted(outlines)],
        },
        missing=tuple(code for code in expected if code not in outlines),
        sources=tuple(sources),
    )


def _expected(store: Store, place: Area, level: Level) -> tuple[str, ...]:
    if level is Level.DISTRICT:
        return place.districts
    if level is Level.FORCE:
        return tuple(force.code for force in store.forces_of(place))
    if level is Level.LSOA21:
        return tuple(code for code, _ in _small_areas(store, place))
    return ()


def _small_areas(store: Store, place: Area) -> list[tuple[str, str]]:
    """Codes of the map of 2021 in the area, each with the unit it is compared as."""
    table = store.path / store.ledger.geography / PLACES
    rows = store.read(
        f"""SELECT code, unit FROM read_parquet({files([table])})
        WHERE district IN ({", ".join(literal(code) for code in place.districts)})
        AND current
        ORDER BY code"""
    )
    return [(str(code), str(unit)) for code, unit in rows]


def units_of(store: Store, *, area: str) -> dict[str, str]:
    """For each small area of 2021 in the area, the code that its figures are given under."""
    return dict(_small_areas(store, store.area(area)))


def _outlines(
    store: Store, reference: Reference, place: Area, level: Level, wanted: Sequence[str]
) -> list[tuple[object, ...]]:
    table = files([store.path / reference.path])
    if level is Level.WARD:
        inside = ", ".join(literal(code) for code in place.districts)
        chosen = f"district IN ({inside})"
    elif not wanted:
        return []
    else:
        chosen = f"code IN ({', '.join(literal(code) for code in wanted)})"
    return store.read(
        f"""SELECT code, name, geometry FROM read_parquet({table})
        WHERE level = {literal(level)} AND {chosen} ORDER BY code"""
    )


def _feature(row: tuple[object, ...], level: str) -> Feature:
    code, name, geometry = (str(value) for value in row)
    return {
        "type": "Feature",
        "id": code,
        "properties": {"code": code, "name": name, "level": level},
        "geometry": json.loads(geometry),
    }


def tiles(store: Store, *, area: str) -> tuple[Tile, ...]:
    """One square for each district of the area, near where it lies, for when outlines are missing.

    Squares are given so that the sum of squared distances between a place and its square is
    least; with no points known, they stand in order of name.
    """
    districts = store.districts_of(store.area(area))
    names = {district.code: district.name for district in districts}
    points = _points(store, list(names), districts[0].origin)
    if any(code not in points for code in names):
        side = math.ceil(math.sqrt(len(names)))
        return tuple(
            Tile(code=code, name=name, column=at % side, row=at // side)
            for at, (code, name) in enumerate(names.items())
        )
    return lay_out({code: (names[code], points[code]) for code in names})


def lay_out(places: dict[str, tuple[str, tuple[float, float]]]) -> tuple[Tile, ...]:
    """Squares for places with a longitude and latitude."""
    # Imported here: it takes longer to load than most commands take to answer.
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    codes = sorted(places)
    spots = np.asarray([places[code][1] for code in codes], dtype=np.float64)
    # A degree of longitude is shorter than one of latitude by the cosine of the latitude.
    flat = spots * np.array([math.cos(math.radians(float(spots[:, 1].mean()))), -1.0])
    spread = flat.max(axis=0) - flat.min(axis=0)
    shape = float(spread[0] / spread[1]) if spread.min() > 0 else 1.0
    shape = min(max(shape, 0.4), 2.5)
    columns = math.ceil(math.sqrt(len(codes) * shape)) + (1 if len(codes) > 3 else 0)
    rows = math.ceil(len(codes) / columns) + (1 if len(codes) > 3 else 0)
    scaled = (flat - flat.min(axis=0)) / np.where(spread > 0, spread, 1.0)
    scaled *= np.array([max(columns - 1, 0), max(rows - 1, 0)])
    cells = np.asarray([(column, row) for row in range(rows) for column in range(columns)])
    cost = ((scaled[:, None, :] - cells[None, :, :]) ** 2).sum(axis=2)
    chosen = [int(cell) for cell in linear_sum_assignment(cost)[1]]
    left = min(int(cells[cell][0]) for cell in chosen)
    top = min(int(cells[cell][1]) for cell in chosen)
    return tuple(
        Tile(
            code=code,
            name=places[code][0],
            column=int(cells[cell][0]) - left,
            row=int(cells[cell][1]) - top,
        )
        for code, cell in zip(codes, chosen, strict=True)
    )


def _points(store: Store, districts: Sequence[str], origin: str) -> dict[str, tuple[float, float]]:
    inside = ", ".join(literal(code) for code in districts)
    found: dict[str, tuple[float, float]] = {}
    if store.ledger.geography:
        units = files([store.path / store.ledger.geography / UNITS])
        found |= _points_in(
            store,
            f"""SELECT district, avg(longitude), avg(latitude) FROM read_parquet({units})
            WHERE district IN ({inside}) AND longitude IS NOT NULL GROUP BY district""",
        )
    for reference in store.ledger.references:
        if reference.kind == "boundaries" and reference.origin == origin:
            table = files([store.path / reference.path])
            found |= _points_in(
                store,
                f"""SELECT code, longitude, latitude FROM read_parquet({table})
                WHERE code IN ({inside})""",
            )
    return found


def _points_in(store: Store, query: str) -> dict[str, tuple[float, float]]:
    return {
        str(code): (float(str(longitude)), float(str(latitude)))
        for code, longitude, latitude in store.read(query)
    }
