"""Measures of an area: figures that carry their evidence, maps, and what is held."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from frankpledge.analysis.api import (
    NotComparable,
    Period,
    UnknownGrouping,
    boundaries,
    changes,
    concentration_of,
    holdings,
    measures,
    open_store,
    ranking_of,
    tiles,
    trend_of,
    units_of,
)
from frankpledge.analysis.maps import lay_out
from frankpledge.analysis.store import Store
from tests.analysis import estshire
from tests.analysis.estshire import take_in


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two whole years, three years apart, twice as many drug offences in the second."""
    folder = tmp_path_factory.mktemp("measures")
    files = []
    for year, each in (("2022", 4), ("2025", 8)):
        for month in Period(first=f"{year}-01", last=f"{year}-12").months:
            rows = [estshire.row(month=month)] * each
            rows += [estshire.row(month=month, lsoa=estshire.MERGED, kind="Robbery")]
            files.append(estshire.month_file(folder, rows, f"{month}.csv"))
    take_in(
        folder / "home",
        estshire.lookups(folder),
        estshire.residents(folder),
        estshire.district_boundaries(folder),
        *files,
    )
    return folder / "home"


def test_every_type_has_a_count_and_a_rate_with_their_evidence(home: Path) -> None:
    drugs, robbery = measures(
        open_store(home), area=estshire.FORCE_CODE, first="2025-01", last="2025-12"
    )
    assert (drugs.type, drugs.count.value, drugs.count.n) == ("Drugs", 96, 96)
    assert drugs.rate is not None
    assert drugs.rate.value == pytest.approx(1000 * 96 / 7000 * 7000 / 7000)
    assert drugs.rate.interval is not None
    assert "Garwood" in drugs.rate.method
    assert len(drugs.rate.evidence.months) == 12
    assert {"police-activity", "census-2021"} <= {caveat.code for caveat in drugs.rate.caveats}
    assert "police-activity" not in {caveat.code for caveat in robbery.count.caveats}


def test_where_nobody_is_known_to_live_the_rate_says_why_it_is_missing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    take_in(home, estshire.lookups(tmp_path), estshire.month_file(tmp_path, [estshire.row()]))
    (drugs,) = measures(open_store(home), area=estshire.NORTHMARSH, first="2025-01", last="2025-01")
    assert drugs.count.value == 1
    assert drugs.rate is None
    assert "residents, which is not held" in drugs.refusal


def test_changes_are_tested_together_and_the_number_of_tests_shows(home: Path) -> None:
    drugs, robbery = changes(
        open_store(home),
        area=estshire.FORCE_CODE,
        first="2025-01",
        last="2025-12",
        compare_first="2022-01",
        compare_last="2022-12",
    )
    assert drugs.figure is not None
    assert drugs.change is not None
    assert drugs.q_value is not None
    assert drugs.figure.value == pytest.approx(100)
    assert drugs.change.p_value < drugs.q_value < 0.01
    assert "several-tests" in {caveat.code for caveat in drugs.figure.caveats}
    assert len(drugs.figure.evidence.months) == 24
    assert robbery.figure is not None
    assert robbery.figure.value == pytest.approx(0)


def test_a_comparison_with_a_missing_month_is_refused(home: Path) -> None:
    with pytest.raises(NotComparable, match="lacks 2023-01 to 2023-06"):
        changes(
            open_store(home),
            area=estshire.FORCE_CODE,
            first="2025-01",
            last="2025-12",
            compare_first="2022-07",
            compare_last="2023-06",
        )


def test_concentration_counts_the_places_where_nothing_was_recorded(tmp_path: Path) -> None:
    home = tmp_path / "home"
    places = [f"E0190{number:04d}" for number in range(1000, 1040)]
    lookup = "LSOA21CD,LAD24CD,LAD24NM,PFA24CD,PFA24NM\n" + "".join(
        f"{place},{estshire.NORTHMARSH},Northmarsh,{estshire.FORCE_CODE},Estshire\n"
        for place in places
    )
    rows = [estshire.row(lsoa=places[0])] * 30 + [estshire.row(lsoa=places[1])] * 10
    take_in(
        home,
        estshire.write(tmp_path, "places.csv", lookup),
        estshire.month_file(tmp_path, rows),
    )
    spread = concentration_of(
        open_store(home), area=estshire.NORTHMARSH, first="2025-01", last="2025-01", kind="Drugs"
    )
    assert spread.concentration.places == 40
    assert spread.figure.value == pytest.approx(100)
    assert spread.concentration.half_in == pytest.approx(2.5)
    assert "snapped-points" in {caveat.code for caveat in spread.figure.caveats}


def test_a_trend_shows_its_gaps(home: Path) -> None:
    moved = trend_of(
        open_store(home), area=estshire.NORTHMARSH, first="2022-01", last="2025-12", kind="Drugs"
    )
    assert moved.figure.value == pytest.approx(4 / 31 * 365.25 / 12 / 3)
    assert len(moved.series) == 48
    assert dict(moved.series)["2023-05"] is None
    assert "missing-months" in {caveat.code for caveat in moved.figure.caveats}


def test_a_type_that_was_never_recorded_has_months_of_nothing(home: Path) -> None:
    moved = trend_of(
        open_store(home), area=estshire.NORTHMARSH, first="2022-01", last="2025-12", kind="Robbery"
    )
    assert dict(moved.series)["2022-05"] == 0
    assert moved.figure.value == 0


def test_the_counts_of_an_area_are_read_once_however_often_and_for_whatever_they_are_asked_for(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, reads = open_store(home), []
    read = Store.read

    def noted(self: Store, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        reads.append(values)
        return read(self, query, values)

    monkeypatch.setattr(Store, "read", noted)
    force, part = store.area(estshire.FORCE_CODE), store.area(estshire.NORTHMARSH)
    later, earlier = (
        Period(first="2025-01", last="2025-12"),
        Period(first="2022-01", last="2022-02"),
    )

    assert sum(store.counts_by_month(force, later)["Drugs"].values()) == 96
    assert store.counts_by_month(force, earlier, types=["Drugs", "Burglary"]) == {
        "Drugs": {"2022-01": 4, "2022-02": 4},
        "Burglary": {"2022-01": 0, "2022-02": 0},
    }
    store.counts_by_month(force, later)["Drugs"]["2025-01"] = 0
    assert store.counts_by_month(force, later)["Drugs"]["2025-01"] == 8
    assert len(reads) == 1
    store.counts_by_month(part, later)
    assert len(reads) == 2


def test_two_districts_are_too_few_to_rank(home: Path) -> None:
    with pytest.raises(NotComparable, match="only 2 places"):
        ranking_of(
            open_store(home),
            area=estshire.FORCE_CODE,
            first="2025-01",
            last="2025-12",
            kind="Drugs",
        )


def test_boundaries_are_those_of_the_area_and_what_is_missing_is_named(home: Path) -> None:
    drawn = boundaries(open_store(home), area=estshire.FORCE_CODE, level="district")
    assert drawn is not None
    assert [feature["properties"]["name"] for feature in drawn.features["features"]] == [
        "Northmarsh",
        "Southmarsh",
    ]
    assert drawn.missing == ()
    one = boundaries(open_store(home), area=estshire.SOUTHMARSH, level="district")
    assert one is not None
    assert [feature["id"] for feature in one.features["features"]] == [estshire.SOUTHMARSH]
    assert json.loads(json.dumps(one.features))["type"] == "FeatureCollection"


def test_without_boundaries_there_is_no_map_but_there_are_tiles(home: Path) -> None:
    store = open_store(home)
    assert boundaries(store, area=estshire.FORCE_CODE, level="lsoa21") is None
    west, east = sorted(tiles(store, area=estshire.FORCE_CODE), key=lambda tile: tile.column)
    assert (west.name, east.name) == ("Northmarsh", "Southmarsh")
    with pytest.raises(UnknownGrouping):
        boundaries(store, area=estshire.FORCE_CODE, level="street")


def test_made_up_boundaries_are_not_drawn_round_published_places(tmp_path: Path) -> None:
    home = tmp_path / "home"
    take_in(home, estshire.lookups(tmp_path))
    take_in(home, estshire.district_boundaries(tmp_path), synthetic=True)
    assert boundaries(open_store(home), area=estshire.FORCE_CODE, level="district") is None


def test_tiles_stand_where_the_places_lie_and_never_on_one_another() -> None:
    places = {
        f"{x}{y}": (f"{x}{y}", (0.5 + x / 10, 51 + y / 10)) for x in range(4) for y in range(3)
    }
    laid = lay_out(places)
    spots = {tile.code: (tile.column, tile.row) for tile in laid}
    assert len(set(spots.values())) == len(places)
    assert spots["02"][1] < spots["00"][1], "north is above south"
    assert spots["00"][0] < spots["30"][0], "west is left of east"
    assert min(column for column, _ in spots.values()) == 0
    assert min(row for _, row in spots.values()) == 0


def test_tiles_without_known_points_stand_in_order_of_name(tmp_path: Path) -> None:
    home = tmp_path / "home"
    take_in(home, estshire.lookups(tmp_path))
    laid = tiles(open_store(home), area=estshire.FORCE_CODE)
    assert [(tile.name, tile.column, tile.row) for tile in laid] == [
        ("Northmarsh", 0, 0),
        ("Southmarsh", 1, 0),
    ]


def test_a_small_area_of_the_map_finds_the_code_its_figures_stand_under(home: Path) -> None:
    units = units_of(open_store(home), area=estshire.SOUTHMARSH)
    assert units == {
        estshire.SPLIT_PARTS[0]: estshire.SPLIT,
        estshire.SPLIT_PARTS[1]: estshire.SPLIT,
        estshire.MERGED: estshire.MERGED,
    }


def test_what_is_held_shows_gaps_vintages_and_licences(home: Path) -> None:
    held = holdings(open_store(home))
    (force,) = held.forces
    assert force.area_code == estshire.FORCE_CODE
    assert len(force.months) == 24
    assert force.missing[0] == "2023-01"
    assert force.missing[-1] == "2024-12"
    assert force.account.read == 12 * 5 + 12 * 9
    kinds = {reference.kind for reference in held.reference}
    assert kinds == {"lookup", "residents", "boundaries (district)"}
    changes_file = next(each for each in held.reference if each.file.endswith("changes.csv"))
    assert {"LSOA 2011", "LSOA 2021", "district 2022"} <= set(changes_file.vintages)
    assert "Open Government Licence" in held.licences[0]
