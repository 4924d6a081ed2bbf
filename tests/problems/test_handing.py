"""Problems that turn out to be one, two, or another agency's: merged, split and handed over."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from frankpledge.access.api import NotFound, NotPermitted, What as Entry
from frankpledge.access.protection import ProtectionTerm
from frankpledge.problems import casework, handing, register, revisits
from frankpledge.problems.casework import UnknownChoice
from frankpledge.problems.handing import ReasonNeeded, SameProblem
from frankpledge.problems.models import Outcome, Partner, Problem, Revisit, Status
from tests.makers import NOW, as_actor
from tests.problems.partnership import Partnership, open_problem, seen, signed_in

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def page(people: Partnership, uid: UUID, who: str = "asha") -> register.ProblemFacts:
    return register.page(problem_id=uid, by=as_actor(getattr(people, who)), at=NOW)


def told(people: Partnership, uid: UUID) -> list[str]:
    return [happening.title for happening in page(people, uid).timeline]


def merge(people: Partnership, uid: UUID, into: UUID, who: str = "asha") -> None:
    handing.merge_problem(
        problem_id=uid, into=into, by=as_actor(getattr(people, who)), at=NOW, note="One caller"
    )


def offer(people: Partnership, uid: UUID) -> None:
    handing.offer_problem(
        problem_id=uid, agency=people.housing.id, by=as_actor(people.asha), at=NOW
    )


def answer(people: Partnership, uid: UUID, *, takes_on: bool, note: str = "") -> None:
    handing.answer_offer(
        problem_id=uid, takes_on=takes_on, note=note, by=as_actor(people.manager), at=NOW
    )


def test_one_goes_on_for_both_and_its_visits_are_set_again(people: Partnership) -> None:
    by = as_actor(people.asha)
    old, other = open_problem(people.asha), open_problem(people.asha, title="The court")
    revisits.set_revisits(problem_id=old, after=TODAY, days=[7], by=by, at=NOW)
    merge(people, old, other)
    facts = page(people, old)

    assert facts.line.status == Status.MERGED
    assert handing.merged_into(old, by).uid == other  # type: ignore[union-attr]
    assert [line.outcome for line in revisits.at_problem(old, by, TODAY)] == ["Nobody went"]
    (visit,) = revisits.at_problem(other, by, TODAY)
    assert (visit.due_on, visit.days_after) == (TODAY + timedelta(days=7), 7)
    assert "Merged into another problem" in told(people, old)
    assert "Another problem merged into this one" in told(people, other)
    assert [line.uid for line in register.listed(by=by, at=NOW)] == [other]


def test_a_merged_problem_is_worked_on_no_more_and_stays_to_be_read(people: Partnership) -> None:
    old, other = open_problem(people.asha), open_problem(people.asha, title="The court")
    merge(people, old, other)
    by = as_actor(people.asha)

    with pytest.raises(NotPermitted, match="Work on that one"):
        casework.tell(problem_id=old, what="note", note="x", by=by, at=NOW)
    with pytest.raises(NotPermitted):
        casework.move(problem_id=old, status="open", by=by, at=NOW)
    with pytest.raises(NotPermitted, match="Work on that one"):
        merge(people, old, other)
    assert str(old) not in {uid for uid, _ in handing.could_merge_into(other, by)}


def test_whoever_sees_only_the_old_one_learns_of_no_other(people: Partnership) -> None:
    old = open_problem(people.asha, agencies=[people.care], forum="")
    other = open_problem(people.asha, title="The court", forum="")
    merge(people, old, other)

    assert handing.merged_into(old, as_actor(people.carer)) is None
    status, body = seen(signed_in(people.carer), f"/problems/{old}/")
    assert status == 200
    assert str(other).encode() not in body
    assert b"The court" not in body


def test_a_conflict_with_the_old_one_is_one_with_the_other(people: Partnership) -> None:
    old, other = open_problem(people.asha), open_problem(people.asha, title="The court")
    merge(people, old, other)
    terms = ProtectionTerm.objects.filter(protection=other, what=Entry.NOMINAL)

    assert set(terms.values_list("value", flat=True)) == {f"problem:{old}", f"problem:{other}"}


def test_only_the_owner_merges_and_only_what_is_its_own(people: Partnership) -> None:
    old = open_problem(people.asha)
    theirs = open_problem(people.constable, title="The court")
    with pytest.raises(UnknownChoice):
        merge(people, old, theirs)
    with pytest.raises(SameProblem):
        merge(people, old, old)
    with pytest.raises(NotPermitted):
        merge(people, old, theirs, who="manager")
    with pytest.raises(NotFound):
        merge(people, old, theirs, who="neighbour")


def test_a_part_becomes_a_problem_of_its_own_seen_by_the_same(people: Partnership) -> None:
    old = open_problem(people.asha, agencies=[people.care])
    new = handing.split_problem(
        problem_id=old,
        title="The lock-up",
        place="Lock-up 4, Tern Court",
        place_kind="other",
        by=as_actor(people.asha),
        at=NOW,
    )

    assert page(people, new, "carer").line.title == "The lock-up"
    assert Partner.objects.get(problem_id=new).agency_id == people.care.id
    assert page(people, new).line.forum_code == page(people, old).line.forum_code
    assert "Split off another problem" in told(people, new)
    assert "Part of it made a problem of its own" in told(people, old)
    terms = ProtectionTerm.objects.filter(protection=new, what=Entry.NOMINAL)
    assert set(terms.values_list("value", flat=True)) == {f"problem:{old}", f"problem:{new}"}
    with pytest.raises(NotPermitted):
        handing.split_problem(
            problem_id=old,
            title="x",
            place="y",
            place_kind="other",
            by=as_actor(people.carer),
            at=NOW,
        )


def test_it_stays_ones_own_until_the_other_agency_takes_it_on(people: Partnership) -> None:
    uid = open_problem(people.asha, agencies=[people.housing])
    revisits.set_revisits(problem_id=uid, after=TODAY, days=[7], by=as_actor(people.asha), at=NOW)
    offer(people, uid)
    assert page(people, uid).line.owner_id == people.council.id
    assert page(people, uid).offered_to == people.housing.name
    assert [line.uid for line in handing.offered_to_us(as_actor(people.manager))] == [uid]
    assert handing.offered_to_us(as_actor(people.constable)) == ()
    answer(people, uid, takes_on=True)

    assert page(people, uid).line.owner_id == people.housing.id
    assert page(people, uid, "colleague").line.uid == uid
    assert Partner.objects.get(problem_id=uid).agency_id == people.council.id
    assert not page(people, uid).may_describe
    assert page(people, uid, "manager").may_describe
    visit = Revisit._rows.select_related("protection").get(problem_id=uid)
    assert visit.protection.owner_id == people.housing.id
    revisits.record_revisit(
        revisit_id=visit.uid, outcome=Outcome.SAFE, by=as_actor(people.manager), at=NOW
    )


def test_an_agency_that_does_not_take_it_on_says_why_and_nothing_changes(
    people: Partnership,
) -> None:
    uid = open_problem(people.asha, agencies=[people.housing])
    offer(people, uid)
    with pytest.raises(ReasonNeeded):
        answer(people, uid, takes_on=False)
    answer(people, uid, takes_on=False, note="It is not our block")

    assert page(people, uid).line.owner_id == people.council.id
    assert page(people, uid).offered_to == ""
    assert "Not taken on" in told(people, uid)
    with pytest.raises(NotPermitted, match="not offered to your agency"):
        answer(people, uid, takes_on=True)


def test_it_is_offered_by_its_owner_to_those_who_work_on_it(people: Partnership) -> None:
    uid = open_problem(people.asha, agencies=[people.care])
    with pytest.raises(UnknownChoice):
        offer(people, uid)
    with pytest.raises(NotPermitted):
        handing.offer_problem(
            problem_id=uid, agency=people.care.id, by=as_actor(people.carer), at=NOW
        )


def test_each_page_takes_what_is_typed(people: Partnership) -> None:
    council, housing = signed_in(people.asha), signed_in(people.manager)
    uid = open_problem(people.asha, agencies=[people.housing])
    other = open_problem(people.asha, title="The court")
    address = f"/problems/{uid}/"
    split = {"title": "The lock-up", "place": "Lock-up 4", "place_kind": "other", "note": ""}
    for path, given in (
        ("split/", split),
        ("offer/", {"agency": str(people.housing.id), "note": ""}),
    ):
        assert council.get(f"{address}{path}").status_code == 200
        assert council.post(f"{address}{path}", {}).status_code == 422
        assert council.post(f"{address}{path}", given).status_code == 302
    assert "Take it on, or say why not" in housing.get(address).content.decode()
    assert "Problems that others hand over to you" in housing.get("/").content.decode()
    assert housing.post(f"{address}take-on/", {"takes_on": "no"}).status_code == 422
    done = housing.post(f"{address}take-on/", {"takes_on": "no", "note": "Not our block"})
    assert done.status_code == 302
    assert council.post(f"{address}merge/", {"into": str(other)}).status_code == 302
    assert "which goes on for both" in council.get(address).content.decode()
    assert Problem._rows.get(pk=uid).status == Status.MERGED
