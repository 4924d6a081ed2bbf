"""The mess that the demonstration holds on purpose: each kind is there, as often as it says."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from frankpledge.access.models import Agency, Agreement, Conflict, Holding, Person
from frankpledge.demonstration.mess import PLANS
from frankpledge.demonstration.telling import STORY_ENDS
from frankpledge.governance.models import Update
from frankpledge.intelligence.models import Dissemination, Grade, Receipt, Report, Submission
from frankpledge.plans.models import STANDING, PlannedAction, Status, Step
from frankpledge.problems.models import Ask, ProblemEvent, Revisit
from tests.demonstration.told import tell_in

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

PLAN = PLANS["district"]
ON = STORY_ENDS.date()


@pytest.fixture
def told(tmp_path: Path, settings: Any) -> int:
    return tell_in(tmp_path, settings)


def test_each_kind_of_mess_is_there(told: int) -> None:
    # One story for all of them: it takes longer to tell than to look through.
    look_at_the_partnerships_work()
    look_at_what_was_told()
    look_at_peoples_standing()


def look_at_the_partnerships_work() -> None:
    late = PlannedAction._rows.filter(status__in=STANDING, due_on__lt=ON)
    declined = Step.objects.filter(status=Status.DECLINED)
    reopened = ProblemEvent.objects.filter(what="open")
    answers = {answer: Ask._rows.filter(answer=answer).count() for answer in ("", "refused", "nil")}
    tasking = Update.objects.filter(item__meeting__starts_at__lt=STORY_ENDS)

    assert Revisit._rows.filter(outcome="", due_on__lt=ON).count() == PLAN.work.revisits_overdue
    assert late.count() == PLAN.work.actions_late
    assert PlannedAction._rows.filter(status=Status.PROPOSED).count() == PLAN.work.actions_proposed
    assert declined.exclude(note="").count() == PLAN.work.disputes
    assert reopened.count() == PLAN.work.problems_closed_and_reopened
    assert answers[""] == PLAN.work.asks_unanswered
    assert answers["refused"] == PLAN.work.asks_refused
    assert answers["nil"] == PLAN.work.asks_nil
    assert (
        len(set(tasking.filter(given_at=None).values_list("agency_id", flat=True)))
        == PLAN.work.updates_missing_before_meeting
    )
    assert Conflict.objects.filter(covert=False).count() == PLAN.work.conflicts_declared


def look_at_what_was_told() -> None:
    graded = Report._rows.filter(outcome="intelligence")
    regraded = [report for report in graded if Grade._rows.filter(report=report).count() > 1]
    owed = Receipt._rows.exclude(progress="answered").filter(due_on__lt=ON)

    assert Report._rows.filter(outcome="duplicate").count() == PLAN.submissions.duplicates
    assert len(regraded) == PLAN.submissions.wrong_grades_corrected
    assert owed.count() == PLAN.submissions.overdue_feedback
    assert (
        graded.filter(force_reference="").count()
        == PLAN.submissions.handovers_without_force_reference
    )
    assert Report._rows.filter(outcome="not_policing").count() == PLAN.submissions.not_for_here
    assert Dissemination._rows.exclude(recalled_at=None).count() == PLAN.submissions.recalled
    assert Submission._rows.count() > PLAN.submissions.duplicates


def look_at_peoples_standing() -> None:
    soon = STORY_ENDS + timedelta(weeks=6)
    ended = Person.objects.filter(is_service=False, ends_at__lt=STORY_ENDS)
    lapsed = Person.objects.filter(is_service=False, vetting_until__lt=STORY_ENDS)
    without = [
        agency
        for agency in Agency.objects.all()
        if not Agreement.objects.filter(agency=agency, ends_at__gt=STORY_ENDS).exists()
    ]
    movers = Holding.objects.filter(ends_at__lt=STORY_ENDS).exclude(person__in=ended)

    assert ended.count() == PLAN.people.leavers
    assert lapsed.exclude(id__in=ended).count() == PLAN.people.expired_vetting
    assert (
        Person.objects.filter(vetting_until__gt=STORY_ENDS, vetting_until__lt=soon).count()
        == PLAN.people.vetting_ending
    )
    assert len(without) == PLAN.people.expired_agreements
    assert movers.values("person").distinct().count() == PLAN.people.movers
