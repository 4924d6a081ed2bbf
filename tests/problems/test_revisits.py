"""Re-visits: when they fall due, who records them, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from frankpledge.access.api import NotFound, NotPermitted
from frankpledge.problems import casework, register, revisits
from frankpledge.problems.casework import UnknownChoice
from frankpledge.problems.revisits import SomethingToSay, UnusableDays
from tests.makers import NOW, as_actor, later
from tests.problems.partnership import Partnership, open_problem

TODAY = NOW.date()


def set_for(people: Partnership, **told) -> list:
    uid = open_problem(people.asha)
    made = revisits.set_revisits(
        problem_id=uid, after=TODAY, by=as_actor(people.asha), at=NOW, **told
    )
    return [uid, *made]


def due(person, days: int):
    return revisits.revisits_due(as_actor(person), TODAY + timedelta(days=days))


def test_they_fall_due_two_seven_and_twenty_eight_days_on(people: Partnership) -> None:
    uid, *_ = set_for(people)
    lines = revisits.at_problem(uid, as_actor(people.asha), TODAY)

    assert [(line.days_after, line.due_on) for line in lines] == [
        (2, date(2026, 4, 17)),
        (7, date(2026, 4, 22)),
        (28, date(2026, 5, 13)),
    ]


def test_other_days_are_data(people: Partnership) -> None:
    uid, *_ = set_for(people, days=[14, 1, 14])

    lines = revisits.at_problem(uid, as_actor(people.asha), TODAY)
    assert [line.days_after for line in lines] == [1, 14]


@pytest.mark.parametrize("days", [[], [0], [367], [-1]])
def test_days_that_cannot_be_are_refused(people: Partnership, days) -> None:
    with pytest.raises(UnusableDays):
        set_for(people, days=days)


def test_setting_them_again_makes_no_second_one(people: Partnership) -> None:
    uid, *_ = set_for(people)

    again = revisits.set_revisits(problem_id=uid, after=TODAY, by=as_actor(people.asha), at=NOW)

    assert again == ()
    assert len(revisits.at_problem(uid, as_actor(people.asha), TODAY)) == 3


def test_a_visit_is_to_come_then_due_then_overdue(people: Partnership) -> None:
    set_for(people, days=[2])

    assert due(people.asha, 1) == ()
    assert [line.state for line in due(people.asha, 2)] == ["Due today"]
    assert [line.state for line in due(people.asha, 3)] == ["Overdue"]


def test_who_goes_and_whether_alone_is_shown(people: Partnership) -> None:
    set_for(people, days=[2], visitor=people.constable.id, alone=False)

    line = due(people.constable, 2)[0]

    assert (line.visitor, line.alone, line.is_mine) == ("Pat Oakes", "With somebody else", True)
    assert not due(people.asha, 2)[0].is_mine


def test_whoever_cannot_see_the_problem_sees_no_visit(people: Partnership) -> None:
    _, visit = set_for(people, days=[2])

    assert due(people.carer, 2) == ()
    with pytest.raises(NotFound):
        revisits.page(revisit_id=visit, by=as_actor(people.carer), at=NOW)


def test_a_partner_records_what_was_found_and_the_story_tells_it(people: Partnership) -> None:
    uid, visit = set_for(people, days=[2])

    revisits.record_revisit(
        revisit_id=visit,
        outcome="safe",
        note="Locks changed",
        by=as_actor(people.constable),
        at=later(days=2),
    )

    line = revisits.at_problem(uid, as_actor(people.asha), TODAY)[0]
    assert (line.state, line.note) == ("Safe", "Locks changed")
    newest = register.page(problem_id=uid, by=as_actor(people.asha), at=NOW).timeline[0]
    assert newest.text == "After 2 days: safe. Locks changed"
    assert due(people.asha, 3) == ()


def test_an_outcome_is_recorded_once(people: Partnership) -> None:
    _, visit = set_for(people, days=[2])
    asha = as_actor(people.asha)
    revisits.record_revisit(revisit_id=visit, outcome="no_answer", by=asha, at=NOW)

    with pytest.raises(NotPermitted, match="has been recorded"):
        revisits.record_revisit(revisit_id=visit, outcome="safe", by=asha, at=NOW)


def test_a_visit_that_nobody_made_says_why(people: Partnership) -> None:
    _, visit = set_for(people, days=[2])
    asha = as_actor(people.asha)

    with pytest.raises(SomethingToSay) as refused:
        revisits.record_revisit(revisit_id=visit, outcome="not_made", by=asha, at=NOW)
    assert refused.value.argument == "note"

    revisits.record_revisit(
        revisit_id=visit, outcome="not_made", note="Nobody on shift", by=asha, at=NOW
    )
    assert due(people.asha, 30) == ()


def test_a_partner_sets_no_visits(people: Partnership) -> None:
    uid = open_problem(people.asha)

    with pytest.raises(NotPermitted, match="Only the agency that owns"):
        revisits.set_revisits(problem_id=uid, after=TODAY, by=as_actor(people.constable), at=NOW)


def test_an_unknown_visitor_is_refused(people: Partnership) -> None:
    with pytest.raises(UnknownChoice):
        set_for(people, visitor="00000000-0000-4000-8000-000000000000")


@pytest.mark.parametrize(
    ("outcome", "known"),
    [("safe", "yes"), ("not_safe", "no"), ("no_answer", "unknown"), ("moved", "unknown")],
)
def test_what_is_known_of_safety_comes_from_the_28_day_visit(
    people: Partnership, outcome, known
) -> None:
    uid, early, late = set_for(people, days=[2, 28])
    asha = as_actor(people.asha)
    revisits.record_revisit(revisit_id=early, outcome="safe", by=asha, at=NOW)
    assert revisits.still_safe_at_28_days(uid, asha) == "unknown"

    revisits.record_revisit(revisit_id=late, outcome=outcome, by=asha, at=later(days=28))

    assert revisits.still_safe_at_28_days(uid, asha) == known


def test_a_problem_whose_visits_are_made_can_be_closed(people: Partnership) -> None:
    uid, visit = set_for(people, days=[28])
    asha = as_actor(people.asha)
    revisits.record_revisit(revisit_id=visit, outcome="safe", by=asha, at=later(days=28))

    casework.move(problem_id=uid, status="closed", still_safe="yes", by=asha, at=later(days=28))

    assert not register.page(problem_id=uid, by=asha, at=NOW).may_tell
