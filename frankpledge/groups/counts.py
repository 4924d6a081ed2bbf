"""How many groups are mapped: taken in from a sheet or the register, and shown made safe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    area_names_on,
    areas_around,
    areas_in,
    record,
    require,
)
from frankpledge.groups import lists, policies
from frankpledge.groups.models import CountLine, CountSheet, Origin
from frankpledge.groups.models.register import TIERS
from frankpledge.groups.opening import groups_open_to
from frankpledge.groups.policies import Act
from frankpledge.groups.sheets import Line, Sheet, read_sheet
from frankpledge.groups.small_counts import Key, Shown, made_safe
from frankpledge.groups.sorts import SORT_WORDS, Sort
from frankpledge.groups.states import MAPPED
from frankpledge.groups.switching import area_choices, areas_on
from frankpledge.kernel import DomainError

DISTRICT_KINDS = ("district", "unitary")
TOTAL: Key = ("total",)


class NotTakenIn(DomainError):
    """A sheet cannot be taken in as it is, or one was given out for that day already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One count as it is shown: what of, and the safe words."""

    code: str
    name: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many groups are mapped in an area, made safe: numbers and nature, and never a name."""

    area: str
    area_code: str
    as_at: date
    source: str
    origin: str
    total: str
    districts: tuple[Count, ...]
    sorts: tuple[Count, ...]
    threats: tuple[Count, ...]
    tiers: tuple[Count, ...]
    by_district: Mapping[str, tuple[Count, ...]]


def read_counts(*, by: Actor, at: datetime, area: str = "") -> tuple[Counts, ...]:
    """The latest counts of each area that *by*'s post lies in or covers, made safe. Recorded."""
    require(policies.may_read_counts(by))
    record(Act.READ_COUNTS, None, by=by, at=at)
    return latest(by, localtime(at).date(), area=area)


def latest(by: Actor, on: date, *, area: str = "") -> tuple[Counts, ...]:
    """The latest sheet of each area around the districts of *by*'s post, as made safe."""
    sheets = CountSheet.objects.filter(as_at__lte=on).select_related("area", "agency")
    if area:
        sheets = sheets.filter(area_id__in=areas_around(area, on))
    elif not by.force_wide:
        near = {whole for code in by.districts for whole in areas_around(code, on)}
        sheets = sheets.filter(area_id__in=near)
    newest: dict[str, CountSheet] = {}
    for sheet in sheets.order_by("area_id", "as_at", "pk"):
        newest[sheet.area_id] = sheet
    return tuple(_safe(sheet) for sheet in newest.values())


def _safe(sheet: CountSheet) -> Counts:
    lines = list(CountLine.objects.filter(sheet=sheet))
    districts = [each.code for each in areas_in(sheet.area_id, sheet.as_at, kinds=DISTRICT_KINDS)]
    threats = [each.code for each in lists.threats_on(sheet.as_at)]
    cells, sums = table_of(
        [
            Line(
                district=line.district_id,
                sort=Sort(line.sort),
                threat=line.threat,
                tier=line.tier,
                count=line.count,
            )
            for line in lines
        ],
        districts=districts,
        threats=threats,
    )
    safe = made_safe(cells, sums, secret=_secret())
    names = area_names_on(districts, sheet.as_at)
    labels = dict(zip(threats, lists.threat_words(threats), strict=True))

    def shown(kind: str, named: Mapping[str, str]) -> tuple[Count, ...]:
        return tuple(
            Count(code=code, name=name, words=safe[(kind, code)].words)
            for code, name in named.items()
        )

    in_order = dict(sorted(names.items(), key=lambda pair: pair[1]))
    return Counts(
        area=sheet.area.name,
        area_code=sheet.area_id,
        as_at=sheet.as_at,
        source=sheet.source,
        origin=Origin(sheet.origin).label,
        total=safe[TOTAL].words,
        districts=shown("district", in_order),
        sorts=shown("sort", {sort.value: words for sort, words in SORT_WORDS.items()}),
        threats=shown("threat", labels),
        tiers=shown("tier", {tier: tier for tier in TIERS}),
        by_district={
            district: tuple(
                Count(code=code, name=label, words=_words(safe, (district, code)))
                for code, label in labels.items()
            )
            for district in in_order
        },
    )


def _words(safe: Mapping[Key, Shown], key: tuple[str, str]) -> str:
    return safe[("district and threat", *key)].words


def _secret() -> bytes:
    return f"frankpledge mapped groups {settings.SECRET_KEY}".encode()


def table_of(
    lines: Sequence[Line], *, districts: Sequence[str], threats: Sequence[str]
) -> tuple[dict[Key, int], list[tuple[Key, list[Key]]]]:
    """Every count that is given out, noughts too, and which is the sum of which."""
    counted: Counter[Key] = Counter()
    for line in lines:
        for key in (
            TOTAL,
            ("district", line.district),
            ("sort", line.sort.value),
            ("threat", line.threat),
            ("tier", line.tier),
            ("district and threat", line.district, line.threat),
        ):
            counted[key] += line.count
    cells: dict[Key, int] = {TOTAL: counted[TOTAL]}
    dimensions = {
        "district": list(districts),
        "sort": [sort.value for sort in Sort],
        "threat": list(threats),
        "tier": list(TIERS),
    }
    sums: list[tuple[Key, list[Key]]] = []
    for kind, codes in dimensions.items():
        parts: list[Key] = [(kind, code) for code in codes]
        cells |= {key: counted[key] for key in parts}
        sums.append((TOTAL, parts))
    for district in districts:
        crossed: list[Key] = [("district and threat", district, threat) for threat in threats]
        cells |= {key: counted[key] for key in crossed}
        sums.append((("district", district), crossed))
    sums += [
        (
            ("threat", threat),
            [("district and threat", district, threat) for district in districts],
        )
        for threat in threats
    ]
    return cells, sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A sheet as it would be taken in: how many rows and groups, or what is wrong where."""

    sheet: Sheet
    total: int


def preview(*, content: bytes, area: str, as_at: date, by: Actor, at: datetime) -> Preview:
    """What a sheet says, before anything is kept. Raises `NotTakenIn` for another's area."""
    require(policies.may_import_counts(by))
    _own_area(area, by)
    sheet = read_sheet(
        content,
        districts={each.name: each.code for each in areas_in(area, as_at, kinds=DISTRICT_KINDS)},
        threats={each.label: each.code for each in lists.threats_on(as_at)},
    )
    return Preview(sheet=sheet, total=sum(line.count for line in sheet.lines))


@transaction.atomic
def import_counts(
    *, content: bytes, area: str, as_at: date, source: str, by: Actor, at: datetime
) -> int:
    """Take in a sheet whole or not at all, and say how many rows it had.

    What is given out for a day is never given out again from later figures. Raises `NotTakenIn`.
    """
    found = preview(content=content, area=area, as_at=as_at, by=by, at=at)
    if found.sheet.faults:
        raise NotTakenIn("Put the sheet right first. Nothing was taken in.", argument="sheet")
    if not source.strip():
        raise NotTakenIn("Enter where the sheet comes from", argument="source")
    _keep(
        found.sheet.lines, area=area, as_at=as_at, source=source, origin=Origin.SHEET, by=by, at=at
    )
    record(Act.IMPORT_COUNTS, None, by=by, at=at)
    return len(found.sheet.lines)


@transaction.atomic
def give_counts(*, area: str, by: Actor, at: datetime) -> int:
    """Give out how many groups the register maps in an area today, and say how many lines.

    Counts what the coordinator may count and nothing that is restricted. Raises `NotTakenIn`.
    """
    areas = areas_on(at)
    require(policies.may_give_counts(by, areas_on=areas))
    _own_area(area, by)
    day = localtime(at).date()
    inside = {each.code for each in areas_in(area, day)}
    rows = (
        groups_open_to(by, areas & inside, Action.AGGREGATE)
        .filter(status__in=[status.value for status in MAPPED], protection__restricted=False)
        .exclude(tier="")
    )
    counted = Counter((row.area_id, row.sort, row.main_threat, row.tier) for row in rows)
    lines = [
        Line(district=district, sort=Sort(sort), threat=threat, tier=tier, count=count)
        for (district, sort, threat, tier), count in sorted(counted.items())
    ]
    _keep(
        lines,
        area=area,
        as_at=day,
        source=f"The register of {by.agency_name}",
        origin=Origin.REGISTER,
        by=by,
        at=at,
    )
    record(Act.GIVE_COUNTS, None, by=by, at=at)
    return len(lines)


def districts_counted(area: str, on: date) -> list[tuple[str, str]]:
    """Names and codes of the districts that counts of an area are given for, by name."""
    found = [(each.name, each.code) for each in areas_in(area, on, kinds=DISTRICT_KINDS)]
    return sorted(found)


def count_areas(by: Actor) -> list[tuple[str, str]]:
    """The areas for which *by* may take counts in."""
    return area_choices(by)


def _own_area(area: str, by: Actor) -> None:
    if area not in {code for code, _ in area_choices(by)}:
        raise NotTakenIn("Choose an area that your post covers", argument="area")


def _keep(
    lines: Sequence[Line],
    *,
    area: str,
    as_at: date,
    source: str,
    origin: Origin,
    by: Actor,
    at: datetime,
) -> None:
    if as_at > localtime(at).date():
        raise NotTakenIn("The day of the counts must not be to come", argument="as_at")
    if CountSheet.objects.filter(area_id=area, as_at=as_at).exists():
        raise NotTakenIn(
            "Counts for that day were given out already, and are never given out again",
            argument="as_at",
        )
    sheet = CountSheet.objects.create(
        area_id=area,
        as_at=as_at,
        origin=origin,
        source=source.strip(),
        agency_id=by.agency_id,
        given_at=at,
        given_by_id=by.person_id,
    )
    CountLine.objects.bulk_create(
        CountLine(
            sheet=sheet,
            district_id=line.district,
            sort=line.sort,
            threat=line.threat,
            tier=line.tier,
            count=line.count,
        )
        for line in lines
    )
