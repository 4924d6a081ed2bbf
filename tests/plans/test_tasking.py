"""Wednesday's tasking on one page: prepared, run, decided and minuted."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frankpledge.access.api import Agency, Kind, Ref
from frankpledge.governance import api as governance
from frankpledge.governance.models import Meeting
from frankpledge.plans import actions, tasking
from frankpledge.problems import api as problems
from tests.makers import NOW, as_actor
from tests.problems.partnership import (
    TASKING,
    Partnership,
    make_partnership,
    open_problem,
    signed_in,
    stopped_clock,
)

__all__ = ["stopped_clock"]

WEDNESDAY = datetime(2026, 4, 22, 13, 0, tzinfo=UTC)


@pytest.fixture
def people(db: None, stopped_clock: object) -> Partnership:
    return make_partnership()


def prepared(people: Partnership, *titles: str) -> UUID:
    for title in titles:
        open_problem(people.asha, title=title, agencies=[people.housing])
    asha = as_actor(people.asha)
    meeting = governance.call_meeting(forum=TASKING, starts_at=WEDNESDAY, by=asha, at=NOW)
    governance.build_agenda(meeting_id=meeting, by=asha, at=NOW)
    governance.ask_updates(meeting_id=meeting, by=asha, at=NOW)
    return meeting


def run(people: Partnership, meeting: UUID) -> tasking.Tasking:
    return tasking.run(meeting_id=meeting, by=as_actor(people.asha), at=NOW)


def add(people: Partnership, text: str, *origins: Ref) -> UUID:
    return actions.add_action(
        verb="Fit",
        text=text,
        four_p="protect",
        due_on=date(2026, 4, 30),
        owner_agency=people.housing.id,
        arises_from=origins,
        by=as_actor(people.asha),
        at=NOW,
    )


def caught(people: Partnership, **wrong: str) -> dict[str, str]:
    return {
        "line-line": "Fit new locks on every door",
        "line-owner_agency": str(people.housing.id),
        "line-four_p": "protect",
        "line-days": "7",
        "catch": "1",
        **wrong,
    }


def test_the_page_shows_each_item_with_what_agencies_said(people: Partnership) -> None:
    meeting = prepared(people, "Tern Court", "Harbour Steps")
    item = run(people, meeting).items[0].facts
    governance.give_update(
        item_id=item.uid, text="Lamps ordered", basis="fact", by=as_actor(people.manager), at=NOW
    )

    shown = signed_in(people.constable).get(f"/plans/tasking/{meeting}/").content.decode()

    assert shown.index("1. Harbour Steps") < shown.index("2. Tern Court")
    assert "Lamps ordered" in shown
    assert "no update yet" in shown
    assert "Take the minutes" not in shown
    assert "Catch the action" in shown
    assert "Save the decision" not in shown


def test_what_agencies_hold_stands_with_the_word_that_it_clears_nothing(
    people: Partnership,
) -> None:
    meeting = prepared(people, "Tern Court")
    client, asha = signed_in(people.asha), as_actor(people.asha)
    problem = run(people, meeting).items[0].facts.problem.uid
    assert "It does not mean" not in client.get(f"/plans/tasking/{meeting}/").content.decode()

    (one,) = problems.ask(problem_id=problem, agencies=[people.care.id], by=asha, at=NOW)
    problems.answer_ask(ask_id=one, answer="nil", by=as_actor(people.carer), at=NOW)

    shown = client.get(f"/plans/tasking/{meeting}/").content.decode()
    assert f"Asked {people.care.short_name}: found nothing" in shown
    assert "It does not mean that there is no risk" in shown


def test_an_action_is_caught_in_one_line_and_the_page_comes_back_to_its_item(
    people: Partnership,
) -> None:
    meeting = prepared(people, "Tern Court")
    item = run(people, meeting).items[0].facts.uid
    client = signed_in(people.asha)

    answer = client.post(f"/plans/tasking/{meeting}/{item}/", caught(people))

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/plans/tasking/{meeting}/#item-{item}"
    (line,) = run(people, meeting).items[0].arisen
    assert line.words == "Fit new locks on every door"
    assert line.due_on == date(2026, 4, 22)
    assert line.status.label == "Proposed"
    assert (
        "Fit new locks on every door" in client.get(f"/plans/tasking/{meeting}/").content.decode()
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"line-line": ""}, "Write the action"),
        ({"line-line": "Locks"}, "Write a verb and what it is done to"),
        ({"line-line": "x" * 31 + " y"}, "Write a verb and what it is done to"),
        ({"line-four_p": ""}, "Choose the strand"),
        ({"line-owner_agency": "nobody"}, "Select a valid choice"),
    ],
)
def test_a_line_that_cannot_be_caught_is_kept_and_explained(
    people: Partnership, wrong: dict[str, str], said: str
) -> None:
    meeting = prepared(people, "Tern Court")
    item = run(people, meeting).items[0].facts.uid

    answer = signed_in(people.asha).post(
        f"/plans/tasking/{meeting}/{item}/", caught(people, **wrong)
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert run(people, meeting).items[0].actions == ()


def test_a_decision_is_caught_in_one_line(people: Partnership) -> None:
    meeting = prepared(people, "Tern Court")
    item = run(people, meeting).items[0].facts.uid
    client = signed_in(people.asha)

    answer = client.post(
        f"/plans/tasking/{meeting}/{item}/", {"decision-text": "Visit together", "decide": "1"}
    )

    assert answer.status_code == 302
    shown = client.get(f"/plans/tasking/{meeting}/").content.decode()
    assert "Decided: Visit together" in shown


def test_minutes_are_taken_in_one_act_and_printed(people: Partnership) -> None:
    meeting = prepared(people, "Tern Court")
    item = run(people, meeting).items[0].facts
    governance.decide(item_id=item.uid, text="Visit together", by=as_actor(people.asha), at=NOW)
    add(people, "new locks", Ref(kind=Kind.AGENDA_ITEM, uid=item.uid))
    client = signed_in(people.asha)
    early = client.get(f"/plans/tasking/{meeting}/").content.decode()
    assert "This meeting has not begun." in early
    assert client.post(f"/plans/tasking/{meeting}/minutes/").status_code == 403
    Meeting._rows.update(starts_at=NOW - timedelta(hours=1))

    assert client.post(f"/plans/tasking/{meeting}/minutes/").status_code == 302

    shown = signed_in(people.constable).get(f"/governance/{meeting}/minutes/").content.decode()
    assert "Visit together" in shown
    assert "Protect: Fit new locks" in shown
    assert people.housing.short_name in shown
    again = client.get(f"/plans/tasking/{meeting}/").content.decode()
    assert "The minutes have been taken." in again
    assert "Catch the action" not in again


def test_an_action_can_be_for_any_agency_and_those_at_the_table_come_first(
    people: Partnership,
) -> None:
    meeting = prepared(people, "Tern Court")
    names = [name for _, name in run(people, meeting).agencies]

    assert names[:2] == [people.council.name, people.housing.name]
    assert names[2] < people.housing.name
    assert names[2:] == sorted(names[2:])
    assert len(names) == len(set(names)) == Agency.objects.count()


def test_a_printed_meeting_has_no_forms(people: Partnership) -> None:
    shown = signed_in(people.asha).get(f"/plans/tasking/{prepared(people, 'Tern')}/")
    forms = re.findall(r"<form[^>]*aria-label=[^>]*>", shown.content.decode())

    assert len(forms) == 2
    assert all("frank-screen-only" in form for form in forms)


def test_minutes_tell_of_this_items_actions_and_not_of_older_ones(people: Partnership) -> None:
    problem = open_problem(people.asha, title="Tern Court", forum="")
    add(people, "what was agreed before", Ref(kind=Kind.PROBLEM, uid=problem))
    problems.share_problem(problem_id=problem, forum=TASKING, by=as_actor(people.asha), at=NOW)
    meeting = prepared(people)
    (item,) = run(people, meeting).items
    assert [line.words for line in item.actions] == ["Fit what was agreed before"]
    add(people, "new locks", Ref(kind=Kind.AGENDA_ITEM, uid=item.facts.uid))

    tasking.take_minutes(meeting_id=meeting, by=as_actor(people.asha), at=WEDNESDAY)

    shown = governance.meeting_page(meeting_id=meeting, by=as_actor(people.constable), at=NOW)
    assert [line.text for line in shown.items[0].minutes] == ["Protect: Fit new locks"]


def test_a_partner_takes_no_minutes(people: Partnership) -> None:
    meeting = prepared(people, "Tern Court")

    refused = signed_in(people.constable).post(f"/plans/tasking/{meeting}/minutes/")

    assert refused.status_code == 403
    assert "Your post does not let you change this." in refused.content.decode()


def test_a_meeting_out_of_sight_is_no_meeting(people: Partnership) -> None:
    meeting = prepared(people, "Tern Court")

    for outsider in (people.carer, people.neighbour):
        assert signed_in(outsider).get(f"/plans/tasking/{meeting}/").status_code == 404
    assert signed_in(people.newcomer).get(f"/plans/tasking/{meeting}/").status_code == 403


def test_the_page_asks_the_database_as_often_for_many_items_as_for_few(
    people: Partnership,
) -> None:
    meeting = prepared(people, "Place 0", "Place 1")
    asha, client = as_actor(people.asha), signed_in(people.asha)

    def fill() -> None:
        for item in run(people, meeting).items:
            governance.decide(item_id=item.facts.uid, text="Visit", by=asha, at=NOW)
            add(people, "locks", Ref(kind=Kind.AGENDA_ITEM, uid=item.facts.uid))

    def cost(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    paths = (f"/plans/tasking/{meeting}/", f"/governance/{meeting}/", "/plans/")
    fill()
    few = {path: cost(path) for path in paths}
    for number in range(2, 7):
        open_problem(people.asha, title=f"Place {number}", agencies=[people.housing])
    governance.build_agenda(meeting_id=meeting, by=asha, at=NOW)
    governance.ask_updates(meeting_id=meeting, by=asha, at=NOW)
    fill()

    assert {path: cost(path) for path in paths} == few


@pytest.mark.postgres
def test_tasking_runs_on_postgresql_too(people: Partnership) -> None:
    meeting = prepared(people, "Tern Court")
    item = run(people, meeting).items[0].facts.uid
    add(people, "new locks", Ref(kind=Kind.AGENDA_ITEM, uid=item))

    assert tasking.take_minutes(meeting_id=meeting, by=as_actor(people.asha), at=WEDNESDAY) == 1
