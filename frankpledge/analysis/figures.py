"""Knows the exact counts that profiles begin from, grouped as asked, nothing left out in silence.

For a force, the rows given, those without a place and those outside add up to its files.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from frankpledge.analysis import caveats
from frankpledge.analysis.evidence import Caveat, Evidence
from frankpledge.analysis.geography import REDRAWN_NEW, REDRAWN_OLD, SPLIT, Area
from frankpledge.analysis.headers import Level
from frankpledge.analysis.months import Period
from frankpledge.analysis.refusals import UnknownArea, UnknownGrouping
from frankpledge.analysis.settled import UNITS
from frankpledge.analysis.store import Store, caveats_of, selection
from frankpledge.analysis.tables import files

GROUPINGS = ("district", "type", "month", "lsoa")
NO_DISTRICT = "Not in one district"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One count; what it was not grouped by is none."""

    district: str | None
    district_name: str | None
    type: str | None
    month: str | None
    lsoa: str | None
    lsoa_name: str | None
    lsoa_vintage: str | None
    count: int
    population: int | None
    rate_per_1000: float | None


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Counts for an area and period, and where the other rows of its forces went."""

    area: Area
    period: Period
    by: tuple[str, ...]
    rows: tuple[Row, ...]
    unplaced: dict[str, int]
    outside: dict[str, int]
    evidence: Evidence
    caveats: tuple[Caveat, ...]


def profile_figures(
    store: Store, *, area: str, first: str, last: str, by: Sequence[str]
) -> Figures:
    """The exact number of kept rows for each group that has any.

    Raises a ``Refused`` for an unknown area or grouping, where no month is held, where synthetic
    and published rows would be added up, and for a partnership that shares a district.
    """
    grouping = _grouping(by)
    place = store.area(area)
    if place.shares_a_district:
        raise UnknownArea(
            f"{place.name} ({place.code}) covers only a part of a district, and rows are placed in "
            "whole districts; ask for the district."
        )
    period = Period(first=first, last=last)
    evidence = store.evidence(place, period)
    rows = _rows(store, place, period, grouping)
    unplaced, outside = _elsewhere(store, place, period)
    types = {row.type for row in rows if row.type is not None} or {*unplaced, *outside}
    return Figures(
        area=place,
        period=period,
        by=grouping,
        rows=rows,
        unplaced=unplaced,
        outside=outside,
        evidence=evidence,
        caveats=(*caveats_of(store, place, evidence, types), *_about_rows(rows, grouping)),
    )


def _grouping(by: Sequence[str]) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(each.strip().lower() for each in by if each.strip()))
    unknown = [each for each in asked if each not in GROUPINGS]
    if unknown or not asked:
        raise UnknownGrouping(
            f"Figures are grouped by {', '.join(GROUPINGS)}, not by “{', '.join(unknown)}”; for "
            "example: --by district,type."
        )
    return asked


def _rows(store: Store, area: Area, period: Period, grouping: tuple[str, ...]) -> tuple[Row, ...]:
    if not store.ledger.districts:
        return ()
    columns = ["month" if each == "month" else each for each in grouping if each != "lsoa"]
    where, values = selection(area)
    if "lsoa" in grouping:
        held = [
            path
            for month, path in sorted(store.ledger.counts.items())
            if period.first <= month <= period.last
        ]
        source = f"read_parquet({files([store.path / path for path in held])})"
        columns.append("unit")
    else:
        source = f"read_parquet({files([store.path / store.ledger.districts])})"
    # A force's rows are its own wherever they lie, so the order must not depend on the district.
    counted = f"""SELECT {", ".join(columns)}, sum(n)::BIGINT AS n FROM {source}
        WHERE placement = 'kept' AND month BETWEEN ? AND ? AND {where}
        GROUP BY ALL ORDER BY {", ".join(columns)}"""
    if "lsoa" in grouping:
        units = store.path / store.ledger.geography / UNITS
        counted = f"""SELECT counted.*, units.name, units.vintage, units.residents
            FROM ({counted}) counted
            LEFT JOIN read_parquet({files([units])}) units ON counted.unit = units.code
            ORDER BY {", ".join(columns)}"""
    answers = store.read(counted, [period.first, period.last, *values])
    return tuple(_row(store, area, columns, answer) for answer in answers)


def _row(store: Store, area: Area, columns: list[str], answer: tuple[object, ...]) -> Row:
    said = dict(zip(columns, answer, strict=False))
    count = int(str(answer[len(columns)]))
    district = said.get("district")
    home = store.areas.get(str(district)) if district is not None else None
    name = vintage = None
    if "unit" in said:
        called, marked, people = answer[len(columns) + 1 :]
        name, vintage = _text(called), _text(marked)
        population = None if people is None else int(str(people))
    elif "district" in said:
        population = home.residents if home else None
    else:
        population = area.residents
    return Row(
        district=_text(district),
        district_name=(home.name if home else NO_DISTRICT) if "district" in said else None,
        type=_text(said.get("type")),
        month=_text(said.get("month")),
        lsoa=_text(said.get("unit")),
        lsoa_name=name,
        lsoa_vintage=vintage,
        count=count,
        population=population,
        rate_per_1000=1000 * count / population if population else None,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _elsewhere(store: Store, area: Area, period: Period) -> tuple[dict[str, int], dict[str, int]]:
    """Rows without a place and outside, by type, of the forces that lie wholly in the area."""
    whole = [force.code for force in store.forces_within(area)]
    if area.level == Level.FORCE:
        whole = [area.code]
    found: dict[str, dict[str, int]] = {"unplaced": {}, "outside": {}}
    if whole and store.ledger.districts:
        marks = ", ".join("?" for _ in whole)
        answers = store.read(
            f"""SELECT placement, type, sum(n)::BIGINT
            FROM read_parquet({files([store.path / store.ledger.districts])})
            WHERE placement <> 'kept' AND month BETWEEN ? AND ? AND force IN ({marks})
            GROUP BY ALL ORDER BY ALL""",
            [period.first, period.last, *whole],
        )
        for where, kind, count in answers:
            found[str(where)][str(kind)] = int(str(count))
    return found["unplaced"], found["outside"]


def _about_rows(rows: Sequence[Row], grouping: tuple[str, ...]) -> list[Caveat]:
    said = []
    if any(row.population is not None for row in rows):
        said.append(caveats.CENSUS_2021)
    if any(row.population is None for row in rows):
        said.append(caveats.NO_RESIDENTS)
    if "lsoa" in grouping:
        said.append(caveats.SNAPPED)
        vintages = {row.lsoa_vintage for row in rows}
        if SPLIT in vintages:
            said.append(caveats.SPLIT_AREAS)
        if vintages & {REDRAWN_OLD, REDRAWN_NEW}:
            said.append(caveats.REDRAWN_AREAS)
    return said
