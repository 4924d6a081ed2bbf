"""Knows what the store holds, and changes it whole or not at all.

Every file of the store but the ledger is written once under a name of its own and never changed.
The ledger names the files that count, and is replaced in one step after they are safe on disk:
a process killed at any moment leaves the store as it was.
"""

import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO

from frankpledge.analysis.forces import plain_name
from frankpledge.analysis.refusals import StoreBusy, StoreUnreadable

VERSION = 2
LEDGER = "ledger.json"
WRITERS = 8

STREET = "street"
COUNTS = "counts"
"""Rows of street crime, or counts of them by small area, which have no points."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """Where every row of a street file went: kept + unplaced + outside + rejected = read."""

    read: int
    kept: int
    unplaced: int
    outside: int
    rejected: int
    awaiting: int

    def __add__(self, other: "Account") -> "Account":
        return Account(
            read=self.read + other.read,
            kept=self.kept + other.kept,
            unplaced=self.unplaced + other.unplaced,
            outside=self.outside + other.outside,
            rejected=self.rejected + other.rejected,
            awaiting=self.awaiting + other.awaiting,
        )


NO_ROWS = Account(read=0, kept=0, unplaced=0, outside=0, rejected=0, awaiting=0)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One force's one month: the file it came from, where its rows are, where each row went.

    ``awaiting`` counts kept rows that no lookup places in a district yet.
    """

    force: str
    month: str
    digest: str
    name: str
    origin: str
    path: str
    account: Account
    rejected: tuple[tuple[int, str], ...]
    kind: str = STREET

    @cached_property
    def key(self) -> str:
        """What a corrected file replaces."""
        return part_key(self.force, self.month)


def part_key(force: str, month: str) -> str:
    """One force's one month, whether the force is called “Kent Police” or “kent”."""
    return f"{plain_name(force) or force}/{month}"


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A lookup, table of residents or boundary file that is held."""

    digest: str
    name: str
    kind: str
    rows: int
    origin: str
    sequence: int
    vintages: tuple[str, ...]
    path: str
    level: str = ""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Everything that is held; paths are relative to the store."""

    sequence: int = 0
    parts: dict[str, Part] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()
    geography: str = ""
    placement: str = ""
    counts: dict[str, str] = field(default_factory=dict)
    districts: str = ""

    def digests(self) -> dict[str, str]:
        """The content of every file held, with its origin."""
        held = {part.digest: part.origin for part in self.parts.values()}
        held.update({reference.digest: reference.origin for reference in self.references})
        return held

    def paths(self) -> set[str]:
        """Every file that counts."""
        named = {part.path for part in self.parts.values()}
        named |= {reference.path for reference in self.references}
        named |= set(self.counts.values()) | {self.districts}
        if self.geography:
            named |= {
                f"{self.geography}/{name}"
                for name in ("areas.json", "places.parquet", "units.parquet")
            }
        return named - {""}


def read_ledger(store: Path) -> Ledger:
    """The ledger as it stands; of an empty store, an empty one."""
    try:
        plain = json.loads((store / LEDGER).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Ledger()
    except (OSError, ValueError) as broken:
        raise StoreUnreadable(
            f"{store / LEDGER} cannot be read; restore it from a backup, or move the store away "
            "and add the files again."
        ) from broken
    if plain.pop("version", None) != VERSION:
        raise StoreUnreadable(
            f"{store / LEDGER} was written by another version of the program; use that version, "
            "or move the store away and add the files again."
        )
    return Ledger(
        sequence=plain["sequence"],
        parts={
            key: Part(
                **{
                    **part,
                    "account": Account(**part["account"]),
                    "rejected": tuple((line, reason) for line, reason in part["rejected"]),
                }
            )
            for key, part in plain["parts"].items()
        },
        references=tuple(
            Reference(**{**reference, "vintages": tuple(reference["vintages"])})
            for reference in plain["references"]
        ),
        geography=plain["geography"],
        placement=plain["placement"],
        counts=plain["counts"],
        districts=plain["districts"],
    )


def write_ledger(store: Path, ledger: Ledger) -> None:
    """Makes the ledger the one that counts, in one step that survives a power cut."""
    plain = {"version": VERSION, **asdict(ledger)}
    with replacing(store / LEDGER) as stream:
        stream.write(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode())


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A stream whose content takes the place of the file at the end, whole and on disk."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path)
    settle_on_disk([path.parent])


def settle_on_disk(paths: list[Path]) -> None:
    """Returns once the files and folders would outlast a power cut."""
    # Several at once, as the disk then writes them together.
    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(_settle, paths))


def _settle(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def held_alone(store: Path, *, patience: float) -> Iterator[None]:
    """Keeps every other writer out; waits up to ``patience`` seconds, then refuses.

    The lock belongs to the open file, so that a killed process lets go of it.
    """
    store.mkdir(parents=True, exist_ok=True)
    with (store / ".lock").open("a+b") as lock:
        until = time.monotonic() + patience
        while not _locked(lock):
            if time.monotonic() >= until:
                raise StoreBusy(
                    f"Another process is adding to {store}; wait until it has finished and try "
                    "again."
                )
            time.sleep(0.05)
        yield


def _locked(lock: IO[bytes]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def clear_away(store: Path, *, keep: set[str]) -> None:
    """Removes what no ledger names: leftovers of killed processes and replaced parts."""
    for folder in ("parts", "counts", "reference", "boundaries", "geography"):
        for path in sorted((store / folder).rglob("*"), reverse=True):
            if path.is_file() and path.relative_to(store).as_posix() not in keep:
                path.unlink()
            elif path.is_dir() and not any(path.iterdir()):
                path.rmdir()
