"""Who may answer senders, chase those who owe answers, and see how well it is done.

Published with the other policies in docs/reference/acts.md.
"""

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, Role, check, deny
from frankpledge.intelligence.models import (
    Digest,
    DigestStage,
    FrozenMonth,
    Grade,
    Receipt,
    SpecificAnswer,
    SpecificStage,
)


def may_say_read(actor: Actor, receipt: Receipt) -> Decision:
    """An officer of the intelligence unit, who says so by opening what was told."""
    if not _is_desk(actor):
        return deny("Only the intelligence unit says that a person has read something.")
    return check(actor, Action.DISCOVER, receipt)


def may_answer(actor: Actor, receipt: Receipt) -> Decision:
    """An officer of the intelligence unit that owes the answer, in fixed words."""
    return check(actor, Action.EDIT, receipt)


def may_propose_result(
    actor: Actor, receipt: Receipt, grade: Grade | None, *, is_waiting: bool
) -> Decision:
    """An officer of the unit that owes the answer, unless the grade keeps it from partners."""
    if is_waiting:
        return deny("A result is waiting for a supervisor already.")
    if grade is not None and (grade.intelligence == "E" or grade.action in ("A1", "A2")):
        return deny("Its grade keeps this from partners, so nothing specific is said of it.")
    return check(actor, Action.EDIT, receipt)


def may_agree_result(
    actor: Actor, receipt: Receipt, proposed: SpecificAnswer, *, consent: bool | None
) -> Decision:
    """A supervisor who did not propose it, once the originator agrees where the grade asks it."""
    refusal = _as_second_person(actor, proposed)
    if not refusal:
        return refusal
    if proposed.consent_needed and receipt.contact_withdrawn_on is not None:
        return deny("Whoever told it asked not to be contacted, so they cannot be asked to agree.")
    if proposed.consent_needed and consent is None:
        return deny("Its grade is S2: ask the originator first, and record what they say.")
    if proposed.consent_needed and not consent:
        return deny("The originator does not agree, so nothing specific is said of it.")
    return check(actor, Action.EDIT, receipt)


def may_send_back_result(actor: Actor, receipt: Receipt, proposed: SpecificAnswer) -> Decision:
    """A supervisor who did not propose it, with a reason."""
    refusal = _as_second_person(actor, proposed)
    if not refusal:
        return refusal
    return check(actor, Action.EDIT, receipt)


def may_withdraw_contact(actor: Actor, receipt: Receipt, *, holds_it: bool) -> Decision:
    """Whoever holds the receipt, once. The answer still waits where the receipt is read."""
    if not holds_it:
        return deny("Only whoever holds a receipt can say that they are not to be contacted.")
    if receipt.contact_withdrawn_on is not None:
        return deny("You have asked this already.")
    return check(actor, Action.READ, receipt)


def may_chase(actor: Actor, *, is_service: bool) -> Decision:
    """An intelligence unit's own service, on the days that the list of steps says."""
    if not is_service:
        return deny("Only the service of an intelligence unit sends reminders.")
    return ALLOW


def may_name_head(actor: Actor, *, is_own_unit: bool) -> Decision:
    """A supervisor of the unit."""
    if not (is_own_unit and actor.holds(Role.INTELLIGENCE_SUPERVISOR)):
        return deny("Only a supervisor of the unit says which post leads it.")
    return ALLOW


def may_list_owed(actor: Actor) -> Decision:
    """An officer or a supervisor of an intelligence unit."""
    if not _is_desk(actor):
        return deny("Only the intelligence unit sees what it owes, one by one.")
    return ALLOW


def may_read_measures(actor: Actor) -> Decision:
    """Intelligence staff, auditors, and those whose posts count what partners are given."""
    if not actor.kinds_for(Action.AGGREGATE) & {Kind.SUBMISSION, Kind.PRODUCT}:
        return deny("Your post does not let you see these measures.")
    return ALLOW


def may_read_month(actor: Actor, frozen: FrozenMonth, *, is_own_unit: bool) -> Decision:
    """The unit itself at any time; others once the unit has had its first three months."""
    if not (is_own_unit or frozen.for_partners):
        return deny("The first three months are for the unit alone.")
    return may_read_measures(actor)


def may_close_month(actor: Actor, *, is_own_unit: bool, is_over: bool) -> Decision:
    """A supervisor of the unit, once the month is over."""
    if not (is_own_unit and actor.holds(Role.INTELLIGENCE_SUPERVISOR)):
        return deny("Only a supervisor of the unit closes its month.")
    if not is_over:
        return deny("Every month that is over has been closed.")
    return ALLOW


def may_draft_digest(actor: Actor, *, is_own_unit: bool) -> Decision:
    """An officer of the unit, for a month that is over."""
    if not (is_own_unit and _is_desk(actor)):
        return deny("Only the intelligence unit writes the digest.")
    return ALLOW


def may_approve_digest(actor: Actor, digest: Digest, *, is_own_unit: bool) -> Decision:
    """A supervisor of the unit, never whoever drafted it."""
    if not (is_own_unit and actor.holds(Role.INTELLIGENCE_SUPERVISOR)):
        return deny("Only a supervisor of the unit approves the digest.")
    if digest.stage != DigestStage.DRAFT:
        return deny("This has been approved already.")
    if digest.drafted_by_id == actor.person_id:
        return deny("You drafted this, so someone else must approve it.")
    return ALLOW


def may_read_digest(actor: Actor) -> Decision:
    """Everybody whose post lets them tell the police things, and the unit."""
    if not (_is_desk(actor) or Kind.RECEIPT in actor.kinds_for(Action.READ)):
        return deny("Your post does not let you read this.")
    return ALLOW


def _is_desk(actor: Actor) -> bool:
    return actor.holds(Role.INTELLIGENCE_OFFICER) or actor.holds(Role.INTELLIGENCE_SUPERVISOR)


def _as_second_person(actor: Actor, proposed: SpecificAnswer) -> Decision:
    if not actor.holds(Role.INTELLIGENCE_SUPERVISOR):
        return deny("Only a supervisor of the intelligence unit decides on this.")
    if proposed.proposed_by_id == actor.person_id:
        return deny("You proposed this, so someone else must decide on it.")
    if proposed.stage != SpecificStage.PROPOSED:
        return deny("This is not waiting for a supervisor.")
    return ALLOW
