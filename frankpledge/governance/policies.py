"""Who may do what with meetings, the map of forums, offers and shared cases, and why not."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, Role, check, deny
from frankpledge.governance.models import AgendaItem, ForumEntry, Meeting, Offer, Run


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
    READ_MAP = "governance.read_map"
    READ_ENTRY = "governance.read_entry"
    WRITE_ENTRY = "governance.write_entry"
    CHANGE_ENTRY = "governance.change_entry"
    VERIFY_ENTRY = "governance.verify_entry"
    GIVE_FIGURES = "governance.give_figures"
    JUDGE_PURPOSE = "governance.judge_purpose"
    ESTIMATE_OVERLAP = "governance.estimate_overlap"
    OFFER = "governance.offer"
    AGREE_OFFER = "governance.agree_offer"
    END_OFFER = "governance.end_offer"
    OPEN_RUN = "governance.open_run"
    GIVE_HASHES = "governance.give_hashes"
    COUNT_RUN = "governance.count_run"
    EMPTY_RUN = "governance.empty_run"
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


def may_read_map(actor: Actor) -> Decision:
    """Whoever works with forums, sits on a board or answers for data sees the map of forums."""
    return _has(actor, Action.READ, Kind.FORUM_ENTRY, "Your post does not use the map of forums.")


def may_read_entry(actor: Actor, entry: ForumEntry) -> Decision:
    """Whoever the entry of a forum is shared with: the agencies of the partnership as a rule."""
    return check(actor, Action.READ, entry)


def may_write_entry(actor: Actor) -> Decision:
    """The county team and community safety managers put forums on the map."""
    sentence = "Only a community safety manager or the county team puts a forum on the map."
    return _has(actor, Action.CREATE, Kind.FORUM_ENTRY, sentence)


def may_change_entry(actor: Actor, entry: ForumEntry) -> Decision:
    """The agency that runs a forum keeps its entry true."""
    return check(actor, Action.EDIT, entry)


def may_verify_entry(actor: Actor, entry: ForumEntry) -> Decision:
    """The agency that runs a forum says that its entry is true, and when to look again."""
    return check(actor, Action.EDIT, entry)


def may_give_figures(actor: Actor, entry: ForumEntry) -> Decision:
    """The agency that runs a forum gives its figures, once for each closed period."""
    return check(actor, Action.EDIT, entry)


def may_judge_purpose(actor: Actor) -> Decision:
    """The county team and community safety managers say whether two forums repeat one another."""
    sentence = "Only a community safety manager or the county team says whether two forums repeat."
    return _has(actor, Action.CREATE, Kind.FORUM_ENTRY, sentence)


def may_estimate_overlap(actor: Actor, entry: ForumEntry) -> Decision:
    """The agency that runs a forum says how many of its cases another forum knows too."""
    return check(actor, Action.EDIT, entry)


def may_offer(actor: Actor) -> Decision:
    """Whoever works with problems says what their own agency can bring against a threat."""
    sentence = "Your post does not speak for what your agency can bring."
    return may_read_map(actor) and _has(actor, Action.CREATE, Kind.PROBLEM, sentence)


def may_agree_offer(actor: Actor, offer: Offer) -> Decision:
    """The county team agrees what an agency offers; nobody agrees an offer that they made."""
    if not actor.holds(Role.COUNTY_TEAM):
        return deny("Only the county team agrees an offer.")
    if offer.agreed_on or offer.ended_on:
        return deny("This offer has been agreed or has ended.")
    if offer.offered_by_id == actor.person_id:
        return deny("Somebody else agrees what you offered.")
    return ALLOW


def may_end_offer(actor: Actor, offer: Offer) -> Decision:
    """The agency that offered something says that it no longer can."""
    if offer.agency_id != actor.agency_id:
        return deny("You speak for your own agency only.")
    return deny("This offer has ended.") if offer.ended_on else may_offer(actor)


def may_open_run(actor: Actor) -> Decision:
    """An information governance lead opens a count of shared cases, with its assessment."""
    return _governs_information(actor)


def may_give_hashes(actor: Actor, entry: ForumEntry, run: Run, *, at: datetime) -> Decision:
    """The agency that runs a forum gives its hashes, once, while the run is open."""
    if run.deleted_at or run.ends_at <= at:
        return deny("This run has ended.")
    return check(actor, Action.EDIT, entry)


def may_count_run(actor: Actor, run: Run, *, at: datetime) -> Decision:
    """An information governance lead has a run counted, which empties it."""
    role = _governs_information(actor)
    if role and (run.deleted_at or run.ends_at <= at):
        return deny("This run has ended, and its hashes are gone.")
    return role


def may_empty_run(actor: Actor, run: Run) -> Decision:
    """An information governance lead lets a run go without counting it."""
    role = _governs_information(actor)
    return deny("This run has ended, and its hashes are gone.") if run.deleted_at else role


def _governs_information(actor: Actor) -> Decision:
    if not actor.holds(Role.INFORMATION_GOVERNANCE):
        return deny("Only an information governance lead runs a count of shared cases.")
    return ALLOW


def may_count_meetings(actor: Actor) -> Decision:
    """Whoever sits at meetings adds up those that they may open, and who came."""
    if Kind.MEETING not in actor.kinds_for(Action.READ):
        return deny("Your post does not sit at meetings.", clause="role")
    return ALLOW
