"""Decisions caught in one line, and minutes taken in one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Actor,
    Kind,
    LinkKind,
    fetch,
    link,
    protect,
    record,
    require,
    touched,
)
from frankpledge.governance import policies
from frankpledge.governance.agenda import open_item
from frankpledge.governance.models import (
    AgendaItem,
    Basis,
    Meeting,
    MeetingDecision,
    Minuted,
    MinuteLine,
    Update,
)
from frankpledge.governance.policies import Act
from frankpledge.kernel import DomainError
from frankpledge.problems import api as problems


class MinutesTaken(DomainError):
    """The minutes of every item have been taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutedAction:
    """An action that arose from an item, as the minutes are to show it."""

    text: str
    owner: str
    due_on: date | None


@transaction.atomic
def decide(*, item_id: UUID, text: str, by: Actor, at: datetime) -> UUID:
    """Write down in one line what the meeting decided on an item, for all who see the item."""
    item = open_item(item_id, by=by, at=at, lock=True)
    require(policies.may_decide(by, item))
    meeting = fetch(Meeting, item.meeting_id, by=by, at=at, act=Act.READ_MEETING)
    problem = problems.among([item.problem_id], by)[item.problem_id]
    protection = protect(
        Kind.DECISION,
        owner=item.protection.owner_id,
        by=by,
        at=at,
        parent=item,
        districts=[problem.area_code],
        forums=[meeting.forum_id],
        nominals=[problems.nominal_of(problem.uid)],
    )
    row = MeetingDecision(
        protection=protection, item=item, text=text, decided_at=at, decided_by_id=by.person_id
    )
    row.save(force_insert=True)
    link(item, row, LinkKind.DECIDED_AS, by=by, at=at, owner=item.protection.owner_id)
    record(Act.DECIDE, [item, row], by=by, at=at)
    return row.uid


@transaction.atomic
def take_minutes(
    *,
    meeting_id: UUID,
    actions: Mapping[UUID, Sequence[MinutedAction]],
    by: Actor,
    at: datetime,
) -> int:
    """Freeze what was said, decided and agreed on each item that *by* may open; say how many items.

    Each line says whose it is, and whether it is fact or opinion.

    *actions* are those that arose from each item, as the caller knows them. An item that *by* may
    not open is left for somebody who may: its minutes can be taken afterwards in the same way.
    Raises `MinutesTaken` if nothing is left.
    """
    meeting = fetch(Meeting, meeting_id, by=by, at=at, act=Act.READ_MEETING, lock=True)
    require(policies.may_take_minutes(by, meeting, at=at))
    items = list(
        AgendaItem.open_to(by).filter(meeting=meeting, minuted_at=None).select_related("protection")
    )
    if meeting.minuted_at and not items:
        raise MinutesTaken("The minutes of this meeting have been taken.")
    lines: list[MinuteLine] = []
    decided = MeetingDecision.open_to(by).filter(item__in=items).order_by("decided_at", "pk")
    decisions: dict[UUID, list[MinutedAction]] = {}
    for row in decided:
        line = MinutedAction(text=row.text, owner="", due_on=None)
        decisions.setdefault(row.item_id, []).append(line)
    said = _said(items)
    on = localtime(meeting.starts_at).date()
    for item in items:
        kept = said.get(item.uid, [])
        for what, found in ((Minuted.DECISION, decisions), (Minuted.ACTION, actions)):
            # What a meeting decides and agrees is the meeting's own, and that it did is a fact.
            kept += [
                MinuteLine(
                    item=item,
                    what=what,
                    text=line.text[:500],
                    owner=line.owner,
                    due_on=line.due_on,
                    originator=meeting.forum.name,
                    basis=Basis.FACT,
                    said_on=on,
                )
                for line in found.get(item.uid, ())
            ]
        for position, each in enumerate(kept, start=1):
            each.position = position
        lines += kept
        item.minuted_at = at
        item.save(update_fields=["minuted_at"])
        touched(item)
    MinuteLine.objects.bulk_create(lines)
    if meeting.minuted_at is None:
        meeting.minuted_at, meeting.minuted_by_id = at, by.person_id
        meeting.save(update_fields=["minuted_at", "minuted_by"])
    touched(meeting)
    record(Act.TAKE_MINUTES, [meeting, *items], by=by, at=at)
    return len(items)


def _said(items: Sequence[AgendaItem]) -> dict[UUID, list[MinuteLine]]:
    """What agencies said of each item, each with its agency and post."""
    found: dict[UUID, list[MinuteLine]] = {}
    given = Update.objects.filter(item__in=items, given_at__isnull=False).select_related("agency")
    for row in given.order_by("agency__short_name", "pk"):
        assert row.given_at, "only updates that were given are asked for"
        found.setdefault(row.item_id, []).append(
            MinuteLine(
                item_id=row.item_id,
                what=Minuted.SAID,
                text=row.text[:500],
                originator=", ".join(filter(None, (row.agency.short_name, row.given_post))),
                agency_id=row.agency_id,
                basis=row.basis,
                said_on=localtime(row.given_at).date(),
            )
        )
    return found
