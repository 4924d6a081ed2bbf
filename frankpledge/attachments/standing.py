"""Beside which records files can be added from a page, as the modules that own them say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from frankpledge.access.api import Actor, Kind, NotFound, Ref
from frankpledge.attachments.holding import Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A record as a page about its files needs it: its title, its own page, and whom it is for."""

    title: str
    href: str
    reach: Reach


Look = Callable[[UUID, Actor, datetime], Standing]
"""Opens a record as somebody, and raises `NotFound` for what they may not know of."""

_looks: dict[Kind, Look] = {}


def offer_beside(kind: Kind, look: Look) -> None:
    """Offer pages for files beside records of *kind*. Said once, when the site starts."""
    _looks[kind] = look


def stands(parent: Ref, *, by: Actor, at: datetime) -> Standing:
    """The record beside which files are wanted. Raises `NotFound`, whatever the cause."""
    look = _looks.get(parent.kind)
    if look is None:
        raise NotFound
    return look(parent.uid, by, at)


def ref_from(kind: str, uid: UUID) -> Ref:
    """The reference that an address speaks of. Raises `NotFound` for a kind that is none."""
    if kind not in set(Kind):
        raise NotFound
    return Ref(kind=Kind(kind), uid=uid)
