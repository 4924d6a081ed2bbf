"""When a clock that the law sets runs out: hours that are counted, and days that are not. Pure.

A clock of 48 hours is 48 hours of time that has passed, also over a night when the clocks change.
A day that is not counted is left out from its midnight to the next, here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/London")
LOOK_AHEAD = 400
"""Within how many days a clock must run out: none that the law sets comes near it."""


class Disregards(StrEnum):
    """Which days a clock does not count."""

    NOTHING = ""
    CHRISTMAS_DAY = "Christmas Day"
    NOT_WORKING = "days that are not working days"


class NeverRunsOut(ValueError):
    """No day counts, so that the clock stands still."""


def runs_out(start: datetime, length: timedelta, *, counts: Callable[[date], bool]) -> datetime:
    """The moment at which *length* has passed since *start*, on days that count.

    >>> # Served on Christmas Eve at noon, 48 hours without Christmas Day end on the 27th at noon.
    """
    now, left = start.astimezone(UTC), length
    for _ in range(LOOK_AHEAD):
        day = now.astimezone(HERE).date()
        midnight = datetime.combine(day + timedelta(days=1), time(), HERE).astimezone(UTC)
        if counts(day):
            today = midnight - now
            if left <= today:
                return (now + left).astimezone(HERE)
            left -= today
        now = midnight
    raise NeverRunsOut


def counting(
    disregards: Disregards, *, is_working_day: Callable[[date], bool]
) -> Callable[[date], bool]:
    """Which days count for a clock that disregards some."""
    if disregards is Disregards.CHRISTMAS_DAY:
        return lambda day: (day.month, day.day) != (12, 25)
    if disregards is Disregards.NOT_WORKING:
        return is_working_day
    return lambda day: True


def after_months(day: date, months: int) -> date:
    """The same day of the month some months later, or the last day of a shorter month.

    >>> after_months(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = first + timedelta(days=32)
    last = (following.replace(day=1) - timedelta(days=1)).day
    return first.replace(day=min(day.day, last))
