"""How often a unit recalled what went to the wrong people: a number, and nothing of what it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Action, Actor, record, require
from frankpledge.intelligence import slots
from frankpledge.intelligence.models import Dissemination, Ended, Unit
from frankpledge.intelligence.policies import Act, may_count_recalls


def units_reading_for(areas: Sequence[str]) -> list[UUID]:
    """The agencies that are the units of these areas."""
    rows = Unit.objects.filter(area__in=areas).order_by("agency__code")
    return list(rows.values_list("agency_id", flat=True))


@transaction.atomic
def count_recalls(first: date, last: date, *, owner: UUID, by: Actor, at: datetime) -> int:
    """How often a unit recalled by mistake in the days from *first* to *last*, as *by* may count.

    Recorded. Raises `NotPermitted`.
    """
    require(may_count_recalls(by))
    moments = (
        Dissemination.open_to(by, Action.AGGREGATE)
        .filter(protection__owner_id=owner, ended_because=Ended.MISTAKE, recalled_at__isnull=False)
        .values_list("recalled_at", flat=True)
    )
    found = sum(first <= localtime(each).date() <= last for each in moments)
    record(Act.COUNT_RECALLS, None, by=by, at=slots.blurred(at))
    return found
