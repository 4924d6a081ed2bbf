"""The answer owed to whoever told something: fixed words, by a day, and further ones later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Action, Actor, Decision, NotFound, find, record, require, touched
from frankpledge.intelligence import reference_files, slots
from frankpledge.intelligence.answers.policies import may_answer
from frankpledge.intelligence.desk import human_receipt
from frankpledge.intelligence.lifecycle import RECEIPT_NEXT, Progress, follow
from frankpledge.intelligence.models import Answer, Chaser, Level, Receipt, Submission
from frankpledge.intelligence.policies import Act, may_work_desk
from frankpledge.intelligence.thread import join_answer
from frankpledge.kernel import DomainError

STANDARD = "no_more"
"""The wording that says the same whether or not anything is being done."""

SPECIFIC = "specific"
"""What a receipt holds in place of a fixed wording when a supervisor has agreed to a result."""

RETIRED = {"passed_on": "recorded"}
"""A wording that is no longer used, and the one given in its place.

It told that some team was at work, which is what may not be told.
"""


class UnknownWording(DomainError):
    """Answers are given in fixed words only, and these are none of them."""


class SaidAlready(DomainError):
    """They have been told exactly this."""


class Contradicts(DomainError):
    """They were told otherwise, and the officer has not said that this corrects it."""


class NothingToCorrect(DomainError):
    """Nothing has been said that this could correct."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One answer that is owed."""

    submission: UUID
    reference: str
    due_on: date
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that the sender was told, as they read it. `is_correction` of what stands above."""

    on: date
    words: str
    usefulness: str = ""
    tip: str = ""
    is_correction: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chased:
    """Somebody was reminded of a clock."""

    on: date
    person: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the page about an answer needs to know."""

    submission: UUID
    reference: str
    received_on: date
    due_on: date
    is_late: bool
    contact_withdrawn_on: date | None
    said: tuple[Said, ...]
    chased: tuple[Chased, ...]
    may_answer: Decision


def wordings() -> list[tuple[str, str]]:
    """The codes and words of every answer that may be given."""
    return _listed("feedback_words.csv")


def usefulnesses() -> list[tuple[str, str]]:
    """The codes and words in which the desk says how useful something was."""
    return _listed("usefulness_words.csv")


def tips() -> list[tuple[str, str]]:
    """The codes and words of every tip: one line, from a list."""
    return _listed("tips.csv")


def themes() -> list[tuple[str, str]]:
    """The codes and words of what submissions are about, for the digest."""
    return _listed("themes.csv")


def wording(code: str) -> str:
    """The words of an answer. Raises `UnknownWording`."""
    return _words(RETIRED.get(code, code), wordings(), "wording_code")


def level_of(code: str) -> Level:
    """How much an answer in these fixed words says."""
    return Level(
        next(
            row["level"]
            for row in reference_files.rows("feedback_words.csv")
            if row["code"] == code
        )
    )


def usefulness_words(code: str) -> str:
    """The words that say how useful it was. Raises `UnknownWording`."""
    return _words(code, usefulnesses(), "usefulness")


def _listed(name: str) -> list[tuple[str, str]]:
    return [(row["code"], row["words"]) for row in reference_files.rows(name)]


def _words(code: str, known: list[tuple[str, str]], argument: str) -> str:
    for each, words in known:
        if each == code:
            return words
    raise UnknownWording("Choose one of the wordings on the list", argument=argument)


def owed(by: Actor, *, on: date, limit: int = 50) -> list[Owed]:
    """Answers that the actor's unit owes, the most urgent first."""
    rows = (
        Receipt.open_to(by, Action.EDIT)
        # What was told may have been let go of since, and can then be answered no more.
        .filter(submission__slot__gte=0)
        .exclude(progress=Progress.ANSWERED)
        .order_by("due_on", "reference")[:limit]
    )
    return [
        Owed(
            submission=row.submission_id,
            reference=row.reference,
            due_on=row.due_on,
            is_late=row.due_on < on,
        )
        for row in rows
    ]


@transaction.atomic
def answer(
    *,
    submission_id: UUID,
    wording_code: str,
    usefulness: str = "",
    tip: str = "",
    theme: str = "",
    corrects: bool = False,
    by: Actor,
    at: datetime,
) -> None:
    """Answer whoever holds the receipt, in fixed words. What was said before stays beside it.

    Says nothing of the grade or the report. Raises `NotPermitted`, `NotFound`, `UnknownWording`,
    `SaidAlready`, and `Contradicts` where another category was given and *corrects* is not set.
    """
    receipt = receipt_of(submission_id, by)
    require(may_answer(by, receipt))
    wording(wording_code)
    for code, known, argument in (
        (usefulness, usefulnesses(), "usefulness"),
        (tip, tips(), "tip"),
        (theme, themes(), "theme"),
    ):
        if code:
            _words(code, known, argument)
    code = RETIRED.get(wording_code, wording_code)
    earlier = Answer.of_each([receipt])[receipt.uid]
    _refuse_repeating(code, earlier, corrects=corrects)
    say(
        receipt,
        Answer(
            level=level_of(code),
            wording=code,
            usefulness=usefulness,
            tip=tip,
            theme=theme,
            corrects=corrects,
        ),
        earlier=len(earlier),
        by=by,
        at=at,
    )
    record(Act.ANSWER, receipt, by=by, at=at, fields=["answer", "usefulness"])


def _refuse_repeating(code: str, earlier: list[Answer], *, corrects: bool) -> None:
    if corrects and not earlier:
        raise NothingToCorrect(
            "Nothing was said before that this could correct", argument="corrects"
        )
    if earlier and earlier[-1].wording == code:
        raise SaidAlready(
            "They have been answered already with these words", argument="wording_code"
        )
    settled = [row for row in earlier if row.level != Level.STANDARD]
    if settled and level_of(code) == Level.CATEGORY and not corrects:
        raise Contradicts(
            "They were told otherwise before. Choose whether this corrects it", argument="corrects"
        )


def say(receipt: Receipt, said: Answer, *, earlier: int, by: Actor, at: datetime) -> None:
    """Keep one more answer to a receipt that *by* was let answer. A person has read it by then."""
    human_receipt.say_read(receipt, by=by, at=at)
    day, _ = slots.day_and_slot(at)
    said.receipt, said.number, said.given_on = receipt, earlier + 1, day
    said.save(force_insert=True)
    if receipt.progress != Progress.ANSWERED:
        receipt.progress = follow(RECEIPT_NEXT, Progress(receipt.progress), Progress.ANSWERED)
    receipt.answer = said.wording
    receipt.usefulness = said.usefulness or receipt.usefulness
    receipt.answered_on = day
    receipt.save(update_fields=["progress", "answer", "usefulness", "answered_on"])
    touched(receipt)
    join_answer(receipt, by=by, at=at)


def said_of_each(receipts: Iterable[Receipt], *, on: date) -> Mapping[UUID, tuple[Said, ...]]:
    """What the holder of each receipt reads on a day, oldest first, in one question.

    From the due day on, whoever has not been answered by then reads the standard words: the same
    as everybody reads to whom nothing can be said. An answer that comes later stands under them.
    """
    rows = list(receipts)
    answers = Answer.of_each(rows)
    return {row.uid: _said(row, answers[row.uid], on) for row in rows}


def _said(receipt: Receipt, answers: list[Answer], on: date) -> tuple[Said, ...]:
    found: list[Said] = []
    shown = ""
    if receipt.due_on <= on and not any(row.given_on <= receipt.due_on for row in answers):
        shown = wording(STANDARD)
        found.append(Said(on=receipt.due_on, words=shown))
    for row in answers:
        if row.given_on > on:
            continue
        words = row.words or wording(row.wording)
        said = Said(
            on=row.given_on,
            words="" if words == shown else words,
            usefulness=usefulness_words(row.usefulness) if row.usefulness else "",
            tip=_words(row.tip, tips(), "tip") if row.tip else "",
            is_correction=row.corrects,
        )
        if said.words or said.usefulness or said.tip:
            found.append(said)
        shown = words
    return tuple(found)


@transaction.atomic
def question(*, submission_id: UUID, by: Actor, at: datetime) -> Question:
    """Open the receipt of a submission in order to answer it. Looking is recorded."""
    receipt = receipt_of(submission_id, by)
    require(may_work_desk(by))
    record(Act.READ_RECEIPT, receipt, by=by, at=at)
    day, _ = slots.day_and_slot(at)
    return Question(
        submission=receipt.submission_id,
        reference=receipt.reference,
        received_on=receipt.received_on,
        due_on=receipt.due_on,
        is_late=receipt.progress != Progress.ANSWERED and receipt.due_on < day,
        contact_withdrawn_on=receipt.contact_withdrawn_on,
        said=said_of_each([receipt], on=day)[receipt.uid],
        chased=tuple(
            Chased(on=row.sent_on, person=row.person.name, step=row.step)
            for row in Chaser.of_each([receipt.uid])[receipt.uid]
        ),
        may_answer=may_answer(by, receipt),
    )


def receipt_of(submission_id: UUID, by: Actor) -> Receipt:
    """The receipt of a submission. Raises `NotFound` if *by* may know of neither."""
    submission = find(Submission.visible_to(by), submission_id)
    receipt = (
        Receipt.visible_to(by).select_related("protection").filter(submission=submission).first()
    )
    if receipt is None:
        raise NotFound
    return receipt
