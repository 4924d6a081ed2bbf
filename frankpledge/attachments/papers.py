"""PDF documents: nothing that acts, nothing hidden, and nothing of who made them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from frankpledge.attachments import paper_words, photos_inside
from frankpledge.attachments.sorts import ACTIVE, DAMAGED, LOCKED, Unacceptable

MOST_PAGES = 500
MOST_OBJECTS = 200_000
_DEEPEST = 30
_MOST_UNPACKED = 40_000_000
_STEP = 1_000_000

_FORGOTTEN = (
    "/Metadata", "/PieceInfo", "/Thumb", "/LastModified", "/CreatorInfo", "/AF", "/EF",
    "/AA", "/SpiderInfo", "/Threads", "/Perms", "/DSS", "/Collection", "/NM", "/RC",
    "/CreationDate", "/M", "/ModDate", "/Author", "/Producer", "/Creator",
)  # fmt: skip
"""Keys that say who, when and with what, or that hold other files, wherever they stand."""
_ACTING = frozenset({
    "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/Movie", "/Sound",
    "/GoToE", "/GoToR", "/RichMediaExecute", "/Trans", "/GoTo3DView", "/ResetForm", "/Hide",
})  # fmt: skip
_ACTING_MARKS = frozenset({"/RichMedia", "/Movie", "/Screen", "/3D", "/Sound"})
_LINKS = ("http://", "https://", "mailto:")
_STREAM = re.compile(rb"stream\r?\n")


def clean(content: bytes) -> tuple[bytes, str]:
    """The document written anew without what is not seen, and its words.

    Raises `Unacceptable` for one that is locked, damaged, too long, or that can act.
    """
    _refuse_what_swells(content)
    # Whatever a document made to do harm makes the library say, the answer is the same sentence.
    try:
        return _cleaned(content)
    except Unacceptable:
        raise
    except pikepdf.PasswordError as fault:
        raise Unacceptable(LOCKED) from fault
    except Exception as fault:
        raise Unacceptable(DAMAGED) from fault


def _cleaned(content: bytes) -> tuple[bytes, str]:
    with Pdf.open(BytesIO(content), suppress_warnings=True) as pdf:
        if pdf.is_encrypted:
            raise Unacceptable(LOCKED)
        _refuse_too_long(pdf)
        for key in ("/Info", "/ID", "/Encrypt"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        _clean_root(pdf)
        for holder in pdf.objects:
            _clean_all(holder)
        words = paper_words.words_of(pdf)
        kept = BytesIO()
        pdf.save(kept, fix_metadata_version=False, deterministic_id=True)
        return kept.getvalue(), words


def _refuse_too_long(pdf: Pdf) -> None:
    claimed = pdf.Root.Pages.get("/Count", 0)
    if not isinstance(claimed, int) or claimed > MOST_PAGES or len(pdf.objects) > MOST_OBJECTS:
        raise Unacceptable("This document has more than 500 pages. Add the pages that matter")
    if len(pdf.pages) > MOST_PAGES:
        raise Unacceptable("This document has more than 500 pages. Add the pages that matter")
    if len(pdf.pages) == 0:
        raise Unacceptable(DAMAGED)


def _clean_root(pdf: Pdf) -> None:
    root = pdf.Root
    if "/Names" in root:
        for tree in ("/JavaScript", "/EmbeddedFiles", "/Renditions", "/AlternatePresentations"):
            if tree in root.Names:
                if tree == "/JavaScript":
                    raise Unacceptable(ACTIVE)
                del root.Names[tree]
    if "/OpenAction" in root:
        opens = root.OpenAction
        _refuse_acting(opens)
        del root["/OpenAction"]


def _clean_all(holder: Object) -> None:
    """Clean one object and whatever is written inside it. What it points to comes by itself."""
    waiting: list[tuple[Object, int]] = [(holder, 0)]
    while waiting:
        found, depth = waiting.pop()
        if depth > _DEEPEST:
            raise Unacceptable(DAMAGED)
        if isinstance(found, Array):
            waiting.extend((inner, depth + 1) for inner in _inside(list(found)))
        elif isinstance(found, Dictionary | Stream):
            _clean_one(found)
            waiting.extend(
                (inner, depth + 1) for inner in _inside([found[key] for key in list(found.keys())])
            )


def _inside(values: list[Object]) -> Iterator[Object]:
    return (
        value
        for value in values
        if isinstance(value, Array | Dictionary | Stream) and not value.is_indirect
    )


def _clean_one(found: Object) -> None:
    _refuse_acting(found)
    for key in _FORGOTTEN:
        if key in found:
            del found[key]
    if "/Annots" in found:
        _clean_marks(found)
    if "/Rect" in found and found.get("/Subtype") != Name.Widget and "/T" in found:
        del found["/T"]
    if str(found.get("/S", "")) == "/URI" and not _is_link(found.get("/URI")):
        del found["/URI"]
    if isinstance(found, Stream):
        _clean_stream(found)


def _refuse_acting(found: Object) -> None:
    if not isinstance(found, Dictionary | Stream):
        return
    if "/JS" in found or "/XFA" in found or str(found.get("/S", "")) in _ACTING:
        raise Unacceptable(ACTIVE)
    if "/Rect" in found and str(found.get("/Subtype", "")) in _ACTING_MARKS:
        raise Unacceptable(ACTIVE)


def _is_link(value: Object | None) -> bool:
    return value is not None and str(value).lower().startswith(_LINKS)


def _clean_marks(page: Object) -> None:
    """Take out files that are pinned to the page as marks."""
    marks = page["/Annots"]
    if isinstance(marks, Array):
        kept = [mark for mark in marks if mark.get("/Subtype") != Name.FileAttachment]
        if len(kept) != len(marks):
            page["/Annots"] = Array(kept)


def _clean_stream(stream: Stream) -> None:
    if "/F" in stream or "/FFilter" in stream:
        raise Unacceptable(ACTIVE)
    packed = stream.get("/Filter")
    filters = [str(packed)] if isinstance(packed, Name) else [str(each) for each in packed or ()]
    if "/DCTDecode" not in filters and "/JPXDecode" not in filters:
        return
    raw = stream.read_raw_bytes()
    for outer in filters[:-1]:
        if outer != "/FlateDecode":
            raise Unacceptable(DAMAGED)
        raw = _unpacked(raw)
    last = filters[-1]
    if last == "/DCTDecode":
        raw = photos_inside.without_marks(raw)
    elif last == "/JPXDecode":
        raw = photos_inside.without_boxes(raw)
    else:
        raise Unacceptable(DAMAGED)
    given = stream.get("/DecodeParms")
    if isinstance(given, Array):
        given = given[len(given) - 1] if len(given) else None
    stream.write(
        raw, filter=Name(last), decode_parms=given if isinstance(given, Dictionary) else None
    )


def _unpacked(raw: bytes) -> bytes:
    opened = zlib.decompressobj()
    plain = opened.decompress(raw, _MOST_UNPACKED)
    if opened.unconsumed_tail:
        raise Unacceptable(DAMAGED)
    return plain


def _refuse_what_swells(content: bytes) -> None:
    """Refuse streams that would fill the memory, before the library unpacks any of them.

    Pictures are left packed by all that follows, so they are not counted.
    """
    left = _MOST_UNPACKED
    for found in _STREAM.finditer(content):
        before = content[max(0, found.start() - 2_000) : found.start()]
        if b"/Image" in before[before.rfind(b" obj") + 1 :]:
            continue
        left -= _swollen(content, found.end(), left)
        if left <= 0:
            raise Unacceptable(
                "This document unpacks to more than can be checked. Print it to PDF and add that"
            )


def _swollen(content: bytes, start: int, most: int) -> int:
    """How large the stream at *start* becomes, counted step by step and no further than *most*."""
    if content[start : start + 1] not in (b"x", b"h", b"8", b"X", b"\x18", b"\x08", b"H", b"("):
        return 0
    opened = zlib.decompressobj()
    size, here = 0, start
    try:
        while not opened.eof and here < len(content) and size <= most:
            piece = opened.unconsumed_tail
            if not piece:
                piece = content[here : here + 65_536]
                here += len(piece)
            size += len(opened.decompress(piece, _STEP))
    except zlib.error:
        return size
    return size
