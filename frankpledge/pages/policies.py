"""Who may do what with pages that speak for several modules."""

from __future__ import annotations

from enum import StrEnum

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Protection, check, deny


class Act(StrEnum):
    """What can be done here. Stored, and never renamed."""

    OPEN_MORNING = "pages.open_morning"
    WALK_THREAD = "pages.walk_thread"


def may_open_morning(actor: Actor) -> Decision:
    """Anybody who has signed in opens their own first page, which shows only what they may see."""
    return ALLOW if actor.is_current else deny("Your account has ended.")


def may_walk_thread(actor: Actor, start: Protection) -> Decision:
    """Whoever may read a record sees what led to it and what came of it, as far as they may."""
    return check(actor, Action.READ, start)
