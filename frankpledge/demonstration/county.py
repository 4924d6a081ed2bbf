"""The shape of the invented county: its districts, codes, bodies, and how they change over time.

It has Kent's shape and nobody's names. Codes look like those of the ONS and lie where the ONS has
never numbered anything, so that they can meet real ones in one store and never be mistaken.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from frankpledge.demonstration.names import words

HOME_DISTRICT = "Wantsum"
"""The district in which the story takes place."""

SHARED_UNTIL = "2025-04-01"
"""The day on which two districts that had one partnership between them began their own."""
RENAMED_ON = "2024-06-01"
REORGANISED_ON = "2028-04-01"


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much to make: small areas for each kind of district, and how many counties."""

    code: str
    counties: int
    home_areas: int
    district_areas: int
    unitary_areas: int


SIZES = {
    size.code: size
    for size in (
        Size(code="district", counties=1, home_areas=22, district_areas=2, unitary_areas=3),
        Size(code="county", counties=1, home_areas=84, district_areas=76, unitary_areas=130),
        Size(code="region", counties=3, home_areas=84, district_areas=76, unitary_areas=130),
    )
}


@dataclass(frozen=True, kw_only=True)
class District:
    """One district or unitary: where it lies in its county and how busy it is."""

    code: str
    name: str
    style: str
    at: tuple[float, float]
    level: float
    former_name: str = ""

    @property
    def is_unitary(self) -> bool:
        """Whether one council does here what a county and a district do elsewhere."""
        return self.style == "unitary"

    @property
    def slug(self) -> str:
        """The name as it stands in codes of bodies, agencies and addresses."""
        return slug(self.name)


@dataclass(frozen=True, kw_only=True)
class County:
    """One county with its unitary, its force and the two districts that shared a partnership."""

    number: int
    name: str
    short: str
    districts: tuple[District, ...]
    sharing: tuple[str, str]
    successors: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def code(self) -> str:
        """The county council's area."""
        return f"E1099900{self.number}"

    @property
    def force_code(self) -> str:
        """The force's area: the county and the unitary."""
        return f"E2399900{self.number}"

    @property
    def force_name(self) -> str:
        """The force as police.uk would write it in "Falls within"."""
        return f"{self.name} Police"

    @property
    def slug(self) -> str:
        """The county's name in names of files."""
        return slug(self.name)

    @property
    def two_tier(self) -> tuple[District, ...]:
        """The districts in the county council's area."""
        return tuple(district for district in self.districts if not district.is_unitary)

    @property
    def unitary(self) -> District:
        """The council beside the county that the force also covers."""
        return next(district for district in self.districts if district.is_unitary)

    def named(self, name: str) -> District:
        """The district called *name*."""
        return next(district for district in self.districts if district.name == name)

    def csp_code(self, district: District) -> str:
        """The statistical code under which the ONS would publish the district's partnership."""
        if district.name in self.sharing:
            return f"E22999{self.number}52"
        if district.is_unitary:
            return f"E22999{self.number}90"
        return f"E22999{self.number}{district.code[-2:]}"


def slug(name: str) -> str:
    """*name* in lower case, its words joined by hyphens and nothing else left in."""
    return "-".join("".join(c for c in w if c.isalnum()) for w in name.lower().split())


_PLACES = (
    (0.90, 0.66),
    (0.62, 0.40),
    (0.70, 0.72),
    (0.10, 0.70),
    (0.84, 0.34),
    (0.22, 0.74),
    (0.42, 0.52),
    (0.08, 0.36),
    (0.74, 0.14),
    (0.54, 0.74),
    (0.26, 0.42),
    (0.40, 0.22),
    (0.38, 0.80),
)
"""Where each district's middle lies in the county's box; the first is the home district."""

_LEVELS = (1.35, 0.88, 1.12, 1.16, 0.95, 1.05, 0.92, 0.62, 0.83, 1.10, 0.72, 0.70, 1.12)
_STYLES = (
    *("district", "borough", "city", "borough", "district", "borough", "borough"),
    *("district", "district", "borough", "borough", "borough", "unitary"),
)


def _county(
    number: int,
    name: str,
    short: str,
    names: Sequence[str],
    *,
    former: dict[str, str],
    thirds: Sequence[str],
) -> County:
    districts = tuple(
        District(
            code=f"E06999{number}01" if style == "unitary" else f"E07999{number}{place:02d}",
            name=district,
            style=style,
            at=at,
            level=level,
            former_name=former.get(district, ""),
        )
        for place, (district, style, at, level) in enumerate(
            zip(names, _STYLES, _PLACES, _LEVELS, strict=True), start=1
        )
    )
    by_longitude = sorted(districts, key=lambda district: district.at[0])
    west, middle, east = by_longitude[:4], by_longitude[4:9], by_longitude[9:]
    return County(
        number=number,
        name=name,
        short=short,
        districts=districts,
        sharing=(names[3], names[5]),
        successors=tuple(
            (third, tuple(sorted(district.code for district in group)))
            for third, group in zip(thirds, (west, middle, east), strict=True)
        ),
    )


COUNTIES = (
    _county(
        1,
        "Fallowshire",
        "FCC",
        words(
            "Wantsum Brindlemere Dunhaven Quillhurst Eskmarsh Rushingham Hollingreach Lodenbridge "
            "Marlsea Fernholt Corvesham Kelderwick Swalemouth"
        ),
        former={"Kelderwick": "Kelder Vale"},
        thirds=("West Fallowshire", "Mid Fallowshire", "East Fallowshire"),
    ),
    _county(
        2,
        "Brackenshire",
        "BCC",
        words(
            "Ambermoor Birchenfold Coldwick Dritham Ellerstow Fenderley Grimsholt Hartlemere "
            "Inglewater Jarrowfen Kettlestow Lambermouth Merestoke"
        ),
        former={},
        thirds=("West Brackenshire", "Mid Brackenshire", "East Brackenshire"),
    ),
    _county(
        3,
        "Merrowshire",
        "MCC",
        words(
            "Nettleholt Oxenfleet Pennymere Quarrendale Ravenstow Sallowby Thornwater Ullesford "
            "Vennwick Wymeholt Yarrowmere Zealbury Otterport"
        ),
        former={},
        thirds=("West Merrowshire", "Mid Merrowshire", "East Merrowshire"),
    ),
)
NEIGHBOUR = ("E07999901", "Northmarch", "E23999009", "Northmarch")
"""A district of another force next door: some rows of the crime files lie there."""


def counties_of(size: Size) -> tuple[County, ...]:
    """The counties that a demonstration of *size* has."""
    return COUNTIES[: size.counties]


def small_areas_of(size: Size, district: District) -> int:
    """How many LSOAs *district* has in a demonstration of *size*."""
    if district.is_unitary:
        return size.unitary_areas
    if district.name == HOME_DISTRICT:
        return size.home_areas
    return size.district_areas


def write_rows(path: Path, header: str, rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV file with *header* (a line of CSV) and *rows*."""
    columns = next(csv.reader([header]))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            if len(row) != len(columns):
                message = f"{path.name}: {len(row)} values for {len(columns)} columns: {row}"
                raise ValueError(message)
            writer.writerow(row)
