"""Charts over time: what held when, what counts, and what changed."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from frankpledge.networks.api import Chart, Node, Tie, changes_between, grade_of, weakest

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)

dates = st.one_of(st.none(), st.dates(date(2026, 4, 1), date(2026, 7, 1)))
dated = st.lists(
    st.builds(
        Tie, source=st.sampled_from("ABCDE"), target=st.sampled_from("ABCDE"),
        since=dates, until=dates,
    ),
    max_size=12,
)  # fmt: skip


def chart(*ties: Tie) -> Chart:
    return Chart.of((), ties)


@pytest.mark.parametrize(
    ("day", "holds"),
    [(MAY - timedelta(1), False), (MAY, True), (JUNE - timedelta(1), True), (JUNE, False)],
)
def test_a_tie_holds_from_its_first_day_to_the_day_before_its_end(day: date, holds: bool) -> None:
    tie = Tie(source="A", target="B", since=MAY, until=JUNE)
    assert tie.holds_on(day) is holds
    assert len(chart(tie).as_at(day).ties) == holds


def test_suspected_false_never_counts_and_not_known_only_when_asked() -> None:
    graded = chart(
        *(Tie(source="A", target=x, grade=f"2{x}") for x in "ABCDE"), Tie(source="A", target="F")
    )
    assert [tie.target for tie in graded.graded().ties] == ["A", "B", "C", "F"]
    assert [tie.target for tie in graded.graded(with_unassessable=True).ties] == list("ABCDF")


@pytest.mark.parametrize(
    ("grades", "held"),
    [([], ""), (["", ""], ""), (["1AP", "2C"], "2C"), (["1AP", "3BC"], "3BC"),
     (["1AP", "1AP"], "1AP"), (["2B", ""], "2B"), (["1E", "3A"], "3E")],
)  # fmt: skip
def test_a_tie_on_several_items_has_the_worst_of_each_part(grades: list[str], held: str) -> None:
    assert weakest(grades) == held


@pytest.mark.parametrize(
    ("typed", "kept"), [("2b", "2B"), (" 1 a p ", "1AP"), ("4A", None), ("A2", None)]
)
def test_grades_are_known_however_they_are_typed(typed: str, kept: str | None) -> None:
    assert grade_of(typed) == kept


def test_a_tie_that_came_joins_two_parts_and_makes_a_bridge() -> None:
    held = chart(
        Tie(source="A", target="B"), Tie(source="C", target="D"),
        Tie(source="B", target="C", since=MAY), Tie(source="D", target="E", until=MAY),
    )  # fmt: skip
    found = changes_between(held, date(2026, 4, 30), MAY)
    assert found.ties_gained == (("B", "C"),)
    assert found.ties_lost == (("D", "E"),)
    assert (found.nodes_came, found.nodes_left) == ((), ("E",))
    assert found.components == (2, 1)
    assert found.became_articulation_points == ("B", "C")
    assert found.no_longer_articulation_points == ("D",)
    assert found.became_bridges == (("B", "C"),)
    assert found.no_longer_bridges == (("D", "E"),)
    assert not found.nothing


@given(dated)
def test_between_a_day_and_itself_nothing_changes(ties):
    found = changes_between(chart(*ties), MAY, MAY)
    assert found.nothing
    assert found.became_bridges == found.nodes_came == ()


@given(dated)
def test_there_and_back_is_the_mirror_image(ties):
    forth, back = (changes_between(chart(*ties), *days) for days in ((MAY, JUNE), (JUNE, MAY)))
    assert forth.ties_gained == back.ties_lost
    assert forth.nodes_came == back.nodes_left
    assert forth.became_bridges == back.no_longer_bridges


def test_every_end_of_a_tie_is_a_node_and_labels_are_kept() -> None:
    held = Chart.of([Node(id="A", label="Heron")], [Tie(source="B", target="A")])
    assert [node.name for node in held.nodes] == ["Heron", "B"]
