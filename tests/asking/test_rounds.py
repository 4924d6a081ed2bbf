"""Ask rounds: one question, a purpose and a law, to many; every answer kept, some for few."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frankpledge.access.api import NotPermitted
from frankpledge.problems import asks
from frankpledge.problems.asks import AskedAlready, NobodyIsLate, SomethingToSay
from frankpledge.problems.gateways import UnknownGateway, UnknownReason
from frankpledge.problems.replies import NotOfThoseWhoAsked
from tests.asking.makers import NOON, Asking

THEM = ("fallow-fire", "saltmarsh-homes")


def round_of(asking: Asking, problem: UUID | None = None, by: str = "asha", **more) -> list[UUID]:
    made = asks.ask(
        problem_id=problem or asking.problem(),
        agencies=[asking.agency(code) for code in THEM],
        by=asking.actor(by),
        at=NOON,
        **more,
    )
    known = asks.asks_waiting(asking.actor(by))
    lines = {line.agency_id: line.uid for line in known if line.uid in made}
    return [lines[asking.agency(code)] for code in THEM]


def line(asking: Asking, uid: UUID, name: str = "asha", at=NOON) -> asks.AskLine:
    return asks.page(ask_id=uid, by=asking.actor(name, at), at=at).line


def answer(asking: Asking, uid: UUID, said: str, name: str = "sam", again=False, **more) -> None:
    verb = asks.answer_again if again else asks.answer_ask
    verb(ask_id=uid, answer=said, by=asking.actor(name), at=NOON, **more)


def test_a_round_is_one_question_with_a_purpose_and_a_law_to_many(asking: Asking):
    fire, homes = round_of(
        asking,
        question="Has anybody been called there this year?",
        purpose="To plan a visit",
        gateway="care_act",
    )

    first, second = line(asking, fire), line(asking, homes, "nia")

    assert first.round_id == second.round_id
    assert first.question == second.question == "Has anybody been called there this year?"
    assert (first.purpose, first.regime) == ("To plan a visit", "UK GDPR")
    assert first.gateway == "Care Act 2014, sections 42 and 45"


def test_nothing_is_asked_without_a_law_that_is_on_the_list(asking: Asking):
    with pytest.raises(UnknownGateway):
        round_of(asking, gateway="because")


def test_an_agency_is_late_then_chased_and_then_silent(asking: Asking):
    problem = asking.problem()
    fire, homes = round_of(asking, problem)
    answer(asking, homes, "nil", "nia")
    due, late = NOON + timedelta(days=2), NOON + timedelta(days=3)

    assert line(asking, fire, at=due).state == "Waiting"
    assert line(asking, fire, at=late).state == "Late"
    with pytest.raises(NobodyIsLate):
        asks.chase_late(problem_id=problem, by=asking.actor("asha", due), at=due)
    names = asks.chase_late(problem_id=problem, by=asking.actor("asha", late), at=late)
    assert names == ("Fallow Fire and Rescue",)
    assert line(asking, fire, at=late).state == "Silent"
    assert line(asking, homes, at=late).state == "Found nothing"


def test_a_silent_agency_can_still_answer(asking: Asking):
    fire, _ = round_of(asking)
    late = NOON + timedelta(days=9)
    asks.chase_ask(ask_id=fire, by=asking.actor("asha", late), at=late)
    asks.answer_ask(ask_id=fire, answer="nil", by=asking.actor("sam", late), at=late)

    assert line(asking, fire, at=late).state == "Found nothing"


def test_a_refusal_gives_a_reason_from_the_list_and_words(asking: Asking):
    fire, _ = round_of(asking)
    answer(asking, fire, "refused", reason="someone_elses", words="Ask the ambulance service")

    shown = line(asking, fire)

    assert shown.state == "Refused"
    assert shown.words == "It is another agency’s to tell: Ask the ambulance service"


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"said": "refused", "words": "No", "reason": "because"}, UnknownReason),
        ({"said": "nil", "reason": "harm"}, SomethingToSay),
        ({"said": "named"}, SomethingToSay),
    ],
)
def test_an_answer_that_is_none_is_refused(asking: Asking, said, error):
    fire, _ = round_of(asking)

    with pytest.raises(error):
        answer(asking, fire, **said)


def test_a_second_answer_stands_beside_the_first_and_both_are_kept(asking: Asking):
    fire, _ = round_of(asking)
    with pytest.raises(NotPermitted, match="not been answered yet"):
        answer(asking, fire, "nil", again=True)
    answer(asking, fire, "nil")
    answer(asking, fire, "held", again=True, words="The fire safety officer")

    shown = line(asking, fire)

    assert [reply.state for reply in shown.replies] == ["Found nothing", "Holds something"]
    assert (shown.state, shown.disagrees) == ("Holds something", True)
    page = asking.client("asha").get(f"/problems/asks/{fire}/").content.decode()
    assert "These answers are not the same" in page
    assert "Found nothing" in page
    problem = asking.client("asha").get(f"/problems/{shown.problem_id}/").content.decode()
    assert "Answered differently before" in problem


def test_only_the_agency_that_was_asked_answers_again(asking: Asking):
    fire, _ = round_of(asking)
    answer(asking, fire, "nil")

    with pytest.raises(NotPermitted, match="Only the agency that was asked"):
        answer(asking, fire, "nil", "asha", again=True)


def test_an_answer_can_be_kept_for_people_named_of_the_agency_that_asked(asking: Asking):
    fire, _ = round_of(asking)
    asha = asking.county.people["asha"]
    answer(asking, fire, "held", words="Ring the duty desk", only_for=[asha])

    named, colleague = line(asking, fire), line(asking, fire, "avis")

    assert (named.state, named.words) == ("Holds something", "Ring the duty desk")
    assert colleague.state == "Answered, to named people only"
    assert (colleague.words, colleague.replies) == ("", ())
    for path in (f"/problems/asks/{fire}/", f"/problems/{named.problem_id}/", "/problems/asks/"):
        assert "Ring the duty desk" not in asking.client("avis").get(path).content.decode(), path
    assert (
        "Ring the duty desk"
        in asking.client("asha").get(f"/problems/asks/{fire}/").content.decode()
    )
    assert line(asking, fire, "sam").state == "Holds something"
    assert line(asking, fire, "faye").state == "Answered, to named people only"


def test_what_is_kept_for_few_reads_the_same_to_others_whatever_it_says(asking: Asking):
    fire, homes = round_of(asking)
    asha = asking.county.people["asha"]
    answer(asking, fire, "held", words="Ring the duty desk", only_for=[asha])
    answer(asking, homes, "nil", "nia", only_for=[asha])

    held, nil = line(asking, fire, "avis"), line(asking, homes, "avis")

    assert (held.state, held.words, held.replies) == (nil.state, nil.words, nil.replies)


def test_an_open_answer_before_one_for_few_does_not_pass_for_the_newest(asking: Asking):
    fire, _ = round_of(asking)
    answer(asking, fire, "nil")
    later = NOON + timedelta(hours=1)
    asks.answer_again(
        ask_id=fire,
        answer="held",
        words="Ring the duty desk",
        only_for=[asking.county.people["asha"]],
        by=asking.actor("sam", later),
        at=later,
    )

    assert line(asking, fire, at=later).state == "Holds something"
    colleague = line(asking, fire, "avis", at=later)
    assert colleague.state == "Answered, to named people only"
    assert [reply.state for reply in colleague.replies] == ["Found nothing"]
    assert not colleague.disagrees


def test_an_answer_is_kept_for_nobody_else(asking: Asking):
    fire, _ = round_of(asking)

    with pytest.raises(NotOfThoseWhoAsked):
        answer(asking, fire, "nil", only_for=[asking.county.people["nia"]])


def test_one_agency_does_not_read_what_another_answered(asking: Asking):
    fire, homes = round_of(asking)
    answer(asking, fire, "held", words="Ring the duty desk")

    assert "Ring the duty desk" not in asking.client("nia").get("/problems/asks/").content.decode()
    assert asking.client("nia").get(f"/problems/asks/{fire}/").status_code == 404
    assert line(asking, homes, "nia").state == "Waiting"


def test_a_round_that_is_withdrawn_asks_nobody_any_more_and_keeps_what_was_said(asking: Asking):
    fire, homes = round_of(asking)
    answer(asking, homes, "nil", "nia")

    assert asks.withdraw_round(ask_id=homes, by=asking.actor("asha"), at=NOON) == 1

    assert line(asking, fire).state == "Withdrawn"
    assert line(asking, homes).state == "Found nothing"
    assert asks.asks_waiting(asking.actor("sam")) == ()
    with pytest.raises(NotPermitted, match="withdrawn"):
        answer(asking, fire, "nil")
    with pytest.raises(NotPermitted, match="withdrawn"):
        asks.chase_ask(ask_id=fire, by=asking.actor("asha"), at=NOON)
    with pytest.raises(AskedAlready, match="nothing to withdraw"):
        asks.withdraw_round(ask_id=homes, by=asking.actor("asha"), at=NOON)


def test_only_the_agency_that_asked_withdraws(asking: Asking):
    fire, _ = round_of(asking)

    with pytest.raises(NotPermitted):
        asks.withdraw_round(ask_id=fire, by=asking.actor("sam"), at=NOON)


def test_whoever_was_asked_in_a_withdrawn_round_can_be_asked_again(asking: Asking):
    problem = asking.problem()
    fire, _ = round_of(asking, problem)
    asks.withdraw_round(ask_id=fire, by=asking.actor("asha"), at=NOON)

    assert fire not in round_of(asking, problem)


def test_a_partner_asks_partners_and_the_answers_land_on_the_problem(asking: Asking):
    problem = asking.problem()
    round_of(asking, problem)
    (made,) = asks.ask(
        problem_id=problem,
        agencies=[asking.agency("saltmarsh-homes")],
        by=asking.actor("sam"),
        at=NOON,
    )
    answer(asking, made, "held", "nia", words="The neighbourhood officer")

    assert line(asking, made, "sam").state == "Holds something"
    assert any(
        each.uid == made for each in asks.at_problem(problem, asking.actor("asha"), NOON.date())
    )


def test_the_form_wants_a_reason_for_a_refusal_and_takes_a_good_answer(asking: Asking):
    fire, _ = round_of(asking)
    client, path = asking.client("sam"), f"/problems/asks/{fire}/"

    wrong = client.post(path, {"answer": "refused", "words": "No"})
    assert wrong.status_code == 422
    assert "Choose why you cannot say" in wrong.content.decode()
    good = client.post(path, {"answer": "refused", "reason": "harm", "words": "No"})
    assert good.status_code == 302
    again = client.post(f"{path}again/", {"answer": "held", "words": "The duty desk"})
    assert again.status_code == 302
    asha = asking.client("asha")
    assert asha.post(f"{path}withdraw/").status_code == 302
    assert asha.get(f"{path}again/").status_code == 403


def test_the_problems_page_costs_the_same_for_many_answers_as_for_few(asking: Asking):
    problem = asking.problem()
    fire, homes = round_of(asking, problem)
    client = asking.client("asha")

    def cost() -> int:
        client.get(f"/problems/{problem}/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/problems/{problem}/").status_code == 200
        return len(queries)

    few = cost()
    answer(asking, fire, "nil")
    answer(asking, homes, "nil", "nia")
    for _ in range(4):
        answer(asking, fire, "held", again=True, words="The duty desk")

    assert cost() == few


@pytest.mark.postgres
def test_answers_for_few_are_kept_for_few_on_postgresql_too(asking: Asking):
    fire, _ = round_of(asking)
    asha = asking.county.people["asha"]
    answer(asking, fire, "held", words="Ring the duty desk", only_for=[asha])

    assert line(asking, fire).words == "Ring the duty desk"
    assert line(asking, fire, "avis").words == ""
