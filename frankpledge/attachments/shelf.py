"""Where files lie: under our own names, whole or not at all, for their owner's eyes only."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

_UNFINISHED = ".part"
UNFINISHED_AFTER_SECONDS = 60
ORPHANED_AFTER_SECONDS = 3_600


class Damaged(RuntimeError):
    """A file is not there, or its bytes are not those that were kept.

    If you are seeing this, restore the folder `attachments` from the same backup as the database.
    """


def folder() -> Path:
    """The folder in which files are kept, made on first use for its owner alone."""
    path = Path(settings.FRANKPLEDGE_HOME) / "attachments"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def fingerprint_of(content: bytes) -> str:
    """What tells whether a file is still the same."""
    return hashlib.sha256(content).hexdigest()


def put(content: bytes) -> str:
    """Keep *content* under a new name, and give the name back. Whole and on the disk, or not."""
    name = f"{fingerprint_of(content)}-{secrets.token_hex(16)}"
    place = folder() / name[:2]
    place.mkdir(mode=0o700, exist_ok=True)
    unfinished = place / f"{name}{_UNFINISHED}"
    try:
        # Made with its mode, so that there is no moment at which others could read it.
        opened = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(place / name)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    _settle(place)
    return name


def _settle(place: Path) -> None:
    """See that the new name is on the disk too, where the system lets a folder be told so."""
    if hasattr(os, "O_DIRECTORY"):
        opened = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def take(name: str, fingerprint: str) -> bytes:
    """The bytes of a file, which are those that were kept. Raises `Damaged`."""
    try:
        content = _path(name).read_bytes()
    except FileNotFoundError as fault:
        raise Damaged("a file that is held is not in its place") from fault
    if fingerprint_of(content) != fingerprint:
        raise Damaged("a file that is held is no longer the same")
    return content


def remove(name: str) -> None:
    """Take a file away. One that has gone already is no fault."""
    _path(name).unlink(missing_ok=True)


def _path(name: str) -> Path:
    return folder() / name[:2] / name


def sweep(held: Iterable[str]) -> int:
    """Remove what was never finished and what no row speaks of, and say how many there were.

    A file is left alone for an hour, since the row that speaks of it may not be committed yet.
    """
    known = set(held)
    now = time.time()
    gone = 0
    for path in sorted(folder().glob("??/*")):
        is_unfinished = path.name.endswith(_UNFINISHED)
        after = UNFINISHED_AFTER_SECONDS if is_unfinished else ORPHANED_AFTER_SECONDS
        if path.name in known or now - path.stat().st_mtime < after:
            continue
        path.unlink(missing_ok=True)
        gone += 1
    return gone
