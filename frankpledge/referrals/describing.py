"""What whoever helps has to know, what the person needs, and how they stand, with a source."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, NotFound, fetch, record, require, touched
from frankpledge.kernel import DomainError
from frankpledge.referrals.models import (
    Form,
    Need,
    NeedOutcome,
    Referral,
    Standing,
    StandingKind,
)
from frankpledge.referrals.policies import (
    Act,
    may_describe,
    may_end_standing,
    may_say_needs,
    may_say_standing,
)
from frankpledge.referrals.reference_files import words_in
from frankpledge.referrals.sending import CAPACITY, Content, concern_of
from frankpledge.referrals.whereabouts import keys_of


class NothingKnown(DomainError):
    """What is said of somebody has its day and its source."""


@transaction.atomic
def describe(
    *, referral_id: UUID, content: Content, eighteen_on: date | None = None, by: Actor, at: datetime
) -> None:
    """Write down what whoever helps has to know. Raises `NotFound` and `NotPermitted`.

    What was written before is replaced, and the record shows that it was.
    """
    row = fetch(Referral, referral_id, by=by, at=at, act=Act.READ_REFERRAL, lock=True)
    require(may_describe(by, row))
    if not content.concern.strip():
        raise NothingKnown("Enter what worries you", argument="concern")
    if content.capacity and content.capacity not in dict(CAPACITY):
        raise NothingKnown("Choose whether they can decide for themselves", argument="capacity")
    if eighteen_on is not None and row.form != Form.CHILD:
        raise NothingKnown("Only a child turns 18", argument="eighteen_on")
    row.name, row.place = content.name.strip(), content.place.strip()
    row.concern, row.wishes = content.concern.strip(), content.wishes.strip()
    row.safe_contact, row.capacity = content.safe_contact.strip(), content.capacity
    row.eighteen_on = eighteen_on
    if row.place:
        keys = keys_of(area=row.area_id, typed=row.place)
        row.line_key, row.postcode_key = keys.line, keys.postcode
    row.save()
    concern_of(row, person=row.name, eighteen_on=eighteen_on)
    touched(row)
    record(Act.DESCRIBE, row, by=by, at=at, fields=["concern"])


@transaction.atomic
def say_needs(*, referral_id: UUID, outcomes: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Say which needs there are, and what became of each: an empty outcome is not known yet.

    A need that is left out stays as it was. Raises `NotFound`, `NotPermitted`, `NothingKnown`.
    """
    row = fetch(Referral, referral_id, by=by, at=at, act=Act.READ_REFERRAL, lock=True)
    require(may_say_needs(by, row))
    known = dict(words_in("needs.csv"))
    if not set(outcomes) <= set(known) or not set(outcomes.values()) <= {"", *NeedOutcome.values}:
        raise NothingKnown("Choose needs and outcomes from the list", argument="needs")
    for need, outcome in outcomes.items():
        Need.objects.update_or_create(
            referral=row,
            need=need,
            defaults={"outcome": outcome, "outcome_at": at if outcome else None},
        )
    touched(row)
    record(Act.SAY_NEEDS, row, by=by, at=at, fields=sorted(outcomes))


@transaction.atomic
def say_standing(
    *, referral_id: UUID, standing: str, source: str, since: date, by: Actor, at: datetime
) -> None:
    """Say how the person stands from a day on, and who says so. Others stay as they are.

    Raises `NotFound`, `NotPermitted`, and `NothingKnown` for what has no source, or is to come.
    """
    row = fetch(Referral, referral_id, by=by, at=at, act=Act.READ_REFERRAL, lock=True)
    require(may_say_standing(by, row))
    if standing not in StandingKind.values:
        raise NothingKnown("Choose how they stand", argument="standing")
    if not source.strip():
        raise NothingKnown("Enter who says so, or which decision", argument="source")
    if since > localtime(at).date():
        raise NothingKnown("The day must be today or earlier", argument="since")
    if Standing.objects.filter(referral=row, standing=standing, until=None).exists():
        raise NothingKnown("They stand so already", argument="standing")
    Standing.objects.create(
        referral=row,
        standing=standing,
        source=source.strip(),
        since=since,
        said_by_id=by.person_id,
        said_at=at,
    )
    touched(row)
    record(Act.SAY_STANDING, row, by=by, at=at, fields=[standing])


@transaction.atomic
def end_standing(*, referral_id: UUID, standing: str, by: Actor, at: datetime) -> None:
    """Say that the person stands so no longer, from today. Raises `NotFound`, `NotPermitted`."""
    row = fetch(Referral, referral_id, by=by, at=at, act=Act.READ_REFERRAL, lock=True)
    require(may_end_standing(by, row))
    ended = Standing.objects.filter(referral=row, standing=standing, until=None).update(
        until=localtime(at).date()
    )
    if not ended:
        raise NotFound
    touched(row)
    record(Act.END_STANDING, row, by=by, at=at, fields=[standing])
