"""Long work that somebody asked for, as a section of their morning."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import Actor
from frankpledge.pages.sections.shapes import Section, day_words, section
from frankpledge.ui.api import Link, Task, Tone
from frankpledge.work import api as work
from frankpledge.work.api import Progress, State

_TOLD: Mapping[State, tuple[str, Tone]] = {
    State.WAITING: ("Waiting", Tone.QUIET),
    State.RUNNING: ("Under way", Tone.ACTIVE),
    State.DONE: ("Done", Tone.GOOD),
    State.FAILED: ("Not done", Tone.WARNING),
}


def new(by: Actor, at: datetime) -> list[Section]:
    """What *by* asked for, the latest first, as long as it is kept; not what they called off."""
    return section(
        "Your long work",
        [_task(each, at) for each in work.listed(by=by) if each.state in _TOLD],
        more=Link(text="All long work", href=reverse("work:index")),
    )


def _task(each: Progress, at: datetime) -> Task:
    words, tone = _TOLD[each.state]
    asked = localtime(each.asked_at)
    day = day_words(asked.date(), localtime(at).date())
    when = day if day in ("today", "yesterday") or day.endswith("ago") else f"on {day}"
    return Task(
        title=each.title,
        href=reverse("work:job", args=[each.uid]),
        hint=f"Asked for {when} at {asked:%H:%M}. {each.sentence}".strip(),
        status=f"{words}, {each.share}%" if each.state == State.RUNNING and each.whole else words,
        tone=tone,
    )
