"""How a threat is scored: what is unknown stays an interval, and is never counted as nothing.

Three local schemes, none of them a national one. Each takes what is known of its items and gives a
lowest and a highest value beside the one that rests on what is known. Numbers are exact fractions.
The arithmetic follows the design in the force's own words: two axes (criminality, and intent and
capability), harm by likelihood, and a grid of four by four.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

COUNTED_ACTIVITIES = (Fraction(1), Fraction(1, 2), Fraction(1, 4))
"""How much the worst activity counts, the next and the third. A fourth adds nothing."""

Number = Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A value that lies between two, both possible. Known exactly where they are the same."""

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("an interval begins before it ends")

    @property
    def is_exact(self) -> bool:
        """Whether nothing about it is unknown."""
        return self.low == self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A band begins at *least* and ends where the next begins."""

    name: str
    least: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that a scheme asks about: its weight and the least and most that it can be."""

    code: str
    section: str
    weight: Fraction
    least: Fraction
    most: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One criminal activity. None stands for what is not known of it."""

    severity: Fraction | None
    scope: Fraction | None
    frequency: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scales:
    """The least and most that severity, scope and frequency can be."""

    severity: Interval
    scope: Interval
    frequency: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a scheme says of one threat.

    `point` rests on what is known alone and is None where nothing is. `words` is what is shown.
    `coverage` is the share of the scheme, by weight, that is known. `order` ranks one threat
    against another under the same scheme, and means nothing by itself.
    """

    words: str
    point: Fraction | None
    interval: Interval
    coverage: Fraction
    is_sufficient: bool
    order: Fraction
    unknown: tuple[str, ...]
    parts: Mapping[str, str]


def band_of(value: Fraction, bands: Sequence[Band]) -> str:
    """The band in which *value* lies. Below the first it is in the first."""
    found = bands[0].name
    for band in bands:
        if value >= band.least:
            found = band.name
    return found


def bands_within(interval: Interval, bands: Sequence[Band]) -> tuple[str, ...]:
    """Every band that *interval* touches, from the lowest."""
    ends = [each.least for each in bands[1:]]
    return tuple(
        band.name
        for band, start, end in zip(bands, [None, *ends], [*ends, None], strict=True)
        if (end is None or interval.low < end) and (start is None or interval.high >= start)
    )


def _value(activity: Activity, scales: Scales) -> Interval:
    low = high = Fraction(1)
    for known, scale in (
        (activity.severity, scales.severity),
        (activity.scope, scales.scope),
        (activity.frequency, scales.frequency),
    ):
        low *= scale.low if known is None else known
        high *= scale.high if known is None else known
    return Interval(low=low, high=high)


def criminality(activities: Sequence[Activity], scales: Scales) -> Interval:
    """The worst activity, half the next and a quarter of the third, so petty ones add nothing.

    C = v(1) + v(2)/2 + v(3)/4 with v = severity x scope x frequency, largest first.
    """
    values = [_value(each, scales) for each in activities]
    return Interval(
        low=_top_three([each.low for each in values]),
        high=_top_three([each.high for each in values]),
    )


def _top_three(values: Sequence[Fraction]) -> Fraction:
    largest = sorted(values, reverse=True)
    return sum(
        (share * value for share, value in zip(COUNTED_ACTIVITIES, largest, strict=False)),
        Fraction(0),
    )


def by_attributes(
    *,
    activities: Sequence[Activity],
    known: Mapping[str, Fraction],
    items: Sequence[Item],
    scales: Scales,
    levels: Sequence[Band],
    bands: Sequence[Band],
    least_coverage: Fraction,
) -> Score:
    """The local score by attributes: a level of criminality and a band of capability, as `4B`.

    Capability is 100 x sum(w a) / sum(w most) over what is known. At its lowest every unknown is
    the least it can be, at its highest the most.
    """
    crime = criminality(activities, scales)
    total = sum((item.weight for item in items), Fraction(0))
    reach = sum((item.weight * item.most for item in items), Fraction(0))
    held = [item for item in items if item.code in known]
    got = sum((item.weight * known[item.code] for item in held), Fraction(0))
    missing = [item for item in items if item.code not in known]
    lowest = got + sum((item.weight * item.least for item in missing), Fraction(0))
    highest = got + sum((item.weight * item.most for item in missing), Fraction(0))
    interval = Interval(low=100 * lowest / reach, high=100 * highest / reach)
    within = sum((item.weight * item.most for item in held), Fraction(0))
    point = 100 * got / within if held else None
    coverage = sum((item.weight for item in held), Fraction(0)) / total
    touched = bands_within(interval, bands)
    here = band_of(point, bands) if point is not None else ""
    touched_levels = bands_within(crime, levels)
    level = "–".join(dict.fromkeys((touched_levels[0], touched_levels[-1])))
    others = [name for name in touched if name != here]
    code = f"{level}{here}" if here else f"{level}?"
    words = f"{code} (possible {_or(others)})" if others else code
    middle = point if point is not None else (interval.low + interval.high) / 2
    return Score(
        words=words,
        point=point,
        interval=interval,
        coverage=coverage,
        is_sufficient=coverage >= least_coverage,
        order=(crime.low + crime.high) / 2 * 1000 + middle,
        unknown=tuple(item.code for item in missing),
        parts={
            "criminality": _shown(crime),
            "level": level,
            "capability": _number(point) if point is not None else "not known",
            "capability lies between": _shown(interval),
            "code": code,
        },
    )


def by_harm(
    *, known: Mapping[str, Fraction], items: Sequence[Item], least_coverage: Fraction
) -> Score:
    """The local score by harm: harm to people times likelihood. Who can act stands beside it.

    Harm = (sum of weighted harms) x uplift; likelihood is a sum; risk = harm x likelihood. How sure
    the assessor is (CON) is shown and never multiplied in.
    """
    scored = [item for item in items if item.section in ("harm", "uplift", "likelihood")]
    ends = {item.code: _ends(item, known) for item in items}

    def added(section: str, end: int) -> Fraction:
        return sum(
            (item.weight * ends[item.code][end] for item in items if item.section == section),
            Fraction(0),
        )

    def uplift(end: int) -> Fraction:
        value = Fraction(1)
        for item in items:
            if item.section == "uplift":
                value *= ends[item.code][end]
        return value

    harm = Interval(low=added("harm", 0) * uplift(0), high=added("harm", 1) * uplift(1))
    likely = Interval(low=added("likelihood", 0), high=added("likelihood", 1))
    risk = Interval(low=harm.low * likely.low, high=harm.high * likely.high)
    total = sum((item.weight for item in scored), Fraction(0))
    coverage = sum((item.weight for item in scored if item.code in known), Fraction(0)) / total
    return Score(
        words=f"Risk {_shown(risk)}",
        point=risk.low if risk.is_exact else None,
        interval=risk,
        coverage=coverage,
        is_sufficient=coverage >= least_coverage,
        order=(risk.low + risk.high) / 2,
        unknown=tuple(item.code for item in scored if item.code not in known),
        parts={
            "harm": _shown(harm),
            "likelihood": _shown(likely),
            "risk": _shown(risk),
            "who can act": _shown(_position(items, ends)),
        },
    )


def _position(items: Sequence[Item], ends: Mapping[str, tuple[Fraction, Fraction]]) -> Interval:
    rows = [ends[item.code] for item in items if item.section == "position"]
    if not rows:
        return Interval(low=Fraction(0), high=Fraction(0))
    return Interval(
        low=sum((low for low, _ in rows), Fraction(0)) / len(rows),
        high=sum((high for _, high in rows), Fraction(0)) / len(rows),
    )


def by_grid(
    *,
    known: Mapping[str, Fraction],
    items: Sequence[Item],
    bands: Sequence[Band],
    least_coverage: Fraction,
) -> Score:
    """The simple grid: impact times likelihood, each from 1 to 4."""
    low = high = Fraction(1)
    for item in items:
        least, most = _ends(item, known)
        low, high = low * least, high * most
    interval = Interval(low=low, high=high)
    touched = bands_within(interval, bands)
    coverage = Fraction(sum(item.code in known for item in items), len(items))
    words = touched[0] if len(touched) == 1 else f"{touched[0]} to {touched[-1].lower()}"
    return Score(
        words=words,
        point=low if interval.is_exact else None,
        interval=interval,
        coverage=coverage,
        is_sufficient=coverage >= least_coverage,
        order=(low + high) / 2,
        unknown=tuple(item.code for item in items if item.code not in known),
        parts={"impact times likelihood": _shown(interval)},
    )


def _ends(item: Item, known: Mapping[str, Fraction]) -> tuple[Fraction, Fraction]:
    value = known.get(item.code)
    return (item.least, item.most) if value is None else (value, value)


def percentiles(orders: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    """The share of the others that rank below each, ties counted half. Alone it is 1/2."""
    count = len(orders)
    if count == 1:
        return dict.fromkeys(orders, Fraction(1, 2))
    values = sorted(orders.values())
    below: dict[Fraction, int] = {}
    for place, value in enumerate(values):
        below.setdefault(value, place)
    tied: dict[Fraction, int] = {}
    for value in values:
        tied[value] = tied.get(value, 0) + 1
    return {
        name: Fraction(2 * below[value] + tied[value] - 1, 2 * (count - 1))
        for name, value in orders.items()
    }


def disagreements(
    one: Mapping[str, Fraction], other: Mapping[str, Fraction], *, beyond: Fraction
) -> frozenset[str]:
    """Threats whose rank under two schemes differs by more than *beyond* of the whole.

    Only those that both schemes have scored are ranked.
    """
    both = one.keys() & other.keys()
    if len(both) < 2:
        return frozenset()
    first = percentiles({name: one[name] for name in both})
    second = percentiles({name: other[name] for name in both})
    return frozenset(name for name in both if abs(first[name] - second[name]) > beyond)


def bands_in_order(bands: Sequence[Band]) -> bool:
    """Whether each band begins above the one before."""
    return all(one.least < two.least for one, two in pairwise(bands))


def _or(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _number(value: Fraction) -> str:
    text = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return text or "0"


def _shown(interval: Interval) -> str:
    if interval.is_exact:
        return _number(interval.low)
    return f"{_number(interval.low)} to {_number(interval.high)}"
