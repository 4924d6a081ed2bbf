"""Knows counts by force, month, small area and type: what such a file must be, and takes it in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from frankpledge.analysis import months
from frankpledge.analysis.containers import Spooled
from frankpledge.analysis.headers import COUNT_COLUMNS, CountsTable, counts_table, plainly
from frankpledge.analysis.refusals import UnusableFile
from frankpledge.analysis.tables import engine, literal

PARQUET = b"PAR1"
_REMEDY = "make the file of counts again from the months that it adds up"
_LARGEST = 10_000_000


@dataclass(frozen=True, kw_only=True)
class CountsFile:
    """A file of counts that has been spooled and is to be read."""

    name: str
    table: CountsTable
    spooled: Spooled
    synthetic: bool
    parquet: bool


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One force's one month of a file of counts: its number among files, rows and their sum."""

    number: int
    force: str
    month: str
    total: int


def is_parquet(head: bytes) -> bool:
    """Whether a file that begins so is Parquet."""
    return head.startswith(PARQUET)


def read_order(name: str, path: Path) -> CountsTable | None:
    """The columns of a Parquet file; none where it holds no counts. Damage refuses the file."""
    try:
        described = (
            engine()
            .execute(f"DESCRIBE SELECT * FROM read_parquet({literal(str(path))})")
            .fetchall()
        )
    except duckdb.Error as damage:
        raise UnusableFile(
            name, None, "the file is cut short or damaged, and cannot be read as Parquet", _REMEDY
        ) from damage
    return counts_table([plainly(column) for column, *_ in described])


def load(connection: duckdb.DuckDBPyConnection, file: CountsFile, *, this_month: str) -> int:
    """Puts the file's rows into the table ``counted``; says how many.

    One bad row refuses the file: what is left of a sum is no sum. Raises ``UnusableFile`` with the
    line (in Parquet, the row and 1 for the header that it would have).
    """
    path = literal(str(file.spooled.path))
    if file.parquet:
        source = f"read_parquet({path})"
        names = [
            column
            for column, *_ in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
        ]
    else:
        names = list(file.table.order)
        columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
        source = (
            f"read_csv({path}, header=true, auto_detect=false, delim=',', quote='\"', escape='\"', "
            f"strict_mode=true, parallel=false, columns={{{columns}}})"
        )
    by_plain = {plainly(name): '"' + name.replace('"', '""') + '"' for name in names}
    chosen = ", ".join(
        f"coalesce(trim({by_plain[column]}::VARCHAR), '') AS {column}" for column in COUNT_COLUMNS
    )
    named = by_plain.get("lsoa_name")
    chosen += f", {named}::VARCHAR AS lsoa_name" if named else ", NULL::VARCHAR AS lsoa_name"
    connection.execute("SET preserve_insertion_order=true")
    try:
        connection.execute("CREATE OR REPLACE SEQUENCE counted_lines START 2")
        connection.execute("SET threads=1")
        connection.execute(
            f"CREATE OR REPLACE TABLE counted AS SELECT nextval('counted_lines') AS line, {chosen} "
            f"FROM {source}"
        )
    except duckdb.Error as damage:
        raise UnusableFile(
            file.name, None, "the rows cannot be read as a table of counts", _REMEDY
        ) from damage
    finally:
        connection.execute("RESET threads")
        connection.execute("SET preserve_insertion_order=false")
    _refuse_amiss(connection, file, this_month)
    found = connection.execute("SELECT count(*) FROM counted").fetchall()
    if not found[0][0]:
        raise UnusableFile(file.name, 1, "the file has a header and no rows", _REMEDY)
    return int(found[0][0])


_AMISS = {
    "force": "force = ''",
    "month": r"NOT regexp_matches(month, '^[0-9]{4}-(0[1-9]|1[0-2])$')",
    "lsoa_code": "lsoa_code <> '' AND NOT regexp_matches(lsoa_code, '^[A-Za-z][0-9A-Za-z]{2,15}$')",
    "crime_type": "crime_type = ''",
    "n": "NOT regexp_matches(n, '^[0-9]{1,8}$') "
    f"OR try_cast(n AS INTEGER) NOT BETWEEN 1 AND {_LARGEST}",
}


def _refuse_amiss(connection: duckdb.DuckDBPyConnection, file: CountsFile, this_month: str) -> None:
    said = {
        "force": "force is empty",
        "month": f"“{{}}” is not a month from {months.EARLIEST} on",
        "lsoa_code": "“{}” is not an area code",
        "crime_type": "crime type is empty",
        "n": "“{}” is not a count of 1 or more",
    }
    for column, amiss in _AMISS.items():
        late = f" OR month < '{months.EARLIEST}' OR month > '{this_month}'"
        where = amiss + (late if column == "month" else "")
        bad = connection.execute(
            f"SELECT line, {column} FROM counted WHERE {where} ORDER BY line LIMIT 1"
        ).fetchall()
        if bad:
            line, value = bad[0]
            problem = said[column].format(str(value)[:40])
            if column == "month" and months.is_month(value):
                problem = f"month {value} lies in the future"
            raise UnusableFile(file.name, int(line), problem, _REMEDY)
    again = connection.execute(
        """SELECT max(line) FROM counted GROUP BY force, month, lsoa_code, crime_type
        HAVING count(*) > 1 ORDER BY 1 LIMIT 1"""
    ).fetchall()
    if again:
        raise UnusableFile(
            file.name,
            int(again[0][0]),
            "the same force, month, small area and type came before",
            _REMEDY,
        )


def held_in(connection: duckdb.DuckDBPyConnection) -> Iterator[Counted]:
    """Every force and month in the table ``counted``, numbered in order."""
    rows = connection.execute(
        "SELECT force, month, sum(n::INTEGER)::INTEGER FROM counted GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    for number, (force, month, total) in enumerate(rows):
        yield Counted(number=number, force=force, month=month, total=total)


def take(connection: duckdb.DuckDBPyConnection, chosen: list[Counted]) -> None:
    """Puts the chosen forces and months into the table ``taken``, a row for each count."""
    connection.execute(
        "CREATE OR REPLACE TABLE chosen (file INTEGER, force VARCHAR, month VARCHAR)"
    )
    connection.executemany(
        "INSERT INTO chosen VALUES (?, ?, ?)",
        [[each.number, each.force, each.month] for each in chosen],
    )
    connection.execute(
        """CREATE OR REPLACE TABLE taken AS SELECT chosen.file, NULL::BLOB AS crime_id,
        counted.month, counted.force AS reported_by, counted.force AS falls_within,
        NULL::INTEGER AS lon_e6, NULL::INTEGER AS lat_e6, NULL::VARCHAR AS location,
        nullif(lsoa_code, '') AS lsoa, lsoa_name, crime_type AS type, NULL::VARCHAR AS outcome,
        NULL::VARCHAR AS context, counted.n::INTEGER AS n
        FROM counted JOIN chosen USING (force, month)"""
    )
