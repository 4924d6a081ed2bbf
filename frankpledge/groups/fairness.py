"""The quarterly report on gang records: how many people, by age, ethnicity and area, made safe."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Kind,
    area_names_on,
    areas_in,
    record,
    require,
    within_scope,
)
from frankpledge.groups import policies
from frankpledge.groups.counts import TOTAL, Count
from frankpledge.groups.models import AgeBand, Ethnicity, FairnessReport, GroupLink, Switch
from frankpledge.groups.opening import groups_open_to, subjects_open_to
from frankpledge.groups.policies import Act
from frankpledge.groups.small_counts import Key, made_safe
from frankpledge.groups.sorts import Sort
from frankpledge.groups.switching import area_choices, areas_on
from frankpledge.kernel import DomainError

QUARTER_DAYS = 92


class TooSoon(DomainError):
    """A report was made this quarter already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """How many people the register linked to gangs on a day, as made safe."""

    area: str
    as_at: date
    is_late: bool
    total: str
    ages: tuple[Count, ...]
    ethnicities: tuple[Count, ...]
    areas: tuple[Count, ...]


def _reported(on: date) -> frozenset[str]:
    """Areas whose report of the quarter that *on* is in has been made."""
    begins = date(on.year, 3 * ((on.month - 1) // 3) + 1, 1)
    made = FairnessReport.objects.filter(as_at__gte=begins, as_at__lte=on)
    return frozenset(made.values_list("area_id", flat=True))


def lacking(by: Actor, on: date) -> tuple[str, ...]:
    """Areas of *by*'s post where the register is on and this quarter's report is not made."""
    wanted = Switch.objects.filter(off_at=None).values_list("area_id", flat=True)
    left = set(wanted) - _reported(on)
    return tuple(name for code, name in area_choices(by) if code in left)


@transaction.atomic
def make_fairness(*, area: str, by: Actor, at: datetime) -> None:
    """Count, once a quarter, the people whose links to street gangs stand in an area.

    Each is counted once. Raises `TooSoon` within the quarter.
    """
    areas = areas_on(at)
    require(policies.may_make_fairness(by, areas_on=areas))
    if area not in {code for code, _ in area_choices(by)}:
        raise TooSoon("Choose an area that your post covers", argument="area")
    on = localtime(at).date()
    if area in _reported(on):
        raise TooSoon("The report for this quarter has been made", argument="area")
    inside = [each.code for each in areas_in(area, on)]
    gangs = groups_open_to(by, areas & set(inside)).filter(
        sort=Sort.STREET_GANG, protection__restricted=False
    )
    linked = GroupLink.objects.filter(
        within_scope("protection_id", Kind.LINK, Action.READ, by),
        Q(to_on=None) | Q(to_on__gt=on),
        Q(is_child=False) | Q(signed_off_at__isnull=False),
        about_person=True,
        protection__restricted=False,
        right_id__in=gangs.values("protection_id"),
    )
    people = subjects_open_to(by, areas).filter(
        protection_id__in=linked.values("left_id"), protection__restricted=False
    )
    counted: Counter[str] = Counter()
    for person in people:
        counted["total"] += 1
        counted[f"age {person.age}"] += 1
        counted[f"ethnicity {person.ethnicity}"] += 1
        counted[f"area {person.area_id}"] += 1
    FairnessReport.objects.create(
        area_id=area, as_at=on, counts=dict(counted), made_at=at, made_by_id=by.person_id
    )
    record(Act.MAKE_FAIRNESS, None, by=by, at=at)


@transaction.atomic
def fairness(*, by: Actor, at: datetime) -> tuple[Fairness, ...]:
    """Every report of an area that *by*’s post covers, the latest first. Recorded."""
    require(policies.may_read_fairness(by))
    own = [code for code, _ in area_choices(by)]
    rows = FairnessReport.objects.filter(area_id__in=own).select_related("area")
    record(Act.READ_FAIRNESS, None, by=by, at=at)
    on = localtime(at).date()
    return tuple(_safe(row, on) for row in rows.order_by("-as_at", "-id"))


def _safe(row: FairnessReport, on: date) -> Fairness:
    districts = [
        each.code for each in areas_in(row.area_id, row.as_at, kinds=("district", "unitary"))
    ]
    names = area_names_on(districts, row.as_at)
    named = {
        "age": {band.value: str(band.label) for band in AgeBand},
        "ethnicity": {each.value: str(each.label) for each in Ethnicity},
        "area": dict(sorted(names.items(), key=lambda pair: pair[1])),
    }
    cells: dict[Key, int] = {TOTAL: row.counts.get("total", 0)}
    sums: list[tuple[Key, list[Key]]] = []
    for kind, labels in named.items():
        parts: list[Key] = [(kind, code) for code in labels]
        cells |= {key: row.counts.get(" ".join(key), 0) for key in parts}
        sums.append((TOTAL, parts))
    secret = f"frankpledge gang records {settings.SECRET_KEY}".encode()
    safe = made_safe(cells, sums, secret=secret)

    def shown(kind: str) -> tuple[Count, ...]:
        return tuple(
            Count(code=code, name=name, words=safe[(kind, code)].words)
            for code, name in named[kind].items()
        )

    return Fairness(
        area=row.area.name,
        as_at=row.as_at,
        is_late=(on - row.as_at).days > QUARTER_DAYS,
        total=safe[TOTAL].words,
        ages=shown("age"),
        ethnicities=shown("ethnicity"),
        areas=shown("area"),
    )
