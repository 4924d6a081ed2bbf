"""Profiles of Kent from the published files, held to figures that are known to be right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shapely.geometry import shape

from frankpledge.analysis.api import Store, open_store
from frankpledge.profiles import context, paper, sheets
from frankpledge.profiles.blocks import Content

KENT, SEVENOAKS, THANET, FOLKESTONE = "E23000032", "E07000111", "E07000114", "E07000112"
pytestmark = pytest.mark.open_data


@pytest.fixture(scope="module")
def store(kent_home: Path) -> Store:
    return open_store(kent_home)


@pytest.fixture(scope="module")
def kent(store: Store) -> Content:
    return built(store, KENT)


def built(store: Store, area: str) -> Content:
    return context.build(
        store,
        area=area,
        first="2025-01",
        last="2025-12",
        compare_first="2022-01",
        compare_last="2022-12",
    )


def value(content: Content, figure_id: str) -> float:
    figure = content.figure(figure_id)
    assert figure is not None
    assert figure.value is not None
    return figure.value


@pytest.mark.parametrize(
    ("slug", "before", "after"),
    [
        ("drugs", 4_293, 6_277),
        ("possession-of-weapons", 1_317, 1_781),
        ("shoplifting", 11_908, 16_596),
        ("robbery", 1_303, 1_308),
    ],
)
def test_counts_of_the_force_are_those_known(
    kent: Content, slug: str, before: int, after: int
) -> None:
    assert value(kent, f"count.{slug}") == after
    assert value(kent, f"change.{slug}") == pytest.approx(100 * (after / before - 1))


def test_every_row_of_the_files_is_accounted_for(kent: Content) -> None:
    told = {
        label: [value(kent, f"rows-{name}.{label}") for name in ("kept", "unplaced", "outside")]
        for label in ("before", "now")
    }

    assert told == {"before": [198_652, 2_116, 177], "now": [177_808, 2_164, 50]}


def test_the_lowest_and_the_highest_rate_of_drugs_are_those_known(kent: Content) -> None:
    rates = {
        figure.id.rpartition(".")[2]: figure.value
        for figure in kent.figures
        if figure.id.startswith("rate.drugs.")
    }

    assert len(rates) == 13
    assert min(rates, key=lambda code: rates[code] or 0) == SEVENOAKS
    assert max(rates, key=lambda code: rates[code] or 0) == THANET
    assert rates[SEVENOAKS] == pytest.approx(1.96, abs=0.005)
    assert rates[THANET] == pytest.approx(4.71, abs=0.005)


def test_robbery_did_not_tellably_change_and_no_finding_says_that_it_did(kent: Content) -> None:
    sentences = [each.text for each in kent.findings if "robbery" in each.text]

    assert any("too close to tell" in each for each in sentences)
    assert not any("Recorded robbery" in each for each in sentences)


def test_the_years_between_are_missing_and_it_says_so(kent: Content) -> None:
    text = paper.as_html(kent)

    assert "2023 and 2024 are not held" in text
    assert "not fully like for like" in text
    assert "changed in 2023" in text
    assert "synthetic" not in text.lower()


def test_a_district_that_was_renamed_keeps_its_earlier_years(store: Store) -> None:
    folkestone = built(store, FOLKESTONE)
    change = folkestone.figure("change.drugs")

    assert folkestone.area_name == "Folkestone and Hythe"
    assert change is not None
    assert change.value is not None


def test_a_small_area_is_named_with_a_ward_that_people_know(store: Store) -> None:
    thanet = built(store, THANET)
    places = next(block for block in thanet.blocks if block.id == "places")
    drawn = next(block for block in thanet.blocks if block.id == "map").maps[0]

    assert any("Margate Central" in row[0] for row in places.tables[0].rows)
    assert len(drawn.outlines) == 86
    assert not drawn.tiles


def test_every_outline_of_the_map_file_can_be_read_by_other_programs(store: Store) -> None:
    made = json.loads(sheets.geojson(built(store, "E06000035")))
    shapes = {each["properties"]["name"]: shape(each["geometry"]) for each in made["features"]}

    assert len(shapes) > 150
    assert not [name for name, each in shapes.items() if not each.is_valid or each.is_empty]
    assert all(part.exterior.is_ccw for each in shapes.values() for part in each.geoms)
