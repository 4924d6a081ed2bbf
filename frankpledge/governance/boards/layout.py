"""Knows how a board paper is laid out: header, numbered sections, recommendations, sources. Pure.

The header has its lines in one order and the sections their numbers, as boards expect: a reader
turns to 2.0 for the report and to 5.0 for what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from frankpledge.governance.boards.rules import VERBS
from frankpledge.governance.boards.said import (
    ActionFacts,
    FigureFacts,
    PaperFacts,
    ParagraphFacts,
)
from frankpledge.governance.models import Section
from frankpledge.papers.api import Column, Grid, Heading, NewPage, Notice, Paper, Part, Words

NUMBERED = (Section.BACKGROUND, Section.REPORT, Section.NEXT, Section.CONCLUSION)
IMPLICATIONS = (
    Section.FINANCIAL,
    Section.LEGAL,
    Section.EQUALITY,
    Section.DUTY,
    Section.PROTECTION,
)
RECOMMENDATIONS = "5.0 Recommendations"
CONTACT = "For Further Information:"
HANDLING = {"Public": "", "Exempt": "Not for publication", "Private": "For members of the board"}


def header(facts: PaperFacts) -> tuple[tuple[str, str], ...]:
    """The lines of the header above the subject, in their order."""
    return (
        ("By", facts.author_line),
        ("To", facts.to),
        ("Classification", facts.line.paper_type),
    )


def asked(facts: PaperFacts) -> str:
    """The recommendations as the one sentence that a board is asked."""
    parts = [f"{VERBS[each.verb]} {each.text.rstrip('.')}" for each in facts.recommendations]
    if not parts:
        return "The partnership is asked nothing yet."
    joined = parts[0] if len(parts) == 1 else f"{'; '.join(parts[:-1])}; and to {parts[-1]}"
    return f"The partnership is asked to {joined.replace('; ', '; to ', max(0, len(parts) - 2))}."


def parts_of(facts: PaperFacts, *, level: int = 1, with_actions: bool = True) -> Iterator[Part]:
    """What stands below the header, with headings from *level* down."""
    yield Heading(text="Summary", level=level)
    yield Words(text=facts.summary)
    if facts.exempt:
        yield Notice(text=f"Exempt: {facts.exempt}. {facts.public_interest}")
    for section in NUMBERED:
        yield Heading(text=f"{section.value}.0 {section.label}", level=level)
        yield from _paragraphs(facts.paragraphs, section)
    yield Heading(text=RECOMMENDATIONS, level=level)
    yield Words(strong="5.1", text=asked(facts))
    for section in IMPLICATIONS:
        if any(each.section == section for each in facts.paragraphs):
            yield Heading(text=section.label, level=level)
            yield from _paragraphs(facts.paragraphs, section)
    if facts.line.resolved:
        yield Heading(text="What the board resolved", level=level)
        for text in facts.line.resolved:
            yield Words(strong="RESOLVED", text=f"that {_lower(text)}")
        if with_actions and facts.actions:
            yield action_log(facts.actions, caption="Actions that the board raised")
    yield Heading(text=CONTACT, level=level)
    yield Words(text=facts.contact)
    figures = [figure for each in facts.paragraphs for figure in each.figures]
    if figures:
        yield sources(figures)


def _paragraphs(paragraphs: Sequence[ParagraphFacts], section: Section) -> Iterator[Part]:
    for each in paragraphs:
        if each.section == section:
            yield Words(strong=each.number, text=_with_numbers(each))


def _with_numbers(paragraph: ParagraphFacts) -> str:
    """The words, with the numbers under which the figures in them are explained."""
    marks = "".join(f"[{figure.number}]" for figure in paragraph.figures)
    return f"{paragraph.text} {marks}".rstrip()


def sources(figures: Sequence[FigureFacts]) -> Grid:
    """Every figure, where it comes from and how to come to it again."""
    return Grid(
        caption="Figures in this paper, with their sources",
        columns=(
            Column(text="Figure"),
            Column(text="Value", numeric=True),
            Column(text="Source"),
            Column(text="How it is counted"),
            Column(text="Counted on"),
        ),
        rows=tuple(
            (
                f"[{each.number}] {each.label}",
                each.value,
                each.source,
                each.query,
                _day(each.counted_on),
            )
            for each in figures
        ),
    )


def action_log(actions: Sequence[ActionFacts], *, caption: str = "Action log") -> Grid:
    """A log as a table: reference, action, owner, due, how it stands."""
    return Grid(
        caption=caption,
        columns=tuple(Column(text=text) for text in ("Ref", "Action", "Owner", "Due", "Stands")),
        rows=tuple(
            (
                each.reference,
                each.text,
                each.owner,
                _day(each.due_on),
                f"{each.state} ({each.colour})",
            )
            for each in actions
        ),
    )


def document(facts: PaperFacts, *, made_at: datetime) -> Paper:
    """One paper as a document."""
    return Paper(
        title=facts.line.subject,
        label="Subject",
        before=header(facts),
        marking=facts.marking,
        handling=_handling(facts),
        author=facts.author_line,
        made_at=made_at,
        parts=tuple(parts_of(facts)),
    )


def pack(
    *,
    forum: str,
    meets_at: datetime,
    place: str,
    papers: Sequence[PaperFacts],
    log: Sequence[ActionFacts],
    kept_back: Sequence[tuple[str, str]],
    made_at: datetime,
    for_public: bool,
) -> Paper:
    """A meeting's pack: its agenda, what the last meeting left, and each paper on a new page.

    *kept_back* are papers that are not in it, with the reason, which the agenda says.
    """
    day = f"{meets_at.day} {meets_at:%B %Y}"
    parts: list[Part] = [Heading(text="Agenda"), *_agenda(papers, kept_back)]
    parts.append(Heading(text="Matters arising and action log"))
    parts.append(action_log(log) if log else Words(text="No action is left from earlier meetings."))
    for facts in papers:
        number = f"Item {facts.line.number}: " if facts.line.number else ""
        parts += [NewPage(), Heading(text=f"{number}{facts.line.subject}")]
        parts += [Words(strong=f"{name}:", text=said) for name, said in header(facts)]
        parts.append(Words(strong="Subject:", text=facts.line.subject))
        parts += parts_of(facts, level=2)
    sensitive = any(facts.is_sensitive for facts in papers)
    return Paper(
        title=f"{forum}, {day}",
        above="Agenda and papers for the public" if for_public else "Agenda and papers",
        marking="OFFICIAL-SENSITIVE" if sensitive else "OFFICIAL",
        handling="" if for_public else "For members of the board",
        author=forum,
        made_at=made_at,
        facts=(("Meets", f"{day}, {meets_at:%H:%M}"), *([("At", place)] if place else [])),
        contents=True,
        parts=tuple(parts),
    )


def _agenda(papers: Sequence[PaperFacts], kept_back: Sequence[tuple[str, str]]) -> Iterator[Part]:
    if papers:
        yield Grid(
            caption="Papers",
            columns=(
                Column(text="Item"),
                Column(text="Subject"),
                Column(text="By"),
                Column(text="Classification"),
            ),
            rows=tuple(
                (
                    str(facts.line.number or "–"),
                    facts.line.subject,
                    facts.author_line,
                    facts.line.paper_type,
                )
                for facts in papers
            ),
        )
    else:
        yield Words(text="There is no paper that can be in this pack.")
    if kept_back:
        yield Grid(
            caption="Not in this pack",
            columns=(Column(text="Item"), Column(text="Why")),
            rows=tuple(kept_back),
        )


def _handling(facts: PaperFacts) -> str:
    said = HANDLING[facts.line.reach]
    if facts.line.number is None:
        return f"{said}. Draft, edition {facts.edition}".lstrip(". ")
    return said


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
