"""Knows how to count every row that is held once more, on DuckDB or on Spark, and compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Protocol

from frankpledge.analysis import expressions
from frankpledge.analysis.months import Period
from frankpledge.analysis.refusals import NothingHeld, Refused
from frankpledge.analysis.store import Store, connection
from frankpledge.analysis.tables import files

if TYPE_CHECKING:
    from ibis.expr.types import Table

ENGINES = ("duckdb", "spark")


class NoSpark(Refused):
    """Spark was asked for and is not installed here."""


class Engine(Protocol):
    """Where expressions run."""

    def answer(self, asked: Table) -> list[tuple[object, ...]]:
        """The rows of an expression, in its own order, rounded so that engines can be compared."""


class OnDuckDB:
    """On this machine, within the process."""

    def __init__(self, parts: Sequence[Path]) -> None:
        self._cursor = connection().cursor()
        self._cursor.execute(
            f"CREATE OR REPLACE TEMP VIEW {expressions.TABLE} AS "
            f"SELECT {', '.join(expressions.COLUMNS)} FROM read_parquet({files(parts)})"
        )

    def answer(self, asked: Table) -> list[tuple[object, ...]]:
        """DuckDB's rows."""
        import ibis

        found = self._cursor.execute(ibis.to_sql(asked, dialect="duckdb")).fetchall()
        return [tuple(expressions.plainly(value) for value in row) for row in found]


class OnSpark:
    """On a Spark that is there already, or on one that is started within this machine."""

    def __init__(self, parts: Sequence[Path]) -> None:
        try:
            from pyspark.sql import SparkSession
        except ImportError as absent:
            raise NoSpark(
                "Spark is not installed here; install it with pip install 'pyspark>=4,<5' (it "
                "needs Java 17), or leave out --engine spark."
            ) from absent
        builder = (
            SparkSession.builder.appName("frankpledge")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.pyspark.python", sys.executable)
            .config("spark.log.level", "ERROR")
        )
        self.spark = builder.getOrCreate()
        self.spark.read.parquet(*(str(path) for path in parts)).createOrReplaceTempView(
            expressions.TABLE
        )

    def answer(self, asked: Table) -> list[tuple[object, ...]]:
        """Spark's rows."""
        import ibis

        # The compiler asks this of Ibis' own backend, which would bring pandas and is not loaded.
        ibis.options.pyspark = SimpleNamespace(treat_nan_as_null=False)
        found = self.spark.sql(str(ibis.to_sql(asked, dialect="pyspark"))).collect()
        return [tuple(expressions.plainly(value) for value in row) for row in found]

    def close(self) -> None:
        """Stops what was started."""
        self.spark.stop()


@contextmanager
def engine_over(store: Store, name: str = "duckdb") -> Iterator[Engine]:
    """An engine that reads every part of the store. Raises `NothingHeld` where there is none."""
    parts = [store.path / part.path for _, part in sorted(store.ledger.parts.items())]
    if not parts:
        raise NothingHeld("No crime is held, so there is nothing to count; add the files first.")
    if name == "duckdb":
        yield OnDuckDB(parts)
        return
    spark = OnSpark(parts)
    try:
        yield spark
    finally:
        spark.close()


@dataclass(frozen=True, kw_only=True)
class Recounted:
    """What a second count of every row came to, beside the sums that figures are read from.

    ``differing`` names each district, type and month where the two do not agree.
    """

    engine: str
    counts: int
    total: int
    differing: tuple[str, ...]


def recount(store: Store, *, engine: str = "duckdb") -> Recounted:
    """Counts every kept row by district, type and month again, and compares with the sums."""
    months = sorted({part.month for part in store.ledger.parts.values()})
    with engine_over(store, engine) as chosen:
        period = Period(first=months[0], last=months[-1])
        found = {
            (district, kind, month): int(str(n))
            for district, kind, month, n in chosen.answer(expressions.by_district(period))
        }
    sums = {
        (district, kind, month): int(str(n))
        for district, kind, month, n in store.read(
            """SELECT district, type, month, sum(n)::BIGINT FROM read_parquet(?)
            WHERE placement = 'kept' AND district IS NOT NULL GROUP BY ALL""",
            [str(store.path / store.ledger.districts)],
        )
    }
    return Recounted(
        engine=engine,
        counts=len(found),
        total=sum(found.values()),
        differing=tuple(
            f"{key[0]}, {key[1]}, {key[2]}: {found.get(key, 0):,} rows, {sums.get(key, 0):,} summed"
            for key in sorted(found.keys() | sums, key=str)
            if found.get(key) != sums.get(key)
        ),
    )
