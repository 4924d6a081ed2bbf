"""How soon answers come, police and partners alike; and what waits for somebody this morning."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from frankpledge.access.api import NotPermitted
from frankpledge.asking import answering, immediate_risk, requesting
from frankpledge.asking.awaiting import Sort, awaiting
from frankpledge.asking.lateness import Kept, lateness, rounded, summed
from tests.asking.makers import AT_SLOT, NOON, Asking

LATER = NOON + timedelta(days=100)


def kept(**changed: bool) -> Kept:
    facts = {"to_police": True, "on_time": True, "answered": True} | changed
    return Kept(**facts)


@given(st.integers(0, 10_000))
def test_every_count_is_rounded_and_none_is_far_out(count):
    assert rounded(count) % 5 == 0
    assert abs(rounded(count) - count) <= 2


def test_fewer_than_five_are_not_shown():
    row = summed("x", "Police", [kept()] * 4)

    assert (row.due, row.on_time, row.late, row.refused) == (None, None, None, None)
    assert row.why_not == "Too few to show"


def test_three_and_seven_of_many_look_the_same():
    few = summed("x", "Police", [kept()] * 97 + [kept(on_time=False)] * 3)
    many = summed("x", "Police", [kept()] * 93 + [kept(on_time=False)] * 7)

    assert few.late == many.late == 5


def test_five_are_shown_and_silence_counts_against_them():
    row = summed("x", "Police", [kept()] * 5 + [kept(on_time=False, answered=False)] * 5)

    assert (row.due, row.on_time, row.unanswered, row.late) == (10, 5, 5, 0)


def rows(asking: Asking, name: str, at=AT_SLOT):
    return {
        (row.what, row.side): row for row in lateness(by=asking.actor(name, at), at=at, days=200)
    }


def test_police_and_partners_are_counted_alike(asking: Asking):
    for _ in range(6):
        asking.ask_before()
    for _ in range(6):
        asking.sent()

    found = rows(asking, "imogen", LATER)
    mine = rows(asking, "asha", LATER)

    assert found["Asked before acting", "Police"].unanswered == 5
    assert mine["Asked before acting", "Police"].due == 5
    assert mine["Requests for information", "Partners"].unanswered == 5
    assert mine["Requests for information", "Police"].why_not == "Too few to show"


def test_only_questions_whose_time_has_passed_are_counted(asking: Asking):
    for _ in range(6):
        asking.ask_before()

    before = rows(asking, "imogen", AT_SLOT - timedelta(seconds=1))
    after = rows(asking, "imogen", AT_SLOT)

    assert before["Asked before acting", "Police"].why_not == "Too few to show"
    assert after["Asked before acting", "Police"].due == 5


def test_the_first_quarter_of_a_unit_is_its_own(asking: Asking):
    for _ in range(6):
        asking.ask_before()

    assert rows(asking, "imogen")["Asked before acting", "Police"].due == 5
    hidden = rows(asking, "asha")["Asked before acting", "Police"]
    assert (hidden.due, hidden.why_not) == (None, "The first quarter of a unit is its own")
    assert rows(asking, "asha", LATER)["Asked before acting", "Police"].due == 5


def test_what_was_asked_by_others_is_not_counted_for_somebody_who_may_not_see_it(asking: Asking):
    for _ in range(6):
        asking.ask_before("nia")

    assert rows(asking, "asha", LATER)["Asked before acting", "Police"].due is None


@pytest.mark.parametrize("name", ["nia", "dev", "bea"])
def test_whoever_does_not_count_is_told_so(asking: Asking, name):
    with pytest.raises(NotPermitted, match="does not count"):
        lateness(by=asking.actor(name), at=NOON)


# --- the morning -------------------------------------------------------------------------------


def sorts(asking: Asking, name: str, at=NOON) -> list[Sort]:
    return [each.sort for each in awaiting(asking.actor(name, at), at)]


def test_nothing_waits_where_nothing_was_asked(asking: Asking):
    for name in ("asha", "imogen", "sam", "dev", "nobody", "martin"):
        assert sorts(asking, name) == [], name


def test_the_unit_is_told_what_to_answer_whom_to_expect_and_what_was_done(asking: Asking):
    first, second, third = (asking.ask_before() for _ in range(3))
    asking.answer(second, "call")
    immediate_risk.act_on_risk(request_id=third, words="Smoke", by=asking.actor("asha"), at=NOON)

    assert sorts(asking, "ivo", AT_SLOT) == [Sort.ANSWER_BEFORE, Sort.TAKE_CALL, Sort.READ_RISK]
    late = awaiting(asking.actor("ivo", AT_SLOT), AT_SLOT)[0]
    assert (late.href, late.is_late) == (f"/asking/before/{first}/answer/", True)


def test_the_asker_is_told_of_an_answer_only_once_it_is_released(asking: Asking):
    uid = asking.ask_before()
    asking.answer(uid)

    assert sorts(asking, "asha", AT_SLOT - timedelta(seconds=1)) == []
    (found,) = awaiting(asking.actor("asha", AT_SLOT), AT_SLOT)
    assert (found.sort, found.hint) == (Sort.BEFORE_ANSWERED, "PLEASE DEFER TO 20 April 2026")
    assert sorts(asking, "asha", AT_SLOT + timedelta(days=2)) == []


def test_no_answer_is_said_to_be_none(asking: Asking):
    asking.ask_before()

    (found,) = awaiting(asking.actor("asha", AT_SLOT), AT_SLOT)
    assert (found.sort, found.is_late) == (Sort.BEFORE_LATE, True)
    assert "not an answer" in found.hint


def test_a_request_waits_for_whoever_can_move_it_on(asking: Asking):
    asking.draft()
    assert sorts(asking, "avis") == [Sort.AUTHORISE]
    assert sorts(asking, "asha") == sorts(asking, "sam") == []
    uid = asking.sent()
    assert sorts(asking, "sam") == [Sort.ANSWER_REQUEST]
    assert sorts(asking, "faye") == []
    assert Sort.REQUEST_OVERDUE in sorts(asking, "asha", LATER)
    requesting.clarify(request_id=uid, words="Which?", by=asking.actor("sam"), at=NOON)
    assert Sort.EXPLAIN in sorts(asking, "asha")
    assert sorts(asking, "sam") == []
    requesting.answer_request(request_id=uid, response="nil_held", by=asking.actor("sam"), at=NOON)
    assert Sort.REQUEST_ANSWERED in sorts(asking, "asha")


def test_a_requirement_waits_for_another_supervisor(asking: Asking):
    asking.requirement("martin")

    assert sorts(asking, "maud") == [Sort.APPROVE_REQUIREMENT]
    assert sorts(asking, "martin") == sorts(asking, "nia") == []


def test_a_new_alert_waits_until_it_is_opened(asking: Asking):
    uid = asking.alert()

    assert sorts(asking, "dev") == [Sort.READ_ALERT]
    from frankpledge.asking import alerts

    alerts.open_alert(alert_id=uid, by=asking.actor("dev"), at=NOON)
    assert sorts(asking, "dev") == []
    assert sorts(asking, "imogen") == []
    assert answering.checklist()
