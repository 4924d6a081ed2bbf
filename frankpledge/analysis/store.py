"""Knows how to read what is held: areas, months, counts and residents, each with its evidence."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, cast

import duckdb

from frankpledge.analysis import caveats
from frankpledge.analysis.evidence import Caveat, Evidence, SourceFile
from frankpledge.analysis.forces import match_forces
from frankpledge.analysis.geography import SYNTHETIC, Area
from frankpledge.analysis.headers import Level
from frankpledge.analysis.ledger import Ledger, Part, read_ledger
from frankpledge.analysis.months import Period
from frankpledge.analysis.refusals import MixedOrigins, NothingHeld, UnknownArea
from frankpledge.analysis.settled import UNITS, read_areas
from frankpledge.analysis.tables import engine, files

if TYPE_CHECKING:
    import numpy as np

ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0 "
    "(data.police.uk, Home Office, MHCLG). Source: Office for National Statistics licensed under "
    "the Open Government Licence v3.0. Contains OS data © Crown copyright and database right."
)
SYNTHETIC_ATTRIBUTION = "Synthetic: made up by this program to show how it works. No licence."

MONTHS_TO_JUDGE_BY = 5
ROWS_TO_JUDGE_BY = 200

AREAS_KEPT, PERIODS_KEPT = 64, 2
"""Of how many areas a store remembers the counts, more than a county has districts, and for how
many periods those by small area, of which there are far more."""

_Nearby = tuple[
    tuple[tuple[str, int | None, float | None, bool], ...], Mapping[tuple[str, str], int]
]

_engines = threading.local()


def connection() -> duckdb.DuckDBPyConnection:
    """This thread's database in memory, made once: starting one costs more than asking it."""
    held: duckdb.DuckDBPyConnection | None = getattr(_engines, "connection", None)
    if held is None:
        held = engine()
        held.execute("SET threads=2")
        _engines.connection = held
    return held


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Which months of a period are held for an area, and the parts that hold them."""

    held: tuple[str, ...]
    missing: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallArea:
    """One small area: the rows kept for it, who lives there and how deprived it is, if known."""

    count: int
    residents: int | None
    deprivation: float | None


class Store:
    """What was held at the moment of opening; later additions are seen by opening again."""

    def __init__(self, home: Path) -> None:
        self.path = home / "store"
        self.ledger: Ledger = read_ledger(self.path)

    @cached_property
    def areas(self) -> Mapping[str, Area]:
        """Every area that the lookups know, by code."""
        if not self.ledger.geography:
            return {}
        return read_areas(self.path / self.ledger.geography)

    def area(self, code: str) -> Area:
        """The area with this code; raises ``UnknownArea``."""
        found = self.areas.get(code.strip())
        if found is None:
            remedy = (
                "check the code, or add a lookup that has it"
                if self.areas
                else "no lookup is held: add the lookups first"
            )
            raise UnknownArea(f"No lookup that is held knows the area {code}; {remedy}.")
        return found

    def areas_at(self, level: Level) -> tuple[Area, ...]:
        """Every area of one level, in order of name."""
        inside = [area for area in self.areas.values() if area.level == level]
        return tuple(sorted(inside, key=lambda area: area.name))

    def districts_of(self, area: Area) -> tuple[Area, ...]:
        """The districts that make up the area, in order of name."""
        inside = [self.areas[code] for code in area.districts]
        return tuple(sorted(inside, key=lambda district: district.name))

    def forces_of(self, area: Area) -> tuple[Area, ...]:
        """The forces whose areas touch this one."""
        wanted = set(area.districts)
        return tuple(force for force in self.areas_at(Level.FORCE) if wanted & set(force.districts))

    def forces_within(self, area: Area) -> tuple[Area, ...]:
        """The forces whose whole area lies in this one."""
        wanted = set(area.districts)
        return tuple(
            force for force in self.areas_at(Level.FORCE) if set(force.districts) <= wanted
        )

    def forces_without(self, area: Area, evidence: Evidence) -> tuple[Area, ...]:
        """The forces of the area of which no file is among the evidence."""
        asked = {*evidence.months, *evidence.months_missing}
        present = {
            self.force_codes[part.force]
            for part in self.ledger.parts.values()
            if part.month in asked
        }
        return tuple(force for force in self.forces_of(area) if force.code not in present)

    @cached_property
    def force_codes(self) -> Mapping[str, str | None]:
        """The area code of each force name that parts are held under."""
        areas = {area.code: area.name for area in self.areas_at(Level.FORCE)}
        return match_forces({part.force for part in self.ledger.parts.values()}, areas)

    def coverage(self, area: Area, period: Period) -> Coverage:
        """The months held by every force of the area, and those that any of them lacks."""
        forces = {force.code for force in self.forces_of(area)}
        wanted = set(period.months)
        parts = [
            part
            for part in self.ledger.parts.values()
            if part.month in wanted and (self.force_codes[part.force] in forces if forces else True)
        ]
        by_month: dict[str, set[str | None]] = {}
        for part in parts:
            by_month.setdefault(part.month, set()).add(self.force_codes[part.force])
        held = [month for month in period.months if by_month.get(month, set()) >= forces]
        held = [month for month in held if month in by_month]
        return Coverage(
            held=tuple(held),
            missing=tuple(month for month in period.months if month not in set(held)),
            parts=tuple(sorted(parts, key=lambda part: part.key)),
        )

    def doubtful(self, area: Area, period: Period) -> tuple[Part, ...]:
        """Months that hold under half of what is usual for their force: perhaps not whole.

        Usual is the median of the force's other months, of which at least five must be held with
        a median of 200 rows: fewer can swing so far by themselves.
        """
        forces = {force.code for force in self.forces_of(area)}
        by_force: dict[str | None, list[Part]] = {}
        for part in self.ledger.parts.values():
            code = self.force_codes[part.force]
            if code in forces:
                by_force.setdefault(code, []).append(part)
        return self.unlikely(by_force.values(), set(period.months))

    def unlikely(
        self, forces: Iterable[Sequence[Part]], wanted: Collection[str]
    ) -> tuple[Part, ...]:
        """Of every force's months, those wanted that hold too few rows, as `doubtful` says."""
        found = []
        for parts in forces:
            for part in parts:
                if part.month not in wanted or len(parts) <= MONTHS_TO_JUDGE_BY:
                    continue
                others = [other.account.read for other in parts if other is not part]
                usual = median(others)
                if usual >= ROWS_TO_JUDGE_BY and part.account.read < usual / 2:
                    found.append(part)
        return tuple(sorted(found, key=lambda part: part.key))

    def evidence(self, area: Area, period: Period) -> Evidence:
        """What stands behind figures for the area and period.

        Raises ``NothingHeld`` where there is nothing, ``MixedOrigins`` where some of it is
        synthetic and some is not.
        """
        coverage = self.coverage(area, period)
        if not coverage.parts:
            raise NothingHeld(
                f"No month from {period.first} to {period.last} is held for {area.name}; add the "
                "street crime files of those months."
            )
        origins = {part.origin for part in coverage.parts} | {area.origin}
        if len(origins) > 1:
            raise MixedOrigins(
                f"Some of what is held for {area.name} is synthetic and some is not, so it is not "
                "added up; keep them in different data directories (FRANKPLEDGE_HOME)."
            )
        (origin,) = origins
        sources = [
            SourceFile(name=part.name, digest=part.digest, kind=part.kind, month=part.month)
            for part in coverage.parts
        ]
        sources.extend(
            SourceFile(name=each.name, digest=each.digest, kind=each.kind)
            for each in self.ledger.references
            if each.kind != "boundaries" and each.origin == origin
        )
        return Evidence(
            area_code=area.code,
            area_name=area.name,
            months=coverage.held,
            months_missing=coverage.missing,
            origin=origin,
            sources=tuple(sources),
            attribution=SYNTHETIC_ATTRIBUTION if origin == SYNTHETIC else ATTRIBUTION,
        )

    def read(self, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """The rows of a query over the store's tables."""
        return connection().cursor().execute(query, list(values)).fetchall()

    def columns(self, query: str, values: Sequence[object] = ()) -> dict[str, np.ndarray]:
        """The columns of a query over the store's tables; of numbers, those unknown are NaN."""
        # Imported here: it takes longer to load than most commands take to answer.
        import numpy as np

        found = connection().cursor().execute(query, list(values)).fetchnumpy()
        return {
            name: np.ma.filled(column.astype(np.float64), np.nan)
            if np.ma.isMaskedArray(column)
            else column
            for name, column in found.items()
        }

    def counts_by_month(
        self, area: Area, period: Period, *, types: Iterable[str] | None = None
    ) -> dict[str, dict[str, int]]:
        """Kept rows by type, then month; a month that is held has a count even if it is 0."""
        coverage = self.coverage(area, period)
        wanted = None if types is None else set(types)
        counts: dict[str, dict[str, int]] = {}
        for kind, month, count in self._counted(area):
            if wanted is None or kind in wanted:
                by_month = counts.setdefault(kind, dict.fromkeys(coverage.held, 0))
                if month in by_month:
                    by_month[month] = count
        for kind in wanted or ():
            counts.setdefault(kind, dict.fromkeys(coverage.held, 0))
        return counts

    def small_areas(self, area: Area, period: Period, kind: str) -> tuple[SmallArea, ...]:
        """Every small area of the area with its kept rows of one type, those with none included.

        One that was redrawn beyond comparing is there only where something was counted under it.
        """
        units, counted = self._counted_nearby(area, period)
        return tuple(
            SmallArea(count=count, residents=residents, deprivation=deprivation)
            for code, residents, deprivation, comparable in units
            for count in [counted.get((kind, code), 0)]
            if count or comparable
        )

    # A profile asks for the same again and again, and what an open store holds does not change.
    @cached_property
    def _counted_nearby(self) -> Callable[[Area, Period], _Nearby]:
        """The small areas of an area in order of code, and their kept rows by type and code."""

        @lru_cache(maxsize=PERIODS_KEPT)
        def counted(area: Area, period: Period) -> _Nearby:
            where, values = selection(area)
            held = [
                self.path / path
                for month, path in sorted(self.ledger.counts.items())
                if period.first <= month <= period.last
            ]
            units = self.read(
                f"""SELECT code, residents::BIGINT, deprivation::DOUBLE,
                coalesce(vintage NOT LIKE '%redrawn%', false)
                FROM read_parquet({files([self.path / self.ledger.geography / UNITS])})
                WHERE district IN ({", ".join("?" for _ in area.districts)}) ORDER BY code""",
                list(area.districts),
            )
            rows = self.read(
                f"""SELECT type, unit, sum(n)::BIGINT FROM read_parquet({files(held)})
                WHERE placement = 'kept' AND month BETWEEN ? AND ? AND {where} GROUP BY ALL""",
                [period.first, period.last, *values],
            )
            return (
                cast("tuple[tuple[str, int | None, float | None, bool], ...]", tuple(units)),
                {(str(kind), str(unit)): int(str(n)) for kind, unit, n in rows},
            )

        return counted

    @cached_property
    def _counted(self) -> Callable[[Area], tuple[tuple[str, str, int], ...]]:
        """Kept rows of an area by type and month."""

        @lru_cache(maxsize=AREAS_KEPT)
        def counted(area: Area) -> tuple[tuple[str, str, int], ...]:
            where, values = selection(area)
            rows = self.read(
                f"""SELECT type, month, sum(n)::BIGINT FROM read_parquet(?)
                WHERE placement = 'kept' AND {where} GROUP BY ALL ORDER BY ALL""",
                [str(self.path / self.ledger.districts), *values],
            )
            return tuple((str(kind), str(month), int(str(n))) for kind, month, n in rows)

        return counted


def selection(area: Area) -> tuple[str, list[object]]:
    """The condition that picks the area's kept rows, and its values."""
    if area.level == Level.FORCE:
        return "force = ?", [area.code]
    return f"district IN ({', '.join('?' for _ in area.districts)})", list(area.districts)


def open_store(home: Path) -> Store:
    """The store under the data directory, as it stands now."""
    return Store(home)


def caveats_of(
    store: Store, area: Area, evidence: Evidence, types: Iterable[str]
) -> tuple[Caveat, ...]:
    """What must be said beside any count for the area, whoever makes it."""
    asked = {*evidence.months, *evidence.months_missing}
    said = [caveats.RECORDED, *caveats.about_types(types)]
    if evidence.origin == SYNTHETIC:
        said.insert(0, caveats.SYNTHETIC_ROWS)
    if evidence.months_missing:
        said.append(caveats.missing_months(evidence.months_missing))
    absent = store.forces_without(area, evidence)
    if absent:
        said.append(caveats.missing_forces([force.name for force in absent]))
    doubtful = store.doubtful(area, Period(first=min(asked), last=max(asked))) if asked else ()
    doubtful = tuple(part for part in doubtful if part.month in asked)
    if doubtful:
        said.append(caveats.doubtful_months([part.month for part in doubtful]))
    held = set(evidence.months)
    forces = {force.code for force in store.forces_of(area)}
    parts = [
        part
        for part in store.ledger.parts.values()
        if part.month in held and store.force_codes[part.force] in forces
    ]
    unplaced = sum(part.account.unplaced for part in parts)
    outside = sum(part.account.outside for part in parts)
    if unplaced or outside:
        whole = forces == {force.code for force in store.forces_within(area)}
        said.append(caveats.without_place(unplaced, outside, whole_force=whole))
    return tuple(said)
