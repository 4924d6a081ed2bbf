"""A quarter's referrals as boards read them: rounded, frozen, and through the wall's front door.

The only file of plans that may ask referrals anything (decision 40). It learns two rounded numbers
of a district and a quarter that is over, and nothing of any referral.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from frankpledge.access.api import Actor
from frankpledge.referrals import api as referrals

READ = {"sent": "D1", "accepted": "D2"}
"""Which frozen count stands in which measure of a return."""


def frozen_counts(
    areas: Sequence[str], first: date, *, by: Actor, at: datetime
) -> Mapping[str, int]:
    """The rounded counts of the quarter that begins on *first*, by measure of a return.

    Several districts' are added up as they were rounded. Nothing, where the quarter of any of them
    has not been frozen: what is not counted is not nought. Each look is recorded.
    """
    found: Counter[str] = Counter()
    for area in areas:
        shown = referrals.quarter(area=area, first_day=first, by=by, at=at)
        if shown is None:
            return {}
        for line in shown.lines:
            if line.code in READ:
                found[READ[line.code]] += line.rounded
    return dict(found)
