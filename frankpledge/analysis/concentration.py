"""Knows how unevenly counts lie over places, and how uneven chance alone would make them."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from frankpledge.analysis.evidence import Estimate, Interval
from frankpledge.analysis.refusals import NotComparable

TOP_SHARE = 0.05
FEWEST_PLACES = 20
DRAWS = 500
SEED = 20260413


@dataclass(frozen=True, kw_only=True)
class Concentration:
    """How much of the count lies in how few places.

    ``by_chance`` is where the share would lie if each event fell on a resident (or, without
    residents, on a place) at random.
    """

    top_share: Estimate
    places: int
    top_places: int
    by_chance: Interval
    gini: float
    generalised_gini: float
    half_in: float


def gini(counts: Sequence[int]) -> float:
    """The Gini coefficient: 0 where all places have the same, near 1 where one has all."""
    n, total = len(counts), sum(counts)
    if total == 0:
        raise NotComparable("Nothing was counted in any place, so there is nothing to spread.")
    ranked = sum(rank * count for rank, count in enumerate(sorted(counts), start=1))
    return 2 * ranked / (n * total) - (n + 1) / n


def generalised_gini(counts: Sequence[int]) -> float:
    """Gini's coefficient corrected for there being fewer events than places.

    Bernasco and Steenbeek (2017), “More places than crimes”, Journal of Quantitative
    Criminology 33. With fewer events than places even a perfectly even spread has a Gini
    coefficient above 0; this one does not.
    """
    total = sum(counts)
    value = gini(counts)
    return max(len(counts) / total, 1.0) * (value - 1) + 1


def concentration(
    counts: Sequence[int], residents: Sequence[int | None] | None = None
) -> Concentration:
    """The share of the count in the top 5% of places, with what chance alone would give.

    Every place must be in ``counts``, those with nothing too. Refuses fewer than 20 places,
    where 5% is less than one, and fewer than 20 events, where chance decides. Small areas hold
    one to three thousand people: this is no measure of streets or addresses.
    """
    places, total = len(counts), sum(counts)
    if places < FEWEST_PLACES:
        raise NotComparable(
            f"There are only {places} places; the top 5% needs at least {FEWEST_PLACES}."
        )
    if total < FEWEST_PLACES:
        raise NotComparable(
            f"Only {total} events were counted; where {FEWEST_PLACES} or fewer lie is chance."
        )
    top = math.ceil(TOP_SHARE * places)
    running = list(accumulate(sorted(counts, reverse=True)))
    half = bisect_left(running, total / 2) + 1
    return Concentration(
        top_share=Estimate(
            value=100 * running[top - 1] / total,
            unit="% of the count",
            n=total,
            interval=None,
            method=f"Share of the count in the {top} places with the most, of {places}; beside "
            f"it the middle 95% of {DRAWS} random spreads over residents.",
        ),
        places=places,
        top_places=top,
        by_chance=_by_chance(total, top, _weights(places, residents)),
        gini=gini(counts),
        generalised_gini=generalised_gini(counts),
        half_in=100 * half / places,
    )


def _weights(places: int, residents: Sequence[int | None] | None) -> list[float]:
    if residents is None or any(number is None for number in residents):
        return [1 / places] * places
    people = [number or 0 for number in residents]
    total = sum(people)
    return [number / total for number in people] if total else [1 / places] * places


def _by_chance(total: int, top: int, weights: Sequence[float]) -> Interval:
    # Imported here: it takes longer to load than most commands take to answer.
    import numpy as np

    draws = np.random.default_rng(SEED).multinomial(total, weights, size=DRAWS)
    shares = 100 * np.sort(draws, axis=1)[:, -top:].sum(axis=1) / total
    low, high = np.quantile(shares, [0.025, 0.975])
    return Interval(low=float(low), high=float(high))
