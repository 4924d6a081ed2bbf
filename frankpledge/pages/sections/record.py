"""The state of the record, for those who look after it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from frankpledge.access.api import Actor, last_week, may_inspect
from frankpledge.pages.sections.shapes import Section, counted, section
from frankpledge.ui.api import Link, Task, Tone


def new(by: Actor, at: datetime) -> list[Section]:
    """What was recorded in the last seven days."""
    if not may_inspect(by):
        return []
    week = last_week(by=by, at=at)
    here = reverse("access:inspect")
    people = counted(week.people, "person", "people")
    return section(
        "The record, last seven days",
        [
            Task(
                title=f"{counted(week.events, 'event')} by {people}",
                href=here,
                hint="Looks, changes and refusals, in codes and without contents",
            ),
            Task(
                title=counted(week.denied, "refusal"),
                href=here,
                hint="Where somebody was turned away",
                status="Look at these" if week.denied else "",
                tone=Tone.WARNING,
            ),
        ],
        more=Link(text="Ask who looked at a record, and why", href=here),
    )
