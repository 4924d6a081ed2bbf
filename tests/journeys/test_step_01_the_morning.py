"""Step 1, Monday 13 April, 09:00: what awaits Asha."""

import pytest

pytestmark = pytest.mark.browser

MOMENT = "2026-04-13T09:00"


def test_asha_sees_two_visits_a_late_action_and_who_has_not_updated(site_at, visit):
    asha = visit(site_at(MOMENT), "csm")

    assert asha.heading == "Good morning, Asha Penrose"
    assert asha.sees("Monday 13 April 2026")
    assert asha.text.count("due today") == 2
    assert asha.sees("Mend the three dark lamps on Harbour Steps")
    assert asha.sees("2 agencies not updated yet")
    asha.check("step-01-morning")

    asha.follow("A tenant whose visitors will not leave: after 7 days")
    assert asha.sees("14 Ropewalk")
    asha.check("step-01-visit")


def test_the_first_page_works_without_javascript(site_at, visit):
    asha = visit(site_at(MOMENT), "csm", javascript=False)

    assert asha.text.count("due today") == 2
    asha.follow("A tenant whose visitors will not leave: after 7 days")
    asha.choose("Safe")
    asha.press("Record the visit")
    asha.go("/")
    assert asha.text.count("due today") == 1


def test_somebody_who_uses_no_mouse_records_a_visit(site_at, visit):
    asha = visit(site_at(MOMENT), "csm")

    asha.tab_to("Skip to main content")
    asha.key("Enter")
    asha.tab_to("A tenant whose visitors will not leave: after 7 days")
    asha.key("Enter")
    asha.tab_to_field("Safe")
    asha.key("Space")
    asha.tab_to("Record the visit")
    asha.key("Enter")

    assert asha.sees("The re-visit has been recorded")
