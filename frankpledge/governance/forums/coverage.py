"""Questions 5, 11 and 14: whom no forum is for, who leaves at 18, where exploitation sits. Pure.

Formulas: the project's domain notes on forum mapping, section 4.2.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from frankpledge.governance.forums.mapped import Forums, Level, by_code

AGES = ("child", "adult")
LEVELS = tuple(Level)


class Cover(StrEnum):
    """How a cell of the map is covered."""

    STATUTORY = "statutory"
    OTHER = "other"
    NONE = "none"


COVER_WORDS = {
    Cover.STATUTORY: "A forum with a lead in law",
    Cover.OTHER: "A forum without one",
    Cover.NONE: "No forum",
}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cell:
    """A harm, an age, an area and a level, for which there is a forum or none."""

    harm: str
    age: str
    area: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cliff:
    """A forum for children alone, and what is there for whoever leaves it at 18."""

    forum: str
    adult_forums: tuple[str, ...]
    left: int | None
    passed_on: int | None


def cover(forums: Forums, cell: Cell) -> Cover:
    """Whether some forum is for the cell, and whether one of them has a lead in law."""
    there = [
        each
        for each in forums
        if each.level == cell.level and cell.area in each.areas and each.covers(cell.harm, cell.age)
    ]
    if any(each.is_statutory for each in there):
        return Cover.STATUTORY
    return Cover.OTHER if there else Cover.NONE


def cells(harms: Iterable[str], areas: Iterable[str]) -> tuple[Cell, ...]:
    """Every harm × age × area × level."""
    return tuple(
        Cell(harm=harm, age=age, area=area, level=level)
        for harm, age, area, level in product(harms, AGES, sorted(areas), LEVELS)
    )


def gaps(forums: Forums, *, harms: Iterable[str], areas: Iterable[str]) -> dict[Cell, Cover]:
    """Question 5. How each harm × age × area × level is covered."""
    # Forums are laid out by what they cover once, since there are many more cells than forums.
    covered: dict[Cell, Cover] = {}
    for each in forums:
        found = Cover.STATUTORY if each.is_statutory else Cover.OTHER
        for harm, age, area in product(each.harms, each.ages or AGES, each.areas):
            cell = Cell(harm=harm, age=age, area=area, level=each.level)
            if covered.get(cell) != Cover.STATUTORY:
                covered[cell] = found
    return {cell: covered.get(cell, Cover.NONE) for cell in cells(harms, areas)}


def lost_cells(
    before: Forums, after: Forums, *, harms: Iterable[str], areas: Iterable[str]
) -> tuple[Cell, ...]:
    """Cells that had a forum and have none."""
    harms, areas = tuple(harms), tuple(areas)
    then, now = gaps(before, harms=harms, areas=areas), gaps(after, harms=harms, areas=areas)
    return tuple(sorted(cell for cell in now if now[cell] == Cover.NONE != then[cell]))


def age_cliffs(forums: Forums) -> tuple[Cliff, ...]:
    """Question 11. Forums for children alone that hear of cases, and the adult forums they hand to.

    With none, or with more leaving at 18 than are passed on, there is a cliff.
    """
    known = by_code(forums)
    return tuple(
        Cliff(
            forum=each.code,
            adult_forums=tuple(
                sorted(
                    {
                        route.to
                        for route in each.routes
                        if route.to in known
                        and known[route.to].level != Level.STRATEGIC
                        and "adult" in (known[route.to].ages or AGES)
                    }
                )
            ),
            left=each.left_at_18,
            passed_on=each.left_at_18_to_adults,
        )
        for each in sorted(forums, key=lambda each: each.code)
        if each.ages == {"child"} and each.level != Level.STRATEGIC
    )
