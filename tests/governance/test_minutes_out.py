"""Every line of minutes says whose it is and whether it is fact or opinion, wherever it goes."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from frankpledge.access.api import ForumMember, NotFound, NotPermitted
from frankpledge.governance import agenda, conflicts, meetings, minutes, minutes_out
from frankpledge.governance.minutes import MinutedAction
from frankpledge.governance.models import MinuteLine, Update
from frankpledge.papers.api import Grid
from tests.governance.test_meetings import WEDNESDAY, page, prepared
from tests.makers import NOW, as_actor
from tests.problems.partnership import Partnership


def minuted(people: Partnership, *titles: str) -> tuple[UUID, list[agenda.ItemFacts]]:
    meeting, items = prepared(people, *titles)
    asha = as_actor(people.asha)
    agenda.ask_updates(meeting_id=meeting, by=asha, at=NOW)
    for person, words, basis in (
        (people.constable, "Two calls since Monday", "fact"),
        (people.manager, "=HYPERLINK(1) It feels calmer", "opinion"),
    ):
        agenda.give_update(
            item_id=items[0].uid, text=words, basis=basis, by=as_actor(person), at=NOW
        )
    minutes.decide(item_id=items[0].uid, text="Visit together", by=asha, at=WEDNESDAY)
    action = MinutedAction(text="Fit new locks", owner="Housing", due_on=WEDNESDAY.date())
    minutes.take_minutes(
        meeting_id=meeting, actions={items[0].uid: [action]}, by=asha, at=WEDNESDAY
    )
    return meeting, items


def test_each_line_says_whose_it_is_and_whether_it_is_fact_or_opinion(people: Partnership) -> None:
    meeting, _ = minuted(people)

    lines = page(people.asha, meeting).items[0].minutes

    assert [(line.what, line.originator.partition(",")[0], line.basis) for line in lines] == [
        ("Said", "Housing", "Opinion"),
        ("Said", "Police", "Fact"),
        ("Decided", "Wantsum tasking", "Fact"),
        ("Action", "Wantsum tasking", "Fact"),
    ]
    post = as_actor(people.constable).post_title
    assert lines[1].originator == f"Police, {post}"


def test_it_is_the_post_that_they_held_when_they_said_it(people: Partnership) -> None:
    meeting, _ = prepared(people)
    agenda.ask_updates(meeting_id=meeting, by=as_actor(people.asha), at=NOW)
    constable = as_actor(people.constable)
    item = page(people.asha, meeting).items[0]
    agenda.give_update(item_id=item.uid, text="Seen", basis="fact", by=constable, at=NOW)

    assert Update.objects.get(agency=people.police).given_post == constable.post_title


def test_nothing_is_kept_without_either(people: Partnership) -> None:
    minuted(people)
    for wrong in ({"originator": ""}, {"basis": ""}, {"basis": "rumour"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            MinuteLine.objects.update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Update.objects.filter(given_at__isnull=False).update(basis="")


def test_an_update_is_not_taken_without_saying_which(people: Partnership) -> None:
    meeting, items = prepared(people)
    agenda.ask_updates(meeting_id=meeting, by=as_actor(people.asha), at=NOW)
    client = Client()
    client.force_login(people.constable)
    address = f"/governance/items/{items[0].uid}/"

    refused = client.post(address, {"text": "Two calls"})
    assert refused.status_code == 422
    assert "Choose whether this is fact or opinion" in refused.content.decode()
    assert client.post(address, {"text": "Two calls", "basis": "opinion"}).status_code == 302
    assert "Opinion" in client.get(address).content.decode()


def test_the_schedule_says_for_whom_each_line_is_held_and_holds_no_formula(
    people: Partnership,
) -> None:
    meeting, _ = minuted(people)

    held = minutes_out.schedule_minutes(meeting_id=meeting, by=as_actor(people.asha), at=WEDNESDAY)

    rows = list(csv.DictReader(io.StringIO(held)))
    assert [(row["entry"], row["what"], row["fact or opinion"]) for row in rows] == [
        ("1.1", "Said", "Opinion"),
        ("1.2", "Said", "Fact"),
        ("1.3", "Decided", "Fact"),
        ("1.4", "Action", "Fact"),
    ]
    assert rows[0]["held on behalf of"].startswith("Housing")
    assert (rows[2]["originator"], rows[2]["held on behalf of"]) == ("Wantsum tasking", "")
    assert rows[0]["words"].startswith("'=HYPERLINK")
    assert rows[3]["words"] == "Fit new locks (Housing, by 22 April 2026)"


def test_the_document_has_the_same_in_a_table(people: Partnership) -> None:
    meeting, _ = minuted(people)

    made = minutes_out.export_minutes(meeting_id=meeting, by=as_actor(people.asha), at=WEDNESDAY)

    (grid,) = [part for part in made.parts if isinstance(part, Grid) and len(part.columns) == 6]
    assert [column.text for column in grid.columns][3:5] == ["Whose it is", "Fact or opinion"]
    assert all(row[3] and row[4] for row in grid.rows)
    client = Client()
    client.force_login(people.asha)
    for kind in ("docx", "pdf", "html"):
        answer = client.get(f"/governance/{meeting}/minutes/file/{kind}/")
        assert (answer.status_code, bool(answer.content)) == (200, True)
    assert client.get(f"/governance/{meeting}/minutes/file/exe/").status_code == 404
    assert client.get(f"/governance/{meeting}/minutes/schedule/").status_code == 200


def test_only_the_agency_that_keeps_the_minutes_takes_them_away(people: Partnership) -> None:
    meeting, _ = minuted(people)

    for act in (minutes_out.export_minutes, minutes_out.schedule_minutes):
        with pytest.raises(NotPermitted):
            act(meeting_id=meeting, by=as_actor(people.constable), at=WEDNESDAY)
        with pytest.raises(NotFound):
            act(meeting_id=meeting, by=as_actor(people.neighbour), at=WEDNESDAY)


def test_an_item_in_conflict_is_in_no_file(people: Partnership) -> None:
    meeting, items = minuted(people, "Tern Court", "Harbour Steps")
    hidden = items[1]
    conflicts.declare_conflict(item_id=hidden.uid, by=as_actor(people.asha), at=WEDNESDAY)

    by = as_actor(people.asha)
    made = minutes_out.export_minutes(meeting_id=meeting, by=by, at=WEDNESDAY)

    assert hidden.problem.title not in repr(made)
    assert all(
        item.problem.title != hidden.problem.title
        for item in meetings.page(meeting_id=meeting, by=by, at=WEDNESDAY).items
    )


def test_what_nobody_spoke_to_says_so(people: Partnership) -> None:
    meeting, _ = prepared(people)
    asha = as_actor(people.asha)
    before = minutes_out.export_minutes(meeting_id=meeting, by=asha, at=NOW)
    assert "have not been taken" in repr(before)
    minutes.take_minutes(meeting_id=meeting, actions={}, by=asha, at=WEDNESDAY)

    made = minutes_out.export_minutes(meeting_id=meeting, by=asha, at=WEDNESDAY)

    assert "Nothing was said or decided." in repr(made)


def test_the_document_says_who_was_there_and_keeps_whoever_has_left_since(
    people: Partnership,
) -> None:
    meeting, _ = prepared(people)
    asha = as_actor(people.asha)

    def there(at: datetime) -> list[tuple[str, ...]]:
        made = minutes_out.export_minutes(meeting_id=meeting, by=asha, at=at)
        grids = [part for part in made.parts if isinstance(part, Grid)]
        return [row for grid in grids if len(grid.columns) == 3 for row in grid.rows]

    assert there(WEDNESDAY) == []
    meetings.note_attendance(
        meeting_id=meeting,
        present=[people.constable.id],
        apologies=[people.manager.id],
        by=asha,
        at=WEDNESDAY,
    )
    ForumMember.objects.filter(person=people.constable).update(until=WEDNESDAY)

    after = there(WEDNESDAY + timedelta(days=1))

    assert sorted(after) == sorted(
        [
            (people.constable.name, "Police", "Present"),
            (people.manager.name, "Housing", "Apologies"),
        ]
    )


def test_minutes_of_a_meeting_that_has_not_begun_are_not_taken(people: Partnership) -> None:
    meeting, items = prepared(people)
    asha, before = as_actor(people.asha), WEDNESDAY - timedelta(minutes=1)

    assert page(people.asha, meeting, at=before).may_take_minutes.reason == (
        "This meeting has not begun."
    )
    with pytest.raises(NotPermitted, match="This meeting has not begun"):
        minutes.take_minutes(meeting_id=meeting, actions={}, by=asha, at=before)
    minutes.decide(item_id=items[0].uid, text="Ring first", by=asha, at=before)
    assert minutes.take_minutes(meeting_id=meeting, actions={}, by=asha, at=WEDNESDAY) == 1


def test_what_a_demonstration_gives_away_says_that_it_is_synthetic(
    people: Partnership, settings: Any
) -> None:
    meeting, _ = minuted(people)
    client = Client()
    client.force_login(people.asha)
    paths = (
        f"/governance/{meeting}/minutes/schedule/",
        f"/governance/{meeting}/minutes/file/html/",
    )
    real = [client.get(path) for path in paths]
    settings.FRANKPLEDGE_DEMO = True
    invented = [client.get(path) for path in paths]

    assert 'filename="minutes-schedule.csv"' in real[0]["Content-Disposition"]
    assert 'filename="synthetic-minutes-schedule.csv"' in invented[0]["Content-Disposition"]
    assert "SYNTHETIC DATA" not in real[1].content.decode()
    assert "SYNTHETIC DATA" in invented[1].content.decode()
