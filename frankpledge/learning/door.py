"""The service in whose name an agency's doors count people in. Nobody can sign in as it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from frankpledge.access.api import (
    Actor,
    NotFound,
    Person,
    Purpose,
    Role,
    actor_for,
    make_service,
)

_SERVICE = Q(username__startswith="door-", is_service=True)


def every_service(at: datetime) -> Sequence[Actor]:
    """The service of every agency that has run an event."""
    people = Person.objects.filter(_SERVICE).order_by("username").values_list("id", flat=True)
    return [actor_for(each, at=at, purpose=Purpose.PARTNERSHIP_WORKING) for each in people]


def service_of(agency_id: UUID, at: datetime) -> Actor:
    """The service of one agency. Raises `NotFound` where it never ran an event."""
    person = Person.objects.filter(_SERVICE, agency_id=agency_id).first()
    if person is None:
        raise NotFound
    return actor_for(person.id, at=at, purpose=Purpose.PARTNERSHIP_WORKING)


def keep_door(agency_id: UUID) -> None:
    """See that an agency has a service in whose name its doors count people in.

    Nobody can sign in as it. What it does stands in the record under its own name.
    """
    code = f"door-{agency_id.hex}"
    if Person.objects.filter(username=code).exists():
        return
    make_service(agency_id, code=code, title="Counts people in at the door", role=Role.PRACTITIONER)
