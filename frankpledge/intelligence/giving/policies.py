"""Who may make ways in, take down what is told by telephone, and say who grades their own.

Published with the other policies in docs/reference/acts.md.
"""

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, Role, deny

TAKES_CALLS = (
    Role.INTELLIGENCE_OFFICER,
    Role.INTELLIGENCE_SUPERVISOR,
    Role.PRACTITIONER,
    Role.CSM,
    Role.SAFEGUARDING_LEAD,
)


def may_make_card(actor: Actor) -> Decision:
    """An officer of an intelligence unit, who knows the agency that the card is for."""
    if not _is_desk(actor):
        return deny("Only the intelligence unit makes cards for agencies.")
    return ALLOW


def may_withdraw_card(actor: Actor) -> Decision:
    """An officer of an intelligence unit, at once and for good."""
    if not _is_desk(actor):
        return deny("Only the intelligence unit withdraws cards.")
    return ALLOW


def may_list_cards(actor: Actor) -> Decision:
    """An officer of an intelligence unit."""
    if not _is_desk(actor):
        return deny("Only the intelligence unit looks after cards.")
    return ALLOW


def may_set_domains(actor: Actor) -> Decision:
    """An officer of an intelligence unit, as the agency itself has told them."""
    if not _is_desk(actor):
        return deny("Only the intelligence unit says which work addresses prove somebody.")
    return ALLOW


def may_accredit(actor: Actor) -> Decision:
    """A supervisor of an intelligence unit, for an agency that grades its own."""
    if not actor.holds(Role.INTELLIGENCE_SUPERVISOR):
        return deny("Only a supervisor of the intelligence unit says whose grades are taken.")
    return ALLOW


def may_take_call(actor: Actor) -> Decision:
    """An officer of the desk, or a practitioner who takes down what a colleague tells."""
    if Kind.SUBMISSION not in actor.kinds_for(Action.CREATE):
        return deny("Your post does not let you tell the police things here. Call 101 instead.")
    if not any(actor.holds(role) for role in TAKES_CALLS):
        return deny("Your post does not let you take down what somebody else tells.")
    return ALLOW


def _is_desk(actor: Actor) -> bool:
    return actor.holds(Role.INTELLIGENCE_OFFICER) or actor.holds(Role.INTELLIGENCE_SUPERVISOR)
