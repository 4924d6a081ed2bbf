"""Step 20: one disruption is claimed for four agencies, and moderated by somebody else."""

import pytest

pytestmark = pytest.mark.browser

WEDNESDAY_NOON = "2026-05-13T12:00"


def test_one_event_of_four_agencies_is_moderated_to_minor_by_ruth(site_at, visit):
    site = site_at(WEDNESDAY_NOON)
    femi = visit(site, username="femi.adair")
    femi.follow("Disruptions")
    femi.check("step-20-disruptions")
    femi.follow("Harbour Vapes")
    for agency in ("Trading Standards", "District Council", "Police", "Fire and Rescue"):
        assert femi.sees(agency)
    assert femi.sees("Moderate, by Femi Adair")
    assert femi.sees("Whoever claims") is False
    assert femi.page.get_by_role("button", name="Say how far").count() == 0
    femi.check("step-20-claimed")

    ruth = visit(site, "ocg_coordinator")
    assert ruth.sees("Disruptions to moderate")
    ruth.follow("Harbour Vapes")
    ruth.follow("Say how far crime was disrupted")
    ruth.choose("Minor: small or short-term")
    ruth.press("Save")
    assert ruth.sees("Say why it is not what was claimed")
    ruth.check("step-20-refused")
    ruth.fill("Why, if it is not what was claimed?", "The supply behind the shop is untouched")
    ruth.press("Save")
    assert ruth.sees("Minor. Agreed at another level")
    assert ruth.sees("Asked on 8 November 2026")
    ruth.check("step-20-moderated")

    asha = visit(site, "csm")
    asha.go("/plans/disruptions/")
    assert asha.page.get_by_role("link", name="Harbour Vapes").count() == 1
