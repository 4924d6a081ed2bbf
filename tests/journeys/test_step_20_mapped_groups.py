"""Step 20: what is behind the shop, scored, and led by a partner who is shown nobody."""

import pytest

pytestmark = pytest.mark.browser

FRIDAY = "2026-04-24T10:00"
TOBACCO = "Illicit tobacco"


def open_group(visitor):
    visitor.go("/groups/register/")
    visitor.page.locator("tr", has_text=TOBACCO).locator("a").first.click()
    visitor.page.wait_for_load_state("load")


def score(visitor, name, answers):
    visitor.follow(f"Assess it: {name}")
    for label, choice in answers:
        visitor.select(label, choice)
    visitor.choose("Medium", exact=True)
    visitor.press("Keep the assessment")


def test_a_group_is_scored_tiered_and_led_by_a_partner_who_is_shown_nobody(site_at, visit):
    site = site_at(FRIDAY)
    analyst = visit(site, "analyst")
    open_group(analyst)
    codename = analyst.heading
    analyst.check("step-20-before")
    score(
        analyst,
        "local score by attributes",
        [
            ("Activity 1: how severe is it?", "4"),
            ("Activity 1: how far does it reach?", "Across force borders"),
            ("Activity 1: how often?", "Continuous"),
            *((label, "Medium") for label in ("Intent and persistence", "Cohesion", "Finance")),
            *(
                (label, "Medium")
                for label in ("Violence", "Hold on lawful", "Supply", "Resilience")
            ),
            ("Use of vulnerable people", "High"),
        ],
    )
    assert analyst.sees("possible")
    score(
        analyst,
        "local score by harm",
        [
            ("Physical harm", "Moderate"),
            ("Psychological harm", "Serious or lasting"),
            ("Financial harm", "Moderate"),
            ("Harm to the community", "Moderate"),
            ("How vulnerable", "Very vulnerable"),
            ("How often", "Daily"),
            ("Where it is heading", "Rising"),
        ],
    )
    analyst.follow("Move it to “Assessed”")
    analyst.press("Move it")

    ruth = visit(site, "ocg_coordinator")
    open_group(ruth)
    ruth.follow("Decide its tier")
    ruth.choose("T3", exact=True)
    ruth.fill("Why?", "Local, and a partner’s powers reach it best")
    ruth.press("Decide")
    ruth.follow("Name its lead officer")
    lead = ruth.page.locator("option", has_text="Trading Standards").first.inner_text()
    ruth.select("Who leads on it?", lead)
    ruth.press("Name them")
    ruth.follow("Move it to “Active”")
    for part, value in (("Day", "15"), ("Month", "5"), ("Year", "2026")):
        ruth.fill(part, value)
    ruth.press("Move it")
    assert ruth.sees("Next review")
    ruth.check("step-20-group")
    ruth.follow("Who and what is linked with it")
    assert ruth.sees("Victim")
    assert ruth.sees("Does not count")
    ruth.check("step-20-people")

    name = lead.split(",")[0]
    cato = visit(site, username=name.lower().replace(" ", "."))
    open_group(cato)
    assert cato.heading == codename
    assert cato.sees("Connected with Harbour Vapes")
    assert not cato.sees("How it is scored")
    assert not cato.sees("Who and what is linked")
    cato.check("step-20-lead")

    asha = visit(site, "csm")
    asha.follow("Threats")
    asha.check("step-20-partner")
    asha.follow("How many groups are mapped")
    assert asha.sees("Fewer than 5")
    assert codename not in asha.text
    asha.check("step-20-counts")
    asha.go("/groups/briefing/")
    asha.follow("Wantsum")
    assert asha.sees("Organised crime in Wantsum")
    assert codename not in asha.text
    asha.check("step-20-briefing")
    asha.go("/groups/")
    assert not asha.sees("The register")

    board = visit(site, "board_member")
    board.go("/groups/counts/")
    assert board.sees("By main threat")
