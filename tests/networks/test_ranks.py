"""Rank ranges: the rank as it stands lies within, and stopping the work changes nothing."""

import numpy as np
import pytest
from hypothesis import given, strategies as st

from frankpledge.networks.api import (
    Graph,
    Refused,
    begun,
    carried_on,
    ranges,
    rank_ranges,
    resumed,
    runs_for,
)
from frankpledge.networks.measures import betweenness
from frankpledge.networks.ranks import ranks
from tests.networks.drawn import TWO_TRIANGLES, drawn


@given(drawn, st.integers(0, 5))
def test_the_rank_as_it_stands_lies_within_the_range(network, runs):
    graph = Graph.of(*network)
    found = rank_ranges(graph, runs=runs)
    low, high = ranks(betweenness(graph))
    assert (found.low <= low).all()
    assert (high <= found.high).all()
    assert (found.low >= 1).all()
    assert (found.high <= graph.size).all()


@given(drawn, st.integers(0, 6), st.integers(0, 6))
def test_stopping_and_carrying_on_comes_out_the_same(network, first, more):
    graph = Graph.of(*network)
    kept = carried_on(begun(graph, seed=3), graph, runs=first, seed=3).as_bytes()
    later = ranges(carried_on(resumed(kept, graph, seed=3), graph, runs=first + more, seed=3))
    at_once = rank_ranges(graph, seed=3, runs=first + more)
    assert later.low.tolist() == at_once.low.tolist()
    assert later.high.tolist() == at_once.high.tolist()


def test_the_work_stops_when_told_and_tells_how_far_it_is() -> None:
    graph = Graph.of([], TWO_TRIANGLES)
    told: list[int] = []
    done = carried_on(begun(graph), graph, runs=50, stop=lambda: len(told) == 3, step=told.append)
    assert told == [1, 2, 3]
    assert done.done == 3
    assert ranges(done).runs == 3


def test_what_was_kept_of_another_network_is_refused() -> None:
    one, other = Graph.of([], TWO_TRIANGLES), Graph.of([], TWO_TRIANGLES[1:])
    kept = begun(one).as_bytes()
    for wrong in (lambda: resumed(kept, other), lambda: resumed(kept, one, seed=1)):
        with pytest.raises(Refused, match="of another network, seed or share of ties"):
            wrong()
    with pytest.raises(Refused, match="What was kept cannot be read"):
        resumed(b"not ours", one)


def test_the_middle_of_a_star_is_first_whatever_is_missing_and_the_rest_cannot_be_told_apart():
    graph = Graph.of([], [("0", str(leaf), 1.0) for leaf in range(1, 30)])
    found = rank_ranges(graph)
    assert (found.low[0], found.high[0]) == (1, 1)
    assert set(found.low[1:].tolist()) == {2}
    assert set(found.high[1:].tolist()) == {30}


def test_one_missing_tie_can_move_a_broker_far() -> None:
    ring = Graph.of([], [(str(n), str((n + 1) % 12), 1.0) for n in range(12)])
    found = rank_ranges(ring, runs=50)
    assert int((found.high - found.low).min()) >= 6


def test_a_share_that_is_none_is_refused() -> None:
    with pytest.raises(Refused, match=r"between nought and one; give 0\.15"):
        begun(Graph.of([], TWO_TRIANGLES), removed=1.0)


def test_large_networks_get_fewer_runs_but_never_fewer_than_ten() -> None:
    assert runs_for(Graph.of([], TWO_TRIANGLES)) == 100
    many = np.arange(20_000)
    chain = Graph.between(tuple(str(n) for n in range(20_001)), many, many + 1, np.ones(len(many)))
    assert runs_for(chain) == 10
