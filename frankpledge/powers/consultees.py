"""Whom a power asks to consult, and what does not go together with it. Derived, row by row.

`power_consultees.csv` takes the catalogue's words apart and says which of them the law names: they
block. `power_conflicts.csv` says what to think of where two powers meet.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from frankpledge.powers.catalogue import SHIPPED
from frankpledge.problems.api import reference_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class ToConsult:
    """Somebody whom a power asks to consult. What is hard blocks, unless its case is another."""

    number: int
    words: str
    is_hard: bool
    only_when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two powers that do not simply go together, and what to think of."""

    power: str
    other: str
    words: str


def to_consult(code: str) -> tuple[ToConsult, ...]:
    """Whom to consult before a power is used, in the catalogue's order."""
    return tuple(
        ToConsult(
            number=int(row["number"]),
            words=row["words"],
            is_hard=row["strength"] == "hard",
            only_when=row["only_when"],
        )
        for row in reference_rows("power_consultees.csv", shipped=SHIPPED)
        if row["power"] == code
    )


def clashes(code: str, others: Collection[str]) -> tuple[Clash, ...]:
    """What to think of where a power meets one of *others*, whichever comes first."""
    found = []
    for row in reference_rows("power_conflicts.csv", shipped=SHIPPED):
        pair = (row["power"], row["with_power"])
        if code in pair:
            other = pair[1] if pair[0] == code else pair[0]
            if other in others:
                found.append(Clash(power=code, other=other, words=row["words"]))
    return tuple(found)
