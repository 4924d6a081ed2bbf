"""What may have been told before: looked for among what the reader may see, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from frankpledge.access.api import Actor
from frankpledge.intelligence.desk.decided import decided_among
from frankpledge.intelligence.desk.similar import alikeness
from frankpledge.intelligence.models import Submission

WITHIN = timedelta(days=28)
MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Something that may have been told before, and why it seems so."""

    uid: UUID
    reference: str
    place: str
    received_on: date
    is_decided: bool
    score: int
    is_exact: bool
    reasons: tuple[str, ...]


def alike(row: Submission, by: Actor) -> list[Alike]:
    """Submissions of about that time, in that district, that may tell of the same thing.

    The likeliest first. Whatever *by* may not see is neither named nor counted.
    """
    others = (
        Submission.open_to(by)
        .filter(
            district_id=row.district_id,
            received_on__range=(row.received_on - WITHIN, row.received_on + WITHIN),
        )
        .exclude(protection_id=row.uid)
        .order_by("received_on", "slot", "protection_id")
    )
    found = [
        (other, how)
        for other in others
        if (how := alikeness(row.place, row.text, other.place, other.text)) is not None
    ]
    found.sort(key=lambda pair: (-pair[1].score, pair[0].received_on, pair[0].uid.hex))
    shown = found[:MOST]
    decided = decided_among([other.uid for other, _ in shown], by)
    return [
        Alike(
            uid=other.uid,
            reference=other.reference,
            place=other.place,
            received_on=other.received_on,
            is_decided=other.uid in decided,
            score=how.score,
            is_exact=how.is_exact,
            reasons=how.reasons,
        )
        for other, how in shown
    ]
