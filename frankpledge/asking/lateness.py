"""How soon answers come, police and partners side by side, in figures that point to nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from frankpledge.access.api import Action, Actor, Kind, record, require
from frankpledge.asking import before_acting, clocks, information, policies, rules
from frankpledge.asking.models import Request, Response, Stage
from frankpledge.asking.policies import Act
from frankpledge.problems import api as problems

BASE = 5
"""Counts are rounded to the nearest of these, each for itself, so that none follows from others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How one question, whose time for an answer has passed, was kept to."""

    to_police: bool
    on_time: bool
    answered: bool
    refused: bool = False
    nil: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """One row: a kind of question, and who was asked. None stands for what cannot be shown."""

    what: str
    side: str
    due: int | None
    on_time: int | None
    late: int | None
    unanswered: int | None
    refused: int | None
    nil: int | None
    why_not: str = ""


@transaction.atomic
def lateness(*, by: Actor, at: datetime, days: int = 91) -> tuple[Lateness, ...]:
    """Questions whose time for an answer passed in the last *days*, as far as *by* may count them.

    Only those whose time has passed are counted, so that slow answers are not left out. Fewer than
    five are not shown, and no agency or person is named.
    """
    require(policies.may_count_lateness(by))
    since = clocks.local_day(at) - timedelta(days=days)
    kinds = by.kinds_for(Action.AGGREGATE)
    rows: list[Lateness] = []
    if Kind.REQUEST in kinds:
        rows += _both_sides("Asked before acting", _before(by, at, since), by, sides=("Police",))
        rows += _both_sides("Requests for information", _information(by, at, since), by)
    if Kind.ASK in kinds:
        rows += _both_sides("Asked round about a place", _asks(by, at, since), by)
    record(Act.COUNT_LATENESS, None, by=by, at=at)
    if _is_first_quarter(by, at):
        rows = [_private(row) if row.side == "Police" else row for row in rows]
    return tuple(rows)


def _is_first_quarter(by: Actor, at: datetime) -> bool:
    """Whether police figures are still their own: somebody else looks, and they have just begun."""
    if policies.is_desk(by) or Kind.REQUEST not in by.kinds_for(Action.AGGREGATE):
        return False
    first = Request.open_to(by, Action.AGGREGATE).order_by("asked_at").first()
    return first is None or at - first.asked_at < rules.days("first_quarter_days")


def _private(row: Lateness) -> Lateness:
    return _without_counts(row.what, row.side, "The first quarter of a unit is its own")


def _without_counts(what: str, side: str, why_not: str) -> Lateness:
    return Lateness(
        what=what,
        side=side,
        due=None,
        on_time=None,
        late=None,
        unanswered=None,
        refused=None,
        nil=None,
        why_not=why_not,
    )


def _both_sides(
    what: str, kept: Sequence[Kept], by: Actor, *, sides: Sequence[str] = ("Police", "Partners")
) -> Iterable[Lateness]:
    for side in sides:
        yield summed(what, side, [each for each in kept if each.to_police == (side == "Police")])


def summed(what: str, side: str, kept: Sequence[Kept]) -> Lateness:
    """One row from many questions, made safe."""
    if len(kept) < rules.number("suppressed_below"):
        return _without_counts(what, side, "Too few to show")
    return Lateness(
        what=what,
        side=side,
        due=rounded(len(kept)),
        on_time=rounded(sum(each.on_time for each in kept)),
        late=rounded(sum(each.answered and not each.on_time for each in kept)),
        unanswered=rounded(sum(not each.answered for each in kept)),
        refused=rounded(sum(each.refused for each in kept)),
        nil=rounded(sum(each.nil for each in kept)),
    )


def rounded(count: int) -> int:
    """A count to the nearest five.

    >>> [rounded(count) for count in (0, 2, 3, 7, 8)]
    [0, 0, 5, 5, 10]
    """
    return BASE * ((count + BASE // 2) // BASE)


def _before(by: Actor, at: datetime, since: date) -> list[Kept]:
    rows = before_acting.parts(by, Action.AGGREGATE).filter(
        withdrawn_at=None, acted_at=None, release_at__lte=at
    )
    return [
        Kept(
            to_police=True,
            answered=row.is_released(at),
            on_time=row.releases_at is not None and row.releases_at <= row.release_at,
        )
        for row in rows
        if clocks.local_day(row.release_at) >= since
    ]


def _information(by: Actor, at: datetime, since: date) -> list[Kept]:
    rows = information.parts(by, Action.AGGREGATE).filter(due_at__lte=at)
    return [
        Kept(
            to_police=row.to.kind == "police",
            answered=row.answered_at is not None,
            on_time=bool(row.answered_at and row.due_at and row.answered_at <= row.due_at),
            refused=row.response == Response.REFUSED,
            nil=row.response == Response.NIL_HELD,
        )
        for row in rows.exclude(stage__in=[Stage.WITHDRAWN, Stage.CLARIFY])
        if row.due_at is not None and clocks.local_day(row.due_at) >= since
    ]


def _asks(by: Actor, at: datetime, since: date) -> list[Kept]:
    return [
        Kept(
            to_police=each.to_police,
            answered=each.answered,
            on_time=each.on_time,
            refused=each.refused,
            nil=each.nil,
        )
        for each in problems.promptness(since=since, by=by, at=at)
    ]
