"""Step 25: Helena reads what came of six weeks, as figures and as it was told, and no record."""

import re

import pytest

pytestmark = pytest.mark.browser

THURSDAY, FRIDAY = "2026-05-21T17:00", "2026-05-22T12:00"
NOT_EVIDENCE = "Illustrative, synthetic, not evidence of effect"


def test_helena_reads_figures_that_a_service_counted_and_what_was_told(site_at, visit):
    helena = visit(site_at(FRIDAY), "board_member")
    assert helena.sees("13 April to 21 May 2026")
    helena.follow("13 April to 21 May 2026")
    assert helena.heading == "What came of it"
    for words in (
        "Not shown: too few",
        "0 to 2",
        "January to March 2026, frozen in 1 of 12 districts",
        "That none is known is not that there was none.",
    ):
        assert helena.sees(words), (words, helena.text)
    for measure, value in (
        ("Sources exposed", "Not known"),
        ("Disruptions that somebody else judged, each event once", "1"),
        ("Intelligence sent to the wrong people, and recalled", "1"),
        ("Homes found safe when somebody went back", "0 to 2"),
    ):
        assert re.search(rf"{re.escape(measure)}\s+{value}\b", helena.text), measure
    assert "/problems/" not in helena.page.content()
    assert "/intelligence/" not in helena.page.content().partition("<main")[2]
    helena.check("step-25-came-of-it")

    helena.follow("A home that was taken over")
    assert helena.sees("Three days after it was told, two agencies visited together")
    assert helena.sees("One adult is safe at home")
    assert helena.text.count(NOT_EVIDENCE) == 2
    helena.check("step-25-told")


def test_before_anything_is_counted_the_page_says_so_and_only_the_county_team_counts(
    site_at, visit
):
    site = site_at(THURSDAY)
    helena = visit(site, "board_member")
    assert helena.go("/boards/came-of-it/") == 200
    assert helena.sees("Nothing has been counted for boards yet.")
    assert not helena.sees("Count a period")
    helena.check("step-25-empty")
    assert helena.go("/boards/came-of-it/count/") == 403
    assert helena.sees("The county team has a period counted for boards.")

    asha = visit(site, "csm")
    assert asha.go("/boards/came-of-it/") == 403
    assert asha.sees("Your post does not sit on a board.")

    gwen = visit(site, "county_team")
    gwen.follow("What came of it")
    gwen.follow("Count a period")
    _days(gwen, first=("20", "4"), last=("21", "5"))
    assert gwen.sees("This period is not over yet")
    gwen.check("step-25-refused")
    _days(gwen, first=("13", "4"), last=("20", "5"))
    assert gwen.heading == "What came of it"
    gwen.follow("Count a period")
    _days(gwen, first=("20", "4"), last=("18", "5"))
    assert gwen.sees("Some of these days have been counted, once for good.")


def _days(somebody, *, first, last):
    for name, (day, month) in (("first_day", first), ("last_day", last)):
        for part, number in (("day", day), ("month", month), ("year", "2026")):
            somebody.page.locator(f"[name={name}_{part}]").fill(number)
    somebody.press("Count it")
