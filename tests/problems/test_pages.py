"""The pages of problems: forms that say what is wrong, closed to whoever may not, constant cost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frankpledge.problems import asks, register, revisits
from tests.makers import NOW, as_actor
from tests.problems.partnership import HERE, TASKING, Partnership, open_problem, signed_in

OPENING = {
    "place": "6 Tern Court",
    "place_kind": "address",
    "area": HERE,
    "title": "Tern Court",
    "forum": TASKING,
}


def test_a_problem_is_opened_at_a_place_from_the_page(people: Partnership) -> None:
    client = signed_in(people.asha)

    assert client.get("/problems/open/").status_code == 200
    answer = client.post("/problems/open/", {**OPENING, "agencies": [str(people.care.id)]})

    assert answer.status_code == 302
    shown = client.get(answer.headers["Location"]).content.decode()
    assert "Tern Court" in shown
    assert people.care.name in shown
    assert "Nobody has been asked yet." in shown
    assert "No re-visit has been set." in shown
    assert "Tern Court" in client.get("/problems/").content.decode()


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ("place", "Say where it is"),
        ("title", "Say what you call the problem"),
        ("place_kind", "Choose the kind of place"),
        ("area", "Choose the district"),
    ],
)
def test_what_is_left_out_is_asked_for(people: Partnership, lacking, said) -> None:
    given = {name: value for name, value in OPENING.items() if name != lacking}

    answer = signed_in(people.asha).post("/problems/open/", given)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert register.open_problems(as_actor(people.asha)) == ()


def test_whoever_has_no_grants_is_told_why_on_every_page(people: Partnership) -> None:
    client = signed_in(people.newcomer)

    for path in ("/problems/", "/problems/open/", "/problems/revisits/", "/problems/asks/"):
        answer = client.get(path)
        assert answer.status_code == 403, path
        assert "Your post does not" in answer.content.decode(), path


def test_a_partner_is_offered_what_partners_may_do_and_told_why_not_more(
    people: Partnership,
) -> None:
    uid = open_problem(people.asha)
    client = signed_in(people.constable)
    shown = client.get(f"/problems/{uid}/").content.decode()

    assert f"/problems/{uid}/tell/" in shown
    assert f"/problems/{uid}/share/" not in shown
    assert "Only the agency that owns this record can change or share it." in shown
    for act in ("describe", "share", "move", "point", "revisits"):
        assert client.get(f"/problems/{uid}/{act}/").status_code == 403, act


def test_every_form_of_a_problem_is_shown_and_answers(people: Partnership) -> None:
    uid = open_problem(people.asha)
    client = signed_in(people.asha)
    posted = {
        "describe": {"title": "Tern Court flats", "lead": "", "label": "Home takeover"},
        "tell": {"what": "safeguarding_call", "note": "The duty manager was rung"},
        "point": {"system": "Housing", "reference": "ref 1234"},
        "share": {"agencies": [str(people.housing.id)], "forum": ""},
        "revisits": {
            "after_day": "15",
            "after_month": "4",
            "after_year": "2026",
            "days": "2, 7",
            "alone": "no",
        },
        "ask": {"agencies": [str(people.care.id)], "days": "2"},
    }

    for act, given in posted.items():
        assert client.get(f"/problems/{uid}/{act}/").status_code == 200, act
        answer = client.post(f"/problems/{uid}/{act}/", given)
        assert answer.status_code == 302, (act, answer.content.decode())

    shown = client.get(f"/problems/{uid}/").content.decode()
    for words in (
        "Tern Court flats",
        "Home takeover",
        "The duty manager was rung",
        "REF 1234",
        people.housing.name,
        "After 7 days",
        "Waiting",
    ):
        assert words in shown, words


@pytest.mark.parametrize(
    ("act", "given", "said"),
    [
        ("point", {"system": "Housing", "reference": "Colin"}, "not a person’s name"),
        ("share", {"forum": ""}, "Choose an agency or a forum"),
        ("move", {"status": "closed"}, "Say whether people are still safe"),
        ("ask", {"days": "2"}, "Choose at least one agency"),
        ("tell", {"what": "note"}, "Say what the others should know"),
    ],
)
def test_a_wrong_answer_is_kept_and_explained(people: Partnership, act, given, said) -> None:
    uid = open_problem(people.asha)

    answer = signed_in(people.asha).post(f"/problems/{uid}/{act}/", given)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_days_that_are_no_days_are_explained(people: Partnership) -> None:
    uid = open_problem(people.asha)
    day = {"after_day": "15", "after_month": "4", "after_year": "2026"}

    for wrong in ("soon", "0", "2, 4000"):
        answer = signed_in(people.asha).post(f"/problems/{uid}/revisits/", {**day, "days": wrong})
        assert answer.status_code == 422, wrong
        assert "Enter days between 1 and 366" in answer.content.decode()


def test_a_revisit_and_an_ask_are_answered_from_their_pages(people: Partnership) -> None:
    uid = open_problem(people.asha)
    (visit,) = revisits.set_revisits(
        problem_id=uid, after=NOW.date(), days=[2], by=as_actor(people.asha), at=NOW
    )
    (one,) = asks.ask(problem_id=uid, agencies=[people.care.id], by=as_actor(people.asha), at=NOW)
    constable, carer = signed_in(people.constable), signed_in(people.carer)

    assert "Tern Court" in constable.get("/problems/revisits/").content.decode()
    assert "Tern Court" in carer.get("/problems/asks/").content.decode()
    assert constable.post(f"/problems/revisits/{visit}/", {"outcome": ""}).status_code == 422
    assert constable.post(f"/problems/revisits/{visit}/", {"outcome": "safe"}).status_code == 302
    assert carer.post(f"/problems/asks/{one}/", {"answer": "held"}).status_code == 422
    assert carer.post(f"/problems/asks/{one}/", {"answer": "nil"}).status_code == 302
    asha = signed_in(people.asha)
    shown = asha.get(f"/problems/{uid}/").content.decode()
    assert "Safe" in shown
    assert "Found nothing" in shown
    assert "has been recorded" in asha.get(f"/problems/revisits/{visit}/").content.decode()
    assert asha.get(f"/problems/asks/{one}/").status_code == 200
    assert asha.post(f"/problems/asks/{one}/chase/").status_code == 403


def test_lists_ask_the_database_as_often_for_many_as_for_few(people: Partnership) -> None:
    def add(number: int) -> None:
        uid = open_problem(people.asha, title=f"Place {number}")
        asha = as_actor(people.asha)
        revisits.set_revisits(problem_id=uid, after=NOW.date(), by=asha, at=NOW)
        asks.ask(problem_id=uid, agencies=[people.care.id], by=asha, at=NOW)

    def cost(path: str) -> int:
        client = signed_in(people.asha)
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    paths = ("/problems/", "/problems/revisits/", "/problems/asks/")
    add(0)
    few = {path: cost(path) for path in paths}
    for number in range(1, 6):
        add(number)

    assert {path: cost(path) for path in paths} == few


@pytest.mark.postgres
def test_a_problem_its_visits_and_its_asks_are_kept_and_hidden_on_postgresql_too(
    people: Partnership,
) -> None:
    uid = open_problem(people.asha, forum="")
    asha = as_actor(people.asha)
    revisits.set_revisits(problem_id=uid, after=NOW.date(), by=asha, at=NOW)
    asks.ask(problem_id=uid, agencies=[people.care.id], by=asha, at=NOW)

    assert len(revisits.at_problem(uid, asha, NOW.date())) == 3
    assert len(asks.asks_waiting(as_actor(people.carer))) == 1
    assert signed_in(people.neighbour).get(f"/problems/{uid}/").status_code == 404
