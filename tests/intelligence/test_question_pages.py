"""One question a page: kept as it is answered, gone back to, checked, and sent once."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core import mail

from frankpledge.intelligence.giving import cards, drafts, work_address
from frankpledge.intelligence.giving.half_told import QUESTIONS
from frankpledge.intelligence.models import (
    Draft,
    ExitOffered,
    Mention,
    OwnGrade,
    Receipt,
    SourceIdentity,
    Submission,
)
from tests.intelligence.test_telling import accredit

AT = "/intelligence/tell/question/"
CHECK = "/intelligence/tell/check/"
CODE = re.compile(r"\b\w{4}-\w{4}-\w{4}\b")
LONG_CODE = re.compile(r"\b(?:\w{4}-){4}\w{4}\b")
SAW = "Strangers came in AB12 CDE and answer the door."
ANSWERS = {
    "words": {"text": SAW},
    "where": {"place": "6 Tern Court", "district": "D1", "precision": "exact"},
    "when": {"seen": "this_week"},
    "found": {"found": "vehicle:18:26"},
    "who": {},
    "how": {"how_known": "saw"},
    "risk": {"risk": "adult"},
    "trace": {"knowers": "few"},
    "contact": {"may_contact": "no"},
}


def page(response, status=200) -> str:
    assert response.status_code == status, response.content.decode()[:3000]
    return response.content.decode()


def answer(client, name, at=AT, **changed):
    return client.post(f"{at}{name}/", ANSWERS[name] | changed)


def answer_all(client, at=AT, **by_page):
    for name in ANSWERS:
        response = answer(client, name, at, **by_page.get(name, {}))
        assert response.status_code == 302, (name, response.content.decode()[:2000])
    return response


def token_in(words: str) -> str:
    return re.search(r'name="token" value="(\w+)"', words)[1]


def test_page_by_page_it_is_told_checked_and_sent(county, browse):
    client = browse("nia")
    assert answer_all(client)["Location"] == CHECK
    check = page(client.get(CHECK))
    for words in ("6 Tern Court", "Wantsum", "Vehicle: AB12 CDE", "I saw or heard it myself"):
        assert words in check
    assert Submission._rows.count() == 0

    sent = page(client.post(CHECK, {"token": token_in(check)}))
    row = Submission._rows.get()
    assert row.reference in sent
    assert CODE.search(sent)
    assert (row.text, row.precision, row.knowers) == (SAW, "exact", "few")
    assert [each.text for each in Mention.of(row)] == ["AB12 CDE"]
    assert Draft.objects.count() == 0
    assert client.cookies["telling"].value == ""


def test_each_answer_leads_to_the_next_question(browse):
    client = browse("nia")
    names = list(ANSWERS)
    for name, following in pairwise(names):
        assert answer(client, name)["Location"] == f"{AT}{following}/"


@pytest.mark.parametrize(
    "name",
    [
        each.name
        for each in QUESTIONS
        if each.name not in ("words", "who", "divide", "found", "trace", "grade")
    ],
)
def test_what_is_missing_is_asked_for_beside_its_question(browse, name):
    client = browse("nia")
    answer(client, "words")

    assert "There is a problem" in page(client.post(f"{AT}{name}/", {}), 422)


def test_a_question_that_there_is_not_is_no_page(browse):
    client = browse("nia")
    answer(client, "words")

    assert client.get(f"{AT}colour/").status_code == 404


def test_without_a_beginning_every_page_leads_to_the_first(browse):
    client = browse("nia")

    assert client.get(f"{AT}where/")["Location"] == "/intelligence/tell/"
    assert "There is nothing here to send" in page(client.get(CHECK), 410)


def test_an_answer_is_shown_again_and_can_be_changed(browse):
    client = browse("nia")
    answer_all(client)
    shown = page(client.get(f"{AT}where/"))
    assert 'value="6 Tern Court"' in shown
    assert "There is a problem" not in shown

    assert answer(client, "where", place="7 Tern Court")["Location"] == CHECK
    assert "7 Tern Court" in page(client.get(CHECK))


def test_new_words_ask_again_what_was_found_in_them(browse):
    client = browse("nia")
    answer_all(client)

    assert answer(client, "words", text="They came in XY34 ZZZ.")["Location"] == f"{AT}found/"
    assert answer(client, "words", text="They came on foot, both.")["Location"] == CHECK
    assert "AB12" not in page(client.get(CHECK))


def test_sent_twice_it_is_kept_once_with_one_receipt(browse):
    client = browse("nia")
    answer_all(client)
    token = token_in(page(client.get(CHECK)))
    first = page(client.post(CHECK, {"token": token}))
    second = page(client.post(CHECK, {"token": token}))

    assert CODE.findall(first) == CODE.findall(second)
    assert Submission._rows.count() == 1


# --- for later -----------------------------------------------------------------------------


def test_it_can_be_kept_for_later_and_gone_on_with_elsewhere(county, browse):
    client = browse("nia")
    answer(client, "words")
    kept = page(client.post(f"{AT}where/", {"place": "6 Tern", "later": "yes"}))
    code = LONG_CODE.search(kept)[0]
    assert client.cookies["telling"].value == ""
    assert client.get(f"{AT}where/")["Location"] == "/intelligence/tell/"

    elsewhere = browse("nia")
    county.now += timedelta(days=6)
    onward = elsewhere.post("/intelligence/tell/resume/", {"code": code.lower()})
    assert onward["Location"] == f"{AT}where/"
    shown = page(elsewhere.get(f"{AT}where/"))
    assert 'value="6 Tern"' in shown
    assert "There is a problem" not in shown


def test_on_its_day_it_is_gone(county, browse):
    client = browse("nia")
    code = LONG_CODE.search(page(client.post(f"{AT}words/", {"text": SAW, "later": "yes"})))[0]
    county.now += timedelta(days=drafts.KEPT_DAYS)

    words = page(browse("nia").post("/intelligence/tell/resume/", {"code": code}), 422)
    assert "There is nothing under that code" in words


def test_somebody_else_finds_nothing_under_the_code_or_in_the_same_browser(browse):
    client = browse("nia")
    code = LONG_CODE.search(page(client.post(f"{AT}words/", {"text": SAW, "later": "yes"})))[0]
    page(browse("sam").post("/intelligence/tell/resume/", {"code": code}), 422)

    client.post("/intelligence/tell/resume/", {"code": code})
    other = browse("sam")
    other.cookies["telling"] = client.cookies["telling"].value
    assert other.get(f"{AT}where/")["Location"] == "/intelligence/tell/"


def test_codes_cannot_be_tried_for_ever(browse):
    client = browse("nia")
    for _ in range(10):
        page(client.post("/intelligence/tell/resume/", {"code": "NOPE"}), 422)

    assert "Too many tries" in page(
        client.post("/intelligence/tell/resume/", {"code": "NOPE"}), 429
    )


# --- several reports, danger and what may not be kept ----------------------------------------

TWO = "I saw two men at 6 Tern Court. On another matter, the shop at 14 Quay Street sells vapes."


def test_splitting_is_offered_with_its_reasons(browse):
    client = browse("nia")
    assert answer(client, "words", text=TWO)["Location"] == f"{AT}divide/"
    words = page(client.get(f"{AT}divide/"))

    assert "on another matter" in words
    assert "You decide" in words


def test_whoever_tells_it_may_keep_it_whole(browse):
    client = browse("nia")
    answer(client, "words", text=TWO)
    assert client.post(f"{AT}divide/", {"whole": "keep"})["Location"] == f"{AT}where/"
    for name in ("where", "when", "who", "how", "risk", "trace", "contact"):
        onward = answer(client, name)
    page(client.post(onward["Location"], {}))

    assert Submission._rows.get().text == TWO


def test_split_reports_are_separate_with_receipts_of_their_own(browse):
    client = browse("nia")
    answer(client, "words", text=TWO)
    parts = {"part_1": "I saw two men at 6 Tern Court.", "part_2": "The shop sells vapes."}
    assert client.post(f"{AT}divide/", {"whole": "split", **parts})["Location"] == f"{AT}where/"
    codes = []
    for number in (1, 2):
        assert f"Report {number} of 2" in page(client.get(f"{AT}where/"))
        for name in ("where", "when", "who", "how", "risk", "trace", "contact"):
            onward = answer(client, name)
        codes += CODE.findall(page(client.post(onward["Location"], {})))

    assert sorted(row.text for row in Submission._rows.all()) == sorted(parts.values())
    assert len(set(codes)) == 2
    assert Draft.objects.count() == 0


def test_nothing_is_split_into_nothing(browse):
    client = browse("nia")
    answer(client, "words", text=TWO)
    words = page(client.post(f"{AT}divide/", {"whole": "split", "part_1": "", "part_2": ""}), 422)

    assert "Enter what you saw or heard" in words


@pytest.mark.parametrize(
    ("name", "field"),
    [("words", "text"), ("where", "place"), ("who", "about"), ("how", "doubt_why")],
)
def test_words_of_danger_are_caught_before_anything_of_them_is_kept(county, browse, name, field):
    county.now = county.now.replace(hour=21, minute=15)
    client = browse("nia")
    if name != "words":
        answer(client, "words")
    before = [bytes(row.sealed) for row in Draft.objects.all()]
    words = page(answer(client, name, **{field: "he's got a knife now"}))

    assert "Call 999. Nobody reads this until 08:00 tomorrow" in words
    assert "got a knife now" in words
    assert [bytes(row.sealed) for row in Draft.objects.all()] == before
    assert [(row.way, row.times) for row in ExitOffered.objects.all()] == [("danger", 1)]


def test_once_the_danger_is_over_it_goes_on_and_is_not_asked_again(browse):
    client = browse("nia")
    danger = {"text": "last week he's got a knife", "danger_is_over": "yes"}
    assert answer(client, "words", **danger)["Location"] == f"{AT}where/"
    assert "Call 999" in page(answer(client, "where", place="She is bleeding there"))
    for name in ("where", "when", "who", "how", "risk", "trace", "contact"):
        onward = answer(client, name)

    assert "We have what you told us" in page(client.post(onward["Location"], {}))


@pytest.mark.parametrize("later", [{}, {"later": "yes"}])
def test_what_is_marked_secret_is_neither_kept_nor_shown(browse, later):
    client = browse("nia")
    words = page(client.post(f"{AT}words/", {"text": "TOP SECRET plan", **later}), 422)

    assert "security officer" in words
    assert "TOP SECRET plan" not in words
    assert Draft.objects.count() == 0


def test_too_much_text_is_refused_and_not_lost(browse):
    words = page(browse("nia").post(f"{AT}words/", {"text": "y" * 200_001}), 413)

    assert "200,000" in words
    assert "y" * 200_001 in words


def test_what_no_database_keeps_is_refused_at_its_field(browse):
    assert "Null characters" in page(browse("nia").post(f"{AT}words/", {"text": "a\x00b"}), 422)


def test_without_a_key_the_answers_are_not_lost(browse, settings, tmp_path):
    client = browse("nia")
    answer_all(client)
    settings.SOURCE_PUBLIC_KEY = tmp_path / "lost.pub"

    words = page(client.post(CHECK, {}), 503)
    assert "Call 101" in words
    assert "6 Tern Court" in words
    assert Draft.objects.count() == 1


# --- people, an e-mail, a call, a grade, in confidence ---------------------------------------


def test_people_are_added_and_taken_away_one_by_one(browse):
    client = browse("nia")
    answer(client, "words")
    for name in ("Big Dave", "Anna"):
        person = {"name": name, "what": "person", "role": "victim", "another": "yes"}
        assert client.post(f"{AT}who/", person)["Location"] == f"{AT}who/"
    words = page(client.get(f"{AT}who/"))
    assert "Big Dave" in words
    client.post(f"{AT}who/", {"remove": "0"})
    for nobody in ("7", "²", "9" * 5_000):
        client.post(f"{AT}who/", {"remove": nobody})

    words = page(client.get(f"{AT}who/"))
    assert "Big Dave" not in words
    assert "Anna" in words


@pytest.mark.parametrize("missing", [{"name": "Dave"}, {"about": "about 40", "role": "other"}])
def test_a_person_needs_a_name_and_a_part_in_it(browse, missing):
    client = browse("nia")
    answer(client, "words")

    page(client.post(f"{AT}who/", missing), 422)


MAIL = "From: Nia Person\nTo: Desk\nSubject: Tern\n\nTwo men at the flat.\n> A van was there."


def test_an_email_is_pasted_and_the_same_questions_follow(browse):
    client = browse("nia")
    assert client.post("/intelligence/tell/paste/", {"pasted": MAIL})["Location"] == f"{AT}words/"
    words = page(client.get(f"{AT}words/"))

    assert "Two men at the flat." in words
    assert "Nia Person" not in words.split("<main")[1]
    assert "We left out who wrote it" in words


@pytest.mark.parametrize(
    ("pasted", "status", "says"),
    [
        ("", 422, "Paste the e-mail"),
        ("From: a\nTo: b\n", 422, "nothing in it but headers"),
        ("SECRET\nplan", 422, "security officer"),
        ("he's got a knife now", 200, "Call 999"),
        ("x" * 200_001, 413, "200,000"),
    ],
)
def test_what_cannot_be_taken_from_an_email_is_said(browse, pasted, status, says):
    words = page(browse("nia").post("/intelligence/tell/paste/", {"pasted": pasted}), status)

    assert says in words
    assert Draft.objects.count() == 0


def test_a_call_is_taken_down_by_the_same_questions(county, browse):
    client = browse("imogen")
    page(client.get("/intelligence/tell/telephone/"))
    page(client.post("/intelligence/tell/telephone/", {}), 422)
    agency = str(county.agency("saltmarsh-homes"))
    onward = client.post("/intelligence/tell/telephone/", {"caller": "Carol", "agency": agency})
    assert onward["Location"] == f"{AT}words/"
    answer_all(client)
    sent = page(client.post(CHECK, {}))

    assert "Read it out to them" in sent
    row = Submission._rows.select_related("protection").get()
    assert row.came_by == "telephone"
    assert row.protection.owner_id == county.agency("saltmarsh-homes")
    assert Receipt._rows.get().holder == ""


def test_whoever_takes_no_calls_finds_no_form(browse):
    assert browse("dev").get("/intelligence/tell/telephone/").status_code == 403
    assert "telephone call" not in page(browse("dev").get("/intelligence/tell/"))


OWN = {
    "own_source": "1",
    "own_intelligence": "B",
    "own_code": "C",
    "own_action": "A3",
    "own_sanitisation": "S1",
}


def test_an_accredited_agency_is_asked_for_its_own_grade(county, browse):
    client = browse("nia")
    accredit(county)
    onward = answer_all(client)
    assert onward["Location"] == f"{AT}grade/"
    page(client.post(f"{AT}grade/", {}), 422)
    named = str(county.agency("wantsum-council"))
    client.post(f"{AT}grade/", {**OWN, "own_recipients": [named]})
    page(client.post(CHECK, {}))

    assert OwnGrade._rows.get().in_short == "1 B C A3 S1"


def test_nobody_else_is_asked_to_grade(browse):
    client = browse("nia")
    words = " ".join(page(client.get(f"{AT}{name}/")) for name in ["words"])
    answer_all(client)

    assert client.get(f"{AT}grade/")["Location"] == CHECK
    assert "3x5x2" not in words


def test_corruption_leads_to_a_way_that_the_usual_desk_does_not_see(browse):
    client = browse("nia")
    words = page(client.post("/intelligence/tell/", {"way": ["corruption", "crime"]}))
    assert words.index("Report a crime") < words.index("corruption line")
    assert "?route=confidential" in words
    page(client.get(f"{AT}words/?route=confidential"))
    answer(client, "words", route="confidential")
    answer_all(client)
    assert "only named supervisors" in page(client.get(CHECK))
    page(client.post(CHECK, {}))

    row = Submission._rows.get()
    assert row.route == "confidential"
    assert browse("imogen").get(f"/intelligence/submissions/{row.uid}/").status_code == 404
    assert browse("martin").get(f"/intelligence/submissions/{row.uid}/").status_code == 200
    assert row.reference not in page(browse("nia").get("/intelligence/receipts/"))


def test_all_that_is_true_is_shown_the_most_urgent_first(county, browse):
    every = ["corruption", "radicalisation", "safeguarding", "crime", "in_progress", "danger"]
    words = page(browse("nia").post("/intelligence/tell/", {"way": [*every, "none"]}))

    places = [
        words.index(each)
        for each in (
            "Call 999 now",
            "a crime is happening",
            "101",
            "safeguarding team",
            "0800 789 321",
            "in confidence",
        )
    ]
    assert places == sorted(places)
    assert {(row.way, row.times) for row in ExitOffered.objects.all()} == {
        (way, 1) for way in every
    }
    assert SourceIdentity._rows.count() == 0


def test_a_request_of_the_police_is_carried_along(browse):
    client = browse("nia")
    assert "request K7FQ-2M9X" in page(client.get(f"{AT}words/?answers=K7FQ-2M9X"))
    answer(client, "words", answers="K7FQ-2M9X")
    answer_all(client)
    page(client.post(CHECK, {}))

    assert Submission._rows.get().answers_request == "K7FQ-2M9X"


def test_words_that_say_who_tells_it_are_pointed_out(browse):
    client = browse("nia")
    answer_all(
        client,
        words={"text": "I am the housing officer and saw AB12 CDE", "found": ""},
        found={"found": []},
    )

    assert "“housing officer”" in page(client.get(CHECK))


# --- with a card, and by an address ----------------------------------------------------------


def test_a_card_tells_page_by_page_without_an_account(county, browse):
    client = browse()
    at = f"/intelligence/card/{county.card}/question/"
    answer_all(client, at)
    assert client.cookies["telling"]["httponly"]
    sent = page(client.post(f"/intelligence/card/{county.card}/check/", {}))

    assert CODE.search(sent)
    assert set(client.cookies) <= {"telling", "csrftoken"}


def test_a_card_withdrawn_half_way_leads_nowhere(county, browse):
    client = browse()
    at = f"/intelligence/card/{county.card}/question/"
    answer(client, "words", at)
    cards.withdraw_card(code=county.card, by=county.actor("imogen"), at=county.now)

    assert answer(client, "where", at).status_code == 404


def make_link(county) -> str:
    by = county.actor("imogen")
    agency = county.agency("saltmarsh-homes")
    work_address.set_domains(agency_id=agency, domains=["saltmarsh.example"], by=by, at=county.now)
    return cards.make_card(agency_id=agency, kind="link", by=by, at=county.now)


def test_an_address_opens_after_a_code_to_a_work_address(county, browse):
    client, link = browse(), make_link(county)
    first, prove = f"/intelligence/card/{link}/", f"/intelligence/card/{link}/prove/"
    assert client.get(first)["Location"] == prove
    assert client.post(f"{first}question/words/", {"text": SAW})["Location"] == prove
    typed = {"proof": "address", "address": "dev@saltmarsh.example"}
    assert client.post(prove, typed)["Location"] == f"{prove}code/"
    page(client.post(f"{prove}code/", {"code": "no"}), 422)
    code = re.search(r"\b\d{6}\b", mail.outbox[0].body)[0]
    assert client.post(f"{prove}code/", {"code": code})["Location"] == first

    assert "Saltmarsh Homes" in page(client.get(first))
    county.now += timedelta(hours=1)
    assert client.get(first)["Location"] == prove


def test_an_address_opens_with_the_code_of_a_card(county, browse):
    client, link = browse(), make_link(county)
    prove = f"/intelligence/card/{link}/prove/"
    page(client.post(prove, {"proof": "card", "card": "NOPE"}), 422)
    client.post(prove, {"proof": "card", "card": county.card})

    page(client.get(f"/intelligence/card/{link}/"))


@pytest.mark.parametrize(
    "typed",
    [{}, {"proof": "address"}, {"proof": "card"}, {"proof": "address", "address": "a@b.example"}],
)
def test_what_proves_nothing_is_refused(county, browse, typed):
    page(browse().post(f"/intelligence/card/{make_link(county)}/prove/", typed), 422)
    assert mail.outbox == []


def test_proof_cannot_be_tried_for_ever(county, browse):
    client, prove = browse(), f"/intelligence/card/{make_link(county)}/prove/"
    for _ in range(10):
        page(client.post(prove, {"proof": "card", "card": "NOPE"}), 422)

    page(client.post(prove, {"proof": "card", "card": county.card}), 429)


def test_a_plain_card_asks_for_no_proof(county, browse):
    assert browse().get(f"/intelligence/card/{county.card}/prove/").status_code == 404
    assert browse().get("/intelligence/card/NOPE/prove/code/").status_code == 404


NIGHT = timedelta(hours=14)
CANNOT_WAIT = "Nobody reads this until 08:00 tomorrow. If it may happen before then, call 101"


@pytest.mark.parametrize(
    ("urgent", "later", "warned"),
    [("yes", NIGHT, True), ("no", NIGHT, False), ("yes", timedelta(), False)],
)
def test_what_cannot_wait_is_sent_to_101_while_nobody_reads(county, browse, urgent, later, warned):
    county.now += later
    client = browse("nia")
    answer_all(client, when={"urgent": urgent})
    check = page(client.get(CHECK))

    assert (CANNOT_WAIT in check) == warned
    page(client.post(CHECK, {"token": token_in(check)}))
    assert Submission._rows.get().urgent is (urgent == "yes")


def test_whether_it_can_wait_may_be_left_open(county, browse):
    client = browse("nia")
    answer_all(client)
    page(client.post(CHECK, {"token": token_in(page(client.get(CHECK)))}))

    assert Submission._rows.get().urgent is None
