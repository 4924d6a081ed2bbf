"""When anybody reads what is sent: working hours, bank holidays, and clocks that keep to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from frankpledge.intelligence import reference_files
from frankpledge.intelligence.slots import HERE

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class NoHours(ValueError):
    """The file of working hours opens the desk on no day at all, so no clock could ever end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The hours of one day of the week."""

    opens: time
    closes: time


def hours_by_weekday() -> Mapping[int, Hours]:
    """Working hours by day of the week, Monday being 0. Raises `NoHours` when there are none."""
    found = {
        WEEKDAYS.index(row["weekday"]): Hours(
            opens=time.fromisoformat(row["opens"]), closes=time.fromisoformat(row["closes"])
        )
        for row in reference_files.rows("working_hours.csv")
    }
    if not found:
        raise NoHours
    return found


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=[year]))


def is_bank_holiday(day: date) -> bool:
    """Whether *day* is a bank holiday in England and Wales."""
    return day in _bank_holidays(day.year)


def _spell(day: date) -> tuple[datetime, datetime] | None:
    """When the desk opens and closes on *day*, or None where it does not."""
    hours = hours_by_weekday().get(day.weekday())
    if hours is None or is_bank_holiday(day):
        return None
    return datetime.combine(day, hours.opens, HERE), datetime.combine(day, hours.closes, HERE)


def is_open(at: datetime) -> bool:
    """Whether somebody is at the desk at *at*."""
    spell = _spell(at.astimezone(HERE).date())
    return spell is not None and _instant(spell[0]) <= _instant(at) < _instant(spell[1])


def opens_next(at: datetime) -> datetime:
    """*at* itself in working hours, otherwise the moment at which the desk next opens."""
    if is_open(at):
        return at
    day = at.astimezone(HERE).date()
    while True:
        spell = _spell(day)
        if spell is not None and _instant(spell[0]) > _instant(at):
            return spell[0]
        day += timedelta(days=1)


def after_working(start: datetime, length: timedelta) -> datetime:
    """The moment at which *length* of working time has passed since *start*."""
    at, left = opens_next(start), length
    while True:
        spell = _spell(at.astimezone(HERE).date())
        assert spell is not None, "opens_next gives a moment within working hours"
        today = between(at, spell[1])
        if left <= today:
            return _later(at, left)
        left -= today
        at = opens_next(spell[1])


def working_between(start: datetime, end: datetime) -> timedelta:
    """How much working time lies between two moments: none where *end* is not the later."""
    day, last = start.astimezone(HERE).date(), end.astimezone(HERE).date()
    found = timedelta()
    while day <= last:
        spell = _spell(day)
        if spell is not None:
            first, until = max(spell[0], start, key=_instant), min(spell[1], end, key=_instant)
            found += max(between(first, until), timedelta())
        day += timedelta(days=1)
    return found


def is_working_day(day: date) -> bool:
    """Whether the desk opens at all on *day*."""
    return _spell(day) is not None


def closes_on(day: date) -> datetime:
    """When the desk closes on a day on which it opens."""
    spell = _spell(day)
    assert spell is not None, "asked of working days only"
    return spell[1]


def between(start: datetime, end: datetime) -> timedelta:
    """How long it is from one moment to another, as instants.

    Two times of one zone would otherwise be taken by the clock on the wall, which jumps twice a
    year.
    """
    return timedelta(seconds=_instant(end) - _instant(start))


def _later(at: datetime, length: timedelta) -> datetime:
    return (at.astimezone(UTC) + length).astimezone(HERE)


def _instant(at: datetime) -> float:
    return at.timestamp()


def when_read(at: datetime) -> str:
    """Who reads now, in a sentence with the real hours."""
    if is_open(at):
        spell = _spell(at.astimezone(HERE).date())
        closes = spell[1] if spell else at
        return (
            f"This is read in working hours, today until {closes:%H:%M}. "
            "Nobody watches it all the time."
        )
    return nobody_reads_until(at)


def nobody_reads_until(at: datetime) -> str:
    """Until when nobody will read: 08:00 today, tomorrow, or on a day with its date."""
    opens = opens_next(at).astimezone(HERE)
    ahead = (opens.date() - at.astimezone(HERE).date()).days
    if ahead == 0:
        day = " today"
    elif ahead == 1:
        day = " tomorrow"
    else:
        day = f" on {opens:%A} {opens.day} {opens:%B}"
    return f"Nobody reads this until {opens:%H:%M}{day}."
