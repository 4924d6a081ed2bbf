"""Disruptions to judge, and returns to make, sign and check, as sections of somebody's morning."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from frankpledge.access.api import Action, Actor, Kind
from frankpledge.pages.sections.shapes import Section, day_words, section
from frankpledge.plans import api as plans
from frankpledge.ui.api import Link, Task, Tone


def awaiting(by: Actor, on: date) -> list[Section]:
    """What somebody else claims, what one's partnership owes, and what waits for a signature."""
    found: list[Section] = []
    if Kind.DISRUPTION in by.kinds_for(Action.APPROVE):
        found += section(
            "Disruptions to moderate",
            [_claim(line) for line in plans.disruptions_to_moderate(by)],
            more=Link(text="All disruptions", href=reverse("plans:disruptions")),
        )
    if Kind.DISRUPTION in by.kinds_for(Action.COMMENT):
        found += section(
            "Disruptions: did they last?", [_claim(line) for line in plans.to_look_at_again(by, on)]
        )
    more = Link(text="All returns", href=reverse("plans:returns"))
    if Kind.RETURN in by.kinds_for(Action.CREATE):
        found += section(
            "Quarterly returns", [_owed(each, on) for each in plans.returns_owed(by, on)], more=more
        )
    if Kind.RETURN in by.kinds_for(Action.APPROVE):
        found += section(
            "Returns to sign", [_return(line) for line in plans.returns_to_sign(by)], more=more
        )
    if Kind.RETURN in by.kinds_for(Action.COMMENT):
        found += section(
            "Returns to check", [_return(line) for line in plans.returns_to_check(by)], more=more
        )
    return found


def _claim(line: plans.DisruptionLine) -> Task:
    return Task(
        title=line.title,
        href=reverse("plans:disruption", args=[line.uid]),
        hint=f"{line.area}. {', '.join(line.contributors)}",
        status=f"Claimed as {line.claimed_level.lower()}" if not line.level else line.level,
        tone=Tone.WARNING,
    )


def _owed(each: plans.Awaited, on: date) -> Task:
    chased = f" Reminded {day_words(each.chased_on, on)}." if each.chased_on else ""
    return Task(
        title=f"{each.body}, {each.quarter.words}",
        href=reverse("plans:return", args=[each.return_id])
        if each.return_id
        else reverse("plans:returns"),
        hint=f"{each.state}. Due {day_words(each.due_on, on)}.{chased}",
        status="Late" if each.is_late(on) else "",
        tone=Tone.URGENT,
    )


def _return(line: plans.ReturnLine) -> Task:
    return Task(
        title=f"{line.body}, {line.quarter.words}",
        href=reverse("plans:return", args=[line.uid]),
        hint="Nil" if line.is_nil else "",
        status=line.state.label,
        tone=Tone.WARNING,
    )
