"""Knows what a table is from its header: street crime, lookups, residents, or nothing of ours."""

import csv
import re
from dataclasses import dataclass
from enum import StrEnum

from frankpledge.analysis import months

STREET_COLUMNS = (
    "crime id",
    "month",
    "reported by",
    "falls within",
    "longitude",
    "latitude",
    "location",
    "lsoa code",
    "lsoa name",
    "crime type",
    "last outcome category",
    "context",
)


class Level(StrEnum):
    """The kinds of place that lookups speak of."""

    LSOA11 = "lsoa11"
    LSOA21 = "lsoa21"
    WARD = "ward"
    DISTRICT = "district"
    COUNTY = "county"
    CSP = "csp"
    FORCE = "force"
    REGION = "region"


_LEVELS = {
    "lad": Level.DISTRICT,
    "ltla": Level.DISTRICT,
    "utla": Level.COUNTY,
    "cty": Level.COUNTY,
    "ctyua": Level.COUNTY,
    "csp": Level.CSP,
    "pfa": Level.FORCE,
    "rgn": Level.REGION,
    "region": Level.REGION,
    "wd": Level.WARD,
    "ward": Level.WARD,
}
_COLUMN = re.compile(r"(lsoa|" + "|".join(_LEVELS) + r")(\d\d)?_?(cd|code|nm|name)")
_RESIDENTS = frozenset(
    {
        "total_residents",
        "total_population",
        "residents",
        "population",
        "usual_residents",
        "all usual residents",
        "total: all usual residents",
        "residence type: total; measures: value",
        "observation",
    }
)
_RANK = re.compile(
    r"(income|employment|education|health|crime|housing|environment)"
    r"(?: skills and training| deprivation and disability| and services)?"
    r" rank(?: where 1 is most deprived)?"
)
_RANKED_CODE = re.compile(r"lsoa code \(20(11|21)\)")
_RANKED_DOMAINS = frozenset(
    {"income", "employment", "education", "health", "housing", "environment"}
)
SMALL_AREAS_RANKED = {Level.LSOA11: 32_844, Level.LSOA21: 33_755}
"""How many LSOAs England has on each map, which is what the Indices of 2019 and 2025 rank."""
COUNT_COLUMNS = ("force", "month", "lsoa_code", "crime_type", "n")
# One column for each year of age: an estimate whose header does not say which year it is for.
_SINGLE_YEARS = frozenset({"0", "1", "2", "90+"})
PLACES_ABOVE = (Level.COUNTY, Level.CSP, Level.FORCE, Level.REGION)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Columns that hold the code and, where given, the name of one level of place."""

    level: Level
    vintage: int
    code: int
    name: int | None


@dataclass(frozen=True, kw_only=True)
class StreetTable:
    """A street crime file: where each of the publisher's columns stands."""

    order: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CountsTable:
    """Counts by force, month, small area and type: where each of those columns stands."""

    order: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReferenceTable:
    """A lookup, a table of residents or ranks of deprivation: which columns say what."""

    places: tuple[Place, ...]
    residents: int | None
    latitude: int | None
    longitude: int | None
    width: int
    ranks: tuple[tuple[str, int], ...] = ()

    def place(self, level: Level) -> Place | None:
        """The columns of one level, or none."""
        return next((place for place in self.places if place.level is level), None)

    @property
    def kind(self) -> str:
        """What a person would call the file."""
        if self.ranks:
            return "deprivation"
        if self.residents is not None:
            return "residents"
        return "lookup"


@dataclass(frozen=True, kw_only=True)
class ChangedTable:
    """Nearly a street crime file, and the difference matters."""

    problem: str


Table = StreetTable | CountsTable | ReferenceTable | ChangedTable


def plainly(column: str) -> str:
    """A column name without case, byte order mark or stray spaces."""
    return " ".join(column.replace("\ufeff", "").split()).lower()


def fields_of(line: str) -> list[str]:
    """The fields of one line of a comma separated file."""
    try:
        rows = list(csv.reader([line.rstrip("\r\n")]))
    except csv.Error:
        return [line]
    return rows[0] if rows else []


def table_of(header: str) -> Table | None:
    """What kind of table begins with this line; none where it is no kind that we know."""
    columns = [plainly(field) for field in fields_of(header)]
    return (
        _street(columns)
        or counts_table(columns)
        or _deprivation(columns)
        or _reference(columns)
        or _misseparated(header)
    )


def counts_table(columns: list[str]) -> CountsTable | None:
    """The table of counts with these columns; none where any that it needs is missing."""
    if set(COUNT_COLUMNS) <= set(columns) and len(set(columns)) == len(columns):
        return CountsTable(order=tuple(columns))
    return None


def _deprivation(columns: list[str]) -> ReferenceTable | ChangedTable | None:
    ranks: dict[str, int] = {}
    for position, column in enumerate(columns):
        # Publishers write “Barriers to Housing and Services Rank (where 1 is most deprived)”.
        plain = " ".join(re.findall(r"[a-z0-9]+", column))
        plain = plain.removeprefix("barriers to ").removeprefix("living ")
        if match := _RANK.fullmatch(plain):
            ranks[match[1]] = position
    if not ranks:
        return None
    code = next(
        (
            (at, match[match.lastindex or 1])
            for at, column in enumerate(columns)
            if (
                match := _RANKED_CODE.fullmatch(column)
                or re.fullmatch(r"lsoa(11|21)_?(?:cd|code)", column)
            )
        ),
        None,
    )
    if code is None:
        return None
    missing = sorted(_RANKED_DOMAINS - ranks.keys())
    if missing:
        return ChangedTable(
            problem=f"ranks of deprivation need every domain, and the header has no rank of "
            f"{', '.join(missing)}"
        )
    level = Level.LSOA11 if code[1] == "11" else Level.LSOA21
    return ReferenceTable(
        places=(Place(level=level, vintage=int(code[1]), code=code[0], name=None),),
        residents=None,
        latitude=None,
        longitude=None,
        width=len(columns),
        ranks=tuple(
            sorted((domain, at) for domain, at in ranks.items() if domain in _RANKED_DOMAINS)
        ),
    )


def _street(columns: list[str]) -> StreetTable | ChangedTable | None:
    present = set(columns)
    if sorted(columns) == sorted(STREET_COLUMNS):
        return StreetTable(order=tuple(columns))
    if len(columns) == len(STREET_COLUMNS) and months.is_month(columns[1]):
        return ChangedTable(problem="the header line is missing")
    shared = present & set(STREET_COLUMNS)
    if len(shared) < len(STREET_COLUMNS) // 2 or "outcome type" in present:
        return None
    missing = [column for column in STREET_COLUMNS if column not in present]
    added = [column for column in columns if column not in STREET_COLUMNS]
    differences = []
    if missing:
        differences.append(f"no column {_listed(missing)}")
    if added:
        differences.append(f"an unknown column {_listed(added)}")
    if len(present) < len(columns):
        differences.append("a column twice")
    return ChangedTable(
        problem=f"the header is not that of a street crime file: it has {' and '.join(differences)}"
    )


def _listed(columns: list[str]) -> str:
    return ", ".join(f"“{column.capitalize() if column else ' '}”" for column in columns)


def _misseparated(header: str) -> ChangedTable | None:
    for separator, called in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        columns = [plainly(field.strip('"')) for field in header.split(separator)]
        if len(columns) > 1 and (
            _street(columns)
            or counts_table(columns)
            or _deprivation(columns)
            or _reference(columns)
        ):
            return ChangedTable(problem=f"the columns are separated by {called}, not commas")
    return None


def _reference(columns: list[str]) -> ReferenceTable | None:
    places: dict[Level, Place] = {}
    for position, column in enumerate(columns):
        match = _COLUMN.fullmatch(column)
        if match is None or not match[3].startswith("c"):
            continue
        level = _level(match[1], match[2])
        vintage = int(match[2] or 0)
        if level is None or (level in places and places[level].vintage >= vintage):
            continue
        name = _name_column(columns, match)
        places[level] = Place(level=level, vintage=vintage, code=position, name=name)
    residents = next((at for at, column in enumerate(columns) if column in _RESIDENTS), None)
    if residents is not None and set(columns) >= _SINGLE_YEARS:
        return None
    table = ReferenceTable(
        places=tuple(places.values()),
        residents=residents,
        latitude=_position(columns, "latitude", "lat"),
        longitude=_position(columns, "longitude", "long", "lon"),
        width=len(columns),
    )
    return table if _says_something(table) else None


def _position(columns: list[str], *names: str) -> int | None:
    return next((at for at, column in enumerate(columns) if column in names), None)


def _level(word: str, digits: str | None) -> Level | None:
    if word != "lsoa":
        return _LEVELS[word]
    if digits == "11":
        return Level.LSOA11
    return Level.LSOA21 if digits in (None, "21") else None


def _name_column(columns: list[str], code: re.Match[str]) -> int | None:
    for position, column in enumerate(columns):
        match = _COLUMN.fullmatch(column)
        if match and match[3].startswith("n") and match.group(1, 2) == code.group(1, 2):
            return position
    return None


def _says_something(table: ReferenceTable) -> bool:
    levels = {place.level for place in table.places}
    if table.residents is not None:
        return bool(levels & {Level.LSOA21, Level.DISTRICT})
    small = levels & {Level.LSOA11, Level.LSOA21}
    above = levels & set(PLACES_ABOVE)
    return (
        len(small) == 2
        or bool(small and levels & {Level.DISTRICT, Level.WARD})
        or (Level.DISTRICT in levels and bool(above))
    )


def place_of_properties(properties: dict[str, object]) -> tuple[Level, int, str, str | None] | None:
    """The level, vintage, code column and name column of a boundary, its finest level first."""
    found: dict[Level, tuple[int, str]] = {}
    for key in properties:
        match = _COLUMN.fullmatch(key.lower())
        if match is None or not match[3].startswith("c"):
            continue
        level = _level(match[1], match[2])
        if level is not None and level not in found:
            found[level] = (int(match[2] or 0), key)
    for level in Level:
        if level in found:
            vintage, key = found[level]
            return level, vintage, key, _name_property(properties, key)
    return None


def code_of(properties: dict[str, object], level: Level) -> object:
    """The code of one level among a boundary's properties, or none."""
    for key, value in properties.items():
        match = _COLUMN.fullmatch(key.lower())
        if match and match[3].startswith("c") and _level(match[1], match[2]) is level:
            return value
    return None


def _name_property(properties: dict[str, object], code: str) -> str | None:
    stem = re.sub(r"(cd|code)$", "", code.lower())
    for key in properties:
        if key.lower() in (f"{stem}nm", f"{stem}name"):
            return key
    return None
