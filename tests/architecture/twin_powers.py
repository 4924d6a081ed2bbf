"""Uses of powers in the twin worlds: one that the observer may read, and others that are hidden."""

from __future__ import annotations

from datetime import datetime, timedelta

from frankpledge.access.api import Agency, Kind, Role
from frankpledge.powers import api as powers
from tests.architecture.twin_world import MARK, NOW, Step, World
from tests.makers import as_actor, make_person

CLOSURE = "PW001"


def use_of(name: str, about: str, shared: tuple[str, ...], *, hidden: bool) -> list[Step]:
    """A use of a power for a problem that is there: thought of, rung about, and then stopped or
    checked. A hidden one leaves nothing that an observer could come across."""

    def start(world: World, at: datetime) -> None:
        if about not in world.made:
            return
        by = world.actor("csm", at)
        uid = powers.start_use(
            problem_id=world.made[about],
            code=CLOSURE,
            measure=f"{MARK} a full closure" if hidden else "A partial closure",
            aim=f"{MARK} an end to it" if hidden else "To keep the tenant at home",
            agencies=[world.agencies[agency] for agency in shared],
            by=by,
            at=at,
        )
        world.keep(name, Kind.POWER_USE, uid)

    def ring(world: World, at: datetime) -> None:
        if name in world.made:
            powers.answer_gate(
                use_id=world.made[name],
                spoke_to=f"{MARK} somebody" if hidden else "The duty manager",
                rung_at=at - timedelta(minutes=2),
                answer="stop" if hidden else "go",
                words=f"{MARK} do not" if hidden else "Go with somebody whom they know",
                by=world.actor("csm", at),
                at=at,
            )

    def check(world: World, at: datetime) -> None:
        if name in world.made and not hidden:
            powers.note_evidence(
                use_id=world.made[name],
                number=1,
                held=True,
                where="Council file 12",
                by=world.actor("csm", at),
                at=at,
            )

    return [
        Step(name=f"{name}/start", play=start, hidden=hidden),
        Step(name=f"{name}/ring", play=ring, hidden=hidden),
        Step(name=f"{name}/check", play=check, hidden=hidden),
    ]


def lay_down_the_law(world: World, council: Agency, district: str) -> None:
    """A lawyer has looked the closure over: the same in both worlds."""
    lawyer = make_person(council, Role.COUNCIL_LAWYER, name="Bea", districts=[district])
    world.people["lawyer"] = lawyer
    began = NOW - timedelta(days=8)
    powers.review(code=CLOSURE, verdict="right", by=as_actor(lawyer, at=began), at=began)


def add_uses(told: list[list[Step]]) -> None:
    """Put uses of powers at the end of the stories of the problems that they are for."""
    for story in told:
        if story[0].name == "known0/begin":
            story += use_of("used", "known0", ("housing",), hidden=False)
            story += use_of("kept-back", "known0", (), hidden=True)
        if story[0].name == "declared/begin":
            story += use_of("conflicted", "declared", ("housing",), hidden=True)
