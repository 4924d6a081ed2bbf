"""The pages: what each shows, to whom, and what comes of what is typed into it."""

import json
import re
from uuid import uuid4

import pytest
from django.urls import reverse

from frankpledge.access.api import AuditEvent
from frankpledge.intelligence.giving import exits, receipts
from frankpledge.intelligence.models import (
    Exit,
    ExitOffered,
    Product,
    Receipt,
    Report,
    SourceIdentity,
    Submission,
)
from tests.intelligence.makers import (
    ALL_CONFIRMED,
    SAFE_TEXT,
    evaluate,
    newest,
    overt_use,
    release,
    sanitise,
    share,
    tell,
)

WRITE = "/intelligence/tell/what/"
TOKEN = "a form token that is long enough"


def answers(**changed):
    return {
        "text": "Strangers answer the door and the tenant has not been seen.",
        "place": "6 Tern Court",
        "district": "D1",
        "seen": "this_week",
        "how_known": "saw",
        "risk": "adult",
        "may_contact": "no",
        "contact": "",
        "token": TOKEN,
    } | changed


def page(response, status=200) -> str:
    assert response.status_code == status, response.content.decode()[:3000]
    return response.content.decode()


# --- telling -------------------------------------------------------------------------------


def test_the_stop_screen_comes_first(browse):
    words = page(browse("nia").get("/intelligence/tell/"))

    assert "999" in words
    assert "This is read in working hours" in words


@pytest.mark.parametrize(
    ("way", "says"),
    [("danger", "Call 999"), ("crime", "crime number"), ("safeguarding", "not a referral")],
)
def test_each_way_out_is_offered_and_counted(county, browse, way, says):
    words = page(browse("nia").post("/intelligence/tell/", {"way": way}))

    assert says in words
    day = county.now.date()
    assert exits.times_offered(Exit(way), first=day, last=day) == 1


def test_whoever_has_none_of_these_goes_on_to_the_form(browse):
    response = browse("nia").post("/intelligence/tell/", {"way": "none"})

    assert response.status_code == 302
    assert response["Location"] == "/intelligence/tell/question/words/"


def test_nothing_chosen_is_asked_again(browse):
    assert "Choose what you want to tell" in page(browse("nia").post("/intelligence/tell/"), 422)


def test_answers_are_checked_and_then_sent(county, browse):
    client = browse("nia")
    check = page(client.post(WRITE, answers()))
    assert "Check your answers" in check
    assert "I saw or heard it myself" in check
    assert "Wantsum" in check
    assert Submission._rows.count() == 0

    sent = page(client.post(WRITE, answers(step="send")))
    reference = Receipt._rows.get().reference
    assert reference in sent
    assert re.search(r"\b\w{4}-\w{4}-\w{4}\b", sent)


def test_sending_twice_gives_the_same_page(county, browse):
    client = browse("nia")
    first = page(client.post(WRITE, answers(step="send")))
    second = page(client.post(WRITE, answers(step="send")))

    code = re.compile(r"\b\w{4}-\w{4}-\w{4}\b")
    assert code.findall(first) == code.findall(second)
    assert Submission._rows.count() == 1


def test_an_answer_can_be_changed(browse):
    words = page(browse("nia").post(WRITE, answers(step="change", place="7 Tern Court")))

    assert "7 Tern Court" in words
    assert "There is a problem" not in words


def test_what_is_missing_is_named(browse):
    words = page(browse("nia").post(WRITE, answers(text="", district="")), 422)

    assert "Enter what you saw or heard" in words
    assert "Choose the district" in words


@pytest.mark.parametrize("step", ["check", "send"])
def test_words_of_danger_get_999_and_nothing_is_kept(county, browse, step):
    county.now = county.now.replace(hour=21, minute=15)
    words = page(browse("nia").post(WRITE, answers(text="he's got a knife now", step=step)))

    assert "Call 999. Nobody reads this until 08:00" in words
    assert Submission._rows.count() == SourceIdentity._rows.count() == 0
    assert [(row.way, row.times) for row in ExitOffered.objects.all()] == [("danger", 1)]


def test_whoever_says_that_the_danger_is_over_can_send_it(county, browse):
    client = browse("nia")
    typed = answers(text="he's got a knife now", danger_is_over="yes")
    check = page(client.post(WRITE, typed | {"step": "check"}))
    assert 'name="danger_is_over" value="yes"' in check

    page(client.post(WRITE, typed | {"step": "send"}))
    assert Submission._rows.count() == 1


def test_what_is_marked_secret_is_not_shown_again_either(browse):
    words = page(browse("nia").post(WRITE, answers(text="TOP SECRET plan", step="send")), 422)

    assert "security officer" in words
    assert "TOP SECRET plan" not in words
    assert Submission._rows.count() == 0


def test_too_much_text_is_refused(browse):
    words = page(browse("nia").post(WRITE, answers(text="x" * 200_001, step="send")), 413)

    assert "200,000" in words


def test_without_a_key_the_page_says_to_call(browse, settings, tmp_path):
    settings.SOURCE_PUBLIC_KEY = tmp_path / "lost.pub"

    assert "Call 101" in page(browse("nia").post(WRITE, answers(step="send")), 503)


def test_no_page_of_a_teller_is_kept_by_the_browser(browse, county):
    for address in (WRITE, f"/intelligence/card/{county.card}/"):
        response = browse("nia").get(address)
        assert "no-store" in response["Cache-Control"]


# --- with a card ---------------------------------------------------------------------------


def test_a_card_needs_no_account(county, browse):
    client = browse()
    first = f"/intelligence/card/{county.card}/"
    assert "Saltmarsh Homes" in page(client.get(first))
    assert client.post(first, {"way": "none"})["Location"] == f"{first}question/words/"

    sent = page(client.post(f"{first}what/", answers(step="send")))
    code = re.search(r"\b\w{4}-\w{4}-\w{4}\b", sent)
    assert code
    opened = page(client.post("/intelligence/receipt/", {"code": code.group()}))
    assert "Received. Nobody has read it yet." in opened
    assert Receipt._rows.get().holder == ""


def test_an_unknown_card_is_no_page(browse):
    assert browse().get("/intelligence/card/NOPE-NOPE/").status_code == 404


def test_without_an_account_the_other_pages_ask_for_one(browse):
    for address in ("/intelligence/tell/", "/intelligence/desk/", "/intelligence/products/"):
        assert browse().get(address).status_code == 302


# --- receipts ------------------------------------------------------------------------------


def test_every_wrong_code_gets_the_same_page(county, browse):
    tell(county)
    client = browse()
    pages = {
        re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page(response, 422)).replace(code, "")
        for code in ("2222-3333-4444", "zzzz-zzzz-zzzz", "qqqqq")
        for response in [client.post("/intelligence/receipt/", {"code": code})]
    }

    assert len(pages) == 1


def test_codes_cannot_be_tried_out(browse):
    client = browse()
    for _ in range(receipts.TRIES):
        client.post("/intelligence/receipt/", {"code": "4F7K-2M9X-PQ3R"})

    words = page(client.post("/intelligence/receipt/", {"code": "4F7K-2M9X-PQ3R"}), 429)
    assert "Wait 15 minutes" in words


def test_ones_own_receipts_and_the_agencys_words_are_on_two_pages(county, browse):
    proof = tell(county, "nia")
    nia = browse("nia")
    assert proof.reference in page(nia.get(reverse("intelligence:receipts")))
    assert proof.reference in page(nia.get(reverse("intelligence:told")))

    shown = page(nia.get(reverse("intelligence:submission", args=[newest(county)])))
    assert "Strangers answer the door" in shown
    assert "Close it with this outcome" not in shown
    assert "To paste into" not in shown


def test_no_line_under_a_pseudonym_shares_a_request_with_one_that_bears_a_name(county, browse):
    """Otherwise the record itself would say whose pseudonym it is."""
    nia = browse("nia")
    nia.post(WRITE, answers(step="send"))
    nia.get(reverse("intelligence:receipts"))
    nia.get(reverse("intelligence:told"))

    leaves = [json.loads(leaf) for leaf in AuditEvent.objects.values_list("leaf", flat=True)]
    veiled = [leaf for leaf in leaves if leaf["actor"].startswith("v:")]
    assert {leaf["act"] for leaf in veiled} >= {"intelligence.submit", "intelligence.read_receipt"}
    assert {(leaf["request"], leaf["agency"]) for leaf in veiled} == {("", "")}


# --- hidden is missing ---------------------------------------------------------------------


def test_hidden_and_missing_are_the_same_page(county, browse):
    product = release(county)
    share(county, product, "wantsum-council")
    hidden = {
        "submission": Submission._rows.get().uid,
        "report": Report._rows.get().uid,
        "product": product,
        "evaluate": Submission._rows.get().uid,
        "answer": Submission._rows.get().uid,
        "sanitise": Report._rows.get().uid,
        "share": product,
    }
    client = browse("sam")
    for name, uid in hidden.items():
        here = client.get(reverse(f"intelligence:{name}", args=[uid]))
        nowhere = client.get(reverse(f"intelligence:{name}", args=[uuid4()]))
        assert (here.status_code, nowhere.status_code) == (404, 404), name
        assert here.content == nowhere.content, name


@pytest.mark.parametrize("name", ["nobody", "petra", "bea"])
def test_pages_are_closed_to_those_without_grants(county, browse, name):
    tell(county)
    client = browse(name)

    assert client.get("/intelligence/desk/").status_code == 403
    assert client.get("/intelligence/tell/").status_code == 403
    assert client.get("/intelligence/cards/make/").status_code == 403
    assert newest(county) is not None
    for listed in ("/intelligence/products/", "/intelligence/receipts/"):
        response = client.get(listed)
        assert Submission._rows.get().reference not in response.content.decode()
        if name != "bea":  # who may read products, and has none
            assert response.status_code == 403


# --- the desk ------------------------------------------------------------------------------


def test_a_day_at_the_desk(county, browse):
    """Imogen opens, grades, hands over and sanitises; Martin approves; Imogen shares."""
    tell(county)
    uid = newest(county)
    imogen, martin, asha = browse("imogen"), browse("martin"), browse("asha")

    assert "Nobody has opened it" in page(imogen.get("/intelligence/desk/"))
    assert "A partner agency" in page(imogen.get(f"/intelligence/submissions/{uid}/"))
    form = page(imogen.get(f"/intelligence/submissions/{uid}/evaluate/"))
    assert "Partner reference:" in form
    graded = imogen.post(
        f"/intelligence/submissions/{uid}/evaluate/",
        {
            "text": "Unknown men control a flat.",
            "place": "6 Tern Court",
            "origin": "here",
            "source": "2",
            "intelligence": "A",
            "code": "C",
            "action": "A3",
            "sanitisation": "S1",
            "recipients": [str(county.agency("wantsum-council"))],
        },
    )
    assert graded.status_code == 302
    report = Report._rows.get().uid
    assert "2 A C A3 S1" in page(imogen.get(f"/intelligence/reports/{report}/"))

    page(imogen.post(f"/intelligence/reports/{report}/hand-over/", {}), 422)
    done = imogen.post(
        f"/intelligence/reports/{report}/hand-over/", {"force_reference": "FP/26/4417"}
    )
    assert done.status_code == 302

    sanitise_page = f"/intelligence/reports/{report}/sanitise/"
    assert "Write the block" in page(imogen.get(sanitise_page))
    typed = {
        "text": "Seen at 16:40",
        "place": "Tern Court",
        "blur": "week",
        "confirmed": sorted(ALL_CONFIRMED),
    }
    assert "Write the week, not the time." in page(imogen.post(sanitise_page, typed), 422)
    made = imogen.post(sanitise_page, typed | {"text": SAFE_TEXT})
    assert made.status_code == 302
    product = Product._rows.get().uid

    assert "someone else must approve" in page(imogen.get(f"/intelligence/products/{product}/"))
    assert imogen.post(f"/intelligence/products/{product}/approve/").status_code == 403
    assert "Approve it" in page(martin.get(f"/intelligence/products/{product}/"))
    assert martin.post(f"/intelligence/products/{product}/approve/").status_code == 302

    share_page = f"/intelligence/products/{product}/share/"
    assert "The grade names" in page(imogen.get(share_page))
    assert "Choose who to share" in page(imogen.post(share_page, {"basis": "cda115"}), 422)
    shared = imogen.post(
        share_page,
        {"basis": "cda115", "agencies": [str(county.agency("wantsum-council"))], "forums": []},
    )
    assert shared.status_code == 302

    assert "New" in page(asha.get("/intelligence/products/"))
    read = page(asha.get(f"/intelligence/products/{product}/"))
    assert SAFE_TEXT in read
    assert "Saltmarsh" not in read
    assert "Who has it" not in read
    acknowledged = asha.post(f"/intelligence/products/{product}/acknowledge/")
    assert acknowledged.status_code == 302
    ledger = page(imogen.get(f"/intelligence/products/{product}/"))
    assert "Acknowledged" in ledger

    from frankpledge.intelligence.models import Dissemination

    entry = Dissemination._rows.get().uid
    assert imogen.post(f"/intelligence/shared/{entry}/recall/").status_code == 302
    assert asha.get(f"/intelligence/products/{product}/").status_code == 404

    answer_page = f"/intelligence/submissions/{uid}/answer/"
    page(imogen.get(answer_page))
    page(imogen.post(answer_page, {}), 422)
    answered = imogen.post(answer_page, {"wording_code": "recorded", "usefulness": "very_useful"})
    assert answered.status_code == 302
    assert "It was very useful." in page(browse("nia").get("/intelligence/receipts/"))
    assert "has been recorded" in page(imogen.get(answer_page))


def test_a_submission_is_closed_at_triage(county, browse):
    tell(county)
    uid = newest(county)
    imogen = browse("imogen")
    page(imogen.post(f"/intelligence/submissions/{uid}/triage/", {}), 422)
    crime = {"outcome": "crime", "passed_reference": "46/1/26"}
    closed = imogen.post(f"/intelligence/submissions/{uid}/triage/", crime)

    assert closed.status_code == 302
    words = page(imogen.get(closed["Location"]))
    assert "passed to the crime desk" in words
    again = imogen.post(f"/intelligence/submissions/{uid}/triage/", crime)
    assert "already decided" in page(again, 422)


def test_grading_anew_shows_both_grades(county, browse):
    report = evaluate(county)
    imogen = browse("imogen")
    address = f"/intelligence/reports/{report}/regrade/"
    page(imogen.get(address))
    typed = {"source": "3", "intelligence": "C", "code": "C", "action": "", "sanitisation": ""}
    assert "needs an action code" in page(imogen.post(address, typed), 422)
    done = imogen.post(address, typed | {"code": "P"})

    words = page(imogen.get(done["Location"]))
    assert "3 C P" in words
    assert "2 A P" in words


def test_a_product_is_sent_back_with_a_reason(county, browse):
    product = sanitise(county, grade=overt_use(county, "wantsum-council"))
    martin = browse("martin")
    address = f"/intelligence/products/{product}/send-back/"
    assert "Enter what has to change" in page(martin.post(address, {"reason": ""}), 422)
    done = martin.post(address, {"reason": "Say less of the door"})

    assert "Say less of the door" in page(martin.get(done["Location"]))


def test_the_unit_makes_cards(county, browse):
    imogen = browse("imogen")
    page(imogen.get("/intelligence/cards/make/"))
    page(imogen.post("/intelligence/cards/make/", {}), 422)
    words = page(
        imogen.post("/intelligence/cards/make/", {"agency": str(county.agency("fallow-fire"))})
    )

    assert "http://testserver/card/" in words


def test_what_somebody_typed_is_escaped(county, browse):
    tell(county, text="<script>alert(1)</script> & so on", place="<b>x</b>")
    words = page(browse("imogen").get(f"/intelligence/submissions/{newest(county)}/"))

    assert "<script>alert(1)" not in words
    assert "&lt;script&gt;alert(1)" in words


@pytest.mark.parametrize("name", ["asha", "nia"])
def test_twin_worlds_partners_pages_do_not_change_with_what_is_hidden(county, browse, name):
    """What sits at the desk changes no byte of what a partner reads."""
    seen = release(county)
    share(county, seen, "wantsum-council", "saltmarsh-homes")
    client = browse(name)
    addresses = ("/intelligence/products/", f"/intelligence/products/{seen}/")
    token = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
    for address in addresses:
        client.get(address)
    before = [token.sub(b"", client.get(address).content) for address in addresses]
    sanitise(county)
    share(county, release(county), "fallow-fire")
    tell(county, "sam")
    after = [token.sub(b"", client.get(address).content) for address in addresses]

    assert before == after


@pytest.mark.parametrize("address", ["/intelligence/products/", "/intelligence/desk/"])
def test_queries_do_not_grow_with_the_rows(county, browse, address):
    client = browse("imogen")

    def count():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            page(client.get(address))
        return len(queries)

    release(county)
    tell(county)
    client.get(address)
    few = count()
    for _ in range(3):
        release(county)
        tell(county)
    assert count() == few
