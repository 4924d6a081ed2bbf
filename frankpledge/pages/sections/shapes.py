"""What a section of the morning is made of: frozen words and addresses, never records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from frankpledge.access.api import Ref
from frankpledge.ui.api import Link, Task

SHOWN = 6
"""How many lines a section shows; the rest are behind its link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One thing that awaits somebody or is new to them: a heading, its lines and where the rest is.

    `count` counts the lines that this person may see, and nothing else. `about` names records that
    are shown here and whose module has not recorded the look itself.
    """

    title: str
    tasks: tuple[Task, ...]
    count: int
    more: Link | None = None
    words: str = ""
    about: tuple[Ref, ...] = ()

    @property
    def left_out(self) -> int:
        """How many lines are not shown here."""
        return self.count - len(self.tasks)


def section(
    title: str,
    tasks: Sequence[Task],
    *,
    more: Link | None = None,
    words: str = "",
    about: Sequence[Ref] = (),
) -> list[Section]:
    """A section with the first of *tasks*, or none at all where there are none."""
    if not tasks:
        return []
    shown = tuple(tasks[:SHOWN])
    return [
        Section(
            title=title,
            tasks=shown,
            count=len(tasks),
            more=more,
            words=words,
            about=tuple(about[:SHOWN]),
        )
    ]


def day_words(day: date, on: date) -> str:
    """A day as seen from another: today, tomorrow, 2 days ago, on 4 May."""
    if day == on:
        return "today"
    if day == on + timedelta(days=1):
        return "tomorrow"
    if day == on - timedelta(days=1):
        return "yesterday"
    if on - timedelta(days=14) < day < on:
        return f"{(on - day).days} days ago"
    return f"{day.day} {day:%B}" if day.year == on.year else f"{day.day} {day:%B %Y}"


def counted(number: int, one: str, many: str = "") -> str:
    """1 visit, 2 visits."""
    return f"{number} {one if number == 1 else many or one + 's'}"
