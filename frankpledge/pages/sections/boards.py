"""Papers to write and to clear, and boards' actions, as sections of somebody's morning."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse

from frankpledge.access.api import Action, Actor, Kind, Ref
from frankpledge.governance import api as governance
from frankpledge.pages.sections.shapes import Section, day_words, section
from frankpledge.ui.api import Link, Task, Tone

COUNTED_SINCE = timedelta(days=14)


def awaiting(by: Actor, on: date) -> list[Section]:
    """What somebody is to clear, what they are writing, and what a board asked of their agency."""
    if not governance.may_list_papers(by):
        return []
    more = Link(text="Board papers", href=reverse("boards:index"))
    found: list[Section] = []
    if Kind.PAPER in by.kinds_for(Action.APPROVE) or Kind.PAPER in by.kinds_for(Action.EDIT):
        to_clear = governance.papers_to_clear(by, on)
        found += section(
            "Board papers to clear",
            [_paper(line, line.stage.label, on) for line in to_clear],
            more=more,
            about=[Ref(kind=Kind.PAPER, uid=line.uid) for line in to_clear],
        )
    if Kind.PAPER in by.kinds_for(Action.CREATE):
        to_write = governance.papers_to_write(by, on)
        found += section(
            "Board papers that you write",
            [
                _paper(line, "Late" if line.is_overdue else line.stage.label, on)
                for line in to_write
            ],
            more=more,
            about=[Ref(kind=Kind.PAPER, uid=line.uid) for line in to_write],
        )
    owed = governance.board_actions_owed(by, on)
    to_close = governance.board_actions_to_close(by, on)
    found += section(
        "Asked of your agency by a board",
        [_action(line, on) for line in owed],
        about=[Ref(kind=Kind.PAPER, uid=line.paper_id) for line in owed],
    )
    found += section(
        "Boards’ actions to close",
        [_action(line, on) for line in to_close],
        about=[Ref(kind=Kind.PAPER, uid=line.paper_id) for line in to_close],
    )
    if Kind.PRIORITY in by.kinds_for(Action.CREATE):
        unrecorded = governance.priorities_unrecorded(by, on)
        found += section(
            "Priorities not recorded for this year",
            [
                Task(
                    title=line.body,
                    href=reverse("boards:write-priority"),
                    status="Record",
                    tone=Tone.NEUTRAL,
                )
                for line in unrecorded
            ],
            more=Link(text="The register", href=reverse("boards:register")),
        )
    return found


def _paper(line: governance.PaperLine, status: str, on: date) -> Task:
    return Task(
        title=line.subject,
        href=reverse("boards:paper", args=[line.uid]),
        hint=f"{line.forum}. Due {day_words(line.due_on, on)}",
        status=status,
        tone=Tone.URGENT if line.is_overdue else Tone.WARNING,
    )


def _action(line: governance.BoardActionFacts, on: date) -> Task:
    return Task(
        title=line.text,
        href=reverse("boards:action", args=[line.paper_id, line.number]),
        hint=f"{line.reference}. Due {day_words(line.due_on, on)}",
        status=line.state,
        tone=Tone.URGENT if line.colour == "red" else Tone.WARNING,
    )


def new(by: Actor, on: date) -> list[Section]:
    """Periods that were counted for boards in the last fortnight."""
    return section(
        "What came of it",
        [
            Task(
                title=_days(line.first_day, line.last_day),
                href=reverse("pages:came-of-it-in", args=[line.number]),
                hint=f"{line.area}. Counted for boards {day_words(line.kept_on, on)}",
                status="New",
                tone=Tone.ACTIVE,
            )
            for line in governance.figures_since(on - COUNTED_SINCE, by)
        ],
    )


def _days(first: date, last: date) -> str:
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%B}{year} to {last.day} {last:%B %Y}"
