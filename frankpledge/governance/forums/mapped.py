"""Forums as the fourteen questions know them: plain facts, without a database. Unknown is None."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """What a forum is for."""

    STRATEGIC = "strategic"
    TACTICAL = "tactical"
    CASE = "case"


LEVEL_WORDS: Mapping[str, str] = {
    Level.STRATEGIC: "Strategic",
    Level.TACTICAL: "Tactical",
    Level.CASE: "Cases",
}
AGE_WORDS: Mapping[str, str] = {"child": "Children", "adult": "Adults"}
SUBJECT_WORDS: Mapping[str, str] = {
    "child": "Children",
    "adult": "Adults",
    "family": "Families",
    "offender": "Offenders",
    "victim": "Victims",
    "premises": "Premises",
    "place": "Places",
    "group": "Groups",
    "business": "Businesses",
    "theme": "Themes",
}
TEST_WORDS: Mapping[str, str] = {
    "none": "None: direction, not cases",
    "early_help": "Early help",
    "local_risk": "A named local problem",
    "high_risk": "High risk",
    "statutory_test": "A test in law",
    "organised_crime": "Organised crime",
}
"""The coded tests of thresholds, from none to the hardest sort."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An organisation that belongs to a forum. `reach` is where it works; empty is everywhere."""

    organisation: str
    name: str
    post: str = ""
    is_required: bool = True
    reach: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a forum hands cases on, and what came of it in the last period that was counted."""

    to: str
    name: str
    sent: int | None = None
    in_time: int | None = None
    came_back: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedForum:
    """One forum on a day. No ages means all; hours are of one meeting; `cases` of the period."""

    code: str
    name: str
    level: Level
    is_statutory: bool | None = None
    statute: str = ""
    subjects: frozenset[str] = frozenset()
    ages: frozenset[str] = frozenset()
    harms: frozenset[str] = frozenset()
    test: str = "none"
    areas: frozenset[str] = frozenset()
    members: tuple[Member, ...] = ()
    routes: tuple[Route, ...] = ()
    meetings_a_year: int | None = None
    hours: float | None = None
    preparation: float | None = None
    capacity: int | None = None
    exists: str = "unknown"
    last_met_on: date | None = None
    cases: int | None = None
    exploited: int | None = None
    left_at_18: int | None = None
    left_at_18_to_adults: int | None = None
    meetings_noted: int = 0
    attended: Mapping[str, int] = field(default_factory=dict)
    """By organisation: at how many of the last meetings that were noted it was."""

    @property
    def required(self) -> frozenset[str]:
        """The organisations that have to be there."""
        return frozenset(each.organisation for each in self.members if each.is_required)

    @property
    def hours_a_month(self) -> float | None:
        """Hours that one member gives it in a month, preparing included."""
        if self.meetings_a_year is None or self.hours is None:
            return None
        return self.meetings_a_year / 12 * (self.hours + (self.preparation or 0))

    def covers(self, harm: str, age: str) -> bool:
        """Whether it is for people of that age who come to that harm."""
        return harm in self.harms and (not self.ages or age in self.ages)


Forums = Sequence[MappedForum]


def by_code(forums: Iterable[MappedForum]) -> dict[str, MappedForum]:
    """Forums by their codes."""
    return {each.code: each for each in forums}


def without(forums: Forums, code: str) -> tuple[MappedForum, ...]:
    """The map as it would be had one forum stopped. Others still name it where they hand on to."""
    return tuple(each for each in forums if each.code != code)


def within(forums: Forums, areas: Iterable[str]) -> tuple[MappedForum, ...]:
    """Forums that cover any of *areas*."""
    wanted = frozenset(areas)
    return tuple(each for each in forums if each.areas & wanted)


def safe(count: int | None) -> str:
    """A protected count in words: not known, fewer than five, or to the nearest five.

    Each is rounded from its own true value, so that no sum or share is exact.
    """
    if count is None:
        return "Not known"
    if count < 5:
        return "Fewer than 5"
    return f"About {rounded(count)}"


def rounded(count: int) -> int:
    """To the nearest five."""
    return 5 * ((count + 2) // 5)


def safe_share(part: int | None, whole: int | None) -> str:
    """A share of two rounded counts to the nearest ten in a hundred; nothing where one is small."""
    if part is None or whole is None:
        return "Not known"
    if part < 5 or whole < 10:
        return "Too few to show"
    return f"About {10 * round(10 * rounded(part) / rounded(whole))}%"
