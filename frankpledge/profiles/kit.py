"""A profile's blocks as the kit's components, for the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from frankpledge.profiles import blocks, paper
from frankpledge.profiles.models import Stage
from frankpledge.profiles.reading import ProfileFacts, ProfileLine
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
    Stage.CONSULTING: Tone.ACTIVE,
    Stage.RELEASED_INTERNALLY: Tone.GOOD,
}
HANDLING = {
    Stage.DRAFT: "Draft: not consulted on, not released",
    Stage.CONSULTING: "Out for comment: not released",
    Stage.RELEASED_INTERNALLY: "Released to the agencies that were asked",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What the kit's table is given."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


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
    )


def _map(content: blocks.Content, drawn: blocks.Map) -> AreaMap:
    return AreaMap(
        title=drawn.title,
        unit=drawn.unit,
        source=_source(content),
        place=drawn.place,
        breaks=drawn.breaks,
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


def comments(facts: ProfileFacts) -> tuple[Happening, ...]:
    """What agencies have said, as a timeline."""
    titles = {block.id: block.title for block in facts.content.blocks}
    return tuple(
        Happening(
            at=comment.made_at,
            title=f"On “{titles[comment.block]}”"
            if comment.block in titles
            else "On the whole of it",
            by=comment.agency,
            text=comment.text,
        )
        for comment in reversed(facts.comments)
    )
