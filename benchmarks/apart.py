"""Measuring in a process of its own, with an empty database and a folder that is thrown away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict

from benchmarks.measure import Measurement


def measured_apart(name: str, *, database: str = "", **more: str) -> Iterator[Measurement]:
    """What the benchmark of that name says, run by itself, on SQLite where no database is given.

    *more* is what its environment holds besides. Raises `RuntimeError` with what it complained of.
    """
    kept = {each: value for each, value in os.environ.items() if each != "DATABASE_URL"}
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}"],
            env={
                **kept,
                **({"DATABASE_URL": database} if database else {}),
                "FRANKPLEDGE_HOME": home,
                "FRANKPLEDGE_DEMO": "0",
                "DJANGO_SETTINGS_MODULE": "frankpledge.config.settings",
                **more,
            },
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    for line in done.stdout.splitlines():
        yield Measurement(**json.loads(line))


def say(measured: Callable[[], Iterable[Measurement]]) -> None:
    """Say what was measured in this process to the one that began it."""
    import django

    django.setup()
    for measurement in measured():
        sys.stdout.write(f"{json.dumps(asdict(measurement))}\n")
