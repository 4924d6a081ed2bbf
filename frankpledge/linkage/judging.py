"""Knows how pairs of people get their probability: Splink compares, the lists teach the weights."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
from splink import Linker, SettingsCreator
from splink.internals.splink_dataframe import SplinkDataFrame

from frankpledge.linkage.comparing import Comparison, as_splink
from frankpledge.linkage.engines import Engine
from frankpledge.linkage.keys import blocking_rules
from frankpledge.linkage.learning import Learned, Patterns, kin_weights, learn
from frankpledge.linkage.people import People

MOST_DRAWN = 1_000_000
"""Where there are no more pairs than this, all are compared with all."""
DRAWN = 400_000
"""Otherwise so many are drawn, to learn what strangers show."""
MOST_LEARNED_FROM = 200_000
SEED = 20260415


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What was judged; the pairs themselves stand in the table `judged`."""

    learned: Learned
    compared_pairs: int


def judge(
    connection: duckdb.DuckDBPyConnection,
    engine: Engine,
    people: People,
    compared: Sequence[Comparison],
    keys: Sequence[str],
    *,
    between_only: bool,
    least: float,
    step: Callable[[str], None],
) -> Judged:
    """Leaves pairs of at least that probability in `judged`: left, right, probability."""
    table = engine.take("people")
    numbered = [each.numbered() for each in compared]
    before = _linker(table, numbered, keys, between_only=between_only, share=0.5)
    step("Choosing pairs")
    possible = possible_pairs(people, between_only=between_only)
    _draw(connection, people, between_only=between_only)
    drawn = engine.take("drawn")
    if possible <= MOST_DRAWN:
        pairs, count = drawn, int(possible)
    else:
        pairs = before.inference.compute_blocked_pairs_for_predict()
        count = _count(engine, pairs)
    step("Learning what agreement is worth")
    patterns = _patterns(engine, before, compared, pairs, drawn, count)
    learned = learn(compared, patterns, pairs=possible)
    step("Judging pairs")
    after = _linker(table, learned.compared, keys, between_only=between_only, share=learned.share)
    after.table_management.register_blocked_pairs_for_predict(pairs)
    predicted = after.inference.predict(threshold_match_probability=least, warning_mode="never")
    engine.give(predicted, "predicted")
    _finish(connection, learned, least=least)
    return Judged(learned=learned, compared_pairs=count)


def _linker(
    table: SplinkDataFrame,
    compared: Sequence[Comparison],
    keys: Sequence[str],
    *,
    between_only: bool,
    share: float,
) -> Linker:
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="rid",
        comparisons=as_splink(compared),
        blocking_rules_to_generate_predictions=list(
            blocking_rules(keys, between_only=between_only)
        ),
        probability_two_random_records_match=min(max(share, 1e-12), 0.5),
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
    )
    return Linker(table, settings, log_level=None, validate_settings=False)


def _count(engine: Engine, frame: SplinkDataFrame) -> int:
    found = engine.api.query_sql(f"SELECT count(*) AS n FROM {frame.physical_name}")
    return int(found.as_record_list()[0]["n"])


def possible_pairs(people: People, *, between_only: bool) -> float:
    """How many pairs there are at all."""
    if between_only:
        return float(people.counts[0] * people.counts[1])
    return max(people.total * (people.total - 1) / 2, 1.0)


def _draw(connection: duckdb.DuckDBPyConnection, people: People, *, between_only: bool) -> None:
    """Pairs drawn without looking, in the table `drawn`; all of them where they are few."""
    if possible_pairs(people, between_only=between_only) <= MOST_DRAWN:
        apart = " AND l.list <> r.list" if between_only else ""
        connection.execute(
            "CREATE TABLE drawn AS SELECT '0' AS match_key, l.rid AS join_key_l, "
            f"r.rid AS join_key_r FROM people l JOIN people r ON l.rid < r.rid{apart}"
        )
        return
    dice = np.random.default_rng(SEED)
    first = people.counts[0] if between_only else people.total
    start = first if between_only else 0
    left = dice.integers(1, first + 1, DRAWN)
    right = dice.integers(start + 1, people.total + 1, DRAWN)
    apart_pairs = left != right
    chosen = {
        "join_key_l": np.minimum(left, right)[apart_pairs],
        "join_key_r": np.maximum(left, right)[apart_pairs],
    }
    connection.register("chosen", chosen)
    connection.execute("CREATE TABLE drawn AS SELECT DISTINCT * FROM chosen")
    connection.unregister("chosen")


def _patterns(
    engine: Engine,
    linker: Linker,
    compared: Sequence[Comparison],
    pairs: SplinkDataFrame,
    drawn: SplinkDataFrame,
    count: int,
) -> Patterns:
    """How often each combination of levels is seen among chosen and among drawn pairs."""
    one_in = 1 if pairs is drawn else max(1, -(-count // MOST_LEARNED_FROM))
    chosen = (
        f"SELECT 'seen' AS match_key, join_key_l, join_key_r FROM {pairs.physical_name} "
        f"WHERE (join_key_l * 31 + join_key_r * 17) % {one_in} = 0 UNION ALL "
    )
    asked = engine.api.query_sql(
        ("" if pairs is drawn else chosen)
        + f"SELECT 'drawn' AS match_key, join_key_l, join_key_r FROM {drawn.physical_name}"
    )
    linker.table_management.register_blocked_pairs_for_predict(asked)
    predicted = linker.inference.predict(warning_mode="never")
    levels = ", ".join(f"CAST(round({each.weight}) AS INT) AS {each.name}" for each in compared)
    groups = ", ".join(each.name for each in compared)
    rows = engine.api.query_sql(
        f"SELECT {groups}, sum(CASE WHEN match_key = 'seen' THEN 1 ELSE 0 END) AS seen, "
        "sum(CASE WHEN match_key = 'drawn' THEN 1 ELSE 0 END) AS drawn "
        f"FROM (SELECT match_key, {levels} FROM {predicted.physical_name}) AS numbered "
        f"GROUP BY {groups} ORDER BY {groups}"
    ).as_record_list()
    shown = "drawn" if pairs is drawn else "seen"
    return Patterns(
        levels=np.array(
            [[int(row[each.name]) - 1 for each in compared] for row in rows], dtype=np.int64
        ).reshape(len(rows), len(compared)),
        seen=np.array([float(row[shown]) * one_in for row in rows]),
        drawn=np.array([float(row["drawn"]) for row in rows]),
    )


def _finish(connection: duckdb.DuckDBPyConnection, learned: Learned, *, least: float) -> None:
    """Weighs each likely pair once more against its being two people of one household."""
    terms = [
        "CASE "
        + " ".join(
            f"WHEN abs({each.weight} - ({level.weight})) < 1e-7 THEN {weight}"
            for level, weight in zip(each.levels, weights, strict=True)
        )
        + " ELSE 0 END"
        for each, weights in zip(learned.compared, kin_weights(learned), strict=True)
        if any(weights)
    ]
    against = "0"
    if terms and sum(not each.personal for each in learned.compared) > 1:
        odds = np.log2(learned.share / learned.kin_share)
        against = f"power(2.0, greatest(-60, least(60, -({odds} + {' + '.join(terms)}))))"
    connection.execute(
        "CREATE TABLE judged AS SELECT rid_l AS left_rid, rid_r AS right_rid, "
        f"1 / (1 + power(2.0, greatest(-60, least(60, -match_weight))) + {against}) "
        "AS probability FROM predicted"
    )
    connection.execute(f"DELETE FROM judged WHERE probability < {least}")
