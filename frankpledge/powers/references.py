"""How a use of a power is named elsewhere: its caption and its address."""

from __future__ import annotations

from django.urls import reverse

from frankpledge.access.api import Actor, Kind, Ref
from frankpledge.powers.catalogue import power
from frankpledge.powers.lifecycle import STAGE_WORDS, Stage
from frankpledge.powers.models import PowerUse


def caption_of(ref: Ref, by: Actor) -> str | None:
    """What a use is called, or None if it is not one or not open to *by*."""
    if ref.kind != Kind.POWER_USE:
        return None
    row = PowerUse.open_to(by).filter(pk=ref.uid).first()
    if row is None:
        return None
    found = power(row.power)
    name = found.name if found else row.power
    return f"{name} ({row.reference}): {STAGE_WORDS[Stage(row.stage)].lower()}"


def url_of(ref: Ref, by: Actor) -> str | None:
    """The address of a use, or None if it is not one or not open to *by*."""
    if caption_of(ref, by) is None:
        return None
    return reverse("powers:use", args=[ref.uid])
