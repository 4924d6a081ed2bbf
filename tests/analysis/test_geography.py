"""Places: which columns are understood, which areas compare, and which force a name means."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from frankpledge.analysis.api import Level, UnknownArea, open_store, profile_figures
from frankpledge.analysis.forces import match_forces
from frankpledge.analysis.geography import (
    REDRAWN_NEW,
    REDRAWN_OLD,
    SAME,
    SPLIT,
    comparison_units,
)
from frankpledge.analysis.headers import (
    ChangedTable,
    ReferenceTable,
    StreetTable,
    place_of_properties,
    table_of,
)
from tests.analysis import estshire
from tests.analysis.estshire import take_in


@pytest.mark.parametrize(
    ("header", "levels"),
    [
        ("LSOA21CD,LSOA21NM,LAD24CD,LAD24NM", {"lsoa21", "district"}),
        ("lsoa21_code,ltla24_code", {"lsoa21", "district"}),
        ("\ufeffLsoa21Cd,LAD31CD,ObjectId", {"lsoa21", "district"}),
        ("LSOA11CD,LSOA11NM,CHGIND,LSOA21CD,LAD22CD", {"lsoa11", "lsoa21", "district"}),
        ("lsoa11_code,lad_code", {"lsoa11", "district"}),
        ("LAD24CD,CSP24CD,PFA24CD", {"district", "csp", "force"}),
        ("LTLA23CD,UTLA23CD", {"district", "county"}),
        ("LAD24CD,CTY24CD", {"district", "county"}),
        ("LAD24CD,RGN24CD", {"district", "region"}),
        ("ltla24_name,ltla24_code,region24_name,region24_code", {"district", "region"}),
        ("LSOA21CD,WD24CD,WD24NM", {"lsoa21", "ward"}),
        ("LSOA21CD,total_residents", {"lsoa21"}),
        ("ltla21_code,total_population,total_females", {"district"}),
    ],
)
def test_a_lookup_is_known_by_its_columns_whatever_year_case_or_order(
    header: str, levels: set[str]
) -> None:
    for line in (header, ",".join(reversed(header.lstrip("\ufeff").split(",")))):
        table = table_of(line)
        assert isinstance(table, ReferenceTable)
        assert {place.level for place in table.places} == levels


@pytest.mark.parametrize(
    "header",
    [
        "lsoa21_code,total_households,deprivation_dimensions,n,prop",
        "ltla21_name,ltla21_code,households",
        "lsoa21_code,ruc21_code,classification,ruc",
        "ltla21_code,ltla21_name,total_population,0,1,2,3,90+",
        "LSOA01CD,LAD24CD",
        "item,price",
        "Type,Date,Latitude,Longitude,Gender,Age range,Object of search,Outcome",
        "",
    ],
)
def test_a_table_that_says_nothing_of_places_is_not_taken_for_one(header: str) -> None:
    assert table_of(header) is None


def test_street_columns_may_stand_in_any_order_and_case() -> None:
    shuffled = ",".join(reversed(estshire.HEADER.upper().split(",")))
    assert isinstance(table_of(shuffled), StreetTable)
    assert isinstance(table_of(estshire.HEADER.replace("Month", "Moon")), ChangedTable)


def test_a_street_file_with_shuffled_columns_counts_the_same(tmp_path: Path) -> None:
    shuffled = "\n".join(
        ",".join(reversed(line.split(","))) for line in (estshire.HEADER, estshire.row())
    )
    home = tmp_path / "home"
    take_in(home, estshire.lookups(tmp_path), estshire.write(tmp_path, "s.csv", shuffled))
    (row,) = profile_figures(
        open_store(home), area=estshire.NORTHMARSH, first="2025-01", last="2025-01", by=["type"]
    ).rows
    assert (row.type, row.count) == ("Drugs", 1)


def test_a_boundary_is_of_its_finest_place() -> None:
    ward: dict[str, object] = {"LAD25CD": "E07", "WD25NM": "Mill", "WD25CD": "E05"}
    assert place_of_properties(ward) == (Level.WARD, 25, "WD25CD", "WD25NM")
    assert place_of_properties({"lad_code": "E07", "lad_name": "Northmarsh"}) == (
        Level.DISTRICT,
        0,
        "lad_code",
        "lad_name",
    )
    assert place_of_properties({"name": "a park"}) is None


def test_unchanged_and_merged_areas_compare_as_of_2021_and_split_ones_as_their_parent() -> None:
    units = comparison_units([("same", "same"), ("s", "s1"), ("s", "s2"), ("m1", "m"), ("m2", "m")])
    assert units["same"] == ("same", SAME)
    assert units["s"] == units["s1"] == units["s2"] == ("s", SPLIT)
    assert units["m"] == units["m1"] == units["m2"] == ("m", SAME)


def test_areas_redrawn_many_to_many_stand_alone() -> None:
    units = comparison_units([("a", "x"), ("b", "x"), ("b", "y")])
    assert units["a"] == ("a", REDRAWN_OLD)
    assert units["b"] == ("b", REDRAWN_OLD)
    assert units["x"] == ("x", REDRAWN_NEW)
    assert units["y"] == ("y", REDRAWN_NEW)


codes = st.integers(0, 6)


@given(st.sets(st.tuples(codes.map(lambda n: f"o{n}"), codes.map(lambda n: f"n{n}")), min_size=1))
def test_no_unit_is_shared_by_areas_that_do_not_cover_the_same_ground(
    links: set[tuple[str, str]],
) -> None:
    units = comparison_units(links)
    for unit, vintage in set(units.values()):
        members = {code for code, given_ in units.items() if given_ == (unit, vintage)}
        old = {code for code in members if code.startswith("o")}
        new = {code for code in members if code.startswith("n")}
        if vintage in (SAME, SPLIT):
            touching = {(a, b) for a, b in links if a in old or b in new}
            assert touching == {(a, b) for a, b in links if a in old and b in new}
        else:
            assert len(members) == 1


@pytest.mark.parametrize(
    ("spoken", "area"),
    [
        ("Kent Police", "Kent"),
        ("Devon & Cornwall Police", "Devon & Cornwall"),
        ("Devon and Cornwall Police", "Devon & Cornwall"),
        ("Metropolitan Police Service", "Metropolitan Police"),
        ("City of London Police", "London, City of"),
        ("Avon and Somerset Constabulary", "Avon and Somerset"),
        ("Dyfed-Powys Police", "Dyfed-Powys"),
        ("Greater Manchester Police", "Greater Manchester"),
        ("West Yorkshire Police", "West Yorkshire"),
        ("Thames Valley Police", "Thames Valley"),
        ("Durham Constabulary", "Durham"),
        ("Hampshire Constabulary", "Hampshire and Isle of Wight"),
        ("Hampshire and Isle of Wight Constabulary", "Hampshire"),
        ("British Transport Police", None),
    ],
)
def test_a_force_is_known_by_the_name_it_gives_itself(spoken: str, area: str | None) -> None:
    names = [
        "Kent",
        "Devon & Cornwall",
        "Metropolitan Police",
        "London, City of",
        "Avon and Somerset",
        "Dyfed-Powys",
        "Greater Manchester",
        "West Yorkshire",
        "South Yorkshire",
        "West Midlands",
        "West Mercia",
        "Thames Valley",
        "Durham",
        "Hampshire" if area == "Hampshire" else "Hampshire and Isle of Wight",
    ]
    matched = match_forces([spoken], {name: name for name in names})
    assert matched == {spoken: area}


def test_a_partnership_over_two_districts_counts_both(tmp_path: Path) -> None:
    home = tmp_path / "home"
    rows = [estshire.row(), estshire.row(lsoa=estshire.SPLIT)]
    take_in(home, estshire.lookups(tmp_path), estshire.month_file(tmp_path, rows))
    store = open_store(home)
    assert store.area("E22900001").name == "Marshes"
    figures = profile_figures(
        store, area="E22900001", first="2025-01", last="2025-01", by=["district"]
    )
    assert [(row.district_name, row.count) for row in figures.rows] == [
        ("Northmarsh", 1),
        ("Southmarsh", 1),
    ]


def test_a_partnership_that_shares_a_district_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "home"
    shared = estshire.write(
        tmp_path,
        "shared.csv",
        "LAD25CD,CSP25CD,CSP25NM\n"
        f"{estshire.NORTHMARSH},E22900008,West\n{estshire.NORTHMARSH},E22900009,East\n",
    )
    take_in(
        home, estshire.lookups(tmp_path), shared, estshire.month_file(tmp_path, [estshire.row()])
    )
    with pytest.raises(UnknownArea, match="covers only a part of a district"):
        profile_figures(
            open_store(home), area="E22900008", first="2025-01", last="2025-01", by=["type"]
        )
