"""Asking back: fixed questions, words that would task, and the clock that stands still."""

from datetime import timedelta

import pytest

from frankpledge.access.api import NotFound, NotPermitted
from frankpledge.intelligence.desk import triage
from frankpledge.intelligence.giving import questions, receipts, tasking
from frankpledge.intelligence.giving.questions import NoReply, NothingAsked
from frankpledge.intelligence.giving.submission import DangerNow
from frankpledge.intelligence.giving.tasking import UnknownQuestion, WouldTask, refuse_tasking
from frankpledge.intelligence.models import Question
from frankpledge.intelligence.quarantine.markings import MarkedTooHigh
from tests.intelligence.makers import newest, tell, tell_by_card


def ask(county, *, by="imogen", at=None, question="when", about=""):
    at = at or county.now
    questions.ask_back(
        submission_id=newest(county),
        question=question,
        about=about,
        by=county.actor(by, at=at),
        at=at,
    )


def clock(county, at):
    [item] = triage.queue(by=county.actor("imogen", at=at), at=at)
    return item.clock


def test_no_question_on_the_list_tasks_anybody():
    for _, words in tasking.questions():
        assert tasking.words_that_task(words) == (), words


@pytest.mark.parametrize(
    "about",
    [
        "Please find out who lives there",
        "could you check the log",
        "Ask him where he works",
        "keep an eye on the van",
        "Go and have a look",
        "See if you can get a name",
        "next time you are there, note down the plate",
        "take photos of the car",
        "Monitor the flat",
        "watch him for us",
        "look up his record",
        "speak to the neighbour",
        "let us know if they come back",
        "FIND   OUT",
    ],
)
def test_words_that_task_are_refused(about):
    with pytest.raises(WouldTask):
        refuse_tasking(about)


@pytest.mark.parametrize(
    "about", ["", "the white van", "You wrote that “they came at night”", "the second man"]
)
def test_words_of_theirs_are_let_through(about):
    refuse_tasking(about)


def test_a_long_note_is_refused():
    with pytest.raises(WouldTask):
        refuse_tasking("x" * 301)


def test_the_clock_stands_still_until_the_answer_comes(county):
    proof = tell_by_card(county)
    ask(county, at=county.now + timedelta(hours=1), about="the strangers")
    later = county.now + timedelta(days=1)

    assert clock(county, later).is_paused
    asked = questions.question_for(proof.code, at=later)
    assert asked.words.startswith("When was it?")
    assert asked.about == "the strangers"
    questions.reply(code=proof.code, text="Tuesday evening", at=later)
    # Came at 09:00 and asked at 10:00 by the half hour: three hours are left from 09:00 next day.
    reading = clock(county, later)
    assert not reading.is_paused
    assert reading.due.hour == 12
    shown = triage.open_submission(
        submission_id=newest(county), by=county.actor("imogen", at=later), at=later
    )
    assert shown.asked[0].reply == "Tuesday evening"
    assert questions.question_for(proof.code, at=later) is None


def test_the_clock_goes_on_where_nobody_answers_in_time(county):
    tell(county)
    ask(county)

    assert clock(county, county.now + timedelta(days=7)).is_paused
    # Five working days from Wednesday 15 April end with Wednesday 22 April.
    assert not clock(county, county.now + timedelta(days=7, hours=9)).is_paused


def test_one_question_at_a_time_and_only_of_the_list(county):
    tell(county)
    with pytest.raises(UnknownQuestion):
        ask(county, question="who")
    with pytest.raises(WouldTask):
        ask(county, about="find out more")
    assert Question._rows.count() == 0
    ask(county)
    with pytest.raises(NotPermitted) as refusal:
        ask(county)
    assert "waiting for an answer" in refusal.value.reason


def test_nobody_is_asked_once_it_is_decided_or_by_whoever_sent_it(county):
    tell(county, "imogen")
    with pytest.raises(NotPermitted) as refusal:
        ask(county)
    assert "You sent this in" in refusal.value.reason
    uid = newest(county)
    triage.triage(submission_id=uid, outcome="not_policing", by=county.actor("ivo"), at=county.now)
    with pytest.raises(NotPermitted) as refusal:
        questions.ask_back(
            submission_id=uid, question="when", by=county.actor("ivo"), at=county.now
        )
    assert "has been decided" in refusal.value.reason


def test_partners_ask_nothing(county):
    tell(county)
    with pytest.raises(NotPermitted):
        ask(county, by="nia")


def test_an_answer_is_held_to_what_a_report_is_held_to(county):
    proof = tell_by_card(county)
    with pytest.raises(NothingAsked):
        questions.reply(code=proof.code, text="Tuesday", at=county.now)
    ask(county)
    with pytest.raises(NothingAsked):
        questions.reply(code="WRONG-CODE", text="Tuesday", at=county.now)
    with pytest.raises(NoReply):
        questions.reply(code=proof.code, text="  ", at=county.now)
    with pytest.raises(NoReply):
        questions.reply(code=proof.code, text="x" * 5001, at=county.now)
    with pytest.raises(MarkedTooHigh):
        questions.reply(code=proof.code, text="UK SECRET what I know", at=county.now)
    with pytest.raises(DangerNow):
        questions.reply(code=proof.code, text="he has a knife now", at=county.now)
    assert Question._rows.get().reply == ""
    questions.reply(code=proof.code, text="he has a knife now", danger_is_over=True, at=county.now)
    assert Question._rows.get().replied_slot is not None
    with pytest.raises(NothingAsked):
        questions.reply(code=proof.code, text="again", at=county.now)


def test_somebody_with_an_account_answers_at_their_own_receipt(county):
    proof = tell(county)
    ask(county)
    with pytest.raises(NothingAsked):
        questions.reply_as_holder(
            reference=proof.reference, text="x", by=county.actor("dev"), at=county.now
        )
    questions.reply_as_holder(
        reference=proof.reference, text="On Tuesday", by=county.actor("nia"), at=county.now
    )

    assert Question._rows.get().reply == "On Tuesday"


def test_a_receipt_shows_the_question_that_waits_and_where_to_answer_it(county, browse):
    proof = tell_by_card(county)
    before = browse().post("/intelligence/receipt/", {"code": proof.code}).content.decode()
    ask(county)
    after = browse().post("/intelligence/receipt/", {"code": proof.code}).content.decode()

    assert 'action="/intelligence/receipt/question/"' not in before
    assert 'action="/intelligence/receipt/question/"' in after
    assert dict(tasking.questions())["when"] in after
    questions.reply(code=proof.code, text="On Tuesday", at=county.now)
    assert receipts.by_code(proof.code, at=county.now).asked is None


def test_a_holder_answers_on_a_page_of_their_own_and_nobody_else_finds_it(county, browse):
    reference = tell(county).reference
    page = f"/intelligence/receipts/{reference}/question/"
    nia = browse("nia")
    assert nia.get(page).status_code == 404, "nothing is asked"
    ask(county)

    assert page in nia.get("/intelligence/receipts/").content.decode()
    elsewhere = "/intelligence/receipts/ZZZZ-ZZZZ/question/"
    hidden, missing = (browse("dev").get(each).content for each in (page, elsewhere))
    assert browse("dev").get(page).status_code == 404
    assert hidden == missing
    assert nia.post(page, {"text": ""}).status_code == 422
    assert "There is a problem" in nia.post(page, {"text": ""}).content.decode()
    assert "Your answer was kept" in nia.post(page, {"text": "On Tuesday"}).content.decode()
    assert Question._rows.get().reply == "On Tuesday"


def test_an_answer_that_may_not_be_held_takes_what_it_answers_out_of_sight(county):
    proof = tell_by_card(county)
    ask(county)
    told = newest(county)
    questions.reply(
        code=proof.code, text="My solicitor advised me not to say, in legal advice.", at=county.now
    )

    with pytest.raises(NotFound):
        triage.open_submission(submission_id=told, by=county.actor("imogen"), at=county.now)
