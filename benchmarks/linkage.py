"""`frankpledge link` beside a plain script over Splink, both as programs, from CSV to clusters.

Processor time is measured, because both use every core that they find and share the machine.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Measurement
from benchmarks.people_lists import PLAIN, one_list, write_list

RECORDS = int(os.environ.get("LINK_RECORDS", "1000000"))
LIMIT = 1.3


def run() -> Iterator[Measurement]:
    """A million invented records, of which a seventh are of somebody who is there already."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        records, _ = one_list(7, records=RECORDS, again=0.15)
        path = write_list(folder / "people.csv", records, PLAIN)
        records.clear()
        ours = _seconds(["-m", "frankpledge", "link", str(path), "--out", str(folder / "a.csv")])
        theirs = _seconds(["-m", "benchmarks.splink_alone", str(path), str(folder / "b.csv")])
    yield Measurement(
        name="link, from CSV to written clusters",
        value=ours,
        unit="s of processor",
        peer="a script over Splink alone",
        peer_value=theirs,
        limit=LIMIT,
        n=RECORDS,
    )


def _seconds(words: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *words], check=True, stdin=subprocess.DEVNULL, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
