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
        *_returns(by, on, more),
        *_to_refresh(by, on),
    ]


def _returns(by: Actor, on: date, more: Link) -> list[Section]:
    """Returns that the reader's agency was asked for and has not answered."""
    waiting = profiles.returns_awaited(by, on)
    return section(
        "Returns for profiles",
        [
            Task(
                title=f"{each.holder}, for {each.area_name}",
                href=reverse("profiles:supply", args=[each.profile_id, each.template]),
                hint=f"Due {day_words(each.due_on, on)}",
                status="Late" if each.is_late else "Asked for",
                tone=Tone.URGENT if each.is_late else Tone.ACTIVE,
            )
            for each in waiting
        ],
        more=more,
        about=[Ref(kind=Kind.PROFILE, uid=each.profile_id) for each in waiting],
    )


def _to_refresh(by: Actor, on: date) -> list[Section]:
    """Released profiles whose day to be refreshed has come, for those who write them."""
    if Kind.RELEASE not in by.kinds_for(Action.EDIT):
        return []
    due = [line for line in profiles.releases(by, by.at) if line.is_due]
    return section(
        "Profiles to refresh",
        [
            Task(
                title=f"{line.area_name}, {line.period}",
                href=reverse("profiles:released", args=[line.uid]),
                hint=f"To be refreshed by {day_words(line.refresh_on, on)}",
                status="Refresh",
                tone=Tone.WARNING,
            )
            for line in due
        ],
        more=Link(text="Released profiles", href=reverse("profiles:releases")),
        about=[Ref(kind=Kind.RELEASE, uid=line.uid) for line in due],
    )


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
                hint=_built(line, on),
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


def _built(line: profiles.ProfileLine, on: date) -> str:
    day = day_words(localtime(line.built_at).date(), on)
    return f"Built {day} from {line.origin.removesuffix(' data')} data"
