"""Knows how to compare the counts of two periods without mistaking chance for change."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

from frankpledge.analysis import caveats
from frankpledge.analysis.evidence import Caveat, Estimate, Interval
from frankpledge.analysis.months import Period, days_in
from frankpledge.analysis.refusals import NotComparable

FEW = 10
# Beyond this the month-to-month swing is more than chance and the exact interval is too narrow.
OVERDISPERSED = 1.0


SWINGS = Caveat(
    code="overdispersed",
    text="Months vary more than chance alone would have it, so the interval has been widened by as "
    "much.",
)
"""Said once for every figure that it is true of; by how much stands in `Change.dispersion`."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """Two counts compared: the percentage change, and how surprising it would be by chance."""

    before: int
    after: int
    p_value: float
    dispersion: float
    estimate: Estimate


def change(before: Mapping[str, int], after: Mapping[str, int], *, level: float = 0.95) -> Change:
    """The percentage change between two periods, given each period's count by month.

    Method: given their sum, the later of two Poisson counts is binomial with the share of days
    as its probability (Przyborowski and Wilenski 1940, Biometrika 31); the interval of the ratio
    is Clopper and Pearson's (1934). Where months swing more than chance alone (Pearson's
    statistic over its degrees of freedom, above 1), both are widened by its square root
    (quasi-Poisson: McCullagh and Nelder 1989, ch. 6).

    Must not be used, and refuses, where a period has a gap, where the periods differ in length,
    or where nothing was counted in either. It does not say why a count changed, and one period
    before and after is no test of an action.
    """
    first, second = _whole(before), _whole(after)
    if len(first) != len(second):
        raise NotComparable(
            f"The periods differ in length ({len(first)} and {len(second)} months); compare equal "
            "periods."
        )
    old, new = sum(before.values()), sum(after.values())
    if old + new == 0:
        raise NotComparable("Nothing was counted in either period, so there is no change to give.")
    days_old = sum(days_in(month) for month in first)
    days_new = sum(days_in(month) for month in second)
    dispersion = max(OVERDISPERSED, _dispersion(before, after))
    said: list[Caveat] = []
    if min(old, new) < FEW:
        said.append(caveats.SMALL_COUNTS)
    if [month[5:] for month in first] != [month[5:] for month in second]:
        said.append(caveats.PART_OF_CYCLE)
    if dispersion > OVERDISPERSED and old and new:
        ratio, p_value = _widened(old, new, days_old, days_new, dispersion, level)
        method = "Conditional binomial, widened for swings between months (quasi-Poisson)."
        said.append(SWINGS)
    else:
        ratio = _exact_ratio(old, new, days_old, days_new, level)
        p_value = binomial_p(new, old + new, days_new / (days_old + days_new))
        method = "Exact conditional binomial test of two Poisson counts; Clopper-Pearson interval."
    return Change(
        before=old,
        after=new,
        p_value=p_value,
        dispersion=dispersion,
        estimate=Estimate(
            value=_percent(new * days_old / (old * days_new)) if old else None,
            unit="% change",
            n=old + new,
            interval=Interval(
                low=_percent(ratio.low),
                high=None if ratio.high is None else _percent(ratio.high),
                level=level,
            ),
            method=method,
            caveats=tuple(said),
        ),
    )


def _whole(counts: Mapping[str, int]) -> list[str]:
    """The months of a period that has no gap."""
    held = sorted(counts)
    if not held:
        raise NotComparable("No month is held for one of the periods, so it cannot be compared.")
    missing = set(Period(first=held[0], last=held[-1]).months) - set(held)
    if missing:
        raise NotComparable(
            f"A period has months that are not held ({caveats.ranges(sorted(missing))}); compare "
            "periods that are whole."
        )
    return held


def binomial_p(successes: int, trials: int, share: float) -> float:
    """The two-sided exact p: the chance of an outcome no likelier than the one seen."""
    # Imported here: it takes longer to load than most commands take to answer.
    import numpy as np
    from scipy.special import gammaln

    k = np.arange(trials + 1, dtype=np.float64)
    log_chance = (
        gammaln(trials + 1)
        - gammaln(k + 1)
        - gammaln(trials - k + 1)
        + k * math.log(share)
        + (trials - k) * math.log1p(-share)
    )
    # Equally likely outcomes differ in the last digits; the same allowance that R makes.
    seen = log_chance[successes] + 1e-7
    return min(1.0, float(np.exp(log_chance[log_chance <= seen]).sum()))


def _exact_ratio(old: int, new: int, days_old: int, days_new: int, level: float) -> Interval:
    # Imported here: it takes longer to load than most commands take to answer.
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    scale = days_old / days_new
    low = float(betaincinv(new, old + 1, tail)) if new else 0.0
    high = float(betaincinv(new + 1, old, 1 - tail)) if old else 1.0
    return Interval(
        low=scale * low / (1 - low),
        high=scale * high / (1 - high) if high < 1 else None,
        level=level,
    )


def _widened(
    old: int, new: int, days_old: int, days_new: int, dispersion: float, level: float
) -> tuple[Interval, float]:
    centre = math.log(new * days_old / (old * days_new))
    spread = math.sqrt(dispersion * (1 / old + 1 / new))
    reach = NormalDist().inv_cdf(0.5 + level / 2) * spread
    p_value = 2 * NormalDist().cdf(-abs(centre) / spread)
    return (
        Interval(low=math.exp(centre - reach), high=math.exp(centre + reach), level=level),
        p_value,
    )


def _dispersion(*periods: Mapping[str, int]) -> float:
    """Pearson's statistic over its degrees of freedom, each period about its own daily mean."""
    statistic, freedom = 0.0, 0
    for period in periods:
        total = sum(period.values())
        days = sum(days_in(month) for month in period)
        if total == 0:
            continue
        for month, count in period.items():
            expected = total * days_in(month) / days
            statistic += (count - expected) ** 2 / expected
        freedom += len(period) - 1
    return statistic / freedom if freedom else 1.0


def _percent(ratio: float) -> float:
    return 100 * (ratio - 1)
