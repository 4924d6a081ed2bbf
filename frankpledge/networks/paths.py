"""Knows the ways from one node to another."""

from __future__ import annotations

from collections.abc import Iterator

import rustworkx as rx

from frankpledge.networks.graph import Graph
from frankpledge.networks.refusals import WrongUse

MOST_PATHS = 50


def shortest_paths(
    graph: Graph, source: str, target: str, *, most: int = MOST_PATHS
) -> tuple[tuple[str, ...], ...]:
    """The paths of fewest ties from *source* to *target*, in order, at most *most* of them.

    None where there is no way; the node alone where both are the same. All ties count alike,
    weak or strong. A path is a chain of records: that two people stand on it does not say that
    anything passed between them, and it may not be read as that.

    Raises `WrongUse` where a node is not in the network.
    """
    for end in (source, target):
        if end not in graph.at:
            raise WrongUse(f"There is no node {end!r} in this network; give one that is in it.")
    return tuple(_each_path(graph, graph.at[source], graph.at[target], most))


def _each_path(graph: Graph, source: int, target: int, most: int) -> Iterator[tuple[str, ...]]:
    """Paths in the order of their nodes, made one after another: there may be very many."""
    beside = graph.undirected
    distance = dict(rx.graph_dijkstra_shortest_path_lengths(beside, target, lambda _: 1.0))
    distance[target] = 0.0
    if source not in distance:
        return
    found = 0
    pending: list[tuple[int, ...]] = [(source,)]
    while pending and found < most:
        path = pending.pop()
        if path[-1] == target:
            found += 1
            yield tuple(graph.ids[number] for number in path)
            continue
        nearer = [
            n for n in beside.neighbors(path[-1]) if distance.get(n) == distance[path[-1]] - 1
        ]
        pending.extend((*path, number) for number in sorted(nearer, reverse=True))
