"""Clocks at their boundaries, moves, first responders, and the eighteenth birthday."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given, strategies as st

from frankpledge.referrals import clocks, lives
from frankpledge.referrals.first_responders import (
    ADULT,
    CHILD,
    FIRST_RESPONDERS,
    NOTIFY,
    Offer,
    objections,
)
from frankpledge.referrals.lives import MOVES, Move

SORTS = ("labour", "sexual", "criminal", "domestic", "organs", "unknown")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clocks.HERE)


@pytest.mark.parametrize(
    ("sent", "days", "due"),
    [
        ("2026-04-17 11:00", 1, "2026-04-20 17:00"),
        ("2026-04-17 16:59", 1, "2026-04-20 17:00"),
        ("2026-04-17 17:00", 1, "2026-04-21 17:00"),
        ("2026-04-18 09:00", 1, "2026-04-21 17:00"),
        ("2026-05-01 11:00", 1, "2026-05-05 17:00"),
        ("2026-05-01 17:00", 1, "2026-05-06 17:00"),
        ("2026-05-04 10:00", 0, "2026-05-05 17:00"),
        ("2026-04-02 12:00", 1, "2026-04-07 17:00"),
        ("2026-12-24 12:00", 1, "2026-12-29 17:00"),
        ("2026-12-24 12:00", 5, "2027-01-05 17:00"),
    ],
)
def test_working_days_run_round_weekends_and_bank_holidays(sent: str, days: int, due: str):
    assert clocks.due(at(sent), working_days=days, hours=None) == at(due)


def test_hours_run_through_nights_and_when_the_clocks_change():
    sent = at("2026-03-28 12:00")

    found = clocks.due(sent, working_days=None, hours=72)

    assert found is not None
    assert found.timestamp() - sent.timestamp() == 72 * 3600


def test_a_panels_day_is_the_clock_while_it_is_to_come():
    sent, thursday = at("2026-04-20 10:00"), date(2026, 4, 23)

    assert clocks.due(sent, working_days=20, hours=None, meets_on=thursday) == at(
        "2026-04-23 17:00"
    )
    late = clocks.due(at("2026-04-24 10:00"), working_days=1, hours=None, meets_on=thursday)
    assert late == at("2026-04-27 17:00")


def test_at_the_very_moment_it_is_not_late():
    due = at("2026-04-20 17:00")

    assert not clocks.is_late(due, due)
    assert clocks.is_late(due, due + timedelta(seconds=1))
    assert not clocks.is_late(None, due)


def slowly(sent: datetime, days: int) -> date:
    """The nth working day after it arrives, counted one at a time."""
    local = sent.astimezone(clocks.HERE)
    day = local.date()
    if not clocks.is_working_day(day) or local.hour >= 17:
        day += timedelta(days=1)
        while not clocks.is_working_day(day):
            day += timedelta(days=1)
    passed = 0
    while passed < days:
        day += timedelta(days=1)
        passed += clocks.is_working_day(day)
    return day


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.integers(0, 25),
)
def test_clocks_agree_with_counting_day_by_day(sent: datetime, days: int):
    due = clocks.due(sent, working_days=days, hours=None)

    assert due is not None
    assert due.astimezone(clocks.HERE).date() == slowly(sent, days)
    assert due >= sent - timedelta(0) or days == 0


@given(st.lists(st.sampled_from(list(Move)), max_size=12))
def test_nothing_is_closed_that_was_not_accepted(tried: list[Move]):
    state, seen = "sent", ["sent"]
    for move in tried:
        if move in MOVES[state]:
            state = lives.LEADS_TO[move]
            seen.append(state)
    for before, after in pairwise(seen):
        assert after != "closed" or before == "accepted"
        assert lives.is_complete(after) == (after in ("accepted", "closed"))


@pytest.mark.parametrize(("state", "move"), list(product(MOVES, Move)))
def test_a_move_that_cannot_be_made_says_why(state: str, move: Move):
    assert bool(lives.refusal(state, move)) == (move not in MOVES[state])


def test_a_clock_runs_until_somebody_decides():
    assert [state for state in MOVES if lives.awaits_decision(state)] == ["sent", "received"]


@pytest.mark.parametrize(
    ("born", "eighteen"),
    [("2008-02-29", "2026-03-01"), ("2010-10-16", "2028-10-16"), ("2008-12-31", "2026-12-31")],
)
def test_eighteenth_birthdays(born: str, eighteen: str):
    assert lives.eighteenth(date.fromisoformat(born)) == date.fromisoformat(eighteen)


def test_the_crossing_at_18_begins_half_a_year_before():
    eighteen = date(2026, 10, 15)

    assert not lives.crosses_soon(eighteen, date(2026, 4, 14))
    assert lives.crosses_soon(eighteen, date(2026, 4, 15))
    assert lives.crosses_soon(eighteen, date(2027, 1, 1))
    assert not lives.crosses_soon(None, date(2026, 4, 15))


def faults(door: str, **given) -> set[str]:
    facts = {
        "kind": "police",
        "agrees": True,
        "is_child": door == CHILD,
        "names_a_place": False,
        "offer": Offer(safeguarding_first=True, informed=True, exploitation=("labour",)),
    } | given
    return {each.argument for each in objections(door, **facts)}


def test_a_child_agrees_to_nothing_but_is_kept_safe_first():
    assert faults(CHILD, agrees=False) == set()
    assert faults(CHILD, offer=Offer(exploitation=("labour",))) == {"safeguarding_first"}


def test_an_adult_agrees_and_knows_to_what():
    assert faults(ADULT) == set()
    assert faults(ADULT, agrees=False) == {"agreement"}
    assert faults(ADULT, offer=Offer(exploitation=("labour",))) == {"informed"}


def test_a_refusal_leaves_the_duty_to_notify_which_names_nobody():
    again = Offer(offer_again_on=date(2026, 5, 1), exploitation=("unknown",))

    assert faults(NOTIFY, agrees=False, offer=again) == set()
    assert faults(NOTIFY, agrees=False, offer=again, names_a_place=True) == {"place"}
    assert faults(NOTIFY, agrees=False, offer=Offer(exploitation=("labour",))) == {"offer_again_on"}
    assert faults(NOTIFY, agrees=True, offer=again) == {"agreement"}


@given(st.sampled_from(["school", "housing", "fire", "nhs", "charity", "", "retailer_group"]))
def test_only_a_first_responder_sends_it(kind: str):
    assert kind not in FIRST_RESPONDERS
    assert "pathway" in faults(CHILD, kind=kind)


@given(st.sampled_from([CHILD, ADULT, NOTIFY]), st.sets(st.sampled_from(SORTS)))
def test_what_for_is_named_or_said_not_to_be_known(door: str, sorts: set[str]):
    offer = Offer(
        safeguarding_first=True,
        informed=True,
        offer_again_on=date(2026, 5, 1),
        exploitation=tuple(sorted(sorts)),
    )

    at_fault = "exploitation" in faults(door, agrees=door == ADULT, offer=offer)
    assert at_fault == (not sorts or (len(sorts) > 1 and "unknown" in sorts))


def test_a_child_never_goes_by_the_adults_form():
    assert faults(ADULT, is_child=True) == {"form"}
    assert faults(CHILD, is_child=False) == {"form"}
