"""Which codes of a grade go together, what binds whoever grades after somebody else. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from frankpledge.intelligence.models import (
    ActionCode,
    Code,
    IntelligenceGrade,
    SanitisationCode,
    SourceGrade,
)
from frankpledge.kernel import DomainError

STRICTEST_FIRST = (ActionCode.COVERT_DEVELOPMENT, ActionCode.COVERT_USE, ActionCode.OVERT_USE)


class ImpossibleGrade(DomainError):
    """The codes do not go together."""


class LooserThanTheirs(DomainError):
    """The agency that told it graded its own, and its conditions bind the police."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One grading as the officer gives it. `recipients` are agencies that A3 names.

    The handling is the report's. With items of their own, the source and the intelligence grade
    are the weakest of theirs.
    """

    source: int = 2
    intelligence: str = "D"
    code: str = "P"
    action: str = ""
    sanitisation: str = ""
    recipients: tuple[UUID, ...] = ()
    origin: str = "here"
    note: str = ""
    instructions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenItem:
    """One thing that a report says, from one source, with its own grade."""

    text: str
    source: int
    intelligence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """What an accredited agency's own grade lets others do with it."""

    code: str
    action: str = ""
    sanitisation: str = ""
    recipients: frozenset[UUID] = frozenset()


def weakest(grade: Given, items: Sequence[GivenItem]) -> Given:
    """The grade of a report as that of its weakest item, whose like decides what is released."""
    return replace(
        grade,
        source=max(item.source for item in items),
        intelligence=max(item.intelligence for item in items),
    )


def refuse_impossible(grade: Given, items: Sequence[GivenItem] = ()) -> None:
    """Raise `ImpossibleGrade` for codes that do not go together, in the grade or in any item."""
    every: tuple[Given | GivenItem, ...] = (grade, *items)
    for each in every:
        if each.source not in SourceGrade.values:
            raise ImpossibleGrade("Choose how reliable the source is", argument="source")
        if each.intelligence not in IntelligenceGrade.values:
            raise ImpossibleGrade("Choose how it is known", argument="intelligence")
        contradicts = (
            each.source == SourceGrade.RELIABLE and each.intelligence == IntelligenceGrade.SUSPECT
        )
        if contradicts and not grade.note.strip():
            raise ImpossibleGrade(
                "Say why something from a reliable source is suspected to be false",
                argument="note",
            )
    _refuse_impossible_handling(grade)


def _refuse_impossible_handling(grade: Given) -> None:
    if grade.code == Code.CONDITIONS:
        if grade.action not in ActionCode.values:
            raise ImpossibleGrade("Code C needs an action code", argument="action")
        if grade.sanitisation not in SanitisationCode.values:
            raise ImpossibleGrade("Code C needs a sanitisation code", argument="sanitisation")
        if grade.action == ActionCode.OVERT_USE and not grade.recipients:
            raise ImpossibleGrade("Overt use names the agencies it is for", argument="recipients")
    elif grade.code != Code.PERMITTED:
        raise ImpossibleGrade("Choose P or C", argument="code")
    elif grade.action or grade.sanitisation or grade.recipients:
        raise ImpossibleGrade("Action and sanitisation codes go with code C only", argument="code")


def refuse_looser(grade: Given, theirs: Binding | None) -> None:
    """Raise `LooserThanTheirs` where the handling allows more than an accredited agency's own."""
    if theirs is None or theirs.code != Code.CONDITIONS:
        return
    if grade.code != Code.CONDITIONS:
        raise LooserThanTheirs(
            "The agency that told it graded it C, which binds. Choose C", argument="code"
        )
    order = [str(code) for code in STRICTEST_FIRST]
    if order.index(grade.action) > order.index(theirs.action):
        raise LooserThanTheirs(
            f"The agency that told it said {theirs.action}, which binds", argument="action"
        )
    if theirs.sanitisation == SanitisationCode.CONSULT != grade.sanitisation:
        raise LooserThanTheirs(
            "The agency that told it said S2, which binds: consult it first",
            argument="sanitisation",
        )
    if theirs.recipients and not set(grade.recipients) <= theirs.recipients:
        raise LooserThanTheirs(
            "The agency that told it named whom it is for, and nobody can be added",
            argument="recipients",
        )
