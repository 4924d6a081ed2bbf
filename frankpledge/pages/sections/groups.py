"""Mapped groups and vulnerabilities that wait for somebody, as sections of their morning."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Kind, Ref
from frankpledge.groups import api as groups
from frankpledge.pages.sections.shapes import Section, counted, day_words, section
from frankpledge.ui.api import Link, Task, Tone

_DUTIES: Mapping[groups.DutySort, str] = {
    groups.DutySort.SIGN: "Sign for somebody under 18 in {about}: {links}",
    groups.DutySort.DECIDE_WAY_OUT: "Decide on a way out: {requests}",
    groups.DutySort.REMOVE: "Go through what waits to be removed: {links}",
    groups.DutySort.REPORT: "Make this quarter’s report on gang records in {about}",
}


def awaiting(by: Actor, at: datetime) -> list[Section]:
    """Reviews, assessments and decisions that wait for *by*, and vulnerabilities to look at."""
    on = localtime(at).date()
    waiting = groups.awaiting(by, at)
    exploited = groups.vulnerabilities_due(by, on)
    left = groups.duties(by, at)
    return [
        *section(
            "Mapped groups",
            [_group(each, on) for each in waiting],
            more=Link(text="The register", href=reverse("groups:register")),
        ),
        *section(
            "Safeguards of the register",
            [_duty(each, on) for each in left],
            more=Link(text="Threats and groups", href=reverse("groups:index")),
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


def _duty(each: groups.Duty, on: date) -> Task:
    return Task(
        title=_DUTIES[each.sort].format(
            links=counted(each.many, "link"),
            requests=counted(each.many, "request"),
            about=each.about,
        ),
        href=reverse("groups:people", args=[each.group])
        if each.group
        else reverse("groups:fairness")
        if each.sort == groups.DutySort.REPORT
        else reverse("groups:removals"),
        status=_due(each.due_on, on) if each.due_on else "",
        tone=Tone.URGENT if each.is_late else Tone.WARNING,
    )


def _due(day: date, on: date) -> str:
    return "Late" if day < on else f"Due {day_words(day, on)}"
