"""How actions, plans, disruptions and returns are named elsewhere: their captions and addresses."""

from django.urls import reverse

from frankpledge.access.api import Actor, Kind, Ref
from frankpledge.plans.models import Disruption, Plan, PlannedAction, QuarterReturn

_PAGES = {
    Kind.ACTION: "plans:action",
    Kind.PLAN: "plans:plan",
    Kind.DISRUPTION: "plans:disruption",
    Kind.RETURN: "plans:return",
}


def caption_of(ref: Ref, by: Actor) -> str | None:
    """What a record of this module is called, or None if it is not one or not open to *by*."""
    if ref.kind == Kind.ACTION:
        action = PlannedAction.open_to(by).filter(pk=ref.uid).first()
        return f"Action {action.reference}: {action.verb} {action.text}" if action else None
    if ref.kind == Kind.PLAN:
        plan = Plan.open_to(by).filter(pk=ref.uid).first()
        return f"Plan {plan.reference}: {plan.title}" if plan else None
    if ref.kind == Kind.DISRUPTION:
        event = Disruption.open_to(by).filter(pk=ref.uid).first()
        return f"Disruption {event.reference}: {event.title}" if event else None
    if ref.kind == Kind.RETURN:
        made = QuarterReturn.open_to(by).filter(pk=ref.uid).select_related("body").first()
        return f"Return {made.reference}: {made.body.name}" if made else None
    return None


def url_of(ref: Ref, by: Actor) -> str | None:
    """The address of a record of this module, or None if it is not one or not open to *by*."""
    if ref.kind not in _PAGES or caption_of(ref, by) is None:
        return None
    return reverse(_PAGES[ref.kind], args=[ref.uid])
