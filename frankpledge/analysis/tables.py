"""Knows how tables are kept on disk: Parquet, written once, in a settled order."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

LARGEST_ROW = 128 * 1024**2


def engine(scratch: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A database in memory that keeps to this machine: it loads and fetches nothing."""
    connection = duckdb.connect()
    connection.execute("SET autoinstall_known_extensions=false")
    connection.execute("SET autoload_known_extensions=false")
    if scratch is not None:
        connection.execute("SET memory_limit='1GB'")
        # Whatever is written is sorted by what it says, so the order of reading need not be kept.
        connection.execute("SET preserve_insertion_order=false")
        connection.execute(f"SET temp_directory={literal(str(scratch))}")
    return connection


def literal(text: str) -> str:
    """A text as the engine's language writes it."""
    return "'" + text.replace("'", "''") + "'"


def files(paths: Sequence[Path]) -> str:
    """A list of files as the engine's language writes it."""
    return "[" + ", ".join(literal(str(path)) for path in paths) + "]"


def write_query(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """The rows of the query as a Parquet file, in the order that the query gives them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection.execute(
        f"COPY ({query}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION snappy)"
    )


def write_rows(
    connection: duckdb.DuckDBPyConnection,
    rows: Iterable[Mapping[str, object]],
    columns: Mapping[str, str],
    path: Path,
    scratch: Path,
) -> None:
    """The rows as a Parquet file; ``columns`` gives each column's type.

    They go through a file of lines because binding tens of thousands of values takes minutes.
    """
    lines = scratch / f"{path.stem}.jsonl"
    with lines.open("w", encoding="utf-8") as text:
        for row in rows:
            text.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")))
            text.write("\n")
    types = ", ".join(f"{name}: {literal(kind)}" for name, kind in columns.items())
    write_query(
        connection,
        f"SELECT {', '.join(columns)} FROM read_json({literal(str(lines))}, "
        f"format='newline_delimited', columns={{{types}}}, maximum_object_size={LARGEST_ROW})",
        path,
    )
    lines.unlink()
