"""Who may do what with files beside a record, and what we say when they may not.

Whoever may read the record may open the files beside it. The first line of each docstring is
published in docs/reference/acts.md.
"""

from enum import StrEnum

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, check, deny
from frankpledge.attachments.models import Attachment


class Act(StrEnum):
    """What can be done here. Stored in the record, so never renamed."""

    ATTACH = "attachments.attach"
    LIST = "attachments.list"
    OPEN = "attachments.open"
    PREVIEW = "attachments.preview"
    DISPOSE = "attachments.dispose"


def may_attach(actor: Actor) -> Decision:
    """Anyone whose post lets them add files, beside a record that they may read or are making."""
    if Kind.ATTACHMENT not in actor.kinds_for(Action.CREATE):
        return deny("Your post does not let you add files.")
    return ALLOW


def may_list(actor: Actor) -> Decision:
    """Anyone whose post reads files, and of those only what the rule lets them know of."""
    if Kind.ATTACHMENT not in actor.kinds_for(Action.READ):
        return deny("Your post does not let you open files.")
    return ALLOW


def may_open(actor: Actor, attachment: Attachment) -> Decision:
    """Whoever may read both the file and the record that it stands beside."""
    if attachment.disposed_on is not None:
        return deny("This file has been removed.")
    return check(actor, Action.READ, attachment)


def may_preview(actor: Actor, attachment: Attachment) -> Decision:
    """Whoever may open it: a small picture shows as much as a large one."""
    return may_open(actor, attachment)


def may_dispose(actor: Actor, attachment: Attachment) -> Decision:
    """Somebody of the agency whose file it is, or who keeps the record that it stands beside."""
    if attachment.disposed_on is not None:
        return deny("This file has been removed already.")
    return check(actor, Action.EDIT, attachment)
