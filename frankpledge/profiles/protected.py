"""Knows how what partners returned is made safe to print, with all that was printed before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from frankpledge.analysis.api import (
    SMALLEST_EVENTS,
    SMALLEST_PEOPLE,
    Counted,
    Cube,
    Shown,
    frozen,
    made_safe,
    words_of,
)
from frankpledge.papers.api import Column, Field, Grid, Sheet, Value
from frankpledge.profiles.blocks import Status
from frankpledge.profiles.indicators import ReturnedRow, indicator

TOTAL = "All together"
STATUS_WORDS = {
    Status.SUPPRESSED: "withheld",
    Status.NOT_SUPPLIED: "not supplied",
    Status.NOT_APPLICABLE: "does not apply",
}
FIELDS = (
    Field(name="area", meaning="The area's code; empty for a total"),
    Field(name="area_name", meaning="The area's name"),
    Field(name="period", meaning="Year, quarter or month"),
    Field(name="indicator", meaning="What was counted"),
    Field(name="numerator", meaning="How many; empty where there is no number"),
    Field(name="denominator", meaning="Out of how many, where that has a meaning"),
    Field(
        name="value_status",
        meaning="observed; zero; suppressed, which is withheld so that nobody can be told from it; "
        "not_supplied; not_applicable",
    ),
    Field(name="source", meaning="Where the partner has it from"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeTable:
    """One indicator in one period: what may be printed of it, and the figures that this prints."""

    title: str
    grid: Grid
    sheet_rows: tuple[tuple[Value, ...], ...]
    shown: tuple[Shown, ...]
    counts: Mapping[str, int]


def cell_of(row: ReturnedRow) -> str:
    """The name of what a row counts, the same in every profile that holds it."""
    return f"{row.indicator} | {row.period} | {row.area_code}"


def safe_tables(
    rows: Sequence[ReturnedRow],
    *,
    earlier: Iterable[Shown] = (),
    counted: Mapping[str, int] | None = None,
) -> tuple[SafeTable, ...]:
    """Every indicator and period of the returns as it may be printed, in order.

    `earlier` is all that was printed before, and `counted` what each cell counted then. Raises
    `CannotBeMadeSafe` where earlier print gives a small count away.
    """
    printed = tuple(earlier)
    groups: dict[tuple[str, str], list[ReturnedRow]] = {}
    for row in rows:
        groups.setdefault((row.indicator, row.period), []).append(row)
    tables = []
    for (code, period), held in sorted(groups.items()):
        begins = f"{code} | {period} | "
        before = [each for each in printed if any(cell.startswith(begins) for cell in each.cells)]
        tables.append(_table(code, period, held, before, counted or {}))
    return tuple(tables)


def _table(
    code: str,
    period: str,
    held: Sequence[ReturnedRow],
    before: Sequence[Shown],
    counted: Mapping[str, int],
) -> SafeTable:
    told = indicator(code)
    known = [row for row in held if row.numerator is not None]
    counts = {cell_of(row): row.numerator or 0 for row in known}
    figures = [Counted(name=cell_of(row), cells=frozenset([cell_of(row)])) for row in known]
    whole = len(known) == len(held) > 1
    if whole:
        figures.append(Counted(name=f"{code} | {period} | all", cells=frozenset(counts)))
    needed = {cell for each in before for cell in each.cells}
    cube = frozen(
        Cube(counts=counts, figures=tuple(figures)),
        {cell: count for cell, count in counted.items() if cell in needed | counts.keys()},
    )
    smallest = SMALLEST_PEOPLE if told.counts == "people" else SMALLEST_EVENTS
    shown = made_safe(cube, earlier=before, smallest=smallest)
    by_name = {each.name: each for each in shown}
    lines, sheet = [], []
    for row in held:
        printed = by_name.get(cell_of(row))
        lines.append((row.area_name, _words(row, printed), _out_of(row, printed), row.source))
        sheet.append(_sheet_row(row, printed, told.title))
    if whole:
        total = by_name[f"{code} | {period} | all"]
        lines.append((TOTAL, words_of(total), "", ""))
        sheet.append(
            (
                "",
                TOTAL,
                period,
                told.title,
                total.value,
                None,
                (Status.SUPPRESSED if total.value is None else Status.OBSERVED).value,
                "",
            )
        )
    title = f"{told.title}, {period}"
    return SafeTable(
        title=title,
        grid=Grid(
            caption=f"{title} ({told.unit})" if told.unit else title,
            columns=(
                Column(text="Area"),
                Column(text="How many", numeric=True),
                Column(text="Out of", numeric=True),
                Column(text="Source"),
            ),
            rows=tuple(lines),
        ),
        sheet_rows=tuple(sheet),
        shown=shown,
        counts={cell: cube.counts[cell] for cell in counts},
    )


def _words(row: ReturnedRow, printed: Shown | None) -> str:
    if row.numerator is None or printed is None:
        return STATUS_WORDS.get(row.status, row.status.value)
    return words_of(printed)


def _out_of(row: ReturnedRow, printed: Shown | None) -> str:
    if row.denominator is None or printed is None or printed.value is None:
        return "–"
    return f"{row.denominator:,}"


def _sheet_row(row: ReturnedRow, printed: Shown | None, title: str) -> tuple[Value, ...]:
    status, value = row.status, None
    if row.numerator is not None and printed is not None:
        value = printed.value
        status = Status.SUPPRESSED if value is None else Status.OBSERVED if value else Status.ZERO
    return (
        row.area_code,
        row.area_name,
        row.period,
        title,
        value,
        row.denominator if value is not None else None,
        status.value,
        row.source,
    )


def returns_sheet(tables: Sequence[SafeTable]) -> Sheet:
    """What partners returned, as it may be printed, for a workbook."""
    return Sheet(
        name="Partner returns",
        about="What partners returned, made safe to print. One row an area, period and indicator.",
        fields=FIELDS,
        rows=tuple(row for table in tables for row in table.sheet_rows),
    )
