"""Adding partnerships' numbers into the county's, and what of it may be published. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from frankpledge.plans.returns.measures import Adding, Measure

LEAST = 5
"""A protected number below this is not shown."""

ROUNDED_TO = 5
"""Protected numbers that may be shown are rounded to the nearest of these."""

MOST_ROUNDED_OFF = 2
"""How much rounding to the nearest five takes away at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one return says of one measure. No number is not nought."""

    number: int | None
    parts: frozenset[object] = frozenset()
    not_comparable: str = ""
    is_rounded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A county's number: what it adds up, what it could not, and what was counted once for several.

    `total` is None where nobody gave a number, and where adding would say nothing. `spread` is
    how many partnerships said each value. `shared` is how many events stood in several returns, and
    `rounded` how many of the numbers had been rounded to the nearest five before they came.
    """

    total: int | None
    given_by: int
    missing: int
    not_comparable: int
    shared: int = 0
    rounded: int = 0
    spread: Mapping[int, int] | None = None


def add_up(measure: Measure, said: Mapping[str, Said]) -> Sum:
    """The county's number of a measure from what each return says of it, by partnership.

    Source of the rule: a number that is missing adds nothing and is counted as missing; events
    that several returns hold are added once; typed numbers are added as they are.
    """
    given = [one for one in said.values() if one.number is not None]
    numbers = [one.number for one in given if one.number is not None]
    counted_once: Counter[object] = Counter(part for one in given for part in one.parts)
    twice = sum(times - 1 for times in counted_once.values())
    total: int | None = sum(numbers) if numbers else None
    shared = 0
    if total is not None and measure.adding == Adding.EVENTS:
        total -= twice
        shared = sum(1 for times in counted_once.values() if times > 1)
    return Sum(
        total=None if measure.adding in (Adding.SPREAD, Adding.APART) else total,
        given_by=len(given),
        missing=len(said) - len(given),
        not_comparable=sum(1 for one in given if one.not_comparable),
        shared=shared,
        rounded=sum(1 for one in given if one.is_rounded),
        spread=dict(sorted(Counter(numbers).items())) if measure.adding == Adding.SPREAD else None,
    )


def in_words(number: int | None, rounded: int = 0) -> str:
    """A number as people read it, where *rounded* of what it adds up were rounded to five.

    Each of these may be two more or two less, and nought may be one or two.

    >>> [in_words(7), in_words(15, 1), in_words(0, 1), in_words(0, 3), in_words(None)]
    ['7', 'About 15', '0 to 2', '0 to 6', 'Not known']
    """
    if number is None:
        return "Not known"
    if not rounded:
        return str(number)
    return f"About {number}" if number else f"0 to {MOST_ROUNDED_OFF * rounded}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What may be shown of a measure. None stands for what is kept back or not known."""

    parts: Mapping[str, int | None]
    total: int | None
    kept_back: frozenset[str] = frozenset()
    total_kept_back: bool = False
    is_rounded: bool = False


def publish(measure: Measure, said: Mapping[str, Said], total: int | None) -> Published:
    """What may be shown of a measure to whoever neither makes nor checks returns.

    Of a protected measure only the county's number is shown, rounded to the nearest five, and
    that not below five. Partnerships' own numbers stay back however large: with two of them, or
    with one edition and the next, their rounding would meet, and a small one could be worked out.
    """
    numbers = {name: one.number for name, one in said.items()}
    if not measure.protected:
        return Published(parts=numbers, total=total)
    is_small = total is not None and total < LEAST
    return Published(
        parts=dict.fromkeys(numbers),
        total=None if total is None or is_small else _rounded(total),
        kept_back=frozenset(name for name, number in numbers.items() if number is not None),
        total_kept_back=is_small,
        is_rounded=True,
    )


def _rounded(number: int) -> int:
    return ROUNDED_TO * ((number + ROUNDED_TO // 2) // ROUNDED_TO)
