"""Who may set apart what must not be held, and decide what becomes of it.

Published with the other policies in docs/reference/acts.md.
"""

from frankpledge.access.api import ALLOW, Action, Actor, Decision, GuardedModel, Role, check, deny
from frankpledge.intelligence.models import Incident
from frankpledge.intelligence.models.quarantine import OPEN_STAGES, IncidentStage

_POLICE = (
    Role.INTELLIGENCE_OFFICER,
    Role.INTELLIGENCE_SUPERVISOR,
    Role.LEAD_OFFICER,
    Role.OCG_COORDINATOR,
)


def may_quarantine(actor: Actor, row: GuardedModel) -> Decision:
    """Anyone in a police role, at once, on whatever of ours they may read."""
    if not any(actor.holds(role) for role in _POLICE):
        return deny("Only the police set things apart. Ring the intelligence unit now.")
    return check(actor, Action.READ, row)


def may_note_refusal(*, is_service: bool) -> Decision:
    """The unit's own service, so that no line of it points at whoever wrote."""
    if not is_service:
        return deny("Only the unit’s service writes down that something was refused.")
    return ALLOW


def may_list_incidents(actor: Actor) -> Decision:
    """Information governance and supervisors of a unit; each finds those that name them."""
    if not (actor.holds(Role.INFORMATION_GOVERNANCE) or actor.holds(Role.INTELLIGENCE_SUPERVISOR)):
        return deny("Only information governance and supervisors deal with what could not be held.")
    return ALLOW


def may_read_incident(actor: Actor, incident: Incident) -> Decision:
    """Information governance and the unit’s supervisors, who were named when it was found."""
    return check(actor, Action.READ, incident.protection)


def may_note_backups(actor: Actor, incident: Incident) -> Decision:
    """Whoever deals with the spill, while it is not over."""
    if incident.stage not in OPEN_STAGES:
        return deny("This is over, so there is nothing to note.")
    return may_read_incident(actor, incident)


def may_release(actor: Actor, incident: Incident) -> Decision:
    """A supervisor of the unit who did not set it apart."""
    if incident.stage not in OPEN_STAGES:
        return deny("This is over.")
    if incident.found_by_id == actor.person_id:
        return deny("You set this apart, so someone else must put it back.")
    if not actor.holds(Role.INTELLIGENCE_SUPERVISOR):
        return deny("Only a supervisor of the intelligence unit, who may read it, puts it back.")
    return may_read_incident(actor, incident)


def may_ask_deletion(actor: Actor, incident: Incident) -> Decision:
    """Whoever deals with the spill; somebody else then deletes it."""
    if incident.stage != IncidentStage.QUARANTINED:
        return deny("Deleting has been asked for already, or this is over.")
    return may_read_incident(actor, incident)


def may_delete_spill(actor: Actor, incident: Incident) -> Decision:
    """A second person of those who deal with the spill, never whoever asked."""
    if incident.stage != IncidentStage.DELETION_ASKED:
        return deny("Somebody has to ask for it to be deleted first.")
    if incident.asked_by_id == actor.person_id:
        return deny("You asked for this to be deleted, so someone else must do it.")
    return may_read_incident(actor, incident)
