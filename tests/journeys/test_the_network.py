"""The network of mapped groups, from its tables and by keyboard, and refused to partners."""

import pytest

pytestmark = pytest.mark.browser

LATER = "2026-05-20T10:00"


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

    asha = visit(site, "csm")
    asha.go("/groups/")
    assert not asha.sees("The network:")
    assert asha.fetch("/network/") == 403
