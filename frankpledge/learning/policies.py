"""Who may do what with events, coverage and case studies, and why not."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, check, deny
from frankpledge.learning.clearing import Standing
from frankpledge.learning.due import asked_on
from frankpledge.learning.models import (
    Attendance,
    CaseState,
    CaseStudy,
    Clearance,
    Event,
    EventState,
    Issue,
)

OPENS_BEFORE, CLOSES_AFTER = timedelta(hours=1), timedelta(hours=3)
"""How long before an event its door is open, and how long after its end."""


class Act(StrEnum):
    """What can be done here. Stored, and never renamed."""

    LIST_EVENTS = "learning.list_events"
    READ_EVENT = "learning.read_event"
    MAKE_EVENT = "learning.make_event"
    CHANGE_EVENT = "learning.change_event"
    INVITE = "learning.invite"
    REPLY = "learning.reply"
    COME = "learning.come"
    COME_BY_CODE = "learning.come_by_code"
    NOTE_ATTENDANCE = "learning.note_attendance"
    RATE = "learning.rate"
    NOTE_NEED = "learning.note_need"
    RAISE_ISSUE = "learning.raise_issue"
    READ_ISSUE = "learning.read_issue"
    TELL_AFTERWARDS = "learning.tell_afterwards"
    FOLLOW_UP = "learning.follow_up"
    READ_COVERAGE = "learning.read_coverage"
    KEEP_AUDIENCE = "learning.keep_audience"
    LIST_CASES = "learning.list_cases"
    READ_CASE = "learning.read_case"
    WRITE_CASE = "learning.write_case"
    CHANGE_CASE = "learning.change_case"
    ASK_CLEARANCE = "learning.ask_clearance"
    CLEAR_CASE = "learning.clear_case"
    WITHDRAW_CLEARANCE = "learning.withdraw_clearance"


def _has(actor: Actor, action: Action, kind: Kind, sentence: str) -> Decision:
    return ALLOW if kind in actor.kinds_for(action) else deny(sentence, clause="role")


# --- events -----------------------------------------------------------------------------------


def may_list_events(actor: Actor) -> Decision:
    """Whoever’s post goes to events sees those that their agency runs or is asked to."""
    return _has(actor, Action.READ, Kind.EVENT, "Your post does not go to events.")


def may_read_event(actor: Actor, event: Event) -> Decision:
    """The agency that runs it and the agencies that it asked."""
    return check(actor, Action.READ, event)


def may_make_event(actor: Actor) -> Decision:
    """Community safety managers and the county team."""
    return _has(actor, Action.CREATE, Kind.EVENT, "Your post does not run events.")


def may_change_event(actor: Actor, event: Event) -> Decision:
    """The agency that runs it, while it is planned."""
    edits = check(actor, Action.EDIT, event)
    if not edits:
        return edits
    if event.state != EventState.PLANNED:
        return deny(f"An event that was {event.get_state_display().lower()} is not changed.")
    return ALLOW


def may_invite(actor: Actor, event: Event) -> Decision:
    """The agency that runs it, while it is planned."""
    return may_change_event(actor, event)


def may_reply(actor: Actor, event: Event, *, is_invited: bool = True) -> Decision:
    """Anybody of an agency that was asked, for their agency, until it begins."""
    seen = check(actor, Action.COMMENT, event)
    if not seen:
        return seen
    if not is_invited:
        return deny("Your agency was not asked by name.")
    if event.state != EventState.PLANNED or event.starts_at <= actor.at:
        return deny("It is too late to answer.")
    return ALLOW


def is_door_open(event: Event, actor: Actor) -> bool:
    """Whether somebody can be counted in now: from an hour before until three hours after."""
    opens, closes = event.starts_at - OPENS_BEFORE, event.ends_at + CLOSES_AFTER
    return event.state != EventState.CALLED_OFF and opens <= actor.at <= closes


def may_come(actor: Actor, event: Event) -> Decision:
    """Anybody who may read it, for themselves, while its door is open."""
    seen = check(actor, Action.COMMENT, event)
    if not seen:
        return seen
    if not is_door_open(event, actor):
        return deny("The door is open from an hour before it begins to three hours after it ends.")
    return ALLOW


def may_come_by_code(actor: Actor, event: Event) -> Decision:
    """Anybody who holds the code of the door, without an account and without a name."""
    return may_come(actor, event)


def may_note_attendance(actor: Actor, event: Event) -> Decision:
    """The agency that runs it, once it has begun: from a list that was signed on paper."""
    edits = check(actor, Action.EDIT, event)
    if not edits:
        return edits
    if event.state == EventState.CALLED_OFF or event.starts_at > actor.at:
        return deny("Nobody has come yet.")
    return ALLOW


def may_rate(actor: Actor, event: Event) -> Decision:
    """Anybody who came, for themselves: before it ends, and after it for a week."""
    seen = check(actor, Action.COMMENT, event)
    if not seen:
        return seen
    if event.ends_at + timedelta(days=7) < actor.at:
        return deny("How sure people are is asked on the day and for a week after it.")
    return ALLOW


def may_note_need(actor: Actor, event: Event) -> Decision:
    """Anybody who came, for themselves, and the agency that runs it."""
    seen = check(actor, Action.COMMENT, event)
    if not seen:
        return seen
    return deny("It was called off.") if event.state == EventState.CALLED_OFF else ALLOW


def may_raise_issue(actor: Actor, event: Event) -> Decision:
    """Anybody who may read it and whose post raises issues, once it has begun."""
    seen = check(actor, Action.COMMENT, event)
    if not seen:
        return seen
    if Kind.ISSUE not in actor.kinds_for(Action.CREATE):
        return deny("Your post does not raise issues.", clause="role")
    if event.state == EventState.CALLED_OFF or event.starts_at > actor.at:
        return deny("Issues are raised once it has begun.")
    return ALLOW


def may_read_issue(actor: Actor, issue: Issue) -> Decision:
    """Whoever may read the event at which it was raised."""
    return check(actor, Action.READ, issue)


def may_tell_afterwards(actor: Actor, event: Event, came: Attendance | None = None) -> Decision:
    """Whoever came, for themselves, once three months have gone by."""
    seen = check(actor, Action.COMMENT, event)
    if not seen:
        return seen
    if came is None:
        return deny("Those who came are asked.")
    if came.followed_up_at is not None:
        return deny("You have told us already.")
    if actor.at.date() < asked_on(event.starts_at.date()):
        return deny("You will be asked three months after it.")
    return ALLOW


def may_follow_up(actor: Actor, event: Event) -> Decision:
    """The agency that runs it, once three months have gone by since it was held."""
    edits = check(actor, Action.EDIT, event)
    if not edits:
        return edits
    if event.state != EventState.HELD:
        return deny("It has not been held.")
    if event.followed_up_at is not None:
        return deny("It has been followed up.")
    if actor.at.date() < asked_on(event.starts_at.date()):
        return deny("It is followed up three months after it was held.")
    return ALLOW


# --- coverage ---------------------------------------------------------------------------------


def may_read_coverage(actor: Actor) -> Decision:
    """Community safety managers and the county team, for the events that are open to them."""
    return _has(actor, Action.CREATE, Kind.EVENT, "Your post does not run events.")


def may_keep_audience(actor: Actor, area: str = "") -> Decision:
    """Community safety managers and the county team, for the districts of their post."""
    runs = may_read_coverage(actor)
    if not runs:
        return runs
    if area and not actor.force_wide and area not in actor.districts:
        return deny("Your post does not cover that district.")
    return ALLOW


# --- case studies -----------------------------------------------------------------------------


def may_list_cases(actor: Actor) -> Decision:
    """Whoever’s post reads case studies sees those that are cleared, and those of their agency."""
    return _has(actor, Action.READ, Kind.CASE_STUDY, "Your post does not read case studies.")


def may_read_case(
    actor: Actor, case: CaseStudy, *, is_party: bool = True, stands: Standing = Standing.CLEARED
) -> Decision:
    """Its author’s agency and those that clear it; anybody else while every clearance stands."""
    seen = check(actor, Action.READ, case)
    if not seen:
        return seen
    if not is_party and stands != Standing.CLEARED:
        return deny("Its clearance has ended, so it is not shown until it is cleared again.")
    return ALLOW


def may_write_case(actor: Actor) -> Decision:
    """Community safety managers and the county team."""
    return _has(actor, Action.CREATE, Kind.CASE_STUDY, "Your post does not write case studies.")


def may_change_case(actor: Actor, case: CaseStudy) -> Decision:
    """Its author’s agency. Changed words are cleared again by everybody."""
    return check(actor, Action.EDIT, case)


def may_ask_clearance(actor: Actor, case: CaseStudy) -> Decision:
    """Its author’s agency, while it is a draft."""
    edits = check(actor, Action.EDIT, case)
    if not edits:
        return edits
    return ALLOW if case.state == CaseState.DRAFT else deny("It is out for clearance already.")


def may_clear_case(actor: Actor, case: CaseStudy, asked: Clearance | None = None) -> Decision:
    """Somebody of an agency that took part, for that agency, and never whoever wrote it."""
    approves = check(actor, Action.APPROVE, case)
    if not approves:
        return approves
    if case.state != CaseState.OUT:
        return deny("It is still being written.")
    if asked is None:
        return deny("Your agency is not asked to clear it.")
    if actor.person_id == case.written_by_id:
        return deny("Somebody other than its author clears it.")
    return ALLOW


def may_withdraw_clearance(
    actor: Actor, case: CaseStudy, stands: Standing = Standing.CLEARED
) -> Decision:
    """Somebody of an agency that cleared it, at any time, with the reason."""
    approves = check(actor, Action.APPROVE, case)
    if not approves:
        return approves
    if stands != Standing.CLEARED:
        return deny("Your agency has not cleared it.")
    return ALLOW
