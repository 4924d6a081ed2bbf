"""Knows how a network divides into communities, and how far the division can be relied on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import graspologic_native as leiden
import numpy as np

from frankpledge.networks.graph import Graph, Real, Whole, numbered_by_size

TRIES = 11
"""How often the division is made, each time with another seed, to see if it comes out alike."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Communities:
    """A division into communities, in the order of the graph's nodes.

    `community` is numbered from 1, the largest first. `quality` is the modularity of the division.
    `stability` is the mean agreement (adjusted Rand index, 1 for the same) with divisions from
    other seeds, and None where it was not tried. `kept_together` says of each community, in the
    order of its number, which share of its pairs the other divisions kept together on average.
    """

    community: Whole
    quality: float
    stability: float | None
    kept_together: tuple[float, ...]


def communities_of(graph: Graph, *, seed: int = 0, tries: int = TRIES) -> Communities:
    """Communities by the Leiden algorithm; a node without ties is a community by itself.

    Maximises modularity with the strengths of ties at resolution 1. The best of *tries*
    divisions is given, each with its own seed; the others say how stable it is. Source: Traag,
    Waltman and van Eck 2019; agreement: Hubert and Arabie 1985. A community is a pattern in what
    was recorded. It is not a group, not a membership, and no reason to treat anyone in it alike.
    """
    divide = _divider(graph)
    made = [divide(seed + turn) for turn in range(tries)]
    best = max(range(tries), key=lambda turn: (made[turn][0], -turn))
    quality, parts = made[best]
    chosen = numbered_by_size(parts)
    others = [division for turn, (_, division) in enumerate(made) if turn != best]
    if not others or not graph.size:
        return Communities(community=chosen, quality=quality, stability=None, kept_together=())
    together = np.zeros(int(chosen.max()))
    every = _pairs(np.bincount(chosen - 1))
    agreement = 0.0
    for other in others:
        shared = _Shared.of(chosen - 1, other)
        agreement += shared.agreement
        kept = np.bincount(shared.row, weights=shared.pairs, minlength=len(every))
        together += np.divide(kept, every, out=np.ones(len(every)), where=every > 0)
    return Communities(
        community=chosen,
        quality=quality,
        stability=agreement / len(others),
        kept_together=tuple((together / len(others)).tolist()),
    )


def _divider(graph: Graph) -> Callable[[int], tuple[float, Whole]]:
    """What divides the graph with a seed: its modularity and each node's part, from nought."""
    apart = np.arange(graph.size, dtype=np.int64)
    if not len(graph.left):
        return lambda seed: (0.0, apart)
    tied = np.flatnonzero(graph.degree)
    new = np.zeros(graph.size, dtype=np.int64)
    new[tied] = np.arange(len(tied))
    one = np.concatenate([new[graph.left], new[graph.right]])
    other = np.concatenate([new[graph.right], new[graph.left]])
    strength = np.concatenate([graph.weight, graph.weight])
    order = np.lexsort((other, one))
    start = np.concatenate([[0], np.cumsum(np.bincount(one, minlength=len(tied)))])
    matrix = start.astype(np.int64), other[order].astype(np.int32), strength[order], len(tied)
    alone = np.flatnonzero(graph.degree == 0)

    def divide(seed: int) -> tuple[float, Whole]:
        quality, found = leiden.leiden_csr(*matrix, seed=seed)
        parts = apart.copy()
        parts[tied] = np.fromiter(map(found.__getitem__, range(len(tied))), np.int64, len(tied))
        # Nodes without ties are parts by themselves, numbered after all others.
        parts[alone] = len(tied) + np.arange(len(alone))
        return float(quality), parts

    return divide


@dataclass(frozen=True, kw_only=True, eq=False)
class _Shared:
    """The pairs of nodes that both of two divisions keep together, by parts of the first."""

    row: Whole
    pairs: Real
    agreement: float

    @classmethod
    def of(cls, one: Whole, other: Whole) -> _Shared:
        wide = int(other.max(initial=0)) + 1
        cells, counts = np.unique(one * wide + other, return_counts=True)
        pairs = _pairs(counts)
        both = pairs.sum()
        rows, columns = _pairs(np.bincount(one)).sum(), _pairs(np.bincount(other)).sum()
        every = len(one) * (len(one) - 1) / 2
        if not every or rows == columns == both:
            return cls(row=cells // wide, pairs=pairs, agreement=1.0)
        expected = rows * columns / every
        agreement = float((both - expected) / ((rows + columns) / 2 - expected))
        return cls(row=cells // wide, pairs=pairs, agreement=agreement)


def adjusted_rand(one: Whole, other: Whole) -> float:
    """How far two divisions agree beyond chance: 1 for the same, about 0 for unrelated ones.

    Parts are numbered from nought. Source: Hubert and Arabie 1985. Two divisions that both put
    everyone together, or everyone apart, agree.
    """
    return _Shared.of(one, other).agreement


def _pairs(counts: Whole) -> Real:
    return np.asarray(counts * (counts - 1) / 2, dtype=np.float64)
