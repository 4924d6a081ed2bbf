"""The register: x of y by the day, evidence, lineage, agendas; arrangements as dated records."""

from __future__ import annotations

from datetime import date

import pytest

from frankpledge.access.api import Body, NotPermitted, Role
from frankpledge.access.models import BodyArea
from frankpledge.governance import api as governance
from frankpledge.governance.boards import arrangements, priorities
from frankpledge.governance.boards.priorities import NotQuoted, UnknownBody
from tests.governance.boards.board import Board, decided, planned, published, written
from tests.makers import NOW, as_actor, make_person


def write(board: Board, body: str, strength: int, *, year: int = 2026, at=NOW, **given):
    return governance.write_priority(
        body=body,
        year=year,
        strength=strength,
        document="Plan",
        name="Organised crime" if strength else "",
        quoted="Organised crime is a priority" if strength else "",
        by=as_actor(board.gwen, at=at),
        at=at,
        **given,
    )


def register(board: Board, year: int | None = None, person=None):
    return priorities.register(year=year, by=as_actor(person or board.gwen), at=NOW)


def test_x_is_those_at_three_or_four_and_y_all_that_exist_that_day(board: Board) -> None:
    write(board, "csp-D1", 4)
    write(board, "csp-D2", 2)

    facts = register(board)

    assert (facts.strong, facts.bodies, facts.unrecorded) == (1, 3, 1)
    assert facts.spread == {0: 0, 1: 0, 2: 1, 3: 0, 4: 1}


def test_y_follows_bodies_that_begin_and_end(board: Board) -> None:
    Body.objects.filter(code="csp-D3").update(valid_to=date(2026, 4, 1))
    made = Body.objects.create(code="csp-new", kind="csp", name="New", valid_from=date(2026, 4, 1))
    other = Body.objects.create(
        code="csp-late", kind="csp", name="Late", valid_from=date(2026, 9, 1)
    )
    for body in (made, other):
        BodyArea.objects.create(body=body, area_id="D3")

    def there(year: int) -> set[str]:
        return {line.body_code for line in register(board, year).lines}

    assert there(2025) == {"csp-D1", "csp-D2", "csp-D3"}
    assert there(2026) == {"csp-D1", "csp-D2", "csp-new"}


def test_what_is_there_is_quoted_and_what_is_absent_names_where_it_was_looked_for(
    board: Board,
) -> None:
    with pytest.raises(NotQuoted):
        governance.write_priority(
            body="csp-D1", year=2026, strength=3, document="Plan", by=as_actor(board.gwen), at=NOW
        )
    absent = write(board, "csp-D1", 0)
    facts = priorities.priority(priority_id=absent, by=as_actor(board.chair), at=NOW)
    assert (facts.line.words, facts.document) == ("0, absent", "Plan")


def test_lineage_can_be_followed_both_ways_and_what_was_written_before_is_kept(
    board: Board,
) -> None:
    first, second = write(board, "csp-D1", 1, year=2025), write(board, "csp-D2", 1, year=2025)
    merged = write(board, "csp-D1", 3, came_from=[(first, "merged"), (second, "merged")])
    again = write(board, "csp-D1", 4, at=NOW.replace(hour=10))
    by = as_actor(board.gwen)

    came = priorities.priority(priority_id=merged, by=by, at=NOW).came_from
    assert [(how, line.uid) for how, line in came] == [
        ("Merged from", first),
        ("Merged from", second),
    ]
    became = priorities.priority(priority_id=first, by=by, at=NOW).became
    assert [line.uid for _, line in became] == [merged]
    assert priorities.priority(priority_id=again, by=by, at=NOW).before[0][1] == 3
    assert register(board).lines[0].strength == 4


def test_a_manager_writes_of_their_own_partnership_alone(board: Board) -> None:
    asha = as_actor(board.asha)
    given = {"year": 2026, "strength": 0, "document": "Plan", "by": asha, "at": NOW}

    governance.write_priority(body="csp-D1", **given)
    with pytest.raises(UnknownBody):
        governance.write_priority(body="csp-D2", **given)
    lone = make_person(board.fire, Role.PRACTITIONER, districts=["D1"])
    with pytest.raises(NotPermitted):
        governance.write_priority(body="csp-D1", **given | {"by": as_actor(lone)})
    assert [line.body_code for line in governance.priorities_unrecorded(asha, NOW.date())] == []


def test_how_often_a_board_had_it_in_which_paper_with_what_decision(board: Board) -> None:
    paper = written(board, planned(board))
    published(board, paper)
    at = decided(board, paper)

    (line,) = priorities.register(by=as_actor(board.gwen, at=at), at=at).agendas

    assert (line.meetings, line.with_paper) == (1, 1)
    ((uid, _, day, resolved),) = line.papers
    assert (uid, day) == (paper, date(2026, 6, 3))
    assert resolved[0] == "the progress be noted"


def test_an_arrangement_stands_between_its_days(board: Board) -> None:
    by = as_actor(board.gwen)
    number = arrangements.say_arrangement(
        body="c-csp",
        sort="leads",
        words="It leads",
        document="Minutes",
        from_on=date(2026, 3, 1),
        by=by,
        at=NOW,
    )
    arrangements.end_arrangement(number=number, until_on=date(2026, 5, 1), by=by, at=NOW)

    (line,) = arrangements.arrangements(by=as_actor(board.chair), sort="leads")
    days = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 4, 30), date(2026, 5, 1))
    assert [line.stands_on(day) for day in days] == [False, True, True, False]
    with pytest.raises(NotPermitted):
        arrangements.end_arrangement(
            number=number, until_on=date(2026, 6, 1), by=as_actor(board.chair), at=NOW
        )
