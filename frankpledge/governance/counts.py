"""Which meetings were held in some districts between two days, and how many agencies came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import get_current_timezone

from frankpledge.access.api import Actor, bodies_covering, record, require
from frankpledge.governance import policies
from frankpledge.governance.models import Attendance, Meeting, Presence
from frankpledge.governance.policies import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Meetings by their identities, and the agencies that came to at least one."""

    meetings: tuple[UUID, ...]
    agencies: tuple[UUID, ...]


@transaction.atomic
def meetings_between(
    areas: Sequence[str], first: date, last: date, *, by: Actor, at: datetime
) -> Held:
    """Meetings, begun by *at*, of forums whose body covers the districts, that *by* may open."""
    require(policies.may_count_meetings(by))
    zone = get_current_timezone()
    begins = datetime.combine(first, time.min, tzinfo=zone)
    ends = datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone)
    bodies = bodies_covering(areas, first, last)
    rows = list(
        Meeting.open_to(by)
        .filter(
            forum__body_id__in=bodies,
            starts_at__gte=begins,
            starts_at__lt=ends,
            starts_at__lte=at,
            called_off_at=None,
        )
        .order_by("pk")
    )
    came = Attendance.objects.filter(meeting__in=rows, presence=Presence.PRESENT)
    agencies = came.values_list("person__agency_id", flat=True).distinct()
    record(Act.COUNT_MEETINGS, rows, by=by, at=at)
    return Held(
        meetings=tuple(row.uid for row in rows),
        agencies=tuple(sorted(set(agencies))),
    )
