"""Steps 11 and 12: a door, a time and a reference; then a second door that opens by itself."""

import pytest

pytestmark = pytest.mark.browser

FRIDAY = "2026-04-17T14:00"
MONDAY = "2026-04-20T13:00"


def test_priya_notes_the_door_and_licensing_sees_nothing(site_at, visit):
    site = site_at(FRIDAY)
    priya = visit(site, "safeguarding_lead")
    priya.follow("Referrals", exact=True)
    priya.follow("Find the right door")
    priya.check("step-11-find")
    priya.choose("School, college or nursery")
    priya.choose("A child or young person under 18")
    priya.press("Continue")
    priya.choose("Adult or older peer directs theft, drug, weapon or cash running")
    priya.press("Show the doors")
    assert priya.sees("Child protection referral (s.47)")
    assert priya.sees("You are no first responder")
    assert not priya.sees("recommended")
    priya.check("step-11-doors")

    priya.page.locator("section", has_text="Child protection referral").get_by_role("link").click()
    priya.choose("A child (under 18)")
    priya.press("Continue")
    assert not priya.sees("What worries you?")
    priya.press("Note that it was sent")
    assert priya.sees("Answer “Were they told of this referral?”")
    priya.check("step-11-refused")
    priya.select("Which district?", "Wantsum")
    priya.choose("They were not asked")
    priya.choose("No", exact=True)
    priya.select("Why not?", "Telling them would put somebody at risk")
    priya.fill("The door’s own reference (optional)", "CP-26-0417-3")
    priya.press("Note that it was sent")
    assert priya.sees("CP-26-0417-3")
    assert priya.sees("Not until it is accepted")
    assert priya.sees("Monday 20 April, 17:00")
    priya.check("step-11-tracked")
    address = priya.path

    licensing = visit(site, username="rufus.bracegirdle")
    assert licensing.go(address) == 404
    licensing.go("/referrals/")
    assert licensing.sees("There are no referrals here")
    licensing.go("/")
    assert not licensing.sees("Child protection")


def test_joan_declines_and_the_panel_hears_of_it_on_thursday(site_at, visit):
    site = site_at(MONDAY)
    joan = visit(site, username="joan.lisle")
    assert joan.sees("Referrals to decide")
    joan.follow("Adult safeguarding concern (s.42)")
    joan.check("step-12-decide")
    joan.follow("It is declined")
    joan.choose("The section 42 test is not met")
    joan.press("It is declined")
    assert joan.sees("Vulnerability panel / community MARAC, sent")
    joan.check("step-12-declined")

    asha = visit(site, "csm")
    assert asha.sees("Opened by itself")
    asha.go("/referrals/")
    asha.check("step-12-list")
    asha.page.locator("tr", has_text="Opened by itself").get_by_role("link").first.click()
    assert asha.sees("Thursday 23 April, 17:00")
    asha.follow("Write it down")
    asha.fill("What worries you?", "Strangers use his home by day and night")
    asha.press("Keep it")
    asha.follow("It is accepted")
    asha.press("It is accepted")
    assert asha.sees("Strangers use his home by day and night")
    asha.check("step-12-panel")
    asha.go("/referrals/ring/")
    assert asha.sees("Joan Lisle, Adult care duty manager")
    asha.check("step-12-ring")
