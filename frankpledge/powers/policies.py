"""Who may look at powers, say that one is right in law, and name who may use it."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, Role, deny


class Act(StrEnum):
    """What can be done here. Stored in the record, so never renamed."""

    LOOK_UP = "powers.look_up"
    REVIEW = "powers.review"
    DELEGATE = "powers.delegate"
    END_DELEGATION = "powers.end_delegation"


def may_look_up(actor: Actor) -> Decision:
    """Whoever works on problems, plans or the use of powers. It is law, and holds nobody's data."""
    kinds = actor.kinds_for(Action.READ)
    if not {Kind.PROBLEM, Kind.PLAN, Kind.POWER_USE} & set(kinds):
        return deny("Your post does not work with problems, so it has no use for powers.")
    return ALLOW


def may_review(actor: Actor) -> Decision:
    """A council's lawyer, in their own name."""
    if not actor.holds(Role.COUNCIL_LAWYER):
        return deny("Only a council’s lawyer says whether a power is right in law.")
    if actor.subject.delegation is not None:
        return deny("A review is given in one’s own name, never on somebody else’s behalf.")
    return ALLOW


def may_delegate(actor: Actor) -> Decision:
    """A council's lawyer, for their own council."""
    if not actor.holds(Role.COUNCIL_LAWYER):
        return deny("Only a council’s lawyer names who may use a power.")
    return ALLOW


def may_end_delegation(actor: Actor, *, agency: UUID) -> Decision:
    """A council's lawyer, for officers of their own council."""
    if not actor.holds(Role.COUNCIL_LAWYER):
        return deny("Only a council’s lawyer says that an officer may use a power no more.")
    if agency != actor.agency_id:
        return deny("You speak for officers of your own council only.")
    return ALLOW
