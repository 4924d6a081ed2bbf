"""A real browser for the tests that need one, and axe, which says what a page gets wrong."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
INSTALL = "sudo apt-get install chromium"


def browser_path() -> str | None:
    """Where this machine keeps a Chromium, if it has one; FRANKPLEDGE_BROWSER names another."""
    told = os.environ.get("FRANKPLEDGE_BROWSER")
    return told or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A Chromium that has been started, or a skip that says how to install one."""
    path = browser_path()
    if not path:
        pytest.skip(f"There is no browser on this machine. Install one: {INSTALL}")
    # Playwright runs an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import sync_playwright

    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"] if as_root else []
        )
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium: Any) -> Iterator[Any]:
    """A new window with no history, 1280 pixels wide, in which any script error fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors, "\n".join(errors)


def axe_findings(page: Any) -> list[str]:
    """What axe finds wrong with the page as it stands: one line a finding, none if all is well."""
    from axe_playwright_python.sync_playwright import Axe

    results = Axe().run(page)
    return [
        f"{violation['id']}: {violation['help']} ({node['html'][:160]})"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
