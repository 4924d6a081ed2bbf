"""The rules that need no database: colours, words, e-mails, quarters, adding and publishing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, strategies as st

from frankpledge.plans.pasted import begun_from
from frankpledge.plans.rag import Colour, Known, rag
from frankpledge.plans.returns.adding import LEAST, Said, add_up, publish
from frankpledge.plans.returns.measures import BLOCKS, BY_CODE, MEASURES, Adding, Measure
from frankpledge.plans.returns.quarters import quarter_called, quarter_of
from frankpledge.plans.smart import advice

ON = date(2026, 4, 15)


def known(**given: object) -> Known:
    base: dict[str, object] = {
        "is_over": False,
        "is_begun": True,
        "is_done": False,
        "is_confirmed": False,
        "due_on": ON,
    }
    return Known(**{**base, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "colour"),
    [
        ({}, Colour.GREEN),
        ({"is_begun": False}, Colour.GREY),
        ({"due_on": ON - timedelta(days=1)}, Colour.AMBER),
        ({"due_on": ON - timedelta(days=28)}, Colour.AMBER),
        ({"due_on": ON - timedelta(days=29)}, Colour.RED),
        ({"at_risk": True}, Colour.AMBER),
        ({"is_blocked": True}, Colour.RED),
        ({"milestones": [(ON, False, True)]}, Colour.RED),
        ({"milestones": [(ON - timedelta(days=1), False, False)]}, Colour.AMBER),
        ({"is_done": True}, Colour.BLUE),
        ({"is_done": True, "is_confirmed": True}, Colour.CLOSED),
        ({"is_over": True}, Colour.CLOSED),
    ],
)
def test_the_colour_follows_from_what_is_known(given: dict[str, object], colour: Colour) -> None:
    assert rag(known(**given), ON).colour == colour


def test_a_reasoned_override_stands_and_says_what_it_stands_for() -> None:
    found = rag(known(override="red", reason="The grant was withdrawn"), ON)

    assert (found.colour, found.computed, found.set_by_hand) == (Colour.RED, Colour.GREEN, True)
    assert found.why == "The grant was withdrawn"


def test_nothing_by_hand_hides_that_it_waits_to_be_confirmed() -> None:
    assert rag(known(is_done=True, override="green", reason="x"), ON).colour == Colour.BLUE


@given(late=st.integers(-400, 400), more=st.integers(0, 400), begun=st.booleans())
def test_the_later_an_action_is_the_worse_its_colour(late: int, more: int, begun: bool) -> None:
    order = [Colour.GREY, Colour.GREEN, Colour.AMBER, Colour.RED]

    def at(days: int) -> int:
        due = ON - timedelta(days=days)
        return order.index(rag(known(due_on=due, is_begun=begun), ON).colour)

    assert at(late) <= at(late + more)


def test_words_help_and_say_nothing_where_nothing_is_wrong() -> None:
    good = advice(
        verb="Fit",
        text="new locks on six doors at Tern Court",
        owner_post="Repairs manager",
        outcome_measure="No calls from the block in four weeks, or 0",
        due_on=ON,
        today=ON,
    )
    bad = advice(
        verb="Explore",
        text="the options and report to the board",
        owner_post="",
        outcome_measure="",
        due_on=ON + timedelta(days=300),
        today=ON,
    )

    assert good == ()
    assert len(bad) == 5


@pytest.mark.parametrize(
    ("email", "verb", "text", "due"),
    [
        (
            "From: a@b.uk\nSubject: Re: Lamps\n\nHello. Please mend the lamps on Harbour Steps by "
            "Friday 24 April. Thank you",
            "Mend",
            "the lamps on Harbour Steps",
            date(2026, 4, 24),
        ),
        ("Subject: Board up the shop\n\nAs discussed.", "Board", "up the shop", None),
        ("Could you visit the block by 3 January?", "Visit", "the block", date(2027, 1, 3)),
        ("can you ring the caretaker by Wednesday", "Ring", "the caretaker", date(2026, 4, 22)),
        ("Could you please also mend the gate?", "Mend", "the gate", None),
        ("please pay by 31 February", "Pay", "", None),
        ("", "", "", None),
    ],
)
def test_an_email_gives_the_beginnings_of_an_action(
    email: str, verb: str, text: str, due: date | None
) -> None:
    begun = begun_from(email, ON)

    assert (begun.verb, begun.text, begun.due_on) == (verb, text, due)


@given(st.text(max_size=400))
def test_whatever_is_pasted_fits_the_form_and_is_not_in_the_past(email: str) -> None:
    begun = begun_from(email, ON)

    assert len(begun.verb) <= 30
    assert len(begun.text) <= 200
    assert begun.due_on is None or begun.due_on >= ON


@given(st.dates(date(2000, 1, 1), date(2080, 1, 1)))
def test_every_day_lies_in_one_quarter_that_its_code_gives_back(day: date) -> None:
    quarter = quarter_of(day)

    assert quarter.first_day <= day <= quarter.last_day
    assert quarter_called(quarter.code) == quarter
    assert quarter.following.before == quarter
    assert quarter.following.first_day == quarter.last_day + timedelta(days=1)


@pytest.mark.parametrize("code", ["", "2025-27-q1", "2025-26-q5", "2025-26", "x"])
def test_what_is_no_quarter_is_none(code: str) -> None:
    assert quarter_called(code) is None


def test_every_measure_stands_in_a_block_and_every_block_has_one() -> None:
    assert {measure.block for measure in MEASURES} == set(BLOCKS)
    assert all(code.startswith(measure.block) for code, measure in BY_CODE.items())


SAID = st.dictionaries(
    st.sampled_from("abcdef"),
    st.one_of(st.none(), st.sets(st.integers(1, 12), max_size=8)),
)


@given(SAID)
def test_an_event_that_several_returns_hold_is_added_once(
    held: Mapping[str, set[int] | None],
) -> None:
    said = {
        name: Said(number=None if parts is None else len(parts), parts=frozenset(parts or ()))
        for name, parts in held.items()
    }
    found = add_up(BY_CODE["G3"], said)
    known_sets = [parts for parts in held.values() if parts is not None]

    assert found.total == (len(set().union(*known_sets)) if known_sets else None)
    assert found.missing == len(held) - len(known_sets)


@given(st.lists(st.one_of(st.none(), st.integers(0, 50)), max_size=8))
def test_what_is_not_known_adds_nothing_and_is_not_nought(numbers: list[int | None]) -> None:
    said = {str(place): Said(number=number) for place, number in enumerate(numbers)}
    found = add_up(BY_CODE["A2"], said)
    given_numbers = [number for number in numbers if number is not None]

    assert found.total == (sum(given_numbers) if given_numbers else None)
    assert found.given_by == len(given_numbers)
    spread = add_up(BY_CODE["A1"], said)
    assert spread.total is None
    assert spread.spread == dict(sorted(Counter(given_numbers).items()))
    assert add_up(BY_CODE["A3"], said).total is None


PROTECTED = Measure(code="D1", block="D", words="x", protected=True)
LARGEST = 14


def published(numbers: tuple[int, ...]) -> tuple[object, ...]:
    said = {str(place): Said(number=number) for place, number in enumerate(numbers)}
    total = add_up(PROTECTED, said).total
    shown = publish(PROTECTED, said, total)
    return (tuple(sorted(shown.parts.items())), shown.total, shown.kept_back)


def open_still(tables: list[tuple[int, ...]]) -> bool:
    """Whether no place holds one small number in every table that fits what was published.

    That a partnership has nought may be known: nil is an answer, and about nobody.
    """
    for values in map(set, zip(*tables, strict=True)):
        if any(1 <= value < LEAST for value in values) and len(values) == 1:
            return False
    return True


def test_no_small_number_follows_from_what_is_published() -> None:
    """Against every table of three partnerships: each published one fits several truths."""
    fitting: dict[tuple[object, ...], list[tuple[int, ...]]] = {}
    for numbers in product(range(LARGEST), repeat=3):
        fitting.setdefault(published(numbers), []).append(numbers)

    assert [tables for tables in fitting.values() if not open_still(tables)] == []


def test_no_small_number_follows_from_one_edition_and_the_next() -> None:
    """Returns arrive one by one, and one is put right: each edition is kept by a reader."""
    fitting: dict[tuple[object, ...], list[tuple[int, ...]]] = {}
    for numbers in product(range(LARGEST), repeat=3):
        seen = (
            published(numbers[:1]),
            published(numbers[:2]),
            published((*numbers[:2], 0)),
            published(numbers),
        )
        fitting.setdefault(seen, []).append(numbers)

    assert [tables for tables in fitting.values() if not open_still(tables)] == []


def test_what_is_not_protected_is_shown_as_it_is() -> None:
    said = {"a": Said(number=3), "b": Said(number=None)}
    shown = publish(BY_CODE["A2"], said, 3)

    assert dict(shown.parts) == {"a": 3, "b": None}
    assert shown.total == 3
    assert BY_CODE["A2"].adding == Adding.SUM
