"""The desk's pages: what each shows, what comes of what is typed, and what they cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frankpledge.intelligence.desk import grading
from frankpledge.intelligence.desk.accreditation import OwnGiven, accredit
from frankpledge.intelligence.giving import questions
from frankpledge.intelligence.models import PatternNotice, Question, Report, Submission
from tests.intelligence.makers import evaluate, newest, tell, tell_by_card

DESK = "/intelligence/desk/"


def page(response, status=200) -> str:
    assert response.status_code == status, response.content.decode()[:3000]
    return response.content.decode()


def of_submission(county, name=""):
    return f"/intelligence/submissions/{newest(county)}/{name}"


def test_each_item_says_why_it_is_there_and_what_is_left(county, browse):
    tell(county)
    words = page(browse("imogen").get(DESK))

    assert "An adult may be at risk; Nobody has opened it (R03)" in words
    assert "3 hours 40 minutes of working time left" in words
    assert "To be decided by" in words


def test_the_queue_is_narrowed_by_its_address(county, browse):
    tell(county, place="Quay Street")
    tell(county, place="Slipway", risk="none")
    words = page(browse("imogen").get(DESK, {"only": "Everything else"}))

    assert "Slipway" in words
    assert "Quay Street" not in words
    assert "Slipway" not in page(browse("imogen").get(DESK, {"district": "D2"}))


def test_imminent_is_asked_for_a_reference_a_name_and_a_time(county, browse):
    tell(county)
    imogen = browse("imogen")
    address = of_submission(county, "triage/")
    form = page(imogen.get(address, {"outcome": "imminent"}))
    assert "Ring the control room first" in form
    assert "Control room reference" in form
    typed = {"outcome": "imminent"}
    refused = page(imogen.post(address, typed), 422)
    assert "Enter this: control room reference" in refused
    assert "Enter the time at which it was passed on" in refused
    typed |= {
        "passed_reference": "CR/7",
        "passed_to": "Sergeant Imaginary",
        "passed_on_day": "15",
        "passed_on_month": "4",
        "passed_on_year": "2026",
        "passed_at": "25:00",
    }
    assert "Enter a time, such as 09:05" in page(imogen.post(address, typed), 422)
    assert "between the one at which it came" in page(
        imogen.post(address, typed | {"passed_at": "23:00"}), 422
    )
    done = imogen.post(address, typed | {"passed_at": "09:10"})

    assert "Sergeant Imaginary" in page(imogen.get(done["Location"]))


def test_what_leaves_for_supervisors_leads_back_to_the_desk(county, browse):
    tell(county)
    reference = Submission._rows.get().reference
    imogen, martin = browse("imogen"), browse("martin")
    address = of_submission(county, "triage/")
    assert "will not see it again" in page(imogen.get(address, {"outcome": "dsu"}))
    done = imogen.post(address, {"outcome": "dsu"})

    assert done["Location"] == DESK
    assert reference not in page(imogen.get(DESK))
    assert "For supervisors only" not in page(imogen.get(DESK))
    page(imogen.get(f"/intelligence/submissions/{Submission._rows.get().uid}/"), 404)
    assert Report._rows.get().reference in page(martin.get(DESK))


def test_an_outcome_that_there_is_not_is_asked_again(county, browse):
    tell(county)
    page(browse("imogen").post(of_submission(county, "triage/"), {"outcome": "magic"}), 422)


def test_handing_over_is_one_page_with_files(county, browse):
    tell(county)
    imogen = browse("imogen")
    assert "Hand it over" in page(imogen.get(of_submission(county)))
    assert "Partner reference:" in page(imogen.get(of_submission(county, "transfer/")))
    for kind, begins in (("txt", "Partner reference"), ("csv", "Partner ref"), ("json", "{")):
        file = imogen.get(of_submission(county, "file/"), {"as": kind})
        assert page(file).startswith(begins)
        assert f".{kind}" in file["Content-Disposition"]
    page(imogen.get(of_submission(county, "file/"), {"as": "exe"}), 404)
    page(browse("asha").get(of_submission(county, "file/")), 404)
    page(imogen.post(of_submission(county, "transfer/"), {}), 422)
    done = imogen.post(of_submission(county, "transfer/"), {"force_reference": "FP/1"})

    words = page(imogen.get(done["Location"]))
    assert "FP/1" in words
    assert "Transferred" in words
    assert "Strangers answer" in page(imogen.get(done["Location"] + "file/", {"as": "json"}))


def test_several_items_are_graded_one_by_one(county, browse):
    tell(county)
    imogen = browse("imogen")
    address = of_submission(county, "evaluate/")
    assert "The answers suggest 2 A" in page(imogen.get(address))
    typed = {
        "text": "Men carry boxes in.",
        "origin": "here",
        "source": "2",
        "intelligence": "A",
        "code": "P",
        "count": "1",
    }
    more = page(imogen.post(address, typed | {"step": "add"}))
    assert "Item 2: what is known" in more
    assert "Men carry boxes in." in more
    assert "There is a problem" not in more
    typed |= {"count": "2", "text_2": "They are brothers.", "source_2": "3"}
    assert "Item 2: choose how it is known" in page(imogen.post(address, typed), 422)
    typed |= {"known_2": "D", "provenance": "From a log"}
    assert "Grade the provenance too" in page(imogen.post(address, typed), 422)
    typed |= {"source_provenance": "1", "known_provenance": "A"}
    done = imogen.post(address, typed)

    words = page(imogen.get(done["Location"]))
    assert "Item 2: 3 D" in words
    assert "Provenance: 1 A" in words
    regrade = done["Location"] + "regrade/"
    assert "Item 1: source evaluation" in page(imogen.get(regrade))
    again = {"code": "P", "source_1": "1", "known_1": "B", "source_2": "2", "known_2": "C"}
    assert "2 C P" in page(imogen.get(imogen.post(regrade, again)["Location"]))


def test_an_older_grade_is_suggested_for_and_never_taken_over(county, browse):
    tell(county)
    imogen = browse("imogen")
    address = of_submission(county, "evaluate/")
    typed = {
        "text": "x",
        "origin": "here",
        "source": "2",
        "intelligence": "A",
        "code": "P",
        "legacy": "B2",
    }
    assert "which mean different things" in page(imogen.post(address, typed), 422)
    typed |= {"legacy": "C 3 1", "legacy_scheme": "5x5x5"}
    said = page(imogen.post(address, typed | {"step": "suggest"}))
    assert "might be 1, 2 or 3 B P today" in said
    assert Report._rows.count() == 0
    done = imogen.post(address, typed)
    words = page(imogen.get(done["Location"]))

    assert "C 3 1 (5x5x5)" in words
    assert "2 A P" in words


def test_an_accredited_agencys_grade_is_shown_and_binds(county, browse):
    accredit(
        agency_id=county.agency("saltmarsh-homes"),
        reference="ACC/1",
        by=county.actor("martin"),
        at=county.now,
    )
    tell(
        county,
        own_grade=OwnGiven(source=1, intelligence="A", code="C", action="A2", sanitisation="S1"),
    )
    imogen = browse("imogen")
    assert "An accredited agency told it" in page(imogen.get(DESK))
    assert "1 A C A2 S1" in page(imogen.get(of_submission(county)))
    address = of_submission(county, "evaluate/")
    typed = {"text": "x", "origin": "here", "source": "1", "intelligence": "A", "code": "P"}

    assert "which binds. Choose C" in page(imogen.post(address, typed), 422)
    done = imogen.post(address, typed | {"code": "C", "action": "A2", "sanitisation": "S1"})
    assert "Graded by the agency that told it" in page(imogen.get(done["Location"]))


def test_a_question_goes_to_the_receipt_and_the_answer_comes_back(county, browse):
    proof = tell_by_card(county)
    imogen, anybody = browse("imogen"), browse()
    address = of_submission(county, "ask/")
    assert "When was it?" in page(imogen.get(address))
    refused = imogen.post(address, {"question": "when", "about": "find out who they are"})
    assert "asks them to go and find out" in page(refused, 422)
    imogen.post(address, {"question": "when", "about": "the strangers"})
    assert "Clock stopped with" in page(imogen.get(DESK))

    here = "/intelligence/receipt/question/"
    wrong = page(anybody.post(here, {"code": "AAAA-BBBB-CCCC"}), 422)
    assert "we have not asked you anything" in wrong
    assert "When was it?" in page(anybody.post(here, {"code": proof.code}))
    danger = {"code": proof.code, "text": "he has a knife now"}
    assert "Nobody reads this until" in page(anybody.post(here, danger), 422)
    assert "Your answer was kept" in page(
        anybody.post(here, {"code": proof.code, "text": "On Tuesday"})
    )
    assert "On Tuesday" in page(imogen.get(of_submission(county)))
    assert Question._rows.get().reply == "On Tuesday"


def test_a_pattern_is_shown_to_supervisors_and_settled(county, browse):
    for _ in range(3):
        tell(county)
    martin = browse("martin")
    assert "One person has told us much" in page(martin.get(DESK))
    number = PatternNotice.objects.get().id
    address = f"/intelligence/patterns/{number}/"
    words = page(martin.get(address))
    assert "Nobody here can see who" in words
    page(browse("imogen").get(address), 404)
    page(browse("imogen").get("/intelligence/patterns/999/"), 404)
    page(martin.post(address, {}), 422)
    martin.post(address, {"settlement": "The source unit was told"})

    assert "One person has told us much" not in page(martin.get(DESK))


def test_a_supervisor_holds_and_lets_go(county, browse):
    uid = evaluate(county)
    martin = browse("martin")
    address = f"/intelligence/reports/{uid}/"
    page(browse("imogen").get(address + "hold/"), 403)
    page(martin.post(address + "hold/", {}), 422)
    martin.post(address + "hold/", {"reason": "Inquiry 4"})
    assert "Inquiry 4" in page(martin.get(address))
    martin.post(address + "lift-hold/")

    assert "Inquiry 4" not in page(martin.get(address))


def cost(client, address) -> int:
    with CaptureQueriesContext(connection) as queries:
        page(client.get(address))
    return len(queries)


def test_the_desk_and_a_submission_cost_the_same_however_much_waits(county, browse):
    imogen = browse("imogen")
    for hours in (9, 8):
        tell_by_card(county, contact="", at=county.now - timedelta(hours=hours))
    uid = newest(county)
    questions.ask_back(submission_id=uid, question="when", by=county.actor("imogen"), at=county.now)
    address = f"/intelligence/submissions/{uid}/"
    page(imogen.get(address))
    before = cost(imogen, DESK), cost(imogen, address)
    for hours in range(5, 0, -1):
        tell_by_card(county, contact="", at=county.now - timedelta(hours=hours))
        questions.ask_back(
            submission_id=newest(county),
            question="when",
            by=county.actor("imogen"),
            at=county.now,
        )

    assert (cost(imogen, DESK), cost(imogen, address)) == before


@pytest.mark.parametrize("name", ["nia", "asha", "nobody"])
def test_the_desks_pages_are_closed_to_others(county, browse, name):
    tell(county)
    client = browse(name)

    for part in ("triage/?outcome=crime", "transfer/", "ask/", "file/", "evaluate/"):
        assert client.get(of_submission(county, part)).status_code in (403, 404), part


def test_whatever_was_answered_stands_before_whoever_decides(county, browse):
    tell(
        county,
        urgent=True,
        seen_from=county.now.date() - timedelta(days=3),
        doubt="yes",
        doubt_why="He is angry with them",
        knowers="few",
        referral_made="yes",
        referral_reference="MASH 12",
        crime_reference="46/1/26",
        spare_teller=True,
        answers_request="K7FQ-2M9X",
        could_guess="unsure",
    )
    address = of_submission(county)
    words = page(browse("imogen").get(address))

    for said in (
        "Is something about to happen, so that it cannot wait a day?",
        "12 April 2026",
        "He is angry with them",
        "Two to five people",
        "MASH 12",
        "46/1/26",
        "Yes. Ask where they read their receipt. Do not contact the person who told them",
        "Answers the request",
        "K7FQ-2M9X",
        "Contact with whoever told it: Yes. Ask",
    ):
        assert said in words, said
    # What was left open, or not known, is not put down as a no.
    assert "Could those it is about guess who told us?" not in words
    assert "When did you learn of it?" not in words
    assert "Whoever told it says that it cannot wait" in words
    assert "He is angry" in page(browse("nia").get(address))
    assert browse("asha").get(address).status_code == 404


def test_what_binds_whoever_would_contact_them_goes_with_the_report(county, browse):
    tell(county, may_contact=False, spare_teller=True)
    report = evaluate_newest(county)
    words = page(browse("imogen").get(f"/intelligence/reports/{report}/"))

    assert "No. Do not contact the person who told them" in words


def evaluate_newest(county):
    return grading.evaluate(
        submission_id=newest(county),
        text="Unknown men control a flat at Tern Court.",
        grade=grading.Given(source=2, intelligence="A"),
        by=county.actor("imogen"),
        at=county.now,
    )


def test_nothing_is_asked_of_somebody_who_does_not_want_to_be_contacted(county, browse):
    tell(county, may_contact=False)
    words = page(browse("imogen").get(of_submission(county)))

    assert "Whoever told it asked not to be contacted, so nothing is asked." in words
    assert browse("imogen").post(of_submission(county, "ask/"), {}).status_code in (403, 404, 422)
