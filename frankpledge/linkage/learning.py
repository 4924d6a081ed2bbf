"""Knows how to learn, from the lists alone, what agreement is worth.

Pairs are of three kinds: one person twice, two strangers, and two of one household, who share a
surname and an address and would pass for one person if nobody thought of them. The shares of each
level among the three are found by expectation and maximisation over counted patterns, held by what
is expected beforehand where a list is too small to say. It draws nothing by chance, so the same
lists always teach the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from frankpledge.linkage.comparing import Comparison

Numbers = npt.NDArray[np.float64]
Levels = npt.NDArray[np.int64]

ROUNDS = 200
SETTLED = 1e-6
HELD_BY = 40.0
"""How many pairs of one person the expectations weigh as much as."""
STRANGERS_HELD_BY = 30.0


@dataclass(frozen=True, kw_only=True)
class Patterns:
    """How often each combination of levels was seen. A level of -1 could not be compared."""

    levels: Levels
    """One row a pattern, one column a comparison, counted as Splink does: the closest highest."""
    seen: Numbers
    """Among pairs that share something, scaled to all of them."""
    drawn: Numbers
    """Among pairs that were drawn without looking."""


@dataclass(frozen=True, kw_only=True)
class Learned:
    """What the lists taught."""

    compared: tuple[Comparison, ...]
    share: float
    """The share of all possible pairs that are one person."""
    kin_share: float
    rounds: int


def learn(compared: Sequence[Comparison], patterns: Patterns, *, pairs: float) -> Learned:
    """The shares of each level, and how many of the possible *pairs* are one person."""
    model = _Model(compared, patterns, pairs)
    rounds = 0
    while rounds < ROUNDS:
        rounds += 1
        if model.step() < SETTLED:
            break
    return Learned(
        compared=tuple(
            each.learned(_closest_first(model.same[at]), _closest_first(model.strangers[at]))
            for at, each in enumerate(compared)
        ),
        share=model.share,
        kin_share=model.kin_share,
        rounds=rounds,
    )


def _closest_first(shares: Numbers) -> list[float]:
    # Splink takes the logarithm of each, so none may be nought; and no two levels may weigh quite
    # the same, because we tell them apart by their weights.
    return [float(max(share, 1e-9)) * (1 + 1e-6 * at) for at, share in enumerate(shares[::-1])]


class _Model:
    def __init__(self, compared: Sequence[Comparison], patterns: Patterns, pairs: float) -> None:
        self.compared, self.patterns, self.pairs = compared, patterns, pairs
        # Splink counts levels from the furthest, so everything is turned round here.
        self.prior_same = [_shares([lv.same for lv in each.levels]) for each in compared]
        self.prior_strangers = [_shares([lv.strangers for lv in each.levels]) for each in compared]
        self.prior_kin = [_shares([lv.kin for lv in each.levels]) for each in compared]
        self.same = list(self.prior_same)
        self.strangers = list(self.prior_strangers)
        likely = min(0.1 * pairs**0.5, 0.2 * pairs)
        self.share = likely / pairs
        self.kin_share = 0.1 * likely / pairs
        self.has_kin = sum(not each.personal for each in compared) > 1 and any(
            each.personal for each in compared
        )

    def step(self) -> float:
        """One round; how far the share of pairs moved, as a part of itself."""
        same, kin = self._beliefs()
        before = self.share
        belief = same * self.patterns.seen
        strange = (1 - same - kin) * self.patterns.drawn
        for at in range(len(self.compared)):
            levels = self.patterns.levels[:, at]
            count = len(self.same[at])
            self.same[at] = _held(levels, belief, self.prior_same[at], HELD_BY, count)
            self.strangers[at] = _held(
                levels, strange, self.prior_strangers[at], STRANGERS_HELD_BY, count
            )
        self.share = max(float(belief.sum()), 0.5) / self.pairs
        kin_seen = float((kin * self.patterns.seen).sum())
        self.kin_share = max(kin_seen, 0.02 * float(belief.sum()), 0.5) / self.pairs
        return float(abs(self.share - before) / before)

    def _beliefs(self) -> tuple[Numbers, Numbers]:
        """For each pattern how likely it is one person, and how likely two of a household."""
        same = np.full(len(self.patterns.levels), np.log(self.share))
        kin = np.full_like(same, np.log(self.kin_share))
        rest = max(1 - self.share - self.kin_share, 1e-9)
        strange = np.full_like(same, np.log(rest))
        for at, each in enumerate(self.compared):
            levels = self.patterns.levels[:, at]
            known = levels >= 0
            same[known] += np.log(self.same[at][levels[known]])
            strange[known] += np.log(self.strangers[at][levels[known]])
            shared = self._kin(at) if each.personal else self.same[at]
            kin[known] += np.log(shared[levels[known]])
        if not self.has_kin:
            kin[:] = -np.inf
        top = np.maximum(np.maximum(same, kin), strange)
        weights = [np.exp(each - top) for each in (same, kin, strange)]
        total = weights[0] + weights[1] + weights[2]
        return weights[0] / total, weights[1] / total

    def _kin(self, at: int) -> Numbers:
        """What members of a household show: like strangers, but never less alike than expected."""
        return _kin_shares(self.strangers[at], self.prior_kin[at])


def _kin_shares(strangers: Numbers, expected: Numbers) -> Numbers:
    least = np.maximum(strangers, expected)
    least[0] = max(1 - float(least[1:].sum()), 0.05)
    return np.asarray(least / least.sum())


def kin_weights(learned: Learned) -> list[list[float]]:
    """For each comparison and level, the closest first: how much likelier one person shows it than
    two of a household, in powers of two."""
    weights = []
    for each in learned.compared:
        same = _shares([level.same for level in each.levels])
        kin = same
        if each.personal:
            expected = _shares([level.kin for level in each.levels])
            kin = _kin_shares(_shares([level.strangers for level in each.levels]), expected)
        weights.append([float(weight) for weight in np.log2(same / kin)[::-1]])
    return weights


def _shares(values: Sequence[float]) -> Numbers:
    """The furthest level first, adding up to one; all nought where nothing is expected."""
    shares = np.array(values[::-1], dtype=np.float64)
    total = float(shares.sum())
    return np.asarray(np.maximum(shares / total, 1e-9)) if total else np.full_like(shares, 1e-9)


def _held(levels: Levels, weight: Numbers, prior: Numbers, held_by: float, count: int) -> Numbers:
    """The share of each level in the weights, held towards what was expected."""
    known = levels >= 0
    sums = np.bincount(levels[known], weights=weight[known], minlength=count)
    # What was never seen is still not impossible: half a pair is the least that is believed.
    sums = sums + np.maximum(held_by * prior, 0.5)
    return np.asarray(sums / sums.sum())
