"""Knows how the settled geography is kept, and gives it back without reading the lookups."""

import json
from dataclasses import asdict
from pathlib import Path

import duckdb

from frankpledge.analysis.geography import Area, Geography
from frankpledge.analysis.tables import write_rows

AREAS = "areas.json"
PLACES = "places.parquet"
UNITS = "units.parquet"

PLACE_COLUMNS = {
    "code": "VARCHAR",
    "unit": "VARCHAR",
    "vintage": "VARCHAR",
    "current": "BOOLEAN",
    "district": "VARCHAR",
    "forces": "VARCHAR[]",
}
UNIT_COLUMNS = {
    "code": "VARCHAR",
    "vintage": "VARCHAR",
    "name": "VARCHAR",
    "district": "VARCHAR",
    "residents": "INTEGER",
    "deprivation": "DOUBLE",
    "longitude": "DOUBLE",
    "latitude": "DOUBLE",
}


def write_geography(
    connection: duckdb.DuckDBPyConnection, geography: Geography, folder: Path, scratch: Path
) -> list[Path]:
    """Writes areas, places and units; returns the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_places(connection, geography, folder, scratch)
    areas = folder / AREAS
    plain = [asdict(area) for _, area in sorted(geography.areas.items())]
    areas.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    return [areas, folder / PLACES, folder / UNITS]


def read_areas(folder: Path) -> dict[str, Area]:
    """Every area by its code."""
    plain = json.loads((folder / AREAS).read_text(encoding="utf-8"))
    return {area["code"]: Area(**{**area, "districts": tuple(area["districts"])}) for area in plain}


def _write_places(
    connection: duckdb.DuckDBPyConnection, geography: Geography, folder: Path, scratch: Path
) -> None:
    """The geography's small areas and units as tables that rows are joined to."""
    write_rows(
        connection,
        (
            {
                "code": small.code,
                "unit": small.unit,
                "vintage": small.vintage,
                "current": small.current,
                "district": small.district,
                "forces": small.forces,
            }
            for small in geography.small_areas
        ),
        PLACE_COLUMNS,
        folder / PLACES,
        scratch,
    )
    write_rows(
        connection,
        (
            {
                "code": unit.code,
                "vintage": unit.vintage,
                "name": unit.name,
                "district": unit.district,
                "residents": unit.residents,
                "deprivation": unit.deprivation,
                "longitude": unit.point[0] if unit.point else None,
                "latitude": unit.point[1] if unit.point else None,
            }
            for unit in geography.units
        ),
        UNIT_COLUMNS,
        folder / UNITS,
        scratch,
    )
