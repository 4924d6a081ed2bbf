"""Keeping the record, off the request path: sealing, checkpoints, and proving it whole."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from frankpledge.access.people import Installation
from frankpledge.access.sealing import (
    Proof,
    read_checkpoint,
    seal_waiting,
    verify,
    waits_for_sealer,
    write_checkpoint,
)

log = logging.getLogger("frankpledge.keeping")

SEAL_EVERY_SECONDS = 1.0
CHECKPOINT_EVERY_SECONDS = 300.0


def origin() -> str:
    """What tells this record from every other: the moment at which the installation was made."""
    made = Installation.objects.values_list("nature", "made_at").first()
    return f"{made[0]}@{made[1].isoformat()}" if made else "unmade"


def keep_once() -> int:
    """Seal all that waits and sign where the chain then stands; say how many events were sealed."""
    sealed = 0
    while waits_for_sealer() and (done := seal_waiting()):
        sealed += done
    write_checkpoint(
        settings.CHECKPOINT_FOLDER,
        settings.CHECKPOINT_PUBLIC_KEY.with_suffix(".key"),
        origin=origin(),
    )
    return sealed


def keep() -> None:
    """Seal and sign until the process is stopped. A fault is logged, and tried again."""
    signed = 0.0
    while True:
        try:
            if waits_for_sealer():
                seal_waiting()
            if time.monotonic() - signed > CHECKPOINT_EVERY_SECONDS or signed == 0.0:
                keep_once()
                signed = time.monotonic()
        except DatabaseError:
            log.exception("the record could not be sealed; trying again")
            close_old_connections()
        time.sleep(SEAL_EVERY_SECONDS)


def verify_the_record(given: list[Path]) -> Proof:
    """Prove the record against the checkpoints that are kept here and those that are given.

    Raises `UnreadableCheckpoint` for one that cannot be checked.
    """
    kept = sorted(settings.CHECKPOINT_FOLDER.glob("checkpoint-*.txt"))
    checkpoints = [
        read_checkpoint(path, settings.CHECKPOINT_PUBLIC_KEY) for path in (*kept, *given)
    ]
    return verify(checkpoints, origin=origin())
