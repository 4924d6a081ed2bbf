"""The desk's queue: what came in, how urgent it is, and what it is decided to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from frankpledge.access.api import (
    Actor,
    Decision,
    Kind,
    Link,
    LinkKind,
    area_names_on,
    fetch,
    link,
    new_reference,
    protect,
    record,
    require,
    touched,
)
from frankpledge.intelligence import calendar, similar, slots
from frankpledge.intelligence.danger import words_of_danger
from frankpledge.intelligence.lifecycle import (
    RECEIPT_NEXT,
    REPORT_NEXT,
    Progress,
    Stage,
    follow,
)
from frankpledge.intelligence.models import (
    HowKnown,
    Outcome,
    Receipt,
    Report,
    Risk,
    Seen,
    Submission,
)
from frankpledge.intelligence.policies import (
    Act,
    may_evaluate,
    may_read_submission,
    may_triage,
    may_work_desk,
)
from frankpledge.intelligence.provenance import provenance_of
from frankpledge.intelligence.submission import is_from, owner_of, receipt_for
from frankpledge.kernel import DomainError

TRIAGE_WITHIN = timedelta(hours=4)
ALIKE_WITHIN = timedelta(days=28)


class AlreadyDecided(DomainError):
    """Somebody has already decided what this is."""


class NotForTriage(DomainError):
    """Intelligence is graded, not closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing in the queue: why it is there, and how long is left."""

    uid: UUID
    reference: str
    place: str
    district: str
    received_on: date
    received_between: str
    triage_by: datetime
    danger: tuple[str, ...]
    why: tuple[str, ...]
    is_opened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Something that may have been told before."""

    uid: UUID
    reference: str
    place: str
    received_on: date
    is_decided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What the page about a submission needs to know. Nothing says who sent it."""

    uid: UUID
    reference: str
    text: str
    place: str
    district: str
    district_code: str
    seen: str
    how_known: str
    how_known_code: str
    risk: str
    may_contact: bool
    received_on: date
    received_between: str
    provenance: str
    danger: tuple[str, ...]
    triage_by: datetime
    is_decided: bool
    is_own_words: bool
    alike: tuple[Alike, ...]
    may_triage: Decision
    may_evaluate: Decision


def undecided(by: Actor) -> QuerySet[Submission]:
    """Submissions that the desk has made nothing of yet, oldest first."""
    decided = Link.open_to(by).filter(
        relation=LinkKind.EVALUATED_AS, earlier_id=OuterRef("protection_id")
    )
    return (
        Submission.open_to(by)
        .filter(~Exists(decided))
        .order_by("received_on", "slot", "protection_id")
    )


@transaction.atomic
def queue(*, by: Actor, at: datetime, limit: int = 50) -> list[Waiting]:
    """What waits at the desk: words of danger first, then the oldest. Looking is recorded."""
    require(may_work_desk(by))
    rows = _most_urgent(list(undecided(by)), limit)
    names = area_names_on([row.district_id for row in rows], slots.day_and_slot(at)[0])
    opened = set(
        Receipt.visible_to(by)
        .filter(submission__in=rows)
        .exclude(progress=Progress.RECEIVED)
        .values_list("submission_id", flat=True)
    )
    waiting = [
        _waiting(row, names.get(row.district_id, row.district_id), is_opened=row.uid in opened)
        for row in rows
    ]
    record(Act.WORK_DESK, rows, by=by, at=at)
    return waiting


def _most_urgent(rows: list[Submission], limit: int) -> list[Submission]:
    """Those with words of danger, wherever they stand in the queue, and then the oldest."""
    return sorted(rows, key=lambda row: not words_of_danger(row.text, row.place))[:limit]


def _waiting(row: Submission, district: str, *, is_opened: bool) -> Waiting:
    danger = words_of_danger(row.text, row.place)
    why = ["Words that mean danger"] if danger else []
    if row.risk != Risk.NONE:
        why.append("Somebody may be at risk")
    why.append("Nobody has decided what it is" if is_opened else "Nobody has opened it")
    return Waiting(
        uid=row.uid,
        reference=row.reference,
        place=row.place,
        district=district,
        received_on=row.received_on,
        received_between=slots.words(row.received_on, row.slot),
        triage_by=triage_by(row, is_urgent=bool(danger)),
        danger=danger,
        why=tuple(why),
        is_opened=is_opened,
    )


def triage_by(row: Submission, *, is_urgent: bool) -> datetime:
    """By when it is to be decided what a submission is: at once where there is danger."""
    came = slots.beginning(row.received_on, row.slot)
    return calendar.opens_next(came) if is_urgent else calendar.after_working(came, TRIAGE_WITHIN)


@transaction.atomic
def open_submission(*, submission_id: UUID, by: Actor, at: datetime) -> Opened:
    """Open a submission. Looking is recorded, and the receipt says that it has been read once
    the desk has opened it."""
    row = fetch(Submission, submission_id, by=by, at=at, act=Act.READ_SUBMISSION)
    require(may_read_submission(by, row))
    own = owner_of(row) == by.agency_id
    receipt = receipt_for(row, by)
    sent = is_from(receipt, by)
    at_desk = bool(may_work_desk(by)) and not own
    if at_desk and receipt is not None:
        note_opened(receipt)
    danger = words_of_danger(row.text, row.place)
    day = slots.day_and_slot(at)[0]
    return Opened(
        uid=row.uid,
        reference=row.reference,
        text=row.text,
        place=row.place,
        district=area_names_on([row.district_id], day).get(row.district_id, ""),
        district_code=row.district_id,
        seen=Seen(row.seen).label,
        how_known=HowKnown(row.how_known).label,
        how_known_code=row.how_known,
        risk=Risk(row.risk).label,
        may_contact=row.may_contact,
        received_on=row.received_on,
        received_between=slots.words(row.received_on, row.slot),
        provenance="Your own agency" if own else provenance_of(row, at=at),
        danger=danger,
        triage_by=triage_by(row, is_urgent=bool(danger)),
        is_decided=is_decided(row, by),
        is_own_words=own,
        alike=tuple(alike(row, by)) if at_desk else (),
        may_triage=may_triage(by, row, sent_by_them=sent),
        may_evaluate=may_evaluate(by, row, sent_by_them=sent),
    )


def note_opened(receipt: Receipt) -> None:
    """Let the receipt say that somebody is looking, if it says that nobody is."""
    if receipt.progress == Progress.RECEIVED:
        receipt.progress = follow(RECEIPT_NEXT, Progress.RECEIVED, Progress.LOOKED_AT)
        receipt.save(update_fields=["progress"])
        touched(receipt)


def is_decided(row: Submission, by: Actor) -> bool:
    """Whether the desk has made something of a submission, as far as *by* may know."""
    return Link.open_to(by).filter(relation=LinkKind.EVALUATED_AS, earlier_id=row.uid).exists()


def alike(row: Submission, by: Actor) -> list[Alike]:
    """Submissions of about that time, in that district, that may tell of the same thing."""
    others = (
        Submission.open_to(by)
        .filter(
            district_id=row.district_id,
            received_on__range=(row.received_on - ALIKE_WITHIN, row.received_on + ALIKE_WITHIN),
        )
        .exclude(protection_id=row.uid)
        .order_by("received_on", "slot", "protection_id")
    )
    return [
        Alike(
            uid=other.uid,
            reference=other.reference,
            place=other.place,
            received_on=other.received_on,
            is_decided=is_decided(other, by),
        )
        for other in others
        if similar.are_alike(row.place, row.text, other.place, other.text)
    ]


@transaction.atomic
def triage(*, submission_id: UUID, outcome: str, by: Actor, at: datetime) -> UUID:
    """Decide that a submission is not intelligence, and close it with its outcome.

    It is passed on outside this site; the receipt's answer is still owed. Raises `NotPermitted`,
    `AlreadyDecided`, and `NotForTriage` for intelligence, which is evaluated instead.
    """
    submission = fetch(Submission, submission_id, by=by, at=at, act=Act.READ_SUBMISSION, lock=True)
    receipt = receipt_for(submission, by)
    require(may_triage(by, submission, sent_by_them=is_from(receipt, by)))
    if outcome not in Outcome.values or outcome == Outcome.INTELLIGENCE:
        raise NotForTriage("Grade it if it is intelligence", argument="outcome")
    refuse_decided(submission, by)
    report = Report(
        protection=protect(
            Kind.REPORT, owner=by.agency_id, by=by, at=at, districts=[submission.district_id]
        ),
        reference=new_reference(),
        outcome=outcome,
        stage=_first(Stage.CLOSED),
        district_id=submission.district_id,
        received_on=submission.received_on,
        slot=submission.slot,
    )
    report.save(force_insert=True)
    link(submission, report, LinkKind.EVALUATED_AS, by=by, at=at)
    if receipt is not None:
        note_opened(receipt)
    record(Act.TRIAGE, [submission, report], by=by, at=at, fields=["outcome"])
    return report.uid


def _first(stage: Stage) -> Stage:
    assert stage in REPORT_NEXT[None], "a report begins closed or graded"
    return stage


def refuse_decided(submission: Submission, by: Actor) -> None:
    """Raise `AlreadyDecided` if the desk has made something of it."""
    if is_decided(submission, by):
        raise AlreadyDecided("Somebody has already decided what this is")
