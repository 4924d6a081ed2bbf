"""What must hold of the map for any forums: against networkx, and by what never changes."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
from hypothesis import given, strategies as st

from frankpledge.governance.forums import coverage, drawing, overlaps, routes
from frankpledge.governance.forums.coverage import Cover
from frankpledge.governance.forums.mapped import (
    Level,
    MappedForum,
    Member,
    Route,
    rounded,
    safe,
    safe_share,
)

HARMS, AREAS = ("asb", "fraud", "cuckooing"), ("D1", "D2")
CODES = tuple("ABCDEFG")


def some(values):
    return st.frozensets(st.sampled_from(values))


forums = st.lists(
    st.builds(
        MappedForum,
        code=st.sampled_from(CODES),
        name=st.just("A forum"),
        level=st.sampled_from(Level),
        is_statutory=st.sampled_from((True, False, None)),
        statute=st.sampled_from(("", "Act 1", "Act 2")),
        subjects=some(("adult", "child", "theme")),
        ages=some(("adult", "child")),
        harms=some(HARMS),
        test=st.sampled_from(("none", "high_risk")),
        areas=some(AREAS),
        members=st.lists(
            st.builds(
                Member,
                organisation=st.sampled_from(("police", "fire", "council")),
                name=st.just("An agency"),
                is_required=st.booleans(),
                reach=some(AREAS),
            ),
            max_size=4,
        ).map(tuple),
        routes=st.lists(
            st.builds(Route, to=st.sampled_from((*CODES, "Z")), name=st.just("A forum")), max_size=4
        ).map(tuple),
        meetings_a_year=st.none() | st.integers(0, 60),
        hours=st.none() | st.floats(0, 8),
        preparation=st.none() | st.floats(0, 8),
    ),
    unique_by=lambda each: each.code,
    max_size=len(CODES),
)


def graph_of(those) -> nx.DiGraph:
    made = nx.DiGraph()
    made.add_nodes_from(each.code for each in those)
    made.add_edges_from(
        (each.code, route.to)
        for each in those
        for route in each.routes
        if route.to in made and route.to != each.code
    )
    return made


@given(forums)
def test_loops_rings_and_dead_ends_are_those_of_the_graph(those) -> None:
    graph, found = graph_of(those), routes.hand_offs(those)

    components = nx.strongly_connected_components(graph)
    assert set(found.rings) == {tuple(sorted(c)) for c in components if len(c) > 1}
    pairs = {tuple(sorted(edge)) for edge in graph.edges if graph.has_edge(*reversed(edge))}
    assert set(found.pairs) == pairs
    assert set(found.dead_ends) == {
        n for n in graph if graph.in_degree(n) and not graph.out_degree(n)
    }
    assert set(found.lost_at) <= set(found.dead_ends)


@given(forums)
def test_a_forum_that_stops_orphans_just_those_who_hand_to_it(those) -> None:
    graph = graph_of(those)
    for each in those:
        found = routes.what_breaks(those, each.code, harms=HARMS, areas=AREAS)
        assert {one for one, _ in found.orphans} == set(graph.predecessors(each.code))
        assert each.code not in {*found.cut_off, *found.lose_every_exit, *found.lose_every_input}


@given(forums)
def test_one_forum_more_never_leaves_fewer_people_with_a_forum(those) -> None:
    whole = coverage.gaps(those, harms=HARMS, areas=AREAS)
    for each in those:
        rest = [other for other in those if other is not each]
        for cell, state in coverage.gaps(rest, harms=HARMS, areas=AREAS).items():
            assert state == coverage.cover(rest, cell)
            if state != Cover.NONE:
                assert whole[cell] != Cover.NONE


@given(forums)
def test_likeness_is_the_same_from_both_sides_and_between_nought_and_one(those) -> None:
    pairs = overlaps.shared_members(those)
    assert pairs == overlaps.shared_members(list(reversed(those)))
    assert all(0 <= pair.likeness <= 1 for pair in pairs)


@given(forums)
def test_hours_that_nobody_knows_are_not_nought_hours(those) -> None:
    unknown = [replace(each, meetings_a_year=None) for each in those]
    for line in overlaps.loads(unknown, share=0.2):
        assert (line.hours, line.not_known) == (0, len(line.forums))
    by_basis = overlaps.load_by_basis(those)
    assert sum(line.forums for line in by_basis) == len(those)


@given(forums)
def test_the_same_forums_make_the_same_drawing_with_every_one_of_them(those) -> None:
    svg = drawing.draw(those)
    assert svg == drawing.draw(those)
    assert svg.count("<rect") == len(those) + 1
    assert "script" not in svg


def test_a_name_cannot_break_out_of_the_drawing() -> None:
    forum = MappedForum(code="A", name='<script>alert("x")</script>', level=Level.CASE)
    assert "<script" not in drawing.draw([forum])


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_small_counts_and_shares_of_them_are_never_shown(part: int, whole: int) -> None:
    assert (safe(part) == "Fewer than 5") == (part < 5)
    assert abs(rounded(part) - part) <= 2
    assert safe(None) == safe_share(None, 3) == "Not known"
    if part < 5 or whole < 10:
        assert safe_share(part, whole) == "Too few to show"
