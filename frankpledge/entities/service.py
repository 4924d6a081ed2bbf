"""The service in whose name a unit's mentions are taken in and matched."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from frankpledge.access.api import (
    Actor,
    Person,
    Purpose,
    Role,
    acting_for,
    make_service,
)

_WORKING = (Purpose.LAW_ENFORCEMENT, Purpose.PARTNERSHIP_WORKING, Purpose.SAFEGUARDING)


def matching_service(agency_id: UUID, *, at: datetime) -> Actor:
    """The service of *agency_id* that takes in and matches mentions, made when first asked for.

    Nobody can sign in as it. What it takes in bears its name, so that no line of the record joins
    a mention to whoever told of it.
    """
    code = f"matching-{agency_id.hex}"
    person_id = Person.objects.filter(username=code).values_list("id", flat=True).first()
    # From the beginning, so that what is entered for an earlier day is taken in too.
    service = (
        person_id
        or make_service(
            agency_id,
            code=code,
            title="Takes in and matches mentions",
            role=Role.INTELLIGENCE_OFFICER,
        ).id
    )
    return working(service, at=at)


def working(person_id: UUID, *, at: datetime) -> Actor:
    """Somebody as they stand at *at*, for the first working purpose that is agreed."""
    return acting_for(person_id, _WORKING, at=at)
