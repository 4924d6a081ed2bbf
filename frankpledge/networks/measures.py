"""Knows what can be measured of each node, and which nodes and ties hold a network together.

Every measure is of what was recorded, not of what is so: who is watched more is tied more. None
is a risk score of a person, and none may be used as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import cast

import numpy as np
import rustworkx as rx

from frankpledge.networks.communities import TRIES, Communities, communities_of
from frankpledge.networks.graph import Graph, Real, Whole, numbered_by_size

_MOST_WEDGES = 1 << 22


@dataclass(frozen=True, kw_only=True, eq=False)
class Measures:
    """What was measured, in the order of the graph's nodes.

    `constraint` is not a number (NaN) where a node has no tie: it is not defined there. So is
    all of `betweenness` where shortest paths were not counted.
    `component` and each community are numbered from 1, the largest first.
    """

    degree: Whole
    betweenness: Real
    constraint: Real
    core: Whole
    component: Whole
    communities: Communities
    articulation_points: tuple[int, ...]
    bridges: tuple[tuple[int, int], ...]

    @property
    def community(self) -> Whole:
        """Each node's community."""
        return self.communities.community


def measure(
    graph: Graph,
    *,
    seed: int = 0,
    weighted: bool = False,
    tries: int = TRIES,
    paths: bool = True,
) -> Measures:
    """All measures of *graph*. The same graph and seed give the same answer.

    Shortest paths, which take longest, are not counted without *paths*.

    Communities are the best of so many *tries*, the others saying how stable they are.

    Strengths of ties count in communities. They count in the constraint only when *weighted*, and
    nowhere else: a strong tie is no shorter and no longer than a weak one.
    """
    return Measures(
        degree=graph.degree,
        betweenness=betweenness(graph) if paths else np.full(graph.size, np.nan),
        constraint=constraint(graph, weighted=weighted),
        core=core(graph),
        component=component(graph),
        communities=communities_of(graph, seed=seed, tries=tries),
        articulation_points=articulation_points(graph),
        bridges=bridges(graph),
    )


def betweenness(graph: Graph) -> Real:
    """The share of shortest paths between two others that lead through each node.

    Formula: the sum over pairs s, t of σ(s,t|v) / σ(s,t), divided by (n−1)(n−2)/2; nought where
    there are fewer than three nodes. Paths are counted in steps. Source: Freeman 1977, Brandes
    2001. Not to be used without its rank range: one missing tie can move it far. Not a measure of
    importance, of guilt or of risk.
    """
    if graph.size < 3 or not len(graph.left):
        return np.zeros(graph.size)
    found = rx.graph_betweenness_centrality(graph.undirected, normalized=True)
    return np.fromiter((found[number] for number in range(graph.size)), np.float64, graph.size)


def constraint(graph: Graph, *, weighted: bool = False) -> Real:
    """How much each node's ties lead back to the same people, from little to much.

    Formula: the sum over neighbours j of (p_ij + Σ_q p_iq p_qj)², where p_ij is the share of i's
    ties (or of their strength, when *weighted*) that goes to j. Not defined (NaN) without a tie.
    Source: Burt 1992, Structural Holes. Not to be used to compare nodes of very different degree:
    a node with one tie always has 1.
    """
    if not len(graph.left):
        return np.full(graph.size, np.nan)
    strength = graph.weight if weighted else np.ones(len(graph.left))
    total = np.bincount(
        np.concatenate([graph.left, graph.right]),
        weights=np.concatenate([strength, strength]),
        minlength=graph.size,
    )
    forth, back = strength / total[graph.left], strength / total[graph.right]
    # What reaches the other end of each tie through a third node, in either direction.
    through_forth, through_back = np.zeros(len(strength)), np.zeros(len(strength))
    ahead = np.stack([forth, back])
    for ab, bc, ac in _triangles(graph):
        # ahead[0] is lower to higher end, ahead[1] the other way; a < b < c in *our* numbering.
        for direct, first, last in (
            ((ac, 0), (ab, 0), (bc, 0)),
            ((ac, 1), (bc, 1), (ab, 1)),
            ((ab, 0), (ac, 0), (bc, 1)),
            ((ab, 1), (bc, 0), (ac, 1)),
            ((bc, 0), (ab, 1), (ac, 0)),
            ((bc, 1), (ac, 1), (ab, 0)),
        ):
            through = (through_forth, through_back)[direct[1]]
            through += np.bincount(
                direct[0],
                weights=ahead[first[1]][first[0]] * ahead[last[1]][last[0]],
                minlength=len(strength),
            )
    made = np.bincount(graph.left, weights=(forth + through_forth) ** 2, minlength=graph.size)
    made += np.bincount(graph.right, weights=(back + through_back) ** 2, minlength=graph.size)
    made[graph.degree == 0] = np.nan
    return made.astype(np.float64, copy=False)


def _triangles(graph: Graph) -> list[tuple[Whole, Whole, Whole]]:
    """Every three nodes a < b < c that are all tied, by the numbers of their ties ab, bc and ac.

    Each tie is followed from its end with fewer ties, so that one node with very many ties does
    not make the work quadratic; found in parts, to bound the memory.
    """
    rank = np.empty(graph.size, dtype=np.int64)
    rank[np.lexsort((np.arange(graph.size), graph.degree))] = np.arange(graph.size)
    turned = rank[graph.left] > rank[graph.right]
    tail = np.where(turned, graph.right, graph.left)
    head = np.where(turned, graph.left, graph.right)
    order = np.lexsort((rank[head], rank[tail]))
    tail, head = tail[order], head[order]
    out = np.bincount(rank[tail], minlength=graph.size)
    start = np.concatenate([[0], np.cumsum(out)])
    key = rank[tail] * graph.size + rank[head]
    follow = out[rank[head]]
    found = []
    bounds = [0, *np.flatnonzero(np.diff(np.cumsum(follow) // _MOST_WEDGES)) + 1, len(tail)]
    for begun, ended in pairwise(bounds):
        length = follow[begun:ended]
        first = np.repeat(np.arange(begun, ended), length)
        offset = np.arange(len(first)) - np.repeat(np.cumsum(length) - length, length)
        second = start[rank[head[first]]] + offset
        wanted = rank[tail[first]] * graph.size + rank[head[second]]
        third = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
        closed = key[third] == wanted
        if closed.any():
            found.append(_in_our_order(graph, *(order[t[closed]] for t in (first, second, third))))
    return found


def _in_our_order(graph: Graph, *ties: Whole) -> tuple[Whole, Whole, Whole]:
    """The three ties of each triangle as ab, bc and ac, where a < b < c are its nodes."""
    three = np.stack(ties)
    # Of three pairs in order of (lower, higher) end, ab is the first, ac the second, bc the third;
    # and ties are numbered in that order.
    ab, ac, bc = np.sort(three, axis=0)
    return ab, bc, ac


def core(graph: Graph) -> Whole:
    """The largest k for which each node is in a part where everyone has at least k ties.

    Source: Seidman 1983, Batagelj and Zaveršnik 2003. Not a measure of rank in a group: it says
    how closely knit the surroundings are, as recorded.
    """
    found = cast("dict[int, int]", rx.core_number(graph.undirected))
    return np.fromiter((found[number] for number in range(graph.size)), np.int64, graph.size)


def component(graph: Graph) -> Whole:
    """Which connected part each node is in, numbered from 1, the largest first.

    Two parts that are not joined in the record may well be joined in life.
    """
    made = np.zeros(graph.size, dtype=np.int64)
    for number, part in enumerate(rx.connected_components(graph.undirected)):
        made[list(part)] = number
    return numbered_by_size(made)


def articulation_points(graph: Graph) -> tuple[int, ...]:
    """The nodes without which their part of the network would fall apart.

    Source: Hopcroft and Tarjan 1973. Never to be shown without the warning that taking out a
    broker may raise violence, and never as a list of people to act against.
    """
    return tuple(sorted(rx.articulation_points(graph.undirected)))


def bridges(graph: Graph) -> tuple[tuple[int, int], ...]:
    """The ties without which their part of the network would fall apart, lower end first.

    The same source and the same warning as for the nodes.
    """
    return tuple(sorted((min(ends), max(ends)) for ends in rx.bridges(graph.undirected)))
