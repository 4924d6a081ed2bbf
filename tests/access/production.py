"""The rule that the site uses, by its two names; every test of the rule asks it here."""

from __future__ import annotations

import json
from typing import Any

from frankpledge.access import vocabulary
from frankpledge.access.cases import decide_case

__all__ = ["decide_case", "policy_table"]


def policy_table() -> dict[str, Any]:
    """The policy in plain words, as `frankpledge policy table` prints it."""
    table: dict[str, Any] = json.loads(json.dumps(vocabulary.policy_table()))
    return table
