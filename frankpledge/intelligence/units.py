"""Intelligence units: which one reads for a district, and the service that works for it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Actor,
    Agency,
    Area,
    Post,
    PostRole,
    Purpose,
    Role,
    Tag,
    acting_for,
    areas_around,
    areas_in,
    make_service,
)
from frankpledge.intelligence.models import Unit
from frankpledge.kernel import DomainError

DISTRICTS = ("district", "unitary")
READS_SUBMISSIONS = frozenset({Role.PRACTITIONER, Role.CSM, Role.SAFEGUARDING_LEAD})
"""Roles that may read their own agency's submissions, and so may not sit with the unit."""


class NotAnAgencyOfItsOwn(DomainError):
    """People who are not intelligence staff sit in the unit's agency, and would read everything.

    If you are seeing this, give the unit an agency of its own beside the force's, and move the
    posts of its officers and supervisors there.
    """


class NoUnit(DomainError):
    """No intelligence unit reads for the district."""


@transaction.atomic
def set_up_unit(*, agency_id: UUID, area: str, at: datetime) -> UUID:
    """Let an agency be the intelligence unit of an area, and make the service that works for it.

    Done by whoever installs the site, before anybody can act. Doing it twice changes nothing.
    Gives the service's identity. Raises `NotAnAgencyOfItsOwn`.
    """
    unit = Unit.objects.filter(agency_id=agency_id).first()
    if unit is not None:
        return unit.service_id
    agency = Agency.objects.get(id=agency_id)
    others = Post.objects.filter(
        id__in=PostRole.objects.filter(role__in=READS_SUBMISSIONS).values("post_id"), agency=agency
    )
    if stray := others.order_by("title").first():
        raise NotAnAgencyOfItsOwn(
            f"{agency.name} cannot be an intelligence unit while “{stray.title}” is a post in it: "
            "give the unit an agency of its own"
        )
    # The service is let write under the tag that guards sources. It holds no key to read with.
    service = make_service(
        agency_id,
        code=f"{agency.code}-desk-service"[:80],
        title="Seals and finds receipts",
        role=Role.CONTRIBUTOR,
        since=at,
        tags=(Tag.SOURCE,),
    )
    Unit.objects.create(agency=agency, area=Area.objects.get(code=area), service=service)
    return service.id


def service_actor(service_id: UUID, *, at: datetime, channel: str = "web") -> Actor:
    """A service, for the first working purpose that its agency has agreed to."""
    return acting_for(
        service_id,
        (Purpose.PARTNERSHIP_WORKING, Purpose.LAW_ENFORCEMENT, Purpose.SAFEGUARDING),
        at=at,
        channel=channel,
    )


def unit_for(district: str, *, on: date) -> Unit:
    """The unit that reads for *district* on that day. Raises `NoUnit`."""
    around = areas_around(district, on)
    rows = Unit.objects.select_related("agency").filter(area__in=around).order_by("agency__code")
    if unit := rows.first():
        return unit
    raise NoUnit("Nobody reads reports for that district here. Call 101", argument="district")


def units() -> list[Unit]:
    """Every unit."""
    return list(Unit.objects.order_by("agency__code"))


def districts_read_for(*, on: date) -> list[tuple[str, str]]:
    """Codes and names of the districts that some unit reads for, by name."""
    found = {
        area.code: area.name
        for unit in units()
        for area in areas_in(unit.area_id, on, kinds=DISTRICTS)
    }
    return sorted(found.items(), key=lambda pair: pair[1])
