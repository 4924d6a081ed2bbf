"""Who may do what with meetings, boards, the map of forums, offers and shared cases, and why."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, Role, check, deny
from frankpledge.governance.models import (
    NUMBERED,
    AgendaItem,
    BoardAction,
    BoardPaper,
    ForumEntry,
    Meeting,
    Offer,
    Priority,
    Run,
    Stage,
)


class Act(StrEnum):
    """What can be done here. Stored, and never renamed."""

    LIST_MEETINGS = "governance.list_meetings"
    READ_MEETING = "governance.read_meeting"
    READ_ITEM = "governance.read_item"
    CALL_MEETING = "governance.call_meeting"
    CALL_OFF_MEETING = "governance.call_off_meeting"
    BUILD_AGENDA = "governance.build_agenda"
    ASK_UPDATES = "governance.ask_updates"
    CHASE_UPDATES = "governance.chase_updates"
    GIVE_UPDATE = "governance.give_update"
    DECLARE_CONFLICT = "governance.declare_conflict"
    NOTE_ATTENDANCE = "governance.note_attendance"
    UNDERTAKE = "governance.undertake"
    DECIDE = "governance.decide"
    TAKE_MINUTES = "governance.take_minutes"
    EXPORT_MINUTES = "governance.export_minutes"
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
    LIST_PAPERS = "governance.list_papers"
    READ_PAPER = "governance.read_paper"
    PLAN_PAPER = "governance.plan_paper"
    WRITE_PAPER = "governance.write_paper"
    DRAFT_PAPER = "governance.draft_paper"
    SEND_PAPER = "governance.send_paper"
    CLEAR_PAPER = "governance.clear_paper"
    PUBLISH_PAPER = "governance.publish_paper"
    WITHDRAW_PAPER = "governance.withdraw_paper"
    MAKE_PACK = "governance.make_pack"
    MAKE_SCHEDULE = "governance.make_schedule"
    TAKE_BACK_DECISION = "governance.take_back_decision"
    REPORT_ON_ACTION = "governance.report_on_action"
    CLOSE_ACTION = "governance.close_action"
    ADD_TEMPLATE = "governance.add_template"
    END_TEMPLATE = "governance.end_template"
    LIST_PRIORITIES = "governance.list_priorities"
    READ_PRIORITY = "governance.read_priority"
    WRITE_PRIORITY = "governance.write_priority"
    SAY_ARRANGEMENT = "governance.say_arrangement"
    END_ARRANGEMENT = "governance.end_arrangement"
    KEEP_FIGURES = "governance.keep_figures"
    READ_FIGURES = "governance.read_figures"


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


def may_call_off_meeting(actor: Actor, meeting: Meeting, *, papers: int = 0) -> Decision:
    """The agency that called the meeting, before its minutes and while no paper is for it."""
    if papers:
        return deny("Papers are planned for this meeting. Withdraw them first.")
    return check(actor, Action.EDIT, meeting) and _not_over(meeting)


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


def may_undertake(actor: Actor, meeting: Meeting) -> Decision:
    """Whoever sits on the forum undertakes to keep what is said, for themselves alone."""
    sits = ALLOW if meeting.forum_id in actor.forums else deny("You do not sit on this forum.")
    return check(actor, Action.READ, meeting) and sits and _not_over(meeting)


def may_decide(actor: Actor, item: AgendaItem) -> Decision:
    """The agency that called the meeting writes down what it decides, until the minutes."""
    role = _has(actor, Action.CREATE, Kind.DECISION, "Your post does not record decisions.")
    return role and check(actor, Action.EDIT, item) and _not_minuted(item)


def keeps_minutes(actor: Actor, meeting: Meeting) -> Decision:
    """Whether somebody’s agency called the meeting, and so writes down what it decides."""
    return check(actor, Action.EDIT, meeting) and _not_called_off(meeting)


def may_take_minutes(actor: Actor, meeting: Meeting, *, at: datetime) -> Decision:
    """The agency that called the meeting takes its minutes, once it has begun."""
    decides = keeps_minutes(actor, meeting)
    if decides and at < meeting.starts_at:
        return deny("This meeting has not begun.")
    return decides


def may_export_minutes(actor: Actor, meeting: Meeting) -> Decision:
    """The agency that keeps the minutes takes them away, with the items that the taker may see."""
    return check(actor, Action.EDIT, meeting)


def _not_over(meeting: Meeting) -> Decision:
    if meeting.minuted_at:
        return deny("The minutes of this meeting have been taken.")
    return _not_called_off(meeting)


def _not_called_off(meeting: Meeting) -> Decision:
    return deny("This meeting was called off.") if meeting.called_off_at else ALLOW


def _not_minuted(item: AgendaItem) -> Decision:
    if item.minuted_at:
        return deny("The minutes of this item have been taken.")
    return _not_called_off(item.meeting)


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


_IN_CHAIN = (Stage.OWNER, Stage.POLICE, Stage.COUNTY, Stage.CHAIR)


def may_list_papers(actor: Actor) -> Decision:
    """Whoever writes papers, clears them or sits on a board sees what is planned for theirs."""
    return _has(actor, Action.READ, Kind.PAPER, "Your post does not work with board papers.")


def may_read_paper(actor: Actor, paper: BoardPaper, *, is_police: bool) -> Decision:
    """The board once it is published; before that its owner, and whoever has it to clear."""
    allowed = check(actor, Action.READ, paper)
    if not allowed or paper.stage in NUMBERED or _owns(actor, paper):
        return allowed
    if paper.stage == Stage.WITHDRAWN:
        return deny("This paper was withdrawn before the board had it.")
    so_far = _IN_CHAIN[: _IN_CHAIN.index(Stage(paper.stage)) + 1] if _in_chain(paper) else ()
    steps = _IN_CHAIN if paper.stage == Stage.CLEARED else so_far
    if any(_clears(actor, paper, step, is_police=is_police) for step in steps):
        return allowed
    return deny("This paper has not been published. Until then only who clears it may read it.")


def may_plan_paper(actor: Actor) -> Decision:
    """Community safety managers and the county team put work on the agendas to come."""
    return _has(actor, Action.CREATE, Kind.PAPER, "Your post does not write board papers.")


def may_write_paper(actor: Actor, paper: BoardPaper) -> Decision:
    """The agency whose paper it is, until it goes to be cleared."""
    return check(actor, Action.EDIT, paper) and _still_written(paper)


def may_draft_paper(actor: Actor, paper: BoardPaper) -> Decision:
    """The agency whose paper it is has it drafted from cleared figures, until it is sent on."""
    return check(actor, Action.EDIT, paper) and _still_written(paper)


def may_send_paper(actor: Actor, paper: BoardPaper) -> Decision:
    """The agency whose paper it is sends it to be cleared."""
    return check(actor, Action.EDIT, paper) and _still_written(paper)


def may_clear_paper(actor: Actor, paper: BoardPaper, *, is_police: bool) -> Decision:
    """In turn: a colleague of the author, the police, the county team and whoever chairs.

    Nobody clears what they wrote. Whoever may clear may send it back, with a reason.
    """
    if not _in_chain(paper):
        return deny("This paper is not waiting to be cleared.")
    if paper.author_id == actor.person_id:
        return deny("You wrote this paper, so somebody else clears it.")
    if not _clears(actor, paper, Stage(paper.stage), is_police=is_police):
        return deny(_WAITS[Stage(paper.stage)])
    return ALLOW


_WAITS = {
    Stage.OWNER: "This paper waits for a colleague of its author.",
    Stage.POLICE: "This paper waits for the police to clear what it says of crime.",
    Stage.COUNTY: "This paper waits for the county team.",
    Stage.CHAIR: "This paper waits for whoever chairs the board.",
}


def may_publish_paper(actor: Actor, paper: BoardPaper) -> Decision:
    """The agency whose paper it is, once everybody in the chain has cleared it."""
    role = check(actor, Action.PUBLISH, paper)
    if role and not _owns(actor, paper):
        return deny("Only the agency whose paper it is publishes it.", clause="owner")
    if role and paper.stage != Stage.CLEARED:
        return deny("Everybody in the chain has to clear it first.")
    return role


def may_withdraw_paper(actor: Actor, paper: BoardPaper) -> Decision:
    """The agency whose paper it is, until the board has considered it."""
    if paper.stage in (Stage.CONSIDERED, Stage.WITHDRAWN):
        return deny("The board has considered this paper, or it was withdrawn.")
    return check(actor, Action.EDIT, paper)


def may_make_pack(actor: Actor) -> Decision:
    """Whoever may read the papers of a meeting takes them in one file."""
    return may_list_papers(actor)


def may_make_schedule(actor: Actor, paper: BoardPaper) -> Decision:
    """Whoever reads a paper takes a schedule of whose its entries are."""
    return check(actor, Action.READ, paper)


def may_take_back_decision(actor: Actor, paper: BoardPaper) -> Decision:
    """The agency whose paper it is writes down what the board resolved, once it has met."""
    if paper.stage not in (Stage.PUBLISHED, Stage.WITHHELD):
        return deny("Only a paper that a board has before it can be decided on.")
    return check(actor, Action.EDIT, paper)


def may_report_on_action(actor: Actor, action: BoardAction) -> Decision:
    """The agency that is to do it says how far it is, as does the agency that keeps the log."""
    if action.closed_at:
        return deny("The chair has closed this action.")
    if actor.agency_id not in (action.owner_agency_id, action.paper.protection.owner_id):
        return deny("Only the agency that is to do this, or that keeps the log, reports on it.")
    return check(actor, Action.READ, action.paper)


def may_close_action(actor: Actor, action: BoardAction, *, is_complete: bool) -> Decision:
    """Whoever chairs the board, when its owner has said that it is complete."""
    if action.closed_at:
        return deny("The chair has closed this action.")
    if not is_complete:
        return deny("Its owner has not said that it is complete.")
    if actor.agency_id == action.owner_agency_id:
        return deny("Somebody of another agency confirms that it is complete.")
    return _chairs(actor, action.paper) or deny(
        "Only somebody who chairs the board closes its actions."
    )


def may_add_template(actor: Actor) -> Decision:
    """Whoever writes papers gives their own agency's template."""
    return may_plan_paper(actor)


def may_end_template(actor: Actor) -> Decision:
    """Whoever writes papers ends a template of their own agency."""
    return may_plan_paper(actor)


def may_list_priorities(actor: Actor) -> Decision:
    """Whoever keeps priorities or sits on a board sees how strongly they carry it."""
    return _has(actor, Action.READ, Kind.PRIORITY, "Your post does not read the register.")


def may_read_priority(actor: Actor, priority: Priority) -> Decision:
    """Whoever reads the register."""
    return check(actor, Action.READ, priority)


def may_write_priority(actor: Actor) -> Decision:
    """A partnership's manager for their own area, and the county team."""
    return _has(actor, Action.CREATE, Kind.PRIORITY, "Your post does not keep the register.")


def may_say_arrangement(actor: Actor) -> Decision:
    """Whoever keeps the register of priorities says what a body has arranged."""
    return may_write_priority(actor)


def may_end_arrangement(actor: Actor) -> Decision:
    """Whoever keeps the register says when an arrangement ended."""
    return may_write_priority(actor)


def may_keep_figures(actor: Actor) -> Decision:
    """The county team, once for each period of an area, when it is over."""
    if not actor.holds(Role.COUNTY_TEAM):
        return deny("The county team has a period counted for boards.")
    return ALLOW


def may_read_figures(actor: Actor) -> Decision:
    """Whoever sits on a board, and the county team that works for boards."""
    if not (actor.holds(Role.BOARD_MEMBER) or actor.holds(Role.COUNTY_TEAM)):
        return deny("Your post does not sit on a board.")
    return ALLOW


def _owns(actor: Actor, paper: BoardPaper) -> bool:
    return actor.agency_id == paper.protection.owner_id


def _in_chain(paper: BoardPaper) -> bool:
    return paper.stage in _IN_CHAIN


def _still_written(paper: BoardPaper) -> Decision:
    if paper.stage in (Stage.PLANNED, Stage.DRAFT):
        return ALLOW
    return deny("This paper has gone to be cleared. Ask for it to be sent back to change it.")


def _clears(actor: Actor, paper: BoardPaper, stage: Stage, *, is_police: bool) -> bool:
    if stage == Stage.OWNER:
        edits = check(actor, Action.EDIT, paper) or check(actor, Action.APPROVE, paper)
        return _owns(actor, paper) and bool(edits)
    if stage == Stage.CHAIR:
        return bool(_chairs(actor, paper))
    allowed = bool(check(actor, Action.APPROVE, paper))
    if stage == Stage.POLICE:
        return allowed and is_police
    return allowed and actor.holds(Role.COUNTY_TEAM)


def _chairs(actor: Actor, paper: BoardPaper) -> Decision:
    sits = paper.forum_id in actor.forums
    leads = actor.holds(Role.BOARD_MEMBER) or actor.holds(Role.LEAD_OFFICER)
    if not (sits and leads):
        return deny("Only somebody who can chair the board may do this.")
    return check(actor, Action.APPROVE, paper)
