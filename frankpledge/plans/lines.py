"""Actions as facts: a line of a list with its colour, and all that the page of one shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from frankpledge.access.api import Actor, Decision, Ref
from frankpledge.plans.models import NEEDS_A_REASON, FourP, Milestone, PlannedAction, Status
from frankpledge.plans.rag import Known, Rag, rag


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """An action in a list."""

    uid: UUID
    reference: str
    words: str
    four_p: str
    owner_id: UUID
    owner_agency: str
    owner: str
    due_on: date
    status: Status
    is_late: bool
    is_ours: bool
    area: str
    outcome: str
    rag: Rag


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPage:
    """Some actions of a list, in order of their days, and where the next ones begin."""

    lines: tuple[ActionLine, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneLine:
    """A day on the way."""

    number: int
    text: str
    due_on: date
    met_on: date | None
    failed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckLine:
    """A look at whether what was achieved still holds."""

    number: int
    months: int
    due_on: date
    found: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step of an action."""

    status: str
    at: datetime
    by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFacts:
    """An action as its page shows it."""

    line: ActionLine
    steps: tuple[StepLine, ...]
    origins: tuple[Ref, ...]
    next_states: tuple[tuple[str, str], ...]
    may_progress: Decision
    duty: str
    duty_code: str
    owner_post: str
    deputy: str
    deputy_id: UUID | None
    output_measure: str
    outcome_measure: str
    output: str
    evidence: str
    at_risk: bool
    blocker: str
    blocked_on: date | None
    plan: Ref | None
    closure: str
    escalated: str
    milestones: tuple[MilestoneLine, ...]
    rechecks: tuple[RecheckLine, ...]
    advice: tuple[str, ...]
    may_describe: Decision
    may_place: Decision
    may_block: Decision
    may_set_milestone: Decision
    may_override: Decision
    may_confirm: Decision
    may_recheck: Decision
    may_escalate: Decision


def lines_of(
    rows: QuerySet[PlannedAction], by: Actor, on: date, *, limit: int | None = None
) -> tuple[ActionLine, ...]:
    """The rows as lines, in order of their days; the first *limit* of them where that is given."""
    wanted = rows.select_related("owner_agency", "owner", "area").order_by("due_on", "pk")
    found = list(wanted if limit is None else wanted[:limit])
    on_the_way: dict[UUID, list[tuple[date, bool, bool]]] = {row.uid: [] for row in found}
    for milestone in Milestone.objects.filter(action__in=found):
        on_the_way[milestone.action_id].append(
            (milestone.due_on, bool(milestone.met_on), milestone.failed)
        )
    return tuple(line_of(row, by, on, on_the_way[row.uid]) for row in found)


def line_of(
    row: PlannedAction, by: Actor, on: date, milestones: Sequence[tuple[date, bool, bool]]
) -> ActionLine:
    """One action as a line, with its colour on a day."""
    return ActionLine(
        uid=row.uid,
        reference=row.reference,
        words=f"{row.verb} {row.text}",
        four_p=FourP(row.four_p).label,
        owner_id=row.owner_agency_id,
        owner_agency=row.owner_agency.short_name,
        owner=row.owner.name if row.owner else row.owner_post,
        due_on=row.due_on,
        status=Status(row.status),
        is_late=row.is_late(on),
        is_ours=row.owner_agency_id == by.agency_id,
        area=row.area.name,
        outcome=row.outcome,
        rag=rag(
            Known(
                is_over=row.status in NEEDS_A_REASON,
                is_begun=row.status == Status.IN_PROGRESS,
                is_done=row.status == Status.DONE,
                is_confirmed=row.confirmed_at is not None,
                due_on=row.due_on,
                at_risk=row.at_risk,
                is_blocked=row.blocked_on is not None,
                milestones=milestones,
                override=row.rag_override,
                reason=row.rag_reason,
            ),
            on,
        ),
    )
