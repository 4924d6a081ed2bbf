"""Who may ask back, hand over, hold, let go of what was told, and look at patterns of telling.

Published with the other policies in docs/reference/acts.md.
"""

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Role, check, deny
from frankpledge.intelligence.lifecycle import Progress
from frankpledge.intelligence.models import Outcome, Receipt, Report, Submission


def may_ask_back(
    actor: Actor,
    submission: Submission,
    receipt: Receipt,
    *,
    sent_by_them: bool,
    is_waiting: bool,
    is_decided: bool,
) -> Decision:
    """An officer of the intelligence unit, one question at a time, until it has been decided."""
    if not _is_desk(actor):
        return deny("Only the intelligence unit asks back.")
    if sent_by_them:
        return deny("You sent this in, so there is nobody to ask.")
    if is_decided:
        return deny("It has been decided what this is, so nothing more is asked.")
    if is_waiting:
        return deny("A question is waiting for an answer already.")
    if receipt.contact_withdrawn_on is not None or not submission.may_contact:
        return deny("Whoever told it asked not to be contacted, so nothing is asked.")
    if receipt.progress == Progress.ANSWERED:
        return deny("This has been answered, so nothing more is asked.")
    return check(actor, Action.READ, submission)


def may_reply(actor: Actor, receipt: Receipt, *, holds_it: bool) -> Decision:
    """Whoever holds the receipt at which a question waits."""
    if not holds_it:
        return deny("Only whoever holds a receipt answers what is asked there.")
    return check(actor, Action.READ, receipt)


def may_transfer(actor: Actor, submission: Submission, *, sent_by_them: bool) -> Decision:
    """An officer of the intelligence unit, on what somebody else sent in."""
    if not _is_desk(actor):
        return deny("Only the intelligence unit hands reports over.")
    if sent_by_them:
        return deny("You sent this in, so someone else must hand it over.")
    return check(actor, Action.READ, submission)


def may_take_away(actor: Actor) -> Decision:
    """An officer of the intelligence unit, as a file for the force's own system."""
    if not _is_desk(actor):
        return deny("Only the intelligence unit takes this away as a file.")
    return ALLOW


def may_hold(actor: Actor, report: Report, *, is_held: bool) -> Decision:
    """A supervisor of the unit that made the report, with a reason."""
    if not actor.holds(Role.INTELLIGENCE_SUPERVISOR):
        return deny("Only a supervisor holds what was told.")
    if is_held:
        return deny("This is held already.")
    return check(actor, Action.DISPOSE, report)


def may_lift_hold(actor: Actor, report: Report, *, is_held: bool) -> Decision:
    """A supervisor of the unit that made the report."""
    if not actor.holds(Role.INTELLIGENCE_SUPERVISOR):
        return deny("Only a supervisor lets go of a hold.")
    if not is_held:
        return deny("This is not held.")
    return check(actor, Action.DISPOSE, report)


def may_purge(actor: Actor, submission: Submission, report: Report, *, is_held: bool) -> Decision:
    """The unit's own retention service and its supervisors, once its time is over."""
    if is_held:
        return deny("This is held, so nothing of it is let go of.")
    if report.outcome == Outcome.INTELLIGENCE and not report.force_reference:
        return deny("The police do not have this yet, so it stays.")
    return check(actor, Action.DISPOSE, submission)


def may_settle_pattern(actor: Actor, *, is_own_unit: bool) -> Decision:
    """A supervisor of the unit, who never learns who it is about."""
    if not (is_own_unit and actor.holds(Role.INTELLIGENCE_SUPERVISOR)):
        return deny("Only a supervisor of the unit looks at patterns of telling.")
    return ALLOW


def _is_desk(actor: Actor) -> bool:
    return actor.holds(Role.INTELLIGENCE_OFFICER) or actor.holds(Role.INTELLIGENCE_SUPERVISOR)
