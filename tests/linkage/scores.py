"""How well clusters agree with who is who: precision, recall and F1 over pairs of records."""

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path


def read_clusters(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as text:
        return {row["record_id"]: row["cluster_id"] for row in csv.DictReader(text)}


def pairs_within(groups: Counter[object]) -> int:
    return sum(size * (size - 1) // 2 for size in groups.values())


def scores(clusters: Mapping[str, str], truth: Mapping[str, str]) -> tuple[float, float, float]:
    """Precision, recall, F1; every record of the truth must be in a cluster."""
    assert clusters.keys() == truth.keys()
    found = pairs_within(Counter(clusters.values()))
    true = pairs_within(Counter(truth.values()))
    both = pairs_within(Counter((cluster, truth[at]) for at, cluster in clusters.items()))
    return both / max(found, 1), both / max(true, 1), 2 * both / max(found + true, 1)
