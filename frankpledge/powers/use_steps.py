"""How a use is opened, moved on and told of: what every act on one has in common."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from frankpledge.access.api import Actor, fetch, touched
from frankpledge.kernel import DomainError
from frankpledge.powers.lifecycle import Stage, may_follow
from frankpledge.powers.models import PowerUse, UseEvent, What
from frankpledge.powers.policies import Act


class NotYet(DomainError):
    """Something has to be done before a use can go on."""


class OutOfOrder(DomainError):
    """A moment or a day that cannot be: not yet come, or before what it follows from."""


def opened(use_id: UUID, *, by: Actor, at: datetime, lock: bool = True) -> PowerUse:
    """One use, opened to be worked on. Raises `NotFound`, whatever the cause."""
    return fetch(PowerUse, use_id, by=by, at=at, act=Act.READ_USE, lock=lock)


def move(row: PowerUse, to: Stage, *also: str) -> None:
    """Put a use at another stage, with other columns that changed. The order has been asked."""
    if not may_follow(Stage(row.stage), to):
        raise NotYet(f"A use that stands at {row.stage} cannot go on to {to}.")
    row.stage = to
    row.save(update_fields=["stage", *also])
    touched(row)


def note(row: PowerUse, what: What, *, by: Actor, at: datetime, words: str = "") -> None:
    """Add to the story of a use."""
    UseEvent.objects.create(use=row, what=what, at=at, told_by_id=by.person_id, words=words)


def not_in_future(moment: datetime, at: datetime, *, argument: str) -> None:
    """Refuse what has not happened yet."""
    if moment > at:
        raise OutOfOrder(
            "This has not happened yet: enter a time that has passed", argument=argument
        )


def said(text: str, sentence: str, *, argument: str) -> str:
    """What was written, tidied. Raises `NotYet` with *sentence* where nothing was."""
    tidy = text.strip()
    if not tidy:
        raise NotYet(sentence, argument=argument)
    return tidy
