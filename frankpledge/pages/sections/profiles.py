"""Profiles that wait for somebody's words or hands, as sections of their morning."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import Action, Actor, Area, Kind, Ref
from frankpledge.pages.sections.shapes import Section, day_words, section
from frankpledge.profiles import api as profiles
from frankpledge.ui.api import Link, Task, Tone

DRAFT, CONSULTING = "draft", "consulting"


def awaiting(by: Actor, on: date) -> list[Section]:
    """Drafts to finish and share, and profiles that are out for comment."""
    if Kind.PROFILE not in by.kinds_for(Action.READ):
        return []
    found = [line for code in _districts(by) if (line := profiles.latest(code, by)) is not None]
    more = Link(text="All profiles", href=reverse("profiles:index"))
    writes = Kind.PROFILE in by.kinds_for(Action.EDIT)
    return [
        *(_section("Drafts of profiles", found, DRAFT, on, more) if writes else []),
        *_section("Profiles out for comment", found, CONSULTING, on, more),
    ]


def _section(
    title: str, lines: list[profiles.ProfileLine], stage: str, on: date, more: Link
) -> list[Section]:
    standing = [line for line in lines if line.stage == stage]
    return section(
        title,
        [
            Task(
                title=f"{line.area_name}, {line.period}",
                href=reverse("profiles:profile", args=[line.uid]),
                hint=f"Built {day_words(localtime(line.built_at).date(), on)} from {_data(line)}",
                status="Draft" if stage == DRAFT else "Comment",
                tone=Tone.NEUTRAL if stage == DRAFT else Tone.ACTIVE,
            )
            for line in standing
        ],
        more=more,
        about=[Ref(kind=Kind.PROFILE, uid=line.uid) for line in standing],
    )


def _districts(by: Actor) -> list[str]:
    """The districts that somebody works in: all of them for whoever works everywhere."""
    rows = Area.objects.filter(kind__in=("district", "unitary")).order_by("name")
    if not by.force_wide:
        rows = rows.filter(code__in=by.districts)
    return list(rows.values_list("code", flat=True))


def _data(line: profiles.ProfileLine) -> str:
    return f"{line.origin.removesuffix(' data')} data"
