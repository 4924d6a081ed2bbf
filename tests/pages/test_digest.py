"""A digest without content: whose it is, when it comes, and that nothing hidden changes it."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail

from frankpledge.access.api import AuditEvent, NotPermitted, Person, actor_for
from frankpledge.pages import digest as digests
from frankpledge.pages.digest import choose_digest, read_digest, send_digest, send_digests
from frankpledge.pages.models import DigestCount, DigestDay, DigestTaken
from tests.makers import NOW, as_actor, make_person
from tests.pages.conftest import DISTRICT
from tests.pages.test_morning import open_problem, with_a_visit_due

TODAY = str(NOW.weekday())
SECRET = "Strangers at Tern Court"


def wants(person: Person, *days: str) -> None:
    person.email = f"{person.username}@council.invalid"
    person.save(update_fields=["email"])
    choose_digest(days=days or (TODAY,), by=as_actor(person), at=NOW)


def test_it_comes_on_the_days_that_somebody_chose_and_on_no_other(cast):
    wants(cast.csm)

    assert send_digests(at=NOW).people == 1
    assert send_digests(at=NOW + timedelta(days=1)).people == 0
    (sent,) = mail.outbox
    assert sent.to == [f"{cast.csm.username}@council.invalid"]


def test_it_comes_once_a_day_however_often_it_is_sent(cast):
    wants(cast.csm)

    assert [send_digests(at=NOW).people for _ in range(3)] == [1, 0, 0]
    assert send_digests(at=NOW + timedelta(days=7)).people == 1


def test_nobody_has_it_who_did_not_choose_and_no_day_ends_it(cast):
    wants(cast.csm)
    choose_digest(days=(), by=as_actor(cast.csm), at=NOW)

    assert not DigestDay.objects.exists()
    assert send_digests(at=NOW).people == 0
    assert not mail.outbox


def test_it_has_two_numbers_and_no_title_name_place_or_reference(cast, settings):
    settings.FRANKPLEDGE_ADDRESS = "https://frankpledge.example.invalid"
    with_a_visit_due(cast.csm)
    wants(cast.csm)

    send_digests(at=NOW)

    (sent,) = mail.outbox
    assert sent.body == (
        "2 things await you in Frankpledge, and none are new.\n\n"
        "Sign in as you usually do to see what.\nhttps://frankpledge.example.invalid\n\n"
        "You chose the days on which this comes. Open Your digest to change or end it.\n"
    )
    for word in (SECRET, "Tern Court", "Wantsum", "visit", "problem", cast.csm.name):
        assert word not in sent.subject + sent.body


def test_that_nothing_awaits_is_said_too(cast):
    wants(cast.tenancy)
    send_digests(at=NOW)

    assert mail.outbox[0].body.startswith("Nothing awaits you in Frankpledge, and none are new.")


def test_nothing_hidden_changes_it(cast, django_db_blocker):
    """The same e-mail and the same page with a problem that somebody may not see, and without."""
    wants(cast.tenancy)
    send_digests(at=NOW)
    without = mail.outbox.pop().body
    page = read_digest(by=as_actor(cast.tenancy), at=NOW)
    DigestTaken.objects.all().delete()

    with_a_visit_due(cast.csm)
    open_problem(cast.csm, title="Another")
    send_digests(at=NOW)

    assert mail.outbox.pop().body == without
    assert read_digest(by=as_actor(cast.tenancy), at=NOW) == page


def test_whoever_may_no_longer_sign_in_is_sent_nothing(cast):
    wants(cast.csm)
    for change in ({"locked": True}, {"is_active": False}, {"ends_at": NOW - timedelta(days=1)}):
        before = {name: getattr(cast.csm, name) for name in change}
        Person.objects.filter(id=cast.csm.id).update(**change)
        assert send_digests(at=NOW).people == 0
        with pytest.raises(NotPermitted):
            send_digest(by=actor_for(cast.csm.id, at=NOW), at=NOW)
        Person.objects.filter(id=cast.csm.id).update(**before)
    assert not mail.outbox


def test_it_is_recorded_as_theirs_by_the_way_of_the_digest(cast):
    wants(cast.csm)
    send_digests(at=NOW)

    (event,) = AuditEvent.objects.filter(act="pages.send_digest")
    assert event.actor == str(cast.csm.id)
    assert '"channel":"digest"' in event.leaf.replace(" ", "")


def test_what_could_not_be_sent_is_tried_again(cast, monkeypatch):
    def down(*_: object, **__: object) -> int:
        raise SMTPException("the server is down")

    wants(cast.csm)
    with monkeypatch.context() as broken:
        broken.setattr(digests, "send_mail", down)
        done = send_digests(at=NOW)
    assert (done.people, done.undelivered) == (0, 1)
    assert not DigestTaken.objects.exists()

    assert send_digests(at=NOW).people == 1


def test_the_page_compares_with_the_last_day_on_which_they_looked(cast):
    csm = as_actor(cast.csm)
    first = read_digest(by=csm, at=NOW)
    assert (first.since, {line.before for line in first.lines}) == (None, set())

    with_a_visit_due(cast.csm)
    again = read_digest(by=csm, at=NOW)
    assert {line.before for line in again.lines} == {None}
    tomorrow = NOW + timedelta(days=1)
    next_day = read_digest(by=as_actor(cast.csm, at=tomorrow), at=tomorrow)
    assert next_day.since == NOW.date()
    assert all(line.before is not None for line in next_day.lines)


def test_numbers_are_kept_for_five_weeks_and_no_words(cast):
    with_a_visit_due(cast.csm)
    read_digest(by=as_actor(cast.csm), at=NOW)
    assert not [row for row in DigestCount.objects.all() if "Tern" in row.section]

    later = NOW + timedelta(days=36)
    read_digest(by=as_actor(cast.csm, at=later), at=later)
    assert [taken.on for taken in DigestTaken.objects.all()] == [later.date()]


def test_its_pages_are_anybodys_own(cast, client):
    for person in (cast.csm, cast.newcomer, cast.administrator, make_person(cast.council)):
        client.force_login(person)
        page = client.get("/digest/")
        assert page.status_code == 200
        assert "Since you were last here" in page.content.decode()
    client.force_login(cast.csm)
    assert client.post("/digest/days/", {"days": ["0", "3"]}).status_code == 302
    assert sorted(DigestDay.objects.values_list("person", "weekday")) == [
        (cast.csm.id, 0),
        (cast.csm.id, 3),
    ]
    assert client.post("/digest/days/", {"days": ["9"]}).status_code == 422
    assert DISTRICT not in client.get("/digest/").content.decode()
