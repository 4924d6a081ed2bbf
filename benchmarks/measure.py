"""How a timing is taken and told: the best of several, beside a rival in the same run."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

LOOPS = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One figure. `ratio` is ours over the rival's; the run fails where it is above `limit`."""

    name: str
    value: float
    unit: str
    peer: str = ""
    peer_value: float | None = None
    limit: float | None = None
    n: int = 1

    @property
    def ratio(self) -> float | None:
        """How many times the rival's figure ours is, or None where there is no rival."""
        return round(self.value / self.peer_value, 3) if self.peer_value else None

    @property
    def within_limit(self) -> bool:
        """Whether the figure is good enough: the ratio where there is a rival, else the value."""
        measured = self.value if self.ratio is None else self.ratio
        return self.limit is None or measured <= self.limit

    def line(self) -> str:
        """The measurement as one line of JSON, with its keys in a fixed order."""
        keys = ("name", "value", "unit", "peer", "peer_value", "ratio", "limit", "n")
        values = {**asdict(self), "ratio": self.ratio}
        return json.dumps({key: rounded(values[key]) for key in keys})


def rounded(value: object) -> object:
    return float(f"{value:.4g}") if isinstance(value, float) else value


def best_of(
    times: int, work: Callable[[], object], *, clock: Callable[[], float] = time.perf_counter
) -> float:
    """The shortest of *times* runs, in seconds. Other work on the machine only ever adds."""
    taken = []
    for _ in range(times):
        began = clock()
        work()
        taken.append(clock() - began)
    return min(taken)


def side_by_side(
    times: int,
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[float, float]:
    """The shortest of each, turn and turn about, so that a busy moment falls on both alike."""
    pairs = [(best_of(1, ours, clock=clock), best_of(1, theirs, clock=clock)) for _ in range(times)]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def calibration() -> Measurement:
    """A loop that does the same everywhere: what one second of this machine is worth today."""

    def count() -> None:
        total = 0
        for number in range(LOOPS):
            total += number & 7

    return Measurement(name="calibration loop", value=best_of(5, count), unit="s", n=LOOPS)
