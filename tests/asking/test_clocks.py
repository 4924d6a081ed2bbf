"""The clocks of asking: fixed times, working days, and bank holidays that stop them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from frankpledge.asking import clocks
from frankpledge.asking.rules import UnknownChoice


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def local(moment: datetime) -> str:
    return f"{moment.astimezone(clocks.HERE):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("asked", "released"),
    [
        ("2026-04-16T12:40+01:00", "2026-04-16 15:30"),
        ("2026-04-16T13:30+01:00", "2026-04-16 15:30"),
        ("2026-04-16T13:31+01:00", "2026-04-17 09:30"),
        ("2026-04-16T22:15+01:00", "2026-04-17 12:30"),
        ("2026-04-17T17:00+01:00", "2026-04-20 09:30"),
        ("2026-04-18T10:00+01:00", "2026-04-20 12:30"),
        # Good Friday to Easter Monday, and the early May bank holiday.
        ("2026-04-02T16:00+01:00", "2026-04-07 09:30"),
        ("2026-05-01T17:30+01:00", "2026-05-05 09:30"),
        ("2026-05-01T17:31+01:00", "2026-05-05 12:30"),
    ],
)
def test_what_is_asked_is_released_at_a_fixed_time_after_two_working_hours(asked, released):
    assert local(clocks.release_for(at(asked))) == released


def test_a_fixed_time_is_the_moment_itself_and_not_the_one_after():
    slot = at("2026-04-16T15:30+01:00")

    assert clocks.next_release(slot) == slot
    assert local(clocks.next_release(slot + timedelta(seconds=1))) == "2026-04-17 09:30"


def test_nothing_is_released_at_a_weekend_or_on_a_bank_holiday():
    for day in (date(2026, 4, 18), date(2026, 4, 19), date(2026, 5, 4)):
        assert clocks.times_of_release(day) == ()
        assert not clocks.is_working_day(day)


@pytest.mark.parametrize(
    ("urgency", "sent", "due"),
    [
        ("routine", "2026-04-16T12:40+01:00", "2026-04-30 12:40"),
        ("routine", "2026-04-24T12:40+01:00", "2026-05-11 12:40"),
        ("priority", "2026-04-16T12:40+01:00", "2026-04-20 12:40"),
        ("priority", "2026-05-01T09:00+01:00", "2026-05-06 09:00"),
        ("priority", "2026-04-18T11:00+01:00", "2026-04-22 08:00"),
        ("urgent", "2026-04-16T12:40+01:00", "2026-04-16 16:40"),
        ("urgent", "2026-04-16T16:00+01:00", "2026-04-17 10:00"),
        ("urgent", "2026-05-01T17:00+01:00", "2026-05-05 11:00"),
    ],
)
def test_an_answer_is_due_in_working_time(urgency, sent, due):
    assert local(clocks.due(urgency, at(sent))) == due


def test_an_urgency_that_is_not_on_the_list_is_refused():
    with pytest.raises(UnknownChoice):
        clocks.due("whenever", at("2026-04-16T12:40+01:00"))


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-04-16T09:00+01:00", "2026-04-16T12:00+01:00", 3),
        ("2026-04-16T16:00+01:00", "2026-04-17T10:00+01:00", 4),
        ("2026-05-01T17:00+01:00", "2026-05-05T09:00+01:00", 2),
        ("2026-04-16T12:00+01:00", "2026-04-16T09:00+01:00", 0),
    ],
)
def test_working_time_between_two_moments_leaves_nights_and_holidays_out(start, end, hours):
    between = clocks.working_time_between(at(start), at(end))

    assert between == timedelta(hours=hours)


def test_release_times_are_an_areas_own_where_it_has_a_list(settings, tmp_path):
    settings.FRANKPLEDGE_HOME = tmp_path
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "release_slots.csv").write_text("weekday,time\nTuesday,11:00\n")

    assert local(clocks.release_for(at("2026-04-16T12:40+01:00"))) == "2026-04-21 11:00"


def test_a_list_without_times_is_said_to_hold_none(settings, tmp_path):
    settings.FRANKPLEDGE_HOME = tmp_path
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "release_slots.csv").write_text("weekday,time\n")

    with pytest.raises(clocks.NoTimes, match="release_slots"):
        clocks.next_release(at("2026-04-16T12:40+01:00"))
