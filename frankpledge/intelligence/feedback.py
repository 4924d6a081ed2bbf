"""The answer owed to whoever told something: fixed words, by a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Action, Actor, Decision, NotFound, find, record, require, touched
from frankpledge.intelligence import reference_files, slots
from frankpledge.intelligence.lifecycle import RECEIPT_NEXT, Progress, follow
from frankpledge.intelligence.models import Receipt, Submission
from frankpledge.intelligence.policies import Act, may_answer, may_work_desk
from frankpledge.kernel import DomainError

STANDARD = "no_more"
"""The wording that says the same whether or not anything is being done."""


class UnknownWording(DomainError):
    """Answers are given in fixed words only, and these are none of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One answer that is owed."""

    submission: UUID
    reference: str
    due_on: date
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the page about an answer needs to know."""

    submission: UUID
    reference: str
    received_on: date
    due_on: date
    may_answer: Decision


def wordings() -> list[tuple[str, str]]:
    """The codes and words of every answer that may be given."""
    return [(row["code"], row["words"]) for row in reference_files.rows("feedback_words.csv")]


def usefulnesses() -> list[tuple[str, str]]:
    """The codes and words in which the desk says how useful something was."""
    return [(row["code"], row["words"]) for row in reference_files.rows("usefulness_words.csv")]


def wording(code: str) -> str:
    """The words of an answer. Raises `UnknownWording`."""
    return _words(code, wordings(), "wording")


def usefulness_words(code: str) -> str:
    """The words that say how useful it was. Raises `UnknownWording`."""
    return _words(code, usefulnesses(), "usefulness")


def _words(code: str, known: list[tuple[str, str]], argument: str) -> str:
    for each, words in known:
        if each == code:
            return words
    raise UnknownWording("Choose one of the wordings on the list", argument=argument)


def owed(by: Actor, *, on: date, limit: int = 50) -> list[Owed]:
    """Answers that the actor's unit owes, the most urgent first."""
    rows = (
        Receipt.open_to(by, Action.EDIT)
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
    *, submission_id: UUID, wording_code: str, usefulness: str = "", by: Actor, at: datetime
) -> None:
    """Answer whoever holds the receipt, in fixed words, once.

    Says nothing of the grade or the report. Raises `NotPermitted`, `NotFound`, `UnknownWording`.
    """
    receipt = _receipt(submission_id, by)
    require(may_answer(by, receipt))
    wording(wording_code)
    if usefulness:
        usefulness_words(usefulness)
    day, _ = slots.day_and_slot(at)
    receipt.progress = follow(RECEIPT_NEXT, Progress(receipt.progress), Progress.ANSWERED)
    receipt.answer = wording_code
    receipt.usefulness = usefulness
    receipt.answered_on = day
    receipt.save(update_fields=["progress", "answer", "usefulness", "answered_on"])
    touched(receipt)
    record(Act.ANSWER, receipt, by=by, at=at, fields=["answer", "usefulness"])


@transaction.atomic
def question(*, submission_id: UUID, by: Actor, at: datetime) -> Question:
    """Open the receipt of a submission in order to answer it. Looking is recorded."""
    receipt = _receipt(submission_id, by)
    require(may_work_desk(by))
    record(Act.READ_RECEIPT, receipt, by=by, at=at)
    return Question(
        submission=receipt.submission_id,
        reference=receipt.reference,
        received_on=receipt.received_on,
        due_on=receipt.due_on,
        may_answer=may_answer(by, receipt),
    )


def _receipt(submission_id: UUID, by: Actor) -> Receipt:
    submission = find(Submission.visible_to(by), submission_id)
    receipt = (
        Receipt.visible_to(by).select_related("protection").filter(submission=submission).first()
    )
    if receipt is None:
        raise NotFound
    return receipt
