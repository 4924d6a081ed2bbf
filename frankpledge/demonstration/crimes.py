"""The invented force's street-level crime files, in the layout of the police.uk archive.

What was put in on purpose (changes, concentration, season, mess) is returned as the truth, so
that a test can ask whether a profile finds it and finds nothing else.
"""

import csv
import itertools
import math
import random
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import NormalDist

from frankpledge.demonstration.county import HOME_DISTRICT, County
from frankpledge.demonstration.geography import Land, SmallArea
from frankpledge.demonstration.mess import FIRST_MONTH, LAST_MONTH, CrimeMess

HEADER = (
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
    "Crime type",
    "Last outcome category",
    "Context",
)
ASB = "Anti-social behaviour"
UNKNOWN_AREA = ("E01989999", "Nowhere 001A")
NEIGHBOUR_AREAS = (("E01989001", "Northmarch 001A"), ("E01989002", "Northmarch 001B"))
YEARLY_PER_1000 = 105.0
"""Recorded rows a year for each thousand residents, where a district's level is 1."""
_SPREAD = NormalDist(0, 0.55)


@dataclass(frozen=True, kw_only=True)
class CrimeType:
    """How common a type is (its share of all), how far a town's middle draws it, its season."""

    name: str
    share: float
    centre: float
    summer: float = 0.0


TYPES = (
    CrimeType(name=ASB, share=0.170, centre=3.0, summer=0.35),
    CrimeType(name="Bicycle theft", share=0.006, centre=5.0, summer=0.30),
    CrimeType(name="Burglary", share=0.027, centre=1.2, summer=-0.12),
    CrimeType(name="Criminal damage and arson", share=0.090, centre=1.8, summer=0.06),
    CrimeType(name="Drugs", share=0.040, centre=2.0),
    CrimeType(name="Other crime", share=0.030, centre=1.3),
    CrimeType(name="Other theft", share=0.066, centre=2.0, summer=0.05),
    CrimeType(name="Possession of weapons", share=0.010, centre=2.5),
    CrimeType(name="Public order", share=0.044, centre=3.0, summer=0.10),
    CrimeType(name="Robbery", share=0.008, centre=4.0),
    CrimeType(name="Shoplifting", share=0.092, centre=9.0),
    CrimeType(name="Theft from the person", share=0.005, centre=8.0),
    CrimeType(name="Vehicle crime", share=0.042, centre=0.8),
    CrimeType(name="Violence and sexual offences", share=0.370, centre=2.2, summer=0.06),
)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One type that rises or falls in one district from a month on."""

    district: str
    crime_type: str
    ratio: float
    since: str
    sizes: tuple[str, ...] = ("district", "county", "region")
    """The sizes at which there are rows enough for it to be seen."""


CHANGES = (
    Change(district=HOME_DISTRICT, crime_type="Drugs", ratio=1.7, since="2025-05"),
    Change(
        district="Dunhaven",
        crime_type="Burglary",
        ratio=0.6,
        since="2025-05",
        sizes=("county", "region"),
    ),
    Change(
        district="Fernholt",
        crime_type="Shoplifting",
        ratio=1.35,
        since="2025-05",
        sizes=("county", "region"),
    ),
)
HOT_TYPE, HOT_TIMES = "Drugs", 6.0
"""The type that gathers round Tern Court, and how many times over."""

_OUTCOMES = (
    ("Investigation complete; no suspect identified", 0.37),
    ("Unable to prosecute suspect", 0.79),
    ("Court result unavailable", 0.86),
    ("Status update unavailable", 0.90),
    ("Local resolution", 0.94),
    ("Awaiting court outcome", 0.965),
    ("Action to be taken by another organisation", 0.985),
    ("Offender given a caution", 0.995),
    ("Further action is not in the public interest", 1.0),
)
_STILL_OPEN = "Under investigation"


@dataclass(frozen=True, kw_only=True)
class FileAccount:
    """What one file holds: kept + unplaced + outside + rejected are all its rows."""

    path: str
    month: str
    rows: int
    kept: int
    unplaced: int
    outside: int
    rejected: int
    rejected_lines: tuple[tuple[int, str], ...]
    repeated: int
    without_id: int
    old_codes: bool
    old_name: bool


@dataclass(kw_only=True)
class CrimeTruth:
    """What the files of one county truly say: an account of each, and the counts of kept rows."""

    county: str
    force: str
    accounts: list[FileAccount] = field(default_factory=list)
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Kept rows by district code, crime type and month."""
    hot_area: str = ""
    hot_count: int = 0


def months() -> tuple[str, ...]:
    """The months that the demonstration has, first to last."""
    year, month = (int(part) for part in FIRST_MONTH.split("-"))
    found = [FIRST_MONTH]
    while found[-1] != LAST_MONTH:
        year, month = (year + month // 12, month % 12 + 1)
        found.append(f"{year}-{month:02d}")
    return tuple(found)


def write_crimes(
    folder: Path, land: Land, *, mess: CrimeMess, size: str, seed: int, every: Sequence[str] = ()
) -> CrimeTruth:
    """Write one street file a month for *land*'s force into *folder* and say what is in them."""
    county = land.county
    truth = CrimeTruth(county=county.name, force=county.force_code)
    source = random.Random(f"frankpledge:{seed}:crime:{county.number}")
    areas = sorted(land.areas, key=lambda area: area.name)
    truth.hot_area = next(
        (a.code for a in areas if any(street.name == "Tern Court" for street in a.streets)), ""
    )
    yearly = _yearly(areas, truth.hot_area, source)
    wanted = every or months()
    plan = _spread(mess, wanted, source)
    for month in wanted:
        rows = _Rows(county=county, month=month, mess=mess, source=source, truth=truth)
        rows.fill(areas, list(_monthly(areas, yearly, month=month, size=size)))
        rows.spoil(plan[month])
        path = Path(month) / f"{month}-{county.slug}-street.csv"
        truth.accounts.append(rows.write(folder, path))
    return truth


def _yearly(areas: Sequence[SmallArea], hot_area: str, source: random.Random) -> list[float]:
    """How many rows a year to expect in each small area of each type, area by area.

    A district's rate is its level and nothing else: how crime is shared out inside it, by chance,
    to its middle and to the hot area, leaves the sum alone.
    """
    shares: list[float] = []
    sums: dict[tuple[str, int], float] = defaultdict(float)
    people: dict[str, int] = defaultdict(int)
    for area in areas:
        pull = area.residents * math.exp(_SPREAD.inv_cdf(0.001 + 0.998 * source.random()))
        people[area.district.code] += area.residents
        for place, kind in enumerate(TYPES):
            share = pull * (kind.centre if area.is_centre else 1.0)
            if area.code == hot_area and kind.name == HOT_TYPE:
                share *= HOT_TIMES
            shares.append(share)
            sums[area.district.code, place] += share
    expected = []
    for cell, share in enumerate(shares):
        district, place = areas[cell // len(TYPES)].district, cell % len(TYPES)
        all_types = people[district.code] / 1_000 * YEARLY_PER_1000 * district.level
        expected.append(all_types * TYPES[place].share * share / sums[district.code, place])
    return expected


def _monthly(
    areas: Sequence[SmallArea], yearly: Sequence[float], *, month: str, size: str
) -> Iterator[float]:
    """What to expect in *month*: a twelfth, with the season and the changes put in on purpose."""
    season = math.cos(math.tau * (int(month[5:]) - 7) / 12)
    changed = {
        (change.district, change.crime_type): change.ratio
        for change in CHANGES
        if month >= change.since and size in change.sizes
    }
    for cell, expected in enumerate(yearly):
        district, kind = areas[cell // len(TYPES)].district.name, TYPES[cell % len(TYPES)]
        ratio = changed.get((district, kind.name), 1.0)
        yield expected / 12 * (1 + kind.summer * season) * ratio


def _spread(
    mess: CrimeMess, wanted: Sequence[str], source: random.Random
) -> Mapping[str, list[str]]:
    """Deal the mess that is counted over all months out to single months."""
    kinds = (
        ["repeated"] * mess.repeated_rows
        + ["outside"] * mess.outside_rows
        + ["unknown"] * mess.unknown_area_rows
        + [f"impossible:{kind}" for kind in mess.impossible_rows]
    )
    dealt: dict[str, list[str]] = {month: [] for month in wanted}
    for kind in kinds:
        dealt[wanted[int(source.random() * len(wanted))]].append(kind)
    return dealt


Row = tuple[str, ...]


@dataclass(kw_only=True)
class _Rows:
    """The rows of one month's file while they are made."""

    county: County
    month: str
    mess: CrimeMess
    source: random.Random
    truth: CrimeTruth
    rows: list[Row] = field(default_factory=list)
    unplaced: int = 0
    outside: int = 0
    repeated: int = 0
    rejected: dict[int, str] = field(default_factory=dict)
    old_name: bool = False

    def fill(self, areas: Sequence[SmallArea], expected: Sequence[float]) -> None:
        """Draw the month's rows; each cell gets about what is expected of it."""
        reach = list(itertools.accumulate(expected))
        total, chance = reach[-1], self.source.random
        # A month varies by more than chance alone would have it, as real ones do.
        wave = NormalDist().inv_cdf(0.001 + 0.998 * chance())
        count = round(total + wave * (math.sqrt(total) + 0.015 * total))
        cells = sorted(bisect(reach, chance() * total, 0, len(reach) - 1) for _ in range(count))
        unplaced: list[Row] = []
        for cell in cells:
            area, kind = areas[cell // len(TYPES)], TYPES[cell % len(TYPES)]
            if chance() < self.mess.unplaced_share:
                unplaced.append(self._row(kind.name, "", "", "No Location", "", ""))
                continue
            street_at = int(chance() ** 2 * len(area.streets))
            street = area.streets[street_at]
            code, name = self._named(area, street_at)
            place = f"On or near {street.name}"
            point = (f"{street.longitude:.6f}", f"{street.latitude:.6f}")
            self.rows.append(self._row(kind.name, *point, place, code, name))
            self._count(area.district.code, kind.name, area.code)
        self.unplaced = len(unplaced)
        self.rows += unplaced

    def spoil(self, kinds: Sequence[str]) -> None:
        """Put in the month's share of the planned mess; impossible rows last of all."""
        for kind in sorted(kinds, key=lambda k: k.startswith("impossible")):
            if kind == "repeated":
                self._repeat()
            elif kind in ("outside", "unknown"):
                code, name = (
                    NEIGHBOUR_AREAS[int(self.source.random() * 2)]
                    if kind == "outside"
                    else UNKNOWN_AREA
                )
                place = "On or near Parking Area"
                self.rows.append(
                    self._row("Other theft", "1.900000", "53.900000", place, code, name)
                )
                self.outside += 1
            else:
                self._impossible(kind.partition(":")[2])

    def write(self, folder: Path, path: Path) -> FileAccount:
        """Write the file and account for each of its rows."""
        whole = folder / path
        whole.parent.mkdir(parents=True, exist_ok=True)
        with whole.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADER)
            writer.writerows(self.rows)
        rejected = len(self.rejected)
        return FileAccount(
            path=path.as_posix(),
            month=self.month,
            rows=len(self.rows),
            kept=len(self.rows) - self.unplaced - self.outside - rejected,
            unplaced=self.unplaced,
            outside=self.outside,
            rejected=rejected,
            rejected_lines=tuple(sorted(self.rejected.items())),
            repeated=self.repeated,
            without_id=sum(not row[0] for row in self.rows),
            old_codes=self.month in self.mess.old_code_months,
            old_name=self.old_name,
        )

    def _row(self, kind: str, x: str, y: str, place: str, code: str, name: str) -> Row:
        crime_id = "" if kind == ASB else f"{self.source.getrandbits(256):064x}"
        force = self.county.force_name
        return (
            *(crime_id, self.month, force, force, x, y, place, code, name, kind),
            *(self._outcome(kind), ""),
        )

    def _outcome(self, kind: str) -> str:
        if kind == ASB:
            return ""
        chance = self.source.random()
        # Late months are still open: each month older, a smaller part of them.
        age = _months_between(self.month, LAST_MONTH)
        if chance < 0.8 * 0.5**age:
            return _STILL_OPEN
        chance = self.source.random()
        return next(outcome for outcome, reach in _OUTCOMES if chance <= reach)

    def _named(self, area: SmallArea, street_at: int) -> tuple[str, str]:
        """The code and name under which this month's file has *area*."""
        code, name = area.code, area.name
        if self.month in self.mess.old_code_months:
            code, name = area.former[street_at % len(area.former)]
        if self.month == self.mess.old_name_month and area.district.former_name:
            self.old_name = True
            name = name.replace(area.district.name, area.district.former_name)
        return code, name

    def _count(self, district: str, kind: str, area: str) -> None:
        self.truth.counts[district, kind, self.month] += 1
        if kind == HOT_TYPE and area == self.truth.hot_area:
            self.truth.hot_count += 1

    def _repeat(self) -> None:
        """Let one kept row stand twice."""
        placed = len(self.rows) - self.unplaced - self.outside - self.repeated
        at = int(self.source.random() * placed)
        row = self.rows[at]
        # Added at the end, so that lines already written down as rejected keep their numbers.
        self.rows.append(row)
        self.repeated += 1
        areas = {district.name: district.code for district in self.county.districts}
        areas |= {d.former_name: d.code for d in self.county.districts if d.former_name}
        self._count(areas[row[8].rpartition(" ")[0]], row[9], row[7])

    def _impossible(self, kind: str) -> None:
        row = list(self.rows[int(self.source.random() * len(self.rows) / 2)])
        if kind == "month":
            row[1] = f"{self.month[:4]}-13"
        elif kind == "type":
            row[9] = ""
        else:
            row[4] = "by the harbour"
        self.rows.append(tuple(row))
        self.rejected[len(self.rows) + 1] = kind


def _months_between(first: str, last: str) -> int:
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:])
