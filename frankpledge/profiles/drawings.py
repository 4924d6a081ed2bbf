"""Knows how a profile's charts are drawn: as SVG, labelled directly, safe for every kind of sight.

Drawn once when a profile is built and kept with it, so page, paper and print show one picture.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

from frankpledge.profiles import lettering, panelled, scales, words
from frankpledge.profiles.scales import Scale

FONT = "Arial, 'Liberation Sans', sans-serif"
INK, QUIET, LINE, EMPTY = "#14232a", "#5b696f", "#d5d9d7", "#eceeed"
TEAL, RISE, FALL = "#17404b", "#a34a00", "#26757a"
TONES = {"rose": RISE, "fell": FALL, "unclear": QUIET}
TEXT, NAME, TITLE = 13.0, 12.5, 14.0
"""How large the letters are: most of them, the names of places in panels, and of a panel."""

PHONE = 290
"""How wide a drawing is that fits the narrowest phone, without what stands at its ends."""

PHONE_STEP = 48
EDGE, HEADED, BELOW, TITLED_BELOW = 4, 18, 20, 37
"""How much room stands at the edge, for a title above, and below without and with a title."""

DROP = 4
"""How far below the middle of its line a word of our size has its foot."""

BESIDE = 6
"""How far before an axis the names beside it end, so that a dot at its beginning covers none."""

APART = 3
"""How much room there is at least between two numbers of an axis."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Names under one another, each with a line of its own."""

    names: tuple[str, ...]
    step: int

    @property
    def high(self) -> int:
        return self.step * len(self.names)

    def middle(self, name: str) -> float:
        return self.step * (self.names.index(name) + 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """A piece of text that may reach beyond the figure it belongs to."""

    svg: str
    left: float
    right: float


def changes(bars: Sequence[Bar], *, phone: bool = False) -> str:
    """Percentage changes with their intervals, from the largest rise to the largest fall.

    On a *phone* each name stands above its line, so that the words keep their size.
    """
    reach = max(10.0, *(abs(end) for bar in bars for end in (bar.low, min(bar.high, 300.0))))
    wide = PHONE if phone else 300
    scale = scales.rounded_out(-reach, reach, long=wide)
    rows = _rows([bar.name for bar in bars], step=PHONE_STEP if phone else 24)
    drawn = [_upright(scale.at(0), rows.high, LINE if phone else INK)]
    for bar in bars:
        y, ink = rows.middle(bar.name), TONES[bar.tone]
        drawn.append(_span(scale, bar.low, bar.high, y, ink, 3))
        drawn.append(_dot(scale.at(bar.value), y, 70, ink))
    said = [(bar.name, bar.words, TONES[bar.tone], wide + 8.0) for bar in bars]
    return _listed(
        rows, scale, drawn, said, title="Change (%), with 95% interval", count=8, phone=phone
    )


def standings(dots: Sequence[Dot], panels: Sequence[str]) -> str:
    """Each place's rate in each panel with its interval, places in the same order throughout."""
    return panelled.beside(
        [
            _standing(sorted((dot for dot in dots if dot.panel == panel), key=_named), panel)
            for panel in panels
        ]
    )


def _named(dot: Dot) -> str:
    return dot.name


def _standing(dots: Sequence[Dot], panel: str) -> str:
    rows = _rows([dot.name for dot in dots], step=17)
    top = max((max(dot.high, dot.value) for dot in dots), default=0.0)
    scale = scales.rounded_out(0.0, top, long=150)
    drawn = []
    for dot in dots:
        y, ink = rows.middle(dot.name), RISE if dot.own else QUIET
        drawn.append(_span(scale, dot.low, dot.high, y, ink, 3))
        drawn.append(_dot(scale.at(dot.value), y, 50, ink))
    # What stands beside others is given room for the longest name, so that all begin in a line.
    longest = 142
    room = longest + BESIDE
    names = [
        _word(
            lettering.shortened(name, NAME, room=longest),
            -BESIDE,
            rows.middle(name) + DROP,
            NAME,
            "end",
        )
        for name in rows.names
    ]
    title = _word(panel, -room, -7, TITLE, "start", bold=True)
    return _framed(
        [_upright_lines(scale, rows.high, 4), _level_lines(rows, 150), *drawn],
        [*names, *_along(scale, rows.high, 4), title],
        [_ticks_below(scale, rows.high, 4)],
        size=(150, rows.high),
        room=(room, HEADED, BELOW),
    )


def trends(series: Mapping[str, Mapping[str, int]], months: Sequence[str]) -> str:
    """Monthly counts, one panel a type from nought up; months that are not held break the line."""
    held = {each for counts in series.values() for each in counts}
    return panelled.beside(
        [_trend(kind, counts, months, held=held) for kind, counts in series.items()]
    )


def _trend(
    kind: str, counts: Mapping[str, int], months: Sequence[str], *, held: Iterable[str]
) -> str:
    wide, high = 250, 100
    position = {each: index for index, each in enumerate(months)}
    across = Scale(low=-0.5, high=len(months) - 0.5, long=wide)
    up = scales.rounded_out(0, max([*counts.values(), 1]), long=high)
    numbers = [(high - up.at(tick.value), tick.text) for tick in up.ticks(4)]
    drawn = [_level(_crisp(y), wide) for y, _ in numbers]
    said = [_word(text, -6.5, y + DROP + 0.5, TEXT, "end") for y, text in numbers]
    known = set(held)
    for gap in _runs([each for each in months if each not in known], position):
        start, end = (across.at(position[gap[0]] - 0.5), across.at(position[gap[-1]] + 0.5))
        drawn.append(
            f'<rect x="{_n(start)}" y="0" width="{_n(end - start)}" height="{high}" '
            f'fill="{EMPTY}"/>'
        )
        middle = _word("not held", (start + end) / 2, high / 2 + DROP, 12, "middle", ink=QUIET)
        said.append(middle)
    for run in _runs([each for each in months if each in counts], position):
        points = [(across.at(position[each]), high - up.at(counts[each])) for each in run]
        line = "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
        drawn.append(f'<path d="M{line}" fill="none" stroke="{TEAL}" stroke-width="2"/>')
        drawn.extend(_dot(x, y, 18, TEAL) for x, y in points)
    begun = [each for each in months if each.endswith("-01")]
    years = [(across.at(position[each]), each[:4]) for each in begun] or [(across.at(0), months[0])]
    left = max(36, math.ceil(max(-word.left for word in said)))
    said.extend(_thinned([_word(year, x + 0.5, high + 17.5, TEXT, "start") for x, year in years]))
    said.append(_word(kind, -left, -12, TITLE, "start", bold=True))
    axis = [
        _level(high + 0.5, wide),
        *(_mark(_crisp(x), high + 0.5, 0, 5) for x, _ in years),
        f'<path d="M0.5 0.5V{high + 0.5}" stroke="{LINE}"/>',
        *(_mark(0.5, _crisp(y), -5, 0) for y, _ in numbers),
    ]
    return _framed(drawn, said, axis, size=(wide, high), room=(left, HEADED + 6, BELOW))


def shares(rows: Sequence[Share], *, phone: bool = False) -> str:
    """How much lies in the busiest places, beside the range that chance would give.

    On a *phone* each name stands above its bar, so that the words keep their size.
    """
    wide = PHONE if phone else 330
    top = max(20.0, *(end for row in rows for end in (row.value, row.high))) * 1.02
    scale = scales.rounded_out(0.0, top, long=wide)
    named = _rows([row.name for row in rows], step=PHONE_STEP if phone else 26)
    drawn = []
    for row in rows:
        y = named.middle(row.name)
        drawn.append(
            f'<rect x="0" y="{_n(y - 7)}" width="{_n(scale.at(row.value))}" height="14" '
            f'fill="{FALL}"/>'
        )
        drawn.append(_span(scale, row.low, row.high, y, INK, 5))
    said = [(row.name, row.words, INK, scale.at(row.value) + 5) for row in rows]
    return _listed(
        named,
        scale,
        drawn,
        said,
        title="Share in the busiest small areas (%)",
        count=9,
        phone=phone,
    )


def _listed(
    rows: _Rows,
    scale: Scale,
    drawn: Sequence[str],
    said: Sequence[tuple[str, str, str, float]],
    *,
    title: str,
    count: int,
    phone: bool,
) -> str:
    """Names under one another, what is drawn for each, and what is *said*: where, in which ink."""
    wide = int(scale.long)
    text = []
    for name, about, ink, x in said:
        y = rows.middle(name) + DROP
        if phone:
            # Above their line, without lines that would run through the words.
            text.append(_word(name, 0, y - 18, TEXT, "start"))
            text.append(_word(about, wide, y - 18, TEXT, "end", ink=ink))
        else:
            short = lettering.shortened(name, TEXT, room=170)
            text.append(_word(short, -BESIDE, y, TEXT, "end"))
            text.append(_word(about, x, y, TEXT, "start", ink=ink))
    count = 5 if phone else count
    behind = [] if phone else [_upright_lines(scale, rows.high, count), _level_lines(rows, wide)]
    return _framed(
        [*behind, *drawn],
        [
            *text,
            *_along(scale, rows.high, count),
            _word(title, wide / 2 + 0.5, rows.high + 34.5, TEXT, "middle"),
        ],
        [_ticks_below(scale, rows.high, count)],
        size=(wide, rows.high),
        room=(1, 1, TITLED_BELOW),
    )


def _framed(
    drawn: Sequence[str],
    said: Sequence[_Word],
    axis: Sequence[str],
    *,
    size: tuple[int, int],
    room: tuple[int, int, int],
) -> str:
    """The whole drawing: lines first, so that nothing runs over what is drawn or said."""
    left = max(room[0], *(math.ceil(-word.left) for word in said)) + EDGE
    right = max(size[0], *(math.ceil(word.right) for word in said)) + EDGE
    above, below = room[1] + EDGE, room[2] + EDGE
    wide, high = left + right, above + size[1] + below
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" '
        f'height="{high}"><rect width="{wide}" height="{high}" fill="#ffffff"/>'
        f'<g transform="translate({left},{above})">{"".join([*axis, *drawn])}'
        f'<g font-family="{FONT}" font-size="{TEXT:g}" fill="{INK}">'
        f"{''.join(word.svg for word in said)}</g></g></svg>"
    )


def _rows(names: Iterable[str], *, step: int) -> _Rows:
    return _Rows(names=tuple(dict.fromkeys(names)), step=step)


def _word(
    text: str, x: float, y: float, size: float, anchor: str, *, ink: str = "", bold: bool = False
) -> _Word:
    wide = lettering.width_of(text, size, bold=bold)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    look = "".join(
        (
            f' text-anchor="{anchor}"' if anchor != "start" else "",
            f' font-size="{size:g}"' if size != TEXT else "",
            ' font-weight="bold"' if bold else "",
            f' fill="{ink}"' if ink else "",
        )
    )
    svg = f'<text x="{_n(x)}" y="{_n(y)}"{look}>{escape(text)}</text>'
    return _Word(svg=svg, left=left, right=left + wide)


def _along(scale: Scale, high: float, count: int) -> list[_Word]:
    """The numbers under an axis, those at its ends within them."""
    return _thinned(
        [
            _word(tick.text, at + 0.5, high + 17.5, TEXT, _anchor(at, scale.long))
            for tick in scale.ticks(count)
            for at in [scale.at(tick.value)]
        ]
    )


def _anchor(at: float, long: float) -> str:
    return "start" if at < 1 else "end" if at > long - 1 else "middle"


def _thinned(said: Sequence[_Word]) -> list[_Word]:
    """Every word, or every second, fourth and so on, until none runs into the next."""
    kept = list(said)
    while any(after.left - before.right < APART for before, after in pairwise(kept)):
        kept = kept[::2]
    return kept


def _upright_lines(scale: Scale, high: float, count: int) -> str:
    return "".join(
        f'<path d="M{_n(_crisp(scale.at(tick.value)))} {_n(high + 0.5)}v{_n(-high)}" '
        f'stroke="{LINE}"/>'
        for tick in scale.ticks(count)
    )


def _ticks_below(scale: Scale, high: float, count: int) -> str:
    return _level(high + 0.5, scale.long) + "".join(
        _mark(_crisp(scale.at(tick.value)), high + 0.5, 0, 5) for tick in scale.ticks(count)
    )


def _level_lines(rows: _Rows, wide: float) -> str:
    return "".join(_level(math.floor(rows.middle(name)) + 0.5, wide) for name in rows.names)


def _crisp(at: float) -> float:
    """Where a thin line has to stand to be one dot wide and not two half as dark."""
    return math.floor(at + 0.5) + 0.5


def _level(y: float, wide: float) -> str:
    return f'<path d="M0.5 {_n(y)}h{_n(wide)}" stroke="{LINE}"/>'


def _upright(x: float, high: float, ink: str) -> str:
    return f'<path d="M{_n(x)} 0v{_n(high)}" stroke="{ink}"/>'


def _mark(x: float, y: float, across: float, down: float) -> str:
    return f'<path d="M{_n(x)} {_n(y)}l{_n(across)} {_n(down)}" stroke="{LINE}"/>'


def _span(scale: Scale, low: float, high: float, y: float, ink: str, thick: int) -> str:
    return (
        f'<path d="M{_n(scale.at(low))} {_n(y)}H{_n(scale.at(high))}" stroke="{ink}" '
        f'stroke-width="{thick}"/>'
    )


def _dot(x: float, y: float, area: float, ink: str) -> str:
    """A disc as large as a square of this area is."""
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{math.sqrt(area) / 2:.3f}" fill="{ink}"/>'


def _n(number: float) -> str:
    """A length to a hundredth of a unit, as short as it can be said."""
    return f"{round(number, 2) + 0.0:g}"


def _runs(months: Sequence[str], position: Mapping[str, int]) -> list[list[str]]:
    found: list[list[str]] = []
    for each in months:
        if found and position[each] == position[found[-1][-1]] + 1:
            found[-1].append(each)
        else:
            found.append([each])
    return found


def percent_words(value: float | None) -> str:
    """How a change is written beside its dot."""
    return "" if value is None else words.percent(value)
