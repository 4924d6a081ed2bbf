"""Step 9, Thursday 16 April: Asha asks before she visits; at 15:30: call. Go with an officer."""

import pytest

pytestmark = pytest.mark.browser

THURSDAY_NOON = "2026-04-16T12:35"
AT_THE_SLOT = "2026-04-16T15:30:10"
AFTER_FOURTEEN_DAYS = "2026-04-30T15:31"


def ask(asha):
    """One question a page, from the problem, and checked before it is sent."""
    asha.go("/problems/")
    asha.follow("Tern Court")
    asha.follow("Ask before you act")
    assert asha.page.get_by_label("Where do you mean to go?").input_value() == "6 Tern Court"
    asha.check("step-09-where")
    asha.press("Continue")
    asha.fill("What do you mean to do there?", "A visit to see the tenant")
    asha.press("Continue")
    for part, value in (("Day", "17"), ("Month", "4"), ("Year", "2026")):
        asha.fill(part, value)
    asha.check("step-09-when")
    asha.press("Continue")
    asha.fill("Who goes?", "Two: the community safety manager and a housing officer")
    asha.press("Continue")
    assert asha.heading == "Check what you ask"
    asha.check("step-09-check")
    asha.press("Ask the intelligence unit")


def test_asha_asks_and_is_answered_at_the_fixed_time(site_at, visit, again):
    site = site_at(THURSDAY_NOON)
    asha = visit(site, "csm")
    ask(asha)
    asked = asha.path
    assert asha.sees("No answer yet is not an answer")
    assert asha.sees("No match here is not clearance")
    asha.check("step-09-asked")

    imogen = visit(site, "intelligence_officer")
    imogen.go("/asking/before/")
    imogen.follow("6 Tern Court")
    assert imogen.sees("Nothing has been looked up for you")
    boxes = imogen.page.locator("input[name=checked]")
    for number in range(boxes.count()):
        boxes.nth(number).check()
    imogen.choose("CALL INTELLIGENCE UNIT BEFORE ACTING", exact=True)
    imogen.choose("Go with the police", exact=True)
    imogen.check("step-09-answer")
    imogen.press("Answer")

    asha.go(asked)
    assert not asha.sees("CALL INTELLIGENCE UNIT"), "the answer shows before its time"

    at_slot = again(site, moved_to=AT_THE_SLOT)
    asha = visit(at_slot, "csm")
    asha.go(asked)
    assert asha.sees("CALL INTELLIGENCE UNIT BEFORE ACTING")
    assert asha.sees("Go with the police, until you have called")
    assert asha.sees("101")
    asha.check("step-09-call")
    asha.follow("The problem that it is about")
    assert asha.sees("CALL INTELLIGENCE UNIT BEFORE ACTING")
    asha.check("step-09-problem")
    imogen = visit(at_slot, "intelligence_officer")
    imogen.go(f"{asked}answer/")
    imogen.follow("Note their call")
    imogen.choose("They can go, with an officer")
    imogen.press("Note it")
    assert imogen.sees("They can go, with an officer")

    run_out = again(at_slot, moved_to=AFTER_FOURTEEN_DAYS)
    asha = visit(run_out, "csm")
    asha.go(asked)
    assert asha.sees("has run out")
    assert not asha.sees("CALL INTELLIGENCE UNIT")


def test_who_may_not_know_of_it_finds_nothing(site_at, visit):
    site = site_at(THURSDAY_NOON)
    asha = visit(site, "csm")
    ask(asha)
    for outsider in ("practitioner", "contributor", "board_member"):
        assert visit(site, outsider).go(asha.path) == 404
