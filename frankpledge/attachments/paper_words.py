"""The words of a PDF, as far as they can be read without drawing it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

MOST_LETTERS = 400_000
MOST_BYTES = 4_000_000
_WIDE_GAP = -180
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end(?:bfchar|bfrange)", re.DOTALL)
_HEX = re.compile(rb"<\s*([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(
    rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", re.DOTALL
)
_LINES = frozenset({"Td", "TD", "T*", "Tm", "BT", "'", '"'})

Reader = Callable[[bytes], str]


def words_of(pdf: Pdf) -> str:
    """What stands on the pages, in marks, in headings and in form fields, a line each.

    A font that does not say which letters it draws leaves nothing that can be read.
    """
    found: list[str] = []
    left = MOST_LETTERS
    for piece in _pieces(pdf):
        found.append(piece)
        left -= len(piece)
        if left <= 0:
            break
    return "".join(found)


def _pieces(pdf: Pdf) -> Iterator[str]:
    bytes_left = MOST_BYTES
    for page in pdf.pages:
        size = _size(page.obj)
        bytes_left -= size
        if bytes_left < 0:
            return
        yield from _page(page)
        yield "\n"
        yield from _marks(page.obj)


def _size(page: Object) -> int:
    contents = page.get("/Contents")
    if contents is None:
        return 0
    parts = list(contents) if isinstance(contents, Array) else [contents]
    return sum(len(part.read_bytes()) for part in parts)


def _marks(page: Object) -> Iterator[str]:
    marks = page.get("/Annots")
    for mark in marks if isinstance(marks, Array) else ():
        for key in ("/Contents", "/V"):
            said = mark.get(key)
            if isinstance(said, String):
                yield f"{said}\n"


def _page(page: pikepdf.Page) -> Iterator[str]:
    fonts = _fonts(page.obj)
    read: Reader = _plainly
    try:
        told = pikepdf.parse_content_stream(page)
    except pikepdf.PdfParsingError:
        return
    for step in told:
        verb = str(step.operator)
        if verb == "Tf" and step.operands:
            read = fonts.get(str(step.operands[0]), _plainly)
        elif verb in _LINES:
            yield "\n"
        if verb in ("Tj", "'", '"') and step.operands:
            yield from _said(step.operands[len(step.operands) - 1], read)
        elif verb == "TJ" and step.operands:
            yield from _spaced(step.operands[0], read)


def _said(value: object, read: Reader) -> Iterator[str]:
    if isinstance(value, String):
        yield read(bytes(value))


def _spaced(values: object, read: Reader) -> Iterator[str]:
    drawn: list[object] = list(values) if isinstance(values, Array) else []
    for value in drawn:
        if isinstance(value, String):
            yield read(bytes(value))
        elif isinstance(value, int | float | Decimal) and value < _WIDE_GAP:
            yield " "


def _plainly(drawn: bytes) -> str:
    return drawn.decode("cp1252", errors="replace")


def _fonts(page: Object) -> dict[str, Reader]:
    resources = page.get("/Resources")
    named = resources.get("/Font") if isinstance(resources, Dictionary) else None
    if not isinstance(named, Dictionary):
        return {}
    return {name: _reader(named[name]) for name in list(named.keys())}


def _reader(font: Object) -> Reader:
    width = 2 if font.get("/Subtype") == Name.Type0 else 1
    told = font.get("/ToUnicode")
    if not isinstance(told, pikepdf.Stream):
        return _plainly if width == 1 else lambda drawn: ""
    letters = _letters(told.read_bytes()[:500_000])

    def read(drawn: bytes) -> str:
        codes = (drawn[place : place + width] for place in range(0, len(drawn), width))
        return "".join(letters.get(int.from_bytes(code), "") for code in codes)

    return read


def _letters(table: bytes) -> dict[int, str]:
    """Which code stands for which letters, by the font's own table."""
    found: dict[int, str] = {}
    for kind, body in _BLOCK.findall(table):
        if kind == b"bfchar":
            codes = [bytes(code).replace(b" ", b"") for code in _HEX.findall(body)]
            for drawn, letters in zip(codes[::2], codes[1::2], strict=False):
                found[int(drawn or b"0", 16)] = _unicode(letters)
            continue
        for first, last, start, each in _RANGE.findall(body):
            low, high = int(first, 16), min(int(last, 16), int(first, 16) + 65_535)
            if start:
                base = _unicode(start)
                for code in range(low, high + 1):
                    found[code] = base[:-1] + chr(min(ord(base[-1:] or " ") + code - low, 0x10FFFF))
            else:
                for code, letters in zip(range(low, high + 1), _HEX.findall(each), strict=False):
                    found[code] = _unicode(letters)
    return found


def _unicode(letters: bytes) -> str:
    return bytes.fromhex(letters.decode()).decode("utf-16-be", errors="ignore")
