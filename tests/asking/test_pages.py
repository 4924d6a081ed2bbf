"""The pages of asking: one question a page, refusals with reasons, and what a partner reads."""

from __future__ import annotations

from datetime import timedelta

import pytest

from frankpledge.asking import answering, before_acting, information
from frankpledge.asking.models import BeforeActing
from tests.asking.makers import AT_SLOT, CHECKED, NOON, Asking

PLACE = {"place": "6 Tern Court", "area": "D1"}
DAYS = {"first_day_day": "17", "first_day_month": "4", "first_day_year": "2026"}
PATH = "/asking/before/ask/"


@pytest.fixture(autouse=True)
def noon(stopped_at) -> None:
    stopped_at(NOON)


def test_somebody_asks_one_question_a_page_and_checks_before_sending(asking: Asking):
    asha = asking.client("asha")
    assert "Where do you mean to go?" in asha.get(PATH).content.decode()
    so_far: dict[str, object] = {}
    for step, answers, asked_next in (
        (0, PLACE, "What do you mean to do there?"),
        (1, {"planned": "A tenancy visit"}, "When do you mean to go?"),
        (2, DAYS, "Who goes?"),
        (3, {"goers": "Two of us"}, "Check what you ask"),
    ):
        so_far |= answers
        page = asha.post(PATH, {**so_far, "step": str(step)})
        assert page.status_code == 200, page.content.decode()
        assert asked_next in page.content.decode()
    assert "A tenancy visit" in page.content.decode()

    done = asha.post(PATH, {**so_far, "step": "4"})

    assert done.status_code == 302
    shown = asha.get(done.headers["Location"]).content.decode()
    assert "No answer yet is not an answer" in shown
    assert "15:30" in shown or "3:30pm" in shown


def test_an_answer_that_does_not_hold_is_asked_again_on_its_own_page(asking: Asking):
    asha = asking.client("asha")

    wrong = asha.post(PATH, {"place": "", "area": "D1", "step": "0"})
    assert wrong.status_code == 422
    later = asha.post(PATH, {"place": "", "area": "D1", "planned": "x", "step": "1"})
    assert later.status_code == 422
    assert "Where do you mean to go?" in later.content.decode()
    past = {**PLACE, **DAYS, "first_day_day": "1", "planned": "x", "goers": "y", "step": "4"}
    refused = asha.post(PATH, past)
    assert refused.status_code == 422
    assert "The first day must be today or later" in refused.content.decode()
    assert not BeforeActing.objects.exists()


def test_going_back_keeps_what_was_answered(asking: Asking):
    page = asking.client("asha").post(
        PATH, {**PLACE, "planned": "A visit", "step": "1", "back": "1"}
    )

    text = page.content.decode()
    assert "Where do you mean to go?" in text
    assert 'value="6 Tern Court"' in text
    assert '<input type="hidden" name="planned" value="A visit">' in text


def test_who_asks_from_a_problem_finds_its_place_filled_in(asking: Asking):
    problem, hidden = asking.problem(), asking.problem("sam")
    asha = asking.client("asha")

    assert 'value="6 Tern Court"' in asha.get(f"{PATH}?problem={problem}").content.decode()
    plain = asha.get(f"{PATH}?problem={hidden}")
    assert plain.status_code == 200
    assert "Tern Court" not in plain.content.decode()
    assert asha.get(f"{PATH}?problem=nonsense").status_code == 200


def test_the_unit_answers_from_its_page_after_ticking_the_list(asking: Asking):
    uid = asking.ask_before()
    imogen = asking.client("imogen")
    path = f"/asking/before/{uid}/answer/"
    assert "Nothing has been looked up for you" in imogen.get(path).content.decode()

    some = {"checked": CHECKED[:1], "verdict": "proceed", "safety": "pairs"}
    assert imogen.post(path, some).status_code == 422
    assert imogen.post(path, {**some, "checked": CHECKED, "verdict": ""}).status_code == 422
    assert imogen.post(path, {**some, "checked": CHECKED, "verdict": "defer"}).status_code == 422
    assert imogen.post(path, {**some, "checked": CHECKED}).status_code == 302
    assert "You found" in imogen.get(path).content.decode()
    assert asking.client("asha").get(path).status_code == 403


def test_every_page_of_one_question_answers(asking: Asking, stopped_at):
    uid, other = asking.ask_before(), asking.ask_before()
    asha, imogen = asking.client("asha"), asking.client("imogen")
    at = f"/asking/before/{uid}"
    assert imogen.get(f"{at}/return/").status_code == 200
    assert imogen.post(f"{at}/return/", {"reason": ""}).status_code == 422
    asking.answer(uid, "call")
    stopped_at(AT_SLOT)
    assert imogen.get(f"{at}/call/").status_code == 200
    assert imogen.post(f"{at}/call/", {"told": "police"}).status_code == 302
    assert asha.post(f"/asking/before/{other}/chase/").status_code == 302
    assert asha.get(f"/asking/before/{other}/risk/").status_code == 200
    risk = asha.post(f"/asking/before/{other}/risk/", {"words": "Smoke"})
    assert risk.status_code == 302
    assert imogen.post(f"/asking/before/{other}/risk/seen/").status_code == 302
    acted = {**PLACE, "planned": "Opened the door", "words": "Smoke"}
    assert asha.get("/asking/before/acted/").status_code == 200
    assert asha.post("/asking/before/acted/", acted).status_code == 302
    third = asking.ask_before(at=AT_SLOT)
    assert asha.post(f"/asking/before/{third}/withdraw/").status_code == 302
    assert answering.questions(by=asking.actor("ivo", AT_SLOT), at=AT_SLOT)


def test_a_request_goes_its_way_through_the_pages(asking: Asking):
    asha, avis, sam = (asking.client(name) for name in ("asha", "avis", "sam"))
    given = {
        "to": str(asking.agency("fallow-fire")),
        "wanted": "Whether there was a fire",
        "purpose": "To plan a visit",
        "gateway": "cda115",
        "necessity": "Needed",
        "proportionality": "One address only",
        "urgency": "urgent",
    }
    assert asha.get("/asking/requests/draft/").status_code == 200
    assert asha.post("/asking/requests/draft/", {"step": "0"}).status_code == 422
    named = asha.post(
        "/asking/requests/draft/", {**given, "system": "Housing", "subject": "Colin", "step": "5"}
    )
    assert named.status_code == 422
    assert "Their reference there" in named.content.decode()
    made = asha.post("/asking/requests/draft/", {**given, "step": "5"})
    assert made.status_code == 302
    path = made.headers["Location"]
    assert "Only a supervisor or your agency" in asha.get(path).content.decode()
    assert avis.post(f"{path}authorise/").status_code == 302
    assert asha.post(f"{path}send/").status_code == 302
    assert sam.post(f"{path}acknowledge/").status_code == 302
    assert sam.get(f"{path}clarify/").status_code == 200
    assert sam.post(f"{path}clarify/", {"words": "Which year?"}).status_code == 302
    assert asha.post(f"{path}explain/", {"words": ""}).status_code == 422
    assert asha.post(f"{path}explain/", {"words": "This year"}).status_code == 302
    assert sam.get(f"{path}answer/").status_code == 200
    wrong = sam.post(f"{path}answer/", {"response": "full"})
    assert wrong.status_code == 422
    assert "Write what you tell them" in wrong.content.decode()
    right = {"response": "full", "words": "One", "asks_before_onward": "yes"}
    assert sam.post(f"{path}answer/", right).status_code == 302
    homes = str(asking.agency("saltmarsh-homes"))
    assert asha.post(f"{path}onward/", {"to": homes, "why": "Theirs"}).status_code == 302
    wish = information.page(
        request_id=information.listed(by=asking.actor("asha"), at=NOON)[0].uid,
        by=asking.actor("asha"),
        at=NOON,
    ).onward[0]
    assert sam.post(f"{path}onward/{wish.id}/", {"agreed": "yes"}).status_code == 302
    assert asha.post(f"{path}onward/{wish.id}/pass/").status_code == 302
    assert asha.post(f"{path}close/").status_code == 302
    assert asking.client("nia").get(path).status_code == 200
    assert asha.get("/asking/requests/").status_code == 200


def test_requirements_and_alerts_go_their_way_through_the_pages(asking: Asking):
    imogen, martin, nia = (asking.client(name) for name in ("imogen", "martin", "nia"))
    draft = {
        "theme": "Homes",
        "level": "tactical",
        "question": "Where?",
        "partner_wording": "If in the course of your normal work you notice Colin at home",
        "indicators": "New locks\nMany callers",
        "agencies": [str(asking.agency("saltmarsh-homes"))],
        "priority": "2",
        "valid_from_day": "16",
        "valid_from_month": "4",
        "valid_from_year": "2026",
        "valid_to_day": "16",
        "valid_to_month": "6",
        "valid_to_year": "2026",
    }
    assert imogen.get("/asking/requirements/draft/").status_code == 200
    wrong = imogen.post("/asking/requirements/draft/", draft)
    assert wrong.status_code == 422
    assert "“Colin” looks like a name" in wrong.content.decode()
    draft["partner_wording"] = "If in the course of your normal work you notice new locks"
    path = imogen.post("/asking/requirements/draft/", draft).headers["Location"]
    assert martin.post(f"{path}approve/").status_code == 302
    assert imogen.post(f"{path}issue/").status_code == 302
    assert "new locks" in nia.get("/asking/requirements/").content.decode()
    assert imogen.post(f"{path}count/", {"useful": "yes"}).status_code == 302
    assert imogen.get(f"{path}assess/").status_code == 200
    assert (
        imogen.post(f"{path}assess/", {"standing": "answered", "assessed": "Good"}).status_code
        == 302
    )
    issue = {
        "title": "Homes taken over",
        "signs": "New locks",
        "report": "Tell us",
        "marking": "sensitive",
        "expires_on_day": "1",
        "expires_on_month": "6",
        "expires_on_year": "2026",
    }
    assert imogen.get("/asking/alerts/issue/").status_code == 200
    refused = imogen.post("/asking/alerts/issue/", issue)
    assert refused.status_code == 422
    assert "Choose the roles" in refused.content.decode()
    alert = imogen.post("/asking/alerts/issue/", {**issue, "roles": ["practitioner"]})
    path = alert.headers["Location"]
    assert "OFFICIAL-SENSITIVE" in nia.get(path).content.decode()
    assert nia.post(f"{path}acknowledge/").status_code == 302
    assert "Had opened" not in nia.get(path).content.decode()
    assert imogen.get(f"{path}recall/").status_code == 200
    assert imogen.post(f"{path}recall/", {"why": "Wrong group"}).status_code == 302
    shown = imogen.get(path).content.decode()
    assert "data protection officer" in shown
    assert nia.get(path).status_code == 404


def test_pages_without_rows_say_so(asking: Asking):
    asha = asking.client("asha")

    for path, said in (
        ("/asking/before/", "Your agency has asked nothing yet."),
        ("/asking/requests/", "Nobody asks your agency for anything."),
        ("/asking/requirements/", "There is nothing that police ask of you at the moment."),
        ("/asking/alerts/", "There are no alerts for you."),
        ("/asking/lateness/", "Too few to show"),
    ):
        page = asha.get(path)
        assert page.status_code == 200, path
        assert said in page.content.decode() or "first quarter" in page.content.decode(), path
    assert (
        "Nobody waits for you." in asking.client("imogen").get("/asking/before/").content.decode()
    )


def test_points_of_contact_are_named_and_ended_from_the_page(asking: Asking):
    martin = asking.client("martin")
    faye = str(asking.county.people["faye"])

    assert "Sam Person" in asking.client("asha").get("/asking/contacts/").content.decode()
    assert martin.post("/asking/contacts/", {"person_id": ""}).status_code == 422
    assert martin.post("/asking/contacts/", {"person_id": faye}).status_code == 302
    assert asking.client("asha").post("/asking/contacts/", {"person_id": faye}).status_code == 422


@pytest.mark.parametrize("name", ["nobody", "petra"])
def test_whoever_has_no_part_in_asking_is_told_why(asking: Asking, name):
    client = asking.client(name)

    for path in ("", "before/", "requests/", "requirements/", "alerts/", "lateness/", "contacts/"):
        answer = client.get(f"/asking/{path}")
        assert answer.status_code == 403, path
        assert "Your post" in answer.content.decode(), path


def test_a_contributor_sees_alerts_and_nothing_else_of_asking(asking: Asking):
    uid = asking.alert()
    dev = asking.client("dev")

    assert dev.get(f"/asking/alerts/{uid}/").status_code == 200
    page = dev.get("/asking/").content.decode()
    assert "Alerts" in page
    assert "Before you act" not in page
    for path in ("before/", "requests/", "requirements/", "lateness/"):
        assert dev.get(f"/asking/{path}").status_code == 403, path
    assert before_acting.NOT_CLEARANCE
    assert timedelta(0) == NOON - NOON
