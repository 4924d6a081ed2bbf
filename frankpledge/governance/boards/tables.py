"""Papers, logs, the register and arrangements as the kit's tables."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.attachments.api import OwnFileLine
from frankpledge.governance.boards.arrangements import ArrangementLine
from frankpledge.governance.boards.priorities import OnAgendas, PriorityLine
from frankpledge.governance.boards.said import ActionFacts, ClearanceFacts, FigureFacts, PaperLine
from frankpledge.governance.models import Stage
from frankpledge.ui.api import Cell, Column, Row, Table, Tone

_TONES = {
    Stage.PLANNED: Tone.QUIET,
    Stage.DRAFT: Tone.NEUTRAL,
    Stage.CLEARED: Tone.GOOD,
    Stage.PUBLISHED: Tone.GOOD,
    Stage.WITHHELD: Tone.GOOD,
    Stage.CONSIDERED: Tone.GOOD,
    Stage.WITHDRAWN: Tone.QUIET,
}
_COLOURS = {
    "green": Tone.GOOD,
    "blue": Tone.ACTIVE,
    "amber": Tone.WARNING,
    "red": Tone.URGENT,
}


def _table(names: Sequence[str], rows: Sequence[Row]) -> Table:
    return Table(columns=tuple(Column(text=name) for name in names), rows=tuple(rows))


def stage_tone(stage: Stage) -> Tone:
    """How a stage is shown."""
    return _TONES.get(stage, Tone.ACTIVE)


def papers(lines: Sequence[PaperLine]) -> Table:
    """Papers of one meeting."""
    return _table(
        ("Item", "Subject", "Classification", "By", "Stands", "Due"),
        [
            Row(
                cells=(
                    line.number,
                    Cell(line.subject, href=reverse("boards:paper", args=[line.uid])),
                    line.paper_type,
                    line.author,
                    Cell(
                        "Overdue" if line.is_overdue else line.stage.label,
                        tone=Tone.URGENT if line.is_overdue else stage_tone(line.stage),
                        note=line.stage.label if line.is_overdue else "",
                    ),
                    line.due_on,
                )
            )
            for line in lines
        ],
    )


def decisions(lines: Sequence[PaperLine]) -> Table:
    """What a board resolved on its papers, as notes of its last meeting."""
    return _table(
        ("Item", "Subject", "Resolved"),
        [
            Row(
                cells=(
                    line.number,
                    Cell(line.subject, href=reverse("boards:paper", args=[line.uid])),
                    " ".join(f"RESOLVED that {text}" for text in line.resolved)
                    or "Not yet taken back",
                )
            )
            for line in lines
        ],
    )


def actions(lines: Sequence[ActionFacts]) -> Table:
    """A board's action log."""
    return _table(
        ("Ref", "Action", "Owner", "Due", "Stands"),
        [
            Row(
                cells=(
                    Cell(
                        line.reference,
                        href=reverse("boards:action", args=[line.paper_id, line.number]),
                    ),
                    line.text,
                    line.owner,
                    line.due_on,
                    Cell(line.state, tone=_COLOURS[line.colour], note=line.colour.capitalize()),
                )
            )
            for line in lines
        ],
    )


def clearances(lines: Sequence[ClearanceFacts]) -> Table:
    """Through whose hands a paper has gone."""
    return _table(
        ("Step", "Edition", "By", "When", "Said"),
        [
            Row(
                cells=(
                    Cell(
                        line.stage,
                        note="Cleared" if line.is_cleared else "Sent back",
                    ),
                    line.edition,
                    f"{line.by}, {line.agency}",
                    localtime(line.at).date(),
                    line.words,
                )
            )
            for line in lines
        ],
    )


def figures(paper_id: object, lines: Sequence[FigureFacts]) -> Table:
    """The figures of a paper, each with the page that opens its source."""
    return _table(
        ("Figure", "Value", "Source", "Counted on"),
        [
            Row(
                cells=(
                    Cell(
                        f"{line.number}. {line.label}",
                        href=reverse("boards:figure", args=[paper_id, line.number]),
                    ),
                    line.value,
                    line.source,
                    line.counted_on,
                )
            )
            for line in lines
        ],
    )


def parts(lines: Sequence[tuple[str, str]]) -> Table:
    """What a figure was made of."""
    return _table(("Part", "Value"), [Row(cells=line) for line in lines])


def register(lines: Sequence[PriorityLine]) -> Table:
    """How strongly each body carries it."""
    return _table(
        ("Partnership", "Strength", "Called"),
        [
            Row(
                cells=(
                    Cell(
                        line.body,
                        href=reverse("boards:priority", args=[line.uid]) if line.uid else "",
                    ),
                    Cell(
                        line.words,
                        tone=Tone.WARNING
                        if line.strength is None
                        else Tone.GOOD
                        if line.strength >= 3
                        else Tone.NEUTRAL,
                    ),
                    line.name,
                )
            )
            for line in lines
        ],
    )


def on_agendas(lines: Sequence[OnAgendas]) -> Table:
    """How often each board had it on its agenda, in which paper, with what decision."""
    return _table(
        ("Board", "On how many agendas", "Paper", "Day", "Resolved"),
        [
            row
            for line in lines
            for row in (
                [
                    Row(
                        cells=(
                            line.body,
                            f"{line.with_paper} of {line.meetings} meetings",
                            Cell(subject, href=reverse("boards:paper", args=[uid])),
                            day,
                            " ".join(f"RESOLVED that {text}" for text in resolved)
                            or "Nothing taken back",
                        )
                    )
                    for uid, subject, day, resolved in line.papers
                ]
                or [Row(cells=(line.body, f"0 of {line.meetings} meetings", "", None, ""))]
            )
        ],
    )


def arrangements(lines: Sequence[ArrangementLine], *, may_end: bool) -> Table:
    """Arrangements as dated records."""
    return _table(
        ("Body", "What", "In words", "Document", "From", "Until"),
        [
            Row(
                cells=(
                    line.body,
                    line.sort_words,
                    line.words,
                    line.document,
                    line.from_on,
                    line.until_on
                    or (
                        Cell(
                            "Say when it ended",
                            href=reverse("boards:end-arrangement", args=[line.number]),
                        )
                        if may_end
                        else "Stands"
                    ),
                )
            )
            for line in lines
        ],
    )


def templates(lines: Sequence[OwnFileLine]) -> Table:
    """An agency's own templates."""
    return _table(("Template", "Since"), [Row(cells=(line.name, line.added_on)) for line in lines])
