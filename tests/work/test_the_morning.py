"""Somebody's own long work stands on their first page, and on nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from frankpledge.access.api import Role
from frankpledge.kernel import DomainError
from frankpledge.pages.morning import morning
from frankpledge.work import api as work, asking, carrying_on
from frankpledge.work.models import Job
from tests.makers import NOW, as_actor, later, make_agency, make_person

pytestmark = pytest.mark.django_db


def lines(person, at=NOW) -> list[tuple[str, str, str]]:
    found = morning(by=as_actor(person, at=at), at=at).new
    return [
        (task.title, task.hint, task.status)
        for section in found
        if section.title == "Your long work"
        for task in section.tasks
    ]


def carry_on() -> None:
    assert carrying_on.carry_on_one(at=NOW, beating=False)


def test_it_says_what_waits_is_under_way_is_done_and_was_not_done(ask, asker, counting, client):
    assert lines(asker) == []
    ask()
    assert lines(asker) == [("Counting", "Asked for today at 09:20.", "Waiting")]

    on_the_way = []
    counting.stepped = lambda number: on_the_way.append(lines(asker)[0][2]) if number == 2 else None
    carry_on()
    assert on_the_way == ["Under way, 33%"]
    assert lines(asker)[0][2] == "Done"

    def fails(number: int) -> None:
        raise DomainError("There is no more to count")

    counting.stepped = fails
    ask(to=5)
    carry_on()
    assert ("Counting", "Asked for today at 09:20. There is no more to count", "Not done") in lines(
        asker
    )
    client.force_login(asker)
    page = client.get("/").content.decode()
    assert "Your long work" in page
    assert 'href="/long-work/"' in page


def test_what_was_called_off_or_is_no_longer_kept_is_not_there(ask, asker):
    job = ask()
    asking.call_off(job_id=job, by=as_actor(asker), at=NOW)
    assert lines(asker) == []

    ask(to=4)
    carry_on()
    assert lines(asker, later(days=3))[0][1] == "Asked for 3 days ago at 09:20."
    carrying_on.clear_away(at=NOW + carrying_on.KEPT + timedelta(minutes=1))
    assert not Job.objects.exists()
    assert lines(asker) == []


def test_nobody_is_told_of_what_somebody_else_asked_for(ask, asker):
    other = make_person(make_agency("other"), Role.CSM)
    before = morning(by=as_actor(other), at=NOW)
    ask()
    carry_on()

    assert morning(by=as_actor(other), at=NOW) == before
    assert work.listed(by=as_actor(other)) == ()
