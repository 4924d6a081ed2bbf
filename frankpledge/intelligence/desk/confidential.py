"""What is told in confidence of corruption: who may find it, which is almost nobody.

It is restricted by the one rule to named supervisors of the unit, so that neither the usual queue
nor the teller's own agency shows a trace of it; and it is kept by the unit's service, so that no
line of it points at whoever told it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from frankpledge.access.api import Holding, PostRole, Role
from frankpledge.intelligence.models import Unit
from frankpledge.kernel import DomainError


class NobodyToTell(DomainError):
    """The unit has no supervisor now, so nobody could read it."""


def readers_of(unit: Unit, *, at: datetime) -> tuple[UUID, ...]:
    """Who may find what is told the unit in confidence: its supervisors at that moment.

    Raises `NobodyToTell` where there is none.
    """
    supervising = PostRole.objects.filter(role=Role.INTELLIGENCE_SUPERVISOR).values("post_id")
    found = (
        Holding.objects.filter(
            post__in=supervising,
            post__agency_id=unit.agency_id,
            starts_at__lte=at,
            ends_at__gt=at,
            person__is_service=False,
        )
        .order_by("person_id")
        .values_list("person_id", flat=True)
    )
    readers = tuple(dict.fromkeys(found))
    if not readers:
        raise NobodyToTell(
            "Nobody can read this in confidence at the moment. Call the number above"
        )
    return (*readers, unit.service_id)
