"""How a record of this module is named elsewhere: its caption and its address."""

from __future__ import annotations

from django.urls import reverse

from frankpledge.access.api import Actor, Kind, Ref
from frankpledge.asking.models import Alert, Request, Requirement, Sort

_PAGES = {Kind.REQUIREMENT: "requirement", Kind.ALERT: "alert"}


def caption_of(ref: Ref, by: Actor) -> str | None:
    """What a record of this module is called, or None if it is not one or not open to *by*."""
    if ref.kind == Kind.REQUEST:
        request = Request.open_to(by).filter(pk=ref.uid).first()
        return f"{Sort(request.sort).label} {request.reference}" if request else None
    if ref.kind == Kind.REQUIREMENT:
        requirement = Requirement.open_to(by).filter(pk=ref.uid).first()
        return f"Requirement {requirement.reference}" if requirement else None
    if ref.kind == Kind.ALERT:
        alert = Alert.open_to(by).filter(pk=ref.uid).first()
        return f"Alert {alert.reference}: {alert.title}" if alert else None
    return None


def url_of(ref: Ref, by: Actor) -> str | None:
    """The address of a record of this module, or None if it is not one or not open to *by*."""
    if ref.kind == Kind.REQUEST:
        request = Request.open_to(by).filter(pk=ref.uid).first()
        if request is None:
            return None
        page = "before" if request.sort == Sort.BEFORE_ACTING else "request"
        return reverse(f"asking:{page}", args=[ref.uid])
    if ref.kind not in _PAGES or caption_of(ref, by) is None:
        return None
    return reverse(f"asking:{_PAGES[ref.kind]}", args=[ref.uid])
