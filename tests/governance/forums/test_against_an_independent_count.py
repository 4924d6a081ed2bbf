"""Six of the fourteen questions, worked out again from the documents' formulas and the two files.

Nothing here imports the pure functions' own notions: the files are read as frames, hand-offs are a
graph of networkx, sets are joins. A fault in one way of working is not a fault in the other.
"""

from __future__ import annotations

from itertools import pairwise, product
from pathlib import Path

import networkx as nx
import polars as pl
import pytest

from frankpledge.governance.forums import coverage, overlaps, reference, routes

FILES = Path(reference.SHIPPED)
COUNCILS = {"two_tier", "unitary"}
SCOPES = {
    "district": {"two_tier"},
    "county": {"two_tier"},
    "unitary": {"unitary"},
    "police_area": COUNCILS,
    "region": COUNCILS,
}


@pytest.fixture(scope="module")
def written() -> pl.DataFrame:
    """Each forum a line, with what was researched and what was derived."""
    facts = pl.read_csv(FILES / "forum_facts.csv", infer_schema=False).rename(
        {"forum": "id", "subjects": "coded_subjects"}
    )
    return pl.read_csv(FILES / "forums.csv", infer_schema=False).join(facts, on="id")


@pytest.fixture(scope="module")
def graph(written: pl.DataFrame) -> nx.DiGraph:
    """Hand-offs, from the last column but one of the file."""
    made = nx.DiGraph()
    made.add_nodes_from(written["id"])
    for one, others in written.select("id", "refers_to").iter_rows():
        made.add_edges_from((one, other) for other in others.split("|"))
    return made


def exploded(written: pl.DataFrame, column: str) -> pl.DataFrame:
    """One line for each of the values of a column that holds many."""
    return (
        written.select("id", pl.col(column).str.split("|").alias("value"))
        .explode("value")
        .filter(pl.col("value").is_not_null() & (pl.col("value") != ""))
        .unique()
    )


def areas(written: pl.DataFrame) -> dict[str, set[str]]:
    return {
        code: set().union(*(SCOPES[scope] for scope in scopes.split("|")))
        for code, scopes in written.select("id", "areas").iter_rows()
    }


@pytest.fixture(scope="module")
def forums():
    return reference.mapped_forums()


def test_the_file_has_forty_forums_and_eighty_four_hand_offs(written, graph):
    assert written.height == 40
    assert graph.number_of_edges() == 84
    assert set(graph.nodes) == set(written["id"]), "a hand-off leads to a forum that is not there"


def test_question_2_is_the_jaccard_of_required_organisations(written, forums):
    names = pl.read_csv(FILES / "member_names.csv", infer_schema=False)
    sits = (
        exploded(written, "core_members")
        .join(names.rename({"written": "value"}), on="value")
        .filter(pl.col("organisation").is_not_null() & (pl.col("organisation") != ""))
        .select("id", "organisation")
        .unique()
    )
    sizes = dict(sits.group_by("id").len().iter_rows())
    both = (
        sits.join(sits, on="organisation", suffix="_other")
        .filter(pl.col("id") < pl.col("id_other"))
        .group_by("id", "id_other")
        .len()
    )
    expected = {
        (one, other): shared / (sizes[one] + sizes[other] - shared)
        for one, other, shared in both.iter_rows()
    }

    found = {(each.one, each.other): each.likeness for each in overlaps.shared_members(forums)}
    assert found == pytest.approx(expected)
    assert len(found) > 100


def test_question_4_is_subject_by_threshold_by_area(written, forums):
    subjects = exploded(written, "coded_subjects").group_by("id").agg(pl.col("value"))
    sorted_out = {code: set(values) for code, values in subjects.iter_rows()}
    tests = dict(written.select("id", "test").iter_rows())
    where = areas(written)
    expected = {
        (one, other)
        for one, other in product(sorted(tests), repeat=2)
        if one < other
        and not sorted_out[one].isdisjoint(sorted_out[other])
        and tests[one] == tests[other]
        and not where[one].isdisjoint(where[other])
    }

    assert {(each.one, each.other) for each in overlaps.same_purpose(forums)} == expected


def cover_of(written: pl.DataFrame, harms, without: str = "") -> dict[tuple, str]:
    """Each harm × age × area × level: covered by law, otherwise, or by nobody."""
    cells = (
        exploded(written, "harms")
        .rename({"value": "harm"})
        .filter(pl.col("id") != without)
        .join(written.select("id", "ages", "level", "statutory"), on="id")
        .with_columns(
            age=pl.when(pl.col("ages").fill_null("") == "")
            .then(pl.lit("child|adult"))
            .otherwise(pl.col("ages"))
            .str.split("|"),
            area=pl.col("id").replace_strict(
                {code: sorted(each) for code, each in areas(written).items()},
                return_dtype=pl.List(pl.String),
            ),
            by_law=pl.col("statutory").str.starts_with("yes"),
        )
        .explode("age")
        .explode("area")
        .group_by("harm", "age", "area", "level")
        .agg(pl.col("by_law").any())
    )
    there = {tuple(row[:4]): row[4] for row in cells.iter_rows()}
    words = {True: "statutory", False: "other", None: "none"}
    return {
        cell: words[there.get(cell)]
        for cell in product(
            harms, ("child", "adult"), sorted(COUNCILS), ("strategic", "tactical", "case")
        )
    }


@pytest.fixture(scope="module")
def harms() -> list[str]:
    return pl.read_csv(FILES / "harms.csv", infer_schema=False)["code"].to_list()


def test_question_5_is_every_harm_age_area_and_level(written, forums, harms):
    found = {
        (cell.harm, cell.age, cell.area, cell.level): str(state)
        for cell, state in coverage.gaps(forums, harms=harms, areas=COUNCILS).items()
    }

    expected = cover_of(written, harms)
    assert found == expected
    assert set(expected.values()) == {"statutory", "other", "none"}


def test_question_6_loops_rings_and_dead_ends(graph, forums):
    found = routes.hand_offs(forums)

    two_cycles = nx.simple_cycles(graph, length_bound=2)
    assert set(found.pairs) == {tuple(sorted(cycle)) for cycle in two_cycles if len(cycle) == 2}
    components = nx.strongly_connected_components(graph)
    assert set(found.rings) == {tuple(sorted(each)) for each in components if len(each) > 1}
    assert set(found.dead_ends) == {
        node for node in graph if graph.in_degree(node) and not graph.out_degree(node)
    }
    assert len(found.pairs) == 16


def test_question_6_agrees_on_maps_with_forums_taken_away(graph, forums):
    """The file itself has no dead end, so forums are taken away one by one until there are some."""
    left, seen = list(forums), set()
    for gone in [each.code for each in forums][::3]:
        left = [each for each in left if each.code != gone]
        smaller = graph.subgraph([each.code for each in left])
        found = routes.hand_offs(left)
        dead = {n for n in smaller if smaller.in_degree(n) and not smaller.out_degree(n)}
        assert set(found.dead_ends) == dead
        assert {frozenset(ring) for ring in found.rings} == {
            frozenset(c) for c in nx.strongly_connected_components(smaller) if len(c) > 1
        }
        seen |= dead
    assert seen


def test_question_9_is_a_path_to_a_strategic_forum(written, graph, forums):
    level = dict(written.select("id", "level").iter_rows())
    strategic = {code for code, each in level.items() if each == "strategic"}

    found = {each.forum: each.path for each in routes.escalations(forums)}
    assert set(found) == set(level) - strategic
    for code, path in found.items():
        ways = nx.single_source_shortest_path_length(graph, code)
        nearest = [length for target, length in ways.items() if target in strategic]
        assert len(path) - 1 == (min(nearest) if nearest else -1)
        assert not path or (path[0] == code and path[-1] in strategic)
        assert all(graph.has_edge(one, other) for one, other in pairwise(path))


def test_question_12_is_the_map_without_one_forum(written, graph, forums, harms):
    level = dict(written.select("id", "level").iter_rows())
    statutes = {
        code: statute
        for code, statute, stands in written.select("id", "statute", "statutory").iter_rows()
        if stands.split()[0] == "yes"
    }
    where, whole = areas(written), cover_of(written, harms)

    def owned(of: nx.DiGraph) -> set[str]:
        strategic = [node for node in of if level[node] == "strategic"]
        back = of.reverse()
        up = set().union(*(nx.descendants(back, node) for node in strategic))
        return {node for node in up if level[node] != "strategic"}

    for code in written["id"]:
        rest = graph.subgraph([node for node in graph if node != code])
        found = routes.what_breaks(forums, code, harms=harms, areas=COUNCILS)

        assert set(found.orphans) == {(one, code) for one in graph.predecessors(code)}
        assert set(found.lose_every_input) == {
            node for node in rest if graph.in_degree(node) and not rest.in_degree(node)
        }
        assert set(found.lose_every_exit) == {
            node for node in rest if graph.out_degree(node) and not rest.out_degree(node)
        }
        assert set(found.cut_off) == owned(graph) - owned(rest) - {code}
        others = written.filter(pl.col("id") != code).select("id", "statute").iter_rows()
        elsewhere = {statute for other, statute in others if where[other] & where[code]}
        unmet = [statutes[code]] if code in statutes and statutes[code] not in elsewhere else []
        assert list(found.duties) == unmet
        after = cover_of(written, harms, without=code)
        assert {(c.harm, c.age, c.area, c.level) for c in found.gaps} == {
            cell for cell, state in after.items() if state == "none" and whole[cell] != "none"
        }
