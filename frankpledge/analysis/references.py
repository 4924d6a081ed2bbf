"""Knows how to read lookups, residents and ranks of deprivation as statements about codes."""

import csv
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from frankpledge.analysis.headers import (
    PLACES_ABOVE,
    SMALL_AREAS_RANKED,
    Level,
    Place,
    ReferenceTable,
)
from frankpledge.analysis.refusals import UnusableFile

_CODE = re.compile(r"[A-Za-z][0-9A-Za-z]{2,15}")
_REMEDY = "download it again from the publisher"

# Between the codes of the areas that share one district.
SEVERAL = "|"

Relation = tuple[Level, Level, int]


@dataclass(frozen=True, kw_only=True)
class Statements:
    """What reference files say: who belongs to whom, what it is called, who lives there.

    ``belongs`` is keyed by lower level, upper level and the vintage of the upper one; the
    newest vintage is believed, so that the order in which files arrive does not matter. A
    district that is shared names all the areas it lies in.
    """

    links: set[tuple[str, str]] = field(default_factory=set)
    belongs: dict[Relation, dict[str, str]] = field(default_factory=dict)
    names: dict[tuple[Level, int], dict[str, str]] = field(default_factory=dict)
    residents: dict[Level, dict[str, int]] = field(default_factory=dict)
    points: dict[str, tuple[float, float]] = field(default_factory=dict)
    ranks: dict[Level, dict[str, dict[str, int]]] = field(default_factory=dict)


def read_statements(name: str, path: Path, table: ReferenceTable) -> tuple[Statements, int]:
    """Everything that the file says, and its number of rows; one bad row refuses the file."""
    statements = Statements()
    rows = 0
    for line, row in _rows_of(name, path, table.width):
        rows += 1
        try:
            _read_row(statements, table, row)
        except ValueError as wrong:
            raise UnusableFile(name, line, str(wrong), _REMEDY) from wrong
    if not rows:
        raise UnusableFile(name, 1, "the file has a header and no rows", _REMEDY)
    return statements, rows


def _rows_of(name: str, path: Path, width: int) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        reader = csv.reader(text, strict=True)
        try:
            next(reader)
            for row in reader:
                if not row:
                    continue
                if len(row) != width:
                    raise UnusableFile(
                        name,
                        reader.line_num,
                        f"the row has {len(row)} fields, the header {width}",
                        _REMEDY,
                    )
                yield reader.line_num, row
        except csv.Error as wrong:
            raise UnusableFile(
                name, reader.line_num, f"the row is not a row of a table ({wrong})", _REMEDY
            ) from wrong


def _read_row(statements: Statements, table: ReferenceTable, row: list[str]) -> None:
    codes: dict[Level, str] = {}
    for place in table.places:
        code = row[place.code].strip()
        if not code:
            continue
        if not _CODE.fullmatch(code):
            raise ValueError(f"“{code[:40]}” is not an area code")
        codes[place.level] = code
        if place.name is not None and (called := row[place.name].strip()):
            statements.names.setdefault((place.level, place.vintage), {})[code] = called
    small = codes.get(Level.LSOA21) or codes.get(Level.LSOA11)
    if Level.LSOA11 in codes and Level.LSOA21 in codes:
        statements.links.add((codes[Level.LSOA11], codes[Level.LSOA21]))
    small_level = Level.LSOA21 if Level.LSOA21 in codes else Level.LSOA11
    for place in table.places:
        if small and place.level in (Level.WARD, Level.DISTRICT):
            _belong(statements, small_level, small, place, codes)
        elif Level.DISTRICT in codes and place.level in PLACES_ABOVE:
            _belong(statements, Level.DISTRICT, codes[Level.DISTRICT], place, codes)
    _read_numbers(statements, table, row, codes)
    if table.ranks:
        _read_ranks(statements, table, row, codes)


def _read_ranks(
    statements: Statements, table: ReferenceTable, row: list[str], codes: dict[Level, str]
) -> None:
    level = table.places[0].level
    if level not in codes:
        raise ValueError("the row has ranks and no area code")
    ranked = SMALL_AREAS_RANKED[level]
    ranks: dict[str, int] = {}
    for domain, position in table.ranks:
        text = row[position].strip().replace(",", "")
        if not text.isdecimal() or not 1 <= int(text) <= ranked:
            raise ValueError(f"the {domain} rank “{text[:40]}” is not from 1 to {ranked:,}")
        ranks[domain] = int(text)
    if statements.ranks.setdefault(level, {}).setdefault(codes[level], ranks) != ranks:
        raise ValueError(f"{codes[level]} has two different ranks")


def _belong(
    statements: Statements, level: Level, code: str, place: Place, codes: dict[Level, str]
) -> None:
    above = codes.get(place.level)
    if above is None:
        return
    known = statements.belongs.setdefault((level, place.level, place.vintage), {})
    held = known.setdefault(code, above).split(SEVERAL)
    if above in held:
        return
    if place.level not in PLACES_ABOVE:
        raise ValueError(f"{code} is placed in both {held[0]} and {above}")
    # One district can be shared between two partnerships that have not merged when it did.
    known[code] = SEVERAL.join(sorted({*held, above}))


def _read_numbers(
    statements: Statements, table: ReferenceTable, row: list[str], codes: dict[Level, str]
) -> None:
    if table.residents is not None:
        level = Level.LSOA21 if Level.LSOA21 in codes else Level.DISTRICT
        text = row[table.residents].strip().replace(",", "")
        if level in codes:
            if not text.isdecimal():
                raise ValueError(f"“{text[:40]}” is not a number of residents")
            known = statements.residents.setdefault(level, {})
            if known.setdefault(codes[level], int(text)) != int(text):
                raise ValueError(f"{codes[level]} has two different numbers of residents")
    if table.latitude is not None and table.longitude is not None and Level.LSOA21 in codes:
        try:
            point = (float(row[table.longitude]), float(row[table.latitude]))
        except ValueError as wrong:
            raise ValueError("the latitude or longitude is not a number") from wrong
        statements.points[codes[Level.LSOA21]] = point


def save(statements: Statements, path: Path) -> None:
    """Writes the statements so that the same statements are always the same bytes."""
    plain = {
        "links": sorted(statements.links),
        "belongs": [
            [low, high, vintage, dict(sorted(pairs.items()))]
            for (low, high, vintage), pairs in sorted(statements.belongs.items())
        ],
        "names": [
            [level, vintage, dict(sorted(pairs.items()))]
            for (level, vintage), pairs in sorted(statements.names.items())
        ],
        "residents": {
            level: dict(sorted(pairs.items()))
            for level, pairs in sorted(statements.residents.items())
        },
        "points": dict(sorted(statements.points.items())),
        "ranks": {
            level: dict(sorted(ranked.items()))
            for level, ranked in sorted(statements.ranks.items())
        },
    }
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), compresslevel=1, mtime=0))


def load(path: Path) -> Statements:
    """The statements that ``save`` wrote."""
    plain = json.loads(gzip.decompress(path.read_bytes()))
    return Statements(
        links={(old, new) for old, new in plain["links"]},
        belongs={
            (Level(low), Level(high), vintage): pairs
            for low, high, vintage, pairs in plain["belongs"]
        },
        names={(Level(level), vintage): pairs for level, vintage, pairs in plain["names"]},
        residents={Level(level): pairs for level, pairs in plain["residents"].items()},
        points={code: (lon, lat) for code, (lon, lat) in plain["points"].items()},
        ranks={Level(level): ranked for level, ranked in plain["ranks"].items()},
    )
