"""Step 24, May: Owen asks who saw a record, and why; what is altered by hand is found."""

import re
import sqlite3
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT
from tests.journeys.site import environment

pytestmark = pytest.mark.browser

FRIDAY = "2026-05-08T09:30"


def verified(site) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "frankpledge", "audit", "verify"],
        env=environment(site.home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_owen_is_told_who_looked_and_why_and_an_administrator_reads_nothing(site_at, visit):
    site = site_at(FRIDAY)
    asha = visit(site, "csm")
    asha.go("/problems/")
    asha.follow("Tern Court")
    address = asha.page.url

    owen = visit(site, "auditor")
    assert owen.go(asha.path) == 404
    owen.go("/record/")
    owen.fill("Which record?", "Tern Court")
    owen.press("Show who looked")
    assert owen.sees("Enter an address that names a record")
    owen.fill("Which record?", address)
    owen.press("Show who looked")
    assert owen.sees("Who looked, and why")
    newest = owen.page.locator("tbody tr").first.inner_text()
    assert "Asha Penrose" in newest or "Owen Pryce" in newest
    assert re.search(r"Asha Penrose[^\n]*partnership working", owen.text)
    owen.check("step-24-who-looked")

    administrator = visit(site, "administrator")
    assert administrator.go(asha.path) == 404
    assert administrator.go("/record/") == 403

    site.stop()
    assert verified(site).returncode == 0
    with sqlite3.connect(site.home / "frankpledge.sqlite3") as database:
        # Whoever has the file in hand can take the fence away; the chain still tells.
        for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = "
            "'access_auditevent'"
        ).fetchall():
            database.execute(f"DROP TRIGGER {name}")
        changed = database.execute(
            "UPDATE access_auditevent SET act = 'problems.forged' WHERE id ="
            " (SELECT id FROM access_auditevent WHERE act LIKE 'problems%' LIMIT 1)"
        ).rowcount
    database.close()
    assert changed == 1
    found = verified(site)
    assert found.returncode == 1
    assert "Tampered with" in found.stdout
