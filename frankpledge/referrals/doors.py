"""Where a pathway goes in a district: who works it or whose portal it is, and its next meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Agency, Area, Forum, record, require
from frankpledge.kernel import DomainError
from frankpledge.referrals import catalogue
from frankpledge.referrals.models import Door
from frankpledge.referrals.policies import Act, may_set_door


class UnusableDoor(DomainError):
    """A door has a pathway, a district, an agency and a way in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorFacts:
    """Where a pathway goes in one district."""

    pathway: str
    area: str
    agency_id: UUID
    agency: str
    forum: str
    forum_name: str
    how: str
    next_meets_on: date | None


def doors_in(area: str, at: datetime) -> dict[str, DoorFacts]:
    """The doors of a district at that moment, by pathway."""
    on = localtime(at).date()
    rows = Door.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=on), area=area, starts_on__lte=on
    ).select_related("agency", "forum")
    return {row.pathway: _facts(row) for row in rows.order_by("starts_on", "id")}


def door_of(pathway: str, area: str, at: datetime) -> DoorFacts | None:
    """Where one pathway goes in a district, if that was said."""
    return doors_in(area, at).get(pathway)


@transaction.atomic
def set_door(
    *,
    pathway: str,
    area: str,
    agency: UUID,
    how: str,
    forum: str = "",
    next_meets_on: date | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Say where a pathway goes in a district from today on. What was said before holds no longer.

    Raises `NotPermitted`, and `UnusableDoor` for what cannot be one.
    """
    require(may_set_door(by, area=area))
    if catalogue.pathway(pathway) is None:
        raise UnusableDoor("Choose the pathway", argument="pathway")
    if not Area.objects.filter(code=area, kind__in=("district", "unitary")).exists():
        raise UnusableDoor("Choose the district", argument="area")
    if not Agency.objects.filter(id=agency).exists():
        raise UnusableDoor("Choose the agency", argument="agency")
    if not how.strip():
        raise UnusableDoor("Enter how one gets there", argument="how")
    if forum and not Forum.objects.filter(code=forum).exists():
        raise UnusableDoor("Choose the panel", argument="forum")
    on = localtime(at).date()
    if next_meets_on is not None and next_meets_on < on:
        raise UnusableDoor("The next meeting must be today or later", argument="next_meets_on")
    standing = Door.objects.filter(pathway=pathway, area=area, ends_on=None)
    standing.filter(starts_on=on).delete()
    standing.update(ends_on=on)
    Door.objects.create(
        pathway=pathway,
        area_id=area,
        agency_id=agency,
        forum_id=forum or None,
        how=how.strip(),
        next_meets_on=next_meets_on,
        starts_on=on,
    )
    record(Act.SET_DOOR, None, by=by, at=at, fields=[area, pathway])


def _facts(row: Door) -> DoorFacts:
    return DoorFacts(
        pathway=row.pathway,
        area=row.area_id,
        agency_id=row.agency_id,
        agency=row.agency.name,
        forum=row.forum_id or "",
        forum_name=row.forum.name if row.forum else "",
        how=row.how,
        next_meets_on=row.next_meets_on,
    )
