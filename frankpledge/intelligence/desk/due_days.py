"""The days by which the unit owes something to whoever told it: read in two, answered in 28."""

from __future__ import annotations

from datetime import date, timedelta

from frankpledge.intelligence import calendar, slots
from frankpledge.intelligence.desk import clocks


def begins_on(received_on: date, slot: int) -> date:
    """The working day on which the desk could first have seen what came in a half hour."""
    opens = calendar.opens_next(slots.beginning(received_on, slot))
    return opens.astimezone(slots.HERE).date()


def working_days_after(day: date, number: int) -> date:
    """The day that is *number* working days after *day*, which itself does not count."""
    while number:
        day += timedelta(days=1)
        if calendar.is_working_day(day):
            number -= 1
    return day


def read_by(received_on: date, slot: int) -> date:
    """The last day on which reading it is in time."""
    ends = clocks.due(clocks.Clock.HUMAN_RECEIPT, slots.beginning(received_on, slot))
    assert ends is not None, "a clock without pauses always ends"
    return ends.astimezone(slots.HERE).date()


def is_late(due_on: date, on: date) -> bool:
    """Whether *on* is past a day by which something was owed; that day itself is in time."""
    return on > due_on
