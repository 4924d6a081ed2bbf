"""How many requests were answered in time in a month, for the unit's measures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.utils.timezone import get_current_timezone

from frankpledge.access.api import Actor
from frankpledge.asking.lateness import lateness
from frankpledge.intelligence.api import Brought


def answered_in_time(by: Actor, first: date, before: date) -> Sequence[Brought]:
    """One row a kind of question and side, for questions that fell due from *first* to *before*.

    What is too little to show is left out rather than given as nought.
    """
    end = datetime.combine(before, time.min, tzinfo=get_current_timezone())
    return [
        Brought(code="M13", part=f"{row.what}: {row.side}", some=row.on_time, of=row.due)
        for row in lateness(by=by, at=end, days=(before - first).days)
        if row.due is not None and row.on_time is not None
    ]
