"""Who may do what with intelligence, and what we say when they may not.

Each adds to the one rule what is particular to its act. The first line of each docstring is
published in docs/reference/acts.md.
"""

from datetime import date
from enum import StrEnum

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, Role, check, deny
from frankpledge.intelligence.lifecycle import ProductStage, Progress, Stage
from frankpledge.intelligence.models import (
    Dissemination,
    Grade,
    Outcome,
    Product,
    Receipt,
    Report,
    Submission,
)


class Act(StrEnum):
    """What can be done here. Stored in the record, so never renamed."""

    SUBMIT = "intelligence.submit"
    READ_RECEIPT = "intelligence.read_receipt"
    READ_SUBMISSION = "intelligence.read_submission"
    MAKE_CARD = "intelligence.make_card"
    SEAL = "intelligence.seal"
    WORK_DESK = "intelligence.work_desk"
    TRIAGE = "intelligence.triage"
    EVALUATE = "intelligence.evaluate"
    READ_REPORT = "intelligence.read_report"
    REGRADE = "intelligence.regrade"
    HAND_OVER = "intelligence.hand_over"
    SANITISE = "intelligence.sanitise"
    APPROVE = "intelligence.approve"
    SEND_BACK = "intelligence.send_back"
    READ_PRODUCT = "intelligence.read_product"
    SHARE = "intelligence.share"
    ACKNOWLEDGE = "intelligence.acknowledge"
    RECALL = "intelligence.recall"
    ANSWER = "intelligence.answer"


def may_submit(actor: Actor) -> Decision:
    """Anyone whose post lets them tell the police what they saw."""
    if Kind.SUBMISSION not in actor.kinds_for(Action.CREATE):
        return deny("Your post does not let you tell the police things here. Call 101 instead.")
    return ALLOW


def may_seal(actor: Actor, *, is_service: bool) -> Decision:
    """An intelligence unit's own service, and no person."""
    if not is_service:
        return deny("Only the service of an intelligence unit seals who told what.")
    return ALLOW


def may_read_receipt(actor: Actor, receipt: Receipt, *, holds_it: bool) -> Decision:
    """Whoever holds the receipt, and the desk that owes the answer."""
    if not (holds_it or _is_desk(actor)):
        return deny("Only whoever holds a receipt can see what became of it.")
    return check(actor, Action.READ, receipt)


def may_read_submission(actor: Actor, submission: Submission) -> Decision:
    """The agency whose words they are, and the intelligence unit that they were sent to."""
    return check(actor, Action.READ, submission)


def may_make_card(actor: Actor) -> Decision:
    """An officer of an intelligence unit, who knows the agency that the card is for."""
    if not _is_desk(actor):
        return deny("Only the intelligence unit makes cards for agencies.")
    return ALLOW


def may_work_desk(actor: Actor) -> Decision:
    """An officer or a supervisor of an intelligence unit."""
    if not _is_desk(actor):
        return deny("Only the intelligence unit works at this desk.")
    return ALLOW


def may_triage(actor: Actor, submission: Submission, *, sent_by_them: bool) -> Decision:
    """An officer of the intelligence unit, on what somebody else sent in."""
    if not _is_desk(actor):
        return deny("Only the intelligence unit decides what a report is.")
    if sent_by_them:
        return deny("You sent this in, so someone else must decide what it is.")
    return check(actor, Action.READ, submission)


def may_evaluate(actor: Actor, submission: Submission, *, sent_by_them: bool) -> Decision:
    """A police officer of the intelligence unit, never whoever sent it in."""
    if not _is_desk(actor):
        return deny("Only the intelligence unit grades what was sent in.")
    if sent_by_them:
        return deny("You sent this in, so someone else must grade it.")
    return check(actor, Action.READ, submission)


def may_read_report(actor: Actor, report: Report) -> Decision:
    """Staff of the intelligence unit that made the report."""
    return check(actor, Action.READ, report)


def may_regrade(actor: Actor, report: Report) -> Decision:
    """An officer of the intelligence unit, on a report of intelligence."""
    if report.outcome != Outcome.INTELLIGENCE:
        return deny("This was closed at triage, so there is nothing to grade.")
    return check(actor, Action.REGRADE, report)


def may_hand_over(actor: Actor, report: Report) -> Decision:
    """An officer of the intelligence unit, once, with the force's own reference."""
    if report.outcome != Outcome.INTELLIGENCE:
        return deny("This was closed at triage, so there is nothing to hand over.")
    if report.force_reference:
        return deny("This has been handed over already.")
    return check(actor, Action.EDIT, report)


def may_sanitise(actor: Actor, report: Report, grade: Grade | None) -> Decision:
    """An officer of the intelligence unit, unless the grade keeps it from every partner."""
    if grade is None or report.stage == Stage.CLOSED:
        return deny("This was closed at triage, so there is nothing to share.")
    if grade.intelligence == "E":
        return deny("This is suspected to be false, so nothing of it is released.")
    if grade.action in ("A1", "A2"):
        return deny("This is for covert development or use, so it is never shown to partners.")
    if report.stage != Stage.GRADED:
        return deny("This has been sanitised already. Grade it again if it has to change.")
    return check(actor, Action.SANITISE, report)


def may_approve(actor: Actor, product: Product) -> Decision:
    """A supervisor of the intelligence unit, never whoever sanitised it."""
    return _second_person(actor, product, "approve")


def may_send_back(actor: Actor, product: Product) -> Decision:
    """A supervisor of the intelligence unit, never whoever sanitised it, with a reason."""
    return _second_person(actor, product, "send it back")


def may_read_product(
    actor: Actor, product: Product, entries: list[Dissemination], *, on: date
) -> Decision:
    """The unit that made it, and those it is shared with until that ends or is recalled."""
    if not is_owner(actor, product) and not any(stands(entry, on=on) for entry in entries):
        return deny("This is no longer shared with you.")
    return check(actor, Action.READ, product)


def may_share(actor: Actor, product: Product) -> Decision:
    """An officer of the unit that made it, once it has been released."""
    if product.stage != ProductStage.RELEASED:
        return deny("This has not been approved, so it cannot be shared yet.")
    return check(actor, Action.SHARE, product)


def may_acknowledge(actor: Actor, entry: Dissemination | None, *, on: date) -> Decision:
    """Anyone whom the product is shared with, once for each agency or forum."""
    if entry is None or not stands(entry, on=on):
        return deny("This is not shared with your agency, so there is nothing to acknowledge.")
    if entry.acknowledged_at is not None:
        return deny("This has been acknowledged already.")
    return check(actor, Action.READ, entry)


def may_recall(actor: Actor, entry: Dissemination, product: Product) -> Decision:
    """An officer of the unit that made the product, while it is shared."""
    if entry.recalled_at is not None:
        return deny("This has been recalled already.")
    return check(actor, Action.SHARE, product)


def may_answer(actor: Actor, receipt: Receipt) -> Decision:
    """An officer of the intelligence unit that owes the answer, once."""
    if receipt.progress == Progress.ANSWERED:
        return deny("This has been answered already.")
    return check(actor, Action.EDIT, receipt)


def reads(actor: Actor, kind: Kind) -> Decision:
    """Whether a list of one kind is anything for *actor* at all, whatever may stand in it."""
    if kind not in actor.kinds_for(Action.READ):
        return deny("Your post does not let you read these.")
    return ALLOW


def is_owner(actor: Actor, product: Product) -> bool:
    """Whether *actor* looks as the unit that made the product."""
    return actor.agency_id == product.protection.owner_id


def stands(entry: Dissemination, *, on: date) -> bool:
    """Whether what was shared is shared still."""
    return entry.recalled_at is None and (entry.expires_on is None or entry.expires_on > on)


def _is_desk(actor: Actor) -> bool:
    return actor.holds(Role.INTELLIGENCE_OFFICER) or actor.holds(Role.INTELLIGENCE_SUPERVISOR)


def _second_person(actor: Actor, product: Product, what: str) -> Decision:
    if product.sanitised_by_id == actor.person_id:
        return deny(f"You sanitised this, so someone else must {what}.")
    if product.stage != ProductStage.WAITING:
        return deny("This is not waiting for a second person.")
    return check(actor, Action.APPROVE, product)
