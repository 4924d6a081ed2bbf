"""Word and Excel files, which are zip packages: judged by their directory, then written anew."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO

from frankpledge.attachments import parts
from frankpledge.attachments.sorts import ACTIVE, DAMAGED, LOCKED, Sort, Unacceptable

MOST_ENTRIES = 1_000
MOST_UNPACKED = 200_000_000
MOST_PART = 60_000_000
MOST_RATIO = 100
SMALL_PART = 1_000_000
"""A part as small as this may be packed as tightly as it likes: tables of styles are."""

_ARCHIVE = "Archives are not taken. Add the files one by one"
_BOMB = "This file unpacks to far more than it seems to hold, so it was not opened"
_NAME = re.compile(r"^[A-Za-z0-9_\-\[\]. ()&+%]+(?:/[A-Za-z0-9_\-\[\]. ()&+%]+)*$")
_END = b"PK\x05\x06"
_FIXED_DAY = (1980, 1, 1, 0, 0, 0)
_PICTURES = {
    "jpg": Sort.JPEG, "jpeg": Sort.JPEG, "jpe": Sort.JPEG, "jfif": Sort.JPEG,
    "png": Sort.PNG, "webp": Sort.WEBP,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package whose directory is harmless, and what it is."""

    sort: Sort
    archive: zipfile.ZipFile = field(repr=False)


def opened(content: bytes) -> Package:
    """Read the directory and no more of it. Raises `Unacceptable`."""
    if _entries_claimed(content) > MOST_ENTRIES:
        raise Unacceptable(_BOMB)
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        entries = archive.infolist()
    except Exception as fault:
        raise Unacceptable(DAMAGED) from fault
    _refuse_bomb(entries, len(content))
    names = [entry.filename for entry in entries]
    for entry in entries:
        _refuse_entry(entry)
    if len({name.lower() for name in names}) != len(names):
        raise Unacceptable(DAMAGED)
    return Package(sort=_sort(names), archive=archive)


def _entries_claimed(content: bytes) -> int:
    """How many entries the end of the package says that there are, before any is looked at."""
    place = content.rfind(_END, max(0, len(content) - 66_000))
    if place < 0 or place + 22 > len(content):
        raise Unacceptable(DAMAGED)
    claimed = int.from_bytes(content[place + 10 : place + 12], "little")
    size = int.from_bytes(content[place + 12 : place + 16], "little")
    return max(claimed, size // 46 if size > MOST_ENTRIES * 400 else 0)


def _refuse_bomb(entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or packed > size:
        raise Unacceptable(_BOMB)
    if unpacked > SMALL_PART and unpacked > MOST_RATIO * max(size, 1):
        raise Unacceptable(_BOMB)
    for entry in entries:
        too_tight = entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
        if entry.file_size > MOST_PART or (entry.file_size > SMALL_PART and too_tight):
            raise Unacceptable(_BOMB)


def _refuse_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if entry.flag_bits & 0x1:
        raise Unacceptable(LOCKED)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Unacceptable(_ARCHIVE)
    steps = name.rstrip("/").split("/")
    if name.startswith(("/", "\\")) or "\\" in name or ".." in steps or ":" in name:
        raise Unacceptable(_ARCHIVE)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unacceptable(_ARCHIVE)


def _sort(names: list[str]) -> Sort:
    if "[Content_Types].xml" not in names:
        raise Unacceptable(_ARCHIVE)
    if any(name.startswith("word/") for name in names):
        sort = Sort.DOCX
    elif any(name.startswith("xl/") for name in names):
        sort = Sort.XLSX
    else:
        raise Unacceptable(
            "Of Office files, only Word (DOCX) and Excel (XLSX) are taken. Save it as PDF"
        )
    for name in names:
        if not _NAME.match(name.rstrip("/")):
            raise Unacceptable(DAMAGED)
        if parts.acts(name):
            raise Unacceptable(ACTIVE)
    return sort


def clean(package: Package) -> tuple[bytes, str]:
    """The package with its parts written anew, and its words. Raises `Unacceptable`."""
    # Whatever a package made to do harm makes the library say, the answer is the same sentence.
    try:
        return _cleaned(package)
    except Unacceptable:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as fault:
        raise Unacceptable(DAMAGED) from fault


def _cleaned(package: Package) -> tuple[bytes, str]:
    kept = BytesIO()
    words: list[str] = []
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as anew:
        for entry in package.archive.infolist():
            name = entry.filename
            if name.endswith("/") or parts.is_dropped(name):
                continue
            part, said = _part(name, _read(package.archive, entry))
            words.append(said)
            anew.writestr(zipfile.ZipInfo(name, date_time=_FIXED_DAY), part, zipfile.ZIP_DEFLATED)
    return kept.getvalue(), "\n".join(filter(None, words))


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One part, and no more of it than the directory promised."""
    with archive.open(entry) as packed:
        part = packed.read(entry.file_size + 1)
    if len(part) != entry.file_size:
        raise Unacceptable(DAMAGED)
    return part


def _part(name: str, part: bytes) -> tuple[bytes, str]:
    ending = name.rpartition(".")[2].lower()
    if ending in ("xml", "rels", "vml"):
        return parts.clean(name, part)
    if ending in _PICTURES:
        from frankpledge.attachments import pictures

        return pictures.clean(part, _PICTURES[ending]), ""
    if ending in ("odttf", "fntdata"):
        return part, ""
    raise Unacceptable(
        "It holds a picture or another part that cannot be cleaned. Print it to PDF and add that"
    )
