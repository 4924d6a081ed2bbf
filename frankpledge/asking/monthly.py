"""What was asked in a month and what came of it, for the unit's measures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.utils.timezone import get_current_timezone

from frankpledge.access.api import Actor
from frankpledge.asking.lateness import lateness
from frankpledge.asking.models import Requirement, Standing
from frankpledge.intelligence.api import Brought, told_between, told_for


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


def answered_by_telling(by: Actor, first: date, before: date) -> Sequence[Brought]:
    """Of requirements that were live in a month, those with a useful answer; and of what was told
    in it, what names a requirement."""
    rows = list(
        Requirement.open_to(by)
        .filter(
            protection__owner_id=by.agency_id,
            protection__restricted=False,
            issued_at__isnull=False,
            valid_from__lt=before,
            valid_to__gte=first,
        )
        .exclude(standing=Standing.WITHDRAWN)
    )
    told = told_for([row.reference for row in rows], by=by)
    useful = sum(bool(row.useful_responses or told[row.reference].useful) for row in rows)
    linked, every = told_between(first, before, by=by)
    return [
        Brought(code="M9", part="", some=useful, of=len(rows)),
        Brought(code="M10", part="", some=linked, of=every),
    ]
