"""Mapped groups and vulnerabilities that wait for somebody, as sections of their morning."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Kind, Ref
from frankpledge.groups import api as groups
from frankpledge.pages.sections.shapes import Section, day_words, section
from frankpledge.ui.api import Link, Task, Tone


def awaiting(by: Actor, at: datetime) -> list[Section]:
    """Reviews, assessments and decisions that wait for *by*, and vulnerabilities to look at."""
    on = localtime(at).date()
    waiting = groups.awaiting(by, at)
    exploited = groups.vulnerabilities_due(by, on)
    return [
        *section(
            "Mapped groups",
            [_group(each, on) for each in waiting],
            more=Link(text="The register", href=reverse("groups:register")),
        ),
        *section(
            "Vulnerabilities to look at again",
            [
                Task(
                    title=each.title,
                    href=reverse("groups:vulnerability", args=[each.uid]),
                    hint=f"{each.nature}, {each.area}",
                    status=_due(each.review_on, on),
                    tone=Tone.URGENT if each.is_late else Tone.WARNING,
                )
                for each in exploited
            ],
            more=Link(text="Vulnerabilities", href=reverse("groups:vulnerabilities")),
            about=[Ref(kind=Kind.VULNERABILITY, uid=each.uid) for each in exploited],
        ),
    ]


def _group(each: groups.Awaiting, on: date) -> Task:
    late = "Late" if each.is_late else ""
    return Task(
        title=each.group.codename,
        href=reverse("groups:group", args=[each.group.uid]),
        hint=" ".join([f"{each.what}.", *each.group.stops]),
        status=_due(each.due_on, on) if each.due_on else late,
        tone=Tone.URGENT if each.is_late else Tone.WARNING,
    )


def _due(day: date, on: date) -> str:
    return "Late" if day < on else f"Due {day_words(day, on)}"
