"""Knows how a profile's charts are drawn: as SVG, labelled directly, safe for every kind of sight.

Drawn once when a profile is built and kept with it, so page, paper and print show one picture.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TypeAlias

import altair as alt
import vl_convert
from altair.utils.schemapi import debug_mode

from frankpledge.profiles import panelled, words

# The renderer drops all text when it does not know a font, without saying so. Arial it knows.
FONT = "Arial, 'Liberation Sans', sans-serif"
INK, QUIET, LINE = "#14232a", "#6b7a80", "#d5d9d7"
TEAL, RISE, FALL = "#17404b", "#a34a00", "#26757a"
VEGA_LITE = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])

Drawn: TypeAlias = alt.LayerChart | alt.FacetChart | alt.Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A value with its interval, under a name; `tone` is rose, fell or unclear."""

    name: str
    value: float
    low: float
    high: float
    tone: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One place's rate in one panel; `own` marks the place that the profile is about."""

    panel: str
    name: str
    value: float
    low: float
    high: float
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How much lies in the busiest places, and what chance would put there."""

    name: str
    value: float
    low: float
    high: float
    words: str


@debug_mode(arg=False)
def changes(bars: Sequence[Bar]) -> str:
    """Percentage changes with their intervals, from the largest rise to the largest fall."""
    order = [bar.name for bar in bars]
    reach = max(10.0, *(abs(end) for bar in bars for end in (bar.low, min(bar.high, 300.0))))
    base = alt.Chart(_rows(bars)).encode(y=_names(order, width=170))
    colour = alt.Color(
        "tone:N",
        legend=None,
        scale=alt.Scale(domain=["rose", "fell", "unclear"], range=[RISE, FALL, QUIET]),
    )
    scale = alt.Scale(domain=[-reach, reach], clamp=True, nice=True)
    spans = base.mark_rule(strokeWidth=3).encode(
        x=alt.X("low:Q", scale=scale, title="Change (%), with 95% interval"),
        x2=alt.X2("high:Q"),
        color=colour,
    )
    points = base.mark_point(filled=True, size=70, opacity=1).encode(
        x=alt.X("value:Q", scale=scale), color=colour
    )
    zero = alt.Chart(_values([{"zero": 0}])).mark_rule(color=INK).encode(x=alt.X("zero:Q"))
    labels = base.mark_text(align="left", baseline="middle", fontSize=13).encode(
        x=alt.value(308), text=alt.Text("words:N"), color=colour
    )
    layers = alt.layer(zero, spans, points, labels)
    return _svg(layers.properties(width=300, height=alt.Step(24)))


@debug_mode(arg=False)
def standings(dots: Sequence[Dot], panels: Sequence[str]) -> str:
    """Each place's rate in each panel with its interval, places in the same order throughout."""
    names = sorted({dot.name for dot in dots})
    colour = alt.condition("datum.own", alt.value(RISE), alt.value(QUIET))
    drawn = []
    for panel in panels:
        rows = _rows([dot for dot in dots if dot.panel == panel])
        base = alt.Chart(rows).encode(y=_names(names, width=142, aligned=True))
        spans = base.mark_rule(strokeWidth=3).encode(
            x=alt.X("low:Q", title=None, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=4)),
            x2=alt.X2("high:Q"),
            color=colour,
        )
        points = base.mark_point(filled=True, size=50, opacity=1).encode(
            x=alt.X("value:Q"), color=colour
        )
        layers = alt.layer(spans, points).properties(
            width=150, height=alt.Step(17), title=alt.Title(panel, anchor="start", fontSize=14)
        )
        drawn.append(_svg(layers))
    return panelled.beside(drawn)


@debug_mode(arg=False)
def trends(series: Mapping[str, Mapping[str, int]], months: Sequence[str]) -> str:
    """Monthly counts, one panel a type from nought up; months that are not held break the line."""
    position = {each: index for index, each in enumerate(months)}
    held = {each for counts in series.values() for each in counts}
    gaps = [
        {"start": position[run[0]] - 0.5, "end": position[run[-1]] + 0.5}
        for run in _runs([each for each in months if each not in held], position)
    ]
    ticks = [position[each] for each in months if each.endswith("-01")] or [0]
    years = {position[each]: each[:4] for each in months if each.endswith("-01")}
    years = years or {0: months[0]}
    names = " : ".join(f"datum.value == {at} ? '{year}'" for at, year in years.items()) + " : ''"
    axis = alt.X(
        "at:Q",
        title=None,
        scale=alt.Scale(domain=[-0.5, len(months) - 0.5], nice=False),
        axis=alt.Axis(values=ticks, labelExpr=names, grid=False, labelAlign="left"),
    )
    drawn = []
    for kind, counts in series.items():
        runs = _runs([each for each in months if each in counts], position)
        rows = [
            {"at": position[each], "count": counts[each], "run": number}
            for number, run in enumerate(runs)
            for each in run
        ]
        top = max([*counts.values(), 1])
        band = (
            alt.Chart(_values(gaps))
            .mark_rect(color="#eceeed")
            .encode(
                x=alt.X("start:Q", scale=alt.Scale(domain=[-0.5, len(months) - 0.5])),
                x2=alt.X2("end:Q"),
            )
        )
        note = (
            alt.Chart(_values([{"at": (gap["start"] + gap["end"]) / 2} for gap in gaps]))
            .mark_text(text="not held", color=QUIET, fontSize=12, baseline="middle")
            .encode(x=alt.X("at:Q"), y=alt.value(50))
        )
        line = (
            alt.Chart(_values(rows))
            .mark_line(color=TEAL, strokeWidth=2, point=alt.OverlayMarkDef(size=18, color=TEAL))
            .encode(
                x=axis,
                y=alt.Y(
                    "count:Q",
                    title=None,
                    scale=alt.Scale(domain=[0, top], nice=True),
                    axis=alt.Axis(tickCount=4, minExtent=36),
                ),
                detail=alt.Detail("run:N"),
            )
        )
        layers = [band, note, line] if gaps else [line]
        drawn.append(
            _svg(
                alt.layer(*layers).properties(
                    width=250, height=100, title=alt.Title(kind, anchor="start", fontSize=14)
                )
            )
        )
    return panelled.beside(drawn)


@debug_mode(arg=False)
def shares(rows: Sequence[Share]) -> str:
    """How much lies in the busiest places, beside the range that chance would give."""
    order = [row.name for row in rows]
    base = alt.Chart(_rows(rows)).encode(y=_names(order, width=170))
    scale = alt.Scale(domain=[0, max(20.0, *(row.value for row in rows)) * 1.02], nice=True)
    bars = base.mark_bar(color=FALL, height=14).encode(
        x=alt.X("value:Q", scale=scale, title="Share in the busiest small areas (%)")
    )
    chance = base.mark_rule(color=INK, strokeWidth=5).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    labels = base.mark_text(align="left", baseline="middle", dx=5, fontSize=13, color=INK).encode(
        x=alt.X("value:Q"), text=alt.Text("words:N")
    )
    layers = alt.layer(bars, chance, labels)
    return _svg(layers.properties(width=330, height=alt.Step(26)))


def _runs(months: Sequence[str], position: Mapping[str, int]) -> list[list[str]]:
    found: list[list[str]] = []
    for each in months:
        if found and position[each] == position[found[-1][-1]] + 1:
            found[-1].append(each)
        else:
            found.append([each])
    return found


def _rows(rows: Sequence[Bar | Dot | Share]) -> alt.InlineData:
    return _values([asdict(row) for row in rows])


def _values(rows: Sequence[Mapping[str, object]]) -> alt.InlineData:
    return alt.InlineData(values=[dict(row) for row in rows])


def _names(order: Sequence[str], *, width: int, aligned: bool = False) -> alt.Y:
    axis = alt.Axis(labelLimit=width, ticks=False, domain=False, grid=True)
    if aligned:
        # What stands beside others is given room for the longest name, so all begin in a line.
        axis.minExtent, axis.labelFontSize = width + 4, 12.5
    return alt.Y("name:N", sort=list(order), title=None, axis=axis)


def _svg(chart: Drawn) -> str:
    """The chart as SVG without a fixed size, so that it fits the page it stands on."""
    spec = chart.configure(
        font=FONT,
        background="#ffffff",
        axis=alt.AxisConfig(
            labelFontSize=13,
            titleFontSize=13,
            titleFontWeight="normal",
            labelColor=INK,
            titleColor=INK,
            gridColor=LINE,
            domainColor=LINE,
            tickColor=LINE,
        ),
        title=alt.TitleConfig(color=INK, fontWeight="bold"),
        view=alt.ViewConfig(stroke=None),
        padding=4,
    ).to_dict(validate=False)
    return str(vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE))


def percent_words(value: float | None) -> str:
    """How a change is written beside its dot."""
    return "" if value is None else words.percent(value)
