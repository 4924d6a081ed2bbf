"""Knows how to measure an area from what is held: every answer is a figure with its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from frankpledge.analysis import caveats
from frankpledge.analysis.change import Change, change
from frankpledge.analysis.concentration import Concentration, concentration
from frankpledge.analysis.evidence import Caveat, Estimate, Evidence, Figure, figure
from frankpledge.analysis.families import false_discovery
from frankpledge.analysis.geography import Area
from frankpledge.analysis.months import Period
from frankpledge.analysis.ranking import Ranking, ranking
from frankpledge.analysis.rates import poisson_interval, rate
from frankpledge.analysis.refusals import NotComparable, Refused
from frankpledge.analysis.store import Store, caveats_of
from frankpledge.analysis.trend import Trend, trend

COUNT_METHOD = (
    "Rows of the published files that are placed in the area, none left out as duplicates. 95% "
    "interval: exact Poisson (Garwood 1936)."
)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One type's count and rate; the rate is none, with the reason, where there can be none."""

    type: str
    count: Figure
    rate: Figure | None
    refusal: str


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One type's change between two periods, or why there is none.

    ``q_value`` is the p value corrected for how many types were tested at once.
    """

    type: str
    change: Change | None
    figure: Figure | None
    q_value: float | None
    refusal: str


@dataclass(frozen=True, kw_only=True)
class Concentrated:
    """How unevenly one type lies over the area's small areas."""

    concentration: Concentration
    figure: Figure


@dataclass(frozen=True, kw_only=True)
class Moved:
    """How one type has moved, with the monthly series; missing months are none."""

    trend: Trend
    figure: Figure
    series: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """The districts of an area in order of rate."""

    ranking: Ranking
    evidence: Evidence
    caveats: tuple[Caveat, ...]


def _evidence(
    store: Store, area: Area, period: Period, types: Sequence[str]
) -> tuple[Evidence, tuple[Caveat, ...]]:
    if area.shares_a_district:
        raise NotComparable(
            f"{area.name} covers only a part of a district, and rows are placed in whole "
            "districts; measure the district."
        )
    evidence = store.evidence(area, period)
    return evidence, caveats_of(store, area, evidence, types)


def measures(store: Store, *, area: str, first: str, last: str) -> tuple[Measured, ...]:
    """Count and rate of every type that the area has, in order of name."""
    place, period = store.area(area), Period(first=first, last=last)
    evidence, _ = _evidence(store, place, period, ())
    measured = []
    for kind, by_month in sorted(store.counts_by_month(place, period).items()):
        said = caveats_of(store, place, evidence, [kind])
        count = sum(by_month.values())
        counted = Estimate(
            value=count,
            unit="recorded",
            n=count,
            interval=poisson_interval(count),
            method=COUNT_METHOD,
        )
        rated, refusal = None, ""
        try:
            rated = figure(
                f"{kind}, rate",
                rate(count, place.residents),
                evidence,
                (*said, caveats.CENSUS_2021),
            )
        except NotComparable as refused:
            refusal = str(refused)
        measured.append(
            Measured(
                type=kind,
                count=figure(f"{kind}, count", counted, evidence, said),
                rate=rated,
                refusal=refusal,
            )
        )
    return tuple(measured)


def changes(
    store: Store, *, area: str, first: str, last: str, compare_first: str, compare_last: str
) -> tuple[Compared, ...]:
    """The change of every type from the comparison period to the period.

    A type that cannot be compared says why; the p values are corrected together for the number
    of types (Benjamini and Hochberg 1995). Raises where a period has months that are not held.
    """
    place = store.area(area)
    period = Period(first=first, last=last)
    earlier = Period(first=compare_first, last=compare_last)
    for asked in (earlier, period):
        evidence, _ = _evidence(store, place, asked, ())
        if evidence.months_missing:
            raise NotComparable(
                f"{place.name} lacks {caveats.ranges(evidence.months_missing)} of {asked}; compare "
                "periods that are whole."
            )
        if doubtful := store.doubtful(place, asked):
            named = caveats.ranges(sorted({part.month for part in doubtful}))
            raise NotComparable(
                f"{named} holds under half of the rows that are usual for {doubtful[0].force}, so "
                "the file is perhaps not whole; add that month again, or compare other periods."
            )
    before = store.counts_by_month(place, earlier)
    after = store.counts_by_month(place, period)
    types = sorted({*before, *after})
    outcomes: dict[str, Change | str] = {}
    for kind in types:
        try:
            outcomes[kind] = change(
                before.get(kind, dict.fromkeys(earlier.months, 0)),
                after.get(kind, dict.fromkeys(period.months, 0)),
            )
        except Refused as refused:
            outcomes[kind] = str(refused)
    tested = {kind: out.p_value for kind, out in outcomes.items() if isinstance(out, Change)}
    corrected = _corrected(tested)
    evidence = _joined(
        _evidence(store, place, earlier, ())[0], _evidence(store, place, period, ())[0]
    )
    return tuple(
        _compared(store, place, kind, outcomes[kind], corrected.get(kind), evidence)
        for kind in types
    )


def _corrected(p_values: dict[str, float]) -> dict[str, float]:
    # Imported here: it takes longer to load than most commands take to answer.
    import numpy as np

    corrected = false_discovery(np.asarray(list(p_values.values()), dtype=np.float64))
    return {kind: float(q) for kind, q in zip(p_values, corrected, strict=True)}


def _compared(
    store: Store,
    place: Area,
    kind: str,
    outcome: Change | str,
    q_value: float | None,
    evidence: Evidence,
) -> Compared:
    if isinstance(outcome, str):
        return Compared(type=kind, change=None, figure=None, q_value=None, refusal=outcome)
    said = (*caveats_of(store, place, evidence, [kind]), caveats.SEVERAL_TESTS)
    return Compared(
        type=kind,
        change=outcome,
        figure=figure(f"{kind}, change", outcome.estimate, evidence, said),
        q_value=q_value,
        refusal="",
    )


def _joined(earlier: Evidence, later: Evidence) -> Evidence:
    if earlier.origin != later.origin:
        raise NotComparable("One period is synthetic and the other is not; compare like with like.")
    return Evidence(
        area_code=later.area_code,
        area_name=later.area_name,
        months=(*earlier.months, *later.months),
        months_missing=(),
        origin=later.origin,
        sources=tuple(dict.fromkeys((*earlier.sources, *later.sources))),
        attribution=later.attribution,
    )


def concentration_of(store: Store, *, area: str, first: str, last: str, kind: str) -> Concentrated:
    """How one type lies over every small area of the area, those with none included."""
    place, period = store.area(area), Period(first=first, last=last)
    evidence, said = _evidence(store, place, period, [kind])
    places = store.small_areas(place, period, kind)
    spread = concentration([each.count for each in places], [each.residents for each in places])
    return Concentrated(
        concentration=spread,
        figure=figure(
            f"{kind}, concentration",
            spread.top_share,
            evidence,
            (*said, caveats.SNAPPED, caveats.SPLIT_AREAS),
        ),
    )


def trend_of(store: Store, *, area: str, first: str, last: str, kind: str) -> Moved:
    """How one type has moved over the months that are held."""
    place, period = store.area(area), Period(first=first, last=last)
    evidence, said = _evidence(store, place, period, [kind])
    series = store.counts_by_month(place, period, types=[kind])[kind]
    moved = trend(series)
    return Moved(
        trend=moved,
        figure=figure(f"{kind}, trend", moved.slope, evidence, said),
        series=tuple((month, series.get(month)) for month in period.months),
    )


def ranking_of(store: Store, *, area: str, first: str, last: str, kind: str) -> Ordered:
    """The districts of the area in order of their rate of one type."""
    place, period = store.area(area), Period(first=first, last=last)
    evidence, said = _evidence(store, place, period, [kind])
    counts, residents = {}, {}
    for district in store.districts_of(place):
        by_month = store.counts_by_month(district, period, types=[kind])[kind]
        counts[district.code] = sum(by_month.values())
        residents[district.code] = district.residents
    ordered = ranking(counts, residents)
    return Ordered(
        ranking=ordered,
        evidence=evidence,
        caveats=(*ordered.caveats, *said, caveats.CENSUS_2021),
    )
