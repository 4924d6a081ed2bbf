"""A meeting that is called off, and minutes that nobody has taken."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from frankpledge.access.api import Kind, NotFound, NotPermitted
from frankpledge.governance import agenda, meetings, minutes
from frankpledge.governance.counts import meetings_between
from frankpledge.governance.meetings import called_off, minutes_owed, next_meeting
from frankpledge.governance.models import Meeting
from frankpledge.pages.morning import morning
from tests.governance.test_meetings import WEDNESDAY, call, page, prepared
from tests.makers import NOW, as_actor
from tests.problems.partnership import HERE, Partnership

FLOOD = "The building is flooded"
AFTER = WEDNESDAY + timedelta(days=1)


def call_it_off(people: Partnership, meeting, *, by=None, at=NOW) -> None:
    meetings.call_off_meeting(
        meeting_id=meeting, because=FLOOD, by=as_actor(by or people.asha, at=at), at=at
    )


def titles(person, at=NOW) -> dict[str, list[str]]:
    facts = morning(by=as_actor(person, at=at), at=at)
    return {
        part.title: [task.title for task in part.tasks] for part in (*facts.awaiting, *facts.new)
    }


def test_it_is_no_longer_the_next_and_everybody_who_could_come_reads_why(
    people: Partnership,
) -> None:
    meeting, _ = prepared(people)
    agenda.ask_updates(meeting_id=meeting, by=as_actor(people.asha), at=NOW)
    assert "Updates that your agency owes" in titles(people.constable)

    call_it_off(people, meeting)

    assert next_meeting(as_actor(people.constable), NOW) is None
    shown = page(people.constable, meeting)
    assert shown.line.called_off_because == FLOOD
    told = titles(people.constable)
    assert told["Meetings that were called off"] == ["Wantsum tasking, Wednesday 22 April"]
    assert "Updates that your agency owes" not in told
    assert [line.called_off_because for line in called_off(as_actor(people.constable), NOW)] == [
        FLOOD
    ]


def test_nothing_more_is_done_with_it_and_the_forum_may_meet_then_after_all(
    people: Partnership,
) -> None:
    meeting, (item,) = prepared(people)
    asha = as_actor(people.asha)
    call_it_off(people, meeting)

    for act in (agenda.build_agenda, agenda.ask_updates, agenda.chase_updates):
        with pytest.raises(NotPermitted, match="This meeting was called off"):
            act(meeting_id=meeting, by=asha, at=NOW)
    with pytest.raises(NotPermitted, match="This meeting was called off"):
        minutes.decide(item_id=item.uid, text="Too late", by=asha, at=NOW)
    with pytest.raises(NotPermitted, match="This meeting was called off"):
        minutes.take_minutes(meeting_id=meeting, actions={}, by=asha, at=NOW)
    with pytest.raises(NotPermitted, match="This meeting was called off"):
        call_it_off(people, meeting)
    assert call(people) != meeting


def test_it_counts_as_no_meeting(people: Partnership) -> None:
    meeting, _ = prepared(people)
    days = (WEDNESDAY.date(), WEDNESDAY.date())
    by = as_actor(people.asha, at=AFTER)
    assert meetings_between([HERE], *days, by=by, at=AFTER).meetings == (meeting,)

    call_it_off(people, meeting)

    assert meetings_between([HERE], *days, by=by, at=AFTER).meetings == ()


def test_only_the_agency_that_called_it_calls_it_off(people: Partnership) -> None:
    meeting, _ = prepared(people)

    with pytest.raises(NotPermitted):
        call_it_off(people, meeting, by=people.constable)
    with pytest.raises(NotFound):
        call_it_off(people, meeting, by=people.neighbour)
    minutes.take_minutes(meeting_id=meeting, actions={}, by=as_actor(people.asha), at=WEDNESDAY)
    with pytest.raises(NotPermitted, match="minutes of this meeting have been taken"):
        call_it_off(people, meeting)


def test_the_page_asks_why(people: Partnership) -> None:
    meeting, _ = prepared(people)
    client = Client()
    client.force_login(people.asha)
    address = f"/governance/{meeting}/call-off/"

    assert client.get(address).status_code == 200
    assert client.post(address, {"because": ""}).status_code == 422
    assert client.post(address, {"because": FLOOD}).status_code == 302
    shown = client.get(f"/governance/{meeting}/").content.decode()
    assert FLOOD in shown
    assert "Call the meeting off" not in shown
    assert "Called off" in client.get("/governance/").content.decode()


def test_none_is_called_off_without_a_reason_or_after_its_minutes(people: Partnership) -> None:
    meeting, _ = prepared(people)
    who = people.asha.id
    for wrong in (
        {"called_off_at": NOW, "called_off_by": who},
        {"called_off_because": FLOOD},
        {"called_off_at": NOW, "called_off_because": FLOOD},
        {
            "called_off_at": NOW,
            "called_off_by": who,
            "called_off_because": FLOOD,
            "minuted_at": NOW,
            "minuted_by": who,
        },
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Meeting._rows.filter(pk=meeting).update(**wrong)


def test_minutes_that_nobody_took_stand_on_the_morning_of_who_could(people: Partnership) -> None:
    meeting, _ = prepared(people)
    owed = "Minutes that nobody has taken"
    assert owed not in titles(people.asha)

    assert titles(people.asha, AFTER)[owed] == ["Wantsum tasking, Wednesday 22 April"]
    assert owed not in titles(people.constable, AFTER)
    assert Kind.MEETING not in as_actor(people.newcomer).kinds_for("read")
    assert minutes_owed(as_actor(people.asha, at=AFTER), AFTER)[0].uid == meeting

    minutes.take_minutes(
        meeting_id=meeting, actions={}, by=as_actor(people.asha, at=AFTER), at=AFTER
    )
    assert owed not in titles(people.asha, AFTER)


def test_an_empty_meeting_and_one_called_off_owe_no_minutes(people: Partnership) -> None:
    call(people)
    assert minutes_owed(as_actor(people.asha, at=AFTER), AFTER) == ()
    meeting, _ = prepared_again(people)
    call_it_off(people, meeting)
    assert minutes_owed(as_actor(people.asha, at=AFTER), AFTER) == ()


def prepared_again(people: Partnership):
    Meeting._rows.all().update(starts_at=WEDNESDAY - timedelta(days=7))
    return prepared(people)
