"""Problems, re-visits and asks as the kit's tables and summaries."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from frankpledge.problems.asks import AskLine
from frankpledge.problems.models import Status
from frankpledge.problems.register import ProblemFacts, ProblemLine
from frankpledge.problems.revisits import VisitLine
from frankpledge.ui.api import Cell, Column, Fact, Link, Row, Table, Tone

STATUS_TONES = {
    Status.OPEN: Tone.ACTIVE,
    Status.WATCHING: Tone.NEUTRAL,
    Status.CLOSED: Tone.QUIET,
    Status.MERGED: Tone.QUIET,
}
VISIT_TONES = {
    "Overdue": Tone.URGENT,
    "Due today": Tone.WARNING,
    "To come": Tone.NEUTRAL,
    "Safe": Tone.GOOD,
    "Not safe": Tone.URGENT,
    "No answer": Tone.WARNING,
    "Moved away": Tone.QUIET,
    "Nobody went": Tone.WARNING,
}
ASK_TONES = {
    "Holds something": Tone.ACTIVE,
    "Found nothing": Tone.NEUTRAL,
    "Refused": Tone.WARNING,
    "Answered, to named people only": Tone.ACTIVE,
    "Late": Tone.WARNING,
    "Silent": Tone.URGENT,
    "Withdrawn": Tone.QUIET,
    "Waiting": Tone.QUIET,
}


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(text=name) for name in names)


def problems(lines: Sequence[ProblemLine]) -> Table:
    """Problems as a list."""
    return Table(
        columns=_columns("Problem", "Place", "State", "Owner", "Lead", "Opened"),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        line.title,
                        href=reverse("problems:problem", args=[line.uid]),
                        note=line.reference,
                    ),
                    Cell(line.place, note=f"{line.place_kind}, {line.area}"),
                    Cell(line.status_words, tone=STATUS_TONES[line.status]),
                    line.owner,
                    line.lead,
                    line.opened_on,
                )
            )
            for line in lines
        ),
    )


def problem_summary(facts: ProblemFacts) -> list[Fact]:
    """What stands at the head of a problem's page."""
    line = facts.line
    rows = [
        Fact(name="Place", value=line.place),
        Fact(name="Kind of place", value=line.place_kind),
        Fact(name="District", value=line.area),
        Fact(name="State", value=line.status_words, tone=STATUS_TONES[line.status]),
        Fact(name="Owner", value=line.owner),
        Fact(name="Lead", value=line.lead or "Nobody yet"),
        Fact(name="Heard at", value=line.forum or "No meeting yet"),
        Fact(name="Shared with", value=facts.partners or "No other agency by name"),
        Fact(
            name="On file elsewhere",
            value=[f"{system}: {reference}" for system, reference in facts.pointers]
            or "No outside reference",
        ),
    ]
    if line.label:
        rows.append(Fact(name="Label", value=line.label))
    if facts.offered_to:
        rows.append(Fact(name="Offered to", value=f"{facts.offered_to}, which has not answered"))
    if facts.still_safe:
        rows.append(Fact(name="Still safe at 28 days?", value=facts.still_safe))
    return rows


def revisits(lines: Sequence[VisitLine], *, at_problem: bool = False) -> Table:
    """Re-visits as a list; at a problem, without naming the problem in each row."""
    return Table(
        columns=_columns("When", "Place", "Due", "Who goes", "State")
        if not at_problem
        else _columns("When", "Due", "Who goes", "State"),
        rows=tuple(
            Row(
                cells=tuple(
                    cell
                    for cell in (
                        Cell(
                            f"After {line.days_words}",
                            href=reverse("problems:revisit", args=[line.uid]),
                        ),
                        None if at_problem else Cell(line.problem, note=line.place),
                        Cell(line.due_on),
                        Cell(line.visitor or "Nobody yet", note=line.alone),
                        Cell(line.state, note=line.note, tone=VISIT_TONES[line.state]),
                    )
                    if cell is not None
                )
            )
            for line in lines
        ),
    )


def revisit_summary(line: VisitLine) -> list[Fact]:
    """What stands at the head of a re-visit's page."""
    problem = Link(text=line.problem, href=reverse("problems:problem", args=[line.problem_id]))
    rows = [
        Fact(name="Problem", value=problem),
        Fact(name="Place", value=line.place),
        Fact(name="Due", value=line.due_on),
        Fact(name="Who goes", value=line.visitor or "Nobody yet"),
        Fact(name="Alone", value=line.alone),
        Fact(name="State", value=line.state, tone=VISIT_TONES[line.state]),
    ]
    if line.recorded_on:
        rows.append(Fact(name="Recorded", value=line.recorded_on))
    if line.note:
        rows.append(Fact(name="Note", value=line.note))
    return rows


def asks(lines: Sequence[AskLine], *, at_problem: bool = False) -> Table:
    """Asks as a list; at a problem, without naming the problem in each row."""
    return Table(
        columns=_columns("Agency", "Due", "Answer")
        if at_problem
        else _columns("Problem", "Agency", "Asked by", "Due", "Answer"),
        rows=tuple(
            Row(
                cells=(
                    (Cell(line.agency, href=_ask_page(line)), line.due_on, _answer(line))
                    if at_problem
                    else (
                        Cell(line.problem, href=_ask_page(line), note=line.place),
                        line.agency,
                        line.asked_by,
                        line.due_on,
                        _answer(line),
                    )
                )
            )
            for line in lines
        ),
    )


def _ask_page(line: AskLine) -> str:
    return reverse("problems:ask", args=[line.uid])


def _answer(line: AskLine) -> Cell:
    note = line.words
    if not line.answer and line.chased_on:
        note = f"Chased on {line.chased_on.day} {line.chased_on:%B}"
    if line.disagrees:
        note = f"{note}. Answered differently before" if note else "Answered differently before"
    return Cell(line.state, note=note, tone=ASK_TONES[line.state])


def replies(line: AskLine) -> Table:
    """All that an agency said to an ask, in the order in which it said it."""
    return Table(
        columns=_columns("Answer", "When", "By"),
        rows=tuple(
            Row(
                cells=(
                    Cell(reply.state, note=reply.note, tone=ASK_TONES[reply.state]),
                    reply.said_at,
                    reply.said_by,
                )
            )
            for reply in line.replies
        ),
    )


def ask_summary(line: AskLine) -> list[Fact]:
    """What stands at the head of an ask's page."""
    problem = Link(text=line.problem, href=reverse("problems:problem", args=[line.problem_id]))
    rows = [
        Fact(name="Problem", value=problem),
        Fact(name="Place", value=line.place),
        Fact(name="Question", value=line.question),
        Fact(name="What it is for", value=line.purpose),
        Fact(name="Law", value=f"{line.gateway} ({line.regime})" if line.regime else line.gateway),
        Fact(name="Asked of", value=line.agency),
        Fact(name="Asked by", value=line.asked_by),
        Fact(name="Asked", value=line.asked_on),
        Fact(name="Answer due", value=line.due_on),
        Fact(name="Answer", value=line.state, tone=ASK_TONES[line.state]),
    ]
    if line.chased_on:
        rows.append(Fact(name="Chased", value=line.chased_on))
    if line.words:
        rows.append(Fact(name="In their words", value=line.words))
    return rows
