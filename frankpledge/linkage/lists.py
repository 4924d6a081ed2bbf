"""Knows how a list is read: encodings, separators, and what is wrong with which line."""

import codecs
import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from frankpledge.linkage.columns import Part, Shape, id_of, parts_of, position, recognised
from frankpledge.linkage.refusals import UnusableList, WrongUse

LONGEST_LINE = 1_000_000
_PIECE = 1 << 18
_SEPARATORS = (",", ";", "\t", "|")
_KINDS = (
    (b"PK\x03\x04", "a workbook or an archive", "save the sheet as “CSV UTF-8”"),
    (b"\xd0\xcf\x11\xe0", "an old workbook", "save the sheet as “CSV UTF-8”"),
    (b"%PDF", "a PDF", "export the list as CSV from where it is kept"),
    (b"\x1f\x8b", "packed with gzip", "unpack it first"),
    (b"PAR1", "a Parquet file", "export the list as CSV"),
    (b"\x89PNG", "a picture", "export the list as CSV from where it is kept"),
    (b"SQLite format 3", "a database", "export the list as CSV"),
)
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, kw_only=True)
class Rejection:
    """One row that was left out, and why."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """A list that has been looked at and can be read: where, how it is cut, what it holds."""

    path: Path
    readable: Path
    """The same in UTF-8: the list itself, or a copy beside our other scratch files."""
    separator: str
    shape: Shape


def source_of(
    path: Path,
    *,
    scratch: Path,
    encoding: str | None,
    id_name: str | None,
    given: Mapping[Part, str],
) -> Source:
    """Looks at a list. Raises `UnusableList` or `WrongUse` with the line and a remedy."""
    if not path.exists():
        raise WrongUse(f"{path}: there is no such file; check the path.")
    if path.is_dir():
        raise WrongUse(f"{path}: this is a folder; give the CSV file in it.")
    start = _start(path)
    readable = _in_utf8(path, start, encoding=encoding, scratch=scratch)
    _check_bytes(path, readable)
    header, separator = _header(path, readable)
    id_at = _id(path, header, id_name)
    try:
        parts = parts_of(header, given, id_at)
    except KeyError as unknown:
        raise WrongUse(
            f"{path}, line 1: there is no column {unknown.args[0]!r} to map; the columns are "
            f"{', '.join(header)}."
        ) from None
    return Source(
        path=path,
        readable=readable,
        separator=separator,
        shape=Shape(header=tuple(header), id=id_at, parts=parts),
    )


def _start(path: Path) -> bytes:
    with path.open("rb") as stream:
        start = stream.read(512)
    if not start.strip():
        raise UnusableList(path, None, "the file is empty", "export the list again")
    for mark, kind, remedy in _KINDS:
        if start.startswith(mark):
            raise UnusableList(path, None, f"this is {kind}, not CSV", remedy)
    if start.lstrip(codecs.BOM_UTF8 + b" \t\r\n")[:1] in (b"{", b"[", b"<"):
        raise UnusableList(path, 1, "this is JSON, XML or a web page, not CSV", "export it as CSV")
    return start


def _in_utf8(path: Path, start: bytes, *, encoding: str | None, scratch: Path) -> Path:
    named = encoding or next((name for mark, name in _MARKS if start.startswith(mark)), None)
    if named is None:
        return path
    try:
        codec = codecs.lookup(named).name
    except LookupError:
        raise WrongUse(
            f"{named!r} is no encoding that is known; give one such as utf-8, utf-16 or cp1252."
        ) from None
    if codec in ("utf-8", "utf-8-sig"):
        return path
    copy = scratch / f"{len(list(scratch.glob('list-*')))}.csv"
    copy = copy.with_name(f"list-{copy.name}")
    line = 1
    try:
        with (
            path.open(encoding=codec, newline="") as old,
            copy.open("w", encoding="utf-8", newline="") as new,
        ):
            while piece := old.read(_PIECE):
                new.write(piece)
                line += piece.count("\n")
    except UnicodeError:
        raise UnusableList(
            path, line, f"the text is not {named} from about here on", "save it as “CSV UTF-8”"
        ) from None
    return copy


def _check_bytes(path: Path, readable: Path) -> None:
    """Refuses what is not text in UTF-8, line by line where it can be told, in little memory."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, unbroken = 1, 0
    with readable.open("rb") as stream:
        while piece := stream.read(_PIECE):
            try:
                decoder.decode(piece)
            except UnicodeDecodeError as wrong:
                at = line + piece[: max(wrong.start, 0)].count(b"\n")
                raise UnusableList(
                    path,
                    at,
                    "the text is not UTF-8",
                    "save it as “CSV UTF-8”, or say what it is, as in --encoding cp1252",
                ) from None
            if b"\0" in piece:
                at = line + piece[: piece.index(b"\0")].count(b"\n")
                raise UnusableList(path, at, "the line holds a zero byte", "export the list again")
            newlines = piece.count(b"\n")
            first = piece.find(b"\n")
            unbroken += first if newlines else len(piece)
            if unbroken > LONGEST_LINE:
                raise UnusableList(
                    path,
                    line,
                    f"the line is longer than {LONGEST_LINE:,} bytes",
                    "check that quotation marks are closed, or export the list again",
                )
            if newlines:
                unbroken = len(piece) - piece.rfind(b"\n") - 1
                line += newlines
    if decoder.getstate()[0]:
        raise UnusableList(
            path, line, "the file ends within a letter", "the copy was cut short; copy it again"
        )


def _header(path: Path, readable: Path) -> tuple[list[str], str]:
    best: tuple[int, int, list[str], str] | None = None
    for separator in _SEPARATORS:
        with readable.open(encoding="utf-8-sig", newline="") as text:
            try:
                names = next(_rows(text, separator), [])
            except csv.Error:
                continue
        names = [name.strip() for name in names]
        found = (recognised(names), len(names), names, separator)
        if best is None or found[:2] > best[:2]:
            best = found
    if best is None or not any(best[2]):
        raise UnusableList(path, 1, "there is no header line", "put the columns’ names there")
    _, _, names, separator = best
    while names and not names[-1]:
        names.pop()
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice is not None:
        raise UnusableList(path, 1, f"two columns are called “{twice}”", "rename one of them")
    return names, separator


def _id(path: Path, header: list[str], id_name: str | None) -> int:
    if id_name is not None:
        try:
            return position(header, id_name)
        except KeyError:
            raise WrongUse(
                f"{path}, line 1: there is no column {id_name!r}; the columns are "
                f"{', '.join(header)}."
            ) from None
    found = id_of(header)
    if found is None:
        raise WrongUse(
            f"{path}, line 1: no column is called unique_id, rec_id or id; say which identifies "
            f"a record, as in --id {header[0] or 'COLUMN'}."
        )
    return found


def _rows(text: Iterator[str], separator: str) -> "Iterator[list[str]]":
    return csv.reader(text, delimiter=separator, strict=True, skipinitialspace=True)


def sound_rows(source: Source, rejected: list[Rejection]) -> Iterator[tuple[int, list[str]]]:
    """Every row that fits the header, with its line; the others go to *rejected*.

    This is the careful way, for a list in which the quick way stumbled.
    """
    csv.field_size_limit(2 * LONGEST_LINE)
    width = len(source.shape.header)
    short_at: int | None = None
    with source.readable.open(encoding="utf-8-sig", newline="") as text:
        reader = csv.reader(text, delimiter=source.separator, strict=True, skipinitialspace=True)
        while True:
            begun = reader.line_num + 1
            try:
                row = next(reader, None)
            except csv.Error as wrong:
                raise UnusableList(
                    source.path,
                    begun,
                    "a quotation mark is not closed, or stands in the wrong place"
                    if "end of data" in str(wrong) or "expected" in str(wrong)
                    else f"the row cannot be read ({wrong})",
                    "mend the row, or copy the file again if it was cut short",
                ) from None
            if row is None:
                break
            if begun == 1 or not any(row):
                continue
            while len(row) > width and not row[-1].strip():
                row.pop()
            short_at = None
            if len(row) != width:
                short_at = begun if len(row) < width else None
                reason = f"{len(row)} fields where {width} are expected"
                rejected.append(Rejection(file=str(source.path), line=begun, reason=reason))
            elif not row[source.shape.id].strip():
                reason = f"{source.shape.header[source.shape.id]} is empty"
                rejected.append(Rejection(file=str(source.path), line=begun, reason=reason))
            else:
                yield begun, row
    if short_at is not None and not _ends_with_newline(source.readable):
        raise UnusableList(
            source.path, short_at, "the file ends within a row", "it was cut short; copy it again"
        )


def _ends_with_newline(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(-1, 2)
        return stream.read(1) in (b"\n", b"\r")
