"""Statistics: worked examples from the sources, and refusals where a method must not be used."""

import math

import numpy
import pytest
from hypothesis import given, strategies as st
from scipy import stats

from frankpledge.analysis.api import (
    NotComparable,
    Period,
    change,
    concentration,
    generalised_gini,
    gini,
    poisson_interval,
    ranking,
    rate,
    trend,
)
from frankpledge.analysis.change import binomial_p
from frankpledge.analysis.families import false_discovery
from frankpledge.analysis.months import days_in

YEAR_2022 = Period(first="2022-01", last="2022-12").months
YEAR_2025 = Period(first="2025-01", last="2025-12").months


def even(months: tuple[str, ...], total: int) -> dict[str, int]:
    """A total spread over months by their days, as near as whole numbers come."""
    days = sum(days_in(month) for month in months)
    running, given_out = 0.0, 0
    counts = {}
    for month in months:
        running += total * days_in(month) / days
        counts[month] = round(running) - given_out
        given_out += counts[month]
    return counts


def test_a_rate_agrees_with_the_worked_example() -> None:
    estimate = rate(120, 18_500)
    assert estimate.value == pytest.approx(6.486, abs=0.0005)
    assert estimate.interval is not None
    assert estimate.interval.low == pytest.approx(5.378, abs=0.003)
    assert estimate.interval.high == pytest.approx(7.756, abs=0.003)


@given(st.integers(0, 5000))
def test_the_exact_interval_is_garwoods(count: int) -> None:
    interval = poisson_interval(count)
    if count:
        assert interval.low == pytest.approx(stats.chi2.ppf(0.025, 2 * count) / 2)
    else:
        assert interval.low == 0
    assert interval.high == pytest.approx(stats.chi2.ppf(0.975, 2 * count + 2) / 2)


@pytest.mark.parametrize("residents", [None, 0, 99])
def test_a_rate_without_residents_is_refused(residents: int | None) -> None:
    with pytest.raises(NotComparable):
        rate(5, residents)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(NotComparable):
        poisson_interval(-1)


def test_twenty_five_against_sixteen_is_no_change() -> None:
    compared = change({"2024-01": 16}, {"2025-01": 25})
    assert compared.p_value == pytest.approx(0.21, abs=0.005)
    assert compared.estimate.value == pytest.approx(56.25)
    interval = compared.estimate.interval
    assert interval is not None
    assert interval.high is not None
    assert interval.low < 0 < interval.high


@given(st.integers(0, 300), st.integers(0, 300), st.floats(0.05, 0.95))
def test_the_exact_p_is_the_binomial_tests(before: int, after: int, share: float) -> None:
    total = before + after
    if total == 0:
        return
    assert binomial_p(after, total, share) == pytest.approx(
        stats.binomtest(after, total, share).pvalue, rel=1e-6, abs=1e-12
    )


@given(st.integers(1, 400), st.integers(1, 400))
def test_the_interval_of_a_change_leaves_out_none_only_when_the_change_is_clear(
    before: int, after: int
) -> None:
    compared = change({"2023-01": before}, {"2024-01": after})
    interval = compared.estimate.interval
    assert interval is not None
    assert interval.high is not None
    assert interval.low <= (compared.estimate.value or 0) <= interval.high
    if compared.p_value < 0.01:
        assert interval.low > 0 or interval.high < 0


def test_swings_between_months_widen_the_interval() -> None:
    steady = change(even(YEAR_2022, 1200), even(YEAR_2025, 1400))
    swinging = change(
        {month: 40 if month[5:] < "07" else 160 for month in YEAR_2022},
        {month: 57 if month[5:] < "07" else 176 for month in YEAR_2025},
    )
    narrow, wide = steady.estimate.interval, swinging.estimate.interval
    assert narrow is not None
    assert wide is not None
    assert narrow.high is not None
    assert wide.high is not None
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)
    assert "overdispersed" in {caveat.code for caveat in swinging.estimate.caveats}
    assert swinging.p_value > steady.p_value


def test_from_nothing_there_is_no_percentage_only_a_bound() -> None:
    compared = change(dict.fromkeys(YEAR_2022, 0), even(YEAR_2025, 12))
    assert compared.estimate.value is None
    assert compared.estimate.interval is not None
    assert compared.estimate.interval.high is None
    assert "small-counts" in {caveat.code for caveat in compared.estimate.caveats}


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ({}, {"2025-01": 3}, "No month is held"),
        ({"2024-01": 3, "2024-03": 4}, {"2025-01": 3, "2025-02": 4}, "months that are not held"),
        ({"2024-01": 3}, {"2025-01": 3, "2025-02": 4}, "differ in length"),
        ({"2024-01": 0}, {"2025-01": 0}, "Nothing was counted"),
    ],
)
def test_periods_that_cannot_be_compared_are_refused(
    before: dict[str, int], after: dict[str, int], why: str
) -> None:
    with pytest.raises(NotComparable, match=why):
        change(before, after)


def test_different_months_of_the_year_are_said() -> None:
    compared = change({"2025-01": 300}, {"2025-07": 310})
    assert "different-months" in {caveat.code for caveat in compared.estimate.caveats}


def test_a_leap_year_is_longer() -> None:
    compared = change({"2024-02": 290}, {"2025-02": 280})
    assert compared.estimate.value == pytest.approx(0, abs=0.01)


def test_corrected_p_values_are_benjamini_and_hochbergs() -> None:
    p_values = numpy.array([0.03, 0.001, 0.8, 0.02])
    expected = stats.false_discovery_control(p_values)
    assert list(false_discovery(p_values)) == pytest.approx(list(expected))


@pytest.mark.parametrize(
    ("counts", "plain", "generalised"),
    [
        ([0] * 6 + [1, 1, 1, 2], 0.66, 0.32),
        ([0] * 5 + [1] * 5, 0.50, 0.00),
        ([0] * 9 + [5], 0.90, 0.80),
        ([2, 3, 5, 10, 30], 0.504, 0.504),
    ],
)
def test_gini_agrees_with_the_worked_examples(
    counts: list[int], plain: float, generalised: float
) -> None:
    assert gini(counts) == pytest.approx(plain)
    assert generalised_gini(counts) == pytest.approx(generalised)


@given(st.lists(st.integers(0, 50), min_size=20, max_size=200).filter(lambda c: sum(c) >= 20))
def test_concentration_does_not_depend_on_order_and_stays_within_bounds(
    counts: list[int],
) -> None:
    one, other = concentration(counts), concentration(sorted(counts))
    assert one == other
    assert one.top_share.value is not None
    assert 0 <= one.top_share.value <= 100
    assert one.top_share.value >= 100 * one.top_places / one.places - 1e-9
    assert one.top_places == math.ceil(0.05 * len(counts))


def test_an_even_spread_is_no_more_than_chance_and_a_single_place_is_far_more() -> None:
    evenly = concentration([10] * 100)
    assert (evenly.top_share.value or 0) < evenly.by_chance.low
    at_one = concentration([500] + [5] * 99)
    assert at_one.by_chance.high is not None
    assert (at_one.top_share.value or 0) > at_one.by_chance.high


def test_residents_decide_what_chance_would_give() -> None:
    crowded = concentration([10] * 40, [10_000] * 2 + [100] * 38)
    even_people = concentration([10] * 40, [1000] * 40)
    assert crowded.by_chance.low > even_people.by_chance.low


@pytest.mark.parametrize("counts", [[5] * 19, [0] * 39 + [3]])
def test_too_few_places_or_events_have_no_concentration(counts: list[int]) -> None:
    with pytest.raises(NotComparable):
        concentration(counts)


def test_a_steady_rise_is_found_through_seasons_and_a_gap() -> None:
    counts = {}
    for months, base in ((YEAR_2022, 100), (YEAR_2025, 160)):
        for number, month in enumerate(months):
            counts[month] = round((base + 15 * (number % 6)) * days_in(month) / 30.4375)
    moved = trend(counts)
    assert moved.seasonal
    assert moved.slope.value == pytest.approx(20, abs=0.5)
    assert moved.slope.interval is not None
    assert moved.slope.interval.low > 0
    assert "few-years" in {caveat.code for caveat in moved.slope.caveats}


def test_one_year_is_compared_month_with_month_and_says_so() -> None:
    moved = trend(even(YEAR_2025, 1200))
    assert not moved.seasonal
    assert "seasons are not removed" in moved.slope.method


@given(st.lists(st.integers(0, 400), min_size=12, max_size=12))
def test_without_seasons_the_slope_and_interval_are_sens(counts: list[int]) -> None:
    series = dict(zip(YEAR_2025, counts, strict=True))
    moved = trend(series)
    levels = [count / days_in(month) * 365.25 / 12 for month, count in series.items()]
    years = [number / 12 for number in range(12)]
    expected = stats.theilslopes(levels, years, alpha=0.95)
    assert moved.slope.interval is not None
    assert moved.slope.value == pytest.approx(expected.slope, abs=1e-9)
    if len(set(levels)) == len(levels):
        assert moved.slope.interval.low == pytest.approx(expected.low_slope)
        assert moved.slope.interval.high == pytest.approx(expected.high_slope)


def test_a_series_of_less_than_a_year_has_no_trend() -> None:
    with pytest.raises(NotComparable, match="Only 11 months are held"):
        trend(dict.fromkeys(YEAR_2025[:11], 10))


def test_places_far_apart_are_ranked_with_certainty_and_close_ones_are_not() -> None:
    people: dict[str, int | None] = dict.fromkeys("abcd", 100_000)
    ordered = ranking({"a": 900, "b": 500, "c": 210, "d": 200}, people)
    by_place = {each.place: each for each in ordered.places}
    assert [each.place for each in ordered.places] == ["a", "b", "c", "d"]
    assert (by_place["a"].rank_low, by_place["a"].rank_high) == (1, 1)
    assert (by_place["c"].rank_low, by_place["c"].rank_high) == (3, 4)
    assert {caveat.code for caveat in ordered.caveats} == {"rank-alone"}


def test_an_order_that_would_leave_a_place_out_is_refused() -> None:
    with pytest.raises(NotComparable):
        ranking({"a": 9, "b": 5, "c": 3}, {"a": 1000, "b": 1000, "c": None})
    with pytest.raises(NotComparable):
        ranking({"a": 9, "b": 5}, {"a": 1000, "b": 1000})
