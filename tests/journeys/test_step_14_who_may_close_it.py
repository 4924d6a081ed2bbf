"""Steps 14 and 15: who may close a shop, whom to ring, and what is enacted and not in force."""

import pytest

pytestmark = pytest.mark.browser

THURSDAY = "2026-04-23T10:00"
A_WEEK_LATER = "2026-04-30T10:00"


def test_the_play_sheet_says_that_the_district_can_and_names_tom(site_at, visit):
    site = site_at(THURSDAY)
    asha = visit(site, "csm")
    asha.follow("Powers")
    asha.check("step-14-powers")
    asha.follow("Play sheets")
    asha.follow("A shop that sells illicit tobacco or vapes")
    assert asha.sees(
        "A county council cannot issue the notice, a district council or the police can"
    )
    notice = asha.page.locator("details", has_text="Closure notice").first
    notice.locator("summary").click()
    assert asha.sees("Ring Tom Arkwright, Environmental protection manager")
    assert "Not ticked" in notice.inner_text()
    assert "County Council" not in notice.inner_text()
    assert asha.page.locator("input[type=checkbox]").count() == 0
    asha.check("step-14-sheet")

    gwen = visit(site, "county_team")
    gwen.go("/powers/PW001/")
    assert gwen.sees("a county council with districts below it")
    assert gwen.sees("Reviewed by Bea Holroyd")
    gwen.check("step-14-power")


def test_what_could_be_used_at_a_problem_begins_from_its_place(site_at, visit):
    site = site_at(THURSDAY)
    asha = visit(site, "csm")
    asha.go("/problems/")
    asha.follow("Tern Court")
    asha.follow("Which powers could be used here?")
    assert asha.sees("6 Tern Court")
    asha.check("step-14-asked")
    asha.press("Show what could be used")
    assert asha.sees("What could be used in Wantsum")
    assert asha.sees("Closure notice")
    asha.check("step-14-here")

    dev = visit(site, "contributor")
    assert dev.page.locator("a", has_text="Powers").count() == 0


def test_the_new_offence_is_not_available_and_its_review_is_printed(site_at, visit):
    site = site_at(A_WEEK_LATER)
    asha = visit(site, "csm")
    asha.go("/powers/?words=home+takeover")
    asha.follow("Home takeover")
    assert asha.sees("Enacted, commencement not confirmed")
    assert asha.sees("Not available.")
    assert asha.sees("Reviewed by Bea Holroyd")
    assert asha.sees("On 30 April 2026; to be reviewed again by 30 April 2027")
    asha.check("step-15-offence")

    bea = visit(site, "council_lawyer")
    bea.follow("Powers")
    bea.follow("What waits for a lawyer")
    bea.check("step-15-queue")
    bea.follow("Dispersal direction")
    bea.follow("Review it")
    bea.press("Sign the review")
    assert bea.sees("Choose what you found")
    bea.check("step-15-refused")
    bea.choose("It is right as it stands")
    bea.press("Sign the review")
    assert bea.sees("Reviewed by Bea Holroyd")
