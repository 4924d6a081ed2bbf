"""Knows how a network divides into communities, and how far the division can be relied on."""

from __future__ import annotations

from dataclasses import dataclass

import graspologic_native as leiden
import numpy as np

from frankpledge.networks.graph import Graph, Real, Whole, numbered_by_size

RUNS = 10
"""How often the division is tried again with another seed, to see whether it comes out the same."""


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


def communities_of(graph: Graph, *, seed: int = 0, runs: int = RUNS) -> Communities:
    """Communities by the Leiden algorithm; a node without ties is a community by itself.

    Maximises modularity with the strengths of ties at resolution 1. The best of *runs* + 1
    divisions is given, each with its own seed; the others say how stable it is. Source: Traag,
    Waltman and van Eck 2019; agreement: Hubert and Arabie 1985. A community is a pattern in what
    was recorded. It is not a group, not a membership, and no reason to treat anyone in it alike.
    """
    tries = [_division(graph, seed=seed + run) for run in range(runs + 1)]
    best = max(range(len(tries)), key=lambda run: (tries[run][0], -run))
    quality, parts = tries[best]
    chosen = numbered_by_size(parts)
    others = [division for run, (_, division) in enumerate(tries) if run != best]
    if not others or not graph.size:
        return Communities(community=chosen, quality=quality, stability=None, kept_together=())
    together = np.zeros(int(chosen.max()))
    agreement = 0.0
    for other in others:
        agreement += adjusted_rand(chosen, other)
        together += _pairs_kept(chosen, other)
    return Communities(
        community=chosen,
        quality=quality,
        stability=agreement / len(others),
        kept_together=tuple((together / len(others)).tolist()),
    )


def _division(graph: Graph, *, seed: int) -> tuple[float, Whole]:
    parts = np.arange(graph.size, dtype=np.int64)
    if not len(graph.left):
        return 0.0, parts
    tied = np.flatnonzero(graph.degree)
    new = np.zeros(graph.size, dtype=np.int64)
    new[tied] = np.arange(len(tied))
    one = np.concatenate([new[graph.left], new[graph.right]])
    other = np.concatenate([new[graph.right], new[graph.left]])
    strength = np.concatenate([graph.weight, graph.weight])
    order = np.lexsort((other, one))
    start = np.concatenate([[0], np.cumsum(np.bincount(one, minlength=len(tied)))])
    quality, found = leiden.leiden_csr(
        start.astype(np.int64),
        other[order].astype(np.int32),
        strength[order],
        len(tied),
        seed=seed,
    )
    # Nodes without ties keep their own numbers, which are moved out of the way.
    parts += len(tied)
    parts[tied] = np.fromiter((found[number] for number in range(len(tied))), np.int64, len(tied))
    return float(quality), parts


def adjusted_rand(one: Whole, other: Whole) -> float:
    """How far two divisions agree beyond chance: 1 for the same, about 0 for unrelated ones.

    Source: Hubert and Arabie 1985. Two divisions that both put everyone together, or everyone
    apart, agree.
    """
    cells, first, second = _table(one, other)
    both, rows, columns = _pairs(cells).sum(), _pairs(first).sum(), _pairs(second).sum()
    every = len(one) * (len(one) - 1) / 2
    if not every or rows == columns == both:
        return 1.0
    expected = rows * columns / every
    return float((both - expected) / ((rows + columns) / 2 - expected))


def _pairs_kept(chosen: Whole, other: Whole) -> Real:
    key = (chosen - 1) * (int(other.max()) + 1) + other
    cells, counts = np.unique(key, return_counts=True)
    kept = np.bincount(
        cells // (int(other.max()) + 1), weights=_pairs(counts), minlength=int(chosen.max())
    )
    every = _pairs(np.bincount(chosen - 1))
    return np.divide(kept, every, out=np.ones(len(every)), where=every > 0)


def _table(one: Whole, other: Whole) -> tuple[Whole, Whole, Whole]:
    key = one.astype(np.int64) * (int(other.max(initial=0)) + 1) + other
    return (
        np.unique(key, return_counts=True)[1],
        np.unique(one, return_counts=True)[1],
        np.unique(other, return_counts=True)[1],
    )


def _pairs(counts: Whole) -> Real:
    return np.asarray(counts * (counts - 1) / 2, dtype=np.float64)
