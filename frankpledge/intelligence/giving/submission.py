"""Telling the police what was seen, once, in confidence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from frankpledge.access.api import (
    Actor,
    Kind,
    Protection,
    count_try,
    new_reference,
    protect,
    pseudonym,
    record,
    require,
)
from frankpledge.attachments.api import GivenFile
from frankpledge.intelligence import calendar, findable, slots
from frankpledge.intelligence.desk import chis_pattern, confidential
from frankpledge.intelligence.desk.accreditation import (
    conditions_of,
    keep_own_grade,
    refuse_own_grade,
)
from frankpledge.intelligence.giving import mentions
from frankpledge.intelligence.giving.danger import words_of_danger
from frankpledge.intelligence.giving.files_beside import keep_given
from frankpledge.intelligence.giving.told import Call, Told, refuse_what_cannot_be_kept, week_of
from frankpledge.intelligence.hashing import keyed
from frankpledge.intelligence.lifecycle import Progress
from frankpledge.intelligence.models import CameBy, Receipt, Route, Submission, Unit
from frankpledge.intelligence.policies import Act, may_submit, may_take_call
from frankpledge.intelligence.quarantine.setting_apart import quarantine_if_doubtful
from frankpledge.intelligence.sources import sealing
from frankpledge.intelligence.units import service_actor, unit_for
from frankpledge.kernel import DomainError

ANSWER_OWED_AFTER = timedelta(days=28)
SENDS_BY_A_CARD = 20
SENDS_WITHIN = timedelta(hours=1)
_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class DangerNow(DomainError):
    """The words mean that somebody is in danger now. Nothing has been kept of them."""


class AlreadySent(DomainError):
    """This form was sent before with other words in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What whoever told it keeps: a reference to speak of, and a code that opens the answer."""

    reference: str
    code: str
    next_steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teller:
    """Who tells: the actor at the edge, whose words they are, and who keeps and finds them.

    What is confidential is kept by the unit's own service and belongs to the unit; its readers
    are those alone who may find it.
    """

    by: Actor
    keeper: Actor
    owner: UUID
    unit: Unit
    card: str
    call: Call | None
    readers: tuple[UUID, ...]

    @property
    def is_confidential(self) -> bool:
        return bool(self.readers)


@transaction.atomic
def submit(
    *,
    told: Told,
    token: str,
    by: Actor,
    at: datetime,
    card: str = "",
    danger_is_over: bool = False,
    call: Call | None = None,
    files: Sequence[GivenFile] = (),
) -> Proof:
    """Keep what was told for the unit that reads for the district, and seal who told it.

    The words belong to the teller's agency, which may read them, and are shared with the unit;
    what is confidential belongs to the unit, and only its named supervisors find it. With a
    *call*, they are the caller's words and not those of whoever types them. The same *token* sent
    again changes nothing and gives the same receipt. Raises `NotPermitted`, whatever
    `refuse_what_cannot_be_kept` and `keep_given` raise, `DangerNow` (unless *danger_is_over*),
    `NoUnit`, `NobodyToTell`, `NoSourceKey`, `TooOften`, `NotAccredited`, `ImpossibleOwnGrade`,
    and `AlreadySent` when the token comes again with other words; nothing is kept of any of these.
    """
    require(may_submit(by) if call is None else may_take_call(by))
    refuse_what_cannot_be_kept(told)
    if not danger_is_over and words_of_danger(*told.words):
        raise DangerNow(calendar.nobody_reads_until(at), argument="text")
    day, _ = slots.day_and_slot(at)
    teller = _teller(told, unit_for(told.district, on=day), card=card, call=call, by=by, at=at)
    refuse_own_grade(told.own_grade, agency_id=teller.owner, on=day)
    code = _code(token, by=by, card=card)
    earlier = _sent_before(code, told, teller.keeper)
    if earlier is not None:
        return _proof(earlier.reference, code, at)
    if card:
        count_try("card", card, most=SENDS_BY_A_CARD, within=SENDS_WITHIN, now=at)
    try:
        with transaction.atomic():
            reference = _keep(told, teller, files, code=code, at=at)
    except IntegrityError:
        # The same form arrived twice at once, and the other was first.
        earlier = _sent_before(code, told, teller.keeper)
        if earlier is None:
            raise
        reference = earlier.reference
    return _proof(reference, code, at)


def receipt_again(*, token: str, by: Actor, at: datetime, card: str = "") -> Proof | None:
    """The receipt of a form that was sent already, for whoever sends it twice; None if it was not.

    Only whoever sent the form can ask for it: its code is made of the form and its sender.
    """
    if not token:
        return None
    code = _code(token, by=by, card=card)
    for unit in Unit.objects.order_by("agency__code"):
        service = service_actor(unit.service_id, at=at)
        found = Receipt.visible_to(service).filter(code_hash=hashed(code)).first()
        if found is not None:
            return _proof(found.reference, code, at)
    return None


def _teller(
    told: Told, unit: Unit, *, card: str, call: Call | None, by: Actor, at: datetime
) -> _Teller:
    is_confidential = told.route == Route.CONFIDENTIAL
    owner = by.agency_id
    if is_confidential:
        owner = unit.agency_id
    elif call is not None and by.agency_id == unit.agency_id:
        owner = call.agency_id or unit.agency_id
    return _Teller(
        by=by,
        keeper=service_actor(unit.service_id, at=at) if is_confidential else by,
        owner=owner,
        unit=unit,
        card=card,
        call=call,
        readers=confidential.readers_of(unit, at=at) if is_confidential else (),
    )


def _keep(
    told: Told, teller: _Teller, files: Sequence[GivenFile], *, code: str, at: datetime
) -> str:
    """Make the submission and its receipt, and seal who told it, all at once."""
    day, slot = slots.day_and_slot(at)
    # The record says in which half hour somebody told something; the moment itself is sealed.
    about = slots.blurred(at)
    sender = unconnected(teller.by)
    reference = new_reference()
    submission = Submission(
        protection=_protection_of_words(told, teller, at=about),
        reference=reference,
        text=told.text,
        place=told.place,
        district_id=told.district,
        seen=told.seen,
        week_of=week_of(told, day),
        how_known=told.how_known,
        risk=told.risk,
        may_contact=told.may_contact,
        received_on=day,
        slot=slot,
        route=told.route,
        came_by=told.came_by if teller.call is None else CameBy.TELEPHONE,
        precision=told.precision,
        seen_from=told.seen_from,
        seen_until=told.seen_until,
        learned_on=told.learned_on,
        urgent=told.urgent,
        corroborated=told.corroborated,
        doubt=told.doubt,
        doubt_why=told.doubt_why,
        knowers=told.knowers,
        could_guess=told.could_guess,
        risk_if_acted=told.risk_if_acted,
        spare_teller=told.spare_teller,
        referral_made=told.referral_made,
        referral_reference=told.referral_reference,
        crime_reference=told.crime_reference,
        answers_request=told.answers_request,
    )
    submission.save(force_insert=True)
    mentions.keep(submission, told.named)
    keep_own_grade(submission, told.own_grade)
    receipt = Receipt(
        protection=_protection_of_receipt(teller, at=about),
        submission=submission,
        reference=reference,
        code_hash=hashed(code),
        digest=_digest(told),
        answers_request=told.answers_request,
        holder="" if teller.card or teller.call or teller.is_confidential else holder_of(teller.by),
        taken_by=taker_of(teller.by) if teller.call else "",
        progress=Progress.RECEIVED,
        received_on=day,
        due_on=day + ANSWER_OWED_AFTER,
    )
    receipt.save(force_insert=True)
    act = Act.SUBMIT if teller.call is None else Act.TAKE_CALL
    event = record(act, [submission, receipt], by=sender, at=about, veiled=True)
    sealing.seal(
        sealing.Identity(
            person="" if teller.call else str(teller.by.person_id),
            agency=str(teller.owner if teller.call else teller.by.agency_id),
            card=teller.card,
            contact=told.contact,
            submission=str(submission.uid),
            receipt=str(receipt.uid),
            audit=str(event),
            at=at.isoformat(),
            caller=teller.call.caller if teller.call else "",
            taken_by=str(teller.by.person_id) if teller.call else "",
        ),
        unit=teller.unit,
        at=about,
    )
    _count_towards_a_pattern(told, teller, at=about)
    keep_given(submission, files, unit=teller.unit, by=unconnected(teller.keeper), at=about)
    if quarantine_if_doubtful(submission, *told.words, unit=teller.unit, at=about) is None:
        findable.take_in(submission, told, unit=teller.unit, at=about)
    return reference


def _count_towards_a_pattern(told: Told, teller: _Teller, *, at: datetime) -> None:
    """Count it towards what would make a source of somebody. See docs/decisions/0020."""
    known = not (teller.card or teller.call)
    chis_pattern.note(
        sender=chis_pattern.sender_of(
            person_id=teller.by.person_id if known else None,
            contact=told.contact,
            caller=teller.call.caller if teller.call else "",
        ),
        text=told.text,
        place=told.place,
        district=told.district,
        unit=teller.unit,
        at=at,
        named=[each.value or each.text for each in told.named],
    )


def _protection_of_words(told: Told, teller: _Teller, *, at: datetime) -> Protection:
    """For an ordinary report, its agency and the unit; in confidence, the named and nobody else."""
    if teller.is_confidential:
        return protect(
            Kind.SUBMISSION,
            owner=teller.owner,
            by=unconnected(teller.keeper),
            at=at,
            named=teller.readers,
            restricted=True,
            veiled=True,
        )
    by = teller.by
    covered = by.force_wide or told.district in by.districts
    conditions = conditions_of(told.own_grade, agency=teller.owner, unit=teller.unit.agency_id)
    return protect(
        Kind.SUBMISSION,
        owner=teller.owner,
        by=unconnected(by),
        at=at,
        agencies=[teller.unit.agency_id],
        districts=[told.district] if covered else [],
        code="C" if conditions else "P",
        conditions=conditions,
        veiled=True,
    )


def _protection_of_receipt(teller: _Teller, *, at: datetime) -> Protection:
    if teller.is_confidential:
        return protect(
            Kind.RECEIPT,
            owner=teller.unit.agency_id,
            by=unconnected(teller.keeper),
            at=at,
            named=teller.readers,
            restricted=True,
            veiled=True,
        )
    return protect(
        Kind.RECEIPT,
        owner=teller.unit.agency_id,
        by=unconnected(teller.by),
        at=at,
        agencies=[teller.owner],
        veiled=True,
    )


def unconnected(by: Actor) -> Actor:
    """The same person, for lines of the record under a pseudonym.

    Without the mark of the request, such a line shares nothing with one that bears a name.
    """
    return replace(by, request_id="")


def holder_of(by: Actor) -> str:
    """The pseudonym under which somebody with an account holds receipts."""
    return pseudonym(by.person_id, use="receipt")


def taker_of(by: Actor) -> str:
    """The pseudonym under which somebody took down what another told."""
    return pseudonym(by.person_id, use="taker")


def hashed(code: str) -> str:
    """What is kept of a code. Spaces, dashes and capitals make no difference."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return keyed("receipt code", plain)


def _code(token: str, *, by: Actor, card: str) -> str:
    """The code that belongs to one form of one sender: the same form gives the same code."""
    if not token:
        raise AlreadySent("Start again from the first page")
    drawn = int(keyed("receipt token", f"{token}|{by.person_id}|{card}"), 16)
    letters = []
    for _ in range(12):
        drawn, place = divmod(drawn, len(_CODE_LETTERS))
        letters.append(_CODE_LETTERS[place])
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


def _digest(told: Told) -> str:
    return keyed("receipt digest", json.dumps(asdict(told), sort_keys=True, default=str))


def _sent_before(code: str, told: Told, by: Actor) -> Receipt | None:
    earlier = Receipt.visible_to(by).filter(code_hash=hashed(code)).first()
    if earlier is not None and earlier.digest != _digest(told):
        raise AlreadySent("You sent this form before with other words. Start a new report")
    return earlier


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
    """Whether *by* sent the submission that the receipt is for, or took it down."""
    return receipt is not None and (
        receipt.holder == holder_of(by) or receipt.taken_by == taker_of(by)
    )


def owner_of(submission: Submission) -> UUID:
    """The agency whose words they are."""
    return submission.protection.owner_id
