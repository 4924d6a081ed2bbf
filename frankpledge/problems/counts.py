"""What was worked on in some districts between two days: which records, and no word of any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import get_current_timezone, localtime

from frankpledge.access.api import Action, Actor, Kind, record, require
from frankpledge.problems import policies
from frankpledge.problems.models import Ask, Outcome, Problem, Revisit, StillSafe
from frankpledge.problems.policies import Act

POLICE = "police"
"""The kind of agency that the others are partners of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The records of each sort, by their identities. Nothing is said of what they hold.

    `days_to_police` are the days from each ask of a partner's to the police's answer, and
    `days_from_police` those from each ask of the police's to a partner's answer.
    """

    opened: tuple[UUID, ...]
    opened_by_partners: tuple[UUID, ...]
    closed: tuple[UUID, ...]
    closed_safe: tuple[UUID, ...]
    revisits_due: tuple[UUID, ...]
    revisits_safe: tuple[UUID, ...]
    asks_due: tuple[UUID, ...]
    asks_on_time: tuple[UUID, ...]
    asks_silent: tuple[UUID, ...]
    days_to_police: tuple[int, ...]
    days_from_police: tuple[int, ...]


@transaction.atomic
def work_between(areas: Sequence[str], first: date, last: date, *, by: Actor, at: datetime) -> Work:
    """Problems, re-visits and asks of districts whose day lies from *first* to *last*.

    Only what *by* may add up is there. A problem counts on the day it was opened or closed, a
    re-visit and an ask on the day they were due. Recorded.
    """
    require(policies.may_count_work(by))
    begins, ends = day_span(first, last)
    counted = Problem.open_to(by, Action.AGGREGATE).filter(area_id__in=areas)
    counted = counted.select_related("opened_by__agency")
    opened = list(counted.filter(opened_at__gte=begins, opened_at__lt=ends).order_by("pk"))
    closed = list(counted.filter(closed_at__gte=begins, closed_at__lt=ends).order_by("pk"))
    kinds = by.kinds_for(Action.AGGREGATE)
    between = {"due_on__gte": first, "due_on__lte": last}
    visits = (
        list(
            Revisit.open_to(by, Action.AGGREGATE)
            .filter(problem__area_id__in=areas, **between)
            .order_by("pk")
        )
        if Kind.REVISIT in kinds
        else []
    )
    asks = (
        list(
            Ask.open_to(by, Action.AGGREGATE)
            .filter(problem__area_id__in=areas, withdrawn_at=None, **between)
            .select_related("agency", "asked_by__agency")
            .order_by("pk")
        )
        if Kind.ASK in kinds
        else []
    )
    record(Act.COUNT_WORK, [*opened, *closed, *visits, *asks], by=by, at=at)
    return Work(
        opened=tuple(row.uid for row in opened),
        opened_by_partners=tuple(row.uid for row in opened if row.opened_by.agency.kind != POLICE),
        closed=tuple(row.uid for row in closed),
        closed_safe=tuple(row.uid for row in closed if row.still_safe == StillSafe.YES),
        revisits_due=tuple(row.uid for row in visits),
        revisits_safe=tuple(row.uid for row in visits if row.outcome == Outcome.SAFE),
        asks_due=tuple(row.uid for row in asks),
        asks_on_time=tuple(
            row.uid
            for row in asks
            if row.answered_at
            and row.answered_at.astimezone(get_current_timezone()).date() <= row.due_on
        ),
        asks_silent=tuple(row.uid for row in asks if not row.answer),
        days_to_police=_days(asks, asked=True, asking=False),
        days_from_police=_days(asks, asked=False, asking=True),
    )


def _days(asks: Sequence[Ask], *, asked: bool, asking: bool) -> tuple[int, ...]:
    """Days from ask to answer, where the agency asked and the one asking are police or are not."""
    return tuple(
        (localtime(row.answered_at).date() - localtime(row.asked_at).date()).days
        for row in asks
        if row.answered_at
        and (row.agency.kind == POLICE) is asked
        and (row.asked_by.agency.kind == POLICE) is asking
    )


def day_span(first: date, last: date) -> tuple[datetime, datetime]:
    """The moment at which the first day begins, and that at which the last one is over."""
    zone = get_current_timezone()
    return (
        datetime.combine(first, time.min, tzinfo=zone),
        datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone),
    )
