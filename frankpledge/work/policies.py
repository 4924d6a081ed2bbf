"""Who may ask for long work, call it off and take what came of it.

What the work itself needs is asked of the module that it belongs to: when it is asked for, when
it is done and when its result is opened. The first line of each docstring is published.
"""

from enum import StrEnum

from frankpledge.access.api import ALLOW, Actor, Decision, Role, deny
from frankpledge.work.models import UNFINISHED, Job, State


class Act(StrEnum):
    """What can be done here. Stored in the record, so never renamed."""

    ASK = "work.ask"
    PERFORM = "work.perform"
    CALL_OFF = "work.call_off"
    OPEN_RESULT = "work.open_result"


def may_ask(actor: Actor) -> Decision:
    """Whoever may do what the work does, in their own name."""
    if actor.subject.delegation is not None:
        return deny("Long work is asked for in one’s own name, never on another’s behalf.")
    if actor.roles <= {Role.NO_GRANTS}:
        return deny("Your account has no post yet.", clause="role")
    return ALLOW


def may_perform(actor: Actor) -> Decision:
    """Whoever asked for it, as they stand when it is done: their account, post and agreement."""
    subject = actor.subject
    if not subject.active or subject.locked or not actor.is_current:
        return deny("The account that asked for it has ended or is locked.", clause="live")
    return may_ask(actor)


def may_call_off(actor: Actor, job: Job) -> Decision:
    """Whoever asked for it, until it is done."""
    if job.state not in UNFINISHED:
        return deny("It has ended already.")
    return ALLOW if job.asked_by_id == actor.person_id else deny("Somebody else asked for it.")


def may_open_result(actor: Actor, job: Job) -> Decision:
    """Whoever asked for it and may still do what it did, while the result is kept."""
    if job.asked_by_id != actor.person_id:
        return deny("Somebody else asked for it.")
    if job.state != State.DONE:
        return deny("There is no result.")
    return may_perform(actor)
