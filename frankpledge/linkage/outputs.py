"""Knows how clusters and pairs are written: sorted, whole or not at all, never over a list."""

import csv
import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from frankpledge.linkage.refusals import Refused, WrongUse

Rids = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Records:
    """The identifiers of all records, as they are written."""

    ids: tuple[str, ...]

    @cached_property
    def rank(self) -> Rids:
        """The place of each in the order that people expect: numbers by size, the rest as text."""
        numbers = all(re.fullmatch(r"[0-9]{1,18}", each) for each in self.ids)
        if numbers:
            keys = np.array([int(each) for each in self.ids], dtype=np.int64)
            order = np.lexsort((np.array(self.ids), keys))
        else:
            order = np.array(sorted(range(len(self.ids)), key=self.ids.__getitem__), dtype=np.int64)
        rank = np.empty(len(self.ids), dtype=np.int64)
        rank[order] = np.arange(len(self.ids))
        return rank

    @cached_property
    def order(self) -> Rids:
        """The records from the smallest identifier to the largest."""
        return np.asarray(np.argsort(self.rank), dtype=np.int64)

    def smallest(self, named: Rids) -> Rids:
        """The clusters, each named by the record with its smallest identifier."""
        least = np.full(len(named), len(named), dtype=np.int64)
        np.minimum.at(least, named, self.rank)
        return np.asarray(self.order[least[named]], dtype=np.int64)


def check_outputs(lists: Sequence[Path], outputs: Sequence[Path]) -> None:
    """Refuses, before any work, to write where it cannot or must not be written."""
    for output in outputs:
        if any(output.resolve() == each.resolve() for each in lists):
            raise WrongUse(f"{output} is one of the lists; name another file for the answer.")
        if output.is_dir():
            raise WrongUse(f"{output} is a folder; name a file in it.")
        if not output.parent.is_dir():
            raise WrongUse(f"{output}: there is no folder {output.parent}; make it first.")
    if len({output.resolve() for output in outputs}) < len(outputs):
        raise WrongUse(f"{outputs[0]} is named twice; clusters and pairs need a file each.")


def write_clusters(path: Path, records: Records, named: Rids) -> None:
    """One row a record, in the order of the identifiers."""
    ids = records.ids
    write_rows(
        path,
        ("record_id", "cluster_id"),
        ((ids[at], ids[named[at]]) for at in records.order.tolist()),
    )


def write_pairs(
    path: Path, records: Records, left: Rids, right: Rids, probability: npt.NDArray[np.float64]
) -> None:
    """One row a pair, the smaller identifier first."""
    ids, rank = records.ids, records.rank
    turned = rank[left] > rank[right]
    first, second = np.where(turned, right, left), np.where(turned, left, right)
    order = np.lexsort((rank[second], rank[first]))
    write_rows(
        path,
        ("left", "right", "probability"),
        ((ids[first[at]], ids[second[at]], f"{probability[at]:.6f}") for at in order.tolist()),
    )


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """The rows as CSV, under their own name only when all of them are there."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as text:
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
            text.flush()
            os.fsync(text.fileno())
        unfinished.replace(path)
    except OSError as broken:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise Refused(
            f"{path} cannot be written: {broken.strerror}; choose a place that can be."
        ) from None
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
