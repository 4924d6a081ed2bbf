"""Two agencies are concerned within 28 days; owners, hand-offs, services and counts for boards."""

import pytest

pytestmark = pytest.mark.browser

MONDAY = "2026-04-20T13:00"
AFTER_THE_HOLIDAY = "2026-05-05T09:40"


def test_joan_is_told_that_another_agency_is_concerned_and_asha_is_not(site_at, visit):
    site = site_at(MONDAY)
    joan = visit(site, username="joan.lisle")
    assert joan.sees("Two agencies are concerned")
    assert joan.sees("Fallowshire Integrated Care Board is concerned about the same place")
    joan.follow("All that you are told silently")
    assert joan.sees("The same place")
    assert joan.sees("You are not told what it saw or where it went")
    joan.check("told-silently")

    asha = visit(site, "csm")
    assert not asha.sees("Two agencies are concerned")
    assert asha.go("/referrals/notices/") == 403


def test_asha_and_gwen_read_what_boards_are_told(site_at, visit):
    site = site_at(AFTER_THE_HOLIDAY)
    asha = visit(site, "csm")
    asha.follow("Referrals", exact=True)
    asha.follow("Pathways agreed with boards")
    assert asha.sees("Children's front door manager")
    assert asha.sees("Handed over between the partnership and a board’s services")
    asha.check("boards-joint")
    asha.go("/referrals/services/")
    asha.check("boards-services")
    asha.go("/referrals/send/PA10/child/")
    assert asha.sees("For what are they exploited?")
    asha.check("boards-nrm")

    gwen = visit(site, "county_team")
    assert gwen.go("/referrals/measures/") == 200
    gwen.check("boards-measures")
    assert gwen.go("/referrals/") == 403
