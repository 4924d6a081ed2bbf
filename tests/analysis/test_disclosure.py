"""Disclosure: five attacks on random cubes, by a program of the test's own, and what is refused."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy
import pytest
from scipy.optimize import LinearConstraint, milp

from frankpledge.analysis import disclosure
from frankpledge.analysis.disclosure import (
    CannotBeMadeSafe,
    Counted,
    Cube,
    Method,
    Shown,
    cube_of,
    frozen,
    made_safe,
    words_of,
)

LIKELY_COUNTS = (0, 0, 1, 1, 2, 3, 4, 5, 7, 9, 14, 30)
VALUES_TRIED = 5


@dataclass(frozen=True)
class Attacked:
    """Everything that was shown, in order, with the truth that it is to hide."""

    truth: Mapping[str, int]
    shown: tuple[Shown, ...]
    needed: int
    before: Mapping[frozenset[str], int]
    """How many figures had been shown when one was withheld."""

    def true_of(self, cells: Iterable[str]) -> int:
        return sum(self.truth[cell] for cell in cells)


# --- five ways in which releases follow one another ----------------------------------------


def _counts(chance: random.Random, cells: Iterable[str]) -> dict[str, int]:
    return {cell: chance.choice(LIKELY_COUNTS) for cell in cells}


def _sum(name: str, cells: Iterable[str]) -> Counted:
    return Counted(name=name, cells=frozenset(cells))


def _released(counts: Mapping[str, int], *releases: Sequence[Counted], method: Method) -> Attacked:
    shown: list[Shown] = []
    before: dict[frozenset[str], int] = {}
    for figures in releases:
        cube = Cube(counts=dict(counts), figures=tuple(figures))
        made = made_safe(cube, earlier=shown, method=method)
        before.update({each.cells: len(shown) for each in made if each.cells not in before})
        shown.extend(made)
    return Attacked(
        truth=counts,
        shown=tuple(shown),
        needed=5 if method is Method.SUPPRESS else 3,
        before=before,
    )


def totals(chance: random.Random, method: Method) -> Attacked:
    """One table with both its totals, attacked by programming."""
    areas = [f"a{at}" for at in range(chance.randint(2, 6))]
    kinds = [f"k{at}" for at in range(chance.randint(2, 4))]
    counts = {(area, kind): chance.choice(LIKELY_COUNTS) for area in areas for kind in kinds}
    cube = cube_of(counts, dimensions=[areas, kinds])
    return _released(cube.counts, cube.figures, method=method)


def dates(chance: random.Random, method: Method) -> Attacked:
    """The year to date, released again with a month more."""
    areas, months = [f"a{at}" for at in range(chance.randint(2, 4))], ["m1", "m2", "m3", "m4"]
    counts = _counts(chance, (f"{area} {month}" for area in areas for month in months))
    releases = []
    for last in (2, 3, 4):
        upto = [
            _sum(f"{area} to {last}", (f"{area} {month}" for month in months[:last]))
            for area in areas
        ]
        releases.append(
            [*upto, _sum(f"all to {last}", frozenset().union(*(x.cells for x in upto)))]
        )
    return _released(counts, *releases, method=method)


def refreshed(chance: random.Random, method: Method) -> Attacked:
    """The same table a month later, with late records: shown as it was, so nothing is told."""
    first = totals(chance, method)
    late = {cell: count + chance.choice((0, 0, 1, 2)) for cell, count in first.truth.items()}
    names = tuple(Counted(name=each.name, cells=each.cells) for each in first.shown)
    again = frozen(Cube(counts=late, figures=names), first.truth)
    repeated = made_safe(again, earlier=first.shown, method=method)
    assert repeated == first.shown
    return replace(first, shown=(*first.shown, *repeated))


def overlapping(chance: random.Random, method: Method) -> Attacked:
    """Partnerships first, then police divisions that cut across them."""
    areas, kinds = [f"a{at}" for at in range(6)], ["k0", "k1"]
    counts = _counts(chance, (f"{area} {kind}" for area in areas for kind in kinds))

    def grouped(name: str, groups: Sequence[Sequence[str]]) -> list[Counted]:
        made = [
            _sum(f"{name} {'+'.join(group)} {kind}", (f"{area} {kind}" for area in group))
            for group in groups
            for kind in kinds
        ]
        return [*made, _sum(f"{name} all", frozenset().union(*(each.cells for each in made)))]

    chance.shuffle(areas)
    first = grouped("csp", [areas[:2], areas[2:4], areas[4:]])
    second = grouped("division", [areas[:3], areas[3:]])
    third = grouped("with one more", [areas[:2], areas[:3]])
    return _released(counts, first, second, third, method=method)


def subset(chance: random.Random, method: Method) -> Attacked:
    """A category first, then a part of it."""
    areas, parts = [f"a{at}" for at in range(4)], ["crack", "other"]
    counts = _counts(chance, (f"{area} {part}" for area in areas for part in parts))
    whole = [_sum(f"{area} drugs", (f"{area} {part}" for part in parts)) for area in areas]
    part = [_sum(f"{area} crack", [f"{area} crack"]) for area in areas]
    every = _sum("all drugs", frozenset(counts))
    every_part = _sum("all crack", (f"{area} crack" for area in areas))
    return _released(counts, [*whole, every], [*part, every_part], method=method)


SCENARIOS: tuple[Callable[[random.Random, Method], Attacked], ...] = (
    totals,
    dates,
    refreshed,
    overlapping,
    subset,
)


# --- the attacker --------------------------------------------------------------------------


class Attacker:
    """Knows what was shown, how it was made safe, and that nothing is counted below nought."""

    def __init__(self, attacked: Attacked, *, until: int | None = None) -> None:
        self.cells = sorted(attacked.truth)
        lines = [each for each in attacked.shown[:until] if each.value is not None]
        self.sums = numpy.array([self.line(each.cells) for each in lines]).reshape(
            len(lines), len(self.cells)
        )
        self.low = numpy.array([(each.value or 0) - each.give for each in lines], dtype=float)
        self.high = numpy.array([(each.value or 0) + each.give for each in lines], dtype=float)

    def line(self, cells: Iterable[str]) -> list[float]:
        return [1.0 if cell in set(cells) else 0.0 for cell in self.cells]

    def best(self, cells: Iterable[str], *, sign: int, fixed: int | None = None) -> float | None:
        wanted = self.line(cells)
        rules = []
        if len(self.sums):
            rules.append(LinearConstraint(self.sums, self.low, self.high))
        if fixed is not None:
            rules.append(LinearConstraint(numpy.array([wanted]), fixed, fixed))
        made = milp(
            sign * numpy.array(wanted),
            constraints=rules,
            integrality=numpy.ones(len(wanted)),
            bounds=(0, 10_000) if fixed is None else None,
        )
        return None if made.x is None else float(numpy.dot(wanted, made.x))

    def possible(self, cells: frozenset[str], *, around: int, needed: int) -> set[int]:
        """Whole numbers that the sum can be, as many as are needed, looked for one by one."""
        low, high = self.best(cells, sign=1), self.best(cells, sign=-1)
        assert low is not None
        assert high is not None
        first, last = round(low), round(high)
        nearest = sorted(range(first, min(last, first + 60) + 1), key=lambda at: abs(at - around))
        found: set[int] = set()
        for value in nearest:
            if self.best(cells, sign=1, fixed=value) is not None:
                found.add(value)
            if len(found) == needed:
                break
        return found


def assert_nothing_small_is_recovered(attacked: Attacked) -> None:
    attacker = Attacker(attacked)
    small = {
        each.cells
        for each in attacked.shown
        if each.value is None or (each.give and attacked.true_of(each.cells) < 5)
    }
    small |= {frozenset([cell]) for cell, count in attacked.truth.items() if 0 < count < 5}
    for cells in small:
        truth = attacked.true_of(cells)
        possible = attacker.possible(cells, around=truth, needed=attacked.needed)
        if len(possible) < attacked.needed and truth >= 5:
            # What is not small and nearly followed from earlier releases hides nothing of its own.
            earlier = Attacker(attacked, until=attacked.before[cells])
            possible = earlier.possible(cells, around=truth, needed=attacked.needed)
            assert len(possible) < attacked.needed
            continue
        assert len(possible) >= attacked.needed, (sorted(cells), truth, possible)
    exact = [each for each in attacked.shown if each.value is not None and not each.give]
    assert all(each.value == attacked.true_of(each.cells) for each in exact)
    assert not [each for each in exact if 0 < (each.value or 0) < 5]
    differences = [
        attacked.true_of(wide.cells - narrow.cells)
        for wide in exact
        for narrow in exact
        if narrow.cells < wide.cells
    ]
    assert not [each for each in differences if 0 < each < 5]


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each.__name__)
def test_no_attack_recovers_a_small_count(
    scenario: Callable[[random.Random, Method], Attacked], method: Method
) -> None:
    assert_nothing_small_is_recovered(scenario(random.Random(1), method))


@pytest.mark.thorough
@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each.__name__)
def test_no_attack_recovers_a_small_count_of_a_thousand_cubes(
    scenario: Callable[[random.Random, Method], Attacked],
    method: Method,
    request: pytest.FixtureRequest,
) -> None:
    # The seed that the run prints: other cubes each time, and the same ones again if one fails.
    run = request.config.getoption("randomly_seed")
    for number in range(1_000):
        seed = f"{run} {number}"
        assert_nothing_small_is_recovered(scenario(random.Random(seed), method))


# --- what is shown, and what is refused ----------------------------------------------------


def test_a_table_without_small_counts_is_shown_whole_and_exactly() -> None:
    cube = cube_of({("a", "k"): 20, ("b", "k"): 0}, dimensions=[["a", "b"], ["k"]])

    assert {each.name: each.value for each in made_safe(cube)} == {
        "a | k": 20,
        "a | all": 20,
        "b | k": 0,
        "b | all": 0,
        "all | k": 20,
        "all | all": 20,
    }


def test_what_is_withheld_first_and_second_read_alike_and_never_as_fewer_than_five() -> None:
    cube = cube_of(
        {("a",): 3, ("b",): 9, ("c",): 40, ("d",): 50}, dimensions=[["a", "b", "c", "d"]]
    )
    said = [words_of(each) for each in made_safe(cube)]

    assert said.count("withheld") >= 2
    assert not any("<" in each or "fewer" in each for each in said)
    assert words_of(Shown(name="x", cells=frozenset(), value=25, give=2)) == "about 25"
    assert words_of(Shown(name="x", cells=frozenset(), value=1250)) == "1,250"


def test_a_figure_that_one_family_makes_up_is_withheld() -> None:
    cube = Cube(
        counts={"a": 30, "b": 60}, figures=(_sum("a", ["a"]), _sum("b", ["b"])), largest={"a": 20}
    )

    assert [each.value for each in made_safe(cube)] == [None, 60]


def test_people_are_small_below_ten() -> None:
    cube = Cube(counts={"a": 8}, figures=(_sum("a", ["a"]),))

    assert made_safe(cube)[0].value == 8
    assert made_safe(cube, smallest=disclosure.SMALLEST_PEOPLE)[0].value is None


def test_what_was_shown_before_and_tells_too_much_by_itself_stops_the_release() -> None:
    told = [
        Shown(name="all", cells=frozenset({"a", "b"}), value=23),
        Shown(name="b", cells=frozenset({"b"}), value=20),
    ]
    cube = Cube(counts={"a": 3, "b": 20}, figures=(_sum("a", ["a"]),))

    with pytest.raises(CannotBeMadeSafe, match="released before"):
        made_safe(cube, earlier=told)


def test_a_cell_without_a_count_is_not_taken_for_nought() -> None:
    with pytest.raises(ValueError, match="no count"):
        cube_of({("a",): 1}, dimensions=[["a", "b"]])
