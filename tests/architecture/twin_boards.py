"""Board papers in the twin worlds, of a board where nobody who looks sits, and priorities."""

from __future__ import annotations

from datetime import UTC, datetime

from frankpledge.access.api import Kind
from frankpledge.governance import api as governance
from frankpledge.governance.api import Written
from tests.architecture.twin_world import MARK, Step, World

HIDDEN_KINDS = {Kind.PAPER}
SEEN_KINDS = {Kind.PRIORITY}
MEETS = datetime(2026, 6, 3, 13, 0, tzinfo=UTC)


def board(name: str, forum: str) -> list[Step]:
    """A board's meeting, a paper that is written for it, and what a plan says, which all know."""

    def call(world: World, at: datetime) -> None:
        uid = governance.call_meeting(
            forum=forum, starts_at=MEETS, by=world.actor("csm", at), at=at
        )
        world.keep(f"{name}-meeting", Kind.MEETING, uid)

    def plan(world: World, at: datetime) -> None:
        uid = governance.plan_paper(
            meeting_id=world.made[f"{name}-meeting"],
            subject=f"{MARK} paper",
            paper_type="information",
            by=world.actor("csm", at),
            at=at,
        )
        world.keep(name, Kind.PAPER, uid)

    def write(world: World, at: datetime) -> None:
        governance.write_section(
            paper_id=world.made[name],
            section="2",
            paragraphs=[Written(text=f"{MARK} words")],
            by=world.actor("csm", at),
            at=at,
        )

    def record(world: World, at: datetime) -> None:
        uid = governance.write_priority(
            body="csp-wantsum",
            year=2026,
            strength=3,
            document="The plan",
            name="Organised crime",
            quoted="It is a priority",
            by=world.actor("csm", at),
            at=at,
        )
        world.keep(f"{name}-priority", Kind.PRIORITY, uid)

    return [
        Step(name=f"{name}/call", hidden=True, play=call),
        Step(name=f"{name}/plan", hidden=True, play=plan),
        Step(name=f"{name}/write", hidden=True, play=write),
        Step(name=f"{name}/record", hidden=False, play=record),
    ]


def stories(forum: str) -> list[list[Step]]:
    """One board whose papers no observer may know of."""
    return [board("board-kept", forum)]
