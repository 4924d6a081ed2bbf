"""The arithmetic and the rules of learning: no database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from frankpledge.learning.clearing import Answer, Given, Standing, standing, together
from frankpledge.learning.confidence import Said, Statement, changes
from frankpledge.learning.coverage import Came, Cell, Reach, reached, total
from frankpledge.learning.due import Asking, asking
from frankpledge.learning.evidence import (
    COMPARED,
    ILLUSTRATIVE,
    MEASURED,
    SYNTHETIC,
    Grade,
    Shown,
    caption,
    earned,
)
from frankpledge.learning.identifying import signs_in, to_take_out
from frankpledge.learning.likeness import Situation, likeness

TODAY = date(2026, 5, 14)
HOUSING = Cell(organisation="Housing", work="Visits", area="Wantsum")
TAXIS = Cell(organisation="Taxi drivers", work="Drives", area="Wantsum")
SHOPS = Cell(organisation="Shops", work="Trades", area="Wantsum")

ALL = Shown(document="a", second_source="b", before="9", after="4", compared_with="elsewhere")


@pytest.mark.parametrize(
    ("claimed", "shown", "grade"),
    [
        (Grade.E4, Shown(), Grade.E0),
        (Grade.E1, Shown(document="Minutes"), Grade.E1),
        (Grade.E4, Shown(document="Minutes"), Grade.E1),
        (Grade.E2, Shown(second_source="Housing"), Grade.E0),
        (Grade.E4, Shown(document="a", before="9", after="4"), Grade.E3),
        (Grade.E3, Shown(document="a", before="9"), Grade.E1),
        (Grade.E4, ALL, Grade.E4),
        (Grade.E0, ALL, Grade.E0),
    ],
)
def test_a_grade_is_earned_and_never_only_claimed(claimed, shown, grade):
    assert earned(claimed, shown) == grade


def test_only_what_was_measured_is_more_than_an_illustration():
    said = {grade: caption(grade, is_synthetic=False) for grade in Grade}

    assert [said[grade] for grade in ("E0", "E1", "E2")] == [ILLUSTRATIVE] * 3
    assert (said[Grade.E3], said[Grade.E4]) == (MEASURED, COMPARED)
    assert {caption(grade, is_synthetic=True) for grade in Grade} == {SYNTHETIC}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Write to worker@example.org about it", "email"),
        ("He rang 01632 960 001 twice", "telephone"),
        ("a flat in ZZ9 9ZZ near the quay", "postcode"),
        ("a van, FV19 KTN, at night", "mark"),
        ("see K7FQ-2M9X for more", "reference"),
        ("strangers at 6 Tern Court", "address"),
        ("they spoke to Mrs Sandiford", "titled"),
        ("the tenant, Colin Whinney, was safe", "name"),
        ("on 12 May the locks", "day"),
        ("on 12/05/2026 the locks", "day"),
        ("at 16:40 a worker", "time"),
        ("a man aged 58", "age"),
        ("a 15-year-old pupil", "age"),
        ("he was the only tenant with", "few"),
        ("living with dementia", "standing"),
    ],
)
def test_what_could_let_somebody_be_recognised_is_found(text, code):
    assert code in {found.sign.code for found in signs_in({"Words": text})}


def test_words_that_tell_of_nobody_are_left_alone():
    text = (
        "In spring a landlord noticed strangers at one home in a block. Wantsum District Council "
        "and the fire service visited together within a week, and the locks were changed."
    )

    assert signs_in({"Words": text}, known=["Wantsum District Council"]) == ()


def test_age_day_and_place_are_enough_together():
    parts = {"Words": "A man aged 58 in Tern Court was seen on 12 May"}

    alone = {found.sign.code for found in to_take_out(signs_in(parts))}
    named = {found.sign.code for found in to_take_out(signs_in(parts, places=["Tern Court"]))}

    assert "together" not in alone
    assert "together" in named


def test_a_cell_that_nobody_came_from_is_never_reached_and_its_number_may_be_unknown():
    lines = reached([(HOUSING, 4), (TAXIS, None)], [], on=TODAY)

    assert [(line.reach, line.people, line.share) for line in lines] == [
        (Reach.NEVER, 4, 0.0),
        (Reach.NEVER, None, None),
    ]


def test_somebody_who_comes_twice_is_one_person_and_the_unnamed_stand_apart():
    came = [
        Came(cell=HOUSING, person="a", on=TODAY - timedelta(days=400)),
        Came(cell=HOUSING, person="a", on=TODAY),
        Came(cell=HOUSING, person="", on=TODAY),
        Came(cell=SHOPS, person="a", on=TODAY),
    ]
    lines = reached([(HOUSING, 4)], came, on=TODAY)
    summed = total(lines, came)

    assert [(line.named, line.unnamed, line.is_on_register) for line in lines] == [
        (1, 1, True),
        (1, 0, False),
    ]
    assert (summed.unique, summed.unnamed, summed.cells) == (1, 1, 1)


def test_what_was_taught_is_due_again_after_two_years_to_the_day():
    came = [Came(cell=HOUSING, person="a", on=TODAY)]

    def reach(days):
        return reached([(HOUSING, None)], came, on=TODAY + timedelta(days=days))[0].reach

    assert (reach(729), reach(730)) == (Reach.REACHED, Reach.DUE)


people = st.sampled_from(["", "a", "b", "c"])
cells = st.sampled_from([HOUSING, TAXIS, SHOPS])
arrivals = st.lists(
    st.builds(Came, cell=cells, person=people, on=st.dates(date(2024, 1, 1), TODAY)), max_size=20
)


@given(came=arrivals)
def test_unique_people_are_no_more_than_the_cells_together_and_nobody_is_lost(came):
    lines = reached([(HOUSING, None), (TAXIS, 2)], came, on=TODAY)
    summed = total(lines, came)

    assert summed.unique <= sum(line.named for line in lines)
    assert summed.unnamed == sum(line.unnamed for line in lines)
    assert {each.cell for each in came} | {HOUSING, TAXIS} == {line.cell for line in lines}


def test_only_the_same_people_are_compared_and_never_too_few():
    def said(before, after):
        return Said(statement=Statement.TELL, before=before, after=after)

    few = changes([said(1, 5), said(2, 4), said(None, 5)])[1]
    enough = changes([said(1, 5), said(2, 4), said(3, 2), said(5, None)])[1]

    assert (few.pairs, few.only_one, few.before, few.after) == (2, 1, None, None)
    assert (enough.before, enough.after, enough.rose, enough.fell) == (2.0, 11 / 3, 2, 1)


def test_words_that_changed_wait_again_and_a_clearance_ends_after_its_last_day():
    cleared = Given(answer=Answer.CLEARED, version=2, until=TODAY)

    assert standing(cleared, version=2, on=TODAY) == Standing.CLEARED
    assert standing(cleared, version=2, on=TODAY + timedelta(days=1)) == Standing.LAPSED
    assert standing(cleared, version=3, on=TODAY) == Standing.WAITING


def test_one_agencys_no_holds_the_words_back_and_nobody_asked_is_no_yes():
    assert together([]) == Standing.WAITING
    assert together([Standing.CLEARED, Standing.CLEARED]) == Standing.CLEARED
    for worse in (Standing.WAITING, Standing.LAPSED, Standing.REFUSED, Standing.WITHDRAWN):
        assert together([Standing.CLEARED, worse]) == worse


def test_a_district_alone_makes_nothing_alike():
    here = Situation(areas=frozenset({"D1"}), threats=frozenset({"cuckooing"}))
    there = Situation(areas=frozenset({"D1"}), threats=frozenset({"fraud"}))
    same = Situation(areas=frozenset({"D2"}), threats=frozenset({"cuckooing"}))

    assert not likeness(here, there)
    assert likeness(here, same).threats == ("cuckooing",)
    assert likeness(here, same).weight == likeness(same, here).weight == 4


def test_the_question_after_three_months_is_due_then_overdue_then_done():
    held = date(2026, 2, 12)

    def on(day):
        return asking(held, done_on=None, on=day)

    assert on(date(2026, 5, 13)) == Asking.NOT_YET
    assert on(date(2026, 5, 14)) == on(date(2026, 5, 28)) == Asking.DUE
    assert on(date(2026, 5, 29)) == Asking.OVERDUE
    assert asking(held, done_on=date(2026, 7, 1), on=date(2026, 8, 1)) == Asking.DONE
