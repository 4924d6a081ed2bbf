"""Who may have to do with sources, and with opening the box that says who told something.

Published with the other policies in docs/reference/acts.md.
"""

from frankpledge.access.api import (
    ALLOW,
    Action,
    Actor,
    Decision,
    Kind,
    Tag,
    check,
    deny,
    ticks,
)
from frankpledge.intelligence.models import SourceOpening, Submission

LEAST_VETTING = 3
"""The least level of vetting for anything that concerns a source."""


def may_read_sources(actor: Actor) -> Decision:
    """A supervisor with the authority for sources and vetting of level 3 or more."""
    return _source_unit(actor)


def may_remark_on_source(actor: Actor) -> Decision:
    """A supervisor with the authority for sources and vetting of level 3 or more."""
    return _source_unit(actor)


def may_ask_to_open_source(actor: Actor, submission: Submission, *, is_asked: bool) -> Decision:
    """A supervisor with the authority for sources, for a reason that the list names."""
    if not (decision := _source_unit(actor)):
        return decision
    if is_asked:
        return deny("You have asked for this already. Withdraw that first, or wait for it.")
    return check(actor, Action.READ, submission)


def may_decide_opening(actor: Actor, opening: SourceOpening) -> Decision:
    """Another supervisor with the authority for sources, while it waits and has not run out."""
    if not (decision := _source_unit(actor)):
        return decision
    if opening.asked_by_id == actor.person_id:
        return deny("You asked for this, so someone else must decide.")
    if opening.is_approved is not None:
        return deny("This has been decided already.")
    if not opening.stands(actor.at):
        return deny("This was withdrawn or has run out. It has to be asked for again.")
    return check(actor, Action.APPROVE, opening.protection)


def may_withdraw_opening(actor: Actor, opening: SourceOpening) -> Decision:
    """Whoever asked for it, until the box is opened."""
    if not (decision := _source_unit(actor)):
        return decision
    if opening.asked_by_id != actor.person_id:
        return deny("Only whoever asked for this can withdraw it.")
    if not opening.stands(actor.at):
        return deny("There is nothing left to withdraw.")
    return check(actor, Action.READ, opening.protection)


def may_open_source(actor: Actor, opening: SourceOpening) -> Decision:
    """Whoever asked, once, after another person has approved it and before it runs out."""
    if not (decision := _source_unit(actor)):
        return decision
    if opening.asked_by_id != actor.person_id:
        return deny("Only whoever asked for this is shown what is in the box.")
    if opening.opened_at is not None:
        return deny("This has been opened, and it is shown once only.")
    if opening.withdrawn_at is not None or opening.is_approved is False:
        return deny("This was withdrawn or refused, so the box stays closed.")
    if opening.is_approved is None:
        return deny("A second person has not decided on this yet.")
    if not opening.stands(actor.at):
        return deny("This has run out. It has to be asked for again.")
    return check(actor, Action.READ, opening.protection)


def _source_unit(actor: Actor) -> Decision:
    now = ticks(actor.at)
    eyes = actor.subject
    if Kind.SOURCE_IDENTITY not in actor.kinds_for(Action.APPROVE):
        return deny("Only supervisors of the intelligence unit have to do with sources.")
    if eyes.delegation is not None:
        return deny("What concerns sources is never done on somebody else’s behalf.")
    if eyes.tag_authority.get(Tag.SOURCE, now) <= now:
        return deny("You do not have the authority for sources, or it has ended.")
    if eyes.vetting_until <= now or eyes.vetting < LEAST_VETTING:
        return deny("Your vetting is not high enough for sources, or it has ended.")
    return ALLOW
