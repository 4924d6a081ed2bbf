"""A workshop becomes a finding and an action; a case study is cleared by each agency, then read."""

import pytest

pytestmark = pytest.mark.browser

MONDAY = "2026-05-18T10:00"
HOME = "A home that was taken over"
NOT_EVIDENCE = "Illustrative, synthetic, not evidence of effect"


def test_what_was_raised_becomes_a_finding_and_an_action(site_at, visit):
    site = site_at(MONDAY)
    lowri = visit(site, username="lowri.lacey")
    lowri.go("/learning/")
    lowri.follow("Serious and organised crime")
    assert lowri.sees("7 by name and 23 without one")
    lowri.follow("Shops know who steals to order")
    assert lowri.sees("0 actions and 1 finding")

    asha = visit(site, "csm")
    asha.go("/learning/")
    asha.follow("Serious and organised crime")
    asha.check("learning-event")
    asha.follow("Whoever goes into homes")
    assert asha.sees("Nothing has come of it that you may know of")
    asha.follow("Add an action")
    asha.fill("What is to be done?", "Show")
    asha.fill("To what or where?", "every visiting team what to look for")
    asha.choose("Prepare")
    for part, number in (("Day", "30"), ("Month", "6"), ("Year", "2026")):
        asha.fill(part, number)
    asha.press("Add the action")
    asha.go("/learning/")
    asha.follow("Serious and organised crime")
    asha.follow("Whoever goes into homes")
    assert asha.sees("1 action and 0 findings")
    asha.follow("See what came of it")
    assert asha.sees("every visiting team what to look for")

    asha.go("/learning/coverage/")
    assert asha.sees("Taxi and private hire drivers")
    assert asha.sees("Never reached")
    assert asha.sees("Not known")
    asha.check("learning-coverage")

    somebody = visit(site, width=360)
    somebody.go("/learning/door/")
    somebody.fill("The code", "2222-2222")
    somebody.press("Continue")
    assert somebody.sees("That code does not open anything now")
    somebody.check("learning-door")


def test_nobody_else_reads_a_case_study_until_every_agency_has_cleared_it(site_at, visit):
    site = site_at(MONDAY)
    femi = visit(site, username="femi.adair")
    femi.go("/learning/cases/")
    assert femi.sees(HOME) is False

    for who in ("sam.whitlock", "lead_officer", "joan.lisle", "bea.holroyd"):
        named = {"username": who} if "." in who else {"persona": who}
        clearing = visit(site, **named)
        clearing.follow(HOME)
        clearing.follow("Clear its words")
        clearing.choose("Yes", exact=True)
        for part, number in (("Day", "31"), ("Month", "3"), ("Year", "2027")):
            clearing.fill(part, number)
        clearing.press("Save")
        assert clearing.sees("Cleared")

    femi.go("/learning/cases/")
    femi.follow(HOME)
    assert femi.text.count(NOT_EVIDENCE) == 2
    femi.check("learning-case")
