"""The year of returns that the demonstration tells: how many, and what became of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from frankpledge.access.places import bodies_on
from frankpledge.demonstration import plans_story
from frankpledge.demonstration.telling import STORY_ENDS
from frankpledge.plans.models import (
    ARRIVED,
    Disruption,
    DisruptionPart,
    Plan,
    QuarterReturn,
    ReturnChase,
    ReturnStep,
)
from tests.demonstration.told import tell_in

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_what_became_of_the_returns_is_as_the_story_says(tmp_path: Path, settings: Any) -> None:
    tell_in(tmp_path, settings)
    last = QuarterReturn._rows.filter(round__quarter=plans_story.LAST).select_related("round")
    own = [row for row in last if row.body_id != f"csp-{plans_story.COUNTY.unitary.slug}"]
    asked = bodies_on(STORY_ENDS.date(), kind="csp", within=plans_story.COUNTY.code)
    wantsum = QuarterReturn._rows.filter(body_id="csp-wantsum")
    reopened = ReturnStep.objects.filter(state="reopened").exclude(note="")

    assert (len(own), len(asked)) == (11, 12)
    assert last.count() == 12
    assert all(row.state in ARRIVED for row in last)
    assert [row.body.name for row in last if row.is_nil] == [
        f"{plans_story.NIL} Community Safety Partnership"
    ]
    assert sum(row.first_signed_on > row.round.due_on for row in last) == 1
    assert [step.made_in.edition for step in reopened] == [2]
    assert ReturnChase.objects.values("body").distinct().count() == 2
    assert {row.round.quarter for row in wantsum} == {code for code, _, _ in plans_story.ROUNDS}
    assert Plan._rows.count() == 2
    event = Disruption._rows.get()
    assert (event.claimed_level, event.level) == ("moderate", "minor")
    assert DisruptionPart.objects.filter(disruption=event).count() == 4
