"""Telling the demonstration's story on from where a copy of it stands.

A story for each moment that the journeys visit takes most of their time if each is told from the
beginning. What is told on is what would have been told at once, but for the identities drawn after.
"""

from __future__ import annotations

import pickle
import sys
from datetime import datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from frankpledge.demonstration.stage import Stage

SIZE, SEED = "district", 1
STAGE = "stage.pickle"


def main(until: str) -> None:
    """Tell the story in the data folder in use up to *until*, from its beginning or further."""
    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from frankpledge.demonstration.making import make
    from frankpledge.demonstration.stage import Stage

    kept = settings.FRANKPLEDGE_HOME / STAGE
    moment = timezone.make_aware(datetime.fromisoformat(until))
    if kept.exists():
        after, stage = pickle.loads(kept.read_bytes())
        go_on(stage, after, moment)
    else:
        stage = Stage(random=Random(SEED))
        make(size=SIZE, seed=SEED, until=moment, say=lambda _: None, on=stage)
    keep(kept, moment, stage)


def go_on(stage: Stage, after: datetime, until: datetime) -> None:
    """Play the scenes that lie between, and put the clock on."""
    from django.db import transaction

    from frankpledge.access.api import Nature, forget_the_offset, keep_once, note_nature
    from frankpledge.demonstration.repeatable import repeatable_identities
    from frankpledge.demonstration.telling import tell

    with repeatable_identities(int(after.timestamp())), transaction.atomic():
        note_nature(Nature.DEMONSTRATION, at=until, story_at=until)
        tell(until=until, size=SIZE, seed=SEED, on=stage, after=after)
    forget_the_offset()
    keep_once()


def keep(kept: Path, until: datetime, stage: Stage) -> None:
    """Leave the stage beside the story for whoever tells it on."""
    kept.write_bytes(pickle.dumps((until, stage)))


if __name__ == "__main__":
    main(sys.argv[1])
