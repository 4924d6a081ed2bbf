"""No small count can be worked out from what is shown, even by somebody who knows the rule."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given, strategies as st

from frankpledge.intelligence.measures.small_numbers import LEAST, may_show_share, shown

MOST = 26

tables = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40), min_size=1, max_size=8)


def test_a_table_without_small_counts_is_shown_whole():
    safe = shown({"a": 5, "b": 0, "c": 12})

    assert dict(safe.parts) == {"a": 5, "b": 0, "c": 12}
    assert safe.total == 17


def test_one_small_count_takes_another_with_it():
    safe = shown({"a": 2, "b": 9, "c": 30})

    assert dict(safe.parts) == {"a": None, "b": None, "c": 30}
    assert safe.total == 41


def test_which_other_goes_does_not_depend_on_how_large_it_is():
    assert dict(shown({"a": 2, "b": 30, "c": 9}).parts) == {"a": None, "b": None, "c": 9}


def test_two_tiny_counts_are_not_left_to_be_told_by_their_sum():
    assert dict(shown({"a": 1, "b": 1, "c": 8, "d": 30}).parts)["c"] is None


def test_a_small_total_is_kept_back_with_everything_under_it():
    safe = shown({"a": 0, "b": 4})

    assert safe.total is None
    assert set(safe.parts.values()) == {None}


def test_that_somebody_told_nothing_is_kept_back_where_it_would_tell():
    assert shown({"a": 0, "b": 9, "c": 20}, nothing_is_small=True).parts["a"] is None
    assert shown({"a": 0, "b": 9, "c": 20}).parts["a"] == 0


@pytest.mark.parametrize("nothing_is_small", [False, True])
@pytest.mark.parametrize("cells", [2, 3])
def test_an_attacker_who_knows_the_rule_cannot_work_a_hidden_count_out(cells, nothing_is_small):
    """Every table that there could be, put beside every other that would be shown the same."""
    worlds = defaultdict(list)
    for values in product(range(MOST + 1), repeat=cells):
        if sum(values) <= MOST:  # beyond it, some tables that would look the same were not tried
            counts = dict(zip("abc", values, strict=False))
            safe = shown(counts, nothing_is_small=nothing_is_small)
            worlds[(tuple(sorted(safe.parts.items())), safe.total)].append(counts)

    for (parts, total), same in worlds.items():
        for name, value in parts:
            if value is None:
                assert len({counts[name] for counts in same}) >= 3, (parts, total, same)


@given(tables, st.booleans())
def test_no_small_count_is_ever_shown(counts, nothing_is_small):
    safe = shown(counts, nothing_is_small=nothing_is_small)

    for count in safe.parts.values():
        assert count is None or count >= LEAST or (count == 0 and not nothing_is_small)
    assert safe.total is None or safe.total >= LEAST


@given(tables, st.booleans())
def test_never_one_hidden_count_alone_beside_a_total(counts, nothing_is_small):
    safe = shown(counts, nothing_is_small=nothing_is_small)
    hidden = [name for name, count in safe.parts.items() if count is None]

    if safe.total is not None and hidden and len(counts) > 1:
        assert len(hidden) >= 2
        assert sum(counts[name] for name in hidden) >= LEAST


@pytest.mark.parametrize(
    ("part", "whole", "may"),
    [(5, 10, True), (10, 10, True), (0, 5, True), (4, 10, False), (8, 10, False), (4, 4, False)],
)
def test_a_share_is_shown_only_where_neither_side_of_it_is_small(part, whole, may):
    assert may_show_share(part, whole) is may
