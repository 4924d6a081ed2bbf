"""What the forms of events and case studies offer: agencies, areas and organisations."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Area,
    Post,
    PostArea,
    areas_around,
    find,
)
from frankpledge.learning import attending, audience
from frankpledge.learning.models import Event

Choices = tuple[tuple[str, str], ...]


def agencies(by: Actor, at: datetime) -> Choices:
    """Agencies with a post that covers a district of the reader's, by name: theirs among them."""
    own = {code for code, _ in districts(by, at)}
    around = {each for code in own for each in areas_around(code, at.date())}
    posts = PostArea.objects.filter(area__in=around).values("post_id")
    near = Post.of_people().filter(Q(id__in=posts) | Q(force_wide=True)).values("agency_id")
    rows = Agency.objects.filter(id__in=near).order_by("name").values_list("id", "name")
    return tuple((str(uid), name) for uid, name in rows)


def other_agencies(by: Actor, at: datetime) -> Choices:
    """The same without the reader's own."""
    return tuple((uid, name) for uid, name in agencies(by, at) if uid != str(by.agency_id))


def districts(by: Actor, at: datetime) -> Choices:
    """Districts that the reader's post covers."""
    return audience.areas_for(by, at)


def areas_of_events(by: Actor, at: datetime) -> Choices:
    """Districts that the reader's post covers, and the counties and forces that they lie in."""
    own = districts(by, at)
    around = {code for each, _ in own for code in areas_around(each, at.date())}
    wider = Area.objects.filter(code__in=around, kind__in=("county", "force")).order_by("name")
    return (*own, *wider.values_list("code", "name"))


def areas_at(event_id: UUID, by: Actor) -> Choices:
    """The districts that an event is for."""
    return attending.areas(find(Event.open_to(by, Action.READ), event_id))


def organisations_at(event_id: UUID, by: Actor) -> tuple[str, ...]:
    """Where somebody at an event may work, by the register."""
    return attending.organisations(find(Event.open_to(by, Action.READ), event_id))


__all__ = [
    "agencies",
    "areas_at",
    "areas_of_events",
    "districts",
    "organisations_at",
    "other_agencies",
]
