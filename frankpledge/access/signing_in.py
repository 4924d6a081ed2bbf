"""Signing in and out, and how often somebody may try."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from frankpledge.access.actors import actor_for
from frankpledge.access.people import Person
from frankpledge.access.record import Outcome, record
from frankpledge.access.tries import count_try, forget_tries
from frankpledge.access.vocabulary import Purpose

TRIES_EACH = 5
TRIES_FROM_ADDRESS = 20
NAME = "sign in as"


class Act(StrEnum):
    """Sessions beginning and ending."""

    SIGN_IN = "access.sign_in"
    SIGN_OUT = "access.sign_out"
    DECLARE_PURPOSE = "access.declare_purpose"
    CHANGE_PASSWORD = "access.change_password"


def try_to_sign_in(username: str, address: str, *, now: datetime) -> None:
    """Count one try against the name and the address. Raises `TooManyTries` past the limit."""
    count_try(NAME, username.casefold(), most=TRIES_EACH, now=now)
    count_try("sign in at", address, most=TRIES_FROM_ADDRESS, now=now)


def forgive(username: str, *, now: datetime) -> None:
    """Forget the tries counted against a name, once it has signed in."""
    forget_tries(NAME, username.casefold(), now=now)


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
