"""What the six weeks hold of people who need help: whom to ring, two referrals, a second door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from frankpledge.access.api import Area, Role
from frankpledge.demonstration.stage import Scene, Stage, moment
from frankpledge.referrals import api as referrals

RINGS, RINGS_AT_NIGHT = "01632 960301", "01632 960302"
"""Numbers that are kept for invented people."""


def referrals_scenes() -> Iterator[Scene]:
    """Before the story begins whom to ring is set everywhere; then what happens to two people."""
    for day, clock, what, play in (
        ("2026-01-12", "10:00", "Whom to ring is set for every district", _duty_is_set),
    ):
        yield Scene(at=moment(day, clock), what=what, play=play)


def _duty_is_set(stage: Stage, at: datetime) -> None:
    joan = stage.actor("joan.lisle", at)
    for area in Area.objects.filter(kind__in=("district", "unitary")).order_by("code"):
        who = joan
        if area.code not in joan.districts:
            username = stage.holder(Role.SAFEGUARDING_LEAD, area.code)
            if username is None:
                continue
            who = stage.actor(username, at)
        referrals.set_duty(
            area=area.code,
            name=who.name,
            post=who.post_title,
            telephone=RINGS,
            hours="Monday to Friday, 8.30am to 5pm",
            out_of_hours=RINGS_AT_NIGHT,
            by=who,
            at=at,
        )
