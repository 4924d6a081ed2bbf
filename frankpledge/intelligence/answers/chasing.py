"""Reminding the desk of what it owes, and those above it when it is late, without saying what."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from smtplib import SMTPException
from uuid import UUID

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F, Q

from frankpledge.access.api import (
    Action,
    Actor,
    Holding,
    Person,
    Post,
    PostRole,
    Role,
    actor_for,
    record,
    require,
)
from frankpledge.intelligence import slots
from frankpledge.intelligence.answers.policies import may_chase, may_list_owed, may_name_head
from frankpledge.intelligence.desk.due_days import is_late, read_by
from frankpledge.intelligence.desk.escalation import Clock, Who, reached, steps
from frankpledge.intelligence.lifecycle import Progress
from frankpledge.intelligence.models import (
    Answer,
    Chaser,
    DeskStep,
    Reached,
    Receipt,
    Unit,
    UnitHead,
)
from frankpledge.intelligence.policies import Act
from frankpledge.kernel import DomainError

log = logging.getLogger("frankpledge.chasing")

LISTED_FOR = timedelta(days=91)
"""For how long a clock that was met late stands on the unit's own list."""

SUBJECT = "Something waits for you"
WORDS = "Something waits for you in Frankpledge. Sign in as you usually do to see what it is.\n"
"""All that a reminder says: not what waits, nor how much, nor since when, nor where."""


class NotAPostOfTheUnit(DomainError):
    """A unit is led from one of its own posts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """What one round of reminders came to."""

    people: int
    clocks: int
    undelivered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """One clock of the unit's that runs, or that ran out before it was met. For the unit alone."""

    submission: UUID
    reference: str
    clock: Clock
    due_on: date
    met_on: date | None
    days_late: int
    chased: tuple[str, ...]


@transaction.atomic
def chase(*, by: Actor, at: datetime) -> Reminded:
    """Remind everybody whose turn it is of each clock, once a step, and keep that it was done.

    Done by the unit's service. Each person gets one mail, however much waits. Raises
    `NotPermitted` for anybody else.
    """
    unit = Unit.objects.filter(service_id=by.person_id).first()
    require(may_chase(by, is_service=unit is not None))
    assert unit is not None, "only a unit's service is let through"
    day, _ = slots.day_and_slot(at)
    rows = list(
        Receipt.open_to(by)
        .filter(protection__owner_id=by.agency_id)
        .exclude(progress=Progress.ANSWERED)
        .annotate(slot=F("submission__slot"))
        .order_by("received_on", "reference")
    )
    sent = Chaser.of_each([row.uid for row in rows])
    known = steps()
    due = [
        (row, step)
        for row in rows
        for step in reached(
            known,
            _running(row),
            received_on=row.received_on,
            slot=row.slot,
            on=day,
        )
        if not any((each.clock, each.step) == (step.clock, step.step) for each in sent[row.uid])
    ]
    turns = {who: _people(unit, who, at=at) for who in {step.who for _, step in due}}
    fresh = [
        (row, step, person)
        for row, step in due
        for person, open_to_them in turns[step.who].items()
        if row.uid in open_to_them
    ]
    Chaser.add(
        Chaser(receipt=row, clock=step.clock, step=step.step, person_id=person, sent_on=day)
        for row, step, person in fresh
    )
    people = sorted({person for _, _, person in fresh})
    chased = list({row.uid: row for row, _, _ in fresh}.values())
    record(Act.CHASE, chased, by=by, at=slots.blurred(at), recipients=people)
    undelivered = _mail(people)
    return Reminded(people=len(people), clocks=len(chased), undelivered=undelivered)


def _running(row: Receipt) -> list[Clock]:
    if row.progress == Progress.RECEIVED:
        return [Clock.READ, Clock.ANSWER]
    return [Clock.ANSWER]


def _people(unit: Unit, who: Who, *, at: datetime) -> dict[UUID, set[UUID]]:
    """Who is reminded, as things stand at this moment, each with the receipts they may answer."""
    held = Holding.objects.filter(
        post__agency_id=unit.agency_id,
        starts_at__lte=at,
        ends_at__gt=at,
        person__is_service=False,
        person__is_active=True,
    )
    head = UnitHead.objects.filter(unit=unit).first()
    if who == Who.HEAD and head is not None:
        held = held.filter(post_id=head.post_id)
    else:
        role = Role.INTELLIGENCE_OFFICER if who == Who.OFFICERS else Role.INTELLIGENCE_SUPERVISOR
        held = held.filter(post_id__in=PostRole.objects.filter(role=role).values("post_id"))
    found = {}
    for person in sorted(set(held.values_list("person_id", flat=True))):
        actor = actor_for(person, at=at)
        found[person] = set(Receipt.open_to(actor, Action.DISCOVER).values_list("pk", flat=True))
    return found


def _mail(people: list[UUID]) -> int:
    """Send each person the same words, and say to how many they could not be sent."""
    undelivered = 0
    addresses = Person.objects.filter(id__in=people).exclude(email="").order_by("id")
    for address in addresses.values_list("email", flat=True):
        try:
            send_mail(SUBJECT, WORDS, None, [address])
        except (OSError, SMTPException) as problem:
            # What waits stands on their first page in any case; the round goes on and says so.
            log.error("chasing.undelivered kind=%s", type(problem).__name__)
            undelivered += 1
    return undelivered + len(people) - len(addresses)


@transaction.atomic
def list_owed(*, by: Actor, at: datetime) -> list[Running]:
    """Every clock of the actor's unit that is late or was met late, and every one that runs.

    The latest first. Looking is recorded. Raises `NotPermitted`.
    """
    require(may_list_owed(by))
    day, _ = slots.day_and_slot(at)
    rows = list(
        Receipt.open_to(by, Action.EDIT)
        .filter(~Q(progress=Progress.ANSWERED) | Q(answered_on__gt=day - LISTED_FOR))
        .annotate(slot=F("submission__slot"))
        .order_by("received_on", "reference")
    )
    uids = [row.uid for row in rows]
    done, sent, said = Reached.of_each(uids), Chaser.of_each(uids), Answer.of_each(rows)
    record(Act.LIST_OWED, rows, by=by, at=at)
    found = []
    for row in rows:
        read, answers = done[row.uid].get(DeskStep.READ), said[row.uid]
        clocks = (
            (Clock.READ, read_by(row.received_on, row.slot), read.on if read else None),
            (Clock.ANSWER, row.due_on, answers[0].given_on if answers else None),
        )
        for clock, due_on, met_on in clocks:
            if met_on is None or is_late(due_on, met_on):
                found.append(
                    Running(
                        submission=row.submission_id,
                        reference=row.reference,
                        clock=clock,
                        due_on=due_on,
                        met_on=met_on,
                        days_late=max(((met_on or day) - due_on).days, 0),
                        chased=tuple(
                            f"{each.person.name}, {each.step}"
                            for each in sent[row.uid]
                            if each.clock == clock
                        ),
                    )
                )
    return sorted(found, key=lambda each: (-each.days_late, each.due_on, each.reference))


@transaction.atomic
def name_head(*, post_id: UUID, by: Actor, at: datetime) -> None:
    """Let the last reminders of the actor's unit go to whoever holds this post.

    Until it is named they go to the supervisors. Raises `NotPermitted`, `NotAPostOfTheUnit`.
    """
    unit = Unit.objects.filter(agency_id=by.agency_id).first()
    require(may_name_head(by, is_own_unit=unit is not None))
    post = Post.of_people().filter(id=post_id, agency_id=by.agency_id).first()
    if post is None:
        raise NotAPostOfTheUnit("Choose a post of your own unit", argument="post_id")
    UnitHead.objects.update_or_create(unit=unit, defaults={"post": post})
    record(Act.NAME_HEAD, None, by=by, at=at, recipients=[by.agency_id])


def posts_of(by: Actor) -> list[tuple[str, str]]:
    """Posts of the actor's agency, from which its unit may be led."""
    posts = Post.of_people().filter(agency_id=by.agency_id).order_by("title", "code")
    return [(str(post.id), post.title) for post in posts]
