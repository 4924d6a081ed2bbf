"""Decisions that carry their reasons, and the two ways in which a request is turned away."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404

from frankpledge.access.vocabulary import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether something may be done, and if not, a sentence that the person may read."""

    allowed: bool
    reason: str = ""
    clause: str = "ok"

    def __bool__(self) -> bool:
        return self.allowed


ALLOW = Decision(allowed=True)


def deny(reason: str, *, clause: str = "policy") -> Decision:
    """Refuse, with a sentence: true, short, and no more than the person may know."""
    return Decision(allowed=False, reason=reason, clause=clause)


class NotFound(Http404):
    """There is nothing here that this person may know of. Hidden and missing are the same."""


class NotPermitted(PermissionDenied):
    """The person may know of the record and may not do this to it. Carries the reason."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.reason)
        self.reason = decision.reason
        self.clause = decision.clause


def require(decision: Decision) -> None:
    """Go on only if it is allowed. Raises `NotPermitted` with the reason otherwise."""
    if not decision:
        raise NotPermitted(decision)


_SENTENCES = {
    "delegation": "The authority lent to you does not cover this, or has ended.",
    "live": "Your account is not active.",
    "agreement": "Your agency has no agreement in force for this purpose.",
    "state": "This record is not in a state in which that can be done.",
    "need": "You may look at this record, but not do that to it.",
    "conditions": "The conditions on this record do not allow it.",
    "purpose": "This cannot be done for the purpose that you have declared.",
    "owner": "Only the agency that owns this record can change or share it.",
    "parent": "The record that this belongs to is not open to you.",
}
_VERBS = {
    Action.DISCOVER: "find",
    Action.READ: "read",
    Action.AGGREGATE: "count",
    Action.CREATE: "make",
    Action.COMMENT: "comment on",
    Action.EDIT: "change",
    Action.SHARE: "share",
    Action.EXPORT: "export",
    Action.REGRADE: "grade",
    Action.SANITISE: "sanitise",
    Action.APPROVE: "approve",
    Action.PUBLISH: "publish",
    Action.DISPOSE: "dispose of",
}


def sentence_for(clause: str, action: Action) -> str:
    """What to tell somebody whom *clause* refuses. The clause itself goes to the record only."""
    return _SENTENCES.get(clause, f"Your post does not let you {_VERBS[action]} this.")
