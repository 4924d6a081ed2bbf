"""Whom to ring about somebody at risk: one line for each district, between two days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Area, record, require
from frankpledge.kernel import DomainError
from frankpledge.referrals.models import DutyLine
from frankpledge.referrals.policies import Act, may_set_duty


class NoDutyContact(DomainError):
    """No duty contact is set for this district. Ring 999 if somebody is in danger now."""


class IncompleteDuty(DomainError):
    """A duty contact can be rung at any hour, or is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyContact:
    """Whom to ring: by name and post, in their hours and outside them."""

    name: str
    post: str
    agency: str
    telephone: str
    out_of_hours: str
    hours: str


def contact_on(area: str, at: datetime) -> DutyContact:
    """Whom to ring in a district at that moment. Raises `NoDutyContact`."""
    found = contact_if_set(area, at)
    if found is None:
        raise NoDutyContact(
            "No duty contact is set for this district. Ask adult social care or children’s "
            "services who it is, and call 999 if somebody is in danger now",
            argument="area",
        )
    return found


def contact_if_set(area: str, at: datetime) -> DutyContact | None:
    """Whom to ring in a district at that moment, or None where nobody is named."""
    on = localtime(at).date()
    row = (
        DutyLine.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), area=area, starts_on__lte=on)
        .select_related("agency")
        .order_by("-starts_on", "-id")
        .first()
    )
    if row is None:
        return None
    return DutyContact(
        name=row.name,
        post=row.post,
        agency=row.agency.name,
        telephone=row.telephone,
        out_of_hours=row.out_of_hours,
        hours=row.hours,
    )


@transaction.atomic
def set_duty(
    *,
    area: str,
    name: str,
    post: str,
    telephone: str,
    hours: str,
    out_of_hours: str,
    by: Actor,
    at: datetime,
) -> None:
    """Say whom to ring in a district from today on. Whoever was named before is so no longer.

    Raises `NotPermitted`, and `IncompleteDuty` where something is missing or the district unknown.
    """
    require(may_set_duty(by, area=area))
    if not Area.objects.filter(code=area, kind__in=("district", "unitary")).exists():
        raise IncompleteDuty("Choose the district", argument="area")
    for argument, value, words in (
        ("name", name, "Enter who is on duty"),
        ("telephone", telephone, "Enter the number to ring"),
        ("out_of_hours", out_of_hours, "Enter the number to ring at other hours"),
    ):
        if not value.strip():
            raise IncompleteDuty(words, argument=argument)
    on = localtime(at).date()
    standing = DutyLine.objects.filter(area=area, ends_on=None)
    standing.filter(starts_on=on).delete()
    standing.update(ends_on=on)
    DutyLine.objects.create(
        area_id=area,
        agency_id=by.agency_id,
        name=name.strip(),
        post=post.strip(),
        telephone=telephone.strip(),
        hours=hours.strip(),
        out_of_hours=out_of_hours.strip(),
        starts_on=on,
    )
    record(Act.SET_DUTY, None, by=by, at=at, fields=[area])
