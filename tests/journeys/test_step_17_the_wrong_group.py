"""Step 17, Wednesday 6 May: an alert goes to the retailers by mistake and is recalled at once."""

import sqlite3

import pytest

pytestmark = pytest.mark.browser

JUST_BEFORE = "2026-05-06T09:35"
TITLE = "Unmarked bags at shops in the town"


def retailers(site) -> list[str]:
    """What the five managers of the retailers' group sign in with; as a card nobody signs in."""
    with sqlite3.connect(site.home / "frankpledge.sqlite3") as database:
        rows = database.execute(
            "SELECT username FROM access_person JOIN access_agency"
            " ON access_agency.id = access_person.agency_id"
            " WHERE access_agency.code = 'wantsum-retailers'"
            " AND username NOT LIKE '%-card' ORDER BY username"
        ).fetchall()
    database.close()
    return [username for (username,) in rows]


def test_it_is_recalled_and_who_had_opened_it_is_known(site_at, visit):
    site = site_at(JUST_BEFORE)
    imogen = visit(site, "intelligence_officer")
    imogen.go("/asking/alerts/issue/")
    imogen.fill("What is it about?", TITLE)
    imogen.fill("Signs to spot", "Stock carried in unmarked bags")
    imogen.fill("What to report, and how", "Tell the unit by telephone. Do not ask questions.")
    imogen.choose("OFFICIAL", exact=True)
    imogen.choose("Wantsum", exact=True)
    imogen.choose("Contributors")
    imogen.choose("Wantsum Retailers Together", exact=True)
    for part, value in (("Day", "31"), ("Month", "5"), ("Year", "2026")):
        imogen.fill(part, value)
    imogen.check("step-17-issue")
    imogen.press("Issue")
    assert imogen.sees(TITLE)
    alert = imogen.path

    names = retailers(site)
    assert len(names) == 5
    for username in names[:2]:
        manager = visit(site, username=username)
        assert manager.sees(TITLE)
        assert manager.go(alert) == 200
    imogen.go(alert)
    imogen.follow("Recall it")
    imogen.fill(
        "Why do you recall it?", "It was meant for trading standards, not for the retailers"
    )
    imogen.check("step-17-recall")
    imogen.press("Recall")

    imogen.go(alert)
    assert imogen.sees("2 of 5 had opened it")
    assert imogen.sees("tell your data protection officer now")
    imogen.check("step-17-recalled")
    for username in names:
        manager = visit(site, username=username)
        assert not manager.sees(TITLE)
        assert manager.go(alert) == 404
