"""What waits for somebody in intelligence: for the Morning screens and the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from frankpledge.access.api import Action, Actor, record
from frankpledge.intelligence import slots
from frankpledge.intelligence.answers import feedback
from frankpledge.intelligence.desk import chis_pattern, clocks, triage, waiting
from frankpledge.intelligence.desk.clocks import Clock, Reading
from frankpledge.intelligence.giving.submission import holder_of
from frankpledge.intelligence.lifecycle import Progress, Stage
from frankpledge.intelligence.models import Outcome, Product, Receipt, Report
from frankpledge.intelligence.policies import Act, may_work_desk
from frankpledge.intelligence.sharing import approval, sanitisation
from frankpledge.intelligence.sharing.dissemination import standing_shares

SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that waits, with where it leads."""

    uid: UUID
    reference: str
    place: str
    on: date | None
    clock: Reading | None = None


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
    to_grade: int
    waiting_for_answer: int
    late: int
    patterns: int


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
    rows = list(waiting.undecided(by).select_related("protection__owner"))
    record(Act.WORK_DESK, rows, by=by, at=by.at)
    standing = waiting.standing_of(rows, by, at=by.at)
    running = [each for each in standing if not each.clock.is_paused]
    owed = Receipt.open_to(by, Action.EDIT).exclude(progress=Progress.ANSWERED)
    return DeskSummary(
        undecided=len(rows),
        with_danger=sum(bool(each.danger) for each in standing),
        triage_by=min((each.triage_by for each in running), default=None),
        to_sanitise=sanitisation.waiting(by).count(),
        to_approve=approval.waiting(by).count(),
        answers_owed=owed.count(),
        answers_late=owed.filter(due_on__lt=day).count(),
        not_handed_over=_not_handed_over(by).count(),
        to_grade=_to_grade(by).count(),
        waiting_for_answer=len(standing) - len(running),
        late=sum(each.clock.is_late for each in running),
        patterns=len(chis_pattern.patterns(by=by, at=by.at)),
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
        row = by_uid.get(share.product_id) if share.product_id else None
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


def to_grade(*, by: Actor, at: datetime) -> list[Item]:
    """Reports of intelligence that wait for their first grade here. Looking is recorded."""
    return _reports(_to_grade(by)[:SHOWN], by=by, at=at)


def for_supervisors(*, by: Actor, at: datetime) -> list[Item]:
    """Reports that left the queue for supervisors, as far as *by* is one of them."""
    return _reports(triage.confidential_among(by)[:SHOWN], by=by, at=at)


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


def _to_grade(by: Actor) -> QuerySet[Report]:
    return (
        Report.open_to(by, Action.EDIT)
        .filter(stage=Stage.TRIAGED)
        .order_by("received_on", "slot", "protection_id")
    )


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
        Item(
            uid=row.uid,
            reference=row.reference,
            place=row.place,
            on=row.received_on,
            clock=_clock_of(row, at=at),
        )
        for row in found
    ]


def _clock_of(row: Report, *, at: datetime) -> Reading | None:
    """How long is left to grade it, where that is what it waits for."""
    if row.stage != Stage.TRIAGED or row.decided_on is None:
        return None
    began = slots.beginning(row.decided_on, row.decided_slot or 0)
    return clocks.read(Clock.EVALUATE, began, now=at)
