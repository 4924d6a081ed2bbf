"""Plans, disruptions and returns in the twin worlds: what the observers may see, and what not."""

from __future__ import annotations

from datetime import date, datetime

from frankpledge.access.api import Kind
from frankpledge.plans import api as plans
from tests.architecture.twin_world import MARK, Step, World

HIDDEN_KINDS = {Kind.PLAN, Kind.DISRUPTION, Kind.RETURN}
SEEN_KINDS = {Kind.PLAN, Kind.DISRUPTION}
BODY = "csp-wantsum"
QUARTER = "2025-26-q4"


def _words(what: str, *, hidden: bool) -> str:
    return f"{MARK} {what}" if hidden else what


def plan(name: str, area: str, *, hidden: bool) -> list[Step]:
    """A plan that is shared with housing, or with the fire service alone."""

    def begin(world: World, at: datetime) -> None:
        uid = plans.make_plan(
            level="place",
            title=_words("A plan of the place", hidden=hidden),
            area=area,
            starts_on=date(2026, 4, 1),
            ends_on=date(2027, 3, 31),
            safeguarding=_words("Care is rung first", hidden=hidden),
            agencies=[world.agencies["fire" if hidden else "housing"]],
            by=world.actor("csm", at),
            at=at,
        )
        world.keep(name, Kind.PLAN, uid)

    def act(world: World, at: datetime) -> None:
        uid = plans.add_action(
            verb="Light",
            text=_words("the steps", hidden=True),
            four_p="pursue",
            due_on=date(2026, 9, 1),
            owner_agency=world.agencies["council"],
            plan=world.made[name],
            by=world.actor("csm", at),
            at=at,
        )
        world.keep(f"{name}-action", Kind.ACTION, uid)

    return [
        Step(name=f"{name}/begin", hidden=hidden, play=begin),
        Step(name=f"{name}/act", hidden=True, play=act),
    ]


def disruption(name: str, area: str, *, hidden: bool) -> list[Step]:
    """A disruption in which housing took part, or the fire service alone."""

    def claim(world: World, at: datetime) -> None:
        uid = plans.claim_disruption(
            title=_words("A flat was recovered", hidden=hidden),
            happened_on=date(2026, 4, 14),
            area=area,
            four_p="protect",
            level="minor",
            what=_words("The landlord took it back", hidden=hidden),
            contributors=[world.agencies["fire" if hidden else "housing"]],
            by=world.actor("csm", at),
            at=at,
        )
        world.keep(name, Kind.DISRUPTION, uid)

    return [Step(name=f"{name}/claim", hidden=hidden, play=claim)]


def returned(name: str, area: str) -> list[Step]:
    """A return that is asked for, which anybody may know, and begun, which none of them may."""

    def ask(world: World, at: datetime) -> None:
        plans.request_returns(
            quarter=QUARTER,
            due_on=date(2026, 4, 30),
            area=area,
            by=world.actor("county", at),
            at=at,
        )

    def begin(world: World, at: datetime) -> None:
        uid = plans.begin_return(
            round_id=plans.round_called(QUARTER, area),
            body=BODY,
            by=world.actor("csm", at),
            at=at,
        )
        world.keep(name, Kind.RETURN, uid)

    return [
        Step(name=f"{name}/ask", hidden=False, play=ask),
        Step(name=f"{name}/begin", hidden=True, play=begin),
    ]


def stories(area: str, around: str) -> list[list[Step]]:
    """One of each that the observers may see, and one that they may not."""
    return [
        plan("plan-shared", area, hidden=False),
        plan("plan-kept", area, hidden=True),
        disruption("disruption-shared", area, hidden=False),
        disruption("disruption-kept", area, hidden=True),
        returned("return-kept", around),
    ]
