"""What the six weeks hold of counting: two months are closed, and a digest says what was told.

Told by the acts that the site offers, on the first working morning after the bank holiday.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from frankpledge.demonstration.stage import Scene, Stage, moment
from frankpledge.intelligence import api as intelligence

APRIL = date(2026, 4, 1)


def measures_scenes() -> Iterator[Scene]:
    """The unit counts March and April 2026 on Tuesday 5 May."""
    for day, clock, what, play in (
        ("2026-05-05", "09:10", "Quill closes the month of March", _closed),
        ("2026-05-05", "09:11", "and that of April", _closed),
        ("2026-05-05", "09:20", "Imogen drafts the digest of April", _drafted),
        ("2026-05-05", "10:05", "Quill lets partners read it", _approved),
    ):
        yield Scene(at=moment(day, clock), what=what, play=play)


def _closed(stage: Stage, at: datetime) -> None:
    intelligence.close_month(by=stage.actor("martin.quill", at), at=at)


def _drafted(stage: Stage, at: datetime) -> None:
    intelligence.draft_digest(month=APRIL, by=stage.actor("imogen.tarrant", at), at=at)


def _approved(stage: Stage, at: datetime) -> None:
    intelligence.approve_digest(month=APRIL, by=stage.actor("martin.quill", at), at=at)
