"""Crime files have the publisher's shape, the planned mess in stated counts, and a known truth."""

import csv
import math
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from frankpledge.demonstration.crimes import ASB, CHANGES, HEADER, UNKNOWN_AREA, months
from frankpledge.demonstration.folder import MadeFolder
from frankpledge.demonstration.mess import PLANS
from tests.demonstration.reading import rows_of

PUBLISHED = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context"
)
PLAN = PLANS["district"].crime
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def files(made: MadeFolder) -> dict[str, Rows]:
    """The rows of each month."""
    return {
        path.parent.name: rows_of(path)
        for path in sorted((made.published / "crime").glob("*/*.csv"))
    }


@pytest.fixture(scope="module")
def rows(files: dict[str, Rows]) -> Rows:
    """All rows of all months."""
    return [row for month in files.values() for row in month]


@pytest.fixture(scope="module")
def county(truth: dict[str, Any]) -> dict[str, Any]:
    """What the maker says of the one county."""
    found: dict[str, Any] = truth["counties"][0]
    return found


def places(made: MadeFolder) -> dict[str, str]:
    """The district of each small area of either year that lies in the force."""
    lookup = made.published / "lookups" / "LSOA_(2011)_to_LSOA_(2021)_to_LAD_(2022).csv"
    found = {}
    for row in rows_of(lookup):
        if row["LAD22CD"] != "E07999901":
            found[row["LSOA11CD"]] = found[row["LSOA21CD"]] = row["LAD22CD"]
    return found


def test_files_lie_as_in_the_archive_and_have_its_header(made: MadeFolder) -> None:
    found = sorted((made.published / "crime").glob("*/*.csv"))
    assert [path.name for path in found] == [
        f"{month}-fallowshire-street.csv" for month in months()
    ]
    for path in found:
        assert path.name.startswith(path.parent.name)
        assert path.read_text(encoding="utf-8").splitlines()[0] == PUBLISHED
    assert ",".join(HEADER) == PUBLISHED


def test_there_are_two_years_that_end_before_the_story(made: MadeFolder) -> None:
    assert len(months()) == 24
    assert (months()[0], months()[-1]) == ("2024-05", "2026-04")


def test_every_row_is_accounted_for(files: dict[str, Rows], county: dict[str, Any]) -> None:
    for account in county["files"]:
        assert account["rows"] == len(files[account["month"]])
        parts = ("kept", "unplaced", "outside", "rejected")
        assert account["rows"] == sum(account[part] for part in parts)
        assert account["rejected"] == len(account["rejected_lines"])
    assert county["totals"]["rows"] == sum(len(month) for month in files.values())


def test_the_stated_counts_are_those_of_the_files(
    made: MadeFolder, rows: Rows, county: dict[str, Any]
) -> None:
    """Counted here from the bytes by somebody who knows only the published lookup."""
    district_of = places(made)
    counted: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        impossible = (
            row["Month"].endswith("-13") or not row["Crime type"] or "the" in row["Longitude"]
        )
        if row["LSOA code"] in district_of and not impossible:
            counted[district_of[row["LSOA code"]], row["Crime type"], row["Month"]] += 1
    stated = {
        (district, kind, month): count
        for district, kinds in county["counts"].items()
        for kind, by_month in kinds.items()
        for month, count in by_month.items()
    }
    assert stated == dict(counted)
    assert sum(stated.values()) == county["totals"]["kept"]


def test_about_one_row_in_a_hundred_has_no_place(rows: Rows, county: dict[str, Any]) -> None:
    unplaced = [row for row in rows if row["Location"] == "No Location"]
    assert len(unplaced) == county["totals"]["unplaced"]
    assert 0.006 < len(unplaced) / len(rows) < 0.014
    assert all(
        row[column] == ""
        for row in unplaced
        for column in ("Longitude", "Latitude", "LSOA code", "LSOA name")
    )


def test_anti_social_behaviour_and_nothing_else_has_no_crime_id(rows: Rows) -> None:
    for row in rows:
        if row["Crime type"]:
            assert (row["Crime ID"] == "") == (row["Crime type"] == ASB)
            assert row["Crime ID"] == "" or len(row["Crime ID"]) == 64
    assert all(row["Last outcome category"] == "" for row in rows if row["Crime type"] == ASB)


def test_the_planned_number_of_rows_stand_twice(files: dict[str, Rows], rows: Rows) -> None:
    twice = sum(
        count - 1
        for month in files.values()
        for (crime_id, *_), count in Counter(tuple(row.values()) for row in month).items()
        if crime_id
    )
    same_id = Counter(row["Crime ID"] for row in rows if row["Crime ID"])
    said = PLAN.repeated_rows
    # Rows without an ID may be among the repeated; those with one show as equal rows.
    assert said * 0.5 <= twice <= said
    # An impossible row is a copy that was spoiled, so its ID may stand twice as well.
    assert twice <= sum(same_id.values()) - len(same_id) <= twice + len(PLAN.impossible_rows)


def test_the_planned_number_of_rows_lie_outside_the_force(made: MadeFolder, rows: Rows) -> None:
    inside = places(made)
    outside = Counter(
        row["LSOA code"] for row in rows if row["LSOA code"] and row["LSOA code"] not in inside
    )
    assert outside.total() == PLAN.outside_rows + PLAN.unknown_area_rows
    assert outside[UNKNOWN_AREA[0]] == PLAN.unknown_area_rows


def test_the_planned_rows_cannot_be(made: MadeFolder, county: dict[str, Any]) -> None:
    kinds = []
    for account in county["files"]:
        lines = (made.published / "crime" / account["path"]).read_text("utf-8").splitlines()
        for number, kind in account["rejected_lines"]:
            row = dict(zip(HEADER, next(csv.reader([lines[number - 1]])), strict=True))
            kinds.append(kind)
            wrong = {
                "month": row["Month"].endswith("-13"),
                "type": row["Crime type"] == "",
                "point": not row["Longitude"].replace(".", "").isdigit(),
            }
            assert [name for name, is_wrong in wrong.items() if is_wrong] == [kind]
    assert sorted(kinds) == sorted(PLAN.impossible_rows)


def test_the_first_months_carry_the_small_areas_of_2011(
    made: MadeFolder, files: dict[str, Rows]
) -> None:
    lookup = made.published / "lookups" / "LSOA_(2011)_to_LSOA_(2021)_to_LAD_(2022).csv"
    changed = [row for row in rows_of(lookup) if row["CHGIND"] != "U"]
    old, new = ({row[column] for row in changed} for column in ("LSOA11CD", "LSOA21CD"))
    for month, its_rows in files.items():
        codes = {row["LSOA code"] for row in its_rows}
        if month in PLAN.old_code_months:
            assert codes & old
            assert not codes & new
        else:
            assert codes & new
            assert not codes & old


def test_one_month_has_the_old_name_of_a_district_and_the_same_codes(
    files: dict[str, Rows],
) -> None:
    with_old = {
        month
        for month, its_rows in files.items()
        if any(row["LSOA name"].startswith("Kelder Vale") for row in its_rows)
    }
    assert with_old == {PLAN.old_name_month}
    assert not any(row["LSOA name"].startswith("Kelderwick") for row in files[PLAN.old_name_month])


def test_late_months_are_still_maturing(files: dict[str, Rows]) -> None:
    def still_open(month: str) -> float:
        with_id = [row for row in files[month] if row["Crime ID"]]
        opened = [r for r in with_id if r["Last outcome category"] == "Under investigation"]
        return len(opened) / len(with_id)

    assert still_open("2026-04") > 0.6 > still_open("2026-03") > still_open("2026-01")
    assert still_open("2025-04") < 0.02


def test_drugs_rise_in_wantsum_by_about_what_was_put_in(county: dict[str, Any]) -> None:
    change = next(c for c in county["changes"] if c["type"] == "Drugs")
    before, after = change["before"], change["after"]
    error = math.sqrt(1 / before + 1 / after)
    assert abs(math.log(after / before) - math.log(change["ratio"])) < 3 * error
    assert math.log(after / before) > 2.6 * error


def test_what_was_left_alone_does_not_change_by_more_than_chance(
    county: dict[str, Any], truth: dict[str, Any]
) -> None:
    first = set(truth["months"][:12])
    beyond = tried = 0
    for kinds in county["counts"].values():
        for kind in county["unchanged_types"]:
            by_month = kinds.get(kind, {})
            before = sum(count for month, count in by_month.items() if month in first)
            after = sum(by_month.values()) - before
            if min(before, after) >= 20:
                tried += 1
                ratio = math.log(after / before) / math.sqrt(1 / before + 1 / after)
                beyond += abs(ratio) > 3
    assert tried > 30
    assert beyond <= 1


def test_drugs_gather_round_tern_court(made: MadeFolder, county: dict[str, Any]) -> None:
    hot = county["concentration"]
    total = sum(county["counts"]["E07999101"]["Drugs"].values())
    assert hot["area"].startswith("E0199")
    assert hot["count"] / total > 3 / 18


def test_anti_social_behaviour_has_its_season(county: dict[str, Any]) -> None:
    by_month: Counter[str] = Counter()
    for kinds in county["counts"].values():
        for month, count in kinds[ASB].items():
            by_month[month[5:]] += count
    summer = sum(by_month[month] for month in ("06", "07", "08"))
    winter = sum(by_month[month] for month in ("12", "01", "02"))
    assert summer > 1.4 * winter


def test_a_large_county_has_about_as_many_rows_a_month_as_a_real_one(large: MadeFolder) -> None:
    for path in (large.published / "crime").glob("*/*.csv"):
        lines = path.read_text(encoding="utf-8").count("\n") - 1
        assert 12_000 < lines < 18_000


def test_each_change_names_a_district_that_there_is(large: MadeFolder) -> None:
    named = {row["name"] for row in rows_of(large.areas / "areas.csv")}
    assert {change.district for change in CHANGES} <= named


def test_points_have_six_places_as_published(made: MadeFolder) -> None:
    path = Path(made.published / "crime" / "2025-03" / "2025-03-fallowshire-street.csv")
    points = [row["Longitude"] for row in rows_of(path) if row["LSOA code"]]
    assert all(len(point.partition(".")[2]) == 6 for point in points if "." in point)
