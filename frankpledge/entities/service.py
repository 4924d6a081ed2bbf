"""The service in whose name a unit's mentions are taken in and matched."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    NO_END,
    Actor,
    Agency,
    Holding,
    Person,
    Post,
    PostRole,
    Purpose,
    Role,
    actor_for,
    moment_of,
)

_WORKING = (Purpose.LAW_ENFORCEMENT, Purpose.PARTNERSHIP_WORKING, Purpose.SAFEGUARDING)


def matching_service(agency_id: UUID, *, at: datetime) -> Actor:
    """The service of *agency_id* that takes in and matches mentions, made when first asked for.

    Nobody can sign in as it. What it takes in bears its name, so that no line of the record joins
    a mention to whoever told of it.
    """
    code = f"matching-{agency_id.hex}"
    person_id = Person.objects.filter(username=code).values_list("id", flat=True).first()
    return working(person_id or _made(agency_id, code), at=at)


def working(person_id: UUID, *, at: datetime) -> Actor:
    """Somebody as they stand at *at*, for the first working purpose that is agreed."""
    for purpose in _WORKING:
        actor = actor_for(person_id, at=at, purpose=purpose)
        if actor.agreements:
            return actor
    return actor


@transaction.atomic
def _made(agency_id: UUID, code: str) -> UUID:
    agency = Agency.objects.get(id=agency_id)
    service = Person(
        username=code,
        name="Takes in and matches mentions",
        agency=agency,
        is_service=True,
        ends_at=NO_END,
    )
    service.set_unusable_password()
    service.save(force_insert=True)
    post = Post.objects.create(
        code=code, title="Takes in and matches mentions", agency=agency, force_wide=True
    )
    PostRole.objects.create(post=post, role=Role.INTELLIGENCE_OFFICER)
    # From the beginning, so that what is entered for an earlier day is taken in too.
    Holding.objects.create(person=service, post=post, starts_at=moment_of(0), ends_at=NO_END)
    return service.id
