"""What the twin worlds hold of the map of forums: an entry for all, and one that is kept apart."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from frankpledge.access.api import Kind
from frankpledge.governance import api as governance
from frankpledge.governance.api import EntryFacts, RouteCount, SeatFacts
from frankpledge.governance.forums import judging
from tests.architecture.twin_world import MARK, Step, World

QUARTER = {"first_on": date(2026, 1, 1), "last_on": date(2026, 3, 31)}


def stories(district: str) -> list[list[Step]]:
    """The panel that everybody knows, and a forum that hands to it, shares cases and is hidden."""
    return [
        entry("open-forum", "known-panel", district, hidden=False),
        entry("kept-forum", "unknown-cell", district, hidden=True),
    ]


def entry(name: str, code: str, district: str, *, hidden: bool) -> list[Step]:
    """An entry that is written, verified, counted, and said to share cases with the other."""
    mark = f"{MARK} " if hidden else ""

    def write(world: World, at: datetime) -> None:
        facts = EntryFacts(
            name=f"{mark}Panel for adults",
            purpose=f"{mark}Agrees a plan",
            level="tactical" if hidden else "case",
            is_statutory=hidden,
            statute=f"{mark}An Act" if hidden else "",
            meetings_a_year=12,
            minutes_long=90,
            test="high_risk",
            subjects=("adult",),
            ages=("adult",),
            harms=("fraud",) if hidden else ("cuckooing",),
            areas=(district,),
            derived=("test",),
            seats=(
                SeatFacts(organisation="housing", agency="housing", post=f"{mark}Manager"),
                SeatFacts(organisation=f"{mark}Somebody"),
            ),
            hands_to=(("known-panel", "Panel for adults"),) if hidden else (),
        )
        uid = governance.write_entry(
            facts=facts,
            code=code,
            share_with=[] if hidden else None,
            by=world.actor("csm", at),
            at=at,
        )
        world.keep(name, Kind.FORUM_ENTRY, uid)

    def verify(world: World, at: datetime) -> None:
        governance.verify_entry(
            entry_id=world.made[name], exists="yes", by=world.actor("csm", at), at=at
        )

    def count(world: World, at: datetime) -> None:
        governance.give_figures(
            entry_id=world.made[name],
            cases=40,
            exploited=20,
            routes=[RouteCount(to="known-panel", sent=12, days=9)] if hidden else (),
            by=world.actor("csm", at),
            at=at,
            **QUARTER,
        )

    def compare(world: World, at: datetime) -> None:
        other = other_than(world, name)
        if other is None:
            return
        by = world.actor("csm", at)
        governance.estimate_overlap(
            entry_id=world.made[name], other_id=other, band="5_to_9", by=by, at=at
        )
        judging.judge_purpose(
            entry_id=world.made[name],
            other_id=other,
            are_the_same=True,
            words=f"{mark}They repeat",
            by=by,
            at=at,
        )

    return [
        Step(name=f"{name}/write", hidden=hidden, play=write),
        Step(name=f"{name}/verify", hidden=hidden, play=verify),
        Step(name=f"{name}/count", hidden=hidden, play=count),
        *([Step(name=f"{name}/compare", hidden=True, play=compare)] if hidden else []),
    ]


def other_than(world: World, name: str) -> UUID | None:
    """Another entry that has been written, if one has."""
    return next(
        (
            uid
            for each, uid in world.made.items()
            if world.kinds[each] == Kind.FORUM_ENTRY and each != name
        ),
        None,
    )
