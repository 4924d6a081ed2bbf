"""Something specific is told only in safe words that a second person agrees to."""

import pytest
from django.db import IntegrityError, transaction

from frankpledge.access.api import NotFound, NotPermitted
from frankpledge.intelligence.answers import feedback, results
from frankpledge.intelligence.desk.grading import Given, evaluate
from frankpledge.intelligence.giving import contact, receipts
from frankpledge.intelligence.models import OriginatorConsent, Receipt, Report, SpecificAnswer
from frankpledge.intelligence.sharing.sanitisation import UnsafeText
from tests.intelligence.makers import tell

WORDS = "The home in the block is safe again. Thank you."


@pytest.fixture
def case(county):
    proof = tell(county)
    return proof, Receipt._rows.get(reference=proof.reference).submission_id


def graded(county, uid, **grade):
    return evaluate(
        submission_id=uid,
        text="Unknown men control a flat.",
        grade=Given(source=2, intelligence="A", **grade),
        by=county.actor("imogen"),
        at=county.now,
    )


def propose(county, uid, words=WORDS, by="imogen"):
    results.propose_result(submission_id=uid, words=words, by=county.actor(by), at=county.now)


def agree(county, uid, by="martin"):
    results.agree_result(submission_id=uid, by=county.actor(by), at=county.now)


def consents(county, report, *, agreed):
    OriginatorConsent(
        report=Report._rows.get(pk=report),
        agreed=agreed,
        how="telephone",
        recorded_by_id=county.people["imogen"],
        recorded_at=county.now,
    ).save()


def said(county, proof):
    return [each.words for each in receipts.by_code(proof.code, at=county.now).said]


def test_the_sender_reads_it_once_a_supervisor_agrees_beside_what_was_said_before(county, case):
    proof, uid = case
    feedback.answer(
        submission_id=uid, wording_code="recorded", by=county.actor("imogen"), at=county.now
    )
    propose(county, uid)
    assert said(county, proof) == [feedback.wording("recorded")]
    agree(county, uid)

    assert said(county, proof) == [feedback.wording("recorded"), WORDS]


def test_it_can_be_the_first_answer_and_the_clock_is_met(county, case):
    propose(county, case[1])
    agree(county, case[1])

    assert feedback.owed(county.actor("imogen"), on=county.now.date()) == []


def test_whoever_proposed_it_does_not_agree_to_it(county, case):
    propose(county, case[1], by="martin")
    with pytest.raises(NotPermitted) as refusal:
        agree(county, case[1], by="martin")
    assert "someone else" in refusal.value.reason
    agree(county, case[1], by="maud")


def test_an_officer_does_not_agree_to_it(county, case):
    propose(county, case[1])

    with pytest.raises(NotPermitted):
        agree(county, case[1], by="ivo")


@pytest.mark.parametrize("name", ["nia", "asha"])
def test_nobody_outside_the_unit_proposes_or_agrees(county, case, name):
    with pytest.raises((NotPermitted, NotFound)):
        propose(county, case[1], by=name)
    propose(county, case[1])
    with pytest.raises((NotPermitted, NotFound)):
        agree(county, case[1], by=name)
    with pytest.raises((NotPermitted, NotFound)):
        results.result(submission_id=case[1], by=county.actor(name), at=county.now)


def test_one_waits_at_a_time(county, case):
    propose(county, case[1])

    with pytest.raises(NotPermitted):
        propose(county, case[1])


def test_what_is_sent_back_says_why_and_can_be_proposed_anew(county, case):
    uid, martin = case[1], county.actor("martin")
    propose(county, uid)
    with pytest.raises(results.NoReason):
        results.send_back_result(submission_id=uid, because=" ", by=martin, at=county.now)
    results.send_back_result(submission_id=uid, because="Too near", by=martin, at=county.now)
    shown = results.result(submission_id=uid, by=county.actor("imogen"), at=county.now)
    assert [each.because for each in shown.proposed] == ["Too near"]
    with pytest.raises(NotFound):
        agree(county, uid)
    propose(county, uid)

    assert [each.submission for each in results.waiting(martin)] == [uid]


def test_it_waits_on_the_first_page_of_a_supervisor_and_of_nobody_else(county, case, browse):
    propose(county, case[1])

    assert "Something specific to tell" in browse("martin").get("/").content.decode()
    for name in ("imogen", "nia"):
        assert "Something specific to tell" not in browse(name).get("/").content.decode()
    assert results.waiting(county.actor("nia")) == []


@pytest.mark.parametrize("words", ["", "   ", "x" * 1001])
def test_it_says_something_and_not_too_much(county, case, words):
    with pytest.raises(results.NothingToTell):
        propose(county, case[1], words=words)


@pytest.mark.parametrize(
    "words", ["An operation is under way.", "They were arrested.", "A detective has it."]
)
def test_words_that_are_never_used_are_refused_with_why(county, case, words):
    with pytest.raises(results.WordsNeverUsed) as refusal:
        propose(county, case[1], words=words)

    assert "It says" in str(refusal.value)


@pytest.mark.parametrize(
    "words", ["Flat 6 is safe again.", "It was so at 22:15.", "Saltmarsh Homes helped."]
)
def test_words_that_would_tell_who_told_it_are_refused(county, case, words):
    with pytest.raises(UnsafeText):
        propose(county, case[1], words=words)


# Grades


@pytest.mark.parametrize("action", ["A1", "A2"])
def test_nothing_specific_is_said_of_what_is_covert(county, case, action):
    graded(county, case[1], code="C", action=action, sanitisation="S1")

    with pytest.raises(NotPermitted):
        propose(county, case[1])


def test_nothing_specific_is_said_of_what_is_suspected_to_be_false(county, case):
    evaluate(
        submission_id=case[1],
        text="It is so.",
        grade=Given(source=3, intelligence="E"),
        by=county.actor("imogen"),
        at=county.now,
    )

    with pytest.raises(NotPermitted):
        propose(county, case[1])


def overt(county):
    return {
        "code": "C",
        "action": "A3",
        "recipients": (county.agency("wantsum-council"),),
        "sanitisation": "S2",
    }


def test_s2_asks_the_originator_first(county, case):
    proof, uid = case
    report = graded(county, uid, **overt(county))
    propose(county, uid)
    with pytest.raises(NotPermitted) as refusal:
        agree(county, uid)
    assert "ask the originator" in refusal.value.reason
    consents(county, report, agreed=True)
    agree(county, uid)

    assert said(county, proof) == [WORDS]


def test_an_originator_who_refuses_is_not_overruled(county, case):
    proof, uid = case
    report = graded(county, uid, **overt(county))
    propose(county, uid)
    consents(county, report, agreed=False)

    with pytest.raises(NotPermitted) as refusal:
        agree(county, uid)
    assert "does not agree" in refusal.value.reason
    assert said(county, proof) == []


def test_an_originator_who_took_contact_back_cannot_be_asked(county, case):
    proof, uid = case
    report = graded(county, uid, **overt(county))
    propose(county, uid)
    consents(county, report, agreed=True)
    contact.withdraw_contact(reference=proof.reference, by=county.actor("nia"), at=county.now)

    with pytest.raises(NotPermitted) as refusal:
        agree(county, uid)
    assert "not to be contacted" in refusal.value.reason


def test_s1_asks_nobody(county, case):
    graded(county, case[1], **(overt(county) | {"sanitisation": "S1"}))
    propose(county, case[1])
    agree(county, case[1])


# What the database keeps


def test_the_database_refuses_one_told_without_its_consent_or_by_its_author(county, case):
    propose(county, case[1])
    for changed in (
        {"stage": "told", "consent_needed": True},
        {"decided_by_id": county.people["imogen"]},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SpecificAnswer._rows.update(**changed)


# The page


def test_it_is_proposed_sent_back_and_agreed_in_pages(county, browse, case):
    _, uid = case
    imogen, martin = browse("imogen"), browse("martin")
    page = f"/intelligence/submissions/{uid}/result/"
    assert imogen.post(page, {"words": ""}).status_code == 422
    assert imogen.post(page, {"words": "An operation."}).status_code == 422
    assert imogen.post(page, {"words": WORDS}).status_code == 302
    assert b"Agree and tell them" in martin.get(page).content
    assert b"Only a supervisor" in imogen.get(page).content
    assert martin.post(page + "send-back/", {"because": ""}).status_code == 422
    assert martin.post(page + "send-back/", {"because": "Shorter"}).status_code == 302
    assert imogen.post(page, {"words": WORDS}).status_code == 302
    assert imogen.post(page + "agree/").status_code == 403
    assert martin.post(page + "agree/").status_code == 302

    assert WORDS.encode() in browse("nia").get("/intelligence/receipts/").content
    assert browse("asha").get(page).status_code == 404
