"""The gate says whom to ring, and says nothing else, whatever is held at the place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, strategies as st

from frankpledge.access.api import NotPermitted
from frankpledge.referrals import api as referrals
from frankpledge.referrals.duty import IncompleteDuty
from frankpledge.referrals.gate import NothingThoughtOf
from frankpledge.referrals.whereabouts import address_of
from tests.makers import NOW, as_actor, later, make_area
from tests.referrals.conftest import ELSEWHERE, HERE, County


def ask(county: County, **given):
    facts = {"area": HERE, "by": as_actor(county.asha), "at": NOW} | given
    return referrals.duty_contact(**facts)


def test_whom_to_ring_is_the_same_for_everybody_who_may_ask(county: County):
    first = ask(county)

    assert first == ask(county, by=as_actor(county.licensing))
    assert first.name == "Joan Lisle"
    assert first.telephone
    assert first.out_of_hours


def test_where_none_is_set_it_says_so(county: County):
    with pytest.raises(referrals.NoDutyContact, match="call 999"):
        ask(county, area=ELSEWHERE)


def test_who_enforces_nothing_asks_nobody(county: County):
    for who in (county.newcomer, county.administrator):
        with pytest.raises(NotPermitted):
            ask(county, by=as_actor(who))
        with pytest.raises(NotPermitted):
            referrals.note_gate(
                area=HERE, place="6 Tern Court", what="Closure", by=as_actor(who), at=NOW
            )


def test_a_new_duty_contact_follows_the_old_one_and_the_old_one_stays_true(county: County):
    tomorrow = later(days=1)
    referrals.set_duty(
        area=HERE,
        name="Kit Marlow",
        post="Duty manager",
        telephone="01632 960303",
        hours="Always",
        out_of_hours="01632 960304",
        by=as_actor(county.joan, at=tomorrow),
        at=tomorrow,
    )

    assert ask(county).name == "Joan Lisle"
    assert ask(county, at=tomorrow).name == "Kit Marlow"


@pytest.mark.parametrize("missing", ["name", "telephone", "out_of_hours", "area"])
def test_a_duty_contact_can_be_rung_at_any_hour(county: County, missing: str):
    facts = {
        "area": HERE,
        "name": "Kit Marlow",
        "post": "Duty manager",
        "telephone": "01632 960303",
        "hours": "Always",
        "out_of_hours": "01632 960304",
    } | {missing: ""}
    with pytest.raises(IncompleteDuty):
        referrals.set_duty(**facts, by=as_actor(county.joan), at=NOW)


def test_only_a_safeguarding_lead_of_the_district_names_who_is_on_duty(county: County):
    facts = {
        "name": "A",
        "post": "B",
        "telephone": "1",
        "hours": "2",
        "out_of_hours": "3",
        "at": NOW,
    }
    make_area("D9")
    for who, area in ((county.asha, HERE), (county.joan, "D9")):
        with pytest.raises(NotPermitted):
            referrals.set_duty(area=area, by=as_actor(who), **facts)


@pytest.mark.parametrize(("place", "what"), [("", "Closure"), ("6 Tern Court", " ")])
def test_a_thought_says_where_and_what(county: County, place: str, what: str):
    with pytest.raises(NothingThoughtOf):
        referrals.note_gate(area=HERE, place=place, what=what, by=as_actor(county.asha), at=NOW)


def questions_of(county: County, place: str) -> list[str]:
    """The questions that the gate asks of the database, without what was given to them."""
    by = as_actor(county.asha)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        referrals.duty_contact(area=HERE, by=by, at=NOW)
        assert referrals.note_gate(area=HERE, place=place, what="Closure", by=by, at=NOW) is None
    plain = (query["sql"].split("VALUES")[0] for query in asked.captured_queries)
    return [line.split("WHERE")[0] for line in plain if "SAVEPOINT" not in line]


def test_the_gate_asks_nothing_of_what_is_held(county: County):
    asked = questions_of(county, "6 Tern Court")

    assert not any("referrals_referral" in line for line in asked)
    assert asked == questions_of(county, "a place of which nobody ever heard")


@given(
    number=st.integers(1, 300),
    street=st.sampled_from(["Tern", "Mill", "St John's"]),
    kind=st.sampled_from(["Court", "Road", "Street"]),
)
def test_one_address_written_in_many_ways_is_one_address(number: int, street: str, kind: str):
    short = {"Court": "Ct", "Road": "Rd.", "Street": "St"}[kind]
    plain = address_of(f"{number} {street} {kind}")

    assert address_of(f"{number}, {street.lower()} {short}, Wantsum") == plain
    assert address_of(f"No. {number} {street} {kind}\nWantsum") == plain
    assert address_of(f"{number + 1} {street} {kind}") != plain
    assert address_of(f"{number} {street} {kind}, ZZ9 9ZZ").line == plain.line


def test_flats_of_one_house_are_not_one_place():
    assert address_of("Flat 2, 6 Tern Court") != address_of("Flat 3, 6 Tern Court")
    assert address_of("Flat 2, 6 Tern Court").line == "FLAT 2 6 TERN COURT"


def test_a_contact_ends_on_the_day_another_begins(county: County):
    assert ask(county, at=NOW + timedelta(days=4000)).name == "Joan Lisle"
