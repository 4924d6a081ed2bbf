"""Who may look at powers, say that one is right in law, and name who may use it."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, Role, check, deny
from frankpledge.powers.lifecycle import RUNNING, STAGE_WORDS, USE_NEXT, Stage
from frankpledge.powers.models import PowerUse


class Act(StrEnum):
    """What can be done here. Stored in the record, so never renamed."""

    LOOK_UP = "powers.look_up"
    REVIEW = "powers.review"
    DELEGATE = "powers.delegate"
    END_DELEGATION = "powers.end_delegation"
    LIST_USES = "powers.list_uses"
    READ_USE = "powers.read_use"
    START_USE = "powers.start_use"
    ANSWER_GATE = "powers.answer_gate"
    OVERRIDE_STOP = "powers.override_stop"
    TICK_LIMB = "powers.tick_limb"
    NOTE_EVIDENCE = "powers.note_evidence"
    FINISH_CHECK = "powers.finish_check"
    CONSULT = "powers.consult"
    ANSWER_CONSULTATION = "powers.answer_consultation"
    FINISH_CONSULTATION = "powers.finish_consultation"
    NOTE_ASKED = "powers.note_asked"
    AUTHORISE_USE = "powers.authorise_use"
    REJECT_USE = "powers.reject_use"
    BRING_IN_FORCE = "powers.bring_in_force"
    NOTE_HEARING = "powers.note_hearing"
    NOTE_BREACH = "powers.note_breach"
    ANSWER_BREACH = "powers.answer_breach"
    NOTE_APPEAL = "powers.note_appeal"
    DECIDE_APPEAL = "powers.decide_appeal"
    END_USE = "powers.end_use"
    REVIEW_USE = "powers.review_use"
    PARK_USE = "powers.park_use"
    TAKE_UP_USE = "powers.take_up_use"
    WITHDRAW_USE = "powers.withdraw_use"
    SHARE_USE = "powers.share_use"
    COUNT_USES = "powers.count_uses"
    NAME_OVERRIDER = "powers.name_overrider"
    END_OVERRIDER = "powers.end_overrider"
    EXPORT_CATALOGUE = "powers.export_catalogue"
    IMPORT_CATALOGUE = "powers.import_catalogue"


def may_look_up(actor: Actor) -> Decision:
    """Whoever works on problems, plans or the use of powers. It is law, and holds nobody's data."""
    kinds = actor.kinds_for(Action.READ)
    if not {Kind.PROBLEM, Kind.PLAN, Kind.POWER_USE} & set(kinds):
        return deny("Your post does not work with problems, so it has no use for powers.")
    return ALLOW


def may_review(actor: Actor) -> Decision:
    """A council's lawyer, in their own name."""
    if not actor.holds(Role.COUNCIL_LAWYER):
        return deny("Only a council’s lawyer says whether a power is right in law.")
    if actor.subject.delegation is not None:
        return deny("A review is given in one’s own name, never on somebody else’s behalf.")
    return ALLOW


def may_delegate(actor: Actor) -> Decision:
    """A council's lawyer, or an agency's lead officer, for their own agency."""
    if not (actor.holds(Role.COUNCIL_LAWYER) or actor.holds(Role.LEAD_OFFICER)):
        return deny("Only a council’s lawyer or a lead officer names who may use a power.")
    return ALLOW


def may_end_delegation(actor: Actor, *, agency: UUID) -> Decision:
    """A council's lawyer, or an agency's lead officer, for officers of their own agency."""
    if not (actor.holds(Role.COUNCIL_LAWYER) or actor.holds(Role.LEAD_OFFICER)):
        return deny("Only a council’s lawyer or a lead officer says that an officer may no more.")
    if agency != actor.agency_id:
        return deny("You speak for officers of your own council or agency only.")
    return ALLOW


# --- uses ------------------------------------------------------------------------------------


def _has(actor: Actor, action: Action, sentence: str) -> Decision:
    return ALLOW if Kind.POWER_USE in actor.kinds_for(action) else deny(sentence, clause="role")


def _stands(use: PowerUse, *stages: Stage) -> Decision:
    if Stage(use.stage) in stages:
        return ALLOW
    return deny(f"This use is at another stage: {STAGE_WORDS[Stage(use.stage)].lower()}.")


def _works_on(actor: Actor, use: PowerUse, *stages: Stage) -> Decision:
    return check(actor, Action.EDIT, use) and _stands(use, *stages)


def may_list_uses(actor: Actor) -> Decision:
    """Whoever works on uses of powers sees those that they may open, and no others."""
    return _has(actor, Action.READ, "Your post does not work on uses of powers.")


def may_read_use(actor: Actor, use: PowerUse) -> Decision:
    """The agency that uses the power and those that it is shared with, within the district."""
    return check(actor, Action.READ, use)


def may_start_use(actor: Actor) -> Decision:
    """An officer of an agency that holds the power there, for a problem that they may open."""
    return _has(actor, Action.CREATE, "Your post does not use powers.")


def may_answer_gate(actor: Actor, use: PowerUse) -> Decision:
    """The agency that uses the power, once it has rung the duty contact."""
    return _works_on(actor, use, Stage.IDEA)


def may_override_stop(actor: Actor, use: PowerUse, *, is_named: bool) -> Decision:
    """A manager who is named for it, never who thought of the use, and with a reason."""
    stands = check(actor, Action.APPROVE, use) and _stands(use, Stage.STOPPED)
    if not stands:
        return stands
    if not is_named:
        return deny("Only a manager who is named for it overrides a stop.")
    if use.started_by_id == actor.person_id:
        return deny("You thought of this use, so someone else must decide.")
    if actor.subject.delegation is not None:
        return deny("A stop is overridden in one’s own name, never on somebody else’s behalf.")
    return ALLOW


def may_tick_limb(actor: Actor, use: PowerUse) -> Decision:
    """An officer of the agency says of one part of the test whether it is shown, and why."""
    return _works_on(actor, use, Stage.CHECKING)


def may_note_evidence(actor: Actor, use: PowerUse) -> Decision:
    """The agency notes what it holds and what is missing, while it checks."""
    return _works_on(actor, use, Stage.CHECKING)


def may_finish_check(actor: Actor, use: PowerUse) -> Decision:
    """The agency, once every part of the test has been said to be shown, with why."""
    return _works_on(actor, use, Stage.CHECKING)


def may_consult(actor: Actor, use: PowerUse) -> Decision:
    """The agency asks whoever is to be consulted, and notes what they said."""
    return _works_on(actor, use, Stage.CONSULTING)


def may_answer_consultation(actor: Actor, use: PowerUse, *, is_asked: bool) -> Decision:
    """Somebody of an agency that was asked here and has not answered, and nobody for them."""
    stands = check(actor, Action.READ, use) and _stands(use, Stage.CONSULTING)
    if not stands:
        return stands
    if not is_asked:
        return deny("Your agency is not asked for an answer.")
    if actor.subject.delegation is not None:
        return deny("An answer is given in one’s own name, never on somebody else’s behalf.")
    return ALLOW


def may_finish_consultation(actor: Actor, use: PowerUse) -> Decision:
    """The agency, once everybody whom the law names has been consulted."""
    return _works_on(actor, use, Stage.CONSULTING)


def may_note_asked(actor: Actor, use: PowerUse) -> Decision:
    """The agency names the answer that it got when it asked before acting."""
    return _works_on(actor, use, Stage.ASKING, Stage.DECIDING)


def may_authorise_use(actor: Actor, use: PowerUse, *, is_officer: bool) -> Decision:
    """Whoever holds a post that is delegated the power, never who started the use."""
    stands = check(actor, Action.APPROVE, use) and _stands(use, Stage.DECIDING)
    if not stands:
        return stands
    if not is_officer:
        return deny("Only an officer who is delegated this power authorises its use.")
    if use.started_by_id == actor.person_id:
        return deny("You started this use, so someone else must authorise it.")
    if actor.subject.delegation is not None:
        return deny("A use is authorised in one’s own name, never on somebody else’s behalf.")
    return ALLOW


def may_reject_use(actor: Actor, use: PowerUse, *, is_officer: bool) -> Decision:
    """Whoever could authorise the use says no to it, with why."""
    return may_authorise_use(actor, use, is_officer=is_officer)


def may_bring_in_force(actor: Actor, use: PowerUse) -> Decision:
    """The agency, once it is authorised, says when the power was used."""
    return _works_on(actor, use, Stage.AUTHORISED)


def may_note_hearing(actor: Actor, use: PowerUse) -> Decision:
    """The agency notes what the court said, where the law has it heard, until it is decided."""
    decision = _works_on(actor, use, *RUNNING)
    if decision and use.hear_by is None:
        return deny("The law sets no court clock for this.")
    if decision and use.heard_at is not None and use.court_said != "adjourned":
        return deny("The court has decided.")
    return decision


def may_note_breach(actor: Actor, use: PowerUse) -> Decision:
    """The agency notes a breach of what is in force."""
    return _works_on(actor, use, Stage.IN_FORCE)


def may_answer_breach(actor: Actor, use: PowerUse) -> Decision:
    """The agency notes what was done about a breach."""
    return _works_on(actor, use, Stage.BREACHED)


def may_note_appeal(actor: Actor, use: PowerUse) -> Decision:
    """The agency notes an appeal against what is in force."""
    return _works_on(actor, use, Stage.IN_FORCE)


def may_decide_appeal(actor: Actor, use: PowerUse) -> Decision:
    """The agency notes what came of an appeal."""
    return _works_on(actor, use, Stage.APPEALED)


def may_end_use(actor: Actor, use: PowerUse) -> Decision:
    """The agency says when it ended, what it came to, and whether the harm moved."""
    return _works_on(actor, use, *RUNNING)


def may_review_use(actor: Actor, use: PowerUse) -> Decision:
    """The agency looks back three and six months after the end, not before, once each."""
    return _works_on(actor, use, Stage.ENDED)


def may_park_use(actor: Actor, use: PowerUse) -> Decision:
    """The agency puts a use aside before it is authorised, with why."""
    return _works_on(
        actor,
        use,
        *(stage for stage in Stage if Stage.PARKED in USE_NEXT[stage]),
    )


def may_take_up_use(actor: Actor, use: PowerUse) -> Decision:
    """The agency takes up again what it had parked. The gate is asked anew."""
    return _works_on(actor, use, Stage.PARKED)


def may_withdraw_use(actor: Actor, use: PowerUse) -> Decision:
    """The agency lets go of a use that is not in force, with why."""
    return _works_on(
        actor,
        use,
        *(stage for stage in Stage if Stage.WITHDRAWN in USE_NEXT[stage]),
    )


def may_share_use(actor: Actor, use: PowerUse) -> Decision:
    """The agency shares a use with others that work on it, until it is over."""
    decision = check(actor, Action.SHARE, use)
    return deny("This use is over.") if decision and use.is_over else decision


def may_count_uses(actor: Actor) -> Decision:
    """Whoever counts uses of powers counts those that they may count, and no others."""
    return _has(actor, Action.AGGREGATE, "Your post does not count uses of powers.")


def may_name_overrider(actor: Actor) -> Decision:
    """A council's lawyer, or an agency's lead officer, for their own agency."""
    return may_delegate(actor)


def may_end_overrider(actor: Actor, *, agency: UUID) -> Decision:
    """A council's lawyer, or an agency's lead officer, for managers of their own agency."""
    return may_end_delegation(actor, agency=agency)


def may_export_catalogue(actor: Actor) -> Decision:
    """Whoever may look powers up takes the catalogue with them. It is law, and nobody's data."""
    return may_look_up(actor)


def may_import_catalogue(actor: Actor) -> Decision:
    """A council's lawyer, in their own name, after having seen what would change."""
    return may_review(actor)
