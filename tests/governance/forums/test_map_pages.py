"""Pages of the map: what they show, to whom, what is refused, and that more costs the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frankpledge.governance import meetings
from frankpledge.governance.forums import entries
from frankpledge.governance.models import Offer, Run, RunHash
from tests.governance.forums.conftest import BOARD, HERE, PANEL, County, Write
from tests.governance.forums.test_shared_cases import CHECK, file_of
from tests.makers import NOW, as_actor
from tests.problems.partnership import signed_in

OTHERS = ("questions/4/", "questions/12/", "offers/", "shared/", "shared/offline/")
PAGES = ("", *(f"questions/{number}/" for number in range(1, 15)), "offers/", "shared/")


def get(person, path: str, status: int = 200) -> str:
    answer = signed_in(person).get(f"/forums/{path}")
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_whoever_works_with_forums_reads_the_map(county: County, write: Write, path: str) -> None:
    write(), write(BOARD, by=county.gwen)

    for person in (county.gwen, county.asha, county.sam, county.helena, county.ivor):
        get(person, path)


def test_who_has_no_use_for_it_is_told_so(county: County, write: Write) -> None:
    uid = write()

    for path in ("", *OTHERS):
        assert "Your post does not use the map of forums." in get(county.joan, path, 403)
    get(county.joan, f"{uid}/", 404)
    get(county.joan, f"{uid}/stops/", 403)
    for person, path, words in (
        (county.sam, "write/", "puts a forum on the map"),
        (county.helena, "due/", "puts a forum on the map"),
        (county.gwen, "shared/open/", "information governance lead"),
        (county.helena, "offers/make/", "speak for what your agency"),
        (county.sam, f"{uid}/verify/", "another agency"),
    ):
        answer = signed_in(person).get(f"/forums/{path}")
        assert answer.status_code == 403
        assert words in answer.content.decode() or path.endswith("verify/")


def test_a_question_shows_its_formula_its_answer_and_another_day_or_area(
    county: County, write: Write
) -> None:
    uid = write()
    text = get(county.sam, "questions/9/")
    assert "the shortest chain of hand-offs" in text
    assert "1 of 1 forums that are not strategic cannot reach one that is" in text
    write(BOARD, by=county.gwen)
    assert "0 of 1 forums" in get(county.sam, "questions/9/")
    assert "data:image/svg+xml" in get(county.sam, "questions/6/")
    assert "Who sits where" in get(county.sam, "questions/2/")

    before = (NOW - timedelta(days=1)).date()
    assert "Only on the first" in get(county.sam, f"questions/9/?other_on={before}")
    assert "They are the same" in get(county.sam, f"questions/9/?other_area={HERE}")
    for path in ("questions/15/", "questions/1/?area=D9", "questions/1/?on=today", "?area=D9"):
        get(county.sam, path, 404)
    assert "Routes that would lead nowhere" in get(county.helena, f"{uid}/stops/")


def test_a_manager_puts_a_forum_on_the_map_changes_and_verifies_it(county: County) -> None:
    asha = signed_in(county.asha)
    assert asha.post("/forums/write/", {}).status_code == 422
    made = asha.post(
        "/forums/write/",
        {
            "name": "Wantsum panel",
            "purpose": "Agrees a plan for each adult at risk",
            "level": "case",
            "statutory": "no",
            "test": "high_risk",
            "areas": [HERE],
            "harms": ["cuckooing"],
            "members": "Council Agency; Manager\nSecond Tide Outreach; invited",
        },
    )
    assert made.status_code == 302
    text = asha.get(made["Location"]).content.decode()
    assert "Second Tide Outreach" in text
    assert "Invited" in text

    changed = asha.get(f"{made['Location']}change/").content.decode()
    assert "Council Agency; Manager" in changed
    assert asha.post(f"{made['Location']}verify/", {}).status_code == 422
    said = {"exists": "yes", "last_met_on_day": "14", "last_met_on_month": "4"}
    late = asha.post(f"{made['Location']}verify/", said | {"last_met_on_year": "2027"})
    assert "must be today or in the past" in late.content.decode()
    done = asha.post(f"{made['Location']}verify/", said | {"last_met_on_year": "2026"}, follow=True)
    assert "Verified. We ask again on 14 October 2026" in done.content.decode()


def test_changing_what_was_worked_out_makes_it_ones_own(county: County, write: Write) -> None:
    from frankpledge.governance.forums import forms

    uid = write()
    page = entries.page(entry_id=uid, by=as_actor(county.asha), at=NOW)
    form = forms.Entry(
        {**forms.entry_initial(page.facts), "hands_to": [], "meetings_a_year": 24},
        areas=[(HERE, "Wantsum")],
        others=[],
    )
    assert form.is_valid(), form.errors
    facts = form.facts(page.facts, [("council", "Council Agency"), ("police", "Police Agency")])

    assert facts.derived == ("test",)
    assert facts.hands_to == page.facts.hands_to, "a forum that is not on one's map stays"
    assert facts.seats == page.facts.seats


def test_offers_are_made_agreed_and_ended_on_their_page(county: County) -> None:
    sam, gwen = signed_in(county.sam), signed_in(county.gwen)
    said = {"threat": "cuckooing", "sort": "see", "words": "New locks on home visits"}
    assert sam.post("/forums/offers/make/", {}).status_code == 422
    assert sam.post("/forums/offers/make/", said).status_code == 302
    number = Offer.objects.get().id

    assert sam.post(f"/forums/offers/{number}/agree/").status_code == 403
    assert "Agree: New locks" in gwen.get("/forums/offers/").content.decode()
    assert gwen.post(f"/forums/offers/{number}/agree/").status_code == 302
    shown = sam.get("/forums/offers/?threat=cuckooing").content.decode()
    assert "Agreed 15 April 2026" in shown
    assert sam.post(f"/forums/offers/{number}/end/").status_code == 302
    assert "Nothing is offered" in sam.get("/forums/offers/").content.decode()


def test_a_run_is_opened_given_to_and_counted_on_its_pages(county: County, write: Write) -> None:
    panel, board = write(), write(BOARD)
    ivor, asha = signed_in(county.ivor), signed_in(county.asha)
    asked = {"assessment": "DPIA-7", "code": "MAP-1", "check_value": CHECK}
    assert ivor.post("/forums/shared/open/", {}).status_code == 422
    assert ivor.post("/forums/shared/open/", asked).status_code == 302
    number = Run.objects.get().id

    def give(client: Client, entry, text: str) -> int:
        file = SimpleUploadedFile("hashes.txt", text.encode())
        path = f"/forums/shared/{number}/give/"
        return client.post(path, {"entry": str(entry), "text": file}).status_code

    assert give(asha, panel, "Colin Marsh, 1968-03-01") == 422
    assert give(asha, panel, file_of(range(40))) == 302
    early = ivor.post(f"/forums/shared/{number}/count/", follow=True).content.decode()
    assert "Fewer than two forums" in early
    assert give(asha, board, file_of(range(40))) == 302
    done = ivor.post(f"/forums/shared/{number}/count/", follow=True).content.decode()
    assert "Every hash has been deleted" in done
    assert RunHash.objects.count() == 0
    assert ivor.post(f"/forums/shared/{number}/empty/").status_code == 403


def test_the_explanation_says_what_the_key_holder_could_learn(county: County) -> None:
    text = get(county.ivor, "shared/")

    assert "A hash is not anonymous." in text
    assert "can work out the hash of anybody they can think of" in text
    assert "Nobody can look anybody up" in text


def test_the_offline_page_forbids_itself_a_connection(county: County) -> None:
    answer = signed_in(county.asha).get("/forums/shared/offline/")
    text = answer.content.decode()

    assert answer["Content-Disposition"].startswith("attachment")
    assert "default-src 'none'" in text
    for way_out in (
        "connect-src",
        "img-src",
        "fetch(",
        "XMLHttpRequest",
        "src=",
        "http:",
        "https:",
    ):
        assert way_out not in text, way_out


def test_figures_estimates_and_judgements_have_their_pages(county: County, write: Write) -> None:
    panel, board = write(), write(BOARD, by=county.gwen)
    asha = signed_in(county.asha)
    days = {
        "first_on_day": "1", "first_on_month": "1", "first_on_year": "2026",
        "last_on_day": "31", "last_on_month": "3", "last_on_year": "2026",
    }  # fmt: skip
    figures = f"/forums/{panel}/figures/"
    assert asha.post(figures, days | {"cases": "2", "exploited": "3"}).status_code == 422
    assert asha.post(figures, days | {"cases": "34", "exploited": "3"}).status_code == 302
    text = get(county.helena, "questions/14/")
    assert "About 35" in text
    assert "Fewer than 5" in text

    said = {"other": str(board), "band": "5_to_9"}
    assert asha.post(f"/forums/{panel}/estimate/", {}).status_code == 422
    assert asha.post(f"/forums/{panel}/estimate/", said).status_code == 302
    assert "5 to 9" in get(county.sam, "questions/3/")
    judge = f"/forums/{panel}/judge/{board}/"
    assert asha.post(judge, {}).status_code == 422
    judged = asha.post(judge, {"are_the_same": "no", "words": "One hears cases"})
    assert judged.status_code == 302
    assert signed_in(county.sam).get(judge).status_code == 403


def test_what_became_of_hand_offs_is_given_route_by_route(county: County, write: Write) -> None:
    board = write(BOARD, code="board", by=county.gwen)
    facts = replace(PANEL, hands_to=(("board", "Board"), ("court", "Court")))
    uid = write(facts)
    asha = signed_in(county.asha)
    figures = f"/forums/{uid}/figures/"
    text = get(county.asha, f"{uid}/figures/")
    assert "Board: how many cases were handed to it?" in text
    assert "Court: after how many days did it first decide (the median)?" in text
    days = {
        "first_on_day": "1", "first_on_month": "1", "first_on_year": "2026",
        "last_on_day": "31", "last_on_month": "3", "last_on_year": "2026",
    }  # fmt: skip

    for wrong in ({"in_time/board": "1"}, {"sent/board": "8", "came_back/board": "9"}):
        answer = asha.post(figures, days | wrong)
        assert answer.status_code == 422
        assert "This cannot be more than were handed over" in answer.content.decode()
    given = {"sent/board": "14", "in_time/board": "8", "came_back/board": "0", "days/board": "12"}
    assert asha.post(figures, days | given).status_code == 302
    sixth, seventh = get(county.sam, "questions/6/"), get(county.sam, "questions/7/")
    assert "Sent: About 15. Accepted in time: About 10" in sixth
    assert "1 routes have said how long it takes" in seventh
    assert board


def test_the_morning_chases_whoever_keeps_an_entry(county: County, write: Write) -> None:
    write()

    def morning(person) -> str:
        return signed_in(person).get("/").content.decode()

    assert "Forums that you keep on the map" in morning(county.asha)
    assert "Nobody has said yet that its entry is true" in morning(county.asha)
    for person in (county.gwen, county.sam, county.helena):
        assert "Forums that you keep on the map" not in morning(person)


def test_questions_to_the_database_do_not_grow_with_forums_or_meetings(
    county: County, write: Write
) -> None:
    write(forum="wantsum-panel")
    client = signed_in(county.asha)
    paths = ("/forums/", "/forums/questions/2/", "/forums/questions/8/", "/forums/due/", "/")
    counts = []
    for round_number in range(2):
        for number in range(4):
            name = f"Forum {round_number} {number}"
            uid = write(replace(PANEL, name=name))
            entries.verify_entry(entry_id=uid, exists="yes", by=as_actor(county.asha), at=NOW)
            meeting = meetings.call_meeting(
                forum="wantsum-panel",
                starts_at=NOW - timedelta(days=10 * round_number + number + 1),
                by=as_actor(county.asha),
                at=NOW,
            )
            meetings.note_attendance(
                meeting_id=meeting, present=[county.asha.id], by=as_actor(county.asha), at=NOW
            )
        taken = []
        for path in paths:
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            taken.append(len(queries))
        counts.append(taken)

    assert counts[0] == counts[1]


def test_a_missing_agency_is_named_from_the_last_four_meetings(
    county: County, write: Write
) -> None:
    write(forum="wantsum-panel")
    for number in range(5):
        meeting = meetings.call_meeting(
            forum="wantsum-panel",
            starts_at=NOW - timedelta(days=number + 1),
            by=as_actor(county.asha),
            at=NOW,
        )
        meetings.note_attendance(
            meeting_id=meeting, present=[county.asha.id], by=as_actor(county.asha), at=NOW
        )

    text = get(county.asha, "questions/8/")
    assert "1 forums have had four meetings" in text
    assert "Police Agency" in text
    assert "0 forums have had four meetings" in get(county.helena, "questions/8/")
