"""Knows how a list in CSV is cut into rows, whatever is in the file, in little memory."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from frankpledge.networks.refusals import UnusableFile, WrongUse

LONGEST_LINE = 1_000_000
SEPARATORS = (",", ";", "\t", "|")
_CSV = "save the sheet as “CSV UTF-8”"
_KINDS = (
    (b"PK\x03\x04", "a workbook or an archive", _CSV),
    (b"\xd0\xcf\x11\xe0", "an old workbook", _CSV),
    (b"%PDF", "a PDF", "export the list as CSV from where it is kept"),
    (b"\x1f\x8b", "packed with gzip", "unpack it first"),
    (b"PAR1", "a Parquet file", "export the list as CSV"),
    (b"\x89PNG", "a picture", "export the list as CSV from where it is kept"),
    (b"\xff\xd8\xff", "a picture", "export the list as CSV from where it is kept"),
    (b"SQLite format 3", "a database", "export the list as CSV"),
)
_ENCODING = "save it as “CSV UTF-8”, or say what it is, as in --encoding cp1252"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A list that has been opened: its columns, cut by `separator`, from `path`."""

    path: Path
    encoding: str
    separator: str
    columns: tuple[str, ...]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Every row below the header that holds anything, with its first line's number.

        A row of another width is given as it is. Raises `UnusableFile` where the text cannot be
        cut into rows.
        """
        with self.path.open("rb") as stream:
            rows = _cut(self.path, _lines(self.path, stream, self.encoding), self.separator)
            next(rows, None)
            for line, row in rows:
                if any(cell.strip() for cell in row):
                    yield line, row


def sheet_at(path: Path, wanted: frozenset[str], *, encoding: str | None = None) -> Sheet:
    """Looks at a list, and cuts its header at the separator that gives most of what is *wanted*.

    Names of columns are given in small letters without blanks around them. Raises `WrongUse` where
    there is no such file, and `UnusableFile` for one that is no list.
    """
    if not path.exists():
        raise WrongUse(f"{path}: there is no such file; check the path.")
    if not path.is_file():
        raise WrongUse(f"{path}: this is not a file; give the CSV file itself.")
    with path.open("rb") as stream:
        start = stream.read(512)
    if not start.strip():
        raise UnusableFile(path, None, "the file is empty", "export the list again")
    for mark, kind, remedy in _KINDS:
        if start.startswith(mark):
            raise UnusableFile(path, None, f"this is {kind}, not CSV", remedy)
    if start.lstrip(codecs.BOM_UTF8 + b" \t\r\n")[:1] in (b"{", b"[", b"<"):
        raise UnusableFile(path, 1, "this is JSON, XML or a web page, not CSV", "export it as CSV")
    named = _codec(start, encoding)
    best: tuple[int, int, tuple[str, ...], str] | None = None
    for separator in SEPARATORS:
        with path.open("rb") as stream:
            _, header = next(_cut(path, _lines(path, stream, named), separator), (1, []))
        columns = tuple(name.strip().lower() for name in header)
        found = (len(wanted.intersection(columns)), len(columns), columns, separator)
        if best is None or found[:2] > best[:2]:
            best = found
    assert best is not None
    columns = best[2]
    twice = next((name for name in columns if name and columns.count(name) > 1), None)
    if twice is not None:
        raise UnusableFile(path, 1, f"two columns are called “{twice}”", "rename one of them")
    return Sheet(path=path, encoding=named, separator=best[3], columns=columns)


def _codec(start: bytes, encoding: str | None) -> str:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        name = codecs.lookup(encoding or "utf-8").name
        "".encode(name)
    except LookupError:
        raise WrongUse(
            f"{encoding!r} is no encoding that is known; give one such as utf-8, utf-16 or cp1252."
        ) from None
    return "utf-8-sig" if name == "utf-8" else name


def _lines(path: Path, stream: BinaryIO, encoding: str) -> Iterator[str]:
    """The lines of a file, none longer than we read; told at which line the text breaks off."""
    reader = codecs.getreader(encoding)(stream) if _is_wide(encoding) else None
    decode = codecs.getincrementaldecoder(encoding)()
    line = 0
    while True:
        line += 1
        try:
            if reader is not None:
                text = reader.readline(LONGEST_LINE)
            else:
                text = decode.decode(piece := stream.readline(LONGEST_LINE), final=not piece)
        except UnicodeError:
            said = "UTF-8" if encoding == "utf-8-sig" else encoding
            raise UnusableFile(path, line, f"the text is not {said}", _ENCODING) from None
        if not text:
            return
        if len(text) >= LONGEST_LINE and not text.endswith("\n"):
            raise UnusableFile(
                path,
                line,
                f"the line is longer than {LONGEST_LINE:,} letters",
                "check that quotation marks are closed, or export the list again",
            )
        if "\0" in text:
            raise UnusableFile(path, line, "the line holds a zero byte", "export the list again")
        yield text


def _is_wide(encoding: str) -> bool:
    """Whether a line's end takes more than one byte, so that bytes cannot be cut into lines."""
    return encoding.startswith(("utf-16", "utf-32"))


def _cut(path: Path, lines: Iterator[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(2 * LONGEST_LINE)
    reader = csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=True)
    while True:
        begun = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error:
            raise UnusableFile(
                path,
                begun,
                "a quotation mark is not closed, or stands in the wrong place",
                "mend the row, or copy the file again if it was cut short",
            ) from None
        if row is None:
            return
        yield begun, row
