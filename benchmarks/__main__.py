"""Runs every benchmark: `python -m benchmarks`, or only some: `python -m benchmarks ingest page`.

Prints one JSON object a line and fails where a figure is above its limit. A benchmark is a module
in this folder with a function `run()` that yields `Measurement`s.
"""

import os
import pkgutil
import sys
from collections.abc import Iterator
from importlib import import_module

import benchmarks
from benchmarks.measure import Measurement, calibration

NOT_BENCHMARKS = {"__main__", "measure"}


def names() -> list[str]:
    return sorted(
        found.name
        for found in pkgutil.iter_modules(benchmarks.__path__)
        if found.name not in NOT_BENCHMARKS
        and hasattr(import_module(f"benchmarks.{found.name}"), "run")
    )


def measurements(chosen: list[str]) -> Iterator[Measurement]:
    yield calibration()
    for name in chosen:
        yield from import_module(f"benchmarks.{name}").run()


def main(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frankpledge.config.settings")
    unknown = set(words) - set(names())
    if unknown:
        sys.stderr.write(f"There is no benchmark {', '.join(sorted(unknown))}: {names()}\n")
        return 2
    over = []
    for measurement in measurements(words or names()):
        sys.stdout.write(f"{measurement.line()}\n")
        sys.stdout.flush()
        if not measurement.within_limit:
            over.append(measurement.name)
    if over:
        sys.stderr.write(f"Over its limit: {', '.join(over)}\n")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
