"""The record: every look, change and refusal, appended in the transaction that it speaks of.

Each event is kept as the exact bytes that were hashed, and holds ids and codes, never free text.
On SQLite the event is chained where it is written; on PostgreSQL a sealer chains it within
seconds, so that writers do not queue behind one another. See `access.sealing`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models.functions import Now

from frankpledge.access.actors import Actor
from frankpledge.access.protection import GuardedModel, Protection, Ref
from frankpledge.access.vocabulary import policy_table

FORMAT = 1
OVERDUE_SEAL_SECONDS = 60
_CHECK_SEALER_EVERY_SECONDS = 5.0


class AuditEvent(models.Model):
    """One event. `leaf` is what was hashed; the other columns repeat parts of it for finding."""

    id = models.UUIDField(primary_key=True, editable=False)
    at = models.DateTimeField(db_index=True)
    act = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10)
    actor = models.CharField(max_length=80, db_index=True)
    leaf = models.TextField()


class AuditObject(models.Model):
    """A record that an event speaks of, so that "who looked at this" has an answer."""

    event = models.ForeignKey(AuditEvent, models.PROTECT, related_name="+", db_constraint=False)
    object = models.UUIDField(db_index=True)


class AuditSeal(models.Model):
    """The place of an event in the chain."""

    seq = models.BigIntegerField(primary_key=True)
    event_id = models.UUIDField(unique=True)
    chain = models.CharField(max_length=64)


class AuditUnsealed(models.Model):
    """An event that waits for the sealer. One committed late waits too: none is passed over."""

    event_id = models.UUIDField(primary_key=True)
    noted_at = models.DateTimeField(db_default=Now())


class Outcome(StrEnum):
    """What came of what was tried."""

    DONE = "done"
    DENIED = "denied"


class RecordOverdue(RuntimeError):
    """Events have waited more than a minute for the sealer, so nothing may be done or shown.

    Either the sealer is not running (start `frankpledge audit seal --watch`, which `serve` does),
    or it cannot reach the database. Work resumes by itself once events are sealed again.
    """


Recorded = GuardedModel | Protection | Ref


def record(
    act: StrEnum,
    about: Recorded | Iterable[Recorded] | None,
    *,
    by: Actor,
    at: datetime,
    outcome: Outcome = Outcome.DONE,
    clause: str = "",
    fields: Sequence[str] = (),
    recipients: Sequence[UUID] = (),
    asked_for: UUID | None = None,
    veiled: bool = False,
) -> UUID:
    """Append one event to the record, in the transaction under way, and give back its id.

    *about* is what was looked at or changed; an empty list is recorded as a look that found
    nothing. *fields* are column names and *recipients* agency or person ids. *veiled* puts a keyed
    pseudonym in place of the person and leaves the agency out, for those who report in confidence.
    If this fails, so does what it speaks of.
    """
    spoken_of = [_spoken_of(row) for row in _listed(about)]
    uids = [uid for uid, _, _ in spoken_of]
    leaf: dict[str, object] = {
        "v": FORMAT,
        "id": str(uuid4()),
        "ts": at.isoformat(),
        "act": str(act),
        "outcome": str(outcome),
        "clause": clause,
        "actor": pseudonym(by.person_id) if veiled else str(by.person_id),
        "on_behalf": "" if by.subject is by.entitled else by.entitled.id,
        "agency": "" if veiled else str(by.agency_id),
        "purpose": str(by.purpose),
        "channel": by.channel,
        "request": "" if veiled else by.request_id,
        "kinds": sorted({str(kind) for _, kind, _ in spoken_of}),
        "objects": [str(uid) for uid in uids],
        "versions": [version for _, _, version in spoken_of],
        "fields": list(fields),
        "recipients": [str(recipient) for recipient in recipients],
        "asked_for": str(asked_for) if asked_for else "",
        "policy": _policy_hash(),
    }
    _append(leaf, at=at, uids=uids)
    return UUID(str(leaf["id"]))


def pseudonym(person_id: UUID, *, use: str = "record") -> str:
    """A name for somebody that only the holder of the site's secret can connect with them."""
    key = hashlib.sha256(f"frankpledge pseudonym {use} {settings.SECRET_KEY}".encode()).digest()
    return "v:" + hmac.new(key, person_id.bytes, hashlib.sha256).hexdigest()[:32]


def _append(leaf: dict[str, object], *, at: datetime, uids: Sequence[UUID]) -> None:
    """Write one event. In plain SQL, since every page pays for it and nothing else is asked."""
    text = canonical(leaf)
    event_id = _stored(UUID(str(leaf["id"])))
    moment = connection.ops.adapt_datetimefield_value(at)
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_auditevent (id, at, act, outcome, actor, leaf)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            [event_id, moment, str(leaf["act"]), str(leaf["outcome"]), str(leaf["actor"]), text],
        )
        if uids:
            cursor.executemany(
                "INSERT INTO access_auditobject (event_id, object) VALUES (%s, %s)",
                [(event_id, _stored(uid)) for uid in uids],
            )
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq, chain FROM access_auditseal ORDER BY seq DESC LIMIT 1")
            seq, chain = cursor.fetchone() or (0, GENESIS)
            cursor.execute(
                "INSERT INTO access_auditseal (seq, event_id, chain) VALUES (%s, %s, %s)",
                [seq + 1, event_id, next_link(chain, text)],
            )
        else:
            cursor.execute("INSERT INTO access_auditunsealed (event_id) VALUES (%s)", [event_id])
            _refuse_if_sealing_is_overdue()


def _stored(uid: UUID) -> UUID | str:
    """An identity as the database in use keeps it."""
    return uid if connection.features.has_native_uuid_field else uid.hex


_sealer_checked = 0.0


def _refuse_if_sealing_is_overdue() -> None:
    global _sealer_checked
    now = time.monotonic()
    if now - _sealer_checked < _CHECK_SEALER_EVERY_SECONDS:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM access_auditunsealed"
            " WHERE noted_at < clock_timestamp() - make_interval(secs => %s))",
            [OVERDUE_SEAL_SECONDS],
        )
        row = cursor.fetchone()
    if row and row[0]:
        raise RecordOverdue
    _sealer_checked = now


GENESIS = hashlib.sha256(b"frankpledge record").hexdigest()


def canonical(leaf: dict[str, object]) -> str:
    """JSON with sorted keys, no spaces and no characters beyond ASCII: one text for one event."""
    return json.dumps(leaf, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def next_link(chain: str, leaf: str) -> str:
    """SHA-256 over the last link and the leaf's own hash, each marked for what it is (RFC 9162)."""
    leaf_hash = hashlib.sha256(b"\x00" + leaf.encode()).digest()
    return hashlib.sha256(b"\x01" + bytes.fromhex(chain) + leaf_hash).hexdigest()


def _listed(about: Recorded | Iterable[Recorded] | None) -> Iterable[Recorded]:
    if about is None:
        return ()
    return (about,) if isinstance(about, models.Model | Ref) else about


def _spoken_of(row: Recorded) -> tuple[UUID, str, int]:
    """Identity, kind and version of one record; version 0 where it was not loaded with it."""
    if isinstance(row, Ref):
        return row.uid, row.kind, 0
    if isinstance(row, Protection):
        return row.uid, row.kind, row.version
    if type(row).protection.is_cached(row):
        return row.protection_id, row.KIND, row.protection.version
    return row.protection_id, row.KIND, 0


@cache
def _policy_hash() -> str:
    return hashlib.sha256(json.dumps(policy_table(), sort_keys=True).encode()).hexdigest()[:16]
