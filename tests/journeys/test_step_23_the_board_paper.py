"""Step 23: the board paper drafts its section 2.0, and every number opens its source."""

import re

import pytest

pytestmark = pytest.mark.browser

WEDNESDAY = "2026-05-20T09:30"
WRITTEN = {
    "Background / Introduction": "In March the board discussed a workshop.",
    "Next Steps": "Returns for the next quarter are asked for in July.",
    "Conclusion": "Work that began with one workshop now has owners and days.",
}


def test_the_paper_drafts_itself_from_cleared_figures_and_goes_to_be_cleared(site_at, visit):
    site = site_at(WEDNESDAY)
    gwen = visit(site, "county_team")
    assert gwen.sees("Board papers that you write")
    gwen.follow("what partners did this quarter")
    paper = gwen.path

    gwen.follow("Write the header")
    gwen.fill("Summary", "What partnerships returned, and how far actions are.")
    gwen.choose("No")
    gwen.press("Save")
    gwen.follow("Draft section 2.0")
    assert gwen.sees("11 of 12 partnerships have returned")
    assert gwen.sees("Of Fernholt Community Safety Partnership nothing is known")
    gwen.check("step-23-draft")
    gwen.press("Draft the section")
    assert gwen.sees("2.1 Of 2 actions that earlier meetings raised, 1 is complete or closed")
    for title, words in WRITTEN.items():
        gwen.follow(f"Write: {title}")
        gwen.fill("Paragraphs", words)
        gwen.press("Save")
    gwen.follow("Write the recommendations")
    gwen.select("1. The partnership is asked to", "note")
    gwen.fill("1. What?", "the progress since March")
    gwen.press("Save")
    assert gwen.sees("5.1 The partnership is asked to note the progress since March.")
    said = gwen.text
    order = [
        "By:", "To:", "Classification:", "Subject:", "Summary", "1.0 Background / Introduction",
        "2.0 The Report", "3.0 Next Steps", "4.0 Conclusion", "5.0 Recommendations",
        "For Further Information:",
    ]  # fmt: skip
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    gwen.check("step-23-paper")

    figures = gwen.page.eval_on_selector_all(
        "a[href*='/figures/']", "links => links.map(link => link.getAttribute('href'))"
    )
    assert len(set(figures)) >= 8
    for figure in sorted(set(figures)):
        assert gwen.go(figure) == 200
        assert gwen.sees("How it is counted")
        sources = gwen.page.eval_on_selector_all(
            "main a", "links => links.map(link => link.getAttribute('href'))"
        )
        assert not [href for href in sources if "/intelligence/" in href]
        (source,) = [href for href in sources if not href.startswith(paper)]
        assert gwen.go(source) == 200
    gwen.go(figures[0])
    gwen.check("step-23-figure")

    gwen.go(paper)
    gwen.press("Send it to be cleared")
    assert re.search("Owner.s review", gwen.text)
    assert not gwen.page.get_by_role("link", name="Clear it").count()
    helena = visit(site, "board_member")
    helena.go(paper)
    assert helena.sees("This paper has not been published")


def test_a_board_member_reads_what_was_resolved_and_what_is_left(site_at, visit):
    helena = visit(site_at(WEDNESDAY), "board_member")
    helena.follow("Board papers")
    helena.check("step-23-forward-plan")
    helena.follow("18 March 2026")
    assert helena.sees("RESOLVED that what partners said be noted")
    helena.follow("from a workshop to a plan")
    assert helena.sees("RESOLVED that community safety managers be endorsed")
    helena.check("step-23-resolved")
    helena.go("/boards/register/")
    assert helena.sees("of 12 partnerships")
    helena.check("step-23-register")
    helena.go("/boards/self-check/")
    assert helena.sees("Nothing recorded")
    helena.check("step-23-self-check")
