"""Knows where to draw each node, so that what is tied stands near, and the same every time."""

from __future__ import annotations

import math

import numpy as np
from numpy.random import default_rng

from frankpledge.networks.graph import Graph, Real, Whole

MOST_DRAWN = 500
"""More nodes than this are not drawn: a picture of them shows nothing, and takes too long."""
_STEPS = 80
_PULL = 0.06
_FEWEST_IN_ROW = 5
_ROW, _MOST_DEEP = 0.1, 0.3
"""How much of the height a row of what is tied to nothing takes, and all such rows at most."""


def places(graph: Graph, community: Whole, *, seed: int = 0) -> Real:
    """Where each node stands, a row a node, both coordinates from 0 to 1.

    By attraction along ties and repulsion between all, begun with each community around a point
    of its own, and a slight pull to the middle so that parts stay in sight of one another. What is
    tied to nothing stands in rows below. Distances in the picture mean nothing exact. Source:
    Fruchterman and Reingold 1991.

    Raises `ValueError` for more nodes than are drawn.
    """
    size = graph.size
    if size > MOST_DRAWN:
        raise ValueError(f"{size} nodes are more than the {MOST_DRAWN} that are drawn")
    if size < 2:
        return np.full((size, 2), 0.5)
    tied, alone = np.flatnonzero(graph.degree), np.flatnonzero(graph.degree == 0)
    rows, deep = _in_rows(len(alone), below=bool(len(tied)))
    at = np.empty((size, 2))
    at[alone] = rows
    at[tied] = _pulled(graph.among(tied.tolist()), community[tied], seed) * (1.0, 1.0 - deep)
    return at


def _in_rows(many: int, *, below: bool) -> tuple[Real, float]:
    """Places beside and under one another, and how much of the height they take from the rest."""
    if not many:
        return np.empty((0, 2)), 0.0
    wide = max(_FEWEST_IN_ROW, math.ceil(math.sqrt(2 * many)))
    row, column = np.divmod(np.arange(many), wide)
    rows = int(row[-1]) + 1
    deep = min(_MOST_DEEP, rows * _ROW) if below else 1.0
    last = 1.0 if below else (rows - 1) / rows
    y = last - (rows - 1 - row) * deep / rows
    return np.stack([column / wide, y], axis=1), deep if below else 0.0


def _pulled(graph: Graph, community: Whole, seed: int) -> Real:
    size = graph.size
    if not size:
        return np.empty((0, 2))
    at = _start(community, seed)
    apart = 1 / math.sqrt(size)
    heat = 0.12
    for _ in range(_STEPS):
        move = _apart(at) * apart**2
        along = at[graph.left] - at[graph.right]
        pull = along * (np.sqrt((along**2).sum(axis=1, keepdims=True)) / apart)
        for axis in (0, 1):
            move[:, axis] -= np.bincount(graph.left, weights=pull[:, axis], minlength=size)
            move[:, axis] += np.bincount(graph.right, weights=pull[:, axis], minlength=size)
        move -= _PULL * at / apart
        length = np.maximum(np.sqrt((move**2).sum(axis=1, keepdims=True)), 1e-9)
        at += move / length * np.minimum(length, heat)
        heat *= 0.96
    return _fitted(at)


def _apart(at: Real) -> Real:
    """How each node is pushed by all others: by one over the distance, away from each."""
    x, y = at.astype(np.float32).T
    across, down = np.subtract.outer(x, x), np.subtract.outer(y, y)
    push = across * across
    push += down * down
    np.maximum(push, 1e-6, out=push)
    np.reciprocal(push, out=push)
    return np.stack(
        [np.einsum("ij,ij->i", across, push), np.einsum("ij,ij->i", down, push)], axis=1
    ).astype(np.float64)


def _start(community: Whole, seed: int) -> Real:
    """Each community around its own point on a circle, each node at its own turn around that."""
    drawn = default_rng(seed)
    parts = int(community.max(initial=1))
    turn = 2 * math.pi * community / parts
    around = 2 * math.pi * np.arange(len(community)) * (math.sqrt(5) - 1) / 2
    spread = 0.05 + 0.1 * drawn.random(len(community))
    return np.stack(
        [
            0.4 * np.cos(turn) + spread * np.cos(around),
            0.4 * np.sin(turn) + spread * np.sin(around),
        ],
        axis=1,
    )


def _fitted(at: Real) -> Real:
    low, high = at.min(axis=0), at.max(axis=0)
    return np.asarray((at - low) / np.maximum(high - low, 1e-9), dtype=np.float64)


def joined(graph: Graph, community: Whole) -> Graph:
    """The network of communities: one node for each, tied as strongly as its members are.

    Its identifiers are the numbers of the communities.
    """
    parts = int(community.max(initial=0))
    return Graph.between(
        tuple(str(number) for number in range(1, parts + 1)),
        community[graph.left] - 1,
        community[graph.right] - 1,
        graph.weight,
    )
