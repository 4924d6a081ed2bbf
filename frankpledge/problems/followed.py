"""What became of places that were worked on: how soon somebody went, and how homes stood after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Min
from django.utils.timezone import localtime

from frankpledge.access.api import Action, Actor, Kind, Ref, record, require
from frankpledge.problems import policies
from frankpledge.problems.counts import day_span
from frankpledge.problems.models import Outcome, PlaceKind, Problem, ProblemEvent, Revisit, What
from frankpledge.problems.policies import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Days from opening to the first visit, one for each problem, and homes by how they stood."""

    days_to_visit: tuple[int, ...]
    homes_safe: int
    homes_not_safe: int


@transaction.atomic
def followed(
    areas: Sequence[str], first: date, last: date, *, owner: UUID, by: Actor, at: datetime
) -> Followed:
    """What was first visited or gone back to in the days from *first* to *last*, in some districts.

    Of the problems of one agency, and only those that *by* may add up. Recorded.
    """
    require(policies.may_count_work(by))
    begins, ends = day_span(first, last)
    counted = Problem.open_to(by, Action.AGGREGATE).filter(
        area_id__in=areas, protection__owner_id=owner
    )
    opened = dict(counted.order_by("pk").values_list("pk", "opened_at"))
    went = dict(
        ProblemEvent.objects.filter(problem__in=opened, what=What.VISIT)
        .values("problem")
        .annotate(first_at=Min("at"))
        .filter(first_at__gte=begins, first_at__lt=ends)
        .order_by("problem")
        .values_list("problem", "first_at")
    )
    # In the order of their days, so that the last one found stays.
    homes = dict(
        Revisit.open_to(by, Action.AGGREGATE)
        .filter(
            problem__in=list(opened),
            problem__place_kind=PlaceKind.ADDRESS,
            recorded_at__gte=begins,
            recorded_at__lt=ends,
        )
        .order_by("recorded_at", "pk")
        .values_list("problem_id", "outcome")
    )
    seen = [Ref(kind=Kind.PROBLEM, uid=uid) for uid in sorted({*went, *homes})]
    record(Act.COUNT_WORK, seen, by=by, at=at)
    safe = sum(outcome == Outcome.SAFE for outcome in homes.values())
    return Followed(
        days_to_visit=tuple(
            (localtime(first_at).date() - localtime(opened[uid]).date()).days
            for uid, first_at in went.items()
        ),
        homes_safe=safe,
        homes_not_safe=len(homes) - safe,
    )
