"""The life of a use, and the clocks that the law sets: pure, held to an independent calculation."""

from datetime import UTC, date, datetime, timedelta

import holidays
import pytest
from hypothesis import given, strategies as st

from frankpledge.powers.catalogue import SHIPPED, powers
from frankpledge.powers.clocks import answer_due, legal_clock
from frankpledge.powers.consultees import clashes, to_consult
from frankpledge.powers.court_clock import HERE, Disregards, after_months, counting, runs_out
from frankpledge.powers.lifecycle import BEFORE_THE_GATE, OVER, USE_NEXT, Stage, may_follow
from frankpledge.problems.api import reference_rows


def ways(start, *, without=frozenset()):
    """Every stage that can be reached from one, without passing through some."""
    found, edge = set(), {start}
    while edge:
        edge = {after for stage in edge for after in USE_NEXT[stage]} - found - without
        found |= edge
    return found


# --- stages --------------------------------------------------------------------------------


def test_every_stage_can_be_reached_and_every_life_can_end():
    assert ways(None) == set(Stage)
    assert all(ways(stage) & OVER for stage in Stage if stage not in OVER)


def test_nothing_is_in_force_that_was_not_checked_consulted_on_asked_and_authorised():
    for needed in (
        Stage.CHECKING,
        Stage.CONSULTING,
        Stage.ASKING,
        Stage.DECIDING,
        Stage.AUTHORISED,
    ):
        assert Stage.IN_FORCE not in ways(Stage.IDEA, without={needed}), needed


def test_what_is_stopped_goes_on_only_to_be_checked_or_withdrawn():
    assert USE_NEXT[Stage.STOPPED] == {Stage.CHECKING, Stage.WITHDRAWN}
    assert {Stage.IDEA, Stage.STOPPED, Stage.PARKED} == BEFORE_THE_GATE


def test_what_was_put_aside_meets_the_gate_again():
    assert not may_follow(Stage.PARKED, Stage.CHECKING)
    assert may_follow(Stage.PARKED, Stage.IDEA)


# --- clocks --------------------------------------------------------------------------------


def here(text):
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


def ends(code, start):
    return legal_clock(code).ends(here(start))


def test_forty_eight_hours_to_court_run_over_a_bank_holiday():
    assert ends("PW001", "2026-05-01T15:00") == here("2026-05-03T15:00")
    assert ends("PW001", "2026-05-05T15:00") == here("2026-05-07T15:00")


def test_and_leave_christmas_day_out():
    assert ends("PW001", "2026-12-24T12:00") == here("2026-12-27T12:00")
    assert ends("PW001", "2026-12-25T12:00") == here("2026-12-28T00:00")
    assert ends("PW001", "2026-12-23T00:00") == here("2026-12-25T00:00")


def test_a_clock_of_working_days_stands_still_over_the_early_may_bank_holiday():
    assert ends("PW062", "2026-05-01T15:00") == here("2026-05-06T15:00")
    assert ends("PW111", "2026-05-04T09:00") == here("2026-05-07T00:00")


def test_hours_are_hours_when_the_clocks_change():
    assert ends("PW001", "2026-03-28T12:00") == here("2026-03-30T13:00")
    assert ends("PW001", "2026-10-24T12:00") == here("2026-10-26T11:00")


def by_counting_minutes(start, minutes, counts):
    """The same, minute after minute."""
    now = start.astimezone(UTC)
    while minutes:
        if counts(now.astimezone(HERE).date()):
            minutes -= 1
        now += timedelta(minutes=1)
    return now


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 28)),
    hours=st.integers(1, 30),
    disregards=st.sampled_from(list(Disregards)),
)
def test_a_clock_agrees_with_counting_the_minutes(start, hours, disregards):
    bank = holidays.country_holidays("GB", subdiv="ENG")

    def working(day):
        return day.weekday() < 5 and day not in bank

    start = start.replace(second=0, microsecond=0, tzinfo=UTC)
    counts = counting(disregards, is_working_day=working)
    worked = by_counting_minutes(start, hours * 60, counts)
    found = runs_out(start, timedelta(hours=hours), counts=counts)

    assert found.astimezone(UTC) == worked or (
        # A clock that ends with its day ends at that midnight, however many days follow that do
        # not count: the last minute that was counted is the same.
        found <= worked and not any(counts(day) for day in days_between(found, worked))
    )


def days_between(first, last):
    day = first.astimezone(HERE).date()
    while day < last.astimezone(HERE).date():
        yield day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-04-30T10:00", "2026-05-05T17:00"),
        ("2026-05-01T10:00", "2026-05-06T17:00"),
        ("2026-05-04T10:00", "2026-05-06T17:00"),
        ("2026-05-05T10:00", "2026-05-07T17:00"),
    ],
)
def test_an_answer_is_due_two_working_days_later_around_a_bank_holiday(asked, due):
    found = answer_due(here(asked))

    assert found.date() == here(due).date()
    assert found.hour in (16, 17, 18)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 5, 12), 3, date(2026, 8, 12)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 3, date(2027, 3, 31)),
    ],
)
def test_months_later(day, months, then):
    assert after_months(day, months) == then


# --- what is derived -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["power_consultees.csv", "power_conflicts.csv", "power_clocks.csv"]
)
def test_what_is_derived_says_so_and_names_known_powers(name):
    rows = reference_rows(name, shipped=SHIPPED)
    known = {each.code for each in powers()}

    assert rows
    assert {row["provenance"] for row in rows} == {"derived"}
    assert {row["power"] for row in rows} <= known
    assert {row.get("with_power", row["power"]) for row in rows} <= known


def test_every_consultee_of_the_catalogue_is_in_the_derived_list_word_for_word():
    for each in powers():
        written = {words.casefold() for words in each.consult if words != "None"}
        listed = {one.words.casefold() for one in to_consult(each.code)}
        assert all(any(words in text for text in written) for words in listed), each.code
        assert len(listed) == len(
            [text for text in written if not text.startswith("none mandatory; tell")]
        ) or any("none" in text for text in written), each.code


def test_the_law_names_some_and_good_sense_others():
    found = {one.words: one for one in to_consult("PW001")}

    assert found["Occupier, owner and anyone living there must be informed"].is_hard
    assert not found["Police and council consult each other in practice"].is_hard
    extension = to_consult("PW002")[0]
    assert (extension.is_hard, extension.only_when) == (True, "the order is to be extended")


def test_powers_clash_from_either_side():
    assert clashes("PW009", {"PW002"})[0].words == clashes("PW002", {"PW009"})[0].words
    assert clashes("PW009", {"PW110"}) == ()
