"""What a file is by its first bytes, whatever its name says, and which sorts are taken."""

from __future__ import annotations

import re
from enum import StrEnum

from frankpledge.kernel import DomainError

LARGEST_BYTES = 50_000_000
MEGABYTE = 1_000_000


class Sort(StrEnum):
    """A sort of file that can be held. Stored, so never renamed."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    TEXT = "text"
    CSV = "csv"


PICTURES = frozenset({Sort.JPEG, Sort.PNG, Sort.WEBP})
OFFICE = frozenset({Sort.DOCX, Sort.XLSX})

NAMES = {
    Sort.JPEG: "Photo (JPEG)",
    Sort.PNG: "Picture (PNG)",
    Sort.WEBP: "Picture (WebP)",
    Sort.PDF: "Document (PDF)",
    Sort.DOCX: "Document (Word)",
    Sort.XLSX: "Spreadsheet (Excel)",
    Sort.TEXT: "Plain text",
    Sort.CSV: "Table (CSV)",
}
"""What each sort is called on a page."""

SUFFIXES = {
    Sort.JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    Sort.PNG: ("png",),
    Sort.WEBP: ("webp",),
    Sort.PDF: ("pdf",),
    Sort.DOCX: ("docx",),
    Sort.XLSX: ("xlsx",),
    Sort.TEXT: ("txt", "text", "log"),
    Sort.CSV: ("csv",),
}
"""How names of each sort may end. The first is how we end ours."""

CONTENT_TYPES = {
    Sort.JPEG: "image/jpeg",
    Sort.PNG: "image/png",
    Sort.WEBP: "image/webp",
    Sort.PDF: "application/pdf",
    Sort.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Sort.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Sort.TEXT: "text/plain; charset=utf-8",
    Sort.CSV: "text/csv; charset=utf-8",
}

TAKEN = (
    "Files that can be taken: JPEG, PNG and WebP pictures, PDF, Word (DOCX), Excel (XLSX), plain "
    "text and CSV, each up to 50 MB."
)


class Unacceptable(DomainError):
    """A file cannot be taken, and nothing of it was kept. The message says what to do instead."""

    def __init__(self, message: str) -> None:
        super().__init__(message, argument="file")


ACTIVE = "It holds parts that can act by themselves. Print it to PDF and add that instead"
DAMAGED = "This file is damaged or not complete. Open it, save it again and add the new one"
LOCKED = "This file is locked with a password. Take the password off and add it again"

_SIGNATURES: tuple[tuple[bytes, Sort], ...] = (
    (b"\xff\xd8\xff", Sort.JPEG),
    (b"\x89PNG\r\n\x1a\n", Sort.PNG),
    (b"%PDF-", Sort.PDF),
)
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"GIF8", "GIF pictures are not taken. Save it as PNG and add that"),
    (b"BM", "BMP pictures are not taken. Save it as PNG and add that"),
    (b"II*\x00", "TIFF pictures are not taken. Save it as PNG or PDF and add that"),
    (b"MM\x00*", "TIFF pictures are not taken. Save it as PNG or PDF and add that"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "This is an old Office file, a message or a file with a password, which cannot be "
        "cleaned. Save it as DOCX, XLSX or PDF without a password",
    ),
    (b"{\\rtf", "RTF files are not taken. Save it as DOCX or PDF"),
    (b"ID3", "Sound is not taken, because what it says of its maker cannot be taken out"),
    (b"\xff\xfb", "Sound is not taken, because what it says of its maker cannot be taken out"),
    (b"OggS", "Sound is not taken, because what it says of its maker cannot be taken out"),
    (b"\x1aE\xdf\xa3", "Films are not taken, because what they say of their maker cannot be "
     "taken out. Add a still picture"),
    (b"MZ", "Programs are never taken"),
    (b"\x7fELF", "Programs are never taken"),
    (b"\xca\xfe\xba\xbe", "Programs are never taken"),
    (b"#!/", "Programs are never taken"),
    (b"Rar!", "Archives are not taken. Add the files one by one"),
    (b"7z\xbc\xaf\x27\x1c", "Archives are not taken. Add the files one by one"),
    (b"\x1f\x8b", "Archives are not taken. Add the files one by one"),
    (b"BZh", "Archives are not taken. Add the files one by one"),
    (b"\xfd7zXZ", "Archives are not taken. Add the files one by one"),
    (b"\x28\xb5\x2f\xfd", "Archives are not taken. Add the files one by one"),
    (b"PK\x05\x06", "Archives are not taken. Add the files one by one"),
)  # fmt: skip
_HEIC = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"})
_MARKUP = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype|!--|\?xml|html|head|body|script|iframe|svg|style|table|"
    rb"title|div|font|h1|br|img|object|embed|math|link|meta|p[\s>]|a[\s>]|b[\s>])",
    re.IGNORECASE,
)


def sort_of(content: bytes) -> Sort | None:
    """What *content* is: None for a package (whose inside decides) that begins as a zip does.

    Raises `Unacceptable`, with a sentence, for what is not on the list.
    """
    if not content:
        raise Unacceptable("This file is empty. Choose another one")
    for signature, sort in _SIGNATURES:
        if content.startswith(signature):
            return sort
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return Sort.WEBP
    if content.startswith(b"PK\x03\x04"):
        return None
    _refuse_what_is_known(content)
    return Sort.TEXT


def _refuse_what_is_known(content: bytes) -> None:
    if content[4:8] == b"ftyp":
        raise Unacceptable(_of_boxes(content[8:12]))
    for signature, sentence in _REFUSED:
        if content.startswith(signature) and not _is_words(signature, content):
            raise Unacceptable(sentence)
    if _MARKUP.match(content[:1024]):
        raise Unacceptable(f"Web pages and drawings in code are not taken. {ACTIVE}")
    if b"%PDF-" in content[:1024]:
        raise Unacceptable("This is a document behind something else. " + DAMAGED)


def _is_words(signature: bytes, content: bytes) -> bool:
    """Whether it only begins as something else does: a note about a BMW is no picture."""
    return signature.isalnum() and not any(byte < 9 for byte in content[:4_096])


def _of_boxes(brand: bytes) -> str:
    if brand in _HEIC:
        return (
            "HEIC pictures cannot be opened here, so they cannot be cleaned. Save it as JPEG, or "
            "take a picture of the screen, and add that"
        )
    return (
        "Films and sound are not taken, because what they say of their maker cannot be taken out. "
        "Add a still picture"
    )


def suffix_of(name: str) -> str:
    """The ending of a name in small letters, or nothing where it has none."""
    tail = re.split(r"[\\/]", name)[-1]
    stem, dot, ending = tail.rpartition(".")
    return ending.strip().lower() if dot and stem else ""


def agree(name: str, sort: Sort) -> None:
    """Raise `Unacceptable` if *name* says that the file is something that it is not."""
    suffix = suffix_of(name)
    if suffix and suffix not in SUFFIXES[sort]:
        raise Unacceptable(
            f"The name of this file says one thing and its contents another: it is "
            f"{NAMES[sort].lower()}. Open it, save it again and add the new one"
        )
