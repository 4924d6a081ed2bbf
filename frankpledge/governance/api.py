"""Governance's front door: what other modules may use."""

from frankpledge.governance.agenda import (
    DecisionLine,
    ItemFacts,
    ItemPage,
    UpdateLine,
    ask_updates,
    build_agenda,
    chase_updates,
    give_update,
    items_about,
    page as item_page,
)
from frankpledge.governance.conflicts import declare_conflict
from frankpledge.governance.counts import Held, meetings_between
from frankpledge.governance.meetings import (
    MeetingFacts,
    NextMeeting,
    call_meeting,
    next_meeting,
    note_attendance,
    page as meeting_page,
)
from frankpledge.governance.minutes import MinutedAction, decide, take_minutes
from frankpledge.governance.references import caption_of, problem_behind, url_of

__all__ = [
    "DecisionLine",
    "Held",
    "ItemFacts",
    "ItemPage",
    "MeetingFacts",
    "MinutedAction",
    "NextMeeting",
    "UpdateLine",
    "ask_updates",
    "build_agenda",
    "call_meeting",
    "caption_of",
    "chase_updates",
    "decide",
    "declare_conflict",
    "give_update",
    "item_page",
    "items_about",
    "meeting_page",
    "meetings_between",
    "next_meeting",
    "note_attendance",
    "problem_behind",
    "take_minutes",
    "url_of",
]
