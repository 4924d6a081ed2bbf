"""Knows how the parts of a paper are kept as text, so that what was released stays so. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from frankpledge.papers.api import (
    Column,
    Grid,
    Heading,
    Listed,
    Notice,
    Part,
    Words,
)

_KINDS: Mapping[str, type[Heading | Words | Listed | Notice | Grid]] = {
    "heading": Heading,
    "words": Words,
    "listed": Listed,
    "notice": Notice,
    "grid": Grid,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def kept(parts: Sequence[Part]) -> str:
    """The parts as text. Pictures and page breaks have no place among what leads."""
    return json.dumps(
        [{"kind": _NAMES[type(part)], **asdict(part)} for part in parts],  # type: ignore[index]
        ensure_ascii=False,
        separators=(",", ":"),
    )


def restored(text: str) -> tuple[Part, ...]:
    """The parts that were kept."""
    return tuple(_part(dict(plain)) for plain in json.loads(text))


def digest_of(*texts: str) -> str:
    """Changes exactly when one of the texts does."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def _part(plain: dict[str, Any]) -> Part:
    kind = _KINDS[plain.pop("kind")]
    if kind is Grid:
        return Grid(
            caption=plain["caption"],
            columns=tuple(Column(**column) for column in plain["columns"]),
            rows=tuple(tuple(row) for row in plain["rows"]),
        )
    if kind is Listed:
        return Listed(items=tuple(plain["items"]), numbered=plain["numbered"])
    return kind(**plain)
