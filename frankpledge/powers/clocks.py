"""The clocks of powers: what a court has to do by when, and by when whoever is asked answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from frankpledge.intelligence import api as intelligence
from frankpledge.powers.catalogue import SHIPPED
from frankpledge.powers.court_clock import HERE, Disregards, counting, runs_out
from frankpledge.problems.api import reference_rows

ANSWER_WITHIN = 2
"""How many working days somebody who is consulted is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalClock:
    """A time that the law sets from when a power is used. Derived, for a lawyer to check."""

    power: str
    length: timedelta
    disregards: Disregards
    words: str
    law: str

    def ends(self, start: datetime) -> datetime:
        """When it has run out, if the power is used at *start*."""
        counts = counting(self.disregards, is_working_day=is_working_day)
        return runs_out(start, self.length, counts=counts)

    @property
    def length_words(self) -> str:
        """How long, and what is not counted."""
        hours = f"{int(self.length.total_seconds() // 3600)} hours"
        return f"{hours}, without {self.disregards}" if self.disregards else hours


def legal_clock(code: str) -> LegalClock | None:
    """The clock that the law sets for a power, if it sets one."""
    for row in reference_rows("power_clocks.csv", shipped=SHIPPED):
        if row["power"] == code:
            return LegalClock(
                power=code,
                length=timedelta(hours=int(row["length"])),
                disregards=Disregards(row["disregards"]),
                words=row["words"],
                law=row["law"],
            )
    return None


def is_working_day(day: date) -> bool:
    """Whether anybody is at work: a working day of the week that is no bank holiday."""
    return day.weekday() in intelligence.hours_by_weekday() and not intelligence.is_bank_holiday(
        day
    )


def answer_due(asked_at: datetime) -> datetime:
    """The end of the last of the working days that somebody who is consulted is given.

    Asked on the Thursday before a bank holiday, an answer is due on the Tuesday after it.
    """
    day, left = asked_at.astimezone(HERE).date(), ANSWER_WITHIN
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day)
    closes = intelligence.hours_by_weekday()[day.weekday()].closes
    return datetime.combine(day, closes, HERE)
