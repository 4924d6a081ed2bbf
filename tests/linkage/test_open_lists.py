"""Published lists whose truth is known: FEBRL 4 and Splink's own thousand."""

import csv
from pathlib import Path

import pytest

from benchmarks.splink_alone import run as splink_alone
from frankpledge.linkage.api import Wish, link
from tests.linkage.scores import read_clusters, scores
from tests.plugins.fences import OPEN_DATA

LISTS = OPEN_DATA / "linkage"
pytestmark = pytest.mark.open_data


def test_febrl_4_is_linked_almost_without_error(tmp_path: Path) -> None:
    out = tmp_path / "c.csv"
    files = [LISTS / "dataset4a.csv", LISTS / "dataset4b.csv"]
    link(files, out=out, wish=Wish(), this_year=2026)
    found = read_clusters(out)
    assert scores(found, {record: record.split("-")[1] for record in found})[2] >= 0.999


@pytest.mark.filterwarnings("ignore")
def test_the_thousand_are_linked_at_least_as_well_as_by_splink_alone(tmp_path: Path) -> None:
    path = LISTS / "fake_1000.csv"
    with path.open(encoding="utf-8", newline="") as text:
        truth = {row["unique_id"]: row["cluster"] for row in csv.DictReader(text)}
    link([path], out=tmp_path / "ours.csv", wish=Wish(), this_year=2026)
    splink_alone(path, tmp_path / "theirs.csv")
    ours = scores(read_clusters(tmp_path / "ours.csv"), truth)[2]
    theirs = scores(read_clusters(tmp_path / "theirs.csv"), truth)[2]
    assert ours >= theirs
    assert ours >= 0.95
