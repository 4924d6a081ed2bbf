"""Step 10, Friday 17 April: the gate shows whom to ring; a full closure of the home is stopped."""

import pytest

pytestmark = pytest.mark.browser

AT_THE_VISIT = "2026-04-17T15:15"
LICENSING, TOM = "rufus.bracegirdle", "tom.arkwright"
HOUSING, CONFLICTED = "wanda.underhay", "amir.sandiford"
"""A housing officer of the council, and one of the landlord, who has declared a conflict."""


def test_joan_is_rung_and_the_full_closure_is_stopped(site_at, visit):
    site = site_at(AT_THE_VISIT)
    asha = visit(site, "csm")
    asha.go("/problems/")
    asha.follow("Tern Court")
    asha.follow("Which powers could be used here?")
    asha.press("Show what could be used")
    notice = asha.page.locator("details", has_text="Closure notice").first
    notice.locator("summary").click()
    assert asha.sees("Evidence held and missing")
    assert asha.sees("Occupier, owner and anyone living there must be informed (must be)")
    notice.get_by_role("button", name="Think of using it").click()
    asha.check("step-10-start")
    asha.press("Start it as an idea")
    assert asha.sees("Enter what exactly would be done")
    asha.fill("What exactly would be done?", "A full closure of 6 Tern Court")
    asha.fill("What is it to achieve?", "To end the nuisance to the neighbours")
    asha.press("Start it as an idea")
    assert asha.sees("Ring Joan Lisle, Adult care duty manager")
    asha.check("step-10-idea")
    use = asha.path
    assert asha.page.locator("a[href*='/limb/']").count() == 0
    asha.follow("Record the safeguarding call")
    assert asha.sees("It says nothing of this place")
    asha.check("step-10-gate")
    asha.fill("Who answered?", "Joan Lisle, duty manager")
    for part, value in (("Day", "17"), ("Month", "4"), ("Year", "2026")):
        asha.fill(part, value)
    asha.fill("At what time?", "15:10")
    asha.choose("Do not")
    asha.fill("Their answer in their words", "Do not close it to the tenant")
    asha.press("Keep the call")
    assert asha.sees("Stopped for safeguarding")
    assert asha.sees("Only a manager who is named for it overrides a stop.")
    assert asha.page.locator("a", has_text="Override the stop").count() == 0
    asha.check("step-10-stopped")

    tom = visit(site, username=TOM)
    assert tom.sees("Stopped for safeguarding")
    tom.go(use)
    assert tom.page.get_by_role("button", name="Override the stop").count() == 1
    assert visit(site, username=CONFLICTED).go(use) == 404


def test_a_licensing_officer_and_a_housing_officer_see_what_they_hold(site_at, visit):
    site = site_at(AT_THE_VISIT)
    licensing = visit(site, username=LICENSING)
    licensing.follow("Powers")
    licensing.follow("What could be used here, today, by whom?")
    licensing.select("Which district is it in?", "Wantsum")
    licensing.choose("A business", exact=True)
    licensing.fill("The reference of the person, business or group", "John Smith")
    licensing.press("Show what could be used")
    assert licensing.sees("not a person’s name")
    licensing.fill("The reference of the person, business or group", "LIC/204")
    licensing.press("Show what could be used")
    review = licensing.page.locator("details", has_text="Premises licence review").first
    review.locator("summary").click()
    assert "28 days public notice (must be)" in review.inner_text()
    assert "not looked for yet" in review.inner_text()
    licensing.check("step-10-licensing")

    housing = visit(site, username=HOUSING)
    housing.go("/problems/")
    housing.follow("Tern Court")
    housing.follow("Which powers could be used here?")
    housing.press("Show what could be used")
    ground = housing.page.locator("details", has_text="Mandatory ASB possession ground").first
    ground.locator("summary").click()
    assert "No named lawyer has reviewed this" in ground.inner_text()
    assert ground.get_by_role("button", name="Think of using it").count() == 0
