"""A use of a power from the idea to the look back: who may, what changes, what is refused."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from frankpledge.access.api import AuditEvent, LinkKind, NotFound, NotPermitted, Role, links_of
from frankpledge.kernel import DomainError
from frankpledge.powers import api as powers
from frankpledge.powers.api import Stage
from frankpledge.powers.models import (
    Consultee,
    Evidence,
    GateCheck,
    LaterLook,
    Limb,
    PowerUse,
    Review,
)
from frankpledge.powers.reading import page
from frankpledge.powers.starting import CannotStart
from frankpledge.powers.use_steps import NotYet, OutOfOrder
from frankpledge.problems import api as problems
from tests.makers import make_agency, make_person
from tests.powers.conftest import HERE
from tests.powers.use_makers import CLOSURE, post_of


def refused(case, act, argument=None, **given):
    with pytest.raises((NotYet, OutOfOrder, CannotStart)) as refusal:
        act(**given)
    assert refusal.value.argument == argument
    return str(refusal.value)


def denied(act, **given):
    with pytest.raises(NotPermitted) as refusal:
        act(**given)
    return refusal.value.reason


# --- starting ------------------------------------------------------------------------------


def test_a_use_begins_as_an_idea_with_its_test_laid_out_and_nothing_ticked(case):
    use = case.start()

    facts = page(use_id=use, **case.did())
    assert facts.line.stage is Stage.IDEA
    assert [each.is_shown for each in facts.limbs] == [None] * len(facts.limbs)
    assert facts.limbs
    assert {each.state for each in facts.evidence} == {"Not looked for yet"}
    assert [each.is_hard for each in facts.consultees] == [True, True, False]
    assert facts.problem_id == case.problem
    [joined] = links_of(use, case.actor("csm"))
    assert joined.relation == LinkKind.GAVE_RISE_TO
    assert AuditEvent.objects.filter(act="powers.start_use").count() == 1


def test_what_is_not_in_force_cannot_be_started(case):
    powers.review(code="PW038", verdict="right", **case.did("lawyer"))

    assert "commencement not confirmed. It cannot be used" in denied(case.start, code="PW038")


def test_what_no_named_lawyer_has_reviewed_cannot_be_started(case):
    assert "No named lawyer has reviewed this" in denied(case.start, code="PW007")


def test_what_a_lawyer_found_wrong_cannot_be_started(case):
    powers.review(code=CLOSURE, verdict="wrong", words="It has changed", **case.did("lawyer"))

    assert "found it wrong" in denied(case.start)


def test_an_agency_that_does_not_hold_it_there_cannot_start_it(case):
    county = make_agency("countyhall", kind="county_council")
    case.people["gwen"] = make_person(county, Role.PRACTITIONER, districts=[HERE])
    problems.share_problem(problem_id=case.problem, agencies=[county.id], **case.did())

    assert "Your agency does not hold this power here" in denied(case.start, by="gwen")


def test_a_problem_out_of_sight_is_not_found_and_a_closed_one_is_refused(case):
    stranger = make_agency("elsewhere")
    case.people["nia"] = make_person(stranger, Role.CSM, districts=[HERE])
    for given in ({"by": "nia"}, {"code": "PW999"}, {"problem_id": post_of(case.people["tom"])}):
        with pytest.raises(NotFound):
            case.start(**given)
    problems.move(
        problem_id=case.problem, status="closed", note="Over", still_safe="yes", **case.did()
    )
    assert "closed" in denied(case.start)


def test_somebody_who_only_tells_starts_nothing(case):
    with pytest.raises(NotFound):
        case.start(by="teller")


@pytest.mark.parametrize(
    ("changed", "argument"),
    [
        ({"measure": " "}, "measure"),
        ({"aim": ""}, "aim"),
        ({"subject": "ghost"}, "subject"),
        ({"subject": "person"}, "subject"),
        ({"code": "PW005", "subject": "person"}, "system"),
        ({"code": "PW005", "subject": "person", "system": "NICHE"}, "reference"),
    ],
)
def test_what_cannot_be_started_is_said_beside_its_question(case, changed, argument):
    refused(case, case.start, argument, **changed)


def test_a_person_is_pointed_at_and_never_named(case):
    with pytest.raises(DomainError):
        case.start(code="PW005", subject="person", system="Case system", reference="John Smith")
    use = case.start(code="PW005", subject="person", system="Case system", reference="c/123")
    assert page(use_id=use, **case.did()).pointer == "Case system C/123"


def test_it_is_shared_only_with_agencies_that_work_on_the_problem(case):
    outside = make_agency("outside", kind="housing")
    refused(case, case.start, "agencies", agencies=[outside.id])
    problems.share_problem(problem_id=case.problem, agencies=[outside.id], **case.did())
    case.people["mo"] = make_person(outside, Role.PRACTITIONER, districts=[HERE])
    use = case.start()
    with pytest.raises(NotFound):
        page(use_id=use, **case.did("mo"))
    powers.share_use(use_id=use, agencies=[outside.id], **case.did())
    facts = page(use_id=use, **case.did("mo"))
    assert not facts.may["answer_gate"]
    assert not facts.may["withdraw_use"]


# --- the lawful check ----------------------------------------------------------------------


def test_a_part_of_the_test_is_ticked_by_an_officer_with_why_and_what_is_held(case):
    use = case.to(Stage.CHECKING)
    tick = {"use_id": use, "number": 1, "shown": True, **case.did()}

    refused(case, powers.tick_limb, "rests_on", why="Seen", **tick)
    refused(case, powers.tick_limb, "rests_on", why="Seen", rests_on=[1], **tick)
    powers.note_evidence(use_id=use, number=1, held=True, where="File C/12", **case.did())
    refused(case, powers.tick_limb, "why", why=" ", rests_on=[1], **tick)
    powers.tick_limb(why="Seen on three visits", rests_on=[1], **tick)

    [limb, *_] = page(use_id=use, **case.did()).limbs
    assert limb.state == f"Shown, says {case.people['csm'].name}"
    assert limb.rests_on == (Evidence.objects.get(use=use, number=1).words,)


def test_a_limb_whose_evidence_is_gone_is_ticked_no_more(case):
    use = case.to(Stage.CHECKING)
    powers.note_evidence(use_id=use, number=1, held=True, where="File C/12", **case.did())
    powers.tick_limb(use_id=use, number=1, shown=True, why="Seen", rests_on=[1], **case.did())
    powers.note_evidence(use_id=use, number=1, held=False, **case.did())

    assert page(use_id=use, **case.did()).limbs[0].is_shown is None
    assert page(use_id=use, **case.did()).evidence[0].state == "Missing"


def test_the_check_is_not_finished_while_a_part_is_open_or_not_shown(case):
    use = case.to(Stage.CHECKING)
    parts = Limb.objects.filter(use=use).count()
    finish = {"use_id": use, "equality_note": "The least that helps", **case.did()}

    assert f"{parts} parts of the test have" in refused(case, powers.finish_check, **finish)
    powers.note_evidence(use_id=use, number=1, held=True, where="C/12", **case.did())
    for number in range(1, parts + 1):
        powers.tick_limb(
            use_id=use,
            number=number,
            shown=number < parts,
            why="Seen",
            rests_on=[1] if number < parts else [],
            **case.did(),
        )
    assert "1 part of the test has" in refused(case, powers.finish_check, **finish)
    powers.tick_limb(use_id=use, number=parts, shown=True, why="Seen", rests_on=[1], **case.did())
    refused(case, powers.finish_check, "equality_note", **(finish | {"equality_note": ""}))
    powers.finish_check(**finish)
    assert case.stage(use) is Stage.CONSULTING


def test_something_that_the_catalogue_does_not_list_can_be_held(case):
    use = case.to(Stage.CHECKING)
    number = powers.add_evidence(
        use_id=use, words="A log of callers", where="File C/13", **case.did()
    )
    assert page(use_id=use, **case.did()).evidence[-1].number == number
    with pytest.raises(NotFound):
        powers.note_evidence(use_id=use, number=99, held=False, **case.did())
    with pytest.raises(NotFound):
        powers.tick_limb(use_id=use, number=99, shown=False, why="x", **case.did())


# --- consultation --------------------------------------------------------------------------


def test_whom_the_law_names_blocks_and_the_others_are_reminded_of(case):
    use = case.to(Stage.CONSULTING)
    finish = {"use_id": use, **case.did()}
    assert "they have not been consulted" in refused(case, powers.finish_consultation, **finish)
    for number in (1, 2):
        ask = {"use_id": use, "number": number, **case.did()}
        refused(case, powers.note_consultee, "answer", answer="agrees", **ask)
        refused(case, powers.note_consultee, "answer", answer="does_not_apply", words="x", **ask)
        powers.ask_consultee(whom="The tenant, by letter", **ask)
        powers.note_consultee(answer="informed", **ask)
        refused(case, powers.ask_consultee, "whom", whom="Again", **ask)
    refused(case, powers.finish_consultation, "words", **finish)
    powers.finish_consultation(words="The police were told by telephone", **finish)

    assert case.stage(use) is Stage.ASKING


def test_what_applies_only_sometimes_can_be_said_not_to_apply_with_why(case):
    case.now += timedelta(minutes=1)
    use = case.to(Stage.CONSULTING, code="PW002")
    first = {"use_id": use, "number": 1, **case.did()}

    refused(case, powers.note_consultee, "words", answer="does_not_apply", **first)
    powers.note_consultee(answer="does_not_apply", words="It is no extension", **first)
    assert page(use_id=use, **case.did()).consultees[0].said == "It does not apply here"


def test_an_objection_is_answered_before_it_goes_on(case):
    use = case.to(Stage.CONSULTING)
    for each in Consultee.objects.filter(use=use):
        ask = {"use_id": use, "number": each.number, **case.did()}
        powers.ask_consultee(whom="Somebody", **ask)
        refused(case, powers.note_consultee, "words", answer="objects", **ask)
        powers.note_consultee(answer="objects", words="Not now", **ask)
    refused(case, powers.finish_consultation, "words", use_id=use, **case.did())
    powers.finish_consultation(use_id=use, words="It is the least that helps", **case.did())


def test_the_database_lets_nobody_waive_whom_the_law_names(case):
    use = case.to(Stage.CONSULTING)
    hard = Consultee.objects.filter(use=use, is_hard=True, only_when="")
    with pytest.raises(IntegrityError), transaction.atomic():
        hard.update(said="does_not_apply", answered_at=case.now)


# --- asking and authorising ----------------------------------------------------------------


def test_an_answer_to_asking_before_acting_is_needed(case):
    use = case.to(Stage.ASKING)
    refused(case, powers.note_asked, "request_id", use_id=use, request_id="", **case.did())
    asked = case.ask_first(use)

    assert case.stage(use) is Stage.DECIDING
    assert page(use_id=use, **case.did()).asked_before == asked


def test_only_the_delegated_officer_authorises_and_never_the_applicant(case):
    use = case.to(Stage.DECIDING)
    give = {"use_id": use, "words": "It is the least that helps"}

    assert "Only an officer who is delegated" in denied(
        powers.authorise_use, **give, **case.did("csm")
    )
    assert "Only an officer who is delegated" in denied(
        powers.authorise_use, **give, **case.did("lawyer")
    )
    refused(case, powers.authorise_use, "words", use_id=use, words=" ", **case.did("tom"))
    powers.authorise_use(**give, **case.did("tom"))
    facts = page(use_id=use, **case.did())
    assert facts.authorised.startswith("Tom Arkwright, ")
    assert case.stage(use) is Stage.AUTHORISED


def test_an_officer_who_started_it_does_not_authorise_it(case):
    use = case.start(by="tom")
    for step in (case.ring, case.check, case.consult, case.ask_first):
        step(use, by="tom")

    assert "someone else must authorise" in denied(
        powers.authorise_use, use_id=use, words="Mine", **case.did("tom")
    )


def test_a_delegation_that_has_ended_authorises_nothing(case):
    use = case.to(Stage.DECIDING)
    case.now = case.now.replace(year=2027, month=4, day=1)

    assert "Only an officer" in denied(
        powers.authorise_use, use_id=use, words="Late", **case.did("tom")
    )


def test_an_answer_that_has_run_out_or_a_row_that_has_changed_is_not_authorised(case):
    use = case.to(Stage.DECIDING)
    case.now += timedelta(days=20)
    give = {"use_id": use, "words": "Yes", **case.did("tom")}
    assert "run out" in refused(case, powers.authorise_use, **give)
    Review.objects.filter(power=CLOSURE).update(version="another")
    assert "has changed since" in refused(case, powers.authorise_use, **give)


def test_the_officer_says_no_with_why(case):
    use = case.to(Stage.DECIDING)
    refused(case, powers.reject_use, "words", use_id=use, words="", **case.did("tom"))
    powers.reject_use(use_id=use, words="A warning first", **case.did("tom"))

    assert case.stage(use) is Stage.REJECTED
    assert "another stage" in denied(
        powers.authorise_use, use_id=use, words="After all", **case.did("tom")
    )


# --- in force ------------------------------------------------------------------------------


def test_the_court_clock_runs_from_service_and_is_met_to_the_minute(case):
    use = case.to(Stage.IN_FORCE)
    served = case.now
    assert case.row(use).hear_by == served + timedelta(hours=48)
    [due] = powers.awaiting(case.actor("csm"), case.now)
    assert due.sort == powers.Sort.COURT
    case.now += timedelta(hours=48)
    powers.note_hearing(
        use_id=use,
        heard_at=served + timedelta(hours=48),
        court_said="made",
        lasts_until=date(2026, 7, 15),
        **case.did(),
    )
    facts = page(use_id=use, **case.did())
    assert facts.kept_the_clock is True
    assert powers.awaiting(case.actor("csm"), case.now) == ()
    assert "The court has decided" in denied(
        powers.note_hearing, use_id=use, heard_at=case.now, court_said="made", **case.did()
    )


def test_a_minute_late_is_missed_and_said_so(case):
    use = case.to(Stage.IN_FORCE)
    late = case.now + timedelta(hours=48, minutes=1)
    case.now = late
    powers.note_hearing(use_id=use, heard_at=late, court_said="adjourned", **case.did())

    assert page(use_id=use, **case.did()).kept_the_clock is False
    powers.note_hearing(use_id=use, heard_at=late, court_said="refused", **case.did())
    facts = page(use_id=use, **case.did())
    assert (facts.line.stage, facts.ended_how) == (
        Stage.ENDED,
        "A court refused it, or it was quashed",
    )


def test_times_that_cannot_be_are_refused(case):
    use = case.to(Stage.AUTHORISED)
    serve = {"use_id": use, "words": "Posted", **case.did()}
    early, after = case.now - timedelta(hours=1), case.now + timedelta(minutes=1)
    refused(case, powers.bring_in_force, "since_day", since=after, **serve)
    refused(case, powers.bring_in_force, "since_day", since=early, **serve)
    refused(
        case,
        powers.bring_in_force,
        "lasts_until",
        since=case.now,
        lasts_until=date(2026, 1, 1),
        **serve,
    )
    case.serve(use)
    hear = {"use_id": use, "court_said": "made", **case.did()}
    refused(case, powers.note_hearing, "heard_day", heard_at=early, **hear)
    refused(case, powers.note_hearing, "heard_day", heard_at=after, **hear)
    breach = {"use_id": use, "words": "Callers came back", **case.did()}
    refused(case, powers.note_breach, "happened_on", happened_on=date(2026, 1, 1), **breach)
    refused(case, powers.note_breach, "happened_on", happened_on=date(2027, 1, 1), **breach)


def test_a_breach_an_appeal_and_what_came_of_them(case):
    use = case.to(Stage.IN_FORCE)
    today = case.now.date()
    powers.note_breach(use_id=use, happened_on=today, words="Callers came back", **case.did())
    assert case.stage(use) is Stage.BREACHED
    powers.answer_breach(use_id=use, words="Two arrests", **case.did())
    powers.note_appeal(use_id=use, appealed_on=today, words="Not necessary", **case.did())
    assert case.stage(use) is Stage.APPEALED
    powers.decide_appeal(use_id=use, result="stands", **case.did())
    assert case.stage(use) is Stage.IN_FORCE
    powers.note_appeal(use_id=use, appealed_on=today, words="Once more", **case.did())
    powers.decide_appeal(use_id=use, result="quashed", **case.did())
    facts = page(use_id=use, **case.did())
    assert facts.line.stage is Stage.ENDED
    assert facts.breaches[0].answered_with == "Two arrests"


# --- the end -------------------------------------------------------------------------------


def test_it_is_looked_at_again_after_three_and_six_months_and_not_before(case):
    use = case.to(Stage.ENDED)
    ended = case.now
    look = {"use_id": use, "turned": "better", "words": "The tenant says so"}
    assert "not before" in refused(case, powers.review_use, **look, **case.did())
    first, second = LaterLook.objects.filter(use=use).order_by("months")
    assert (first.due_on, second.due_on) == (date(2026, 7, 16), date(2026, 10, 16))
    case.now = ended + timedelta(days=91)
    [due] = powers.awaiting(case.actor("csm"), case.now)
    assert due.sort == powers.Sort.LOOK_BACK
    refused(case, powers.review_use, "turned", **(look | {"turned": "x"}), **case.did())
    powers.review_use(**look, **case.did())
    assert case.stage(use) is Stage.ENDED
    case.now = ended + timedelta(days=190)
    powers.review_use(**(look | {"turned": "unknown"}), **case.did())
    assert case.stage(use) is Stage.REVIEWED
    assert "another stage" in denied(powers.review_use, **look, **case.did())


def test_what_is_put_aside_begins_again_with_nothing_ticked(case):
    use = case.to(Stage.CONSULTING)
    refused(case, powers.park_use, "words", use_id=use, words="", **case.did())
    powers.park_use(use_id=use, words="The tenant is in hospital", **case.did())
    powers.take_up_use(use_id=use, **case.did())

    facts = page(use_id=use, **case.did())
    assert facts.line.stage is Stage.IDEA
    assert {each.is_shown for each in facts.limbs} == {None}
    assert len(facts.gates) == 1, "the old call is kept, and another is needed"


def test_a_use_in_force_cannot_be_withdrawn_and_others_can(case):
    use = case.to(Stage.IN_FORCE)
    assert "another stage" in denied(powers.withdraw_use, use_id=use, words="No", **case.did())
    case.now += timedelta(minutes=1)
    idea = case.start()
    powers.withdraw_use(use_id=idea, words="Not needed", **case.did())
    assert case.stage(idea) is Stage.WITHDRAWN
    assert "over" in denied(powers.share_use, use_id=idea, agencies=[], **case.did())


# --- counting ------------------------------------------------------------------------------


def test_uses_are_facts_for_a_return_without_place_or_person(case):
    use = case.to(Stage.ENDED)
    stopped = case.start()
    case.ring(stopped, "stop")
    did = case.did()

    facts = powers.uses_in(HERE, date(2026, 4, 1), date(2026, 6, 30), **did)
    assert [each.uid for each in facts] == [use, stopped]
    [ended, halted] = facts
    assert (ended.power, ended.outcome, ended.was_stopped) == (CLOSURE, "achieved", False)
    assert (halted.stage, halted.was_stopped, halted.outcome) == (Stage.STOPPED, True, None)
    assert powers.uses_in(HERE, date(2026, 7, 1), date(2026, 9, 30), **did) == ()
    assert len(powers.uses_in("C1", date(2026, 4, 1), date(2026, 6, 30), **did)) == 2
    assert not hasattr(ended, "place")
    with pytest.raises(NotPermitted):
        powers.uses_in(HERE, date(2026, 4, 1), date(2026, 6, 30), **case.did("teller"))


# --- the database --------------------------------------------------------------------------


def test_the_database_lets_nothing_be_in_force_that_nobody_authorised(case):
    use = case.start()
    rows = PowerUse.visible_to(case.actor("csm")).filter(pk=use)
    for broken in (
        {"stage": "in_force"},
        {"stage": "ended"},
        {"stage": "somewhere"},
        {"aim": ""},
        {"pointer_system": "Case system"},
        {"heard_at": case.now},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**broken)


def test_a_stop_has_words_and_an_override_a_reason_in_the_database_too(case):
    use = case.start()
    case.ring(use, "stop")
    for broken in ({"words": ""}, {"override_reason": "x"}, {"overridden_at": case.now}):
        with pytest.raises(IntegrityError), transaction.atomic():
            GateCheck.objects.filter(use=use).update(**broken)
