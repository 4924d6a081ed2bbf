"""Who has been reached, cell by cell, and who never. Pure.

A cell is an organisation, a sort of work and a district. People are counted once however often
they came. Somebody who gave no name is counted apart, since nobody can say whether they came
before; and where nobody knows how many there are to reach, that is said and is not nought.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

REFRESHED_AFTER = timedelta(days=730)
"""After two years what was taught is due again."""


class Reach(StrEnum):
    """How a cell stands."""

    NEVER = "never"
    DUE = "due"
    REACHED = "reached"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cell:
    """An organisation, a sort of work and a district."""

    organisation: str
    work: str
    area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """One person at one event. *person* is empty for somebody who gave no name."""

    cell: Cell
    person: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What is known of one cell. *people* is None where nobody has said how many there are."""

    cell: Cell
    people: int | None
    named: int
    unnamed: int
    last_on: date | None
    refresh_on: date | None
    reach: Reach
    is_on_register: bool = True

    @property
    def share(self) -> float | None:
        """The part of the people who were reached by name, 0 to 1; None where it is not known.

        It is the least that it can be where some gave no name.
        """
        if self.people is None or self.people == 0:
            return None
        return min(1.0, self.named / self.people)


def reached(
    register: Iterable[tuple[Cell, int | None]], came: Iterable[Came], *, on: date
) -> tuple[Reached, ...]:
    """Every cell of the register, and every other from which somebody came, in order.

    A person who came again counts once in a cell, at the latest time that they came.
    """
    wanted = dict(register)
    here: dict[Cell, list[Came]] = {cell: [] for cell in wanted}
    for each in came:
        here.setdefault(each.cell, []).append(each)
    return tuple(
        _reached(cell, here[cell], wanted.get(cell), on, is_on_register=cell in wanted)
        for cell in sorted(here)
    )


def _reached(
    cell: Cell, came: Sequence[Came], people: int | None, on: date, *, is_on_register: bool
) -> Reached:
    last = max((each.on for each in came), default=None)
    refresh = last + REFRESHED_AFTER if last else None
    return Reached(
        cell=cell,
        people=people,
        named=len({each.person for each in came if each.person}),
        unnamed=sum(1 for each in came if not each.person),
        last_on=last,
        refresh_on=refresh,
        reach=Reach.NEVER if refresh is None else Reach.DUE if refresh <= on else Reach.REACHED,
        is_on_register=is_on_register,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """All cells together. *unique* counts each named person once, wherever they came from."""

    cells: int
    never: int
    due: int
    unique: int
    unnamed: int
    without_target: int


def total(lines: Iterable[Reached], came: Iterable[Came]) -> Total:
    """Sum the register up. A person who came from two cells is one person."""
    listed = [line for line in lines if line.is_on_register]
    everybody = list(came)
    return Total(
        cells=len(listed),
        never=sum(line.reach == Reach.NEVER for line in listed),
        due=sum(line.reach == Reach.DUE for line in listed),
        unique=len({each.person for each in everybody if each.person}),
        unnamed=sum(1 for each in everybody if not each.person),
        without_target=sum(line.people is None for line in listed),
    )
