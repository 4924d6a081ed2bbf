"""A board with a county team, police, a chair and a member, for tests of papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from frankpledge.access.api import Agency, Body, Forum, Person, Role
from frankpledge.access.models import AreaPart, BodyArea
from frankpledge.governance import api as governance
from frankpledge.governance.api import RaisedAction, Written
from tests.makers import NOW, as_actor, later, make_agency, make_area, make_person

COUNTY, BOARD = "C1", "strategy-group"
MEETS = datetime(2026, 6, 3, 13, 0, tzinfo=UTC)
SECTIONS = {
    "1": ["The board asked in March for a report on what partners do."],
    "2": ["Two partnerships trained their repairs teams."],
    "3": ["Each partnership says by July who leads."],
    "4": ["Work has begun, and is not yet usual everywhere."],
}


@dataclass(kw_only=True)
class Board:
    """Who is there."""

    county: Agency
    police: Agency
    fire: Agency
    gwen: Person
    colleague: Person
    helena: Person
    chair: Person
    asha: Person


def make_board() -> Board:
    """A county's strategy group over three districts, each with its partnership."""
    make_area(COUNTY, name="Fallowshire", kind="county")
    group = Body.objects.create(code="c-csp", kind="county_strategy_group", name="Fallowshire CSP")
    BodyArea.objects.create(body=group, area_id=COUNTY)
    for code in ("D1", "D2", "D3"):
        make_area(code)
        AreaPart.objects.create(whole_id=COUNTY, part_id=code)
        body = Body.objects.create(code=f"csp-{code}", kind="csp", name=f"Partnership {code}")
        BodyArea.objects.create(body=body, area_id=code)
    Forum.objects.create(code=BOARD, name="Fallowshire Community Safety Partnership", body=group)
    county = make_agency("county", kind="county_council")
    police, fire = make_agency("police", kind="police"), make_agency("fire", kind="fire")
    council = make_agency("council")
    here = {"districts": [COUNTY], "forums": [BOARD]}
    return Board(
        county=county,
        police=police,
        fire=fire,
        gwen=make_person(county, Role.COUNTY_TEAM, name="Gwen Sallis", **here),
        colleague=make_person(county, Role.COUNTY_TEAM, name="Lee Marl", **here),
        helena=make_person(police, Role.BOARD_MEMBER, name="Helena Marsh", **here),
        chair=make_person(fire, Role.BOARD_MEMBER, name="Una Croft", **here),
        asha=make_person(council, Role.CSM, name="Asha Penrose", districts=["D1"]),
    )


def meeting(board: Board, *, starts_at: datetime = MEETS, at: datetime = NOW) -> UUID:
    """A meeting of the board, called by the county team."""
    return governance.call_meeting(
        forum=BOARD, starts_at=starts_at, by=as_actor(board.gwen, at=at), at=at
    )


def planned(
    board: Board,
    meets: UUID | None = None,
    *,
    subject: str = "Serious and organised crime",
    paper_type: str = "information",
    at: datetime = NOW,
) -> UUID:
    """A paper on the forward plan."""
    return governance.plan_paper(
        meeting_id=meets or meeting(board, at=at),
        subject=subject,
        paper_type=paper_type,
        by=as_actor(board.gwen, at=at),
        at=at,
    )


def written(board: Board, paper: UUID, *, at: datetime = NOW, **header: object) -> UUID:
    """A paper with all of its sections."""
    by = as_actor(board.gwen, at=at)
    given = {
        "subject": "Serious and organised crime",
        "paper_type": "information",
        "summary": "What partners have done since the last meeting.",
        "contact": "Gwen Sallis, county team leader",
    } | header
    governance.write_paper(paper_id=paper, by=by, at=at, **given)  # type: ignore[arg-type]
    for section, texts in SECTIONS.items():
        governance.write_section(
            paper_id=paper,
            section=section,
            paragraphs=[Written(text=text) for text in texts],
            by=by,
            at=at,
        )
    governance.recommend(
        paper_id=paper,
        asked=[("note", "the progress since March"), ("support", "the work to come")],
        by=by,
        at=at,
    )
    return paper


def cleared(board: Board, paper: UUID, *, at: datetime = NOW) -> UUID:
    """A paper that everybody in the chain has cleared."""
    governance.send_paper(paper_id=paper, by=as_actor(board.gwen, at=at), at=at)
    for person in (board.colleague, board.helena, board.colleague, board.chair):
        governance.clear_paper(paper_id=paper, is_cleared=True, by=as_actor(person, at=at), at=at)
    return paper


def published(board: Board, paper: UUID, *, at: datetime = NOW) -> int:
    """A paper that the board has; its number."""
    cleared(board, paper, at=at)
    return governance.publish_paper(paper_id=paper, by=as_actor(board.gwen, at=at), at=at)


def decided(board: Board, paper: UUID, *, days: int = 50) -> datetime:
    """What the board resolved is taken back in, with an action for the police; when."""
    at = later(days=days)
    governance.take_back_decision(
        paper_id=paper,
        resolved=["the progress be noted", "the work to come be supported"],
        actions=[
            RaisedAction(
                text="Brief senior managers and report back",
                owner_agency=board.police.id,
                owner_post="Assistant chief constable",
                due_on=date(2026, 7, 1),
            )
        ],
        by=as_actor(board.gwen, at=at),
        at=at,
    )
    return at


def page(board: Board, paper: UUID, person: Person | None = None, *, at: datetime = NOW):
    """The paper as somebody reads it."""
    return governance.paper_page(paper_id=paper, by=as_actor(person or board.gwen, at=at), at=at)
