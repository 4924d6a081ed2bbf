"""The same lists on Spark: the same clusters and, after rounding, the same probabilities."""

import csv
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.people_lists import PLAIN, one_list, write_list
from frankpledge.linkage.api import EngineAbsent, Wish, link

ROOT = Path(__file__).resolve().parents[2]
LINK = """
import sys
from pathlib import Path
from frankpledge.linkage.api import Wish, link
path, out, pairs = map(Path, sys.argv[1:4])
link([path], out=out, pairs_out=pairs, wish=Wish(engine=sys.argv[4]), this_year=2026)
"""

needs_spark = pytest.mark.skipif(
    shutil.which("java") is None or find_spec("pyspark") is None,
    reason="Spark needs Java 17: apt-get install openjdk-17-jre-headless",
)


def answer(path: Path, folder: Path, engine: str) -> tuple[list[list[str]], list[tuple[str, ...]]]:
    out, pairs = folder / f"{engine}.csv", folder / f"{engine}-pairs.csv"
    # In a process of its own: each has one Spark, as whoever was first there set it up.
    words = (str(path), str(out), str(pairs), engine)
    subprocess.run([sys.executable, "-c", LINK, *words], cwd=ROOT, check=True, timeout=300)
    with out.open(encoding="utf-8", newline="") as text:
        clusters = list(csv.reader(text))
    with pairs.open(encoding="utf-8", newline="") as text:
        rows = [(left, right, p[:6]) for left, right, p in list(csv.reader(text))[1:]]
    return clusters, rows


@needs_spark
@pytest.mark.filterwarnings("ignore")
def test_spark_and_duckdb_give_the_same_answer(tmp_path: Path) -> None:
    records, _ = one_list(11, records=120, again=0.3)
    path = write_list(tmp_path / "list.csv", records, PLAIN)
    on_duckdb = answer(path, tmp_path, "duckdb")
    assert len(on_duckdb[1]) > 10
    assert answer(path, tmp_path, "spark") == on_duckdb


def test_without_spark_it_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records, _ = one_list(12, records=20)
    path = write_list(tmp_path / "list.csv", records, PLAIN)
    monkeypatch.setitem(__import__("sys").modules, "pyspark.sql", None)
    with pytest.raises(EngineAbsent, match="install it with pip install 'pyspark>=4,<5'"):
        link([path], out=tmp_path / "c.csv", wish=Wish(engine="spark"), this_year=2026)
    assert not (tmp_path / "c.csv").exists()
