"""The map of forums drawn as SVG: rows by level, hand-offs as lines, loops and dead ends marked.

Pure: the same forums make the same drawing. The table beside it holds all that is drawn.
"""

from __future__ import annotations

from html import escape

from frankpledge.governance.forums.mapped import LEVEL_WORDS, Forums, Level
from frankpledge.governance.forums.routes import edges_of, hand_offs

WIDE, BOX_WIDE, BOX_HIGH, GAP_ACROSS, GAP_DOWN, BAND_GAP = 1180, 178, 50, 16, 26, 84
MARGIN, TITLE_HIGH = 10, 26
ACROSS = (WIDE - 2 * MARGIN + GAP_ACROSS) // (BOX_WIDE + GAP_ACROSS)
INK, LINE, LOOP, DEAD = "#0b0c0c", "#505a5f", "#d4351c", "#912b88"
FILLS = {Level.STRATEGIC: "#d2e2f1", Level.TACTICAL: "#fff7bf", Level.CASE: "#cce2d8"}


def draw(forums: Forums) -> str:
    """The map as one SVG picture, wide and as high as it needs."""
    places, bands, high = _placed(forums)
    found = hand_offs(forums)
    in_loop = {frozenset(pair) for pair in found.pairs}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" '
        f'width="{WIDE}" height="{high}" font-family="Arial, sans-serif">',
        f"<defs>{_arrow('arrow', LINE)}{_arrow('looped', LOOP)}</defs>",
        f'<rect width="{WIDE}" height="{high}" fill="#ffffff"/>',
    ]
    parts += [
        f'<text x="{MARGIN}" y="{y - 10}" font-size="17" font-weight="bold" fill="{INK}">'
        f"{LEVEL_WORDS[level]}</text>"
        for level, y in bands.items()
    ]
    for start, targets in edges_of(forums).items():
        for end in targets:
            looped = frozenset((start, end)) in in_loop
            parts.append(_edge(places[start], places[end], looped=looped))
    for each in forums:
        parts.append(
            _box(
                each.name,
                places[each.code],
                each.level,
                is_dead_end=each.code in found.lost_at,
                has_stopped=each.exists == "no",
            )
        )
    parts.append("</svg>")
    return "".join(parts)


Place = tuple[int, int]


def _placed(forums: Forums) -> tuple[dict[str, Place], dict[Level, int], int]:
    """Where each box stands, where each level begins, and how high the picture is."""
    places: dict[str, Place] = {}
    bands: dict[Level, int] = {}
    y = MARGIN + TITLE_HIGH
    for level in Level:
        those = [each for each in forums if each.level == level]
        if not those:
            continue
        bands[level] = y
        for number, each in enumerate(those):
            row, column = divmod(number, ACROSS)
            places[each.code] = (
                MARGIN + column * (BOX_WIDE + GAP_ACROSS),
                y + row * (BOX_HIGH + GAP_DOWN),
            )
        rows = -(-len(those) // ACROSS)
        y += rows * (BOX_HIGH + GAP_DOWN) - GAP_DOWN + BAND_GAP
    return places, bands, y - BAND_GAP + MARGIN + TITLE_HIGH


def _arrow(name: str, colour: str) -> str:
    return (
        f'<marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        f'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="{colour}"/></marker>'
    )


def _edge(start: Place, end: Place, *, looped: bool) -> str:
    """A curve from one box's edge to another's: down, up, or along its own row."""
    across = BOX_WIDE // 2
    if start[1] == end[1]:
        up = start[1]
        lift = 14 + abs(end[0] - start[0]) // 16
        x1, x2 = start[0] + across + 12, end[0] + across - 12
        path = f"M{x1} {up}C{x1} {up - lift} {x2} {up - lift} {x2} {up}"
    else:
        down = end[1] > start[1]
        y1, y2 = (start[1] + BOX_HIGH, end[1]) if down else (start[1], end[1] + BOX_HIGH)
        side = 14 if down else -14
        x1, x2 = start[0] + across + side, end[0] + across + side
        bend = (y2 - y1) // 2
        path = f"M{x1} {y1}C{x1} {y1 + bend} {x2} {y2 - bend} {x2} {y2}"
    colour, name, thick = (LOOP, "looped", 2.2) if looped else (LINE, "arrow", 1.1)
    dashes = ' stroke-dasharray="7 4"' if looped else ""
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{thick}"{dashes} '
        f'marker-end="url(#{name})"/>'
    )


def _box(name: str, at: Place, level: Level, *, is_dead_end: bool, has_stopped: bool) -> str:
    x, y = at
    edge, thick = (DEAD, 4) if is_dead_end else (INK, 1)
    lines = _wrapped(name)
    first = y + BOX_HIGH // 2 + 5 - 8 * (len(lines) - 1)
    words = "".join(
        f'<text x="{x + BOX_WIDE // 2}" y="{first + 16 * number}" font-size="13" '
        f'text-anchor="middle" fill="{INK}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    fill, dashes = ("#ffffff", ' stroke-dasharray="5 4"') if has_stopped else (FILLS[level], "")
    return (
        f'<rect x="{x}" y="{y}" width="{BOX_WIDE}" height="{BOX_HIGH}" rx="3" '
        f'fill="{fill}" stroke="{edge}" stroke-width="{thick}"{dashes}/>{words}'
    )


def _wrapped(name: str, *, most: int = 25) -> list[str]:
    """A name on two lines at most, cut short where it is longer."""
    lines = [""]
    for word in name.split():
        if len(lines[-1]) + len(word) + 1 <= most:
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif len(lines) == 1 or not lines[-1]:
            lines.append(word[:most])
        else:
            lines[-1] = lines[-1][: most - 1] + "…"
            break
    return [line for line in lines if line]
