"""Tables: frozen columns and rows in, accessible markup out, quickly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from django.utils.safestring import SafeString
from markupsafe import Markup, escape

from frankpledge.ui import wording
from frankpledge.ui.macros import compiled

WIDE = 7  # with more columns than this a table scrolls sideways on a phone instead of stacking


class Tone(StrEnum):
    """What a state means to the reader; the colour follows from it and is never the only sign."""

    NEUTRAL = "neutral"
    ACTIVE = "active"
    GOOD = "good"
    WARNING = "warning"
    URGENT = "urgent"
    QUIET = "quiet"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """What one column holds. `href` re-orders the table by it; `order` says how it stands now."""

    text: str
    numeric: bool = False
    decimals: int | None = None
    href: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a link, a second line in smaller type, or a state shown as a tag."""

    value: "Plain"
    href: str = ""
    note: str = ""
    tone: Tone | None = None


Plain: TypeAlias = str | int | float | Decimal | date | None
CellValue: TypeAlias = Plain | Cell


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row, in the order of the columns. `tone` draws the eye to the whole row."""

    cells: Sequence[CellValue]
    tone: Tone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a page gives to the table component: the columns and the rows under them."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class UnevenRow(ValueError):
    """A row holds another number of cells than the table has columns.

    If you are seeing this, a column was added without its cell or the reverse.
    """


NOTHING = '<span aria-hidden="true">–</span><span class="govuk-visually-hidden">none</span>'


def table(
    *,
    columns: Sequence[Column],
    rows: Iterable[Row | Sequence[CellValue]],
    caption: str,
    empty: str = "There is nothing to show yet.",
) -> SafeString:
    """A table whose first column names its rows; a sentence instead when there are none."""
    openings = [_opening(column, first=index == 0) for index, column in enumerate(columns)]
    body = [_body_row(row, columns, openings) for row in rows]
    if not body:
        return compiled("ui/table_empty.html", caption=caption, empty=empty)
    return compiled(
        "ui/table.html",
        caption=caption,
        columns=columns,
        body=body,
        wide=len(columns) > WIDE,
    )


def _opening(column: Column, *, first: bool) -> str:
    if first:
        return '<th scope="row" role="rowheader" class="govuk-table__header">'
    kind = " govuk-table__cell--numeric" if column.numeric else ""
    return f'<td role="cell" class="govuk-table__cell{kind}" data-label="{escape(column.text)}">'


def _body_row(
    row: Row | Sequence[CellValue], columns: Sequence[Column], openings: Sequence[str]
) -> tuple[str, Markup]:
    """One row as its tone and its cells, joined here because a template call a cell is slow."""
    cells, tone = (row.cells, row.tone) if isinstance(row, Row) else (row, None)
    if len(cells) != len(columns):
        raise UnevenRow(f"{len(cells)} cells for {len(columns)} columns")
    parts: list[str] = []
    closing = "</th>"
    for opening, cell, column in zip(openings, cells, columns, strict=True):
        parts += (opening, _content(cell, column), closing)
        closing = "</td>"
    return (tone.value if tone else ""), Markup("".join(parts))


def _content(cell: CellValue, column: Column) -> str:
    if not isinstance(cell, Cell):
        return _plain(cell, column)
    content = _plain(cell.value, column)
    if cell.tone is not None:
        content = _tag(cell.tone, content)
    if cell.href:
        content = f'<a class="govuk-link" href="{escape(cell.href)}">{content}</a>'
    if cell.note:
        content = f'{content}<span class="frank-note">{escape(cell.note)}</span>'
    return content


def _plain(value: Plain, column: Column) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, datetime):
        return f'<time datetime="{value.isoformat()}">{wording.short_moment(value)}</time>'
    if isinstance(value, date):
        return f'<time datetime="{value.isoformat()}">{wording.short_day(value)}</time>'
    return wording.number(value, column.decimals)


def status(tone: Tone, text: str) -> Markup:
    """A state in words, coloured by what it means."""
    return Markup(_tag(tone, escape(text)))


def _tag(tone: Tone, content: str) -> str:
    return f'<strong class="govuk-tag frank-tag frank-tag--{tone.value}">{content}</strong>'
