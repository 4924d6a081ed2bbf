"""Area files are whole and in order, and count the partnerships of any day rightly."""

from datetime import date
from pathlib import Path

import pytest

from frankpledge.demonstration.folder import MadeFolder
from tests.demonstration.reading import holds_on, rows_of

COLUMNS = {
    "areas.csv": ("code", "kind", "name", "style", "valid_from", "valid_to"),
    "area_names.csv": ("code", "name", "from", "to"),
    "area_parts.csv": ("whole", "part", "from", "to"),
    "area_successions.csv": ("old", "new", "on", "source"),
    "bodies.csv": (
        *("code", "kind", "name", "short_name", "valid_from", "valid_to"),
        *("statutory_basis", "note"),
    ),
    "body_names.csv": ("code", "name", "from", "to"),
    "body_areas.csv": ("body", "area", "from", "to"),
    "body_statistical_codes.csv": ("body", "ons_code", "from", "to"),
    "body_successions.csv": ("old", "new", "on", "source"),
}
KENT, MEDWAY, KENT_FORCE = "E10000016", "E06000035", "E23000032"


@pytest.fixture(params=["kent", "invented"])
def areas(request: pytest.FixtureRequest, kent: Path, made: MadeFolder) -> Path:
    """Each folder of area files that the program comes with or makes."""
    return kent if request.param == "kent" else made.areas


def partnerships(folder: Path, within: str, day: date) -> set[str]:
    """The community safety partnerships that cover a part of *within* on *day*."""
    inside = {
        row["part"]
        for row in rows_of(folder / "area_parts.csv")
        if row["whole"] == within and holds_on(row, day)
    } | {within}
    covering = {
        row["body"]
        for row in rows_of(folder / "body_areas.csv")
        if row["area"] in inside and holds_on(row, day)
    }
    return {
        row["code"]
        for row in rows_of(folder / "bodies.csv")
        if row["kind"] == "csp"
        and row["code"] in covering
        and holds_on(row, day, "valid_from", "valid_to")
    }


def test_every_file_is_there_with_its_columns(areas: Path) -> None:
    for name, columns in COLUMNS.items():
        header = (areas / name).read_text(encoding="utf-8").splitlines()[0].split(",")
        assert set(columns) <= set(header), name


def test_no_row_ends_before_it_begins(areas: Path) -> None:
    for name in COLUMNS:
        for row in rows_of(areas / name):
            begins = row.get("from") or row.get("valid_from") or "0001-01-01"
            ends = row.get("to") or row.get("valid_to") or "9999-12-31"
            assert date.fromisoformat(begins) < date.fromisoformat(ends), (name, row)


def test_every_code_that_is_named_exists(areas: Path) -> None:
    places = {row["code"] for row in rows_of(areas / "areas.csv")}
    bodies = {row["code"] for row in rows_of(areas / "bodies.csv")}
    known = {"whole": places, "part": places, "area": places, "body": bodies}
    for name in COLUMNS:
        codes = bodies if name.startswith("body") else places
        for row in rows_of(areas / name):
            for column in ("code", "old", "new"):
                assert column not in row or name == "bodies.csv" or row[column] in codes, row
            for column, expected in known.items():
                assert column not in row or row[column] in expected, (name, row)


def test_codes_are_given_once_and_fit_their_column(areas: Path) -> None:
    for name, longest in (("areas.csv", 12), ("bodies.csv", 20)):
        codes = [row["code"] for row in rows_of(areas / name)]
        assert len(codes) == len(set(codes))
        assert max(len(code) for code in codes) <= longest, name


@pytest.mark.parametrize("day", [date(2016, 3, 16), date(2026, 5, 22), date(2030, 1, 1)])
def test_each_district_has_exactly_one_partnership_on_any_day(areas: Path, day: date) -> None:
    districts = [
        row["code"]
        for row in rows_of(areas / "areas.csv")
        if row["kind"] in ("district", "unitary") and holds_on(row, day, "valid_from", "valid_to")
    ]
    kinds = {row["code"]: row["kind"] for row in rows_of(areas / "bodies.csv")}
    covered = [
        row["area"]
        for row in rows_of(areas / "body_areas.csv")
        if kinds[row["body"]] == "csp" and holds_on(row, day)
    ]
    assert sorted(covered) == sorted(districts)


def test_each_place_and_body_has_one_name_on_any_day(areas: Path) -> None:
    for name, owners in (("area_names.csv", "areas.csv"), ("body_names.csv", "bodies.csv")):
        for day in (date(2016, 3, 16), date(2026, 5, 22)):
            named = [row["code"] for row in rows_of(areas / name) if holds_on(row, day)]
            alive = {
                row["code"]
                for row in rows_of(areas / owners)
                if holds_on(row, day, "valid_from", "valid_to")
            }
            assert len(named) == len(set(named))
            assert alive <= set(named), name


def test_the_name_of_today_is_the_one_in_the_list_of_places(areas: Path) -> None:
    names = {row["code"]: row["name"] for row in rows_of(areas / "areas.csv")}
    for row in rows_of(areas / "area_names.csv"):
        if holds_on(row, date(2026, 5, 22)):
            assert names[row["code"]] == row["name"]


def test_on_the_day_of_the_paper_kent_had_eleven_partnerships_and_medway_one(kent: Path) -> None:
    day = date(2016, 3, 16)
    assert len(partnerships(kent, KENT, day)) == 11
    assert len(partnerships(kent, MEDWAY, day)) == 1
    assert len(partnerships(kent, KENT_FORCE, day)) == 12


def test_today_kent_has_twelve_partnerships_and_medway_one(kent: Path) -> None:
    day = date(2026, 5, 22)
    assert len(partnerships(kent, KENT, day)) == 12
    assert len(partnerships(kent, KENT_FORCE, day)) == 13


def test_shepway_became_folkestone_and_hythe_and_kept_its_code(kent: Path) -> None:
    names = [row for row in rows_of(kent / "area_names.csv") if row["code"] == "E07000112"]
    before = [row["name"] for row in names if holds_on(row, date(2018, 3, 31))]
    after = [row["name"] for row in names if holds_on(row, date(2018, 4, 1))]
    assert (before, after) == (["Shepway"], ["Folkestone and Hythe"])


def test_the_statistics_office_still_has_one_code_for_two_partnerships_of_kent(kent: Path) -> None:
    today = {
        row["body"]
        for row in rows_of(kent / "body_statistical_codes.csv")
        if row["ons_code"] == "E22000352" and holds_on(row, date(2026, 5, 22))
    }
    assert today == {"csp-dartford", "csp-gravesham"}


def test_no_decision_on_reorganising_kent_is_made_up(kent: Path) -> None:
    assert rows_of(kent / "area_successions.csv") == []


def test_a_date_that_nobody_has_found_is_said_to_be_uncertain(kent: Path) -> None:
    split = [row for row in rows_of(kent / "bodies.csv") if row["code"] == "csp-gravesham"]
    assert split[0]["confidence"] == "low"
    assert "not known" in split[0]["note"]


def test_the_invented_county_has_twelve_partnerships_when_the_story_ends(made: MadeFolder) -> None:
    county, force = "E10999001", "E23999001"
    assert len(partnerships(made.areas, county, date(2026, 5, 18))) == 12
    assert len(partnerships(made.areas, force, date(2026, 5, 18))) == 13
    assert len(partnerships(made.areas, county, date(2025, 3, 31))) == 11


def test_every_old_area_of_the_invented_county_has_a_successor(made: MadeFolder) -> None:
    areas = rows_of(made.areas / "areas.csv")
    ending = {
        row["code"]
        for row in areas
        if row["valid_to"] == "2028-04-01" and row["kind"] in ("district", "unitary")
    }
    followed = {row["old"]: row["new"] for row in rows_of(made.areas / "area_successions.csv")}
    assert set(followed) == ending
    assert {row["code"] for row in areas if row["valid_from"] == "2028-04-01"} == set(
        followed.values()
    )
