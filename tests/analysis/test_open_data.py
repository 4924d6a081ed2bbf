"""The published files of Kent, counted again with other tools."""

import csv
import gzip
import os
from collections import Counter
from pathlib import Path

import polars
import pytest

from frankpledge.analysis.api import (
    Level,
    Store,
    boundaries,
    changes,
    concentration_of,
    open_store,
    profile_figures,
    ranking_of,
    tiles,
    trend_of,
)
from frankpledge.analysis.geography import SAME, SPLIT
from frankpledge.analysis.ledger import NO_ROWS
from frankpledge.analysis.settled import PLACES
from tests.analysis.estshire import take_in

OPEN_DATA = Path(
    os.environ.get("FRANKPLEDGE_OPEN_DATA") or Path(__file__).parents[3] / "shared" / "data"
)
KENT = "E23000032"
pytestmark = [
    pytest.mark.open_data,
    pytest.mark.skipif(
        not (OPEN_DATA / "crime" / "kent-street").is_dir(),
        reason="the published files are not here: set FRANKPLEDGE_OPEN_DATA to their folder",
    ),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store that took in crime first, then everything that places it."""
    home = tmp_path_factory.mktemp("kent")
    first = take_in(home, OPEN_DATA / "crime" / "kent-street")
    assert first.account.read == 380_967
    take_in(home, *(OPEN_DATA / name for name in ("lookups", "population", "boundaries")))
    return open_store(home)


def raw(year: str) -> dict[tuple[str | None, str], int]:
    """Kept rows by district and type, straight from the files with the standard library."""
    homes: dict[str, set[str]] = {}
    with gzip.open(OPEN_DATA / "lookups" / "lookup_lsoa11_lsoa21_ltla22.csv.gz", "rt") as text:
        for row in csv.DictReader(text):
            for code in (row["lsoa11_code"], row["lsoa21_code"]):
                homes.setdefault(code, set()).add(row["ltla22_code"])
    with (OPEN_DATA / "lookups" / "lookup_ltla24_csp24_pfa24.csv").open() as text:
        kent = {row["ltla24_code"] for row in csv.DictReader(text) if row["pfa24_code"] == KENT}
    counts: Counter[tuple[str | None, str]] = Counter()
    for path in sorted((OPEN_DATA / "crime" / "kent-street").glob(f"{year}-*")):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as text:
            for row in csv.DictReader(text):
                home = homes.get(row["LSOA code"], set())
                if len(home) == 1 and home <= kent:
                    counts[next(iter(home)), row["Crime type"]] += 1
    return dict(counts)


def raw_with_polars(year: str) -> dict[tuple[str | None, str], int]:
    """The same with another engine, and another of the lookups for the areas of 2021."""
    places = polars.read_csv(
        OPEN_DATA / "lookups" / "kent_master_lsoa21_ward24_lad24_csp24_pfa24.csv"
    ).select("lsoa21_code", "ltla24_code")
    changed = polars.read_csv(OPEN_DATA / "lookups" / "lookup_lsoa11_lsoa21_ltla22.csv.gz")
    old = (
        changed.join(places, on="lsoa21_code")
        .select(polars.col("lsoa11_code").alias("code"), "ltla24_code")
        .unique()
    )
    new = places.select(polars.col("lsoa21_code").alias("code"), "ltla24_code")
    paths = sorted((OPEN_DATA / "crime" / "kent-street").glob(f"{year}-*"))
    rows = polars.concat([polars.read_csv(path, infer_schema=False) for path in paths])
    counted = (
        rows.join(polars.concat([old, new]).unique(), left_on="LSOA code", right_on="code")
        .group_by("ltla24_code", "Crime type")
        .len()
    )
    return {(district, kind): count for district, kind, count in counted.iter_rows()}


@pytest.mark.parametrize("year", ["2022", "2025"])
def test_figures_equal_counts_made_from_the_files_with_other_tools(store: Store, year: str) -> None:
    figures = profile_figures(
        store, area=KENT, first=f"{year}-01", last=f"{year}-12", by=["district", "type"]
    )
    ours = {(row.district, row.type): row.count for row in figures.rows}
    assert ours == raw(year)
    assert ours == raw_with_polars(year)


@pytest.mark.parametrize(
    ("year", "account"),
    [("2022", (200_945, 198_652, 2_116, 177)), ("2025", (180_022, 177_808, 2_164, 50))],
)
def test_every_row_of_each_year_is_accounted_for(
    store: Store, year: str, account: tuple[int, ...]
) -> None:
    parts = [part for part in store.ledger.parts.values() if part.month.startswith(year)]
    assert len(parts) == 12
    total = sum((part.account for part in parts), NO_ROWS)
    assert (total.read, total.kept, total.unplaced, total.outside) == account
    assert total.rejected == total.awaiting == 0


@pytest.mark.parametrize(
    ("kind", "in_the_files", "placed"),
    [
        ("Drugs", (4_409, 6_397), (4_293, 6_277)),
        ("Possession of weapons", (1_336, 1_801), (1_317, 1_781)),
        ("Shoplifting", (11_941, 16_797), (11_908, 16_596)),
        ("Robbery", (1_332, 1_335), (1_303, 1_308)),
    ],
)
def test_known_counts_of_both_years(
    store: Store, kind: str, in_the_files: tuple[int, int], placed: tuple[int, int]
) -> None:
    for year, whole, kept in zip(("2022", "2025"), in_the_files, placed, strict=True):
        figures = profile_figures(
            store, area=KENT, first=f"{year}-01", last=f"{year}-12", by=["type"]
        )
        counted = next(row.count for row in figures.rows if row.type == kind)
        elsewhere = figures.unplaced.get(kind, 0) + figures.outside.get(kind, 0)
        assert (counted, counted + elsewhere) == (kept, whole)


def test_known_rates_of_drug_offences(store: Store) -> None:
    ordered = ranking_of(store, area=KENT, first="2025-01", last="2025-12", kind="Drugs")
    first, *_, last = ordered.ranking.places
    assert (store.area(first.place).name, round(first.rate.value or 0, 2)) == ("Thanet", 4.71)
    assert (store.area(last.place).name, round(last.rate.value or 0, 2)) == ("Sevenoaks", 1.96)
    assert store.area(KENT).residents == 1_855_737


def test_the_district_once_called_shepway_is_one_district(store: Store) -> None:
    figures = profile_figures(
        store, area="E07000112", first="2022-01", last="2025-12", by=["district", "month"]
    )
    assert {row.district_name for row in figures.rows} == {"Folkestone and Hythe"}
    assert len(figures.rows) == 24


def test_small_areas_that_changed_hold_the_rows_that_they_are_known_to(store: Store) -> None:
    table = str(store.path / store.ledger.geography / PLACES)
    parts = [
        str(store.path / part.path)
        for part in store.ledger.parts.values()
        if part.month.startswith("2022")
    ]
    # A few rows of 2022 carry codes of 2021 already, which are no codes that changed.
    rows = store.read(
        """SELECT count(DISTINCT part.lsoa), count(*),
        count(*) FILTER (part.vintage = ?) FROM read_parquet(?) part
        JOIN read_parquet(?) place ON part.lsoa = place.code
        WHERE part.placement = 'kept' AND NOT place.current""",
        [SPLIT, parts, table],
    )
    assert rows == [(37, 20_184, 20_105)]
    crossing = store.read(
        "SELECT count(*) FROM read_parquet(?) WHERE district IS NULL AND list_contains(forces, ?)",
        [table, KENT],
    )
    assert crossing == [(0,)]


def test_units_agree_with_the_publishers_change_codes(store: Store) -> None:
    table = str(store.path / store.ledger.geography / PLACES)
    vintages = {
        str(code): (str(unit), str(v))
        for code, unit, v in store.read("SELECT code, unit, vintage FROM read_parquet(?)", [table])
    }
    with gzip.open(OPEN_DATA / "lookups" / "lookup_lsoa11_lsoa21_ltla22.csv.gz", "rt") as text:
        for row in csv.DictReader(text):
            old, new = row["lsoa11_code"], row["lsoa21_code"]
            expected = {
                "U": ((new, SAME), (new, SAME)),
                "M": ((new, SAME), (new, SAME)),
                "S": ((old, SPLIT), (old, SPLIT)),
            }.get(row["change_code"])
            if expected is not None:
                assert (vintages[old], vintages[new]) == expected
            else:
                assert vintages[old][0] == old
                assert vintages[new][0] == new


def test_all_small_areas_of_a_district_are_measured_together(store: Store) -> None:
    spread = concentration_of(
        store, area="E07000114", first="2025-01", last="2025-12", kind="Shoplifting"
    )
    assert spread.figure.n == 1_284
    assert spread.concentration.places > 80
    assert (spread.figure.value or 0) > (spread.concentration.by_chance.high or 0)


def test_the_two_years_compare_and_the_gap_is_said(store: Store) -> None:
    compared = {
        each.type: each
        for each in changes(
            store,
            area=KENT,
            first="2025-01",
            last="2025-12",
            compare_first="2022-01",
            compare_last="2022-12",
        )
    }
    drugs, robbery = compared["Drugs"].figure, compared["Robbery"].figure
    assert drugs is not None
    assert robbery is not None
    assert drugs.value == pytest.approx(100 * (6_277 / 4_293 - 1))
    assert robbery.interval is not None
    assert robbery.interval.high is not None
    assert robbery.interval.low < 0 < robbery.interval.high
    moved = trend_of(store, area=KENT, first="2022-01", last="2025-12", kind="Drugs")
    assert moved.trend.seasonal
    assert (moved.figure.value or 0) > 0


@pytest.mark.parametrize(
    ("area", "level", "count"),
    [
        (KENT, "district", 13),
        ("E10000016", "district", 12),
        (KENT, "lsoa21", 1_107),
        ("E07000114", "ward", 23),
        ("E06000035", "force", 1),
    ],
)
def test_real_boundaries_are_found_for_each_level(
    store: Store, area: str, level: str, count: int
) -> None:
    drawn = boundaries(store, area=area, level=level)
    assert drawn is not None
    assert len(drawn.features["features"]) == count
    assert drawn.missing == ()


def test_the_tiles_of_kent_look_like_kent(store: Store) -> None:
    spots = {tile.name: tile for tile in tiles(store, area=KENT)}
    assert len(spots) == 13
    assert spots["Sevenoaks"].column < spots["Maidstone"].column < spots["Thanet"].column
    assert spots["Medway"].row < spots["Folkestone and Hythe"].row


def test_regions_counties_and_partnerships_are_all_known(store: Store) -> None:
    for code, level, districts in (
        ("E12000008", Level.REGION, 64),
        ("E10000016", Level.COUNTY, 12),
        ("E06000035", Level.DISTRICT, 1),
        (KENT, Level.FORCE, 13),
    ):
        area = store.area(code)
        assert (area.level, len(area.districts)) == (level, districts)
    partnerships = [
        area
        for area in store.areas_at(Level.CSP)
        if set(area.districts) <= set(store.area(KENT).districts)
    ]
    assert len(partnerships) == 12
    assert sorted(len(area.districts) for area in partnerships) == [1] * 11 + [2]
