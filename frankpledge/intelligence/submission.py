"""Telling the police what was seen, once, in confidence."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from frankpledge.access.api import (
    Actor,
    Kind,
    new_reference,
    protect,
    pseudonym,
    record,
    require,
)
from frankpledge.intelligence import calendar, sealing, slots
from frankpledge.intelligence.danger import words_of_danger
from frankpledge.intelligence.lifecycle import Progress
from frankpledge.intelligence.markings import refuse_secret
from frankpledge.intelligence.models import HowKnown, Receipt, Risk, Seen, Submission, Unit
from frankpledge.intelligence.policies import Act, may_submit
from frankpledge.intelligence.units import unit_for
from frankpledge.kernel import DomainError

LONGEST_BYTES = 200_000
ANSWER_OWED_AFTER = timedelta(days=28)
_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class TooLong(DomainError):
    """More was written than can be taken in one go."""


class DangerNow(DomainError):
    """The words mean that somebody is in danger now. Nothing has been kept of them."""


class AlreadySent(DomainError):
    """This form was sent before with other words in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody tells, as they put it. `contact` is kept only inside the sealed box."""

    text: str
    place: str
    district: str
    seen: str = Seen.THIS_WEEK
    how_known: str = HowKnown.SAW
    risk: str = Risk.NONE
    may_contact: bool = False
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What whoever told it keeps: a reference to speak of, and a code that opens the answer."""

    reference: str
    code: str
    next_steps: tuple[str, ...]


@transaction.atomic
def submit(
    *,
    told: Told,
    token: str,
    by: Actor,
    at: datetime,
    card: str = "",
    danger_is_over: bool = False,
) -> Proof:
    """Keep what was told for the unit that reads for the district, and seal who told it.

    The words belong to the teller's agency, which may read them, and are shared with the unit.
    The same *token* sent again changes nothing and gives the same receipt. Raises `NotPermitted`,
    `MarkedTooHigh`, `TooLong`, `DangerNow` (unless *danger_is_over*), `NoUnit`, `NoSourceKey`,
    and `AlreadySent` when the token comes again with other words; nothing is kept of any of these.
    """
    require(may_submit(by))
    _refuse_what_cannot_be_kept(told)
    if not danger_is_over and words_of_danger(told.text, told.place):
        raise DangerNow(calendar.nobody_reads_until(at), argument="text")
    code = _code(token, by=by, card=card)
    earlier = _sent_before(code, told, by)
    if earlier is not None:
        return _proof(earlier.reference, code, at)
    day, _ = slots.day_and_slot(at)
    unit = unit_for(told.district, on=day)
    try:
        with transaction.atomic():
            reference = _keep(told, code=code, unit=unit, card=card, by=by, at=at)
    except IntegrityError:
        # The same form arrived twice at once, and the other was first.
        earlier = _sent_before(code, told, by)
        if earlier is None:
            raise
        reference = earlier.reference
    return _proof(reference, code, at)


def _refuse_what_cannot_be_kept(told: Told) -> None:
    refuse_secret(told.text, told.place, told.contact)
    if len(told.text.encode()) > LONGEST_BYTES:
        raise TooLong("Write at most 200,000 characters. Send the rest as another report")


def _keep(told: Told, *, code: str, unit: Unit, card: str, by: Actor, at: datetime) -> str:
    """Make the submission and its receipt, and seal who told it, all at once."""
    day, slot = slots.day_and_slot(at)
    # The record says in which half hour somebody told something; the moment itself is sealed.
    about = slots.blurred(at)
    sender = unconnected(by)
    covered = by.force_wide or told.district in by.districts
    protection = protect(
        Kind.SUBMISSION,
        owner=by.agency_id,
        by=sender,
        at=about,
        agencies=[unit.agency_id],
        districts=[told.district] if covered else [],
        veiled=True,
    )
    reference = new_reference()
    submission = Submission(
        protection=protection,
        reference=reference,
        text=told.text,
        place=told.place,
        district_id=told.district,
        seen=told.seen,
        week_of=_week_of(told.seen, day),
        how_known=told.how_known,
        risk=told.risk,
        may_contact=told.may_contact,
        received_on=day,
        slot=slot,
    )
    submission.save(force_insert=True)
    receipt = Receipt(
        protection=protect(
            Kind.RECEIPT,
            owner=unit.agency_id,
            by=sender,
            at=about,
            agencies=[by.agency_id],
            veiled=True,
        ),
        submission=submission,
        reference=reference,
        code_hash=hashed(code),
        digest=_digest(told),
        holder="" if card else holder_of(by),
        progress=Progress.RECEIVED,
        received_on=day,
        due_on=day + ANSWER_OWED_AFTER,
    )
    receipt.save(force_insert=True)
    event = record(Act.SUBMIT, [submission, receipt], by=sender, at=about, veiled=True)
    sealing.seal(
        sealing.Identity(
            person=str(by.person_id),
            agency=str(by.agency_id),
            card=card,
            contact=told.contact,
            submission=str(submission.uid),
            receipt=str(receipt.uid),
            audit=str(event),
            at=at.isoformat(),
        ),
        unit=unit,
        at=about,
    )
    return reference


def unconnected(by: Actor) -> Actor:
    """The same person, for lines of the record under a pseudonym.

    Without the mark of the request, such a line shares nothing with one that bears a name.
    """
    return replace(by, request_id="")


def holder_of(by: Actor) -> str:
    """The pseudonym under which somebody with an account holds receipts."""
    return pseudonym(by.person_id, use="receipt")


def hashed(code: str) -> str:
    """What is kept of a code. Spaces, dashes and capitals make no difference."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return _keyed("receipt code", plain)


def _code(token: str, *, by: Actor, card: str) -> str:
    """The code that belongs to one form of one sender: the same form gives the same code."""
    if not token:
        raise AlreadySent("Start again from the first page")
    drawn = int(_keyed("receipt token", f"{token}|{by.person_id}|{card}"), 16)
    letters = []
    for _ in range(12):
        drawn, place = divmod(drawn, len(_CODE_LETTERS))
        letters.append(_CODE_LETTERS[place])
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


def _keyed(use: str, text: str) -> str:
    key = hashlib.sha256(f"frankpledge {use} {settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _digest(told: Told) -> str:
    return _keyed("receipt digest", json.dumps(asdict(told), sort_keys=True))


def _sent_before(code: str, told: Told, by: Actor) -> Receipt | None:
    earlier = Receipt.visible_to(by).filter(code_hash=hashed(code)).first()
    if earlier is not None and earlier.digest != _digest(told):
        raise AlreadySent("You sent this form before with other words. Start a new report")
    return earlier


def _week_of(seen: str, day: date) -> date | None:
    monday = day - timedelta(days=day.weekday())
    if seen == Seen.THIS_WEEK:
        return monday
    if seen == Seen.LAST_WEEK:
        return monday - timedelta(days=7)
    return None


def _proof(reference: str, code: str, at: datetime) -> Proof:
    return Proof(
        reference=reference,
        code=code,
        next_steps=(
            calendar.when_read(at),
            "Somebody in the intelligence unit decides what it is. They may not be able to say "
            "what they do about it.",
            "Within 28 days you can read an answer. Use your code, or your list of reports if "
            "you have an account.",
        ),
    )


def receipt_for(submission: Submission, by: Actor) -> Receipt | None:
    """The receipt of a submission, as far as *by* may know of it."""
    return Receipt.visible_to(by).filter(submission=submission).first()


def is_from(receipt: Receipt | None, by: Actor) -> bool:
    """Whether *by* sent the submission that the receipt is for, as far as can be told."""
    return receipt is not None and receipt.holder == holder_of(by)


def owner_of(submission: Submission) -> UUID:
    """The agency whose words they are."""
    return submission.protection.owner_id
