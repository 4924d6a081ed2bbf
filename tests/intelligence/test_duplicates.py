"""What may have been told before, why it seems so, and that nothing hidden is looked at."""

from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from frankpledge.intelligence.desk import triage
from frankpledge.intelligence.desk.outcomes import Passed
from frankpledge.intelligence.desk.similar import alikeness, likeness, particulars_in
from tests.intelligence.makers import newest, tell

SAID = "Strangers answer the door and the tenant has not been seen for weeks."


@pytest.mark.parametrize(
    ("other", "reason", "exact"),
    [
        (SAID.upper().replace(".", "!"), "Word for word the same", True),
        (
            "Strangers answered the door, the tenant not seen for weeks",
            "in 100 of the words",
            False,
        ),
    ],
)
def test_the_same_and_nearly_the_same_are_told_apart(other, reason, exact):
    found = alikeness("A", SAID, "B", other)

    assert reason in found.reasons[0]
    assert found.is_exact is exact


@pytest.mark.parametrize(
    ("place", "other", "reason"),
    [
        ("6 Tern Court", "6, tern court", "The same place"),
        ("6 Tern Court", "6 Terns Court", "Nearly the same place"),
        ("6 Tern Court", "16 Tern Court", ""),
        ("6 Tern Court", "7 Tern Court", ""),
        ("", "", ""),
    ],
)
def test_places_agree_by_their_numbers_too(place, other, reason):
    found = alikeness(place, "Vans at night", other, "A man sold boxes of cigarettes")

    assert (found.reasons[0] if found else "") == reason


def test_a_mark_or_a_number_that_both_name_is_a_reason():
    found = alikeness("A", "The van AB12 CDE stood there", "B", "I saw ab12cde leave at speed")

    assert found.reasons == ("Both name AB12CDE",)
    assert particulars_in("ring +44 7700 900123") == particulars_in("07700900123")


def test_nothing_alike_is_nothing():
    assert alikeness("A", "Fishing nets cut", "B", "Boxes sold from a car") is None


@given(one=st.text(max_size=60), other=st.text(max_size=60))
def test_likeness_is_the_same_both_ways_and_between_nothing_and_all(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


def test_the_likeliest_come_first_and_say_whether_they_are_decided(county):
    tell(county, at=county.now - timedelta(days=2), text=SAID)
    first = newest(county)
    tell(county, at=county.now - timedelta(days=1), place="6 Tern Court", text="Vans at night")
    tell(county, at=county.now - timedelta(days=29), text=SAID)
    tell(county, text=SAID)
    imogen = county.actor("imogen")
    uid = next(
        each.uid
        for each in triage.queue(by=imogen, at=county.now)
        if each.received_on == county.now.date()
    )
    triage.triage(submission_id=first, outcome="not_policing", by=imogen, at=county.now)
    found = triage.open_submission(submission_id=uid, by=imogen, at=county.now).alike

    assert [(each.is_exact, each.is_decided) for each in found] == [(True, True), (False, False)]
    assert found[1].reasons == ("The same place",)


def test_what_is_for_supervisors_is_neither_named_nor_counted(county):
    tell(county, text=SAID, at=county.now - timedelta(days=1))
    hidden = newest(county)
    tell(county, text=SAID)
    second = newest(county)
    imogen = county.actor("imogen")
    before = triage.open_submission(submission_id=second, by=imogen, at=county.now).alike
    triage.triage(submission_id=hidden, outcome="dsu", passed=Passed(), by=imogen, at=county.now)

    assert [each.uid for each in before] == [hidden]
    assert triage.open_submission(submission_id=second, by=imogen, at=county.now).alike == ()
