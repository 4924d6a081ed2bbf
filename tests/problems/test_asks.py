"""Asks: held, nil, refused or silent, and never clearance."""

from __future__ import annotations

from datetime import timedelta

import pytest

from frankpledge.access.api import NotFound, NotPermitted
from frankpledge.problems import asks, casework, register
from frankpledge.problems.asks import AskedAlready, SomethingToSay
from frankpledge.problems.casework import UnknownChoice
from tests.makers import NOW, as_actor, later
from tests.problems.partnership import Partnership, open_problem, signed_in

TODAY = NOW.date()


def ask(people: Partnership, *agencies, problem=None, by=None):
    uid = problem or open_problem(people.asha, forum="")
    made = asks.ask(
        problem_id=uid,
        agencies=[agency.id for agency in agencies],
        by=as_actor(by or people.asha),
        at=NOW,
    )
    return uid, *made


def state(person, uid, days: int = 0) -> list[str]:
    on = TODAY + timedelta(days=days)
    return [line.state for line in asks.at_problem(uid, as_actor(person), on)]


def test_asking_shares_the_problem_with_the_agency_and_waits(people: Partnership) -> None:
    uid, one = ask(people, people.care)

    assert [line.title for line in register.open_problems(as_actor(people.carer))]
    waiting = asks.asks_waiting(as_actor(people.carer))
    assert [(line.uid, line.is_to_us, line.state) for line in waiting] == [(one, True, "Waiting")]
    assert [line.is_to_us for line in asks.asks_waiting(as_actor(people.asha))] == [False]
    assert state(people.asha, uid, days=2) == ["Waiting"]
    assert state(people.asha, uid, days=3) == ["Late"]


@pytest.mark.parametrize(
    ("answer", "words", "shown"),
    [
        ("held", "The duty desk", "Holds something"),
        ("nil", "", "Found nothing"),
        ("refused", "A court order", "Refused"),
    ],
)
def test_the_agency_that_was_asked_answers(people: Partnership, answer, words, shown) -> None:
    uid, one = ask(people, people.care)

    asks.answer_ask(ask_id=one, answer=answer, words=words, by=as_actor(people.carer), at=NOW)

    assert state(people.asha, uid, days=9) == [shown]
    assert asks.asks_waiting(as_actor(people.carer)) == ()
    back = asks.answers_back(as_actor(people.asha, at=later(hours=1)), later(hours=-1))
    assert [line.uid for line in back] == [one]


@pytest.mark.parametrize("answer", ["held", "refused"])
def test_an_answer_that_leads_nowhere_is_refused(people: Partnership, answer) -> None:
    _, one = ask(people, people.care)

    with pytest.raises(SomethingToSay) as refused:
        asks.answer_ask(ask_id=one, answer=answer, by=as_actor(people.carer), at=NOW)

    assert refused.value.argument == "words"


def test_nobody_answers_for_another_agency_or_twice(people: Partnership) -> None:
    _, one = ask(people, people.care)

    with pytest.raises(NotPermitted, match="Only the agency that was asked"):
        asks.answer_ask(ask_id=one, answer="nil", by=as_actor(people.asha), at=NOW)
    asks.answer_ask(ask_id=one, answer="nil", by=as_actor(people.carer), at=NOW)
    with pytest.raises(NotPermitted, match="has been answered"):
        asks.answer_ask(ask_id=one, answer="nil", by=as_actor(people.carer), at=NOW)


def test_one_agency_does_not_see_what_another_answered(people: Partnership) -> None:
    uid, to_care, _ = ask(people, people.care, people.housing)

    assert len(asks.at_problem(uid, as_actor(people.asha), TODAY)) == 2
    assert len(asks.at_problem(uid, as_actor(people.manager), TODAY)) == 1
    with pytest.raises(NotFound):
        asks.page(ask_id=to_care, by=as_actor(people.manager), at=NOW)


def test_an_agency_is_not_asked_again_while_it_has_not_answered(people: Partnership) -> None:
    uid, _ = ask(people, people.care)

    with pytest.raises(AskedAlready):
        ask(people, people.care, problem=uid)


def test_two_agencies_may_ask_a_third_without_knowing_of_one_another(people: Partnership) -> None:
    uid, *_ = ask(people, people.care, people.housing, people.police)

    ask(people, people.care, problem=uid, by=people.constable)

    assert len(asks.asks_waiting(as_actor(people.carer))) == 2


def test_a_partner_asks_only_those_that_the_owner_has_let_in(people: Partnership) -> None:
    uid = open_problem(people.asha)

    with pytest.raises(NotPermitted, match="Only the agency that owns"):
        ask(people, people.care, problem=uid, by=people.constable)

    assert asks.asks_waiting(as_actor(people.carer)) == ()


@pytest.mark.parametrize("whom", ["council", None])
def test_asking_nobody_or_oneself_is_refused(people: Partnership, whom) -> None:
    chosen = [getattr(people, whom)] if whom else []

    with pytest.raises(UnknownChoice):
        ask(people, *chosen)


def test_chasing_is_for_the_agency_that_asked(people: Partnership) -> None:
    uid, one = ask(people, people.care)

    with pytest.raises(NotPermitted):
        asks.chase_ask(ask_id=one, by=as_actor(people.carer), at=NOW)
    asks.chase_ask(ask_id=one, by=as_actor(people.asha), at=later(days=3))

    assert asks.asks_waiting(as_actor(people.carer))[0].chased_on == later(days=3).date()
    assert state(people.asha, uid, days=4) == ["Silent"]


def test_a_closed_problem_is_not_asked_about(people: Partnership) -> None:
    uid = open_problem(people.asha)
    asha = as_actor(people.asha)
    casework.move(problem_id=uid, status="closed", still_safe="yes", by=asha, at=NOW)

    with pytest.raises(NotPermitted, match="closed"):
        ask(people, people.care, problem=uid)


def test_the_pages_say_that_nothing_found_is_no_clearance(people: Partnership) -> None:
    uid, one = ask(people, people.care)
    asks.answer_ask(ask_id=one, answer="nil", by=as_actor(people.carer), at=NOW)
    client = signed_in(people.asha)

    for path in (f"/problems/{uid}/", f"/problems/asks/{one}/", "/problems/asks/"):
        text = client.get(path).content.decode()
        assert "It does not mean that there is no risk" in text, path
        said = text.lower().replace("clearfix", "").replace("no match here is not clearance", "")
        assert "clear" not in said, path
