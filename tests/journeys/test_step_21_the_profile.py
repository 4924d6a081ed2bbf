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


def test_what_is_written_is_kept_by_itself_and_one_passage_is_commented_on(site_at, visit):
    site = site_at(THURSDAY)
    lowri = visit(site, "analyst")
    lowri.go("/profiles/")
    lowri.follow("Wantsum")
    profile = lowri.path
    lowri.go(f"{profile}sections/P08/")
    words = lowri.page.get_by_label("What stands here").input_value()
    lowri.fill("What stands here", f"{words}\n\nHalf a sentence")
    lowri.page.get_by_role("status").filter(has_text="Your words were kept at").wait_for()
    lowri.check("step-21-writing")

    again = visit(site, "analyst")
    again.go(f"{profile}sections/P08/")
    assert again.page.get_by_label("What stands here").input_value().endswith("Half a sentence")
    assert again.sees("These are your own words")
    without = visit(site, "analyst", javascript=False)
    without.go(f"{profile}sections/P08/")
    without.press("Keep my words and go on later")
    assert without.sees("Your words are kept for you")

    manager = visit(site, "csm")
    manager.go(profile)
    manager.page.locator("summary", has_text="Comment on a passage").first.click()
    manager.follow("Adults who live alone and are known to few services")
    manager.choose("We have something to say")
    manager.fill("What do you want to say?", "Two of them have a key safe at the door.")
    manager.check("step-21-comment")
    manager.press("Add the comment")
    assert manager.sees("Two of them have a key safe at the door.")
    assert manager.sees(": “Adults who live alone and are known to few")
