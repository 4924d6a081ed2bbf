"""Who ought to be reached and who has been, and what answers what people said they need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Agency, Area, Kind, Ref, areas_in, record, require
from frankpledge.learning import policies, reading
from frankpledge.learning.clearing import Standing
from frankpledge.learning.coverage import Came, Cell, Reach, Reached, Total, reached, total
from frankpledge.learning.events import UnknownChoice, WordsNeeded
from frankpledge.learning.models import (
    Attendance,
    Audience,
    Event,
    EventState,
    Need,
    NeedCode,
    Topic,
    Work,
)
from frankpledge.learning.policies import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedAnswered:
    """A need, how often it was said, and what answers it. Nothing is an answer worth seeing."""

    need: str
    times: int
    held: int
    coming: tuple[str, ...]
    cases: int
    is_answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The page of coverage: every cell, the sum, and needs with what answers them."""

    lines: tuple[Reached, ...]
    total: Total
    needs: tuple[NeedAnswered, ...]
    areas: tuple[tuple[str, str], ...]
    events: int


@transaction.atomic
def keep_audience(
    *,
    organisation: str,
    work: str,
    area: str,
    people: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Put a line on the register of who ought to be reached, or say anew how many there are.

    *people* is None where nobody knows, which is not nought. Raises `UnknownChoice`.
    """
    require(policies.may_keep_audience(by, area))
    here = Area.objects.filter(code=area).first()
    if here is None or work not in Work.values:
        raise UnknownChoice("Choose from the list", argument="area" if here is None else "work")
    name = organisation.strip()
    if not name:
        raise WordsNeeded("Name the organisation", argument="organisation")
    Audience.objects.update_or_create(
        organisation=name,
        work=work,
        area=here,
        defaults={
            "agency": Agency.objects.filter(name=name).first(),
            "people": people,
            "kept_at": at,
            "kept_by_id": by.person_id,
        },
    )
    record(Act.KEEP_AUDIENCE, None, by=by, at=at, fields=["people"])


@transaction.atomic
def coverage(*, area: str = "", reach: str = "", by: Actor, at: datetime) -> Coverage:
    """Who was reached by the events that are open to *by*, and who never was. Recorded.

    It says nothing of events that *by* may not open, so a cell that another agency reached by
    itself stands as never reached here. *area* narrows to one district and *reach* to one state.
    """
    require(policies.may_read_coverage(by))
    on = localtime(at).date()
    areas = _areas(by, on)
    within = [code for code, _ in areas if area in ("", code)]
    names = dict(areas)
    held = list(Event.open_to(by).filter(state=EventState.HELD).order_by("starts_at", "pk"))
    came = [
        Came(
            cell=Cell(
                organisation=each.organisation,
                work=Work(each.work).label,
                area=names[each.area_id],
            ),
            person=str(each.person_id or ""),
            on=localtime(each.came_at).date(),
        )
        for each in Attendance.objects.filter(event__in=held, area__in=within).order_by("id")
    ]
    register = [
        (
            Cell(organisation=row.organisation, work=Work(row.work).label, area=names[row.area_id]),
            row.people,
        )
        for row in Audience.objects.filter(area__in=within)
    ]
    lines = reached(register, came, on=on)
    record(Act.READ_COVERAGE, [Ref(kind=Kind.EVENT, uid=row.uid) for row in held], by=by, at=at)
    return Coverage(
        lines=tuple(line for line in lines if reach in ("", line.reach)),
        total=total(lines, came),
        needs=_needs(by, at),
        areas=areas,
        events=len(held),
    )


def _areas(by: Actor, on: date) -> tuple[tuple[str, str], ...]:
    """Districts that the reader's post covers, by name; every one for a post without bounds."""
    kinds = ("district", "unitary")
    rows = Area.objects.filter(kind__in=kinds)
    if not by.force_wide:
        inside = {part.code for code in by.districts for part in areas_in(code, on, kinds=kinds)}
        rows = rows.filter(code__in=inside)
    return tuple(rows.order_by("name", "code").values_list("code", "name"))


def areas_for(by: Actor, at: datetime) -> tuple[tuple[str, str], ...]:
    """The districts for which *by* may keep the register, for a list."""
    return _areas(by, localtime(at).date())


def _needs(by: Actor, at: datetime) -> tuple[NeedAnswered, ...]:
    open_events = Event.open_to(by).exclude(state=EventState.CALLED_OFF)
    said = Need.objects.filter(event__in=open_events).order_by("noted_at", "id")
    times, first = Counter(row.need for row in said), dict[str, Need]()
    for row in said:
        first.setdefault(row.need, row)
    topics = list(
        Topic.objects.filter(event__in=open_events).select_related("event").order_by("id")
    )
    cleared: Counter[str] = Counter(
        need for line in _cases(by, at) if line.stands == Standing.CLEARED for need in line.needs
    )
    found = []
    for need, number in sorted(times.items(), key=lambda pair: (-pair[1], pair[0])):
        # What was planned before anybody said so, or was where they said it, is no answer to it.
        after = [
            each.event
            for each in topics
            if each.need == need
            and each.event_id != first[need].event_id
            and each.event.starts_at > first[need].noted_at
        ]
        held = [event for event in after if event.state == EventState.HELD]
        coming = [event for event in after if event.state == EventState.PLANNED]
        found.append(
            NeedAnswered(
                need=NeedCode(need).label,
                times=number,
                held=len(held),
                coming=tuple(event.title for event in coming),
                cases=cleared[need],
                is_answered=bool(held or coming or cleared[need]),
            )
        )
    return tuple(found)


def _cases(by: Actor, at: datetime) -> Sequence[reading.CaseLine]:
    return reading.listed(by=by, at=at) if policies.may_list_cases(by) else ()


__all__ = [
    "Coverage",
    "NeedAnswered",
    "Reach",
    "areas_for",
    "coverage",
    "keep_audience",
]
