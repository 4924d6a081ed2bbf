"""Knows which of a profile's tables and outlines go into a workbook and into GeoJSON: a short list.

Only what is named here goes out. Nothing is cut from something larger.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from frankpledge.papers.api import Field, Sheet, as_xlsx
from frankpledge.profiles.blocks import Content, Map, Status

FIGURES = (
    Field(name="id", meaning="A name that never changes between builds"),
    Field(name="figure", meaning="What it is called"),
    Field(name="value", meaning="The number; empty where there is none"),
    Field(
        name="value_status",
        meaning="observed; zero, which was counted and found to be nought; suppressed, which is "
        "withheld; not_supplied, which nobody has given; not_applicable, which cannot be",
    ),
    Field(name="unit", meaning="What the number counts"),
    Field(name="low", meaning="Lower end of the interval"),
    Field(name="high", meaning="Upper end of the interval; empty where it has none"),
    Field(name="level", meaning="How wide the interval is, as a part of 1"),
    Field(name="n", meaning="How many rows it rests on"),
    Field(name="method", meaning="How it was worked out, with its source"),
    Field(name="source", meaning="The files that it was made from"),
    Field(name="origin", meaning="open data or synthetic"),
    Field(name="caveats", meaning="What to keep in mind"),
    Field(name="why_none", meaning="Why there is no number, where there is none"),
)
FILES = (
    Field(name="file", meaning="The file's own name"),
    Field(name="kind", meaning="What kind of file it is"),
    Field(name="month", meaning="The month that it covers, if it covers one"),
    Field(name="sha256", meaning="The digest by which it can be told from any other"),
)
AREAS = (
    Field(name="code", meaning="The area's code"),
    Field(name="area", meaning="The area's name"),
    Field(name="map", meaning="What the map shows"),
    Field(name="value", meaning="The number that it is shaded by; empty where there is none"),
    Field(name="unit", meaning="What the number is"),
)


def workbook(
    content: Content, *, notes: Sequence[str], made_at: datetime, further: Sequence[Sheet] = ()
) -> bytes:
    """The profile's figures, areas and files as a workbook with a dictionary."""
    sheets = [
        *further,
        Sheet(
            name="Crime figures",
            about="Every figure of recorded crime, which is context. One row a figure.",
            fields=FIGURES,
            rows=tuple(
                (
                    each.id,
                    each.label,
                    each.value,
                    each.status.value,
                    each.unit,
                    each.interval.low if each.interval else None,
                    each.interval.high if each.interval else None,
                    each.interval.level if each.interval else None,
                    each.n,
                    each.method,
                    each.source,
                    each.origin,
                    " ".join(each.caveats),
                    each.reason,
                )
                for each in content.figures
            ),
        ),
        Sheet(
            name="Areas on the maps",
            about="What the maps are shaded by. One row an area and map.",
            fields=AREAS,
            rows=tuple(
                (outline.code, outline.name, drawn.title, outline.value, drawn.unit)
                for drawn in _maps(content)
                for outline in drawn.outlines
            ),
        ),
        Sheet(
            name="Files",
            about="Every file that a figure was made from. One row a file.",
            fields=FILES,
            rows=tuple((each.name, each.kind, each.month, each.digest) for each in content.inputs),
        ),
    ]
    return as_xlsx(
        sheets,
        title=f"{content.area_name}, {content.period.words}",
        notes=[*notes, content.attribution],
        made_at=made_at,
    )


def geojson(content: Content) -> str:
    """The areas of the maps with what they are shaded by, in longitude and latitude (RFC 7946).

    Where no boundaries are held there are no outlines, so the collection is empty and says so.
    """
    features = [
        {
            "type": "Feature",
            "id": f"{outline.code}",
            "properties": {
                "code": outline.code,
                "name": outline.name,
                "map": drawn.title,
                "value": outline.value,
                "value_status": (
                    Status.NOT_SUPPLIED if outline.value is None else Status.OBSERVED
                ).value,
                "unit": drawn.unit,
            },
            "geometry": {"type": "MultiPolygon", "coordinates": outline.polygons},
        }
        for drawn in _maps(content)
        if not drawn.tiles
        for outline in drawn.outlines
    ]
    collection = {
        "type": "FeatureCollection",
        "area": {"code": content.area_code, "name": content.area_name},
        "period": content.period.words,
        "origin": content.origin,
        "attribution": content.attribution,
        "features": features,
    }
    if not features:
        collection["note"] = "No boundaries are held for this area, so there are no outlines."
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"))


def _maps(content: Content) -> list[Map]:
    return [drawn for block in content.blocks for drawn in block.maps]
