"""The invented land holds together: no gaps, no overlaps, everything where it says it is."""

from collections import Counter
from itertools import pairwise

import pytest
import shapely
from shapely.geometry import Point

from frankpledge.demonstration.county import COUNTIES, HOME_DISTRICT, SIZES
from frankpledge.demonstration.geography import Land, lay_out


def test_every_small_area_is_a_sound_shape(land: Land) -> None:
    assert all(area.shape.is_valid and area.shape.area > 0 for area in land.areas)


def test_small_areas_fill_the_county_and_do_not_overlap(land: Land) -> None:
    parts = sum(area.shape.area for area in land.areas)
    whole = shapely.union_all([area.shape for area in land.areas]).area
    assert parts == pytest.approx(whole, rel=1e-6)
    assert whole == pytest.approx(land.whole.area, rel=1e-5)


def test_a_district_is_the_union_of_its_small_areas(land: Land) -> None:
    for district, outline in land.districts:
        parts = shapely.union_all([area.shape for area in land.areas_of(district)])
        assert parts.symmetric_difference(outline).area < 1e-4 * outline.area, district.name


def test_every_map_point_lies_in_its_small_area(land: Land) -> None:
    for area in land.areas:
        near = area.shape.buffer(1e-6)
        assert all(
            near.contains(Point(street.longitude, street.latitude)) for street in area.streets
        ), area.name


def test_the_county_lies_in_the_sea_off_england(land: Land) -> None:
    west, south, east, north = land.whole.bounds
    assert west > 1.9
    assert east < 4.0
    assert south > 53.0
    assert north < 54.5


def test_sizes_are_about_those_of_a_real_county(land: Land) -> None:
    counted = Counter(area.district.name for area in land.areas)
    assert 900 < len(land.areas) < 1_200
    assert all(60 <= count <= 90 for name, count in counted.items() if name != "Swalemouth")
    assert 1_500_000 < sum(area.residents for area in land.areas) < 2_000_000


def test_the_lookup_has_unchanged_split_and_merged_areas(land: Land) -> None:
    changes = Counter(area.change for area in land.areas)
    assert set(changes) == {"U", "S", "M"}
    assert changes["U"] > 0.85 * len(land.areas)
    for area in land.areas:
        assert len(area.former) == (2 if area.change == "M" else 1)
        assert (area.former[0][0] == area.code) == (area.change == "U")


def test_a_split_area_has_two_children_next_to_each_other_in_one_district(land: Land) -> None:
    children = [area for area in land.areas if area.change == "S"]
    parents = Counter(area.former[0][0] for area in children)
    assert set(parents.values()) == {2}
    for one, other in pairwise(children):
        if one.former == other.former:
            assert one.district == other.district


def test_codes_and_names_are_given_once(land: Land) -> None:
    assert len({area.code for area in land.areas}) == len(land.areas)
    assert len({area.name for area in land.areas}) == len(land.areas)
    now = {area.name for area in land.areas if area.change != "U"}
    then = {name for area in land.areas if area.change == "S" for _, name in area.former}
    assert now.isdisjoint(then)


@pytest.mark.parametrize("size", list(SIZES))
def test_the_story_has_its_court_and_its_high_street(size: str) -> None:
    land = lay_out(COUNTIES[0], size=SIZES[size], seed=7)
    where = {
        street.name: area
        for area in land.areas
        for street in area.streets
        if street.name in ("Tern Court", "Harbour Street")
    }
    assert {area.district.name for area in where.values()} == {HOME_DISTRICT}
    assert where["Harbour Street"].is_centre
    assert where["Tern Court"].change == "U"


def test_counties_of_a_region_lie_apart() -> None:
    outlines = [lay_out(county, size=SIZES["district"], seed=1).whole for county in COUNTIES]
    for one, other in pairwise(outlines):
        assert one.disjoint(other)
