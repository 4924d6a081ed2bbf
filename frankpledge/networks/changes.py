"""Knows what became different in a network between two days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np

from frankpledge.networks.charts import Chart
from frankpledge.networks.graph import Graph
from frankpledge.networks.measures import articulation_points, bridges, component

Pair = tuple[str, str]
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What changed in what was recorded, which is not always what changed in life.

    Pairs are in the order of their identifiers. A node came or left when it got its first tie or
    lost its last one.
    """

    ties_gained: tuple[Pair, ...]
    ties_lost: tuple[Pair, ...]
    nodes_came: tuple[str, ...]
    nodes_left: tuple[str, ...]
    components: tuple[int, int]
    became_articulation_points: tuple[str, ...]
    no_longer_articulation_points: tuple[str, ...]
    became_bridges: tuple[Pair, ...]
    no_longer_bridges: tuple[Pair, ...]

    @property
    def nothing(self) -> bool:
        """Whether the network is the same on both days."""
        return not (self.ties_gained or self.ties_lost)


def changes_between(chart: Chart, earlier: date, later: date) -> Changes:
    """What the chart gained and lost from one day to another."""
    return changes_of(chart.as_at(earlier), chart.as_at(later))


def changes_of(earlier: Chart, later: Chart) -> Changes:
    """What *later* gained and lost against *earlier*, each with the nodes of both.

    Measures are comparable because both have the same nodes. Components count only parts with a
    tie.
    """
    every = {node.id: node for node in (*earlier.nodes, *later.nodes)}.values()
    before, after = (Graph.of_chart(Chart.of(every, each.ties)) for each in (earlier, later))
    had, has = _pairs(before), _pairs(after)
    cut_before, cut_after = _cut_points(before), _cut_points(after)
    joined_before, joined_after = _bridges(before), _bridges(after)
    return Changes(
        ties_gained=_only_in(has, had),
        ties_lost=_only_in(had, has),
        nodes_came=_ids(after, np.flatnonzero((before.degree == 0) & (after.degree > 0))),
        nodes_left=_ids(after, np.flatnonzero((before.degree > 0) & (after.degree == 0))),
        components=(_parts(before), _parts(after)),
        became_articulation_points=_only_in(cut_after, cut_before),
        no_longer_articulation_points=_only_in(cut_before, cut_after),
        became_bridges=_only_in(joined_after, joined_before),
        no_longer_bridges=_only_in(joined_before, joined_after),
    )


def _only_in(one: tuple[T, ...], other: tuple[T, ...]) -> tuple[T, ...]:
    there = set(other)
    return tuple(each for each in one if each not in there)


def _pairs(graph: Graph) -> tuple[Pair, ...]:
    ends = zip(graph.left.tolist(), graph.right.tolist(), strict=True)
    return tuple((graph.ids[a], graph.ids[b]) for a, b in ends)


def _ids(graph: Graph, numbers: np.ndarray[tuple[int], np.dtype[np.int64]]) -> tuple[str, ...]:
    return tuple(graph.ids[number] for number in numbers.tolist())


def _cut_points(graph: Graph) -> tuple[str, ...]:
    return tuple(graph.ids[number] for number in articulation_points(graph))


def _bridges(graph: Graph) -> tuple[Pair, ...]:
    return tuple((graph.ids[a], graph.ids[b]) for a, b in bridges(graph))


def _parts(graph: Graph) -> int:
    return len(np.unique(component(graph)[graph.degree > 0]))
