"""Answers to senders: in fixed words, one beside the next, and the same whatever else there is."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from frankpledge.access.api import Kind, LinkKind, NotFound, NotPermitted, link, protect
from frankpledge.intelligence.answers import feedback, results
from frankpledge.intelligence.answers.policies import may_answer, may_withdraw_contact
from frankpledge.intelligence.desk import triage
from frankpledge.intelligence.desk.grading import Given, evaluate
from frankpledge.intelligence.giving import contact, receipts
from frankpledge.intelligence.models import Answer, Level, Reached, Receipt, Report
from frankpledge.intelligence.units import service_actor
from tests.intelligence.makers import newest, tell, tell_by_card


def answer(county, submission, *, by="imogen", at=None, **more):
    at = at or county.now
    feedback.answer(
        submission_id=submission,
        wording_code=more.pop("wording_code", "recorded"),
        by=county.actor(by, at=at),
        at=at,
        **more,
    )


def told(county, by="nia", **more):
    proof = tell(county, by, **more)
    return proof, Receipt._rows.get(reference=proof.reference).submission_id


def read(county, proof, *, days=0):
    return receipts.by_code(proof.code, at=county.now + timedelta(days=days))


@pytest.fixture
def case(county):
    return told(county)


# The words


def all_fixed_words():
    for listed in (feedback.wordings(), feedback.usefulnesses(), feedback.tips()):
        yield from (words for _, words in listed)
    from frankpledge.intelligence.measures.digest import led_to_words

    yield from (words for _, words in led_to_words())
    yield from receipts.PROGRESS_WORDS.values()


@pytest.mark.parametrize("words", list(all_fixed_words()))
def test_no_fixed_wording_says_whether_anything_is_being_done(words):
    assert results.never_used(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "It has been passed to a team that can use it.",
        "There is an operation.",
        "Officers are investigating.",
        "The flat is being watched.",
        "We were already aware of it.",
        "No further action will be taken.",
        "A warrant was sworn.",
    ],
)
def test_words_that_tell_are_known_for_what_they_are(words):
    assert results.never_used(words)


def test_each_level_has_its_wordings_and_f1_and_f9_are_given_by_an_officer():
    levels = {code: feedback.level_of(code) for code, _ in feedback.wordings()}

    assert levels == {
        "recorded": Level.CATEGORY,
        "referred": Level.CATEGORY,
        "not_policing": Level.CATEGORY,
        "no_more": Level.STANDARD,
    }


def test_the_standard_words_claim_nothing_that_may_not_be_so():
    assert "read" not in feedback.wording(feedback.STANDARD)


def test_a_wording_that_is_no_longer_used_gives_the_one_in_its_place(county, case):
    proof, uid = case
    answer(county, uid, wording_code="passed_on")

    assert read(county, proof).answer == feedback.wording("recorded")
    assert "passed_on" not in dict(feedback.wordings())


@pytest.mark.parametrize("argument", ["usefulness", "tip", "theme", "wording_code"])
def test_only_words_of_the_lists_are_given(county, case, argument):
    with pytest.raises(feedback.UnknownWording) as refusal:
        answer(county, case[1], **{argument: "we are watching him"})

    assert refusal.value.argument == argument


def test_a_tip_is_one_line_from_the_list(county, case):
    proof, uid = case
    answer(county, uid, usefulness="needs_more", tip="when")
    (said,) = read(county, proof).said

    assert said.usefulness == "It would have helped to know more."
    assert said.tip.startswith("Next time, say in which week")
    assert all("\n" not in words and len(words) < 120 for _, words in feedback.tips())


# One beside the next


def test_a_later_answer_stands_beside_the_first(county, case):
    proof, uid = case
    answer(county, uid, wording_code="no_more")
    answer(county, uid, wording_code="recorded", at=county.now + timedelta(days=3))
    said = read(county, proof, days=3).said

    assert [each.words for each in said] == [
        feedback.wording("no_more"),
        feedback.wording("recorded"),
    ]
    assert len(read(county, proof).said) == 1


def test_the_same_words_are_not_said_twice_in_a_row(county, case):
    answer(county, case[1])

    with pytest.raises(feedback.SaidAlready):
        answer(county, case[1])


def test_another_category_is_refused_unless_it_corrects_the_first(county, case):
    proof, uid = case
    answer(county, uid)
    with pytest.raises(feedback.Contradicts):
        answer(county, uid, wording_code="not_policing")
    answer(county, uid, wording_code="not_policing", corrects=True)

    assert [each.is_correction for each in read(county, proof).said] == [False, True]


def test_there_is_nothing_to_correct_before_the_first_answer(county, case):
    with pytest.raises(feedback.NothingToCorrect):
        answer(county, case[1], corrects=True)


def test_an_answer_is_never_rewritten(county, case):
    answer(county, case[1])

    with pytest.raises(DatabaseError), transaction.atomic():
        Answer._rows.update(wording="referred")


# On the day


def test_the_standard_words_stand_from_the_due_day_and_a_late_answer_under_them(county, case):
    proof, uid = case
    assert read(county, proof, days=27).said == ()
    assert [each.words for each in read(county, proof, days=28).said] == [
        feedback.wording(feedback.STANDARD)
    ]
    answer(county, uid, at=county.now + timedelta(days=30))
    said = read(county, proof, days=30).said

    assert [each.words for each in said] == [
        feedback.wording(feedback.STANDARD),
        feedback.wording("recorded"),
    ]
    assert (said[1].on - said[0].on).days == 2


def test_an_answer_on_day_28_is_in_time_and_alone(county, case):
    proof, uid = case
    answer(county, uid, at=county.now + timedelta(days=28))

    assert [each.words for each in read(county, proof, days=29).said] == [
        feedback.wording("recorded")
    ]


def test_the_standard_words_given_late_add_nothing_to_those_that_stood(county):
    silent, answered = told(county), told(county)
    answer(county, answered[1], wording_code="no_more", at=county.now + timedelta(days=29))

    one, other = read(county, silent[0], days=29), read(county, answered[0], days=29)
    assert one.said == other.said
    assert one.progress == other.progress


@pytest.mark.parametrize(("days", "late"), [(28, False), (29, True)])
def test_an_answer_is_late_once_its_28_days_are_over(county, days, late):
    tell(county)
    on = county.now.date() + timedelta(days=days)

    assert [each.is_late for each in feedback.owed(county.actor("imogen"), on=on)] == [late]


# Read by a person


def test_opening_it_at_the_desk_says_once_that_a_person_has_read_it(county, case):
    proof, uid = case
    for hours in (1, 5):
        at = county.now + timedelta(hours=hours)
        triage.open_submission(submission_id=uid, by=county.actor("imogen", at=at), at=at)
    (reached,) = Reached._rows.all()

    assert read(county, proof).progress == "Read by a person."
    assert (reached.step, reached.slot) == ("read", 20)


def test_the_senders_own_agency_opening_it_is_no_human_receipt(county, case):
    triage.open_submission(submission_id=case[1], by=county.actor("nia"), at=county.now)

    assert not Reached._rows.exists()


def test_whoever_answers_has_read_it(county, case):
    answer(county, case[1])

    assert [row.step for row in Reached._rows.all()] == ["read"]


# Who


def test_the_unit_alone_answers(county, case):
    row = Receipt._rows.select_related("protection").get()

    assert may_answer(county.actor("imogen"), row)
    assert may_answer(county.actor("martin"), row)
    for name in ("nia", "dev", "asha", "petra"):
        assert not may_answer(county.actor(name), row)
    with pytest.raises(NotPermitted):
        answer(county, case[1], by="nia")
    with pytest.raises(NotFound):
        answer(county, case[1], by="sam")


# Contact


def test_whoever_has_the_code_takes_back_that_they_may_be_contacted(county):
    proof = tell_by_card(county)
    assert contact.withdraw_contact_by_code(proof.code, at=county.now)
    standing = read(county, proof)

    assert standing.contact_withdrawn_on == county.now.date()
    shown = feedback.question(
        submission_id=newest(county), by=county.actor("imogen"), at=county.now
    )
    assert shown.contact_withdrawn_on == county.now.date()


def test_an_answer_is_still_given_after_contact_was_taken_back(county):
    proof, uid = told(county)
    contact.withdraw_contact(reference=proof.reference, by=county.actor("nia"), at=county.now)
    answer(county, uid)

    assert read(county, proof).answer == feedback.wording("recorded")


def test_a_wrong_code_takes_nothing_back(county, case):
    assert not contact.withdraw_contact_by_code("4F7K-2M9X-PQ3R", at=county.now)
    assert not Receipt._rows.filter(contact_withdrawn_on__isnull=False).exists()


def test_a_receipt_of_somebody_else_is_the_same_as_none(county, case):
    proof, _ = case
    for reference in (proof.reference, "none"):
        with pytest.raises(NotFound):
            contact.withdraw_contact(reference=reference, by=county.actor("noel"), at=county.now)


def test_contact_is_taken_back_once(county, case):
    proof, _ = case
    row = Receipt._rows.select_related("protection").get()
    service = service_actor(county.service, at=county.now)
    assert may_withdraw_contact(service, row, holds_it=True)
    assert not may_withdraw_contact(service, row, holds_it=False)
    contact.withdraw_contact_by_code(proof.code, at=county.now)

    with pytest.raises(NotPermitted):
        contact.withdraw_contact_by_code(proof.code, at=county.now)


def test_taking_it_back_leaves_no_name_in_the_record(county, case):
    from frankpledge.access.api import AuditEvent

    contact.withdraw_contact(reference=case[0].reference, by=county.actor("nia"), at=county.now)
    (event,) = AuditEvent.objects.filter(act="intelligence.withdraw_contact")

    assert event.actor.startswith("v:")
    assert str(county.people["nia"]) not in event.leaf


# The same in both worlds


def without_tokens(response):
    assert response.status_code == 200
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", response.content)


def pages(county, browse, proof, uid):
    """What the sender and an officer see, byte for byte."""
    return [
        without_tokens(browse("nia").get("/intelligence/receipts/")),
        without_tokens(browse().post("/intelligence/receipt/", {"code": proof.code})),
        without_tokens(browse("nia").get("/intelligence/digests/")),
        without_tokens(browse("ivo").get(f"/intelligence/submissions/{uid}/answer/")),
        without_tokens(browse("ivo").get(f"/intelligence/submissions/{uid}/result/")),
        without_tokens(browse("ivo").get("/intelligence/owed/")),
    ]


def hide_an_operation(county, uid):
    """A restricted report of it, for one supervisor alone, of which nobody else is to learn."""
    martin = county.actor("martin")
    report = Report(
        protection=protect(
            Kind.REPORT,
            owner=martin.agency_id,
            by=martin,
            at=county.now,
            restricted=True,
            named=[martin.person_id],
        ),
        reference="HIDDEN000001",
        outcome="intelligence",
        stage="graded",
        text="UNSEEN",
        district_id="D1",
        received_on=county.now.date(),
        slot=16,
    )
    report.save(force_insert=True)
    from frankpledge.intelligence.models import Submission

    submission = Submission._rows.get(pk=uid)
    link(submission, report, LinkKind.EVALUATED_AS, by=martin, at=county.now)


@pytest.mark.parametrize("days", [0, 27, 28, 40])
def test_pages_are_the_same_whether_or_not_there_is_an_operation(county, browse, case, days):
    proof, uid = case
    triage.open_submission(submission_id=uid, by=county.actor("imogen"), at=county.now)
    county.now += timedelta(days=days)
    before = pages(county, browse, proof, uid)
    hide_an_operation(county, uid)

    after = pages(county, browse, proof, uid)

    assert before == after
    assert not any(b"UNSEEN" in page for page in after)


def test_the_senders_page_is_the_same_while_something_specific_is_only_proposed(
    county, browse, case
):
    proof, uid = case
    triage.open_submission(submission_id=uid, by=county.actor("imogen"), at=county.now)

    def seen():
        return pages(county, browse, proof, uid)[:3]

    before = seen()
    results.propose_result(
        submission_id=uid,
        words="The home is safe again.",
        by=county.actor("imogen"),
        at=county.now,
    )
    assert seen() == before
    results.send_back_result(
        submission_id=uid, because="Not yet", by=county.actor("martin"), at=county.now
    )

    assert seen() == before


def test_the_senders_page_is_the_same_whatever_the_grade_is(county, browse):
    seen = []
    for grade in (
        Given(source=1, intelligence="A"),
        Given(source=3, intelligence="E"),
        Given(
            source=2,
            intelligence="B",
            code="C",
            action="A1",
            sanitisation="S2",
        ),
    ):
        proof, uid = told(county)
        evaluate(
            submission_id=uid,
            text="It is so.",
            grade=grade,
            by=county.actor("imogen"),
            at=county.now,
        )
        page = without_tokens(browse().post("/intelligence/receipt/", {"code": proof.code}))
        for own in (proof.reference, proof.code):
            page = page.replace(own.encode(), b"")
        seen.append(page)

    assert seen[0] == seen[1] == seen[2]
