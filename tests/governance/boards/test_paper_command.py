"""`frankpledge paper make`: what a meeting is given to read, as a file, for somebody who may."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from frankpledge.access.api import NO_END, ForumMember, Role, make_service
from frankpledge.config.cli import main
from tests.governance.boards.board import (
    BOARD,
    Board,
    meeting,
    planned,
    published,
    written,
)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "made.docx"


def make(
    board: Board, out: Path, kind: str, *more: str, ref: str = f"{BOARD}/2026-06-03"
) -> Result:
    words = ["paper", "make", "--meeting", ref, "--kind", kind, "--out", str(out), *more]
    if "--as" not in more:
        words += ["--as", board.gwen.username]
    return CliRunner().invoke(main, words)


def said(out: Path) -> list[str]:
    return [line.text for line in docx.Document(io.BytesIO(out.read_bytes())).paragraphs]


def test_a_paper_a_pack_and_minutes_come_as_word_pdf_and_a_page(board: Board, out: Path) -> None:
    meets = meeting(board)
    published(board, written(board, planned(board, meets)))

    assert make(board, out, "paper").exit_code == 0
    assert "5.0 Recommendations" in said(out)
    for ref in ("2026-06-03", str(meets)):
        assert make(board, out, "pack", ref=ref).exit_code == 0
        assert "Matters arising and action log" in said(out)
    for kind in ("public-pack", "minutes"):
        for suffix, begins in ((".pdf", b"%PDF"), (".html", b"<!doctype html>")):
            done = make(board, out.with_suffix(suffix), kind)
            assert done.output == f"Written: {out.with_suffix(suffix)}\n"
            assert out.with_suffix(suffix).read_bytes().startswith(begins)


def test_one_of_several_papers_is_named(board: Board, out: Path) -> None:
    meets = meeting(board)
    first, second = (
        published(board, written(board, planned(board, meets), subject=subject))
        for subject in ("The first", "The second")
    )

    asked = make(board, out, "paper")
    assert asked.exit_code == 2
    assert f"Say which paper with --item: {first}, {second}." in asked.output
    assert make(board, out, "paper", "--item", str(second)).exit_code == 0
    assert "The second" in said(out)
    assert make(board, out, "paper", "--item", "99").exit_code == 2


@pytest.mark.parametrize(
    "ref", ["2026-06-04", "other/2026-06-03", "x", "6f9f4a34-6b5b-4c3e-9d52-0f6d8e4b7c11"]
)
def test_a_meeting_that_is_missing_is_said_in_one_sentence(
    board: Board, out: Path, ref: str
) -> None:
    meeting(board)
    refused = make(board, out, "pack", ref=ref)

    assert refused.exit_code == 1
    assert f"There is no meeting {ref} that Gwen Sallis can open." in refused.output
    assert not out.exists()


def test_whoever_may_not_open_it_is_told_the_same_and_nobody_is_nobody(
    board: Board, out: Path
) -> None:
    meeting(board)
    hidden = make(board, out, "pack", "--as", board.asha.username)

    assert (hidden.exit_code, out.exists()) == (1, False)
    assert "that Asha Penrose can open" in hidden.output
    assert make(board, out, "pack", "--as", "nobody").exit_code == 2
    make_service(board.gwen.agency_id, code="counts", title="Counts", role=Role.COUNTY_TEAM)
    as_service = make(board, out, "pack", "--as", "counts")
    assert as_service.exit_code == 2
    assert "Nobody signs in as counts." in as_service.output
    assert make(board, out.with_suffix(".txt"), "pack").exit_code == 2


def test_outside_a_demonstration_somebody_has_to_be_named(board: Board, out: Path) -> None:
    meeting(board)
    words = ["paper", "make", "--meeting", "2026-06-03", "--kind", "pack", "--out", str(out)]
    refused = CliRunner().invoke(main, words)

    assert refused.exit_code == 2
    assert "Say who takes it away" in refused.output


def test_a_draft_that_a_member_may_not_read_yet_is_refused_with_the_reason(
    board: Board, out: Path
) -> None:
    meets = meeting(board)
    planned(board, meets)
    ForumMember.objects.update_or_create(
        forum_id=BOARD, person=board.chair, defaults={"until": NO_END}
    )
    refused = make(board, out, "paper", "--as", board.chair.username)

    assert refused.exit_code == 1
    assert not out.exists()
