"""Somebody at a browser: what they do by what they read, and what is checked on each page."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from tests.plugins.browsers import axe_findings

WIDE, PHONE, NARROWEST = 1280, 360, 320
PATIENCE = 30_000
"""How long a page, a link or a button is waited for, in milliseconds."""
_LINK = re.compile(r"<a\b[^>]*?\shref=\"(/[^\"]*)\"")
KEEP_PICTURES = os.environ.get("FRANKPLEDGE_PICTURES", "")
"""A folder in which pictures of the pages are kept for somebody to look at."""


class Visitor:
    """A window with no history. Nothing is found by its place in the markup, only by its words."""

    def __init__(
        self, chromium: Any, address: str, *, width: int = WIDE, javascript: bool = True
    ) -> None:
        self.address = address
        self.javascript = javascript
        self.errors: list[str] = []
        self.context = chromium.new_context(
            viewport={"width": width, "height": 900},
            locale="en-GB",
            java_script_enabled=javascript,
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def close(self) -> None:
        """Shut the window."""
        self.context.close()

    # --- going about ---------------------------------------------------------------------

    def sign_in(self, *, persona: str = "", username: str = "") -> None:
        """Sign in as somebody of the story, through the form that the demonstration offers."""
        self.go("/demo")
        token = self.page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
        answer = self.context.request.post(
            urljoin(self.address, "/demo/sign-in"),
            form={
                "csrfmiddlewaretoken": token,
                **({"persona": persona} if persona else {"username": username}),
            },
            headers={"Referer": urljoin(self.address, "/demo")},
        )
        assert answer.ok, f"{persona or username} cannot sign in: {answer.status}"
        self.go("/")

    def go(self, path: str) -> int:
        """Open an address and give its status."""
        answer = self.page.goto(urljoin(self.address, path), wait_until="load")
        return int(answer.status)

    def fetch(self, path: str) -> int:
        """Ask for a file without opening it, and give its status."""
        return int(self.context.request.get(urljoin(self.address, path)).status)

    def fetch_links(self, path: str) -> tuple[int, list[str] | None]:
        """Ask for an address without opening it: its status, and where its links lead to within
        the site, or None for what is saved rather than shown."""
        answer = self.context.request.get(urljoin(self.address, path))
        saved = answer.headers.get("content-disposition", "").startswith("attachment")
        if saved or not answer.headers.get("content-type", "").startswith("text/html"):
            return int(answer.status), None
        return int(answer.status), list(map(unescape, _LINK.findall(answer.text())))

    def follow(self, words: str, *, exact: bool = False) -> None:
        """Follow the link with these words, whether or not it looks like a button."""
        if exact:
            self.page.get_by_role("link", name=words, exact=True).first.click()
        else:
            self.page.locator("a", has_text=words).first.click()
        self.page.wait_for_load_state("load")

    def press(self, words: str) -> None:
        """Press the button with these words."""
        self.page.get_by_role("button", name=words).first.click()
        self.page.wait_for_load_state("load")

    def fill(self, label: str, text: str) -> None:
        """Write into the field with this label."""
        self.page.get_by_label(label).first.fill(text)

    def choose(self, label: str, *, exact: bool = False) -> None:
        """Choose the answer, or tick the box, with this label."""
        self.page.get_by_label(label, exact=exact).first.check()

    def select(self, label: str, choice: str) -> None:
        """Choose from the list with this label."""
        self.page.get_by_label(label).first.select_option(label=choice)

    # --- reading -------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What the main part of the page says."""
        return str(self.page.locator("main").inner_text())

    @property
    def heading(self) -> str:
        """The page's own heading."""
        return str(self.page.locator("h1").first.inner_text())

    @property
    def path(self) -> str:
        """The address of the page without the site's."""
        return str(self.page.url).removeprefix(self.address)

    def sees(self, words: str) -> bool:
        """Whether the main part of the page says this."""
        return words in self.text

    # --- checking ------------------------------------------------------------------------

    def check(self, name: str = "") -> None:
        """Hold the page to what every page must be: for axe at two widths, and at the narrowest."""
        faults = self.faults(name)
        assert not faults, f"{self.path}:\n" + "\n".join(faults)

    def faults(self, name: str = "") -> list[str]:
        """What is wrong with the page as it stands, in words."""
        found = []
        before = self.page.viewport_size
        for width in (WIDE, PHONE):
            self.page.set_viewport_size({"width": width, "height": 900})
            found += [f"at {width}: {finding}" for finding in axe_findings(self.page)]
            self._picture(name, width)
        self.page.set_viewport_size({"width": NARROWEST, "height": 900})
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if wide > NARROWEST:
            found.append(f"at {NARROWEST}: the page is {wide} wide and scrolls sideways")
        self.page.set_viewport_size(before)
        return found

    def _picture(self, name: str, width: int) -> None:
        if KEEP_PICTURES and name:
            folder = Path(KEEP_PICTURES)
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)

    # --- without a mouse -----------------------------------------------------------------

    def key(self, name: str) -> None:
        """Press one key; Enter is pressed on what leads somewhere, and waited for."""
        if name == "Enter":
            with self.page.expect_navigation():
                self.page.keyboard.press(name)
        else:
            self.page.keyboard.press(name)

    def tab_to(self, words: str, *, at_most: int = 120) -> None:
        """Press Tab until the focus is on a link or button with these words."""
        self._tab_until(
            lambda: words in (self._focused("el => el.textContent") or ""), words, at_most
        )

    def tab_to_field(self, label: str, *, at_most: int = 120) -> None:
        """Press Tab until the focus is in the group of boxes that has one with this label, and
        then the arrow keys until it is on that one."""
        name = self.page.get_by_label(label, exact=True).first.get_attribute("name")
        self._tab_until(lambda: self._focused("el => el.name") == name, label, at_most)
        wanted = self.page.get_by_label(label, exact=True).first.get_attribute("id")
        for _ in range(at_most):
            if self._focused("el => el.id") == wanted:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{label} cannot be reached with the keyboard")

    def _tab_until(self, reached: Callable[[], bool], words: str, at_most: int) -> None:
        for _ in range(at_most):
            self.page.keyboard.press("Tab")
            if reached():
                return
        raise AssertionError(f"{words} cannot be reached with the keyboard")

    def _focused(self, ask: str) -> Any:
        return self.page.evaluate(f"() => ({ask})(document.activeElement)")
