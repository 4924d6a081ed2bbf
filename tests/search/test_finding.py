"""Whoever searches finds what they may read, newest first, and learns of nothing else."""

from __future__ import annotations

import time
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frankpledge.access.api import (
    Actor,
    Agency,
    AuditEvent,
    Kind,
    NotPermitted,
    Person,
    Role,
    protect,
)
from frankpledge.search import evenly, finding
from frankpledge.search.api import NothingToLookFor, Order, TooOften, find, forget, index
from tests.makers import NOW, as_actor, later, make_agency, make_area, make_person

pytestmark = pytest.mark.django_db

DAY = date(2026, 4, 14)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr(finding, "wait_for_tick", lambda began: None)


@pytest.fixture
def council() -> Agency:
    make_area("D1")
    return make_agency("council")


@pytest.fixture
def manager(council: Agency) -> Person:
    return make_person(council, Role.CSM, districts=["D1"])


@pytest.fixture
def stranger(council: Agency) -> Person:
    return make_person(make_agency("other"), Role.CSM, districts=["D1"])


def put(by: Person, text: str, *, on: date = DAY, slot: int = 10, title: str = "Problem") -> UUID:
    made = protect(Kind.PROBLEM, owner=by.agency_id, by=as_actor(by), at=NOW, districts=["D1"])
    index(made.uid, title=title, href="/problems/1/", text=text, released_on=on, slot=slot)
    return made.uid


def titles(by: Person | Actor, question: str, **more) -> list[str]:
    actor = by if isinstance(by, Actor) else as_actor(by)
    return [hit.title for hit in find(question, by=actor, at=actor.at, **more).hits]


def test_a_record_is_found_by_all_its_words_in_any_order(manager):
    put(manager, "Strangers answer the door at 6 Tern Court")

    assert titles(manager, "court STRANGERS") == ["Problem"]
    assert titles(manager, "court harbour") == []


def test_it_is_found_by_its_caption_too(manager):
    put(manager, "nothing here", title="Harbour Vapes")

    assert titles(manager, "harbour") == ["Harbour Vapes"]


def test_the_newest_comes_first_and_leads_on_to_older(manager):
    for number in range(finding.PAGE + 5):
        put(manager, "vans", on=DAY + timedelta(days=number), title=f"Seen {number:02}")

    found = find("vans", by=as_actor(manager), at=NOW)
    older = find("vans", before=found.older, by=as_actor(manager), at=NOW)

    assert [hit.title for hit in found.hits] == [f"Seen {n:02}" for n in range(24, 4, -1)]
    assert [hit.title for hit in older.hits] == [f"Seen {n:02}" for n in range(4, -1, -1)]
    assert older.older is None


def test_a_record_that_may_not_be_read_is_as_one_that_is_not_there(manager, stranger):
    put(manager, "a knife at the vape shop")
    find("fork", by=as_actor(stranger), at=NOW)

    with CaptureQueriesContext(
        connection,
    ) as hidden:
        seen = find("knife", by=as_actor(stranger), at=NOW)
    with CaptureQueriesContext(connection) as missing:
        absent = find("spoon", by=as_actor(stranger), at=NOW)

    assert seen == absent
    assert len(hidden) == len(missing)


def test_what_is_closest_does_not_depend_on_what_may_not_be_read(manager, stranger):
    put(manager, "knife van", title="One")
    put(manager, "knife van knife van shop", title="Two")
    before = titles(manager, "knife van", order=Order.CLOSEST)
    for _ in range(30):
        put(stranger, "knife knife knife")

    assert titles(manager, "knife van", order=Order.CLOSEST) == before


def test_a_record_indexed_again_is_found_by_its_new_words_alone(manager):
    uid = put(manager, "a red van")
    index(uid, title="Problem", href="/problems/1/", text="a blue lorry", released_on=DAY)

    assert titles(manager, "red") == []
    assert titles(manager, "lorry") == ["Problem"]


def test_a_record_that_is_forgotten_leaves_none_of_its_words(manager):
    uid = put(manager, "zanzibarium")
    forget(uid)

    assert titles(manager, "zanzibarium") == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_entry WHERE words LIKE '%%zanzibarium%%'")
        assert cursor.fetchone() == (0,)


def test_the_search_is_recorded_with_what_it_showed_and_not_with_its_words(manager):
    uid = put(manager, "a knife")
    titles(manager, "knife")

    event = AuditEvent.objects.filter(act="search.search").get()
    assert str(uid) in event.leaf
    assert "knife" not in event.leaf


def test_a_search_that_finds_nothing_is_recorded_too(manager):
    titles(manager, "nothing")

    assert AuditEvent.objects.filter(act="search.search").count() == 1


def test_the_sixty_first_search_within_a_minute_is_refused_and_the_next_minute_is_not(manager):
    for _ in range(finding.TIMES_A_MINUTE):
        titles(manager, "van")
    with pytest.raises(TooOften, match="Wait 60 seconds"):
        titles(manager, "van")

    assert titles(as_actor(manager, at=later(minutes=1)), "van") == []


def test_somebody_with_no_grants_may_not_search(council):
    with pytest.raises(NotPermitted):
        titles(make_person(council, Role.NO_GRANTS), "van")


def test_the_queries_do_not_grow_with_what_is_found(manager):
    put(manager, "vans")
    with CaptureQueriesContext(connection) as few:
        titles(manager, "vans")
    for _ in range(15):
        put(manager, "vans")
    with CaptureQueriesContext(connection) as many:
        assert len(titles(manager, "vans")) == 16

    # The count within the minute is begun by the first search and added to by the next.
    assert len(many) <= len(few)


@pytest.mark.parametrize(
    "question",
    ["knife OR 1", "knife*", "NEAR(a knife)", "knife'; DROP TABLE search_entry --", "-knife", "^a"],
)
def test_what_is_typed_is_never_read_as_a_command(manager, question):
    put(manager, "a knife or 1 near the drop of a table")
    put(manager, "a spoon")

    assert len(titles(manager, question)) <= 1 + (question == "^a")


@pytest.mark.parametrize("question", ['"', "*", "^", "''"])
def test_signs_alone_are_no_words(manager, question):
    with pytest.raises(NothingToLookFor):
        titles(manager, question)


def test_the_page_answers_and_keeps_what_was_typed(manager):
    put(manager, "Strangers at Tern Court")
    client = Client()
    client.force_login(manager)
    session = client.session
    session["purpose"] = manager.usual_purpose
    session.save()

    empty, found, wrong = (
        client.get("/search/"),
        client.get("/search/", {"words": "strangers"}),
        client.get("/search/", {"words": "?!"}),
    )

    assert (empty.status_code, found.status_code, wrong.status_code) == (200, 200, 422)
    assert "Problem" in found.content.decode()
    assert 'value="?!"' in wrong.content.decode()
    assert "Type one or more words" in wrong.content.decode()


def test_an_answer_waits_for_the_end_of_its_tick(monkeypatch):
    slept: list[float] = []
    monkeypatch.setattr(evenly.time, "sleep", slept.append)
    began = time.monotonic()

    evenly.wait_for_tick(began)
    evenly.wait_for_tick(began - 2.5 * evenly.TICK)

    assert slept[0] == pytest.approx(evenly.TICK, abs=0.01)
    assert slept[1] == pytest.approx(evenly.TICK / 2, abs=0.01)
