"""Who may do what with pages that speak for several modules."""

from __future__ import annotations

from enum import StrEnum

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, Protection, check, deny


class Act(StrEnum):
    """What can be done here. Stored, and never renamed."""

    OPEN_MORNING = "pages.open_morning"
    WALK_THREAD = "pages.walk_thread"
    PREVIEW_DRAFT = "pages.preview_draft"
    CHECK_OURSELVES = "pages.check_ourselves"
    READ_DIGEST = "pages.read_digest"
    CHOOSE_DIGEST = "pages.choose_digest"
    SEND_DIGEST = "pages.send_digest"


def may_open_morning(actor: Actor) -> Decision:
    """Anybody who has signed in opens their own first page, which shows only what they may see."""
    return ALLOW if actor.is_current else deny("Your account has ended.")


def may_walk_thread(actor: Actor, start: Protection) -> Decision:
    """Whoever may read a record sees what led to it and what came of it, as far as they may."""
    return check(actor, Action.READ, start)


def may_preview_draft(actor: Actor, paper: Protection) -> Decision:
    """Whoever may read a paper sees what its section 2.0 would say if it were drafted now."""
    return check(actor, Action.READ, paper)


def may_check_ourselves(actor: Actor) -> Decision:
    """Whoever reads the register of priorities sees how far duties are answered by records."""
    if Kind.PRIORITY not in actor.kinds_for(Action.READ):
        return deny("Your post does not answer for strategy and duties.", clause="role")
    return ALLOW


def may_read_digest(actor: Actor) -> Decision:
    """Anybody who has signed in reads how much awaits them, of what they may see."""
    return may_open_morning(actor)


def may_choose_digest(actor: Actor) -> Decision:
    """Anybody who has signed in chooses on which days theirs comes, or that none does."""
    return may_open_morning(actor)


def may_send_digest(actor: Actor) -> Decision:
    """It goes to the person themselves, who chose it, for as long as they could sign in."""
    if not actor.subject.active or actor.subject.locked:
        return deny("The account is locked or closed.")
    return may_open_morning(actor)
