"""Invented names are invented: no real place, no reachable address, nobody twice."""

import csv
import gzip
import re

import pytest

from frankpledge.demonstration.county import COUNTIES, NEIGHBOUR
from frankpledge.demonstration.folder import MadeFolder
from frankpledge.demonstration.geography import Land
from frankpledge.demonstration.names import DRAMA_RANGES, STORY_PEOPLE, Names, email, username
from tests.demonstration.reading import rows_of
from tests.plugins.fences import OPEN_DATA

DRAMA = re.compile(
    r"07700 900\d{3}|01632 960\d{3}|0808 157 0\d{3}|03069 990\d{3}",
)


def real_names() -> set[str]:
    """Every ward, district and county of England and Wales in the published lookups."""
    found: set[str] = set()
    for name, columns in (
        ("lookup_lsoa21_ward24_ltla24.csv.gz", ("ward24_name", "ltla24_name")),
        ("lookup_lsoa11_lsoa21_ltla22.csv.gz", ("ltla22_name",)),
    ):
        with gzip.open(OPEN_DATA / "lookups" / name, "rt", encoding="utf-8") as file:
            found |= {row[column] for row in csv.DictReader(file) for column in columns}
    for name, columns in (
        ("lookup_ltla24_csp24_pfa24.csv", ("csp24_name", "pfa24_name")),
        ("lookup_ltla23_utla23.csv", ("utla23_name",)),
    ):
        with (OPEN_DATA / "lookups" / name).open(encoding="utf-8") as plain:
            found |= {row[column] for row in csv.DictReader(plain) for column in columns}
    return {name.casefold() for name in found}


@pytest.mark.open_data
def test_no_invented_place_is_a_real_one(land: Land) -> None:
    invented = {area.ward_name for area in land.areas} | {NEIGHBOUR[1]}
    for county in COUNTIES:
        invented |= {county.name, county.force_name}
        invented |= {district.name for district in county.districts}
        invented |= {district.former_name for district in county.districts}
        invented |= {name for name, _ in county.successors}
    assert {name.casefold() for name in invented if name} & real_names() == set()


@pytest.mark.open_data
def test_no_invented_code_is_a_real_one(land: Land) -> None:
    with gzip.open(
        OPEN_DATA / "lookups" / "lookup_lsoa11_lsoa21_ltla22.csv.gz", "rt", encoding="utf-8"
    ) as file:
        rows = list(csv.DictReader(file))
    real = {row["lsoa11_code"] for row in rows} | {row["lsoa21_code"] for row in rows}
    assert len(real) > 30_000
    invented = {area.code for area in land.areas}
    invented |= {code for area in land.areas for code, _ in area.former}
    assert invented & real == set()


def test_every_invented_code_lies_where_nothing_is_numbered(land: Land) -> None:
    for area in land.areas:
        for code in (area.code, *(code for code, _ in area.former)):
            assert re.fullmatch(r"E0199\d{4}|E0198\d{4}", code)
        assert re.fullmatch(r"E0599\d{4}", area.ward_code)
    for county in COUNTIES:
        assert re.fullmatch(r"E10999\d{3}", county.code)
        assert re.fullmatch(r"E23999\d{3}", county.force_code)
        for district in county.districts:
            assert re.fullmatch(r"E0[67]999\d{3}", district.code)


@pytest.mark.parametrize("kind", list(DRAMA_RANGES))
def test_telephone_numbers_come_from_the_ranges_kept_for_drama(kind: str) -> None:
    names = Names(seed=3, purpose="test")
    assert all(DRAMA.fullmatch(names.telephone(kind)) for _ in range(200))


def test_addresses_and_numbers_in_the_files_reach_nobody(made: MadeFolder) -> None:
    people = rows_of(made.partnership / "people.csv")
    assert len(people) > 100
    assert all(re.fullmatch(r"[a-z.]+@[a-z-]+\.example", row["email"]) for row in people)
    assert all(DRAMA.fullmatch(row["telephone"]) for row in people)


def test_a_made_up_person_is_nobody_of_the_story_and_comes_once() -> None:
    names = Names(seed=1, purpose="test")
    made_up = [names.person() for _ in range(3_000)]
    assert len(set(made_up)) == len(made_up)
    assert set(made_up).isdisjoint(person.name for person in STORY_PEOPLE)


def test_the_same_seed_gives_the_same_people_and_another_gives_others() -> None:
    first, again, other = (Names(seed=seed, purpose="test") for seed in (1, 1, 2))
    names = [first.person() for _ in range(20)]
    assert names == [again.person() for _ in range(20)]
    assert names != [other.person() for _ in range(20)]


def test_an_address_is_plain_letters_whatever_the_name() -> None:
    assert email("Zoë O'Neill-Björk", agency="wantsum-council") == (
        "zoe.oneillbjork@wantsum-council.example"
    )
    assert username("Asha Penrose") == "asha.penrose"
