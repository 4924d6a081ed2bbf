"""Steps 18 and 19, May: the re-visits are recorded, and on day 28 Dev is answered."""

import pytest

from tests.journeys.telling import CARD, begin_to_tell, tell

pytestmark = pytest.mark.browser

FRIDAY = "2026-05-08T09:30"
TOLD = "2026-04-14T16:35"
DAY_28 = "2026-05-12 10:00:00"


def test_the_revisits_are_recorded_and_the_28_day_check_stands(site_at, visit):
    site = site_at(FRIDAY)
    asha = visit(site, "csm")
    assert asha.sees("Tern Court: after 2 days")
    asha.check("step-18-morning")

    asha.follow("Tern Court: after 2 days")
    asha.choose("Safe", exact=True)
    asha.fill("Anything that the others should know", "Locks changed. The tenant is at home.")
    asha.check("step-18-visit")
    asha.press("Record the visit")

    assert asha.sees("The re-visit has been recorded")
    assert asha.sees("Locks changed. The tenant is at home.")
    asha.check("step-18-problem")
    asha.go("/")
    assert not asha.sees("Tern Court: after 2 days")
    assert asha.sees("Tern Court: after 28 days")


def test_dev_is_answered_in_fixed_words_whether_or_not_anything_happened(site_at, visit, again):
    site = site_at(TOLD)
    codes = []
    for place in ("mine", "another’s"):
        dev = visit(site, width=360)
        dev.go(f"/intelligence/card/{CARD}/")
        begin_to_tell(dev)
        codes.append(tell(dev, saw=f"Strangers came and went all night, in {place}."))
    later = again(site, moved_to=DAY_28)

    imogen = visit(later, "intelligence_officer")
    imogen.follow("Open the desk")
    imogen.page.locator("h2:has-text('Answers owed') + ul a").last.click()
    imogen.check("step-19-answering")
    imogen.page.locator("input[name=wording_code][value=no_more]").check()
    imogen.choose("very useful")
    imogen.press("Answer")

    said = []
    for code in codes:
        dev = visit(later, width=360)
        dev.go("/intelligence/receipt/")
        dev.fill("Your code", code)
        dev.press("Read the answer")
        dev.check("step-19-answer")
        said.append(dev.page.locator("main strong").first.inner_text())

    assert said[0] == said[1]


def test_nobody_finds_a_receipt_with_a_code_that_is_none(site_at, visit):
    somebody = visit(site_at(TOLD), width=360)
    somebody.go("/intelligence/receipt/")
    somebody.fill("Your code", "ABCD-EFGH-JKMN")
    somebody.press("Read the answer")

    assert somebody.sees("There is no receipt with that code")
    somebody.check("step-19-no-receipt")
