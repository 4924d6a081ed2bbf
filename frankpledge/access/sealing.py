"""Chaining events, signing where the chain stands, and proving that nothing was altered since."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from django.db import connection, transaction
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from frankpledge.access.record import (
    GENESIS,
    AuditEvent,
    AuditObject,
    AuditSeal,
    AuditUnsealed,
    next_link,
)
from frankpledge.database import one_transaction_lock

BATCH = 1_000
_PAGE = 5_000


@transaction.atomic
def seal_waiting() -> int:
    """Chain the events that wait, oldest first, and say how many there were.

    One sealer works at a time. Only needed on PostgreSQL: on SQLite nothing ever waits.
    """
    with one_transaction_lock("frankpledge.sealer"):
        waiting = list(
            AuditUnsealed.objects.order_by("noted_at", "event_id").values_list(
                "event_id", flat=True
            )[:BATCH]
        )
        leaves = dict(AuditEvent.objects.filter(id__in=waiting).values_list("id", "leaf"))
        last = AuditSeal.objects.order_by("-seq").values_list("seq", "chain").first()
        seq, chain = last or (0, GENESIS)
        seals = []
        for event_id in waiting:
            seq, chain = seq + 1, next_link(chain, leaves[event_id])
            seals.append(AuditSeal(seq=seq, event_id=event_id, chain=chain))
        AuditSeal.objects.bulk_create(seals)
        AuditUnsealed.objects.filter(event_id__in=waiting).delete()
        return len(seals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """Where the chain stood at a moment, signed: what shows that its tail was not cut off."""

    origin: str
    size: int
    root: str
    time: str

    def body(self) -> bytes:
        """The text that is signed."""
        return (
            "frankpledge checkpoint 1\n"
            f"origin {self.origin}\nsize {self.size}\nroot {self.root}\ntime {self.time}\n"
        ).encode()


class UnreadableCheckpoint(Exception):
    """A file does not hold a checkpoint that can be checked; the message says why."""


def write_checkpoint(folder: Path, key_file: Path, *, origin: str) -> Path | None:
    """Sign where the chain stands now and keep it as a file. None when nothing was ever recorded.

    The signing key is made on first use, readable by its owner only. It belongs to the process
    that keeps the record, not to the one that answers the web.
    """
    last = AuditSeal.objects.order_by("-seq").values_list("seq", "chain").first()
    if last is None:
        return None
    key = _signing_key(key_file)
    checkpoint = Checkpoint(
        origin=origin,
        size=last[0],
        root=last[1],
        time=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    signature = b64encode(key.sign(checkpoint.body()).signature).decode()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"checkpoint-{checkpoint.size:012d}.txt"
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(checkpoint.body() + f"signature {signature}\n".encode())
    unfinished.replace(path)
    return path


def _signing_key(key_file: Path) -> SigningKey:
    if key_file.exists():
        return SigningKey(b64decode(key_file.read_text()))
    key = SigningKey.generate()
    key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key_file.touch(mode=0o600)
    key_file.write_text(b64encode(bytes(key)).decode())
    key_file.with_suffix(".pub").write_text(b64encode(bytes(key.verify_key)).decode())
    return key


def read_checkpoint(path: Path, public_key_file: Path) -> Checkpoint:
    """A checkpoint from a file, its signature checked against the pinned public key.

    Raises `UnreadableCheckpoint` with a sentence that names the file and the remedy.
    """
    try:
        lines = path.read_text(encoding="ascii").splitlines()
        fields = dict(line.split(" ", 1) for line in lines[1:])
        checkpoint = Checkpoint(
            origin=fields["origin"],
            size=int(fields["size"]),
            root=fields["root"],
            time=fields["time"],
        )
        signature = b64decode(fields["signature"], validate=True)
    except (OSError, ValueError, KeyError, UnicodeError) as fault:
        raise UnreadableCheckpoint(
            f"{path} is not a checkpoint: give a file that this program wrote."
        ) from fault
    try:
        key = VerifyKey(b64decode(public_key_file.read_text()))
    except (OSError, ValueError) as fault:
        raise UnreadableCheckpoint(
            f"{public_key_file} does not hold the public key that checkpoints are checked with: "
            "restore it from where you keep it."
        ) from fault
    try:
        key.verify(checkpoint.body(), signature)
    except (BadSignatureError, ValueError) as fault:
        raise UnreadableCheckpoint(
            f"{path} was not signed with this record's key, or was altered after signing."
        ) from fault
    return checkpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What verifying found. `fault` is the first bad place, in words, or empty."""

    events: int
    unsealed: int
    root: str
    checkpoints: int
    fault: str = ""


def verify(checkpoints: list[Checkpoint], *, origin: str) -> Proof:
    """Walk the whole chain from its first event and compare it with every checkpoint.

    Finds an event that was changed, deleted, added or moved, a column that no longer agrees with
    what was hashed, and (against a checkpoint) a tail that was cut off.
    """
    marks = {checkpoint.size: checkpoint.root for checkpoint in checkpoints}
    seq, chain = 0, GENESIS
    for sealed in _sealed_events():
        fault = _fault_in(sealed, after=seq, chain=chain)
        if fault:
            return _proof(seq, chain, checkpoints, fault)
        seq, chain = sealed.seq, sealed.chain
        if marks.get(seq, chain) != chain:
            return _proof(
                seq, chain, checkpoints, f"the chain differs from the checkpoint at {seq}"
            )
    fault = _fault_at_the_end(seq, checkpoints, origin)
    return _proof(seq, chain, checkpoints, fault)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sealed:
    """A place in the chain, with the event it is for (if it is still there)."""

    seq: int
    event_id: object
    chain: str
    event: AuditEvent | None
    objects: set[str]


def _fault_in(sealed: _Sealed, *, after: int, chain: str) -> str:
    """What is wrong with the next place in the chain, or nothing."""
    seq = after + 1
    if sealed.seq != seq:
        return f"event {seq} is missing from the chain"
    if sealed.event is None:
        return f"event {seq} ({sealed.event_id}) was deleted"
    if next_link(chain, sealed.event.leaf) != sealed.chain:
        return f"event {seq} ({sealed.event_id}) was altered or moved"
    fault = _disagreement(sealed.event, sealed.objects)
    return f"event {seq} ({sealed.event_id}): {fault}" if fault else ""


def _fault_at_the_end(events: int, checkpoints: list[Checkpoint], origin: str) -> str:
    """What only the end of the chain can show: a tail cut off, or events that stand outside it."""
    for checkpoint in checkpoints:
        if checkpoint.origin != origin:
            return f"the checkpoint of {checkpoint.time} belongs to another record"
        if checkpoint.size > events:
            return (
                f"the chain ends at event {events}, but the checkpoint of {checkpoint.time} "
                f"saw {checkpoint.size}: the tail was cut off"
            )
    loose = _loose_events()
    return f"{loose} events stand outside the chain" if loose else ""


def _proof(events: int, root: str, checkpoints: list[Checkpoint], fault: str) -> Proof:
    return Proof(
        events=events,
        unsealed=AuditUnsealed.objects.count(),
        root=root,
        checkpoints=len(checkpoints),
        fault=fault,
    )


def _loose_events() -> int:
    sealed = AuditSeal.objects.values("event_id")
    waiting = AuditUnsealed.objects.values("event_id")
    return AuditEvent.objects.exclude(id__in=sealed).exclude(id__in=waiting).count()


def _sealed_events() -> Iterator[_Sealed]:
    """Every seal in order, with its event and the records that the event is filed under."""
    after = 0
    while True:
        seals = list(
            AuditSeal.objects.filter(seq__gt=after)
            .order_by("seq")
            .values_list("seq", "event_id", "chain")[:_PAGE]
        )
        if not seals:
            return
        ids = [event_id for _, event_id, _ in seals]
        events: dict[object, AuditEvent] = {}
        objects: dict[object, set[str]] = {}
        for part in range(0, len(ids), 500):
            some = ids[part : part + 500]
            events.update(AuditEvent.objects.in_bulk(some))
            for event_id, uid in AuditObject.objects.filter(event_id__in=some).values_list(
                "event_id", "object"
            ):
                objects.setdefault(event_id, set()).add(str(uid))
        for seq, event_id, chain in seals:
            yield _Sealed(
                seq=seq,
                event_id=event_id,
                chain=chain,
                event=events.get(event_id),
                objects=objects.get(event_id, set()),
            )
        after = seals[-1][0]


def _disagreement(event: AuditEvent, objects: set[str]) -> str:
    leaf = cast(dict[str, object], json.loads(event.leaf))
    columns = {
        "id": str(event.id),
        "ts": event.at.isoformat(),
        "act": event.act,
        "outcome": event.outcome,
        "actor": event.actor,
    }
    for name, value in columns.items():
        stored = leaf[name]
        if name == "ts" and datetime.fromisoformat(str(stored)) == event.at:
            continue
        if stored != value:
            return f"its column for {name} no longer agrees with what was recorded"
    if set(cast(list[str], leaf["objects"])) != objects:
        return "the records it is filed under no longer agree with what was recorded"
    return ""


def waits_for_sealer() -> bool:
    """Whether this database needs a sealer to run beside the site."""
    return connection.vendor == "postgresql"
