"""Who may do what with actions, plans, disruptions and returns, and why not."""

from __future__ import annotations

from enum import StrEnum

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, Role, check, deny
from frankpledge.plans.models import (
    EDITABLE,
    NEXT,
    RETURN_NEXT,
    Disruption,
    Plan,
    PlannedAction,
    QuarterReturn,
    ReturnState,
    Status,
)


class Act(StrEnum):
    """What can be done here. Stored, and never renamed."""

    LIST_ACTIONS = "plans.list_actions"
    READ_ACTION = "plans.read_action"
    ADD_ACTION = "plans.add_action"
    PROGRESS_ACTION = "plans.progress_action"
    DESCRIBE_ACTION = "plans.describe_action"
    PLACE_ACTION = "plans.place_action"
    BLOCK_ACTION = "plans.block_action"
    OVERRIDE_RAG = "plans.override_rag"
    SET_MILESTONE = "plans.set_milestone"
    CONFIRM_ACTION = "plans.confirm_action"
    RECHECK_ACTION = "plans.recheck_action"
    ESCALATE_ACTION = "plans.escalate_action"
    OPEN_CALENDAR = "plans.open_calendar"
    MAKE_CALENDAR = "plans.make_calendar"
    END_CALENDAR = "plans.end_calendar"
    RUN_TASKING = "plans.run_tasking"
    LIST_PLANS = "plans.list_plans"
    READ_PLAN = "plans.read_plan"
    MAKE_PLAN = "plans.make_plan"
    CHANGE_PLAN = "plans.change_plan"
    COPY_PLAN = "plans.copy_plan"
    LIST_DISRUPTIONS = "plans.list_disruptions"
    READ_DISRUPTION = "plans.read_disruption"
    CLAIM_DISRUPTION = "plans.claim_disruption"
    JOIN_DISRUPTION = "plans.join_disruption"
    MODERATE_DISRUPTION = "plans.moderate_disruption"
    SECOND_DISRUPTION = "plans.second_disruption"
    REVIEW_DISRUPTION = "plans.review_disruption"
    LIST_RETURNS = "plans.list_returns"
    READ_RETURN = "plans.read_return"
    PREVIEW_RETURN = "plans.preview_return"
    REQUEST_RETURNS = "plans.request_returns"
    CHASE_RETURN = "plans.chase_return"
    MAKE_RETURN = "plans.make_return"
    FILL_RETURN = "plans.fill_return"
    HAND_RETURN = "plans.hand_return"
    TAKE_BACK_RETURN = "plans.take_back_return"
    SIGN_RETURN = "plans.sign_return"
    CHECK_RETURN = "plans.check_return"
    COLLATE_RETURNS = "plans.collate_returns"
    EXTRACT_RETURNS = "plans.extract_returns"
    SEND_WORKBOOK = "plans.send_workbook"
    TAKE_WORKBOOK = "plans.take_workbook"
    ADD_LAYOUT = "plans.add_layout"
    END_LAYOUT = "plans.end_layout"


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


# --- an action in full ------------------------------------------------------------------------


def _works_on(actor: Actor, action: PlannedAction) -> Decision:
    seen = check(actor, Action.COMMENT, action)
    if not seen:
        return seen
    if actor.agency_id not in (action.owner_agency_id, action.protection.owner_id):
        return deny("Only the agency that owns this action, or that added it, changes this.")
    return ALLOW


def may_describe_action(actor: Actor, action: PlannedAction) -> Decision:
    """The agency that owns the action, or that added it, says how it is measured and who helps."""
    return _works_on(actor, action)


def may_place_action(actor: Actor, action: PlannedAction) -> Decision:
    """The agency that added the action puts it under a plan that it may change."""
    return check(actor, Action.SHARE, action)


def may_block_action(actor: Actor, action: PlannedAction) -> Decision:
    """The agency that owns the action, or that added it, says what stands in its way."""
    return _works_on(actor, action)


def may_set_milestone(actor: Actor, action: PlannedAction) -> Decision:
    """The agency that owns the action, or that added it, sets days on the way."""
    return _works_on(actor, action)


def may_override_rag(actor: Actor, action: PlannedAction) -> Decision:
    """Somebody who coordinates, and not the owner of the action, with a reason that is shown."""
    seen = check(actor, Action.COMMENT, action)
    if not seen:
        return seen
    if not _coordinates(actor):
        return deny("Only somebody who coordinates actions sets their colour by hand.")
    if actor.person_id == action.owner_id:
        return deny("Whoever does the action does not set its colour.")
    return ALLOW


def may_confirm_action(actor: Actor, action: PlannedAction) -> Decision:
    """Somebody who coordinates confirms that an action is closed, never whoever called it done."""
    seen = check(actor, Action.COMMENT, action)
    if not seen:
        return seen
    if action.status != Status.DONE or action.confirmed_at is not None:
        return deny("There is no closure to confirm.")
    if not _coordinates(actor):
        return deny("Only somebody who coordinates actions confirms that one is closed.")
    if actor.person_id == action.done_by_id:
        return deny("You called it done. Somebody else confirms it.")
    return ALLOW


def may_recheck_action(actor: Actor, action: PlannedAction) -> Decision:
    """Anyone who works on the action says whether what it achieved still holds."""
    return check(actor, Action.COMMENT, action)


def may_escalate_action(actor: Actor, action: PlannedAction) -> Decision:
    """Somebody who coordinates, for an action that is late or blocked and has a deputy."""
    seen = check(actor, Action.COMMENT, action)
    if not seen:
        return seen
    if not _coordinates(actor):
        return deny("Only somebody who coordinates actions hands one to the deputy.")
    if action.deputy_id is None:
        return deny("Name a deputy first.")
    if not action.blocker and not action.is_late(actor.at.date()):
        return deny("It is neither late nor blocked.")
    return ALLOW


def may_make_calendar(actor: Actor) -> Decision:
    """Whoever's post works on actions may have a private address for their own calendar."""
    return may_list_actions(actor)


def may_end_calendar(actor: Actor) -> Decision:
    """Whoever may have a private address for their calendar may end their own."""
    return may_make_calendar(actor)


def may_open_calendar(actor: Actor) -> Decision:
    """Whoever holds the secret address reads references and days, and no word of any action."""
    return may_list_actions(actor)


def _coordinates(actor: Actor) -> bool:
    return Kind.ACTION in actor.kinds_for(Action.SHARE)


# --- plans ------------------------------------------------------------------------------------


def may_list_plans(actor: Actor) -> Decision:
    """Whoever's post reads plans sees those that they may open, and no others."""
    return _has(actor, Action.READ, Kind.PLAN, "Your post does not read plans.")


def may_read_plan(actor: Actor, plan: Plan) -> Decision:
    """The agencies and the forum that it is shared with, within the district."""
    return check(actor, Action.READ, plan)


def may_make_plan(actor: Actor) -> Decision:
    """Community safety managers, the county team, lead officers and the coordinator."""
    return _has(actor, Action.CREATE, Kind.PLAN, "Your post does not make plans.")


def may_change_plan(actor: Actor, plan: Plan) -> Decision:
    """The agency that owns the plan, by somebody whose post makes plans."""
    return check(actor, Action.EDIT, plan)


def may_copy_plan(actor: Actor, plan: Plan) -> Decision:
    """Whoever may change a plan may carry it into the next year."""
    return check(actor, Action.EDIT, plan)


# --- disruptions ------------------------------------------------------------------------------


def may_list_disruptions(actor: Actor) -> Decision:
    """Whoever's post works on disruptions sees those that they may open, and no others."""
    return _has(actor, Action.READ, Kind.DISRUPTION, "Your post does not work on disruptions.")


def may_read_disruption(actor: Actor, disruption: Disruption) -> Decision:
    """The agency that claims it, those that took part, and whoever moderates, in the district."""
    return check(actor, Action.READ, disruption)


def may_claim_disruption(actor: Actor) -> Decision:
    """Any agency whose post works on disruptions, whether or not police took part."""
    return _has(actor, Action.CREATE, Kind.DISRUPTION, "Your post does not claim disruptions.")


def may_join_disruption(actor: Actor, disruption: Disruption) -> Decision:
    """The claimant names who took part, until somebody has moderated the claim."""
    edits = check(actor, Action.EDIT, disruption)
    if not edits:
        return edits
    return deny("It has been moderated already.") if disruption.verdict else ALLOW


def may_moderate_disruption(actor: Actor, disruption: Disruption) -> Decision:
    """The coordinator, never the person nor the agency that claims it."""
    approves = check(actor, Action.APPROVE, disruption)
    if not approves:
        return approves
    if disruption.verdict:
        return deny("It has been moderated already.")
    if actor.person_id == disruption.claimed_by_id or (
        actor.agency_id == disruption.claiming_agency_id
    ):
        return deny("Whoever claims a disruption does not moderate it.")
    return ALLOW


def may_second_disruption(actor: Actor, disruption: Disruption) -> Decision:
    """For a major one: a lead officer or coordinator who neither claimed nor moderated it."""
    seen = check(actor, Action.COMMENT, disruption)
    if not seen:
        return seen
    if disruption.level != "major" or disruption.seconded_at is not None:
        return deny("There is nothing for a second person to agree to.")
    if not (actor.holds(Role.LEAD_OFFICER) or actor.holds(Role.OCG_COORDINATOR)):
        return deny("Only a lead officer or coordinator seconds a major disruption.")
    if actor.person_id == disruption.moderated_by_id or (
        actor.agency_id == disruption.claiming_agency_id
    ):
        return deny("A second person is neither the claimant’s nor the moderator.")
    return ALLOW


def may_review_disruption(actor: Actor, disruption: Disruption) -> Decision:
    """Anyone who works on it says, once its day has come, whether it lasted."""
    seen = check(actor, Action.COMMENT, disruption)
    if not seen:
        return seen
    if disruption.review_on is None or disruption.reviewed_at is not None:
        return deny("There is nothing to look at again.")
    if disruption.review_on > actor.at.date():
        return deny("Its day has not come yet.")
    return ALLOW


# --- returns ----------------------------------------------------------------------------------


def may_list_returns(actor: Actor) -> Decision:
    """Whoever makes, signs or collates returns sees those that they may open, and no others."""
    return _has(actor, Action.READ, Kind.RETURN, "Your post does not work on returns.")


def may_read_return(actor: Actor, made: QuarterReturn) -> Decision:
    """Its maker's agency; the chair once it is handed over; the county team once it is signed."""
    return check(actor, Action.READ, made)


def may_make_return(actor: Actor) -> Decision:
    """The community safety manager of a district that the partnership covers."""
    return _has(actor, Action.CREATE, Kind.RETURN, "Your post does not make returns.")


def may_preview_return(actor: Actor) -> Decision:
    """Whoever may make a partnership’s return may see what it already holds."""
    return may_make_return(actor)


def may_fill_return(actor: Actor, made: QuarterReturn) -> Decision:
    """Its maker’s agency, while it is a draft, queried or reopened."""
    edits = check(actor, Action.EDIT, made)
    if not edits:
        return edits
    if made.state not in EDITABLE:
        return deny(f"A return that is {made.get_state_display().lower()} is not changed.")
    return ALLOW


def may_hand_return(actor: Actor, made: QuarterReturn) -> Decision:
    """Its maker’s agency hands it to the chair, when it is finished or its query is answered."""
    return may_fill_return(actor, made)


def may_take_back_return(actor: Actor, made: QuarterReturn) -> Decision:
    """Its maker’s agency takes it back from the chair, for as long as it is not signed."""
    edits = check(actor, Action.EDIT, made)
    if edits and made.state != ReturnState.WITH_CHAIR:
        return deny("It is not with the chair.")
    return edits


def may_sign_return(actor: Actor, made: QuarterReturn) -> Decision:
    """The chair to whom it was handed, and never whoever handed it over."""
    approves = check(actor, Action.APPROVE, made)
    if not approves:
        return approves
    if made.state != ReturnState.WITH_CHAIR:
        return deny("It is not with the chair.")
    if actor.person_id != made.chair_id:
        return deny("It was handed to another chair.")
    if actor.person_id == made.handed_by_id:
        return deny("Whoever hands a return over does not sign it.")
    return ALLOW


def may_check_return(actor: Actor, made: QuarterReturn, to: ReturnState | None = None) -> Decision:
    """The county team queries, accepts, locks and reopens what has been signed."""
    seen = check(actor, Action.COMMENT, made)
    if not seen:
        return seen
    if to is None:
        return ALLOW
    if to not in RETURN_NEXT[ReturnState(made.state)] or to in (
        ReturnState.WITH_CHAIR,
        ReturnState.DRAFT,
    ):
        return deny(
            f"A return that is {made.get_state_display().lower()} cannot become {to.label.lower()}."
        )
    return ALLOW


def may_request_returns(actor: Actor) -> Decision:
    """The county team asks for a quarter’s returns."""
    return _collates(actor)


def may_chase_return(actor: Actor) -> Decision:
    """The county team reminds a partnership of a return."""
    return _collates(actor)


def may_collate_returns(actor: Actor) -> Decision:
    """The county team adds up what has been signed, and opens each number into its parts."""
    return _collates(actor)


def may_extract_returns(actor: Actor) -> Decision:
    """The county team, for what is accepted or locked, with small protected numbers kept back."""
    return _has(actor, Action.EXPORT, Kind.RETURN, "Your post does not take extracts.")


def may_send_workbook(actor: Actor, made: QuarterReturn) -> Decision:
    """Its maker’s agency takes it out as a workbook for a partner who will not sign in."""
    sends = check(actor, Action.EXPORT, made)
    return sends if not sends else may_fill_return(actor, made)


def may_take_workbook(actor: Actor, made: QuarterReturn) -> Decision:
    """Its maker’s agency takes a workbook back, while the return may be changed."""
    return may_fill_return(actor, made)


def may_add_layout(actor: Actor) -> Decision:
    """Whoever makes returns gives their own agency the layout of a partner’s workbook."""
    return may_make_return(actor)


def may_end_layout(actor: Actor) -> Decision:
    """Whoever makes returns ends a layout of their own agency."""
    return may_make_return(actor)


def _collates(actor: Actor) -> Decision:
    return _has(actor, Action.COMMENT, Kind.RETURN, "Your post does not collate returns.")
