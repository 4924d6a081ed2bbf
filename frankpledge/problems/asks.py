"""Asks: does your agency hold anything about this place? Four ends, and none of them clearance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
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
from frankpledge.problems import casework, gateways, policies
from frankpledge.problems.models import (
    USUAL_PURPOSE,
    USUAL_QUESTION,
    Answer,
    Ask,
    Partner,
    Problem,
)
from frankpledge.problems.policies import Act
from frankpledge.problems.references import nominal_of
from frankpledge.problems.register import note_look
from frankpledge.problems.replies import (
    STATES,
    ReplyLine,
    SomethingToSay,
    check_said,
    people_who_asked,
    put_beside,
    replies_to,
)

__all__ = ["SomethingToSay"]

USUAL_DAYS_TO_ANSWER = 2

NOT_CLEARANCE = (
    "“We found nothing” means that this agency found nothing when it looked. "
    "It does not mean that there is no risk. No answer means nothing at all."
)
"""What stands beside every set of answers."""


class AskedAlready(DomainError):
    """The agency has been asked, and has not answered yet."""


class NobodyIsLate(DomainError):
    """Nobody who was asked here is late with an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskLine:
    """An ask in a list."""

    uid: UUID
    problem_id: UUID
    problem: str
    place: str
    agency_id: UUID
    agency: str
    round_id: UUID
    question: str
    purpose: str
    gateway: str
    regime: str
    asked_by: str
    asked_on: date
    due_on: date
    chased_on: date | None
    answer: str
    words: str
    answered_on: date | None
    withdrawn_on: date | None
    is_silent: bool
    is_to_us: bool
    replies: tuple[ReplyLine, ...]

    @property
    def state(self) -> str:
        """How it stands, as people read it. Late becomes silent once it has been chased."""
        if self.answer:
            return STATES[Answer(self.answer)]
        if self.withdrawn_on:
            return "Withdrawn"
        if self.is_silent:
            return "Silent" if self.chased_on else "Late"
        return "Waiting"

    @property
    def disagrees(self) -> bool:
        """Whether the agency has said two things that are not the same. Both are kept."""
        return len({reply.answer for reply in self.replies}) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFacts:
    """An ask as its page shows it."""

    line: AskLine
    may_answer: Decision
    may_answer_again: Decision
    may_chase: Decision
    may_withdraw: Decision
    people: tuple[tuple[str, str], ...]
    """People of the agency that asked, for whom an answer can be kept."""


def _lines(rows: QuerySet[Ask], by: Actor, on: date) -> tuple[AskLine, ...]:
    wanted = rows.select_related("problem", "agency", "asked_by__agency")
    found = list(wanted.order_by("due_on", "agency__name", "pk"))
    said = replies_to([row.uid for row in found], by)
    known = {gateway.code: gateway for gateway in gateways.gateways()}
    return tuple(_line(row, by, on, said.get(row.uid, ()), known) for row in found)


def _line(
    row: Ask,
    by: Actor,
    on: date,
    said: tuple[ReplyLine, ...],
    known: Mapping[str, gateways.Gateway],
) -> AskLine:
    gateway = known.get(row.gateway)
    # Whoever may read what was said to named people reads that, and not that there is such a thing.
    newest = said[-1] if said and said[-1].said_at == row.answered_at else None
    last = newest if row.answer == Answer.NAMED else None
    return AskLine(
        uid=row.uid,
        problem_id=row.problem_id,
        problem=row.problem.title,
        place=row.problem.place,
        agency_id=row.agency_id,
        agency=row.agency.short_name,
        round_id=row.round,
        question=row.question,
        purpose=row.purpose,
        gateway=gateway.words if gateway else row.gateway,
        regime=gateway.regime_words if gateway else "",
        asked_by=f"{row.asked_by.name}, {row.asked_by.agency.short_name}",
        asked_on=localtime(row.asked_at).date(),
        due_on=row.due_on,
        chased_on=localtime(row.chased_at).date() if row.chased_at else None,
        answer=last.answer if last else row.answer,
        words=last.note if last else row.words,
        answered_on=localtime(row.answered_at).date() if row.answered_at else None,
        withdrawn_on=localtime(row.withdrawn_at).date() if row.withdrawn_at else None,
        is_silent=row.is_silent(on),
        is_to_us=row.agency_id == by.agency_id,
        replies=said,
    )


def asks_waiting(actor: Actor) -> tuple[AskLine, ...]:
    """Unanswered asks to the agency of *actor*, and its own to others. The look is recorded."""
    on = localtime(actor.at).date()
    waiting = Ask.open_to(actor).filter(_concerns(actor), answer="", withdrawn_at=None)
    lines = _lines(waiting, actor, on)
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
    since = at - timedelta(days=28)
    recent = Q(answer="", withdrawn_at=None) | Q(answered_at__gt=since) | Q(withdrawn_at__gt=since)
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
    again = policies.may_answer_again(by, row)
    may_answer = policies.may_answer_ask(by, row)
    (line,) = _lines(Ask.open_to(by).filter(pk=row.pk), by, localtime(at).date())
    return AskFacts(
        line=line,
        may_answer=may_answer,
        may_answer_again=again,
        may_chase=policies.may_chase_ask(by, row),
        may_withdraw=policies.may_withdraw_round(by, row),
        people=people_who_asked(row) if may_answer or again else (),
    )


@transaction.atomic
def ask(
    *,
    problem_id: UUID,
    agencies: Sequence[UUID | str],
    days: int = USUAL_DAYS_TO_ANSWER,
    question: str = USUAL_QUESTION,
    purpose: str = USUAL_PURPOSE,
    gateway: str = gateways.USUAL,
    by: Actor,
    at: datetime,
) -> tuple[UUID, ...]:
    """Put one question about one place to agencies, to be answered within *days*.

    It says for what purpose it is asked and which law lets them answer: a power, never a duty.

    An agency that the problem is not shared with is shared it, which only the owner may do.
    Raises `AskedAlready` where an answer is still awaited.
    """
    problem = fetch(Problem, problem_id, by=by, at=at, act=Act.READ_PROBLEM, lock=True)
    require(policies.may_ask(by, problem))
    law = gateways.gateway_called(gateway)
    wanted = {UUID(str(agency)) for agency in agencies} - {by.agency_id}
    chosen = list(Agency.objects.filter(id__in=wanted).order_by("name"))
    if not chosen or len(chosen) != len(wanted):
        raise casework.UnknownChoice("Choose at least one other agency", argument="agencies")
    waiting = Ask.visible_to(by).filter(
        problem=problem, agency__in=wanted, answer="", withdrawn_at=None
    )
    if waiting.exists():
        names = ", ".join(waiting.values_list("agency__short_name", flat=True))
        raise AskedAlready(f"Already asked, and not answered yet: {names}", argument="agencies")
    knowing = set(Partner.objects.filter(problem=problem).values_list("agency_id", flat=True))
    new = [agency.id for agency in chosen if agency.id not in knowing]
    new = [agency for agency in new if agency != problem.protection.owner_id]
    if new:
        casework.share_problem(problem_id=problem.uid, agencies=new, by=by, at=at)
    made = []
    together = uuid4()
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
            round=together,
            question=question or USUAL_QUESTION,
            purpose=purpose or USUAL_PURPOSE,
            gateway=law.code,
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
def chase_late(*, problem_id: UUID, by: Actor, at: datetime) -> tuple[str, ...]:
    """Remind every agency that one's own asked about a problem and that is late; name them.

    Raises `NobodyIsLate` where there is none.
    """
    problem = fetch(Problem, problem_id, by=by, at=at, act=Act.READ_PROBLEM)
    require(policies.may_chase_late(by, problem))
    on = localtime(at).date()
    late = [
        row
        for row in Ask.open_to(by)
        .filter(problem=problem, protection__owner=by.agency_id, answer="", due_on__lt=on)
        .select_related("protection", "agency")
        .order_by("agency__short_name")
        if row.is_silent(on)
    ]
    if not late:
        raise NobodyIsLate("Nobody who was asked here is late with an answer.")
    for row in late:
        row.chased_at = at
        row.save(update_fields=["chased_at"])
        touched(row)
    agencies = [row.agency_id for row in late]
    record(Act.CHASE_LATE, late, by=by, at=at, fields=("chased_at",), recipients=agencies)
    return tuple(row.agency.short_name for row in late)


@transaction.atomic
def withdraw_round(*, ask_id: UUID, by: Actor, at: datetime) -> int:
    """Take back a question from every agency that has not answered it; say how many there were.

    What was answered stays as it is.
    """
    row = fetch(Ask, ask_id, by=by, at=at, act=Act.READ_ASK, lock=True)
    require(policies.may_withdraw_round(by, row))
    waiting = list(
        Ask.open_to(by, Action.EDIT)
        .filter(round=row.round, answer="", withdrawn_at=None)
        .select_related("protection")
    )
    if not waiting:
        raise AskedAlready("Every agency that was asked has answered. There is nothing to withdraw")
    for each in waiting:
        each.withdrawn_at, each.withdrawn_by_id = at, by.person_id
        each.save(update_fields=["withdrawn_at", "withdrawn_by"])
        touched(each)
    agencies = [each.agency_id for each in waiting]
    record(Act.WITHDRAW_ROUND, waiting, by=by, at=at, recipients=agencies)
    return len(waiting)


@transaction.atomic
def answer_ask(
    *,
    ask_id: UUID,
    answer: str,
    words: str = "",
    reason: str = "",
    only_for: Sequence[UUID | str] = (),
    by: Actor,
    at: datetime,
) -> None:
    """Answer for one's own agency: held, nil or refused.

    Who holds something says whom to speak to; who refuses says why. What is held is not written
    here: it stays in the system that it is in. It can be kept for people of the agency that asked,
    *only_for* whom it is then readable. Raises `SomethingToSay`.
    """
    row = fetch(Ask, ask_id, by=by, at=at, act=Act.READ_ASK, lock=True)
    require(policies.may_answer_ask(by, row))
    _answer(row, Act.ANSWER_ASK, answer, words, reason, only_for, by=by, at=at)


@transaction.atomic
def answer_again(
    *,
    ask_id: UUID,
    answer: str,
    words: str = "",
    reason: str = "",
    only_for: Sequence[UUID | str] = (),
    by: Actor,
    at: datetime,
) -> None:
    """Put another answer beside the one that one's own agency gave before. Both are kept."""
    row = fetch(Ask, ask_id, by=by, at=at, act=Act.READ_ASK, lock=True)
    require(policies.may_answer_again(by, row))
    _answer(row, Act.ANSWER_AGAIN, answer, words, reason, only_for, by=by, at=at)


def _answer(
    row: Ask,
    act: Act,
    answer: str,
    words: str,
    reason: str,
    only_for: Sequence[UUID | str],
    *,
    by: Actor,
    at: datetime,
) -> None:
    given = check_said(answer, reason, words)
    shown = put_beside(
        row, answer=given, reason=reason, words=words, only_for=only_for, by=by, at=at
    )
    note = ": ".join(
        part for part in (gateways.reason_words(reason) if reason else "", words) if part
    )
    row.answer = shown
    row.words = "" if shown == Answer.NAMED else note[:400]
    row.answered_at, row.answered_by_id = at, by.person_id
    row.save(update_fields=["answer", "words", "answered_at", "answered_by"])
    touched(row)
    record(act, row, by=by, at=at, fields=("answer", "words"), recipients=[row.protection.owner_id])
