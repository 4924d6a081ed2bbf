"""The folder is the same for the same seed, says that it is synthetic, and every file parses."""

import hashlib
import json
import time
from pathlib import Path

from frankpledge.demonstration.folder import SYNTHETIC, MadeFolder, make_folder
from tests.demonstration.reading import rows_of

HEADERS = {
    "LSOA_(2021)_to_Ward_(2024)_to_LAD_(2024).csv": "LSOA21CD,LSOA21NM",
    "LSOA_(2011)_to_LSOA_(2021)_to_LAD_(2022).csv": "LSOA11CD,LSOA11NM,LSOA21CD",
    "LAD_(2024)_to_CSP_to_PFA_(2024).csv": "LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD",
    "LTLA_(2024)_to_UTLA_(2024).csv": "LTLA24CD,LTLA24NM,UTLA24CD,UTLA24NM",
    "census2021_usual_residents_LSOA21.csv": "LSOA21CD,LSOA21NM",
    "File_7_-_All_IoD2019_Scores__Ranks__Deciles.csv": "LSOA code (2011),LSOA name (2011)",
    "File_7_-_All_IoD2025_Scores__Ranks__Deciles.csv": "LSOA code (2021),LSOA name (2021)",
}


def digests(folder: Path) -> dict[str, str]:
    """A digest of each file by its path in *folder*."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(made: MadeFolder, tmp_path: Path) -> None:
    again = make_folder(tmp_path / "again", size="district", seed=1)
    assert digests(again.root) == digests(made.root)


def test_another_seed_gives_other_people_land_and_crime(made: MadeFolder, tmp_path: Path) -> None:
    other = digests(make_folder(tmp_path / "other", size="district", seed=2).root)
    first = digests(made.root)
    assert set(other) == set(first)
    for path in (
        "partnership/people.csv",
        "published/boundaries/LAD_May_2024_Boundaries_UK_BUC.geojson",
        "published/crime/2025-05/2025-05-fallowshire-street.csv",
    ):
        assert other[path] != first[path], path


def test_the_areas_are_the_same_whatever_the_seed(made: MadeFolder, tmp_path: Path) -> None:
    other = make_folder(tmp_path / "other", size="district", seed=2, months=("2026-04",))
    for path in made.areas.glob("*.csv"):
        assert path.read_bytes() == (other.areas / path.name).read_bytes()


def test_each_folder_says_that_it_is_synthetic(made: MadeFolder) -> None:
    for folder in (made.root, made.areas, made.partnership, made.published):
        said = json.loads((folder / SYNTHETIC).read_text(encoding="utf-8"))
        assert said == {
            "synthetic": True,
            "made_by": "frankpledge demo",
            "seed": 1,
            "size": "district",
        }


def test_tables_have_the_publishers_headers(made: MadeFolder) -> None:
    found = {
        path.name: path.read_text(encoding="utf-8").splitlines()[0]
        for folder in ("lookups", "residents", "deprivation")
        for path in (made.published / folder).iterdir()
    }
    assert set(found) == set(HEADERS)
    for name, header in HEADERS.items():
        assert found[name].startswith(header), name


def test_every_small_area_stands_in_each_lookup_with_its_residents(large: MadeFolder) -> None:
    lookups = large.published / "lookups"
    wards = {
        row["LSOA21CD"]: row["LAD24CD"]
        for row in rows_of(lookups / "LSOA_(2021)_to_Ward_(2024)_to_LAD_(2024).csv")
    }
    changed = {
        row["LSOA21CD"]: row["LAD22CD"]
        for row in rows_of(lookups / "LSOA_(2011)_to_LSOA_(2021)_to_LAD_(2022).csv")
    }
    residents = {
        row["LSOA21CD"]: int(row["total_residents"])
        for row in rows_of(large.published / "residents" / "census2021_usual_residents_LSOA21.csv")
    }
    assert wards == changed
    own = {code for code, district in wards.items() if district != "E07999901"}
    assert set(residents) == own
    assert all(900 < count < 2_500 for count in residents.values())
    districts = rows_of(lookups / "LAD_(2024)_to_CSP_to_PFA_(2024).csv")
    assert {row["LAD24CD"] for row in districts} == set(wards.values())


def test_every_small_area_of_both_maps_has_ranks_of_its_own(large: MadeFolder) -> None:
    changed = rows_of(large.published / "lookups" / "LSOA_(2011)_to_LSOA_(2021)_to_LAD_(2022).csv")
    own = [row for row in changed if row["LAD22CD"] != "E07999901"]
    for year, mapped, ranked in ((2019, "11", 32_844), (2025, "21", 33_755)):
        path = f"File_7_-_All_IoD{year}_Scores__Ranks__Deciles.csv"
        rows = rows_of(large.published / "deprivation" / path)
        codes = [row[f"LSOA code (20{mapped})"] for row in rows]
        assert len(codes) == len(set(codes))
        assert set(codes) == {row[f"LSOA{mapped}CD"] for row in own}
        domains = [name for name in rows[0] if name.endswith("Rank (where 1 is most deprived)")]
        assert len(domains) == 7
        for domain in domains:
            ranks = [int(row[domain]) for row in rows]
            assert len(set(ranks)) == len(ranks)
            assert 1 <= min(ranks) < max(ranks) <= ranked


def test_two_districts_share_the_statistical_code_of_one_partnership(made: MadeFolder) -> None:
    rows = rows_of(made.published / "lookups" / "LAD_(2024)_to_CSP_to_PFA_(2024).csv")
    shared = [row["LAD24NM"] for row in rows if row["CSP24NM"] == "Quillhurst and Rushingham"]
    assert shared == ["Quillhurst", "Rushingham"]
    assert len({row["CSP24CD"] for row in rows if row["PFA24CD"] == "E23999001"}) == 12


def test_boundaries_are_geojson_with_the_publishers_properties(made: MadeFolder) -> None:
    counted = {}
    for path in (made.published / "boundaries").iterdir():
        collection = json.loads(path.read_text(encoding="utf-8"))
        assert collection["type"] == "FeatureCollection"
        for feature in collection["features"]:
            assert feature["geometry"]["type"] in ("Polygon", "MultiPolygon")
        keys = set(collection["features"][0]["properties"])
        code = next(iter(keys & {"LSOA21CD", "LAD24CD", "PFA24CD"}))
        counted[code] = len(collection["features"])
    assert counted == {"LSOA21CD": 47, "LAD24CD": 13, "PFA24CD": 1}


def test_every_csv_file_parses_and_none_is_empty(made: MadeFolder) -> None:
    paths = list(made.root.rglob("*.csv"))
    assert len(paths) > 40
    for path in paths:
        assert rows_of(path), path.name


def test_a_region_has_three_counties_and_three_forces(tmp_path: Path) -> None:
    region = make_folder(tmp_path, size="region", seed=1, months=("2026-04",))
    crime = sorted(path.name for path in region.published.glob("crime/*/*.csv"))
    assert crime == [
        "2026-04-brackenshire-street.csv",
        "2026-04-fallowshire-street.csv",
        "2026-04-merrowshire-street.csv",
    ]
    forces = {row["code"] for row in rows_of(region.areas / "areas.csv") if row["kind"] == "force"}
    assert len(forces) == 3
    people = rows_of(region.partnership / "people.csv")
    assert len({row["username"] for row in people}) == len(people)
    assert sum(row["name"] == "Asha Penrose" for row in people) == 1


def test_the_smallest_demonstration_is_made_within_five_seconds(tmp_path: Path) -> None:
    began = time.perf_counter()
    make_folder(tmp_path, size="district", seed=5)
    assert time.perf_counter() - began < 5
