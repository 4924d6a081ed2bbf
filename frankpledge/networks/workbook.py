"""Knows the workbook of two sheets that i2's import takes: entities, and the links between them.

The first row of each sheet names its columns, which are always the same, so that an import
specification is made once. The first day that a link no longer holds stands under "Ended".
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import python_calamine

from frankpledge.networks.charts import Chart, Node, Tie
from frankpledge.networks.exporting import Leaving, seen
from frankpledge.networks.reading import (
    Fault,
    Faults,
    Preview,
    Said,
    gathered,
    in_one_cell,
    nodes_of,
    ties_of,
)
from frankpledge.networks.refusals import Refused, UnusableFile

if TYPE_CHECKING:
    import openpyxl
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

ENTITIES, LINKS = "Entities", "Links"
ENTITY_COLUMNS = {"Identity": "id", "Type": "kind", "Label": "label"}
LINK_COLUMNS = {
    "From": "source",
    "To": "target",
    "Type": "kind",
    "Strength": "weight",
    "Grade": "grade",
    "Sources": "references",
    "Began": "since",
    "Ended": "until",
    "Category": "category",
}
LONGEST_CELL = 32_767
MOST_BYTES = 20 * 1024**2
MOST_UNPACKED = 200 * 1024**2
MOST_ROWS = 200_000

_NOT_WHOLE = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError)
"""What is raised for an archive that breaks off or is packed in a way that is not known."""

_Cell = str | float | date | None


def written(chart: Chart, leaving: Leaving) -> bytes:
    """The workbook. No cell is a formula, whatever a text begins with."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    book.properties.title = seen(leaving.title)
    book.properties.subject = seen(leaving.marking)
    book.properties.creator = "Frankpledge"
    book.properties.created = book.properties.modified = leaving.at.replace(tzinfo=None)
    _sheet(book, ENTITIES, tuple(ENTITY_COLUMNS), map(_entity, chart.nodes))
    _sheet(book, LINKS, tuple(LINK_COLUMNS), map(_link, chart.ties))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def preview_workbook(content: bytes, *, name: str = "workbook.xlsx") -> Preview:
    """What a workbook of two sheets holds, with the row and the column of whatever is wrong.

    A formula is read as the value that it last had. Raises `UnusableFile` where the file is not
    such a workbook.
    """
    _check_size(content, name)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        titles = {title.strip().lower(): title for title in book.sheet_names}
        found = {
            wanted: book.get_sheet_by_name(titles[wanted.lower()]).to_python(
                skip_empty_area=False, nrows=MOST_ROWS + 1
            )
            for wanted in (ENTITIES, LINKS)
            if wanted.lower() in titles
        }
    except (python_calamine.CalamineError, OSError, ValueError) as broken:
        raise UnusableFile(
            name, None, "this is not a workbook that can be read", "save it again as .xlsx"
        ) from broken
    if LINKS not in found:
        raise UnusableFile(
            name,
            None,
            f"there is no sheet called {LINKS}",
            f"name the sheets {ENTITIES} and {LINKS}",
        )
    entity_faults = Faults(f"{name}, sheet {ENTITIES}")
    link_faults = Faults(f"{name}, sheet {LINKS}")
    nodes: tuple[Node, ...] = ()
    unused: tuple[str, ...] = ()
    if ENTITIES in found:
        rows, ignored = _rows(name, ENTITIES, found[ENTITIES], ENTITY_COLUMNS, ("Identity",))
        nodes, unused = nodes_of(rows, entity_faults), ignored
    rows, ignored = _rows(name, LINKS, found[LINKS], LINK_COLUMNS, ("From", "To"))
    ties, said = gathered(ties_of(rows, link_faults))
    chart = Chart.of(nodes, ties)
    return Preview(
        chart=chart,
        faults=tuple(
            _under_its_name(fault, names)
            for met, names in ((entity_faults, ENTITY_COLUMNS), (link_faults, LINK_COLUMNS))
            for fault in met.met
        ),
        more_faults=entity_faults.more or link_faults.more,
        said=Said(
            duplicates=said.duplicates,
            self_ties=said.self_ties,
            only_in_ties=len(chart.nodes) - len(nodes) if ENTITIES in found else 0,
            unused=(*unused, *ignored),
        ),
    )


def _sheet(
    book: openpyxl.Workbook, title: str, columns: Sequence[str], rows: Iterable[Sequence[_Cell]]
) -> None:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    sheet = book.create_sheet(title)
    assert isinstance(sheet, WriteOnlyWorksheet)
    sheet.freeze_panes = "A2"
    for row in (columns, *rows):
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: WriteOnlyWorksheet, value: _Cell) -> object:
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet)
        cell.value = value
        return cell
    text = seen(value)
    if len(text) > LONGEST_CELL:
        raise Refused(
            f"The text that begins {text[:40]!r} is too long for a cell of a workbook; choose "
            "another format."
        )
    cell = WriteOnlyCell(sheet)
    cell.value = text
    # A text that begins with = is a text here, and stays one when somebody edits the cell.
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in ("=", "+", "-", "@", "\t", "\r")
    return cell


def _entity(node: Node) -> tuple[_Cell, ...]:
    return node.id, node.kind.value, node.label


def _link(tie: Tie) -> tuple[_Cell, ...]:
    return (
        tie.source,
        tie.target,
        tie.kind,
        tie.weight,
        tie.grade,
        in_one_cell(tie.references),
        tie.since,
        tie.until,
        in_one_cell(tie.categories),
    )


def _check_size(content: bytes, name: str) -> None:
    if len(content) > MOST_BYTES:
        raise UnusableFile(name, None, "the file is larger than 20 MB", "split it")
    if not content.startswith(b"PK\x03\x04"):
        raise UnusableFile(name, None, "this is not a workbook (.xlsx)", "save it as .xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise UnusableFile(name, None, "unpacked it is larger than 200 MB", "split it")
            # What reads the sheets does not check that they came whole.
            whole = packed.testzip() is None
    except _NOT_WHOLE:
        raise UnusableFile(name, None, "the file is cut short", "copy it again") from None
    if not whole:
        raise UnusableFile(name, None, "the file is damaged", "copy it again")


def _rows(
    name: str,
    title: str,
    table: Sequence[Sequence[object]],
    columns: dict[str, str],
    needed: Sequence[str],
) -> tuple[Iterator[tuple[int, dict[str, str]]], tuple[str, ...]]:
    header = [_text(cell).strip() for cell in table[0]] if table else []
    known = {column.lower(): plain for column, plain in columns.items()}
    for column in needed:
        if column.lower() not in [each.lower() for each in header]:
            raise UnusableFile(
                f"{name}, sheet {title}",
                1,
                f"no column is called {column}",
                f"name the columns {', '.join(columns)} in the first row",
            )
    if len(table) > MOST_ROWS:
        raise UnusableFile(
            f"{name}, sheet {title}", MOST_ROWS, "there are more rows than are read", "split it"
        )
    plain = [known.get(each.lower(), "") for each in header]
    rows = (
        (line, {key: _text(cell) for key, cell in zip(plain, row, strict=False) if key})
        for line, row in enumerate(table[1:], start=2)
        if any(_text(cell).strip() for cell in row)
    )
    return rows, tuple(each for each, key in zip(header, plain, strict=True) if each and not key)


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _under_its_name(fault: Fault, names: dict[str, str]) -> Fault:
    column = next((name for name, plain in names.items() if plain == fault.column), fault.column)
    return Fault(
        file=fault.file,
        line=fault.line,
        column=column,
        problem=fault.problem.replace(f"{fault.column} is", f"{column} is", 1),
        remedy=fault.remedy,
    )
