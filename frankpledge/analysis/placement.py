"""Knows where each street row goes: kept in a district, without a place, or outside its force.

Kept rows of a force that has no area in the lookups are counted in no district, and neither are
those whose small area of 2011 has been shared between two districts.
"""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb

from frankpledge.analysis.forces import match_forces
from frankpledge.analysis.headers import Level
from frankpledge.analysis.settled import PLACE_COLUMNS, PLACES, read_areas
from frankpledge.analysis.tables import files, literal, write_query

KEPT = "kept"
UNPLACED = "unplaced"
OUTSIDE = "outside"

COUNT_COLUMNS = "part, month, origin, force, falls_within, district, type, unit, vintage, placement"
PART_COLUMNS = (
    "crime_id, month, reported_by, falls_within, force, lon_e6, lat_e6, location, lsoa, "
    "lsoa_name, unit, vintage, district, placement, type, outcome, context, n"
)
_DISTRICT_COLUMNS = "part, month, origin, force, falls_within, district, type, placement"


@dataclass(frozen=True, kw_only=True)
class Places:
    """What is known of forces once the table ``places`` stands: names by code, and who has any."""

    names: Mapping[str, str]
    with_places: frozenset[str]


def load_places(connection: duckdb.DuckDBPyConnection, folder: Path | None) -> Places:
    """Makes the table ``places`` that ``place`` joins ``taken`` to; it serves every batch."""
    columns = ", ".join(f"{name} {kind}" for name, kind in PLACE_COLUMNS.items())
    connection.execute(f"CREATE OR REPLACE TABLE places ({columns})")
    if folder is None:
        return Places(names={}, with_places=frozenset())
    connection.execute(f"INSERT INTO places SELECT * FROM {literal(str(folder / PLACES))}")
    placed = connection.execute("SELECT DISTINCT unnest(forces) FROM places").fetchall()
    return Places(
        names={
            area.code: area.name
            for area in read_areas(folder).values()
            if area.level == Level.FORCE
        },
        with_places=frozenset(code for (code,) in placed),
    )


def place(connection: duckdb.DuckDBPyConnection, places: Places) -> None:
    """Says of the rows of ``taken`` where they go, which the view ``placed`` adds to each.

    Rows of one file that name the same small area go to the same place, so that it is worked out
    once for them all: the table ``destinations`` has it, and how many they are.
    """
    connection.execute(
        """CREATE OR REPLACE TABLE named AS
        SELECT file, falls_within, lsoa, sum(n)::INTEGER AS n FROM taken GROUP BY ALL"""
    )
    connection.execute(
        "CREATE OR REPLACE TABLE forces "
        "(name VARCHAR, code VARCHAR, has_places BOOLEAN, any_known BOOLEAN)"
    )
    spoken = connection.execute("SELECT DISTINCT falls_within FROM named").fetchall()
    for name, code in match_forces([name for (name,) in spoken], places.names).items():
        connection.execute(
            "INSERT INTO forces VALUES (?, ?, ?, ?)",
            [name, code, code in places.with_places, bool(places.names)],
        )
    connection.execute(
        f"""CREATE OR REPLACE TABLE destinations AS
        WITH joined AS (
            SELECT named.*, forces.code AS force, places.code IS NOT NULL AS known,
                coalesce(places.unit, lsoa) AS unit, places.vintage,
                places.district AS home, places.forces AS home_forces,
                coalesce(forces.has_places, false) AS has_places,
                coalesce(forces.any_known, false) AS any_known
            FROM named LEFT JOIN places ON named.lsoa = places.code
            LEFT JOIN forces ON named.falls_within = forces.name
        ), settled AS (
            SELECT *, CASE WHEN lsoa IS NULL THEN '{UNPLACED}'
                WHEN force IS NULL THEN '{KEPT}'
                WHEN list_contains(home_forces, force) THEN '{KEPT}'
                WHEN NOT known AND NOT has_places THEN '{KEPT}'
                ELSE '{OUTSIDE}' END AS placement
            FROM joined
        )
        SELECT file, falls_within, lsoa, n, force, unit, vintage, placement,
            CASE WHEN placement = '{KEPT}' AND (force IS NOT NULL OR NOT any_known)
            THEN home END AS district
        FROM settled"""
    )
    connection.execute(
        """CREATE OR REPLACE VIEW placed AS
        SELECT taken.*, goes.force, goes.unit, goes.vintage, goes.placement, goes.district
        FROM taken JOIN destinations goes ON taken.file = goes.file
        AND taken.falls_within = goes.falls_within AND taken.lsoa IS NOT DISTINCT FROM goes.lsoa"""
    )


def take_again(connection: duckdb.DuckDBPyConnection, parts: Sequence[tuple[int, Path]]) -> None:
    """Makes the table ``taken`` from parts that are held, so that they can be placed anew."""
    selects = [
        f"""SELECT {number} AS file, crime_id, month, reported_by, falls_within, lon_e6, lat_e6,
        location, lsoa, lsoa_name, type, outcome, context, n FROM {literal(str(path))}"""
        for number, path in parts
    ]
    connection.execute(f"CREATE OR REPLACE TABLE taken AS {' UNION ALL '.join(selects)}")


def write_parts(connection: duckdb.DuckDBPyConnection, parts: Sequence[tuple[int, Path]]) -> None:
    """Each file's placed rows, sorted so that those of a small area lie together.

    A month is too small for the engine to share out, so several are written side by side.
    """
    workers = min(os.cpu_count() or 1, 4, len(parts))
    connection.execute("SET threads=1")
    try:
        with ThreadPoolExecutor(workers) as pool:
            cursors = [connection.cursor() for _ in parts]
            list(pool.map(write_part, cursors, parts))
    finally:
        connection.execute("RESET threads")


def write_part(connection: duckdb.DuckDBPyConnection, part: tuple[int, Path]) -> None:
    """One file's placed rows."""
    number, path = part
    write_query(
        connection,
        f"SELECT {PART_COLUMNS} FROM placed WHERE file = {number} ORDER BY lsoa",
        path,
    )


def accounts(
    connection: duckdb.DuckDBPyConnection,
) -> dict[int, tuple[int, int, int, int]]:
    """For each placed file: rows kept, unplaced, outside, and kept without a district."""

    def counted(which: str) -> str:
        return f"coalesce(sum(n) FILTER ({which}), 0)::INTEGER"

    rows = connection.execute(
        f"""SELECT file, {counted(f"placement = '{KEPT}'")},
        {counted(f"placement = '{UNPLACED}'")}, {counted(f"placement = '{OUTSIDE}'")},
        {counted(f"placement = '{KEPT}' AND district IS NULL")}
        FROM destinations GROUP BY file"""
    ).fetchall()
    return {file: (kept, unplaced, outside, bare) for file, kept, unplaced, outside, bare in rows}


def write_counts(
    connection: duckdb.DuckDBPyConnection,
    held: Path | None,
    fresh: Sequence[tuple[str, str, Path]],
    path: Path,
) -> None:
    """A month's counts by small area: what was held, less the fresh parts, and those.

    ``fresh`` gives each part that was written: its key, its origin and where its rows are.
    """
    keys = ", ".join(literal(key) for key, _, _ in fresh)
    labels = ", ".join(
        f"({literal(str(rows))}, {literal(key)}, {literal(origin)})" for key, origin, rows in fresh
    )
    query = f"""SELECT {COUNT_COLUMNS}, n FROM (
            SELECT filename, month, force, falls_within, district, type, unit, vintage, placement,
                sum(n)::INTEGER AS n
            FROM read_parquet({files([rows for _, _, rows in fresh])}, filename=true) GROUP BY ALL
        ) JOIN (VALUES {labels}) labels(filename, part, origin) USING (filename)"""
    if held is not None:
        query += f""" UNION ALL SELECT {COUNT_COLUMNS}, n FROM {literal(str(held))}
            WHERE part NOT IN ({keys})"""
    write_query(connection, f"SELECT * FROM ({query}) ORDER BY district, unit", path)


def write_districts(
    connection: duckdb.DuckDBPyConnection,
    held: Path | None,
    changed: Sequence[Path],
    months: Sequence[str],
    path: Path,
) -> None:
    """The counts of all months by district: what was held for other months, and the changed."""
    fresh = f"""SELECT {_DISTRICT_COLUMNS}, sum(n)::INTEGER AS n
        FROM read_parquet({files(changed)}) GROUP BY ALL"""
    if held is not None:
        gone = ", ".join(literal(month) for month in months)
        fresh = f"""SELECT {_DISTRICT_COLUMNS}, n FROM {literal(str(held))}
            WHERE month NOT IN ({gone}) UNION ALL {fresh}"""
    write_query(connection, f"SELECT * FROM ({fresh}) ORDER BY district, type, month, part", path)
