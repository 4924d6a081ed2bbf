"""Counts that are given out: no sum, difference or second look gives a small one away."""

from __future__ import annotations

from itertools import product

from hypothesis import given, strategies as st

from frankpledge.groups.small_counts import LEAST_POSSIBLE, made_safe, possible

SECRET = b"a secret of these tests"
PARTS = [("part", name) for name in "abc"]
SUMS = [(("total",), PARTS)]

counts = st.lists(st.integers(0, 30), min_size=3, max_size=3)


def table(values):
    return {("total",): sum(values)} | dict(zip(PARTS, values, strict=True))


@given(counts, st.binary(min_size=1, max_size=8))
def test_what_is_shown_is_a_multiple_of_five_and_within_four(values, secret):
    shown = made_safe(table(values), SUMS, secret=secret)

    for key, value in table(values).items():
        about = shown[key].about
        assert about is None or (about % 5 == 0 and abs(about - value) <= 4)


@given(counts)
def test_every_count_keeps_three_possible_numbers_against_a_search(values):
    """An attacker who tries every table that could have been shown like this."""
    shown = {key: each.about for key, each in made_safe(table(values), SUMS, secret=SECRET).items()}
    reach = [
        range(40) if shown[key] is None else range(max(0, shown[key] - 4), shown[key] + 5)
        for key in PARTS
    ]
    left = [set(), set(), set()]
    totals = set()
    for tried in product(*reach):
        total = shown[("total",)]
        if total is None or abs(sum(tried) - total) <= 4:
            totals.add(sum(tried))
            for place, value in enumerate(tried):
                left[place].add(value)

    assert all(len(each) >= LEAST_POSSIBLE for each in (*left, totals))
    for key, found in zip(PARTS, left, strict=True):
        low, high = possible(shown, SUMS)[key]
        assert low <= min(found)
        assert max(found) <= high


@given(st.integers(0, 30), st.integers(0, 30))
def test_the_same_number_in_the_same_cell_is_always_shown_alike(first, second):
    one = made_safe({("a",): first, ("b",): second}, [], secret=SECRET)
    two = made_safe({("b",): second + 1, ("a",): first}, [], secret=SECRET)

    assert one[("a",)] == two[("a",)]


def test_nothing_and_few_look_alike():
    words = {made_safe({("a",): 0}, [], secret=SECRET)[("a",)].words}
    for place in range(40):
        words.add(made_safe({("a", str(place)): 1}, [], secret=SECRET)[("a", str(place))].words)

    assert words == {"Fewer than 5", "1 to 9"}


def test_where_a_total_would_give_its_parts_away_it_is_kept_back():
    """Four counts of 4, all shown as fewer than 5, beside a total of 20 would be plain."""
    found = None
    for number in range(20_000):
        parts = [("part", str(each)) for each in range(4)]
        cells = {("total",): 16} | dict.fromkeys(parts, 4)
        shown = made_safe(cells, [(("total",), parts)], secret=str(number).encode())
        if all(shown[part].about == 0 for part in parts) and shown[("total",)].about is None:
            found = shown
            break

    assert found is None or found[("total",)].words == "Not shown"
    unsafe = {("total",): 20, **{("part", str(each)): 0 for each in range(4)}}
    parts = [("part", str(each)) for each in range(4)]
    assert {high - low for low, high in possible(unsafe, [(("total",), parts)]).values()} == {0}
