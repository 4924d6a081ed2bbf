"""Dates, times, lengths and numbers read the same everywhere."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from frankpledge.ui import wording

NOON = datetime(2026, 4, 15, 12, 0, tzinfo=UTC)


def test_a_moment_is_given_by_the_clock_on_the_wall_here():
    assert wording.moment(NOON) == "15 April 2026, 13:00"
    assert wording.short_moment(NOON) == "15 Apr 2026, 13:00"
    assert wording.clock_time(NOON) == "13:00"


def test_a_day_near_midnight_is_the_day_here():
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert wording.day(late) == "1 July 2026"
    assert wording.short_day(late) == "1 Jul 2026"
    assert wording.weekday(late) == "Wednesday 1 July 2026"
    assert wording.weekday(date(2026, 4, 13)) == "Monday 13 April 2026"


def test_a_moment_without_a_zone_is_taken_as_local():
    assert wording.clock_time(datetime(2026, 4, 15, 9, 5)) == "09:05"


def test_a_month_is_spelt_out():
    assert wording.month("2025-12") == "December 2025"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=20), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=89), "89 minutes"),
        (timedelta(minutes=90), "1 hour"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(hours=48), "2 days"),
        (-timedelta(days=9), "9 days"),
    ],
)
def test_a_length_is_given_in_its_largest_fitting_unit(length, words):
    assert wording.span(length) == words


def test_a_clock_says_what_is_left_or_how_late_it_is():
    assert wording.time_left(NOON + timedelta(hours=5), NOON) == "5 hours left"
    assert wording.time_left(NOON - timedelta(days=3), NOON) == "3 days late"
    assert wording.time_left(NOON, NOON) == "less than a minute left"


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [
        (1234567, None, "1,234,567"),
        (1.25, None, "1.2"),
        (Decimal("2.5"), 2, "2.50"),
        (-3, None, "−3"),
        (10, 1, "10.0"),
    ],
)
def test_numbers_are_grouped_and_have_a_real_minus(value, decimals, words):
    assert wording.number(value, decimals) == words


def test_one_is_not_several():
    assert wording.count(1, "reply", "replies") == "1 reply"
    assert wording.count(2, "reply", "replies") == "2 replies"
    assert wording.count(1200, "row") == "1,200 rows"
