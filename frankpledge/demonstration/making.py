"""Making the demonstration: its county, its people, its figures, and its story up to a moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from frankpledge.access.api import (
    Installation,
    Nature,
    forget_the_offset,
    keep_once,
    load_areas,
    load_partnership,
    note_nature,
)
from frankpledge.analysis.api import add
from frankpledge.demonstration.folder import make_folder
from frankpledge.demonstration.repeatable import repeatable_identities
from frankpledge.demonstration.stage import Stage
from frankpledge.demonstration.telling import STORY_ENDS, tell
from frankpledge.intelligence.api import make_source_keys
from frankpledge.kernel import DomainError

Say = Callable[[str], None]


class AlreadyMade(DomainError):
    """This database holds a partnership already, and making another would destroy it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made."""

    folder: Path
    crime_rows: int
    people: int
    events: int
    story_at: datetime


def make(
    *, size: str, seed: int, until: datetime | None, say: Say, on: Stage | None = None
) -> Made:
    """Make the demonstration in an empty database: the same one for the same size and seed.

    The story is told up to *until*, or to its end, by the same acts that people do; nothing is
    written past them. Whoever goes on telling it gives the stage. Raises `AlreadyMade` where there
    is a partnership.
    """
    call_command("migrate", verbosity=0, interactive=False)
    if Installation.objects.exists():
        raise AlreadyMade(
            f"There is a partnership in {settings.FRANKPLEDGE_HOME} already. "
            "Point FRANKPLEDGE_HOME at an empty folder, or give --again to make it anew."
        )
    until = until or STORY_ENDS
    say("Drawing the county")
    made = make_folder(settings.FRANKPLEDGE_HOME / "demonstration", size=size, seed=seed)
    say("Taking in its published figures")
    added = add(settings.FRANKPLEDGE_HOME, [made.published], today=until.date(), synthetic=True)
    make_source_keys()
    with repeatable_identities(seed), transaction.atomic():
        note_nature(Nature.DEMONSTRATION, at=until, story_at=until)
        say("Loading its agencies and people")
        load_areas(made.areas)
        loaded = load_partnership(made.partnership)
        say("Telling the story")
        events = tell(until=until, size=size, seed=seed, on=on)
    forget_the_offset()
    keep_once()
    return Made(
        folder=made.root,
        crime_rows=added.account.read,
        people=loaded["people"],
        events=events,
        story_at=until,
    )
