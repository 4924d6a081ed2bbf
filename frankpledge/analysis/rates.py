"""Knows how to turn a count into a rate that says how uncertain it is."""

from frankpledge.analysis.evidence import Estimate, Interval
from frankpledge.analysis.refusals import NotComparable

PER = 1000
METHOD = (
    "Count divided by residents, times 1,000, for the whole period. 95% interval: exact Poisson "
    "(Garwood 1936)."
)


def poisson_interval(count: int, *, level: float = 0.95) -> Interval:
    """The exact interval of Garwood (1936) for the mean behind a Poisson count.

    Garwood F. (1936), “Fiducial limits for the Poisson distribution”, Biometrika 28. It is for
    separate events: where one event brings others, as with repeat victims, it is too narrow.
    """
    if count < 0:
        raise NotComparable("A count below zero is not a count; check what was counted.")
    # Imported here: it takes longer to load than most commands take to answer.
    from scipy.special import gammaincinv

    tail = (1 - level) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    return Interval(low=low, high=float(gammaincinv(count + 1, 1 - tail)), level=level)


def rate(count: int, residents: int | None, *, level: float = 0.95) -> Estimate:
    """Crimes per 1,000 residents over the period, with its interval.

    Must not be used without residents, nor for places where nearly nobody lives: fewer than 100
    residents make a number that means nothing. Both are refused. An interval says how far chance
    could have moved the count; it says nothing of what was never reported.
    """
    if residents is None:
        raise NotComparable(
            "A rate needs the number of residents, which is not held; add the table of residents."
        )
    if residents < 100:
        raise NotComparable(
            f"A rate for {residents} residents would mean nothing; use a larger place, or the "
            "count itself."
        )
    around = poisson_interval(count, level=level)
    upper = around.high or 0.0
    return Estimate(
        value=PER * count / residents,
        unit="per 1,000 residents",
        n=count,
        interval=Interval(
            low=PER * around.low / residents, high=PER * upper / residents, level=level
        ),
        method=METHOD,
    )
