"""Meetings: called, prepared, attended, decided and minuted, and who may do each."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from frankpledge.access.api import Forum, NotFound, NotPermitted
from frankpledge.governance import agenda, meetings, minutes
from frankpledge.governance.agenda import NothingToAsk
from frankpledge.governance.meetings import AlreadyCalled, NotAMember, UnusableForum
from frankpledge.governance.minutes import MinutedAction, MinutesTaken
from frankpledge.problems import api as problems
from tests.makers import NOW, as_actor, later, make_person
from tests.problems.partnership import HERE, TASKING, Partnership, open_problem

WEDNESDAY = datetime(2026, 4, 22, 13, 0, tzinfo=UTC)


def call(people: Partnership, *, by=None, forum: str = TASKING, starts_at=WEDNESDAY) -> UUID:
    return meetings.call_meeting(
        forum=forum, starts_at=starts_at, by=as_actor(by or people.asha), at=NOW
    )


def build(people: Partnership, meeting: UUID) -> int:
    return agenda.build_agenda(meeting_id=meeting, by=as_actor(people.asha), at=NOW)


def page(person, meeting: UUID, *, at=NOW):
    return meetings.page(meeting_id=meeting, by=as_actor(person, at=at), at=at)


def prepared(people: Partnership, *titles: str) -> tuple[UUID, list]:
    for title in titles or ("Tern Court",):
        open_problem(people.asha, title=title, agencies=[people.police, people.housing])
    meeting = call(people)
    build(people, meeting)
    return meeting, list(page(people.asha, meeting).items)


def test_a_meeting_belongs_to_a_forum_that_a_body_stands_behind(people: Partnership) -> None:
    Forum.objects.create(code="nobodys", name="Nobody's forum")
    lone = make_person(people.council, *as_actor(people.asha).roles, forums=["nobodys"])

    with pytest.raises(UnusableForum):
        call(people, by=lone, forum="nobodys")
    with pytest.raises(UnusableForum):
        call(people, by=lone)
    assert meetings.forums_for(as_actor(people.asha)) == ((TASKING, "Wantsum tasking"),)


def test_a_forum_meets_once_at_a_time(people: Partnership) -> None:
    call(people)

    with pytest.raises(AlreadyCalled):
        call(people)


def test_only_a_post_that_runs_meetings_calls_one(people: Partnership) -> None:
    with pytest.raises(NotPermitted, match="does not call meetings"):
        call(people, by=people.constable)


def test_members_see_the_meeting_and_others_do_not(people: Partnership) -> None:
    meeting = call(people)

    assert page(people.constable, meeting).line.forum == "Wantsum tasking"
    for outsider in (people.carer, people.neighbour, people.newcomer):
        with pytest.raises(NotFound):
            page(outsider, meeting)


def test_the_agenda_is_built_from_open_problems_that_the_forum_hears_of(
    people: Partnership,
) -> None:
    open_problem(people.asha, title="Tern Court")
    open_problem(people.asha, title="Not for the forum", forum="")
    watched = open_problem(people.asha, title="Only watched")
    problems.move(problem_id=watched, status="watching", by=as_actor(people.asha), at=NOW)
    meeting = call(people)

    assert build(people, meeting) == 1
    assert [item.problem.title for item in page(people.constable, meeting).items] == ["Tern Court"]
    assert build(people, meeting) == 0


def test_a_problem_opened_since_is_added_and_nothing_is_doubled(people: Partnership) -> None:
    meeting, _ = prepared(people)
    open_problem(people.manager, title="Another")

    assert build(people, meeting) == 1
    titles = [item.problem.title for item in page(people.asha, meeting).items]
    assert titles == ["Another", "Tern Court"]


def test_a_partner_does_not_build_ask_or_minute(people: Partnership) -> None:
    meeting, _ = prepared(people)
    constable = as_actor(people.constable)

    for act in (agenda.build_agenda, agenda.ask_updates, agenda.chase_updates):
        with pytest.raises(NotPermitted):
            act(meeting_id=meeting, by=constable, at=NOW)
    with pytest.raises(NotPermitted):
        minutes.take_minutes(meeting_id=meeting, actions={}, by=constable, at=NOW)
    with pytest.raises(NotPermitted):
        meetings.note_attendance(meeting_id=meeting, by=constable, at=NOW)


def test_every_agency_that_works_on_a_problem_is_asked_by_the_day_before(
    people: Partnership,
) -> None:
    meeting, _ = prepared(people)

    assert agenda.ask_updates(meeting_id=meeting, by=as_actor(people.asha), at=NOW) == 3

    item = page(people.asha, meeting).items[0]
    assert item.not_updated == ("Council", "Housing", "Police")
    assert {line.state for line in item.updates} == {"Asked"}
    late = page(people.asha, meeting, at=WEDNESDAY).items[0]
    assert {line.state for line in late.updates} == {"Late"}
    with pytest.raises(NothingToAsk):
        agenda.ask_updates(meeting_id=meeting, by=as_actor(people.asha), at=NOW)


def test_an_update_is_given_for_ones_own_agency_and_said_again_replaces_it(
    people: Partnership,
) -> None:
    meeting, (item,) = prepared(people)
    agenda.ask_updates(meeting_id=meeting, by=as_actor(people.asha), at=NOW)
    constable = as_actor(people.constable)

    for words in ("Nothing yet", "Visited on Tuesday"):
        agenda.give_update(item_id=item.uid, text=words, basis="fact", by=constable, at=NOW)

    shown = page(people.asha, meeting).items[0]
    assert [line.text for line in shown.updates if line.agency == "Police"] == [
        "Visited on Tuesday"
    ]
    assert shown.not_updated == ("Council", "Housing")


def test_an_agency_that_was_not_asked_gives_no_update(people: Partnership) -> None:
    _, (item,) = prepared(people)

    with pytest.raises(NotPermitted, match="has not been asked"):
        agenda.give_update(
            item_id=item.uid, text="x", basis="fact", by=as_actor(people.constable), at=NOW
        )


def test_those_who_have_not_updated_are_chased_and_nobody_else(people: Partnership) -> None:
    meeting, (item,) = prepared(people)
    asha = as_actor(people.asha)
    agenda.ask_updates(meeting_id=meeting, by=asha, at=NOW)
    agenda.give_update(item_id=item.uid, text="Done", basis="fact", by=asha, at=NOW)

    assert agenda.chase_updates(meeting_id=meeting, by=asha, at=NOW) == ("Housing", "Police")

    chased = {line.agency for line in page(people.asha, meeting).items[0].updates if line.chased_at}
    assert chased == {"Housing", "Police"}


def test_nobody_is_chased_when_everybody_has_updated(people: Partnership) -> None:
    meeting, _ = prepared(people)

    with pytest.raises(NothingToAsk):
        agenda.chase_updates(meeting_id=meeting, by=as_actor(people.asha), at=NOW)


def test_the_next_meeting_says_who_has_not_updated_and_what_we_owe(people: Partnership) -> None:
    meeting, _ = prepared(people)
    agenda.ask_updates(meeting_id=meeting, by=as_actor(people.asha), at=NOW)

    told = meetings.next_meeting(as_actor(people.constable), NOW)

    assert told is not None
    assert (told.uid, told.items) == (meeting, 1)
    assert told.not_updated == ("Council", "Housing", "Police")
    assert [item.problem.title for item in told.owed] == ["Tern Court"]
    assert meetings.next_meeting(as_actor(people.carer), NOW) is None
    assert meetings.next_meeting(as_actor(people.asha), later(days=8)) is None


def test_attendance_is_of_members_only_and_noted_anew(people: Partnership) -> None:
    meeting, _ = prepared(people)
    asha = as_actor(people.asha)

    meetings.note_attendance(
        meeting_id=meeting, present=[people.asha.id, people.constable.id], by=asha, at=NOW
    )
    meetings.note_attendance(
        meeting_id=meeting,
        present=[people.asha.id],
        apologies=[people.manager.id],
        by=asha,
        at=NOW,
    )

    noted = {line.name: line.presence for line in page(people.asha, meeting).members}
    assert noted == {
        "Asha Penrose": "present",
        "Lee Marl": "",
        "Nell Farrow": "apologies",
        "Pat Oakes": "",
    }
    with pytest.raises(NotAMember):
        meetings.note_attendance(meeting_id=meeting, present=[people.carer.id], by=asha, at=NOW)


def test_a_decision_is_caught_in_one_line_and_seen_by_the_forum(people: Partnership) -> None:
    meeting, (item,) = prepared(people)

    minutes.decide(item_id=item.uid, text="Visit together", by=as_actor(people.asha), at=NOW)

    shown = page(people.constable, meeting).items[0]
    assert [decision.text for decision in shown.decisions] == ["Visit together"]
    with pytest.raises(NotPermitted, match="does not record decisions"):
        minutes.decide(item_id=item.uid, text="Mine", by=as_actor(people.constable), at=NOW)


def test_minutes_freeze_decisions_and_actions_in_one_act(people: Partnership) -> None:
    meeting, (item,) = prepared(people)
    asha = as_actor(people.asha)
    minutes.decide(item_id=item.uid, text="Visit together", by=asha, at=NOW)
    action = MinutedAction(text="Fit new locks", owner="Housing", due_on=WEDNESDAY.date())

    done = minutes.take_minutes(
        meeting_id=meeting, actions={item.uid: [action]}, by=asha, at=WEDNESDAY
    )

    shown = page(people.constable, meeting)
    assert done == 1
    assert shown.is_minuted
    assert [(line.what, line.text, line.owner) for line in shown.items[0].minutes] == [
        ("Decided", "Visit together", ""),
        ("Action", "Fit new locks", "Housing"),
    ]


def test_after_the_minutes_nothing_is_added(people: Partnership) -> None:
    meeting, (item,) = prepared(people)
    asha = as_actor(people.asha)
    agenda.ask_updates(meeting_id=meeting, by=asha, at=NOW)
    minutes.take_minutes(meeting_id=meeting, actions={}, by=asha, at=WEDNESDAY)

    with pytest.raises(NotPermitted, match="minutes of this item have been taken"):
        minutes.decide(item_id=item.uid, text="Late thought", by=asha, at=NOW)
    with pytest.raises(NotPermitted, match="minutes of this item have been taken"):
        agenda.give_update(
            item_id=item.uid, text="Late", basis="fact", by=as_actor(people.constable), at=NOW
        )
    with pytest.raises(NotPermitted, match="minutes of this meeting have been taken"):
        build(people, meeting)
    with pytest.raises(MinutesTaken):
        minutes.take_minutes(meeting_id=meeting, actions={}, by=asha, at=WEDNESDAY)


def test_a_member_of_another_district_sees_no_item(people: Partnership) -> None:
    meeting, _ = prepared(people)
    far = make_person(
        people.housing, *as_actor(people.manager).roles, districts=["D2"], forums=[TASKING]
    )

    with pytest.raises(NotFound):
        page(far, meeting)
    assert HERE not in as_actor(far).districts


def test_a_member_undertakes_once_and_for_themselves_to_keep_what_is_said(people) -> None:
    meeting = call(people)
    meetings.undertake(meeting_id=meeting, by=as_actor(people.asha), at=NOW)
    meetings.undertake(
        meeting_id=meeting, by=as_actor(people.asha, at=later(minutes=5)), at=later(minutes=5)
    )

    facts = page(people.asha, meeting)
    kept = {member.person_id: member.undertook_at for member in facts.members}
    assert facts.undertook_at == NOW
    assert kept.pop(people.asha.id) == NOW
    assert kept
    assert set(kept.values()) == {None}


def test_nobody_undertakes_for_a_forum_that_they_do_not_sit_on(people) -> None:
    meeting = call(people)
    absent = make_person(people.council, *as_actor(people.asha).roles, forums=[])

    with pytest.raises((NotFound, NotPermitted)):
        meetings.undertake(meeting_id=meeting, by=as_actor(absent), at=NOW)


def test_after_the_minutes_it_is_too_late_to_undertake(people) -> None:
    meeting, _ = prepared(people)
    minutes.take_minutes(meeting_id=meeting, actions={}, by=as_actor(people.asha), at=WEDNESDAY)

    with pytest.raises(NotPermitted, match="minutes of this meeting have been taken"):
        meetings.undertake(meeting_id=meeting, by=as_actor(people.asha), at=NOW)
