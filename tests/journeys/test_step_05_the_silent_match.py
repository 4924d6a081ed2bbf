"""Step 5, Wednesday 15 April: what Dev told is like what Ruth holds, and Ruth alone is told."""

import pytest

pytestmark = pytest.mark.browser

MATCHED = "2026-04-15T08:45"
NOTICES = "/entities/notices/"
NOTHING = "Nothing has come in that is like what you hold."
REGISTRATION = "FV19 KTN"


def test_ruth_is_told_and_whoever_reads_what_came_in_is_not(site_at, visit):
    site = site_at(MATCHED)
    ruth = visit(site, "ocg_coordinator")

    assert ruth.sees("Like what you hold")
    ruth.follow(REGISTRATION)
    assert ruth.sees(REGISTRATION)
    ruth.check("step-05-notices")

    imogen = visit(site, "intelligence_officer")
    assert not imogen.sees("Like what you hold")
    imogen.follow("Open the desk")
    imogen.follow("6 Tern Court")
    told = imogen.path
    assert imogen.sees(REGISTRATION), "she reads what Dev typed"
    assert not imogen.sees("Ruth")
    for words in ("restricted", "match", "held by", "like what"):
        assert words not in imogen.text.lower(), words
    imogen.go(NOTICES)
    assert REGISTRATION not in imogen.text

    asha = visit(site, "csm")
    assert "Like what you hold" not in asha.text
    assert asha.go(told) == 404
