"""Knows the two engines that Splink runs on here, and what differs between them: very little.

Both are given the same people, the same keys, the same settings and the same drawn pairs; what they
hand back is worked on in one place. So a list gives the same clusters on either.
"""

import sys
from pathlib import Path
from typing import Any, Protocol

import duckdb
from splink.internals.database_api import DatabaseAPI
from splink.internals.splink_dataframe import SplinkDataFrame

from frankpledge.linkage.people import literal
from frankpledge.linkage.refusals import EngineAbsent


class Engine(Protocol):
    """What an engine does beside what Splink does for it."""

    @property
    def api(self) -> DatabaseAPI[Any]:
        """Splink's door to the engine; its type of a table differs from engine to engine."""

    def take(self, table: str) -> SplinkDataFrame:
        """Hands a table of ours to Splink."""

    def give(self, frame: SplinkDataFrame, to: str) -> None:
        """Hands a table of Splink's back to us, under a name."""

    def close(self) -> None:
        """Lets go of what was started."""


class OnDuckDB:
    """On this machine, within the connection that the lists were read into."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        from splink.backends.duckdb import DuckDBAPI

        self.connection = connection
        self.api: DatabaseAPI[Any] = DuckDBAPI(connection)

    def take(self, table: str) -> SplinkDataFrame:
        """Splink reads the table where it is."""
        return self.api.register(table)

    def give(self, frame: SplinkDataFrame, to: str) -> None:
        """A view of Splink's table."""
        self.connection.execute(f"CREATE VIEW {to} AS SELECT * FROM {frame.physical_name}")

    def close(self) -> None:
        """Nothing was started."""


class OnSpark:
    """On Spark, where a region outgrows one machine; tables go there and back as Parquet."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, scratch: Path) -> None:
        try:
            from pyspark.sql import SparkSession
            from splink.backends.spark import SparkAPI, similarity_jar_location
        except ImportError:
            raise EngineAbsent(
                "Spark is not installed here; install it with pip install 'pyspark>=4,<5' (it "
                "needs Java 17), or leave out --engine spark."
            ) from None
        self.connection, self.scratch = connection, scratch
        builder = (
            SparkSession.builder.appName("frankpledge link")
            .config("spark.jars", similarity_jar_location())
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.warehouse.dir", str(scratch / "warehouse"))
            .config("spark.local.dir", str(scratch / "spark"))
            .config("spark.pyspark.python", sys.executable)
            .config("spark.log.level", "ERROR")
        )
        self.spark = builder.getOrCreate()
        self.api: DatabaseAPI[Any] = SparkAPI(  # type: ignore[no-untyped-call]
            spark_session=self.spark, break_lineage_method="persist"
        )

    def take(self, table: str) -> SplinkDataFrame:
        """Splink reads a copy of the table in Parquet."""
        path = self.scratch / f"{table}.parquet"
        self.connection.execute(f"COPY {table} TO {literal(str(path))} (FORMAT parquet)")
        return self.api.register(self.spark.read.parquet(str(path)), table_name=table)

    def give(self, frame: SplinkDataFrame, to: str) -> None:
        """A copy of Splink's table in Parquet, read where our own tables are."""
        path = self.scratch / f"{to}.parquet"
        self.spark.table(frame.physical_name).write.parquet(str(path))
        self.connection.execute(
            f"CREATE TABLE {to} AS SELECT * FROM read_parquet({literal(f'{path}/*.parquet')})"
        )

    def close(self) -> None:
        """Ends the session."""
        self.spark.stop()
