"""Who may do what with mentions and judgements, and what we say when they may not.

Each adds to the one rule what is particular to its act. The first line of each docstring is
published in docs/reference/acts.md.
"""

from enum import StrEnum

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, check, deny
from frankpledge.entities.models import Judgement, Mention


class Act(StrEnum):
    """What can be done here. Stored in the record, so never renamed."""

    TAKE_IN = "entities.take_in"
    FORGET = "entities.forget"
    MATCH = "entities.match"
    TELL_OWNER = "entities.tell_owner"
    READ_NOTICES = "entities.read_notices"
    READ_SUBJECT = "entities.read_subject"
    LOOK_UP = "entities.look_up"
    REVIEW = "entities.review"
    JUDGE = "entities.judge"
    WITHDRAW = "entities.withdraw"


def may_take_in(actor: Actor) -> Decision:
    """Those whose post lets them say who and what a record mentions, such as a unit's service."""
    if Kind.NOMINAL not in actor.kinds_for(Action.CREATE):
        return deny("Your post does not let you say who or what a record mentions.")
    return ALLOW


def may_forget(actor: Actor) -> Decision:
    """Those who may say what a record mentions, when the record itself is let go."""
    if Kind.NOMINAL not in actor.kinds_for(Action.EDIT):
        return deny("Your post does not let you let go of what a record mentions.")
    return ALLOW


def may_match(actor: Actor) -> Decision:
    """Whoever took the mentions in, at the moment of matching; in practice a unit's service."""
    if Kind.NOMINAL not in actor.kinds_for(Action.CREATE):
        return deny("Whoever took these mentions in may no longer do so.")
    return ALLOW


def may_tell_owner(actor: Actor) -> Decision:
    """The same: what is matched is told to its owner and shown to nobody else."""
    return may_match(actor)


def may_read_notices(actor: Actor) -> Decision:
    """Those who may read mentions; each is told only of what their agency owns and they may see."""
    return _reads_mentions(actor)


def may_read_subject(actor: Actor, mention: Mention) -> Decision:
    """Those who may read the mention and the record that it stands in."""
    return check(actor, Action.READ, mention)


def may_look_up(actor: Actor) -> Decision:
    """Those who may read mentions, by one whole identifier; each look-up is recorded."""
    return _reads_mentions(actor)


def may_review(actor: Actor) -> Decision:
    """Those who may change mentions, for pairs both of whose mentions they may read."""
    if Kind.NOMINAL not in actor.kinds_for(Action.EDIT):
        return deny("Your post does not let you judge whether two mentions are the same.")
    return _reads_mentions(actor)


def may_judge(actor: Actor, left: Mention, right: Mention) -> Decision:
    """Those whose post lets them judge, where they may read both mentions."""
    may = may_review(actor)
    if not may:
        return may
    if left.sort != right.sort:
        return deny("These are not the same sort of thing, so they cannot be judged together.")
    may = check(actor, Action.READ, left)
    return check(actor, Action.READ, right) if may else may


def may_withdraw(actor: Actor, judgement: Judgement | None) -> Decision:
    """Those who may judge, where a judgement stands: their own or a colleague's of their agency."""
    if judgement is None:
        return deny("No judgement stands here that could be withdrawn.")
    if judgement.judged_by.agency_id != actor.agency_id:
        return deny("Another agency judged this. Ask them to withdraw it, or judge it again.")
    return may_review(actor)


def _reads_mentions(actor: Actor) -> Decision:
    if Kind.NOMINAL not in actor.kinds_for(Action.READ):
        return deny("Your post does not let you see who and what records mention.")
    return ALLOW
