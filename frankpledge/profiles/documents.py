"""Knows how a profile becomes papers to hand round: the whole of it, and one page of a district.

What leads comes from those who write the profile; recorded crime follows as context, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from frankpledge.papers.api import (
    Column,
    Grid,
    Heading,
    Listed,
    Notice,
    Paper,
    Part,
    Picture,
    Words,
)
from frankpledge.profiles import outlines, paper, words
from frankpledge.profiles.blocks import Block, Content, Figure, Map, Status, Table
from frankpledge.profiles.notes import notes_of

SYNTHETIC = "Synthetic. Everything here is invented. It describes no real place."
NOT_YET = (
    "Built from published files alone. Threats, vulnerability, what partners returned, the ask of "
    "each agency and the look-back lead a profile, and are written and consulted on by people."
)
DRAFT = "Draft: not consulted on, not released"
LONGEST_TABLE = 120
"""Rows that a paper prints; the workbook has every row."""
SUMMARY_FIGURES = 8


def draft_paper(content: Content, *, made_at: datetime) -> Paper:
    """The recorded crime context by itself, as `profile build` gives it."""
    return whole_paper(
        content,
        lead=(Notice(text=NOT_YET),),
        title=f"{content.area_name}, {content.period.words}",
        above="Recorded crime context",
        marking=paper.MARKING,
        handling=DRAFT,
        made_at=made_at,
    )


def whole_paper(
    content: Content,
    *,
    lead: Sequence[Part],
    title: str,
    above: str,
    marking: str,
    handling: str,
    made_at: datetime,
    facts: Sequence[tuple[str, str]] = (),
    author: str = "",
) -> Paper:
    """What leads, then recorded crime as context, then every figure with its source and method."""
    warned: list[Part] = [Notice(text=SYNTHETIC)] if content.origin == "synthetic" else []
    return Paper(
        title=title,
        above=above,
        marking=marking,
        handling=handling,
        author=author or "Frankpledge",
        made_at=made_at,
        contents=True,
        facts=(
            *facts,
            ("Period", _period(content)),
            ("Figures", "Synthetic" if content.origin == "synthetic" else "Open data"),
        ),
        parts=(*warned, *lead, *context_parts(content), *figure_parts(content)),
        below=(content.attribution,),
    )


def _period(content: Content) -> str:
    if content.compared is None:
        return content.period.words
    return f"{content.period.words}, compared with {content.compared.words}"


def context_parts(content: Content) -> Iterator[Part]:
    """Recorded crime, under a heading that says what it is."""
    yield Heading(text="Recorded crime as context")
    yield Notice(text=paper.CONTEXT)
    for months in (content.compared, content.period):
        if months and months.missing:
            yield Notice(
                text=f"{words.runs(months.missing)} of {months.words} "
                f"{'is' if len(months.missing) == 1 else 'are'} not held: missing, not nought."
            )
    if content.findings:
        yield Heading(text="What the figures say", level=2)
        yield Words(text="Drafted from the figures by fixed rules.", small=True)
        yield Listed(items=tuple(each.text for each in content.findings), numbered=True)
    numbers = {text: number for number, text in notes_of(content.figures).caveats}
    told: set[str] = set()
    for shown in paper.shown(content):
        yield from _block(shown.block, shown.headline)
        yield from _mind(shown.block, numbers, told)
        told.update(shown.block.caveats)


def _mind(block: Block, numbers: Mapping[str, str], told: set[str]) -> Iterator[Part]:
    """What to keep in mind: in full the first time, and by its number in every later section."""
    again = sorted(
        (numbers[text] for text in block.caveats if text in told and text in numbers),
        key=lambda number: int(number[1:]),
    )
    said = [
        f"{text} ({numbers[text]})" if text in numbers else text
        for text in block.caveats
        if text not in told or text not in numbers
    ]
    if again:
        said.append(
            f"What {words.listed(again)} {'says' if len(again) == 1 else 'say'} holds here too: "
            "see above, or the caveats at the end."
        )
    if said:
        yield Words(strong="Mind that:", text=" ".join(said), small=True)


def _block(block: Block, headline: Sequence[Figure]) -> Iterator[Part]:
    yield Heading(text=block.title, level=2)
    if block.id == "limits":
        yield Listed(items=block.lead)
    else:
        for text in block.lead:
            yield Words(text=text)
    for text in block.refusals:
        yield Notice(text=text)
    for figure in headline:
        yield Words(strong=f"{figure.label}:", text=_said(figure))
    for chart in block.charts:
        yield Picture(
            title=chart.title,
            alt=chart.alt,
            svg=chart.svg,
            grid=_grid(chart.table),
            narrow=chart.for_a_phone,
        )
    for drawn in block.maps:
        yield from _map(drawn)
    for table in block.tables:
        yield from _table(table)


def _said(figure: Figure) -> str:
    said = f"{figure.text} {figure.unit}".strip()
    if figure.interval_text:
        said += f" (95% interval {figure.interval_text})"
    return f"{said}. {figure.reason}".rstrip() if figure.reason else said


def _map(drawn: Map) -> Iterator[Part]:
    legend = outlines.legend([outline.value for outline in drawn.outlines], drawn.breaks)
    svg = outlines.with_legend(drawn.svg, legend)
    known = [outline for outline in drawn.outlines if outline.value is not None]
    ordered = sorted(known, key=lambda outline: -(outline.value or 0.0))
    most = words.listed([f"{each.name} ({each.label})" for each in ordered[:3]])
    alt = f"Map of {len(drawn.outlines)} areas, {drawn.unit}."
    yield Picture(title=drawn.title, alt=f"{alt} Most: {most}." if most else alt, svg=svg)
    yield Words(text=f"Shaded by: {drawn.unit}.", small=True)
    yield from _table(drawn.table)


def _table(table: Table) -> Iterator[Part]:
    yield _grid(table)
    if len(table.rows) > LONGEST_TABLE:
        yield Words(
            text=f"The first {LONGEST_TABLE} of {len(table.rows):,} rows; the workbook has all.",
            small=True,
        )


def _grid(table: Table) -> Grid:
    return Grid(
        caption=table.caption,
        columns=tuple(Column(text=each.text, numeric=each.numeric) for each in table.columns),
        rows=table.rows[:LONGEST_TABLE],
    )


def figure_parts(content: Content) -> Iterator[Part]:
    """Every figure with the numbers of its notes, and what those say."""
    notes = notes_of(content.figures)
    yield Heading(text="Every figure, with source and method")
    yield Grid(
        caption="Figures. M, S and C are the notes on method, source and caveats below",
        columns=(
            Column(text="Figure"),
            Column(text="Value", numeric=True),
            Column(text="Unit"),
            Column(text="95% interval", numeric=True),
            Column(text="n", numeric=True),
            Column(text="Notes"),
        ),
        rows=tuple(
            (
                each.figure.label,
                each.figure.text,
                each.figure.unit,
                each.figure.interval_text or "–",
                "–" if each.figure.n is None else words.number(each.figure.n),
                " ".join(
                    part
                    for part in (each.method, each.source, *each.caveats, each.figure.reason)
                    if part
                ),
            )
            for each in notes.noted
        ),
    )
    for heading, listed in (
        ("Methods", notes.methods),
        ("Sources", notes.sources),
        ("Caveats", notes.caveats),
    ):
        yield Heading(text=heading, level=2)
        for number, text in listed:
            yield Words(strong=number, text=text, small=True)
    yield Heading(text="Files", level=2)
    yield Words(
        text=f"Made from {words.count_of(len(content.inputs), 'file')}; their names and digests "
        f"are in the workbook. Figures digest {content.figures_digest[:16]}: a second build from "
        "the same files gives the same.",
        small=True,
    )


def summary_paper(
    content: Content,
    *,
    lead: Sequence[Part],
    marking: str,
    handling: str,
    made_at: datetime,
    author: str = "",
) -> Paper:
    """One page of an area: what leads, and the few figures that stand behind it as context."""
    chosen = [
        figure
        for kind in ("count", "rate", "change")
        for figure in content.figures
        if figure.id.startswith(f"{kind}.") and figure.status is not Status.NOT_SUPPLIED
    ]
    by_label: dict[str, dict[str, Figure]] = {}
    for figure in chosen:
        by_label.setdefault(figure.label, {})[figure.id.split(".")[0]] = figure
    wanted = [words.ALL_CRIME, *words.CHOSEN_TYPES, words.ASB]
    rows = [
        (label, *(_value(by_label[label].get(kind)) for kind in ("count", "rate", "change")))
        for label in wanted
        if label in by_label
    ][:SUMMARY_FIGURES]
    parts: list[Part] = [Notice(text=SYNTHETIC)] if content.origin == "synthetic" else []
    parts.extend(lead or _summary_lead(content))
    parts.append(Heading(text="Recorded crime as context"))
    parts.append(Words(text=paper.CONTEXT, small=True))
    parts.append(
        Grid(
            caption=f"Recorded in {content.area_name}, {_period(content)}",
            columns=(
                Column(text="Type"),
                Column(text="Recorded", numeric=True),
                Column(text="Per 1,000 residents", numeric=True),
                Column(text="Change", numeric=True),
            ),
            rows=tuple(rows),
        )
    )
    return Paper(
        title=f"{content.area_name} on one page",
        above=_period(content),
        marking=marking,
        handling=handling,
        author=author or "Frankpledge",
        made_at=made_at,
        parts=tuple(parts),
        below=(content.attribution,),
    )


SUMMARY_SECTIONS = ("Executive summary", "Threats", "What each agency is asked to do")
SUMMARY_ROWS = 6


def first_parts(lead: Sequence[Part]) -> tuple[Part, ...]:
    """Of what leads, what fits on one page: judgements, the worst threats and the asks."""
    found: list[Part] = []
    wanted = False
    words_left = 0
    for part in lead:
        if isinstance(part, Heading):
            wanted = part.text in SUMMARY_SECTIONS
            words_left = 4
        if not wanted:
            continue
        if isinstance(part, Grid):
            found.append(
                Grid(caption=part.caption, columns=part.columns, rows=part.rows[:SUMMARY_ROWS])
            )
        elif isinstance(part, Words):
            words_left -= 1
            if words_left >= 0 and not part.small:
                found.append(part)
        elif isinstance(part, Heading):
            found.append(part)
    return tuple(found)


def _summary_lead(content: Content) -> Iterator[Part]:
    yield Heading(text="What the figures say")
    if not content.findings:
        yield Words(text="No finding follows from these figures.")
        return
    yield Listed(items=tuple(each.text for each in content.findings[:4]), numbered=True)


def _value(figure: Figure | None) -> str:
    return figure.text if figure else "–"
