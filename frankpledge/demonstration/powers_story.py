"""What the six weeks hold of powers: Bea names Tom, and reviews what the story is about to need."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from frankpledge.access.api import Post
from frankpledge.demonstration.stage import Scene, Stage, moment
from frankpledge.powers import api as powers

CLOSURES = ("PW001", "PW002")
TOM_RINGS = "01632 960141"
"""A number that is kept for invented people."""


def powers_scenes() -> Iterator[Scene]:
    """Before the story begins in earnest, and once more when the new offence is asked about."""
    for day, clock, what, play in (
        ("2026-04-13", "09:30", "14: Bea names Tom for closures", _tom_is_named),
        ("2026-04-13", "09:45", "14: and reviews them, with what else is at hand", _reviewed),
        ("2026-04-30", "09:30", "15: the new offence is reviewed: not confirmed", _offence),
    ):
        yield Scene(at=moment(day, clock), what=what, play=play)


def _tom_is_named(stage: Stage, at: datetime) -> None:
    bea = stage.actor("bea.holroyd", at)
    post = Post.objects.get(agency_id=bea.agency_id, title="Environmental protection manager")
    for code in CLOSURES:
        powers.delegate(
            code=code,
            post=str(post.id),
            telephone=TOM_RINGS,
            ends_on=date(2027, 3, 31),
            limits="Up to 24 hours; 48 hours with the chief executive’s signature",
            by=bea,
            at=at,
        )


def _reviewed(stage: Stage, at: datetime) -> None:
    bea = stage.actor("bea.holroyd", at)
    for code in (*CLOSURES, "PW005", "PW110", "PW152"):
        powers.review(code=code, verdict="right", by=bea, at=at)


def _offence(stage: Stage, at: datetime) -> None:
    powers.review(
        code="PW038",
        verdict="right",
        words="No commencement order was found for it. Look again in June.",
        by=stage.actor("bea.holroyd", at),
        at=at,
    )
