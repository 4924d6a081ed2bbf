"""Figures counted for boards: kept once for a period that is over, and read as figures alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Actor,
    Area,
    Decision,
    NotFound,
    areas_around,
    areas_in,
    record,
    require,
)
from frankpledge.governance import policies
from frankpledge.governance.boards.measured import (
    BY_CODE,
    MEASURES,
    SHORTEST_DAYS,
    Figure,
    Measure,
    in_words,
)
from frankpledge.governance.models import CountedFigure, CountedPeriod, WhyNone
from frankpledge.governance.policies import Act
from frankpledge.kernel import DomainError

LISTED = 20


class NotToBeCounted(DomainError):
    """A period is counted once, when it is over, and shares no day with another of the area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodLine:
    """One period that was counted."""

    number: int
    area: str
    first_day: date
    last_day: date
    kept_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One figure in words, with what it was counted from and what to bear in mind."""

    measure: Measure
    words: str
    n: int | None
    about: str
    has_number: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a period, or of none, and the other periods there are."""

    period: PeriodLine | None
    lines: tuple[FigureLine, ...]
    periods: tuple[PeriodLine, ...]
    may_keep: Decision


def require_countable(
    *, area: str, first_day: date, last_day: date, by: Actor, at: datetime
) -> None:
    """Raise `NotPermitted`, or `NotToBeCounted` where this period cannot be counted safely."""
    require(policies.may_keep_figures(by))
    if area not in dict(areas_to_count(by)):
        raise NotToBeCounted("Choose an area that you work for", argument="area")
    if last_day - first_day < timedelta(days=SHORTEST_DAYS - 1):
        raise NotToBeCounted(f"Choose at least {SHORTEST_DAYS} days", argument="last_day")
    today = localtime(at).date()
    if last_day >= today:
        raise NotToBeCounted("This period is not over yet", argument="last_day")
    if CountedPeriod.objects.filter(
        area__in=areas_touching(area, today), first_day__lte=last_day, last_day__gte=first_day
    ).exists():
        raise NotToBeCounted(
            "Some of these days have been counted, once for good. Choose days after them",
            argument="first_day",
        )


@transaction.atomic
def keep_figures(
    *,
    area: str,
    first_day: date,
    last_day: date,
    figures: Sequence[Figure],
    by: Actor,
    at: datetime,
) -> int:
    """Keep what was counted of a period for good, and say under which number.

    Raises `NotPermitted` and `NotToBeCounted`.
    """
    require_countable(area=area, first_day=first_day, last_day=last_day, by=by, at=at)
    period = CountedPeriod.objects.create(
        area_id=area, first_day=first_day, last_day=last_day, kept_at=at, kept_by_id=by.person_id
    )
    CountedFigure.objects.bulk_create(
        CountedFigure(
            period=period,
            code=each.code,
            value=each.value,
            n=each.n,
            why_none=each.why_none,
            about=each.about,
        )
        for each in figures
    )
    record(Act.KEEP_FIGURES, None, by=by, at=at, fields=[area, str(first_day), str(last_day)])
    return int(period.pk)


@transaction.atomic
def figures(*, number: int | None, by: Actor, at: datetime) -> Figures:
    """The figures of a period, or of the latest there is. Recorded.

    Raises `NotPermitted`, and `NotFound` for a period that was not counted.
    """
    require(policies.may_read_figures(by))
    rows = list(
        CountedPeriod.objects.select_related("area").order_by("-last_day", "area__name")[:LISTED]
    )
    row = rows[0] if rows and number is None else None
    if number is not None:
        row = CountedPeriod.objects.select_related("area").filter(pk=number).first()
        if row is None:
            raise NotFound
    record(Act.READ_FIGURES, None, by=by, at=at, fields=[str(row.pk)] if row else [])
    kept = CountedFigure.objects.filter(period=row) if row else CountedFigure.objects.none()
    found = {each.code: each for each in kept}
    return Figures(
        period=_line(row) if row else None,
        lines=tuple(_figure(found[measure.code]) for measure in MEASURES if measure.code in found),
        periods=tuple(_line(each) for each in rows),
        may_keep=policies.may_keep_figures(by),
    )


def figures_since(day: date, by: Actor) -> tuple[PeriodLine, ...]:
    """Periods that were counted from a day on, for whoever may read them."""
    if not policies.may_read_figures(by):
        return ()
    rows = CountedPeriod.objects.select_related("area").order_by("-last_day", "area__name")
    lines = (_line(row) for row in rows[:LISTED])
    return tuple(line for line in lines if line.kept_on >= day)


def rounded_before(area: str, code: str) -> Iterable[tuple[str, int]]:
    """What was kept of a rounded figure in the area's other periods, each by its first day."""
    kept = CountedFigure.objects.filter(period__area=area, code=code, value__isnull=False)
    found = kept.order_by("period__first_day").values_list("period__first_day", "value")
    return [(str(first), value) for first, value in found if value is not None]


def areas_touching(area: str, day: date) -> frozenset[str]:
    """Every area that shares a place with this one: a county and a force share districts."""
    inside = {area, *(each.code for each in areas_in(area, day))}
    return frozenset(code for each in inside for code in areas_around(each, day))


def areas_to_count(by: Actor) -> tuple[tuple[str, str], ...]:
    """Counties and forces that *by* works for, for a list."""
    rows = Area.objects.filter(kind__in=("county", "force", "unitary")).order_by("name", "code")
    if not by.force_wide:
        rows = rows.filter(code__in=by.districts)
    return tuple((area.code, f"{area.name} ({area.kind})") for area in rows)


def _line(row: CountedPeriod) -> PeriodLine:
    return PeriodLine(
        number=int(row.pk),
        area=row.area.name,
        first_day=row.first_day,
        last_day=row.last_day,
        kept_on=localtime(row.kept_at).date(),
    )


def _figure(row: CountedFigure) -> FigureLine:
    words = WhyNone(row.why_none).label if row.value is None else in_words(row.code, row.value)
    return FigureLine(
        measure=BY_CODE[row.code],
        words=words,
        n=row.n,
        about=row.about,
        has_number=row.value is not None,
    )
