"""Knows which areas are most like one, and by what, and sets their rates side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from frankpledge.analysis import caveats
from frankpledge.analysis.evidence import Caveat, Estimate, Evidence
from frankpledge.analysis.geography import Area
from frankpledge.analysis.headers import Level
from frankpledge.analysis.months import Period
from frankpledge.analysis.rates import rate
from frankpledge.analysis.refusals import NotComparable
from frankpledge.analysis.settled import UNITS
from frankpledge.analysis.store import Store, caveats_of
from frankpledge.analysis.tables import files

FEWEST_CANDIDATES = 10
CHOSEN = 5

TRAITS = (
    "residents (logarithm)",
    "deprivation without crime, mean of its small areas",
    "deprivation without crime, spread of its small areas",
)
"""What areas are alike by, in this order. No crime: areas are not chosen by what is compared."""


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """One area's traits, and how far it lies from the area asked about."""

    code: str
    name: str
    traits: tuple[float, ...]
    distance: float


@dataclass(frozen=True, kw_only=True)
class Beside:
    """The area and those most like it, nearest first, each with its rates by type."""

    own: Likeness
    peers: tuple[Likeness, ...]
    candidates: int
    rates: Mapping[str, Mapping[str, Estimate]]
    method: str
    evidence: Evidence
    caveats: tuple[Caveat, ...]


def nearest(
    traits: Mapping[str, Sequence[float]], code: str, *, chosen: int = CHOSEN
) -> tuple[tuple[str, float], ...]:
    """The codes nearest to one and how far each lies, nearest first.

    Euclid's distance between traits, each less its mean and over its standard deviation among all;
    a trait that is the same everywhere counts for nothing. Refuses fewer than ten candidates,
    where the nearest can be unlike.
    """
    others = len(traits) - 1
    if others < FEWEST_CANDIDATES:
        raise NotComparable(
            f"Only {others} other areas can be compared; similar ones are chosen from at least "
            f"{FEWEST_CANDIDATES}: add counts, residents and deprivation of more areas."
        )
    columns = list(zip(*traits.values(), strict=True))
    scales = [(fmean(column), _spread(column)) for column in columns]

    def scaled(values: Sequence[float]) -> list[float]:
        return [
            (value - middle) / spread if spread else 0.0
            for value, (middle, spread) in zip(values, scales, strict=True)
        ]

    own = scaled(traits[code])
    distances = {
        other: math.dist(own, scaled(values)) for other, values in traits.items() if other != code
    }
    return tuple(sorted(distances.items(), key=lambda each: (each[1], each[0]))[:chosen])


def _spread(values: Sequence[float]) -> float:
    middle = fmean(values)
    return math.sqrt(fmean((value - middle) ** 2 for value in values))


def beside_similar(
    store: Store, *, area: str, first: str, last: str, kinds: Sequence[str]
) -> Beside:
    """The area's rates beside those of the five areas of its level that are most like it.

    Chosen among all areas of the level whose every month is held, with residents and ranks of
    deprivation, by `TRAITS`; who was chosen, by what and at what distance is part of the answer.

    Must not be used, and refuses: for anything but a district or a force area; for a period with a
    gap; without residents or deprivation; where fewer than ten others can be chosen from. Areas
    that are alike in these ways differ in others: a difference is a question.
    """
    place, period = store.area(area), Period(first=first, last=last)
    if place.level not in (Level.DISTRICT, Level.FORCE):
        raise NotComparable(
            f"{place.name} is neither a district nor a force area; similar areas are chosen among "
            "those."
        )
    evidence = store.evidence(place, period)
    if evidence.months_missing:
        raise NotComparable(
            f"{place.name} lacks {caveats.ranges(evidence.months_missing)} of {period}; a rate "
            "over a period with a gap would be too low."
        )
    traits = _traits(store, place, period)
    if place.code not in traits:
        raise NotComparable(
            f"{place.name} has no residents or no ranks of deprivation for all its small areas, so "
            "nobody can say which areas are like it; add those files."
        )
    chosen = {place.code: 0.0, **dict(nearest(traits, place.code))}
    counted = _counts(store, place.level, list(chosen), period)
    own, *peers = (
        Likeness(code=code, name=store.areas[code].name, traits=traits[code], distance=distance)
        for code, distance in chosen.items()
    )
    return Beside(
        own=own,
        peers=tuple(peers),
        candidates=len(traits) - 1,
        rates={
            kind: {
                code: rate(counted.get((code, kind), 0), store.areas[code].residents)
                for code in chosen
            }
            for kind in kinds
        },
        method=f"The {len(peers)} nearest of {len(traits) - 1} areas by Euclid's distance between "
        f"standardised {'; '.join(TRAITS)}. Rates per 1,000 residents with exact Poisson "
        "intervals.",
        evidence=evidence,
        caveats=(
            *caveats_of(store, place, evidence, kinds),
            caveats.CENSUS_2021,
            caveats.NOT_THE_CRIME_DOMAIN,
            caveats.ALIKE_IN_SOME_WAYS,
        ),
    )


def _counts(
    store: Store, level: str, codes: Sequence[str], period: Period
) -> dict[tuple[str, str], int]:
    """Kept rows of each area and type."""
    rows = store.read(
        f"""SELECT {level}, type, sum(n)::BIGINT FROM read_parquet(?)
        WHERE placement = 'kept' AND month BETWEEN ? AND ?
        AND {level} IN ({", ".join("?" for _ in codes)}) GROUP BY ALL""",
        [str(store.path / store.ledger.districts), period.first, period.last, *codes],
    )
    return {(str(code), str(kind)): int(str(count)) for code, kind, count in rows}


def _traits(store: Store, place: Area, period: Period) -> dict[str, tuple[float, ...]]:
    """The traits of every area of the level that can be compared."""
    scored = _deprivation(store)
    whole = _whole_districts(store, place.origin, period)
    traits: dict[str, tuple[float, ...]] = {}
    for other in store.areas_at(Level(place.level)):
        if other.residents is None or other.shares_a_district or other.origin != place.origin:
            continue
        districts = [scored.get(code) for code in other.districts]
        if not whole.issuperset(other.districts) or any(each is None for each in districts):
            continue
        scores = [score for each in districts for score in each or ()]
        traits[other.code] = (math.log(other.residents), fmean(scores), _spread(scores))
    return traits


def _whole_districts(store: Store, origin: str, period: Period) -> set[str]:
    """The districts of every force that lacks no month, all of one origin."""
    whole: set[str] = set()
    broken: set[str] = set()
    for force in store.areas_at(Level.FORCE):
        coverage = store.coverage(force, period)
        sound = not coverage.missing and {part.origin for part in coverage.parts} == {origin}
        (whole if sound else broken).update(force.districts)
    return whole - broken


def _deprivation(store: Store) -> dict[str, list[float] | None]:
    """The scores of each district's small areas; none where any has no score."""
    units = store.path / store.ledger.geography / UNITS
    rows = store.read(
        f"""SELECT district, list(deprivation), count(*) FILTER (deprivation IS NULL)
        FROM read_parquet({files([units])})
        WHERE district IS NOT NULL AND vintage NOT LIKE '%redrawn%' GROUP BY district"""
    )
    found: dict[str, list[float] | None] = {}
    for district, scores, bare in rows:
        assert isinstance(scores, list)
        found[str(district)] = None if bare else sorted(float(score) for score in scores)
    return found
