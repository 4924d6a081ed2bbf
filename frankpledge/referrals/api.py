"""The front door of referrals: a wall. Who may come in stands in `pyproject.toml`.

Before anything is enforced at a place, ask `duty_contact(area=…, by=…, at=…)` whom to ring, and
keep what is thought of with `note_gate(…)`. Both do the same whatever is held there.
"""

from frankpledge.referrals.duty import set_duty
from frankpledge.referrals.gate import (
    DutyContact,
    NoDutyContact,
    Notice,
    duty_contact,
    note_gate,
    notices_for,
)

__all__ = [
    "DutyContact",
    "NoDutyContact",
    "Notice",
    "duty_contact",
    "note_gate",
    "notices_for",
    "set_duty",
]
