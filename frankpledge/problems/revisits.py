"""Re-visits: which are due, who goes, and what they found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Decision,
    Kind,
    Person,
    Protection,
    fetch,
    protect,
    record,
    require,
    touched,
)
from frankpledge.kernel import DomainError
from frankpledge.problems import policies
from frankpledge.problems.casework import UnknownChoice, note_event
from frankpledge.problems.models import Outcome, Partner, Problem, Revisit, What
from frankpledge.problems.policies import Act
from frankpledge.problems.references import nominal_of
from frankpledge.problems.register import note_look

USUAL_DAYS = (2, 7, 28)
"""Days after something is done at a place on which it is visited again, unless told otherwise."""
LONGEST_WAIT = 366


class UnusableDays(DomainError):
    """The days on which to visit again cannot be used."""


class SomethingToSay(DomainError):
    """A record of a visit lacks what it must say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """A re-visit in a list."""

    uid: UUID
    problem_id: UUID
    problem: str
    place: str
    days_after: int
    due_on: date
    visitor: str
    alone: str
    outcome: str
    note: str
    recorded_on: date | None
    is_overdue: bool
    is_due: bool
    is_mine: bool

    @property
    def days_words(self) -> str:
        """How long after, as people read it."""
        return f"{self.days_after} day" if self.days_after == 1 else f"{self.days_after} days"

    @property
    def state(self) -> str:
        """How it stands, as people read it."""
        if self.outcome:
            return self.outcome
        return "Overdue" if self.is_overdue else "Due today" if self.is_due else "To come"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """A re-visit as its page shows it."""

    line: VisitLine
    may_record: Decision


def _lines(rows: QuerySet[Revisit], by: Actor, on: date) -> tuple[VisitLine, ...]:
    wanted = rows.select_related("problem", "visitor").order_by("due_on", "days_after", "pk")
    return tuple(_line(row, by, on) for row in wanted)


def _line(row: Revisit, by: Actor, on: date) -> VisitLine:
    alone = {True: "Alone", False: "With somebody else", None: "Not decided"}
    return VisitLine(
        uid=row.uid,
        problem_id=row.problem_id,
        problem=row.problem.title,
        place=row.problem.place,
        days_after=row.days_after,
        due_on=row.due_on,
        visitor=row.visitor.name if row.visitor else row.visitor_post,
        alone=alone[row.alone],
        outcome=Outcome(row.outcome).label if row.outcome else "",
        note=row.note,
        recorded_on=localtime(row.recorded_at).date() if row.recorded_at else None,
        is_overdue=row.is_overdue(on),
        is_due=not row.outcome and row.due_on == on,
        is_mine=row.visitor_id == by.person_id,
    )


def revisits_due(actor: Actor, on: date) -> tuple[VisitLine, ...]:
    """Re-visits that *actor* may open, due on *on* or overdue. The look is recorded."""
    lines = _lines(Revisit.open_to(actor).filter(outcome="", due_on__lte=on), actor, on)
    note_look(Act.LIST_REVISITS, Kind.REVISIT, (line.uid for line in lines), actor)
    return lines


def listed(*, by: Actor, at: datetime) -> tuple[VisitLine, ...]:
    """Every re-visit still to be made that *by* may open, the most overdue first."""
    require(policies.may_list_revisits(by))
    rows = Revisit.open_to(by).filter(outcome="")
    lines = _lines(rows, by, localtime(at).date())
    seen = [Protection(uid=line.uid, kind=Kind.REVISIT, version=0) for line in lines]
    record(Act.LIST_REVISITS, seen, by=by, at=at)
    return lines


def at_problem(problem_id: UUID, by: Actor, on: date) -> tuple[VisitLine, ...]:
    """Re-visits of one problem that *by* may open, in the order in which they fall due."""
    return _lines(Revisit.open_to(by).filter(problem=problem_id), by, on)


def page(*, revisit_id: UUID, by: Actor, at: datetime) -> VisitFacts:
    """A re-visit, and whether *by* may record what it found."""
    row = fetch(Revisit, revisit_id, by=by, at=at, act=Act.READ_REVISIT)
    return VisitFacts(
        line=_line(row, by, localtime(at).date()),
        may_record=policies.may_record_revisit(by, row),
    )


@transaction.atomic
def set_revisits(
    *,
    problem_id: UUID,
    after: date,
    days: Sequence[int] = USUAL_DAYS,
    visitor: UUID | str | None = None,
    visitor_post: str = "",
    alone: bool | None = None,
    by: Actor,
    at: datetime,
) -> tuple[UUID, ...]:
    """Set the days on which to go back, counted from the day on which something was done.

    Whoever may see the problem sees them. A day that is set already is left as it is. Raises
    `UnusableDays` for none, for days past or beyond a year.
    """
    problem = fetch(Problem, problem_id, by=by, at=at, act=Act.READ_PROBLEM, lock=True)
    require(policies.may_set_revisits(by, problem))
    if not days or any(not 1 <= day <= LONGEST_WAIT for day in days):
        raise UnusableDays(
            f"Enter days between 1 and {LONGEST_WAIT}, such as 2, 7, 28", argument="days"
        )
    goer = _visitor(visitor) if visitor else None
    partners = list(Partner.objects.filter(problem=problem).values_list("agency_id", flat=True))
    there = set(Revisit.visible_to(by).filter(problem=problem).values_list("days_after", "due_on"))
    made = []
    for day in sorted(set(days)):
        due = after + timedelta(days=day)
        if (day, due) in there:
            continue
        protection = protect(
            Kind.REVISIT,
            owner=problem.protection.owner_id,
            by=by,
            at=at,
            parent=problem,
            districts=[problem.area_id],
            agencies=partners,
            forums=[problem.forum_id] if problem.forum_id else [],
            nominals=[nominal_of(problem.uid)],
        )
        row = Revisit(
            protection=protection,
            problem=problem,
            days_after=day,
            due_on=due,
            visitor_id=goer,
            visitor_post=visitor_post,
            alone=alone,
        )
        row.save(force_insert=True)
        made.append(row)
    note_event(
        problem,
        What.INTERVENTION,
        by=by,
        at=at,
        note="Re-visits set for " + ", ".join(f"day {day}" for day in sorted(set(days))),
    )
    record(Act.SET_REVISITS, [problem, *made], by=by, at=at)
    return tuple(row.uid for row in made)


@transaction.atomic
def record_revisit(
    *, revisit_id: UUID, outcome: str, note: str = "", by: Actor, at: datetime
) -> None:
    """Record what a re-visit found, once. Raises `SomethingToSay` if nobody went and no reason."""
    row = fetch(Revisit, revisit_id, by=by, at=at, act=Act.READ_REVISIT, lock=True)
    require(policies.may_record_revisit(by, row))
    found = Outcome(outcome)
    if found == Outcome.NOT_MADE and not note:
        raise SomethingToSay("Say why nobody went", argument="note")
    row.outcome, row.note = found, note
    row.recorded_at, row.recorded_by_id = at, by.person_id
    row.save(update_fields=["outcome", "note", "recorded_at", "recorded_by"])
    touched(row)
    words = f"After {row.days_after} days: {found.label.lower()}"
    note_event(row.problem, What.VISIT, by=by, at=at, note=f"{words}. {note}".strip())
    record(Act.RECORD_REVISIT, row, by=by, at=at, fields=("outcome", "note"))


def still_safe_at_28_days(problem_id: UUID, by: Actor) -> str:
    """What the last re-visit 28 or more days on found: yes, no, or unknown if there is none."""
    last = (
        Revisit.open_to(by, Action.READ)
        .filter(problem=problem_id, days_after__gte=28)
        .exclude(outcome="")
        .order_by("-recorded_at")
        .first()
    )
    known = {Outcome.SAFE: "yes", Outcome.NOT_SAFE: "no"}
    return known.get(Outcome(last.outcome), "unknown") if last else "unknown"


def _visitor(person_id: UUID | str) -> UUID:
    found = Person.objects.filter(id=UUID(str(person_id)), is_service=False).first()
    if found is None:
        raise UnknownChoice("Choose somebody from the list", argument="visitor")
    return found.id
