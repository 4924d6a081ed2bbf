"""Whether the words of a case study may be shown, from what each agency said of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

CLEARED_FOR = timedelta(days=365)
"""The longest for which an agency clears words at once."""

SOON = timedelta(days=28)
"""So long before a clearance ends, its end is brought up."""


class Answer(StrEnum):
    """What an agency said of the words. Stored, and never renamed."""

    CLEARED = "cleared"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Standing(StrEnum):
    """How one agency's clearance stands, or all of them together."""

    WAITING = "waiting"
    CLEARED = "cleared"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


STANDING_WORDS: Mapping[Standing, str] = {
    Standing.WAITING: "Waits for an answer",
    Standing.CLEARED: "Cleared",
    Standing.REFUSED: "Refused",
    Standing.WITHDRAWN: "Taken back",
    Standing.LAPSED: "Ran out",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What an agency said of one version of the words, and the last day on which it holds."""

    answer: Answer | None
    version: int
    until: date | None


def standing(given: Given, *, version: int, on: date) -> Standing:
    """How one agency's clearance stands on a day, for the *version* that the words are now.

    Words that have changed since are not what was cleared, so it waits again.
    """
    if given.version != version or given.answer is None:
        return Standing.WAITING
    if given.answer == Answer.CLEARED:
        lapsed = given.until is None or given.until < on
        return Standing.LAPSED if lapsed else Standing.CLEARED
    return Standing.REFUSED if given.answer == Answer.REFUSED else Standing.WITHDRAWN


_WORST_FIRST = (
    Standing.WITHDRAWN,
    Standing.REFUSED,
    Standing.LAPSED,
    Standing.WAITING,
    Standing.CLEARED,
)


def together(standings: Iterable[Standing]) -> Standing:
    """The worst of them: one agency's no holds the words back. Nobody asked is nobody's yes."""
    found = set(standings)
    return next((each for each in _WORST_FIRST if each in found), Standing.WAITING)
