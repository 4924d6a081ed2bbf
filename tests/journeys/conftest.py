"""Sites told up to a moment of the story, and people who visit them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.site import Site, copy_of, make_empty, make_story, serve
from tests.journeys.visitor import Visitor

SiteAt = Callable[..., Site]
Visits = Callable[..., Visitor]

ITS_BEGINNING, ITS_END = "0000", "2026-05-22T17:00"
"""The name of what stands before the first moment, and when the story ends by the clocks there."""


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The demonstration told up to a moment, each from the nearest before it that was told.

    Tests that run side by side share what was told: each begins from where any of them came to.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    shared = shared / "stories"
    shared.mkdir(exist_ok=True)

    def kept(moment: str, make: Callable[[Path], object]) -> Path:
        home = shared / moment.replace(":", "-")
        if not home.exists():
            fresh = tmp_path_factory.mktemp("story") / "home"
            make(fresh)
            # Where another came to the same moment meanwhile, its telling stands.
            with suppress(OSError):
                fresh.rename(home)
        return home

    def told(until: str) -> Path:
        moment = until or ITS_END
        kept(ITS_BEGINNING, make_empty)
        before = max(each for each in shared.iterdir() if each.name <= moment.replace(":", "-"))
        return kept(moment, lambda home: make_story(home, before=before, until=moment))

    return told


@pytest.fixture
def site_at(stories: Callable[[str], Path], tmp_path: Path) -> Iterator[SiteAt]:
    """A server of its own for one test, on a copy of the story up to a moment."""
    started: list[Site] = []

    def start(until: str, *, moved_to: str = "") -> Site:
        home = copy_of(stories(until), tmp_path / f"site{len(started)}", moved_to=moved_to)
        started.append(serve(home))
        return started[-1]

    yield start
    for site in started:
        site.stop()
    faults = [fault for site in started for fault in site.faults()]
    assert not faults, "\n".join(faults)


@pytest.fixture
def again(tmp_path: Path) -> Iterator[SiteAt]:
    """A site once more, with all that was done there, at a later moment of the story."""
    started: list[Site] = []

    def start(site: Site, *, moved_to: str) -> Site:
        site.stop()
        home = copy_of(site.home, tmp_path / f"again{len(started)}", moved_to=moved_to)
        started.append(serve(home))
        return started[-1]

    yield start
    for site in started:
        site.stop()


@pytest.fixture
def visit(chromium: Any) -> Iterator[Visits]:
    """Somebody at a window of their own, signed in as a persona of the story if one is given."""
    opened: list[Visitor] = []

    def come(site: Site, persona: str = "", *, username: str = "", **options: Any) -> Visitor:
        visitor = Visitor(chromium, site.address, **options)
        opened.append(visitor)
        if persona or username:
            visitor.sign_in(persona=persona, username=username)
        return visitor

    yield come
    for visitor in opened:
        visitor.close()
    errors = [error for visitor in opened for error in visitor.errors]
    assert not errors, "\n".join(errors)
