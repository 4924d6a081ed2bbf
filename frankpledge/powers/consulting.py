"""Consultation: those whom the law names block, the others are reminded of."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Actor,
    Agency,
    NotFound,
    Term,
    What as Entry,
    amend,
    record,
    require,
    touched,
)
from frankpledge.powers.bodies import bodies_in
from frankpledge.powers.clocks import answer_due
from frankpledge.powers.lifecycle import Stage
from frankpledge.powers.models import Consultee, PowerUse, Said, What
from frankpledge.powers.policies import (
    Act,
    may_answer_consultation,
    may_consult,
    may_finish_consultation,
    may_share_use,
)
from frankpledge.powers.use_steps import NotYet, move, note, opened, said


def _found(row: PowerUse, number: int) -> Consultee:
    found = Consultee.objects.filter(use=row, number=number).first()
    if found is None:
        raise NotFound
    return found


def agencies_to_ask(row: PowerUse, by: Actor, at: datetime) -> list[tuple[str, str]]:
    """Agencies that work in a use's area and can answer here, apart from the one that asks."""
    codes = [each.code for each in bodies_in(row.area_id, at=at)]
    rows = Agency.objects.filter(code__in=codes).exclude(id=by.agency_id).order_by("name")
    return [(str(each.id), each.name) for each in rows]


@transaction.atomic
def choices_to_ask(use_id: UUID, *, by: Actor, at: datetime) -> list[tuple[str, str]]:
    """Agencies that can be asked here about a use. Raises `NotFound`."""
    return agencies_to_ask(opened(use_id, by=by, at=at, lock=False), by, at)


@transaction.atomic
def ask_consultee(
    *, use_id: UUID, number: int, whom: str, agency: str = "", by: Actor, at: datetime
) -> None:
    """Ask somebody today: an agency that answers here, or anybody whose answer is noted for them.

    An agency that is asked here reads the use from now on, and answers by itself: nobody notes an
    answer for it, unless it is asked again in another way. An answer is due after two working
    days; asked again, the clock begins anew. Raises `NotFound`, `NotPermitted`, and `NotYet`.
    """
    row = opened(use_id, by=by, at=at)
    require(may_consult(by, row))
    found = _found(row, number)
    if found.said:
        raise NotYet("They have answered", argument="whom")
    found.whom = said(whom, "Enter whom you asked: a post and its agency", argument="whom")
    found.asked_at, found.due_at = at, answer_due(at)
    found.asks_id = _let_answer(row, agency, by, at) if agency else None
    found.save(update_fields=["whom", "asked_at", "due_at", "asks"])
    touched(row)
    told = [found.asks_id] if found.asks_id else []
    record(Act.CONSULT, row, by=by, at=at, recipients=told, fields=["consultees"])


def _let_answer(row: PowerUse, agency: str, by: Actor, at: datetime) -> UUID:
    """The agency that is to answer here, which may read the use from now on."""
    require(may_share_use(by, row))
    if agency not in dict(agencies_to_ask(row, by, at)):
        raise NotYet("Choose an agency that works there", argument="agency")
    amend(row, by=by, at=at, add=[Term(what=Entry.AGENCY, value=agency)])
    return UUID(agency)


def to_answer(row: PowerUse, by: Actor) -> list[Consultee]:
    """The answers that are asked of *by*'s agency about a use, and have not been given."""
    asked = Consultee.objects.filter(use=row, asks_id=by.agency_id, answered_at=None)
    return list(asked.order_by("due_at", "number"))


@transaction.atomic
def answer_consultation(
    *, use_id: UUID, number: int, answer: str, words: str = "", by: Actor, at: datetime
) -> None:
    """Answer for one's own agency, which was asked here. The answer is never changed.

    Refusing has its reason. Raises `NotFound`, `NotPermitted`, and `NotYet`.
    """
    row = opened(use_id, by=by, at=at)
    asked = {each.number: each for each in to_answer(row, by)}
    require(may_answer_consultation(by, row, is_asked=bool(asked)))
    if number not in asked:
        raise NotFound
    if answer not in OWN_ANSWERS:
        raise NotYet("Choose what your agency says", argument="answer")
    _keep(asked[number], Said(answer), words, by, at)
    touched(row)
    record(Act.ANSWER_CONSULTATION, row, by=by, at=at, fields=["consultees"])


OWN_ANSWERS = (Said.AGREES, Said.CONDITIONS, Said.OBJECTS, Said.NO_VIEW)
"""What an agency says for itself: never that it was told, or need not be asked."""


def _keep(found: Consultee, told: Said, words: str, by: Actor, at: datetime) -> None:
    if told in (Said.CONDITIONS, Said.OBJECTS):
        said(words, "Enter the conditions, or why not", argument="words")
    found.said, found.said_words = told, words.strip()
    found.answered_at, found.noted_by_id = at, by.person_id
    found.save(update_fields=["said", "said_words", "answered_at", "noted_by"])


@transaction.atomic
def note_consultee(
    *, use_id: UUID, number: int, answer: str, words: str = "", by: Actor, at: datetime
) -> None:
    """Keep what somebody who was asked said, or why nobody had to be.

    An agency that was asked here answers by itself, and nobody for it. Whom the law names has to
    be asked first; that it does not apply can be said only where the law says when it does. Raises
    `NotFound`, `NotPermitted`, and `NotYet`.
    """
    row = opened(use_id, by=by, at=at)
    require(may_consult(by, row))
    found = _found(row, number)
    if answer not in Said.values:
        raise NotYet("Choose what they said", argument="answer")
    if found.asks_id is not None and not found.said:
        raise NotYet("They answer here by themselves. Or ask them again, by telephone")
    told = Said(answer)
    if told == Said.DOES_NOT_APPLY:
        if found.is_hard and not found.only_when:
            raise NotYet("The law names them: they have to be consulted", argument="answer")
        said(words, "Enter why it does not apply", argument="words")
    elif found.asked_at is None:
        raise NotYet("Note first whom you asked", argument="answer")
    _keep(found, told, words, by, at)
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
