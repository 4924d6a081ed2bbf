"""The first page says what awaits somebody, and never anything of what they may not see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frankpledge.access.api import Purpose, Role, Tag
from frankpledge.pages.morning import morning
from frankpledge.problems import api as problems
from tests.makers import NOW, as_actor, make_person
from tests.pages.conftest import DISTRICT

EARLIER = NOW - timedelta(days=30)


def open_problem(person, *, title="Strangers at Tern Court", agencies=(), at=EARLIER, **more):
    return problems.open_problem(
        title=title,
        place="6 Tern Court",
        place_kind="address",
        area=DISTRICT,
        agencies=agencies,
        by=as_actor(person, at=at),
        at=at,
        **more,
    )


def with_a_visit_due(person, *, agencies=(), title="Strangers at Tern Court", **more):
    uid = open_problem(person, title=title, agencies=agencies)
    problems.set_revisits(
        problem_id=uid,
        after=EARLIER.date(),
        days=(28, 30),
        by=as_actor(person, at=EARLIER),
        at=EARLIER,
        **more,
    )
    return uid


def titles(person) -> list[str]:
    facts = morning(by=as_actor(person), at=NOW)
    return [section.title for section in (*facts.awaiting, *facts.new)]


def lines(person, title: str) -> list[str]:
    facts = morning(by=as_actor(person), at=NOW)
    found = [part for part in (*facts.awaiting, *facts.new) if part.title == title]
    return [task.title for part in found for task in part.tasks]


def test_somebody_to_whom_nothing_has_come_is_told_so_and_where_to_start(cast, client):
    client.force_login(cast.csm)

    body = client.get("/").content.decode()

    assert "Nothing awaits you" in body
    assert "Nothing new has reached you" in body
    assert 'href="/problems/"' in body


def test_a_visit_that_is_due_or_overdue_awaits_those_who_work_on_the_problem(cast):
    with_a_visit_due(cast.csm, agencies=[cast.housing.id])

    for person in (cast.csm, cast.tenancy):
        assert lines(person, "Re-visits due") == [
            "Strangers at Tern Court: after 28 days",
            "Strangers at Tern Court: after 30 days",
        ]


def test_ones_own_visits_stand_first(cast):
    with_a_visit_due(cast.csm, title="Another's")
    with_a_visit_due(cast.csm, title="My own", visitor=cast.csm.id)

    assert lines(cast.csm, "Re-visits due")[:2] == [
        "My own: after 28 days",
        "My own: after 30 days",
    ]


def test_an_ask_awaits_whoever_was_asked_and_its_answer_whoever_asked(cast):
    uid = open_problem(cast.csm)
    at = NOW - timedelta(days=1)
    (ask,) = problems.ask(
        problem_id=uid, agencies=[cast.housing.id], by=as_actor(cast.csm, at=at), at=at
    )

    assert lines(cast.tenancy, "Asked of your agency") == [
        "Do you hold anything? Strangers at Tern Court"
    ]
    problems.answer_ask(ask_id=ask, answer="nil", by=as_actor(cast.tenancy), at=NOW)
    assert lines(cast.tenancy, "Asked of your agency") == []
    assert lines(cast.csm, "Answers back") == ["Housing: Strangers at Tern Court"]


def test_silence_awaits_whoever_asked(cast):
    uid = open_problem(cast.csm)
    at = NOW - timedelta(days=7)
    problems.ask(problem_id=uid, agencies=[cast.housing.id], by=as_actor(cast.csm, at=at), at=at)

    assert lines(cast.csm, "No answer yet") == ["Housing: Strangers at Tern Court"]


def test_nothing_is_said_of_what_is_hidden(cast):
    before = morning(by=as_actor(cast.tenancy), at=NOW)
    with_a_visit_due(cast.csm)

    assert morning(by=as_actor(cast.tenancy), at=NOW) == before
    assert morning(by=as_actor(cast.csm), at=NOW).awaiting


def test_a_section_shows_a_few_lines_and_counts_the_rest_of_what_may_be_seen(cast):
    for number in range(5):
        with_a_visit_due(cast.csm, title=f"Problem {number}")

    facts = morning(by=as_actor(cast.csm), at=NOW)
    (visits,) = (part for part in facts.awaiting if part.title == "Re-visits due")

    assert (visits.count, len(visits.tasks), visits.left_out) == (10, 6, 4)


def test_somebody_whose_post_opens_nothing_is_told_whom_to_ask(cast, client):
    client.force_login(cast.newcomer)

    answer = client.get("/")

    assert answer.status_code == 200
    assert "Your post opens nothing yet" in answer.content.decode()
    assert "information governance lead" in answer.content.decode()


def test_an_administrator_is_shown_the_machine_and_no_record(cast, client):
    with_a_visit_due(cast.csm)
    client.force_login(cast.administrator)

    body = client.get("/").content.decode()

    assert "You keep the machine" in body
    assert "Tern Court" not in body


def test_an_auditor_is_shown_how_the_record_stands(cast):
    open_problem(cast.csm)

    assert "The record, last seven days" in titles(cast.auditor)


def test_a_contributor_is_offered_to_tell_something_and_shown_no_problem(cast):
    with_a_visit_due(cast.csm)

    assert titles(cast.worker) == []


@pytest.mark.parametrize("role", list(Role))
def test_the_page_opens_for_every_role(cast, client, role):
    client.force_login(make_person(cast.council, role, districts=[DISTRICT]))

    assert client.get("/").status_code == 200


@pytest.mark.parametrize("role", [Role.INTELLIGENCE_SUPERVISOR, Role.OCG_COORDINATOR, Role.CSM])
def test_the_page_opens_for_somebody_with_every_entitlement(cast, client, role):
    # The more somebody may see, the longer the question to the database: it must not be too long.
    person = make_person(
        cast.police,
        role,
        force_wide=True,
        vetting=4,
        forums=["tasking", "panel", "strategy"],
        tags=[Tag.CHILD, Tag.VICTIM, Tag.SOURCE],
        purpose=Purpose.LAW_ENFORCEMENT,
    )
    client.force_login(person)
    session = client.session
    session["purpose"] = Purpose.LAW_ENFORCEMENT
    session.save()

    assert client.get("/").status_code == 200


def queries_of_the_page(client) -> int:
    client.get("/")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get("/").status_code == 200
    return len(captured)


def test_the_page_takes_as_many_queries_for_many_lines_as_for_few(cast, client):
    client.force_login(cast.csm)
    with_a_visit_due(cast.csm)
    few = queries_of_the_page(client)
    for number in range(6):
        with_a_visit_due(cast.csm, title=f"Problem {number}")

    assert queries_of_the_page(client) == few


def test_the_name_and_the_part_of_the_day_are_right(cast):
    evening = morning(by=as_actor(cast.csm), at=NOW + timedelta(hours=11))

    assert (evening.name, evening.part_of_day) == ("Asha Penrose", "evening")
    assert morning(by=as_actor(cast.csm), at=NOW).part_of_day == "morning"
