"""The stop page stands by itself."""

import base64
import hashlib
import re

from frankpledge.ui.api import STOP_HEADERS, STOP_PAGE
from frankpledge.ui.stop import stop_page
from tests.ui.markup import text_of

PAGE = STOP_PAGE.decode()


def test_it_says_who_to_call():
    words = text_of(PAGE)

    for told in ("Call 999", "101", "0800 555 111", "0800 789 321", "08000 121 700"):
        assert told in words
    assert "When a child may be at risk" in words
    assert "When an adult may be at risk" in words
    assert "What Frankpledge is not for" in words


def test_every_number_can_be_dialled_and_is_the_one_shown():
    for dialled, shown in re.findall(r'href="tel:(\d+)">(?:Call )?([\d ]+)<', PAGE):
        assert dialled == shown.replace(" ", "")


def test_it_needs_no_other_file_and_no_script():
    assert not re.search(r"<(script|link|img|iframe)\b|url\(|@import", PAGE)


def test_its_policy_allows_its_own_styles_and_nothing_else():
    styles = re.search(r"<style>(.*?)</style>", PAGE, re.DOTALL)[1]
    hashed = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    policy = dict(STOP_HEADERS)["Content-Security-Policy"]

    assert f"style-src 'sha256-{hashed}'" in policy
    assert "default-src 'none'" in policy
    assert not re.search(r'\sstyle="', PAGE)


def test_it_is_always_the_same():
    assert stop_page() == STOP_PAGE
    assert dict(STOP_HEADERS)["Content-Length"] == str(len(STOP_PAGE))


def test_the_site_answers_with_it_to_anyone(client):
    response = client.get("/stop/")

    assert response.status_code == 200
    assert response.content == STOP_PAGE
