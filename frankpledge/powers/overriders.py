"""Who may override a stop at the safeguarding gate: posts that are named for it, for a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Holding, NotFound, Post, record, require
from frankpledge.powers.delegations import ImpossibleDelegation
from frankpledge.powers.models import Overrider
from frankpledge.powers.policies import Act, may_end_overrider, may_name_overrider


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A post that may override a stop, and until when."""

    number: int
    post: str
    agency: str
    ends_on: date


def posts_held(by: Actor, at: datetime) -> frozenset[UUID]:
    """The posts that somebody holds now, in their own right."""
    rows = Holding.objects.filter(person_id=by.person_id, starts_at__lte=at, ends_at__gt=at)
    return frozenset(rows.values_list("post_id", flat=True))


def is_overrider(by: Actor, *, at: datetime) -> bool:
    """Whether somebody holds a post that is named to override a stop for their agency today."""
    on = localtime(at).date()
    return Overrider.objects.filter(
        agency_id=by.agency_id, post__in=posts_held(by, at), starts_on__lte=on, ends_on__gt=on
    ).exists()


def overriders_of(by: Actor, *, at: datetime) -> tuple[Named, ...]:
    """Who may override a stop for the actor's own agency today."""
    on = localtime(at).date()
    rows = Overrider.objects.filter(agency_id=by.agency_id, starts_on__lte=on, ends_on__gt=on)
    return tuple(
        Named(number=row.id, post=row.post.title, agency=row.agency.name, ends_on=row.ends_on)
        for row in rows.select_related("post", "agency").order_by("post__title", "id")
    )


@transaction.atomic
def name_overrider(*, post: str, ends_on: date, by: Actor, at: datetime) -> int:
    """Name a post of the actor's own agency that may override a stop, until a day.

    Raises `NotPermitted` and `ImpossibleDelegation`.
    """
    require(may_name_overrider(by))
    named = Post.of_people().filter(id=post, agency_id=by.agency_id).first()
    if named is None:
        raise ImpossibleDelegation("Choose a post of your own agency", argument="post")
    on = localtime(at).date()
    if ends_on <= on:
        raise ImpossibleDelegation("The last day must be after today", argument="ends_on")
    row = Overrider.objects.create(
        agency_id=by.agency_id, post=named, starts_on=on, ends_on=ends_on
    )
    record(Act.NAME_OVERRIDER, None, by=by, at=at, recipients=[by.agency_id], fields=["post"])
    return row.id


@transaction.atomic
def end_overrider(*, number: int, by: Actor, at: datetime) -> None:
    """A post of the actor's own agency may override stops no more, from today.

    Raises `NotPermitted` and `NotFound`.
    """
    row = Overrider.objects.filter(id=number).first()
    if row is None:
        raise NotFound
    require(may_end_overrider(by, agency=row.agency_id))
    on = localtime(at).date()
    if row.starts_on == on:
        row.delete()
    else:
        row.ends_on = min(row.ends_on, on)
        row.save(update_fields=["ends_on"])
    record(Act.END_OVERRIDER, None, by=by, at=at, recipients=[by.agency_id], fields=["post"])
