"""The year of returns that the demonstration tells: how many, and what became of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from frankpledge.access.api import Person
from frankpledge.access.places import bodies_on
from frankpledge.demonstration import boards_story, plans_story
from frankpledge.demonstration.telling import STORY_ENDS
from frankpledge.governance.models import (
    ActionReport,
    BoardAction,
    BoardPaper,
    Resolution,
    Stage,
)
from frankpledge.learning import api as learning
from frankpledge.plans.models import (
    ARRIVED,
    Disruption,
    DisruptionPart,
    Plan,
    QuarterReturn,
    Recheck,
    ReturnChase,
    ReturnFigure,
    ReturnRound,
    ReturnStep,
)
from frankpledge.plans.returns import making
from frankpledge.plans.returns.measures import MEASURES
from frankpledge.plans.returns.quarters import quarter_of
from tests.demonstration.told import tell_in
from tests.makers import as_actor
from tests.plans.adding_up import on_the_page, printed

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
    for name in plans_story.ALL_YEAR:
        body = f"csp-{plans_story.COUNTY.named(name).slug}"
        theirs = QuarterReturn._rows.filter(body_id=body).select_related("round")
        assert {row.round.quarter for row in theirs} == {code for code, _, _ in plans_story.ROUNDS}
        assert all(row.state in ARRIVED for row in theirs)
    year = QuarterReturn._rows.exclude(round__quarter=plans_story.LAST).select_related("round")
    assert [row.body.name for row in year if row.first_signed_on > row.round.due_on] == [
        f"{plans_story.LATE} Community Safety Partnership"
    ]
    assert [row.round.quarter for row in year if row.is_nil] == ["2025-26-q1"]
    looks = Recheck.objects.filter(found_at__isnull=False).order_by("months")
    assert [(look.months, look.found) for look in looks] == [(3, "lasted"), (6, "partly")]
    _every_number_is_an_independent_sum()
    _wantsums_blocks_hold_what_is_here()
    _three_boards_have_papers_and_hear_what_came_of_two()
    _two_case_studies_are_cleared()
    assert Plan._rows.count() == 2
    event = Disruption._rows.get()
    assert (event.claimed_level, event.level) == ("moderate", "minor")
    assert DisruptionPart.objects.filter(disruption=event).count() == 4


def _every_number_is_an_independent_sum() -> None:
    """Of each of the four quarters, as Gwen's page prints it."""
    client = Client()
    client.force_login(Person.objects.get(username="gwen.sallis"))
    guest = f"csp-{plans_story.COUNTY.unitary.slug}"
    rounds = ReturnRound.objects.filter(area=plans_story.COUNTY.code)
    assert rounds.count() == len(plans_story.ROUNDS)
    for round_ in rounds:
        own = QuarterReturn._rows.filter(round=round_, state__in=ARRIVED).exclude(body_id=guest)
        page = on_the_page(client, round_.pk)
        for measure in MEASURES:
            assert printed(own, measure.code) in page[measure.code], (round_.quarter, measure.code)


def _wantsums_blocks_hold_what_is_here() -> None:
    """Eight of nine of the running quarter, and last quarter's referrals as they were frozen.

    Seven were filled on the day of step 22: the day after it a case study was cleared.
    """
    asha = as_actor(Person.objects.get(username="asha.penrose"), at=STORY_ENDS)
    shown = making.preview(
        body="csp-wantsum", quarter=quarter_of(STORY_ENDS.date()), by=asha, at=STORY_ENDS
    )
    assert (len(shown.blocks), shown.filled) == (9, 8)
    assert [block.letter for block in shown.blocks if not block.is_counted] == ["D"]
    last = ReturnFigure.objects.filter(
        made_in__body="csp-wantsum", made_in__round__quarter=plans_story.LAST
    )
    assert {line.measure for line in last if line.is_counted} >= {"C1", "C2", "D1", "D2"}


def _three_boards_have_papers_and_hear_what_came_of_two() -> None:
    """October and March resolved and asked for something; what was done came back. June is next."""
    papers = BoardPaper._rows.filter(forum=f"{boards_story.HERE}strategy-group")
    assert papers.values("meeting").distinct().count() == 3
    assert papers.filter(stage=Stage.CONSIDERED).count() == 2
    assert Resolution.objects.values("paper").distinct().count() == 2
    reported = ActionReport.objects.values("action").distinct().count()
    assert reported >= 2
    assert BoardAction.objects.filter(closed_at__isnull=False).exists()


def _two_case_studies_are_cleared() -> None:
    helena = as_actor(Person.objects.get(username="helena.marsh"), at=STORY_ENDS)
    told = [line.title for line in learning.cases_cleared(by=helena, at=STORY_ENDS)]
    assert told == [
        "A home that was taken over, and made safe by four agencies",
        "Stealing to order, tackled by police alone",
    ]
