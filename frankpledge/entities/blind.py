"""The blind index: keyed hashes to find by and locked boxes to compare, which say nothing alone.

A copy of the database without the site's secret shows how many mentions are held and nothing of
what they are. When the secret changes, the index is made again from the mentions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from nacl.secret import SecretBox

from frankpledge.entities import keys
from frankpledge.entities.identifiers import What
from frankpledge.entities.likeness import Form, form_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the index keeps of one mention."""

    source: int
    box: bytes
    keys: tuple[int, ...]


def entry(*, mention: UUID, source: UUID, values: Sequence[tuple[What, str]]) -> Entry:
    """The place of a mention in the index."""
    return Entry(
        source=hidden(source.hex), box=closed(values, mention=mention), keys=keys_to_keep(values)
    )


def keys_to_keep(values: Sequence[tuple[What, str]]) -> tuple[int, ...]:
    """The hashes under which a mention is kept, each once and in order."""
    return tuple(sorted(set(map(_hashing(settings.SECRET_KEY), keys.kept(values)))))


def keys_to_seek(values: Sequence[tuple[What, str]]) -> tuple[int, ...]:
    """The hashes by which something like it is looked for."""
    return tuple(set(map(_hashing(settings.SECRET_KEY), keys.sought(values))))


def hidden(key: str) -> int:
    """A key as a whole number of 64 bits that only the holder of the secret can work out."""
    return _hashing(settings.SECRET_KEY)(key)


@lru_cache(maxsize=4)
def _hashing(secret: str) -> Callable[[str], int]:
    derived = _derived("match keys", secret)

    def hashed(key: str) -> int:
        digest = hashlib.blake2b(key.encode(), digest_size=8, key=derived).digest()
        return int.from_bytes(digest, "big", signed=True)

    return hashed


def closed(values: Iterable[tuple[What, str]], *, mention: UUID) -> bytes:
    """What a mention is compared by, locked. The same mention always gives the same box."""
    told = json.dumps(form_of(values), ensure_ascii=False).encode()
    nonce = hashlib.blake2b(
        told + mention.bytes, digest_size=24, key=_derived("nonces", settings.SECRET_KEY)
    ).digest()
    return bytes(_lock(settings.SECRET_KEY).encrypt(told, nonce))


def opened(box: bytes) -> Form:
    """What was locked in a box."""
    form: dict[str, list[str]] = json.loads(_lock(settings.SECRET_KEY).decrypt(box))
    return form


@lru_cache(maxsize=16)
def _derived(use: str, secret: str) -> bytes:
    return hashlib.sha256(f"frankpledge entities {use} {secret}".encode()).digest()


@lru_cache(maxsize=4)
def _lock(secret: str) -> SecretBox:
    return SecretBox(_derived("boxes", secret))
