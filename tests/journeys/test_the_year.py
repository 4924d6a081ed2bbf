"""A whole year in one partnership: returns, collation, boards, what came back, and a look back."""

import pytest

pytestmark = pytest.mark.browser

FRIDAY = "2026-05-22T12:00"
QUARTERS = (
    ("quarter 1 of 2025-26", "4 of 12 partnerships have returned.", "1 nil"),
    ("quarter 2 of 2025-26", "4 of 12 partnerships have returned.", "Late"),
    ("quarter 3 of 2025-26", "4 of 12 partnerships have returned.", "Missing"),
    ("quarter 4 of 2025-26", "11 of 12 partnerships have returned.", "Reopened: edition 2"),
)


def test_four_quarters_three_boards_and_a_look_back(site_at, visit):
    site = site_at(FRIDAY)
    gwen = visit(site, "county_team")
    for quarter, returned, stands in QUARTERS:
        gwen.go("/plans/returns/")
        gwen.follow(quarter)
        assert gwen.sees(returned), (quarter, gwen.text)
        assert gwen.sees(stands), (quarter, gwen.text)
    gwen.check("year-county")

    helena = visit(site, "board_member")
    helena.follow("Board papers")
    for meeting, words in (
        ("October 2025", "Considered"),
        ("March 2026", "RESOLVED that what partners said be noted"),
        ("June 2026", "RESOLVED that community safety managers be endorsed"),
    ):
        helena.go("/boards/")
        helena.follow(meeting)
        assert helena.sees(words), (meeting, helena.text)
    assert helena.sees("Matters arising")
    helena.check("year-board")
    helena.go("/learning/cases/")
    assert helena.sees("A home that was taken over")
    assert helena.sees("Stealing to order")

    asha = visit(site, "csm")
    asha.go("/plans/?status=done")
    asha.follow("door closers and stronger locks")
    assert asha.sees("Yes, it lasted")
    assert asha.sees("Eleven do. One was forced in April")
    asha.check("year-look-back")
