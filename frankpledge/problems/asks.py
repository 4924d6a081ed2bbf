"""Asks: does your agency hold anything about this place? Four ends, and none of them clearance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Actor,
    Agency,
    Decision,
    Kind,
    Protection,
    fetch,
    protect,
    record,
    require,
    touched,
)
from frankpledge.kernel import DomainError
from frankpledge.problems import casework, policies
from frankpledge.problems.models import Answer, Ask, Partner, Problem
from frankpledge.problems.policies import Act
from frankpledge.problems.references import nominal_of
from frankpledge.problems.register import note_look

USUAL_DAYS_TO_ANSWER = 2

NOT_CLEARANCE = (
    "“We found nothing” means that this agency found nothing when it looked. "
    "It does not mean that there is no risk. No answer means nothing at all."
)
"""What stands beside every set of answers."""


class AskedAlready(DomainError):
    """The agency has been asked, and has not answered yet."""


class SomethingToSay(DomainError):
    """An answer lacks what it must say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskLine:
    """An ask in a list."""

    uid: UUID
    problem_id: UUID
    problem: str
    place: str
    agency_id: UUID
    agency: str
    asked_by: str
    asked_on: date
    due_on: date
    chased_on: date | None
    answer: str
    words: str
    answered_on: date | None
    is_silent: bool
    is_to_us: bool

    @property
    def state(self) -> str:
        """How it stands, as people read it."""
        states = {"held": "Holds something", "nil": "Found nothing", "refused": "Refused"}
        return states.get(self.answer) or ("Silent" if self.is_silent else "Waiting")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFacts:
    """An ask as its page shows it."""

    line: AskLine
    may_answer: Decision
    may_chase: Decision


def _lines(rows: QuerySet[Ask], by: Actor, on: date) -> tuple[AskLine, ...]:
    wanted = rows.select_related("problem", "agency", "asked_by__agency")
    return tuple(_line(row, by, on) for row in wanted.order_by("due_on", "agency__name", "pk"))


def _line(row: Ask, by: Actor, on: date) -> AskLine:
    return AskLine(
        uid=row.uid,
        problem_id=row.problem_id,
        problem=row.problem.title,
        place=row.problem.place,
        agency_id=row.agency_id,
        agency=row.agency.short_name,
        asked_by=f"{row.asked_by.name}, {row.asked_by.agency.short_name}",
        asked_on=localtime(row.asked_at).date(),
        due_on=row.due_on,
        chased_on=localtime(row.chased_at).date() if row.chased_at else None,
        answer=row.answer,
        words=row.words,
        answered_on=localtime(row.answered_at).date() if row.answered_at else None,
        is_silent=row.is_silent(on),
        is_to_us=row.agency_id == by.agency_id,
    )


def asks_waiting(actor: Actor) -> tuple[AskLine, ...]:
    """Unanswered asks to the agency of *actor*, and its own to others. The look is recorded."""
    on = localtime(actor.at).date()
    lines = _lines(Ask.open_to(actor).filter(_concerns(actor), answer=""), actor, on)
    note_look(Act.LIST_ASKS, Kind.ASK, (line.uid for line in lines), actor)
    return lines


def answers_back(actor: Actor, since: datetime) -> tuple[AskLine, ...]:
    """Answers to what the agency of *actor* asked that came after *since*. The look is recorded."""
    on = localtime(actor.at).date()
    rows = Ask.open_to(actor).filter(
        protection__owner=actor.agency_id, answered_at__gt=since, answered_at__lte=actor.at
    )
    lines = _lines(rows, actor, on)
    note_look(Act.LIST_ASKS, Kind.ASK, (line.uid for line in lines), actor)
    return lines


def listed(*, by: Actor, at: datetime) -> tuple[AskLine, ...]:
    """Asks to and from the agency of *by*: those unanswered, then those of the last 28 days."""
    require(policies.may_list_asks(by))
    recent = Q(answer="") | Q(answered_at__gt=at - timedelta(days=28))
    rows = Ask.open_to(by).filter(_concerns(by), recent)
    lines = _lines(rows, by, localtime(at).date())
    seen = [Protection(uid=line.uid, kind=Kind.ASK, version=0) for line in lines]
    record(Act.LIST_ASKS, seen, by=by, at=at)
    return lines


def _concerns(actor: Actor) -> Q:
    return Q(agency=actor.agency_id) | Q(protection__owner=actor.agency_id)


def at_problem(problem_id: UUID, by: Actor, on: date) -> tuple[AskLine, ...]:
    """Asks about one problem that *by* may open."""
    return _lines(Ask.open_to(by).filter(problem=problem_id), by, on)


def at_problems(uids: Iterable[UUID], by: Actor, on: date) -> Mapping[UUID, tuple[AskLine, ...]]:
    """Asks about each of these problems that *by* may open, by problem."""
    found: dict[UUID, list[AskLine]] = {}
    for line in _lines(Ask.open_to(by).filter(problem__in=list(uids)), by, on):
        found.setdefault(line.problem_id, []).append(line)
    return {uid: tuple(lines) for uid, lines in found.items()}


def page(*, ask_id: UUID, by: Actor, at: datetime) -> AskFacts:
    """An ask, and whether *by* may answer or chase it."""
    row = fetch(Ask, ask_id, by=by, at=at, act=Act.READ_ASK)
    return AskFacts(
        line=_line(row, by, localtime(at).date()),
        may_answer=policies.may_answer_ask(by, row),
        may_chase=policies.may_chase_ask(by, row),
    )


@transaction.atomic
def ask(
    *,
    problem_id: UUID,
    agencies: Sequence[UUID | str],
    days: int = USUAL_DAYS_TO_ANSWER,
    by: Actor,
    at: datetime,
) -> tuple[UUID, ...]:
    """Ask agencies whether they hold anything about a place, to be answered within *days*.

    An agency that the problem is not shared with is shared it, which only the owner may do.
    Raises `AskedAlready` where an answer is still awaited.
    """
    problem = fetch(Problem, problem_id, by=by, at=at, act=Act.READ_PROBLEM, lock=True)
    require(policies.may_ask(by, problem))
    wanted = {UUID(str(agency)) for agency in agencies} - {by.agency_id}
    chosen = list(Agency.objects.filter(id__in=wanted).order_by("name"))
    if not chosen or len(chosen) != len(wanted):
        raise casework.UnknownChoice("Choose at least one other agency", argument="agencies")
    waiting = Ask.visible_to(by).filter(problem=problem, agency__in=wanted, answer="")
    if waiting.exists():
        names = ", ".join(waiting.values_list("agency__short_name", flat=True))
        raise AskedAlready(f"Already asked, and not answered yet: {names}", argument="agencies")
    knowing = set(Partner.objects.filter(problem=problem).values_list("agency_id", flat=True))
    new = [agency.id for agency in chosen if agency.id not in knowing]
    new = [agency for agency in new if agency != problem.protection.owner_id]
    if new:
        casework.share_problem(problem_id=problem.uid, agencies=new, by=by, at=at)
    made = []
    for agency in chosen:
        protection = protect(
            Kind.ASK,
            owner=by.agency_id,
            by=by,
            at=at,
            parent=problem,
            districts=[problem.area_id],
            agencies=[agency.id, problem.protection.owner_id],
            forums=[problem.forum_id] if problem.forum_id else [],
            nominals=[nominal_of(problem.uid)],
        )
        row = Ask(
            protection=protection,
            problem=problem,
            agency=agency,
            asked_at=at,
            asked_by_id=by.person_id,
            due_on=localtime(at).date() + timedelta(days=days),
        )
        row.save(force_insert=True)
        made.append(row)
    record(Act.ASK, [problem, *made], by=by, at=at, recipients=[agency.id for agency in chosen])
    return tuple(row.uid for row in made)


@transaction.atomic
def chase_ask(*, ask_id: UUID, by: Actor, at: datetime) -> None:
    """Remind the agency that was asked: its Morning page says that it was chased, and when."""
    row = fetch(Ask, ask_id, by=by, at=at, act=Act.READ_ASK, lock=True)
    require(policies.may_chase_ask(by, row))
    row.chased_at = at
    row.save(update_fields=["chased_at"])
    touched(row)
    record(Act.CHASE_ASK, row, by=by, at=at, fields=("chased_at",), recipients=[row.agency_id])


@transaction.atomic
def answer_ask(*, ask_id: UUID, answer: str, words: str = "", by: Actor, at: datetime) -> None:
    """Answer for one's own agency, once: held, nil or refused.

    Who holds something says whom to speak to; who refuses says why. What is held is not written
    here: it stays in the system that it is in. Raises `SomethingToSay`.
    """
    row = fetch(Ask, ask_id, by=by, at=at, act=Act.READ_ASK, lock=True)
    require(policies.may_answer_ask(by, row))
    given = Answer(answer)
    if given == Answer.REFUSED and not words:
        raise SomethingToSay("Give the reason why you cannot say", argument="words")
    if given == Answer.HELD and not words:
        raise SomethingToSay("Say which post in your agency to speak to", argument="words")
    row.answer, row.words = given, words
    row.answered_at, row.answered_by_id = at, by.person_id
    row.save(update_fields=["answer", "words", "answered_at", "answered_by"])
    touched(row)
    record(Act.ANSWER_ASK, row, by=by, at=at, fields=("answer", "words"))
