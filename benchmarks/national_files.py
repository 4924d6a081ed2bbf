"""Street crime of a whole invented country, for measuring with: 43 forces, three years of months.

Made by DuckDB from hashes, so that the same files come out each time: as many rows, small areas and
districts as England and Wales have, each month of each force a file as data.police.uk publishes it.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from frankpledge.analysis.api import Period

FORCES = 43
DISTRICTS = 331
SMALL_AREAS = 35_672
ROWS = 18_000_000
FIRST, LAST = "2023-01", "2025-12"
BYTES_A_ROW = 240
ROOM = 3
"""How many times the files' own size must be free: the store and what it is made from beside it."""

TYPES = (
    "Anti-social behaviour",
    "Bicycle theft",
    "Burglary",
    "Criminal damage and arson",
    "Drugs",
    "Other crime",
    "Other theft",
    "Possession of weapons",
    "Public order",
    "Robbery",
    "Shoplifting",
    "Theft from the person",
    "Vehicle crime",
    "Violence and sexual offences",
)


@dataclass(frozen=True, kw_only=True)
class Nation:
    """The files of each month, in order, and the two tables that place them."""

    months: tuple[tuple[Path, ...], ...]
    lookup: Path
    residents: Path
    rows: int
    district: str

    @property
    def street(self) -> tuple[Path, ...]:
        """Every street file."""
        return tuple(path for month in self.months for path in month)


def nation(folder: Path, *, rows: int = ROWS) -> Nation:
    """Writes all files into the folder. Raises where the disk has no room for the work."""
    needed = ROOM * BYTES_A_ROW * rows
    if shutil.disk_usage(folder).free < needed:
        raise OSError(f"{folder} needs {needed // 10**9} GB free to measure with {rows:,} rows")
    connection = duckdb.connect()
    connection.execute(
        f"""CREATE TABLE places AS SELECT i, i * {FORCES} // {SMALL_AREAS} AS force,
        'E01' || lpad((700000 + i)::VARCHAR, 6, '0') AS code,
        'Somewhere ' || lpad((i % 999)::VARCHAR, 3, '0') || 'A' AS name,
        'E0799' || lpad((i * {DISTRICTS} // {SMALL_AREAS})::VARCHAR, 4, '0') AS district,
        -5.0 + 6.5 * (hash(i * 7) % 1000000) / 1e6 AS lon,
        50.2 + 5.3 * i / {SMALL_AREAS} AS lat,
        1000 + hash(i * 11) % 2000 AS residents FROM range({SMALL_AREAS}) t(i)"""
    )
    # A district has one force, so that it is counted in one.
    connection.execute(
        "CREATE TABLE homes AS SELECT district, min(force) AS force FROM places GROUP BY district"
    )
    connection.execute(
        """CREATE TABLE known AS SELECT places.* REPLACE (homes.force AS force),
        'Shire ' || chr(65 + (homes.force // 10)::INTEGER) || chr(65 + (homes.force % 10)::INTEGER)
        || ' Police' AS called,
        row_number() OVER (PARTITION BY homes.force ORDER BY i) - 1 AS at
        FROM places JOIN homes USING (district)"""
    )
    lookup, residents = folder / "lookup.csv", folder / "residents.csv"
    connection.execute(
        f"""COPY (SELECT code AS lsoa21_code, name AS lsoa21_name, district AS ltla24_code,
        'District ' || right(district, 4) AS ltla24_name, 'E2399' || lpad(force::VARCHAR, 4, '0')
        AS pfa24_code, 'Shire ' || chr(65 + (force // 10)::INTEGER)
        || chr(65 + (force % 10)::INTEGER) AS pfa24_name
        FROM known ORDER BY i) TO '{lookup}' (HEADER)"""
    )
    connection.execute(
        f"COPY (SELECT code AS lsoa21_code, residents AS total_residents FROM known ORDER BY i) "
        f"TO '{residents}' (HEADER)"
    )
    connection.execute(
        """CREATE TABLE sizes AS SELECT force, count(*) AS places FROM known GROUP BY force"""
    )
    # One thread writes one file for each force.
    connection.execute("SET threads=1")
    months = Period(first=FIRST, last=LAST).months
    each = rows // (FORCES * len(months))
    files = tuple(_month(connection, folder / "street", month, each) for month in months)
    return Nation(
        months=files,
        lookup=lookup,
        residents=residents,
        rows=each * FORCES * len(months),
        district="E07990100",
    )


def _month(
    connection: duckdb.DuckDBPyConnection, folder: Path, month: str, rows: int
) -> tuple[Path, ...]:
    kinds = ", ".join(f"'{kind}'" for kind in TYPES)
    target = folder / month
    target.mkdir(parents=True, exist_ok=True)
    connection.execute(
        f"""COPY (
        WITH drawn AS (
            SELECT f.force, f.places, hash(i, '{month}', f.force) AS h
            FROM range({rows}) t(i), sizes f
        )
        SELECT known.force AS shire, sha256(h::VARCHAR) AS "Crime ID", '{month}' AS "Month",
        called AS "Reported by", called AS "Falls within",
        (lon + (hash(h, 1) % 40) * 0.0004)::DECIMAL(9, 6) AS "Longitude",
        (lat + (hash(h, 2) % 40) * 0.0002)::DECIMAL(9, 6) AS "Latitude",
        'On or near Mill Lane' AS "Location", code AS "LSOA code", name AS "LSOA name",
        [{kinds}][1 + floor(power((hash(h, 3) % 9973) / 9973.0, 1.5) * {len(TYPES)})::INTEGER]
        AS "Crime type", 'Under investigation' AS "Last outcome category", NULL AS "Context"
        FROM drawn JOIN known ON known.force = drawn.force
        AND known.at = floor(power((h % 1000003) / 1000003.0, 2) * drawn.places)::BIGINT)
        TO '{target}' (FORMAT csv, HEADER, PARTITION_BY (shire), OVERWRITE_OR_IGNORE)"""
    )
    written = []
    for force in range(FORCES):
        (made,) = (target / f"shire={force}").glob("*.csv")
        written.append(made.rename(target / f"{month}-shire-{force}-street.csv"))
        made.parent.rmdir()
    return tuple(written)
