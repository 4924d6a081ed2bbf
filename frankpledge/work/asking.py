"""Asking for long work, seeing how far it is, calling it off, and taking what came of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from frankpledge.access.api import Actor, Decision, NotFound, NotPermitted, deny, record, require
from frankpledge.kernel import DomainError
from frankpledge.work import policies, shelf
from frankpledge.work.models import NOTHING_CAME, UNFINISHED, Job, State
from frankpledge.work.policies import Act
from frankpledge.work.sorts import Given, Sort, sort_of

MOST_UNFINISHED = 5
LISTED = 50
NO_LONGER_DONE = "This kind of work is no longer done here."
NO_LONGER_KEPT = deny("What came of it is no longer kept. Ask for it again.")


class TooMuchAsked(DomainError):
    """Somebody has asked for as much as is done for one person at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file that came of long work, by its place among them. `size` is in bytes."""

    number: int
    name: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far long work is, for whoever asked for it."""

    uid: UUID
    sort: str
    title: str
    state: State
    done: int
    whole: int
    asked_at: datetime
    ended_at: datetime | None
    sentence: str
    files: tuple[File, ...]
    back: str
    may_call_off: Decision

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it than has come."""
        return self.state not in UNFINISHED

    @property
    def share(self) -> int:
        """How much of it is done, in whole per cent: 0 where that is not known."""
        return min(100, 100 * self.done // self.whole) if self.whole else 0


@transaction.atomic
def ask(sort: str, *, given: Given, by: Actor, at: datetime, anew: bool = False) -> UUID:
    """Ask for long work and give its identity, which is the same for the same work asked twice.

    What failed or was called off can be asked for again, and is then another job; so is what was
    done, where it is asked for *anew* because what it rests on may have changed. Raises
    `NotPermitted`, and `TooMuchAsked` with five unfinished ones.
    """
    known = _known(sort)
    require(policies.may_ask(by))
    require(known.may(by, given, at))
    key = _key(sort, given, by)
    found = _standing(key, by).first()
    if found is not None and anew and found.state == State.DONE:
        # What was done stays as it is, under a key that nothing else has.
        Job.objects.filter(pk=found.pk).update(key=found.pk.hex)
        found = None
    if found is not None:
        return found.id
    if Job.objects.filter(asked_by_id=by.person_id, state__in=UNFINISHED).count() >= (
        MOST_UNFINISHED
    ):
        raise TooMuchAsked(
            f"You have asked for {MOST_UNFINISHED} things that are not done yet. "
            "Wait for one of them, or call one off"
        )
    job = Job(
        sort=sort,
        key=key,
        asked_by_id=by.person_id,
        purpose=by.purpose,
        given=dict(given),
        asked_at=at,
    )
    # Two presses at once: the database lets one in, and the other finds that one.
    Job.objects.bulk_create([job], ignore_conflicts=True)
    kept = _standing(key, by).get()
    if kept.id == job.id:
        record(Act.ASK, None, by=by, at=at, asked_for=kept.id, fields=[sort])
    return kept.id


def standing(sort: str, *, given: Given, by: Actor) -> Progress | None:
    """The same work that *by* asked for before, or None; not what failed or was called off."""
    found = _standing(_key(sort, given, by), by).first()
    return _progress(found, by) if found else None


def progress(*, job_id: UUID, by: Actor) -> Progress:
    """How far it is. Raises `NotFound` for whatever *by* did not ask for.

    Looking how far one's own work is says nothing of any record and is not recorded.
    """
    return _progress(_mine(job_id, by), by)


def listed(*, by: Actor) -> tuple[Progress, ...]:
    """What *by* asked for, the latest first."""
    rows = Job.objects.filter(asked_by_id=by.person_id).order_by("-asked_at", "id")[:LISTED]
    return tuple(_progress(row, by) for row in rows)


@transaction.atomic
def call_off(*, job_id: UUID, by: Actor, at: datetime) -> None:
    """Call it off. A worker that is at it stops at its next step and hands nothing over.

    Raises `NotFound` and, for what is over, `NotPermitted`.
    """
    job = _mine(job_id, by)
    require(policies.may_call_off(by, job))
    changed = Job.objects.filter(pk=job.pk, state__in=UNFINISHED).update(
        state=State.CALLED_OFF, claim=None, lease_until=None, ended_at=at
    )
    if not changed:
        raise NotPermitted(policies.may_call_off(by, _mine(job_id, by)))
    record(Act.CALL_OFF, None, by=by, at=at, asked_for=job.id, fields=[job.sort])
    transaction.on_commit(lambda: shelf.settle(job.id, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A file as it is handed over."""

    name: str
    media_type: str
    content: bytes


@transaction.atomic
def open_result(*, job_id: UUID, number: int = 0, by: Actor, at: datetime) -> Handed:
    """One file of what came of it, if *by* may still do what the work did. Recorded.

    Raises `NotFound`, and `NotPermitted` where that has ended or the file is no longer kept.
    """
    job = _mine(job_id, by)
    require(policies.may_open_result(by, job))
    known = _known(job.sort)
    require(known.may(by, job.given, at))
    if not known.handed_over or not 0 <= number < len(job.files):
        raise NotFound
    kept = job.files[number]
    record(Act.OPEN_RESULT, None, by=by, at=at, asked_for=job.id, fields=[job.sort])
    content = shelf.take(job.id, kept["stored"], kept["fingerprint"])
    if content is None:
        raise NotPermitted(NO_LONGER_KEPT)
    return Handed(name=kept["name"], media_type=kept["media_type"], content=content)


def taken(*, job_id: UUID, by: Actor) -> bytes | None:
    """What came of work that a page of its own module shows, or None where it is not kept.

    That page asks whether *by* may see it and records the look.
    """
    job = _mine(job_id, by)
    if job.state != State.DONE or not job.files:
        return None
    kept = job.files[0]
    return shelf.take(job.id, kept["stored"], kept["fingerprint"])


def _known(code: str) -> Sort:
    found = sort_of(code)
    if found is None:
        raise NotPermitted(deny(NO_LONGER_DONE))
    return found


def _key(sort: str, given: Given, by: Actor) -> str:
    said = json.dumps([sort, str(by.person_id), by.purpose, dict(given)], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _standing(key: str, by: Actor) -> QuerySet[Job]:
    return Job.objects.filter(key=key, asked_by_id=by.person_id).exclude(state__in=NOTHING_CAME)


def _mine(job_id: UUID, by: Actor) -> Job:
    found = Job.objects.filter(pk=job_id, asked_by_id=by.person_id).first()
    if found is None:
        raise NotFound
    return found


def _progress(job: Job, by: Actor) -> Progress:
    known = sort_of(job.sort)
    return Progress(
        uid=job.id,
        sort=job.sort,
        title=known.title if known else NO_LONGER_DONE,
        state=State(job.state),
        done=job.done,
        whole=job.whole,
        asked_at=job.asked_at,
        ended_at=job.ended_at,
        sentence=job.sentence,
        files=tuple(
            File(number=number, name=kept["name"], size=kept["size"])
            for number, kept in enumerate(job.files if known and known.handed_over else ())
        ),
        back=known.back(job.given) if known else "",
        may_call_off=policies.may_call_off(by, job),
    )
