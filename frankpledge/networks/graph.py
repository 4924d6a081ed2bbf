"""Knows a network as arithmetic needs it: numbered nodes, and each pair that is tied, once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import rustworkx as rx

from frankpledge.networks.charts import Chart

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]


def order_of(identifier: str) -> tuple[bool, int, str]:
    """How identifiers are put in order: numbers by their size, then everything else by letter."""
    if identifier.isascii() and identifier.isdigit():
        digits = identifier.lstrip("0")
        return False, len(digits), digits + identifier
    return True, 0, identifier


@dataclass(frozen=True, eq=False)
class Graph:
    """A network without direction, without ties to oneself, and with each pair at most once.

    Nodes are in the order of their identifiers and ties in the order of their ends, whatever
    order they were given in: the same network is always the same graph, and what is worked out
    from it with the same seed is the same.
    """

    ids: tuple[str, ...]
    left: Whole
    """The lower end of each tie, by its number."""
    right: Whole
    weight: Real
    """How strong each tie is: the sum over what was given for the pair."""

    @classmethod
    def of(cls, nodes: Iterable[str], ties: Iterable[tuple[str, str, float]]) -> Graph:
        """The graph of *nodes* and the ends of *ties*; ties to oneself are left out."""
        ties = list(ties)
        every = set(nodes)
        every.update(tie[0] for tie in ties)
        every.update(tie[1] for tie in ties)
        ids = tuple(sorted(every, key=order_of))
        at = {identifier: number for number, identifier in enumerate(ids)}
        ends = np.array([(at[a], at[b]) for a, b, _ in ties], dtype=np.int64).reshape(-1, 2)
        weight = np.array([tie[2] for tie in ties], dtype=np.float64)
        return cls.between(ids, ends[:, 0], ends[:, 1], weight)

    @classmethod
    def between(cls, ids: tuple[str, ...], one: Whole, other: Whole, weight: Real) -> Graph:
        """The graph of numbered ends; pairs given twice become one, with their weights added."""
        low, high = np.minimum(one, other), np.maximum(one, other)
        proper = low != high
        key = low[proper] * max(len(ids), 1) + high[proper]
        pairs, place = np.unique(key, return_inverse=True)
        added = np.bincount(place, weights=weight[proper], minlength=len(pairs))
        return cls(
            ids=ids,
            left=pairs // max(len(ids), 1),
            right=pairs % max(len(ids), 1),
            weight=added.astype(np.float64),
        )

    @classmethod
    def of_chart(cls, chart: Chart) -> Graph:
        """The graph of a chart's nodes and ties."""
        return cls.of(
            (node.id for node in chart.nodes),
            ((tie.source, tie.target, tie.weight) for tie in chart.ties),
        )

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return len(self.ids)

    @cached_property
    def degree(self) -> Whole:
        """How many others each node is tied to."""
        return np.bincount(np.concatenate([self.left, self.right]), minlength=self.size)

    @cached_property
    def undirected(self) -> rx.PyGraph[int | None, int | None]:
        """The same as rustworkx takes it, its indices being our numbers."""
        made: rx.PyGraph[int | None, int | None] = rx.PyGraph(multigraph=False)
        made.add_nodes_from(range(self.size))
        made.extend_from_edge_list(list(zip(self.left.tolist(), self.right.tolist(), strict=True)))
        return made

    @cached_property
    def at(self) -> dict[str, int]:
        """Each identifier's number."""
        return {identifier: number for number, identifier in enumerate(self.ids)}

    def without(self, ties: npt.NDArray[np.bool_]) -> Graph:
        """The same nodes without the ties that are marked."""
        kept = ~ties
        return Graph(
            ids=self.ids,
            left=self.left[kept],
            right=self.right[kept],
            weight=self.weight[kept],
        )

    def among(self, members: Iterable[int]) -> Graph:
        """The graph of some nodes, by their numbers, and of the ties that both ends of are kept."""
        chosen = np.array(sorted(set(members)), dtype=np.int64)
        new = np.full(self.size, -1, dtype=np.int64)
        new[chosen] = np.arange(len(chosen))
        kept = (new[self.left] >= 0) & (new[self.right] >= 0)
        return Graph(
            ids=tuple(self.ids[number] for number in chosen.tolist()),
            left=new[self.left[kept]],
            right=new[self.right[kept]],
            weight=self.weight[kept],
        )


def numbers(given: Iterable[int]) -> Whole:
    """Whole numbers as arithmetic takes them, one for each node."""
    return np.fromiter(given, dtype=np.int64)


def numbered_by_size(parts: Whole) -> Whole:
    """The same division, its parts numbered from 1: the largest first, then by their first node."""
    if not len(parts):
        return parts
    _, first, place, sizes = np.unique(
        parts, return_index=True, return_inverse=True, return_counts=True
    )
    number = np.empty(len(sizes), dtype=np.int64)
    number[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return np.asarray(number[place], dtype=np.int64)
