"""What the twin worlds hold of learning: a workshop and a case study for some, and hidden ones."""

from __future__ import annotations

from datetime import datetime, timedelta

from frankpledge.access.api import Kind
from frankpledge.learning import api as learning
from tests.architecture.twin_world import MARK, NOW, Step, World

WORDS = {
    "objective": "That people are safe in their homes.",
    "scanning": "A landlord noticed strangers.",
    "analysis": "The door did not lock.",
    "response": "Two agencies visited together.",
    "assessment": "Nobody had come back after a month.",
    "lessons": "Ring adult care first.",
}


def stories(district: str) -> list[list[Step]]:
    """What the tenancy officer's agency is asked to and clears, and what it never hears of."""
    return [
        workshop("open-event", "housing", district, hidden=False),
        workshop("kept-event", "fire", district, hidden=True),
        case_study("open-case", "housing", district, hidden=False),
        case_study("kept-case", "fire", district, hidden=True),
    ]


def workshop(name: str, asked: str, district: str, *, hidden: bool) -> list[Step]:
    """An event to which one agency is asked, an issue and a need that were raised there."""
    mark = f"{MARK} " if hidden else ""

    def make(world: World, at: datetime) -> None:
        by = world.actor("csm", at)
        uid = learning.make_event(
            title=f"{mark}Workshop",
            sort="workshop",
            area=district,
            venue=f"{mark}Hall",
            starts_at=at + timedelta(minutes=1),
            ends_at=NOW + timedelta(hours=2),
            aims=f"{mark}Know the signs",
            topics=["signs"],
            by=by,
            at=at,
        )
        world.keep(name, Kind.EVENT, uid)
        learning.invite(event_id=uid, agencies=[world.agencies[asked]], by=by, at=at)

    def raise_issue(world: World, at: datetime) -> None:
        by = world.actor("csm", at)
        uid = learning.raise_issue(
            event_id=world.made[name], text=f"{mark}Nobody rings back", by=by, at=at
        )
        world.keep(f"{name}-issue", Kind.ISSUE, uid)
        learning.need(event_id=world.made[name], needs=["routes"], words=mark, by=by, at=at)

    def hold(world: World, at: datetime) -> None:
        learning.hold_event(event_id=world.made[name], by=world.actor("csm", at), at=at)

    return [
        Step(name=f"{name}/make", hidden=hidden, play=make),
        Step(name=f"{name}/raise", hidden=hidden, play=raise_issue),
        *([Step(name=f"{name}/hold", hidden=True, play=hold)] if hidden else []),
    ]


def case_study(name: str, with_agency: str, district: str, *, hidden: bool) -> list[Step]:
    """A case study that is out for clearance by the council and one other agency."""
    mark = f"{MARK} " if hidden else ""

    def write(world: World, at: datetime) -> None:
        by = world.actor("csm", at)
        uid = learning.write_case(
            title=f"{mark}A home that was taken over",
            area=district,
            objective=f"{mark}{WORDS['objective']}",
            involvement=4,
            agencies=[world.agencies[with_agency]],
            threats=["cuckooing"],
            places=["address"],
            by=by,
            at=at,
        )
        world.keep(name, Kind.CASE_STUDY, uid)
        learning.change_case(
            case_id=uid,
            title=f"{mark}A home that was taken over",
            claimed="E1",
            words={part: f"{mark}{words}" for part, words in WORDS.items()},
            shown={"document": f"{mark}Minutes"},
            by=by,
            at=at,
        )

    def ask(world: World, at: datetime) -> None:
        learning.ask_clearance(
            case_id=world.made[name],
            thought_about="Many people live so",
            by=world.actor("csm", at),
            at=at,
        )

    return [
        Step(name=f"{name}/write", hidden=hidden, play=write),
        Step(name=f"{name}/ask", hidden=hidden, play=ask),
    ]
