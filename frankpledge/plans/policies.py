"""Who may do what with actions, and why not."""

from __future__ import annotations

from enum import StrEnum

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, check, deny
from frankpledge.plans.models import NEXT, PlannedAction, Status


class Act(StrEnum):
    """What can be done here. Stored, and never renamed."""

    LIST_ACTIONS = "plans.list_actions"
    READ_ACTION = "plans.read_action"
    ADD_ACTION = "plans.add_action"
    PROGRESS_ACTION = "plans.progress_action"
    RUN_TASKING = "plans.run_tasking"


def _has(actor: Actor, action: Action, kind: Kind, sentence: str) -> Decision:
    return ALLOW if kind in actor.kinds_for(action) else deny(sentence, clause="role")


def may_list_actions(actor: Actor) -> Decision:
    """Whoever's post works on actions sees those that they may open, and no others."""
    return _has(actor, Action.READ, Kind.ACTION, "Your post does not work on actions.")


def may_read_action(actor: Actor, action: PlannedAction) -> Decision:
    """The agency that added it, the agency that owns it and the forum, within the district."""
    return check(actor, Action.READ, action)


def may_add_action(actor: Actor) -> Decision:
    """Anyone whose post works on actions; for another agency it is a proposal they may decline."""
    return _has(actor, Action.CREATE, Kind.ACTION, "Your post does not add actions.")


def may_progress_action(actor: Actor, action: PlannedAction, to: Status | None = None) -> Decision:
    """The agency that owns it says how far it is; the agency that added it may only drop it."""
    seen = check(actor, Action.COMMENT, action)
    if not seen:
        return seen
    owns = actor.agency_id == action.owner_agency_id
    added = actor.agency_id == action.protection.owner_id
    if not owns and not added:
        return deny("Only the agency that owns this action says how far it is.")
    if to is None:
        return ALLOW
    if to not in NEXT[Status(action.status)]:
        return deny(
            f"An action that is {Status(action.status).label.lower()} cannot become "
            f"{to.label.lower()}."
        )
    if not owns and to not in (Status.DROPPED, Status.PROPOSED):
        return deny("Only the agency that owns this action says how far it is.")
    return ALLOW


def may_run_tasking(actor: Actor) -> Decision:
    """Whoever may open the meeting; what they may do there is decided line by line."""
    return _has(actor, Action.READ, Kind.MEETING, "Your post does not sit at meetings.")
