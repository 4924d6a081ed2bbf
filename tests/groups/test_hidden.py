"""Two moments that differ only in what a reader may not see are answered byte for byte alike."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from frankpledge.groups import api as groups
from tests.groups.makers import DISTRICT, FORCE, active, browse, link, put_forward
from tests.groups.test_owned import record_one
from tests.makers import NOW

pytestmark = pytest.mark.django_db
NONCE = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def answers(person, group):
    client = browse(person)
    pages = [
        "/",
        *(reverse(f"groups:{name}") for name in (
            "index", "register", "removals", "fairness", "disagreements", "counts", "briefings",
            "vulnerabilities", "errors", "way-out", "switch",
        )),
        *(reverse(f"groups:{name}", args=[group]) for name in (
            "group", "people", "describe-group", "link-group", "merge", "transfer",
        )),
        reverse("groups:people", args=[group]) + "?list=full",
        reverse("groups:briefing", args=[DISTRICT]),
        reverse("groups:register") + "?status=triggered",
    ]  # fmt: skip
    found = {}
    for page in pages:
        answer = client.get(page)
        found[page] = (answer.status_code, NONCE.sub(b"", answer.content))
    return found


READERS = ("second_coordinator", "analyst", "officer", "supervisor", "lead", "csm", "board")


def test_what_is_hidden_changes_no_page_order_count_or_tie(cast):
    gang = active(cast, sort="street_gang", main_threat="USG")
    put_forward(cast)
    for number in range(3):
        link(cast, gang, f"NOM/{number}", harm=0)
    record_one(cast)
    before = {name: answers(getattr(cast, name), gang) for name in READERS}
    drawn = groups.network(by=cast.actor("second_coordinator"))

    link(cast, gang, "NOM/77", harm=0, restricted=True)
    link(cast, gang, "NOM/1", harm=0, restricted=True, source="INT/HIDDEN")
    hidden = put_forward(cast, restricted=True, sort="street_gang", main_threat="USG")
    link(cast, hidden, "NOM/2", restricted=True)
    record_one(cast, as_="officer", title="Kept to the unit", agencies=[])

    after = {name: answers(getattr(cast, name), gang) for name in READERS}
    for name in READERS:
        changed = [page for page in before[name] if before[name][page] != after[name][page]]
        allowed = {
            # The unit's own vulnerability is the unit's to see.
            page
            for page in changed
            if name in ("second_coordinator", "officer", "supervisor")
            and ("vulnerabilities" in page or "briefing" in page or page == "/")
        }
        assert set(changed) == allowed, name
    assert groups.network(by=cast.actor("second_coordinator")) == drawn
    for name in READERS:
        client = browse(getattr(cast, name))
        missing = client.get(reverse("groups:group", args=["00000000-0000-4000-8000-000000000007"]))
        kept = client.get(reverse("groups:group", args=[hidden]))
        assert kept.status_code == missing.status_code
        assert NONCE.sub(b"", kept.content).replace(str(hidden).encode(), b"") == NONCE.sub(
            b"", missing.content
        ).replace(b"00000000-0000-4000-8000-000000000007", b"")


def test_counts_given_out_and_the_quarters_report_hold_nothing_restricted(cast):
    gang = active(cast, sort="street_gang", main_threat="USG")
    link(cast, gang, "NOM/1")
    link(cast, gang, "NOM/2", restricted=True)
    by = cast.actor("coordinator")
    groups.make_fairness(area=FORCE, by=by, at=NOW)
    from frankpledge.groups.models import FairnessReport

    assert FairnessReport.objects.get().counts["total"] == 1
