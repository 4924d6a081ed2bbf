"""The service in whose name an agency's doors count people in. Nobody can sign in as it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from frankpledge.access.api import (
    NO_END,
    Actor,
    Agency,
    Holding,
    NotFound,
    Person,
    Post,
    PostRole,
    Purpose,
    Role,
    actor_for,
    moment_of,
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
    agency, title = Agency.objects.get(id=agency_id), "Counts people in at the door"
    service = Person(username=code, name=title, agency=agency, is_service=True, ends_at=NO_END)
    service.set_unusable_password()
    service.save(force_insert=True)
    post = Post.objects.create(code=code, title=title, agency=agency, force_wide=True)
    PostRole.objects.create(post=post, role=Role.PRACTITIONER)
    Holding.objects.create(person=service, post=post, starts_at=moment_of(0), ends_at=NO_END)
