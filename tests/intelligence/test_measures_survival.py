"""How long things take is worked out as Kaplan and Meier did, with what is open counted as open."""

from fractions import Fraction
from itertools import pairwise
from math import exp, log, sqrt

import pytest
from hypothesis import given, strategies as st

from frankpledge.intelligence.measures.survival import NegativeWait, Spell, curve, median, passed

spells = st.lists(
    st.builds(Spell, length=st.integers(0, 40), ended=st.booleans()), min_size=1, max_size=40
)
ended = st.lists(
    st.builds(Spell, length=st.integers(0, 40), ended=st.just(True)), min_size=1, max_size=40
)

# Ten waits, worked by hand: 2, 3, 3 open, 5, 5, 7 open, 8, 9 open, 12, 13 open.
BY_HAND = [
    Spell(length=length, ended=over)
    for length, over in (
        (2, True), (3, True), (3, False), (5, True), (5, True),
        (7, False), (8, True), (9, False), (12, True), (13, False),
    )
]  # fmt: skip
TABLE = [
    # at, waiting, ended, share
    (2, 10, 1, Fraction(9, 10)),
    (3, 9, 1, Fraction(8, 10)),
    (5, 7, 2, Fraction(8, 10) * Fraction(5, 7)),
    (8, 4, 1, Fraction(8, 10) * Fraction(5, 7) * Fraction(3, 4)),
    (12, 2, 1, Fraction(8, 10) * Fraction(5, 7) * Fraction(3, 4) * Fraction(1, 2)),
]


def test_the_curve_agrees_with_a_table_worked_by_hand():
    found = [(point.at, point.waiting, point.ended, point.share) for point in curve(BY_HAND)]

    assert found == TABLE


def test_the_limits_are_greenwoods_on_the_log_log_scale():
    third = curve(BY_HAND)[2]
    share = 4 / 7
    spread = 1 / (10 * 9) + 1 / (9 * 8) + 2 / (7 * 5)
    error = 1.959963984540054 * sqrt(spread) / abs(log(share))

    assert third.low == pytest.approx(exp(-exp(log(-log(share)) + error)))
    assert third.high == pytest.approx(exp(-exp(log(-log(share)) - error)))
    assert third.low == pytest.approx(0.2172, abs=0.0005)
    assert third.high == pytest.approx(0.8146, abs=0.0005)


def test_half_have_ended_where_the_curve_falls_to_a_half():
    found = median(curve(BY_HAND))

    assert found.at == 8
    assert found.low == 2
    assert found.high is None


def test_a_mean_of_what_is_closed_would_look_quicker_than_it_is():
    closed = [each.length for each in BY_HAND if each.ended]

    assert sorted(closed)[len(closed) // 2] < median(curve(BY_HAND)).at


def test_nobody_knows_the_median_while_most_still_wait():
    slow = [Spell(length=1, ended=True), *(Spell(length=9, ended=False) for _ in range(5))]

    assert median(curve(slow)).at is None
    assert curve([Spell(length=4, ended=False)]) == ()


def test_a_wait_cannot_be_shorter_than_nothing():
    with pytest.raises(NegativeWait):
        curve([Spell(length=-1, ended=True)])


@given(spells, st.randoms())
def test_order_makes_no_difference(given_spells, random):
    shuffled = list(given_spells)
    random.shuffle(shuffled)

    assert curve(shuffled) == curve(given_spells)


@given(ended)
def test_where_all_have_ended_the_curve_is_the_share_that_took_longer(given_spells):
    for point in curve(given_spells):
        longer = sum(each.length > point.at for each in given_spells)
        assert point.share == Fraction(longer, len(given_spells))


@given(ended)
def test_where_all_have_ended_the_median_is_the_usual_lower_one(given_spells):
    lengths = sorted(each.length for each in given_spells)

    assert median(curve(given_spells)).at == lengths[(len(lengths) - 1) // 2]


@given(spells)
def test_the_curve_only_falls_and_its_limits_hold_it(given_spells):
    points = curve(given_spells)

    assert all(before.share > after.share for before, after in pairwise(points))
    for point in points:
        assert -1e-9 <= point.low <= float(point.share) + 1e-9
        assert float(point.share) - 1e-9 <= point.high <= 1 + 1e-9


@given(spells, st.integers(0, 40))
def test_one_more_that_is_still_open_never_makes_it_look_quicker(given_spells, length):
    before = median(curve(given_spells)).at
    after = median(curve([*given_spells, Spell(length=length, ended=False)])).at

    assert after is None or (before is not None and after >= before)


@given(spells)
def test_nine_in_ten_take_no_less_time_than_half(given_spells):
    points = curve(given_spells)
    half, most = median(points).at, passed(points, Fraction(9, 10)).at

    assert most is None or (half is not None and most >= half)
