"""Quarters of a partnership's year, which begins on 1 April. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_CODE = re.compile(r"(\d{4})-(\d{2})-q([1-4])")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Quarter:
    """Three months of a year that begins in April: `year` is the year in which it begins."""

    year: int
    number: int

    @property
    def code(self) -> str:
        """As it stands in addresses and files: `2025-26-q4`."""
        return f"{self.year}-{(self.year + 1) % 100:02d}-q{self.number}"

    @property
    def words(self) -> str:
        """As people say it: quarter 4 of 2025-26."""
        return f"quarter {self.number} of {self.year}-{(self.year + 1) % 100:02d}"

    @property
    def first_day(self) -> date:
        """Its first day."""
        month = 3 * self.number + 1
        return date(self.year, month, 1) if month < 12 else date(self.year + 1, 1, 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.following.first_day - timedelta(days=1)

    @property
    def following(self) -> Quarter:
        """The quarter after."""
        if self.number == 4:
            return Quarter(year=self.year + 1, number=1)
        return Quarter(year=self.year, number=self.number + 1)

    @property
    def before(self) -> Quarter:
        """The quarter before."""
        if self.number == 1:
            return Quarter(year=self.year - 1, number=4)
        return Quarter(year=self.year, number=self.number - 1)


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day lies."""
    return Quarter(
        year=day.year if day.month > 3 else day.year - 1,
        number=(day.month - 4) // 3 + 1 if day.month > 3 else 4,
    )


def quarter_called(code: str) -> Quarter | None:
    """The quarter with this code, or None where there can be none."""
    found = _CODE.fullmatch(code)
    if found is None:
        return None
    quarter = Quarter(year=int(found[1]), number=int(found[3]))
    return quarter if quarter.code == code else None
