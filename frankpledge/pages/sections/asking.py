"""Asks before acting, requests, requirements and alerts, as sections of somebody's morning."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import Actor
from frankpledge.asking import api as asking
from frankpledge.pages.sections.shapes import Section, day_words, section
from frankpledge.ui.api import Link, Task, Tone


def sections(by: Actor, at: datetime) -> tuple[list[Section], list[Section]]:
    """What waits for somebody, and what is new to them; asked for in one look."""
    found = asking.awaiting(by, at)
    waiting = [each for each in found if not each.is_new]
    return _headed(waiting, at), _headed([each for each in found if each.is_new], at)


def _headed(found: list[asking.Awaiting], at: datetime) -> list[Section]:
    more = Link(text="All that is asked", href=reverse("asking:index"))
    return [
        headed
        for heading, lines in groupby(found, key=lambda each: each.heading)
        for headed in section(heading, [_task(line, at) for line in lines], more=more)
    ]


def _task(line: asking.Awaiting, at: datetime) -> Task:
    return Task(
        title=line.title,
        href=line.href,
        hint=line.hint,
        status=_status(line, at),
        tone=Tone.URGENT if line.is_late else Tone.ACTIVE if line.is_new else Tone.WARNING,
    )


def _status(line: asking.Awaiting, at: datetime) -> str:
    if line.is_late:
        return "Late"
    if line.is_new:
        return "New"
    if line.due_at is None:
        return ""
    due = localtime(line.due_at)
    return f"Due {day_words(due.date(), localtime(at).date())} at {due:%H:%M}"
