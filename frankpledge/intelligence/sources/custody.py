"""Opening one sealed box, and letting go of those whose words are gone, where the private key is
kept: run as a command, never by the site.

Nothing that answers the web may import this file; a test of the imports holds it to that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from nacl.encoding import HexEncoder
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from frankpledge.access.api import (
    Action,
    NotPermitted,
    Outcome,
    Purpose,
    actor_for,
    check,
    record,
    require,
)
from frankpledge.intelligence.models import SourceIdentity, SourceOpening, Tombstone
from frankpledge.intelligence.policies import (
    Act,
    may_clear_boxes,
    may_open_source,
    may_read_sources,
)
from frankpledge.intelligence.sources.opening import hash_of
from frankpledge.intelligence.sources.sealing import Identity
from frankpledge.intelligence.units import service_actor, units
from frankpledge.kernel import DomainError

_BATCH = 500


class NoSuchCode(DomainError):
    """No request has this code, or what it asked for can no longer be opened."""


class NoPrivateKey(DomainError):
    """The private key is not here, or is no key. Only its keeper can open a box."""


class BoxNotFound(DomainError):
    """The key opened every box, and none is of that submission: it was disposed of."""


def open_source(*, code: str, key_file: Path, at: datetime) -> Identity:
    """What is in the box that the request with this code asked for. It is given once.

    The request is looked at again as whoever asked, with the authority they have now, and so is
    the approver's. Raises `NoSuchCode`, `NotPermitted`, `NoPrivateKey` and `BoxNotFound`; every
    try is in the record.
    """
    key = _key(key_file)
    row = SourceOpening.with_code(hash_of(code))
    if row is None:
        raise NoSuchCode("No request has this code")
    asker = actor_for(row.asked_by_id, at=at, purpose=Purpose(row.purpose), channel="custody")
    decision = may_open_source(asker, row)
    if decision and row.decided_by_id is not None:
        approver = actor_for(row.decided_by_id, at=at, purpose=Purpose(row.purpose))
        # The rule as well as the policy: somebody who has left or is locked agrees to nothing.
        decision = may_read_sources(approver)
        if decision:
            decision = check(approver, Action.READ, row.protection)
    if not decision:
        with transaction.atomic():
            record(
                Act.OPEN_SOURCE,
                row.protection,
                by=asker,
                at=at,
                outcome=Outcome.DENIED,
                clause=decision.clause,
            )
        raise NotPermitted(decision)
    with transaction.atomic():
        # The row is taken first, so that of two who hold the code only one is shown anything.
        taken = SourceOpening.open_to(asker).filter(pk=row.pk, opened_at=None).update(opened_at=at)
        require_one(taken)
        found = _box_of(str(row.submission_uid), key)
        record(Act.OPEN_SOURCE, row.protection, by=asker, at=at, fields=["sealed"])
    return found


@transaction.atomic
def clear_boxes(*, key_file: Path, at: datetime, really: bool = False) -> int:
    """Let go of each box whose submission has been let go of; say how many these are, or would be.

    Only the keeper of the key can tell which they are, so it is not done with the submission.
    Done as the service of the unit that closed them. Raises `NoPrivateKey`.
    """
    buried = Tombstone.submissions()
    gone = [uid for uid, told in _told(_key(key_file)) if told.get("submission") in buried]
    if not (gone and really):
        return len(gone)
    for unit in units():
        service = service_actor(unit.service_id, at=at, channel="custody")
        require(may_clear_boxes(service, is_service=service.person_id == unit.service_id))
        if cleared := SourceIdentity.let_go(gone, owner=unit.agency_id):
            record(Act.CLEAR_BOXES, cleared, by=service, at=at)
    return len(gone)


def require_one(taken: int) -> None:
    """Raise `NoSuchCode` where somebody else has just opened it."""
    if taken != 1:
        raise NoSuchCode("This has been opened, and it is shown once only")


def _key(key_file: Path) -> PrivateKey:
    try:
        return PrivateKey(key_file.read_bytes().strip(), HexEncoder)
    except (OSError, ValueError, CryptoError) as fault:
        raise NoPrivateKey(
            f"{key_file} does not hold the private key. Give the file that its keeper has"
        ) from fault


def _box_of(submission: str, key: PrivateKey) -> Identity:
    """The one box whose inside names the submission. Which one it is stands nowhere outside."""
    known = {field.name for field in fields(Identity)}
    for _, told in _told(key):
        if told.get("submission") == submission:
            return Identity(**{name: value for name, value in told.items() if name in known})
    raise BoxNotFound("No box is of that submission. It may have been disposed of")


def _told(key: PrivateKey) -> Iterator[tuple[object, dict[str, str]]]:
    """What is in each box, with the box's own identity. Raises `NoPrivateKey`."""
    box = SealedBox(key)
    # Nobody may see a box by the one rule, and so there is no actor to ask as: the keeper of the
    # key reads the sealed bytes alone, which say nothing to anybody else.
    with connection.cursor() as cursor:
        cursor.execute("SELECT uid, sealed FROM intelligence_sourceidentity")
        while rows := cursor.fetchmany(_BATCH):
            for uid, sealed in rows:
                try:
                    yield uid, json.loads(box.decrypt(bytes(sealed)))
                except CryptoError as fault:
                    raise NoPrivateKey("This key does not open the boxes of this site") from fault
