"""A breach: what went to the wrong people, and each controller's clock of 72 hours for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from frankpledge.access.api import (
    Actor,
    Decision,
    NotFound,
    fetch,
    new_reference,
    record,
    require,
)
from frankpledge.intelligence import reference_files
from frankpledge.intelligence.models import Breach, BreachStep, Dissemination, Unit, Verdict
from frankpledge.intelligence.policies import Act, may_start_breach, may_work_breach
from frankpledge.intelligence.sharing.readers import governors_of
from frankpledge.intelligence.sharing.shown import Opened, opened_by, recipient_of
from frankpledge.kernel import DomainError

TELL_WITHIN = timedelta(hours=72)
"""Elapsed hours, at night and at weekends too: the law does not stop for a bank holiday."""


class KnownLater(DomainError):
    """Nobody becomes aware of something before it happened, or after now."""


class UnknownStep(DomainError):
    """The steps are those on the list, each done once."""


class NoVerdict(DomainError):
    """Whether the Commissioner was told is decided with a reason, and late with one more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of what has to be done, and by whom it was."""

    code: str
    words: str
    done_at: datetime | None
    done_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One controller's clock for a breach."""

    reference: str
    controller: str
    aware_at: datetime
    due_at: datetime
    is_late: bool
    verdict: str
    decided_at: datetime | None
    reason: str
    late_because: str
    is_ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachShown:
    """What the page about a breach needs to know."""

    dissemination: UUID
    product_reference: str
    recipient: str
    shared_at: datetime
    recalled_at: datetime | None
    meant_for: int
    opened: tuple[Opened, ...]
    clocks: tuple[Clock, ...]
    steps: tuple[Step, ...]
    is_running: bool
    may_start: Decision
    may_work: Decision | None


@transaction.atomic
def breach_of(*, dissemination_id: UUID, by: Actor, at: datetime) -> BreachShown:
    """What is known of a share that went wrong, and the clock of the reader's own controller.

    Whoever shared it sees every controller's clock; the others see their own. Recorded.
    """
    entry = fetch(Dissemination, dissemination_id, by=by, at=at, act=Act.READ_LEDGER)
    own = _own(entry, by)
    start = may_start_breach(by, entry, is_running=own is not None)
    if not start and own is None:
        require(start)
    shares_it = by.agency_id == entry.protection.owner_id
    clocks = Breach.of_each([entry], controller=None if shares_it else controller_of(by))
    return BreachShown(
        dissemination=entry.uid,
        product_reference=entry.reference,
        recipient=recipient_of(entry),
        shared_at=entry.shared_at,
        recalled_at=entry.recalled_at,
        meant_for=len(entry.readers),
        opened=opened_by([entry])[entry.uid],
        clocks=tuple(_clock(row, by, at) for row in clocks),
        steps=tuple(_steps(own)) if own else (),
        is_running=own is not None,
        may_start=start,
        may_work=_may_work(own, entry, by) if own else None,
    )


@transaction.atomic
def start(*, dissemination_id: UUID, aware_at: datetime, by: Actor, at: datetime) -> str:
    """Start the clock of the actor's own controller, from when it became aware; its reference.

    Each controller has its own. Raises `NotPermitted`, and `KnownLater` for a moment before it
    was shared or after now.
    """
    entry = _entry(dissemination_id, by, at)
    require(may_start_breach(by, entry, is_running=_own(entry, by) is not None))
    if not entry.shared_at <= aware_at <= at:
        raise KnownLater(
            "Enter when your agency became aware: after it was shared, and not after now",
            argument="aware_at",
        )
    row = Breach(
        dissemination=entry,
        controller_id=controller_of(by),
        reference=new_reference(),
        aware_at=aware_at,
        due_at=aware_at + TELL_WITHIN,
        started_by_id=by.person_id,
        started_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # A colleague started it at the same moment.
        require(may_start_breach(by, entry, is_running=True))
    record(Act.START_BREACH, entry, by=by, at=at, fields=["aware_at"])
    return row.reference


@transaction.atomic
def not_before_it_was_shared(
    dissemination_id: UUID, aware_at: datetime, *, by: Actor, at: datetime
) -> datetime:
    """A moment that was typed to the minute, moved up to the sharing if that was in the minute."""
    entry = fetch(Dissemination, dissemination_id, by=by, at=at, act=Act.READ_LEDGER)
    shared_at = entry.shared_at
    same_minute = aware_at <= shared_at < aware_at + timedelta(minutes=1)
    return shared_at if same_minute else aware_at


@transaction.atomic
def take_step(*, dissemination_id: UUID, step: str, by: Actor, at: datetime) -> None:
    """Say that one of the steps has been done. Raises `NotPermitted` and `UnknownStep`."""
    entry = _entry(dissemination_id, by, at)
    row = _running(entry, by)
    require(_may_work(row, entry, by))
    if step not in dict(steps_known()) or step in {each.step for each in BreachStep.of(row)}:
        raise UnknownStep("Choose a step that has not been done", argument="step")
    BreachStep(breach=row, step=step, done_at=at, done_by_id=by.person_id).save(force_insert=True)
    record(Act.WORK_BREACH, entry, by=by, at=at, fields=[step])


@transaction.atomic
def conclude(
    *,
    dissemination_id: UUID,
    verdict: str,
    reason: str,
    late_because: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Say whether the Commissioner was told, and why. It stops the controller's own clock only.

    Raises `NotPermitted`, and `NoVerdict` without a reason, or where it is told after 72 hours
    without saying why it is late.
    """
    entry = _entry(dissemination_id, by, at)
    row = _running(entry, by)
    require(_may_work(row, entry, by))
    if verdict not in Verdict.values:
        raise NoVerdict("Choose whether the Commissioner was told", argument="verdict")
    if not reason.strip():
        raise NoVerdict("Enter why", argument="reason")
    if verdict == Verdict.TOLD and at > row.due_at and not late_because.strip():
        raise NoVerdict(
            "It is more than 72 hours since your agency became aware. Enter why it is late",
            argument="late_because",
        )
    row.verdict = verdict
    row.decided_at = at
    row.reason = reason.strip()
    row.late_because = late_because.strip()
    row.save(update_fields=["verdict", "decided_at", "reason", "late_because"])
    record(Act.WORK_BREACH, entry, by=by, at=at, fields=["verdict"])


def steps_known() -> list[tuple[str, str]]:
    """The codes and words of the steps, in order."""
    return [(row["step"], row["words"]) for row in reference_files.rows("breach_steps.csv")]


def controller_of(by: Actor) -> UUID:
    """The controller that *by* answers for: for an intelligence unit, that of its force."""
    if not Unit.objects.filter(agency_id=by.agency_id).exists():
        return by.agency_id
    return next(iter(governors_of(by.agency_id)), by.agency_id)


def _may_work(row: Breach, entry: Dissemination, by: Actor) -> Decision:
    return may_work_breach(by, row, entry, controller=controller_of(by))


def _entry(uid: UUID, by: Actor, at: datetime) -> Dissemination:
    return fetch(Dissemination, uid, by=by, at=at, act=Act.READ_LEDGER, lock=True)


def _own(entry: Dissemination, by: Actor) -> Breach | None:
    return next(iter(Breach.of_each([entry], controller=controller_of(by))), None)


def _running(entry: Dissemination, by: Actor) -> Breach:
    row = _own(entry, by)
    if row is None:
        raise NotFound
    return row


def _clock(row: Breach, by: Actor, at: datetime) -> Clock:
    stopped = row.decided_at or at
    return Clock(
        reference=row.reference,
        controller=row.controller.name,
        aware_at=row.aware_at,
        due_at=row.due_at,
        is_late=stopped > row.due_at,
        verdict=Verdict(row.verdict).label if row.verdict else "",
        decided_at=row.decided_at,
        reason=row.reason,
        late_because=row.late_because,
        is_ours=row.controller_id == controller_of(by),
    )


def _steps(row: Breach) -> list[Step]:
    done = {each.step: each for each in BreachStep.of(row)}
    return [
        Step(
            code=code,
            words=words,
            done_at=done[code].done_at if code in done else None,
            done_by=done[code].done_by.name if code in done else "",
        )
        for code, words in steps_known()
    ]
