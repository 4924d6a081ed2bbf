"""The front door of referrals: a wall. Who may come in stands in `pyproject.toml`.

Before anything is enforced at a place, ask `duty_contact(area=…, by=…, at=…)` whom to ring, and
keep what is thought of with `note_gate(…)`. Both do the same whatever is held there.
"""

from frankpledge.referrals.concerns import Shared, shared_concerns
from frankpledge.referrals.counting import QuarterShown, freeze_quarter, quarter
from frankpledge.referrals.describing import describe, say_needs, say_standing
from frankpledge.referrals.directory import count_places, keep_service
from frankpledge.referrals.doors import set_door
from frankpledge.referrals.duty import set_duty
from frankpledge.referrals.first_responders import Offer
from frankpledge.referrals.following import accept, close, decline, receive, reopen, transfer
from frankpledge.referrals.gate import (
    DutyContact,
    NoDutyContact,
    Notice,
    duty_contact,
    note_gate,
    notices_for,
)
from frankpledge.referrals.joint import agree_joint
from frankpledge.referrals.policies import may_list_referrals, may_read_notices, may_route
from frankpledge.referrals.register import ReferralLine, awaiting, crossing, decided_since
from frankpledge.referrals.sending import Content, refer

__all__ = [
    "Content",
    "DutyContact",
    "NoDutyContact",
    "Notice",
    "Offer",
    "QuarterShown",
    "ReferralLine",
    "Shared",
    "accept",
    "agree_joint",
    "awaiting",
    "close",
    "count_places",
    "crossing",
    "decided_since",
    "decline",
    "describe",
    "duty_contact",
    "freeze_quarter",
    "keep_service",
    "may_list_referrals",
    "may_read_notices",
    "may_route",
    "note_gate",
    "notices_for",
    "quarter",
    "receive",
    "refer",
    "reopen",
    "say_needs",
    "say_standing",
    "set_door",
    "set_duty",
    "shared_concerns",
    "transfer",
]
