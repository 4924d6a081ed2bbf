"""Referrals from being sent to what came of them: who may, who may not, and what changes."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from frankpledge.access.api import NotFound, NotPermitted, Person
from frankpledge.referrals import describing, doors, following, gate, register, sending
from frankpledge.referrals.describing import NothingKnown
from frankpledge.referrals.first_responders import Offer
from frankpledge.referrals.following import Undecided
from frankpledge.referrals.models import Referral, State
from frankpledge.referrals.sending import Content, NotAReferral
from tests.makers import NOW, as_actor, later
from tests.referrals.conftest import ELSEWHERE, HERE, County

CONTENT = Content(
    name="Colin",
    place="6 Tern Court",
    concern="Strangers answer his door",
    wishes="He wants his home back",
    capacity="has",
)


@pytest.fixture
def with_doors(county: County) -> County:
    set_doors(county)
    return county


def set_doors(county: County) -> None:
    for pathway, agency, forum, meets in (
        ("PA05", county.children.agency_id, "", None),
        ("PA14", county.joan.agency_id, "", None),
        ("PA17", county.council.id, "panel", date(2026, 4, 23)),
        ("PA16", county.council.id, "", None),
        ("PA22", county.council.id, "", None),
    ):
        doors.set_door(
            pathway=pathway,
            area=HERE,
            agency=agency,
            how="By its own form",
            forum=forum,
            next_meets_on=meets,
            by=as_actor(county.asha),
            at=NOW,
        )


def send(who: Person, **given) -> UUID:
    facts = {
        "pathway": "PA05",
        "form": "child",
        "area": HERE,
        "agreement": "not_asked",
        "told": False,
        "why_not_told": "more_harm",
        "at": NOW,
    } | given
    return sending.refer(by=as_actor(who, at=facts["at"]), **facts)


def to_adult_care(county: County, **given) -> UUID:
    return send(
        county.asha,
        **{
            "pathway": "PA14",
            "form": "adult",
            "agreement": "agreed",
            "told": True,
            "place": "6 Tern Court",
        }
        | given,
    )


def to_panel(county: County, **given) -> UUID:
    return send(
        county.asha,
        **{
            "pathway": "PA17",
            "form": "adult",
            "agreement": "agreed",
            "told": True,
            "content": CONTENT,
            "needs": ["safety", "housing"],
        }
        | given,
    )


def page(who: Person, uid: UUID, at=NOW) -> register.ReferralFacts:
    return register.page(referral_id=uid, by=as_actor(who, at=at), at=at)


def do(act, who: Person, uid: UUID, at=NOW, **given):
    return act(referral_id=uid, by=as_actor(who, at=at), at=at, **given)


# --- tracked: door, time, reference ------------------------------------------------------------


def test_a_tracked_referral_holds_door_time_and_reference_alone(with_doors: County):
    uid = send(with_doors.priya, their_reference="CF-4471")
    facts = page(with_doors.priya, uid)

    assert facts.line.pathway.startswith("Child protection")
    assert facts.their_reference == "CF-4471"
    assert facts.content == Content()
    assert facts.line.due_at is not None
    assert not facts.line.is_complete
    assert "Child name" in facts.portal_text
    assert facts.line.reference in facts.portal_text


def test_what_is_only_tracked_takes_no_word_of_the_case(with_doors: County):
    with pytest.raises(NotAReferral, match="nothing of the case"):
        send(with_doors.priya, content=CONTENT)


def test_the_database_refuses_a_word_of_the_case_too(with_doors: County):
    uid = send(with_doors.priya)
    row = Referral.visible_to(as_actor(with_doors.priya)).get(pk=uid)
    row.concern = "He told me"
    refused = pytest.raises(IntegrityError, match="tracked_referral_holds_no_content")
    with refused, transaction.atomic():
        row.save()


def test_licensing_sees_nothing_of_it(with_doors: County):
    uid = send(with_doors.priya)
    other = as_actor(with_doors.licensing)

    assert register.listed(by=other, at=NOW).lines == ()
    with pytest.raises(NotFound):
        page(with_doors.licensing, uid)
    with pytest.raises(NotFound):
        do(following.accept, with_doors.licensing, uid)


def test_the_door_says_that_it_was_accepted_and_only_then_is_it_complete(with_doors: County):
    uid = send(with_doors.priya)
    do(following.receive, with_doors.children, uid)
    assert not page(with_doors.priya, uid).line.is_complete

    do(following.accept, with_doors.children, uid, at=later(days=1), their_reference="CF-9")
    facts = page(with_doors.priya, uid, at=later(days=1))
    assert facts.line.is_complete
    assert facts.line.state == State.ACCEPTED
    assert facts.their_reference == "CF-9"
    assert [step.title for step in facts.steps] == ["Accepted", "Received", "Sent"]


def test_whoever_sent_it_may_note_what_the_door_said(with_doors: County):
    uid = send(with_doors.priya)

    do(following.accept, with_doors.priya, uid)
    assert page(with_doors.children, uid).line.is_complete


def test_reporters_and_those_who_keep_the_machine_send_nobody(with_doors: County):
    for who in (with_doors.dev, with_doors.newcomer, with_doors.administrator):
        with pytest.raises(NotPermitted):
            send(who)


def test_a_district_of_somebody_else_is_refused(with_doors: County):
    with pytest.raises(NotPermitted):
        send(with_doors.priya, area=ELSEWHERE)


@pytest.mark.parametrize(
    ("given", "argument"),
    [
        ({"pathway": "PA01"}, "pathway"),
        ({"pathway": "PA99"}, "pathway"),
        ({"pathway": "PA23"}, "pathway"),
        ({"form": "adult"}, "form"),
        ({"area": "nowhere"}, "area"),
        ({"agreement": ""}, "agreement"),
        ({"pathway": "PA06"}, "agreement"),
        ({"pathway": "PA09"}, "duty"),
        ({"why_not_told": ""}, "why_not_told"),
        ({"needs": ["wings"]}, None),
        ({"needs": ["safety"]}, None),
        ({"eighteen_on": date(2026, 4, 15)}, "eighteen_on"),
        ({"eighteen_on": date(2045, 1, 1)}, "eighteen_on"),
    ],
)
def test_an_answer_at_fault_is_named(with_doors: County, given: dict, argument: str | None):
    with pytest.raises(NotAReferral) as refused:
        send(with_doors.priya, **given)

    assert refused.value.argument == argument


# --- the national referral mechanism -------------------------------------------------------------


def test_a_school_is_no_first_responder(with_doors: County):
    with pytest.raises(NotAReferral, match="first responder"):
        send(
            with_doors.priya,
            pathway="PA10",
            offer=Offer(safeguarding_first=True, exploitation=("criminal",)),
        )


def test_a_child_is_referred_without_agreement_once_it_is_safeguarded(with_doors: County):
    with pytest.raises(NotAReferral, match="child protection referral first"):
        send(with_doors.children, pathway="PA10", offer=Offer(exploitation=("criminal",)))

    safe = Offer(safeguarding_first=True, exploitation=("labour", "criminal"))
    uid = send(with_doors.children, pathway="PA10", offer=safe)
    facts = page(with_doors.children, uid)
    assert facts.nrm == (
        ("Exploited", "Forced to work; Made to commit crime"),
        ("Child protection referral sent first", "Yes"),
    )


def test_what_for_is_asked_of_the_mechanism_alone_and_of_its_own_sorts(with_doors: County):
    for sorts in ((), ("unknown", "labour"), ("other",)):
        offer = Offer(safeguarding_first=True, exploitation=sorts)
        with pytest.raises(NotAReferral) as refusal:
            send(with_doors.children, pathway="PA10", offer=offer)
        assert refusal.value.argument == "exploitation"
    uid = send(with_doors.priya)
    assert page(with_doors.priya, uid).nrm == ()


def test_an_adults_refusal_leaves_the_duty_to_notify_naming_nobody(with_doors: County):
    adult = {"form": "adult", "agreement": "refused", "told": True}
    with pytest.raises(NotAReferral, match="duty to notify"):
        send(
            with_doors.joan,
            pathway="PA11",
            offer=Offer(informed=True, exploitation=("sexual",)),
            **adult,
        )

    again = Offer(informed=True, offer_again_on=date(2026, 5, 6), exploitation=("labour",))
    with pytest.raises(NotAReferral, match="names nobody"):
        send(with_doors.joan, pathway="PA12", offer=again, place="6 Tern Court", **adult)
    uid = send(with_doors.joan, pathway="PA12", offer=again, **adult)
    row = Referral.visible_to(as_actor(with_doors.joan)).get(pk=uid)
    assert (row.line_key, row.name, row.place) == ("", "", "")
    assert ("To be offered again on", "6 May 2026") in page(with_doors.joan, uid).nrm


# --- worked here, and the second door ----------------------------------------------------------


def test_a_panels_case_is_seen_by_the_panel_and_by_whoever_sent_it(with_doors: County):
    uid = to_panel(with_doors)

    assert page(with_doors.joan, uid).content == CONTENT
    for who in (with_doors.licensing, with_doors.priya, with_doors.children):
        with pytest.raises(NotFound):
            page(who, uid)


def test_what_is_worked_here_says_what_worries_and_who_decides(with_doors: County):
    for content, argument in (
        (Content(), "concern"),
        (Content(concern="Strangers", capacity=""), "capacity"),
    ):
        with pytest.raises(NotAReferral) as refused:
            to_panel(with_doors, content=content)
        assert refused.value.argument == argument


def test_a_childs_case_is_written_down_by_who_may_see_childrens_cases(with_doors: County):
    mentoring = {
        "pathway": "PA22",
        "form": "child",
        "agreement": "agreed",
        "told": True,
        "content": CONTENT,
    }
    with pytest.raises(NotAReferral, match="safeguarding lead"):
        send(with_doors.asha, **mentoring)
    uid = send(with_doors.priya, **mentoring)

    with pytest.raises(NotFound):
        page(with_doors.asha, uid)


def test_without_somebody_to_work_it_nothing_is_sent(county: County):
    with pytest.raises(NotAReferral, match="Nobody is named"):
        to_panel(county)


def test_the_second_door_opens_by_itself_when_the_care_act_test_is_not_met(with_doors: County):
    first = to_adult_care(with_doors)
    monday = later(days=5)
    second = do(following.decline, with_doors.joan, first, at=monday, reason="section_42_not_met")
    assert second is not None

    facts = page(with_doors.asha, second, at=monday)
    assert facts.line.code == "PA17"
    assert facts.line.opened_itself
    assert facts.earlier is not None
    assert facts.earlier.uid == first
    assert facts.line.due_at is not None
    assert facts.line.due_at.date() == date(2026, 4, 23)
    declined = page(with_doors.joan, first, at=monday)
    assert [each.uid for each in declined.later] == [second]
    assert "Vulnerability panel" in declined.steps[0].words
    with pytest.raises(NotFound):
        page(with_doors.licensing, second, at=monday)


def test_whoever_sent_it_tells_the_panel_what_it_has_to_know(with_doors: County):
    first = to_adult_care(with_doors)
    second = do(following.decline, with_doors.joan, first, reason="section_42_not_met")

    with pytest.raises(NotPermitted):
        do(describing.describe, with_doors.joan, second, content=CONTENT)
    with pytest.raises(NothingKnown):
        do(describing.describe, with_doors.asha, second, content=Content(name="Colin"))
    do(describing.describe, with_doors.asha, second, content=CONTENT)
    assert page(with_doors.joan, second).content == CONTENT


def test_a_refusal_has_a_reason_and_says_what_could_be_tried(with_doors: County):
    uid = send(with_doors.priya)
    for given, argument in (
        ({"reason": ""}, "reason"),
        ({"reason": "section_42_not_met"}, "reason"),
        ({"reason": "below_threshold"}, "other_pathway"),
    ):
        with pytest.raises(Undecided) as refused:
            do(following.decline, with_doors.children, uid, **given)
        assert refused.value.argument == argument

    second = do(
        following.decline,
        with_doors.children,
        uid,
        reason="below_threshold",
        other_pathway="PA07",
    )
    assert second is None
    assert "Try instead: Early Help" in page(with_doors.priya, uid).steps[0].words


def test_an_adult_for_whom_no_panel_is_named_gets_an_alternative_in_words(county: County):
    uid = to_adult_care(county)

    with pytest.raises(Undecided, match="instead"):
        do(following.decline, county.asha, uid, reason="section_42_not_met")
    assert (
        do(
            following.decline,
            county.asha,
            uid,
            reason="section_42_not_met",
            other_pathway=following.NO_OTHER,
        )
        is None
    )


def test_nothing_is_closed_before_it_was_accepted(with_doors: County):
    uid = to_panel(with_doors)

    with pytest.raises(NotPermitted, match="nobody has decided"):
        do(following.close, with_doors.asha, uid, outcome="safer")
    do(following.accept, with_doors.asha, uid)
    with pytest.raises(Undecided):
        do(following.close, with_doors.asha, uid, outcome="")
    do(following.close, with_doors.asha, uid, outcome="safer")
    assert page(with_doors.asha, uid).outcome == "They are safer"


def test_the_panel_reads_and_does_not_decide(with_doors: County):
    uid = to_panel(with_doors)

    with pytest.raises(NotPermitted, match="went to"):
        do(following.accept, with_doors.joan, uid)


def test_it_goes_on_at_another_door_with_what_is_known(with_doors: County):
    uid = to_panel(with_doors)
    do(describing.say_needs, with_doors.asha, uid, outcomes={"housing": "met"})
    do(
        describing.say_standing,
        with_doors.asha,
        uid,
        standing="victim",
        source="Joint visit",
        since=NOW.date(),
    )
    for given in (
        {"to_pathway": "PA17", "reason": "wrong_door"},
        {"to_pathway": "PA01", "reason": "wrong_door"},
        {"to_pathway": "PA26", "reason": "wrong_door"},
        {"to_pathway": "PA16", "reason": ""},
    ):
        with pytest.raises(Undecided):
            do(following.transfer, with_doors.asha, uid, **given)
    following_on = do(
        following.transfer, with_doors.asha, uid, to_pathway="PA16", reason="wrong_door"
    )
    facts = page(with_doors.asha, following_on)

    assert page(with_doors.asha, uid).line.state == State.TRANSFERRED
    assert not facts.line.is_complete
    assert facts.content == CONTENT
    assert [need.code for need in facts.needs] == ["safety"]
    assert [each.code for each in facts.standings] == ["victim"]


def test_a_door_that_is_not_worked_here_takes_no_word_along(with_doors: County):
    uid = to_panel(with_doors)
    on = do(following.transfer, with_doors.asha, uid, to_pathway="PA14", reason="wrong_door")

    assert page(with_doors.asha, on).content == Content()


def test_it_is_opened_again_with_a_new_clock(with_doors: County):
    uid = send(with_doors.priya)
    do(
        following.decline,
        with_doors.children,
        uid,
        reason="not_enough",
        other_pathway=following.NO_OTHER,
    )
    with pytest.raises(Undecided):
        do(following.reopen, with_doors.priya, uid, reason="")
    do(following.reopen, with_doors.priya, uid, at=later(days=2), reason="new_sign")
    facts = page(with_doors.priya, uid, at=later(days=2))

    assert facts.line.state == State.SENT
    assert facts.line.due_at is not None
    assert facts.line.due_at.date() == date(2026, 4, 20)
    assert facts.steps[0].title == "Opened again"
    assert len(facts.steps) == 3


def test_what_is_late_says_so_the_second_after(with_doors: County):
    uid = send(with_doors.priya)
    due = page(with_doors.priya, uid).line.due_at
    assert due is not None

    assert not page(with_doors.priya, uid, at=due).line.is_late
    assert page(with_doors.priya, uid, at=due + timedelta(seconds=1)).line.is_late


# --- needs and standings ---------------------------------------------------------------------


def test_a_person_stands_in_several_ways_at_once_each_with_its_day_and_source(with_doors: County):
    uid = to_panel(with_doors)
    for standing, source in (("victim", "Joint visit"), ("suspect", "Arrest of 12 April")):
        do(
            describing.say_standing,
            with_doors.asha,
            uid,
            standing=standing,
            source=source,
            since=date(2026, 4, 12),
        )
    assert [each.code for each in page(with_doors.joan, uid).standings] == ["victim", "suspect"]

    do(describing.end_standing, with_doors.asha, uid, standing="suspect", at=later(days=3))
    ended = page(with_doors.asha, uid).standings[-1]
    assert (ended.code, ended.until) == ("suspect", date(2026, 4, 18))
    with pytest.raises(NotFound):
        do(describing.end_standing, with_doors.asha, uid, standing="suspect")


@pytest.mark.parametrize(
    ("given", "argument"),
    [
        ({"standing": "bad"}, "standing"),
        ({"source": " "}, "source"),
        ({"since": date(2026, 4, 16)}, "since"),
    ],
)
def test_a_standing_has_its_day_and_its_source(with_doors: County, given: dict, argument: str):
    uid = to_panel(with_doors)
    facts = {"standing": "victim", "source": "Joint visit", "since": NOW.date()} | given
    with pytest.raises(NothingKnown) as refused:
        do(describing.say_standing, with_doors.asha, uid, **facts)

    assert refused.value.argument == argument


def test_outcomes_are_said_by_need_and_not_known_is_not_not_met(with_doors: County):
    uid = to_panel(with_doors)
    do(describing.say_needs, with_doors.asha, uid, outcomes={"housing": "met", "money": ""})
    found = {need.code: need.outcome_words for need in page(with_doors.asha, uid).needs}

    assert found == {"safety": "Not known yet", "housing": "Met", "money": "Not known yet"}
    with pytest.raises(NothingKnown):
        do(describing.say_needs, with_doors.asha, uid, outcomes={"wings": "met"})


def test_nobody_says_how_a_person_stands_on_what_is_only_tracked(with_doors: County):
    uid = send(with_doors.priya)
    with pytest.raises(NotPermitted, match="nothing of the case"):
        do(
            describing.say_standing,
            with_doors.priya,
            uid,
            standing="victim",
            source="School",
            since=NOW.date(),
        )


# --- lists, the gate and the eighteenth birthday -----------------------------------------------


def test_the_gates_notice_reaches_the_safeguarding_lead_and_nobody_else(with_doors: County):
    to_adult_care(with_doors)
    send(with_doors.priya, place="6 Tern Ct, Wantsum, ZZ9 9ZZ")
    gate.note_gate(
        area=HERE,
        place="6 Tern Court",
        what="Closure notice",
        by=as_actor(with_doors.licensing),
        at=NOW,
    )
    gate.note_gate(
        area=HERE, place="7 Tern Court", what="Visit", by=as_actor(with_doors.licensing), at=NOW
    )
    for who in (with_doors.joan, with_doors.priya):
        (notice,) = gate.notices_for(by=as_actor(who), at=NOW)
        assert (notice.place, notice.what) == ("6 Tern Court", "Closure notice")
    for who in (with_doors.asha, with_doors.licensing):
        with pytest.raises(NotPermitted):
            gate.notices_for(by=as_actor(who), at=NOW)


def test_postcodes_tell_two_places_of_one_name_apart(with_doors: County):
    send(with_doors.priya, place="6 Tern Court, ZZ9 9ZZ")
    for place in ("6 Tern Court, ZZ9 8ZZ", "6 Tern Court, ZZ9 9ZZ"):
        gate.note_gate(area=HERE, place=place, what="Visit", by=as_actor(with_doors.asha), at=NOW)

    (notice,) = gate.notices_for(by=as_actor(with_doors.priya), at=NOW)
    assert notice.place == "6 Tern Court, ZZ9 9ZZ"


def test_who_turns_18_within_half_a_year_is_shown(with_doors: County):
    soon = send(with_doors.priya, eighteen_on=date(2026, 9, 1))
    send(with_doors.priya, eighteen_on=date(2027, 9, 1))
    found = register.crossing(by=as_actor(with_doors.priya), at=NOW, most=10)

    assert [line.uid for line in found] == [soon]
    assert page(with_doors.priya, soon).crosses_soon


def test_what_awaits_is_for_those_whom_it_concerns(with_doors: County):
    uid = send(with_doors.priya)
    waits = register.awaiting(by=as_actor(with_doors.children), at=NOW, most=10)
    assert [(line.uid, line.is_for_us) for line in waits] == [(uid, True)]
    assert register.awaiting(by=as_actor(with_doors.joan), at=NOW, most=10) == ()

    do(following.accept, with_doors.children, uid)
    told = register.decided_since(
        by=as_actor(with_doors.priya), since=NOW - timedelta(days=2), at=NOW, most=10
    )
    assert [line.uid for line in told] == [uid]


def test_a_list_is_turned_page_by_page_and_asks_no_more_for_more(with_doors: County):
    by = as_actor(with_doors.priya)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            register.listed(by=by, at=NOW)
        return len(queries)

    send(with_doors.priya)
    few = asked()
    for number in range(register.SHOWN_AT_ONCE + 4):
        send(with_doors.priya, at=later(minutes=number % 3))
    assert asked() == few

    first = register.listed(by=by, at=NOW)
    second = register.listed(by=by, at=NOW, after=first.after)
    assert len(first.lines) == register.SHOWN_AT_ONCE
    assert len(second.lines) == 5
    assert second.after is None
    assert not {line.uid for line in first.lines} & {line.uid for line in second.lines}
    assert (
        register.listed(by=by, at=NOW, reference=second.lines[0].reference).lines
        == second.lines[:1]
    )
