"""How a mention is named elsewhere: its caption and its address."""

from __future__ import annotations

from django.urls import reverse

from frankpledge.access.api import Actor, Kind, Ref
from frankpledge.entities.models import Mention, Sort


def caption_of(ref: Ref, by: Actor) -> str | None:
    """What a mention is called, or None if it is none or not open to *by*."""
    if ref.kind != Kind.NOMINAL:
        return None
    row = Mention.open_to(by).filter(pk=ref.uid).first()
    return f"{Sort(row.sort).label}: {row.typed}" if row else None


def url_of(ref: Ref, by: Actor) -> str | None:
    """The address of a mention's page, or None if it is none or not open to *by*."""
    if caption_of(ref, by) is None:
        return None
    return reverse("entities:subject", args=[ref.uid])
