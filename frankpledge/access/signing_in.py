"""Signing in and out, and how often somebody may try."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from frankpledge.access.actors import actor_for
from frankpledge.access.people import Person
from frankpledge.access.record import Outcome, record
from frankpledge.access.vocabulary import Purpose
from frankpledge.kernel import DomainError

TRIES_EACH = 5
TRIES_FROM_ADDRESS = 20
WINDOW_SECONDS = 15 * 60


class Act(StrEnum):
    """Sessions beginning and ending."""

    SIGN_IN = "access.sign_in"
    SIGN_OUT = "access.sign_out"
    DECLARE_PURPOSE = "access.declare_purpose"
    CHANGE_PASSWORD = "access.change_password"


class TooManyTries(DomainError):
    """Somebody has tried a name or a word too often. It passes by itself."""


def count_try(username: str, address: str) -> None:
    """Count one try against the name and the address. Raises `TooManyTries` past the limit."""
    for subject, limit in ((f"name {username}", TRIES_EACH), (f"at {address}", TRIES_FROM_ADDRESS)):
        key = "tries:" + hashlib.sha256(subject.casefold().encode()).hexdigest()
        cache.add(key, 0, WINDOW_SECONDS)
        if cache.incr(key) > limit:
            raise TooManyTries("Too many tries. Wait 15 minutes, and then try again")


@contextmanager
def counting_wrong(use: str, address: str, wrong: type[DomainError]) -> Iterator[None]:
    """Let a secret word be tried from an address, and count it where it was *wrong*.

    Right ones are not counted, so that a roomful of people may come from one address. Raises
    `TooManyTries` past the limit, right or wrong.
    """
    key = "wrong:" + hashlib.sha256(f"{use} at {address}".encode()).hexdigest()
    if cache.get(key, 0) >= TRIES_FROM_ADDRESS:
        raise TooManyTries("Too many tries. Wait 15 minutes, and then try again")
    try:
        yield
    except wrong:
        cache.add(key, 0, WINDOW_SECONDS)
        cache.incr(key)
        raise


def forgive(username: str) -> None:
    """Forget the tries counted against a name, once it has signed in."""
    cache.delete("tries:" + hashlib.sha256(f"name {username}".casefold().encode()).hexdigest())


@transaction.atomic
def note(act: Act, person_id: UUID, *, at: datetime, outcome: Outcome = Outcome.DONE) -> None:
    """Record that a session began, ended or was refused."""
    record(act, None, by=actor_for(person_id, at=at, channel="web"), at=at, outcome=outcome)


def refused(username: str, *, at: datetime) -> None:
    """Record a refused try on a name that exists; one that does not is nobody's event."""
    person = Person.objects.filter(username=username).first()
    if person is not None:
        note(Act.SIGN_IN, person.id, at=at, outcome=Outcome.DENIED)


@transaction.atomic
def declare_purpose(purpose: Purpose, *, person_id: UUID, at: datetime) -> None:
    """Record that somebody will look for *purpose* from now on."""
    actor = actor_for(person_id, at=at, purpose=purpose, channel="web")
    record(Act.DECLARE_PURPOSE, None, by=actor, at=at)
