"""Who is asked for a quarter's return, for which days and by when, and whose return it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from frankpledge.access.api import (
    Actor,
    Area,
    Body,
    NotFound,
    areas_around,
    areas_of,
    bodies_between,
    bodies_covering,
    bodies_on,
    record,
    require,
)
from frankpledge.kernel import DomainError
from frankpledge.plans import policies
from frankpledge.plans.actions import UnknownChoice
from frankpledge.plans.models import ReturnChase, ReturnRound
from frankpledge.plans.policies import Act
from frankpledge.plans.returns.quarters import Quarter, quarter_called

PARTNERSHIP = "csp"
LATEST = 8
"""How many rounds back a partnership is still reminded of a return that never came."""


class AlreadyAsked(DomainError):
    """A quarter's returns are asked for once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A partnership that a round asks, for which days, and whether it is asked by invitation."""

    body: Body
    first_day: date
    last_day: date
    is_invited: bool


@transaction.atomic
def request_returns(
    *,
    quarter: str,
    due_on: date,
    area: str,
    invited: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Ask every partnership within an area for a quarter's return by a day, and one by invitation.

    Which partnerships those are follows from their dates: one that ends or begins in the quarter
    is asked for its own days. Raises `AlreadyAsked`.
    """
    require(policies.may_request_returns(by))
    asked = quarter_called(quarter)
    if asked is None:
        raise UnknownChoice("Choose the quarter", argument="quarter")
    if area not in by.districts and not by.force_wide:
        raise UnknownChoice("Choose an area that you work for", argument="area")
    if ReturnRound.objects.filter(area_id=area, quarter=quarter).exists():
        raise AlreadyAsked("This quarter’s returns have been asked for", argument="quarter")
    if due_on <= asked.first_day:
        raise UnknownChoice("Choose a day after the quarter begins", argument="due_on")
    guest = Body.objects.filter(code=invited, kind=PARTNERSHIP).first() if invited else None
    made = ReturnRound.objects.create(
        area=Area.objects.get(code=area),
        quarter=quarter,
        first_day=asked.first_day,
        last_day=asked.last_day,
        due_on=due_on,
        requested_at=at,
        requested_by_id=by.person_id,
        agency_id=by.agency_id,
        invited=guest,
    )
    record(Act.REQUEST_RETURNS, None, by=by, at=at)
    return int(made.pk)


def asked_in(round_: ReturnRound) -> tuple[Asking, ...]:
    """The partnerships that a round asks, each for the days on which it exists."""
    own = bodies_between(round_.first_day, round_.last_day, kind=PARTNERSHIP, within=round_.area_id)
    guests = [round_.invited] if round_.invited and round_.invited not in own else []
    return tuple(
        Asking(
            body=body,
            first_day=max(round_.first_day, body.valid_from or round_.first_day),
            last_day=min(
                round_.last_day,
                body.valid_to - timedelta(days=1) if body.valid_to else round_.last_day,
            ),
            is_invited=body in guests,
        )
        for body in (*own, *guests)
    )


@transaction.atomic
def chase_return(*, round_id: int, body: str, by: Actor, at: datetime) -> None:
    """Remind a partnership of its return. It stands on its manager's first page."""
    require(policies.may_chase_return(by))
    made = round_of(round_id, by)
    if body not in {asking.body.code for asking in asked_in(made)}:
        raise NotFound
    ReturnChase.objects.create(round=made, body_id=body, at=at, by_id=by.person_id)
    record(Act.CHASE_RETURN, None, by=by, at=at)


def rounds(by: Actor) -> QuerySet[ReturnRound]:
    """The rounds of areas that *by* works in or around, the latest first."""
    rows = ReturnRound.objects.select_related("area", "invited", "requested_by")
    if not by.force_wide:
        rows = rows.filter(area_id__in=by.districts)
    return rows.order_by("-first_day", "area_id")


def round_of(round_id: int, by: Actor) -> ReturnRound:
    """A round of an area that *by* works for. Raises `NotFound`."""
    found = rounds(by).filter(pk=round_id).first()
    if found is None:
        raise NotFound
    return found


def round_called(quarter: str, area: str) -> int:
    """The number of the round of an area's quarter. Raises `NotFound` where there is none."""
    found = ReturnRound.objects.filter(area_id=area, quarter=quarter).first()
    if found is None:
        raise NotFound
    return int(found.pk)


def rounds_asking(body: Body, on: date) -> tuple[ReturnRound, ...]:
    """The latest rounds in which a partnership is asked, the latest first."""
    day = min(on, body.valid_to - timedelta(days=1)) if body.valid_to else on
    around = {code for area in areas_of(body.code, day) for code in areas_around(area.code, day)}
    rows = ReturnRound.objects.filter(Q(area_id__in=around) | Q(invited=body))
    if body.valid_from:
        rows = rows.filter(last_day__gte=body.valid_from)
    if body.valid_to:
        rows = rows.filter(first_day__lt=body.valid_to)
    return tuple(rows.select_related("area", "invited").order_by("-first_day")[:LATEST])


def own_bodies(by: Actor, on: date) -> tuple[Body, ...]:
    """The partnerships whose return *by* makes: those that cover a district of theirs."""
    if not policies.may_make_return(by):
        return ()
    covering = set(bodies_covering(by.districts, on, on))
    return tuple(body for body in bodies_on(on, kind=PARTNERSHIP) if body.code in covering)


def own_body(code: str, quarter: Quarter, by: Actor) -> Body:
    """A partnership of one's own on some day of a quarter. Raises `NotFound`."""
    for body in bodies_between(quarter.first_day, quarter.last_day, kind=PARTNERSHIP):
        if body.code == code and set(areas_covered(body, quarter)) & by.districts:
            return body
    raise NotFound


def areas_covered(body: Body, quarter: Quarter) -> tuple[str, ...]:
    """What a partnership covers on the last day of the quarter on which it exists."""
    last = quarter.last_day
    if body.valid_to is not None:
        last = min(last, body.valid_to - timedelta(days=1))
    return tuple(area.code for area in areas_of(body.code, last))


def quarter_asked(round_: ReturnRound) -> Quarter:
    """The quarter that a round is of."""
    quarter = quarter_called(round_.quarter)
    assert quarter, "a round is of a quarter"
    return quarter


def areas_to_ask(by: Actor) -> tuple[tuple[str, str], ...]:
    """Counties and forces that *by* works for, for a list."""
    rows = Area.objects.filter(kind__in=("county", "force", "unitary")).order_by("name", "code")
    if not by.force_wide:
        rows = rows.filter(code__in=by.districts)
    return tuple((area.code, f"{area.name} ({area.kind})") for area in rows)


def guests(by: Actor, on: date) -> tuple[tuple[str, str], ...]:
    """Partnerships outside the areas of *by* that could be asked by invitation."""
    own = set(bodies_covering(by.districts, on, on))
    return tuple(
        (body.code, body.name) for body in bodies_on(on, kind=PARTNERSHIP) if body.code not in own
    )
