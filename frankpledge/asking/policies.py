"""Who may ask what of whom, who answers, and why not."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, Role, check, deny
from frankpledge.asking.models import (
    Alert,
    BeforeActing,
    Information,
    Request,
    Requirement,
    Stage,
    Standing,
    Verdict,
)


class Act(StrEnum):
    """What can be done here. Stored, and never renamed."""

    LIST_BEFORE = "asking.list_before"
    READ_BEFORE = "asking.read_before"
    ASK_BEFORE = "asking.ask_before"
    WITHDRAW_BEFORE = "asking.withdraw_before"
    CHASE_BEFORE = "asking.chase_before"
    ACT_ON_RISK = "asking.act_on_risk"
    ANSWER_BEFORE = "asking.answer_before"
    RETURN_BEFORE = "asking.return_before"
    SEE_RISK = "asking.see_risk"
    NOTE_CALL = "asking.note_call"
    LIST_REQUESTS = "asking.list_requests"
    READ_REQUEST = "asking.read_request"
    DRAFT_REQUEST = "asking.draft_request"
    AUTHORISE = "asking.authorise"
    SEND = "asking.send"
    ACKNOWLEDGE_REQUEST = "asking.acknowledge_request"
    CLARIFY = "asking.clarify"
    EXPLAIN = "asking.explain"
    ANSWER_REQUEST = "asking.answer_request"
    CLOSE_REQUEST = "asking.close_request"
    ESCALATE = "asking.escalate"
    WITHDRAW_REQUEST = "asking.withdraw_request"
    ASK_ONWARD = "asking.ask_onward"
    DECIDE_ONWARD = "asking.decide_onward"
    PASS_ON = "asking.pass_on"
    LIST_CONTACTS = "asking.list_contacts"
    NAME_CONTACT = "asking.name_contact"
    END_CONTACT = "asking.end_contact"
    LIST_REQUIREMENTS = "asking.list_requirements"
    READ_REQUIREMENT = "asking.read_requirement"
    DRAFT_REQUIREMENT = "asking.draft_requirement"
    APPROVE_REQUIREMENT = "asking.approve_requirement"
    ISSUE_REQUIREMENT = "asking.issue_requirement"
    WITHDRAW_REQUIREMENT = "asking.withdraw_requirement"
    COUNT_RESPONSE = "asking.count_response"
    ASSESS_REQUIREMENT = "asking.assess_requirement"
    LIST_ALERTS = "asking.list_alerts"
    READ_ALERT = "asking.read_alert"
    ISSUE_ALERT = "asking.issue_alert"
    ACKNOWLEDGE_ALERT = "asking.acknowledge_alert"
    RECALL_ALERT = "asking.recall_alert"
    COUNT_LATENESS = "asking.count_lateness"


def is_desk(actor: Actor) -> bool:
    """Whether somebody works in an intelligence unit."""
    return actor.holds(Role.INTELLIGENCE_OFFICER) or actor.holds(Role.INTELLIGENCE_SUPERVISOR)


def _has(actor: Actor, action: Action, kind: Kind, sentence: str) -> Decision:
    return ALLOW if kind in actor.kinds_for(action) else deny(sentence, clause="role")


# --- before acting ---------------------------------------------------------------------------


def may_list_before(actor: Actor) -> Decision:
    """Whoever's post asks or answers before acting sees what their agency asked or is asked."""
    return _has(actor, Action.READ, Kind.REQUEST, "Your post does not ask before acting.")


def may_read_before(actor: Actor, request: Request) -> Decision:
    """The agency that asked, agencies that go along, and the unit that answers."""
    return check(actor, Action.READ, request)


def may_ask_before(actor: Actor) -> Decision:
    """Anyone whose post acts at places, outside the intelligence unit."""
    if is_desk(actor):
        return deny("The intelligence unit answers this. It asks within its own force.")
    return _has(actor, Action.CREATE, Kind.REQUEST, "Your post does not ask before acting.")


def may_withdraw_before(actor: Actor, request: Request, part: BeforeActing) -> Decision:
    """The agency that asked, until the answer has been released."""
    if part.withdrawn_at:
        return deny("This was withdrawn.")
    if part.is_released(actor.at):
        return deny("This has been answered.")
    return check(actor, Action.EDIT, request)


def may_chase_before(actor: Actor, request: Request, part: BeforeActing) -> Decision:
    """The agency that asked, once the time of release has passed without an answer."""
    if part.withdrawn_at:
        return deny("This was withdrawn.")
    if part.is_released(actor.at):
        return deny("This has been answered.")
    if part.acted_at:
        return deny("You acted on immediate risk. No answer is needed.")
    if actor.at < part.release_at:
        return deny("The answer is not due yet.")
    return check(actor, Action.EDIT, request)


def may_act_on_risk(actor: Actor, request: Request | None, part: BeforeActing | None) -> Decision:
    """Anyone who may ask, at once, when somebody is at risk. It needs no answer beforehand."""
    if part is not None and part.acted_at:
        return deny("The unit has been told already.")
    if request is None:
        return may_ask_before(actor)
    return check(actor, Action.EDIT, request)


def may_answer_before(actor: Actor, request: Request, part: BeforeActing) -> Decision:
    """An officer or supervisor of the unit that was asked, once, after checking by hand."""
    if not is_desk(actor) or actor.agency_id != part.unit_id:
        return deny("Only the intelligence unit that was asked can answer.")
    if part.withdrawn_at:
        return deny("This was withdrawn. No answer is needed.")
    if part.acted_at:
        return deny("They acted on immediate risk. No answer is needed.")
    if part.answered_at:
        return deny("This has been answered.")
    return check(actor, Action.COMMENT, request)


def may_return_before(actor: Actor, request: Request, part: BeforeActing) -> Decision:
    """The unit that was asked gives a question back that it cannot answer, with a fixed reason."""
    return may_answer_before(actor, request, part)


def may_see_risk(actor: Actor, request: Request, part: BeforeActing) -> Decision:
    """The unit that was asked says that it has read of an act on immediate risk."""
    if not is_desk(actor) or actor.agency_id != part.unit_id:
        return deny("Only the intelligence unit that was asked can say so.")
    if not part.acted_at or part.acted_seen_at:
        return deny("There is nothing to say that you have read.")
    return check(actor, Action.COMMENT, request)


def may_note_call(actor: Actor, request: Request, part: BeforeActing, at: datetime) -> Decision:
    """The unit notes that somebody it asked to call has called, and what they were told."""
    if not is_desk(actor) or actor.agency_id != part.unit_id:
        return deny("Only the intelligence unit that was asked notes a call.")
    if part.shown != Verdict.CALL or not part.is_released(at):
        return deny("They have not been asked to call.")
    if part.called_at:
        return deny("The call has been noted.")
    return check(actor, Action.COMMENT, request)


# --- requests for information ----------------------------------------------------------------


def may_list_requests(actor: Actor) -> Decision:
    """Whoever's post works on requests for information sees those that they may open."""
    return _has(actor, Action.READ, Kind.REQUEST, "Your post does not work on requests.")


def may_read_request(actor: Actor, request: Request) -> Decision:
    """The agency that asks and, once it is sent, the agency that is asked."""
    return check(actor, Action.READ, request)


def may_draft_request(actor: Actor) -> Decision:
    """Anyone whose post asks other agencies for information."""
    return _has(actor, Action.CREATE, Kind.REQUEST, "Your post does not ask for information.")


def _is_asker(actor: Actor, part: Information) -> Decision:
    if actor.agency_id != part.asker_id:
        return deny("Only the agency that asks can do this.")
    return ALLOW


def _is_asked(actor: Actor, part: Information, *, is_contact: bool) -> Decision:
    if actor.agency_id != part.to_id:
        return deny("Only the agency that is asked can do this.")
    if not is_contact:
        return deny("Only your agency’s single point of contact can do this.")
    return ALLOW


def _stands_at(part: Information, *stages: Stage) -> Decision:
    if part.stage in stages:
        return ALLOW
    return deny(f"This request is at another stage: {Stage(part.stage).label.lower()}.")


def may_authorise(
    actor: Actor, request: Request, part: Information, *, is_contact: bool
) -> Decision:
    """The supervisor or single point of contact of the agency that asks, never who drafted it."""
    decision = _is_asker(actor, part) and _stands_at(part, Stage.DRAFT)
    if not decision:
        return decision
    if not is_contact:
        return deny("Only a supervisor or your agency’s single point of contact authorises it.")
    if request.asked_by_id == actor.person_id:
        return deny("You drafted this, so someone else must authorise it.")
    return check(actor, Action.APPROVE, request)


def may_send(actor: Actor, request: Request, part: Information) -> Decision:
    """The agency that asks, once it has been authorised."""
    return (
        _is_asker(actor, part)
        and _stands_at(part, Stage.AUTHORISED)
        and check(actor, Action.EDIT, request)
    )


def may_acknowledge_request(
    actor: Actor, request: Request, part: Information, *, is_contact: bool
) -> Decision:
    """The single point of contact of the agency that is asked."""
    return (
        _is_asked(actor, part, is_contact=is_contact)
        and _stands_at(part, Stage.SENT, Stage.ESCALATED)
        and check(actor, Action.COMMENT, request)
    )


def may_clarify(actor: Actor, request: Request, part: Information, *, is_contact: bool) -> Decision:
    """The single point of contact of the agency that is asked, where the question is not clear."""
    return (
        _is_asked(actor, part, is_contact=is_contact)
        and _stands_at(part, Stage.SENT, Stage.ACKNOWLEDGED, Stage.ESCALATED)
        and check(actor, Action.COMMENT, request)
    )


def may_explain(actor: Actor, request: Request, part: Information) -> Decision:
    """The agency that asks, when it has been asked what it means."""
    return (
        _is_asker(actor, part)
        and _stands_at(part, Stage.CLARIFY)
        and check(actor, Action.EDIT, request)
    )


def may_answer_request(
    actor: Actor, request: Request, part: Information, *, is_contact: bool
) -> Decision:
    """The single point of contact of the agency that is asked decides what is told, once."""
    return (
        _is_asked(actor, part, is_contact=is_contact)
        and _stands_at(part, Stage.SENT, Stage.ACKNOWLEDGED, Stage.CLARIFY, Stage.ESCALATED)
        and check(actor, Action.COMMENT, request)
    )


def may_close_request(actor: Actor, request: Request, part: Information) -> Decision:
    """The agency that asks, when it has its answer."""
    return (
        _is_asker(actor, part)
        and _stands_at(part, Stage.ANSWERED)
        and check(actor, Action.EDIT, request)
    )


def may_escalate(actor: Actor, request: Request, part: Information) -> Decision:
    """The agency that asks, once an answer is overdue."""
    decision = (
        _is_asker(actor, part)
        and _stands_at(part, Stage.SENT, Stage.ACKNOWLEDGED)
        and check(actor, Action.EDIT, request)
    )
    if decision and (part.due_at is None or actor.at <= part.due_at):
        return deny("The answer is not overdue.")
    return decision


def may_withdraw_request(actor: Actor, request: Request, part: Information) -> Decision:
    """The agency that asks, until it has been answered."""
    open_stages = [
        stage for stage in Stage if stage not in (Stage.ANSWERED, Stage.CLOSED, Stage.WITHDRAWN)
    ]
    return (
        _is_asker(actor, part)
        and _stands_at(part, *open_stages)
        and check(actor, Action.EDIT, request)
    )


def may_ask_onward(actor: Actor, request: Request, part: Information) -> Decision:
    """The agency that asked wants to pass on an answer whose owner is to be asked first."""
    decision = _is_asker(actor, part) and _stands_at(part, Stage.ANSWERED, Stage.CLOSED)
    if decision and not part.words:
        return deny("Nothing was told that could be passed on.")
    return decision and check(actor, Action.EDIT, request)


def may_decide_onward(
    actor: Actor, request: Request, part: Information, *, is_contact: bool
) -> Decision:
    """The single point of contact of the agency whose answer it is."""
    return _is_asked(actor, part, is_contact=is_contact) and check(actor, Action.COMMENT, request)


def may_pass_on(
    actor: Actor, request: Request, part: Information, *, agreed: bool | None
) -> Decision:
    """The agency that asked, once the agency whose answer it is has agreed."""
    decision = _is_asker(actor, part)
    if decision and part.asks_before_onward and not agreed:
        return deny("The agency whose answer it is has not agreed to this.")
    return decision and check(actor, Action.EDIT, request)


def may_list_contacts(actor: Actor) -> Decision:
    """Whoever's post works on requests for information sees whom to ask at each agency."""
    return _has(actor, Action.READ, Kind.REQUEST, "Your post does not work on requests.")


def may_name_contact(actor: Actor) -> Decision:
    """A supervisor of an intelligence unit, who agrees it with the agency."""
    if not actor.holds(Role.INTELLIGENCE_SUPERVISOR):
        return deny("Only a supervisor of the intelligence unit names points of contact.")
    return ALLOW


def may_end_contact(actor: Actor) -> Decision:
    """A supervisor of an intelligence unit, when somebody has moved on."""
    return may_name_contact(actor)


# --- requirements ----------------------------------------------------------------------------


def may_list_requirements(actor: Actor) -> Decision:
    """Whoever's post reads requirements sees those that are issued to their agency."""
    return _has(actor, Action.READ, Kind.REQUIREMENT, "Your post does not read requirements.")


def may_read_requirement(actor: Actor, requirement: Requirement) -> Decision:
    """The unit that asks and, once it is issued, the agencies that it is issued to."""
    return check(actor, Action.READ, requirement)


def may_draft_requirement(actor: Actor) -> Decision:
    """An officer of the intelligence unit, or an analyst."""
    return _has(actor, Action.CREATE, Kind.REQUIREMENT, "Your post does not set requirements.")


def may_approve_requirement(actor: Actor, requirement: Requirement) -> Decision:
    """A supervisor of the intelligence unit, never who drafted it."""
    if requirement.standing != Standing.DRAFT:
        return deny("This has been approved or withdrawn.")
    if requirement.drafted_by_id == actor.person_id:
        return deny("You drafted this, so someone else must approve it.")
    return check(actor, Action.APPROVE, requirement)


def may_issue_requirement(actor: Actor, requirement: Requirement) -> Decision:
    """The unit, once a supervisor has approved it."""
    if requirement.standing == Standing.DRAFT:
        return deny("A supervisor has to approve this first.")
    if requirement.standing != Standing.APPROVED:
        return deny("This has been issued or has ended.")
    return check(actor, Action.SHARE, requirement)


def may_withdraw_requirement(actor: Actor, requirement: Requirement) -> Decision:
    """The unit that set it, while it has not ended."""
    if requirement.standing not in (Standing.DRAFT, Standing.APPROVED, Standing.ISSUED):
        return deny("This has ended.")
    return check(actor, Action.EDIT, requirement)


def may_count_response(actor: Actor, requirement: Requirement) -> Decision:
    """The unit counts what answers a requirement, without saying who sent it."""
    if requirement.standing not in (Standing.ISSUED, Standing.PARTIAL, Standing.ANSWERED):
        return deny("This has not been issued.")
    return check(actor, Action.EDIT, requirement)


def may_assess_requirement(actor: Actor, requirement: Requirement) -> Decision:
    """The unit says what the answers were worth, and whether the question is answered."""
    if requirement.standing not in (Standing.ISSUED, Standing.PARTIAL):
        return deny("This has not been issued, or has ended.")
    return check(actor, Action.EDIT, requirement)


# --- alerts ----------------------------------------------------------------------------------


def may_list_alerts(actor: Actor) -> Decision:
    """Whoever's post reads alerts sees those that were meant for them."""
    return _has(actor, Action.READ, Kind.ALERT, "Your post does not read alerts.")


def may_read_alert(actor: Actor, alert: Alert) -> Decision:
    """Those whom it was meant for until it expires or is recalled, and the unit that issued it."""
    return check(actor, Action.READ, alert)


def may_issue_alert(actor: Actor) -> Decision:
    """An officer or supervisor of an intelligence unit."""
    if not is_desk(actor):
        return deny("Only the intelligence unit issues alerts.")
    return _has(actor, Action.CREATE, Kind.ALERT, "Your post does not issue alerts.")


def may_acknowledge_alert(actor: Actor, alert: Alert, *, meant: bool, done: bool) -> Decision:
    """Somebody whom it was meant for, once."""
    if not meant:
        return deny("You issue this. Those who receive it acknowledge it.")
    if done:
        return deny("You have acknowledged this.")
    return check(actor, Action.READ, alert)


def may_recall_alert(actor: Actor, alert: Alert) -> Decision:
    """The unit that issued it, at once and without anybody else."""
    if alert.recalled_at:
        return deny("This has been recalled.")
    return check(actor, Action.SHARE, alert)


# --- lateness --------------------------------------------------------------------------------


def may_count_lateness(actor: Actor) -> Decision:
    """Whoever's post counts requests or asks, over those that they may count."""
    kinds = actor.kinds_for(Action.AGGREGATE)
    if not kinds & {Kind.REQUEST, Kind.ASK}:
        return deny("Your post does not count how soon answers come.", clause="role")
    return ALLOW
