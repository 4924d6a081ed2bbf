"""The front door of referrals: a wall. Who may come in stands in `pyproject.toml`.

Before anything is enforced at a place, ask `duty_contact(area=…, by=…, at=…)` whom to ring, and
keep what is thought of with `note_gate(…)`. Both do the same whatever is held there.
"""

from frankpledge.referrals.describing import describe, say_needs, say_standing
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
from frankpledge.referrals.policies import may_list_referrals, may_read_notices, may_route
from frankpledge.referrals.register import ReferralLine, awaiting, crossing, decided_since
from frankpledge.referrals.sending import Content, refer

__all__ = [
    "Content",
    "DutyContact",
    "NoDutyContact",
    "Notice",
    "Offer",
    "ReferralLine",
    "accept",
    "awaiting",
    "close",
    "crossing",
    "decided_since",
    "decline",
    "describe",
    "duty_contact",
    "may_list_referrals",
    "may_read_notices",
    "may_route",
    "note_gate",
    "notices_for",
    "receive",
    "refer",
    "reopen",
    "say_needs",
    "say_standing",
    "set_door",
    "set_duty",
    "transfer",
]
