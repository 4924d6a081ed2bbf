"""A return as a workbook for a partner who will not sign in, and what comes back in it.

It goes out in our layout or in the partner's own. Only known codes in known places are read, and
only of this very return.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor, fetch, record, require, touched
from frankpledge.kernel import DomainError
from frankpledge.papers.api import INVENTED
from frankpledge.plans import policies
from frankpledge.plans.models import QuarterReturn, ReturnFigure, ReturnLoad, ReturnPart
from frankpledge.plans.policies import Act
from frankpledge.plans.returns import layouts
from frankpledge.plans.returns.asking import quarter_asked
from frankpledge.plans.returns.making import set_figure
from frankpledge.plans.returns.measures import BLOCKS, BY_CODE, MEASURES
from frankpledge.plans.returns.sent_back import (
    Tables,
    UnusableWorkbook,
    as_whole,
    tables_of,
)
from frankpledge.ui.api import is_demonstration

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "Return"
COLUMNS = ("Code", "Block", "What is counted", "Number", "Why there is none")
OF = "Return "
"""What stands before the reference in the heading that says which return a workbook is of."""


class NothingToApply(DomainError):
    """There is nothing that could be applied or undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One figure as it is and as the workbook has it."""

    measure: str
    words: str
    was: int | None
    becomes: int | None
    why_none: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a workbook that came back would change, or has changed."""

    number: int
    changes: tuple[Change, ...]
    is_applied: bool
    is_undone: bool


@transaction.atomic
def send_workbook(*, return_id: UUID, layout: int | None = None, by: Actor, at: datetime) -> bytes:
    """The return as a workbook: one sheet to fill in and one that says how. Recorded.

    Every cell is text or a number; there is no formula in it. With a *layout* of *by*'s agency, it
    is in that instead. Raises `NotFound` for a layout that is not.
    """
    row = fetch(QuarterReturn, return_id, by=by, at=at, act=Act.READ_RETURN)
    require(policies.may_send_workbook(by, row))
    record(Act.SEND_WORKBOOK, row, by=by, at=at)
    if layout is not None:
        return layouts.filled(layouts.content_of(layout, by), _values(row))
    return _in_our_layout(row)


def _values(row: QuarterReturn) -> dict[str, str | int | None]:
    """What stands in each place of a layout."""
    found: dict[str, str | int | None] = {
        layouts.REFERENCE: row.reference,
        layouts.QUARTER: quarter_asked(row.round).words.capitalize(),
        layouts.BODY: row.body.name,
    }
    for line in ReturnFigure.objects.filter(made_in=row):
        found[line.measure] = line.number
        found[f"{line.measure} why"] = line.why_none
    return found


def _in_our_layout(row: QuarterReturn) -> bytes:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    _write(sheet, (*COLUMNS, f"{OF}{row.reference}"), bold=True)
    lines = {line.measure: line for line in ReturnFigure.objects.filter(made_in=row)}
    for measure in MEASURES:
        line = lines[measure.code]
        _write(
            sheet,
            (
                measure.code,
                BLOCKS[measure.block],
                measure.words,
                line.number,
                line.why_none,
            ),
        )
    for letter, width in zip("ABCDEF", (8, 26, 60, 12, 50, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    about = book.create_sheet("How to fill this in")
    for words in (
        f"{row.body.name}, {row.first_day:%-d %B %Y} to {row.last_day:%-d %B %Y}",
        f"{OF}{row.reference}",
        *([f"{INVENTED}."] if is_demonstration() else []),
        "Write a whole number in the column Number.",
        "Nought is a number. Where you do not know, leave it empty and say why beside it.",
        "Do not add formulas, sheets or names of people. Change nothing but the last two columns.",
        "Send it back to the Community Safety Manager, who sees what it changes before it counts.",
    ):
        _write(about, (words,))
    about.column_dimensions["A"].width = 100
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Worksheet, cells: Sequence[str | int | None], *, bold: bool = False) -> None:
    from openpyxl.styles import Alignment, Font

    at_row = 1 if sheet.cell(row=1, column=1).value is None else sheet.max_row + 1
    for column, value in enumerate(cells, start=1):
        cell = sheet.cell(row=at_row, column=column, value=value)
        if isinstance(value, str):
            # As text, whatever it begins with: no spreadsheet takes it for a formula.
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if bold:
            cell.font = Font(bold=True)


@transaction.atomic
def take_workbook(*, return_id: UUID, content: bytes, by: Actor, at: datetime) -> int:
    """Take a workbook in and keep what it would change. Nothing is changed yet.

    Raises `UnusableWorkbook` with the first thing that is wrong, and where.
    """
    row = fetch(QuarterReturn, return_id, by=by, at=at, act=Act.READ_RETURN, lock=True)
    require(policies.may_take_workbook(by, row))
    figures = _read(content, row, by)
    changes = []
    for line in ReturnFigure.objects.filter(made_in=row).order_by("measure"):
        if line.measure not in figures:
            continue
        number, why_none = figures[line.measure]
        if number != line.number or (number is None and why_none and why_none != line.why_none):
            changes.append(
                {
                    "measure": line.measure,
                    "was": line.number,
                    "was_why": line.why_none,
                    "was_counted": line.is_counted,
                    "was_parts": [
                        str(uid)
                        for uid in ReturnPart.objects.filter(made_in=row, measure=line.measure)
                        .order_by("uid")
                        .values_list("uid", flat=True)
                    ],
                    "becomes": number,
                    "why": why_none,
                }
            )
    load = ReturnLoad.objects.create(
        made_in=row, taken_at=at, taken_by_id=by.person_id, changes=changes
    )
    record(Act.TAKE_WORKBOOK, row, by=by, at=at)
    return int(load.pk)


def _read(content: bytes, row: QuarterReturn, by: Actor) -> Mapping[str, tuple[int | None, str]]:
    """The numbers of a workbook that is this return's, in our layout or in one of *by*'s agency."""
    tables = tables_of(content)
    layout = None if SHEET in tables else layouts.layout_for(tables, by)
    reference, figures = layouts.read_back(layout, tables) if layout else in_our_layout(tables)
    if reference != row.reference:
        raise UnusableWorkbook(
            f"This is the workbook of return {reference or 'unknown'}, and you are in "
            f"{row.reference}. Send out and take back the workbook of this one",
            argument="workbook",
        )
    return figures


def in_our_layout(tables: Tables) -> tuple[str, Mapping[str, tuple[int | None, str]]]:
    """The reference that a workbook has in our layout, and its numbers by their codes, each with
    why there is none. Raises `UnusableWorkbook`."""
    if SHEET not in tables:
        raise UnusableWorkbook(
            f"Choose a workbook with a sheet called {SHEET}", argument="workbook"
        )
    table = tables[SHEET]
    if not table or tuple(str(cell) for cell in table[0][: len(COLUMNS)]) != COLUMNS:
        raise UnusableWorkbook(
            "The first row must hold the headings as they were sent", argument="workbook"
        )
    found: dict[str, tuple[int | None, str]] = {}
    for number, cells in enumerate(table[1:], start=2):
        padded = [*cells, *([""] * len(COLUMNS))]
        code = str(padded[0]).strip()
        if not code and not any(str(cell).strip() for cell in padded):
            continue
        if code not in BY_CODE or code in found:
            raise UnusableWorkbook(
                f"Row {number}: {code or 'an empty code'} is not a measure of this return",
                argument="workbook",
            )
        whole = as_whole(padded[3], code, f"Row {number}")
        found[code] = (whole, str(padded[4]).strip()[:200])
    of = str(table[0][len(COLUMNS)]).strip() if len(table[0]) > len(COLUMNS) else ""
    return of.removeprefix(OF), found


@transaction.atomic
def apply_load(*, return_id: UUID, load: int, by: Actor, at: datetime) -> int:
    """Change the return as a workbook says: all of it or nothing. Gives how many figures changed.

    Raises `NothingToApply` where it was applied before, changes nothing, or the return has
    changed since it was taken in.
    """
    row, found = _load_to_change(return_id, load, by, at)
    if found.applied_at is not None:
        raise NothingToApply("This workbook has been applied already")
    if not found.changes:
        raise NothingToApply("This workbook changes nothing")
    lines = {line.measure: line for line in ReturnFigure.objects.filter(made_in=row)}
    for change in found.changes:
        line = lines[change["measure"]]
        if line.number != change["was"] or line.why_none != change["was_why"]:
            raise NothingToApply("The return has changed since. Take the workbook in again")
        set_figure(
            line,
            number=change["becomes"],
            why_none=change["why"],
            not_comparable=line.not_comparable,
        )
    row.is_nil = False
    row.save(update_fields=["is_nil"])
    found.applied_at = at
    found.save(update_fields=["applied_at"])
    touched(row)
    record(Act.TAKE_WORKBOOK, row, by=by, at=at, fields=["figures"])
    return len(found.changes)


@transaction.atomic
def undo_load(*, return_id: UUID, load: int, by: Actor, at: datetime) -> None:
    """Put back every figure that a workbook changed, with the records that it counted."""
    row, found = _load_to_change(return_id, load, by, at)
    if found.applied_at is None or found.undone_at is not None:
        raise NothingToApply("There is nothing to undo")
    lines = {line.measure: line for line in ReturnFigure.objects.filter(made_in=row)}
    for change in found.changes:
        if lines[change["measure"]].number != change["becomes"]:
            raise NothingToApply("The return has changed since, so this is not undone")
    for change in found.changes:
        line = lines[change["measure"]]
        line.number, line.why_none = change["was"], change["was_why"]
        line.is_counted = change["was_counted"]
        line.save(update_fields=["number", "why_none", "is_counted"])
        ReturnPart.objects.bulk_create(
            ReturnPart(made_in=row, measure=line.measure, uid=UUID(uid))
            for uid in change["was_parts"]
        )
    found.undone_at = at
    found.save(update_fields=["undone_at"])
    touched(row)
    record(Act.TAKE_WORKBOOK, row, by=by, at=at, fields=["figures"])


def loads(return_id: UUID, by: Actor) -> tuple[Load, ...]:
    """The workbooks that came back for a return that *by* may open, the latest first."""
    rows = ReturnLoad.objects.filter(
        made_in__in=QuarterReturn.open_to(by).filter(pk=return_id)
    ).order_by("-id")
    return tuple(
        Load(
            number=int(each.pk),
            changes=tuple(
                Change(
                    measure=change["measure"],
                    words=BY_CODE[change["measure"]].words,
                    was=change["was"],
                    becomes=change["becomes"],
                    why_none=change["why"],
                )
                for change in each.changes
            ),
            is_applied=each.applied_at is not None,
            is_undone=each.undone_at is not None,
        )
        for each in rows[:20]
    )


def _load_to_change(
    return_id: UUID, load: int, by: Actor, at: datetime
) -> tuple[QuarterReturn, ReturnLoad]:
    row = fetch(QuarterReturn, return_id, by=by, at=at, act=Act.READ_RETURN, lock=True)
    require(policies.may_take_workbook(by, row))
    found = ReturnLoad.objects.filter(made_in=row, pk=load).first()
    if found is None:
        raise NothingToApply("There is no such workbook")
    return row, found
