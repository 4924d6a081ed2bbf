"""How a record of this module is named elsewhere: its caption and its address."""

from __future__ import annotations

from django.urls import reverse

from frankpledge.access.api import Actor, Kind, Ref
from frankpledge.groups import policies
from frankpledge.groups.models import Group, Vulnerability
from frankpledge.groups.opening import groups_open_to
from frankpledge.groups.switching import areas_on


def _group(ref: Ref, by: Actor) -> Group | None:
    areas = areas_on(by.at)
    if not policies.may_list_groups(by, areas_on=areas):
        return None
    return groups_open_to(by, areas).filter(pk=ref.uid).first()


def caption_of(ref: Ref, by: Actor) -> str | None:
    """What a record of this module is called, or None if it is not one or not open to *by*."""
    if ref.kind == Kind.VULNERABILITY:
        found = Vulnerability.open_to(by).filter(pk=ref.uid).first()
        return f"Vulnerability {found.reference}: {found.title}" if found else None
    if ref.kind == Kind.GROUP:
        group = _group(ref, by)
        return f"{group.codename} ({group.reference})" if group else None
    return None


def url_of(ref: Ref, by: Actor) -> str | None:
    """The address of a record of this module, or None if it is not one or not open to *by*."""
    if caption_of(ref, by) is None:
        return None
    page = "vulnerability" if ref.kind == Kind.VULNERABILITY else "group"
    return reverse(f"groups:{page}", args=[ref.uid])
