"""The network page of 2,000 nodes in a browser: from asking for it until its picture answers.

The site is the real one, with a register of 49 groups, 40 people of each and 3,000 further ties.
Whoever visits it has signed in and come to their first page. The first visit to a process that
has just started works the measures out, and the browser has nothing of the page itself kept; later
ones of the same network, in the same process, have both. All are held to the limit. For each first
visit the site is started anew and the window is a new one, so that the best of several can be
taken of that too. Without a Chromium nothing is measured.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from benchmarks.apart import measured_apart, say
from benchmarks.mapped import DISTRICT, FORCE, _fill
from benchmarks.measure import Measurement, best_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

GROUPS, FURTHER = 49, 3_000
NODES = 2_000
LIMIT_SECONDS = 1.5
STARTS, TIMES = 3, 5
STARTS_WITHIN_SECONDS = 120
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def run() -> Iterator[Measurement]:
    """In a process and a database of its own."""
    if not any(map(shutil.which, BROWSERS)):
        sys.stderr.write("network_page: there is no Chromium here, so nothing is measured\n")
        return
    yield from measured_apart("network_page", DJANGO_ALLOW_ASYNC_UNSAFE="true")


def measured() -> Iterator[Measurement]:
    """The same, in this process, whose database is empty and may be filled."""
    from playwright.sync_api import sync_playwright

    cookie = _somebody_signed_in()
    first: list[float] = []
    with sync_playwright() as playwright, _browser(playwright) as browser:
        for _ in range(STARTS):
            with _started() as address, _window(browser, cookie, address) as page:
                visit = partial(_visit, page, address)
                first.append(best_of(1, visit))
                again = best_of(TIMES, visit)
                opened = best_of(TIMES, partial(visit, "?within=1"))
    for what, value, times in (
        ("first visit of all", min(first), STARTS),
        ("until its picture answers", again, TIMES),
        ("its largest community opened", opened, TIMES),
    ):
        yield Measurement(
            name=f"network page of {NODES:,} nodes, {what}, in a browser",
            value=value,
            unit="s",
            limit=LIMIT_SECONDS,
            n=times,
        )


def _visit(page: Page, address: str, query: str = "") -> None:
    page.goto(f"{address}/network/{query}", wait_until="commit")
    page.wait_for_selector("frank-network[data-running]", state="attached")


@contextmanager
def _started() -> Iterator[str]:
    """The site in a process that has just started: its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["serve", "--port", str(port), "--workers", "1"]
    site = subprocess.Popen(
        [sys.executable, "-m", "frankpledge", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(site.pid, signal.SIGTERM)
        site.wait(timeout=30)


@contextmanager
def _browser(playwright: Playwright) -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)))
    browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
    yield browser
    browser.close()


@contextmanager
def _window(browser: Browser, cookie: str, address: str) -> Iterator[Page]:
    """A new window in which somebody has signed in and come to their first page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def _wait_for(address: str) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the site did not start")


def _somebody_signed_in() -> str:
    from django.core.management import call_command
    from django.test import Client

    from frankpledge.access.api import Purpose, Role, actor_for, moment_now
    from frankpledge.access.models import AreaPart
    from frankpledge.groups import api as groups
    from tests.makers import make_agency, make_area, make_person

    call_command("migrate", verbosity=0, interactive=False)
    make_area(FORCE, kind="force", name="Fallowshire")
    make_area(DISTRICT, name="Wantsum")
    AreaPart.objects.create(whole_id=FORCE, part_id=DISTRICT)
    unit = make_agency("unit", kind="police")
    reader = make_person(
        unit, Role.OCG_COORDINATOR, force_wide=True, purpose=Purpose.LAW_ENFORCEMENT
    )
    officer = make_person(
        unit, Role.INFORMATION_GOVERNANCE, force_wide=True, purpose=Purpose.OVERSIGHT
    )
    now = moment_now()
    groups.switch_on(
        area=FORCE, officer="Prisca Holm", assessment="1", by=actor_for(officer.id, at=now), at=now
    )
    _fill(reader.id, unit.id, 0, GROUPS)
    _tie_further(reader.id, unit.id)
    client = Client()
    client.force_login(reader)
    return client.cookies["sessionid"].value


def _tie_further(person: UUID, agency: UUID) -> None:
    """Associates across groups, so that the parts hang together."""
    from frankpledge.access.api import Kind, Protection, moment_now
    from frankpledge.groups.models import GroupLink, Subject

    people = sorted(Subject.objects.values_list("pk", flat=True), key=str)
    every = Protection.objects.filter(kind=Kind.GROUP).values_list("pk", flat=True)
    groups = sorted(set(every) - set(people), key=str)
    drawn, now = random.Random(7), moment_now()
    rows = [Protection(kind=Kind.LINK, owner_id=agency) for _ in range(FURTHER)]
    Protection.objects.bulk_create(rows)
    GroupLink.objects.bulk_create(
        GroupLink(
            protection=row,
            left_id=drawn.choice(people),
            right_id=drawn.choice(groups),
            relation="associate",
            category="suspect",
            about_person=True,
            source_grade=2,
            intelligence_grade="B",
            source="INT/2",
            from_on=date(2026, 1, 5),
            recorded_at=now,
            recorded_by_id=person,
        )
        for row in rows
    )


if __name__ == "__main__":
    say(measured)
