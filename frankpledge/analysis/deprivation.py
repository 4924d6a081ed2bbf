"""Knows how recorded crime goes with deprivation, measured without its crime domain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from frankpledge.analysis import caveats
from frankpledge.analysis.concentration import FEWEST_PLACES
from frankpledge.analysis.evidence import Estimate, Figure, Interval, figure
from frankpledge.analysis.months import Period
from frankpledge.analysis.rates import rate
from frankpledge.analysis.refusals import NotComparable
from frankpledge.analysis.store import Store, caveats_of

FIFTHS = 5


@dataclass(frozen=True, kw_only=True)
class Fifth:
    """A fifth of an area's small areas: 1 is the most deprived, with its count and rate."""

    number: int
    places: int
    residents: int
    count: int
    rate: Estimate


@dataclass(frozen=True, kw_only=True)
class Gradient:
    """One type's rate in each fifth, and how many times that of the least the most deprived has."""

    fifths: tuple[Fifth, ...]
    ratio: Figure


def fifths(
    counts: Sequence[int], residents: Sequence[int], deprived: Sequence[float]
) -> tuple[Fifth, ...]:
    """Small areas in five groups by their deprivation, as equal in number as can be.

    Each has its rate per 1,000 residents with an exact interval. Refuses fewer than 20 small areas
    and fewer than 20 events, where chance decides.
    """
    places, total = len(counts), sum(counts)
    if places < FEWEST_PLACES:
        raise NotComparable(
            f"There are only {places} small areas; fifths of them need at least {FEWEST_PLACES}."
        )
    if total < FEWEST_PLACES:
        raise NotComparable(
            f"Only {total} events were counted; where {FEWEST_PLACES} or fewer lie is chance."
        )
    order = sorted(range(places), key=lambda at: (-deprived[at], at))
    made = []
    for number in range(FIFTHS):
        chosen = order[number * places // FIFTHS : (number + 1) * places // FIFTHS]
        count = sum(counts[at] for at in chosen)
        people = sum(residents[at] for at in chosen)
        made.append(
            Fifth(
                number=number + 1,
                places=len(chosen),
                residents=people,
                count=count,
                rate=rate(count, people),
            )
        )
    return tuple(made)


def gradient_of(store: Store, *, area: str, first: str, last: str, kind: str) -> Gradient:
    """One type's rate by how deprived the area's small areas are, compared with one another.

    Small areas that were split or merged between the two maps are joined through the published
    lookup. The interval of the ratio is Clopper and Pearson's, as for two periods.

    Must not be used, and refuses: for a period with a gap; where a small area has no rank or no
    residents, since leaving it out would move the fifths; for fewer than 20 small areas or events.
    It describes places. It says nothing about who commits crime, and explains none of it.
    """
    place, period = store.area(area), Period(first=first, last=last)
    evidence = store.evidence(place, period)
    if evidence.months_missing:
        raise NotComparable(
            f"{place.name} lacks {caveats.ranges(evidence.months_missing)} of {period}; a rate "
            "over a period with a gap would be too low."
        )
    places = store.small_areas(place, period, kind)
    if all(each.deprivation is None for each in places):
        raise NotComparable(
            f"No ranks of deprivation are held for {place.name}; add the file of the Indices of "
            "Deprivation that has the rank of every domain."
        )
    bare = sum(1 for each in places if each.residents is None or each.deprivation is None)
    if bare:
        raise NotComparable(
            f"{bare} of the {len(places)} small areas of {place.name} have no rank of deprivation "
            "or no residents; add the files that have them all."
        )
    made = fifths(
        [each.count for each in places],
        [each.residents or 0 for each in places],
        [each.deprivation or 0.0 for each in places],
    )
    return Gradient(
        fifths=made,
        ratio=figure(
            f"{kind}, most and least deprived fifth",
            _ratio(made),
            evidence,
            (
                *caveats_of(store, place, evidence, [kind]),
                caveats.CENSUS_2021,
                caveats.NOT_THE_CRIME_DOMAIN,
            ),
        ),
    )


def _ratio(made: Sequence[Fifth]) -> Estimate:
    # Imported here: it takes longer to load than most commands take to answer.
    from scipy.special import betaincinv

    most, least = made[0], made[-1]
    n = most.count + least.count
    if not most.count or not least.count:
        raise NotComparable(
            "Nothing was counted in the most or in the least deprived fifth, so the two cannot be "
            "set against each other."
        )
    low = float(betaincinv(most.count, least.count + 1, 0.025))
    high = float(betaincinv(most.count + 1, least.count, 0.975))
    scale = least.residents / most.residents
    return Estimate(
        value=scale * most.count / least.count,
        unit="times the rate of the least deprived fifth",
        n=n,
        interval=Interval(low=scale * low / (1 - low), high=scale * high / (1 - high)),
        method="Small areas of this area in fifths by the Indices of Deprivation without their "
        "crime domain; rates per resident, most deprived over least. 95% interval: Clopper and "
        "Pearson, given the sum.",
    )
