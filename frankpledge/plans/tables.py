"""Actions, disruptions and returns as the kit's tables and summaries."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from frankpledge.plans.disruptions import DisruptionFacts, DisruptionLine
from frankpledge.plans.lines import ActionFacts, ActionLine, StepLine
from frankpledge.plans.models import Status
from frankpledge.plans.rag import WORDS, Colour, Rag
from frankpledge.plans.returns.adding import in_words
from frankpledge.plans.returns.collation import BodyLine, County, CountyLine, PartLine
from frankpledge.plans.returns.measures import Adding
from frankpledge.plans.returns.shown import FigureLine, ReturnLine, StepLine as ReturnStepLine
from frankpledge.plans.returns.workbook import Change
from frankpledge.ui.api import Cell, Column, Fact, Happening, Row, Table, Tone

TONES = {
    Status.PROPOSED: Tone.WARNING,
    Status.AGREED: Tone.NEUTRAL,
    Status.IN_PROGRESS: Tone.ACTIVE,
    Status.DONE: Tone.GOOD,
    Status.DECLINED: Tone.QUIET,
    Status.DROPPED: Tone.QUIET,
}


RAG_TONES = {
    Colour.GREY: Tone.NEUTRAL,
    Colour.GREEN: Tone.GOOD,
    Colour.AMBER: Tone.WARNING,
    Colour.RED: Tone.URGENT,
    Colour.BLUE: Tone.ACTIVE,
    Colour.CLOSED: Tone.QUIET,
}


def colour_of(rag: Rag) -> Cell:
    """The colour in a word, and why it is that."""
    return Cell(WORDS[rag.colour], note=rag.why, tone=RAG_TONES[rag.colour])


def state_of(line: ActionLine) -> Cell:
    """The state as a tag: late is said before anything else."""
    if line.is_late:
        return Cell("Late", note=line.status.label, tone=Tone.URGENT)
    return Cell(line.status.label, tone=TONES[line.status])


def actions(lines: Sequence[ActionLine]) -> Table:
    """Actions as a list."""
    names = ("Action", "Strand", "Agency", "Due", "State", "How it stands")
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
                    colour_of(line.rag),
                )
            )
            for line in lines
        ),
    )


def summary(facts: ActionFacts) -> tuple[Fact, ...]:
    """One action, fact by fact."""
    line = facts.line
    state = "Late, " + line.status.label.lower() if line.is_late else line.status.label
    rag = WORDS[line.rag.colour]
    if line.rag.set_by_hand:
        rag = f"{rag}, set by hand (it would be {WORDS[line.rag.computed].lower()})"
    return (
        Fact(name="Strand", value=line.four_p),
        Fact(name="Duty", value=facts.duty),
        Fact(name="Agency", value=line.owner_agency),
        Fact(name="Who", value=line.owner or "Nobody named yet"),
        Fact(name="Deputy", value=facts.deputy or "Nobody named yet"),
        Fact(name="District", value=line.area),
        Fact(name="Due", value=line.due_on),
        Fact(name="State", value=state),
        Fact(name="How it stands", value=(rag, line.rag.why)),
        *([Fact(name="In its way", value=facts.blocker)] if facts.blocker else []),
        *([Fact(name="Escalated", value=facts.escalated)] if facts.escalated else []),
        Fact(name="How we know that it was done", value=facts.output_measure),
        Fact(name="How we know that it worked", value=facts.outcome_measure),
        Fact(name="What was done", value=facts.output or "Nothing written yet"),
        Fact(name="What came of it", value=line.outcome or "Nothing written yet"),
        Fact(name="Evidence", value=facts.evidence or "None named yet"),
        *([Fact(name="Closure", value=facts.closure)] if facts.closure else []),
    )


def steps(lines: Sequence[StepLine]) -> tuple[Happening, ...]:
    """The steps of an action as a timeline."""
    return tuple(
        Happening(title=line.status, at=line.at, by=line.by, text=line.note) for line in lines
    )


def by_day(lines: Sequence[ActionLine]) -> tuple[Happening, ...]:
    """Actions as a timeline, each on the day by which it is due."""
    return tuple(
        Happening(
            title=line.words,
            at=line.due_on,
            by=line.owner_agency,
            text=f"{line.four_p}. {WORDS[line.rag.colour]}: {line.rag.why}.",
            href=reverse("plans:action", args=[line.uid]),
            tone=RAG_TONES[line.rag.colour],
        )
        for line in lines
    )


# --- disruptions ------------------------------------------------------------------------------


def _columns(*names: str, numeric: frozenset[int] = frozenset()) -> tuple[Column, ...]:
    return tuple(Column(text=name, numeric=number in numeric) for number, name in enumerate(names))


def disruptions(lines: Sequence[DisruptionLine]) -> Table:
    """Disruptions as a list: one line an event."""
    return Table(
        columns=_columns("Disruption", "When", "Strand", "Level", "Who took part"),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        line.title,
                        href=reverse("plans:disruption", args=[line.uid]),
                        note=f"{line.reference}, {line.area}",
                    ),
                    line.happened_on,
                    line.four_p,
                    Cell(
                        line.level or f"Claimed as {line.claimed_level.lower()}",
                        note=line.state if line.level else "",
                        tone=Tone.GOOD if line.level else Tone.WARNING,
                    ),
                    Cell(
                        ", ".join(line.contributors),
                        note="Partners without the police" if line.is_partner_only else "",
                    ),
                )
            )
            for line in lines
        ),
    )


def disruption(facts: DisruptionFacts) -> tuple[Fact, ...]:
    """One disruption, fact by fact."""
    line = facts.line
    said = line.state if not line.level else f"{line.level}. {line.state}"
    return (
        Fact(name="When", value=line.happened_on),
        Fact(name="District", value=line.area),
        Fact(name="Strand", value=line.four_p),
        Fact(name="What was done", value=facts.what),
        Fact(name="What is harder now", value=facts.effect),
        Fact(name="Claimed as", value=f"{line.claimed_level}, by {facts.claimant}"),
        Fact(
            name="Who took part",
            value=tuple(
                f"{part.agency}{' (led)' if part.led else ''}"
                f"{f': {part.note}' if part.note else ''}"
                for part in facts.parts
            ),
        ),
        Fact(name="What was said of it", value=said),
        *([Fact(name="Said by", value=facts.moderator)] if facts.moderator else []),
        *([Fact(name="Why", value=facts.reason)] if facts.reason else []),
        *([Fact(name="Seconded by", value=facts.seconded_by)] if facts.seconded_by else []),
        *(
            [
                Fact(
                    name="Did it last?",
                    value=facts.lasted or f"Asked on {facts.review_on:%-d %B %Y}",
                )
            ]
            if facts.review_on
            else []
        ),
        *([Fact(name="How we know", value=facts.lasted_note)] if facts.lasted_note else []),
        Fact(name="Another system’s reference", value=facts.outside_reference),
    )


# --- returns ----------------------------------------------------------------------------------


def returns(lines: Sequence[ReturnLine], *, collates: bool) -> Table:
    """Returns as a list; whoever collates goes from each to its county's quarter."""
    return Table(
        columns=_columns("Partnership", "Quarter", "State", "Signed", "Due"),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        line.body,
                        href=reverse("plans:return", args=[line.uid]),
                        note=line.reference,
                    ),
                    Cell(
                        line.quarter.words.capitalize(),
                        href=reverse("plans:county", args=[line.round_id]) if collates else "",
                    ),
                    Cell(
                        line.state.label,
                        note="Nil" if line.is_nil else "",
                        tone=Tone.GOOD if line.signed_on else Tone.WARNING,
                    ),
                    Cell(line.signed_on, note="Late" if line.was_late else ""),
                    line.due_on,
                )
            )
            for line in lines
        ),
    )


def figures(lines: Sequence[FigureLine]) -> Table:
    """The numbers of a block, and why there is none where there is none."""
    return Table(
        columns=_columns(
            "What is counted", "Number", "Where it comes from", numeric=frozenset({1})
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(line.measure.words, note=line.measure.code),
                    Cell(in_words(line.number, int(line.is_rounded))),
                    Cell(
                        _counted_here(line)
                        if line.is_counted
                        else (line.why_none or "Written in by the partnership"),
                        note=f"Cannot be compared: {line.not_comparable}"
                        if line.not_comparable
                        else "A rise may be success"
                        if line.measure.rise_may_be_success
                        else "",
                    ),
                )
            )
            for line in lines
        ),
    )


def _counted_here(line: FigureLine) -> str:
    if line.is_rounded:
        return "Counted here, to the nearest 5"
    return line.why_none or "Counted here"


def return_steps(lines: Sequence[ReturnStepLine]) -> tuple[Happening, ...]:
    """The steps of a return as a timeline."""
    return tuple(
        Happening(title=line.state, at=line.at, by=line.by, text=line.note) for line in lines
    )


def changes(lines: Sequence[Change]) -> Table:
    """What a workbook would change."""
    return Table(
        columns=_columns("What is counted", "It is", "It becomes", numeric=frozenset({1, 2})),
        rows=tuple(
            Row(
                cells=(
                    Cell(line.words, note=line.measure),
                    "Not known" if line.was is None else line.was,
                    Cell("Not known", note=line.why_none) if line.becomes is None else line.becomes,
                )
            )
            for line in lines
        ),
    )


def bodies(lines: Sequence[BodyLine]) -> Table:
    """How each partnership stands in a round."""
    return Table(
        columns=_columns("Partnership", "State", "Note"),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        line.body,
                        href=reverse("plans:return", args=[line.return_id])
                        if line.return_id
                        else "",
                        note="By invitation" if line.is_invited else line.days,
                    ),
                    Cell(line.state, tone=Tone.GOOD if line.has_arrived else Tone.URGENT),
                    ". ".join(_said_of(line)),
                )
            )
            for line in lines
        ),
    )


def _said_of(line: BodyLine) -> list[str]:
    said = []
    if line.is_nil:
        said.append("Nil: it had nothing to tell")
    if line.is_late:
        said.append("Late")
    if line.edition > 1:
        said.append(f"Reopened: edition {line.edition}")
    if line.chased_on and not line.has_arrived:
        said.append(f"Reminded on {line.chased_on:%-d %B}")
    return said


def county_lines(lines: Sequence[CountyLine], round_id: int, county: County) -> Table:
    """The county's numbers of a block, each of which opens into its parts."""
    return Table(
        columns=_columns("What is counted", "County", "Made of", numeric=frozenset({1})),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        line.measure.words,
                        href=reverse("plans:number", args=[round_id, line.measure.code.lower()]),
                        note=line.measure.code,
                    ),
                    _county_number(line),
                    Cell(
                        f"{line.sum.given_by} of {county.asked}",
                        note=_made_of(line),
                    ),
                )
            )
            for line in lines
        ),
    )


def joint_work(county: County) -> Table:
    """The measures of working together, each of which opens into its parts."""
    return Table(
        columns=_columns("Aim", "What is counted", "County", numeric=frozenset({2})),
        rows=tuple(
            Row(
                cells=(
                    aim,
                    Cell(
                        line.measure.words,
                        href=reverse(
                            "plans:number", args=[county.line.number, line.measure.code.lower()]
                        ),
                        note=line.measure.code,
                    ),
                    _county_number(line),
                )
            )
            for aim, line in county.joint_work
        ),
    )


def _county_number(line: CountyLine) -> Cell:
    if line.sum.spread is not None:
        spread = ", ".join(f"{count} say {value}" for value, count in line.sum.spread.items())
        return Cell(spread or "Not known")
    if line.measure.adding == Adding.APART:
        return Cell("Not added up")
    return Cell(in_words(line.sum.total, line.sum.rounded))


def _made_of(line: CountyLine) -> str:
    said = []
    if line.sum.missing:
        said.append(f"{line.sum.missing} without a number")
    if line.sum.not_comparable:
        said.append(f"{line.sum.not_comparable} not comparable")
    if line.sum.shared:
        said.append(f"{line.sum.shared} in several returns, added once")
    if line.sum.rounded:
        said.append(f"{line.sum.rounded} to the nearest 5")
    return ", ".join(said)


def parts(lines: Sequence[PartLine]) -> Table:
    """What each return says of one measure."""
    return Table(
        columns=_columns("Partnership", "Number", "Where it comes from", numeric=frozenset({1})),
        rows=tuple(
            Row(
                cells=(
                    Cell(line.body, href=reverse("plans:return", args=[line.return_id])),
                    Cell(in_words(line.number, int(line.is_rounded))),
                    Cell(
                        (line.why_none or "Counted there")
                        if line.is_counted
                        else (line.why_none or "Written in by the partnership"),
                        note=f"Cannot be compared: {line.not_comparable}"
                        if line.not_comparable
                        else "",
                    ),
                )
            )
            for line in lines
        ),
    )
