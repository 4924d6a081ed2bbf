"""Clocks of working time: boundaries, bank holidays, changes of the clock, and pauses."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from frankpledge.intelligence import calendar
from frankpledge.intelligence.desk import clocks
from frankpledge.intelligence.desk.clocks import Clock, Pause, UnusableClocks, due, merged, read

LONDON = ZoneInfo("Europe/London")
HOUR = timedelta(hours=1)


def at(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("clock", "start", "ends"),
    [
        # Four working hours: within a day, to the very close, over a night.
        (Clock.TRIAGE, at(4, 15, 9), at(4, 15, 13)),
        (Clock.TRIAGE, at(4, 15, 14), at(4, 15, 18)),
        (Clock.TRIAGE, at(4, 15, 14, 1), at(4, 16, 8, 1)),
        # Out of hours: at night, on a Saturday, before opening.
        (Clock.TRIAGE, at(4, 14, 22, 15), at(4, 15, 12)),
        (Clock.TRIAGE, at(4, 18, 12), at(4, 20, 12)),
        (Clock.URGENT, at(4, 15, 6), at(4, 15, 8, 30)),
        (Clock.URGENT, at(4, 14, 22, 15), at(4, 15, 8, 30)),
        (Clock.URGENT, at(4, 15, 17, 45), at(4, 16, 8, 15)),
        # Easter: Good Friday 3 April and Easter Monday 6 April.
        (Clock.TRIAGE, at(4, 2, 17), at(4, 7, 11)),
        # The bank holiday of 4 May.
        (Clock.TRIAGE, at(5, 1, 16), at(5, 5, 10)),
        (Clock.TRIAGE, at(5, 4, 11), at(5, 5, 12)),
        (Clock.URGENT, at(5, 1, 18), at(5, 5, 8, 30)),
        # Christmas: 25 December, and 28 in place of Saturday the 26th.
        (Clock.TRIAGE, at(12, 24, 16), at(12, 29, 10)),
        # Clocks go on on 29 March and back on 25 October: both on Sundays, both harmless.
        (Clock.TRIAGE, at(3, 27, 16), at(3, 30, 10)),
        (Clock.TRIAGE, at(10, 23, 16), at(10, 26, 10)),
        # Working days end when the desk closes on the last of them.
        (Clock.HUMAN_RECEIPT, at(4, 15, 9), at(4, 17, 18)),
        (Clock.HUMAN_RECEIPT, at(4, 15, 19), at(4, 20, 18)),
        (Clock.HUMAN_RECEIPT, at(4, 18, 12), at(4, 22, 18)),
        (Clock.HUMAN_RECEIPT, at(4, 30, 10), at(5, 5, 18)),
        (Clock.EVALUATE, at(4, 2, 10), at(4, 9, 18)),
        (Clock.SANITISE, at(4, 15, 10), at(4, 22, 18)),
        (Clock.APPROVE, at(4, 30, 10), at(5, 12, 18)),
        # Twenty-eight days are days, whatever days they are.
        (Clock.FEEDBACK, at(4, 15, 10), at(5, 13, 10)),
        (Clock.FEEDBACK, at(3, 10, 10), at(4, 7, 10)),
    ],
)
def test_when_a_clock_runs_out(clock, start, ends):
    assert due(clock, start) == ends


@pytest.mark.parametrize(
    ("began", "ended", "ends"),
    [
        # Within a day; over a night; over a weekend and the bank holiday.
        (at(4, 15, 10), at(4, 15, 12), at(4, 15, 15)),
        (at(4, 15, 12), at(4, 16, 10), at(4, 16, 11)),
        (at(5, 1, 12), at(5, 5, 12), at(5, 5, 13)),
        # It counts for nothing where the clock stands still anyway.
        (at(4, 15, 18), at(4, 16, 8), at(4, 15, 13)),
        (at(4, 14, 10), at(4, 15, 9), at(4, 15, 13)),
        # It stops in the very moment in which it would have run out: too late to help.
        (at(4, 15, 13), at(4, 15, 17), at(4, 15, 13)),
    ],
)
def test_a_pause_puts_off_the_end_by_the_working_time_that_it_takes(began, ended, ends):
    start = at(5, 1, 9) if began.month == 5 else at(4, 15, 9)

    assert due(Clock.TRIAGE, start, [Pause(began=began, ended=ended)]) == ends


def test_a_pause_over_a_weekend_costs_working_days_only():
    friday_to_tuesday = Pause(began=at(4, 17, 12), ended=at(4, 21, 12))

    assert due(Clock.EVALUATE, at(4, 16, 9)) == at(4, 21, 18)
    assert due(Clock.EVALUATE, at(4, 16, 9), [friday_to_tuesday]) == at(4, 23, 18)


def test_a_clock_that_stands_still_has_no_end_and_keeps_what_is_left():
    reading = read(
        Clock.TRIAGE, at(4, 15, 9), now=at(4, 20, 9), pauses=[Pause(began=at(4, 15, 11))]
    )

    assert reading.due is None
    assert reading.is_paused
    assert reading.left == 2 * HOUR
    assert not reading.is_late
    assert reading.words == "Clock stopped with 2 hours left"


def test_a_question_after_the_end_does_not_make_it_timely():
    reading = read(
        Clock.TRIAGE, at(4, 15, 9), now=at(4, 15, 16), pauses=[Pause(began=at(4, 15, 14))]
    )

    assert reading.is_late
    assert not reading.is_paused


@pytest.mark.parametrize(
    ("now", "words", "tone"),
    [
        (at(4, 15, 9), "4 hours of working time left", "neutral"),
        (at(4, 15, 11, 30), "1 hour 30 minutes of working time left", "neutral"),
        (at(4, 15, 12), "1 hour of working time left", "warning"),
        (at(4, 15, 13), "0 minutes of working time left", "warning"),
        (at(4, 15, 13, 1), "Late by 1 minute of working time", "urgent"),
        (at(4, 15, 19), "Late by 5 hours of working time", "urgent"),
        (at(4, 18, 12), "Late by 25 hours of working time", "urgent"),
    ],
)
def test_what_is_left_is_said_in_words(now, words, tone):
    reading = read(Clock.TRIAGE, at(4, 15, 9), now=now)

    assert (reading.words, reading.tone) == (words, tone)


def test_pauses_that_touch_are_one():
    one = Pause(began=at(4, 15, 9), ended=at(4, 15, 11))
    two = Pause(began=at(4, 15, 11), ended=at(4, 15, 12))
    inside = Pause(began=at(4, 15, 10), ended=at(4, 15, 10, 30))
    endless = Pause(began=at(4, 15, 12))

    assert merged([two, inside, one]) == [Pause(began=one.began, ended=two.ended)]
    assert merged([endless, two, one]) == [Pause(began=one.began)]


@pytest.mark.parametrize(
    "row", ["triage,,working hours,x", "triage,4,fortnights,x", "other,4,days,x"]
)
def test_a_clock_that_cannot_be_counted_is_refused(settings, tmp_path, row):
    settings.FRANKPLEDGE_HOME = tmp_path
    own = tmp_path / "reference" / "clocks.csv"
    own.parent.mkdir()
    own.write_text(f"clock,length,unit,words\n{row}\n")

    with pytest.raises(UnusableClocks):
        due(Clock.TRIAGE, at(4, 15, 9))


@pytest.mark.parametrize("clock", list(Clock))
def test_every_clock_has_its_length_and_words(clock):
    assert clocks.length_of(clock).number > 0
    assert clocks.words_of(clock)


moments = st.datetimes(
    min_value=datetime(2026, 1, 1), max_value=datetime(2027, 2, 1), timezones=st.just(LONDON)
)
lengths = st.integers(0, 10 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def spells(draw):
    found = []
    for _ in range(draw(st.integers(0, 3))):
        began = draw(moments)
        found.append(Pause(began=began, ended=began + draw(lengths)))
    return found


@given(start=moments, pauses=spells())
def test_a_pause_never_brings_the_end_nearer(start, pauses):
    for clock in (Clock.TRIAGE, Clock.EVALUATE):
        with_pauses, without = due(clock, start, pauses), due(clock, start)

        assert with_pauses.timestamp() >= without.timestamp()


@given(start=moments, pauses=spells())
def test_the_working_time_outside_pauses_is_the_length(start, pauses):
    ends = due(Clock.TRIAGE, start, pauses)
    ran = calendar.working_between(start, ends)
    for pause in merged(pauses):
        began, ended = max(pause.began, start), min(pause.ended, ends)
        if began < ended:
            ran -= calendar.working_between(began, ended)

    assert ran == 4 * HOUR


@given(start=moments, later=lengths)
def test_what_is_left_only_falls(start, later):
    first = read(Clock.TRIAGE, start, now=start)
    second = read(Clock.TRIAGE, start, now=start + later)

    assert first.left == 4 * HOUR
    assert second.left <= first.left
    assert second.is_late is ((start + later).timestamp() > second.due.timestamp())


@given(start=moments, length=lengths)
def test_working_time_between_two_moments_is_what_a_clock_counts(start, length):
    ends = calendar.after_working(start, length)

    assert calendar.working_between(start, ends) == length
