"""Step 22: Asha's return is mostly filled; Gwen sees 11 of 12, and nil is not missing."""

import pytest

pytestmark = pytest.mark.browser

MONDAY = "2026-05-18T10:00"


def test_nine_blocks_seven_of_them_filled_and_eleven_of_twelve_partnerships(site_at, visit):
    site = site_at(MONDAY)
    asha = visit(site, "csm")
    asha.follow("Quarterly returns")
    asha.check("step-22-returns")
    asha.follow("already holds")
    assert asha.sees("9 blocks, 7 already filled from what is here.")
    assert asha.sees("Referrals are counted once the quarter is over")
    assert asha.sees("Counted here, and nought so far.")
    asha.check("step-22-preview")

    gwen = visit(site, "county_team")
    gwen.follow("Quarterly returns")
    gwen.follow("quarter 4 of 2025-26")
    assert gwen.sees("11 of 12 partnerships have returned.")
    assert gwen.sees("Missing: Fernholt Community Safety Partnership")
    assert gwen.sees("1 nil: a nil return is an answer")
    assert gwen.sees("Swalemouth Community Safety Partnership is asked by invitation")
    assert gwen.sees("Reopened: edition 2")
    assert gwen.sees("Partners use what powers they have")
    gwen.check("step-22-county")
    gwen.follow("Referrals made")
    assert gwen.sees("Cannot be compared")
    gwen.check("step-22-number")
    gwen.follow("Eskmarsh")
    assert gwen.sees("nil: there was nothing to tell")
    gwen.check("step-22-nil")
