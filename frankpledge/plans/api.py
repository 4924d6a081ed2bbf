"""Plans's front door: what other modules may use."""

from frankpledge.plans.actions import (
    ActionLine,
    actions_from,
    actions_from_each,
    add_action,
    late_actions,
    listed,
    progress_action,
    proposed_to,
    without_actions,
)
from frankpledge.plans.models import FourP
from frankpledge.plans.policies import may_add_action, may_list_actions
from frankpledge.plans.references import caption_of, url_of
from frankpledge.plans.tasking import take_minutes

__all__ = [
    "ActionLine",
    "FourP",
    "actions_from",
    "actions_from_each",
    "add_action",
    "caption_of",
    "late_actions",
    "listed",
    "may_add_action",
    "may_list_actions",
    "progress_action",
    "proposed_to",
    "take_minutes",
    "url_of",
    "without_actions",
]
