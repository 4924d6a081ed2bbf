"""Entries of the map of forums that wait for their keeper, as a section of somebody's morning."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from frankpledge.access.api import Actor, Kind, Ref
from frankpledge.governance import api as governance
from frankpledge.pages.sections.shapes import Section, day_words, section
from frankpledge.ui.api import Link, Task, Tone


def awaiting(by: Actor, on: date) -> list[Section]:
    """Entries whose day to be verified has come, or of which something was worked out by us."""
    if not governance.may_write_entry(by):
        return []
    lines = governance.entries_due(by=by, on=on)
    return section(
        "Forums that you keep on the map",
        [_task(line, on) for line in lines],
        more=Link(text="All that you have to look at", href=reverse("forums:due")),
        about=[Ref(kind=Kind.FORUM_ENTRY, uid=line.uid) for line in lines],
    )


def _task(line: governance.DueEntry, on: date) -> Task:
    is_late = line.next_on is not None and line.next_on <= on
    return Task(
        title=line.name,
        href=reverse("forums:verify", args=[line.uid]),
        hint=_hint(line, on),
        status="Overdue" if is_late else "Verify",
        tone=Tone.URGENT if is_late else Tone.WARNING,
    )


def _hint(line: governance.DueEntry, on: date) -> str:
    if line.next_on is None:
        return "Nobody has said yet that its entry is true"
    if line.next_on <= on:
        return f"To be verified {day_words(line.next_on, on)}"
    return "Something was worked out for you to check"
