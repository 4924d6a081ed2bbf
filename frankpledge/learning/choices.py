"""What the forms of events and case studies offer: agencies, areas and organisations."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from frankpledge.access.api import Action, Actor, Agency, Area, areas_around, find
from frankpledge.learning import attending, audience
from frankpledge.learning.models import Event

Choices = tuple[tuple[str, str], ...]


def agencies() -> Choices:
    """Every agency, by name."""
    return tuple(
        (str(uid), name) for uid, name in Agency.objects.order_by("name").values_list("id", "name")
    )


def other_agencies(by: Actor) -> Choices:
    """Every agency but the reader's own."""
    return tuple((uid, name) for uid, name in agencies() if uid != str(by.agency_id))


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
