"""Step 8, Wednesday 15 to Friday 17 April: six agencies are asked, and each answers as it may."""

import pytest

pytestmark = pytest.mark.browser

AFTER_TASKING = "2026-04-15T15:40"
MONDAY = "2026-04-20T09:00"
ASKED = ("fire", "adult", "academy", "probation")
"""Words in the names of those who are asked."""


def to_the_problem(visitor):
    visitor.go("/problems/")
    visitor.follow("Tern Court")


def tick(visitor, words):
    """Tick the agencies whose names hold one of the words."""
    boxes = visitor.page.locator("input[name=agencies]")
    ticked = 0
    for number in range(boxes.count()):
        box = boxes.nth(number)
        label = visitor.page.locator(f"label[for='{box.get_attribute('id')}']")
        if any(word in label.inner_text().lower() for word in words):
            box.check()
            ticked += 1
    assert ticked >= len(words)


def test_a_question_goes_round_and_every_answer_lands_on_the_problem(site_at, visit, again):
    site = site_at(AFTER_TASKING)
    asha = visit(site, "csm")
    to_the_problem(asha)
    problem = asha.path
    asha.follow("Ask other agencies")
    asha.check("step-08-ask")
    tick(asha, ASKED)
    asha.press("Ask")
    assert asha.path == problem
    assert asha.sees("Waiting")
    asha.check("step-08-asked")

    sam = visit(site, "practitioner")
    sam.go("/problems/asks/")
    sam.follow("Tern Court")
    assert sam.sees("Crime and Disorder Act 1998, section 115")
    sam.choose("We hold something")
    sam.fill("Whom to speak to, or the reason", "Speak to the fire safety officer")
    sam.check("step-08-answer")
    sam.press("Give the answer")

    priya = visit(site, "safeguarding_lead")
    priya.go("/problems/asks/")
    priya.follow("Tern Court")
    priya.choose("We cannot say")
    priya.select("Why can you not say?", "Telling it could put somebody at risk")
    priya.fill("Whom to speak to, or the reason", "Ring the designated safeguarding lead")
    priya.press("Give the answer")

    asha.go(problem)
    for words in (
        "Holds something",
        "Refused",
        "Waiting",
        "It does not mean that there is no risk",
    ):
        assert asha.sees(words), words

    later = again(site, moved_to=MONDAY)
    asha = visit(later, "csm")
    asha.go(problem)
    assert asha.sees("Late")
    asha.press("Chase those that are late")
    assert asha.sees("Silent")
    asha.check("step-08-silent")
