"""The same expressions on DuckDB and on Spark: the same tests, the same answers after rounding."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from frankpledge.analysis import expressions
from frankpledge.analysis.api import Period, concentration, open_store, profile_figures, recount
from frankpledge.analysis.recount import Engine, NoSpark, engine_over
from frankpledge.profiles.commands import recount_published
from tests.analysis import estshire

BEFORE, AFTER = Period(first="2024-01", last="2024-01"), Period(first="2025-01", last="2025-01")
PLACES = (estshire.UNCHANGED, estshire.ALSO_UNCHANGED, estshire.SPLIT, *estshire.MERGED_PARTS)
needs_spark = pytest.mark.skipif(
    shutil.which("java") is None or find_spec("pyspark") is None,
    reason="Spark needs Java 17: apt-get install openjdk-17-jre-headless",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two months of a small county, some rows without a place and some in the next force."""
    folder = tmp_path_factory.mktemp("engines")
    dice = random.Random(3)
    estshire.take_in(folder / "home", estshire.lookups(folder), estshire.residents(folder))
    for month in ("2024-01", "2025-01"):
        rows = [
            estshire.row(
                month=month,
                lsoa=dice.choice([*PLACES, "", estshire.ACROSS_THE_BORDER]),
                kind=dice.choice(["Drugs", "Drugs", "Robbery", "Burglary"]),
            )
            for _ in range(300)
        ]
        rows += [estshire.row(month="2025-01", kind="Bicycle theft")] * (month == "2025-01")
        estshire.take_in(folder / "home", estshire.month_file(folder / month, rows))
    return folder / "home"


@pytest.fixture(scope="module", params=["duckdb", pytest.param("spark", marks=needs_spark)])
def engine(request: pytest.FixtureRequest, home: Path) -> Iterator[Engine]:
    with engine_over(open_store(home), request.param) as chosen:
        yield chosen


@pytest.mark.filterwarnings("ignore")
def test_districts_are_counted_as_figures_are(engine: Engine, home: Path) -> None:
    figures = profile_figures(
        open_store(home),
        area="E10900001",
        first=AFTER.first,
        last=AFTER.last,
        by=["district", "type", "month"],
    )
    assert engine.answer(expressions.by_district(AFTER)) == [
        (row.district, row.type, row.month, row.count) for row in figures.rows
    ]


@pytest.mark.filterwarnings("ignore")
def test_the_spread_is_that_of_the_places_that_have_any(engine: Engine, home: Path) -> None:
    figures = profile_figures(
        open_store(home),
        area=estshire.FORCE_CODE,
        first=AFTER.first,
        last=AFTER.last,
        by=["type", "lsoa"],
    )
    by_type: dict[str, list[int]] = {}
    for row in figures.rows:
        by_type.setdefault(row.type or "", []).append(row.count)
    assert engine.answer(expressions.spread(AFTER)) == [
        (kind, len(counts), sum(counts), round(100 * max(counts) / sum(counts), 6))
        for kind, counts in sorted(by_type.items())
    ]
    padded = [*by_type["Drugs"], *[0] * 20]
    assert concentration(padded).top_share.value is not None


@pytest.mark.filterwarnings("ignore")
def test_change_is_none_where_there_was_nothing_before(engine: Engine, home: Path) -> None:
    found = {(row[0], row[1]): row[2:] for row in engine.answer(expressions.moved(BEFORE, AFTER))}

    assert found[estshire.NORTHMARSH, "Bicycle theft"] == (0, 1, None)
    old, new, moved = found[estshire.SOUTHMARSH, "Drugs"]
    assert moved == pytest.approx(100 * (int(str(new)) / int(str(old)) - 1), abs=1e-6)
    assert all(isinstance(count, int) for row in found.values() for count in row[:2])


def test_the_sums_are_the_rows_and_what_differs_is_named(home: Path, tmp_path: Path) -> None:
    whole = recount(open_store(home))
    assert whole.differing == ()
    assert whole.total > 400

    broken = tmp_path / "broken"
    shutil.copytree(home, broken)
    ledger = broken / "store" / "ledger.json"
    plain = json.loads(ledger.read_text(encoding="utf-8"))
    key = next(key for key in plain["parts"] if key.endswith("2025-01"))
    del plain["parts"][key]
    ledger.write_text(json.dumps(plain), encoding="utf-8")
    found = recount(open_store(broken))
    assert any("Drugs, 2025-01: 0 rows, " in each for each in found.differing)


def test_the_command_says_whether_all_agree(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRANKPLEDGE_HOME", str(home))
    told = CliRunner().invoke(recount_published, [])
    assert told.exit_code == 0
    assert "of which 0 differ" in told.output
    monkeypatch.setitem(__import__("sys").modules, "pyspark.sql", None)
    absent = CliRunner().invoke(recount_published, ["--engine", "spark"])
    assert absent.exit_code == 1
    with (
        pytest.raises(NoSpark, match="install it with pip install"),
        engine_over(open_store(home), "spark"),
    ):
        pass
