"""Somebody who signs in now and then sees how much there is, and chooses when to be told so."""

import pytest

pytestmark = pytest.mark.browser

MONDAY = "2026-04-13T09:00"


def test_how_much_there_is_and_on_which_days_it_comes_by_mail(site_at, visit):
    site = site_at(MONDAY)
    asha = visit(site, "csm")
    asha.follow("Your digest")
    assert asha.heading == "Since you were last here"
    assert asha.sees("You have had no digest before")
    assert asha.sees("Not known")
    assert "Tern Court" not in asha.text
    assert "Ropewalk" not in asha.text
    asha.check("digest")
    asha.follow("Choose the days")
    asha.choose("Monday")
    asha.choose("Thursday")
    asha.check("digest-days")
    asha.press("Save")
    assert asha.sees("You have it on Monday, Thursday") or asha.sees("No work address is on file")

    nobody = visit(site, "no_grants")
    assert nobody.go("/digest/") == 200
    assert nobody.sees("Nothing awaits you, and nothing is new.")
    nobody.check("digest-empty")
