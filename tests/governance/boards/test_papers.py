"""Papers: planned, written, cleared in turn, published, decided on, and who may do each."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from frankpledge.access.api import NotFound, NotPermitted, Role
from frankpledge.governance import api as governance
from frankpledge.governance.api import DraftedFigure, DraftedParagraph, Written
from frankpledge.governance.boards.clearing import NoReason, NotReady, NotYet
from frankpledge.governance.boards.writing import CannotBeKept, NotABoard, UnfitVerb
from frankpledge.governance.models import BoardPaper, Stage
from tests.governance.boards.board import (
    MEETS,
    Board,
    cleared,
    decided,
    meeting,
    page,
    planned,
    published,
    written,
)
from tests.makers import NOW, as_actor, later, make_person


def test_a_paper_is_on_the_forward_plan_of_a_boards_meeting_to_come(board: Board) -> None:
    paper = planned(board)

    line = page(board, paper).line
    assert (line.stage, line.number, line.due_on) == (Stage.PLANNED, None, date(2026, 5, 20))
    with pytest.raises(NotABoard):
        planned(board, line.meeting_id, at=later(days=60))


def test_a_member_knows_that_it_is_planned_and_may_not_read_it_until_it_is_published(
    board: Board,
) -> None:
    paper = written(board, planned(board))

    assert BoardPaper.visible_to(as_actor(board.chair)).filter(pk=paper).exists()
    with pytest.raises(NotPermitted, match="has not been published"):
        page(board, paper, board.chair)
    published(board, paper)
    assert page(board, paper, board.chair).line.number == 1


def test_somebody_outside_the_board_does_not_find_it(board: Board) -> None:
    paper = planned(board)

    with pytest.raises(NotFound):
        page(board, paper, board.asha)


def test_it_is_sent_on_only_when_it_has_every_section(board: Board) -> None:
    paper = planned(board)

    with pytest.raises(NotReady, match="The Report"):
        governance.send_paper(paper_id=paper, by=as_actor(board.gwen), at=NOW)


def test_each_step_is_taken_by_whom_it_belongs_to_and_nobody_clears_their_own(
    board: Board,
) -> None:
    paper = written(board, planned(board))
    governance.send_paper(paper_id=paper, by=as_actor(board.gwen), at=NOW)
    turns = (
        (board.colleague, [board.gwen, board.helena, board.chair], Stage.POLICE),
        (board.helena, [board.gwen, board.colleague, board.chair], Stage.COUNTY),
        (board.colleague, [board.gwen, board.helena, board.chair], Stage.CHAIR),
        (board.chair, [board.gwen, board.colleague], Stage.CLEARED),
    )
    for whose, others, after in turns:
        for other in others:
            with pytest.raises(NotPermitted):
                governance.clear_paper(paper_id=paper, is_cleared=True, by=as_actor(other), at=NOW)
        assert [line.uid for line in governance.papers_to_clear(as_actor(whose), NOW.date())] == [
            paper
        ]
        now = governance.clear_paper(paper_id=paper, is_cleared=True, by=as_actor(whose), at=NOW)
        assert now == after


def test_sent_back_it_is_a_draft_again_and_every_clearance_counts_for_nothing(
    board: Board,
) -> None:
    paper = written(board, planned(board))
    by = as_actor(board.gwen)
    governance.send_paper(paper_id=paper, by=by, at=NOW)
    governance.clear_paper(paper_id=paper, is_cleared=True, by=as_actor(board.colleague), at=NOW)
    helena = as_actor(board.helena)
    with pytest.raises(NoReason):
        governance.clear_paper(paper_id=paper, is_cleared=False, by=helena, at=NOW)
    with pytest.raises(NotPermitted, match="gone to be cleared"):
        governance.write_section(paper_id=paper, section="1", paragraphs=[], by=by, at=NOW)

    governance.clear_paper(
        paper_id=paper, is_cleared=False, words="Say less of the shop", by=helena, at=NOW
    )

    facts = page(board, paper)
    assert (facts.line.stage, facts.edition) == (Stage.DRAFT, 2)
    assert facts.clearances[-1].words == "Say less of the shop"
    governance.send_paper(paper_id=paper, by=by, at=NOW)
    assert page(board, paper).line.stage == Stage.OWNER


def test_a_paper_for_information_only_asks_to_note_comment_or_support(board: Board) -> None:
    paper = planned(board)

    for verb in ("agree", "approve", "endorse", "delegate", "refer"):
        with pytest.raises(UnfitVerb):
            governance.recommend(
                paper_id=paper, asked=[(verb, "the plan")], by=as_actor(board.gwen), at=NOW
            )
    governance.write_paper(
        paper_id=paper,
        subject="Plan",
        paper_type="decision",
        summary="A plan.",
        contact="Gwen",
        by=as_actor(board.gwen),
        at=NOW,
    )
    governance.recommend(
        paper_id=paper, asked=[("approve", "the plan")], by=as_actor(board.gwen), at=NOW
    )
    with pytest.raises(UnfitVerb):
        written(board, paper, paper_type="information")


def test_a_sensitive_paper_is_not_public_and_an_exempt_one_says_why(board: Board) -> None:
    paper = planned(board)

    with pytest.raises(CannotBeKept):
        written(board, paper, is_sensitive=True)
    with pytest.raises(CannotBeKept):
        written(board, paper, reach="exempt")
    with pytest.raises(CannotBeKept):
        written(board, paper, reach="exempt", exempt_paragraph="7")
    written(board, paper, reach="exempt", exempt_paragraph="7", public_interest="Work goes on.")
    published(board, paper)
    assert page(board, paper).line.stage == Stage.WITHHELD
    with pytest.raises(IntegrityError), transaction.atomic():
        BoardPaper.open_to(as_actor(board.gwen)).update(
            is_sensitive=True, reach="public", exempt_paragraph="", public_interest=""
        )


def test_items_run_on_and_a_late_paper_says_why(board: Board) -> None:
    first = written(board, planned(board))
    assert published(board, first) == 1
    second = cleared(board, written(board, planned(board, page(board, first).line.meeting_id)))
    late = MEETS.replace(day=1)

    with pytest.raises(NoReason, match="five clear days"):
        governance.publish_paper(paper_id=second, by=as_actor(board.gwen, at=late), at=late)
    number = governance.publish_paper(
        paper_id=second, late_reason="Figures came late", by=as_actor(board.gwen, at=late), at=late
    )
    assert number == 2
    with pytest.raises(NotPermitted):
        governance.publish_paper(paper_id=second, by=as_actor(board.gwen), at=NOW)


def test_a_published_paper_does_not_change_and_its_figures_stay_as_they_were(
    board: Board,
) -> None:
    paper = written(board, planned(board))
    by = as_actor(board.gwen)
    figure = DraftedFigure(
        code="x", label="Returned", value="11 of 12", source="Returns", query="Signed", href="/x/"
    )
    governance.draft_paper(
        paper_id=paper,
        paragraphs=[DraftedParagraph(text="Eleven returned.", figures=(figure,))],
        counted_on=NOW.date(),
        by=by,
        at=NOW,
    )
    facts = page(board, paper)
    report = [each for each in facts.paragraphs if each.section == "2"]
    assert [(each.number, each.is_drafted) for each in report] == [("2.1", True), ("2.2", False)]
    published(board, paper)

    for change in (
        lambda: governance.draft_paper(
            paper_id=paper, paragraphs=[], counted_on=NOW.date(), by=by, at=NOW
        ),
        lambda: governance.recommend(paper_id=paper, asked=[], by=by, at=NOW),
        lambda: governance.write_section(
            paper_id=paper, section="2", paragraphs=[Written(text="No")], by=by, at=NOW
        ),
    ):
        with pytest.raises(NotPermitted):
            change()
    assert page(board, paper).paragraphs[1].figures[0].value == "11 of 12"


def test_the_decision_comes_back_in_after_the_meeting_and_opens_actions(board: Board) -> None:
    paper = written(board, planned(board))
    published(board, paper)
    with pytest.raises(NotYet):
        governance.take_back_decision(
            paper_id=paper, resolved=["it be noted"], by=as_actor(board.gwen), at=NOW
        )

    at = decided(board, paper)

    facts = page(board, paper, board.chair, at=at)
    assert facts.line.resolved == ("the progress be noted", "the work to come be supported")
    (action,) = facts.actions
    assert action.reference == "2026-06-03/1a"
    assert (action.state, action.colour) == ("Open", "green")
    assert not facts.may_withdraw


def test_an_action_is_reported_on_by_its_owner_and_closed_by_the_chair(board: Board) -> None:
    paper = written(board, planned(board))
    published(board, paper)
    at = decided(board, paper)
    number = page(board, paper, at=at).actions[0].number
    report = {"paper_id": paper, "number": number, "state": "complete", "words": "Briefed"}
    with pytest.raises(NotPermitted):
        governance.report_on_action(**report, by=as_actor(board.chair, at=at), at=at)
    with pytest.raises(NotPermitted, match="not said that it is complete"):
        governance.close_board_action(
            paper_id=paper, number=number, by=as_actor(board.chair, at=at), at=at
        )
    assert governance.board_actions_owed(as_actor(board.helena, at=at), at.date())

    governance.report_on_action(**report, by=as_actor(board.helena, at=at), at=at)

    with pytest.raises(NotPermitted, match="another agency"):
        governance.close_board_action(
            paper_id=paper, number=number, by=as_actor(board.helena, at=at), at=at
        )
    assert [
        each.number
        for each in governance.board_actions_to_close(as_actor(board.chair, at=at), at.date())
    ] == [number]
    governance.close_board_action(
        paper_id=paper, number=number, by=as_actor(board.chair, at=at), at=at
    )
    assert page(board, paper, at=at).actions[0].state == "Closed"
    assert not governance.board_actions_owed(as_actor(board.helena, at=at), at.date())


def test_matters_arising_are_what_is_open_or_was_closed_since(board: Board) -> None:
    paper = written(board, planned(board))
    published(board, paper)
    at = decided(board, paper)
    by = as_actor(board.gwen, at=at)
    long_after = datetime(2026, 10, 7, 13, 0, tzinfo=UTC)
    autumn = meeting(board, starts_at=long_after, at=at)

    (left,) = governance.board_actions_before(
        "strategy-group", long_after, by=by, on=date(2026, 7, 20)
    )

    assert left.colour == "amber"
    (later_on,) = governance.board_actions_before(
        "strategy-group", long_after, by=by, on=date(2026, 8, 20)
    )
    assert later_on.colour == "red"
    assert autumn


def test_a_withdrawn_paper_is_gone_for_the_board_and_its_number_is_not_given_again(
    board: Board,
) -> None:
    first = written(board, planned(board))
    published(board, first)
    meets = page(board, first).line.meeting_id
    governance.withdraw_paper(paper_id=first, reason="Overtaken", by=as_actor(board.gwen), at=NOW)

    with pytest.raises(NotPermitted, match="withdrawn"):
        page(board, first, board.chair)
    assert published(board, written(board, planned(board, meets))) == 2


def test_whoever_reads_nothing_of_boards_is_told_so(board: Board) -> None:
    lone = make_person(board.fire, Role.PRACTITIONER, districts=["D1"])

    with pytest.raises(NotPermitted):
        governance.plan_paper(
            meeting_id=meeting(board), subject="x", paper_type="information", by=as_actor(lone),
            at=NOW,
        )  # fmt: skip


def test_half_a_recommendation_is_not_left_out_in_silence(board: Board) -> None:
    client = Client()
    client.force_login(board.gwen)
    address = f"/boards/{planned(board)}/ask/"
    first = {"verb1": "note", "text1": "the progress"}

    for half, said in (
        ({"verb2": "support"}, "Write what it is that the board is asked for"),
        ({"text3": "the work to come"}, "Choose what the board is asked to do"),
        ({"verb1": "", "text1": ""}, "Choose what the board is asked to do"),
    ):
        refused = client.post(address, {**first, **half})
        assert refused.status_code == 422
        assert said in refused.content.decode()
    assert client.post(address, first).status_code == 302
    unfit = client.post(address, {**first, "verb2": "approve", "text2": "the plan"})
    assert unfit.status_code == 422
