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
from frankpledge.governance.forums.entries import (
    Due as DueEntry,
    change_entry,
    due as entries_due,
    give_figures,
    verify_entry,
    write_entry,
)
from frankpledge.governance.forums.offers import OfferLine, agree_offer, offer, offers
from frankpledge.governance.forums.reference import harm_words
from frankpledge.governance.forums.said import EntryFacts, RouteCount, SeatFacts
from frankpledge.governance.forums.shared_cases import (
    count_run,
    estimate_overlap,
    give_hashes,
    open_run,
    runs,
)
from frankpledge.governance.meetings import (
    MeetingFacts,
    NextMeeting,
    call_meeting,
    next_meeting,
    note_attendance,
    page as meeting_page,
)
from frankpledge.governance.minutes import MinutedAction, decide, take_minutes
from frankpledge.governance.policies import may_read_map, may_write_entry
from frankpledge.governance.references import caption_of, problem_behind, url_of

__all__ = [
    "DecisionLine",
    "DueEntry",
    "EntryFacts",
    "Held",
    "ItemFacts",
    "ItemPage",
    "MeetingFacts",
    "MinutedAction",
    "NextMeeting",
    "OfferLine",
    "RouteCount",
    "SeatFacts",
    "UpdateLine",
    "agree_offer",
    "ask_updates",
    "build_agenda",
    "call_meeting",
    "caption_of",
    "change_entry",
    "chase_updates",
    "count_run",
    "decide",
    "declare_conflict",
    "entries_due",
    "estimate_overlap",
    "give_figures",
    "give_hashes",
    "give_update",
    "harm_words",
    "item_page",
    "items_about",
    "may_read_map",
    "may_write_entry",
    "meeting_page",
    "meetings_between",
    "next_meeting",
    "note_attendance",
    "offer",
    "offers",
    "open_run",
    "problem_behind",
    "runs",
    "take_minutes",
    "url_of",
    "verify_entry",
    "write_entry",
]
