"""Following an action: its measures, what is in its way, its colour, its closure and after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import (
    NO_END,
    Action,
    Actor,
    NotPermitted,
    Person,
    Term,
    What,
    amend,
    check,
    fetch,
    nominals_of,
    record,
    ref_of,
    require,
    touched,
)
from frankpledge.kernel import DomainError
from frankpledge.plans import actions, policies
from frankpledge.plans.actions import ReasonNeeded, UnknownChoice
from frankpledge.plans.models import (
    Duty,
    Lasting,
    Milestone,
    Plan,
    PlannedAction,
    PlanState,
    Recheck,
    Step,
)
from frankpledge.plans.policies import Act

LISTED = 200
"""How many plans a list offers."""
RECHECKED_AFTER = (3, 6)
"""After how many months it is looked at whether a closed action's outcome lasted."""


class NothingChosen(DomainError):
    """A bulk update is for at least one action."""


class NotAllCould(DomainError):
    """One of several actions could not be changed, so none was."""


def _opened(action_id: UUID, by: Actor, at: datetime) -> PlannedAction:
    return fetch(PlannedAction, action_id, by=by, at=at, act=Act.READ_ACTION, lock=True)


@transaction.atomic
def describe_action(
    *,
    action_id: UUID,
    csp_duty: str = "",
    owner_post: str = "",
    deputy: UUID | str | None = None,
    output_measure: str = "",
    outcome_measure: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Say which duty an action serves, who does it and steps in, and how it will be measured.

    What is done (the output) and what is different afterwards (the outcome) are kept apart.
    """
    row = _opened(action_id, by, at)
    require(policies.may_describe_action(by, row))
    if csp_duty not in ("", *Duty.values):
        raise UnknownChoice("Choose the duty from the list", argument="csp_duty")
    standing_in = None
    if deputy:
        standing_in = Person.objects.filter(
            id=deputy, agency_id=row.owner_agency_id, is_active=True
        ).first()
        if standing_in is None:
            raise UnknownChoice("Choose somebody who works for that agency", argument="deputy")
    row.csp_duty, row.owner_post, row.deputy = csp_duty, owner_post, standing_in
    row.output_measure, row.outcome_measure = output_measure, outcome_measure
    row.save(
        update_fields=["csp_duty", "owner_post", "deputy", "output_measure", "outcome_measure"]
    )
    touched(row)
    record(Act.DESCRIBE_ACTION, row, by=by, at=at, fields=["csp_duty", "deputy", "measures"])


def deputies(action_id: UUID, by: Actor) -> tuple[tuple[str, str], ...]:
    """People of the owning agency who could step in, for a list; none if *by* cannot open it."""
    row = PlannedAction.open_to(by).filter(pk=action_id).first()
    if row is None:
        return ()
    people = Person.objects.filter(
        agency_id=row.owner_agency_id, is_active=True, is_service=False, ends_at__gt=by.at
    ).order_by("name")
    return tuple((str(person.id), person.name) for person in people)


@transaction.atomic
def place_action(*, action_id: UUID, plan: UUID | None = None, by: Actor, at: datetime) -> None:
    """Put an action under a plan that *by* may change, or under none.

    Whom the plan concerns the action concerns from then on, so that a conflict hides both. Raises
    `UnknownChoice` for a plan that *by* may not open or change.
    """
    row = _opened(action_id, by, at)
    require(policies.may_place_action(by, row))
    under = None
    if plan is not None:
        under = Plan.open_to(by, Action.EDIT).filter(pk=plan).first()
        if under is None:
            raise UnknownChoice("Choose one of your agency’s plans", argument="plan")
        entries = [Term(what=What.NOMINAL, value=each) for each in nominals_of([ref_of(under)], by)]
        amend(row, add=entries, by=by, at=at)
    row.plan = under
    row.save(update_fields=["plan"])
    touched(row)
    record(Act.PLACE_ACTION, [row, *([under] if under else [])], by=by, at=at, fields=["plan"])


def plans_to_place_in(by: Actor) -> tuple[tuple[str, str], ...]:
    """Plans under which *by* may put an action, the latest first."""
    rows = Plan.open_to(by, Action.EDIT).exclude(state=PlanState.CLOSED)
    rows = rows.order_by("-starts_on", "title", "pk")[:LISTED]
    return tuple((str(row.uid), f"{row.title} ({row.reference})") for row in rows)


@transaction.atomic
def block_action(
    *, action_id: UUID, blocker: str, at_risk: bool = False, by: Actor, at: datetime
) -> None:
    """Say what stands in an action's way; with no words, that nothing does any more."""
    row = _opened(action_id, by, at)
    require(policies.may_block_action(by, row))
    since = row.blocked_on or localtime(at).date()
    row.blocker, row.blocked_on, row.at_risk = blocker, since if blocker else None, at_risk
    row.save(update_fields=["blocker", "blocked_on", "at_risk"])
    touched(row)
    record(Act.BLOCK_ACTION, row, by=by, at=at, fields=["blocker", "at_risk"])


@transaction.atomic
def override_rag(
    *, action_id: UUID, colour: str, reason: str = "", by: Actor, at: datetime
) -> None:
    """Put a colour in place of the computed one, with a reason that is shown; none takes it off."""
    row = _opened(action_id, by, at)
    require(policies.may_override_rag(by, row))
    if colour not in ("", "green", "amber", "red"):
        raise UnknownChoice("Choose a colour from the list", argument="colour")
    if colour and not reason:
        raise ReasonNeeded("Say why the sum is wrong here", argument="reason")
    row.rag_override, row.rag_reason = colour, reason if colour else ""
    row.rag_by_id = by.person_id if colour else None
    row.save(update_fields=["rag_override", "rag_reason", "rag_by"])
    touched(row)
    record(Act.OVERRIDE_RAG, row, by=by, at=at, fields=["rag_override"])


@transaction.atomic
def set_milestone(*, action_id: UUID, text: str, due_on: date, by: Actor, at: datetime) -> None:
    """Set a day on the way, and how one can tell that it was reached."""
    row = _opened(action_id, by, at)
    require(policies.may_set_milestone(by, row))
    if due_on > row.due_on:
        raise UnknownChoice("Choose a day before the action is due", argument="due_on")
    Milestone.objects.create(action=row, text=text, due_on=due_on)
    touched(row)
    record(Act.SET_MILESTONE, row, by=by, at=at, fields=["milestones"])


@transaction.atomic
def reach_milestone(
    *, action_id: UUID, milestone: int, reached: bool, by: Actor, at: datetime
) -> None:
    """Say that a milestone was reached today, or that it failed."""
    row = _opened(action_id, by, at)
    require(policies.may_set_milestone(by, row))
    found = Milestone.objects.filter(action=row, pk=milestone).first()
    if found is None:
        raise UnknownChoice("Choose a milestone from the list")
    found.met_on, found.failed = (localtime(at).date(), False) if reached else (None, True)
    found.save(update_fields=["met_on", "failed"])
    touched(row)
    record(Act.SET_MILESTONE, row, by=by, at=at, fields=["milestones"])


@transaction.atomic
def confirm_action(*, action_id: UUID, by: Actor, at: datetime) -> None:
    """Confirm that an action is closed. It is looked at again after three and six months."""
    row = _opened(action_id, by, at)
    require(policies.may_confirm_action(by, row))
    row.confirmed_at, row.confirmed_by_id = at, by.person_id
    row.save(update_fields=["confirmed_at", "confirmed_by"])
    today = localtime(at).date()
    for months in RECHECKED_AFTER:
        Recheck.objects.get_or_create(
            action=row, months=months, defaults={"due_on": months_after(today, months)}
        )
    touched(row)
    record(Act.CONFIRM_ACTION, row, by=by, at=at, fields=["confirmed_at"])


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


@transaction.atomic
def recheck_action(
    *, action_id: UUID, recheck: int, found: str, note: str = "", by: Actor, at: datetime
) -> None:
    """Say whether what an action achieved still holds. Not known is an answer of its own."""
    row = _opened(action_id, by, at)
    require(policies.may_recheck_action(by, row))
    line = Recheck.objects.filter(action=row, pk=recheck, found="").first()
    if line is None or found not in Lasting.values:
        raise UnknownChoice("Choose whether it lasted", argument="found")
    line.found, line.note = Lasting(found), note
    line.found_at, line.found_by_id = at, by.person_id
    line.save(update_fields=["found", "note", "found_at", "found_by"])
    touched(row)
    record(Act.RECHECK_ACTION, row, by=by, at=at, fields=["rechecks"])


@transaction.atomic
def escalate_action(*, action_id: UUID, by: Actor, at: datetime) -> None:
    """Hand a late or blocked action to the deputy who was named for it, who then has it to do."""
    row = _opened(action_id, by, at)
    require(policies.may_escalate_action(by, row))
    row.owner_id = row.deputy_id
    row.escalated_at, row.escalated_by_id = at, by.person_id
    row.save(update_fields=["owner", "escalated_at", "escalated_by"])
    Step.objects.create(
        action=row, status=row.status, at=at, by_id=by.person_id, note="Handed to the deputy"
    )
    if check(by, Action.SHARE, row):
        entry = Term(what=What.NAMED, value=str(row.deputy_id), until=NO_END)
        amend(row, add=[entry], by=by, at=at)
    touched(row)
    record(Act.ESCALATE_ACTION, row, by=by, at=at, fields=["owner"])


@transaction.atomic
def progress_many(
    *, chosen: Sequence[UUID], status: str, note: str = "", by: Actor, at: datetime
) -> int:
    """Say of several actions how far they are, all or none. Gives how many there were.

    Raises `NotAllCould` with the first that could not be changed and why.
    """
    if not chosen:
        raise NothingChosen("Choose at least one action", argument="chosen")
    for uid in dict.fromkeys(chosen):
        try:
            actions.progress_action(action_id=uid, status=status, note=note, by=by, at=at)
        except (NotPermitted, DomainError) as refused:
            row = PlannedAction.open_to(by).filter(pk=uid).first()
            called = f"Action {row.reference}" if row else "One of them"
            raise NotAllCould(
                f"{called} could not be changed, so nothing was: {refused}", argument="chosen"
            ) from refused
    return len(set(chosen))


__all__ = [
    "RECHECKED_AFTER",
    "NotAllCould",
    "NothingChosen",
    "block_action",
    "confirm_action",
    "deputies",
    "describe_action",
    "escalate_action",
    "months_after",
    "override_rag",
    "progress_many",
    "reach_milestone",
    "recheck_action",
    "set_milestone",
]
