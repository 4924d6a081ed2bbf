"""Where nodes are drawn: inside the picture, apart from one another, the same every time."""

import numpy as np
import pytest
from hypothesis import given

from frankpledge.networks.api import Graph, communities_of, joined, places
from tests.networks.drawn import TWO_TRIANGLES, drawn


@given(drawn)
def test_every_node_stands_inside_the_picture_at_a_place_of_its_own(network):
    graph = Graph.of(*network)
    at = places(graph, communities_of(graph, tries=1).community)
    assert at.shape == (graph.size, 2)
    assert ((at >= 0) & (at <= 1)).all()
    assert len({tuple(place) for place in at.round(3).tolist()}) == graph.size


@given(drawn)
def test_the_same_network_is_drawn_the_same(network):
    graph = Graph.of(*network)
    parts = communities_of(graph, tries=1).community
    assert (places(graph, parts) == places(graph, parts)).all()


def test_what_is_tied_stands_nearer_than_what_is_not() -> None:
    graph = Graph.of([], TWO_TRIANGLES)
    at = places(graph, communities_of(graph).community)
    far = np.linalg.norm(at[:, None] - at[None, :], axis=2)
    assert far[0, 1] < far[0, 4]
    assert far[2, 3] < far[0, 5]


def test_what_is_tied_to_nothing_stands_in_rows_below_the_rest() -> None:
    graph = Graph.of([f"alone {n}" for n in range(8)], TWO_TRIANGLES)
    at = places(graph, communities_of(graph, tries=1).community)
    alone = at[graph.degree == 0]
    assert at[graph.degree > 0][:, 1].max() < alone[:, 1].min()
    assert sorted(set(alone[:, 1].round(3).tolist())) == [0.9, 1.0]
    many = places(Graph.of(map(str, range(400)), []), np.arange(1, 401))
    assert many[:, 1].min() < 0.1
    assert many[:, 1].max() > 0.9


def test_more_nodes_than_are_drawn_are_refused() -> None:
    with pytest.raises(ValueError, match="501 nodes are more than the 500 that are drawn"):
        places(Graph.of([str(n) for n in range(501)], []), np.ones(501, dtype=np.int64))


def test_communities_are_joined_as_strongly_as_their_members() -> None:
    graph = Graph.of([], [*TWO_TRIANGLES, ("A", "F", 3.0)])
    made = joined(graph, np.array([1, 1, 1, 2, 2, 2]))
    assert (made.ids, made.weight.tolist()) == (("1", "2"), [4.0])
