"""What agencies said to asks: each time put beside the last, some of it for named people only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from frankpledge.access.api import (
    Action,
    Actor,
    Kind,
    Person,
    protect,
    within_scope,
)
from frankpledge.kernel import DomainError
from frankpledge.problems import gateways
from frankpledge.problems.models import SAID, Answer, Ask, Reply
from frankpledge.problems.references import nominal_of


class SomethingToSay(DomainError):
    """An answer lacks what it must say."""


class NotOfThoseWhoAsked(DomainError):
    """An answer is kept for people of the agency that asked, and this is none of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyLine:
    """One thing that was said."""

    answer: Answer
    reason: str
    words: str
    said_at: datetime
    said_by: str

    @property
    def state(self) -> str:
        """What was said, as people read it."""
        return STATES[self.answer]

    @property
    def note(self) -> str:
        """The reason and the words that go with it."""
        return ": ".join(part for part in (self.reason, self.words) if part)


STATES = {
    Answer.HELD: "Holds something",
    Answer.NIL: "Found nothing",
    Answer.REFUSED: "Refused",
    Answer.NAMED: "Answered, to named people only",
}


def check_said(answer: str, reason: str, words: str) -> Answer:
    """The answer, if it says what it must. Raises `SomethingToSay` or `UnknownReason`."""
    given = Answer(answer)
    if given not in SAID:
        raise SomethingToSay("Choose your agency’s answer", argument="answer")
    if given == Answer.REFUSED and not words:
        raise SomethingToSay("Give the reason why you cannot say", argument="words")
    if given == Answer.HELD and not words:
        raise SomethingToSay("Say which post in your agency to speak to", argument="words")
    if reason and given != Answer.REFUSED:
        raise SomethingToSay("Only a refusal gives a reason", argument="reason")
    if reason:
        gateways.check_reason(reason, argument="reason")
    return given


def put_beside(
    ask: Ask,
    *,
    answer: Answer,
    reason: str,
    words: str,
    only_for: Sequence[UUID | str],
    by: Actor,
    at: datetime,
) -> Answer:
    """Keep what was said, and give what of it everybody who sees the ask may read.

    The act that it follows from has decided and records.
    """
    named = _people_who_asked(ask, only_for)
    protection = protect(
        Kind.ASK,
        owner=by.agency_id,
        by=by,
        at=at,
        parent=ask,
        # The rule lets nobody but named people into what is restricted, so who answers is named.
        named=[by.person_id, *named] if named else [],
        restricted=bool(named),
        agencies=[] if named else [ask.protection.owner_id, ask.problem.protection.owner_id],
        forums=[] if named or ask.problem.forum_id is None else [ask.problem.forum_id],
        districts=[ask.problem.area_id],
        nominals=[nominal_of(ask.problem_id)],
    )
    Reply.objects.create(
        protection=protection,
        ask=ask,
        # Under the lock on the ask; the place tells nobody how many replies they cannot read.
        number=Reply.objects.filter(ask=ask).count() + 1,
        answer=answer,
        reason=reason,
        words=words,
        said_at=at,
        said_by_id=by.person_id,
    )
    return Answer.NAMED if named else answer


def _people_who_asked(ask: Ask, only_for: Sequence[UUID | str]) -> list[UUID]:
    wanted = {UUID(str(person)) for person in only_for}
    found = set(
        Person.objects.filter(
            id__in=wanted, agency_id=ask.protection.owner_id, is_active=True, is_service=False
        ).values_list("id", flat=True)
    )
    if found != wanted:
        raise NotOfThoseWhoAsked(
            "Choose people of the agency that asked, from the list", argument="only_for"
        )
    return sorted(found, key=str)


def people_who_asked(ask: Ask) -> tuple[tuple[str, str], ...]:
    """People of the agency that asked, for whom an answer can be kept."""
    people = Person.objects.filter(
        agency_id=ask.protection.owner_id, is_active=True, is_service=False
    )
    return tuple((str(person.id), person.name) for person in people.order_by("name"))


def replies_to(asks: Iterable[UUID], by: Actor) -> Mapping[UUID, tuple[ReplyLine, ...]]:
    """What was said to each of these asks, as far as *by* may read it, in the order it was said."""
    found: dict[UUID, list[ReplyLine]] = {}
    rows = Reply.objects.filter(
        within_scope("protection_id", Kind.ASK, Action.READ, by), ask__in=list(asks)
    ).select_related("said_by")
    for row in rows.order_by("ask", "number"):
        found.setdefault(row.ask_id, []).append(
            ReplyLine(
                answer=Answer(row.answer),
                reason=gateways.reason_words(row.reason) if row.reason else "",
                words=row.words,
                said_at=row.said_at,
                said_by=row.said_by.name,
            )
        )
    return {ask: tuple(lines) for ask, lines in found.items()}
