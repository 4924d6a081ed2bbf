"""What leads profiles in the twin worlds: threats, passages, asks, returns and an answer."""

from __future__ import annotations

from datetime import date, datetime

from frankpledge.access.api import Kind
from frankpledge.profiles import api as profiles
from tests.architecture.twin_world import MARK, Step, World


def led(name: str, *, hidden: bool) -> list[Step]:
    """What leads a profile that another step has made, in words that tell where they come from."""
    said = f"{MARK} kept" if hidden else "shown to partners"
    asked = "fire" if hidden else "housing"

    def write(world: World, at: datetime) -> None:
        analyst = world.actor("analyst", at)
        profiles.write_threat(
            profile_id=world.made[name],
            name=f"Threat {said}",
            harm="high",
            likelihood="unknown",
            trend="rising",
            confidence="low",
            by=analyst,
            at=at,
        )
        profiles.write_passage(
            profile_id=world.made[name],
            code="P08",
            text=f"Vulnerable, {said}",
            reach="partner",
            version=0,
            by=analyst,
            at=at,
        )
        profiles.ask_agency(
            profile_id=world.made[name],
            agency=world.agencies[asked],
            text=f"Look in, {said}",
            by=analyst,
            at=at,
        )

    def request(world: World, at: datetime) -> None:
        profiles.request_returns(
            profile_id=world.made[name],
            agency=world.agencies[asked],
            templates=["LA-HOU"],
            due_on=date(2026, 12, 1),
            by=world.actor("analyst", at),
            at=at,
        )

    def answer(world: World, at: datetime) -> None:
        analyst = world.actor("analyst", at)
        for comment in profiles.unanswered(world.made[name], analyst):
            world.keep(f"{name}-comment", Kind.COMMENT, comment)
            profiles.answer_comment(
                comment_id=comment, outcome="kept", answer=said, by=analyst, at=at
            )

    return [
        Step(name=f"{name}/lead", play=write, hidden=hidden),
        Step(name=f"{name}/request", play=request, hidden=hidden),
        Step(name=f"{name}/answer", play=answer, hidden=hidden),
    ]
