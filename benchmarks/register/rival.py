"""The same look-ups by Splink, over the same register."""

from __future__ import annotations

import statistics
from itertools import count
from pathlib import Path

from benchmarks.measure import best_of
from benchmarks.register.index import drawn_from
from benchmarks.register.people import CHUNK, Individual, all_names, chunk


def splink_median(people: int, many: int, folder: Path, *, times: int) -> float:
    """How long Splink's look-up of new records takes for one submission's two people."""
    import duckdb
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    database = duckdb.connect()
    names = all_names()
    path = folder / "people.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(_COLUMNS) + "\n")
        for number in range(people // CHUNK):
            file.writelines(_line(one) for one in chunk(names, number))
    types = ", ".join(f"'{column}': 'VARCHAR'" for column in _COLUMNS)
    database.execute(
        f"CREATE TABLE people AS SELECT * FROM read_csv('{path}', columns={{{types}}})"
    )
    api = DuckDBAPI(database)
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="number",
        blocking_rules_to_generate_predictions=[
            block_on("born"),
            block_on("given", "family"),
            block_on("postcode"),
            block_on("phone"),
            block_on("mark"),
        ],
        comparisons=[
            cl.JaroWinklerAtThresholds("given"),
            cl.JaroWinklerAtThresholds("family"),
            cl.LevenshteinAtThresholds("born", [1, 2]),
            cl.ExactMatch("postcode"),
            cl.LevenshteinAtThresholds("phone", 1),
            cl.LevenshteinAtThresholds("mark", 1),
        ],
    )
    held = api.register("people", dataset_display_name="held")
    linker = Linker(held, settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    taken: list[float] = []
    asking = count()
    for number, asked in enumerate(drawn_from(people, many + 2)):
        new = [
            (f"n{place}", one.given, one.family, one.born, one.postcode, one.phone, one.mark)
            for place, one in enumerate(asked.sent.people)
        ]
        database.execute(f"CREATE OR REPLACE TABLE new_{number} AS SELECT * FROM people LIMIT 0")
        database.executemany(f"INSERT INTO new_{number} VALUES (?, ?, ?, ?, ?, ?, ?)", new)
        name = f"new_{number}"

        def look(name: str = name) -> None:
            table = api.register(name, dataset_display_name=f"{name}_{next(asking)}")
            linker.inference.predict_between(held, table).as_record_list()

        seconds = best_of(times, look)
        if number >= 2:
            taken.append(seconds)
    return statistics.median(taken)


_COLUMNS = ("number", "given", "family", "born", "postcode", "phone", "mark")


def _line(one: Individual) -> str:
    return (
        ",".join(
            (str(one.number), one.given, one.family, one.born, one.postcode, one.phone, one.mark)
        )
        + "\n"
    )
