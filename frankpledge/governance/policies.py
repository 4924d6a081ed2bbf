"""Who may do what with meetings, their items and decisions, and why not."""

from __future__ import annotations

from enum import StrEnum

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, check, deny
from frankpledge.governance.models import AgendaItem, Meeting


class Act(StrEnum):
    """What can be done here. Stored, and never renamed."""

    LIST_MEETINGS = "governance.list_meetings"
    READ_MEETING = "governance.read_meeting"
    READ_ITEM = "governance.read_item"
    CALL_MEETING = "governance.call_meeting"
    BUILD_AGENDA = "governance.build_agenda"
    ASK_UPDATES = "governance.ask_updates"
    CHASE_UPDATES = "governance.chase_updates"
    GIVE_UPDATE = "governance.give_update"
    DECLARE_CONFLICT = "governance.declare_conflict"
    NOTE_ATTENDANCE = "governance.note_attendance"
    DECIDE = "governance.decide"
    TAKE_MINUTES = "governance.take_minutes"
    COUNT_MEETINGS = "governance.count_meetings"


def _has(actor: Actor, action: Action, kind: Kind, sentence: str) -> Decision:
    return ALLOW if kind in actor.kinds_for(action) else deny(sentence, clause="role")


def may_list_meetings(actor: Actor) -> Decision:
    """Whoever's post attends meetings sees those of their own forums and agency."""
    return _has(actor, Action.READ, Kind.MEETING, "Your post does not attend meetings.")


def may_read_meeting(actor: Actor, meeting: Meeting) -> Decision:
    """Members of the forum, and the agency that calls it, within the areas that it covers."""
    return check(actor, Action.READ, meeting)


def may_read_item(actor: Actor, item: AgendaItem) -> Decision:
    """Whoever may read the meeting and has no conflict with what the item is about."""
    return check(actor, Action.READ, item)


def may_call_meeting(actor: Actor) -> Decision:
    """Whoever's post runs meetings, for a forum that they sit on."""
    role = _has(actor, Action.CREATE, Kind.MEETING, "Your post does not call meetings.")
    if role and not actor.forums:
        return deny("You do not sit on a forum that could meet.")
    return role


def may_build_agenda(actor: Actor, meeting: Meeting) -> Decision:
    """The agency that called the meeting puts open problems on its agenda."""
    return check(actor, Action.EDIT, meeting) and _not_over(meeting)


def may_ask_updates(actor: Actor, meeting: Meeting) -> Decision:
    """The agency that called the meeting asks agencies for updates."""
    return check(actor, Action.EDIT, meeting) and _not_over(meeting)


def may_chase_updates(actor: Actor, meeting: Meeting) -> Decision:
    """The agency that called the meeting reminds those who have not updated."""
    return check(actor, Action.EDIT, meeting) and _not_over(meeting)


def may_give_update(actor: Actor, item: AgendaItem, *, asked: bool) -> Decision:
    """Only an agency that was asked gives an update, until the minutes are taken."""
    if not asked:
        return deny("Your agency has not been asked for an update on this.")
    return check(actor, Action.COMMENT, item) and _not_minuted(item)


def may_declare_conflict(actor: Actor, item: AgendaItem) -> Decision:
    """Anybody who may read an item declares their own conflict with it, and cannot take it back."""
    return check(actor, Action.READ, item)


def may_note_attendance(actor: Actor, meeting: Meeting) -> Decision:
    """The agency that called the meeting notes who is there."""
    return check(actor, Action.EDIT, meeting) and _not_over(meeting)


def may_decide(actor: Actor, item: AgendaItem) -> Decision:
    """The agency that called the meeting writes down what it decides, until the minutes."""
    role = _has(actor, Action.CREATE, Kind.DECISION, "Your post does not record decisions.")
    return role and check(actor, Action.EDIT, item) and _not_minuted(item)


def may_take_minutes(actor: Actor, meeting: Meeting) -> Decision:
    """The agency that called the meeting takes its minutes."""
    return check(actor, Action.EDIT, meeting)


def _not_over(meeting: Meeting) -> Decision:
    return deny("The minutes of this meeting have been taken.") if meeting.minuted_at else ALLOW


def _not_minuted(item: AgendaItem) -> Decision:
    return deny("The minutes of this item have been taken.") if item.minuted_at else ALLOW


def may_count_meetings(actor: Actor) -> Decision:
    """Whoever sits at meetings adds up those that they may open, and who came."""
    if Kind.MEETING not in actor.kinds_for(Action.READ):
        return deny("Your post does not sit at meetings.", clause="role")
    return ALLOW
