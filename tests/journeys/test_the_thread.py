"""The thread is walked both ways through every stage, by people who may see different parts."""

import pytest

from frankpledge.pages.stages import STAGES

pytestmark = pytest.mark.browser

TITLES = [stage.title for stage in STAGES]


def stages(visitor) -> list[str]:
    return [text for text in visitor.page.locator("main h2").all_inner_texts() if text in TITLES]


def onward(visitor) -> list[str]:
    """The threads that the page leads to, from each other part of it."""
    links = visitor.page.locator("main a[href^='/thread/']").all()
    return [str(link.get_attribute("href")) for link in links]


@pytest.fixture
def told(site_at):
    return site_at("")


def thread_of_tern_court(visitor) -> str:
    """The address of the thread from the problem, as somebody finds it."""
    visitor.go("/problems/?words=Tern+Court")
    visitor.follow("Tern Court")
    return f"/thread/problem/{visitor.path.strip('/').split('/')[-1]}/"


def test_it_is_walked_from_what_was_seen_through_every_stage_and_back(told, visit):
    imogen, asha = visit(told, "intelligence_officer"), visit(told, "csm")
    problem = thread_of_tern_court(asha)

    asha.go(problem)
    asha.check("thread-partner")
    imogen.go(problem)
    submission = next(href for href in onward(imogen) if "/submission/" in href)
    imogen.go(submission)
    imogen.check("thread-unit")

    unit = stages(imogen)
    assert {unit[0], unit[-1]} == {TITLES[0], TITLES[-1]}, "from what was seen to what was told"
    assert unit == [title for title in TITLES if title in unit], "in the order of the work"
    asha.go(problem)
    below = [title for title in TITLES[1:-1] if title != "What was raised at events"]
    assert stages(asha) == below, "a partner walks every stage below the valve that Tern Court has"
    assert asha.go(submission) in {403, 404}

    assert problem in walked_back(imogen, submission)
    met = walked_back(asha, problem)
    assert not [href for href in met if "/submission/" in href or "/report/" in href]
    assert [href for href in met if "/finding/" in href]


def walked_back(visitor, start: str) -> set[str]:
    """Follow the thread from every part of it; each leads back to where it was begun."""
    visitor.go(start)
    parts = onward(visitor)
    assert parts
    met = {start, *parts}
    for part in parts:
        assert visitor.go(part) == 200
        back = onward(visitor)
        assert start in back, f"{part} does not lead back"
        met.update(back)
    return met


def test_nobody_outside_the_unit_reaches_what_was_told(told, visit):
    imogen = visit(told, "intelligence_officer")
    asha = visit(told, "csm")
    imogen.go(thread_of_tern_court(asha))
    told_first = [href for href in onward(imogen) if "/submission/" in href]
    assert told_first

    for persona in ("csm", "practitioner", "analyst", "lead_officer", "ocg_coordinator", "auditor"):
        somebody = visit(told, persona)
        for href in told_first:
            assert somebody.go(href) in {403, 404}, persona
