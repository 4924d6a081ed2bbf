"""What events and case studies come to between two days, in some districts: for a return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.timezone import get_current_timezone, localtime

from frankpledge.access.api import Actor, Kind, Ref, record, require
from frankpledge.learning import policies
from frankpledge.learning.clearing import Standing
from frankpledge.learning.models import (
    Attendance,
    CaseState,
    CaseStudy,
    Clearance,
    Event,
    EventState,
)
from frankpledge.learning.policies import Act
from frankpledge.learning.reading import standing_among


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Those who came: each person once, and each time that somebody came who gave no name."""

    named: int
    unnamed: int


def people_reached(
    areas: Sequence[str], first: date, last: date, *, by: Actor, at: datetime
) -> People:
    """Who came from *areas* to the events that were held between two days and are open to *by*.

    Somebody without a name counts each time, since nobody can say whether they came before.
    Looking is recorded.
    """
    require(policies.may_read_coverage(by))
    zone = get_current_timezone()
    held = list(
        Event.open_to(by)
        .filter(
            state=EventState.HELD,
            starts_at__gte=datetime.combine(first, time.min, tzinfo=zone),
            starts_at__lt=datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone),
        )
        .order_by("pk")
    )
    came = Attendance.objects.filter(event__in=held, area__in=areas)
    record(Act.READ_COVERAGE, [Ref(kind=Kind.EVENT, uid=row.uid) for row in held], by=by, at=at)
    return People(
        named=came.exclude(person=None).values("person_id").distinct().count(),
        unnamed=came.filter(person=None).count(),
    )


def cases_cleared_between(
    areas: Sequence[str], first: date, last: date, *, by: Actor, at: datetime
) -> tuple[UUID, ...]:
    """Case studies about *areas* whose last clearance came between two days, and still stood.

    One whose clearance was taken back or ran out before the last day, or today where that is
    earlier, is not among them. Looking is recorded.
    """
    require(policies.may_list_cases(by))
    on = min(last, localtime(at).date())
    rows = list(CaseStudy.open_to(by).filter(state=CaseState.OUT, area__in=areas).order_by("pk"))
    given: dict[UUID, list[Clearance]] = {row.uid: [] for row in rows}
    for each in Clearance.objects.filter(case_study__in=rows):
        given[each.case_study_id].append(each)
    found = []
    for row in rows:
        days = [localtime(each.answered_at).date() for each in given[row.uid] if each.answered_at]
        stands = standing_among(row, given[row.uid], on)
        if stands == Standing.CLEARED and first <= max(days) <= on:
            found.append(row.uid)
    record(Act.LIST_CASES, [Ref(kind=Kind.CASE_STUDY, uid=uid) for uid in found], by=by, at=at)
    return tuple(found)
