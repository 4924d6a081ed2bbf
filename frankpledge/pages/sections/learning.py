"""Events and case studies that wait for somebody, as sections of their morning."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Kind, Ref
from frankpledge.learning import api as learning
from frankpledge.pages.sections.shapes import Section, day_words, section
from frankpledge.ui.api import Link, Task, Tone


def awaiting(by: Actor, at: datetime) -> list[Section]:
    """Events to answer, hold, follow up or tell of, and words that wait to be cleared."""
    events = learning.events_awaiting(by, at)
    on = localtime(at).date()
    cases = learning.cases_awaiting(by, on)
    return [
        *section(
            "Events",
            [
                Task(
                    title=due.line.title,
                    href=reverse("learning:event", args=[due.line.uid]),
                    hint=f"{due.what}. Held {day_words(localtime(due.line.starts_at).date(), on)}"
                    if due.line.starts_at <= at
                    else f"{due.what}. {due.line.starts_at:%-d %B %Y}",
                    status="Overdue" if due.is_late else "Due",
                    tone=Tone.URGENT if due.is_late else Tone.WARNING,
                )
                for due in events
            ],
            more=Link(text="All events", href=reverse("learning:index")),
            about=[Ref(kind=Kind.EVENT, uid=due.line.uid) for due in events],
        ),
        *section(
            "Case studies that wait for your agency",
            [
                Task(
                    title=due.line.title,
                    href=reverse("learning:case", args=[due.line.uid]),
                    hint=due.what,
                    status="Ran out" if due.is_late else "Due",
                    tone=Tone.URGENT if due.is_late else Tone.WARNING,
                )
                for due in cases
            ],
            more=Link(text="All case studies", href=reverse("learning:cases")),
            about=[Ref(kind=Kind.CASE_STUDY, uid=due.line.uid) for due in cases],
        ),
    ]
