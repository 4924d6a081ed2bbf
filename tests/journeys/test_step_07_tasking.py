"""Step 7, Wednesday 15 April: Tern Court goes to tasking, and is not there for one person."""

import pytest

pytestmark = pytest.mark.browser

BEFORE_NOON = "2026-04-15T11:00"
AT_ITS_END = "2026-04-15T15:00"
HOUSING = "amir.sandiford"


def test_asha_opens_a_problem_and_a_declared_conflict_removes_it_from_one_world(
    site_at, again, visit
):
    site = site_at(BEFORE_NOON)
    asha = visit(site, "csm")
    asha.follow("Open a problem")
    asha.fill("Where is it?", "6 Tern Court")
    asha.choose("Home or other address")
    asha.select("Which district is it in?", "Wantsum")
    asha.fill("What do you call the problem?", "Tern Court")
    asha.select("Which meeting should hear of it?", "Wantsum tasking")
    asha.choose("Saltmarsh Homes", exact=True)
    asha.check("step-07-open")
    asha.press("Open")
    problem = asha.path
    assert asha.heading == "Tern Court"
    asha.check("step-07-problem")

    asha.go("/")
    asha.follow("Open the meeting")
    meeting = asha.path
    asha.press("Add open problems to the agenda")
    assert asha.sees("Tern Court")
    asha.check("step-07-meeting")

    amir = visit(site, username=HOUSING)
    amir.go(meeting)
    amir.follow("Tern Court")
    item = amir.path
    amir.check("step-07-item")
    amir.follow("Declare a conflict of interest")
    amir.choose("I understand that I will no longer see this problem")
    amir.check("step-07-conflict")
    amir.press("Declare the conflict")

    assert not amir.sees("Tern Court")
    for gone in (problem, item, f"/thread/problem/{problem.strip('/').split('/')[-1]}/"):
        assert amir.go(gone) == 404
    amir.go("/problems/?words=Tern")
    assert amir.page.locator("main table").count() == 0
    amir.go("/")
    assert not amir.sees("Tern Court")

    asha.go(meeting)
    asha.follow("Run the meeting on one page")
    assert asha.sees("Tern Court")
    asha.check("step-07-tasking")
    item_there = asha.page.locator("section[id^=item-]", has_text="6 Tern Court")
    item_there.get_by_label("What was decided?").fill("Ask round, then visit together")
    item_there.get_by_role("button", name="Save the decision").click()
    asha.page.wait_for_load_state("load")
    assert asha.sees("Ask round, then visit together")
    assert asha.sees("This meeting has not begun.")

    asha = visit(again(site, moved_to=AT_ITS_END), "csm")
    asha.go(f"/plans/tasking/{meeting.strip('/').split('/')[-1]}/")
    asha.page.get_by_role("button", name="Take the minutes").first.click()
    asha.page.wait_for_load_state("load")
    asha.go(f"{meeting}minutes/")
    assert asha.sees("Ask round, then visit together")
    assert asha.sees("Wantsum tasking, 15 April 2026. Fact.")
    assert asha.sees("Licensing officer, 10 April 2026. Opinion.")
    asha.check("step-07-minutes")
    for file in ("file/docx/", "file/pdf/", "schedule/"):
        assert asha.fetch(f"{meeting}minutes/{file}") == 200
