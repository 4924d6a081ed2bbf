"""How an action is named elsewhere: its caption and its address."""

from django.urls import reverse

from frankpledge.access.api import Actor, Kind, Ref
from frankpledge.plans.models import PlannedAction


def caption_of(ref: Ref, by: Actor) -> str | None:
    """What an action is called, or None if it is not one or not open to *by*."""
    if ref.kind != Kind.ACTION:
        return None
    row = PlannedAction.open_to(by).filter(pk=ref.uid).first()
    return f"Action {row.reference}: {row.verb} {row.text}" if row else None


def url_of(ref: Ref, by: Actor) -> str | None:
    """The address of an action, or None if it is not one or not open to *by*."""
    if caption_of(ref, by) is None:
        return None
    return reverse("plans:action", args=[ref.uid])
