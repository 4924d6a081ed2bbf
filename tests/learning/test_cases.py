"""Case studies: written, cleared by each agency, found, and shut again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from frankpledge.access.api import Kind, NotFound, NotPermitted, Ref
from frankpledge.learning import cases, reading
from frankpledge.learning.cases import CouldIdentify, NotWhole, WrongDay
from frankpledge.learning.clearing import Standing
from frankpledge.learning.counts import cases_cleared_between
from frankpledge.learning.events import WordsNeeded
from frankpledge.learning.evidence import ILLUSTRATIVE, MEASURED
from frankpledge.learning.likeness import Situation
from frankpledge.learning.models import CaseStudy
from frankpledge.learning.references import caption_of
from frankpledge.problems import api as problems
from tests.learning.county import WORDS, County, make_county, write
from tests.makers import NOW, as_actor, later

pytestmark = pytest.mark.django_db

UNTIL = date(2026, 10, 1)


@pytest.fixture
def here() -> County:
    return make_county()


def ask(here, made, why: str = "") -> None:
    cases.ask_clearance(case_id=made, thought_about=why, by=as_actor(here.asha), at=NOW)


def clear(person, made, until: date = UNTIL) -> None:
    cases.clear_case(case_id=made, cleared=True, until=until, by=as_actor(person), at=NOW)


def cleared(here: County, **changed: str):
    made = write(here, **changed)
    ask(here, made)
    clear(here.sam, made)
    clear(here.bea, made)
    return made


def test_nobody_else_reads_it_until_every_agency_has_cleared_it(here):
    made = write(here)
    ask(here, made)
    clear(here.sam, made)
    with pytest.raises(NotFound):
        reading.page(case_id=made, by=as_actor(here.femi), at=NOW)
    clear(here.bea, made)

    facts = reading.page(case_id=made, by=as_actor(here.femi), at=NOW)
    assert (facts.line.stands, facts.line.caption) == (Standing.CLEARED, ILLUSTRATIVE)
    assert (facts.clearances, facts.author, facts.signs) == ((), "", ())


def test_its_author_never_clears_it_and_a_stranger_is_not_asked(here):
    made = cleared(here)

    with pytest.raises(NotPermitted, match="other than its author"):
        clear(here.asha, made)
    with pytest.raises(NotPermitted, match="not asked"):
        clear(here.femi, made)


def test_a_refusal_says_why_and_holds_the_words_back(here):
    made = write(here)
    ask(here, made)
    clear(here.bea, made)
    sam = as_actor(here.sam)
    with pytest.raises(WordsNeeded):
        cases.clear_case(case_id=made, cleared=False, by=sam, at=NOW)
    cases.clear_case(
        case_id=made, cleared=False, reason="The block is the only one", by=sam, at=NOW
    )

    assert reading.line_of(made, as_actor(here.asha)).stands == Standing.REFUSED
    (due,) = reading.awaiting(as_actor(here.asha), NOW.date())
    assert due.what == "Put right what was refused or taken back"
    with pytest.raises(NotFound):
        reading.page(case_id=made, by=as_actor(here.femi), at=NOW)


def test_taken_back_it_is_gone_for_everybody_else(here):
    made = cleared(here)
    cases.withdraw_clearance(
        case_id=made, reason="A case is before the court", by=as_actor(here.sam), at=NOW
    )

    with pytest.raises(NotFound):
        reading.page(case_id=made, by=as_actor(here.femi), at=NOW)
    assert reading.line_of(made, as_actor(here.sam)).stands == Standing.WITHDRAWN
    with pytest.raises(NotPermitted, match="has not cleared"):
        cases.withdraw_clearance(case_id=made, reason="Again", by=as_actor(here.sam), at=NOW)


def test_a_clearance_that_ran_out_hides_it_until_it_is_cleared_again(here):
    made = cleared(here)
    on = later(days=(UNTIL - NOW.date()).days + 1)
    femi = as_actor(here.femi, at=on)
    with pytest.raises(NotPermitted, match="clearance has ended"):
        reading.page(case_id=made, by=femi, at=on)
    assert reading.listed(by=femi, at=on) == ()
    assert caption_of(Ref(kind=Kind.CASE_STUDY, uid=made), femi) is None
    (due,) = reading.awaiting(as_actor(here.sam, at=on), on.date())
    assert (due.what, due.is_late) == ("Your agency’s clearance has run out", True)

    for person in (here.sam, here.bea):
        cases.clear_case(
            case_id=made,
            cleared=True,
            until=on.date() + timedelta(days=30),
            by=as_actor(person, at=on),
            at=on,
        )
    assert len(reading.listed(by=femi, at=on)) == 1


def test_a_clearance_is_for_a_year_at_most(here):
    made = write(here)
    ask(here, made)
    for until in (NOW.date(), NOW.date() + timedelta(days=366)):
        with pytest.raises(WrongDay):
            clear(here.sam, made, until)


def test_changed_words_are_a_draft_that_nobody_has_cleared(here):
    made = cleared(here)
    cases.change_case(
        case_id=made,
        title="A home that was taken over",
        claimed="E3",
        words=WORDS,
        shown={"document": "Counts", "before": "9 visits a month", "after": "1 visit a month"},
        by=as_actor(here.asha),
        at=NOW,
    )

    with pytest.raises(NotFound):
        reading.page(case_id=made, by=as_actor(here.femi), at=NOW)
    line = reading.line_of(made, as_actor(here.asha))
    assert (line.stands, line.is_draft, line.caption) == (Standing.WAITING, True, MEASURED)


def test_words_that_could_identify_somebody_are_not_sent_out(here):
    made = write(here, response="Mr Whinney was visited at 6 Tern Court.")
    with pytest.raises(CouldIdentify, match="Take this out first"):
        ask(here, made, "It is fine")
    made = write(here, response="A man aged 58 was visited within a week.")
    with pytest.raises(CouldIdentify, match="Say why this may stay"):
        ask(here, made)
    ask(here, made, "Many people of that age live there")

    facts = reading.page(case_id=made, by=as_actor(here.sam), at=NOW)
    assert facts.thought_about == "Many people of that age live there"


def test_it_is_whole_before_it_is_sent_out(here):
    made = write(here, lessons="")

    with pytest.raises(NotWhole, match="What would you tell"):
        ask(here, made)


def test_it_is_found_beside_what_is_like_it_and_says_in_what(here):
    made = cleared(here)
    write(here)  # a draft like it is found by nobody
    wanted = Situation(threats=frozenset({"cuckooing"}), areas=frozenset({"D1"}))
    femi = as_actor(here.femi)

    (found,) = reading.cases_like(wanted, femi)
    assert (found.line.uid, found.reasons) == (made, ("Homes taken over", "Wantsum"))
    assert reading.cases_like(Situation(threats=frozenset({"fraud"})), femi) == ()
    assert len(reading.listed(threat="cuckooing", partners="with", by=femi, at=NOW)) == 1
    assert reading.listed(partners="without", by=femi, at=NOW) == ()


def test_a_conflict_with_the_problem_hides_the_case_study_too(here):
    asha = as_actor(here.asha)
    problem = problems.open_problem(
        title="Strangers",
        place="Tern Court",
        place_kind="address",
        area="D1",
        forum="",
        agencies=[here.agencies["fire"].id],
        by=asha,
        at=NOW,
    )
    made = cases.write_case(
        title="x",
        area="D1",
        objective="x",
        involvement=4,
        agencies=[here.agencies["fire"].id],
        arises_from=[Ref(kind=Kind.PROBLEM, uid=problem)],
        by=asha,
        at=NOW,
    )
    from frankpledge.access.api import Conflict

    assert reading.line_of(made, as_actor(here.sam))
    Conflict.objects.create(person=here.sam, nominal=problems.nominal_of(problem), declared_at=NOW)
    assert reading.line_of(made, as_actor(here.sam)) is None
    # The place of the problem is known here, so its name in the words is found.
    row = CaseStudy.open_to(asha).get(pk=made)
    row.scanning = "Strangers came to Tern Court."
    assert "place" in {found.sign.code for found in reading.signs_of(row, asha)}


def test_the_pages_of_a_case_study(here, monkeypatch):
    made = cleared(here)
    for person, paths in (
        (here.asha, ("", "change/")),
        (here.sam, ("", "clear/", "withdraw/")),
        (here.femi, ("",)),
    ):
        client = Client()
        client.force_login(person)
        for path in paths:
            monkeypatch.setattr("frankpledge.access.requests.moment_now", lambda: NOW)
            answer = client.get(f"/learning/cases/{made}/{path}")
            assert answer.status_code == 200, (person, path)
        assert client.get("/learning/cases/?threat=cuckooing").status_code == 200
        assert ILLUSTRATIVE.capitalize().encode() in client.get(f"/learning/cases/{made}/").content
    assert client.get(f"/learning/cases/{made}/change/").status_code == 403
    assert client.get("/learning/cases/write/").status_code == 403
    client.force_login(here.asha)
    assert client.get("/learning/cases/write/").status_code == 200
    assert client.get(f"/learning/cases/{made}/ask/").status_code == 403
    draft = write(here, response="A man aged 58 was visited.")
    page = client.get(f"/learning/cases/{draft}/ask/")
    assert b"an exact age" in page.content
    assert client.post(f"/learning/cases/{draft}/ask/", {"thought_about": ""}).status_code == 422


def test_a_case_study_is_begun_on_its_page_with_the_powers_that_were_used(here, monkeypatch):
    monkeypatch.setattr("frankpledge.access.requests.moment_now", lambda: NOW)
    client = Client()
    client.force_login(here.asha)
    typed = {
        "title": "A shop",
        "area": "D1",
        "objective": "That it pays no more",
        "involvement": "3",
        "agencies": [str(here.agencies["fire"].id)],
        "threats": ["illicit_goods"],
        "power_1": "PW001",
        "power_2": "PW001",
    }
    answer = client.post("/learning/cases/write/", typed)

    (line,) = reading.listed(power="PW001", by=as_actor(here.asha), at=NOW)
    assert answer.url == f"/learning/cases/{line.uid}/change/"
    assert line.situation.powers == {"PW001"}
    assert b"Trading Agency" in client.get("/learning/cases/write/").content
    assert client.post("/learning/cases/write/", {**typed, "power_1": "PW999"}).status_code == 422


def test_a_quarter_counts_a_case_study_once_all_have_cleared_it_and_while_they_stand_by_it(here):
    asha, today = as_actor(here.asha), NOW.date()

    def counted(area: str = "D1", days: int = 0) -> int:
        day = today + timedelta(days=days)
        return len(cases_cleared_between([area], day, day, by=asha, at=NOW))

    made = write(here)
    ask(here, made)
    clear(here.sam, made)
    assert counted() == 0
    clear(here.bea, made)

    assert (counted(), counted("D2"), counted(days=-1), counted(days=1)) == (1, 0, 0, 0)
    cases.withdraw_clearance(
        case_id=made, reason="Somebody was recognised", by=as_actor(here.sam), at=NOW
    )
    assert counted() == 0
