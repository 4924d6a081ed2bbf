"""Problems: who may open, read, tell, share and close them, and what is refused."""

from __future__ import annotations

import pytest

from frankpledge.access.api import NotFound, NotPermitted
from frankpledge.problems import casework, register, revisits
from frankpledge.problems.casework import (
    AlreadyThere,
    NotYourDistrict,
    StillToVisit,
    UnknownChoice,
)
from frankpledge.problems.models import NEXT, Problem, Status
from frankpledge.problems.references import NamesSomebody, clean_pointer
from tests.makers import NOW, as_actor, later
from tests.problems.partnership import (
    ELSEWHERE,
    HERE,
    TASKING,
    Partnership,
    open_problem,
    signed_in,
)


def titles(person) -> list[str]:
    return [line.title for line in register.open_problems(as_actor(person))]


def page(uid, person):
    return register.page(problem_id=uid, by=as_actor(person), at=NOW)


def test_a_problem_needs_a_place_and_no_kind_of_threat(people: Partnership) -> None:
    uid = open_problem(people.colleague, forum="")
    facts = page(uid, people.colleague)

    assert facts.line.place == "6 Tern Court"
    assert facts.line.label == ""
    assert facts.line.status is Status.OPEN
    assert facts.line.owner == people.council.short_name
    assert [item.title for item in facts.timeline] == ["Problem opened"]


def test_the_agency_that_opens_it_and_the_forum_see_it_and_nobody_else(
    people: Partnership,
) -> None:
    open_problem(people.asha)

    assert titles(people.colleague) == ["Tern Court"]
    assert titles(people.constable) == ["Tern Court"]
    assert titles(people.carer) == []
    assert titles(people.neighbour) == []
    assert titles(people.newcomer) == []


def test_without_a_forum_only_the_agencies_named_see_it(people: Partnership) -> None:
    open_problem(people.asha, forum="", agencies=[people.care])

    assert titles(people.carer) == ["Tern Court"]
    assert titles(people.constable) == []


def test_hidden_and_missing_problems_are_answered_alike(people: Partnership) -> None:
    hidden = open_problem(people.asha)
    missing = "00000000-0000-4000-8000-000000000000"
    client = signed_in(people.carer)

    found, lacking = client.get(f"/problems/{hidden}/"), client.get(f"/problems/{missing}/")

    assert found.status_code == lacking.status_code == 404
    assert found.content == lacking.content


def test_a_place_outside_the_district_is_refused(people: Partnership) -> None:
    with pytest.raises(NotYourDistrict) as refused:
        casework.open_problem(
            title="Elsewhere",
            place="A street",
            place_kind="street",
            area=ELSEWHERE,
            by=as_actor(people.asha),
            at=NOW,
        )

    assert refused.value.argument == "area"


@pytest.mark.parametrize(
    ("wrong", "argument"),
    [({"area": "none"}, "area"), ({"forum": "somebody-elses"}, "forum")],
)
def test_what_cannot_be_chosen_is_refused(people: Partnership, wrong, argument) -> None:
    asked = {"title": "A", "place": "B", "place_kind": "street", "area": HERE, **wrong}

    with pytest.raises(UnknownChoice) as refused:
        casework.open_problem(**asked, by=as_actor(people.asha), at=NOW)

    assert refused.value.argument == argument


def test_somebody_without_grants_opens_nothing_and_is_told_why(people: Partnership) -> None:
    with pytest.raises(NotPermitted, match="does not open problems"):
        open_problem(people.newcomer, forum="")


def test_a_partner_tells_what_happened_and_cannot_change_the_problem(
    people: Partnership,
) -> None:
    uid = open_problem(people.asha)
    partner = as_actor(people.constable)

    casework.tell(problem_id=uid, what="visit", note="Two of us went", by=partner, at=NOW)

    newest = page(uid, people.asha).timeline[0]
    assert (newest.title, newest.text) == ("Visit", "Two of us went")
    assert newest.by.startswith("Pat Oakes")
    with pytest.raises(NotPermitted, match="Only the agency that owns"):
        casework.describe(problem_id=uid, title="Ours now", by=partner, at=NOW)
    with pytest.raises(NotPermitted, match="Only the agency that owns"):
        casework.share_problem(problem_id=uid, agencies=[people.care.id], by=partner, at=NOW)


def test_what_an_act_notes_cannot_be_told_by_hand(people: Partnership) -> None:
    uid = open_problem(people.asha)

    with pytest.raises(UnknownChoice):
        casework.tell(problem_id=uid, what="closed", note="x", by=as_actor(people.asha), at=NOW)


def test_sharing_lets_an_agency_in_with_the_revisits(people: Partnership) -> None:
    uid = open_problem(people.asha, forum="")
    asha = as_actor(people.asha)
    revisits.set_revisits(problem_id=uid, after=NOW.date(), by=asha, at=NOW)

    casework.share_problem(problem_id=uid, agencies=[people.care.id], by=asha, at=NOW)

    assert titles(people.carer) == ["Tern Court"]
    assert len(revisits.at_problem(uid, as_actor(people.carer), NOW.date())) == 3
    assert page(uid, people.carer).partners == (people.care.name,)
    assert titles(people.constable) == []


def test_another_forum_takes_the_place_of_the_first(people: Partnership) -> None:
    uid = open_problem(people.asha, forum="")

    casework.share_problem(problem_id=uid, forum=TASKING, by=as_actor(people.asha), at=NOW)

    assert titles(people.constable) == ["Tern Court"]
    with pytest.raises(AlreadyThere):
        casework.share_problem(problem_id=uid, forum=TASKING, by=as_actor(people.asha), at=NOW)


def test_a_pointer_is_kept_and_a_name_is_not(people: Partnership) -> None:
    uid = open_problem(people.asha)
    asha = as_actor(people.asha)

    casework.point(problem_id=uid, system="Housing", reference="ref 1234", by=asha, at=NOW)

    assert page(uid, people.constable).pointers == (("Housing", "REF 1234"),)
    with pytest.raises(NamesSomebody):
        casework.point(problem_id=uid, system="Housing", reference="Colin Marsh", by=asha, at=NOW)
    with pytest.raises(AlreadyThere):
        casework.point(problem_id=uid, system="Housing", reference="REF  1234", by=asha, at=NOW)


@pytest.mark.parametrize("text", ["AC/2026-118", "12345", "ref 1234", "P1"])
def test_references_are_taken(text: str) -> None:
    assert clean_pointer(text) == text.upper()


@pytest.mark.parametrize("text", ["Colin", "Colin Marsh 58", "", "x" * 41 + "1", "<b>1</b>"])
def test_names_and_markup_are_not_references(text: str) -> None:
    with pytest.raises(NamesSomebody):
        clean_pointer(text)


def test_states_follow_one_another_as_laid_down(people: Partnership) -> None:
    asha = as_actor(people.asha)
    for start in set(Status) - {Status.MERGED}:
        for to in Status:
            uid = open_problem(people.asha, title=f"{start} {to}")
            for step in {Status.OPEN: (), Status.WATCHING: ("watching",)}.get(start, ("closed",)):
                casework.move(problem_id=uid, status=step, still_safe="yes", by=asha, at=NOW)
            if to in NEXT[start]:
                casework.move(problem_id=uid, status=to, still_safe="yes", by=asha, at=NOW)
                assert Problem.open_to(asha).get(pk=uid).status == to
            else:
                with pytest.raises(NotPermitted):
                    casework.move(problem_id=uid, status=to, still_safe="yes", by=asha, at=NOW)


def test_closing_says_whether_people_are_still_safe_and_opening_again_forgets_it(
    people: Partnership,
) -> None:
    uid, asha = open_problem(people.asha), as_actor(people.asha)

    with pytest.raises(UnknownChoice) as refused:
        casework.move(problem_id=uid, status="closed", by=asha, at=NOW)
    assert refused.value.argument == "still_safe"

    casework.move(problem_id=uid, status="closed", still_safe="yes", by=asha, at=NOW)
    assert page(uid, people.asha).still_safe == "Yes"
    casework.move(problem_id=uid, status="open", by=asha, at=later(days=1))
    assert page(uid, people.asha).still_safe == ""


def test_a_problem_stays_while_a_revisit_is_still_to_be_made(people: Partnership) -> None:
    uid, asha = open_problem(people.asha), as_actor(people.asha)
    revisits.set_revisits(problem_id=uid, after=NOW.date(), days=[28], by=asha, at=NOW)

    with pytest.raises(StillToVisit):
        casework.move(problem_id=uid, status="closed", still_safe="yes", by=asha, at=NOW)

    assert Problem.open_to(asha).get(pk=uid).status == Status.OPEN


def test_a_closed_problem_is_told_and_asked_about_no_more(people: Partnership) -> None:
    uid, asha = open_problem(people.asha), as_actor(people.asha)
    casework.move(problem_id=uid, status="closed", still_safe="unknown", by=asha, at=NOW)

    facts = page(uid, people.asha)

    assert not facts.may_tell
    assert not facts.may_ask
    assert not facts.may_set_revisits
    assert "closed" in facts.may_tell.reason
    assert facts.may_move


def test_the_list_is_narrowed_by_words_state_and_area(people: Partnership) -> None:
    asha = as_actor(people.asha)
    open_problem(people.asha, title="Tern Court")
    closed = open_problem(people.asha, title="Harbour Steps")
    casework.move(problem_id=closed, status="closed", still_safe="yes", by=asha, at=NOW)

    def listed(**asked):
        return [line.title for line in register.listed(by=asha, at=NOW, **asked)]

    assert listed() == ["Tern Court"]
    assert listed(status="closed") == ["Harbour Steps"]
    assert listed(words="tern") == ["Tern Court"]
    assert listed(words="nowhere") == []
    assert listed(area=HERE) == ["Tern Court"]
    assert listed(area=ELSEWHERE) == []


def test_the_lead_is_somebody_of_ones_own_agency(people: Partnership) -> None:
    uid, asha = open_problem(people.asha), as_actor(people.asha)

    casework.describe(problem_id=uid, title="Tern Court", lead=people.colleague.id, by=asha, at=NOW)
    assert page(uid, people.asha).line.lead == "Tom Arkwright"

    with pytest.raises(UnknownChoice):
        casework.describe(problem_id=uid, title="Tern Court", lead=people.carer.id, by=asha, at=NOW)


def test_an_unknown_problem_cannot_be_changed(people: Partnership) -> None:
    hidden = open_problem(people.asha, forum="")

    with pytest.raises(NotFound):
        casework.tell(problem_id=hidden, what="note", note="x", by=as_actor(people.carer), at=NOW)
