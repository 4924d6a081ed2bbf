"""How sure people say they are before an event and after it. Pure.

Only people who said both are compared. It is what they feel, and not what they can do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

FEWEST = 3
"""With fewer people than this an average would tell what one of them said."""


class Statement(StrEnum):
    """What somebody says of themselves, from 1 (not at all) to 5 (fully). Never renamed."""

    NOTICE = "notice"
    TELL = "tell"
    REFER = "refer"
    SHARE = "share"
    POWERS = "powers"
    VISIT = "visit"


STATEMENTS: Mapping[Statement, str] = {
    Statement.NOTICE: "I would notice the signs of organised crime in my work",
    Statement.TELL: "I know how to tell the police what I saw",
    Statement.REFER: "I know which door is right for somebody who needs help",
    Statement.SHARE: "I know what I may share, with whom, and what I may not",
    Statement.POWERS: "I know which powers and services my agency could use",
    Statement.VISIT: "I would go on a joint visit and know what to do",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one person said of one statement: 1 to 5, or None where they did not say."""

    statement: Statement
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One statement over everybody who said both. The means are None for too few people."""

    statement: Statement
    pairs: int
    only_one: int
    before: float | None
    after: float | None
    rose: int
    fell: int


def changes(said: Iterable[Said]) -> tuple[Change, ...]:
    """Each statement before and after, in their order; the mean of the same people both times."""
    given = list(said)
    return tuple(_change(statement, given) for statement in Statement)


def _change(statement: Statement, given: Iterable[Said]) -> Change:
    of_it = [each for each in given if each.statement == statement]
    pairs = [
        (each.before, each.after)
        for each in of_it
        if each.before is not None and each.after is not None
    ]
    enough = len(pairs) >= FEWEST
    return Change(
        statement=statement,
        pairs=len(pairs),
        only_one=sum((each.before is None) != (each.after is None) for each in of_it),
        before=_mean([before for before, _ in pairs]) if enough else None,
        after=_mean([after for _, after in pairs]) if enough else None,
        rose=sum(after > before for before, after in pairs) if enough else 0,
        fell=sum(after < before for before, after in pairs) if enough else 0,
    )


def _mean(numbers: list[int]) -> float:
    return float(Fraction(sum(numbers), len(numbers)))
