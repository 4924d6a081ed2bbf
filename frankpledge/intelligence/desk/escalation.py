"""Who is reminded of a clock that runs, and on which day. The steps are a list, not code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from frankpledge.intelligence import reference_files
from frankpledge.intelligence.desk.due_days import begins_on, working_days_after


class Clock(StrEnum):
    """What the unit owes for everything it is told."""

    READ = "read"
    ANSWER = "answer"


class Who(StrEnum):
    """Who is reminded."""

    OFFICERS = "officers"
    SUPERVISORS = "supervisors"
    HEAD = "head"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One reminder: so many days after something came, to whom, and what for."""

    clock: Clock
    step: str
    days: int
    is_in_working_days: bool
    who: Who
    words: str

    def falls_on(self, received_on: date, slot: int) -> date:
        """The day on which the reminder goes out for something that came in a half hour.

        Working days are counted from the one on which the desk could first have seen it.
        """
        if self.is_in_working_days:
            return working_days_after(begins_on(received_on, slot), self.days)
        return received_on + timedelta(days=self.days)


def steps() -> tuple[Step, ...]:
    """Every step of the list, in its order. An area's own list replaces the one shipped."""
    return tuple(
        Step(
            clock=Clock(row["clock"]),
            step=row["step"],
            days=int(row["days"]),
            is_in_working_days=row["counted"] == "working",
            who=Who(row["who"]),
            words=row["words"],
        )
        for row in reference_files.rows("chasing_days.csv")
    )


def reached(
    known: Iterable[Step], running: Iterable[Clock], *, received_on: date, slot: int, on: date
) -> list[Step]:
    """The steps whose day has come, of those clocks that still run."""
    clocks = set(running)
    return [
        step for step in known if step.clock in clocks and step.falls_on(received_on, slot) <= on
    ]
