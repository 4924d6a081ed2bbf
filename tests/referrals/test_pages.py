"""Pages of referrals: found, sent, decided on, and the same to whoever may not know of one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frankpledge.referrals import catalogue
from frankpledge.referrals.models import Referral
from tests.makers import NOW, as_actor
from tests.referrals.conftest import HERE, County, browse
from tests.referrals.test_referrals import send, set_doors, to_adult_care, to_panel


@pytest.fixture
def with_doors(county: County) -> County:
    set_doors(county)
    return county


def text_of(response) -> str:
    return response.content.decode()


def test_each_worker_has_a_short_list_first_and_every_sign_is_on_some_list():
    cards = [catalogue.card(code) for code, _ in catalogue.workforces()]
    listed = {sign.code for card in cards if card for sign in (*card.first, *card.rest)}

    assert all(card and len(card.first) <= 8 for card in cards)
    assert listed == set(catalogue.signs())
    assert catalogue.card("juggler") is None


def test_a_reporter_finds_the_door_and_nothing_of_it_is_kept(with_doors: County):
    browser = browse(with_doors.dev)
    begun = browser.get(reverse("referrals:begin"), {"work": "housing", "about": "adult"})
    assert begun.status_code == 302
    page = text_of(browser.get(begun["Location"]))
    assert "Unknown people in the home who answer for the tenant" in page

    answer = text_of(
        browser.post(begun["Location"], {"signs": ["IN046", "IN047"], "care_needs": "no"})
    )
    assert "Cuckooing response" in answer
    assert "Vulnerability panel" in answer
    assert "Second door" in answer
    assert "Adult safeguarding concern" not in answer
    assert "recommended" not in answer.lower()
    assert not Referral.visible_to(as_actor(with_doors.asha)).exists()


def test_danger_is_sent_out(with_doors: County):
    answer = text_of(
        browse(with_doors.dev).post(
            reverse("referrals:saw", args=["housing", "adult"]),
            {"signs": ["IN046"], "circumstances": ["danger_now"]},
        )
    )

    assert "Call 999 now" in answer
    assert "Cuckooing response" not in answer


@pytest.mark.parametrize("parts", [("juggler", "adult"), ("housing", "dragon")])
def test_a_list_that_is_not_there_is_not_found(with_doors: County, parts: tuple[str, str]):
    assert browse(with_doors.dev).get(reverse("referrals:saw", args=parts)).status_code == 404


def test_who_neither_reports_nor_works_with_people_finds_no_door(with_doors: County):
    answer = browse(with_doors.administrator).get(reverse("referrals:begin"))

    assert answer.status_code == 403
    assert "neither reports" in text_of(answer)


def test_priya_notes_the_door_the_time_and_the_reference(with_doors: County):
    browser = browse(with_doors.priya)
    which = browser.post(reverse("referrals:which"), {"pathway": "PA05", "form": "child"})
    form = text_of(browser.get(which["Location"]))
    assert "What worries you?" not in form
    assert "When do they turn 18?" in form

    given = {"area": HERE, "agreement": "not_asked", "told": "no", "their_reference": "CP-1"}
    assert browser.post(which["Location"], given).status_code == 422
    sent = browser.post(which["Location"], given | {"why_not_told": "more_harm"})
    assert sent.status_code == 302
    page = text_of(browser.get(sent["Location"]))
    assert "CP-1" in page
    assert "Not until it is accepted" in page
    assert "stays in your browser" in page
    assert browse(with_doors.licensing).get(sent["Location"]).status_code == 404


def test_a_childs_and_an_adults_form_ask_different_things(with_doors: County):
    browser = browse(with_doors.joan)

    def form(*parts: str) -> str:
        return text_of(browser.get(reverse("referrals:refer", args=parts)))

    assert "Can they decide about this for themselves?" in form("PA17", "adult")
    assert "Can they decide about this for themselves?" not in form("PA22", "child")
    assert "Were they told what it means" in form("PA11", "adult")
    assert "Has a child protection referral been sent first?" in form("PA10", "child")
    assert "Address" not in form("PA12", "adult")
    assert browser.get(reverse("referrals:refer", args=["PA01", "adult"])).status_code == 404


def test_joan_declines_and_the_second_door_is_there(with_doors: County):
    first = to_adult_care(with_doors)
    browser = browse(with_doors.joan)
    address = reverse("referrals:decline", args=[first])
    assert browser.post(address, {}).status_code == 422

    browser.post(address, {"reason": "section_42_not_met"})
    page = text_of(browser.get(reverse("referrals:referral", args=[first])))
    assert "Vulnerability panel" in page
    asha = text_of(browse(with_doors.asha).get(reverse("referrals:index")))
    assert "Opened by itself" in asha
    assert "Thursday 23 April" in asha


def test_a_case_is_worked_from_its_pages(with_doors: County):
    uid = to_panel(with_doors)
    browser = browse(with_doors.asha)

    def post(name: str, given: dict, *more: str) -> int:
        return browser.post(reverse(f"referrals:{name}", args=[uid, *more]), given).status_code

    since = {"since_day": "15", "since_month": "4", "since_year": "2026"}
    assert post("receive", {}) == 302
    assert post("accept", {"their_reference": "VP-7"}) == 302
    assert post("needs", {"housing": "met", "money": "unknown"}) == 302
    assert post("standing", {"standing": "victim", "source": "Joint visit"} | since) == 302
    assert post("standing", {"standing": "victim", "source": "Again"} | since) == 422
    assert post("end-standing", {}, "victim") == 302
    assert post("describe", {"concern": ""}) == 422
    assert post("describe", {"concern": "Strangers, fewer now", "capacity": "has"}) == 302
    assert post("close", {"outcome": "safer"}) == 302
    assert post("reopen", {"reason": "new_sign"}) == 302
    assert post("transfer", {"to_pathway": "PA16", "reason": "wrong_door"}) == 302
    page = text_of(browser.get(reverse("referrals:referral", args=[uid])))
    for words in ("VP-7", "Strangers, fewer now", "Transferred", "Cuckooing response"):
        assert words in page


def test_doors_and_who_is_on_duty_are_set_from_pages(with_doors: County):
    browser = browse(with_doors.joan)
    assert "Joan Lisle" in text_of(browser.get(reverse("referrals:who-to-ring")))
    duty = {
        "area": HERE,
        "name": "Kit Marlow",
        "post": "Duty manager",
        "telephone": "01632 960303",
        "hours": "Always",
        "out_of_hours": "01632 960304",
    }
    assert browser.post(reverse("referrals:set-duty"), duty).status_code == 302
    door = {
        "pathway": "PA26",
        "area": HERE,
        "agency": str(with_doors.care.id),
        "how": "Ring the station",
        "forum": "panel",
    }
    assert browser.post(reverse("referrals:set-door"), door).status_code == 302
    assert browser.post(reverse("referrals:set-door"), door | {"how": ""}).status_code == 422
    page = text_of(browse(with_doors.licensing).get(reverse("referrals:who-to-ring")))
    assert "Kit Marlow" in page
    assert "Ring the station" in page


def test_notices_are_for_a_lead_alone(with_doors: County):
    address = reverse("referrals:notices")

    assert browse(with_doors.priya).get(address).status_code == 200
    assert browse(with_doors.asha).get(address).status_code == 403


def test_where_lists_come_from_is_said(with_doors: County):
    page = text_of(browse(with_doors.asha).get(reverse("referrals:sources")))

    assert "Derived: waits for its owner" in page
    assert "pathways.csv" in page


def test_morning_tells_each_what_awaits_them(with_doors: County):
    uid = send(with_doors.priya)
    line = Referral.visible_to(as_actor(with_doors.priya)).get(pk=uid).reference

    assert "Referrals to decide" in text_of(browse(with_doors.children).get("/"))
    assert "Referrals nobody has accepted yet" in text_of(browse(with_doors.priya).get("/"))
    for who in (with_doors.licensing, with_doors.asha, with_doors.joan):
        assert line not in text_of(browse(who).get("/"))


def test_the_list_asks_no_more_for_more(with_doors: County):
    browser, address = browse(with_doors.priya), reverse("referrals:index")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get(address)
        return len(queries)

    send(with_doors.priya)
    browser.get(address)
    few = asked()
    for _ in range(6):
        send(with_doors.priya)
    assert asked() == few
    assert NOW
