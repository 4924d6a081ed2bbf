"""How shared cases are counted so that nobody is found out: noise, a floor, rounding. Pure.

A count of what two sets of hashes have in common is moved by two-sided geometric noise, once;
what is then under five is "fewer than 5"; the rest is rounded to the nearest five. One person more
or less changes what is shown, or how likely it is, by at most a factor of e to the `PRIVACY`.
"""

from __future__ import annotations

from collections.abc import Mapping, Set as AbstractSet
from itertools import combinations
from math import exp, log
from random import Random

PRIVACY = 0.5
"""The loss for one pair in one run, as differential privacy counts it."""
THRESHOLD, ROUND_TO = 5, 5
FEWEST = 20
"""A forum with fewer hashes takes no part: a short list would be a question about people."""


def count_pairs(
    given: Mapping[str, AbstractSet[str]], chance: Random
) -> dict[tuple[str, str], int | None]:
    """What each two forums share, made safe; None is fewer than five. Pairs alone, no threes.

    In the order of their names, so that the same chance gives the same counts.
    """
    return {
        (one, other): made_safe(len(given[one] & given[other]), chance)
        for one, other in combinations(sorted(given), 2)
    }


def either_way(one: str, other: str) -> tuple[str, str]:
    """Two forums as a count of what they share knows them: which comes first says nothing."""
    return (one, other) if one <= other else (other, one)


def made_safe(count: int, chance: Random) -> int | None:
    """One count, moved by chance, then floored and rounded."""
    moved = count + noise(chance)
    if moved < THRESHOLD:
        return None
    return ROUND_TO * ((moved + ROUND_TO // 2) // ROUND_TO)


def noise(chance: Random) -> int:
    """Two-sided geometric: P(k) falls by e to the -PRIVACY with each step from nought."""
    return _geometric(chance) - _geometric(chance)


def _geometric(chance: Random) -> int:
    fall = exp(-PRIVACY)
    return int(log(1 - chance.random()) / log(fall))
