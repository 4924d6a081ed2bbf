"""Knows how to put places in order of rate, and how far that order is chance."""

from collections.abc import Mapping
from dataclasses import dataclass

from frankpledge.analysis import caveats
from frankpledge.analysis.evidence import Caveat, Estimate
from frankpledge.analysis.rates import rate
from frankpledge.analysis.refusals import NotComparable

FEWEST_PLACES = 3
DRAWS = 2000
SEED = 20260413


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """One place in the order; its rank lies between the two bounds in 95 of 100 draws."""

    place: str
    rank: int
    rank_low: int
    rank_high: int
    rate: Estimate


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """Places from the highest rate to the lowest."""

    places: tuple[Ranked, ...]
    method: str
    caveats: tuple[Caveat, ...]


def ranking(counts: Mapping[str, int], residents: Mapping[str, int | None]) -> Ranking:
    """Every place's rate, rank and range of ranks.

    Method: the ranks of draws from each rate's gamma distribution (Jeffreys' prior), after
    Goldstein and Spiegelhalter (1996), Journal of the Royal Statistical Society A 159.

    Refuses fewer than three places, and any place without residents: leaving it out would move
    the others up. Must not be used to judge those who work in a place.
    """
    # Imported here: it takes longer to load than most commands take to answer.
    import numpy as np

    if len(counts) < FEWEST_PLACES:
        raise NotComparable(
            f"There are only {len(counts)} places; an order needs at least {FEWEST_PLACES}."
        )
    places = sorted(counts)
    rates = {place: rate(counts[place], residents.get(place)) for place in places}
    people = np.asarray([residents[place] or 0 for place in places], dtype=np.float64)
    shapes = np.asarray([counts[place] for place in places], dtype=np.float64) + 0.5
    draws = np.random.default_rng(SEED).gamma(shapes, 1 / people, size=(DRAWS, len(places)))
    ranks = len(places) - draws.argsort(axis=1).argsort(axis=1)
    low, high = np.quantile(ranks, [0.025, 0.975], axis=0, method="nearest")
    order = sorted(places, key=lambda place: (-(rates[place].value or 0.0), place))
    return Ranking(
        places=tuple(
            Ranked(
                place=place,
                rank=position,
                rank_low=min(position, int(low[places.index(place)])),
                rank_high=max(position, int(high[places.index(place)])),
                rate=rates[place],
            )
            for position, place in enumerate(order, start=1)
        ),
        method=f"Rates in order, with the middle 95% of ranks in {DRAWS} draws.",
        caveats=(caveats.RANK_ALONE,),
    )
