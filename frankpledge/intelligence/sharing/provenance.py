"""How much may be said of where something came from: more only where many could have told it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from frankpledge.access.api import (
    Agency,
    Area,
    Holding,
    Post,
    PostArea,
    PostRole,
    Role,
    actor_for,
    areas_in,
)
from frankpledge.intelligence import slots
from frankpledge.intelligence.giving.submission import owner_of
from frankpledge.intelligence.models import Submission, Unit

ENOUGH_AGENCIES = 5
TELLERS = (Role.CONTRIBUTOR, Role.PRACTITIONER, Role.CSM, Role.SAFEGUARDING_LEAD)


def provenance_of(submission: Submission, *, at: datetime) -> str:
    """The agency's name where at least five agencies could have told it, else "a partner agency".

    Counted for the district on the day on which it came.
    """
    if is_small_source_set(submission):
        return "A partner agency"
    return Agency.objects.get(id=owner_of(submission)).name


def is_small_source_set(submission: Submission) -> bool:
    """Whether fewer than five agencies could have told it, in that district and half hour."""
    came = slots.beginning(submission.received_on, submission.slot)
    return len(agencies_that_could_tell(submission.district_id, at=came)) < ENOUGH_AGENCIES


def agencies_that_could_tell(district: str, *, at: datetime) -> frozenset[UUID]:
    """Agencies with somebody working in *district* at that moment who may tell what they saw,
    and with an agreement in force. Intelligence units are not counted."""
    areas = _areas_around(district, at.astimezone(slots.HERE).date())
    covering = Post.objects.filter(
        Q(force_wide=True) | Q(id__in=PostArea.objects.filter(area__in=areas).values("post_id")),
        id__in=PostRole.objects.filter(role__in=TELLERS).values("post_id"),
    ).exclude(agency_id__in=Unit.objects.values("agency_id"))
    held = Holding.objects.filter(
        post__in=covering, starts_at__lte=at, ends_at__gt=at, person__is_service=False
    )
    someone = dict(held.order_by("id").values_list("post__agency_id", "person_id"))
    return frozenset(
        agency for agency, person in someone.items() if actor_for(person, at=at).agreements
    )


def _areas_around(district: str, on: date) -> list[str]:
    """The district itself and every area that it lies within."""
    return [
        area.code
        for area in Area.objects.all()
        if any(inner.code == district for inner in areas_in(area.code, on))
    ]
