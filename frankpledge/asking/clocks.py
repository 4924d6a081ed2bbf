"""The clocks of asking: fixed times of release, working days, and how much of a clock is left."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from frankpledge.asking import rules
from frankpledge.intelligence import api as intelligence

HERE = ZoneInfo("Europe/London")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LOOK_AHEAD = 60
"""Within how many days a time of release must be found, however many days are holidays."""


class NoTimes(ValueError):
    """The list of release times holds none, so nothing could ever be answered."""


def local_day(at: datetime) -> date:
    """The day that it is here."""
    return at.astimezone(HERE).date()


def times_of_release(day: date) -> tuple[datetime, ...]:
    """When answers are released on a day: never at a weekend or on a bank holiday."""
    if intelligence.is_bank_holiday(day):
        return ()
    found = sorted(
        time.fromisoformat(row["time"])
        for row in rules.rows("release_slots.csv")
        if WEEKDAYS.index(row["weekday"]) == day.weekday()
    )
    return tuple(datetime.combine(day, each, HERE) for each in found)


def next_release(at: datetime) -> datetime:
    """The first fixed time at or after *at*. Raises `NoTimes`."""
    day = local_day(at)
    for ahead in range(LOOK_AHEAD):
        for moment in times_of_release(day + timedelta(days=ahead)):
            if moment >= at:
                return moment
    raise NoTimes("release_slots.csv names no time at which answers are released")


def release_for(asked_at: datetime) -> datetime:
    """When what is asked now will be answered: fixed when it is asked, whatever is found.

    >>> # Asked on Thursday at 12:40, it is answered on Thursday at 15:30, easy or hard.
    """
    lead = timedelta(hours=rules.number("release_after_working_hours"))
    return next_release(intelligence.after_working(asked_at, lead))


def is_working_day(day: date) -> bool:
    """Whether anybody is at work on *day*."""
    return day.weekday() in intelligence.hours_by_weekday() and not intelligence.is_bank_holiday(
        day
    )


def after_working_days(start: datetime, count: int) -> datetime:
    """The same time of day, *count* working days after work next begins at or after *start*."""
    begins = intelligence.opens_next(start).astimezone(HERE)
    day, left = begins.date(), count
    while left:
        day += timedelta(days=1)
        if is_working_day(day):
            left -= 1
    return datetime.combine(day, begins.time(), begins.tzinfo)


def due(urgency: str, sent_at: datetime) -> datetime:
    """When an answer is due. Raises `UnknownChoice` for an urgency that is not on the list."""
    for row in rules.rows("urgencies.csv"):
        if row["code"] == urgency:
            if row["working_hours"]:
                hours = timedelta(hours=float(row["working_hours"]))
                return intelligence.after_working(sent_at, hours)
            return after_working_days(sent_at, int(row["working_days"]))
    raise rules.UnknownChoice("Choose how soon it is needed", argument="urgency")


def working_time_between(start: datetime, end: datetime) -> timedelta:
    """How much working time lies between two moments, to the second; none if *end* comes first."""
    low, high = 0, max(0, int((end - start).total_seconds()))
    while low < high:
        middle = (low + high + 1) // 2
        if intelligence.after_working(start, timedelta(seconds=middle)) <= end:
            low = middle
        else:
            high = middle - 1
    return timedelta(seconds=low)
