"""Grades of the scheme before this one (5x5x5): read as they were, and never converted by rule.

5x5x5 put the letter on the source and the number on the information; 3x5x2 put them the other
way round. So "B2" or "2B" alone means two different things, and is refused without its scheme.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from frankpledge.kernel import DomainError

SCHEME = "5x5x5"
CURRENT = "3x5x2"

SOURCES = {
    "A": "A Always reliable",
    "B": "B Mostly reliable",
    "C": "C Sometimes reliable",
    "D": "D Unreliable",
    "E": "E Untested",
}
INFORMATION = {
    "1": "1 Known to be true without reservation",
    "2": "2 Known personally to the source but not to the officer",
    "3": "3 Not known personally to the source but corroborated",
    "4": "4 Cannot be judged",
    "5": "5 Suspected to be false",
}
HANDLING = {
    "1": "1 To other United Kingdom law enforcement and prosecutors",
    "2": "2 To United Kingdom bodies that do not prosecute",
    "3": "3 To law enforcement abroad",
    "4": "4 Within the originating agency only",
    "5": "5 No further without the originator, or with conditions",
}
_SOURCE_NOW = {"A": 1, "B": 1, "C": None, "D": 3, "E": 2}
_INFORMATION_NOW = {"1": "A", "2": "A", "3": "B", "4": "D", "5": "E"}
_HANDLING_NOW = {"1": "P", "2": "P", "3": "C", "4": "C", "5": "C"}
_TO_WHOM = {"1": "Police only: name them", "2": "Partners may be given it"}

_WRITTEN = re.compile(r"^\s*([A-Ea-e])[\s/.-]*([1-5])[\s/.-]*([1-5])\s*$")
_BARE = re.compile(r"^\s*(?:[A-Ea-e][\s/.-]*[1-5]|[1-5][\s/.-]*[A-Ea-e])\s*$")


class AmbiguousGrade(DomainError):
    """A letter and a number alone mean different things under the old scheme and the new."""


class UnreadableGrade(DomainError):
    """What was written is no grade of the old scheme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Legacy:
    """A 5x5x5 grade as it was given, kept beside whatever a person makes of it."""

    source: str
    information: str
    handling: str

    @property
    def in_short(self) -> str:
        """B 2 1 (5x5x5)."""
        return f"{self.source} {self.information} {self.handling} ({SCHEME})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What an old grade might be today. None where a person has to say; nothing is taken over."""

    source: int | None
    intelligence: str
    code: str
    notes: tuple[str, ...]


def read_legacy(written: str, *, scheme: str) -> Legacy:
    """An old grade as somebody wrote it: a letter and two numbers, such as "B 2 1".

    Raises `AmbiguousGrade` for a letter and a number whose scheme is not named, and
    `UnreadableGrade` for whatever is no grade of 5x5x5.
    """
    if scheme != SCHEME:
        if _BARE.match(written):
            raise AmbiguousGrade(
                "This could be 5x5x5 or 3x5x2, which mean different things. Say which it is",
                argument="legacy",
            )
        raise UnreadableGrade("Only grades of 5x5x5 are entered here", argument="legacy")
    found = _WRITTEN.match(written)
    if found is None:
        raise UnreadableGrade(
            "Enter a letter and two numbers, in the order source, information, handling: B 2 1",
            argument="legacy",
        )
    return Legacy(source=found[1].upper(), information=found[2], handling=found[3])


def suggestion_for(old: Legacy) -> Suggestion:
    """What *old* might be today, with what a person has to look at before taking it."""
    notes = []
    if _SOURCE_NOW[old.source] is None:
        notes.append("C (sometimes reliable) has no counterpart: decide between 1, 2 and 3")
    if old.information == "4":
        notes.append("4 may be C where it says that the source was told it")
    if old.information == "1":
        notes.append("1 meant that it was true, and A means only that the source knows it")
    if old.handling in _TO_WHOM:
        notes.append(_TO_WHOM[old.handling])
    if _HANDLING_NOW[old.handling] == "C":
        notes.append("C needs an action and a sanitisation code that 5x5x5 did not have")
    return Suggestion(
        source=_SOURCE_NOW[old.source],
        intelligence=_INFORMATION_NOW[old.information],
        code=_HANDLING_NOW[old.handling],
        notes=tuple(notes),
    )
