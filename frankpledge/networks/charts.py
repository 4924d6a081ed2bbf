"""Knows what a network is before it is counted: nodes and ties, each dated, graded and sourced."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

GRADE = re.compile(r"^([1-3])\s*([A-E])\s*([PC]?)$")
"""Source evaluation, assessment of the intelligence and, where given, handling (3x5x2)."""
_WORST_FIRST = "EDCBA"
CATEGORIES = ("suspect", "convicted", "victim", "witness", "other")
"""What the record says that somebody is in law, as files carry it."""


class Kind(StrEnum):
    """What a node is. Anything else is `OTHER`."""

    PERSON = "person"
    GROUP = "group"
    ORGANISATION = "organisation"
    PLACE = "place"
    VEHICLE = "vehicle"
    TELEPHONE = "telephone"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """One point of a network. `id` is unique in it; `label` is what people read."""

    id: str
    label: str = ""
    kind: Kind = Kind.OTHER

    @property
    def name(self) -> str:
        """What people read: the label, or the identifier where there is none."""
        return self.label or self.id


@dataclass(frozen=True, kw_only=True, slots=True)
class Tie:
    """One tie between two nodes, as it was recorded. It has no direction.

    `weight` says how strong it is, above nought. `grade` is a 3x5x2 grade such as 2B or 2BP, or
    empty. `references` name the records that it rests on. `categories`, of `CATEGORIES`, say what
    a person at its source is in law; there is none where the source is no person, and more than
    one where records differ. It holds from `since` to the day before `until`; an end that is not
    known is None.
    """

    source: str
    target: str
    weight: float = 1.0
    kind: str = ""
    grade: str = ""
    references: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the tie was there on *day*; a tie without dates always was."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """Nodes and ties together. Every end of a tie is among the nodes."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]

    @classmethod
    def of(cls, nodes: Iterable[Node], ties: Iterable[Tie]) -> Chart:
        """A chart with a node for every end of a tie, in the order in which they are met."""
        ties = tuple(ties)
        held = {node.id: node for node in nodes}
        for tie in ties:
            for end in (tie.source, tie.target):
                held.setdefault(end, Node(id=end))
        return cls(nodes=tuple(held.values()), ties=ties)

    def as_at(self, day: date) -> Chart:
        """The same nodes with the ties that held on *day*."""
        return replace(self, ties=tuple(tie for tie in self.ties if tie.holds_on(day)))

    def graded(self, *, with_unassessable: bool = False) -> Chart:
        """The chart without ties that are suspected false (E) and, unless asked, without D.

        A tie without a grade stays: that nobody graded it is shown, not guessed.
        """
        out = {"E"} if with_unassessable else {"D", "E"}
        return replace(self, ties=tuple(tie for tie in self.ties if letter(tie.grade) not in out))


def grade_of(text: str) -> str | None:
    """A grade as it is kept, from however it was typed; None where it is no grade.

    >>> grade_of("2 b p"), grade_of("9Z")
    ('2BP', None)
    """
    found = GRADE.match(text.strip().upper())
    return "".join(found.groups()) if found else None


def letter(grade: str) -> str:
    """The assessment of the intelligence in a grade, A to E, or nothing where there is none."""
    return grade[1:2]


def weakest(grades: Iterable[str]) -> str:
    """The grade that a tie has that rests on several items: of each part, the worst.

    Handling is with conditions where any item has conditions. Items without a grade say nothing.

    >>> weakest(["1AP", "2C", "1BC"])
    '2CC'
    """
    known = [grade for grade in grades if grade]
    if not known:
        return ""
    source = max(grade[0] for grade in known)
    assessed = min((letter(grade) for grade in known), key=_WORST_FIRST.index)
    handled = {grade[2:3] for grade in known}
    return source + assessed + ("C" if "C" in handled else "P" if handled == {"P"} else "")
