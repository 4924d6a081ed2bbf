"""Filling a return from what is here: one function a block, each through a module's front door.

What is not kept here gives nothing, and is filled in by hand. Whatever adds such records adds its
count in that block's function, and takes `by_hand` off its measures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.timezone import get_current_timezone, localtime

from frankpledge.access.api import Action, Actor, Kind, record
from frankpledge.governance import api as governance
from frankpledge.intelligence import api as intelligence
from frankpledge.learning import api as learning
from frankpledge.plans import disruptions
from frankpledge.plans.models import FourP, Phase, PlannedAction, Status, Step
from frankpledge.plans.policies import Act
from frankpledge.plans.returns.measures import MEASURES
from frankpledge.plans.returns.quarters import quarter_of
from frankpledge.plans.returns.referral_counts import frozen_counts
from frankpledge.powers import api as powers
from frankpledge.problems import api as problems

REACHES_PEOPLE = ("brief", "train", "teach", "meet", "tell", "invite", "hold", "run", "talk")
"""Verbs with which an action says that it reaches people."""

EVERY_PRODUCT = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is counted: the districts that a body covers, between two days."""

    areas: tuple[str, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number that was counted here, and the records that it counts; or why there can be none."""

    number: int | None
    parts: tuple[UUID, ...] = ()
    why_none: str = ""


Filled = Mapping[str, Counted]


def filled(asked: Asked, *, by: Actor, at: datetime) -> Filled:
    """Every number that can be counted here, as far as *by* may add up what it counts.

    A measure that is not among them is not nought: it is not known here. Each look is recorded.
    """
    found: dict[str, Counted] = {}
    for fill in FILLS.values():
        found.update(fill(asked, by, at))
    assert found.keys() <= {measure.code for measure in MEASURES}
    return found


def _count(uids: Sequence[UUID]) -> Counted:
    unique = tuple(sorted(set(uids)))
    return Counted(number=len(unique), parts=unique)


def _median(days: Sequence[int]) -> Counted:
    """The median in whole days, halves upwards; of nothing there is none."""
    if not days:
        return Counted(number=None, why_none="Nothing was answered, so there is no median")
    return Counted(number=int(median(days) + 0.5))


def governance_block(asked: Asked, by: Actor, at: datetime) -> Filled:
    """A: meetings held and agencies that came. The strength of the priority is typed."""
    held = governance.meetings_between(asked.areas, asked.first, asked.last, by=by, at=at)
    return {"A2": _count(held.meetings), "A3": _count(held.agencies)}


def activity_block(asked: Asked, by: Actor, at: datetime) -> Filled:
    """B: actions opened, done, confirmed and late, those under each P, and those taken on."""
    rows = _actions(asked, by)
    begins, ends = _span(asked)
    until = min(asked.last, localtime(at).date())
    opened = list(rows.filter(added_at__gte=begins, added_at__lt=ends))
    done = list(rows.filter(done_at__gte=begins, done_at__lt=ends))
    late = list(rows.filter(phase=Phase.STANDING, due_on__lt=until, added_at__lt=ends))
    accepted = Step.objects.filter(
        status=Status.AGREED,
        at__gte=begins,
        at__lt=ends,
        action__in=rows.exclude(owner_agency=F("protection__owner")),
    )
    taken_on = list(rows.filter(pk__in=accepted.values("action_id")))
    record(Act.LIST_ACTIONS, [*opened, *done, *late, *taken_on], by=by, at=at)
    found = {
        "B1": _count([row.uid for row in opened]),
        "B2": _count([row.uid for row in done]),
        "B3": _count([row.uid for row in done if row.confirmed_at]),
        "B4": _count([row.uid for row in late]),
        "B9": _count([row.uid for row in taken_on]),
        "B10": _count([row.uid for row in taken_on if row.done_at]),
    }
    for code, strand in zip(("B5", "B6", "B7", "B8"), FourP, strict=True):
        found[code] = _count([row.uid for row in opened if row.four_p == strand])
    return found


def powers_block(asked: Asked, by: Actor, at: datetime) -> Filled:
    """C: uses of powers that were authorised, and those that ended having had their effect."""
    if Kind.POWER_USE not in by.kinds_for(Action.AGGREGATE):
        return {}
    uses = [
        use
        for area in asked.areas
        for use in powers.uses_in(area, asked.first, asked.last, by=by, at=at)
    ]
    return {
        "C1": _count([use.uid for use in uses if _lies(use.authorised_on, asked)]),
        "C2": _count(
            [
                use.uid
                for use in uses
                if _lies(use.ended_on, asked) and use.outcome == powers.EndedHow.ACHIEVED
            ]
        ),
    }


def vulnerability_block(asked: Asked, by: Actor, at: datetime) -> Filled:
    """D: referrals made and accepted, rounded, once the counts of the whole quarter are frozen."""
    quarter = quarter_of(asked.first)
    if (asked.first, asked.last) != (quarter.first_day, quarter.last_day):
        return {}
    counts = frozen_counts(asked.areas, quarter.first_day, by=by, at=at)
    return {code: Counted(number=number) for code, number in counts.items()}


def information_block(asked: Asked, by: Actor, at: datetime) -> Filled:
    """E: asks and their answers, and products that were shared with the maker's agency."""
    work = problems.work_between(asked.areas, asked.first, asked.last, by=by, at=at)
    begins, ends = _span(asked)
    shared = intelligence.products_shared_with(by, limit=EVERY_PRODUCT)
    return {
        "E1": _count(work.asks_due),
        "E2": _count(work.asks_on_time),
        "E3": _count(work.asks_silent),
        "E4": _count([line.uid for line in shared if begins <= line.shared_at < ends]),
        "E5": _median(work.days_to_police),
        "E6": _median(work.days_from_police),
    }


def communities_block(asked: Asked, by: Actor, at: datetime) -> Filled:
    """F: actions done that reach people, by their verbs, and the people who came to events."""
    begins, ends = _span(asked)
    reaches = Q()
    for verb in REACHES_PEOPLE:
        reaches |= Q(verb__iexact=verb)
    rows = list(_actions(asked, by).filter(reaches, done_at__gte=begins, done_at__lt=ends))
    record(Act.LIST_ACTIONS, rows, by=by, at=at)
    found = {"F1": _count([row.uid for row in rows])}
    if learning.may_read_coverage(by):
        people = learning.people_reached(asked.areas, asked.first, asked.last, by=by, at=at)
        found["F2"] = Counted(number=people.named + people.unnamed)
    return found


def outcomes_block(asked: Asked, by: Actor, at: datetime) -> Filled:
    """G: re-visits, disruptions and problems. A re-visit not made yet is in neither number."""
    until = min(asked.last, localtime(at).date())
    work = problems.work_between(asked.areas, asked.first, until, by=by, at=at)
    found = {
        "G1": _count(work.revisits_due),
        "G2": _count(work.revisits_safe),
        "G5": _count(work.opened),
        "G6": _count(work.closed),
        "G7": _count(work.opened_by_partners),
    }
    if Kind.DISRUPTION in by.kinds_for(Action.AGGREGATE):
        events = disruptions.counted(asked.areas, asked.first, asked.last, by=by, at=at)
        found["G3"], found["G4"] = _count(events["all"]), _count(events["partners"])
    return found


def case_study_block(asked: Asked, by: Actor, at: datetime) -> Filled:
    """H: what a case study could be made of, and those that every agency in them cleared."""
    work = problems.work_between(asked.areas, asked.first, asked.last, by=by, at=at)
    found = {"H1": _count(work.closed_safe)}
    if learning.may_list_cases(by):
        found["H2"] = _count(
            learning.cases_cleared_between(asked.areas, asked.first, asked.last, by=by, at=at)
        )
    return found


def issues_block(asked: Asked, by: Actor, at: datetime) -> Filled:
    """I: actions that are blocked, and those that were handed to a deputy in the quarter."""
    begins, ends = _span(asked)
    rows = _actions(asked, by)
    blocked = list(
        rows.filter(phase=Phase.STANDING, blocked_on__isnull=False, blocked_on__lte=asked.last)
    )
    handed = list(rows.filter(escalated_at__gte=begins, escalated_at__lt=ends))
    record(Act.LIST_ACTIONS, [*blocked, *handed], by=by, at=at)
    return {
        "I1": _count([row.uid for row in blocked]),
        "I2": _count([row.uid for row in handed]),
    }


FILLS: Mapping[str, Callable[[Asked, Actor, datetime], Filled]] = {
    "A": governance_block,
    "B": activity_block,
    "C": powers_block,
    "D": vulnerability_block,
    "E": information_block,
    "F": communities_block,
    "G": outcomes_block,
    "H": case_study_block,
    "I": issues_block,
}
"""How each block is filled."""


def _lies(day: date | None, asked: Asked) -> bool:
    return day is not None and asked.first <= day <= asked.last


def _actions(asked: Asked, by: Actor) -> QuerySet[PlannedAction]:
    return (
        PlannedAction.open_to(by, Action.AGGREGATE)
        .filter(area_id__in=asked.areas)
        .exclude(status=Status.DECLINED)
    )


def _span(asked: Asked) -> tuple[datetime, datetime]:
    zone = get_current_timezone()
    return (
        datetime.combine(asked.first, time.min, tzinfo=zone),
        datetime.combine(asked.last + timedelta(days=1), time.min, tzinfo=zone),
    )
