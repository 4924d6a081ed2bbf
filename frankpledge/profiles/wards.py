"""Knows which ward a small area's middle lies in, so that people who live there recognise it."""

from typing import cast

from frankpledge.analysis import api as analysis


def wards_of(store: analysis.Store, *, area: str) -> dict[str, str]:
    """The name of the ward for each small area, by the code that its figures are given under.

    Empty where the outlines of small areas or of wards are not held.
    """
    from shapely import STRtree
    from shapely.geometry import shape

    small = analysis.boundaries(store, area=area, level="lsoa21")
    wards = analysis.boundaries(store, area=area, level="ward")
    if small is None or wards is None:
        return {}
    units = analysis.units_of(store, area=area)
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
