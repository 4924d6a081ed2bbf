"""Who may search, and what we say when they may not."""

from enum import StrEnum

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, deny


class Act(StrEnum):
    """What can be done here. Stored in the record, so never renamed."""

    SEARCH = "search.search"


def may_search(actor: Actor) -> Decision:
    """Anyone who may read something; what they find is only what they may read."""
    if not actor.kinds_for(Action.READ) - {Kind.AUDIT_EVENT}:
        return deny("Your post does not let you search here.")
    return ALLOW
