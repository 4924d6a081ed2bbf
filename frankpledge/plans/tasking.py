"""Wednesday's tasking on one page: its items, what is in hand for each, and the minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Kind, Ref, record, require
from frankpledge.governance import api as governance
from frankpledge.plans import actions, policies
from frankpledge.plans.lines import ActionLine
from frankpledge.plans.policies import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskingItem:
    """An item as the meeting runs it: what agencies said, what is in hand, what was decided."""

    facts: governance.ItemFacts
    actions: tuple[ActionLine, ...]
    arisen: tuple[ActionLine, ...]
    """Those of the actions that arose from this very item: what its minutes tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasking:
    """The meeting on one page. Items that are not shown to the reader do not exist on it."""

    meeting: governance.MeetingFacts
    items: tuple[TaskingItem, ...]
    agencies: tuple[tuple[str, str], ...]


@transaction.atomic
def run(*, meeting_id: UUID, by: Actor, at: datetime) -> Tasking:
    """Open a meeting to run it. Looking is recorded, the actions' as well as the items'."""
    require(policies.may_run_tasking(by))
    meeting = governance.meeting_page(meeting_id=meeting_id, by=by, at=at)
    on = localtime(at).date()
    found = _actions_of(meeting, by, on)
    seen = {line.uid for lines in found.values() for line in lines}
    items = tuple(
        TaskingItem(
            facts=item,
            actions=tuple(
                {line.uid: line for line in (*found[item.problem.uid], *found[item.uid])}.values()
            ),
            arisen=found[item.uid],
        )
        for item in meeting.items
    )
    record(
        Act.RUN_TASKING,
        [Ref(kind=Kind.ACTION, uid=uid) for uid in sorted(seen)],
        by=by,
        at=at,
    )
    return Tasking(
        meeting=meeting,
        items=items,
        agencies=_those_here_first(meeting, actions.choices(by, on)),
    )


def _those_here_first(
    meeting: governance.MeetingFacts, agencies: Sequence[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Agencies that an action can be for: those that work on what is discussed before all others.

    One's own stays the first of them.
    """
    here = {str(update.agency_id) for item in meeting.items for update in item.updates}
    return tuple(
        sorted(agencies, key=lambda agency: agency != agencies[0] and agency[0] not in here)
    )


@transaction.atomic
def take_minutes(*, meeting_id: UUID, by: Actor, at: datetime) -> int:
    """Freeze the decisions and the actions of every item that is open to *by*, in one act."""
    tasking = run(meeting_id=meeting_id, by=by, at=at)
    return governance.take_minutes(
        meeting_id=meeting_id,
        actions={
            item.facts.uid: [
                governance.MinutedAction(
                    text=f"{line.four_p}: {line.words}",
                    owner=line.owner_agency,
                    due_on=line.due_on,
                )
                for line in item.arisen
            ]
            for item in tasking.items
        },
        by=by,
        at=at,
    )


def _actions_of(
    meeting: governance.MeetingFacts, by: Actor, on: date
) -> Mapping[UUID, tuple[ActionLine, ...]]:
    """Actions that arose from each item, and from each problem that an item is about."""
    uids = {uid for item in meeting.items for uid in (item.uid, item.problem.uid)}
    return actions.actions_from_each(uids, by, on)
