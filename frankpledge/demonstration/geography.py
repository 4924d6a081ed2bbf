"""The invented county's land: its coast, small areas, streets and residents.

The county lies in the open North Sea, where no real place can be. Every draw is made from
`random()` alone, the one call that Python promises not to change, so that a seed gives the same
land everywhere.
"""

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import shapely
from shapely.geometry import MultiPoint, MultiPolygon, Point, Polygon

from frankpledge.demonstration.county import (
    HOME_DISTRICT,
    County,
    District,
    Size,
    small_areas_of,
)
from frankpledge.demonstration.names import STORY_PLACES, Names

Shape = Polygon | MultiPolygon
_WIDE, _HIGH = 98.0, 61.0
"""The county's box in kilometres."""
_WEST, _SOUTH = 2.2, 53.6
_KM_PER_LATITUDE = 111.2
_SPREAD = NormalDist(0, 2.4)
_PER_WARD, _PER_GROUP = 4, 5
_LETTERS = "ABCDEFGHIJ"


@dataclass(frozen=True, kw_only=True)
class Street:
    """A map point to which crimes are moved before they are published."""

    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True, kw_only=True)
class SmallArea:
    """One LSOA of 2021, with what it was called and how it was numbered in 2011.

    `former` holds one code and name where the area is unchanged or is part of a split one, and
    two where two were merged into it.
    """

    code: str
    name: str
    district: District
    ward_code: str
    ward_name: str
    residents: int
    shape: Shape
    longitude: float
    latitude: float
    is_centre: bool
    streets: tuple[Street, ...]
    change: str
    former: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Land:
    """A county laid out: every small area, and the outline of each district."""

    county: County
    areas: tuple[SmallArea, ...]
    districts: tuple[tuple[District, Shape], ...]
    whole: Shape

    def areas_of(self, district: District) -> tuple[SmallArea, ...]:
        """The small areas of *district*, in the order of their names."""
        return tuple(area for area in self.areas if area.district == district)


def lay_out(county: County, *, size: Size, seed: int) -> Land:
    """Draw *county* at *size*: the same for the same seed."""
    source = random.Random(f"frankpledge:{seed}:land:{county.number}")
    coast = _coast(source)
    spots = _spots(county, size=size, coast=coast, source=source)
    cells = _cells([spot for _, spot in spots], coast)
    areas: list[SmallArea] = []
    outlines: list[tuple[District, Shape]] = []
    numbers = _Numbers(county=county)
    for district in county.districts:
        mine = [
            (spot, cell)
            for (owner, spot), cell in zip(spots, cells, strict=True)
            if owner == district
        ]
        areas += _district_areas(district, mine, county=county, numbers=numbers, seed=seed)
        outlines.append((district, _placed(shapely.union_all([c for _, c in mine]), county)))
    return Land(
        county=county,
        areas=tuple(areas),
        districts=tuple(outlines),
        whole=_placed(shapely.union_all(cells), county),
    )


@dataclass(kw_only=True)
class _Numbers:
    """Hands out codes in a county's own reach of impossible numbers."""

    county: County
    small_area: int = 0
    old_area: int = 0
    ward: int = 0

    def next_small_area(self) -> str:
        self.small_area += 1
        return f"E01{990_000 + 2_000 * self.county.number + self.small_area}"

    def next_old_area(self) -> str:
        self.old_area += 1
        return f"E01{980_000 + 2_000 * self.county.number + self.old_area}"

    def next_ward(self) -> str:
        self.ward += 1
        return f"E05{990_000 + 1_000 * self.county.number + self.ward}"


def _coast(source: random.Random) -> Polygon:
    """An island's outline: a rounded box with a ragged edge."""
    waves = [(k, 0.2 / k**0.95, source.random() * math.tau) for k in range(2, 40)]
    points = []
    for step in range(240):
        angle = math.tau * step / 240
        across, up = math.cos(angle), math.sin(angle)
        reach = (across**4 + up**4) ** -0.25
        reach *= 0.97 + sum(high * math.cos(k * angle + turn) for k, high, turn in waves) / 2
        points.append((_WIDE / 2 * (1 + reach * across), _HIGH / 2 * (1 + reach * up)))
    return shapely.make_valid(Polygon(points)).buffer(0)


def _spots(
    county: County, *, size: Size, coast: Polygon, source: random.Random
) -> list[tuple[District, tuple[float, float]]]:
    """A point for each small area: crowded round the towns, thin between them."""
    shapely.prepare(coast)
    middles = [(d, (d.at[0] * _WIDE, d.at[1] * _HIGH)) for d in county.districts]
    spots: list[tuple[District, tuple[float, float]]] = []
    for district, (x, y) in middles:
        wanted = small_areas_of(size, district)
        mine: list[tuple[float, float]] = []
        while len(mine) < wanted:
            if source.random() < 0.55:
                spot = (x + _normal(source), y + _normal(source))
            else:
                spot = (x + 36 * (source.random() - 0.5), y + 28 * (source.random() - 0.5))
            nearest = _nearest(middles, spot)
            apart = all(math.dist(spot, other) > 0.2 for other in mine)
            if nearest == district and apart and coast.contains(Point(spot)):
                mine.append(spot)
        spots += [(district, spot) for spot in mine]
    return spots


def _nearest(
    middles: Sequence[tuple[District, tuple[float, float]]], spot: tuple[float, float]
) -> District:
    return min(middles, key=lambda middle: math.dist(middle[1], spot))[0]


def _normal(source: random.Random) -> float:
    return _SPREAD.inv_cdf(0.0005 + 0.999 * source.random())


def _cells(spots: Sequence[tuple[float, float]], coast: Polygon) -> list[Shape]:
    cells = shapely.voronoi_polygons(MultiPoint(spots), extend_to=coast, ordered=True)
    return [_solid(cell.intersection(coast)) for cell in cells.geoms]


def _solid(shape: object) -> Shape:
    """Keep the surfaces of *shape*: clipping may leave stray points and lines."""
    if isinstance(shape, Polygon | MultiPolygon):
        return shape
    parts = [part for part in getattr(shape, "geoms", ()) if isinstance(part, Polygon)]
    return MultiPolygon(parts)


def _longitude_latitude(x: float, y: float, county: County) -> tuple[float, float]:
    south = _SOUTH + 0.7 * (county.number - 1)
    latitude = south + y / _KM_PER_LATITUDE
    longitude = _WEST + x / (_KM_PER_LATITUDE * math.cos(math.radians(south + 0.275)))
    return round(longitude, 6), round(latitude, 6)


def _placed(shape: object, county: County) -> Shape:
    """*shape*, in kilometres, moved to longitudes and latitudes, its rings the way maps expect."""

    def ring(points: Iterable[tuple[float, ...]]) -> list[tuple[float, float]]:
        return [_longitude_latitude(point[0], point[1], county) for point in points]

    solid = _solid(shape)
    polygons = solid.geoms if isinstance(solid, MultiPolygon) else [solid]
    moved = [
        shapely.geometry.polygon.orient(
            Polygon(ring(p.exterior.coords), [ring(hole.coords) for hole in p.interiors])
        )
        for p in polygons
    ]
    return moved[0] if len(moved) == 1 else MultiPolygon(moved)


def _district_areas(
    district: District,
    cells: Sequence[tuple[tuple[float, float], Shape]],
    *,
    county: County,
    numbers: _Numbers,
    seed: int,
) -> list[SmallArea]:
    """Number and name one district's cells as the statisticians would."""
    names = Names(seed=seed, purpose=f"places:{district.code}")
    source = random.Random(f"frankpledge:{seed}:residents:{district.code}")
    middle = (district.at[0] * _WIDE, district.at[1] * _HIGH)
    centre = min(cells, key=lambda cell: math.dist(cell[0], middle))[0]
    ordered = sorted(
        cells, key=lambda c: (c[0] != centre, math.atan2(c[0][1] - middle[1], c[0][0] - middle[0]))
    )
    wards = names.wards(-(-len(ordered) // _PER_WARD))
    ward_codes = [numbers.next_ward() for _ in wards]
    changes = _changes(len(ordered))
    areas: list[SmallArea] = []
    parent = ("", "")
    for place, (spot, cell) in enumerate(ordered):
        group, letter = divmod(place, _PER_GROUP)
        name = f"{district.name} {group + 1:03d}{_LETTERS[letter]}"
        code = numbers.next_small_area()
        change = changes[place]
        if change == "S":
            # The two children of a split area open their group and share one parent.
            parent = parent if letter else (numbers.next_old_area(), name)
            former: tuple[tuple[str, str], ...] = (parent,)
            name = f"{district.name} {group + 1:03d}{_LETTERS[letter + _PER_GROUP]}"
        elif change == "M":
            former = (
                (numbers.next_old_area(), name),
                (numbers.next_old_area(), f"{name[:-1]}{_LETTERS[letter + _PER_GROUP]}"),
            )
        else:
            former = ((code, name),)
        shape = _placed(cell, county)
        longitude, latitude = _longitude_latitude(*spot, county)
        areas.append(
            SmallArea(
                code=code,
                name=name,
                district=district,
                ward_code=ward_codes[place // _PER_WARD],
                ward_name=wards[place // _PER_WARD],
                residents=1_050 + int(1_250 * source.random()),
                shape=shape,
                longitude=longitude,
                latitude=latitude,
                is_centre=spot == centre,
                streets=_streets(shape, district=district, place=place, names=names, source=source),
                change=change,
                former=former,
            )
        )
    return areas


def _changes(count: int) -> str:
    """Which of *count* areas changed between 2011 and 2021: U unchanged, S split, M merged."""
    changes = ["U"] * count
    if count >= 10:
        changes[9] = "M"
    for pair in range(count // 30 + (count >= 10)):
        # Counted from the end, and always the first two of one group: they keep its number.
        first = (count // _PER_GROUP - 1 - 2 * pair) * _PER_GROUP
        changes[first] = changes[first + 1] = "S"
    return "".join(changes)


def _streets(
    shape: Shape, *, district: District, place: int, names: Names, source: random.Random
) -> tuple[Street, ...]:
    called = list(names.streets(6 + int(4 * source.random())))
    if district.name == HOME_DISTRICT and place < 2:
        # The town's middle has the shops of the story; the area beside it has Tern Court.
        story = STORY_PLACES[1:] if place == 0 else STORY_PLACES[:1]
        called[: len(story)] = story
    return tuple(
        Street(name=name, longitude=longitude, latitude=latitude)
        for name, (longitude, latitude) in zip(
            called, _points_in(shape, len(called), source), strict=True
        )
    )


def _points_in(shape: Shape, count: int, source: random.Random) -> list[tuple[float, float]]:
    """*count* points inside *shape*, drawn in triangles from its middle to its edge."""
    largest = max(shape.geoms, key=lambda p: p.area) if isinstance(shape, MultiPolygon) else shape
    middle = largest.representative_point()
    edge = list(largest.exterior.coords)
    shapely.prepare(largest)
    points: list[tuple[float, float]] = []
    while len(points) < count:
        corner = int(source.random() * (len(edge) - 1))
        along, out = source.random(), 0.1 + 0.8 * math.sqrt(source.random())
        x, y = (
            middle_at + out * (a + along * (b - a) - middle_at)
            for middle_at, a, b in zip(
                (middle.x, middle.y), edge[corner], edge[corner + 1], strict=False
            )
        )
        point = (round(x, 6), round(y, 6))
        if largest.contains(Point(point)):
            points.append(point)
    return points
