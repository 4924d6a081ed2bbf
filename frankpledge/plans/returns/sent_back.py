"""What may be in a workbook that comes back, and how its cells are read. Pure.

A workbook that holds a formula, a macro or a link to another is refused whole: what a spreadsheet
works out by itself cannot be answered for.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from frankpledge.kernel import DomainError, whole_number
from frankpledge.plans.returns.measures import BY_CODE

LARGEST = 1_000_000
"""The largest workbook that is taken, in bytes; unpacked it may be ten times that."""
FORBIDDEN = ("vbaProject", "externalLink", "activeX", "embeddings/", "customXml", "connections")

Tables = Mapping[str, Sequence[Sequence[Any]]]
"""The cells of each sheet, from its first row and column, by the sheet's name."""


class UnusableWorkbook(DomainError):
    """What was sent is not this return's workbook, or holds what may not be taken in."""


def tables_of(content: bytes) -> Tables:
    """The cells of a workbook that holds nothing else. Raises `UnusableWorkbook`."""
    _only_plain(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
    except (CalamineError, KeyError, ValueError) as fault:
        raise UnusableWorkbook("Choose an .xlsx workbook", argument="workbook") from fault


def as_whole(value: Any, code: str, where: str) -> int | None:
    """The whole number in a cell, or None where it is empty. Raises `UnusableWorkbook`."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    most = BY_CODE[code].most
    if isinstance(value, str):
        value = whole_number(value, most=most)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= most or value != int(value):
        raise UnusableWorkbook(
            f"{where}: {code} must be a whole number from 0 to {most:,}, or empty",
            argument="workbook",
        )
    return int(value)


def _only_plain(content: bytes) -> None:
    if len(content) > LARGEST:
        raise UnusableWorkbook("The workbook is larger than 1 MB", argument="workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > 10 * LARGEST:
                raise UnusableWorkbook(
                    "The workbook is too large when it is unpacked", argument="workbook"
                )
            for part in packed.infolist():
                if any(word in part.filename for word in FORBIDDEN):
                    raise UnusableWorkbook(
                        "The workbook holds a macro, a link or something embedded. Save it "
                        "without, as an .xlsx workbook",
                        argument="workbook",
                    )
                # Every part is read, since one that says less of its size than it has is damaged.
                held = packed.read(part)
                if part.filename.startswith("xl/worksheets/") and _has_formula(held):
                    raise UnusableWorkbook(
                        "The workbook holds a formula. Put its value in its place",
                        argument="workbook",
                    )
    except (
        zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError
    ) as fault:  # fmt: skip
        raise UnusableWorkbook("Choose an .xlsx workbook", argument="workbook") from fault


def _has_formula(sheet: bytes) -> bool:
    return b"<f>" in sheet or b"<f " in sheet or b"<f/" in sheet or b":f>" in sheet
