"""Whom something is meant for by name: the people of an agency or a forum who may read it today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    ForumMember,
    Kind,
    Person,
    PostRole,
    Role,
    actor_for,
)


def readers_in_agency(
    agency_id: UUID, *, district: str, at: datetime, kind: Kind = Kind.PRODUCT
) -> list[UUID]:
    """People of an agency whose posts let them read products, or this kind, about *district*."""
    people = Person.objects.filter(agency_id=agency_id, is_active=True, is_service=False)
    return _who_read(people.order_by("id").values_list("id", flat=True), district, at, kind)


def readers_in_forum(forum: str, *, district: str, at: datetime) -> list[UUID]:
    """Members of a forum whose posts let them read products about *district*."""
    members = ForumMember.objects.filter(forum_id=forum, until__gt=at)
    return _who_read(
        members.order_by("person_id").values_list("person_id", flat=True),
        district,
        at,
        Kind.PRODUCT,
    )


def _who_read(people: Iterable[UUID], district: str, at: datetime, kind: Kind) -> list[UUID]:
    return [each for each in people if _reads(actor_for(each, at=at), district, kind)]


def _reads(actor: Actor, district: str, kind: Kind) -> bool:
    covers = actor.force_wide or district in actor.districts
    return covers and actor.is_current and kind in actor.kinds_for(Action.READ)


def governors_of(unit_agency: UUID) -> list[UUID]:
    """Agencies whose information governance answers for an intelligence unit: those of its kind.

    A unit is an agency of its own beside its force, so that its force's people do not read
    everything; what it shares is still answered for by the force's information governance.
    """
    posts = PostRole.objects.filter(role=Role.INFORMATION_GOVERNANCE).values("post__agency_id")
    unit = Agency.objects.get(id=unit_agency)
    return list(
        Agency.objects.filter(id__in=posts, kind=unit.kind)
        .exclude(id=unit_agency)
        .order_by("code")
        .values_list("id", flat=True)
    )
