"""What waits for somebody in intelligence: for the Morning screens and the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from frankpledge.access.api import Action, Actor, record
from frankpledge.intelligence import approval, feedback, sanitisation, slots, triage
from frankpledge.intelligence.danger import words_of_danger
from frankpledge.intelligence.dissemination import standing_shares
from frankpledge.intelligence.lifecycle import Progress
from frankpledge.intelligence.models import Outcome, Product, Receipt, Report
from frankpledge.intelligence.policies import Act, may_work_desk
from frankpledge.intelligence.submission import holder_of

SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that waits, with where it leads."""

    uid: UUID
    reference: str
    place: str
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSummary:
    """How much waits at the desk, for whoever may work there."""

    undecided: int
    with_danger: int
    triage_by: datetime | None
    to_sanitise: int
    to_approve: int
    answers_owed: int
    answers_late: int
    not_handed_over: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerBack:
    """A receipt of the reader's that has been answered, or has reached its day."""

    reference: str
    answered_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedProduct:
    """A product shared with the reader."""

    uid: UUID
    reference: str
    place: str
    shared_at: datetime
    is_new: bool


def desk_summary(by: Actor) -> DeskSummary | None:
    """How much waits at the desk now, or None for somebody who does not work there. Recorded."""
    if not may_work_desk(by):
        return None
    day = slots.day_and_slot(by.at)[0]
    rows = list(triage.undecided(by))
    record(Act.WORK_DESK, rows, by=by, at=by.at)
    dangerous = [row for row in rows if words_of_danger(row.text, row.place)]
    owed = Receipt.open_to(by, Action.EDIT).exclude(progress=Progress.ANSWERED)
    return DeskSummary(
        undecided=len(rows),
        with_danger=len(dangerous),
        triage_by=min(
            (triage.triage_by(row, is_urgent=row in dangerous) for row in rows), default=None
        ),
        to_sanitise=sanitisation.waiting(by).count(),
        to_approve=approval.waiting(by).count(),
        answers_owed=owed.count(),
        answers_late=owed.filter(due_on__lt=day).count(),
        not_handed_over=_not_handed_over(by).count(),
    )


def answers_for(by: Actor, *, since: date | None = None) -> list[AnswerBack]:
    """Answers to what somebody with an account told, newest first; with *since*, from that day.

    Not recorded: a line here, beside one that says who opened the page, would join the two.
    """
    day = slots.day_and_slot(by.at)[0]
    found = [
        AnswerBack(reference=row.reference, answered_on=row.answered_on or row.due_on)
        for row in Receipt.open_to(by).filter(holder=holder_of(by)).order_by("reference")
        if row.progress == Progress.ANSWERED or row.due_on <= day
    ]
    wanted = [each for each in found if since is None or each.answered_on >= since]
    return sorted(wanted, key=lambda each: each.answered_on, reverse=True)


def products_shared_with(by: Actor, *, limit: int = 10) -> list[SharedProduct]:
    """Products that are shared with the reader now, those not yet opened first. Recorded."""
    day = slots.day_and_slot(by.at)[0]
    shares = list(standing_shares(by, on=day).order_by("-shared_at", "protection_id"))
    rows = Product.open_to(by).filter(protection_id__in=[share.product_id for share in shares])
    by_uid = {row.uid: row for row in rows}
    record(Act.READ_PRODUCT, list(by_uid.values()), by=by, at=by.at)
    found: dict[UUID, SharedProduct] = {}
    for share in shares:
        row = by_uid.get(share.product_id)
        if row is not None and row.uid not in found:
            found[row.uid] = SharedProduct(
                uid=row.uid,
                reference=row.reference,
                place=row.place,
                shared_at=share.shared_at,
                is_new=share.opened_at is None,
            )
    return sorted(found.values(), key=lambda each: not each.is_new)[:limit]


def feedback_owed(by: Actor, *, limit: int = 10) -> list[feedback.Owed]:
    """Answers that the reader's unit owes, the most urgent first; none for anybody else."""
    if not may_work_desk(by):
        return []
    return feedback.owed(by, on=slots.day_and_slot(by.at)[0], limit=limit)


def to_sanitise(*, by: Actor, at: datetime) -> list[Item]:
    """Graded reports that wait to be sanitised. Looking is recorded."""
    return _reports(sanitisation.waiting(by)[:SHOWN], by=by, at=at)


def not_handed_over(*, by: Actor, at: datetime) -> list[Item]:
    """Reports graded here for which the force's reference has not been typed back."""
    return _reports(_not_handed_over(by)[:SHOWN], by=by, at=at)


def to_approve(*, by: Actor, at: datetime) -> list[Item]:
    """Products that wait for a second person."""
    rows = list(approval.waiting(by)[:SHOWN])
    record(Act.READ_PRODUCT, rows, by=by, at=at)
    return [
        Item(uid=row.uid, reference=row.reference, place=row.place, on=row.week_of) for row in rows
    ]


def _not_handed_over(by: Actor) -> QuerySet[Report]:
    return (
        Report.open_to(by, Action.EDIT)
        .filter(outcome=Outcome.INTELLIGENCE, force_reference="")
        .order_by("received_on", "slot", "protection_id")
    )


def _reports(rows: QuerySet[Report], *, by: Actor, at: datetime) -> list[Item]:
    found = list(rows)
    record(Act.READ_REPORT, found, by=by, at=at)
    return [
        Item(uid=row.uid, reference=row.reference, place=row.place, on=row.received_on)
        for row in found
    ]
