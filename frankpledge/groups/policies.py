"""Who may do what with vulnerabilities, counts and the register, and why not."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, Role, check, deny
from frankpledge.groups.models import (
    ErrorRecord,
    Group,
    GroupLink,
    Standing,
    Vulnerability,
    WayOut,
)
from frankpledge.groups.states import ENDED, MAPPED, MOVES, Mover, Status


class Act(StrEnum):
    """What can be done here. Stored, and never renamed."""

    LIST_THREATS = "groups.list_threats"
    LIST_VULNERABILITIES = "groups.list_vulnerabilities"
    READ_VULNERABILITY = "groups.read_vulnerability"
    OPEN_VULNERABILITY = "groups.open_vulnerability"
    REVIEW_VULNERABILITY = "groups.review_vulnerability"
    CLOSE_VULNERABILITY = "groups.close_vulnerability"
    READ_COUNTS = "groups.read_counts"
    IMPORT_COUNTS = "groups.import_counts"
    GIVE_COUNTS = "groups.give_counts"
    READ_BRIEFING = "groups.read_briefing"
    SWITCH_ON = "groups.switch_on"
    SWITCH_OFF = "groups.switch_off"
    LIST_GROUPS = "groups.list_groups"
    READ_GROUP = "groups.read_group"
    PUT_FORWARD = "groups.put_forward"
    DESCRIBE_GROUP = "groups.describe_group"
    MOVE_GROUP = "groups.move_group"
    ASSESS = "groups.assess"
    READ_ASSESSMENTS = "groups.read_assessments"
    RECONCILE = "groups.reconcile"
    DECIDE_TIER = "groups.decide_tier"
    NAME_LEAD = "groups.name_lead"
    REVIEW_GROUP = "groups.review_group"
    PROPOSE_ARCHIVE = "groups.propose_archive"
    MERGE = "groups.merge"
    TRANSFER = "groups.transfer"
    OPEN_WORK = "groups.open_work"
    ASK_ERROR = "groups.ask_error"
    LIST_ERRORS = "groups.list_errors"
    AGREE_ERROR = "groups.agree_error"
    STRIKE_ERROR = "groups.strike_error"
    READ_PEOPLE = "groups.read_people"
    RECORD_LINK = "groups.record_link"
    SIGN_OFF = "groups.sign_off"
    END_LINK = "groups.end_link"
    LIST_DUTIES = "groups.list_duties"
    LIST_REMOVALS = "groups.list_removals"
    ASK_WAY_OUT = "groups.ask_way_out"
    READ_WAYS_OUT = "groups.read_ways_out"
    DECIDE_WAY_OUT = "groups.decide_way_out"
    READ_FAIRNESS = "groups.read_fairness"
    MAKE_FAIRNESS = "groups.make_fairness"
    READ_NETWORK = "groups.read_network"
    EXPORT_NETWORK = "groups.export_network"
    PREVIEW_NETWORK = "groups.preview_network"
    RANK_NETWORK = "groups.rank_network"
    NOTE_CUT = "groups.note_cut"
    ADD_TIES = "groups.add_ties"
    MAKE_BRIEFING = "groups.make_briefing"


SEES_PEOPLE = frozenset(
    {
        Role.OCG_COORDINATOR,
        Role.INTELLIGENCE_OFFICER,
        Role.INTELLIGENCE_SUPERVISOR,
        Role.ANALYST,
    }
)
"""Who may ever see the people of a register. No lead officer, police or partner, is among them."""


def _has(actor: Actor, action: Action, kind: Kind, sentence: str) -> Decision:
    return ALLOW if kind in actor.kinds_for(action) else deny(sentence, clause="role")


# --- what partners own -----------------------------------------------------------------------


def may_list_threats(actor: Actor) -> Decision:
    """Whoever may read counts of mapped groups. The list is doctrine, and holds nobody's data."""
    return may_read_counts(actor)


def may_list_vulnerabilities(actor: Actor) -> Decision:
    """Whoever's post reads vulnerabilities sees those that they may open, and no others."""
    return _has(
        actor, Action.READ, Kind.VULNERABILITY, "Your post does not work on vulnerabilities."
    )


def may_read_vulnerability(actor: Actor, row: Vulnerability) -> Decision:
    """The owning agency and the agencies named, within the district."""
    return check(actor, Action.READ, row)


def may_open_vulnerability(actor: Actor) -> Decision:
    """A community safety manager, an intelligence officer or a coordinator, in their own area."""
    return _has(
        actor, Action.CREATE, Kind.VULNERABILITY, "Your post does not record vulnerabilities."
    )


def may_review_vulnerability(actor: Actor, row: Vulnerability) -> Decision:
    """The agency that owns it, while it is open."""
    if row.standing == Standing.CLOSED:
        return deny("This vulnerability is closed.")
    return check(actor, Action.EDIT, row)


def may_close_vulnerability(actor: Actor, row: Vulnerability) -> Decision:
    """The agency that owns it, with a reason."""
    return may_review_vulnerability(actor, row)


def may_read_counts(actor: Actor) -> Decision:
    """Partners, analysts and board members: numbers and nature, made safe, and never a name."""
    kinds = actor.kinds_for(Action.READ)
    if not {Kind.VULNERABILITY, Kind.RELEASE, Kind.GROUP} & set(kinds):
        return deny("Your post does not read how many groups are mapped.", clause="role")
    return ALLOW


def governs(actor: Actor) -> Decision:
    """Whether somebody switches the register, agrees to errors or reads the fairness report."""
    return may_switch_on(actor) or may_list_errors(actor)


def may_import_counts(actor: Actor) -> Decision:
    """A coordinator or an analyst, for the area that their post covers."""
    return _has(actor, Action.AGGREGATE, Kind.GROUP, "Your post does not count mapped groups.")


def may_give_counts(actor: Actor, *, areas_on: Collection[str]) -> Decision:
    """A coordinator, from a register that is switched on."""
    if not actor.holds(Role.OCG_COORDINATOR):
        return deny("Only the coordinator gives out counts from the register.", clause="role")
    return may_list_groups(actor, areas_on=areas_on)


def may_read_briefing(actor: Actor) -> Decision:
    """Whoever may read counts of mapped groups."""
    return may_read_counts(actor)


# --- the switch ------------------------------------------------------------------------------


def may_switch_on(actor: Actor) -> Decision:
    """Information governance, in their own name, for an area that their post covers."""
    if not actor.holds(Role.INFORMATION_GOVERNANCE):
        return deny("Only information governance switches the register on or off.", clause="role")
    if actor.subject.delegation is not None:
        return deny("The register is switched on in one’s own name, never on another’s behalf.")
    return ALLOW


def may_switch_off(actor: Actor) -> Decision:
    """Information governance, for an area that their post covers."""
    return may_switch_on(actor)


# --- the register ----------------------------------------------------------------------------


def may_list_groups(actor: Actor, *, areas_on: Collection[str]) -> Decision:
    """Whoever's post works on the register, where it is switched on, sees what they may open."""
    role = _has(actor, Action.READ, Kind.GROUP, "Your post does not work on the register.")
    if not role:
        return role
    covered = bool(areas_on) if actor.force_wide else bool(actor.districts & set(areas_on))
    if not covered:
        return deny(
            "The register is not switched on in your area. Its data-protection officer decides.",
            clause="switch",
        )
    return ALLOW


def leads_only(actor: Actor) -> bool:
    """Whether somebody knows of groups only as the officer who leads on one."""
    return not actor.roles & SEES_PEOPLE


def may_read_group(actor: Actor, group: Group) -> Decision:
    """Coordinators, intelligence and analysts within the area, and the officer who leads on it."""
    if leads_only(actor) and group.lead_id != actor.person_id:
        return deny("Only its lead officer reads this.")
    return check(actor, Action.READ, group)


def may_put_forward(actor: Actor) -> Decision:
    """An intelligence officer or a coordinator, where the register is switched on."""
    return _has(actor, Action.CREATE, Kind.GROUP, "Your post does not put groups forward.")


def may_describe_group(actor: Actor, group: Group) -> Decision:
    """The coordinator of the agency that owns the record, while it is live."""
    if group.status in (*ENDED, Status.ARCHIVED):
        return deny("Nothing more is written of it. Open it again first.")
    return check(actor, Action.EDIT, group)


def may_move_group(actor: Actor, group: Group, to: Status) -> Decision:
    """The coordinator, the assessor or whoever chairs tasking, as the move requires."""
    mover = MOVES.get((Status(group.status), to))
    if mover is None:
        return deny("It cannot go there from where it stands.")
    if mover == Mover.BOTH:
        return deny("That takes the coordinator and the data-protection officer together.")
    if mover == Mover.ASSESSOR:
        return _assessor(actor, group)
    if mover == Mover.CHAIR:
        if group.lead_id == actor.person_id:
            return deny("Whoever leads on it cannot decide that.")
        return check(actor, Action.APPROVE, group)
    return check(actor, Action.EDIT, group)


def _assessor(actor: Actor, group: Group) -> Decision:
    role = _has(actor, Action.CREATE, Kind.SCORE, "Your post does not assess groups.")
    if not role:
        return role
    if actor.agency_id != group.score_owner_id:
        return deny("Another body owns the score of this group.")
    return check(actor, Action.READ, group)


def may_assess(actor: Actor, group: Group) -> Decision:
    """An analyst or coordinator of the body that owns the score, which may be another's."""
    if group.status in ENDED:
        return deny("Nothing more is done about it.")
    return _assessor(actor, group)


def reads_scores(actor: Actor) -> Decision:
    """Whether somebody's post reads scores at all: a lead officer's does not."""
    return _has(actor, Action.READ, Kind.SCORE, "Your post does not read how groups are scored.")


def may_read_assessments(actor: Actor, group: Group) -> Decision:
    """Coordinators and analysts who may read the group. A score is of a group, never a person."""
    return reads_scores(actor) and may_read_group(actor, group)


def may_reconcile(actor: Actor, group: Group) -> Decision:
    """Whoever may assess it, where two schemes disagree."""
    return may_assess(actor, group)


def may_decide_tier(actor: Actor, group: Group) -> Decision:
    """The coordinator, with a reason. A score decides nothing by itself."""
    return may_describe_group(actor, group)


def may_name_lead(actor: Actor, group: Group) -> Decision:
    """The coordinator names a lead officer, who may be of the police or of a partner."""
    return may_describe_group(actor, group)


def may_review_group(actor: Actor, group: Group) -> Decision:
    """Its lead officer or the coordinator, while it is active or watched."""
    if group.status not in MAPPED:
        return deny("Only what is active or watched is reviewed.")
    if group.lead_id == actor.person_id:
        return check(actor, Action.COMMENT, group)
    return check(actor, Action.EDIT, group)


def may_propose_archive(actor: Actor, group: Group) -> Decision:
    """Its lead officer puts it forward; whoever chairs tasking decides."""
    if group.status not in MAPPED:
        return deny("Only what is active or watched goes into the archive.")
    if group.lead_id != actor.person_id:
        return deny("Its lead officer puts this forward.")
    return check(actor, Action.COMMENT, group)


def may_merge(actor: Actor, group: Group) -> Decision:
    """Whoever chairs tasking, for two groups that are both active or watched."""
    return _ends_otherwise(actor, group)


def may_transfer(actor: Actor, group: Group) -> Decision:
    """Whoever chairs tasking, to a body that has said it will take it."""
    return _ends_otherwise(actor, group)


def _ends_otherwise(actor: Actor, group: Group) -> Decision:
    if group.status not in MAPPED:
        return deny("Only what is active or watched can be merged or handed over.")
    return check(actor, Action.APPROVE, group)


def may_open_work(actor: Actor, group: Group) -> Decision:
    """Whoever may read the group, as far as it has been assessed in time."""
    return may_read_group(actor, group)


def may_ask_error(actor: Actor, group: Group) -> Decision:
    """The coordinator says that a group was recorded in error; another officer must agree."""
    if group.status in (Status.DISPOSED, Status.ERROR):
        return deny("It is out of the register already.")
    return check(actor, Action.EDIT, group)


def may_list_errors(actor: Actor) -> Decision:
    """Information governance, for records of their own force."""
    if not actor.holds(Role.INFORMATION_GOVERNANCE):
        return deny("Only information governance agrees that a record was an error.", clause="role")
    return ALLOW


def may_agree_error(actor: Actor, error: ErrorRecord) -> Decision:
    """Information governance, never whoever asked for it."""
    role = may_list_errors(actor)
    if not role:
        return role
    if error.asked_by_id == actor.person_id:
        return deny("Whoever asked for this cannot agree to it.")
    if error.agreed_at is not None:
        return deny("This has been agreed.")
    return ALLOW


def may_strike_error(actor: Actor, group: Group) -> Decision:
    """The coordinator, once the data-protection officer has agreed."""
    return may_ask_error(actor, group)


# --- people ----------------------------------------------------------------------------------


def may_read_people(actor: Actor, group: Group) -> Decision:
    """Coordinators, intelligence and analysts. People are outside references, and never names."""
    if not actor.roles & SEES_PEOPLE:
        return deny("Lead officers and partners are not shown who belongs to it.", clause="role")
    return check(actor, Action.READ, group)


def may_record_link(actor: Actor, group: Group) -> Decision:
    """The coordinator, for a group that is live, each link graded, dated and sourced."""
    return may_describe_group(actor, group)


def may_sign_off(actor: Actor, link: GroupLink) -> Decision:
    """An intelligence supervisor, for somebody under 18, and never whoever recorded it."""
    if Kind.GROUP not in actor.kinds_for(Action.APPROVE):
        return deny("Only an intelligence supervisor signs for somebody under 18.", clause="role")
    if link.recorded_by_id == actor.person_id:
        return deny("Whoever recorded it cannot sign it.")
    if not link.is_child or link.signed_off_at is not None:
        return deny("There is nothing to sign here.")
    return ALLOW


def may_end_link(actor: Actor, group: Group) -> Decision:
    """The coordinator, with a reason. What was recorded stays, with its end."""
    return check(actor, Action.EDIT, group)


def may_list_duties(actor: Actor, *, areas_on: Collection[str]) -> Decision:
    """Whoever works on the register is told of the safeguards that wait for them."""
    return may_list_groups(actor, areas_on=areas_on)


def may_list_removals(actor: Actor, *, areas_on: Collection[str]) -> Decision:
    """The coordinator goes through aged and harmless records that wait to be removed."""
    if Kind.GROUP not in actor.kinds_for(Action.EDIT):
        return deny("Only the coordinator goes through what is to be removed.", clause="role")
    return may_list_groups(actor, areas_on=areas_on)


def may_ask_way_out(actor: Actor) -> Decision:
    """Whoever works with people may ask that somebody’s link to a group be ended."""
    kinds = actor.kinds_for(Action.READ)
    if not {Kind.VULNERABILITY, Kind.REFERRAL, Kind.GROUP} & set(kinds):
        return deny("Your post does not ask for a way out.", clause="role")
    return ALLOW


def may_read_ways_out(actor: Actor) -> Decision:
    """Whoever may ask for a way out sees what they asked for, and whether it was considered."""
    return may_ask_way_out(actor)


def may_decide_way_out(actor: Actor, way_out: WayOut) -> Decision:
    """The coordinator, with a reason, and never whoever asked."""
    if way_out.decided_at is not None:
        return deny("This has been decided.")
    if way_out.asked_by_id == actor.person_id:
        return deny("Whoever asked for it cannot decide it.")
    if Kind.GROUP not in actor.kinds_for(Action.EDIT):
        return deny("Only the coordinator decides this.", clause="role")
    return ALLOW


def may_read_fairness(actor: Actor) -> Decision:
    """Information governance and coordinators: how many, by age, ethnicity and area."""
    if not actor.roles & {Role.INFORMATION_GOVERNANCE, Role.OCG_COORDINATOR}:
        return deny("Only information governance and the coordinator read this.", clause="role")
    return ALLOW


def may_make_fairness(actor: Actor, *, areas_on: Collection[str]) -> Decision:
    """The coordinator, once a quarter."""
    return may_list_removals(actor, areas_on=areas_on)


def may_read_network(actor: Actor, *, areas_on: Collection[str]) -> Decision:
    """Coordinators, intelligence and analysts. It is never shown to partners."""
    if not actor.roles & SEES_PEOPLE:
        return deny("The network is not shown to lead officers or partners.", clause="role")
    return may_list_groups(actor, areas_on=areas_on)


def may_export_network(actor: Actor, *, areas_on: Collection[str]) -> Decision:
    """A coordinator, and of it only what they may take away. It is never for partners."""
    if not actor.holds(Role.OCG_COORDINATOR):
        return deny("Only the coordinator takes a network away.", clause="role")
    return may_read_network(actor, areas_on=areas_on)


def may_preview_network(actor: Actor, *, areas_on: Collection[str]) -> Decision:
    """Whoever may read the network, for a list of their own. Nothing of it is kept."""
    return may_read_network(actor, areas_on=areas_on)


def may_rank_network(actor: Actor, *, areas_on: Collection[str]) -> Decision:
    """Whoever may read the network, of what they may see of it."""
    return may_read_network(actor, areas_on=areas_on)


def may_note_cut(actor: Actor, *, areas_on: Collection[str]) -> Decision:
    """An analyst or a coordinator, of what they see in the network. It is never rewritten."""
    if not actor.roles & {Role.ANALYST, Role.OCG_COORDINATOR}:
        return deny("Only an analyst or the coordinator writes this.", clause="role")
    return may_read_network(actor, areas_on=areas_on)


def may_add_ties(actor: Actor, *, areas_on: Collection[str]) -> Decision:
    """A coordinator, of groups that they may change. Each tie is graded, dated and sourced."""
    if not actor.holds(Role.OCG_COORDINATOR):
        return deny("Only the coordinator takes ties into the register.", clause="role")
    return may_read_network(actor, areas_on=areas_on)


def may_make_briefing(actor: Actor) -> Decision:
    """Whoever may read the briefing: what is on its page and nothing else."""
    return may_read_briefing(actor)
