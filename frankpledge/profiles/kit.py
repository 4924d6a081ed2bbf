"""A profile's blocks as the kit's components, for the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from frankpledge.intelligence import api as intelligence
from frankpledge.papers import api as papers
from frankpledge.profiles import blocks, indicators, paper, words
from frankpledge.profiles.catalogue import Reach
from frankpledge.profiles.consultation import CommentFacts
from frankpledge.profiles.indicators import Read
from frankpledge.profiles.models import Stage
from frankpledge.profiles.passages import section_title
from frankpledge.profiles.reading import ProfileFacts, ProfileLine
from frankpledge.profiles.releasing import ReleaseLine
from frankpledge.ui.api import (
    AreaMap,
    AreaShape,
    Cell,
    Chart,
    Column,
    Figure,
    Happening,
    Row,
    Tone,
)

STAGE_TONES = {
    Stage.DRAFT: Tone.QUIET,
    Stage.COLLECTING: Tone.ACTIVE,
    Stage.CONSULTING: Tone.ACTIVE,
    Stage.RELEASED_INTERNALLY: Tone.GOOD,
}
LONG = 30
NOT_HOT, NO_FIGURE = "Not hotter than chance", "No figure"
HANDLING = {
    Stage.DRAFT: "Draft: not consulted on, not released",
    Stage.COLLECTING: "Collecting from partners: not released",
    Stage.CONSULTING: "Out for comment: not released",
    Stage.RELEASED_INTERNALLY: "Released to the agencies that were asked",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What the kit's table is given."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def is_long(self) -> bool:
        """Whether it is folded away on a page that is read from top to bottom."""
        return len(self.rows) > LONG


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One block, ready for the page."""

    id: str
    title: str
    is_list: bool
    lead: tuple[str, ...]
    refusals: tuple[str, ...]
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    maps: tuple[tuple[str, AreaMap], ...]
    tables: tuple[Table, ...]
    caveats: tuple[str, ...]


def parts(facts: ProfileFacts) -> tuple[Part, ...]:
    """Every block of the profile in order."""
    content = facts.content
    return tuple(_part(content, each) for each in paper.shown(content))


def _part(content: blocks.Content, shown: paper.Shown) -> Part:
    block = shown.block
    return Part(
        id=block.id,
        title=block.title,
        is_list=block.id == "limits",
        lead=block.lead,
        refusals=block.refusals,
        figures=tuple(_figure(each) for each in shown.headline),
        charts=tuple(_chart(content, each) for each in block.charts),
        maps=tuple(
            (f"{block.id}-{number}", _map(content, each)) for number, each in enumerate(block.maps)
        ),
        tables=tuple(_table(each) for each in block.tables),
        caveats=block.caveats,
    )


def _figure(figure: blocks.Figure) -> Figure:
    return Figure(
        label=figure.label,
        value=figure.text,
        source=figure.source,
        origin=figure.origin,
        unit=figure.unit,
        interval=f"95% interval {figure.interval_text}" if figure.interval_text else figure.reason,
        n=figure.n,
        method=figure.method,
        caveats=figure.caveats,
    )


def _source(content: blocks.Content) -> str:
    if content.origin == "synthetic":
        return "synthetic files, made up to show the program."
    return "police-recorded crime and residents, published under the Open Government Licence."


def _columns(table: blocks.Table) -> tuple[Column, ...]:
    return tuple(Column(text=each.text, numeric=each.numeric) for each in table.columns)


def _table(table: blocks.Table) -> Table:
    return Table(
        caption=table.caption,
        columns=_columns(table),
        rows=tuple(
            Row(cells=row, tone=Tone.ACTIVE if number in table.marked else None)
            for number, row in enumerate(table.rows)
        ),
    )


def _chart(content: blocks.Content, chart: blocks.Chart) -> Chart:
    return Chart(
        svg=chart.svg,
        title=chart.title,
        alt=chart.alt,
        source=_source(content),
        columns=_columns(chart.table),
        rows=chart.table.rows,
        origin=content.origin,
        narrow=chart.for_a_phone,
    )


def _map(content: blocks.Content, drawn: blocks.Map) -> AreaMap:
    return AreaMap(
        title=drawn.title,
        unit=drawn.unit,
        source=_source(content),
        place=drawn.place,
        breaks=drawn.breaks,
        missing=NOT_HOT if drawn.place == "Square" else NO_FIGURE,
        areas=tuple(
            AreaShape(
                code=outline.code,
                name=outline.name,
                value=outline.value,
                label=outline.label,
                geometry={"type": "MultiPolygon", "coordinates": outline.polygons},
            )
            for outline in drawn.outlines
        ),
    )


def profiles(lines: Sequence[ProfileLine]) -> Table:
    """The list of profiles."""
    return Table(
        caption="Profiles",
        columns=(
            Column(text="Area"),
            Column(text="Period"),
            Column(text="Compared with"),
            Column(text="Figures"),
            Column(text="Stage"),
            Column(text="Built"),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(line.area_name, href=reverse("profiles:profile", args=[line.uid])),
                    line.period,
                    line.compared or "nothing",
                    line.origin,
                    Cell(line.stage.label, tone=STAGE_TONES[line.stage]),
                    line.built_at,
                )
            )
            for line in lines
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPart:
    """One part of a paper as a page shows it. `anchor` is the address of a section in its page."""

    kind: str
    anchor: str = ""
    text: str = ""
    strong: str = ""
    small: bool = False
    level: int = 0
    items: tuple[str, ...] = ()
    table: Table | None = None
    chart: Chart | None = None


def shown_parts(parts: Sequence[papers.Part]) -> tuple[ShownPart, ...]:
    """The parts of a paper as the kit shows them, in order."""
    return tuple(_shown_part(part) for part in parts if not isinstance(part, papers.NewPage))


def whole_page(parts: Sequence[papers.Part]) -> tuple[ShownPart, ...]:
    """The parts of a whole paper, each of its sections with an address in the page."""
    return tuple(
        replace(part, anchor=f"part-{number}")
        if part.kind == "heading" and part.level == 1
        else part
        for number, part in enumerate(shown_parts(parts), start=1)
    )


def _shown_part(part: papers.Part) -> ShownPart:
    if isinstance(part, papers.Heading):
        return ShownPart(kind="heading", text=part.text, level=part.level)
    if isinstance(part, papers.Words):
        return ShownPart(kind="words", text=part.text, strong=part.strong, small=part.small)
    if isinstance(part, papers.Listed):
        return ShownPart(kind="numbered" if part.numbered else "listed", items=part.items)
    if isinstance(part, papers.Grid):
        return ShownPart(kind="grid", table=_grid(part))
    if isinstance(part, papers.Picture):
        grid = part.grid or papers.Grid(caption=part.title, columns=(), rows=())
        return ShownPart(
            kind="picture",
            text=part.title,
            chart=Chart(
                svg=part.svg,
                title=part.title,
                alt=part.alt,
                source="",
                columns=tuple(Column(text=c.text, numeric=c.numeric) for c in grid.columns),
                rows=grid.rows,
                narrow=part.narrow,
            ),
        )
    assert isinstance(part, papers.Notice)
    return ShownPart(kind="notice", text=part.text)


def _grid(grid: papers.Grid) -> Table:
    return Table(
        caption=grid.caption,
        columns=tuple(Column(text=each.text, numeric=each.numeric) for each in grid.columns),
        rows=tuple(Row(cells=row) for row in grid.rows),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a return would add, or what is wrong with it."""

    is_good: bool
    words: str
    table: Table


def preview(read: Read) -> Preview:
    """A return before it is taken in."""
    if read.mistakes:
        return Preview(
            is_good=False,
            words=f"{words.count_of(len(read.mistakes), 'mistake')}. Nothing can be taken in yet.",
            table=Table(
                caption="What has to be put right",
                columns=(Column(text="Row"), Column(text="Column"), Column(text="What is wrong")),
                rows=tuple(
                    Row(cells=(str(each.row), each.column, each.problem)) for each in read.mistakes
                ),
            ),
        )
    return Preview(
        is_good=True,
        words=f"{words.count_of(len(read.rows), 'row')} can be taken in. Choose the file again and "
        "send it.",
        table=Table(
            caption="What it would add",
            columns=(
                Column(text="Area"),
                Column(text="Period"),
                Column(text="Indicator"),
                Column(text="How many", numeric=True),
            ),
            rows=tuple(
                Row(
                    cells=(
                        each.area_name,
                        each.period,
                        indicators.indicator(each.indicator).title,
                        str(each.numerator)
                        if each.numerator is not None
                        else each.status.value.replace("_", " "),
                    )
                )
                for each in read.rows[:50]
            ),
        ),
    )


def given_to(lines: Sequence[intelligence.GivenTo]) -> Table:
    """The ledger's lines about one release, for whoever released it."""
    return Table(
        caption="Who was given it",
        columns=(
            Column(text="Agency"),
            Column(text="Given"),
            Column(text="Until"),
            Column(text="Opened by"),
            Column(text="Standing"),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(each.recipient, note=each.basis),
                    each.shared_at,
                    each.expires_on,
                    Cell(
                        f"{len(each.opened)} of {max(each.meant_for, len(each.opened))}",
                        note=", ".join(reader.name for reader in each.opened),
                    ),
                    each.state,
                )
            )
            for each in lines
        ),
    )


def releases(lines: Sequence[ReleaseLine]) -> Table:
    """The list of released versions."""
    return Table(
        caption="Released profiles",
        columns=(
            Column(text="Area"),
            Column(text="Period"),
            Column(text="For"),
            Column(text="Released"),
            Column(text="Standing"),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(line.area_name, href=reverse("profiles:released", args=[line.uid])),
                    line.period,
                    line.audience.label,
                    line.released_at,
                    _standing(line),
                )
            )
            for line in lines
        ),
    )


def _standing(line: ReleaseLine) -> Cell:
    if line.is_recalled:
        return Cell("Recalled", tone=Tone.URGENT)
    if line.audience == Reach.PUBLIC and not line.is_signed:
        return Cell("Waits for a chief officer", tone=Tone.ACTIVE)
    if line.is_due:
        return Cell("To be refreshed", tone=Tone.WARNING)
    return Cell("Stands", tone=Tone.GOOD)


def comments(facts: ProfileFacts) -> tuple[Happening, ...]:
    """What agencies have said, as a timeline."""
    titles = {block.id: block.title for block in facts.content.blocks}
    standing = {(mark.section, mark.text) for mark in facts.marks}
    return tuple(
        Happening(
            at=comment.made_at,
            title=_about(comment, titles),
            by=comment.agency,
            text=_said(comment, stands=(comment.block, comment.passage) in standing),
        )
        for comment in reversed(facts.comments)
    )


def _about(comment: CommentFacts, titles: Mapping[str, str]) -> str:
    if not comment.block:
        return "On the whole of it"
    part = titles.get(comment.block) or section_title(comment.block)
    passage = f": “{words.short(comment.passage)}”" if comment.passage else ""
    return f"On “{part}”{passage}"


def _said(comment: CommentFacts, *, stands: bool) -> str:
    said = comment.text or "No comment."
    if comment.passage and not stands:
        said = f"{said} (That passage has been changed since.)"
    return f"{said} Answer: {comment.answer}" if comment.answer else said
