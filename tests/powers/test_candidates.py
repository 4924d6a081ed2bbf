"""The candidate rule: holder and tier, what it is used on, ages, harm and law."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from frankpledge.powers.candidates import Body, Case, candidates, holders_here
from frankpledge.powers.catalogue import AVAILABLE, Status, Target, holders, power, powers, threats

DISTRICT = Body(code="d", name="Wantsum District Council", kind="district_council")
COUNTY = Body(code="c", name="Fallowshire County Council", kind="county_council")
STANDARDS = Body(code="t", name="Fallowshire Trading Standards", kind="trading_standards")
UNITARY = Body(code="u", name="Marlsea Council", kind="unitary")
POLICE = Body(code="p", name="Fallowshire Police", kind="police")
EVERYBODY = (
    DISTRICT,
    COUNTY,
    STANDARDS,
    UNITARY,
    POLICE,
    *(
        Body(code=kind, name=kind, kind=kind)
        for kind in sorted({kind for each in holders().values() for kind in each.kinds} - {"*"})
    ),
)
ANYTHING = Case(targets=frozenset(), threats=frozenset())


def found(case=ANYTHING, bodies=EVERYBODY, of=None):
    return candidates(of or powers(), case, holders=holders(), bodies=bodies)


def codes(entries):
    return {each.power.code for each in entries}


def held_by(code, *bodies):
    held = holders_here(power(code), holders=holders(), bodies=bodies)
    return {body.name for each in held for body in each.bodies}


# --- who holds it --------------------------------------------------------------------------


def test_a_county_cannot_issue_a_closure_notice_and_a_district_can():
    assert held_by("PW001", DISTRICT, COUNTY) == {DISTRICT.name}
    assert holders_here(power("PW001"), holders=holders(), bodies=(COUNTY,)) == ()
    assert "PW001" not in codes(found(bodies=(COUNTY,)).usable)


def test_trading_standards_are_the_countys_and_not_the_districts():
    assert held_by("PW152", DISTRICT, STANDARDS) == {STANDARDS.name}


def test_a_unitary_holds_what_both_tiers_hold():
    district = codes(found(bodies=(DISTRICT,)).usable)
    county = codes(found(bodies=(COUNTY, STANDARDS)).usable)

    assert {"PW001", "PW152"} <= codes(found(bodies=(UNITARY,)).usable)
    assert district | county <= codes(found(bodies=(UNITARY,)).usable)


def test_a_court_decides_what_others_ask_for_and_orders_some_things_of_itself():
    assert any(
        each.holder.is_court
        for each in holders_here(power("PW002"), holders=holders(), bodies=(DISTRICT,))
    )
    assert holders_here(power("PW002"), holders=holders(), bodies=()) == ()
    [held] = holders_here(power("PW025"), holders=holders(), bodies=())
    assert held.holder.is_court


def test_a_national_body_works_everywhere_without_being_an_agency_here():
    [held] = holders_here(power("PW139"), holders=holders(), bodies=())

    assert (held.holder.name, held.bodies) == ("Environment Agency", ())


# --- its law -------------------------------------------------------------------------------


def test_enacted_is_not_in_force():
    answer = found()

    assert "PW038" in codes(answer.not_available)
    assert "PW038" not in codes(answer.usable)
    assert power("PW038").status_words == "Enacted, commencement not confirmed"
    assert {"PW041", "PW042"} <= codes(answer.not_available), "pilots have ended"


@pytest.mark.parametrize("each", powers(), ids=lambda each: each.code)
def test_every_power_shows_where_it_can_be_used_and_not_where_it_cannot(each):
    """Each changes an answer: it shows for its own case, and not for another; what is not
    available would show but for its law."""
    case = Case(targets=each.targets, threats=each.threats - {"all"}, age=each.least_age)
    shown, rest = codes(found(case).usable), codes(found(case).not_available)
    assert (each.code in shown) is each.is_available
    assert (each.code in rest) is not each.is_available
    if not each.is_available:
        in_force = replace(each, status=Status.IN_FORCE)
        assert each.code in codes(found(case, of=[in_force]).usable)
    other = [target for target in Target if target not in each.targets]
    if other:
        elsewhere = Case(targets=frozenset(other), threats=frozenset())
        assert each.code not in codes(found(elsewhere).usable) | codes(
            found(elsewhere).not_available
        )
    else:
        # Used on anything: it is shown where somebody holds it, and not where nobody does.
        alone = [body for body in EVERYBODY if not held_by(each.code, body)]
        assert each.code not in codes(found(case, bodies=alone).usable)


# --- ages ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "least"), [("PW003", 16), ("PW005", 10), ("PW007", 10), ("PW010", 14), ("PW020", 18)]
)
def test_ages_at_their_edge(code, least):
    case = Case(targets=frozenset({Target.PERSON}), threats=frozenset())

    assert code in codes(found(replace(case, age=least)).usable)
    assert code not in codes(found(replace(case, age=least - 1)).usable)
    assert code in codes(found(case).usable), "an age that is not known leaves nothing out"


def test_what_is_for_children_ends_at_eighteen():
    case = Case(targets=frozenset({Target.PERSON}), threats=frozenset())

    assert "PW031" in codes(found(replace(case, age=17)).usable)
    assert "PW031" not in codes(found(replace(case, age=18)).usable)


# --- for every case ------------------------------------------------------------------------

cases = st.builds(
    Case,
    targets=st.frozensets(st.sampled_from(list(Target))),
    threats=st.frozensets(st.sampled_from(threats())),
    age=st.none() | st.integers(0, 100),
)
some_bodies = st.lists(st.sampled_from(EVERYBODY), unique=True)


@given(case=cases, bodies=some_bodies)
def test_only_what_is_in_force_can_be_used_and_somebody_holds_all_of_it(case, bodies):
    answer = found(case, bodies)

    assert all(each.power.status in AVAILABLE for each in answer.usable)
    assert all(each.power.status not in AVAILABLE for each in answer.not_available)
    for each in (*answer.usable, *answer.not_available):
        assert each.held
        assert {body for held in each.held for body in held.bodies} <= set(bodies)


@given(case=cases, bodies=some_bodies, more=st.sampled_from(EVERYBODY))
def test_another_agency_takes_nothing_away(case, bodies, more):
    before, after = found(case, bodies), found(case, [*bodies, more])

    assert codes(before.usable) <= codes(after.usable)


@given(case=cases, harm=st.sampled_from(threats()), target=st.sampled_from(list(Target)))
def test_knowing_more_of_the_place_never_takes_a_power_away(case, harm, target):
    more = replace(
        case,
        targets=case.targets | {target} if case.targets else case.targets,
        threats=case.threats | {harm} if case.threats else case.threats,
    )

    assert codes(found(case).usable) <= codes(found(more).usable)


@given(case=cases)
def test_the_order_is_by_code_and_says_nothing(case):
    shown = [each.power.code for each in found(case).usable]

    assert shown == sorted(shown)
