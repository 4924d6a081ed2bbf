"""The rival of `frankpledge link`: the same job in a plain script over Splink, with its settings.

`python -m benchmarks.splink_alone LIST.csv CLUSTERS.csv` reads a list, trains, predicts, clusters
and writes record_id,cluster_id. The settings are those that Splink's own guides start from.
"""

import csv
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI
from splink.internals.blocking_rule_creator import BlockingRuleCreator
from splink.internals.comparison_creator import ComparisonCreator

THRESHOLD = 0.5
COMPARED: dict[str, Callable[[], ComparisonCreator]] = {
    "first_name": lambda: cl.NameComparison("first_name"),
    "surname": lambda: cl.NameComparison("surname"),
    "dob": lambda: cl.DateOfBirthComparison("dob", input_is_string=True),
    "postcode": lambda: cl.PostcodeComparison("postcode"),
    "city": lambda: cl.ExactMatch("city").configure(term_frequency_adjustments=True),
    "town": lambda: cl.ExactMatch("town").configure(term_frequency_adjustments=True),
    "street": lambda: cl.JaroWinklerAtThresholds("street", [0.9]),
    "phone": lambda: cl.ExactMatch("phone"),
    "email": lambda: cl.EmailComparison("email"),
}
BLOCKED = (
    ("first_name", "surname", "city"), ("surname", "dob"), ("first_name", "dob"),
    ("surname", "postcode"), ("first_name", "postcode"), ("first_name", "surname", "town"),
    ("phone",), ("email",), ("surname", "city"), ("first_name", "city"), ("dob", "city"),
)  # fmt: skip
SURE = (("first_name", "surname", "dob"), ("email",), ("surname", "dob", "postcode"))
TRAINED = (("first_name", "surname"), ("dob",), ("email",))


def settings(columns: set[str]) -> SettingsCreator:
    """Splink's settings for a list with these columns."""
    comparisons: list[ComparisonCreator | dict[str, Any]] = [
        make() for column, make in COMPARED.items() if column in columns
    ]
    rules: list[BlockingRuleCreator | dict[str, Any]] = [
        block_on(*names) for names in BLOCKED if columns.issuperset(names)
    ]
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=rules,
        retain_matching_columns=False,
    )


def _rules(
    wanted: tuple[tuple[str, ...], ...], columns: set[str]
) -> list[str | BlockingRuleCreator]:
    return [block_on(*names) for names in wanted if columns.issuperset(names)]


def run(path: Path, out: Path) -> None:
    """The whole job, from CSV to written clusters."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    with path.open(encoding="utf-8", newline="") as text:
        header = next(csv.reader(text))
    api = DuckDBAPI()
    api.duckdb_con.execute(
        "CREATE TABLE people AS SELECT * FROM read_csv(?, all_varchar=true)", [str(path)]
    )
    columns = set(header)
    linker = Linker(api.register("people"), settings(columns), log_level=None)
    linker.training.estimate_probability_two_random_records_match(_rules(SURE, columns), recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    small = 1.0 if _count(api) < 50_000 else 0.1
    for rule in _rules(TRAINED, columns):
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, record_sample_proportion=small
        )
    predicted = linker.inference.predict(threshold_match_probability=0.01, warning_mode="never")
    clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predicted, threshold_match_probability=THRESHOLD
    )
    api.duckdb_con.execute(
        "COPY (SELECT unique_id AS record_id, cluster_id "
        f"FROM {clustered.physical_name} ORDER BY 1) TO '{out}' (HEADER)"
    )


def _count(api: DuckDBAPI) -> int:
    row = api.duckdb_con.execute("SELECT count(*) FROM people").fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]))
