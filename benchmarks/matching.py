"""Matching a submission of five mentions with a million people held, beside Splink's own look-up.

The register goes into the blind index of SQLite and of PostgreSQL as the site would keep it, only
faster. What is timed is the whole of matching: reading what was typed, making the keys, asking the
database, opening what was found, comparing and ranking it. Splink is asked the same of the same
people, with a model trained on them, by its look-up of new records (`predict_between`, which took
the place of `find_matches_to_new_records` in its fifth release).

Recall is the share of mentions of somebody or something held that come back among the first twenty.
The keys and the errors were written by the same hand, so it says what the design can do, and not
what it does with a register that nobody here has seen.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks.measure import Measurement, best_of
from tests.__main__ import a_postgres_server

PEOPLE = 1_000_000
SUBMISSIONS = 1_000
FIRST_FEW = 20
LIMITS = {"sqlite": 0.005, "postgresql": 0.010}
LEAST_RECALL = 0.99
TIMES_FASTER = 50
SPLINK_SUBMISSIONS = 12
TIMES = 3
"""How often each look-up is timed; the shortest counts, since other work only ever adds."""
WARMING = 50


def run() -> Iterator[Measurement]:
    """Times and recall on each database, and Splink's time for some of the same submissions."""
    people = int(os.environ.get("FRANKPLEDGE_BENCH_PEOPLE") or PEOPLE)
    with tempfile.TemporaryDirectory() as home, a_postgres_server() as url:
        _child(home, "", "empty")
        _child(home, url, "empty")
        _child(home, "", "load", str(people), url)
        ours: dict[str, Measurement] = {}
        for database, address in (("sqlite", ""), ("postgresql", url)):
            for line in _child(home, address, "measure", str(people), database):
                measurement = Measurement(**json.loads(line))
                ours[measurement.name] = measurement
                yield measurement
        told = json.loads(_child(home, "", "splink", str(people))[-1])
        for database in LIMITS:
            yield Measurement(
                name=f"one submission on {database}, median",
                value=ours[f"one submission on {database}, p50"].value,
                unit="s",
                peer="Splink predict_between, median",
                peer_value=told["median"],
                limit=1 / TIMES_FASTER,
                n=told["n"],
            )


def _child(home: str, url: str, *words: str) -> list[str]:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {
        "FRANKPLEDGE_HOME": home,
        "FRANKPLEDGE_DEMO": "0",
        "DJANGO_SETTINGS_MODULE": "frankpledge.config.settings",
    }
    if url:
        env["DATABASE_URL"] = url
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.matching", *words],
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{words[0]} of the matching benchmark failed")
    return done.stdout.splitlines()


def measured(people: int, database: str) -> Iterator[Measurement]:
    """The times of one database and its recall, in this process."""
    from benchmarks.register.index import drawn_from
    from frankpledge.entities.api import Mentioned
    from frankpledge.entities.matching import Found, match
    from frankpledge.entities.taking_in import read_of

    sent = drawn_from(people, SUBMISSIONS + WARMING)
    taken: list[float] = []
    worked: list[float] = []
    first = wanted = found = 0
    compared = 0
    for number, each in enumerate(sent):

        def look(mentions: tuple[Mentioned, ...] = each.mentions) -> list[list[Found]]:
            return match([[(one.what, one.value) for one in read_of(said)] for said in mentions])

        ranked = look()
        seconds = best_of(TIMES, look)
        if number >= WARMING:
            taken.append(seconds)
            worked.append(best_of(TIMES, look, clock=time.process_time))
        compared += sum(map(len, ranked))
        for true, candidates in zip(each.held, ranked, strict=True):
            if true is None:
                continue
            wanted += 1
            numbers = [candidate.held for candidate in candidates[:FIRST_FEW]]
            found += true in numbers
            first += numbers[:1] == [true]
    taken.sort()
    worked.sort()
    for name, value, limit in (
        ("p95", taken[int(len(taken) * 0.95)], LIMITS[database]),
        ("p50", taken[len(taken) // 2], None),
        # What it costs this process, whatever else the machine does meanwhile.
        ("p95 in CPU time of this process", worked[int(len(worked) * 0.95)], None),
        ("p50 in CPU time of this process", worked[len(worked) // 2], None),
    ):
        yield Measurement(
            name=f"one submission on {database}, {name}",
            value=value,
            unit="s",
            limit=limit,
            n=len(taken),
        )
    yield Measurement(
        name=f"held mentions missed among the first 20 on {database}",
        value=1 - found / wanted,
        unit="share",
        limit=1 - LEAST_RECALL,
        n=wanted,
    )
    yield Measurement(
        name=f"held mentions not first on {database}",
        value=1 - first / wanted,
        unit="share",
        n=wanted,
    )
    yield Measurement(
        name=f"mentions compared for one submission on {database}",
        value=compared / len(sent),
        unit="mentions",
        n=len(sent),
    )


def main(words: list[str]) -> None:
    """One step in a process of its own: `empty`, `load`, `measure` or `splink`."""
    import django

    django.setup()
    if words[0] == "empty":
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    elif words[0] == "load":
        from benchmarks.register.index import load

        load(int(words[1]), postgres=words[2])
    elif words[0] == "measure":
        for measurement in measured(int(words[1]), words[2]):
            sys.stdout.write(json.dumps(asdict(measurement)) + "\n")
    else:
        from benchmarks.register.rival import splink_median

        median = splink_median(
            int(words[1]), SPLINK_SUBMISSIONS, Path(os.environ["FRANKPLEDGE_HOME"]), times=TIMES
        )
        sys.stdout.write(json.dumps({"median": median, "n": SPLINK_SUBMISSIONS}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
