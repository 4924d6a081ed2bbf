"""The front door of asking: what other modules may use."""

from frankpledge.asking.alerts import (
    AlertLine,
    acknowledge_alert,
    issue_alert,
    new_alerts,
    open_alert,
    recall_alert,
)
from frankpledge.asking.answering import answer_before, checklist, note_call, return_before
from frankpledge.asking.awaiting import Awaiting, Sort, awaiting
from frankpledge.asking.before_acting import (
    NOT_CLEARANCE,
    BeforeLine,
    answers_about,
    ask_before,
    chase_before,
    withdraw_before,
)
from frankpledge.asking.contacts import name_contact
from frankpledge.asking.immediate_risk import act_on_risk, act_without_asking
from frankpledge.asking.lateness import Lateness, lateness
from frankpledge.asking.policies import (
    may_ask_before,
    may_list_alerts,
    may_list_before,
    may_list_requests,
    may_list_requirements,
)
from frankpledge.asking.references import caption_of, url_of
from frankpledge.asking.requesting import (
    acknowledge_request,
    answer_request,
    authorise,
    clarify,
    close_request,
    draft_request,
    escalate,
    explain,
    send,
)
from frankpledge.asking.requirements import (
    RequirementLine,
    approve_requirement,
    count_response,
    current_requirements,
    draft_requirement,
    issue_requirement,
    withdraw_requirement,
)

__all__ = [
    "NOT_CLEARANCE",
    "AlertLine",
    "Awaiting",
    "BeforeLine",
    "Lateness",
    "RequirementLine",
    "Sort",
    "acknowledge_alert",
    "acknowledge_request",
    "act_on_risk",
    "act_without_asking",
    "answer_before",
    "answer_request",
    "answers_about",
    "approve_requirement",
    "ask_before",
    "authorise",
    "awaiting",
    "caption_of",
    "chase_before",
    "checklist",
    "clarify",
    "close_request",
    "count_response",
    "current_requirements",
    "draft_request",
    "draft_requirement",
    "escalate",
    "explain",
    "issue_alert",
    "issue_requirement",
    "lateness",
    "may_ask_before",
    "may_list_alerts",
    "may_list_before",
    "may_list_requests",
    "may_list_requirements",
    "name_contact",
    "new_alerts",
    "note_call",
    "open_alert",
    "recall_alert",
    "return_before",
    "send",
    "url_of",
    "withdraw_before",
    "withdraw_requirement",
]
