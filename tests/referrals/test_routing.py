"""The router shows doors, adds nothing up, and never puts low those who must not be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from frankpledge.referrals import catalogue
from frankpledge.referrals.routing import (
    ADULT_DOOR,
    CHILD_DOOR,
    EMERGENCY,
    FIRST_RESPONDER_DOORS,
    NRM_ADULT,
    NRM_NOTIFY,
    SECOND_DOOR,
    Book,
    Concern,
    Seen,
    Sort,
    forms_of,
    route,
)

BOOK = catalogue.book()
SIGNS = sorted(BOOK.signs)
HARMFUL = [code for code in SIGNS if BOOK.signs[code].sort in (Sort.SIGN, Sort.NEVER_LOW)]
ages = st.none() | st.integers(0, 100)
yes_no = st.sampled_from([None, True, False])
seen = st.builds(
    Seen,
    signs=st.frozensets(st.sampled_from(SIGNS), max_size=6),
    circumstances=st.frozensets(st.sampled_from(sorted(BOOK.circumstances)), max_size=3),
    about=st.sampled_from(["", "child", "adult", "place"]),
    age=ages,
    learning_disability=yes_no,
    care_needs=yes_no,
    agrees=yes_no,
    kind=st.sampled_from(["police", "school", "retailer_group", "housing", "adult_care", ""]),
)


def doors(answer) -> set[str]:
    return {each.pathway.code for each in answer.routes}


def test_there_are_37_pathways_and_128_signs():
    assert len(BOOK.pathways) == 37
    assert len(BOOK.signs) == 128


@given(seen, st.sampled_from(SIGNS))
def test_one_more_sign_never_lowers_the_concern(what: Seen, further: str):
    more = replace(what, signs=what.signs | {further})

    assert route(more, BOOK).concern >= route(what, BOOK).concern


@given(seen)
def test_nothing_is_added_up(what: Seen):
    """However many signs there are, the concern is that of the one that gives the greatest."""
    if EMERGENCY in doors(route(what, BOOK)):
        return
    one_by_one = [
        route(replace(what, signs=frozenset({code})), BOOK).concern for code in what.signs
    ]

    assert route(what, BOOK).concern == max(one_by_one, default=Concern.NOTHING_SEEN)


@given(seen, st.sampled_from(HARMFUL), st.integers(0, 12))
def test_a_child_under_13_is_never_put_low(what: Seen, sign: str, age: int):
    answer = route(replace(what, age=age, signs=what.signs | {sign}), BOOK)

    assert answer.concern == Concern.AT_ONCE
    assert answer.is_emergency or CHILD_DOOR in doors(answer)
    assert answer.never_low


@given(seen, st.sampled_from(HARMFUL), st.integers(0, 17))
def test_a_child_with_a_learning_disability_is_never_put_low(what: Seen, sign: str, age: int):
    child = replace(what, age=age, learning_disability=True, signs=what.signs | {sign})

    assert route(child, BOOK).concern == Concern.AT_ONCE


@given(seen, st.sampled_from(HARMFUL), st.integers(18, 100))
def test_a_second_door_opens_for_an_adult_without_care_needs(what: Seen, sign: str, age: int):
    adult = replace(
        what,
        age=age,
        care_needs=False,
        signs=what.signs | {sign},
        circumstances=what.circumstances - {"danger_now"},
    )
    answer = route(adult, BOOK)

    assert SECOND_DOOR in doors(answer)
    assert ADULT_DOOR not in doors(answer)


@given(seen)
def test_an_emergency_is_sent_out_and_nothing_else_is_asked(what: Seen):
    answer = route(replace(what, circumstances=what.circumstances | {"danger_now"}), BOOK)

    assert doors(answer) == {EMERGENCY}
    assert answer.is_emergency


@given(seen)
def test_doors_are_for_the_age_that_is_known(what: Seen):
    if what.age is None:
        return
    for each in route(what, BOOK).routes:
        assert (each.pathway.least_age or 0) <= what.age <= (each.pathway.most_age or 200)


@given(seen, st.integers(18, 100))
def test_an_adults_refusal_leaves_the_duty_to_notify(what: Seen, age: int):
    refuses = replace(what, age=age, agrees=False, signs=what.signs | {"IN063"})
    found = doors(route(refuses, BOOK))

    assert NRM_ADULT not in found
    assert EMERGENCY in found or NRM_NOTIFY in found


@given(seen, st.integers(0, 17), st.sampled_from([True, False, None]))
def test_a_childs_agreement_is_not_asked_for(what: Seen, age: int, agrees: bool | None):
    child = replace(what, age=age, signs=what.signs | {"IN077"})

    assert doors(route(replace(child, agrees=agrees), BOOK)) == doors(route(child, BOOK))


@given(seen)
def test_only_a_first_responder_uses_the_national_referral_mechanism(what: Seen):
    for each in route(replace(what, kind="housing"), BOOK).routes:
        if each.pathway.code in FIRST_RESPONDER_DOORS:
            assert not each.may_refer
            assert each.instead


@pytest.mark.parametrize("kind", ["school", "retailer_group"])
def test_schools_and_retailers_report_and_work_nothing(kind: str):
    """Whatever they see, they are told where to say it; a panel is no form of theirs to fill in."""
    for code in HARMFUL:
        for about in ("child", "adult", "place"):
            answer = route(Seen(signs=frozenset({code}), about=about, kind=kind), BOOK)
            for each in answer.routes:
                assert each.may_refer or each.instead


def test_where_the_age_is_not_known_a_child_is_thought_of_first():
    answer = route(Seen(signs=frozenset({"IN006"})), BOOK)

    assert CHILD_DOOR in doors(answer)
    assert any("treat them as a child" in gap for gap in answer.gaps)


def test_a_vulnerability_is_no_sign():
    answer = route(Seen(signs=frozenset({"IN026"}), age=14), BOOK)

    assert answer.concern == Concern.ASK_MORE
    assert CHILD_DOOR not in doors(answer)


def without(book: Book, *, sign: str = "", pathway: str = "") -> Book:
    def left(rows: Mapping, code: str) -> Mapping:
        return {key: value for key, value in rows.items() if key != code}

    return replace(book, signs=left(book.signs, sign), pathways=left(book.pathways, pathway))


def changes_some_answer(book: Book) -> bool:
    asked = (
        [
            Seen(signs=frozenset({code}), about=about, kind="police")
            for code in SIGNS
            for about in ("child", "adult", "place")
        ]
        + [
            Seen(circumstances=frozenset({code}), about=about, kind="police")
            for code in BOOK.circumstances
            for about in ("child", "adult", "place")
        ]
        + [Seen(signs=frozenset({"IN063"}), about="adult", agrees=False)]
    )
    return any(route(each, book) != route(each, BOOK) for each in asked)


def test_each_sign_and_each_pathway_changes_an_answer():
    idle = [code for code in SIGNS if not changes_some_answer(without(BOOK, sign=code))]
    idle += [code for code in BOOK.pathways if not changes_some_answer(without(BOOK, pathway=code))]

    assert not idle, f"these change no answer: {', '.join(idle)}"


def test_each_row_that_is_named_is_there():
    named = {code for each in BOOK.signs.values() for code in each.also}
    named |= {code for codes in BOOK.harms.values() for code in codes}
    named |= {code for each in BOOK.circumstances.values() for code in each.pathways}
    named |= {code for each in BOOK.pathways.values() for code in each.second_doors}

    assert named <= set(BOOK.pathways)
    assert {sign.harm for sign in BOOK.signs.values() if sign.sort is not Sort.PROTECTIVE} == {
        harm for harm, _ in BOOK.harms
    }


def test_every_file_says_where_it_comes_from_and_when_it_is_looked_over_again():
    from frankpledge.referrals.reference_files import SHIPPED

    known = {source.file: source for source in catalogue.sources()}

    assert set(known) | {"provenance.csv"} == {path.name for path in SHIPPED.glob("*.csv")}
    assert all(source.review_on > source.taken_on for source in known.values())
    assert not known["pathways.csv"].is_derived
    assert known["pathway_terms.csv"].is_derived


def test_forms_follow_the_age_and_not_what_was_ticked():
    assert forms_of(Seen(age=17, about="adult")) == ("child",)
    assert forms_of(Seen(age=18, about="child")) == ("adult",)
