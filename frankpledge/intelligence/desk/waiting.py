"""The desk's queue: what nobody has decided on, how urgent it is, and why it is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from frankpledge.access.api import Actor, Link, LinkKind, area_names_on, record, require
from frankpledge.intelligence import slots
from frankpledge.intelligence.desk import clocks, routing
from frankpledge.intelligence.desk.clocks import Clock, Reading
from frankpledge.intelligence.desk.routing import Facts, Routed
from frankpledge.intelligence.giving import questions
from frankpledge.intelligence.giving.danger import words_of_danger
from frankpledge.intelligence.lifecycle import Progress
from frankpledge.intelligence.models import Accreditation, Question, Receipt, Route, Submission
from frankpledge.intelligence.policies import Act, may_work_desk

MOST_SHOWN = 50


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
    clock: Reading
    danger: tuple[str, ...]
    queue: str
    why: tuple[str, ...]
    rules: tuple[str, ...]
    is_opened: bool
    is_urgent: bool
    is_confidential: bool


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
def queue(
    *, by: Actor, at: datetime, limit: int = MOST_SHOWN, only: str = "", district: str = ""
) -> list[Waiting]:
    """What waits at the desk: words of danger first, then the oldest unread. Looking is recorded.

    *only* narrows it to one queue of the routing rules, and *district* to one district.
    """
    require(may_work_desk(by))
    rows = undecided(by).select_related("protection__owner")
    if district:
        rows = rows.filter(district_id=district)
    found = _in_order(standing_of(list(rows), by, at=at), only, limit)
    names = area_names_on([each.row.district_id for each in found], slots.day_and_slot(at)[0])
    record(Act.WORK_DESK, [each.row for each in found], by=by, at=at)
    return [
        Waiting(
            uid=each.row.uid,
            reference=each.row.reference,
            place=each.row.place,
            district=names.get(each.row.district_id, each.row.district_id),
            received_on=each.row.received_on,
            received_between=slots.words(each.row.received_on, each.row.slot),
            triage_by=each.triage_by,
            clock=each.clock,
            danger=each.danger,
            queue=each.routed.queue,
            why=(*each.routed.why, each.state),
            rules=each.routed.rules,
            is_opened=each.is_opened,
            is_urgent=each.routed.comes_first,
            is_confidential=each.row.route == Route.CONFIDENTIAL,
        )
        for each in found
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one submission stands at the desk now."""

    row: Submission
    danger: tuple[str, ...]
    routed: Routed
    triage_by: datetime
    clock: Reading
    is_opened: bool

    @property
    def state(self) -> str:
        """How far the desk has come with it."""
        if self.clock.is_paused:
            return "A question waits for an answer"
        return "Nobody has decided what it is" if self.is_opened else "Nobody has opened it"


def _in_order(rows: Iterable[Standing], only: str, limit: int) -> list[Standing]:
    """What is urgent, wherever it stands in the queue; then the oldest unread; what waits for an
    answer last."""
    wanted = [each for each in rows if not only or each.routed.queue == only]
    return sorted(
        wanted,
        key=lambda each: (not each.routed.comes_first, each.clock.is_paused, each.is_opened),
    )[:limit]


def standing_of(rows: Sequence[Submission], by: Actor, *, at: datetime) -> list[Standing]:
    """How each of several submissions stands, in a number of questions that does not grow."""
    receipts = list(Receipt.visible_to(by).filter(submission__in=rows))
    progress = {receipt.submission_id: receipt.progress for receipt in receipts}
    asked = Question.of_each(receipts)
    rules = routing.rules()
    accredited = Accreditations.all()
    found = []
    for row in rows:
        danger = words_of_danger(row.text, row.place)
        routed = routing.routed(facts_of(row, danger=danger, accredited=accredited), rules)
        pauses = questions.pauses_of(asked.get(row.uid, []), now=at)
        clock = Clock.URGENT if routed.comes_first else Clock.TRIAGE
        began = slots.beginning(row.received_on, row.slot)
        reading = clocks.read(clock, began, now=at, pauses=pauses)
        without_pause = clocks.due(clock, began)
        assert without_pause is not None, "a clock without pauses always ends"
        found.append(
            Standing(
                row=row,
                danger=danger,
                routed=routed,
                triage_by=reading.due or without_pause,
                clock=reading,
                is_opened=progress.get(row.uid, Progress.RECEIVED) != Progress.RECEIVED,
            )
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Accreditations:
    """Which agencies graded their own when, read once."""

    spells: tuple[tuple[UUID, date, date | None], ...]

    @classmethod
    def all(cls) -> Accreditations:
        """Every accreditation there ever was."""
        rows = Accreditation.objects.values_list("agency_id", "starts_on", "ended_on")
        return cls(spells=tuple(rows))

    def covers(self, agency_id: UUID, on: date) -> bool:
        """Whether the agency graded its own on that day."""
        return any(
            agency == agency_id and begins <= on and (ends is None or on < ends)
            for agency, begins, ends in self.spells
        )


def facts_of(row: Submission, *, danger: Sequence[str], accredited: Accreditations) -> Facts:
    """What the routing rules may ask of a submission."""
    return Facts(
        danger=bool(danger),
        urgent=row.urgent is True,
        risk=row.risk,
        district=row.district_id,
        way=row.came_by,
        agency_kind=row.protection.owner.kind,
        accredited=accredited.covers(row.protection.owner_id, row.received_on),
    )
