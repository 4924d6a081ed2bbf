"""Knows which small area lies in which district and force, and which small areas compare."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from frankpledge.analysis.headers import PLACES_ABOVE, SMALL_AREAS_RANKED, Level
from frankpledge.analysis.indices import score
from frankpledge.analysis.references import SEVERAL, Statements
from frankpledge.analysis.refusals import ConflictingFiles, MixedOrigins

OPEN = "open data"
SYNTHETIC = "synthetic"

# How a small area is compared between the two censuses' maps.
SAME = "2021"
SPLIT = "2011, split in 2021"
REDRAWN_OLD = "2011, redrawn in 2021"
REDRAWN_NEW = "2021, redrawn from 2011"


@dataclass(frozen=True, kw_only=True)
class Stated:
    """One reference file's statements, with whose they are and which call brought them."""

    statements: Statements
    origin: str
    sequence: int
    name: str


@dataclass(frozen=True, kw_only=True)
class SmallArea:
    """One LSOA code of either map: where it lies and under which code it is compared.

    ``current`` says that the code is one of the map of 2021, on which people were counted.
    ``district`` is none where a code of 2011 has been shared between two districts: nothing is
    shared out by guess.
    """

    code: str
    unit: str
    vintage: str
    current: bool
    district: str | None
    forces: tuple[str, ...]
    origin: str


@dataclass(frozen=True, kw_only=True)
class Unit:
    """What small areas are compared as."""

    code: str
    vintage: str
    name: str
    district: str | None
    residents: int | None
    point: tuple[float, float] | None
    deprivation: float | None = None


@dataclass(frozen=True, kw_only=True)
class Area:
    """A place that figures can be asked for: a district, or one or more districts together.

    An area that shares a district with another cannot be counted from districts.
    """

    code: str
    name: str
    level: str
    districts: tuple[str, ...]
    origin: str
    residents: int | None
    shares_a_district: bool = False


@dataclass(frozen=True, kw_only=True)
class Geography:
    """Everything the held lookups say, settled."""

    small_areas: tuple[SmallArea, ...]
    units: tuple[Unit, ...]
    areas: dict[str, Area]
    force_names: dict[str, str]

    @property
    def placement_digest(self) -> str:
        """Changes exactly when rows might have to be placed again."""
        said = [
            [small.code, small.unit, small.vintage, small.district, small.forces]
            for small in self.small_areas
        ]
        text = json.dumps([said, sorted(self.force_names.items())], separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class _Word:
    """One value somebody gave for a code, and what it must beat to be replaced."""

    rank: tuple[int, int]
    value: str
    origin: str
    file: str


class _Settled:
    """The newest thing said about each code."""

    def __init__(self, about: str) -> None:
        self._about = about
        self._words: dict[str, _Word] = {}

    def hear(self, key: str, value: str, *, vintage: int, stated: Stated) -> None:
        word = _Word(
            rank=(vintage, stated.sequence), value=value, origin=stated.origin, file=stated.name
        )
        held = self._words.get(key)
        if held is None:
            self._words[key] = word
            return
        if held.origin != word.origin:
            raise MixedOrigins(
                f"{stated.name} and {held.file} both speak of {key}, one as open data and one as "
                "synthetic; keep synthetic codes apart from published ones."
            )
        if held.rank == word.rank and held.value != word.value:
            raise ConflictingFiles(
                f"{held.file} and {stated.name} give different {self._about} for {key} "
                f"({held.value} and {word.value}); give only the one that is right."
            )
        if word.rank > held.rank:
            self._words[key] = word

    def get(self, key: str) -> str | None:
        word = self._words.get(key)
        return word.value if word else None

    def origin(self, key: str) -> str | None:
        word = self._words.get(key)
        return word.origin if word else None

    def items(self) -> Iterable[tuple[str, str]]:
        return ((key, word.value) for key, word in sorted(self._words.items()))

    def __contains__(self, key: str) -> bool:
        return key in self._words


def settle(held: Sequence[Stated]) -> Geography:
    """One geography from all reference files, the same whatever order they came in.

    Of two vintages the newer is believed; of two files of one vintage the one added later;
    two that differ within one call are refused, and so is synthetic beside published.
    """
    belongs: dict[tuple[Level, Level], _Settled] = defaultdict(lambda: _Settled("places"))
    names: dict[Level, _Settled] = defaultdict(lambda: _Settled("names"))
    residents: dict[Level, _Settled] = defaultdict(lambda: _Settled("numbers of residents"))
    links: set[tuple[str, str]] = set()
    points: dict[str, tuple[float, float]] = {}
    ranks: dict[Level, _Settled] = defaultdict(lambda: _Settled("ranks of deprivation"))
    for stated in sorted(held, key=lambda one: (one.sequence, one.name)):
        links |= stated.statements.links
        points.update(stated.statements.points)
        for (low, high, vintage), pairs in stated.statements.belongs.items():
            for code, above in pairs.items():
                belongs[low, high].hear(code, above, vintage=vintage, stated=stated)
        for (level, vintage), called in stated.statements.names.items():
            for code, name in called.items():
                names[level].hear(code, name, vintage=vintage, stated=stated)
        for level, counted in stated.statements.residents.items():
            for code, count in counted.items():
                residents[level].hear(code, str(count), vintage=0, stated=stated)
        for level, ranked in stated.statements.ranks.items():
            for code, by_domain in ranked.items():
                text = json.dumps(by_domain, sort_keys=True)
                ranks[level].hear(code, text, vintage=0, stated=stated)
    small_areas = _small_areas(links, belongs)
    units = _units(small_areas, names, residents[Level.LSOA21], points, _units_deprived(ranks))
    return Geography(
        small_areas=small_areas,
        units=units,
        areas=_areas(belongs, names, units, residents[Level.DISTRICT]),
        force_names={
            code: names[Level.FORCE].get(code) or code
            for code in sorted({above for _, above in belongs[Level.DISTRICT, Level.FORCE].items()})
        },
    )


def comparison_units(links: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """For each LSOA code in the links, the code and vintage under which it is compared.

    Unchanged and merged areas are compared as of 2021, split ones as their parent of 2011;
    where several were redrawn into several, each stands alone.
    """
    newer: dict[str, set[str]] = defaultdict(set)
    older: dict[str, set[str]] = defaultdict(set)
    for old, new in links:
        newer[old].add(new)
        older[new].add(old)
    units: dict[str, tuple[str, str]] = {}
    for old, news in newer.items():
        simple = all(len(older[new]) == 1 for new in news)
        if len(news) == 1:
            (new,) = news
            merged = all(len(newer[other]) == 1 for other in older[new])
            units[old] = (new, SAME) if merged else (old, REDRAWN_OLD)
        else:
            units[old] = (old, SPLIT) if simple else (old, REDRAWN_OLD)
    for new, olds in older.items():
        if all(units[old] == (new, SAME) for old in olds):
            units[new] = (new, SAME)
        elif len(olds) == 1 and units[next(iter(olds))][1] == SPLIT:
            units[new] = units[next(iter(olds))]
        else:
            units[new] = (new, REDRAWN_NEW)
    return units


def _parts(above: str | None) -> list[str]:
    return above.split(SEVERAL) if above else []


def _small_areas(
    links: set[tuple[str, str]], belongs: dict[tuple[Level, Level], _Settled]
) -> tuple[SmallArea, ...]:
    new_homes = belongs[Level.LSOA21, Level.DISTRICT]
    old_homes = belongs[Level.LSOA11, Level.DISTRICT]
    force_of = belongs[Level.DISTRICT, Level.FORCE]
    units = comparison_units(links)
    newer: dict[str, set[str]] = defaultdict(set)
    for old, new in links:
        newer[old].add(new)
    codes = {code for code, _ in new_homes.items()} | {code for code, _ in old_homes.items()}
    current = {new for _, new in links} | {code for code, _ in new_homes.items()}
    small_areas = []
    for code in sorted(codes | set(units)):
        homes = {new_homes.get(new) for new in newer.get(code, {code})} - {None}
        if not homes and code in old_homes:
            homes = {old_homes.get(code)}
        districts = sorted(home for home in homes if home is not None)
        forces = {force for district in districts for force in _parts(force_of.get(district))}
        unit, vintage = units.get(code, (code, SAME))
        origins = {new_homes.origin(new) for new in newer.get(code, {code})}
        origins |= {old_homes.origin(code)}
        small_areas.append(
            SmallArea(
                code=code,
                unit=unit,
                vintage=vintage,
                current=code in current,
                district=districts[0] if len(districts) == 1 else None,
                forces=tuple(sorted(forces)),
                origin=SYNTHETIC if SYNTHETIC in origins else OPEN,
            )
        )
    return tuple(small_areas)


def _units(
    small_areas: tuple[SmallArea, ...],
    names: dict[Level, _Settled],
    residents: _Settled,
    points: dict[str, tuple[float, float]],
    ranked: tuple[Level, dict[str, float]],
) -> tuple[Unit, ...]:
    members: dict[str, list[SmallArea]] = defaultdict(list)
    for small in small_areas:
        members[small.unit].append(small)
    units = []
    for code, smalls in sorted(members.items()):
        # People were counted on the map of 2021, so only its areas have any.
        counted = [small.code for small in smalls if small.current]
        numbers = [residents.get(each) for each in counted]
        known = [int(number) for number in numbers if number is not None]
        places = [points[each] for each in counted if each in points]
        districts = {small.district for small in smalls}
        units.append(
            Unit(
                code=code,
                vintage=smalls[0].vintage,
                name=names[Level.LSOA21].get(code) or names[Level.LSOA11].get(code) or code,
                district=next(iter(districts)) if len(districts) == 1 else None,
                residents=sum(known) if known and len(known) == len(numbers) else None,
                point=(
                    sum(lon for lon, _ in places) / len(places),
                    sum(lat for _, lat in places) / len(places),
                )
                if places
                else None,
                deprivation=_deprivation_of(smalls, residents, ranked),
            )
        )
    return tuple(units)


def _units_deprived(ranks: dict[Level, _Settled]) -> tuple[Level, dict[str, float]]:
    """Each ranked LSOA's score; where both maps are ranked, that of 2021, which is the newer."""
    newer = any(True for _ in ranks[Level.LSOA21].items())
    level = Level.LSOA21 if newer else Level.LSOA11
    return level, {
        code: score(json.loads(text), SMALL_AREAS_RANKED[level])
        for code, text in ranks[level].items()
    }


def _deprivation_of(
    smalls: list[SmallArea], residents: _Settled, ranked: tuple[Level, dict[str, float]]
) -> float | None:
    """The score of what is compared as one: the mean of its parts, each by its residents.

    Parts on the map of 2011 have no residents of their own, so each counts the same.
    """
    level, scores = ranked
    on_old_map = [small for small in smalls if not small.current] or smalls
    parts = on_old_map if level is Level.LSOA11 else [each for each in smalls if each.current]
    if not parts or any(small.code not in scores for small in parts):
        return None
    numbers = [residents.get(small.code) for small in parts]
    weights = [float(number) for number in numbers if number is not None]
    if len(weights) < len(parts) or not any(weights):
        weights = [1.0] * len(parts)
    weighted = sum(by * scores[small.code] for by, small in zip(weights, parts, strict=True))
    return weighted / sum(weights)


def _areas(
    belongs: dict[tuple[Level, Level], _Settled],
    names: dict[Level, _Settled],
    units: tuple[Unit, ...],
    counted: _Settled,
) -> dict[str, Area]:
    districts: dict[str, str] = {}
    for (_, high), settled in belongs.items():
        if high is Level.DISTRICT:
            for code, home in settled.items():
                districts[home] = settled.origin(code) or OPEN
    for level in PLACES_ABOVE:
        settled = belongs[Level.DISTRICT, level]
        for code, _ in settled.items():
            districts.setdefault(code, settled.origin(code) or OPEN)
    people = _residents_of(units)
    areas: dict[str, Area] = {}
    for code, origin in sorted(districts.items()):
        number = people.get(code)
        if number is None and (table := counted.get(code)) is not None:
            number = int(table)
        areas[code] = Area(
            code=code,
            name=names[Level.DISTRICT].get(code) or code,
            level=Level.DISTRICT,
            districts=(code,),
            origin=origin,
            residents=number,
        )
    for level in PLACES_ABOVE:
        for area in _joint_areas(level, belongs[Level.DISTRICT, level], names[level], areas):
            areas.setdefault(area.code, area)
    return areas


def _joint_areas(
    level: Level, settled: _Settled, names: _Settled, districts: dict[str, Area]
) -> list[Area]:
    parts: dict[str, list[str]] = defaultdict(list)
    shared: set[str] = set()
    for district, above in settled.items():
        codes = _parts(above)
        shared |= set(codes) if len(codes) > 1 else set()
        for code in codes:
            parts[code].append(district)
    joint = []
    for code, inside in sorted(parts.items()):
        numbers = [districts[district].residents for district in inside]
        known = [number for number in numbers if number is not None]
        joint.append(
            Area(
                code=code,
                name=names.get(code) or code,
                level=level,
                districts=tuple(inside),
                origin=districts[inside[0]].origin,
                residents=sum(known) if len(known) == len(numbers) else None,
                shares_a_district=code in shared,
            )
        )
    return joint


def _residents_of(units: tuple[Unit, ...]) -> dict[str, int | None]:
    people: dict[str, int | None] = {}
    for unit in units:
        if unit.district is None or unit.vintage == REDRAWN_OLD:
            continue
        so_far = people.get(unit.district, 0)
        people[unit.district] = (
            None if so_far is None or unit.residents is None else so_far + unit.residents
        )
    return people
