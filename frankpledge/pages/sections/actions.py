"""Late actions and those proposed to an agency, as sections of somebody's morning."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from frankpledge.access.api import Action, Actor, Kind
from frankpledge.pages.sections.shapes import Section, day_words, section
from frankpledge.plans import api as plans
from frankpledge.ui.api import Link, Task, Tone


def awaiting(by: Actor, on: date) -> list[Section]:
    """Actions proposed to somebody's agency, and those that are late: its own, then others'."""
    if Kind.ACTION not in by.kinds_for(Action.READ):
        return []
    late = plans.late_actions(by, on)
    more = Link(text="All actions", href=reverse("plans:index"))
    return [
        *section(
            "Actions proposed to your agency",
            [_task(line, on, status="Proposed") for line in plans.proposed_to(by, on)],
            more=more,
        ),
        *section(
            "Your agency’s late actions",
            [_task(line, on, status="Late") for line in late if line.is_ours],
            more=more,
        ),
        *section(
            "Other agencies’ late actions",
            [_task(line, on, status="Late") for line in late if not line.is_ours],
            more=more,
        ),
        *section(
            "Closures to confirm",
            [_task(line, on, status="Done") for line in plans.to_confirm(by, on)],
            more=Link(text="All of them", href=f"{reverse('plans:index')}?status=confirm"),
        ),
        *section(
            "Did it last?",
            [
                _task(line, on, status=f"After {months} months")
                for line, months in plans.rechecks_due(by, on)
            ],
        ),
    ]


def _task(line: plans.ActionLine, on: date, *, status: str) -> Task:
    owner = f"{line.owner}, {line.owner_agency}" if line.owner else line.owner_agency
    return Task(
        title=line.words,
        href=reverse("plans:action", args=[line.uid]),
        hint=f"{line.four_p}. {owner}. Due {day_words(line.due_on, on)}",
        status=status,
        tone=Tone.URGENT if status == "Late" else Tone.WARNING,
    )
