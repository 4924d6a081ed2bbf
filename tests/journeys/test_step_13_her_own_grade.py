"""Step 13, Tuesday 21 April: Femi's service grades its own; her grade and conditions stay hers."""

import pytest

from tests.journeys.telling import begin_to_tell, send

pytestmark = pytest.mark.browser

BEFORE_TEN = "2026-04-21T09:30"
FEMI = "femi.adair"
SAW = "The same men as at Tern Court bring stock in unmarked bags. Seen on three visits."
HER_GRADE = (
    ("Source evaluation", "1 Reliable"),
    ("Intelligence assessment", "B Known indirectly to the source, and corroborated"),
    ("Handling code", "C Lawful sharing permitted with conditions"),
    ("Action code, for code C", "A2 Covert use"),
    ("Sanitisation code, for code C", "S1 Delegated"),
)


def test_her_grade_and_conditions_stay_hers_and_bind_the_desk(site_at, visit):
    site = site_at(BEFORE_TEN)
    martin = visit(site, "intelligence_supervisor")
    martin.go("/intelligence/accredited/")
    martin.select("Which agency grades its own?", "Fallowshire Trading Standards")
    martin.fill("Where is that written down?", "Agreement of March 2026")
    martin.check("step-13-accredited")
    martin.press("Take its grades")
    assert martin.sees("Fallowshire Trading Standards")

    femi = visit(site, username=FEMI)
    femi.go("/intelligence/tell/")
    begin_to_tell(femi)
    tell_of_the_shop(femi)

    imogen = visit(site, "intelligence_officer")
    imogen.follow("Open the desk")
    imogen.follow("Harbour Vapes")
    assert imogen.sees("Graded by the agency that told it")
    assert imogen.sees("This grade stays theirs and binds you")
    imogen.check("step-13-submission")
    imogen.follow("Grade it")
    imogen.choose("1 Reliable")
    imogen.choose("A Known directly")
    imogen.choose("P Lawful sharing permitted")
    for codes in ("Action code", "Sanitisation code"):
        imogen.page.get_by_role("group", name=codes).get_by_label("None").first.check()
    imogen.choose("Graded here")
    imogen.press("Save the grade")
    assert imogen.sees("The agency that told it graded it C, which binds. Choose C")
    imogen.check("step-13-looser-refused")


def tell_of_the_shop(femi) -> None:
    femi.fill("What did you see or hear?", SAW)
    femi.fill("Where was it?", "Harbour Vapes, Quay Street")
    femi.select("Which district is that in?", "Wantsum")
    femi.choose("This week", exact=True)
    femi.choose("I saw or heard it myself")
    femi.choose("No, or I do not know")
    contact = femi.page.get_by_role("group", name="May the police contact you about this?")
    contact.get_by_label("No", exact=True).check()
    for question, answer in HER_GRADE:
        group = femi.page.get_by_role("group", name=question)
        group.get_by_label(answer).first.check()
    femi.check("step-13-her-grade")
    femi.press("Continue")
    send(femi)
