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
from frankpledge.governance.boards.arrangements import (
    ArrangementLine,
    arrangements,
    end_arrangement,
    forums_verified,
    say_arrangement,
)
from frankpledge.governance.boards.clearing import (
    RaisedAction,
    clear_paper,
    publish_paper,
    send_paper,
    take_back_decision,
)
from frankpledge.governance.boards.house import add_template
from frankpledge.governance.boards.log import (
    actions_before as board_actions_before,
    close_action as close_board_action,
    owed_by as board_actions_owed,
    report_on_action,
    to_close as board_actions_to_close,
)
from frankpledge.governance.boards.packs import pack as pack_of
from frankpledge.governance.boards.priorities import (
    strong_of as strong_priorities,
    unrecorded as priorities_unrecorded,
    write_priority,
)
from frankpledge.governance.boards.reading import (
    considered as papers_considered,
    page as paper_page,
    to_clear as papers_to_clear,
    to_write as papers_to_write,
)
from frankpledge.governance.boards.rules import plan_year, year_words
from frankpledge.governance.boards.said import (
    ActionFacts as BoardActionFacts,
    DraftedFigure,
    DraftedParagraph,
    PaperFacts,
    PaperLine,
)
from frankpledge.governance.boards.writing import (
    Written,
    draft_paper,
    plan_paper,
    recommend,
    withdraw_paper,
    write_paper,
    write_section,
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
    undertake,
)
from frankpledge.governance.minutes import MinutedAction, decide, take_minutes
from frankpledge.governance.policies import (
    may_list_papers,
    may_list_priorities,
    may_read_map,
    may_write_entry,
)
from frankpledge.governance.references import caption_of, problem_behind, url_of

__all__ = [
    "ArrangementLine",
    "BoardActionFacts",
    "DecisionLine",
    "DraftedFigure",
    "DraftedParagraph",
    "DueEntry",
    "EntryFacts",
    "Held",
    "ItemFacts",
    "ItemPage",
    "MeetingFacts",
    "MinutedAction",
    "NextMeeting",
    "OfferLine",
    "PaperFacts",
    "PaperLine",
    "RaisedAction",
    "RouteCount",
    "SeatFacts",
    "UpdateLine",
    "Written",
    "add_template",
    "agree_offer",
    "arrangements",
    "ask_updates",
    "board_actions_before",
    "board_actions_owed",
    "board_actions_to_close",
    "build_agenda",
    "call_meeting",
    "caption_of",
    "change_entry",
    "chase_updates",
    "clear_paper",
    "close_board_action",
    "count_run",
    "decide",
    "declare_conflict",
    "draft_paper",
    "end_arrangement",
    "entries_due",
    "estimate_overlap",
    "forums_verified",
    "give_figures",
    "give_hashes",
    "give_update",
    "harm_words",
    "item_page",
    "items_about",
    "may_list_papers",
    "may_list_priorities",
    "may_read_map",
    "may_write_entry",
    "meeting_page",
    "meetings_between",
    "next_meeting",
    "note_attendance",
    "offer",
    "offers",
    "open_run",
    "pack_of",
    "paper_page",
    "papers_considered",
    "papers_to_clear",
    "papers_to_write",
    "plan_paper",
    "plan_year",
    "priorities_unrecorded",
    "problem_behind",
    "publish_paper",
    "recommend",
    "report_on_action",
    "runs",
    "say_arrangement",
    "send_paper",
    "strong_priorities",
    "take_back_decision",
    "take_minutes",
    "undertake",
    "url_of",
    "verify_entry",
    "withdraw_paper",
    "write_entry",
    "write_paper",
    "write_priority",
    "write_section",
    "year_words",
]
