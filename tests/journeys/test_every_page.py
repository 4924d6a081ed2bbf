"""Everybody in the story can open whatever they are shown, and nothing is wrong with any of it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

import pytest

from tests.journeys.site import Site, copy_of, serve

pytestmark = pytest.mark.browser

PERSONAS = (
    "contributor", "practitioner", "csm", "intelligence_officer", "intelligence_supervisor",
    "analyst", "county_team", "lead_officer", "ocg_coordinator", "safeguarding_lead",
    "council_lawyer", "board_member", "information_governance", "auditor", "administrator",
    "no_grants",
)  # fmt: skip
"""Everybody whom the demonstration can be entered as."""

FURTHEST = 60
OF_A_SHAPE = 3
"""How many pages one person asks for, and how many of one sort, such as one problem after another.
Each sort is opened in the browser once; what is saved rather than shown has to answer."""

IDENTITY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[A-Z0-9]{6,}(?=/)|\?.*$")
NOT_OURS_TO_OPEN = re.compile(r"^/(static|sign-out|healthz|readyz)")
EXPECTED = {200, 403, 404}


@pytest.fixture(scope="module")
def told_site(stories, tmp_path_factory) -> Iterator[Site]:
    """One server for all of them, with the whole story told."""
    site = serve(copy_of(stories(""), tmp_path_factory.mktemp("told") / "home"))
    yield site
    site.stop()


@pytest.fixture(scope="module")
def looked_over() -> set[str]:
    """Sorts of page that axe has been over, so that each is looked at once."""
    return set()


def shape(path: str) -> str:
    """The sort of page that an address leads to."""
    return IDENTITY.sub("*", path)


def onward(links: list[str]) -> list[str]:
    """The addresses among the links of a page that may be opened from there."""
    return [link.partition("#")[0] for link in links if not NOT_OURS_TO_OPEN.search(link)]


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_page_that_somebody_is_led_to_opens(told_site, visit, looked_over, persona):
    visitor = visit(told_site, persona)
    waiting, met, shapes, wrong = deque(["/"]), {"/"}, dict[str, int](), []
    opened = 0
    while waiting and opened < FURTHEST:
        path = waiting.popleft()
        status, links = visitor.fetch_links(path)
        opened += 1
        if status not in EXPECTED:
            wrong.append(f"{path} answers {status}")
        if links is None or status not in EXPECTED:
            continue
        sort = f"{persona} /" if path == "/" else f"{shape(path)} {status}"
        if sort not in looked_over:
            looked_over.add(sort)
            name = f"{persona}-morning" if path == "/" else re.sub(r"\W+", "-", sort).strip("-")
            visitor.go(path)
            wrong += [f"{path} {fault}" for fault in visitor.faults(name)]
        for link in onward(links):
            if link not in met and shapes.get(shape(link), 0) < OF_A_SHAPE:
                met.add(link)
                shapes[shape(link)] = shapes.get(shape(link), 0) + 1
                waiting.append(link)

    assert not wrong, "\n".join(wrong)
    assert opened > 1
