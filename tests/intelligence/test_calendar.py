"""Working hours, bank holidays and the clocks that keep to them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from frankpledge.intelligence import calendar
from frankpledge.intelligence.calendar import (
    NoHours,
    after_working,
    is_bank_holiday,
    is_open,
    nobody_reads_until,
    opens_next,
    when_read,
)

LONDON = ZoneInfo("Europe/London")


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(4, 15, 7, 59), False),
        (at(4, 15, 8), True),
        (at(4, 15, 17, 59), True),
        (at(4, 15, 18), False),
        (at(4, 18, 12), False),
        (at(5, 4, 12), False),
        (at(4, 6, 12), False),
    ],
)
def test_the_desk_is_open_in_working_hours_and_not_on_bank_holidays(moment, expected):
    assert is_open(moment) is expected


def test_the_bank_holiday_of_may_is_one():
    assert is_bank_holiday(date(2026, 5, 4))
    assert not is_bank_holiday(date(2026, 5, 11))


def test_what_comes_on_friday_night_is_read_after_the_bank_holiday():
    assert opens_next(at(5, 1, 18, 30)) == at(5, 5, 8)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (at(4, 15, 9), 4, at(4, 15, 13)),
        (at(4, 15, 16), 4, at(4, 16, 10)),
        (at(4, 14, 22, 15), 4, at(4, 15, 12)),
        (at(5, 1, 16), 4, at(5, 5, 10)),
        (at(3, 27, 16), 4, at(3, 30, 10)),
        (at(4, 15, 14), 4, at(4, 15, 18)),
    ],
)
def test_a_clock_of_working_hours_stops_when_the_desk_closes(start, hours, end):
    assert after_working(start, timedelta(hours=hours)) == end


def test_at_night_it_says_when_somebody_reads():
    assert nobody_reads_until(at(4, 14, 22, 15)) == "Nobody reads this until 08:00 tomorrow."
    assert nobody_reads_until(at(4, 15, 6)) == "Nobody reads this until 08:00 today."
    assert nobody_reads_until(at(5, 1, 20)) == "Nobody reads this until 08:00 on Tuesday 5 May."


def test_by_day_it_says_until_when_somebody_reads():
    assert "today until 18:00" in when_read(at(4, 15, 10))
    assert when_read(at(4, 15, 19)).startswith("Nobody reads this until 08:00")


def test_another_force_has_other_hours(settings, tmp_path):
    settings.FRANKPLEDGE_HOME = tmp_path
    own = tmp_path / "reference" / "working_hours.csv"
    own.parent.mkdir()
    own.write_text("weekday,opens,closes\nSaturday,09:00,12:00\n")

    assert is_open(at(4, 18, 10))
    assert not is_open(at(4, 15, 10))


def test_hours_on_no_day_are_refused_rather_than_waited_for(settings, tmp_path):
    settings.FRANKPLEDGE_HOME = tmp_path
    own = tmp_path / "reference" / "working_hours.csv"
    own.parent.mkdir()
    own.write_text("weekday,opens,closes\n")

    with pytest.raises(NoHours):
        opens_next(at(4, 15, 10))


moments = st.datetimes(
    min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31), timezones=st.just(LONDON)
)


@given(start=moments, minutes=st.integers(0, 3000), more=st.integers(0, 600))
def test_more_time_never_ends_sooner_and_always_ends_within_working_hours(start, minutes, more):
    first = after_working(start, timedelta(minutes=minutes))
    second = after_working(start, timedelta(minutes=minutes + more))

    assert start.timestamp() <= first.timestamp() <= second.timestamp()
    assert is_open(first) or is_open(first - timedelta(seconds=1))


@given(start=moments)
def test_the_next_opening_is_open_and_not_past(start):
    opens = opens_next(start)

    assert opens.timestamp() >= start.timestamp()
    assert calendar.is_open(opens)
