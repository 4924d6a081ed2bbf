"""Something half told: sealed under a code that only its writer holds, and gone after a week."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from frankpledge.intelligence.hashing import keyed
from frankpledge.intelligence.models import Draft
from frankpledge.intelligence.slots import day_and_slot

KEPT_DAYS = 7
BLOCK = 4096
"""Boxes are padded to whole blocks, so that their length tells little of what is in them."""
_LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"
_LENGTH = 20

Answers = Mapping[str, object]


def new_code() -> str:
    """A code to keep something under: five groups of four that can be read out and typed."""
    number = int.from_bytes(os.urandom(32), "big")
    letters = []
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[place])
    return "-".join("".join(letters[start : start + 4]) for start in range(0, _LENGTH, 4))


@transaction.atomic
def keep(code: str, answers: Answers, *, whose: UUID, now: datetime) -> date:
    """Keep *answers* under *code* in place of what was there, and say on which day they go.

    They open for *whose* alone: somebody else at the same machine finds nothing.

    Nothing else is kept: not who writes, nor through which card, nor when.
    """
    purge(now=now)
    ends_on = day_and_slot(now)[0] + timedelta(days=KEPT_DAYS)
    told = json.dumps(answers, ensure_ascii=True).encode()
    sealed = _box(code, whose).encrypt(told.ljust(-(-len(told) // BLOCK) * BLOCK))
    Draft.objects.update_or_create(
        key=_row(code, whose), defaults={"sealed": bytes(sealed), "ends_on": ends_on}
    )
    return ends_on


def read(code: str, *, whose: UUID, now: datetime) -> dict[str, object] | None:
    """What is kept under *code*, or None: wrong, sent already, or past its day, all alike."""
    row = Draft.objects.filter(key=_row(code, whose), ends_on__gt=day_and_slot(now)[0]).first()
    if row is None:
        return None
    try:
        told = json.loads(_box(code, whose).decrypt(bytes(row.sealed)))
    except (CryptoError, ValueError):
        return None
    return told if isinstance(told, dict) else None


def discard(code: str, *, whose: UUID) -> None:
    """Keep nothing under *code* any more."""
    Draft.objects.filter(key=_row(code, whose)).delete()


def purge(*, now: datetime) -> int:
    """Remove every draft whose day has come, and say how many there were."""
    return Draft.objects.filter(ends_on__lte=day_and_slot(now)[0]).delete()[0]


def plain(code: str) -> str:
    """A code as it is worked with: spaces, dashes and small letters make no difference."""
    return "".join(letter for letter in code.upper() if letter.isascii() and letter.isalnum())


def token_of(code: str) -> str:
    """The form's own token: sent twice from one draft, it gives the same receipt."""
    return keyed("draft token", plain(code))


def _row(code: str, whose: UUID) -> str:
    return keyed("draft", f"{plain(code)}|{whose}")


def _box(code: str, whose: UUID) -> SecretBox:
    # The code is part of the key, and is kept nowhere here: a copy of the database opens nothing.
    return SecretBox(bytes.fromhex(keyed("draft box", f"{plain(code)}|{whose}")))
