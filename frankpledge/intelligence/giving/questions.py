"""Asking back: a question in fixed words waits at the receipt, and the clock stands still."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor, Kind, NotFound, Ref, fetch, record, require
from frankpledge.intelligence import calendar, slots
from frankpledge.intelligence.desk import clocks
from frankpledge.intelligence.desk.clocks import Clock, Pause
from frankpledge.intelligence.desk.decided import is_decided
from frankpledge.intelligence.giving import tasking
from frankpledge.intelligence.giving.danger import words_of_danger
from frankpledge.intelligence.giving.submission import (
    DangerNow,
    hashed,
    holder_of,
    is_from,
    receipt_for,
    unconnected,
)
from frankpledge.intelligence.models import Question, Receipt, Submission
from frankpledge.intelligence.policies import Act, may_ask_back, may_reply
from frankpledge.intelligence.quarantine.markings import refuse_secret
from frankpledge.intelligence.quarantine.setting_apart import (
    custodian,
    find_as,
    quarantine_if_doubtful,
)
from frankpledge.intelligence.units import service_actor, units
from frankpledge.kernel import DomainError

LONGEST_REPLY = 5_000


class NothingAsked(DomainError):
    """No question waits at this receipt, or none that goes with the code."""


class NoReply(DomainError):
    """An answer says something, in fewer letters than a report of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as the desk sees it: what was asked, and what came back."""

    words: str
    about: str
    asked_on: date
    reply: str
    replied_on: date | None
    waits_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A question as whoever holds the receipt sees it. Nothing of why it is asked."""

    reference: str
    words: str
    about: str
    asked_on: date


@transaction.atomic
def ask_back(
    *, submission_id: UUID, question: str, about: str = "", by: Actor, at: datetime
) -> None:
    """Put a question of the list to whoever told something, where they read their receipt.

    *about* says which of the things they told is meant, and may not ask them to do anything. The
    clock stands still until they answer, or until the time for answering is over. Raises
    `NotPermitted`, `UnknownQuestion` and `WouldTask`.
    """
    row = fetch(Submission, submission_id, by=by, at=at, act=Act.READ_SUBMISSION, lock=True)
    receipt = receipt_for(row, by)
    if receipt is None:
        raise NotFound
    asked = Question.of(receipt)
    require(
        may_ask_back(
            by,
            row,
            receipt,
            sent_by_them=is_from(receipt, by),
            is_waiting=bool(asked) and asked[-1].replied_on is None,
            is_decided=is_decided(row, by),
        )
    )
    tasking.question_words(question)
    tasking.refuse_tasking(about)
    day, slot = slots.day_and_slot(at)
    Question(
        receipt=receipt, code=question, about=about.strip(), asked_on=day, asked_slot=slot
    ).save(force_insert=True)
    record(Act.ASK_BACK, [row, receipt], by=by, at=at, fields=["question"])


@transaction.atomic
def question_for(code: str, *, at: datetime) -> Waiting | None:
    """What is asked of whoever holds the receipt with this code, or None for nothing.

    The unit's service looks, so that nobody's account is connected with the receipt.
    """
    for unit in units():
        service = service_actor(unit.service_id, at=at)
        receipt = Receipt.open_to(service).filter(code_hash=hashed(code)).first()
        if receipt is not None:
            record(Act.READ_RECEIPT, receipt, by=service, at=slots.blurred(at))
            return waiting_at(receipt)
    return None


@transaction.atomic
def question_for_holder(*, reference: str, by: Actor, at: datetime) -> Waiting:
    """What is asked of somebody with an account about what they told. Raises `NotFound`.

    Recorded under a pseudonym, as every look at one's own receipts is.
    """
    receipt = _held(reference, by)
    waits = waiting_at(receipt) if receipt else None
    if receipt is None or waits is None:
        raise NotFound
    record(Act.READ_RECEIPT, receipt, by=unconnected(by), at=slots.blurred(at), veiled=True)
    return waits


def _held(reference: str, by: Actor) -> Receipt | None:
    return Receipt.open_to(by).filter(holder=holder_of(by), reference=reference).first()


@transaction.atomic
def reply(*, code: str, text: str, danger_is_over: bool = False, at: datetime) -> None:
    """Answer the question that waits at the receipt with this code. The clock goes on.

    Raises `NothingAsked`, `NoReply`, `MarkedTooHigh`, and `DangerNow` for words that mean danger
    unless *danger_is_over*; nothing is kept of any of these.
    """
    for unit in units():
        service = service_actor(unit.service_id, at=at)
        receipt = Receipt.open_to(service).filter(code_hash=hashed(code)).first()
        if receipt is not None:
            _answer(receipt, text, danger_is_over=danger_is_over, by=service, at=at)
            return
    raise NothingAsked(
        "That code is not one of ours, or we have not asked you anything", argument="code"
    )


@transaction.atomic
def reply_as_holder(
    *, reference: str, text: str, danger_is_over: bool = False, by: Actor, at: datetime
) -> None:
    """Answer, with an account, the question that waits at a receipt of one's own.

    Recorded under a pseudonym. Raises as `reply` does.
    """
    receipt = _held(reference, by)
    if receipt is None:
        raise NothingAsked("We have not asked you anything")
    _answer(receipt, text, danger_is_over=danger_is_over, by=unconnected(by), at=at, veiled=True)


def _answer(
    receipt: Receipt,
    text: str,
    *,
    danger_is_over: bool,
    by: Actor,
    at: datetime,
    veiled: bool = False,
) -> None:
    asked = Question.of(receipt)
    if not asked or asked[-1].replied_on is not None:
        raise NothingAsked(
            "That code is not one of ours, or we have not asked you anything", argument="code"
        )
    require(may_reply(by, receipt, holds_it=True))
    refuse_secret(text)
    if not text.strip() or len(text) > LONGEST_REPLY:
        raise NoReply(
            f"Enter your answer, in at most {LONGEST_REPLY:,} characters", argument="text"
        )
    if not danger_is_over and words_of_danger(text):
        raise DangerNow(calendar.nobody_reads_until(at), argument="text")
    question = asked[-1]
    question.reply = text.strip()
    question.replied_on, question.replied_slot = slots.day_and_slot(at)
    question.save(update_fields=["reply", "replied_on", "replied_slot"])
    record(Act.REPLY, receipt, by=by, at=slots.blurred(at), fields=["reply"], veiled=veiled)
    _set_apart_if_doubtful(receipt, text, at=slots.blurred(at))


def _set_apart_if_doubtful(receipt: Receipt, text: str, *, at: datetime) -> None:
    """An answer that may be what must not be held takes what it answers out of sight with it."""
    told = Ref(kind=Kind.SUBMISSION, uid=receipt.submission_id)
    for unit in units():
        row = find_as(custodian(unit, at=at), told)
        if isinstance(row, Submission):
            quarantine_if_doubtful(row, text, unit=unit, at=at)
            return


def waiting_at(receipt: Receipt) -> Waiting | None:
    """The question that waits at a receipt that somebody has been let open."""
    return waiting_at_each([receipt]).get(receipt.submission_id)


def waiting_at_each(receipts: Iterable[Receipt]) -> dict[UUID, Waiting]:
    """The questions that wait at receipts, by what was told, in one question to the database."""
    rows = {row.submission_id: row for row in receipts}
    return {
        told: _waiting(rows[told], asked[-1])
        for told, asked in Question.of_each(rows.values()).items()
        if asked[-1].replied_on is None
    }


def _waiting(receipt: Receipt, last: Question) -> Waiting:
    return Waiting(
        reference=receipt.reference,
        words=tasking.question_words(last.code),
        about=last.about,
        asked_on=last.asked_on,
    )


def asked_about(receipt: Receipt) -> list[Asked]:
    """Everything that the desk asked back about what a receipt stands for, oldest first."""
    return [
        Asked(
            words=tasking.question_words(row.code),
            about=row.about,
            asked_on=row.asked_on,
            reply=row.reply,
            replied_on=row.replied_on,
            waits_until=None if row.replied_on else lapses_at(row),
        )
        for row in Question.of(receipt)
    ]


def pauses_of(asked: Iterable[Question], *, now: datetime) -> list[Pause]:
    """The spells in which the clock stood still: from a question until its answer came, or until
    the time for answering it was over."""
    found = []
    for row in asked:
        began = slots.beginning(row.asked_on, row.asked_slot)
        lapses = lapses_at(row)
        ended = lapses if lapses <= now else None
        if row.replied_on is not None and row.replied_slot is not None:
            came = slots.beginning(row.replied_on, row.replied_slot)
            ended = min(came, lapses)
        found.append(Pause(began=began, ended=ended))
    return found


def lapses_at(row: Question) -> datetime:
    """When the clock goes on although nobody has answered."""
    ends = clocks.due(Clock.NEEDS_INFO, slots.beginning(row.asked_on, row.asked_slot))
    assert ends is not None, "a clock without pauses always ends"
    return ends
