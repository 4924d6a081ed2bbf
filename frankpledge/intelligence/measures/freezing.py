"""Closing a month: its figures are worked out once and kept, so no two looks can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Actor,
    Agency,
    Decision,
    NotFound,
    record,
    require,
)
from frankpledge.intelligence import reference_files, slots
from frankpledge.intelligence.answers.policies import (
    may_close_month,
    may_read_measures,
    may_read_month,
)
from frankpledge.intelligence.measures import counting, months as measures
from frankpledge.intelligence.measures.brought import brought_for
from frankpledge.intelligence.measures.months import Measured, Month
from frankpledge.intelligence.models import FrozenFigure, FrozenMonth, Level, Outcome, Unit
from frankpledge.intelligence.policies import Act

PRIVATE_MONTHS = 3
LOOKED_BACK = timedelta(days=130)
"""How far before a month its figures reach: a quarter and what was still open then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a measure in words: what it is of, its value, its limits and its base."""

    part: str
    value: str
    limits: str
    n: int | None
    number: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure of a month with all that is needed to read it rightly."""

    code: str
    name: str
    unit: str
    source: str
    method: str
    caveat: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLine:
    """One closed month in a list."""

    unit: str
    unit_id: int
    month: date
    for_partners: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthShown:
    """What the page of a month needs to know."""

    unit: str
    month: date
    closed_on: date
    for_partners: bool
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One share over the months, for a chart and the table beside it."""

    name: str
    points: tuple[tuple[date, float | None, int | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """What the page about all months needs to know."""

    listed: tuple[MonthLine, ...]
    trends: tuple[Trend, ...]
    next_to_close: date | None
    may_close_month: Decision


@transaction.atomic
def close_month(*, by: Actor, at: datetime) -> date:
    """Work out the figures of the unit's oldest open month that is over, and keep them for good.

    Whatever is learnt of that month later changes nothing in them. The first three months of a
    unit stay with it. Gives the month's first day. Raises `NotPermitted`.
    """
    unit = _own_unit(by)
    month = _next(unit, by) if unit else None
    day, _ = slots.day_and_slot(at)
    is_over = month is not None and month.before <= day
    require(may_close_month(by, is_own_unit=unit is not None, is_over=is_over))
    assert unit is not None
    assert month is not None, "a month that is over is a month"
    kept = FrozenMonth.objects.create(
        unit=unit,
        month=month.first,
        closed_on=day,
        closed_by_id=by.person_id,
        for_partners=FrozenMonth.objects.filter(unit=unit).count() >= PRIVATE_MONTHS,
    )
    since = month.first - LOOKED_BACK
    found = measures.figures(
        counting.counted(by, since=since, before=month.before),
        month,
        brought=brought_for(by, month.first, month.before),
        trained=_trained(),
    )
    FrozenFigure.objects.bulk_create(_kept(kept, each) for each in found)
    record(Act.CLOSE_MONTH, None, by=by, at=at)
    return month.first


@transaction.atomic
def months(*, by: Actor, at: datetime) -> Months:
    """The closed months that the actor may see, newest first, and the month to be closed next.

    Looking is recorded. Raises `NotPermitted` for somebody whose post sees no measures.
    """
    require(may_read_measures(by))
    unit = _own_unit(by)
    rows = [
        row
        for row in FrozenMonth.objects.select_related("unit__agency").order_by(
            "-month", "unit__agency__name"
        )
        if may_read_month(by, row, is_own_unit=_is_own(row, by))
    ]
    following = _next(unit, by) if unit else None
    day, _ = slots.day_and_slot(at)
    is_over = following is not None and following.before <= day
    record(Act.READ_MEASURES, None, by=by, at=at)
    return Months(
        listed=tuple(
            MonthLine(
                unit=row.unit.agency.name,
                unit_id=row.unit_id,
                month=row.month,
                for_partners=row.for_partners,
            )
            for row in rows
        ),
        trends=_trends(rows),
        next_to_close=following.first if following and is_over else None,
        may_close_month=may_close_month(by, is_own_unit=unit is not None, is_over=is_over),
    )


@transaction.atomic
def month(*, unit_id: int, month: date, by: Actor, at: datetime) -> MonthShown:
    """One closed month with every figure. Looking is recorded.

    Raises `NotFound` for a month that is not closed, or that is for its unit alone: to everybody
    else they are the same.
    """
    require(may_read_measures(by))
    row = (
        FrozenMonth.objects.select_related("unit__agency")
        .filter(unit_id=unit_id, month=month)
        .first()
    )
    if row is None or not may_read_month(by, row, is_own_unit=_is_own(row, by)):
        raise NotFound
    record(Act.READ_MONTH, None, by=by, at=at)
    return MonthShown(
        unit=row.unit.agency.name,
        month=row.month,
        closed_on=row.closed_on,
        for_partners=row.for_partners,
        measures=_measures(list(FrozenFigure.objects.filter(frozen=row).order_by("id"))),
    )


def _own_unit(by: Actor) -> Unit | None:
    return Unit.objects.filter(agency_id=by.agency_id).first()


def _is_own(row: FrozenMonth, by: Actor) -> bool:
    return row.unit.agency_id == by.agency_id


def _next(unit: Unit, by: Actor) -> Month | None:
    """The month after the last that was closed, or that of the first thing told."""
    last = FrozenMonth.objects.filter(unit=unit).order_by("-month").first()
    if last is not None:
        return Month(first=measures.month_after(last.month))
    began = counting.first_told(by)
    return Month(first=began.replace(day=1)) if began else None


def _trained() -> dict[UUID, int]:
    by_code = counting.trained_staff()
    agencies = Agency.objects.filter(code__in=by_code)
    return {agency.id: by_code[agency.code] for agency in agencies}


def _kept(frozen: FrozenMonth, each: Measured) -> FrozenFigure:
    return FrozenFigure(
        frozen=frozen,
        code=each.code,
        part=each.part,
        value=each.value,
        low=each.low,
        high=each.high,
        n=each.n,
        why_not=each.why_not,
    )


def _trends(rows: list[FrozenMonth]) -> tuple[Trend, ...]:
    """Shares read and answered in time, over the months of the one unit that is looked at."""
    if len({row.unit_id for row in rows}) != 1:
        return ()
    names = {row["code"]: row["name"] for row in reference_files.rows("measures.csv")}
    found = {
        (figure.frozen_id, figure.code): figure
        for figure in FrozenFigure.objects.filter(frozen__in=rows, code__in=["M4", "M5"])
    }
    return tuple(
        Trend(
            name=names[code],
            points=tuple(
                (row.month, figure.value, figure.n)
                for row in reversed(rows)
                if (figure := found.get((row.id, code))) is not None
            ),
        )
        for code in ("M4", "M5")
    )


def _measures(figures: list[FrozenFigure]) -> tuple[Measure, ...]:
    parts = _part_words(figures)
    return tuple(
        Measure(
            code=row["code"],
            name=row["name"],
            unit=row["unit"],
            source=row["source"],
            method=row["method"],
            caveat=row["caveat"],
            lines=tuple(
                _line(figure, row["unit"], parts)
                for figure in figures
                if figure.code == row["code"]
            ),
        )
        for row in reference_files.rows("measures.csv")
    )


PARTS = {
    "": "All",
    "urgent": "With words that mean danger, or said to be unable to wait",
    "other": "Without",
    "told": "Told something in the month",
    "silent": "Silent for 90 days",
}


def _part_words(figures: list[FrozenFigure]) -> dict[str, str]:
    """Words for every part: agencies by name, outcomes and levels by their labels."""
    words = {
        **PARTS,
        **{str(value): str(label) for value, label in Outcome.choices},
        **{str(value): str(label) for value, label in Level.choices},
    }
    ids = [figure.part for figure in figures if figure.code in ("M12", "M14") and figure.part]
    return words | {str(each.id): each.name for each in Agency.objects.filter(id__in=ids)}


WHY_NOT = {
    measures.SMALL: "Not shown: too few",
    measures.NONE: "Nothing to count",
    measures.OPEN: "Most still waited",
}


def _line(figure: FrozenFigure, unit: str, parts: dict[str, str]) -> Line:
    limits = ""
    if figure.value is not None and figure.low is not None:
        high = "not known yet" if figure.high is None else _value(figure.high, unit)
        limits = f"{_value(figure.low, unit)} to {high}"
    return Line(
        part=parts.get(figure.part) or figure.part[:1].upper() + figure.part[1:],
        value=WHY_NOT[figure.why_not] if figure.value is None else _value(figure.value, unit),
        limits=limits,
        n=figure.n,
        number=figure.value,
    )


def _value(value: float, unit: str) -> str:
    if unit == "share":
        return f"{100 * value:.0f}%"
    if unit == "days":
        return "1 day" if value == 1 else f"{value:.0f} days"
    if unit in ("count", "about"):
        return f"{value:,.0f}"
    return f"{value:.1f}"
