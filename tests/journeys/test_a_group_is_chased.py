"""Mapped groups whose review and plan are late, until somebody sees to them; and a way out."""

import pytest

pytestmark = pytest.mark.browser

LATER = "2026-05-20T10:00"
OLDER_DRUGS = "Illegal drugs"
NO_PLAN = "Its plan is late: none has been made that you may see."
THANKED = "Whether or not somebody is on the register"


def open_group(visitor):
    visitor.go("/groups/register/")
    row = visitor.page.locator("tr", has_text=OLDER_DRUGS).filter(has_not_text="tobacco")
    row.locator("a").first.click()
    visitor.page.wait_for_load_state("load")


def dated(visitor, group, day, month, year):
    boxes = visitor.page.get_by_role("group", name=group)
    for part, value in (("Day", day), ("Month", month), ("Year", year)):
        boxes.get_by_label(part).fill(value)


def test_what_is_late_stands_on_the_morning_until_it_is_done(site_at, visit):
    site = site_at(LATER)
    mallory = visit(site, username="mallory.elphick")
    assert mallory.sees("Mapped groups")
    open_group(mallory)
    codename = mallory.heading
    assert mallory.sees("Its review is late.")
    assert mallory.sees(NO_PLAN)
    assert not mallory.sees("How it is scored")
    mallory.follow("Review it")
    mallory.press("Keep the review")
    assert mallory.sees("Enter what the review found")
    mallory.fill("What did the review find?", "Quiet since the shop was shut")
    mallory.fill("What stops the work? (optional)", "Nobody says where the stock comes from")
    mallory.press("Keep the review")
    assert not mallory.sees("Its review is late.")
    for page in ("/network/", "/groups/fairness/", "/groups/removals/", "/groups/disagreements/"):
        assert mallory.go(page) == 403, page
    mallory.check("group-refused-to-its-lead")

    ruth = visit(site, "ocg_coordinator")
    assert ruth.sees("Make its plan")
    open_group(ruth)
    ruth.follow("Make its plan under the four Ps")
    ruth.choose("A threat", exact=True)
    ruth.fill("What is it called?", "Where the stock comes from")
    ruth.select("Which district?", "Wantsum")
    dated(ruth, "From which day?", "20", "5", "2026")
    dated(ruth, "To which day?", "20", "11", "2026")
    ruth.press("Make the plan")
    assert ruth.sees("Say how people are kept safe while this is done")
    ruth.fill("How are people kept safe", "Tenants are asked first, and safeguarding says stop")
    ruth.press("Make the plan")
    assert ruth.heading == "Where the stock comes from"
    open_group(ruth)
    assert ruth.heading == codename
    assert not ruth.sees(NO_PLAN)
    assert ruth.page.locator("[aria-current]").inner_text() == "Threats"
    ruth.check("group-seen-to")

    sam = visit(site, "practitioner")
    sam.go("/groups/way-out/")
    assert sam.sees(THANKED)
    assert sam.sees("You have not asked for any.")
    sam.follow("Ask for a way out")
    sam.check("way-out-asked")
    for page in ("/groups/register/", "/network/", "/groups/fairness/"):
        assert sam.go(page) == 403, page

    board = visit(site, "board_member")
    board.go("/groups/counts/")
    assert board.sees("Mapped in all")
    assert codename not in board.text
    for page in ("/groups/register/", "/network/", "/groups/vulnerabilities/", "/groups/errors/"):
        assert board.go(page) == 403, page
    board.check("board-refused")
