"""Knows how a monthly series has moved over the years, and when it is too short to tell."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist, median

from frankpledge.analysis import caveats
from frankpledge.analysis.evidence import Caveat, Estimate, Interval
from frankpledge.analysis.months import days_in
from frankpledge.analysis.refusals import NotComparable

FEWEST_MONTHS = 12
ENOUGH_MONTHS = 36
MONTH_DAYS = 365.25 / 12
SEASONS_NEEDED = 6


@dataclass(frozen=True, kw_only=True)
class Trend:
    """The slope of a series; ``seasonal`` says whether like months were compared with like."""

    slope: Estimate
    months: tuple[str, ...]
    seasonal: bool


def trend(counts: Mapping[str, int], *, level: float = 0.95) -> Trend:
    """The typical change in the monthly count, per year.

    Method: the median of the slopes between pairs of months, in events a day so that long months
    do not count for more (Sen 1968, Journal of the American Statistical Association 63); where
    at least six calendar months occur in two years, only like months are paired (Hirsch, Slack
    and Smith 1982, Water Resources Research 18), so that the seasons cancel. The interval is
    Sen's, from ranks. Gaps stay gaps: a missing month is in no pair and its time still passes.

    Must not be used for fewer than 12 months, and refuses. It describes what has been; it is no
    forecast, and it sees no sudden step such as a change in how crime is recorded.
    """
    held = sorted(counts)
    if len(held) < FEWEST_MONTHS:
        raise NotComparable(
            f"Only {len(held)} months are held; a trend needs at least {FEWEST_MONTHS}."
        )
    seasons: dict[str, list[str]] = defaultdict(list)
    for month in held:
        seasons[month[5:]].append(month)
    repeated = [group for group in seasons.values() if len(group) > 1]
    seasonal = len(repeated) >= SEASONS_NEEDED
    groups = repeated if seasonal else [held]
    slopes, variance = _slopes(groups, counts)
    said: list[Caveat] = []
    if len(held) < ENOUGH_MONTHS:
        said.append(caveats.FEW_YEARS)
    return Trend(
        slope=Estimate(
            value=median(slopes),
            unit="a month, per year",
            n=sum(counts.values()),
            interval=_interval(slopes, variance, level),
            method="Median slope between like months of different years (seasonal Sen slope)."
            if seasonal
            else "Median slope between pairs of months (Sen slope); the seasons are not removed.",
            caveats=tuple(said),
        ),
        months=tuple(held),
        seasonal=seasonal,
    )


def _position(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])


def _slopes(groups: list[list[str]], counts: Mapping[str, int]) -> tuple[list[float], float]:
    slopes: list[float] = []
    variance = 0.0
    for group in groups:
        level = {month: counts[month] / days_in(month) * MONTH_DAYS for month in group}
        for later, month in enumerate(group):
            for earlier in group[:later]:
                years = (_position(month) - _position(earlier)) / 12
                slopes.append((level[month] - level[earlier]) / years)
        n = len(group)
        variance += n * (n - 1) * (2 * n + 5) / 18
    return sorted(slopes), variance


def _interval(slopes: list[float], variance: float, level: float) -> Interval:
    reach = NormalDist().inv_cdf(0.5 + level / 2) * variance**0.5
    low = max(0, round((len(slopes) - reach) / 2) - 1)
    high = min(len(slopes) - 1, round((len(slopes) + reach) / 2))
    return Interval(low=slopes[low], high=slopes[high], level=level)
