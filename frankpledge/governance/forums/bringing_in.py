"""Bringing the forums of the reference onto the map, to be checked by whoever runs them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Area, record, require
from frankpledge.governance import policies
from frankpledge.governance.forums.entries import write_entry
from frankpledge.governance.forums.reference import DERIVED, Known, known_forums
from frankpledge.governance.forums.said import EntryFacts, SeatFacts
from frankpledge.governance.models import ForumEntry
from frankpledge.governance.policies import Act

_KINDS = {"two_tier": "district", "unitary": "unitary"}


@transaction.atomic
def bring_in(*, by: Actor, at: datetime) -> int:
    """Put every forum of the reference that is not yet there on the map, and say how many were new.

    Each carries what was derived, and waits for its keeper. Raises `NotPermitted`.
    """
    require(policies.may_write_entry(by))
    there = set(ForumEntry.visible_to(by).values_list("code", flat=True))
    new = [known for known in known_forums() if known.mapped.code.lower() not in there]
    today = localtime(at).date()
    areas = {
        sort: tuple(
            Area.objects.filter(kind=kind, valid_to=None)
            .order_by("code")
            .values_list("code", flat=True)
        )
        for sort, kind in _KINDS.items()
    }
    for known in new:
        write_entry(
            facts=facts_of(known, areas),
            code=known.mapped.code.lower(),
            from_on=today,
            by=by,
            at=at,
        )
    record(Act.WRITE_ENTRY, None, by=by, at=at, fields=["reference"])
    return len(new)


def facts_of(known: Known, areas: dict[str, tuple[str, ...]]) -> EntryFacts:
    """What an entry says that begins from a row of the reference."""
    mapped = known.mapped
    return EntryFacts(
        name=mapped.name[:160],
        purpose=known.purpose,
        level=mapped.level,
        is_statutory=mapped.is_statutory,
        statute=mapped.statute,
        chair=known.chair[:160],
        frequency=known.frequency,
        meetings_a_year=mapped.meetings_a_year,
        minutes_long=_minutes(mapped.hours),
        minutes_to_prepare=_minutes(mapped.preparation),
        capacity=mapped.capacity,
        threshold=known.threshold,
        test=mapped.test,
        legal_basis=known.information,
        provenance=f"reference {known.version}, {known.provenance}",
        subjects=tuple(mapped.subjects),
        ages=tuple(mapped.ages),
        harms=tuple(mapped.harms),
        areas=tuple(code for sort in sorted(mapped.areas) for code in areas[sort]),
        derived=DERIVED,
        seats=tuple(SeatFacts(organisation=member.name) for member in mapped.members),
        hands_to=tuple((route.to.lower(), route.name) for route in mapped.routes),
    )


def _minutes(hours: float | None) -> int | None:
    return None if hours is None else round(hours * 60)
