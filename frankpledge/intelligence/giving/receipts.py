"""What whoever holds a receipt is told: how far it has got, and an answer in fixed words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor, Kind, count_try, record, require
from frankpledge.intelligence import slots
from frankpledge.intelligence.answers.feedback import Said, said_of_each, usefulness_words
from frankpledge.intelligence.giving.questions import Waiting, waiting_at, waiting_at_each
from frankpledge.intelligence.giving.submission import hashed, holder_of, unconnected
from frankpledge.intelligence.lifecycle import Progress
from frankpledge.intelligence.models import Receipt, Submission
from frankpledge.intelligence.policies import Act, may_read_receipt, may_read_submission, reads
from frankpledge.intelligence.units import service_actor, units

TRIES = 10

PROGRESS_WORDS = {
    Progress.RECEIVED: "Received. Nobody has read it yet.",
    Progress.LOOKED_AT: "Read by a person.",
    Progress.ANSWERED: "Answered.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a receipt stands: nothing of what was made of the report, or of who reads it."""

    reference: str
    received_on: date
    due_on: date
    progress: str
    answer: str
    usefulness: str
    is_answered: bool
    said: tuple[Said, ...]
    asked: Waiting | None
    contact_withdrawn_on: date | None


def standing(
    receipt: Receipt, said: tuple[Said, ...], *, asked: Waiting | None = None, on: date
) -> Standing:
    """How *receipt* stands on a day, with all that was said so far and the question that waits
    there. From its due day on, an unanswered one shows the standard words: the same as would show
    whatever had happened."""
    answered = receipt.progress == Progress.ANSWERED
    due = not answered and receipt.due_on <= on
    return Standing(
        reference=receipt.reference,
        received_on=receipt.received_on,
        due_on=receipt.due_on,
        progress=PROGRESS_WORDS[Progress.ANSWERED if due else Progress(receipt.progress)],
        answer=next((each.words for each in reversed(said) if each.words), ""),
        usefulness=usefulness_words(receipt.usefulness) if receipt.usefulness else "",
        is_answered=answered or due,
        said=said,
        asked=asked,
        contact_withdrawn_on=receipt.contact_withdrawn_on,
    )


@transaction.atomic
def by_code(code: str, *, at: datetime) -> Standing | None:
    """How the receipt with this code stands, or None: the same for every code that is not one.

    The unit's service looks, so that nobody's account is connected with the receipt.
    """
    day, _ = slots.day_and_slot(at)
    found = None
    for unit in units():
        service = service_actor(unit.service_id, at=at)
        row = Receipt.open_to(service).filter(code_hash=hashed(code)).first()
        if row is not None:
            require(may_read_receipt(service, row, holds_it=True))
            record(Act.READ_RECEIPT, row, by=service, at=slots.blurred(at))
            found = standing(
                row, said_of_each([row], on=day)[row.uid], asked=waiting_at(row), on=day
            )
    return found


def try_a_code(address: str, *, now: datetime) -> None:
    """Count one try of a code from an address. Raises `TooManyTries` past the limit."""
    count_try("receipt", address, most=TRIES, now=now)


@transaction.atomic
def mine(*, by: Actor, at: datetime) -> list[Standing]:
    """How the receipts stand that somebody with an account holds, newest first.

    Recorded under their pseudonym, so that the record does not connect them with what they sent;
    nothing else may be recorded in the same request. Raises `NotPermitted` for somebody whose
    post holds no receipts.
    """
    require(reads(by, Kind.RECEIPT))
    day, _ = slots.day_and_slot(at)
    rows = [
        row
        for row in Receipt.open_to(by)
        .filter(holder=holder_of(by))
        .order_by("-received_on", "reference")
        if may_read_receipt(by, row, holds_it=True)
    ]
    record(Act.READ_RECEIPT, rows, by=unconnected(by), at=slots.blurred(at), veiled=True)
    said = said_of_each(rows, on=day)
    asked = waiting_at_each(rows)
    return [
        standing(row, said[row.uid], asked=asked.get(row.submission_id), on=day) for row in rows
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """One thing that an agency told, for a list that its people may read."""

    uid: UUID
    reference: str
    place: str
    received_on: date


@transaction.atomic
def words_of_our_agency(*, by: Actor, at: datetime, limit: int = 50) -> list[OwnWords]:
    """What people of the reader's agency told, newest first: their own words, not who said them.

    Raises `NotPermitted` for somebody whose post reads no submissions.
    """
    require(reads(by, Kind.SUBMISSION))
    rows = [
        row
        for row in Submission.open_to(by)
        .filter(protection__owner_id=by.agency_id)
        .select_related("protection")
        .order_by("-received_on", "-slot", "protection_id")[:limit]
        if may_read_submission(by, row)
    ]
    record(Act.READ_SUBMISSION, rows, by=by, at=at)
    return [
        OwnWords(uid=row.uid, reference=row.reference, place=row.place, received_on=row.received_on)
        for row in rows
    ]
