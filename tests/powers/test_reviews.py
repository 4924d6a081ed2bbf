"""A lawyer's review and who may use a power: by whom, for how long, and what ends them."""

from datetime import date, timedelta

import pytest

from frankpledge.access.api import AuditEvent, NotFound, NotPermitted
from frankpledge.access.models import Holding
from frankpledge.powers import delegations, reviews
from frankpledge.powers.catalogue import SHIPPED, power
from frankpledge.powers.delegations import ImpossibleDelegation
from frankpledge.powers.models import Delegation, Review
from frankpledge.powers.policies import (
    may_delegate,
    may_end_delegation,
    may_look_up,
    may_review,
)
from tests.makers import NOW, as_actor

TODAY = NOW.date()


def standing(code="PW001", on=TODAY):
    return reviews.standing_of(power(code), on=on)


def review(county, code="PW001", *, verdict="right", at=NOW, **more):
    reviews.review(code=code, verdict=verdict, by=as_actor(county.lawyer, at=at), at=at, **more)


def test_what_nobody_reviewed_says_so_and_waits(county):
    assert not standing().is_reviewed
    assert "No named lawyer" in standing().words
    assert len(reviews.waiting(on=TODAY)) == 145


def test_a_review_carries_its_lawyers_name_and_runs_out_in_a_year(county):
    review(county)

    assert standing().is_reviewed
    assert "Bea Holroyd, Council Agency" in standing().words
    assert standing().next_on == TODAY + timedelta(days=365)
    assert standing(on=TODAY + timedelta(days=364)).is_reviewed
    assert not standing(on=TODAY + timedelta(days=365)).is_reviewed
    assert "run out" in standing(on=TODAY + timedelta(days=365)).words
    assert len(reviews.waiting(on=TODAY)) == 144
    assert AuditEvent.objects.filter(act="powers.review").count() == 1


def test_a_review_ends_when_the_row_changes(county, settings, tmp_path):
    review(county)
    settings.FRANKPLEDGE_HOME = tmp_path
    (tmp_path / "reference").mkdir()
    shipped = (SHIPPED / "powers.csv").read_text(encoding="utf-8")
    (tmp_path / "reference" / "powers.csv").write_text(
        shipped.replace("Out-of-court notice", "A notice", 1)
    )

    assert not standing().is_reviewed
    assert "changed since" in standing().words


def test_what_is_found_wrong_says_why_and_is_not_to_be_relied_on(county):
    with pytest.raises(reviews.NothingSaid):
        review(county, verdict="wrong", words="  ")
    with pytest.raises(reviews.NothingSaid):
        review(county, verdict="perhaps")
    review(county, verdict="wrong", words="The length has changed")

    assert not standing().is_reviewed
    assert standing().said == "The length has changed"
    review(county, at=NOW + timedelta(days=1))
    assert standing(on=TODAY + timedelta(days=1)).is_reviewed
    assert Review.objects.count() == 2


def test_only_a_lawyer_reviews(county):
    for person in (county.csm, county.tom, county.newcomer, county.administrator):
        with pytest.raises(NotPermitted):
            reviews.review(code="PW001", verdict="right", by=as_actor(person), at=NOW)
        assert not may_review(as_actor(person))
    with pytest.raises(NotFound):
        review(county, "PW999")
    assert Review.objects.count() == 0


def test_who_may_look_powers_up(county):
    for person in (county.csm, county.tom, county.lawyer):
        assert may_look_up(as_actor(person))
    for person in (county.teller, county.newcomer, county.administrator):
        assert not may_look_up(as_actor(person))


# --- delegations ---------------------------------------------------------------------------


def delegate(county, **changed):
    post = Holding.objects.get(person=county.tom).post_id
    given = {
        "code": "PW001",
        "post": str(post),
        "telephone": "01632 960141",
        "ends_on": date(2027, 3, 31),
        "by": as_actor(county.lawyer),
        "at": NOW,
    } | changed
    return delegations.delegate(**given)


def officers(at=NOW):
    return delegations.officers(["PW001"], at=at).get("PW001", [])


def test_an_officer_is_whoever_holds_the_post_on_the_day(county):
    delegate(county)
    [officer] = officers()

    assert (officer.names, officer.telephone) == (("Tom Arkwright",), "01632 960141")
    Holding.objects.filter(person=county.tom).update(ends_at=NOW)
    assert officers()[0].names == ()


def test_a_delegation_ends_on_its_day_and_at_once_when_ended(county):
    number = delegate(county, ends_on=TODAY + timedelta(days=10))

    assert officers(NOW + timedelta(days=9))
    assert officers(NOW + timedelta(days=10)) == []
    at = NOW + timedelta(days=3)
    delegations.end_delegation(number=number, by=as_actor(county.lawyer, at=at), at=at)
    assert officers(at) == []
    assert Delegation.objects.get().ends_on == at.date()


def test_one_ended_on_the_day_it_was_made_leaves_nothing(county):
    number = delegate(county)
    delegations.end_delegation(number=number, by=as_actor(county.lawyer), at=NOW)

    assert Delegation.objects.count() == 0
    assert AuditEvent.objects.filter(act="powers.end_delegation").count() == 1


@pytest.mark.parametrize(
    ("changed", "argument"),
    [
        ({"telephone": " "}, "telephone"),
        ({"ends_on": TODAY}, "ends_on"),
        ({"post": "00000000-0000-0000-0000-000000000000"}, "post"),
    ],
)
def test_what_is_impossible_is_refused_beside_its_question(county, changed, argument):
    with pytest.raises(ImpossibleDelegation) as refusal:
        delegate(county, **changed)
    assert refusal.value.argument == argument


def test_a_lawyer_names_officers_of_their_own_council_only(county):
    number = delegate(county)
    other = as_actor(county.other_lawyer)

    with pytest.raises(ImpossibleDelegation):
        delegate(county, by=other)
    with pytest.raises(NotPermitted) as refusal:
        delegations.end_delegation(number=number, by=other, at=NOW)
    assert "own council" in refusal.value.reason
    with pytest.raises(NotFound):
        delegations.end_delegation(number=number + 1, by=other, at=NOW)
    with pytest.raises(NotPermitted):
        delegate(county, by=as_actor(county.csm))
    with pytest.raises(NotPermitted):
        delegations.end_delegation(number=number, by=as_actor(county.csm), at=NOW)
    with pytest.raises(NotFound):
        delegate(county, code="PW999")
    assert may_delegate(other)
    assert may_end_delegation(other, agency=county.unitary.id)
