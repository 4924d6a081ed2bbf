"""Knows how tables become a spreadsheet that is safe to open: words and numbers, no more."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from frankpledge.papers.sheets import CannotBeWritten, Sheet, Value, readable
from frankpledge.papers.still import still

LONGEST_NAME = 31
FORBIDDEN = set("[]:*?/\\'")
DICTIONARY = "Dictionary"


def as_xlsx(
    sheets: Sequence[Sheet], *, title: str, notes: Sequence[str], made_at: datetime
) -> bytes:
    """The sheets as a workbook, with a sheet before them that says what every column means.

    No sheet is hidden, no cell holds a formula, and a cell that begins like one is a text. The same
    sheets give the same bytes. Raises `CannotBeWritten` for names that a spreadsheet cannot have.
    """
    _check(sheets)
    book = openpyxl.Workbook()
    for first in book.worksheets:
        book.remove(first)
    book.properties.title = readable(title)
    book.properties.creator = "Frankpledge"
    _write(book.create_sheet(DICTIONARY), _dictionary(sheets, title, notes), bold_first=False)
    for sheet in sheets:
        _write(
            book.create_sheet(sheet.name),
            [tuple(field.name for field in sheet.fields), *sheet.rows],
            bold_first=True,
        )
    out = io.BytesIO()
    book.save(out)
    return still(out.getvalue(), written=made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _check(sheets: Sequence[Sheet]) -> None:
    names = [sheet.name for sheet in sheets]
    for name in names:
        if not 0 < len(name) <= LONGEST_NAME or FORBIDDEN & set(name) or name == DICTIONARY:
            raise CannotBeWritten(f"A sheet cannot be called “{name}”.")
    if len({name.casefold() for name in names}) != len(names):
        raise CannotBeWritten("Two sheets have the same name.")
    for sheet in sheets:
        if any(len(row) != len(sheet.fields) for row in sheet.rows):
            raise CannotBeWritten(f"The sheet “{sheet.name}” has rows that do not fit its columns.")


def _dictionary(
    sheets: Sequence[Sheet], title: str, notes: Sequence[str]
) -> list[tuple[Value, ...]]:
    rows: list[tuple[Value, ...]] = [(title,), *((note,) for note in notes), ()]
    rows.append(("Sheet", "Column", "What it means", "Unit"))
    for sheet in sheets:
        rows.append((sheet.name, "", sheet.about, ""))
        rows.extend((sheet.name, field.name, field.meaning, field.unit) for field in sheet.fields)
    return rows


def _write(sheet: Worksheet, rows: Sequence[Sequence[Value]], *, bold_first: bool) -> None:
    wide = max((len(row) for row in rows), default=1)
    for at in range(wide):
        longest = max((len(str(row[at])) for row in rows if len(row) == wide), default=8)
        sheet.column_dimensions[get_column_letter(at + 1)].width = min(max(longest + 2, 9), 60)
    if bold_first:
        sheet.freeze_panes = "A2"
    for number, row in enumerate(rows, start=1):
        heading = number == 1 if bold_first else tuple(row[:1]) == ("Sheet",)
        for at, value in enumerate(row, start=1):
            cell = sheet.cell(number, at)
            assert isinstance(cell, Cell)
            _fill(cell, value, heading=heading)


def _fill(cell: Cell, value: Value, *, heading: bool) -> None:
    if isinstance(value, str):
        # Said to be text, so that “=1+1” stays four signs and the sum stays unmade.
        cell.value, cell.data_type = readable(value), "s"
        if len(value) > 60:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    else:
        cell.value = value
    if heading:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E4EFED")
