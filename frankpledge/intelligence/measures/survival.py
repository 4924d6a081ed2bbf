"""How long things take when some have not ended yet: Kaplan and Meier's curve, and what it shows.

Leaving out what is still open, or counting it as if it had ended, makes a slow desk look quick.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log, sqrt

Z_95 = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """One wait in whole units of time; it has ended, or it was still open when last looked at."""

    length: int
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The share that still waits just after *at*, between two limits (95%)."""

    at: int
    waiting: int
    ended: int
    share: Fraction
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """By when a share of all have ended, between limits. None where nobody can know yet."""

    at: int | None
    low: int | None
    high: int | None


class NegativeWait(ValueError):
    """A wait ended before it began. Two dates were given the wrong way round."""


def curve(spells: Iterable[Spell]) -> tuple[Point, ...]:
    """The share still waiting after each length at which something ended.

    What was open at a length counts as waiting at that length. Limits are Greenwood's on the
    scale of log(-log), which keeps them between nothing and all. Raises `NegativeWait`.
    """
    listed = list(spells)
    if any(spell.length < 0 for spell in listed):
        raise NegativeWait("a wait cannot be shorter than nothing")
    ends = Counter(spell.length for spell in listed if spell.ended)
    points: list[Point] = []
    share, spread = Fraction(1), Fraction(0)
    for at in sorted(ends):
        waiting = sum(1 for spell in listed if spell.length >= at)
        ended = ends[at]
        share *= Fraction(waiting - ended, waiting)
        if waiting > ended:
            spread += Fraction(ended, waiting * (waiting - ended))
        low, high = _limits(share, spread)
        points.append(Point(at=at, waiting=waiting, ended=ended, share=share, low=low, high=high))
    return tuple(points)


def _limits(share: Fraction, spread: Fraction) -> tuple[float, float]:
    if share in (0, 1):
        return float(share), float(share)
    at = log(-log(share))
    error = Z_95 * sqrt(spread) / abs(log(share))
    return exp(-exp(at + error)), exp(-exp(at - error))


def passed(points: Sequence[Point], part: Fraction) -> Passed:
    """By when *part* of all have ended: the first length at which no more than the rest wait."""
    rest = 1 - part

    return Passed(
        at=next((point.at for point in points if point.share <= rest), None),
        low=next((point.at for point in points if point.low <= rest), None),
        high=next((point.at for point in points if point.high <= rest), None),
    )


def median(points: Sequence[Point]) -> Passed:
    """By when half of all have ended."""
    return passed(points, Fraction(1, 2))
