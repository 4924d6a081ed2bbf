"""Knows how to fetch published files: in parts, carried on after a stop, whole or not at all."""

from __future__ import annotations

import hashlib
import io
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from pathlib import Path

from frankpledge.analysis.boundaries import is_geojson
from frankpledge.analysis.containers import CHUNK
from frankpledge.analysis.counts import is_parquet
from frankpledge.analysis.headers import StreetTable, table_of
from frankpledge.analysis.months import Period, after
from frankpledge.analysis.refusals import Refused

ATTEMPTS = 4
WAIT_SECONDS = 30.0
ARCHIVE_MONTHS = 36
"""An archive of data.police.uk holds the month that it is named for and the 35 before."""
LARGEST = 4 * 1024**3
PARTS = ".parts"
PIECE = 4 * CHUNK
_NEAR = ("127.0.0.1", "localhost", "::1")


class CannotFetch(Refused):
    """A file could not be had. Nothing was put in its place; what had come is carried on from."""


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """One file that now stands in the folder; ``held`` says that it stood there already."""

    path: Path
    address: str
    size: int
    digest: str
    held: bool


@dataclass(frozen=True, kw_only=True)
class Fetch:
    """What one call brought, and the months that the publisher does not have."""

    files: tuple[Fetched, ...]
    missing: tuple[str, ...]


Progress = Callable[[int, int, str], None]
Pause = Callable[[float], None]


def _silent(done: int, total: int, label: str) -> None:
    del done, total, label


class _Source:
    """One address, read in parts; each part is tried a few times and no more."""

    def __init__(self, address: str, pause: Pause) -> None:
        parts = urllib.parse.urlsplit(address)
        near = parts.scheme == "http" and parts.hostname in _NEAR
        if parts.scheme != "https" and not near:
            raise CannotFetch(f"{address} does not begin with https://; give the publisher's own.")
        self.address = address
        self._pause = pause
        self.size, self.mark = self._look()

    def _look(self) -> tuple[int, str]:
        answer, _ = self._ask(0, 0)
        whole = answer.get("Content-Range", "").rpartition("/")[2]
        if not whole.isdecimal():
            raise CannotFetch(
                f"{self.address} cannot be read in parts; download it by hand and give it to "
                "frankpledge data add."
            )
        if not 0 < int(whole) <= LARGEST:
            raise CannotFetch(
                f"{self.address} is {int(whole):,} bytes, which no published file is; check it."
            )
        return int(whole), answer.get("ETag") or answer.get("Last-Modified") or ""

    def read(self, first: int, last: int) -> bytes:
        """The bytes from first to last, both included."""
        answer, body = self._ask(first, last)
        mark = answer.get("ETag") or answer.get("Last-Modified") or ""
        if mark != self.mark:
            raise CannotFetch(f"{self.address} changed while it was read; run the command again.")
        return body

    def _ask(self, first: int, last: int) -> tuple[HTTPMessage, bytes]:
        request = urllib.request.Request(
            self.address,
            headers={"Range": f"bytes={first}-{last}", "User-Agent": "frankpledge"},
        )
        problem = ""
        for attempt in range(ATTEMPTS):
            if attempt:
                self._pause(2.0 ** (attempt - 1))
            try:
                with urllib.request.urlopen(request, timeout=WAIT_SECONDS) as answer:
                    if answer.status != 206:
                        return answer.headers, b""
                    body = answer.read(last - first + 2)
            except urllib.error.HTTPError as refused:
                if refused.code in (403, 404, 410):
                    raise CannotFetch(
                        f"{self.address} is not there ({refused.code}); check the month and the "
                        "address."
                    ) from refused
                problem = f"it answered {refused.code}"
                continue
            except (urllib.error.URLError, HTTPException, OSError) as broken:
                problem = str(getattr(broken, "reason", broken)) or type(broken).__name__
                continue
            if len(body) == last - first + 1:
                return answer.headers, body
            problem = "it ended early"
        raise CannotFetch(
            f"{self.address} could not be read in {ATTEMPTS} tries ({problem}); run the command "
            "again later, and it carries on."
        )


class _Window(io.RawIOBase):
    """An archive far away, as a file that can be read anywhere: only its list is read so."""

    def __init__(self, source: _Source) -> None:
        self._source = source
        self._at = 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._source.size}[whence]
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        last = min(self._at + len(buffer), self._source.size) - 1
        if last < self._at:
            return 0
        piece = self._source.read(self._at, last)
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def fetch_street(
    folder: Path,
    *,
    archive: str,
    force: str,
    first: str,
    last: str,
    progress: Progress = _silent,
    pause: Pause = time.sleep,
) -> Fetch:
    """The street crime files of one force and its months, out of the publisher's archives.

    Of an archive of all forces only the list and the files asked for are read. Each file is held
    to the size and checksum that the list gives, and to the header of a street file; the files
    take their places only when every one of them is whole. Raises `CannotFetch` where an archive
    or the force is not there, or after four tries; what had come is carried on from next time.
    """
    wanted = list(Period(first=first, last=last).months)
    parts = folder / PARTS
    parts.mkdir(parents=True, exist_ok=True)
    ready: list[tuple[Path, Fetched]] = []
    missing: list[str] = []
    while wanted:
        named = wanted[-1]
        reach = after(named, 1 - ARCHIVE_MONTHS)
        inside = [month for month in wanted if month >= reach]
        wanted = [month for month in wanted if month < reach]
        source = _Source(f"{archive.rstrip('/')}/{named}.zip", pause)
        members = _listed(source)
        found = {
            month: members[name]
            for month in inside
            if (name := f"{month}/{month}-{force}-street.csv") in members
        }
        if not found:
            raise CannotFetch(_no_such_force(source, force, members))
        missing.extend(month for month in inside if month not in found)
        for at, member in enumerate(found.values()):
            progress(at, len(found), member.filename)
            name = member.filename.rpartition("/")[2]
            ready.append((folder / name, _member(source, member, parts)))
    for target, made in ready:
        made.path.replace(target)
    _clear(parts)
    return Fetch(
        files=tuple(
            Fetched(
                path=target,
                address=made.address,
                size=made.size,
                digest=made.digest,
                held=made.held,
            )
            for target, made in sorted(ready, key=lambda each: each[0].name)
        ),
        missing=tuple(sorted(missing)),
    )


def _listed(source: _Source) -> dict[str, zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BufferedReader(_Window(source), CHUNK)) as archive:
            return {member.filename: member for member in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, EOFError) as damage:
        raise CannotFetch(f"{source.address} is not an archive; check the address.") from damage


def _no_such_force(source: _Source, force: str, members: Iterable[str]) -> str:
    known = sorted(
        {
            name.rpartition("/")[2][8:].removesuffix("-street.csv")
            for name in members
            if name.endswith("-street.csv")
        }
    )
    listed = f"it has {', '.join(known[:50])}" if known else "it has no street files"
    return f"{source.address} has no months of “{force}”: {listed}."


def _member(source: _Source, member: zipfile.ZipInfo, parts: Path) -> Fetched:
    """One file of the archive, unpacked and checked, among the parts."""
    base = member.filename.rpartition("/")[2]
    stem = hashlib.sha256(
        f"{source.address} {source.mark} {member.filename} {member.CRC}".encode()
    ).hexdigest()[:16]
    packed = parts / f"{stem}.packed"
    whole = parts / f"{stem}.csv"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise CannotFetch(f"{source.address} is packed in an unusual way; unpack it by hand.")
    # Before a member's bytes stand 30 of its own header, its name and what its maker added.
    header = source.read(member.header_offset, member.header_offset + 29)
    begins = (
        member.header_offset
        + 30
        + int.from_bytes(header[26:28], "little")
        + int.from_bytes(header[28:30], "little")
    )
    _carry_on(source, packed, begins, member.compress_size)
    digest, checksum, size = hashlib.sha256(), 0, 0
    try:
        with packed.open("rb") as stream, whole.open("wb") as copy:
            for piece in _unpacked(stream, member):
                digest.update(piece)
                checksum = zlib.crc32(piece, checksum)
                size += len(piece)
                if size > member.file_size:
                    break
                copy.write(piece)
    except zlib.error:
        size = -1
    with whole.open(encoding="utf-8-sig", errors="replace", newline="\n") as text:
        header_line = text.readline(CHUNK)
    if size != member.file_size or checksum != member.CRC:
        packed.unlink()
        raise CannotFetch(
            f"{base} of {source.address} did not come whole: its size or checksum is not the one "
            "in the archive's list; run the command again."
        )
    if not isinstance(table_of(header_line), StreetTable):
        raise CannotFetch(
            f"{base} of {source.address} is no street crime file (its first line is "
            f"{header_line[:60]!r}); nothing was taken."
        )
    return Fetched(
        path=whole, address=source.address, size=size, digest=digest.hexdigest(), held=False
    )


def _carry_on(source: _Source, path: Path, begins: int, length: int) -> None:
    """Brings the file of parts to its whole length, from where it stands."""
    held = path.stat().st_size if path.exists() else 0
    if held > length:
        path.unlink()
        held = 0
    with path.open("ab") as stream:
        while held < length:
            last = min(held + PIECE, length) - 1
            stream.write(source.read(begins + held, begins + last))
            stream.flush()
            held = last + 1


def _unpacked(stream: io.BufferedReader, member: zipfile.ZipInfo) -> Iterator[bytes]:
    if member.compress_type == zipfile.ZIP_STORED:
        while piece := stream.read(CHUNK):
            yield piece
        return
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    while piece := stream.read(CHUNK):
        yield unpacker.decompress(piece)
    yield unpacker.flush()


def fetch_file(folder: Path, address: str, *, pause: Pause = time.sleep) -> Fetched:
    """One published file, such as a lookup, residents, ranks or boundaries, from its own address.

    It is held to the size that the publisher gives and to being of a kind that `add` knows, and
    takes its place when it is whole. A file of the same name and content that stands there stays.
    """
    source = _Source(address, pause)
    name = Path(urllib.parse.unquote(urllib.parse.urlsplit(address).path)).name or "download"
    parts = folder / PARTS
    parts.mkdir(parents=True, exist_ok=True)
    stem = hashlib.sha256(f"{address} {source.mark} {source.size}".encode()).hexdigest()[:16]
    part = parts / f"{stem}.whole"
    _carry_on(source, part, 0, source.size)
    digest = hashlib.sha256(part.read_bytes()).hexdigest()
    with part.open("rb") as stream:
        head = stream.read(CHUNK)
    if not _is_known(head):
        _clear(parts)
        raise CannotFetch(
            f"{address} is no kind of file that Frankpledge knows (it begins {head[:40]!r}); give "
            "the address of the file itself, not of a page about it."
        )
    target = folder / name
    held = target.exists() and hashlib.sha256(target.read_bytes()).hexdigest() == digest
    part.replace(target)
    _clear(parts)
    return Fetched(path=target, address=address, size=source.size, digest=digest, held=held)


def _is_known(head: bytes) -> bool:
    if head[:2] in (b"\x1f\x8b", b"PK") or is_parquet(head) or is_geojson(head):
        return True
    line = head.partition(b"\n")[0].decode("utf-8-sig", "replace")
    return table_of(line) is not None


def _clear(parts: Path) -> None:
    for path in parts.iterdir():
        path.unlink()
    parts.rmdir()
