"""Consultation: those whom the law names block, the others are reminded of."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor, NotFound, record, require, touched
from frankpledge.powers.clocks import answer_due
from frankpledge.powers.lifecycle import Stage
from frankpledge.powers.models import Consultee, PowerUse, Said, What
from frankpledge.powers.policies import Act, may_consult, may_finish_consultation
from frankpledge.powers.use_steps import NotYet, move, note, opened, said


def _found(row: PowerUse, number: int) -> Consultee:
    found = Consultee.objects.filter(use=row, number=number).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def ask_consultee(*, use_id: UUID, number: int, whom: str, by: Actor, at: datetime) -> None:
    """Note that somebody has been asked today. An answer is due after two working days.

    Asked again, the clock begins anew. Raises `NotFound`, `NotPermitted`, and `NotYet`.
    """
    row = opened(use_id, by=by, at=at)
    require(may_consult(by, row))
    found = _found(row, number)
    if found.said:
        raise NotYet("They have answered", argument="whom")
    found.whom = said(whom, "Enter whom you asked: a post and its agency", argument="whom")
    found.asked_at, found.due_at = at, answer_due(at)
    found.save(update_fields=["whom", "asked_at", "due_at"])
    touched(row)
    record(Act.CONSULT, row, by=by, at=at, fields=["consultees"])


@transaction.atomic
def note_consultee(
    *, use_id: UUID, number: int, answer: str, words: str = "", by: Actor, at: datetime
) -> None:
    """Keep what somebody who was asked said, or why nobody had to be.

    Whom the law names has to be asked first; that it does not apply can be said only where the law
    says when it does. Raises `NotFound`, `NotPermitted`, and `NotYet`.
    """
    row = opened(use_id, by=by, at=at)
    require(may_consult(by, row))
    found = _found(row, number)
    if answer not in Said.values:
        raise NotYet("Choose what they said", argument="answer")
    told = Said(answer)
    if told == Said.DOES_NOT_APPLY:
        if found.is_hard and not found.only_when:
            raise NotYet("The law names them: they have to be consulted", argument="answer")
        said(words, "Enter why it does not apply", argument="words")
    elif found.asked_at is None:
        raise NotYet("Note first whom you asked", argument="answer")
    if told in (Said.CONDITIONS, Said.OBJECTS):
        said(words, "Enter what they said", argument="words")
    found.said, found.said_words = told, words.strip()
    found.answered_at, found.noted_by_id = at, by.person_id
    found.save(update_fields=["said", "said_words", "answered_at", "noted_by"])
    touched(row)
    record(Act.CONSULT, row, by=by, at=at, fields=["consultees"])


@transaction.atomic
def finish_consultation(*, use_id: UUID, words: str = "", by: Actor, at: datetime) -> None:
    """Go on, once everybody whom the law names has been consulted.

    Where others have not answered, or somebody objects, it says why it goes on. Raises `NotFound`,
    `NotPermitted`, and `NotYet` with who is missing.
    """
    row = opened(use_id, by=by, at=at)
    require(may_finish_consultation(by, row))
    parts = list(Consultee.objects.filter(use=row).order_by("number"))
    missing = [each.words for each in parts if each.is_hard and not each.said]
    if missing:
        raise NotYet("The law names them, and they have not been consulted: " + "; ".join(missing))
    open_ends = any(not each.said or each.said == Said.OBJECTS for each in parts)
    if open_ends:
        said(
            words,
            "Enter why it goes on although somebody objects or has not answered",
            argument="words",
        )
    move(row, Stage.ASKING)
    note(row, What.CONSULTED, by=by, at=at, words=words.strip())
    record(Act.FINISH_CONSULTATION, row, by=by, at=at, fields=["stage"])
