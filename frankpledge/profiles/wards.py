"""Knows which ward a small area's middle lies in, so that people who live there recognise it."""

from typing import cast

from shapely import STRtree
from shapely.geometry import shape

from frankpledge.analysis import api as analysis
from frankpledge.profiles.asking import Asked


def wards_of(asked: Asked) -> dict[str, str]:
    """The name of the ward for each small area, by the code that its figures are given under.

    Empty where the outlines of small areas or of wards are not held.
    """
    small = analysis.boundaries(asked.store, area=asked.area.code, level="lsoa21")
    wards = analysis.boundaries(asked.store, area=asked.area.code, level="ward")
    if small is None or wards is None:
        return {}
    units = analysis.units_of(asked.store, area=asked.area.code)
    outlines = [
        shape(cast(dict[str, object], each["geometry"])) for each in wards.features["features"]
    ]
    names = [each["properties"]["name"] for each in wards.features["features"]]
    tree = STRtree(outlines)
    found: dict[str, str] = {}
    for feature in small.features["features"]:
        middle = shape(cast(dict[str, object], feature["geometry"])).representative_point()
        inside = tree.query(middle, predicate="intersects")
        if len(inside):
            unit = units.get(feature["id"], feature["id"])
            found.setdefault(unit, names[int(inside[0])])
    return found
