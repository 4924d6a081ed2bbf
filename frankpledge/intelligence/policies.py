"""Who may do what with intelligence, and what we say when they may not.

Each adds to the one rule what is particular to its act. The first line of each docstring is
published in docs/reference/acts.md.
"""

from datetime import date
from enum import StrEnum

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, Role, check, deny
from frankpledge.intelligence.answers.policies import (
    may_agree_result,
    may_answer,
    may_approve_digest,
    may_chase,
    may_close_month,
    may_draft_digest,
    may_list_owed,
    may_name_head,
    may_propose_result,
    may_read_digest,
    may_read_measures,
    may_read_month,
    may_say_read,
    may_send_back_result,
    may_withdraw_contact,
)
from frankpledge.intelligence.desk.policies import (
    may_ask_back as may_ask_back,
    may_hold as may_hold,
    may_lift_hold as may_lift_hold,
    may_purge as may_purge,
    may_reply as may_reply,
    may_settle_pattern as may_settle_pattern,
    may_take_away as may_take_away,
    may_transfer as may_transfer,
)
from frankpledge.intelligence.giving.policies import (
    may_accredit as may_accredit,
    may_list_cards as may_list_cards,
    may_make_card as may_make_card,
    may_set_domains as may_set_domains,
    may_take_call as may_take_call,
    may_withdraw_card as may_withdraw_card,
)
from frankpledge.intelligence.lifecycle import ProductStage, Stage
from frankpledge.intelligence.models import (
    Dissemination,
    Grade,
    Outcome,
    Product,
    Receipt,
    Report,
    Submission,
)
from frankpledge.intelligence.quarantine.policies import (
    may_ask_deletion as may_ask_deletion,
    may_delete_spill as may_delete_spill,
    may_list_incidents as may_list_incidents,
    may_note_backups as may_note_backups,
    may_note_refusal as may_note_refusal,
    may_quarantine as may_quarantine,
    may_read_incident as may_read_incident,
    may_release as may_release,
)
from frankpledge.intelligence.sharing.policies import (
    may_consult_originator as may_consult_originator,
    may_export_ledger as may_export_ledger,
    may_prove_absence as may_prove_absence,
    may_read_ledger as may_read_ledger,
    may_start_breach as may_start_breach,
    may_work_breach as may_work_breach,
)
from frankpledge.intelligence.sources.policies import (
    may_ask_to_open_source as may_ask_to_open_source,
    may_decide_opening as may_decide_opening,
    may_open_source as may_open_source,
    may_read_sources as may_read_sources,
    may_remark_on_source as may_remark_on_source,
    may_withdraw_opening as may_withdraw_opening,
)


class Act(StrEnum):
    """What can be done here. Stored in the record, so never renamed."""

    SUBMIT = "intelligence.submit"
    READ_RECEIPT = "intelligence.read_receipt"
    READ_SUBMISSION = "intelligence.read_submission"
    QUARANTINE = "intelligence.quarantine"
    NOTE_REFUSAL = "intelligence.note_refusal"
    READ_INCIDENT = "intelligence.read_incident"
    LIST_INCIDENTS = "intelligence.list_incidents"
    NOTE_BACKUPS = "intelligence.note_backups"
    RELEASE = "intelligence.release"
    ASK_DELETION = "intelligence.ask_deletion"
    DELETE_SPILL = "intelligence.delete_spill"
    TAKE_CALL = "intelligence.take_call"
    MAKE_CARD = "intelligence.make_card"
    WITHDRAW_CARD = "intelligence.withdraw_card"
    LIST_CARDS = "intelligence.list_cards"
    SET_DOMAINS = "intelligence.set_domains"
    ACCREDIT = "intelligence.accredit"
    SEAL = "intelligence.seal"
    WORK_DESK = "intelligence.work_desk"
    TRIAGE = "intelligence.triage"
    EVALUATE = "intelligence.evaluate"
    READ_REPORT = "intelligence.read_report"
    REGRADE = "intelligence.regrade"
    HAND_OVER = "intelligence.hand_over"
    ASK_BACK = "intelligence.ask_back"
    REPLY = "intelligence.reply"
    TRANSFER = "intelligence.transfer"
    TAKE_AWAY = "intelligence.take_away"
    HOLD = "intelligence.hold"
    LIFT_HOLD = "intelligence.lift_hold"
    PURGE = "intelligence.purge"
    SETTLE_PATTERN = "intelligence.settle_pattern"
    SANITISE = "intelligence.sanitise"
    APPROVE = "intelligence.approve"
    SEND_BACK = "intelligence.send_back"
    READ_PRODUCT = "intelligence.read_product"
    SHARE = "intelligence.share"
    ACKNOWLEDGE = "intelligence.acknowledge"
    RECALL = "intelligence.recall"
    COUNT_RECALLS = "intelligence.count_recalls"
    CONSULT_ORIGINATOR = "intelligence.consult_originator"
    PROVE_ABSENCE = "intelligence.prove_absence"
    READ_LEDGER = "intelligence.read_ledger"
    EXPORT_LEDGER = "intelligence.export_ledger"
    START_BREACH = "intelligence.start_breach"
    WORK_BREACH = "intelligence.work_breach"
    READ_SOURCES = "intelligence.read_sources"
    REMARK_ON_SOURCE = "intelligence.remark_on_source"
    ASK_TO_OPEN_SOURCE = "intelligence.ask_to_open_source"
    DECIDE_OPENING = "intelligence.decide_opening"
    WITHDRAW_OPENING = "intelligence.withdraw_opening"
    OPEN_SOURCE = "intelligence.open_source"
    CLEAR_BOXES = "intelligence.clear_boxes"
    ANSWER = "intelligence.answer"
    SAY_READ = "intelligence.say_read"
    PROPOSE_RESULT = "intelligence.propose_result"
    AGREE_RESULT = "intelligence.agree_result"
    SEND_BACK_RESULT = "intelligence.send_back_result"
    WITHDRAW_CONTACT = "intelligence.withdraw_contact"
    CHASE = "intelligence.chase"
    NAME_HEAD = "intelligence.name_head"
    LIST_OWED = "intelligence.list_owed"
    READ_MEASURES = "intelligence.read_measures"
    READ_MONTH = "intelligence.read_month"
    CLOSE_MONTH = "intelligence.close_month"
    DRAFT_DIGEST = "intelligence.draft_digest"
    APPROVE_DIGEST = "intelligence.approve_digest"
    READ_DIGEST = "intelligence.read_digest"


ABOUT_ANSWERS = (
    may_agree_result,
    may_answer,
    may_approve_digest,
    may_chase,
    may_close_month,
    may_draft_digest,
    may_list_owed,
    may_name_head,
    may_propose_result,
    may_read_digest,
    may_read_measures,
    may_read_month,
    may_say_read,
    may_send_back_result,
    may_withdraw_contact,
)
"""Policies about answers and measures, which stand in a file of their own."""


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


def may_clear_boxes(actor: Actor, *, is_service: bool) -> Decision:
    """An intelligence unit's own service, for the keeper of the key, and no person."""
    if not is_service:
        return deny("Only the keeper of the source key clears boxes.")
    return ALLOW


def may_read_receipt(actor: Actor, receipt: Receipt, *, holds_it: bool) -> Decision:
    """Whoever holds the receipt, and the desk that owes the answer."""
    if not (holds_it or _is_desk(actor)):
        return deny("Only whoever holds a receipt can see what became of it.")
    return check(actor, Action.READ, receipt)


def may_read_submission(actor: Actor, submission: Submission) -> Decision:
    """The agency whose words they are, and the intelligence unit that they were sent to."""
    return check(actor, Action.READ, submission)


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
    if report.stage in (Stage.TRIAGED, Stage.TRANSFERRED):
        return deny("This has not been graded here. Grade it from what was told.")
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
    if report.stage in (Stage.TRIAGED, Stage.TRANSFERRED):
        return deny("This has not been graded here, so nothing of it can be shared yet.")
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
    if product.replaced_on is not None:
        return deny("A newer version has replaced this. Share that one instead.")
    if product.gives_itself_away:
        return deny("Something that was removed still stands in it. Sanitise it again.")
    return check(actor, Action.SHARE, product)


def may_acknowledge(actor: Actor, entry: Dissemination | None, *, on: date) -> Decision:
    """Anyone whom the product is shared with, once for each agency or forum."""
    if entry is None or not stands(entry, on=on):
        return deny("This is not shared with your agency, so there is nothing to acknowledge.")
    if entry.acknowledged_at is not None:
        return deny("This has been acknowledged already.")
    return check(actor, Action.READ, entry)


RECALLED_WHOLE = "A released profile is recalled as a whole, from its own page."


def may_recall(actor: Actor, entry: Dissemination, product: Product | None) -> Decision:
    """An officer of the unit that made the product, while it is shared."""
    if product is None:
        return deny(RECALLED_WHOLE)
    if entry.recalled_at is not None:
        return deny("This has been recalled already.")
    return check(actor, Action.SHARE, product)


def may_count_recalls(actor: Actor) -> Decision:
    """Whoever's post counts what was shared counts how often it was recalled."""
    if Kind.DISSEMINATION not in actor.kinds_for(Action.AGGREGATE):
        return deny("Your post does not count what was shared.")
    return ALLOW


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
