"""Steps 4 and 6, Wednesday 15 April: the oldest unread, and what partners may read of it."""

import pytest

pytestmark = pytest.mark.browser

MORNING = "2026-04-15T08:15"
GRADED = "2026-04-15T09:05"
CHECKS = "main .govuk-checkboxes input[name=confirmed]"


def test_imogen_opens_the_oldest_unread_and_hands_it_over(site_at, visit):
    imogen = visit(site_at(MORNING), "intelligence_officer")

    assert imogen.sees("that nobody has decided on")
    imogen.check("step-04-morning")
    imogen.follow("Open the desk")
    assert imogen.sees("Here because: ")
    assert imogen.sees("left")
    imogen.check("step-04-desk")
    imogen.follow("6 Tern Court")
    assert imogen.page.get_by_label("Text to copy").input_value()
    imogen.check("step-04-submission")

    imogen.follow("Grade it")
    imogen.choose("2 Untested")
    imogen.choose("A Known directly")
    imogen.choose("P Lawful sharing permitted")
    imogen.choose("Graded here")
    imogen.check("step-04-grade")
    imogen.press("Save the grade")
    imogen.fill("The force system’s reference", "FP/26/004417")
    imogen.press("It is there under this reference")

    assert imogen.sees("FP/26/004417")
    imogen.check("step-04-report")


def test_what_partners_read_is_written_anew_and_a_second_person_approves(site_at, visit):
    site = site_at(GRADED)
    imogen = visit(site, "intelligence_officer")
    imogen.follow("Open the desk")
    imogen.follow("6 Tern Court")
    imogen.follow("Sanitise it")
    imogen.check("step-06-side-by-side")

    imogen.fill("What partners will read", "On 14 April at 16:40 men stood in 6 Tern Court.")
    imogen.fill("Place, no nearer than", "Tern Court")
    tick_all(imogen)
    imogen.press("Pass it to a second person")
    assert imogen.sees("There is a problem")
    imogen.check("step-06-refused")

    imogen.fill(
        "What partners will read",
        "For some weeks unfamiliar men have controlled who may enter one home in Tern Court.",
    )
    tick_all(imogen)
    imogen.press("Pass it to a second person")
    assert imogen.page.get_by_role("button", name="Approve it").count() == 0
    product = imogen.path

    martin = visit(site, "intelligence_supervisor")
    assert martin.sees("to approve")
    martin.go(product)
    martin.check("step-06-approval")
    assert not martin.sees("still stands somewhere"), "it does not tell that Ruth holds the same"
    martin.press("Approve it")

    imogen.go(product)
    imogen.follow("Share it")
    imogen.page.get_by_label("Wantsum District Council", exact=True).check()
    imogen.choose("Crime and Disorder Act 1998")
    imogen.check("step-06-share")
    imogen.press("Share it")

    asha = visit(site, "csm")
    assert asha.sees("Shared with you")
    asha.follow("Tern Court", exact=False)
    assert asha.sees("unfamiliar men have controlled")
    assert not asha.sees("Saltmarsh")
    asha.check("step-06-product")
    practitioner = visit(site, "practitioner")
    assert practitioner.go(product) == 404


def tick_all(imogen) -> None:
    for box in imogen.page.locator(CHECKS).all():
        box.check()
