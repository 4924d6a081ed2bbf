"""Uses of powers, as sections of somebody's morning."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Kind, Ref
from frankpledge.pages.sections.shapes import Section, section
from frankpledge.powers import api as powers
from frankpledge.ui.api import Link, Task, Tone

_TITLES = {
    powers.Sort.COURT: "Court clocks that run",
    powers.Sort.AUTHORISE: "Uses of powers to authorise",
    powers.Sort.STOPPED: "Stopped for safeguarding",
    powers.Sort.TO_ANSWER: "Your agency is consulted on",
    powers.Sort.ANSWER_OWED: "Consulted, and no answer yet",
    powers.Sort.LOOK_BACK: "Uses of powers to look back on",
}
_URGENT = frozenset({powers.Sort.COURT, powers.Sort.STOPPED, powers.Sort.ANSWER_OWED})


def awaiting(by: Actor, at: datetime) -> list[Section]:
    """What awaits somebody of the uses of powers of their own agency."""
    lines = powers.awaiting(by, at)
    more = Link(text="All uses of powers", href=reverse("powers:uses"))
    found: list[Section] = []
    for sort, title in _TITLES.items():
        these = [each for each in lines if each.sort == sort]
        found += section(
            title,
            [_task(each) for each in these],
            more=more,
            about=[Ref(kind=Kind.POWER_USE, uid=each.line.uid) for each in these],
        )
    return found


def _task(each: powers.Awaiting) -> Task:
    by_when = f"By {localtime(each.by_when):%H:%M, %-d %B}" if each.by_when else ""
    return Task(
        title=f"{each.line.power}: {each.line.place}",
        href=reverse("powers:use", args=[each.line.uid]),
        hint=each.words or each.line.measure,
        status=by_when or each.line.stage_words,
        tone=Tone.URGENT if each.sort in _URGENT else Tone.WARNING,
    )
