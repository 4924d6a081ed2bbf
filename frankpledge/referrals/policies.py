"""Who may send somebody to a door, decide on it, read of it, count it, and keep what doors need."""

from __future__ import annotations

from enum import StrEnum

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, Role, deny

REPORTS = "Your post reports what it sees and does not work on cases."


class Act(StrEnum):
    """What can be done here. Stored in the record, so never renamed."""

    SET_DUTY = "referrals.set_duty"
    NOTE_GATE = "referrals.note_gate"
    READ_NOTICES = "referrals.read_notices"


def _covers(actor: Actor, area: str) -> bool:
    return actor.force_wide or area in actor.districts


def may_set_duty(actor: Actor, *, area: str) -> Decision:
    """A safeguarding lead, for a district in which they work."""
    if not actor.holds(Role.SAFEGUARDING_LEAD):
        return deny("Only a safeguarding lead says who is on duty.")
    if not _covers(actor, area):
        return deny("You say who is on duty in your own districts only.")
    return ALLOW


def may_note_gate(actor: Actor) -> Decision:
    """Whoever works on problems, or on the use of powers. They learn whom to ring, and no more."""
    if not {Kind.PROBLEM, Kind.POWER_USE} & actor.kinds_for(Action.READ):
        return deny("Your post enforces nothing, so it asks nobody before it does.")
    return ALLOW


def may_read_notices(actor: Actor) -> Decision:
    """A safeguarding lead: who thinks of enforcing something where their agency has a referral."""
    if not actor.holds(Role.SAFEGUARDING_LEAD):
        return deny("Only a safeguarding lead is told of this.")
    return ALLOW
