"""Learning's front door: what other modules may use."""

from frankpledge.learning.attending import (
    come,
    come_by_code,
    need,
    need_by_pass,
    note_attendance,
    rate,
    rate_by_pass,
    tell_afterwards,
)
from frankpledge.learning.audience import Coverage, coverage, keep_audience
from frankpledge.learning.cases import (
    ask_clearance,
    change_case,
    clear_case,
    withdraw_clearance,
    write_case,
)
from frankpledge.learning.confidence import Statement
from frankpledge.learning.counts import cases_cleared_between, people_reached
from frankpledge.learning.events import (
    call_off,
    follow_up,
    hold_event,
    invite,
    make_event,
    raise_issue,
    reply,
)
from frankpledge.learning.policies import may_list_cases, may_list_events, may_read_coverage
from frankpledge.learning.programme import (
    EventDue,
    awaiting as events_awaiting,
    issues_raised,
    page as event_page,
)
from frankpledge.learning.reading import (
    CaseDue,
    CaseLine,
    awaiting as cases_awaiting,
    cases_like,
    cleared as cases_cleared,
)
from frankpledge.learning.references import caption_of, url_of

__all__ = [
    "CaseDue",
    "CaseLine",
    "Coverage",
    "EventDue",
    "Statement",
    "ask_clearance",
    "call_off",
    "caption_of",
    "cases_awaiting",
    "cases_cleared",
    "cases_cleared_between",
    "cases_like",
    "change_case",
    "clear_case",
    "come",
    "come_by_code",
    "coverage",
    "event_page",
    "events_awaiting",
    "follow_up",
    "hold_event",
    "invite",
    "issues_raised",
    "keep_audience",
    "make_event",
    "may_list_cases",
    "may_list_events",
    "may_read_coverage",
    "need",
    "need_by_pass",
    "note_attendance",
    "people_reached",
    "raise_issue",
    "rate",
    "rate_by_pass",
    "reply",
    "tell_afterwards",
    "url_of",
    "withdraw_clearance",
    "write_case",
]
