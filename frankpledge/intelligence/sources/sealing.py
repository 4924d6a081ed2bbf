"""Sealing who told what in a box that this site can close and cannot open."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from nacl.encoding import HexEncoder
from nacl.public import PrivateKey, PublicKey, SealedBox

from frankpledge.access.api import Kind, Tag, protect, record, require
from frankpledge.intelligence.models import SourceIdentity, Unit
from frankpledge.intelligence.policies import Act, may_seal
from frankpledge.intelligence.units import service_actor
from frankpledge.kernel import DomainError

PRIVATE_NAME = "source.key"
BLOCK = 1024
"""Boxes are padded to whole blocks, so that the length of a name tells nothing."""


class NoSourceKey(DomainError):
    """Nothing can be told, because there is no key to seal who told it with.

    If you are seeing this, either `make_source_keys` was never run for this data folder, or
    `keys/source.pub` was lost. It can be made again from the private key in custody.
    """


class KeysExist(DomainError):
    """There are keys already. New ones would leave every box sealed so far without its key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who told what, exactly when, and how to reach them: only ever inside a box."""

    person: str
    agency: str
    card: str
    contact: str
    submission: str
    receipt: str
    audit: str
    at: str
    caller: str = ""
    taken_by: str = ""


def make_source_keys(*, public: Path | None = None, custody: Path | None = None) -> Path:
    """Make the pair of keys, the private one in custody for its owner's eyes, and say where.

    Raises `KeysExist` rather than replace either.
    """
    public = public or Path(settings.SOURCE_PUBLIC_KEY)
    private = (custody or Path(settings.CUSTODY_FOLDER)) / PRIVATE_NAME
    for path in (public, private):
        if path.exists():
            raise KeysExist(f"{path} exists. Keep it: every box sealed so far needs its key")
    key = PrivateKey.generate()
    private.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    public.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(private, key.encode(HexEncoder), mode=0o600)
    _write(public, key.public_key.encode(HexEncoder), mode=0o644)
    return private


def _write(path: Path, content: bytes, *, mode: int) -> None:
    # Made with its mode, so that there is no moment at which others could read it.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content + b"\n")


def closed_box(identity: Identity) -> bytes:
    """*identity* sealed to the public key. Raises `NoSourceKey`."""
    path = Path(settings.SOURCE_PUBLIC_KEY)
    try:
        key = PublicKey(path.read_bytes().strip(), HexEncoder)
    except (FileNotFoundError, ValueError) as fault:
        raise NoSourceKey("Nothing can be sent here at the moment. Call 101") from fault
    told = json.dumps(asdict(identity), ensure_ascii=False).encode()
    return bytes(SealedBox(key).encrypt(told.ljust(-(-len(told) // BLOCK) * BLOCK)))


def seal(identity: Identity, *, unit: Unit, at: datetime) -> None:
    """Keep *identity* where nobody who works here can read it, as the unit's own service.

    The record's protection names the service, the same for every box, and nobody else.
    """
    service = service_actor(unit.service_id, at=at)
    require(may_seal(service, is_service=service.person_id == unit.service_id))
    protection = protect(
        Kind.SOURCE_IDENTITY,
        owner=unit.agency_id,
        by=service,
        at=at,
        named=[unit.service_id],
        tags=[Tag.SOURCE],
        restricted=True,
    )
    row = SourceIdentity(protection=protection, sealed=closed_box(identity))
    row.save(force_insert=True)
    record(Act.SEAL, row, by=service, at=at)
