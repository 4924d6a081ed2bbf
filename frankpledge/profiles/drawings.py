"""Knows how a profile's charts are drawn: as SVG, labelled directly, safe for every kind of sight.

Drawn once when a profile is built and kept with it, so page, paper and print show one picture.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TypeAlias

import vl_convert

from frankpledge.profiles import panelled, words

# The renderer drops all text when it does not know a font, without saying so. Arial it knows.
FONT = "Arial, 'Liberation Sans', sans-serif"
INK, QUIET, LINE = "#14232a", "#5b696f", "#d5d9d7"
TEAL, RISE, FALL = "#17404b", "#a34a00", "#26757a"
VEGA_LITE = "6.4"
"""The edition of the language in which the charts below are written."""

PHONE = 290
"""How wide a drawing is that fits the narrowest phone, without what stands at its ends."""

Spec: TypeAlias = dict[str, object]
"""A chart, or a part of one, in Vega-Lite."""

POINT: Spec = {"type": "point", "filled": True, "opacity": 1}
LABEL: Spec = {"type": "text", "align": "left", "baseline": "middle", "fontSize": 13}
LOOK: Spec = {
    "font": FONT,
    "background": "#ffffff",
    "axis": {
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "labelColor": INK,
        "titleColor": INK,
        "gridColor": LINE,
        "domainColor": LINE,
        "tickColor": LINE,
    },
    "title": {"color": INK, "fontWeight": "bold"},
    "view": {"stroke": None, "continuousWidth": 300, "continuousHeight": 300},
    "padding": 4,
}


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


def changes(bars: Sequence[Bar], *, phone: bool = False) -> str:
    """Percentage changes with their intervals, from the largest rise to the largest fall.

    On a *phone* each name stands above its line, so that the words keep their size.
    """
    reach = max(10.0, *(abs(end) for bar in bars for end in (bar.low, min(bar.high, 300.0))))
    names = _names([bar.name for bar in bars], width=0 if phone else 170)
    scale = {"domain": [-reach, reach], "clamp": True, "nice": True}
    colour: Spec = {
        "field": "tone",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": ["rose", "fell", "unclear"], "range": [RISE, FALL, QUIET]},
    }
    spans = _layer(
        {"type": "rule", "strokeWidth": 3},
        x=_number("low", scale=scale, title="Change (%), with 95% interval", **_grid(phone=phone)),
        x2={"field": "high"},
        y=names,
        color=colour,
    )
    points = _layer(POINT | {"size": 70}, x=_number("value", scale=scale), y=names, color=colour)
    zero = _layer({"type": "rule", "color": LINE if phone else INK}, x=_number("zero")) | _values(
        [{"zero": 0}]
    )
    labels = _layer(LABEL, x={"value": 308}, y=names, text=_text("words"), color=colour)
    said = _above(names, colour) if phone else [labels]
    return _svg(_rows(bars) | {"layer": [zero, spans, points, *said]} | _size(300, 24, phone=phone))


def standings(dots: Sequence[Dot], panels: Sequence[str]) -> str:
    """Each place's rate in each panel with its interval, places in the same order throughout."""
    order = sorted({dot.name for dot in dots})
    colour: Spec = {"condition": {"test": "datum.own", "value": RISE}, "value": QUIET}
    drawn = []
    names = _names(order, width=142, aligned=True)
    for panel in panels:
        spans = _layer(
            {"type": "rule", "strokeWidth": 3},
            x=_number("low", title=None, scale={"zero": True}, axis={"tickCount": 4}),
            x2={"field": "high"},
            y=names,
            color=colour,
        )
        points = _layer(POINT | {"size": 50}, x=_number("value"), y=names, color=colour)
        drawn.append(
            _svg(
                _rows([dot for dot in dots if dot.panel == panel])
                | {"layer": [spans, points], "width": 150, "height": {"step": 17}}
                | _headed(panel)
            )
        )
    return panelled.beside(drawn)


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
    whole = {"domain": [-0.5, len(months) - 0.5]}
    axis = {"values": ticks, "labelExpr": names, "grid": False, "labelAlign": "left"}
    band = _layer(
        {"type": "rect", "color": "#eceeed"}, x=_number("start", scale=whole), x2={"field": "end"}
    ) | _values(gaps)
    note = _layer(
        {"type": "text", "text": "not held", "color": QUIET, "fontSize": 12, "baseline": "middle"},
        x=_number("at"),
        y={"value": 50},
    ) | _values([{"at": (gap["start"] + gap["end"]) / 2} for gap in gaps])
    drawn = []
    for kind, counts in series.items():
        runs = _runs([each for each in months if each in counts], position)
        rows = [
            {"at": position[each], "count": counts[each], "run": number}
            for number, run in enumerate(runs)
            for each in run
        ]
        top = max([*counts.values(), 1])
        line = _layer(
            {"type": "line", "color": TEAL, "strokeWidth": 2, "point": {"size": 18, "color": TEAL}},
            x=_number("at", title=None, scale=whole | {"nice": False}, axis=axis),
            y=_number(
                "count",
                title=None,
                scale={"domain": [0, top], "nice": True},
                axis={"tickCount": 4, "minExtent": 36},
            ),
            detail={"field": "run", "type": "nominal"},
        ) | _values(rows)
        layers = [band, note, line] if gaps else [line]
        drawn.append(_svg({"layer": layers, "width": 250, "height": 100} | _headed(kind)))
    return panelled.beside(drawn)


def shares(rows: Sequence[Share], *, phone: bool = False) -> str:
    """How much lies in the busiest places, beside the range that chance would give.

    On a *phone* each name stands above its bar, so that the words keep their size.
    """
    names = _names([row.name for row in rows], width=0 if phone else 170)
    scale = {"domain": [0, max(20.0, *(row.value for row in rows)) * 1.02], "nice": True}
    bars = _layer(
        {"type": "bar", "color": FALL, "height": 14},
        x=_number(
            "value", scale=scale, title="Share in the busiest small areas (%)", **_grid(phone=phone)
        ),
        y=names,
    )
    chance = _layer(
        {"type": "rule", "color": INK, "strokeWidth": 5},
        x=_number("low"),
        x2={"field": "high"},
        y=names,
    )
    labels = _layer(
        LABEL | {"dx": 5, "color": INK}, x=_number("value"), y=names, text=_text("words")
    )
    said = _above(names, {"value": INK}) if phone else [labels]
    return _svg(_rows(rows) | {"layer": [bars, chance, *said]} | _size(330, 26, phone=phone))


def _above(names: Spec, colour: Spec) -> list[Spec]:
    """A name and what is said of it, above their line."""
    up = LABEL | {"dy": -18}
    return [
        _layer(up | {"color": INK}, x={"value": 0}, y=names, text=_text("name")),
        _layer(
            up | {"align": "right"}, x={"value": PHONE}, y=names, text=_text("words"), color=colour
        ),
    ]


def _grid(*, phone: bool) -> Spec:
    """Without lines that would run through the words."""
    return {"axis": {"grid": False, "tickCount": 5}} if phone else {}


def _size(wide: int, step: int, *, phone: bool) -> Spec:
    return (
        {"width": PHONE, "height": {"step": 48}}
        if phone
        else {"width": wide, "height": {"step": step}}
    )


def _runs(months: Sequence[str], position: Mapping[str, int]) -> list[list[str]]:
    found: list[list[str]] = []
    for each in months:
        if found and position[each] == position[found[-1][-1]] + 1:
            found[-1].append(each)
        else:
            found.append([each])
    return found


def _layer(mark: Spec, **encoding: Spec) -> Spec:
    return {"mark": mark, "encoding": encoding}


def _rows(rows: Sequence[Bar | Dot | Share]) -> Spec:
    return _values([asdict(row) for row in rows])


def _values(rows: Sequence[Mapping[str, object]]) -> Spec:
    return {"data": {"values": rows}}


def _number(field: str, **more: object) -> Spec:
    return {"field": field, "type": "quantitative", **more}


def _text(field: str) -> Spec:
    return {"field": field, "type": "nominal"}


def _names(order: Sequence[str], *, width: int, aligned: bool = False) -> Spec:
    """The places or types of a chart under one another; of no *width*, without their names."""
    # What stands beside others is given room for the longest name, so that all begin in a line.
    room = {"minExtent": width + 4, "labelFontSize": 12.5} if aligned else {}
    axis = {"labelLimit": width, "ticks": False, "domain": False, "grid": True, **room}
    return {
        "field": "name",
        "type": "nominal",
        "sort": order,
        "title": None,
        "axis": axis if width else None,
    }


def _headed(text: str) -> Spec:
    return {"title": {"text": text, "anchor": "start", "fontSize": 14}}


def _svg(chart: Spec) -> str:
    """The chart as SVG in the look of ours."""
    return str(vl_convert.vegalite_to_svg(chart | {"config": LOOK}, vl_version=VEGA_LITE))


def percent_words(value: float | None) -> str:
    """How a change is written beside its dot."""
    return "" if value is None else words.percent(value)
