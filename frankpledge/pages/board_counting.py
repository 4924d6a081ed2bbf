"""Counting for boards: each agency's own service counts, and figures made safe are kept.

Somebody on a board may count neither visits nor referrals, and need not. What each agency holds is
counted by a service of that agency, which may add up four kinds of record and read problems alone,
since re-visits hang below them. Nobody can sign in as it. Referrals
are not counted at all: what was rounded and frozen of them is taken through their front door.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Actor,
    Agency,
    Kind,
    Person,
    Protection,
    Purpose,
    Role,
    acting_for,
    areas_in,
    make_service,
)
from frankpledge.governance import api as governance
from frankpledge.governance.api import BoardFigure, Figures
from frankpledge.intelligence import api as intelligence
from frankpledge.learning import api as learning
from frankpledge.pages.sections import referrals
from frankpledge.plans import api as plans
from frankpledge.problems import api as problems

COUNTED = (Kind.PROBLEM, Kind.DISRUPTION, Kind.DISSEMINATION)
DISTRICTS = ("district", "unitary")
TITLE = "Counts for boards"


@dataclass(frozen=True, slots=True, kw_only=True)
class CameOfIt:
    """What a board reads of what came of it: figures, and what was told and cleared."""

    figures: Figures
    told: tuple[learning.CaseLine, ...]


def board_counter(agency_id: UUID, *, at: datetime) -> Actor:
    """The service of an agency that counts for boards, made when first asked for.

    Nobody can sign in as it, and it has the role `board_counter` alone.
    """
    code = f"counts-for-boards-{agency_id.hex}"
    found = Person.objects.filter(username=code).values_list("id", flat=True).first()
    service = found or make_service(agency_id, code=code, title=TITLE, role=Role.BOARD_COUNTER).id
    return acting_for(
        service, (Purpose.STATISTICS, Purpose.PARTNERSHIP_WORKING, Purpose.LAW_ENFORCEMENT), at=at
    )


@transaction.atomic
def count_period(*, area: str, first_day: date, last_day: date, by: Actor, at: datetime) -> int:
    """Have a period that is over counted for boards, and keep what may be shown of it.

    Says under which number. Raises `NotPermitted` and `NotToBeCounted`.
    """
    governance.require_countable(area=area, first_day=first_day, last_day=last_day, by=by, at=at)
    figures = tuple(_figures(area, first_day, last_day, by, at))
    return governance.keep_figures(
        area=area, first_day=first_day, last_day=last_day, figures=figures, by=by, at=at
    )


def came_of_it(*, number: int | None = None, by: Actor, at: datetime) -> CameOfIt:
    """The figures of a period, the latest where none is named, and case studies that are cleared.

    Recorded. Raises `NotPermitted` and `NotFound`.
    """
    figures = governance.board_figures(number=number, by=by, at=at)
    told = learning.cases_cleared(by=by, at=at) if learning.may_list_cases(by) else ()
    return CameOfIt(figures=figures, told=told)


def _figures(area: str, first: date, last: date, by: Actor, at: datetime) -> Iterator[BoardFigure]:
    inside = [area, *(each.code for each in areas_in(area, last))]
    days: list[int] = []
    events: set[UUID] = set()
    safe = not_safe = 0
    for agency in _owners():
        service = board_counter(agency, at=at)
        work = problems.followed(inside, first, last, owner=agency, by=service, at=at)
        days += work.days_to_visit
        safe, not_safe = safe + work.homes_safe, not_safe + work.homes_not_safe
        events |= set(plans.disruptions_counted(inside, first, last, by=service, at=at)["all"])
    yield governance.median_of("first_visit", days)
    for code, count in (("homes_safe", safe), ("homes_not_safe", not_safe)):
        yield governance.people_of(
            code, count, period=str(first), earlier=governance.rounded_before(area, code)
        )
    yield _accepted(area, last, by, at)
    yield BoardFigure(code="disruptions", value=len(events))
    yield _recalled(area, first, last, at)
    yield BoardFigure(code="exposed", value=None, why_none="not_known")


def _owners() -> list[UUID]:
    owning = Protection.objects.filter(kind__in=COUNTED).values("owner_id").distinct()
    return list(Agency.objects.filter(id__in=owning).order_by("code").values_list("id", flat=True))


def _accepted(area: str, last: date, by: Actor, at: datetime) -> BoardFigure:
    """Of the last quarter that was over when the period ended."""
    districts = [each.code for each in areas_in(area, last, kinds=DISTRICTS)] or [area]
    first = _quarter_before(last)
    value, frozen = referrals.accepted_as_frozen(districts, first, by=by, at=at)
    until = date(first.year, first.month + 2, 1)
    about = f"{first:%B} to {until:%B %Y}, frozen in {frozen} of {len(districts)} districts"
    if value is None:
        return BoardFigure(code="referrals_accepted", value=None, why_none="not_over", about=about)
    return BoardFigure(code="referrals_accepted", value=value, about=about)


def _quarter_before(day: date) -> date:
    """The first day of the latest quarter that is over by the end of *day*.

    >>> _quarter_before(date(2026, 5, 21)), _quarter_before(date(2026, 6, 30))
    (datetime.date(2026, 1, 1), datetime.date(2026, 4, 1))
    """
    after = day + timedelta(days=1)
    begins = date(after.year, (after.month - 1) // 3 * 3 + 1, 1)
    before = begins - timedelta(days=1)
    return date(before.year, before.month - 2, 1)


def _recalled(area: str, first: date, last: date, at: datetime) -> BoardFigure:
    units = intelligence.units_reading_for(sorted(governance.areas_touching(area, last)))
    if not units:
        return BoardFigure(code="recalled", value=None, why_none="not_known")
    return BoardFigure(
        code="recalled",
        value=sum(
            intelligence.count_recalls(
                first, last, owner=unit, by=board_counter(unit, at=at), at=at
            )
            for unit in units
        ),
    )
