"""Plain text and tables of text: kept as they came, if they are text at all."""

from __future__ import annotations

from frankpledge.attachments.sorts import Sort, Unacceptable, suffix_of

_ALLOWED_CONTROLS = {9, 10, 12, 13}


def read(content: bytes) -> str:
    """*content* as words. Raises `Unacceptable` for what is no text."""
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = _from_windows(content)
    if any(ord(letter) < 32 and ord(letter) not in _ALLOWED_CONTROLS for letter in set(words)):
        raise Unacceptable("This is not a sort of file that can be taken. Save it as PDF")
    return words


def _from_windows(content: bytes) -> str:
    """Older spreadsheets write tables in this alphabet. UTF-8 that is broken is told apart."""
    if any(byte < 32 and byte not in _ALLOWED_CONTROLS for byte in set(content)):
        raise Unacceptable("This is not a sort of file that can be taken. Save it as PDF")
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as fault:
        raise Unacceptable("The letters in this file cannot be read. Save it as UTF-8") from fault


def clean(content: bytes) -> tuple[bytes, str]:
    """The text in UTF-8, and the same as words."""
    words = read(content)
    return (content if _is_unicode(content) else words.encode()), words


def _is_unicode(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def sort_by_name(name: str) -> Sort:
    """Text or a table: the two are the same in their bytes, so here alone the name decides."""
    return Sort.CSV if suffix_of(name) == "csv" else Sort.TEXT
