"""Pictures of networks: the still drawing, its legend, and what the island is sent.

A picture never stands alone: the page that shows it has the same nodes and ties in tables before
it, and everything can be done from those.
"""

import dataclasses
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from frankpledge.ui import wording
from frankpledge.ui.payloads import NetworkNode, NetworkPayload

WIDTH, HEIGHT, MARGIN = 720, 520, 34
MOST_NAMES, MOST_TRIED = 30, 60
"""So many names are drawn at most, and for so many of the nodes room is looked for, the chief
ones first. Every name stands in the tables."""
LETTER_WIDTH, LETTER_HEIGHT = 6.3, 14
DRAWN_IN_FULL_SIZE = 80
COMMUNITY_COLOURS = (
    "#2a7a7d", "#e3b04b", "#7d5ba6", "#c2603a", "#5b8c3e", "#3f6db5", "#a8778f", "#8a6d3b",
)  # fmt: skip
OTHER_COLOUR = "#9aa5a8"
INK, TIE_COLOUR = "#14232a", "#7b8a8e"


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawnNode:
    """One node. `x` and `y` run from 0 to 1; `size` from 0 to 1 is drawn as its area.

    `told` is what is said of it. `square` sets one sort apart from the others by its shape, and
    `cut` rings it: without it the network falls apart. Communities are numbered from 1.
    """

    name: str
    told: str
    x: float
    y: float
    community: int
    size: float = 0.0
    square: bool = False
    cut: bool = False
    href: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawnTie:
    """One tie between two nodes, by their place in the list. `bridge`: nothing else joins both."""

    one: int
    other: int
    bridge: bool = False
    strength: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class NetworkPicture:
    """A picture of a network. `circles` and `squares` say what the two shapes are."""

    title: str
    source: str
    nodes: Sequence[DrawnNode]
    ties: Sequence[DrawnTie]
    circles: str = "Person"
    squares: str = "Group"
    sized_by: str = ""
    table_href: str = ""


def parts(picture: NetworkPicture, element_id: str) -> dict[str, object]:
    """Everything that the component's template puts on the page."""
    communities = sorted({node.community for node in picture.nodes})
    return {
        "id": element_id,
        "picture": picture,
        "sent": dataclasses.asdict(payload(picture)),
        "drawing": drawing(picture),
        "communities": [
            (COMMUNITY_COLOURS[number - 1], f"Community {number}")
            for number in communities
            if number <= len(COMMUNITY_COLOURS)
        ],
        "others": any(number > len(COMMUNITY_COLOURS) for number in communities),
        "other_colour": OTHER_COLOUR,
        "squares": any(node.square for node in picture.nodes),
        "circles": any(not node.square for node in picture.nodes),
        "cuts": any(node.cut for node in picture.nodes),
        "bridges": any(tie.bridge for tie in picture.ties),
        "nameless": len(_names(picture)) < len(picture.nodes),
    }


def payload(picture: NetworkPicture) -> NetworkPayload:
    """What the island gets: words and ties; places it reads from the drawing."""
    return NetworkPayload(
        title=picture.title,
        nodes=tuple(
            NetworkNode(name=node.name, told=node.told, href=node.href) for node in picture.nodes
        ),
        ties=tuple((tie.one, tie.other) for tie in picture.ties),
    )


def colour_of(community: int) -> str:
    """The colour of a community; one for all beyond those that can be told apart."""
    at = community - 1
    return COMMUNITY_COLOURS[at] if 0 <= at < len(COMMUNITY_COLOURS) else OTHER_COLOUR


def drawing(picture: NetworkPicture) -> SafeString:
    """The network as a still picture: for print, and where no script runs."""
    scale = _scale(picture)
    at = [_place(node) for node in picture.nodes]
    lines = format_html_join(
        "",
        '<line data-tie="{}" x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"{}/>',
        (
            (
                number,
                *at[tie.one],
                *at[tie.other],
                INK if tie.bridge else TIE_COLOUR,
                f"{(2.2 if tie.bridge else 1) + 2 * min(max(tie.strength, 0), 1):.1f}",
                SafeString(' stroke-dasharray="7 4"') if tie.bridge else "",
            )
            for number, tie in enumerate(picture.ties)
        ),
    )
    shapes = format_html_join(
        "",
        '<g data-node="{}"><title>{}</title>{}</g>',
        (
            (number, f"{node.name}. {node.told}", _shape(node, scale))
            for number, node in enumerate(picture.nodes)
        ),
    )
    # Names come last, so that no shape hides one.
    names = format_html_join(
        "",
        "{}",
        ((_name(number, picture.nodes[number].name, place),) for number, place in _names(picture)),
    )
    return format_html(
        '<svg class="frank-network__drawing" viewBox="0 0 {} {}" width="{}" height="{}" '
        'role="img" aria-label="{}"><g>{}</g><g>{}</g>'
        '<g font-size="12" aria-hidden="true">{}</g></svg>',
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT,
        f"Picture: {picture.title}. {wording.number(len(picture.nodes))} nodes and "
        f"{wording.number(len(picture.ties))} ties; the same are in the tables.",
        lines,
        shapes,
        names,
    )


@dataclass(frozen=True, slots=True)
class _Box:
    """A part of the picture that something takes up."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


_WHOLE = _Box(0, 0, WIDTH, HEIGHT)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a name stands: the point that it is written from, to which side, and what it covers."""

    x: float
    y: float
    anchor: str
    box: _Box


def _names(picture: NetworkPicture) -> list[tuple[int, _Place]]:
    """The nodes that are named, with where: none on another's shape, on a name or over the edge.

    Squares have the first choice, then articulation points, then what is drawn largest.
    """
    scale = _scale(picture)
    shapes = [_covered(node, scale) for node in picture.nodes]
    chief = sorted(
        enumerate(picture.nodes),
        key=lambda each: (not each[1].square, not each[1].cut, -each[1].size, each[0]),
    )
    found: list[tuple[int, _Place]] = []
    for number, node in chief[:MOST_TRIED]:
        taken = [*shapes[:number], *shapes[number + 1 :], *(place.box for _, place in found)]
        room = next((place for place in _beside(node, scale) if _is_free(place.box, taken)), None)
        if room is not None:
            found.append((number, room))
        if len(found) == MOST_NAMES:
            break
    return sorted(found, key=lambda each: each[0])


def _is_free(box: _Box, taken: Sequence[_Box]) -> bool:
    inside = (
        box.left >= _WHOLE.left
        and box.right <= _WHOLE.right
        and box.top >= _WHOLE.top
        and box.bottom <= _WHOLE.bottom
    )
    return inside and not any(map(box.meets, taken))


def _beside(node: DrawnNode, scale: float) -> Iterator[_Place]:
    """Where the name of a node may stand, the best place first: right, left, below, above."""
    x, y = (float(part) for part in _place(node))
    away = _reach(node, scale) + (8 if node.cut else 4)
    wide, half = len(node.name) * LETTER_WIDTH, LETTER_HEIGHT / 2
    yield _Place(x + away, y + 4, "start", _Box(x + away, y - half, x + away + wide, y + half))
    yield _Place(x - away, y + 4, "end", _Box(x - away - wide, y - half, x - away, y + half))
    for middle in (y + away + half, y - away - half):
        box = _Box(x - wide / 2, middle - half, x + wide / 2, middle + half)
        yield _Place(x, middle + 4, "middle", box)


def _reach(node: DrawnNode, scale: float) -> float:
    return _radius(node, scale) * (1.25 if node.square and node.cut else 1)


def _covered(node: DrawnNode, scale: float) -> _Box:
    x, y = (float(part) for part in _place(node))
    reach = _reach(node, scale) + (6 if node.cut else 1)
    return _Box(x - reach, y - reach, x + reach, y + reach)


def _place(node: DrawnNode) -> tuple[str, str]:
    return (
        f"{MARGIN + node.x * (WIDTH - 2 * MARGIN):.1f}",
        f"{MARGIN + node.y * (HEIGHT - 2 * MARGIN):.1f}",
    )


def _scale(picture: NetworkPicture) -> float:
    """How large shapes are drawn: smaller where there are many, so that they hide less."""
    return min(1.0, max(0.45, math.sqrt(DRAWN_IN_FULL_SIZE / max(len(picture.nodes), 1))))


def _radius(node: DrawnNode, scale: float) -> float:
    return scale * (5.5 + 11 * math.sqrt(min(max(node.size, 0), 1)))


def _shape(node: DrawnNode, scale: float) -> SafeString:
    x, y = (float(part) for part in _place(node))
    radius = _radius(node, scale)
    ring = format_html(
        '<circle cx="{}" cy="{}" r="{}" fill="none" stroke="{}" stroke-width="2.5"/>',
        f"{x:.1f}",
        f"{y:.1f}",
        f"{radius * (1.25 if node.square else 1) + 4.5:.1f}",
        INK,
    )
    if node.square:
        shape = format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" rx="2" fill="{}" stroke="{}"/>',
            f"{x - radius:.1f}",
            f"{y - radius:.1f}",
            f"{2 * radius:.1f}",
            f"{2 * radius:.1f}",
            colour_of(node.community),
            INK,
        )
    else:
        shape = format_html(
            '<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="{}"/>',
            f"{x:.1f}",
            f"{y:.1f}",
            f"{radius:.1f}",
            colour_of(node.community),
            INK,
        )
    return format_html("{}{}", ring if node.cut else "", shape)


def _name(number: int, name: str, place: _Place) -> SafeString:
    return format_html(
        '<text data-name="{}" x="{}" y="{}" text-anchor="{}" fill="{}" stroke="#ffffff" '
        'stroke-width="3" paint-order="stroke">{}</text>',
        number,
        f"{place.x:.1f}",
        f"{place.y:.1f}",
        place.anchor,
        INK,
        name,
    )
