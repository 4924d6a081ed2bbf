"""Knows how to reach the bytes of a file: folders, gzip and zip, whole, bounded and in UTF-8."""

import codecs
import gzip
import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from frankpledge.analysis.refusals import UnusableFile, missing_path

CHUNK = 64 * 1024
LONGEST_LINE = 2 * CHUNK
LARGEST_FILE = 4 * 1024**3
# Real street files shrink about five times, boundaries about eight: beyond this it is a bomb.
LARGEST_RATIO = 200
RATIO_APPLIES_FROM = 64 * 1024**2

SYNTHETIC_MARK = "synthetic.json"
DAMAGED = "download it again"


@dataclass(frozen=True, kw_only=True)
class Found:
    """One file to look at; ``member`` names it inside an archive."""

    path: Path
    member: str | None
    packed_bytes: int
    synthetic: bool

    @property
    def name(self) -> str:
        """What a person is told the file is called."""
        return str(self.path) if self.member is None else f"{self.path}/{self.member}"

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """The file's own bytes, out of whatever wraps them; damage becomes a refusal."""
        with ExitStack() as stack:
            try:
                raw: IO[bytes]
                if self.member is None:
                    raw = stack.enter_context(self.path.open("rb"))
                else:
                    archive = stack.enter_context(zipfile.ZipFile(self.path))
                    raw = stack.enter_context(archive.open(self.member))
                head = io.BufferedReader(_Rawly(raw), CHUNK)
                if head.peek(2)[:2] == b"\x1f\x8b":
                    plain = stack.enter_context(gzip.GzipFile(fileobj=head))
                    yield io.BufferedReader(plain, CHUNK)
                else:
                    yield head
            except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as damage:
                raise UnusableFile(
                    self.name, None, "the file is cut short or damaged", DAMAGED
                ) from damage
            except (RuntimeError, NotImplementedError) as locked:
                raise UnusableFile(
                    self.name,
                    None,
                    "the archive is locked or packed in an unusual way",
                    "unpack it and give the files themselves",
                ) from locked
            except OSError as unreadable:
                raise UnusableFile(
                    self.name,
                    None,
                    f"the file cannot be read ({unreadable.strerror or unreadable})",
                    "check that it is there and that you may read it",
                ) from unreadable


class _Rawly(io.RawIOBase):
    """Lets a stream without ``peek`` be looked at before it is read."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner = inner

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._inner.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def found_in(paths: Sequence[Path], *, synthetic: bool) -> list[Found]:
    """Every file under the paths, in a settled order; hidden files of folders are left out.

    A folder that holds ``synthetic.json`` marks all files in it and below it as synthetic.
    """
    files: list[Found] = []
    for path in paths:
        if path.is_dir():
            for file, marked in _files_under(path):
                files.extend(_members_of(file, synthetic=synthetic or marked))
        elif path.exists():
            marked = (path.parent / SYNTHETIC_MARK).exists()
            files.extend(_members_of(path, synthetic=synthetic or marked))
        else:
            raise missing_path(path)
    return files


def _files_under(folder: Path) -> Iterator[tuple[Path, bool]]:
    marked_folders: set[str] = set()
    for here, below, names in os.walk(folder):
        below[:] = sorted(name for name in below if not name.startswith("."))
        marked = SYNTHETIC_MARK in names or os.path.dirname(here) in marked_folders
        if marked:
            marked_folders.add(here)
        for name in sorted(names):
            if not name.startswith(".") and name != SYNTHETIC_MARK:
                yield Path(here) / name, marked


def _members_of(path: Path, *, synthetic: bool) -> Iterator[Found]:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            packed = stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError as unreadable:
        raise UnusableFile(
            str(path), None, "the file cannot be read", "check that you may read it"
        ) from unreadable
    if not packed:
        yield Found(path=path, member=None, packed_bytes=size, synthetic=synthetic)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(archive.infolist(), key=lambda member: member.filename)
    except (zipfile.BadZipFile, OSError, ValueError) as damage:
        raise UnusableFile(
            str(path), None, "the archive is cut short or damaged", DAMAGED
        ) from damage
    marked = synthetic or any(
        member.filename.rpartition("/")[2] == SYNTHETIC_MARK for member in members
    )
    for member in members:
        base = member.filename.rpartition("/")[2]
        # A member is read, never written under its own name, so a path in it can do no harm.
        if base and not base.startswith(".") and base != SYNTHETIC_MARK:
            yield Found(
                path=path,
                member=member.filename,
                packed_bytes=member.compress_size,
                synthetic=marked,
            )


@dataclass(frozen=True, kw_only=True)
class Spooled:
    """A file's bytes on our own disk, so that what was checked is what is read.

    ``commas`` counts them and ``quoted`` says whether there is any quote, from which follows
    whether every line can have the same number of fields.
    """

    path: Path
    digest: str
    size: int
    lines: int
    commas: int
    quoted: bool


def head_of(found: Found) -> bytes:
    """The first part of the file; an empty file is refused."""
    with found.opened() as stream:
        head = _read_fully(stream, CHUNK)
    if not head:
        raise UnusableFile(found.name, None, "the file is empty", DAMAGED)
    return head


def _read_fully(stream: IO[bytes], size: int) -> bytes:
    pieces = []
    while size > 0 and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def spool(found: Found, destination: Path, *, as_lines: bool, as_text: bool = True) -> Spooled:
    """Copies the unwrapped bytes, refusing what is too large, and text that is not UTF-8.

    ``as_lines`` holds each line to a length that memory can bear.
    """
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    size = newlines = since_newline = commas = 0
    quoted = False
    with found.opened() as stream, destination.open("wb") as copy:
        while chunk := _read_fully(stream, CHUNK):
            size += len(chunk)
            _refuse_bomb(found, size)
            if as_text:
                _refuse_foreign(found, decoder, chunk, newlines)
            last = chunk.rfind(b"\n")
            if last < 0:
                since_newline += len(chunk)
                if as_lines and since_newline >= LONGEST_LINE:
                    raise too_long(found, newlines + 1)
            else:
                if as_lines and since_newline + chunk.find(b"\n") >= LONGEST_LINE:
                    raise too_long(found, newlines + 1)
                newlines += chunk.count(b"\n")
                since_newline = len(chunk) - last - 1
            commas += chunk.count(b",")
            quoted = quoted or b'"' in chunk
            digest.update(chunk)
            copy.write(chunk)
        if as_text:
            _refuse_foreign(found, decoder, b"", newlines, final=True)
    lines = newlines + (1 if since_newline else 0)
    return Spooled(
        path=destination,
        digest=digest.hexdigest(),
        size=size,
        lines=lines,
        commas=commas,
        quoted=quoted,
    )


def too_long(found: Found, line: int) -> UnusableFile:
    """The refusal of a line that no table has."""
    return UnusableFile(
        found.name,
        line,
        f"the line is longer than {LONGEST_LINE:,} bytes, which no published table has",
        DAMAGED,
    )


def _refuse_bomb(found: Found, size: int) -> None:
    wrapped = size > RATIO_APPLIES_FROM and size > LARGEST_RATIO * max(found.packed_bytes, 1)
    if size > LARGEST_FILE or wrapped:
        raise UnusableFile(
            found.name,
            None,
            f"the file unpacks to more than {LARGEST_RATIO} times its size or "
            f"{LARGEST_FILE // 1024**3} GB",
            "check where it came from",
        )


def _refuse_foreign(
    found: Found,
    decoder: codecs.IncrementalDecoder,
    chunk: bytes,
    newlines: int,
    *,
    final: bool = False,
) -> None:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError as foreign:
        line = newlines + foreign.object[: foreign.start].count(b"\n") + 1
        raise UnusableFile(
            found.name, line, "the text is not UTF-8", "save it again as “CSV UTF-8”"
        ) from foreign
    if b"\0" in chunk:
        line = newlines + chunk[: chunk.index(b"\0")].count(b"\n") + 1
        raise UnusableFile(found.name, line, "the line holds a zero byte", DAMAGED)
