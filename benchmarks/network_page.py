"""The network page of 2,000 nodes in a browser: from asking for it until its picture answers.

The site is the real one, with a register of 49 groups, 40 people of each and 3,000 further ties.
The first visit to a process that has just started works the measures out; later ones of the same
network, in the same process, have them and are held to the limit; a first visit happens once, so
that no best of several can be taken of it. Without a Chromium nothing is measured.
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
from datetime import date
from functools import partial
from uuid import UUID

from benchmarks.apart import measured_apart, say
from benchmarks.mapped import DISTRICT, FORCE, _fill
from benchmarks.measure import Measurement, best_of

GROUPS, FURTHER = 49, 3_000
NODES = 2_000
LIMIT_SECONDS = 1.5
TIMES = 5
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
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        with sync_playwright() as playwright:
            path = next(filter(None, map(shutil.which, BROWSERS)))
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
            page = context.new_page()

            def visit(query: str = "") -> None:
                page.goto(f"{address}/network/{query}", wait_until="commit")
                page.wait_for_selector("frank-network[data-running]", state="attached")

            first = best_of(1, visit)
            again = best_of(TIMES, visit)
            opened = best_of(TIMES, partial(visit, "?within=1"))
            browser.close()
    finally:
        os.killpg(site.pid, signal.SIGTERM)
        site.wait(timeout=30)
    named = partial(Measurement, unit="s")
    for what, value, times, limit in (
        ("first visit of all", first, 1, None),
        ("until its picture answers", again, TIMES, LIMIT_SECONDS),
        ("its largest community opened", opened, TIMES, LIMIT_SECONDS),
    ):
        yield named(
            name=f"network page of {NODES:,} nodes, {what}, in a browser",
            value=value,
            limit=limit,
            n=times,
        )


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
