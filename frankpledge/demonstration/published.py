"""The invented county's lookups, residents, ranks and boundaries, under the publishers' headers."""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import NormalDist

from shapely.geometry import MultiPolygon, mapping

from frankpledge.demonstration.county import NEIGHBOUR, County, District, write_rows
from frankpledge.demonstration.crimes import NEIGHBOUR_AREAS
from frankpledge.demonstration.geography import Land, Shape, SmallArea

Row = tuple[str, ...]
_CRS84 = "urn:ogc:def:crs:OGC:1.3:CRS84"
WARD_HEADER = "LSOA21CD,LSOA21NM,LSOA21NMW,WD24CD,WD24NM,WD24NMW,LAD24CD,LAD24NM,LAD24NMW,ObjectId"
CHANGE_HEADER = "LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND,LAD22CD,LAD22NM,LAD22NMW,ObjectId"
PARTNERSHIP_HEADER = "LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM,ObjectId"
UPPER_TIER_HEADER = "LTLA24CD,LTLA24NM,UTLA24CD,UTLA24NM,ObjectId"
RESIDENTS_HEADER = "LSOA21CD,LSOA21NM,LAD24CD,LAD24NM,total_residents"
DOMAINS = (
    "Income",
    "Employment",
    "Education, Skills and Training",
    "Health Deprivation and Disability",
    "Crime",
    "Barriers to Housing and Services",
    "Living Environment",
)
RANKS_HEADER = "LSOA code ({0}),LSOA name ({0})," + ",".join(
    f'"{domain} Rank (where 1 is most deprived)"' for domain in DOMAINS
)
INDICES = ((2019, 2011, 32_844), (2025, 2021, 33_755))
"""The Indices' year, the year of the map that they rank, and how many LSOAs they rank."""
_USUAL = NormalDist()


def write_lookups(folder: Path, lands: Sequence[Land]) -> None:
    """Write the four lookups that place an LSOA of either year in a ward, district and force."""
    for name, header, rows in (
        ("LSOA_(2021)_to_Ward_(2024)_to_LAD_(2024).csv", WARD_HEADER, _wards(lands)),
        ("LSOA_(2011)_to_LSOA_(2021)_to_LAD_(2022).csv", CHANGE_HEADER, _changes(lands)),
        ("LAD_(2024)_to_CSP_to_PFA_(2024).csv", PARTNERSHIP_HEADER, _partnerships(lands)),
        ("LTLA_(2024)_to_UTLA_(2024).csv", UPPER_TIER_HEADER, _upper_tiers(lands)),
    ):
        numbered = ((*row, str(number)) for number, row in enumerate(rows, start=1))
        write_rows(folder / name, header, numbered)


def write_residents(folder: Path, lands: Sequence[Land]) -> None:
    """Write the usual residents of each small area."""
    rows = (
        (area.code, area.name, area.district.code, area.district.name, str(area.residents))
        for land in lands
        for area in land.areas
    )
    write_rows(folder / "census2021_usual_residents_LSOA21.csv", RESIDENTS_HEADER, rows)


def write_deprivation(folder: Path, lands: Sequence[Land], *, seed: int) -> None:
    """Write the ranks of every domain twice, on the map of 2011 and on that of 2021.

    Busy districts and the middles of towns come out more deprived. Every small area of the county
    has a rank of its own among all that the Indices rank.
    """
    source = random.Random(f"frankpledge:{seed}:deprivation")
    deprived = {
        area.code: 3 * area.district.level + area.is_centre + _drawn(source)
        for land in lands
        for area in land.areas
    }
    for year, mapped, ranked in INDICES:
        places: dict[tuple[str, str], float] = {}
        for land in lands:
            for area in land.areas:
                for place in area.former if mapped == 2011 else ((area.code, area.name),):
                    places.setdefault(place, deprived[area.code])
        by_domain = [_ranks(list(places.values()), ranked, source) for _ in DOMAINS]
        rows = (
            (code, name, *(str(ranks[at]) for ranks in by_domain))
            for at, (code, name) in enumerate(places)
        )
        write_rows(
            folder / f"File_7_-_All_IoD{year}_Scores__Ranks__Deciles.csv",
            RANKS_HEADER.format(mapped),
            rows,
        )


def _ranks(deprived: Sequence[float], ranked: int, source: random.Random) -> list[int]:
    """A domain's rank of each place: near its deprivation, and no two the same."""
    drawn = [value + _drawn(source) / 2 for value in deprived]
    order = sorted(range(len(drawn)), key=lambda at: (-drawn[at], at))
    apart = ranked / len(order)
    ranks = [0] * len(order)
    for place, at in enumerate(order):
        ranks[at] = 1 + int(apart * (place + source.random() * (1 - 1 / apart)))
    return ranks


def _drawn(source: random.Random) -> float:
    return _USUAL.inv_cdf(0.001 + 0.998 * source.random())


def write_boundaries(folder: Path, lands: Sequence[Land]) -> None:
    """Write the outlines of small areas, districts and forces as GeoJSON."""
    folder.mkdir(parents=True, exist_ok=True)
    areas = [(_area_properties(area), area.shape) for land in lands for area in land.areas]
    districts = [
        ({"LAD24CD": district.code, "LAD24NM": district.name}, shape)
        for land in lands
        for district, shape in land.districts
    ]
    forces = [
        ({"PFA24CD": land.county.force_code, "PFA24NM": land.county.name}, land.whole)
        for land in lands
    ]
    for name, shapes in (
        ("LSOA_December_2021_Boundaries_EW_BGC", areas),
        ("LAD_May_2024_Boundaries_UK_BUC", districts),
        ("PFA_December_2024_Boundaries_EW_BUC", forces),
    ):
        features = [
            {
                "type": "Feature",
                "properties": {"FID": number, **properties},
                "geometry": _geometry(shape),
            }
            for number, (properties, shape) in enumerate(shapes, start=1)
        ]
        collection = {
            "type": "FeatureCollection",
            "name": name,
            "crs": {"type": "name", "properties": {"name": _CRS84}},
            "features": features,
        }
        text = json.dumps(collection, separators=(",", ":"))
        (folder / f"{name}.geojson").write_text(text + "\n", encoding="utf-8")


def _area_properties(area: SmallArea) -> Mapping[str, object]:
    return {
        "LSOA21CD": area.code,
        "LSOA21NM": area.name,
        "LAT": area.latitude,
        "LONG": area.longitude,
    }


def _geometry(shape: Shape) -> Mapping[str, object]:
    found: Mapping[str, object] = mapping(shape)
    if not isinstance(shape, MultiPolygon):
        # The statisticians' district files hold several parts even where there is one.
        return {"type": "MultiPolygon", "coordinates": [found["coordinates"]]}
    return found


def _each(lands: Sequence[Land]) -> Iterator[tuple[County, District]]:
    for land in lands:
        for district in land.county.districts:
            yield land.county, district


def _wards(lands: Sequence[Land]) -> Iterator[Row]:
    for land in lands:
        for area in land.areas:
            district = area.district
            yield (
                *(area.code, area.name, "", area.ward_code, area.ward_name, ""),
                *(district.code, district.name, ""),
            )
    code, name, _, _ = NEIGHBOUR
    for area_code, area_name in NEIGHBOUR_AREAS:
        yield area_code, area_name, "", "E05989001", "Northmarch Common", "", code, name, ""


def _changes(lands: Sequence[Land]) -> Iterator[Row]:
    for land in lands:
        for area in land.areas:
            for old_code, old_name in area.former:
                district = area.district
                yield (
                    *(old_code, old_name, area.code, area.name, area.change),
                    *(district.code, district.former_name or district.name, ""),
                )
    code, name, _, _ = NEIGHBOUR
    for area_code, area_name in NEIGHBOUR_AREAS:
        yield area_code, area_name, area_code, area_name, "U", code, name, ""


def _partnerships(lands: Sequence[Land]) -> Iterator[Row]:
    for county, district in _each(lands):
        shares = district.name in county.sharing
        csp = " and ".join(county.sharing) if shares else district.name
        yield (
            *(district.code, district.name, county.csp_code(district), csp),
            *(county.force_code, county.name),
        )
    code, name, force_code, force = NEIGHBOUR
    yield code, name, "E22999999", name, force_code, force


def _upper_tiers(lands: Sequence[Land]) -> Iterator[Row]:
    for county, district in _each(lands):
        upper = (
            (district.code, district.name) if district.is_unitary else (county.code, county.name)
        )
        yield district.code, district.name, *upper
