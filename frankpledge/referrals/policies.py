"""Who may send somebody to a door, decide on it, read of it, count it, and keep what doors need."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, Role, check, deny
from frankpledge.referrals.lives import Move, refusal
from frankpledge.referrals.models import Referral

REPORTS = "Your post reports what it sees. Ask your safeguarding lead to send a referral."


class Act(StrEnum):
    """What can be done here. Stored in the record, so never renamed."""

    SET_DUTY = "referrals.set_duty"
    NOTE_GATE = "referrals.note_gate"
    READ_NOTICES = "referrals.read_notices"
    SET_DOOR = "referrals.set_door"
    ROUTE = "referrals.route"
    REFER = "referrals.refer"
    LIST_REFERRALS = "referrals.list_referrals"
    READ_REFERRAL = "referrals.read_referral"
    DESCRIBE = "referrals.describe"
    RECEIVE = "referrals.receive"
    ACCEPT = "referrals.accept"
    DECLINE = "referrals.decline"
    TRANSFER = "referrals.transfer"
    REOPEN = "referrals.reopen"
    CLOSE = "referrals.close"
    SAY_NEEDS = "referrals.say_needs"
    SAY_STANDING = "referrals.say_standing"
    END_STANDING = "referrals.end_standing"
    KEEP_SERVICE = "referrals.keep_service"
    COUNT_PLACES = "referrals.count_places"
    AGREE_JOINT = "referrals.agree_joint"
    FREEZE_QUARTER = "referrals.freeze_quarter"
    READ_MEASURES = "referrals.read_measures"


def _covers(actor: Actor, area: str) -> bool:
    return actor.force_wide or area in actor.districts


def may_set_duty(actor: Actor, *, area: str = "") -> Decision:
    """A safeguarding lead, for a district in which they work."""
    if not actor.holds(Role.SAFEGUARDING_LEAD):
        return deny("Only a safeguarding lead says who is on duty.")
    if area and not _covers(actor, area):
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


def may_set_door(actor: Actor, *, area: str = "") -> Decision:
    """A community safety manager or a safeguarding lead, for a district in which they work."""
    if not (actor.holds(Role.CSM) or actor.holds(Role.SAFEGUARDING_LEAD)):
        return deny("A community safety manager or a safeguarding lead says where a door is.")
    if area and not _covers(actor, area):
        return deny("You say where doors are in your own districts only.")
    return ALLOW


def may_route(actor: Actor) -> Decision:
    """Whoever reports what they see, or works on referrals. It holds nothing of anybody."""
    reports = Kind.SUBMISSION in actor.kinds_for(Action.CREATE)
    if not reports and Kind.REFERRAL not in actor.kinds_for(Action.READ):
        return deny("Your post neither reports what it sees nor works with people.")
    return ALLOW


def may_refer(actor: Actor) -> Decision:
    """Whoever's post works on referrals, for a district in which they work."""
    return ALLOW if Kind.REFERRAL in actor.kinds_for(Action.CREATE) else deny(REPORTS)


def may_list_referrals(actor: Actor) -> Decision:
    """Whoever's post works on referrals sees those of their agency, or that came to it."""
    if Kind.REFERRAL not in actor.kinds_for(Action.READ):
        return deny("Your post does not work on referrals.")
    return ALLOW


def may_read_referral(actor: Actor, row: Referral) -> Decision:
    """The agency that sent it, the agency it went to, and for a panel's case the panel."""
    return check(actor, Action.READ, row)


def may_describe(actor: Actor, row: Referral) -> Decision:
    """The agency that sent it, or that works it, and only for what is worked here."""
    if not row.worked_here:
        return deny("What is only tracked holds nothing of the case.")
    if actor.agency_id != row.from_agency_id:
        return check(actor, Action.EDIT, row)
    return check(actor, Action.READ, row) and _works_on_referrals(actor)


def may_receive(actor: Actor, row: Referral) -> Decision:
    """The agency it went to; of what is only tracked, whoever sent it notes that it arrived."""
    return _decides(actor, row) and _can(row, Move.RECEIVE)


def may_accept(actor: Actor, row: Referral) -> Decision:
    """The agency it went to; of what is only tracked, whoever sent it notes what they were told."""
    return _decides(actor, row) and _can(row, Move.ACCEPT)


def may_decline(actor: Actor, row: Referral) -> Decision:
    """As for accepting. A reason and what could be tried instead go with it."""
    return _decides(actor, row) and _can(row, Move.DECLINE)


def may_transfer(actor: Actor, row: Referral) -> Decision:
    """As for accepting. It goes on at another door, and is complete only when that one accepts."""
    return _decides(actor, row) and _can(row, Move.TRANSFER)


def may_reopen(actor: Actor, row: Referral) -> Decision:
    """The agency that sent it or the one it went to, after it was declined or closed."""
    if actor.agency_id == row.from_agency_id:
        return check(actor, Action.READ, row) and _works_on_referrals(actor) and _reopens(row)
    return _decides(actor, row) and _reopens(row)


def may_close(actor: Actor, row: Referral) -> Decision:
    """As for accepting, once it was accepted, with what came of it."""
    return _decides(actor, row) and _can(row, Move.CLOSE)


def may_say_needs(actor: Actor, row: Referral) -> Decision:
    """Whoever may describe it, and whoever decides on it, and only for what is worked here."""
    if not row.worked_here:
        return deny("What is only tracked holds nothing of the case.")
    return _decides(actor, row) or may_describe(actor, row)


def may_say_standing(actor: Actor, row: Referral) -> Decision:
    """As for describing it. No standing follows from another."""
    return may_describe(actor, row)


def may_end_standing(actor: Actor, row: Referral) -> Decision:
    """As for describing it. What was said stays; it holds no longer from a day on."""
    return may_describe(actor, row)


def may_keep_service(actor: Actor) -> Decision:
    """Whoever's post works on referrals adds a service; it says nothing of anybody."""
    return _works_on_referrals(actor)


def may_count_places(actor: Actor, kept_by: UUID) -> Decision:
    """The agency that keeps the entry says how many places are free and how many people wait."""
    if actor.agency_id != kept_by:
        return deny("The agency that keeps this entry says how many places there are.")
    return _works_on_referrals(actor)


def may_agree_joint(actor: Actor, *, area: str = "") -> Decision:
    """A community safety manager or a safeguarding lead, for a district in which they work."""
    if not (actor.holds(Role.CSM) or actor.holds(Role.SAFEGUARDING_LEAD)):
        return deny("A community safety manager or a safeguarding lead says who owns a step.")
    if area and not _covers(actor, area):
        return deny("You write down owners in your own districts only.")
    return ALLOW


_BOARDS = (Role.CSM, Role.SAFEGUARDING_LEAD, Role.BOARD_MEMBER, Role.COUNTY_TEAM, Role.ANALYST)


def may_read_measures(actor: Actor) -> Decision:
    """Boards, the county team, analysts and leads: rounded counts of quarters that are over."""
    if not any(actor.holds(role) for role in _BOARDS):
        return deny("Your post does not work with boards.")
    return ALLOW


def may_freeze_quarter(actor: Actor) -> Decision:
    """The county team or an analyst, once for each area and quarter that is over."""
    if not (actor.holds(Role.COUNTY_TEAM) or actor.holds(Role.ANALYST)):
        return deny("The county team or an analyst freezes the counts of a quarter.")
    return ALLOW


def _works_on_referrals(actor: Actor) -> Decision:
    return ALLOW if Kind.REFERRAL in actor.kinds_for(Action.EDIT) else deny(REPORTS)


def _decides(actor: Actor, row: Referral) -> Decision:
    readable = check(actor, Action.READ, row)
    if not readable:
        return readable
    if actor.agency_id == row.to_agency_id or (
        not row.worked_here and actor.agency_id == row.from_agency_id
    ):
        return _works_on_referrals(actor)
    return deny("Whoever it went to decides on it.")


def _can(row: Referral, move: Move) -> Decision:
    reason = refusal(row.state, move)
    return deny(reason, clause="state") if reason else ALLOW


def _reopens(row: Referral) -> Decision:
    return _can(row, Move.REOPEN)
