"""Measures: known by hand, equal to the reference library's, and the same whatever the order."""

import itertools
import math
from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, strategies as st

from frankpledge.networks.api import Graph, Measures, WrongUse, measure, shortest_paths
from frankpledge.networks.communities import adjusted_rand
from frankpledge.networks.measures import betweenness
from tests.networks.drawn import (
    NETWORKS,
    TWO_TRIANGLES,
    Listed,
    as_networkx,
    burglars,
    drawn,
    gang,
)

NEAR = 1e-9


def assert_equal(nodes: list[str], ties: Listed, *, weighted: bool = False) -> Measures:
    """Every measure equals the reference library's."""
    ours, theirs = Graph.of(nodes, ties), as_networkx(nodes, ties)
    found = measure(ours, weighted=weighted)
    assert set(ours.ids) == set(theirs)
    if theirs.number_of_nodes():
        between = nx.betweenness_centrality(theirs)
        core = nx.core_number(theirs)
        held = nx.constraint(theirs, weight="weight" if weighted else None)
        for number, name in enumerate(ours.ids):
            assert found.degree[number] == theirs.degree[name]
            assert found.core[number] == core[name]
            assert abs(found.betweenness[number] - between[name]) < NEAR
            if theirs.degree[name]:
                assert abs(found.constraint[number] - held[name]) < NEAR
            else:
                assert math.isnan(found.constraint[number])
    assert parts(ours, found.component) == {frozenset(p) for p in nx.connected_components(theirs)}
    assert {ours.ids[n] for n in found.articulation_points} == set(nx.articulation_points(theirs))
    assert {frozenset((ours.ids[a], ours.ids[b])) for a, b in found.bridges} == {
        frozenset(pair) for pair in nx.bridges(theirs)
    }
    divided = parts(ours, found.community)
    if theirs.number_of_edges():
        assert found.communities.quality == pytest.approx(
            nx.community.modularity(theirs, divided), abs=NEAR
        )
    return found


def parts(graph: Graph, numbers: np.ndarray) -> set[frozenset[str]]:
    return {
        frozenset(graph.ids[at] for at in np.flatnonzero(numbers == number))
        for number in np.unique(numbers)
    }


@given(drawn, st.booleans())
def test_every_measure_equals_the_reference_librarys(network, weighted):
    assert_equal(*network, weighted=weighted)


@pytest.mark.open_data
@pytest.mark.parametrize("published", [gang, burglars])
@pytest.mark.parametrize("weighted", [False, True])
def test_on_published_networks_too(
    published: Callable[[], tuple[list[str], Listed]], weighted: bool
) -> None:
    if not NETWORKS.exists():
        pytest.skip("the published networks are not here")
    assert_equal(*published(), weighted=weighted)


@pytest.mark.thorough
@given(st.integers(20, 200), st.floats(0.005, 0.2), st.integers(0, 2**31), st.booleans())
def test_larger_random_networks_too(size, density, seed, weighted):
    made = nx.gnp_random_graph(size, density, seed=seed)
    ties = [(str(a), str(b), 1.0 + (a * b) % 5) for a, b in made.edges]
    assert_equal([str(node) for node in made], ties, weighted=weighted)


def test_two_triangles_have_the_measures_that_are_known_by_hand() -> None:
    graph = Graph.of([], TWO_TRIANGLES)
    found = measure(graph)
    assert graph.ids == tuple("ABCDEF")
    assert found.betweenness.tolist() == pytest.approx([0, 0, 0.6, 0.6, 0, 0])
    assert found.constraint.tolist() == pytest.approx(
        [1.007, 1.007, 0.611, 0.611, 1.007, 1.007], abs=5e-4
    )
    assert [graph.ids[at] for at in found.articulation_points] == ["C", "D"]
    assert [(graph.ids[a], graph.ids[b]) for a, b in found.bridges] == [("C", "D")]
    assert found.core.tolist() == [2] * 6
    assert found.community.tolist() == [1, 1, 1, 2, 2, 2]
    assert found.communities.stability == pytest.approx(1)
    assert found.communities.kept_together == (1.0, 1.0)


def test_a_network_of_nothing_has_no_measures() -> None:
    found = measure(Graph.of([], []))
    assert len(found.degree) == len(found.community) == 0
    assert found.articulation_points == found.bridges == ()


def test_one_node_alone() -> None:
    found = measure(Graph.of(["a"], []))
    assert (found.degree.tolist(), found.betweenness.tolist()) == ([0], [0.0])
    assert (found.component.tolist(), found.community.tolist()) == ([1], [1])
    assert math.isnan(found.constraint[0])


def test_the_middle_of_a_star_is_on_every_path() -> None:
    graph = Graph.of([], [("0", str(leaf), 1.0) for leaf in range(1, 2001)])
    found = measure(graph)
    assert found.betweenness[0] == pytest.approx(1)
    assert found.articulation_points == (0,)
    assert len(found.bridges) == 2000
    assert set(found.core.tolist()) == {1}


def test_strengths_count_in_the_constraint_only_when_asked() -> None:
    ties = [("a", "b", 1.0), ("a", "c", 9.0)]
    assert measure(Graph.of([], ties)).constraint[0] == pytest.approx(0.5)
    assert measure(Graph.of([], ties), weighted=True).constraint[0] == pytest.approx(0.82)


@given(drawn, st.randoms(use_true_random=False))
def test_the_order_of_the_list_and_the_direction_of_its_ties_make_no_difference(network, random):
    nodes, ties = network
    shuffled = [random.choice([(a, b, w), (b, a, w)]) for a, b, w in random.sample(ties, len(ties))]
    one = Graph.of(nodes, ties)
    other = Graph.of(random.sample(nodes, len(nodes)), shuffled)
    assert one.ids == other.ids
    assert measure(one).community.tolist() == measure(other).community.tolist()
    assert measure(one).betweenness.tolist() == pytest.approx(measure(other).betweenness.tolist())


@given(drawn)
def test_parts_are_numbered_from_one_the_largest_first(network):
    found = measure(Graph.of(*network))
    for numbers in (found.component, found.community):
        sizes = np.bincount(numbers)[1:].tolist() if len(numbers) else []
        assert sizes == sorted(sizes, reverse=True)
        assert 0 not in sizes


@given(drawn)
def test_paths_are_those_of_the_reference_library(network):
    nodes, ties = network
    ours, theirs = Graph.of(nodes, ties), as_networkx(nodes, ties)
    for end in ours.ids[1:4]:
        found = shortest_paths(ours, ours.ids[0], end, most=10_000)
        there = nx.has_path(theirs, ours.ids[0], end)
        expected = nx.all_shortest_paths(theirs, ours.ids[0], end) if there else []
        assert sorted(found) == sorted(tuple(path) for path in expected)


def test_paths_stop_at_as_many_as_were_asked_for_and_refuse_a_stranger() -> None:
    ladder = [(f"{rung}", f"{rung}{side}", 1.0) for rung in range(40) for side in "ab"]
    ladder += [(f"{rung}{side}", f"{rung + 1}", 1.0) for rung in range(40) for side in "ab"]
    graph = Graph.of([], ladder)
    assert len(shortest_paths(graph, "0", "40", most=5)) == 5
    assert shortest_paths(graph, "3", "3") == (("3",),)
    with pytest.raises(WrongUse, match="There is no node 'x' in this network"):
        shortest_paths(graph, "0", "x")


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=12))
def test_agreement_of_divisions_is_the_index_counted_pair_by_pair(cells):
    one, other = (np.array(part) for part in zip(*cells, strict=True))
    pairs = list(itertools.combinations(range(len(cells)), 2))
    same = [(one[a] == one[b], other[a] == other[b]) for a, b in pairs]
    both = sum(x and y for x, y in same)
    rows, columns = sum(x for x, _ in same), sum(y for _, y in same)
    expected, most = rows * columns / len(pairs), (rows + columns) / 2
    index = 1.0 if rows == columns == both else (both - expected) / (most - expected)
    assert adjusted_rand(one, other) == pytest.approx(index)


def test_no_order_comes_from_rounding() -> None:
    ring = Graph.of([], [(str(n), str((n + 1) % 101), 1.0) for n in range(101)])
    assert np.ptp(betweenness(ring)) < NEAR
