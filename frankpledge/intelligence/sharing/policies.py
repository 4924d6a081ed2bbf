"""Who may keep the ledger of what was shared, prove what is gone, and keep a breach's clock.

Published with the other policies in docs/reference/acts.md.
"""

from uuid import UUID

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, Role, check, deny
from frankpledge.intelligence.models import Breach, Dissemination, Product, Report


def may_consult_originator(actor: Actor, report: Report) -> Decision:
    """An officer of the intelligence unit, for a report that they may sanitise."""
    return check(actor, Action.SANITISE, report)


def may_prove_absence(actor: Actor, product: Product) -> Decision:
    """An officer of the unit that made the product, who may read what it was made from."""
    if Kind.REPORT not in actor.kinds_for(Action.SANITISE):
        return deny("Only the intelligence unit looks for what was removed.")
    return check(actor, Action.EDIT, product)


def may_read_ledger(actor: Actor) -> Decision:
    """The intelligence unit, and information governance, who answer for what was shared."""
    if not _keeps_the_ledger(actor):
        return deny("Only the intelligence unit and information governance read the ledger.")
    return ALLOW


def may_export_ledger(actor: Actor) -> Decision:
    """A supervisor of the intelligence unit, and information governance."""
    if not _keeps_the_ledger(actor) or Kind.DISSEMINATION not in actor.kinds_for(Action.EXPORT):
        return deny("Your post does not let you take the ledger away as a file.")
    return ALLOW


def may_start_breach(actor: Actor, entry: Dissemination, *, is_running: bool) -> Decision:
    """The unit that shared it and information governance, once for each controller."""
    if not _keeps_the_ledger(actor):
        return deny("Only the intelligence unit and information governance start this clock.")
    if entry.recalled_at is None:
        return deny("Recall it first. The clock is for what went to the wrong people.")
    if is_running:
        return deny("Your agency’s clock for this is running already.")
    return check(actor, Action.READ, entry)


def may_work_breach(
    actor: Actor, breach: Breach, entry: Dissemination, *, controller: UUID
) -> Decision:
    """People of the controller whose clock it is: its unit or its information governance."""
    if not _keeps_the_ledger(actor):
        return deny("Only the intelligence unit and information governance do this.")
    if breach.controller_id != controller:
        return deny("This is another controller’s clock.")
    if breach.verdict:
        return deny("This has been decided already.")
    return check(actor, Action.READ, entry)


def _keeps_the_ledger(actor: Actor) -> bool:
    desk = Kind.REPORT in actor.kinds_for(Action.SANITISE)
    governs = actor.holds(Role.INFORMATION_GOVERNANCE)
    return (desk or governs) and Kind.DISSEMINATION in actor.kinds_for(Action.READ)
