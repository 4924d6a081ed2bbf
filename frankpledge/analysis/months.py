"""Knows calendar months written as ``YYYY-MM``: order, ranges and lengths."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from frankpledge.analysis.refusals import NotComparable

PATTERN = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")

# data.police.uk publishes nothing older, so an earlier month is a slip of the pen.
EARLIEST = "2010-12"


def month_of(day: date) -> str:
    """The month that a day lies in."""
    return f"{day.year:04d}-{day.month:02d}"


def is_month(text: str) -> bool:
    """Whether the text is a month that published data can be about."""
    return PATTERN.fullmatch(text) is not None and text >= EARLIEST


def after(month: str, count: int = 1) -> str:
    """The month that lies ``count`` months later (earlier when negative)."""
    position = int(month[:4]) * 12 + int(month[5:]) - 1 + count
    return f"{position // 12:04d}-{position % 12 + 1:02d}"


def days_in(month: str) -> int:
    """The number of days of the month."""
    return calendar.monthrange(int(month[:4]), int(month[5:]))[1]


@dataclass(frozen=True, kw_only=True)
class Period:
    """Whole months, both ends included."""

    first: str
    last: str

    def __post_init__(self) -> None:
        for text in (self.first, self.last):
            if not is_month(text):
                raise NotComparable(
                    f"“{text}” is not a month; write a month as YYYY-MM, from {EARLIEST} on."
                )
        if self.first > self.last:
            raise NotComparable(
                f"The period ends ({self.last}) before it begins ({self.first}); swap the two."
            )

    @property
    def months(self) -> tuple[str, ...]:
        """Every month of the period, in order."""
        count = (
            (int(self.last[:4]) - int(self.first[:4])) * 12
            + int(self.last[5:])
            - int(self.first[5:])
            + 1
        )
        return tuple(after(self.first, step) for step in range(count))

    @property
    def days(self) -> int:
        """The number of days of the period."""
        return sum(days_in(month) for month in self.months)

    def __str__(self) -> str:
        return self.first if self.first == self.last else f"{self.first} to {self.last}"
