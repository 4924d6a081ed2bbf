"""Knows which round numbers stand along an axis, and how far along it a value lies. Pure."""

import math
from dataclasses import dataclass

from frankpledge.profiles.words import MINUS

FINE = 10
"""Into about how many steps a range is parted to find the round numbers that it ends at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A round number on an axis, in figures."""

    value: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Values from *low* to *high* along so many units of a drawing."""

    low: float
    high: float
    long: float

    def at(self, value: float) -> float:
        """Where the value lies; what is beyond an end lies at that end."""
        across = (value - self.low) / (self.high - self.low)
        return min(max(across, 0.0), 1.0) * self.long

    def ticks(self, count: int) -> tuple[Tick, ...]:
        """About so many round numbers, evenly spaced, that lie within."""
        whole, power = _step(self.low, self.high, count)
        first = math.ceil(round(_divided(self.low, whole, power), 9))
        last = math.floor(round(_divided(self.high, whole, power), 9))
        values = [_times(number, whole, power) for number in range(first, last + 1)]
        return tuple(
            Tick(value=value, text=f"{value:,.{max(0, -power)}f}".replace("-", MINUS))
            for value in values
        )


def rounded_out(low: float, high: float, *, long: float) -> Scale:
    """A scale that holds both values and ends at round numbers."""
    if high <= low:
        high = low + 1.0
    for _ in range(FINE):
        whole, power = _step(low, high, FINE)
        ends = (
            _times(math.floor(round(_divided(low, whole, power), 9)), whole, power),
            _times(math.ceil(round(_divided(high, whole, power), 9)), whole, power),
        )
        if ends == (low, high):
            break
        low, high = ends
    return Scale(low=low, high=high, long=long)


def _step(low: float, high: float, count: int) -> tuple[int, int]:
    """The round step that parts a range nearest to *count* times: 1, 2 or 5, and its power."""
    step = (high - low) / count
    power = math.floor(math.log10(step))
    over = step / 10.0**power
    if over >= math.sqrt(50):
        return 1, power + 1
    return 5 if over >= math.sqrt(10) else 2 if over >= math.sqrt(2) else 1, power


# By a whole power of ten, never by a fraction, so that 3 steps of 0.1 are 0.3 and not a bit more.
def _times(number: int, whole: int, power: int) -> float:
    return number * whole * 10.0**power if power >= 0 else number * whole / 10.0**-power


def _divided(value: float, whole: int, power: int) -> float:
    return value / (whole * 10.0**power) if power >= 0 else value * 10.0**-power / whole
