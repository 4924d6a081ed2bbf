"""Where long work keeps its files: whole or not at all, and for their owner's eyes only."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from django.conf import settings

_KEPT = "kept"


def folder() -> Path:
    """The folder of all long work, made on first use for its owner alone."""
    path = Path(settings.FRANKPLEDGE_HOME) / "work"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def fingerprint_of(content: bytes) -> str:
    """What tells whether a file is still the same."""
    return hashlib.sha256(content).hexdigest()


def put(job: UUID, name: str, content: bytes) -> None:
    """Keep a file of a job. Whoever reads it meanwhile finds the old one or the new one, whole."""
    place = folder() / str(job)
    place.mkdir(mode=0o700, exist_ok=True)
    unfinished = place / f"{name}.{os.getpid()}.part"
    opened = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(place / name)


def take(job: UUID, name: str, fingerprint: str) -> bytes | None:
    """A file of a job, or None where it is gone or no longer the same."""
    try:
        content = (folder() / str(job) / name).read_bytes()
    except FileNotFoundError:
        return None
    return content if fingerprint_of(content) == fingerprint else None


def keep(job: UUID, content: bytes) -> None:
    """Keep how far a job has come."""
    put(job, _KEPT, content)


def kept(job: UUID) -> bytes | None:
    """How far a job had come when it was last kept."""
    try:
        return (folder() / str(job) / _KEPT).read_bytes()
    except FileNotFoundError:
        return None


def settle(job: UUID, names: Collection[str]) -> None:
    """Leave of a job only the files of these names, or nothing where there are none."""
    place = folder() / str(job)
    if not names:
        shutil.rmtree(place, ignore_errors=True)
        return
    for path in place.iterdir():
        if path.name not in names:
            path.unlink(missing_ok=True)


def discard(job: UUID, names: Collection[str]) -> None:
    """Take away of a job the files of these names."""
    for name in names:
        (folder() / str(job) / name).unlink(missing_ok=True)


def jobs_on_it() -> list[UUID]:
    """The jobs of which there are files."""
    return [UUID(path.name) for path in sorted(folder().iterdir()) if path.is_dir()]
