"""Conflicts: who declares one lives from then on in a world without the item."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from frankpledge.access.api import Kind, LinkKind, NotFound, Ref, link, links_of
from frankpledge.access.models import Conflict
from frankpledge.governance import agenda, conflicts, meetings, minutes, references
from frankpledge.plans import api as plans
from frankpledge.problems import api as problems
from tests.makers import NOW, as_actor
from tests.problems.partnership import TASKING, Partnership, open_problem, seen, signed_in

WEDNESDAY = datetime(2026, 4, 22, 13, 0, tzinfo=UTC)


@pytest.fixture
def meeting(people: Partnership) -> UUID:
    """A meeting with one item that everybody may see, on which an action arose."""
    open_problem(people.asha, title="Harbour Steps", agencies=[people.housing])
    asha = as_actor(people.asha)
    uid = meetings.call_meeting(forum=TASKING, starts_at=WEDNESDAY, by=asha, at=NOW)
    agenda.build_agenda(meeting_id=uid, by=asha, at=NOW)
    agenda.ask_updates(meeting_id=uid, by=asha, at=NOW)
    return uid


def item_of(people: Partnership, meeting: UUID, title: str) -> agenda.ItemFacts:
    facts = meetings.page(meeting_id=meeting, by=as_actor(people.asha), at=NOW)
    return next(item for item in facts.items if item.problem.title == title)


def declare_against_tern_court(people: Partnership, meeting: UUID) -> tuple[UUID, UUID]:
    problem = open_problem(people.asha, title="Tern Court", agencies=[people.housing])
    agenda.build_agenda(meeting_id=meeting, by=as_actor(people.asha), at=NOW)
    item = item_of(people, meeting, "Tern Court").uid
    conflicts.declare_conflict(item_id=item, by=as_actor(people.manager), at=NOW)
    return problem, item


def all_that_follows(people: Partnership, meeting: UUID, problem: UUID, item: UUID) -> list[str]:
    """Do everything that can be done about a problem, and give every address that it makes."""
    asha, carer = as_actor(people.asha), as_actor(people.carer)
    today = NOW.date()
    about = Ref(kind=Kind.AGENDA_ITEM, uid=item)
    visits = problems.set_revisits(problem_id=problem, after=today, days=[1, 2], by=asha, at=NOW)
    asked = problems.ask(
        problem_id=problem, agencies=[people.care.id, people.housing.id], by=asha, at=NOW
    )
    problems.answer_ask(ask_id=asked[0], answer="held", words="The desk", by=carer, at=NOW)
    agenda.ask_updates(meeting_id=meeting, by=asha, at=NOW)
    minutes.decide(item_id=item, text="Visit", by=asha, at=NOW)
    added = [
        plans.add_action(
            verb="Fit",
            text="new locks",
            four_p="protect",
            due_on=date(2026, 4, 16),
            owner_agency=people.housing.id,
            owner=people.manager.id,
            arises_from=[origin],
            by=asha,
            at=NOW,
        )
        for origin in (
            about,
            Ref(kind=Kind.PROBLEM, uid=problem),
            Ref(kind=Kind.ASK, uid=asked[0]),
        )
    ]
    return [
        f"/problems/{problem}/",
        f"/problems/{problem}/tell/",
        *(f"/problems/revisits/{uid}/" for uid in visits),
        *(f"/problems/asks/{uid}/" for uid in asked),
        f"/governance/items/{item}/",
        *(f"/plans/{uid}/" for uid in added),
        f"/plans/?from=problem:{problem}",
    ]


def test_a_world_with_the_conflict_is_the_world_without_the_problem(
    people: Partnership, meeting: UUID
) -> None:
    """Every page as it was before the problem, against every page after all that came of it."""
    lists = [
        "/problems/",
        "/problems/?status=open",
        "/problems/?words=tern",
        "/problems/revisits/",
        "/problems/asks/",
        "/governance/",
        f"/governance/{meeting}/",
        f"/governance/{meeting}/minutes/",
        f"/plans/tasking/{meeting}/",
        "/plans/",
        "/plans/?whose=mine",
        "/plans/?status=late",
    ]
    client = signed_in(people.manager)
    before = {path: seen(client, path) for path in lists}
    assert {status for status, _ in before.values()} == {200}

    problem, item = declare_against_tern_court(people, meeting)
    addresses = all_that_follows(people, meeting, problem, item)

    after = {path: seen(client, path) for path in lists}
    assert [path for path in lists if before[path] != after[path]] == []
    missing = "00000000-0000-4000-8000-000000000000"
    nothing = seen(client, f"/problems/{missing}/")
    assert nothing[0] == 404
    asha = signed_in(people.asha)
    for path in addresses:
        assert asha.get(path).status_code == 200, path
        if path.startswith("/plans/?"):
            of_nothing = seen(client, f"/plans/?from=problem:{missing}")
            shown = seen(client, path)
            assert shown[1].replace(str(problem).encode(), missing.encode()) == of_nothing[1]
        else:
            assert seen(client, path) == nothing, path


def test_morning_facts_hold_nothing_of_it(people: Partnership, meeting: UUID) -> None:
    problem, item = declare_against_tern_court(people, meeting)
    all_that_follows(people, meeting, problem, item)
    person = as_actor(people.manager)
    after = WEDNESDAY.date()

    assert [line.title for line in problems.open_problems(person)] == ["Harbour Steps"]
    assert problems.revisits_due(person, after) == ()
    assert problems.asks_waiting(person) == ()
    assert plans.late_actions(person, after) == ()
    assert plans.proposed_to(person, after) == ()
    told = meetings.next_meeting(person, NOW)
    assert told is not None
    assert told.items == 1
    assert [one.problem.title for one in told.owed] == ["Harbour Steps"]


def test_links_captions_and_addresses_hold_nothing_of_it(
    people: Partnership, meeting: UUID
) -> None:
    problem, item = declare_against_tern_court(people, meeting)
    person, asha = as_actor(people.manager), as_actor(people.asha)

    for ref, named in (
        (Ref(kind=Kind.PROBLEM, uid=problem), problems.caption_of),
        (Ref(kind=Kind.AGENDA_ITEM, uid=item), references.caption_of),
    ):
        assert named(ref, asha)
        assert named(ref, person) is None
    assert references.url_of(Ref(kind=Kind.AGENDA_ITEM, uid=item), person) is None
    assert links_of(problem, asha)
    assert links_of(problem, person) == []
    with pytest.raises(NotFound):
        link(
            Ref(kind=Kind.PROBLEM, uid=problem),
            Ref(kind=Kind.MEETING, uid=meeting),
            LinkKind.SAME_MATTER,
            by=person,
            at=NOW,
        )


def test_the_others_see_that_it_was_declared_and_by_whom(
    people: Partnership, meeting: UUID
) -> None:
    declare_against_tern_court(people, meeting)

    assert item_of(people, meeting, "Tern Court").declared_by == ("Nell Farrow",)
    assert item_of(people, meeting, "Harbour Steps").declared_by == ()
    assert Conflict.objects.filter(person=people.manager, covert=False).count() == 1


def test_it_cannot_be_declared_again_or_taken_back(people: Partnership, meeting: UUID) -> None:
    _, item = declare_against_tern_court(people, meeting)
    client = signed_in(people.manager)

    for verb in (client.get, client.post):
        assert verb(f"/governance/items/{item}/conflict/").status_code == 404
    with pytest.raises(NotFound):
        conflicts.declare_conflict(item_id=item, by=as_actor(people.manager), at=NOW)


def test_it_is_declared_on_the_page_only_by_somebody_who_is_sure(
    people: Partnership, meeting: UUID
) -> None:
    item = item_of(people, meeting, "Harbour Steps").uid
    client = signed_in(people.manager)
    path = f"/governance/items/{item}/conflict/"

    assert client.get(path).status_code == 200
    assert client.post(path, {"sent": "1"}).status_code == 422
    assert not Conflict.objects.exists()
    assert client.post(path, {"sure": "on"}).status_code == 302
    assert client.get(path).status_code == 404
    assert "Harbour Steps" not in client.get(f"/governance/{meeting}/").content.decode()


def test_what_a_chair_may_not_see_is_minuted_by_somebody_who_may(
    people: Partnership, meeting: UUID
) -> None:
    open_problem(people.asha, title="Tern Court")
    agenda.build_agenda(meeting_id=meeting, by=as_actor(people.asha), at=NOW)
    conflicts.declare_conflict(
        item_id=item_of(people, meeting, "Tern Court").uid, by=as_actor(people.asha), at=NOW
    )
    deputy = as_actor(people.deputy)

    assert (
        minutes.take_minutes(meeting_id=meeting, actions={}, by=as_actor(people.asha), at=WEDNESDAY)
        == 1
    )
    assert minutes.take_minutes(meeting_id=meeting, actions={}, by=deputy, at=WEDNESDAY) == 1

    shown = meetings.page(meeting_id=meeting, by=deputy, at=WEDNESDAY)
    assert [bool(item.minuted_at) for item in shown.items] == [True, True]
