"""What whoever holds a receipt is told."""

from datetime import timedelta

import pytest

from frankpledge.access.api import AuditEvent, NotPermitted, TooManyTries
from frankpledge.intelligence.answers import feedback
from frankpledge.intelligence.desk import triage
from frankpledge.intelligence.giving import receipts
from frankpledge.intelligence.lifecycle import RECEIPT_NEXT, OutOfOrder, Progress, follow
from frankpledge.intelligence.models import Receipt
from frankpledge.intelligence.policies import may_answer, may_read_receipt
from frankpledge.intelligence.units import service_actor
from tests.intelligence.makers import evaluate, newest, tell, tell_by_card


def answer(county, *, by="imogen", submission=None, at=None, **more):
    at = at or county.now
    feedback.answer(
        submission_id=submission or newest(county),
        wording_code=more.pop("wording_code", "recorded"),
        by=county.actor(by, at=at),
        at=at,
        **more,
    )


def test_a_code_opens_its_receipt_however_it_is_typed(county):
    proof = tell_by_card(county)

    for typed in (proof.code, proof.code.lower(), proof.code.replace("-", " ")):
        found = receipts.by_code(typed, at=county.now)
        assert found is not None
        assert found.reference == proof.reference


def test_a_wrong_code_opens_nothing(county):
    tell_by_card(county)

    assert receipts.by_code("4F7K-2M9X-PQ3R", at=county.now) is None


def test_the_code_itself_is_kept_nowhere(county):
    proof = tell_by_card(county)

    row = Receipt._rows.get()
    assert proof.code.replace("-", "") not in row.code_hash
    assert len(row.code_hash) == 64


def test_tries_are_limited_from_each_address(county):
    for _ in range(receipts.TRIES):
        receipts.try_a_code("198.51.100.7", now=county.now)

    with pytest.raises(TooManyTries):
        receipts.try_a_code("198.51.100.7", now=county.now)
    receipts.try_a_code("198.51.100.8", now=county.now)


def test_a_receipt_goes_from_received_to_read_to_answered(county):
    proof = tell(county)
    assert receipts.by_code(proof.code, at=county.now).progress.startswith("Received")

    uid = newest(county)
    triage.open_submission(submission_id=uid, by=county.actor("imogen"), at=county.now)
    assert receipts.by_code(proof.code, at=county.now).progress.startswith("Read")

    answer(county, submission=uid, usefulness="very_useful")
    found = receipts.by_code(proof.code, at=county.now)
    assert found.progress == "Answered."
    assert found.usefulness == "It was very useful."
    assert "has been recorded" in found.answer


def test_the_agencys_own_reading_does_not_count_as_the_desks(county):
    proof = tell(county)
    triage.open_submission(submission_id=newest(county), by=county.actor("nia"), at=county.now)

    assert receipts.by_code(proof.code, at=county.now).progress.startswith("Received")


def test_the_same_words_show_on_the_day_if_nothing_has_happened(county):
    silent = tell(county)
    answered = tell(county)
    answer(county, wording_code="no_more", submission=newest_of(answered))
    on_the_day = county.now + timedelta(days=28)

    one = receipts.by_code(silent.code, at=on_the_day)
    other = receipts.by_code(answered.code, at=on_the_day)

    assert one.answer == other.answer
    assert one.progress == other.progress
    assert receipts.by_code(silent.code, at=on_the_day - timedelta(days=1)).answer == ""


def newest_of(proof):
    return Receipt._rows.get(reference=proof.reference).submission_id


def test_somebody_with_an_account_sees_their_own_receipts_and_no_others(county):
    mine = tell(county, "nia")
    tell(county, "dev")
    tell_by_card(county)

    listed = receipts.mine(by=county.actor("nia"), at=county.now)

    assert [each.reference for each in listed] == [mine.reference]


def test_looking_at_ones_receipts_is_recorded_under_a_pseudonym(county):
    tell(county, "nia")
    receipts.mine(by=county.actor("nia"), at=county.now)

    events = AuditEvent.objects.filter(act="intelligence.read_receipt")
    assert [event.actor[:2] for event in events] == ["v:"]
    assert all(str(county.people["nia"]) not in event.leaf for event in events)


def test_a_receipt_says_nothing_of_grade_report_or_reader(county):
    tell(county, "nia")
    evaluate(county)
    listed = receipts.mine(by=county.actor("nia"), at=county.now)

    words = str(listed)
    for secret in ("Imogen", "Unknown men control", "graded", "C A3"):
        assert secret not in words


def test_only_its_holder_and_the_desk_may_read_a_receipt(county):
    tell(county, "nia")
    row = Receipt._rows.select_related("protection").get()

    assert may_read_receipt(county.actor("nia"), row, holds_it=True)
    assert not may_read_receipt(county.actor("dev"), row, holds_it=False)
    assert may_read_receipt(county.actor("imogen"), row, holds_it=False)
    assert not may_read_receipt(county.actor("asha"), row, holds_it=True)
    assert may_read_receipt(service_actor(county.service, at=county.now), row, holds_it=True)


def test_an_answer_is_given_by_the_desk_and_not_twice_in_the_same_words(county):
    tell(county)
    uid = newest(county)
    with pytest.raises(NotPermitted):
        answer(county, by="nia", submission=uid)
    answer(county, submission=uid)

    with pytest.raises(feedback.SaidAlready):
        answer(county, submission=uid)


def test_an_answer_is_in_fixed_words(county):
    tell(county)

    with pytest.raises(feedback.UnknownWording):
        answer(county, wording_code="we are watching him")
    with pytest.raises(feedback.UnknownWording):
        answer(county, usefulness="so so")


def test_who_may_answer_is_decided_by_the_unit_alone(county):
    tell(county)
    row = Receipt._rows.select_related("protection").get()

    assert may_answer(county.actor("imogen"), row)
    assert may_answer(county.actor("martin"), row)
    for name in ("nia", "dev", "asha", "petra"):
        assert not may_answer(county.actor(name), row)


def test_answers_owed_are_listed_by_their_day(county):
    tell(county, at=county.now - timedelta(days=29))
    tell(county)

    listed = feedback.owed(county.actor("imogen"), on=county.now.date())

    assert [each.is_late for each in listed] == [True, False]
    assert feedback.owed(county.actor("nia"), on=county.now.date()) == []


def test_a_question_about_an_answer_is_for_the_desk(county):
    tell(county)
    uid = newest(county)
    shown = feedback.question(submission_id=uid, by=county.actor("imogen"), at=county.now)

    assert shown.due_on - shown.received_on == timedelta(days=28)
    with pytest.raises(NotPermitted):
        feedback.question(submission_id=uid, by=county.actor("nia"), at=county.now)


def test_a_receipt_never_goes_back():
    assert follow(RECEIPT_NEXT, Progress.RECEIVED, Progress.LOOKED_AT) is Progress.LOOKED_AT
    for then in Progress:
        with pytest.raises(OutOfOrder):
            follow(RECEIPT_NEXT, Progress.ANSWERED, then)


def test_what_the_agency_told_is_listed_without_who(county):
    proof = tell(county, "nia")
    tell(county, "asha")

    listed = receipts.words_of_our_agency(by=county.actor("nia"), at=county.now)

    assert [each.reference for each in listed] == [proof.reference]
    with pytest.raises(NotPermitted):
        receipts.words_of_our_agency(by=county.actor("dev"), at=county.now)
