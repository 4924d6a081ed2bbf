"""Gwen opens the map, asks what would break, verifies an entry; and hashes without a network."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pytest

from frankpledge.governance.forums import shared_cases

pytestmark = pytest.mark.browser

MONDAY = "2026-04-13T09:30"
OFFLINE = Path(shared_cases.__file__).parent / "offline" / "shared_cases.html"
SECRET, RUN = "7b" * 32, "MAP-2026B"


def test_gwen_asks_what_breaks_and_verifies_an_entry(site_at, visit):
    site = site_at(MONDAY)
    gwen = visit(site, "county_team")
    assert gwen.sees("Forums that you keep on the map")
    assert gwen.sees("Overdue")
    gwen.follow("Map of forums")
    assert gwen.sees("23 forums")
    gwen.check("forums-map")

    gwen.follow("Wantsum vulnerability panel")
    gwen.follow("What breaks if it stops?")
    assert gwen.sees("Cases from Multi-agency risk management meeting")
    assert gwen.sees("Homes taken over, adults, cases: in 1 of 13 areas")
    gwen.check("forums-stops")

    gwen.go("/forums/questions/6/")
    assert gwen.sees("1 loop of two forums, 0 rings of more, 1 dead end below")
    gwen.check("forums-question")

    gwen.go("/")
    gwen.follow("Fallowshire MARAC")
    gwen.press("It is true")
    assert gwen.sees("Choose whether it meets")
    gwen.choose("It meets")
    gwen.check("forums-verify")
    gwen.press("It is true")
    assert gwen.sees("It meets")
    gwen.go("/")
    assert not gwen.sees("Fallowshire MARAC")

    # What she does not keep, she does not verify; whoever has no use for the map is told so.
    gwen.go("/forums/")
    gwen.follow("Wantsum tasking")
    assert not gwen.sees("Verify this entry")
    helena = visit(site, "board_member")
    helena.follow("Map of forums")
    assert not helena.sees("Put a forum on the map")
    helena.follow("Who is on too many forums?")
    assert helena.sees("How it is worked out")
    priya = visit(site, "safeguarding_lead")
    assert not priya.sees("Map of forums")


def test_offers_and_shared_cases_are_read_by_those_who_answer_for_them(site_at, visit):
    site = site_at(MONDAY)
    gwen = visit(site, "county_team")
    gwen.go("/forums/offers/")
    assert gwen.sees("Waits to be agreed")
    gwen.check("forums-offers")
    gwen.press("Agree: Complaints about doorstep traders")
    assert not gwen.sees("Waits to be agreed")

    keeper = visit(site, "information_governance")
    keeper.follow("Map of forums")
    keeper.follow("How many cases forums share")
    assert keeper.sees("A hash is not anonymous.")
    assert keeper.sees("every hash was deleted then")
    keeper.check("forums-shared")
    keeper.follow("Open a count")
    keeper.press("Open it")
    assert keeper.sees("Enter the reference of the impact assessment")


def soundex(name: str) -> str:
    """American Soundex, written from its rules: the page's own is not asked."""
    letters = [
        each
        for each in unicodedata.normalize("NFKD", name).upper()
        if each.isascii() and each.isalpha()
    ]
    groups = {"BFPV": "1", "CGJKQSXZ": "2", "DT": "3", "L": "4", "MN": "5", "R": "6"}

    def figure(letter: str) -> str:
        return next((number for group, number in groups.items() if letter in group), "")

    kept = [letters[0], *(each for each in letters[1:] if each not in "HW")]
    figures = [figure(each) for each in kept]
    runs = [one for one, before in zip(figures[1:], figures, strict=False) if one != before]
    return (letters[0] + "".join(runs) + "000")[:4]


def hashed(text: str) -> str:
    return hmac.new(bytes.fromhex(SECRET), text.encode(), hashlib.sha256).hexdigest()


@pytest.mark.parametrize(
    ("name", "code"),
    [("Robert", "R163"), ("Rupert", "R163"), ("Ashcraft", "A261"), ("Tymczak", "T522"),
     ("Pfister", "P236"), ("Honeyman", "H555"), ("Öztürk", "O236"), ("Lee", "L000")],
)  # fmt: skip
def test_the_oracle_knows_soundex(name, code):
    assert soundex(name) == code


def test_the_offline_page_makes_the_hashes_that_python_makes(chromium):
    from tests.plugins.browsers import axe_findings

    context = chromium.new_context(offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(OFFLINE.as_uri())
    assert axe_findings(page) == []

    people = [
        ("Robert", "Honeyman"), ("Rupert", "Ashcraft"), ("Zoë", "Öztürk"), ("Ama", "Okafor-Lisle"),
    ]  # fmt: skip
    rows = [
        (first, family, f"{1950 + number}-03-27", "fmx"[number % 3], f"10006200{number:04}")
        for number in range(24)
        for first, family in [people[number % 4]]
    ]
    page.fill("#run", RUN.lower())
    page.fill("#secret", SECRET)
    page.fill("#rows", "Robert,Honeyman,31/02/1984,M\nColin\nAma,Lisle,1984-03-27,Q")
    page.click("#make-hashes")
    wrong = page.locator("#made").inner_text()
    assert "Line 1 must have a real date of birth in the past" in wrong
    assert "Line 2 must have four or five parts" in wrong
    assert "Line 3 must have F, M or X for the sex" in wrong
    page.fill("#rows", "\n".join(",".join(row) for row in rows[:19]))
    page.click("#make-hashes")
    assert "fewer than 20 people" in page.locator("#made").inner_text()

    page.fill("#rows", "\n".join(",".join(row) for row in rows))
    page.click("#make-hashes")
    page.wait_for_selector("#save")
    assert page.input_value("#rows") == page.input_value("#secret") == ""
    text = unquote(page.get_attribute("#save", "href").partition(",")[2])

    read = shared_cases.read_file(text, run=RUN, check_value=hashed(f"check|{RUN}"))
    assert read["person"] == {
        hashed(f"person|{soundex(family)}|{soundex(first)}|{born}|{sex.upper()}")
        for first, family, born, sex, _ in rows
    }
    assert read["place"] == {hashed(f"place|{uprn}") for *_, uprn in rows}
    assert "Honeyman" not in text

    page.fill("#new-run", RUN)
    page.click("#make-key")
    page.wait_for_selector("#key code")
    secret, check = page.locator("#key code").all_inner_texts()
    expected = hmac.new(bytes.fromhex(secret), f"check|{RUN}".encode(), hashlib.sha256).hexdigest()
    assert check == expected
    assert asked == [OFFLINE.as_uri()], "the page asked for something"
    context.close()
