"""Steps 2 and 3, Tuesday 14 April: Dev tells what he saw; another worker is sent to 999."""

import re
import sqlite3

import pytest

from tests.journeys.telling import CARD, SAW, begin_to_tell, tell, tell_page_by_page

pytestmark = pytest.mark.browser

AFTERNOON = "2026-04-14T16:35"
AT_NIGHT = "2026-04-14 21:14:00"
"""22:14 by the clocks there, which are on summer time."""


def asked_of(site, question: str) -> int:
    with sqlite3.connect(site.home / "frankpledge.sqlite3") as database:
        (answer,) = database.execute(question).fetchone()
    database.close()
    return int(answer)


def test_dev_tells_without_an_account_and_keeps_a_receipt(site_at, visit):
    site = site_at(AFTERNOON)
    dev = visit(site, width=360)

    dev.go(f"/intelligence/card/{CARD}/")
    assert dev.sees("Call 999")
    dev.check("step-02-stop-screen")
    begin_to_tell(dev)
    dev.check("step-02-questions")
    code = tell(dev)

    assert re.fullmatch(r"[0-9A-Z-]{12,}", code)
    dev.check("step-02-receipt")
    assert not dev.context.cookies() or all(
        cookie["name"] == "csrftoken" for cookie in dev.context.cookies()
    )


def test_dev_tells_page_by_page_within_a_few_minutes(site_at, visit):
    site = site_at(AFTERNOON)
    dev = visit(site, width=360)
    dev.go(f"/intelligence/card/{CARD}/")
    dev.choose("None of these")
    dev.press("Continue")

    code = tell_page_by_page(dev)

    assert re.fullmatch(r"[0-9A-Z-]{12,}", code)
    dev.go("/intelligence/receipt/")
    dev.fill("Your code", code)
    dev.press("Read the answer")
    assert dev.sees("Received")
    assert asked_of(site, "SELECT count(*) FROM intelligence_draft") == 0


def test_dev_stops_half_way_and_goes_on_at_another_telephone(site_at, visit):
    site = site_at(AFTERNOON)
    dev = visit(site, width=360)
    dev.go(f"/intelligence/card/{CARD}/")
    dev.choose("None of these")
    dev.press("Continue")
    dev.fill("What did you see or hear?", SAW)
    dev.press("Save and come back later")
    dev.check("step-02-kept")
    code = str(dev.page.locator("main strong").first.inner_text())
    for file in site.home.glob("frankpledge.sqlite3*"):
        assert SAW.encode() not in file.read_bytes()

    later = visit(site, width=360)
    later.go(f"/intelligence/card/{CARD}/resume/")
    later.fill("The code you wrote down", code)
    later.press("Continue")

    assert later.page.get_by_label("What did you see or hear?").input_value() == SAW


def test_words_that_mean_danger_are_caught_on_the_page_they_are_typed_on(site_at, visit):
    site = site_at(AFTERNOON, moved_to=AT_NIGHT)
    worker = visit(site, width=360)
    worker.go(f"/intelligence/card/{CARD}/")
    worker.choose("None of these")
    worker.press("Continue")
    worker.fill("What did you see or hear?", "he's got a knife now")
    worker.press("Continue")

    assert worker.heading == "Call 999. Nobody reads this until 08:00 tomorrow."
    assert asked_of(site, "SELECT count(*) FROM intelligence_draft") == 0


def test_dev_tells_with_javascript_switched_off(site_at, visit):
    dev = visit(site_at(AFTERNOON), width=360, javascript=False)

    dev.go(f"/intelligence/card/{CARD}/")
    begin_to_tell(dev)

    assert tell(dev)


def test_what_was_left_out_is_asked_for_beside_its_question(site_at, visit):
    dev = visit(site_at(AFTERNOON), width=360)
    dev.go(f"/intelligence/card/{CARD}/")
    begin_to_tell(dev)

    dev.press("Continue")

    assert dev.sees("There is a problem")
    assert dev.sees("Enter what you saw or heard")
    dev.check("step-02-errors")


def test_words_that_mean_danger_lead_to_999_before_anything_is_sent(site_at, visit):
    site = site_at(AFTERNOON, moved_to=AT_NIGHT)
    worker = visit(site, width=360)
    before = asked_of(site, "SELECT count(*) FROM intelligence_submission")
    worker.go(f"/intelligence/card/{CARD}/")
    begin_to_tell(worker)

    tell(worker, saw="he's got a knife now", only_continue=True)

    assert worker.heading.startswith("Call 999")
    assert worker.sees("08:00")
    assert worker.sees("has not been sent")
    worker.check("step-03-danger")
    assert asked_of(site, "SELECT count(*) FROM intelligence_submission") == before
    assert asked_of(site, "SELECT sum(times) FROM intelligence_exitoffered") >= 1
    for file in site.home.glob("frankpledge.sqlite3*"):
        assert b"got a knife" not in file.read_bytes()


def test_what_dev_told_is_kept_in_his_words(site_at, visit):
    site = site_at(AFTERNOON)
    dev = visit(site, width=360)
    dev.go(f"/intelligence/card/{CARD}/")
    begin_to_tell(dev)
    tell(dev)

    imogen = visit(site, "intelligence_officer")
    imogen.follow("Desk", exact=True)
    imogen.follow("6 Tern Court")
    assert imogen.sees(SAW)
