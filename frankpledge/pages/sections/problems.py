"""Re-visits, asks and answers, as sections of somebody's morning."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.urls import reverse

from frankpledge.access.api import Action, Actor, Kind
from frankpledge.pages.sections.shapes import Section, day_words, section
from frankpledge.problems import api as problems
from frankpledge.ui.api import Link, Task, Tone

BACK_SINCE = timedelta(days=2)
COMING = timedelta(days=28)
"""How far ahead re-visits are shown: the longest that is usually waited after an intervention."""


def awaiting(by: Actor, on: date) -> list[Section]:
    """Visits to make and asks to answer or chase."""
    kinds = by.kinds_for(Action.READ)
    found: list[Section] = []
    if Kind.PROBLEM in by.kinds_for(Action.EDIT):
        found += section(
            "Problems that others hand over to you",
            [
                Task(
                    title=line.title,
                    href=reverse("problems:answer-offer", args=[line.uid]),
                    hint=f"{line.place}. From {line.owner}",
                    status="Answer",
                    tone=Tone.WARNING,
                )
                for line in problems.offered_to_us(by)
            ],
        )
    if Kind.REVISIT in kinds:
        found += _visits(problems.revisits_due(by, on + COMING), on)
    if Kind.ASK in kinds:
        found += _asks(problems.asks_waiting(by), on)
    return found


def new(by: Actor, at: datetime, on: date) -> list[Section]:
    """Answers that came back since yesterday morning."""
    if Kind.ASK not in by.kinds_for(Action.READ):
        return []
    lines = problems.answers_back(by, at - BACK_SINCE)
    return section(
        "Answers back",
        [
            Task(
                title=f"{line.agency}: {line.problem}",
                href=_ask_page(line),
                hint=line.words,
                status=line.state,
                tone=_answer_tone(line.answer),
            )
            for line in lines
        ],
        more=Link(text="All asks", href=reverse("problems:asks")),
        words=problems.NOT_CLEARANCE if lines else "",
    )


def _answer_tone(answer: str) -> Tone:
    return {"held": Tone.ACTIVE, "refused": Tone.WARNING}.get(answer, Tone.NEUTRAL)


def _visits(lines: tuple[problems.VisitLine, ...], on: date) -> list[Section]:
    """Those due by *on*, one's own first, and those still to come."""
    ordered = sorted(lines, key=lambda line: (not line.is_mine, line.due_on))
    more = Link(text="All re-visits", href=reverse("problems:revisits"))
    return [
        *section(
            "Re-visits due", [_visit(line, on) for line in ordered if line.due_on <= on], more=more
        ),
        *section(
            "Re-visits to come",
            [_visit(line, on) for line in ordered if line.due_on > on],
            more=more,
        ),
    ]


def _visit(line: problems.VisitLine, on: date) -> Task:
    late, today = line.due_on < on, line.due_on == on
    return Task(
        title=f"{line.problem}: after {line.days_words}",
        href=reverse("problems:revisit", args=[line.uid]),
        hint=f"{line.place}. {_goer(line)}, due {day_words(line.due_on, on)}",
        status="Overdue" if late else "Today" if today else "",
        tone=Tone.URGENT if late else Tone.WARNING,
    )


def _goer(line: problems.VisitLine) -> str:
    if line.is_mine:
        return "You go"
    return f"{line.visitor} goes" if line.visitor else "Nobody goes yet"


def _asks(lines: tuple[problems.AskLine, ...], on: date) -> list[Section]:
    more = Link(text="All asks", href=reverse("problems:asks"))
    to_us = [line for line in lines if line.is_to_us]
    silent = [line for line in lines if not line.is_to_us and line.is_silent]
    return [
        *section(
            "Asked of your agency",
            [
                Task(
                    title=f"Do you hold anything? {line.problem}",
                    href=_ask_page(line),
                    hint=f"Asked by {line.asked_by}",
                    status=f"Due {day_words(line.due_on, on)}",
                    tone=_due_tone(line.due_on, on),
                )
                for line in to_us
            ],
            more=more,
        ),
        *section(
            "No answer yet",
            [
                Task(
                    title=f"{line.agency}: {line.problem}",
                    href=_ask_page(line),
                    hint="Chased" if line.chased_on else "Not chased yet",
                    status=line.state,
                    tone=Tone.URGENT,
                )
                for line in silent
            ],
            more=more,
        ),
    ]


def _ask_page(line: problems.AskLine) -> str:
    return reverse("problems:ask", args=[line.uid])


def _due_tone(due_on: date, on: date) -> Tone:
    if due_on < on:
        return Tone.URGENT
    return Tone.WARNING if due_on <= on + timedelta(days=1) else Tone.NEUTRAL
