"""Events, coverage and case studies as the kit's tables and summaries."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.learning.audience import NeedAnswered
from frankpledge.learning.clearing import STANDING_WORDS, Standing
from frankpledge.learning.confidence import FEWEST, STATEMENTS, Change
from frankpledge.learning.coverage import Reach, Reached
from frankpledge.learning.due import ASKING_WORDS, Asking
from frankpledge.learning.evidence import GRADE_WORDS
from frankpledge.learning.forms import REACH_WORDS
from frankpledge.learning.programme import (
    EventFacts,
    EventLine,
    GroupLine,
    InvitationLine,
    IssueLine,
    NeedLine,
)
from frankpledge.learning.reading import AlikeLine, CaseFacts, CaseLine, ClearanceLine
from frankpledge.ui.api import Cell, Column, Fact, Row, Table, Tone

ASKING_TONES = {
    Asking.NOT_YET: Tone.NEUTRAL,
    Asking.DUE: Tone.WARNING,
    Asking.OVERDUE: Tone.URGENT,
    Asking.DONE: Tone.GOOD,
}
REACH_TONES = {Reach.NEVER: Tone.URGENT, Reach.DUE: Tone.WARNING, Reach.REACHED: Tone.GOOD}
STANDING_TONES = {
    Standing.WAITING: Tone.WARNING,
    Standing.CLEARED: Tone.GOOD,
    Standing.REFUSED: Tone.URGENT,
    Standing.WITHDRAWN: Tone.URGENT,
    Standing.LAPSED: Tone.URGENT,
}


def _columns(*names: str, numeric: Sequence[int] = ()) -> tuple[Column, ...]:
    return tuple(Column(text=name, numeric=number in numeric) for number, name in enumerate(names))


def _table(columns: tuple[Column, ...], rows: Sequence[Row]) -> Table:
    return Table(columns=columns, rows=tuple(rows))


# --- events -----------------------------------------------------------------------------------


def events(lines: Sequence[EventLine]) -> Table:
    """Events as a list, with the question after three months."""
    return _table(
        _columns("Event", "When", "State", "Came", "After three months", numeric=[3]),
        [
            Row(
                cells=(
                    Cell(
                        line.title,
                        href=reverse("learning:event", args=[line.uid]),
                        note=f"{line.sort}, {line.area}",
                    ),
                    line.starts_at,
                    line.state,
                    line.came if not line.is_planned else None,
                    Cell(
                        ASKING_WORDS[line.asking],
                        tone=ASKING_TONES[line.asking],
                        note=f"Asked on {line.asked_on:%-d %B %Y}",
                    )
                    if line.asking
                    else None,
                )
            )
            for line in lines
        ],
    )


def event(facts: EventFacts) -> tuple[Fact, ...]:
    """One event, fact by fact."""
    line = facts.line
    begins, ends = localtime(line.starts_at), localtime(line.ends_at)
    return (
        Fact(name="When", value=f"{begins:%A %-d %B %Y}, {begins:%H:%M} to {ends:%H:%M}"),
        Fact(name="Where", value=line.venue),
        Fact(name="For", value=line.area),
        Fact(name="Run by", value=facts.organiser),
        Fact(
            name="State",
            value=f"{line.state}: {facts.called_off_why}" if facts.called_off_why else line.state,
        ),
        Fact(name="Afterwards people can", value=facts.aims),
        *([Fact(name="Programme", value=facts.programme)] if facts.programme else []),
        *([Fact(name="Needs that it answers", value=facts.topics)] if facts.topics else []),
        *([Fact(name="Code at the door", value=facts.door_code)] if facts.door_code else []),
    )


def invitations(lines: Sequence[InvitationLine]) -> Table:
    """Who was asked, what they said and how many came."""
    return _table(
        _columns("Agency", "Said", "How many", "Came", numeric=[2, 3]),
        [
            Row(
                cells=(
                    Cell(line.agency, note=line.work),
                    Cell(
                        line.reply or "No answer",
                        tone=Tone.NEUTRAL if line.reply else Tone.WARNING,
                    ),
                    line.people,
                    line.came,
                )
            )
            for line in lines
        ],
    )


def groups(lines: Sequence[GroupLine]) -> Table:
    """How many came, by organisation, sort of work and district."""
    return _table(
        _columns("Organisation", "Work", "District", "By name", "No name", numeric=[3, 4]),
        [
            Row(cells=(line.organisation, line.work, line.area, line.named, line.unnamed))
            for line in lines
        ],
    )


def changes(lines: Sequence[Change]) -> Table:
    """How sure people were before and after, of those who said both."""
    return _table(
        (
            Column(text="Statement"),
            Column(text="Said both", numeric=True),
            Column(text="Before", numeric=True, decimals=1),
            Column(text="After", numeric=True, decimals=1),
            Column(text="Rose, fell"),
        ),
        [
            Row(
                cells=(
                    Cell(
                        STATEMENTS[line.statement],
                        note=f"{line.only_one} said it only once" if line.only_one else "",
                    ),
                    line.pairs,
                    line.before,
                    line.after,
                    f"{line.rose}, {line.fell}"
                    if line.before is not None
                    else f"Fewer than {FEWEST}, so not shown",
                )
            )
            for line in lines
            if line.pairs or line.only_one
        ],
    )


def needs(lines: Sequence[NeedLine]) -> Table:
    """What people said that they need to learn."""
    return _table(
        _columns("Need", "Times", "In their words", numeric=[1]),
        [Row(cells=(line.need, line.times, "; ".join(line.words))) for line in lines],
    )


def issues(lines: Sequence[IssueLine]) -> Table:
    """What was raised and how much came of it."""
    return _table(
        _columns("Issue", "Raised by", "Actions", "Findings", numeric=[2, 3]),
        [
            Row(
                cells=(
                    Cell(
                        line.text,
                        href=reverse("learning:issue", args=[line.uid]),
                        note=line.reference,
                    ),
                    line.raised_by,
                    line.actions,
                    line.findings,
                )
            )
            for line in lines
        ],
    )


# --- coverage ---------------------------------------------------------------------------------


def cells(lines: Sequence[Reached]) -> Table:
    """Every cell of the register, and others from which somebody came."""
    return _table(
        _columns("Who", "District", "State", "To reach", "By name", "No name", numeric=[3, 4, 5]),
        [
            Row(
                cells=(
                    Cell(line.cell.organisation, note=line.cell.work),
                    line.cell.area,
                    Cell(
                        REACH_WORDS[line.reach],
                        tone=REACH_TONES[line.reach],
                        note=f"Due again on {line.refresh_on:%-d %B %Y}" if line.refresh_on else "",
                    ),
                    line.people
                    if line.people is not None
                    else "Not known"
                    if line.is_on_register
                    else "Not on the register",
                    Cell(
                        line.named,
                        note=f"{line.share:.0%} or more" if line.share else "",
                    ),
                    line.unnamed,
                )
            )
            for line in lines
        ],
    )


def answered(lines: Sequence[NeedAnswered]) -> Table:
    """Needs with what answers them."""
    return _table(
        _columns("Need", "Times", "Held since", "Coming", "Case studies", numeric=[1, 2, 4]),
        [
            Row(
                cells=(
                    Cell(line.need, note="" if line.is_answered else "Nothing answers this yet"),
                    line.times,
                    line.held,
                    ", ".join(line.coming),
                    line.cases,
                ),
                tone=None if line.is_answered else Tone.WARNING,
            )
            for line in lines
        ],
    )


# --- case studies -----------------------------------------------------------------------------


def cases(lines: Sequence[CaseLine]) -> Table:
    """Case studies as a list, each with what it is worth as evidence."""
    return _table(
        _columns("Case study", "Partners", "Evidence", "Clearance"),
        [
            Row(
                cells=(
                    Cell(
                        line.title,
                        href=reverse("learning:case", args=[line.uid]),
                        note=f"{line.reference}, {line.area}",
                    ),
                    f"{line.involvement} of 5",
                    Cell(line.grade.value, note=line.caption),
                    _clearance(line),
                )
            )
            for line in lines
        ],
    )


def _clearance(line: CaseLine) -> Cell:
    if line.is_draft:
        return Cell("Draft", tone=Tone.NEUTRAL)
    until = f"Until {line.ends_on:%-d %B %Y}" if line.ends_on else ""
    return Cell(STANDING_WORDS[line.stands], tone=STANDING_TONES[line.stands], note=until)


def alike(lines: Sequence[AlikeLine]) -> Table:
    """Case studies that are like something, and in what."""
    return _table(
        _columns("Case study", "Alike in", "Partners", "Evidence"),
        [
            Row(
                cells=(
                    Cell(
                        each.line.title,
                        href=reverse("learning:case", args=[each.line.uid]),
                        note=each.line.area,
                    ),
                    ", ".join(each.reasons),
                    f"{each.line.involvement} of 5",
                    Cell(each.line.grade.value, note=each.line.caption),
                )
            )
            for each in lines
        ],
    )


def case(facts: CaseFacts) -> tuple[Fact, ...]:
    """One case study, but for its words."""
    line = facts.line
    grade = GRADE_WORDS[line.grade]
    if line.grade != facts.claimed:
        grade += f". {facts.claimed.value} was claimed; what it needs is not given"
    return (
        Fact(name="Partners", value=facts.involvement),
        Fact(name="Evidence", value=grade),
        Fact(name="District", value=line.area),
        Fact(name="Threats", value=facts.threats or ""),
        Fact(name="Powers", value=facts.powers or ""),
        Fact(name="Sort of place", value=facts.places or ""),
        Fact(name="What can be learned", value=facts.needs or ""),
        *(Fact(name=name, value=value) for name, value in facts.shown if value),
        *([Fact(name="Written by", value=facts.author)] if facts.author else []),
    )


def clearances(lines: Sequence[ClearanceLine]) -> Table:
    """What each agency said of the words."""
    return _table(
        _columns("Agency", "Said", "Until", "Why not", "Who and when"),
        [
            Row(
                cells=(
                    line.agency,
                    Cell(STANDING_WORDS[line.standing], tone=STANDING_TONES[line.standing]),
                    line.until,
                    line.reason,
                    Cell(line.by, note=f"{localtime(line.at):%-d %B %Y}" if line.at else ""),
                )
            )
            for line in lines
        ],
    )
