"""Measures of networks beside networkx, and the heavy ones beside the fastest libraries alone.

The rivals on 20,000 ties are rustworkx for betweenness and graspologic-native for communities,
called directly on a graph that they are given ready; ours starts from numbered ties and ends with
arrays. Both are in CPU time, that of all threads, so that what else runs on the machine decides
nothing. Libraries whose licence could not be shipped (igraph, leidenalg) are not compared.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import graspologic_native
import networkx as nx
import numpy as np
import rustworkx

from benchmarks.measure import Measurement, side_by_side
from frankpledge.networks.api import Graph, communities_of, measure, rank_ranges
from frankpledge.networks.communities import TRIES
from frankpledge.networks.measures import betweenness

SMALL_NODES, SMALL_TIES = 400, 1_000
LARGE_NODES, LARGE_TIES = 5_000, 20_000
RANK_RUNS = 5


def run() -> Iterator[Measurement]:
    """A chart of one group's size, then one of a county's."""
    yield from _small()
    yield from _large()


def _random(nodes: int, ties: int) -> tuple[nx.Graph, Graph]:
    """A network with a few well-tied nodes, as both libraries take it."""
    drawn = np.random.default_rng(7)
    weight = 1.0 / np.arange(1, nodes + 1) ** 0.5
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < ties:
        a, b = drawn.choice(nodes, size=2, p=weight / weight.sum())
        if a != b:
            pairs.add((int(min(a, b)), int(max(a, b))))
    made = nx.Graph()
    made.add_nodes_from(range(nodes))
    made.add_edges_from(sorted(pairs))
    return made, _ours(nodes, np.array(sorted(pairs)))


def _ours(nodes: int, pairs: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> Graph:
    ids = tuple(str(number) for number in range(nodes))
    return Graph.between(ids, pairs[:, 0], pairs[:, 1], np.ones(len(pairs)))


def _afresh(graph: Graph) -> Graph:
    """The same graph without anything that was worked out of it."""
    return Graph(ids=graph.ids, left=graph.left, right=graph.right, weight=graph.weight)


def _small() -> Iterator[Measurement]:
    theirs, ours = _random(SMALL_NODES, SMALL_TIES)

    def with_networkx(tries: int = TRIES) -> None:
        dict(theirs.degree)
        nx.betweenness_centrality(theirs)
        nx.constraint(theirs)
        nx.core_number(theirs)
        list(nx.connected_components(theirs))
        list(nx.articulation_points(theirs))
        list(nx.bridges(theirs))
        for seed in range(tries):
            nx.community.louvain_communities(theirs, seed=seed)

    value, peer_value = side_by_side(5, lambda: measure(_afresh(ours)), with_networkx)
    yield Measurement(
        name="all measures, communities tried eleven times",
        value=value,
        unit="s",
        peer="networkx, its Louvain as often",
        peer_value=peer_value,
        limit=0.1,
        n=SMALL_TIES,
    )
    value, peer_value = side_by_side(
        5,
        lambda: measure(_afresh(ours), tries=1),
        lambda: with_networkx(tries=1),
    )
    yield Measurement(
        name="all measures, communities tried once",
        value=value,
        unit="s",
        peer="networkx, its Louvain once",
        peer_value=peer_value,
        limit=0.1,
        n=SMALL_TIES,
    )
    value, peer_value = side_by_side(
        2,
        lambda: rank_ranges(ours, runs=RANK_RUNS),
        lambda: [nx.betweenness_centrality(theirs) for _ in range(RANK_RUNS + 1)],
    )
    yield Measurement(
        name="rank ranges, five runs",
        value=value,
        unit="s",
        peer="betweenness of networkx as often",
        peer_value=peer_value,
        limit=0.1,
        n=SMALL_TIES,
    )


def _large() -> Iterator[Measurement]:
    _, ours = _random(LARGE_NODES, LARGE_TIES)
    ready = rustworkx.PyGraph(multigraph=False)
    ready.add_nodes_from(range(ours.size))
    ready.extend_from_edge_list(list(zip(ours.left.tolist(), ours.right.tolist(), strict=True)))
    value, peer_value = side_by_side(
        2,
        lambda: betweenness(_afresh(ours)),
        lambda: rustworkx.graph_betweenness_centrality(ready),
        clock=time.process_time,
    )
    yield Measurement(
        name="betweenness, CPU",
        value=value,
        unit="s",
        peer="rustworkx called directly",
        peer_value=peer_value,
        limit=1.2,
        n=LARGE_TIES,
    )
    one = np.concatenate([ours.left, ours.right])
    other = np.concatenate([ours.right, ours.left])
    order = np.lexsort((other, one))
    start = np.concatenate([[0], np.cumsum(np.bincount(one, minlength=ours.size))])
    matrix = (
        start.astype(np.int64),
        other[order].astype(np.int32),
        np.ones(len(order)),
        ours.size,
    )
    value, peer_value = side_by_side(
        5,
        lambda: communities_of(_afresh(ours)),
        lambda: [graspologic_native.leiden_csr(*matrix, seed=seed) for seed in range(TRIES)],
        clock=time.process_time,
    )
    yield Measurement(
        name="communities with their stability, eleven divisions, CPU",
        value=value,
        unit="s",
        peer="graspologic-native called directly, as often",
        peer_value=peer_value,
        limit=1.2,
        n=LARGE_TIES,
    )
