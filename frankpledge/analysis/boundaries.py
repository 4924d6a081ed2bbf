"""Knows boundaries: reads GeoJSON feature by feature, keeps it by code, gives it back by area."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from frankpledge.analysis.headers import Level, code_of, place_of_properties
from frankpledge.analysis.refusals import UnusableFile

LARGEST_FEATURE = 32 * 1024**2
_PIECE = 1024**2
_REMEDY = "download it again as GeoJSON in WGS84 (EPSG:4326)"


@dataclass(frozen=True, kw_only=True)
class Boundary:
    """One area's outline, with a point that is sure to lie within it."""

    code: str
    name: str
    level: Level
    vintage: int
    district: str | None
    geometry: str
    longitude: float
    latitude: float


def is_geojson(head: bytes) -> bool:
    """Whether a file that begins so is GeoJSON."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"{") and b'"Feature' in text


def read_boundaries(name: str, path: Path) -> list[Boundary] | None:
    """Every boundary of the file; none if its features are not areas that we know.

    Memory holds one feature at a time besides what is returned. One bad feature refuses the file.
    """
    boundaries: list[Boundary] = []
    seen: set[str] = set()
    for number, feature in enumerate(_features(name, path), start=1):
        properties = feature.get("properties")
        place = place_of_properties(properties) if isinstance(properties, dict) else None
        if place is None or not isinstance(properties, dict):
            if number == 1:
                return None
            raise _unusable(name, number, "it has no area code")
        level, vintage, code_key, name_key = place
        code = str(properties.get(code_key) or "")
        if not code or code in seen:
            raise _unusable(
                name, number, "its area code is empty" if not code else f"{code} came before"
            )
        seen.add(code)
        called = str((properties.get(name_key) if name_key else None) or code)
        boundaries.append(
            _boundary(
                name,
                number,
                feature,
                Boundary(
                    code=code,
                    name=called,
                    level=level,
                    vintage=vintage,
                    district=_district(properties),
                    geometry="",
                    longitude=0,
                    latitude=0,
                ),
            )
        )
    if not boundaries:
        raise UnusableFile(name, None, "the file holds no boundaries", _REMEDY)
    return boundaries


def _unusable(name: str, number: int, problem: str) -> UnusableFile:
    return UnusableFile(name, None, f"feature {number} cannot be used: {problem}", _REMEDY)


def _district(properties: dict[str, object]) -> str | None:
    district = code_of(properties, Level.DISTRICT)
    return str(district) if district else None


def _boundary(name: str, number: int, feature: dict[str, object], bare: Boundary) -> Boundary:
    # Only the taking in of boundaries needs it, and it is slow to load.
    from shapely.geometry import shape

    code = bare.code
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise _unusable(name, number, f"{code} is not a polygon")
    try:
        outline = shape(geometry)
        west, south, east, north = outline.bounds
        inside = outline.representative_point()
    except (ValueError, TypeError, IndexError, KeyError) as wrong:
        raise _unusable(name, number, f"the outline of {code} is broken") from wrong
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise _unusable(name, number, f"the outline of {code} is not in degrees")
    return replace(
        bare,
        geometry=json.dumps(
            {"type": geometry["type"], "coordinates": geometry["coordinates"]},
            separators=(",", ":"),
        ),
        longitude=float(inside.x),
        latitude=float(inside.y),
    )


def _features(name: str, path: Path) -> Iterator[dict[str, object]]:
    """The members of “features”, one at a time, however the file is broken into lines."""
    decoder = json.JSONDecoder()
    with path.open(encoding="utf-8-sig") as text:
        window = _to_features(name, text.read(_PIECE))
        while True:
            window = window.lstrip(" \t\r\n,")
            if window.startswith("]"):
                return
            try:
                feature, end = decoder.raw_decode(window)
            except json.JSONDecodeError as unfinished:
                piece = text.read(max(_PIECE, len(window)))
                if not piece or len(window) > LARGEST_FEATURE:
                    raise UnusableFile(
                        name, None, "the file is cut short or is not GeoJSON", _REMEDY
                    ) from unfinished
                window += piece
                continue
            if not isinstance(feature, dict):
                raise UnusableFile(name, None, "the file holds something not a feature", _REMEDY)
            yield feature
            window = window[end:] if len(window) - end > 0 else text.read(_PIECE)


def _to_features(name: str, head: str) -> str:
    _, key, rest = head.partition('"features"')
    _, bracket, features = rest.partition("[")
    if not key or not bracket:
        raise UnusableFile(name, None, "the file has no list of features", _REMEDY)
    return features
