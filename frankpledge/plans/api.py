"""Plans's front door: what other modules may use."""

from frankpledge.plans.actions import (
    actions_from,
    actions_from_each,
    add_action,
    late_actions,
    listed,
    progress_action,
    proposed_to,
    rechecks_due,
    to_confirm,
    without_actions,
)
from frankpledge.plans.disruptions import (
    DisruptionLine,
    claim_disruption,
    join_disruption,
    moderate_disruption,
    review_disruption,
    to_look_at_again,
    waiting as disruptions_to_moderate,
)
from frankpledge.plans.following import (
    block_action,
    confirm_action,
    describe_action,
    set_milestone,
)
from frankpledge.plans.lines import ActionLine
from frankpledge.plans.models import FourP
from frankpledge.plans.planning import (
    add_objective,
    copy_plan,
    describe_plan,
    join_plan,
    listed as plans_listed,
    make_plan,
)
from frankpledge.plans.policies import (
    may_add_action,
    may_collate_returns,
    may_list_actions,
    may_list_disruptions,
    may_list_returns,
)
from frankpledge.plans.references import caption_of, url_of
from frankpledge.plans.returns.asking import chase_return, request_returns, round_called
from frankpledge.plans.returns.collation import County, county, rounds as return_rounds
from frankpledge.plans.returns.making import (
    begin_return,
    chairs as return_chairs,
    check_return,
    fill_block,
    hand_return,
    make_nil,
    owed as returns_owed,
    page as return_page,
    sign_return,
    to_check as returns_to_check,
    to_sign as returns_to_sign,
)
from frankpledge.plans.returns.shown import Awaited, ReturnLine
from frankpledge.plans.tasking import take_minutes

__all__ = [
    "ActionLine",
    "Awaited",
    "County",
    "DisruptionLine",
    "FourP",
    "ReturnLine",
    "actions_from",
    "actions_from_each",
    "add_action",
    "add_objective",
    "begin_return",
    "block_action",
    "caption_of",
    "chase_return",
    "check_return",
    "claim_disruption",
    "confirm_action",
    "copy_plan",
    "county",
    "describe_action",
    "describe_plan",
    "disruptions_to_moderate",
    "fill_block",
    "hand_return",
    "join_disruption",
    "join_plan",
    "late_actions",
    "listed",
    "make_nil",
    "make_plan",
    "may_add_action",
    "may_collate_returns",
    "may_list_actions",
    "may_list_disruptions",
    "may_list_returns",
    "moderate_disruption",
    "plans_listed",
    "progress_action",
    "proposed_to",
    "rechecks_due",
    "request_returns",
    "return_chairs",
    "return_page",
    "return_rounds",
    "returns_owed",
    "returns_to_check",
    "returns_to_sign",
    "review_disruption",
    "round_called",
    "set_milestone",
    "sign_return",
    "take_minutes",
    "to_confirm",
    "to_look_at_again",
    "url_of",
    "without_actions",
]
