"""The network of mapped groups, from its tables and by keyboard, and refused to partners."""

import pytest

pytestmark = pytest.mark.browser

LATER = "2026-05-20T10:00"
CALLS = b"""source,target,kind
T1,T2,calls
T1,T3,calls
T2,T3,calls
T3,T4,calls
T4,T5,calls
T5,T6,calls
T5,T7,calls
T6,T7,calls
T1,T2,calls
"""
"""Telephones of nobody, with one pair given twice."""


def test_a_network_is_read_from_its_tables_and_its_picture_follows(site_at, visit):
    site = site_at(LATER)
    ruth = visit(site, "ocg_coordinator")
    ruth.go("/groups/")
    ruth.follow("The network")
    ruth.check("network-whole")
    assert ruth.sees("Nothing on this page is a risk score of a person")
    assert ruth.sees("may raise violence")

    page = ruth.page
    page.wait_for_selector("frank-network[data-running]")
    page.locator(".frank-network__frame").focus()
    before = page.locator(".frank-network__drawing").get_attribute("viewBox")
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    assert page.locator(".frank-network__drawing").get_attribute("viewBox") != before
    page.keyboard.press("0")
    assert page.locator(".frank-network__drawing").get_attribute("viewBox") == before
    page.get_by_label("Find in the picture").select_option(index=1)
    assert "Tied to" in page.locator(".frank-network__told").inner_text()
    ruth.check("network-found")

    page.locator("table").first.locator("tbody a").first.click()
    page.wait_for_load_state("load")
    assert ruth.sees("Ties of")
    ruth.check("network-node")

    with page.expect_download() as taken:
        page.get_by_role("link", name="GraphML").click()
    assert taken.value.suggested_filename.startswith("network-2026-05-20")

    ruth.go("/network/")
    ruth.page.get_by_role("link", name="Not written yet").first.click()
    ruth.page.wait_for_load_state("load")
    assert ruth.sees("Nothing has been written yet")
    ruth.choose("Yes", exact=True)
    ruth.fill("Why?", "Two others wait to take its place, and each blames the other")
    ruth.check("network-note")
    ruth.press("Write it down")
    assert ruth.sees("Two others wait to take its place")

    ruth.follow("Take ties into the register from a list")
    ruth.page.locator("input[type=file]").set_input_files(
        {
            "name": "ties.csv",
            "mimeType": "text/csv",
            "buffer": b"source,target,kind,grade,references,since\n"
            b"Somebody,Nobody,supplies,2B,INT/1,2026-04-01\n",
        }
    )
    ruth.press("Show what it holds")
    assert ruth.sees("No group that you may change is called Somebody")
    ruth.check("network-ties")

    analyst = visit(site, "analyst")
    analyst.go("/network/own/")
    analyst.page.locator("input[type=file]").set_input_files(
        {"name": "calls.csv", "mimeType": "text/csv", "buffer": CALLS}
    )
    analyst.press("Look at it")
    assert analyst.sees("Pairs that stand there again: 1. They are one tie.")
    assert analyst.sees("may raise violence")
    analyst.check("network-own")

    analyst.go("/profiles/")
    analyst.press("Make the documents")
    assert analyst.sees("Profiles as files")
    analyst.page.get_by_role("link", name="profiles.zip").wait_for(timeout=120_000)
    analyst.check("long-work-done")
    with analyst.page.expect_download() as taken:
        analyst.page.get_by_role("link", name="profiles.zip").click()
    assert taken.value.suggested_filename == "profiles.zip"
    analyst.go("/long-work/")
    analyst.check("long-work-list")
    analyst.go("/")
    assert analyst.sees("Your long work")
    analyst.follow("All long work")
    assert analyst.page.locator("[aria-current]").inner_text() == "Morning"
    without = visit(site, "analyst", javascript=False)
    without.go("/long-work/")
    assert without.sees("Done")

    asha = visit(site, "csm")
    asha.go("/groups/")
    assert not asha.sees("The network:")
    assert asha.fetch("/network/") == 403
    asha.go("/groups/briefing/")
    with asha.page.expect_download() as pack:
        asha.page.get_by_role("button", name="Make the briefing pack").click()
    assert pack.value.suggested_filename == "briefing-2026-05-20.zip"
