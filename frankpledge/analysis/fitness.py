"""Knows what some methods need that published crime rows lack, and refuses where they lack it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from frankpledge.analysis.evidence import Estimate
from frankpledge.analysis.ledger import STREET
from frankpledge.analysis.months import Period
from frankpledge.analysis.refusals import NotComparable
from frankpledge.analysis.store import Store, selection
from frankpledge.analysis.tables import files

FEWEST_EVENTS = 50
# Above this share of events that stand on a point with others, points have been moved together.
SNAPPED_SHARE = 0.5
DRAWS = 999
SEED = 20260413
PUBLISHED_CATEGORIES = frozenset(
    {
        "anti-social behaviour",
        "bicycle theft",
        "burglary",
        "criminal damage and arson",
        "drugs",
        "other crime",
        "other theft",
        "possession of weapons",
        "public order",
        "robbery",
        "shoplifting",
        "theft from the person",
        "vehicle crime",
        "violence and sexual offences",
    }
)


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened: metres east and north of anywhere, and the day where it is known."""

    east: float
    north: float
    day: date | None


@dataclass(frozen=True, kw_only=True)
class NearRepeats:
    """Pairs of events that are close in place and time, beside what chance would give."""

    pairs: int
    expected: float
    ratio: float
    p_value: float


def near_repeats(events: Sequence[Event], *, metres: float = 200.0, days: int = 14) -> NearRepeats:
    """Whether events bring others near them soon after (Knox 1964, Applied Statistics 13).

    The number of pairs within the distance and the days, beside its mean over 999 shuffles of the
    days, with the share of shuffles that give as many.

    Must not be used, and refuses: for fewer than 50 events; where a day is not known; and where
    most events share their point with another, as when points were moved to protect people: the
    distances then are not those of what happened.
    """
    if len(events) < FEWEST_EVENTS:
        raise NotComparable(
            f"Only {len(events)} events are held; near repeats need at least {FEWEST_EVENTS}."
        )
    dayless = sum(1 for event in events if event.day is None)
    if dayless:
        raise NotComparable(
            f"{dayless:,} of {len(events):,} events have a month and no day, so nobody can say "
            "which came soon after which; near repeats need the force's own rows."
        )
    alone = {(event.east, event.north) for event in events}
    if 1 - len(alone) / len(events) > SNAPPED_SHARE:
        raise NotComparable(
            f"The {len(events):,} events stand on {len(alone):,} points, as published ones do "
            "after they were moved; near repeats need the places themselves."
        )
    # Imported here: it takes longer to load than most commands take to answer.
    import numpy as np
    from scipy.spatial import cKDTree

    places = np.array([(event.east, event.north) for event in events])
    when = np.array([event.day.toordinal() for event in events if event.day is not None])
    near = cKDTree(places).query_pairs(metres, output_type="ndarray")
    left, right = near[:, 0], near[:, 1]
    pairs = int((np.abs(when[left] - when[right]) <= days).sum())
    dice = np.random.default_rng(SEED)
    drawn = np.empty(DRAWS)
    for draw in range(DRAWS):
        shuffled = dice.permutation(when)
        drawn[draw] = (np.abs(shuffled[left] - shuffled[right]) <= days).sum()
    expected = float(drawn.mean())
    if not expected:
        raise NotComparable("No two events lie that near, so there is nothing to be repeated.")
    return NearRepeats(
        pairs=pairs,
        expected=expected,
        ratio=pairs / expected,
        p_value=float((1 + (drawn >= pairs).sum()) / (1 + DRAWS)),
    )


def near_repeats_of(store: Store, *, area: str, first: str, last: str, kind: str) -> NearRepeats:
    """Near repeats of one type in an area, as `near_repeats`; refuses what it refuses.

    Published rows carry a month and no day, so for them the answer is the refusal.
    """
    place, period = store.area(area), Period(first=first, last=last)
    held = store.coverage(place, period).parts
    if not any(part.kind == STREET for part in held):
        raise NotComparable(
            f"No rows of {period} are held for {place.name}, only counts or nothing; near repeats "
            "need the force's own rows."
        )
    parts = [store.path / part.path for part in held if part.kind == STREET]
    where, values = selection(place)
    rows = store.read(
        f"""SELECT lon_e6, lat_e6 FROM read_parquet({files(parts)})
        WHERE placement = 'kept' AND type = ? AND {where} AND lon_e6 IS NOT NULL""",
        [kind, *values],
    )
    return near_repeats(
        [Event(east=float(str(x)) / 10, north=float(str(y)) / 10, day=None) for x, y in rows]
    )


def harm(counts: Mapping[str, int], weights: Mapping[str, float]) -> Estimate:
    """Counts by offence, each times its weight in days of prison, added up.

    As in Sherman, Neyroud and Neyroud (2016), “The Cambridge Crime Harm Index”, Policing 10.

    Must not be used on the 14 published categories, and refuses: “Violence and sexual offences”
    holds both a push and a murder. Refuses too where an offence has no weight.
    """
    broad = sorted(kind for kind in counts if kind.casefold() in PUBLISHED_CATEGORIES)
    if broad:
        raise NotComparable(
            f"“{broad[0]}” is a published category that holds offences of very different harm; "
            "weigh counts by offence, from the force."
        )
    bare = sorted(kind for kind in counts if kind not in weights)
    if bare:
        raise NotComparable(f"“{bare[0]}” has no weight; give one for every offence.")
    return Estimate(
        value=sum(count * weights[kind] for kind, count in counts.items()),
        unit="days",
        n=sum(counts.values()),
        interval=None,
        method="Each offence's count times its weight in days, added up (Cambridge Crime Harm "
        "Index).",
    )


def harm_of(store: Store, *, area: str, first: str, last: str) -> Estimate:
    """The harm of what was recorded in an area, as `harm`; refuses what it refuses.

    No weights are held, as published rows name no offence: for them the answer is the refusal.
    """
    place, period = store.area(area), Period(first=first, last=last)
    monthly = store.counts_by_month(place, period)
    return harm({kind: sum(by_month.values()) for kind, by_month in monthly.items()}, {})
