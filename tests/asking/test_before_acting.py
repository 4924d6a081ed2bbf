"""Ask before you act: fixed answers at fixed times, a call that says nothing, and no clearance."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, strategies as st

from frankpledge.access.api import AuditEvent, Kind, NotFound, NotPermitted
from frankpledge.asking import answering, before_acting, camouflage, immediate_risk
from frankpledge.asking.answering import NoSuchDay, NotChecked
from frankpledge.asking.before_acting import WrongDays
from frankpledge.asking.models import BeforeActing, Safety, Verdict
from frankpledge.asking.rules import UnknownChoice
from tests.asking.makers import AT_SLOT, CHECKED, NOON, THURSDAY, Asking

EARLY = AT_SLOT - timedelta(seconds=1)
RUNS_OUT = AT_SLOT + timedelta(days=14)


def body(asking: Asking, name: str, path: str) -> bytes:
    response = asking.client(name).get(path)
    assert response.status_code == 200, path
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", response.content)


def as_it_is(monkeypatch: pytest.MonkeyPatch, share: float = 0.0) -> None:
    """Release this share of benign answers as a call."""
    monkeypatch.setattr(camouflage, "part_of", lambda uid: 0.5)
    monkeypatch.setattr(camouflage.rules, "number", _with(share))


def _with(share: float):
    from frankpledge.asking.rules import number

    return lambda name: share if name == "call_share" else number(name)


@pytest.fixture
def honest(monkeypatch: pytest.MonkeyPatch) -> None:
    """No benign answer is released as a call."""
    as_it_is(monkeypatch)


# --- what is asked, and what is read ----------------------------------------------------------


def test_the_answer_is_read_at_the_fixed_time_and_not_a_second_sooner(asking: Asking, honest):
    uid = asking.ask_before()
    asking.answer(uid, "proceed")

    before = asking.seen(uid, at=EARLY).line
    after = asking.seen(uid, at=AT_SLOT).line

    assert (before.state, before.answer, before.safety) == ("Asked", "", "")
    assert (before.released_at, before.expires_at) == (None, None)
    assert (after.state, after.answer) == ("Answered", "PROCEED")
    assert after.safety == "Go in pairs"
    assert after.release_at == AT_SLOT


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("proceed", "PROCEED"),
        ("call", "CALL INTELLIGENCE UNIT BEFORE ACTING"),
        ("defer", "PLEASE DEFER TO 20 April 2026"),
    ],
)
def test_there_are_exactly_three_answers_in_fixed_words(asking: Asking, honest, verdict, words):
    uid = asking.ask_before()
    asking.answer(uid, verdict)

    assert asking.seen(uid).line.answer == words
    assert [each.value for each in Verdict] == ["proceed", "call", "defer"]


def test_a_hard_and_an_easy_answer_are_released_at_the_same_moment(asking: Asking, honest):
    easy, hard = asking.ask_before(), asking.ask_before()
    asking.answer(easy, "proceed", at=NOON + timedelta(minutes=1))
    asking.answer(hard, "call", at=AT_SLOT)

    assert asking.seen(easy).line.released_at == asking.seen(hard).line.released_at == AT_SLOT


def test_a_late_answer_waits_for_the_next_fixed_time(asking: Asking, honest):
    uid = asking.ask_before()
    asking.answer(uid, "proceed", at=AT_SLOT + timedelta(seconds=1))
    friday = datetime.fromisoformat("2026-04-17T09:30+01:00")

    waiting = asking.seen(uid, at=friday - timedelta(seconds=1)).line
    assert (waiting.state, waiting.answer, waiting.is_late) == ("No answer yet", "", True)
    assert asking.seen(uid, at=friday).line.answer == "PROCEED"


def test_an_answer_is_good_for_fourteen_days_and_not_a_moment_more(asking: Asking, honest):
    uid = asking.ask_before()
    asking.answer(uid, "proceed")

    good = asking.seen(uid, at=RUNS_OUT - timedelta(seconds=1)).line
    gone = asking.seen(uid, at=RUNS_OUT).line

    assert (good.state, good.has_run_out, good.expires_at) == ("Answered", False, RUNS_OUT)
    assert (gone.state, gone.has_run_out) == ("Run out", True)


def test_a_page_whose_answer_has_run_out_shows_no_answer(asking: Asking, honest, stopped_at):
    uid = asking.ask_before()
    asking.answer(uid, "proceed")
    stopped_at(RUNS_OUT)

    page = body(asking, "asha", f"/asking/before/{uid}/").decode()

    assert "PROCEED" not in page
    assert "has run out" in page


@pytest.mark.parametrize("verdict", ["proceed", "call", "defer"])
def test_no_match_is_not_clearance_on_every_page_before_and_after(
    asking: Asking, honest, stopped_at, verdict
):
    uid = asking.ask_before()
    asking.answer(uid, verdict)

    for moment in (EARLY, AT_SLOT, RUNS_OUT):
        stopped_at(moment)
        for path in (f"/asking/before/{uid}/", "/asking/before/"):
            page = body(asking, "asha", path).decode()
            assert "No match here is not clearance" in page
            for leak in ("no operation", "operation exists", "under investigation"):
                assert leak not in page.lower()


# --- the call that says nothing --------------------------------------------------------------


def test_a_call_shows_a_number_and_a_reference_and_no_reason(asking: Asking, stopped_at):
    uid = asking.ask_before()
    asking.answer(uid, "call", safety="alone")
    stopped_at(AT_SLOT)

    page = body(asking, "asha", f"/asking/before/{uid}/").decode()

    assert "<strong>101</strong>" in page
    assert asking.seen(uid).line.reference in page
    assert "Go with the police, until you have called" in " ".join(page.split())


def test_a_benign_call_and_a_grave_one_are_the_same_bytes(asking: Asking, monkeypatch, stopped_at):
    as_it_is(monkeypatch, share=1.0)
    uid = asking.ask_before(problem_id=asking.problem())
    stopped_at(AT_SLOT)
    pages = []
    for verdict, safety in (("proceed", "alone"), ("call", "police"), ("call", "alone")):
        with transaction.atomic():
            asking.answer(uid, verdict, safety=safety)
            problem = asking.seen(uid).problem_id
            pages.append(
                [
                    body(asking, "asha", path)
                    for path in (
                        f"/asking/before/{uid}/",
                        "/asking/before/",
                        "/asking/",
                        f"/problems/{problem}/",
                    )
                ]
            )
            transaction.set_rollback(True)

    assert pages[0] == pages[1] == pages[2]
    assert b"CALL INTELLIGENCE UNIT" in pages[0][0]


def test_the_unit_knows_that_a_call_is_benign_and_says_so_to_nobody(asking: Asking, monkeypatch):
    as_it_is(monkeypatch, share=1.0)
    uid = asking.ask_before()
    asking.answer(uid, "proceed", safety="alone")

    unit = answering.question(request_id=uid, by=asking.actor("imogen"), at=NOON)

    assert unit.is_benign_call
    assert (unit.found, unit.released_as) == ("PROCEED", "CALL INTELLIGENCE UNIT BEFORE ACTING")
    assert asking.seen(uid).line.answer == "CALL INTELLIGENCE UNIT BEFORE ACTING"


def test_only_what_could_go_ahead_is_changed_into_a_call():
    for number in range(300):
        uid = UUID(int=number)
        assert camouflage.shown_for(Verdict.CALL, uid) == Verdict.CALL
        assert camouflage.shown_for(Verdict.DEFER, uid) == Verdict.DEFER
        assert camouflage.shown_for(Verdict.PROCEED, uid) in (Verdict.PROCEED, Verdict.CALL)


def test_the_share_of_benign_calls_is_the_one_that_is_set():
    calls = sum(
        camouflage.shown_for(Verdict.PROCEED, UUID(int=number)) == Verdict.CALL
        for number in range(4000)
    )

    assert 0.22 < calls / 4000 < 0.28


@given(number=st.integers(0, 2**128 - 1))
def test_whether_a_benign_answer_is_a_call_never_changes_for_a_request(number):
    uid = UUID(int=number)

    assert camouflage.part_of(uid) == camouflage.part_of(uid)
    assert 0 <= camouflage.part_of(uid) < 1


def test_which_benign_answers_are_calls_hangs_on_the_sites_secret(settings):
    uids = [UUID(int=number) for number in range(64)]
    here = [camouflage.shown_for(Verdict.PROCEED, uid) for uid in uids]
    settings.SECRET_KEY = "another secret altogether"

    assert [camouflage.shown_for(Verdict.PROCEED, uid) for uid in uids] != here


def test_with_a_call_everybody_is_told_to_go_with_the_police():
    for safety in Safety:
        assert camouflage.safety_shown(Verdict.CALL, safety) == Safety.POLICE
        assert camouflage.safety_shown(Verdict.PROCEED, safety) == safety


def test_the_unit_notes_the_call_once_and_the_asker_reads_only_that_they_called(asking: Asking):
    uid = asking.ask_before()
    asking.answer(uid, "call")
    called = AT_SLOT + timedelta(minutes=20)

    with pytest.raises(NotPermitted, match="not been asked to call"):
        answering.note_call(request_id=uid, told="police", by=asking.actor("ivo", EARLY), at=EARLY)
    answering.note_call(request_id=uid, told="police", by=asking.actor("ivo", called), at=called)
    with pytest.raises(NotPermitted, match="has been noted"):
        answering.note_call(request_id=uid, told="go", by=asking.actor("ivo", called), at=called)

    assert asking.seen(uid, at=called).called_at == called
    page = body(asking, "asha", f"/asking/before/{uid}/").decode()
    assert "They can go, with an officer" not in page


# --- twins -----------------------------------------------------------------------------------


def test_what_is_hidden_from_the_asker_changes_no_byte_of_their_pages(asking: Asking, stopped_at):
    uid = asking.ask_before()
    stopped_at(EARLY)

    def pages() -> list[bytes]:
        return [
            body(asking, "asha", path)
            for path in ("/asking/", "/asking/before/", f"/asking/before/{uid}/")
        ]

    plain = pages()
    with transaction.atomic():
        # Another agency asks about the same place, and a problem there is kept from the asker.
        asking.ask_before("nia", planned="UNSEEN")
        asking.problem("sam")
        assert pages() == plain
        asking.answer(uid, "call")
        assert pages() == plain, "an answer that waits for its time shows"
        transaction.set_rollback(True)


def test_a_question_of_others_is_not_there(asking: Asking):
    uid = asking.ask_before()

    for outsider in ("nia", "sam", "pat", "noel"):
        with pytest.raises(NotFound):
            asking.seen(uid, outsider)
        assert asking.client(outsider).get(f"/asking/before/{uid}/").status_code == 404
        assert before_acting.listed(by=asking.actor(outsider), at=NOON) == ()


def test_an_agency_that_goes_along_reads_the_answer_too(asking: Asking, honest):
    uid = asking.ask_before(agencies=[asking.agency("fallow-fire")])
    asking.answer(uid, "proceed")

    seen = asking.seen(uid, "sam")

    assert seen.line.answer == "PROCEED"
    assert not seen.may_withdraw
    assert asking.seen(uid).with_agencies == ("Fallow Fire and Rescue",)


# --- asking ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "argument"),
    [
        (date(2026, 4, 15), date(2026, 4, 15), "first_day"),
        (date(2026, 4, 18), date(2026, 4, 17), "last_day"),
        (date(2026, 4, 20), date(2026, 5, 1), "last_day"),
    ],
)
def test_days_that_cannot_be_answered_for_are_refused(asking: Asking, first, last, argument):
    with pytest.raises(WrongDays) as refused:
        asking.ask_before(first_day=first, last_day=last)

    assert refused.value.argument == argument


def test_the_first_and_the_last_day_that_can_be_asked_about(asking: Asking):
    asking.ask_before(first_day=THURSDAY, last_day=THURSDAY + timedelta(days=14))


def test_nobody_asks_for_a_district_that_is_not_theirs(asking: Asking):
    with pytest.raises(UnknownChoice):
        asking.ask_before(area="D2")


def test_the_unit_answers_and_does_not_ask(asking: Asking):
    with pytest.raises(NotPermitted, match="intelligence unit answers this"):
        asking.ask_before("imogen")


@pytest.mark.parametrize("name", ["dev", "nobody", "petra"])
def test_whoever_does_not_act_at_places_is_told_why(asking: Asking, name):
    with pytest.raises(NotPermitted, match="Your post does not ask before acting"):
        asking.ask_before(name)


def test_a_problem_out_of_sight_is_not_asked_about(asking: Asking):
    hidden = asking.problem("sam")

    with pytest.raises(NotFound):
        asking.ask_before(problem_id=hidden)


# --- answering -------------------------------------------------------------------------------


def test_only_the_unit_that_was_asked_answers_and_only_once(asking: Asking):
    uid = asking.ask_before()

    with pytest.raises(NotPermitted, match="Only the intelligence unit that was asked"):
        asking.answer(uid, by="asha")
    asking.answer(uid)
    with pytest.raises(NotPermitted, match="has been answered"):
        asking.answer(uid, by="ivo")


def test_nothing_is_answered_before_everything_was_looked_at_by_hand(asking: Asking):
    uid = asking.ask_before()

    with pytest.raises(NotChecked):
        asking.answer(uid, checked=CHECKED[1:])

    assert BeforeActing.objects.get(request=uid).answered_at is None


@pytest.mark.parametrize("to", [None, THURSDAY, THURSDAY + timedelta(days=1)])
def test_putting_off_names_a_day_after_the_first(asking: Asking, to):
    uid = asking.ask_before()

    with pytest.raises(NoSuchDay):
        asking.answer(uid, "defer", defer_to=to)


def test_a_question_that_cannot_be_answered_is_given_back_at_the_same_fixed_time(asking: Asking):
    uid = asking.ask_before()
    answering.return_before(
        request_id=uid, reason="place_unclear", by=asking.actor("imogen"), at=NOON
    )

    assert asking.seen(uid, at=EARLY).line.state == "Asked"
    line = asking.seen(uid).line
    assert (line.state, line.answer) == ("Given back", "We could not tell which place you mean")
    assert (line.expires_at, line.safety, line.has_run_out) == (None, "", False)


def test_a_question_is_given_back_for_a_fixed_reason_only(asking: Asking):
    uid = asking.ask_before()

    with pytest.raises(UnknownChoice):
        answering.return_before(
            request_id=uid, reason="we are busy", by=asking.actor("imogen"), at=NOON
        )


def test_the_units_list_holds_what_wants_something_and_drops_what_does_not(asking: Asking, honest):
    first, second = asking.ask_before(), asking.ask_before("nia")
    asking.answer(first, "proceed")
    by = asking.actor("imogen")

    assert [each.line.uid for each in answering.questions(by=by, at=NOON)] == [second]
    asking.answer(second, "call")
    waiting = answering.questions(by=asking.actor("imogen", AT_SLOT), at=AT_SLOT)
    assert [(each.line.uid, each.awaits_call) for each in waiting] == [(second, True)]
    assert answering.questions(by=asking.actor("imogen", RUNS_OUT), at=RUNS_OUT) == ()


# --- late, withdrawn, at once ------------------------------------------------------------------


def test_an_answer_that_is_late_is_chased_and_is_no_answer(asking: Asking, stopped_at):
    uid = asking.ask_before()
    with pytest.raises(NotPermitted, match="not due yet"):
        before_acting.chase_before(request_id=uid, by=asking.actor("asha", EARLY), at=EARLY)

    before_acting.chase_before(request_id=uid, by=asking.actor("asha", AT_SLOT), at=AT_SLOT)

    assert asking.seen(uid).line.is_late
    assert answering.questions(by=asking.actor("imogen", AT_SLOT), at=AT_SLOT)[0].chased_at
    stopped_at(AT_SLOT)
    assert (
        "No answer yet is not an answer" in body(asking, "asha", f"/asking/before/{uid}/").decode()
    )


def test_what_is_withdrawn_is_never_answered(asking: Asking):
    answered, unanswered = asking.ask_before(), asking.ask_before()
    asking.answer(answered)
    for uid in (answered, unanswered):
        before_acting.withdraw_before(request_id=uid, by=asking.actor("asha"), at=NOON)

    assert asking.seen(answered).line.state == "Withdrawn"
    with pytest.raises(NotPermitted, match="withdrawn"):
        asking.answer(unanswered)
    with pytest.raises(NotPermitted, match="withdrawn"):
        before_acting.withdraw_before(request_id=unanswered, by=asking.actor("asha"), at=NOON)
    with pytest.raises(NotPermitted, match="withdrawn"):
        before_acting.chase_before(
            request_id=unanswered, by=asking.actor("asha", AT_SLOT), at=AT_SLOT
        )


def test_a_withdrawn_answer_is_not_shown(asking: Asking, stopped_at):
    uid = asking.ask_before()
    asking.answer(uid)
    before_acting.withdraw_before(request_id=uid, by=asking.actor("asha"), at=NOON)
    stopped_at(AT_SLOT)

    assert "PLEASE DEFER" not in body(asking, "asha", f"/asking/before/{uid}/").decode()
    assert asking.seen(uid).line.answer == ""


def test_what_was_released_is_not_withdrawn_or_chased(asking: Asking):
    uid = asking.ask_before()
    asking.answer(uid)
    asha = asking.actor("asha", AT_SLOT)

    for act in (before_acting.withdraw_before, before_acting.chase_before):
        with pytest.raises(NotPermitted, match="has been answered"):
            act(request_id=uid, by=asha, at=AT_SLOT)


def test_acting_on_immediate_risk_needs_no_answer_and_tells_the_unit(asking: Asking):
    uid = asking.ask_before()
    immediate_risk.act_on_risk(
        request_id=uid, words="Somebody cried for help", by=asking.actor("asha"), at=NOON
    )

    (waiting,) = answering.questions(by=asking.actor("imogen"), at=NOON)
    assert waiting.risk_to_read
    with pytest.raises(NotPermitted, match="No answer is needed"):
        asking.answer(uid)
    answering.see_risk(request_id=uid, by=asking.actor("imogen"), at=NOON)
    assert answering.questions(by=asking.actor("imogen"), at=NOON) == ()
    assert asking.seen(uid).acted_seen_at == NOON
    with pytest.raises(NotPermitted, match="told already"):
        immediate_risk.act_on_risk(request_id=uid, words="x", by=asking.actor("asha"), at=NOON)
    with pytest.raises(NotPermitted, match="nothing to say"):
        answering.see_risk(request_id=uid, by=asking.actor("imogen"), at=NOON)


def test_acting_without_having_asked_is_told_of_too(asking: Asking):
    uid = immediate_risk.act_without_asking(
        place="6 Tern Court",
        area="D1",
        planned="Opened the door",
        words="Smoke",
        by=asking.actor("asha"),
        at=NOON,
    )

    (waiting,) = answering.questions(by=asking.actor("imogen"), at=NOON)
    assert (waiting.line.uid, waiting.risk_to_read) == (uid, True)
    assert asking.seen(uid).line.state == "Acted on immediate risk"
    assert not asking.seen(uid).line.is_late


# --- the problem's page, the record, the database -----------------------------------------------


def test_the_problems_page_shows_the_answer_and_how_long_it_is_good(
    asking: Asking, honest, stopped_at
):
    problem = asking.problem()
    uid = asking.ask_before(problem_id=problem)
    asking.answer(uid, "proceed")
    stopped_at(AT_SLOT)

    page = body(asking, "asha", f"/problems/{problem}/").decode()

    for words in ("Before anybody goes there", "PROCEED", "Go in pairs", "Good until", "30 Apr"):
        assert words in page, words
    assert f"/asking/before/ask/?problem={problem}" in page
    assert asking.seen(uid).problem_id == problem


def test_a_partner_on_the_problem_does_not_see_what_another_agency_asked(
    asking: Asking, honest, stopped_at
):
    problem = asking.problem()
    problems_api = __import__("frankpledge.problems.api", fromlist=["x"])
    problems_api.share_problem(
        problem_id=problem,
        agencies=[asking.agency("fallow-fire")],
        by=asking.actor("asha"),
        at=NOON,
    )
    stopped_at(AT_SLOT)
    plain = body(asking, "sam", f"/problems/{problem}/")

    with transaction.atomic():
        asking.answer(asking.ask_before(problem_id=problem), "proceed")
        assert body(asking, "sam", f"/problems/{problem}/") == plain
        transaction.set_rollback(True)


def test_asking_answering_and_looking_stand_in_the_record(asking: Asking):
    uid = asking.ask_before()
    asking.answer(uid)
    asking.seen(uid)

    acts = set(AuditEvent.objects.filter(leaf__contains=str(uid)).values_list("act", flat=True))

    assert {"asking.ask_before", "asking.answer_before", "asking.read_before"} <= acts
    assert not AuditEvent.objects.filter(leaf__contains="tenancy visit").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"shown": "proceed", "verdict": "call"},
        {"shown": "proceed"},
        {"verdict": "maybe"},
        {"safety": ""},
        {"defer_to": None},
        {"releases_at": NOON},
        {"answered_by": None},
    ],
)
def test_the_database_refuses_an_answer_that_cannot_be(asking: Asking, wrong):
    uid = asking.ask_before()
    asking.answer(uid, "defer")

    with pytest.raises(IntegrityError), transaction.atomic():
        BeforeActing.objects.filter(request=uid).update(**wrong)


def test_lists_ask_the_database_as_often_for_many_as_for_few(asking: Asking, stopped_at):
    problem = asking.problem()
    stopped_at(AT_SLOT)
    paths = (
        ("asha", "/asking/before/"),
        ("imogen", "/asking/before/"),
        ("asha", f"/problems/{problem}/"),
    )

    def cost() -> list[int]:
        found = []
        for name, path in paths:
            client = asking.client(name)
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            found.append(len(queries))
        return found

    asking.ask_before(problem_id=problem)
    few = cost()
    for _ in range(5):
        uid = asking.ask_before(problem_id=problem)
    asking.answer(uid, "call")

    assert cost() == few


@pytest.mark.postgres
def test_a_question_is_asked_answered_and_hidden_on_postgresql_too(asking: Asking, honest):
    uid = asking.ask_before(problem_id=asking.problem())
    asking.answer(uid, "proceed")

    assert asking.seen(uid, at=EARLY).line.answer == ""
    assert asking.seen(uid).line.answer == "PROCEED"
    with pytest.raises(NotFound):
        asking.seen(uid, "nia")
    assert Kind.REQUEST == "request"
