"""Two worlds that differ only in what one observer may not see, made by the modules' own acts.

A world is a list of steps in the order of time. Each step is an act with identities of its own, so
that leaving the hidden steps out changes nothing else: what is visible is the same record, with the
same identity, made at the same moment, in both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor, Kind, Person
from frankpledge.demonstration.repeatable import repeatable_identities
from tests.makers import as_actor

NOW = datetime(2026, 4, 15, 8, 20, tzinfo=UTC)
MARK = "UNSEEN"
"""Stands in every word that is written in a hidden record; no observer's page may show it."""

Play = Callable[["World", datetime], None]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One act, and whether the observer is not to learn of it."""

    name: str
    hidden: bool
    play: Play


@dataclass(kw_only=True)
class World:
    """Who is there and what has been made so far, by name."""

    people: dict[str, Person] = field(default_factory=dict)
    agencies: dict[str, UUID] = field(default_factory=dict)
    made: dict[str, UUID] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    playing: Step | None = None

    def actor(self, name: str, at: datetime) -> Actor:
        """Somebody as they come in from the edge."""
        return as_actor(self.people[name], at=at)

    def keep(self, name: str, kind: Kind, uid: UUID) -> UUID:
        """Remember what the step under way has made."""
        self.made[name], self.kinds[name] = uid, kind
        if self.playing is not None and self.playing.hidden:
            self.hidden.add(name)
        return uid

    def uids(self, kind: Kind, *, hidden: bool) -> list[UUID]:
        """What there is of a kind, hidden from the observer or not, in the order of making."""
        return [
            uid
            for name, uid in self.made.items()
            if self.kinds[name] == kind and (name in self.hidden) == hidden
        ]


def merged(random: Random, stories: list[list[Step]]) -> list[Step]:
    """The steps of all stories: each story in its own order, the stories mixed in any."""
    waiting = [list(story) for story in stories if story]
    steps = []
    while waiting:
        story = random.choice(waiting)
        steps.append(story.pop(0))
        waiting = [story for story in waiting if story]
    return steps


def play(world: World, steps: list[Step], *, seed: int, with_hidden: bool) -> World:
    """Take the steps one after another, ten minutes apart, or leave the hidden ones out."""
    begins = NOW - timedelta(minutes=10 * (len(steps) + 1))
    for number, step in enumerate(steps, start=1):
        if step.hidden and not with_hidden:
            continue
        world.playing = step
        with repeatable_identities(f"{seed}/{step.name}"):
            step.play(world, begins + timedelta(minutes=10 * number))
    world.playing = None
    return world


class Undone(Exception):
    """Ends a world: all that was made in it goes with it."""


@contextmanager
def passing() -> Iterator[None]:
    """A world that leaves nothing behind."""
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        return
