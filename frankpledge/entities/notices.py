"""What an owner is told of: something submitted is like something that their agency holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Kind, Ref, record, require
from frankpledge.entities.likeness import Strength, sentences, strength_of
from frankpledge.entities.models import Match, Mention, Sort
from frankpledge.entities.policies import Act, may_read_notices

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A match as its owner is told of it.

    `submitted` and its words are there only where the owner may read what was submitted. If not,
    the notice says on which day, and whom to ask.
    """

    held: UUID
    held_typed: str
    sort: Sort
    strength: Strength
    why: tuple[str, ...]
    day: date
    ask: str
    submitted: UUID | None = None
    submitted_typed: str = ""


def notices_for(*, by: Actor, at: datetime) -> tuple[Notice, ...]:
    """Matches of what *by*'s agency holds and *by* may read, the newest day first.

    A restricted record is told of to those whom it names. Nobody else learns of a match, and
    whoever submitted, or took in what was submitted, learns nothing by it. Raises `NotPermitted`.
    """
    require(may_read_notices(by))
    rows = list(_told(by)[:MOST_SHOWN])
    open_ends = set(
        Mention.open_to(by)
        .filter(pk__in=[row.submitted_id for row in rows])
        .values_list("pk", flat=True)
    )
    notices = tuple(_notice(row, seen=row.submitted_id in open_ends) for row in rows)
    refs = [Ref(kind=Kind.NOMINAL, uid=uid) for uid in sorted({row.held_id for row in rows})]
    record(Act.READ_NOTICES, refs, by=by, at=at)
    return notices


def _told(by: Actor) -> QuerySet[Match]:
    """Matches that *by* is told of: the rule on what is held, and whose it is."""
    owned = Q(held__protection__owner=by.agency_id)
    above = "held__protection__parent"
    restricted = (
        Q(held__protection__restricted=True)
        | Q(**{f"{above}__restricted": True})
        | Q(**{f"{above}__parent__restricted": True})
        | Q(**{f"{above}__parent__parent__restricted": True})
    )
    return (
        Match.objects.filter(owned | restricted, held__in=Mention.open_to(by).values("pk"))
        .select_related("held", "submitted__protection__owner")
        .order_by("-found_at", "-points", "id")
    )


def _notice(row: Match, *, seen: bool) -> Notice:
    return Notice(
        held=row.held_id,
        held_typed=row.held.typed,
        sort=Sort(row.held.sort),
        strength=strength_of(row.points),
        why=sentences(row.why),
        day=localtime(row.found_at).date(),
        ask=row.submitted.protection.owner.name,
        submitted=row.submitted_id if seen else None,
        submitted_typed=row.submitted.typed if seen else "",
    )
