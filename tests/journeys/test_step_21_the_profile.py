"""Step 21: Wantsum's profile gains a threat, answers the fire service, names what is missing."""

import pytest

pytestmark = pytest.mark.browser

THURSDAY = "2026-05-14T10:30"


def test_the_profile_leads_with_threats_and_answers_what_was_said(site_at, visit):
    site = site_at(THURSDAY)
    lowri = visit(site, "analyst")
    lowri.go("/profiles/")
    lowri.follow("Wantsum")
    assert lowri.sees("Labour exploitation")
    assert lowri.sees("Missing: ")
    assert lowri.sees("Wantsum District Council, licensing (Licensing)")
    assert lowri.sees("Late: nothing came")
    text = lowri.page.locator("main").inner_text()
    assert text.index("Threats by harm") < text.index("Recorded crime is context")
    lowri.check("step-21-profile")

    lowri.follow("Add a threat")
    lowri.page.get_by_label("Threat", exact=True).fill("Home takeover")
    lowri.page.get_by_label("High", exact=True).first.check()
    lowri.page.get_by_label("How likely is it in the next year?").select_option("likely")
    lowri.page.get_by_label("Rising").check()
    lowri.page.get_by_label("Moderate").last.check()
    lowri.check("step-21-threat")
    lowri.press("Save")
    assert lowri.sees("Home takeover")

    lowri.page.locator("a", has_text="Answer Fallowshire Fire").first.click()
    lowri.page.get_by_label("The profile was changed").check()
    lowri.page.get_by_label("Your answer").fill("The threat table has a line for it.")
    lowri.press("Answer")
    assert lowri.sees("Answer: The threat table has a line for it.")

    lowri.follow("partners", exact=True)
    assert lowri.sees("Uncleared")
    lowri.check("step-21-version")
