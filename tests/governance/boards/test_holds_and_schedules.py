"""Disclosure: legal holds keep what is there, and a schedule says whose each entry is."""

from __future__ import annotations

import csv
import io

import pytest

from frankpledge.access.api import (
    Action,
    Kind,
    NotFound,
    OnLegalHold,
    Ref,
    amend,
    holds_on,
    lift_hold,
    place_hold,
)
from frankpledge.governance import api as governance
from frankpledge.governance.api import Written
from frankpledge.governance.boards import disclosure
from frankpledge.governance.models import BoardPaper
from tests.governance.boards.board import Board, page, planned, published, written
from tests.makers import NOW, as_actor, later


def test_while_a_hold_stands_nothing_is_written_over_withdrawn_or_disposed_of(
    board: Board,
) -> None:
    paper = written(board, planned(board))
    by, ref = as_actor(board.gwen), Ref(kind=Kind.PAPER, uid=paper)
    number = place_hold(ref=ref, reason="Inquiry 7", by=by, at=NOW)
    change = {"paper_id": paper, "section": "2", "paragraphs": [Written(text="New")]}

    with pytest.raises(OnLegalHold):
        governance.write_section(**change, by=by, at=NOW)
    with pytest.raises(OnLegalHold):
        governance.withdraw_paper(paper_id=paper, reason="x", by=by, at=NOW)
    row = BoardPaper.open_to(by).select_related("protection").get(pk=paper)
    with pytest.raises(OnLegalHold):
        amend(row, by=by, at=NOW, action=Action.EDIT, state="disposed")

    lift_hold(ref=ref, number=number, by=by, at=NOW)
    governance.write_section(**change, by=by, at=NOW)
    assert holds_on(ref, by)[0].lifted_by == "Gwen Sallis"


def test_only_who_may_change_a_record_holds_it_and_nobody_else_learns_of_it(
    board: Board,
) -> None:
    paper = planned(board)
    ref = Ref(kind=Kind.PAPER, uid=paper)

    for stranger in (board.chair, board.asha):
        with pytest.raises(NotFound):
            place_hold(ref=ref, reason="x", by=as_actor(stranger), at=NOW)
    number = place_hold(ref=ref, reason="Inquiry 7", by=as_actor(board.gwen), at=NOW)
    assert holds_on(ref, as_actor(board.asha)) == ()
    with pytest.raises(NotFound):
        lift_hold(ref=ref, number=number, by=as_actor(board.chair), at=NOW)


def test_a_schedule_says_whose_each_entry_is_and_for_whom_it_is_held(board: Board) -> None:
    paper = written(board, planned(board))
    governance.write_section(
        paper_id=paper,
        section="2",
        paragraphs=[
            Written(text="=1+1 seized", originator=board.police.id),
            Written(text="It will grow", basis="opinion"),
        ],
        by=as_actor(board.gwen),
        at=NOW,
    )
    amended = later(days=2)
    governance.write_section(
        paper_id=paper,
        section="3",
        paragraphs=[Written(text="Each says who leads")],
        by=as_actor(board.gwen),
        at=amended,
    )
    published(board, paper)

    rows = list(
        csv.DictReader(
            io.StringIO(disclosure.schedule(paper_id=paper, by=as_actor(board.chair), at=NOW))
        )
    )

    found = {row["entry"]: row for row in rows}
    assert found["2.1"]["held on behalf of"] == "Police Agency"
    assert found["2.1"]["words"] == "'=1+1 seized"
    assert found["2.2"]["held on behalf of"] == ""
    assert found["2.2"]["fact or opinion"] == "Opinion"
    assert [found[entry]["dated"] for entry in ("2.1", "3.1")] == [
        NOW.date().isoformat(),
        amended.date().isoformat(),
    ]
    assert page(board, paper).paragraphs[0].basis == "fact"
