"""With two thousand meetings and forty forums, pages take what they take with a hundredth."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from statistics import median
from uuid import UUID

import pytest
from django.test import Client

from frankpledge.access.api import Kind, Protection
from frankpledge.access.models import ProtectionTerm
from frankpledge.governance.forums import entries
from frankpledge.governance.models import Attendance, Meeting
from tests.governance.forums.conftest import PANEL, County, Write
from tests.makers import NOW, as_actor
from tests.problems.partnership import signed_in

FORUMS, MANY, FEW = 40, 2000, 20
AT_MOST = 1.5
PATHS = ("/governance/", "/forums/", "/forums/questions/8/", "/forums/questions/12/", "/")


def hold(county: County, first: int, last: int) -> None:
    """Meetings of the past year, half of them a week apart, with who came. Written in bulk, as a
    year of acts would leave them, since making two thousand by hand takes minutes."""
    made: list[Protection] = []
    meetings: list[Meeting] = []
    for number in range(first, last):
        protection = Protection(kind=Kind.MEETING, owner=county.council)
        made.append(protection)
        meetings.append(
            Meeting(
                protection=protection,
                forum_id="wantsum-panel",
                starts_at=NOW - timedelta(hours=4 * number + 4),
                called_at=NOW,
                called_by=county.asha,
            )
        )
    Protection.objects.bulk_create(made)
    ProtectionTerm.objects.bulk_create(
        ProtectionTerm(protection=each, what="forum", value="wantsum-panel") for each in made
    )
    Meeting._rows.bulk_create(meetings)
    Attendance.objects.bulk_create(
        Attendance(meeting=each, person=county.asha, presence="present") for each in meetings
    )


def seconds(client: Client, path: str) -> float:
    taken = []
    for _ in range(7):
        begun = time.perf_counter()
        assert client.get(path).status_code == 200
        taken.append(time.perf_counter() - begun)
    return median(taken)


@pytest.mark.thorough
def test_pages_with_two_thousand_meetings_take_at_most_half_as_long_again(
    county: County, write: Write
) -> None:
    uids: list[UUID] = [write(forum="wantsum-panel")]
    uids += [write(replace(PANEL, name=f"Forum {number}")) for number in range(1, FORUMS)]
    for uid in uids[::2]:
        entries.verify_entry(entry_id=uid, exists="yes", by=as_actor(county.asha), at=NOW)
    client = signed_in(county.asha)
    hold(county, 0, FEW)
    few = {path: seconds(client, path) for path in PATHS}
    hold(county, FEW, MANY)
    many = {path: seconds(client, path) for path in PATHS}

    ratios = {path: many[path] / few[path] for path in PATHS}
    slow = {path: round(ratio, 2) for path, ratio in ratios.items() if ratio > AT_MOST}
    assert slow == {}
