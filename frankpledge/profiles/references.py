"""How a profile or a finding is named elsewhere: its caption and its address."""

from __future__ import annotations

from django.urls import reverse

from frankpledge.access.api import Actor, Kind, Ref
from frankpledge.profiles import words
from frankpledge.profiles.models import Finding, Profile

LONGEST = 90


def caption_of(ref: Ref, by: Actor) -> str | None:
    """What a record of this module is called, or None if it is not one or not open to *by*."""
    if ref.kind == Kind.PROFILE:
        row = Profile.open_to(by).filter(pk=ref.uid).defer("content").first()
        return f"Profile of {row.area_name}, {words.period(row.first, row.last)}" if row else None
    if ref.kind == Kind.FINDING:
        finding = Finding.open_to(by).filter(pk=ref.uid).first()
        return f"Finding: {_short(finding.text)}" if finding else None
    return None


def url_of(ref: Ref, by: Actor) -> str | None:
    """The address of a record of this module, or None if it is not one or not open to *by*."""
    if ref.kind == Kind.PROFILE and Profile.open_to(by).filter(pk=ref.uid).exists():
        return reverse("profiles:profile", args=[ref.uid])
    if ref.kind == Kind.FINDING:
        finding = Finding.open_to(by).filter(pk=ref.uid).first()
        if finding:
            return f"{reverse('profiles:profile', args=[finding.profile_id])}#finding-{ref.uid}"
    return None


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
