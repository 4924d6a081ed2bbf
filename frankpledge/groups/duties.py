"""What the safeguards leave for somebody to do: sign, decide, remove, report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.utils.timezone import localtime

from frankpledge.access.api import Action, Actor, Kind, Ref, record, within_scope
from frankpledge.groups import fairness, policies, removals
from frankpledge.groups.models import GroupLink
from frankpledge.groups.opening import groups_open_to
from frankpledge.groups.policies import Act
from frankpledge.groups.switching import areas_on


class Sort(StrEnum):
    """What is to be done."""

    SIGN = "sign"
    DECIDE_WAY_OUT = "decide_way_out"
    REMOVE = "remove"
    REPORT = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing that waits: how many of it, about what, and by when, where there is a day."""

    sort: Sort
    about: str
    many: int = 1
    group: UUID | None = None
    due_on: date | None = None
    is_late: bool = False


def duties(by: Actor, at: datetime) -> tuple[Duty, ...]:
    """What waits for *by*; nothing for whoever has no post on the register. Recorded if any does.

    A supervisor signs for those under 18; the coordinator decides on ways out, goes through what
    is to be removed, and makes the quarter's report.
    """
    areas = areas_on(at)
    if not policies.may_list_duties(by, areas_on=areas):
        return ()
    found: list[Duty] = []
    if Kind.GROUP in by.kinds_for(Action.APPROVE):
        found += _signatures(by, at)
    if policies.may_list_removals(by, areas_on=areas):
        found += _of_the_coordinator(by, at)
    if found:
        groups = [Ref(kind=Kind.GROUP, uid=each.group) for each in found if each.group]
        record(Act.LIST_DUTIES, groups or None, by=by, at=at)
    return tuple(found)


def _signatures(by: Actor, at: datetime) -> Iterator[Duty]:
    waits = GroupLink.objects.filter(
        within_scope("protection_id", Kind.LINK, Action.READ, by),
        within_scope("left_id", None, Action.READ, by),
        is_child=True,
        signed_off_at=None,
        to_on=None,
    ).exclude(recorded_by=by.person_id)
    counted: dict[UUID, int] = {}
    for uid in waits.values_list("right_id", flat=True):
        counted[uid] = counted.get(uid, 0) + 1
    rows = groups_open_to(by, areas_on(at)).filter(pk__in=list(counted))
    for uid, codename in rows.order_by("codename", "pk").values_list("pk", "codename"):
        yield Duty(sort=Sort.SIGN, about=codename, many=counted[uid], group=uid)


def _of_the_coordinator(by: Actor, at: datetime) -> Iterator[Duty]:
    on = localtime(at).date()
    asked = list(removals.undecided(by, at).values_list("due_on", flat=True))
    if asked:
        yield Duty(
            sort=Sort.DECIDE_WAY_OUT,
            about="",
            many=len(asked),
            due_on=asked[0],
            is_late=asked[0] < on,
        )
    if waits := len(removals.waiting(by, at)):
        yield Duty(sort=Sort.REMOVE, about="", many=waits)
    for name in fairness.lacking(by, on):
        yield Duty(sort=Sort.REPORT, about=name, due_on=_end_of_quarter(on))


def _end_of_quarter(day: date) -> date:
    after = 3 * ((day.month - 1) // 3) + 4
    return date(day.year + after // 13, (after - 1) % 12 + 1, 1) - timedelta(days=1)
