"""Knows how outlines are made light enough for a page, and how a still map is drawn."""

import math
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast
from xml.sax.saxutils import escape, quoteattr

from frankpledge.analysis import api as analysis
from frankpledge.profiles import words
from frankpledge.profiles.blocks import Outline

if TYPE_CHECKING:
    import shapely

# Light to dark in even steps of lightness, so that it reads in grey and to every kind of sight.
SHADES = ("#e4efed", "#a8cfc9", "#5fa6a2", "#26757a", "#0c4450")
WIDTH, TALLEST = 640, 700
FINENESS = 500
"""What is smaller than this part of the map's width cannot be seen, and is smoothed away."""

GRID = 1e-4
"""About ten metres: what stands nearer cannot be told apart on a page."""

Ring = tuple[tuple[float, float], ...]
Polygons = tuple[tuple[Ring, ...], ...]


def simplified(features: analysis.FeatureCollection) -> dict[str, Polygons]:
    """Outlines by code, with detail too small to see left out and neighbours still touching."""
    import shapely
    from shapely.geometry import shape

    codes = [feature["id"] for feature in features["features"]]
    full = [shape(cast(dict[str, Any], feature["geometry"])) for feature in features["features"]]
    west, south, east, north = shapely.total_bounds(full)
    fineness = max(east - west, north - south) / FINENESS
    light = shapely.coverage_simplify(full, fineness)
    return {
        code: _rings(made if not made.is_empty else whole)
        for code, made, whole in zip(codes, light, full, strict=True)
    }


def _rings(outline: "shapely.Geometry") -> Polygons:
    """Its rings on the grid, each whole and turned as RFC 7946 has it.

    Rounded point by point a thin strip crosses itself, and other programs refuse the file.
    """
    import shapely
    from shapely.geometry.polygon import orient

    whole = outline if shapely.is_valid(outline) else shapely.make_valid(outline)
    kept = shapely.set_precision(whole, GRID)
    return tuple(
        tuple(
            tuple((round(x, 4), round(y, 4)) for x, y in ring.coords)
            for ring in (turned.exterior, *turned.interiors)
        )
        for turned in (
            orient(part)
            for part in shapely.get_parts(whole if shapely.is_empty(kept) else kept)
            if isinstance(part, shapely.Polygon)
        )
    )


def square(column: int, row: int) -> Polygons:
    """A tile at a column and row counted from the top left, on an even grid."""
    left, top, side = float(column), float(-row), 0.94
    ring = ((left, top), (left + side, top), (left + side, top - side), (left, top - side))
    return (((*ring, ring[0]),),)


def breaks_of(values: Iterable[float | None]) -> tuple[float, ...]:
    """Lower ends of classes 2 and up that hold about as many areas each."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return ()
    cuts = {known[(len(known) * step) // len(SHADES)] for step in range(1, len(SHADES))}
    return tuple(sorted(cut for cut in cuts if cut > known[0]))


def class_of(value: float, breaks: Sequence[float]) -> int:
    """Which class a value falls in, counted from 0."""
    return sum(value >= cut for cut in breaks)


def legend(values: Iterable[float | None], breaks: Sequence[float]) -> tuple[tuple[str, str], ...]:
    """Each class's shade, and from which to which value it goes."""
    known = sorted(value for value in values if value is not None)
    found = []
    for index in range(len(breaks) + 1):
        inside = [value for value in known if class_of(value, breaks) == index]
        if inside:
            low, high = words.number(inside[0], 1), words.number(inside[-1], 1)
            found.append((SHADES[index], low if low == high else f"{low} to {high}"))
    return tuple(found)


def drawing(
    areas: Sequence[Outline], breaks: Sequence[float], *, title: str, labels: bool, own: str
) -> str:
    """The map as SVG: shaded areas, the profile's own outlined, names on the larger ones."""
    points = [point for area in areas for part in area.polygons for ring in part for point in ring]
    if not points:
        return ""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    bottom, top = min(y for _, y in points), max(y for _, y in points)
    # Degrees of longitude shorten with latitude; a grid of tiles lies near 0 and is left alone.
    squeeze = math.cos(math.radians((top + bottom) / 2))
    across, down = max((right - left) * squeeze, 1e-9), max(top - bottom, 1e-9)
    scale = min(WIDTH / across, TALLEST / down)
    width, height = math.ceil(across * scale) + 2, math.ceil(down * scale) + 2

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return (point[0] - left) * squeeze * scale + 1, (top - point[1]) * scale + 1

    paths, marks, texts = [], [], []
    for area in areas:
        path = "".join(
            "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(at, ring)) + "Z"
            for part in area.polygons
            for ring in part
        )
        fill = "#ffffff" if area.value is None else SHADES[class_of(area.value, breaks)]
        says = escape(f"{area.name}: {area.label}")
        paths.append(f'<path d="{path}" fill="{fill}"><title>{says}</title></path>')
        if area.code == own:
            marks.append(f'<path d="{path}" fill="none" stroke="#a34a00" stroke-width="3"/>')
        if labels:
            texts.extend(_label(area, breaks, at, scale * squeeze))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-label={quoteattr(title)}>'
        '<g stroke="#6b7a80" stroke-width="0.7" stroke-linejoin="round" fill-rule="evenodd">'
        f"{''.join(paths)}</g>{''.join(marks)}"
        '<g font-family="Arial, sans-serif" font-size="13" text-anchor="middle">'
        f"{''.join(texts)}</g></svg>"
    )


LEGEND_HEIGHT = 34


def with_legend(svg: str, listed: Sequence[tuple[str, str]]) -> str:
    """The drawing with its shades explained beneath it, for paper, where nothing stands beside."""
    found = _SIZE.search(svg)
    if found is None or not listed:
        return svg
    wide, high = int(found[1]), int(found[2])
    step = wide / len(listed)
    keys = "".join(
        f'<rect x="{at * step + 1:.1f}" y="{high + 12}" width="20" height="14" fill="{shade}" '
        f'stroke="#6b7a80" stroke-width="0.7"/><text x="{at * step + 27:.1f}" y="{high + 24}">'
        f"{escape(said)}</text>"
        for at, (shade, said) in enumerate(listed)
    )
    whole = high + LEGEND_HEIGHT
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {whole}" width="{wide}" '
        f'height="{whole}">{svg}<g font-family="Arial, sans-serif" font-size="13" '
        f'fill="#14232a">{keys}</g></svg>'
    )


_SIZE = re.compile(r'<svg[^>]*? width="(\d+)" height="(\d+)"')


def _label(area: Outline, breaks: Sequence[float], at: Any, scale: float) -> list[str]:
    """The area's name in lines that fit, on its largest part; none if it is too small."""
    from shapely.geometry import Polygon

    largest = max((Polygon(part[0]) for part in area.polygons), key=lambda part: part.area)
    middle = largest.representative_point()
    x, y = at((middle.x, middle.y))
    west, _, east, _ = largest.bounds
    room = (east - west) * scale
    lines = _lines(area.name, max(7, int(room / 7.2)))
    dark = area.value is not None and class_of(area.value, breaks) >= 3
    # An edge in the other colour keeps a name readable where it runs over a border or the sea.
    ink, edge = ("#ffffff", "#0c4450") if dark else ("#14232a", "#ffffff")
    start = y - (len(lines) - 1) * 7.5 + 4
    return [
        f'<text x="{x:.1f}" y="{start + 15 * number:.1f}" fill="{ink}" stroke="{edge}" '
        f'stroke-width="2.5" stroke-linejoin="round" paint-order="stroke">{escape(line)}</text>'
        for number, line in enumerate(lines)
    ]


def _lines(name: str, longest: int) -> list[str]:
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= longest:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
