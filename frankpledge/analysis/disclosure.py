"""Knows how counts that rest on few people or events are made safe to show. Pure.

A *cell* is the smallest thing that is counted: an area, a category and a period. A *figure* is a
sum of cells. Hiding each small figure by itself protects nothing: what is hidden comes back by
subtracting one total from another, one release from the next, or one area from one that holds it.
So figures are made safe together, and with all that was shown before:

* **suppression**: each small figure is withheld, and then others, until nothing small can be worked
  out. Nobody can tell the ones from the others, as both only say that they are withheld;
* **rounding**: each figure and each total is rounded to the nearest 5 by itself, so that they do
  not add up, and a total that would give too much away is withheld.

The test is what an attacker would do: with every shown figure as a line of sums, and no count below
nought, which whole numbers could it be? At least `FEASIBLE` must remain for what is small or
withheld, and `FEASIBLE_ROUNDED` for what is rounded. What was counted once stays so: a correction
waits for the next period, since the difference between two releases is a figure too.

The method is primary and secondary suppression, or rounding, audited by linear and whole-number
programming, as in Hundepool and others, Statistical Disclosure Control (2012), chapters 4 and 5.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING

from frankpledge.analysis.refusals import Refused

if TYPE_CHECKING:
    import numpy

SMALLEST_EVENTS = 5
"""Events below this many are small."""
SMALLEST_PEOPLE = 10
"""People below this many are small."""
BASE = 5
FEASIBLE = 5
FEASIBLE_ROUNDED = 3
TOLERANCE = 1e-6

Cell = str


TOLD_BEFORE = (
    "What was released before gives a small count away, whatever is withheld now. Choose other "
    "areas, categories or periods than these."
)


class CannotBeMadeSafe(Refused):
    """Figures that were shown already give a small one away, whatever is withheld now."""


class Method(StrEnum):
    """How figures are made safe."""

    SUPPRESS = "suppress"
    ROUND = "round"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A figure that is asked for: its name, and the cells that it adds up."""

    name: str
    cells: frozenset[Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A figure as it is shown. `value` is none where it is withheld; the truth lies within `give`
    of it, so 0 means that it is exact."""

    name: str
    cells: frozenset[Cell]
    value: int | None
    give: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cube:
    """Cells with their counts, frozen, and the figures that are made of them.

    `largest` is the part of a figure that one person, family or group makes up, where that is
    known: above half, the figure would tell of them.
    """

    counts: Mapping[Cell, int]
    figures: tuple[Counted, ...]
    largest: Mapping[str, int] | None = None

    def count(self, cells: Iterable[Cell]) -> int:
        """How many lie in these cells."""
        return sum(self.counts[cell] for cell in cells)


def cube_of(counts: Mapping[tuple[str, ...], int], *, dimensions: Sequence[Sequence[str]]) -> Cube:
    """A table in any number of dimensions, with every total over any of them.

    A total's name has `ALL` where it adds up. Raises `ValueError` for a cell without a count.
    """
    cells = list(product(*dimensions))
    absent = [cell for cell in cells if cell not in counts]
    if absent:
        raise ValueError(f"no count for {absent[0]}; nought has to be said")
    figures = []
    for chosen in product(*[[*each, ALL] for each in dimensions]):
        inside = [
            cell
            for cell in cells
            if all(want in (ALL, got) for want, got in zip(chosen, cell, strict=True))
        ]
        figures.append(
            Counted(name=joined(chosen), cells=frozenset(joined(cell) for cell in inside))
        )
    return Cube(counts={joined(cell): counts[cell] for cell in cells}, figures=tuple(figures))


ALL = "all"


def joined(parts: Sequence[str]) -> str:
    """The name of a cell or a total from its place in each dimension."""
    return " | ".join(parts)


def frozen(cube: Cube, earlier: Mapping[Cell, int]) -> Cube:
    """The cube with every cell of an earlier release as it was counted then, and no later."""
    kept = {**cube.counts, **earlier}
    return Cube(counts=kept, figures=cube.figures, largest=cube.largest)


def made_safe(
    cube: Cube,
    *,
    earlier: Sequence[Shown] = (),
    method: Method = Method.SUPPRESS,
    smallest: int = SMALLEST_EVENTS,
) -> tuple[Shown, ...]:
    """The figures of the cube as they may be shown, in order.

    A figure that was shown before, over the same cells, is shown as it was. Raises
    `CannotBeMadeSafe` where what was shown before gives a small count away by itself.
    """
    before = {each.cells: each for each in earlier}
    shown = [
        before[figure.cells]
        if figure.cells in before
        else _first_shown(cube, figure, method, smallest)
        for figure in cube.figures
    ]
    names = [figure.name for figure in cube.figures]
    settled = {at for at, figure in enumerate(cube.figures) if figure.cells in before}
    settled |= _known_before(cube, shown, earlier, smallest)
    needed = FEASIBLE if method is Method.SUPPRESS else FEASIBLE_ROUNDED
    targets = list(_small_ones(cube, [*shown, *earlier], smallest))
    if method is Method.ROUND:
        targets = list(dict.fromkeys([*targets, *(each.cells for each in shown if each.cells)]))
    hidden = [each.cells for each in [*shown, *earlier] if each.value is None]
    targets = list(dict.fromkeys([*targets, *hidden]))
    for whole_numbers in (False, True):
        # Whole numbers leave less room than others do and take longer, so they come last.
        withheld = _withhold_until_safe(
            cube, shown, settled, earlier, targets, needed, smallest, whole_numbers=whole_numbers
        )
        targets.extend(withheld)
    return tuple(
        Shown(name=name, cells=each.cells, value=each.value, give=each.give)
        for name, each in zip(names, shown, strict=True)
    )


def _known_before(
    cube: Cube, shown: Sequence[Shown], earlier: Sequence[Shown], smallest: int
) -> set[int]:
    """Figures that follow exactly from what was shown before: to withhold them hides nothing."""
    if not earlier:
        return set()
    attack = Attack(earlier)
    found = set()
    for at, each in enumerate(shown):
        if each.value is not None and not 0 < cube.count(each.cells) < smallest:
            if _is_near(cube, each, (*shown, *earlier), smallest):
                continue
            low, high, _ = attack.bounds(each.cells, whole_numbers=False)
            if low == high:
                found.add(at)
    return found


def _is_near(cube: Cube, each: Shown, others: Sequence[Shown], smallest: int) -> bool:
    """Whether a small count lies between the figure and another of which one holds the other."""
    known = frozenset(cube.counts)
    between = (
        other.cells ^ each.cells
        for other in others
        if other.value is not None and (other.cells < each.cells or each.cells < other.cells)
    )
    return any(cells <= known and 0 < cube.count(cells) < smallest for cells in between)


def _first_shown(cube: Cube, figure: Counted, method: Method, smallest: int) -> Shown:
    count = cube.count(figure.cells)
    if _led(cube, figure.name, count):
        return Shown(name=figure.name, cells=figure.cells, value=None)
    if method is Method.ROUND:
        value = BASE * math.floor(count / BASE + 0.5)
        return Shown(name=figure.name, cells=figure.cells, value=value, give=BASE // 2)
    value_or_none = None if 0 < count < smallest else count
    return Shown(name=figure.name, cells=figure.cells, value=value_or_none)


def _led(cube: Cube, name: str, count: int) -> bool:
    return bool(cube.largest) and 2 * (cube.largest or {}).get(name, 0) > count > 0


def _withhold_until_safe(
    cube: Cube,
    shown: list[Shown],
    settled: set[int],
    earlier: Sequence[Shown],
    targets: Sequence[frozenset[Cell]],
    needed: int,
    smallest: int,
    *,
    whole_numbers: bool,
) -> list[frozenset[Cell]]:
    """Withholds, in place, what gives a target away, the least first, until nothing does, and says
    what was withheld: that must not be worked out either."""
    waiting, withheld = list(targets), []
    asked = {figure.cells for figure in cube.figures}
    while waiting:
        attack = Attack([*shown, *earlier])
        still = []
        for target in waiting:
            low, high, telling = attack.bounds(target, whole_numbers=whole_numbers)
            if high - low + 1 >= needed:
                continue
            if earlier and _told_by(earlier, target, needed, whole_numbers=whole_numbers):
                # Nothing withheld now takes back what was told then: only its name is kept away.
                if 0 < cube.count(target) < smallest and target in asked:
                    raise CannotBeMadeSafe(TOLD_BEFORE)
                candidates = _ends_of(target, shown, settled, earlier)
                if not candidates:
                    continue
            else:
                candidates = _telling(target, shown, settled, telling)
                if not candidates:
                    raise CannotBeMadeSafe(TOLD_BEFORE)
            least = min(candidates, key=lambda at: _loss(cube, shown[at]))
            shown[least] = Shown(name=shown[least].name, cells=shown[least].cells, value=None)
            still.append(target)
            withheld.append(shown[least].cells)
            still.append(shown[least].cells)
            # What has just been withheld changes what all the others give away.
            attack = Attack([*shown, *earlier])
        # What was safe can only have become safer: withholding takes sums away.
        waiting = list(dict.fromkeys(still))
    return withheld


def _told_by(
    earlier: Sequence[Shown], target: frozenset[Cell], needed: int, *, whole_numbers: bool
) -> bool:
    low, high, _ = Attack(earlier).bounds(target, whole_numbers=whole_numbers)
    return high - low + 1 < needed


def _open_ones(shown: Sequence[Shown], settled: set[int]) -> Iterator[tuple[int, Shown]]:
    """What may still be withheld: what is shown now, and was not shown before."""
    for at, each in enumerate(shown):
        if at not in settled and each.value is not None:
            yield at, each


def _ends_of(
    target: frozenset[Cell], shown: Sequence[Shown], settled: set[int], earlier: Sequence[Shown]
) -> list[int]:
    """Figures that differ from another shown one by just the target."""
    sets = {each.cells for each in (*shown, *earlier) if each.value is not None}
    return [
        at
        for at, each in _open_ones(shown, settled)
        if each.cells == target
        or each.cells | target in sets - {each.cells}
        or each.cells - target in sets - {each.cells}
    ]


def _telling(
    target: frozenset[Cell],
    shown: Sequence[Shown],
    settled: set[int],
    telling: frozenset[frozenset[Cell]],
) -> list[int]:
    """Figures that say how much the target is; where no sum says so alone, all that touch it, and
    where none does, all: they may say it by way of others."""
    still = list(_open_ones(shown, settled))
    return (
        [at for at, each in still if each.cells in telling]
        or [at for at, each in still if each.cells & target]
        or [at for at, _ in still]
    )


def _loss(cube: Cube, each: Shown) -> tuple[int, int, str]:
    """How much a reader loses with a figure: cells before totals, small before large."""
    return len(each.cells), cube.count(each.cells), each.name


def _small_ones(cube: Cube, shown: Sequence[Shown], smallest: int) -> Iterator[frozenset[Cell]]:
    """Every sum of cells that must not be worked out: figures, what no figure tells apart, and what
    lies between two figures of which one holds the other."""
    found: set[frozenset[Cell]] = set()
    known = frozenset(cube.counts)
    sets = [each.cells for each in shown]
    apart = [frozenset(group) for group in _indistinct(shown)]
    between = (wide - narrow for wide in sets for narrow in sets if narrow < wide)
    for cells in (*sets, *apart, *between):
        if cells in found or not cells <= known:
            continue
        if 0 < cube.count(cells) < smallest:
            found.add(cells)
            yield cells
    for figure in cube.figures:
        if _led(cube, figure.name, cube.count(figure.cells)) and figure.cells not in found:
            found.add(figure.cells)
            yield figure.cells


def _indistinct(shown: Sequence[Shown]) -> list[list[Cell]]:
    """Cells that lie in just the same figures, together: nobody can tell them apart."""
    inside: dict[Cell, list[int]] = {}
    for at, each in enumerate(shown):
        for cell in each.cells:
            inside.setdefault(cell, []).append(at)
    groups: dict[tuple[int, ...], list[Cell]] = {}
    for cell, places in inside.items():
        groups.setdefault(tuple(places), []).append(cell)
    return list(groups.values())


class Attack:
    """Everything that is shown, as lines of sums, by somebody who wants the rest."""

    def __init__(self, shown: Sequence[Shown]) -> None:
        import numpy
        from scipy.sparse import csr_matrix

        self.lines = [each for each in shown if each.value is not None]
        groups = _indistinct(shown)
        self.group_of = {cell: at for at, group in enumerate(groups) for cell in group}
        self.sizes = [len(group) for group in groups]
        entries = [
            (row, column)
            for row, each in enumerate(self.lines)
            for column in {self.group_of[cell] for cell in each.cells}
        ]
        shape = (len(self.lines), len(groups))
        rows, columns = ([entry[at] for entry in entries] for at in (0, 1))
        self.sums = csr_matrix((numpy.ones(len(entries)), (rows, columns)), shape=shape)
        values = numpy.array([float(each.value or 0) for each in self.lines])
        give = numpy.array([float(each.give) for each in self.lines])
        self.low, self.high = numpy.maximum(values - give, 0.0), values + give

    def bounds(
        self, target: frozenset[Cell], *, whole_numbers: bool = True
    ) -> tuple[float, float, frozenset[frozenset[Cell]]]:
        """The least and the most that the target can be, and which shown figures say so.

        The most is infinite where nothing limits it. Raises `ValueError` if what is shown
        contradicts itself.
        """
        import numpy

        touched = numpy.zeros(self.sums.shape[1])
        for cell in target:
            if cell in self.group_of:
                touched[self.group_of[cell]] += 1.0
        # Of cells that nothing tells apart, a part may be none of them, or all.
        most = (touched > 0).astype(float)
        least = (touched == numpy.array(self.sizes)).astype(float)
        ends: list[float] = []
        telling: set[frozenset[Cell]] = set()
        for sign, wanted in ((1.0, least), (-1.0, most)):
            end, lines = (self._whole if whole_numbers else self._any)(sign * wanted)
            ends.append(sign * end)
            telling.update(self.lines[line].cells for line in lines)
        low, high = ends
        if not target <= self.group_of.keys():
            # Of a cell that nothing shown touches, nothing is known.
            high = math.inf
        top = math.floor(high + TOLERANCE) if math.isfinite(high) else math.inf
        return math.ceil(low - TOLERANCE), top, frozenset(telling)

    def _any(self, wanted: numpy.ndarray) -> tuple[float, list[int]]:
        import numpy
        from scipy.optimize import linprog
        from scipy.sparse import csr_matrix

        count = len(self.lines)
        if not count:
            return (-math.inf if wanted.min(initial=0.0) < 0 else 0.0), []
        made = linprog(
            wanted,
            A_ub=csr_matrix(numpy.vstack([self.sums.toarray(), -self.sums.toarray()])),
            b_ub=numpy.concatenate([self.high, -self.low]),
            bounds=(0, None),
            method="highs",
        )
        if made.status == 3:
            return -math.inf, []
        if made.status != 0:
            raise ValueError("what was shown contradicts itself")
        weights = numpy.abs(made.ineqlin.marginals)
        binding = numpy.nonzero(weights[:count] + weights[count:] > TOLERANCE)[0]
        return float(made.fun), [int(at) for at in binding]

    def _whole(self, wanted: numpy.ndarray) -> tuple[float, list[int]]:
        import numpy
        from scipy.optimize import LinearConstraint, milp

        if not self.lines:
            return self._any(wanted)
        made = milp(
            wanted,
            constraints=LinearConstraint(self.sums, self.low, self.high),
            integrality=numpy.ones(len(wanted)),
        )
        if made.status == 3 or (made.status == 4 and made.fun is None):
            return -math.inf, []
        if made.fun is None:
            raise ValueError("what was shown contradicts itself")
        return float(made.fun), []


WITHHELD = "withheld"


def words_of(shown: Shown) -> str:
    """How a figure is printed: never as “fewer than 5”, which tells of what is withheld."""
    if shown.value is None:
        return WITHHELD
    return f"about {shown.value:,}" if shown.give else f"{shown.value:,}"
