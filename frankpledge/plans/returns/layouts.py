"""A partner's own workbook as the layout of a return: where each number stands in it.

Whoever makes returns writes in their partner's workbook, in square brackets, what stands where:
`[B1]` for a number, `[B1 why]` for why there is none, `[reference]`, `[quarter]`, `[partnership]`.
It goes out filled in, and is taken back only with everything else where it was.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from frankpledge.access.api import Actor, record, require
from frankpledge.attachments.api import Sort, look_at
from frankpledge.papers.api import INVENTED
from frankpledge.plans import policies
from frankpledge.plans.models import ReturnLayout
from frankpledge.plans.policies import Act
from frankpledge.plans.returns.measures import BY_CODE
from frankpledge.plans.returns.sent_back import (
    Tables,
    UnusableWorkbook,
    as_whole,
    tables_of,
)
from frankpledge.ui.api import is_demonstration

if TYPE_CHECKING:
    from openpyxl import Workbook

REFERENCE, QUARTER, BODY = "reference", "quarter", "partnership"
_PLACE = re.compile(r"\[\s*([A-Za-z]+[0-9]*)(\s+why)?\s*\]")

Spot = tuple[str, int, int]
"""A sheet by its name, a row and a column, counted from nought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything stands in a partner's workbook."""

    places: Mapping[str, Spot]
    """By what is written in brackets."""
    words: Mapping[Spot, str]
    """What else the workbook says, which has to be there when it comes back."""

    @property
    def sheets(self) -> frozenset[str]:
        """The sheets that have a place or words in them."""
        return frozenset(sheet for sheet, _, _ in (*self.places.values(), *self.words))


def layout_in(tables: Tables) -> Layout:
    """The layout that a workbook is. Raises `UnusableWorkbook` with the first thing wrong in it."""
    places: dict[str, Spot] = {}
    words: dict[Spot, str] = {}
    for spot, said in _said(tables):
        found = _PLACE.fullmatch(said)
        if found is None:
            words[spot] = said
            continue
        name = found[1].upper() if found[1].upper() in BY_CODE else found[1].lower()
        if name not in BY_CODE and (name not in (REFERENCE, QUARTER, BODY) or found[2]):
            raise _wrong(f"{_where(spot)}: {said} is not a measure of this return")
        key = f"{name} why" if found[2] else name
        if key in places:
            raise _wrong(f"{_where(spot)}: {said} stands there twice")
        places[key] = spot
    if REFERENCE not in places:
        raise _wrong(
            "Write [reference] in one cell. It tells one quarter’s workbook from another’s"
        )
    if not BY_CODE.keys() & places.keys():
        raise _wrong("Write in brackets where a number is to stand, such as [B1]")
    for key in places:
        if key.endswith(" why") and key.removesuffix(" why") not in places:
            raise _wrong(f"{_where(places[key])}: there is no [{key.removesuffix(' why')}] for it")
    return Layout(places=places, words=words)


def read_back(layout: Layout, tables: Tables) -> tuple[str, Mapping[str, tuple[int | None, str]]]:
    """The reference that a workbook came back with, and its numbers by their codes.

    Raises `UnusableWorkbook` where anything but a number or a reason was changed.
    """
    for spot, words in layout.words.items():
        found = _at(tables, spot)
        if _plain(found) != words:
            raise _wrong(f"{_where(spot)} must say “{words}”, as it was sent")
    found = {}
    for code in BY_CODE:
        if code in layout.places:
            why = layout.places.get(f"{code} why")
            found[code] = (
                as_whole(_at(tables, layout.places[code]), code, _where(layout.places[code])),
                _plain(_at(tables, why))[:200] if why else "",
            )
    return _plain(_at(tables, layout.places[REFERENCE])), found


def unlike(layout: Layout, tables: Tables) -> int:
    """How many words of a layout are not where they were, by which one is told from another."""
    return sum(_plain(_at(tables, spot)) != words for spot, words in layout.words.items())


# --- the layouts of an agency ---------------------------------------------------------------------


@transaction.atomic
def add_layout(*, name: str, content: bytes, by: Actor, at: datetime) -> int:
    """Take in a workbook as a layout of *by*'s agency, in place of one of the same name.

    It is judged and written anew as every file that comes in, and one is filled in with it, so
    that nobody finds out later that it does not work. Raises `UnusableWorkbook`.
    """
    require(policies.may_add_layout(by))
    tables_of(content)
    verdict = look_at(content, "layout.xlsx")
    if not verdict.is_accepted or verdict.sort != Sort.XLSX:
        reason = verdict.refusal.partition(". ")[0] or "This is not a workbook"
        raise _wrong(f"{reason}. Save it as an .xlsx workbook without macros and links")
    layout = layout_in(tables_of(verdict.clean))
    filled(verdict.clean, dict.fromkeys(layout.places, 0))
    number = ReturnLayout.take(name=name, content=verdict.clean, by=by, at=at)
    record(Act.ADD_LAYOUT, None, by=by, at=at)
    return number


@transaction.atomic
def end_layout(*, number: int, by: Actor, at: datetime) -> None:
    """Use a layout of one's own agency no longer. Raises `NotFound`."""
    require(policies.may_end_layout(by))
    ReturnLayout.end(number, by=by, at=at)
    record(Act.END_LAYOUT, None, by=by, at=at)


layouts = ReturnLayout.listed
content_of = ReturnLayout.content_of


def layout_for(tables: Tables, by: Actor) -> Layout | None:
    """The layout of *by*'s agency that a workbook is most like, if it has all of its sheets."""
    rows = ReturnLayout.in_use(by).order_by("pk")
    known = [layout_in(tables_of(bytes(row.content))) for row in rows]
    fitting = [layout for layout in known if layout.sheets <= tables.keys()]
    return min(fitting, key=lambda layout: unlike(layout, tables), default=None)


def filled(content: bytes, values: Mapping[str, str | int | None]) -> bytes:
    """A layout with a value in each place that *values* names; the other places are emptied.

    In a demonstration each sheet says so above what is printed, where it disturbs no cell.
    """
    from openpyxl import load_workbook

    book: Workbook = load_workbook(io.BytesIO(content))
    for key, (sheet, row, column) in layout_in(tables_of(content)).places.items():
        cell = book[sheet].cell(row=row + 1, column=column + 1)
        cell.value = values.get(key)
        if isinstance(cell.value, str):
            # As text, whatever it begins with: no spreadsheet takes it for a formula.
            cell.data_type = "s"
    for page in book.worksheets if is_demonstration() else ():
        head = page.oddHeader
        assert head is not None
        head.center.text = INVENTED
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _said(tables: Tables) -> Iterator[tuple[Spot, str]]:
    for sheet, rows in tables.items():
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str) and (said := _plain(cell)):
                    yield (sheet, row, column), said


def _at(tables: Tables, spot: Spot) -> Any:
    sheet, row, column = spot
    rows: Sequence[Sequence[Any]] = tables.get(sheet, ())
    if row >= len(rows) or column >= len(rows[row]):
        return ""
    return rows[row][column]


def _plain(cell: Any) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""


def _where(spot: Spot) -> str:
    from openpyxl.utils import get_column_letter

    sheet, row, column = spot
    return f"Sheet {sheet}, cell {get_column_letter(column + 1)}{row + 1}"


def _wrong(words: str) -> UnusableWorkbook:
    return UnusableWorkbook(words, argument="workbook")
