"""Actions as the kit's tables and summaries."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from frankpledge.plans.actions import ActionLine, StepLine
from frankpledge.plans.models import Status
from frankpledge.ui.api import Cell, Column, Fact, Happening, Row, Table, Tone

TONES = {
    Status.PROPOSED: Tone.WARNING,
    Status.AGREED: Tone.NEUTRAL,
    Status.IN_PROGRESS: Tone.ACTIVE,
    Status.DONE: Tone.GOOD,
    Status.DECLINED: Tone.QUIET,
    Status.DROPPED: Tone.QUIET,
}


def state_of(line: ActionLine) -> Cell:
    """The state as a tag: late is said before anything else."""
    if line.is_late:
        return Cell("Late", note=line.status.label, tone=Tone.URGENT)
    return Cell(line.status.label, tone=TONES[line.status])


def actions(lines: Sequence[ActionLine]) -> Table:
    """Actions as a list."""
    names = ("Action", "Strand", "Agency", "Due", "State")
    return Table(
        columns=tuple(Column(text=name) for name in names),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        line.words,
                        href=reverse("plans:action", args=[line.uid]),
                        note=line.reference,
                    ),
                    line.four_p,
                    Cell(line.owner_agency, note=line.owner),
                    line.due_on,
                    state_of(line),
                )
            )
            for line in lines
        ),
    )


def summary(line: ActionLine) -> tuple[Fact, ...]:
    """One action, fact by fact."""
    state = "Late, " + line.status.label.lower() if line.is_late else line.status.label
    return (
        Fact(name="Strand", value=line.four_p),
        Fact(name="Agency", value=line.owner_agency),
        Fact(name="Who", value=line.owner or "Nobody named yet"),
        Fact(name="District", value=line.area),
        Fact(name="Due", value=line.due_on),
        Fact(name="State", value=state),
        Fact(name="What came of it", value=line.outcome or "Nothing written yet"),
    )


def steps(lines: Sequence[StepLine]) -> tuple[Happening, ...]:
    """The steps of an action as a timeline."""
    return tuple(
        Happening(title=line.status, at=line.at, by=line.by, text=line.note) for line in lines
    )
