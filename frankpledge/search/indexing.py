"""Letting a record be found by its words, and seeing to it that it no longer is."""

from __future__ import annotations

import os
from datetime import date
from uuid import UUID

from django.db import transaction

from frankpledge.search.models import Entry
from frankpledge.search.words import words_of

SLOTS_A_DAY = 48
RANDOM_BITS = 36
LONGEST_CAPTION = 200


@transaction.atomic
def index(uid: UUID, *, title: str, href: str, text: str, released_on: date, slot: int = 0) -> None:
    """Let the record *uid* be found by the words of its *title* and *text* from now on.

    Called by the module whose record it is, in the transaction that writes the record. Whoever
    searches finds it only if the one rule lets them read it. Done again, it replaces
    what was there.
    """
    forget(uid)
    Entry(
        place=_place(released_on, slot),
        protection_id=uid,
        title=title[:LONGEST_CAPTION],
        href=href,
        released_on=released_on,
        text=text,
        words=" ".join(words_of(f"{title} {text}")),
    ).save(force_insert=True)


def forget(uid: UUID) -> None:
    """See to it that the record *uid* is found no more and that none of its words are kept here."""
    Entry.drop(uid)


def _place(released_on: date, slot: int) -> int:
    half_hours = released_on.toordinal() * SLOTS_A_DAY + slot
    return half_hours << RANDOM_BITS | _drawn()


def _drawn() -> int:
    """As many random bits, from where identities are drawn too."""
    return int.from_bytes(os.urandom(RANDOM_BITS // 8 + 1)) & (1 << RANDOM_BITS) - 1
