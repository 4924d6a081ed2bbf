"""By when a door has to decide: working days, bank holidays and whole hours. No Django.

A working day is Monday to Friday and no bank holiday of England and Wales. What arrives after the
end of a working day, or on no working day, counts from the next one. A door that has *n* working
days has until the end of the nth working day after it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/London")
DAY_ENDS = time(17, 0)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=[year]))


def is_working_day(day: date) -> bool:
    """Whether doors are open on *day*."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def counts_from(at: datetime) -> date:
    """The working day on which something that arrives at *at* counts as having arrived."""
    local = at.astimezone(HERE)
    day = local.date()
    if is_working_day(day) and local.time() < DAY_ENDS:
        return day
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_day_after(day: date, count: int) -> date:
    """The working day that comes *count* working days after *day*."""
    while count:
        day += timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day


def working_days_between(sent_at: datetime, decided_at: datetime) -> int:
    """How many working days lie between what arrived and what was decided: 0 is the same day.

    What was decided on no working day counts with the working day before it.
    """
    day, last, count = counts_from(sent_at), decided_at.astimezone(HERE).date(), 0
    while day < last:
        day += timedelta(days=1)
        count += is_working_day(day)
    return count


def end_of(day: date) -> datetime:
    """The moment at which a working day ends."""
    return datetime.combine(day, DAY_ENDS, HERE)


def due(
    sent_at: datetime, *, working_days: int | None, hours: int | None, meets_on: date | None = None
) -> datetime | None:
    """By when a door has to decide on what was sent at *sent_at*, or None where it has no clock.

    A panel that has a day decides at the end of that day, if it is still to come. Hours run
    through nights and holidays.

    >>> # Sent on Friday at 16:59 with one working day, it is due on Monday at 17:00; sent on the
    >>> # Friday before a bank holiday at 17:00, on the Wednesday.
    """
    if meets_on is not None and meets_on >= sent_at.astimezone(HERE).date():
        return end_of(meets_on)
    if hours is not None:
        return sent_at.astimezone(UTC) + timedelta(hours=hours)
    if working_days is None:
        return None
    return end_of(working_day_after(counts_from(sent_at), working_days))


def is_late(due_at: datetime | None, at: datetime) -> bool:
    """Whether the clock has run out. At the very moment it has not."""
    return due_at is not None and at > due_at
