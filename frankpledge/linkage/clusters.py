"""Knows how judged pairs become clusters: one person each, named by their smallest record.

Two records that are alike may both be alike to a third without being one person, so a chain of
pairs is not enough: two groups become one only where their members, taken all together, are
likelier than not to be one person.
"""

from collections.abc import Iterator
from heapq import heapify, heappop, heappush

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Rids = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]

MOST = 10.0
"""No single pair may say more than this, in powers of two: a cluster is not one pair's doing."""
UNSEEN = -7.0
"""What a pair says that was not likely enough to be kept."""


def weights_of(probability: Weights) -> Weights:
    """What each pair says for being one person, in powers of two."""
    held = np.clip(probability, 1e-9, 1 - 1e-9)
    return np.asarray(np.clip(np.log2(held / (1 - held)), -MOST, MOST))


def clusters(
    total: int, left: Rids, right: Rids, probability: Weights, *, threshold: float
) -> Rids:
    """For each of *total* people, counted from nought, the smallest of their cluster."""
    least = float(weights_of(np.array([threshold]))[0])
    weights = weights_of(probability)
    joins = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(total, total))
    _, labels = connected_components(joins, directed=False)
    labels = np.asarray(labels, dtype=np.int64)
    sizes = np.bincount(labels, minlength=total)
    named = np.arange(total, dtype=np.int64)
    alone = sizes[labels[left]] == 2
    sure = alone & (weights >= least)
    named[np.maximum(left, right)[sure]] = np.minimum(left, right)[sure]
    for group in _groups(labels, left, right, weights, ~alone):
        for member, first in _settled(group, least):
            named[member] = first
    return named


Edges = list[tuple[int, int, float]]


def _groups(
    labels: Rids, left: Rids, right: Rids, weights: Weights, chosen: npt.NDArray[np.bool_]
) -> Iterator[Edges]:
    """The pairs of each chain of three or more."""
    at = np.flatnonzero(chosen)
    at = at[np.argsort(labels[left[at]], kind="stable")]
    if not len(at):
        return
    starts = np.flatnonzero(np.diff(labels[left[at]])) + 1
    for part in np.split(at, starts):
        yield list(
            zip(left[part].tolist(), right[part].tolist(), weights[part].tolist(), strict=True)
        )


def _settled(edges: Edges, least: float) -> Iterator[tuple[int, int]]:
    """Joins the closest groups first, as long as they are close enough on average."""
    members: dict[int, list[int]] = {}
    said: dict[int, dict[int, tuple[float, int]]] = {}
    for one, other, weight in edges:
        for end in (one, other):
            members.setdefault(end, [end])
        said.setdefault(one, {})[other] = (weight, 1)
        said.setdefault(other, {})[one] = (weight, 1)
    heap = [(-weight, min(a, b), max(a, b)) for a, b, weight in edges if weight >= least]
    heapify(heap)
    while heap:
        against, one, other = heappop(heap)
        if one not in members or other not in members:
            continue
        if _average(said, members, one, other) != -against:
            continue
        _join(said, members, one, other)
        for neighbour in sorted(said[one]):
            average = _average(said, members, one, neighbour)
            if average >= least:
                heappush(heap, (-average, min(one, neighbour), max(one, neighbour)))
    for group in members.values():
        first = min(group)
        for member in group:
            yield member, first


def _average(
    said: dict[int, dict[int, tuple[float, int]]],
    members: dict[int, list[int]],
    one: int,
    other: int,
) -> float:
    total, count = said[one][other]
    possible = len(members[one]) * len(members[other])
    return (total + UNSEEN * (possible - count)) / possible


def _join(
    said: dict[int, dict[int, tuple[float, int]]],
    members: dict[int, list[int]],
    one: int,
    other: int,
) -> None:
    """The second group becomes part of the first."""
    members[one] += members.pop(other)
    for neighbour, (weight, count) in said.pop(other).items():
        said[neighbour].pop(other)
        if neighbour != one:
            before = said[one].get(neighbour, (0.0, 0))
            both = (before[0] + weight, before[1] + count)
            said[one][neighbour] = said[neighbour][one] = both


def one_to_one(left: Rids, right: Rids, probability: Weights) -> npt.NDArray[np.bool_]:
    """Which pairs to keep so that nobody is in two: the likeliest first, then the smallest."""
    kept = np.zeros(len(left), dtype=np.bool_)
    taken: set[int] = set()
    for at in np.lexsort((right, left, -probability)).tolist():
        ends = (int(left[at]), int(right[at]))
        if taken.isdisjoint(ends):
            taken.update(ends)
            kept[at] = True
    return kept
