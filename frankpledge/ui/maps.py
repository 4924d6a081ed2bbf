"""Maps of areas shaded by a figure: classes, the still drawing, and what the island is sent."""

import dataclasses
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from frankpledge.ui import tables, wording
from frankpledge.ui.payloads import MapArea, MapPayload

# Light to dark in even steps of lightness, so that it reads in grey and to every kind of sight.
SHADES = ("#e4efed", "#a8cfc9", "#5fa6a2", "#26757a", "#0c4450")
WIDTH = 640
MAX_HEIGHT = 760
MISSING = "No figure"
ON_PAPER = 60  # a table of more areas than this is left on the screen


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaShape:
    """One area with its figure, and its outline as GeoJSON (`Polygon` or `MultiPolygon`).

    `label` is the figure in words; left out, the number itself. A missing figure is None.
    """

    code: str
    name: str
    value: float | None
    geometry: Mapping[str, Any]
    label: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaMap:
    """A map. Coordinates are degrees, or any even grid for a map of tiles.

    `breaks` are the lower ends of the second class and those after it, at most four; left out,
    they are chosen so that the classes hold about as many areas each.
    """

    title: str
    unit: str
    source: str
    areas: Sequence[AreaShape]
    breaks: Sequence[float] | None = None
    decimals: int = 1
    missing: str = MISSING
    place: str = "Area"


Ring = tuple[tuple[float, float], ...]
Point = TypeVar("Point")


def breaks_for(values: Iterable[float | None], classes: int = len(SHADES)) -> tuple[float, ...]:
    """Lower ends of classes 2 and up that hold about as many values each; fewer if values tie."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return ()
    cuts = {known[(len(known) * step) // classes] for step in range(1, classes)}
    return tuple(sorted(cut for cut in cuts if cut > known[0]))


def class_of(value: float, breaks: Sequence[float]) -> int:
    """Which class a value falls in, counted from 0."""
    return sum(value >= cut for cut in breaks)


def legend(
    values: Iterable[float | None], breaks: Sequence[float], decimals: int
) -> tuple[str, ...]:
    """What each class holds, in words: from its lowest to its highest actual value."""
    words = []
    known = sorted(value for value in values if value is not None)
    for index in range(len(breaks) + 1 if known else 0):
        inside = [value for value in known if class_of(value, breaks) == index]
        if not inside:
            words.append("none")
            continue
        low, high = (wording.number(value, decimals) for value in (inside[0], inside[-1]))
        words.append(low if low == high else f"{low} to {high}")
    return tuple(words)


def payload(chart: AreaMap) -> MapPayload:
    """What the island is sent."""
    values = [area.value for area in chart.areas]
    breaks = tuple(chart.breaks) if chart.breaks is not None else breaks_for(values)
    return MapPayload(
        title=chart.title,
        unit=chart.unit,
        source=chart.source,
        breaks=breaks,
        legend=legend(values, breaks, chart.decimals),
        missing=chart.missing,
        areas=tuple(
            MapArea(
                code=area.code,
                name=area.name,
                value=area.value,
                label=_label(area, chart),
                href=area.href,
                rings=_rings(area.geometry),
            )
            for area in chart.areas
        ),
    )


def parts(chart: AreaMap, element_id: str) -> dict[str, object]:
    """Everything that the component's template puts on the page."""
    sent = payload(chart)
    return {
        "id": element_id,
        "map": chart,
        "sent": dataclasses.asdict(sent),
        "drawing": drawing(sent, element_id),
        "classes": list(zip(SHADES, sent.legend, strict=False)),
        "long": len(sent.areas) > ON_PAPER,
        "some_missing": any(area.value is None for area in chart.areas),
        "columns": (
            tables.Column(text=chart.place),
            tables.Column(text=chart.unit, numeric=True),
        ),
        "rows": [
            (tables.Cell(area.name, href=area.href), area.label)
            for area in sorted(
                sent.areas,
                key=lambda area: (area.value is None, -(area.value or 0), area.name),
            )
        ],
    }


def drawing(sent: MapPayload, element_id: str) -> SafeString:
    """The map as a still picture: for print, and where no script runs."""
    points = [point for area in sent.areas for ring in area.rings for point in ring]
    if not points:
        return SafeString("")
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    bottom, top = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians((top + bottom) / 2))
    across, down = max((right - left) * squeeze, 1e-9), max(top - bottom, 1e-9)
    scale = min(WIDTH / across, MAX_HEIGHT / down)
    width, height = math.ceil(across * scale) + 2, math.ceil(down * scale) + 2

    def place(ring: Ring) -> str:
        corners = _without_repeats(
            f"{(x - left) * squeeze * scale + 1:.1f} {(top - y) * scale + 1:.1f}" for x, y in ring
        )
        return "M" + "L".join(corners) + "Z"

    shapes = format_html_join(
        "",
        '<path d="{}" fill="{}"><title>{}: {}</title></path>',
        (
            (
                # Digits and letters of ours: a long outline need not be looked through for markup.
                mark_safe("".join(place(ring) for ring in area.rings)),
                f"url(#{element_id}-hatch)"
                if area.value is None
                else SHADES[class_of(area.value, sent.breaks)],
                area.name,
                area.label,
            )
            for area in sent.areas
        ),
    )
    return format_html(
        '<svg class="frank-map__still" viewBox="0 0 {width} {height}" width="{width}" '
        'height="{height}" role="img" aria-label="{title}" '
        'fill-rule="evenodd" stroke="#ffffff" stroke-width="0.8" stroke-linejoin="round">'
        '<defs><pattern id="{id}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="6" height="6" fill="#ffffff"/>'
        '<line y2="6" stroke="#7b8a8e" stroke-width="2"/></pattern></defs>{shapes}</svg>',
        width=width,
        height=height,
        title=f"Map: {sent.title}. The same figures are in the table.",
        id=element_id,
        shapes=shapes,
    )


def _label(area: AreaShape, chart: AreaMap) -> str:
    if area.label:
        return area.label
    return chart.missing if area.value is None else wording.number(area.value, chart.decimals)


def _rings(geometry: Mapping[str, Any]) -> tuple[Ring, ...]:
    """Outlines to the fourth decimal, some ten metres: finer than any line that is drawn."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}[kind]
    return tuple(
        tuple(_without_repeats((round(float(x), 4), round(float(y), 4)) for x, y, *_ in ring))
        for polygon in polygons
        for ring in polygon
    )


def _without_repeats(points: Iterable[Point]) -> list[Point]:
    """The same points in order, each run of equal ones said once."""
    return [point for point, _ in groupby(points)]
