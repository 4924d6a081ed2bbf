"""Counting: exact, grouped as asked, with what is missing said and nothing guessed."""

from pathlib import Path

import pytest

from frankpledge.analysis.api import (
    Figures,
    NotComparable,
    NothingHeld,
    UnknownArea,
    UnknownGrouping,
    open_store,
    profile_figures,
)
from tests.analysis import estshire
from tests.analysis.estshire import take_in

PARTS = estshire.SPLIT_PARTS
ROWS_2022 = [
    estshire.row(month="2022-01"),
    estshire.row(month="2022-01", lsoa=estshire.SPLIT),
    estshire.row(month="2022-01", lsoa=estshire.SPLIT),
    estshire.row(month="2022-01", lsoa=estshire.MERGED_PARTS[0]),
    estshire.row(month="2022-01", lsoa=estshire.MERGED_PARTS[1], kind="Burglary"),
    estshire.row(month="2022-01", lsoa="", kind="Burglary"),
]
ROWS_2025 = [
    estshire.row(lsoa=PARTS[0]),
    estshire.row(lsoa=PARTS[1]),
    estshire.row(lsoa=PARTS[1]),
    estshire.row(lsoa=estshire.MERGED),
    estshire.row(lsoa=estshire.ACROSS_THE_BORDER),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two Januaries, three years apart."""
    folder = tmp_path_factory.mktemp("figures")
    take_in(
        folder / "home",
        estshire.lookups(folder),
        estshire.residents(folder),
        estshire.month_file(folder, ROWS_2022, "2022.csv"),
        estshire.month_file(folder, ROWS_2025, "2025.csv"),
    )
    return folder / "home"


def figures(
    home: Path, *, area: str, by: str, first: str = "2022-01", last: str = "2025-01"
) -> Figures:
    """Figures from the store as it stands."""
    return profile_figures(open_store(home), area=area, first=first, last=last, by=by.split(","))


def test_for_a_force_the_sums_equal_the_files(home: Path) -> None:
    answer = figures(home, area=estshire.FORCE_CODE, by="district,type")
    counted = sum(row.count for row in answer.rows)
    elsewhere = sum(answer.unplaced.values()) + sum(answer.outside.values())
    assert counted + elsewhere == len(ROWS_2022) + len(ROWS_2025)
    assert answer.unplaced == {"Burglary": 1}
    assert answer.outside == {"Drugs": 1}


def test_a_split_area_is_compared_as_its_parent_with_the_residents_of_its_parts(
    home: Path,
) -> None:
    answer = figures(home, area=estshire.SOUTHMARSH, by="lsoa,month")
    split = [row for row in answer.rows if row.lsoa == estshire.SPLIT]
    assert [(row.month, row.count) for row in split] == [("2022-01", 2), ("2025-01", 3)]
    assert {row.lsoa_vintage for row in split} == {"2011, split in 2021"}
    assert {row.population for row in split} == {2200}
    assert not {row.lsoa for row in answer.rows} & set(PARTS)


def test_a_merged_area_is_compared_as_it_is_in_2021(home: Path) -> None:
    answer = figures(home, area=estshire.SOUTHMARSH, by="lsoa,month")
    merged = [row for row in answer.rows if row.lsoa == estshire.MERGED]
    assert [(row.month, row.count, row.lsoa_vintage) for row in merged] == [
        ("2022-01", 2, "2021"),
        ("2025-01", 1, "2021"),
    ]
    assert {row.population for row in merged} == {1700}


@pytest.mark.parametrize(
    ("area", "name", "count"),
    [
        (estshire.SOUTHMARSH, "Southmarsh", 8),
        (estshire.FORCE_CODE, "Estshire", 9),
        ("E10900001", "Estshire County", 9),
        ("E22900001", "Marshes", 9),
    ],
)
def test_a_district_force_county_or_partnership_can_be_asked_for(
    home: Path, area: str, name: str, count: int
) -> None:
    answer = figures(home, area=area, by="type")
    assert answer.area.name == name
    assert sum(row.count for row in answer.rows) == count


def test_rates_use_the_residents_of_what_was_grouped_by(home: Path) -> None:
    by_district = figures(home, area=estshire.FORCE_CODE, by="district,type")
    southmarsh = [row for row in by_district.rows if row.district == estshire.SOUTHMARSH]
    assert {row.population for row in southmarsh} == {3900}
    drugs = next(row for row in southmarsh if row.type == "Drugs")
    assert drugs.rate_per_1000 == pytest.approx(1000 * 7 / 3900)
    (whole, *_) = figures(home, area=estshire.FORCE_CODE, by="type").rows
    assert whole.population == 7000


def test_without_residents_there_is_no_rate_and_it_says_so(tmp_path: Path) -> None:
    home = tmp_path / "home"
    take_in(home, estshire.lookups(tmp_path), estshire.month_file(tmp_path, ROWS_2025))
    answer = figures(home, area=estshire.SOUTHMARSH, by="type")
    assert {(row.population, row.rate_per_1000) for row in answer.rows} == {(None, None)}
    assert "no-residents" in {caveat.code for caveat in answer.caveats}


def test_residents_of_some_parts_only_are_no_residents(tmp_path: Path) -> None:
    home = tmp_path / "home"
    some = estshire.write(tmp_path, "some.csv", f"LSOA21CD,total_residents\n{PARTS[0]},1000\n")
    take_in(home, estshire.lookups(tmp_path), some, estshire.month_file(tmp_path, ROWS_2025))
    answer = figures(home, area=estshire.SOUTHMARSH, by="lsoa")
    assert {row.population for row in answer.rows} == {None}


def test_a_force_with_a_district_without_residents_has_none(tmp_path: Path) -> None:
    home = tmp_path / "home"
    some = estshire.write(
        tmp_path, "some.csv", f"LTLA21CD,total_population\n{estshire.SOUTHMARSH},4000\n"
    )
    take_in(home, estshire.lookups(tmp_path), some, estshire.month_file(tmp_path, ROWS_2025))
    (row,) = figures(home, area=estshire.FORCE_CODE, by="type").rows
    assert row.population is None


def test_residents_by_district_serve_where_small_areas_have_none(tmp_path: Path) -> None:
    home = tmp_path / "home"
    table = estshire.write(
        tmp_path, "people.csv", f"LTLA21CD,total_population\n{estshire.SOUTHMARSH},4000\n"
    )
    take_in(home, estshire.lookups(tmp_path), table, estshire.month_file(tmp_path, ROWS_2025))
    (row,) = figures(home, area=estshire.SOUTHMARSH, by="district").rows
    assert row.population == 4000


def test_missing_months_are_missing_and_not_zero(home: Path) -> None:
    answer = figures(home, area=estshire.FORCE_CODE, by="type")
    assert answer.evidence.months == ("2022-01", "2025-01")
    assert len(answer.evidence.months_missing) == 35
    said = {caveat.code: caveat.text for caveat in answer.caveats}
    assert "2022-02 to 2024-12" in said["missing-months"]


def test_a_force_of_the_area_that_is_not_held_is_named(home: Path, tmp_path: Path) -> None:
    both = estshire.write(
        tmp_path,
        "regions.csv",
        "LAD24CD,RGN24CD,RGN24NM\n"
        + "".join(
            f"{code},E12900001,The East\n"
            for code in (estshire.NORTHMARSH, estshire.SOUTHMARSH, estshire.WESTHAM)
        ),
    )
    wider = tmp_path / "home"
    take_in(wider, estshire.lookups(tmp_path), both, estshire.month_file(tmp_path, ROWS_2025))
    answer = figures(wider, area="E12900001", by="type", first="2025-01")
    said = {caveat.code: caveat.text for caveat in answer.caveats}
    assert "Westshire" in said["missing-forces"]
    assert answer.evidence.months == ()


def test_evidence_names_the_files_by_content(home: Path) -> None:
    answer = figures(home, area=estshire.NORTHMARSH, by="type", first="2022-01", last="2022-01")
    street = [source for source in answer.evidence.sources if source.kind == "street"]
    assert [source.month for source in street] == ["2022-01"]
    assert all(len(source.digest) == 64 for source in answer.evidence.sources)
    assert answer.evidence.origin == "open data"
    assert "Open Government Licence" in answer.evidence.attribution


def test_what_particular_types_measure_is_said(home: Path) -> None:
    said = {caveat.code for caveat in figures(home, area=estshire.FORCE_CODE, by="type").caveats}
    assert {"recorded-not-occurred", "police-activity", "census-2021"} <= said
    assert "asb-no-id" not in said


def test_small_areas_come_with_the_caveats_of_small_areas(home: Path) -> None:
    said = {c.code for c in figures(home, area=estshire.SOUTHMARSH, by="lsoa").caveats}
    assert {"snapped-points", "split-areas"} <= said


def test_an_unknown_area_is_a_sentence(home: Path) -> None:
    with pytest.raises(UnknownArea, match="No lookup that is held knows the area E99"):
        figures(home, area="E99", by="type")


def test_a_period_without_any_month_is_a_sentence(home: Path) -> None:
    with pytest.raises(NothingHeld, match="No month from 2023-01 to 2023-12 is held for Estshire"):
        figures(home, area=estshire.FORCE_CODE, by="type", first="2023-01", last="2023-12")


@pytest.mark.parametrize("by", ["colour", "", "type,sex"])
def test_an_unknown_grouping_is_a_sentence(home: Path, by: str) -> None:
    with pytest.raises(UnknownGrouping, match="district, type, month, lsoa"):
        figures(home, area=estshire.FORCE_CODE, by=by)


@pytest.mark.parametrize(
    ("first", "last"), [("2025-13", "2025-12"), ("2025-02", "2025-01"), ("2025", "2026")]
)
def test_a_period_that_is_none_is_a_sentence(home: Path, first: str, last: str) -> None:
    with pytest.raises(NotComparable):
        figures(home, area=estshire.FORCE_CODE, by="type", first=first, last=last)
