"""Doing long work: claimed in one statement, kept alive while it is done, handed over once.

A worker has a job for as long as it renews its lease. One that is killed renews nothing, so that
another carries the job on a minute later from what was kept; one that only seemed dead finds that
its claim is gone, and hands nothing over.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)
from django.db.models import F, Q, QuerySet

from frankpledge.access.api import (
    UNAVAILABLE,
    Actor,
    NotFound,
    NotPermitted,
    Outcome,
    Purpose,
    actor_for,
    record,
    require,
)
from frankpledge.kernel import DomainError
from frankpledge.work import policies, shelf
from frankpledge.work.asking import NO_LONGER_DONE
from frankpledge.work.clock import machine_now
from frankpledge.work.models import UNFINISHED, Job, State
from frankpledge.work.policies import Act
from frankpledge.work.sorts import Left, Result, sort_of

log = logging.getLogger("frankpledge.work")

LEASE = timedelta(seconds=60)
BEAT_SECONDS = 15.0
LONGEST = timedelta(hours=2)
"""For how long a worker may be at one job. One that hangs is left to another after that."""
MOST_ATTEMPTS = 3
KEPT = timedelta(days=7)
SAID_EVERY_SECONDS = 0.5

GAVE_UP = (
    f"It was begun {MOST_ATTEMPTS} times and cut short each time. Ask again, and tell whoever "
    "runs the site if it happens again."
)
A_FAULT = (
    "A fault of the program stopped it, which has been noted. Ask again, and tell whoever runs "
    "the site if it happens again."
)
NO_LONGER_THERE = "What it was about is no longer open to you."


def _left(now: datetime) -> Q:
    """Jobs that no living worker has."""
    return Q(state=State.WAITING) | Q(state=State.RUNNING, lease_until__lt=now)


def _claimable(now: datetime) -> Q:
    return _left(now) & Q(attempts__lt=MOST_ATTEMPTS)


def claim() -> Job | None:
    """Take the job that has waited longest, or one whose worker is gone. None where there is none.

    One statement, which says twice what can be claimed: of two workers that chose the same job
    at once, the second finds it taken when its turn comes.
    """
    now = machine_now()
    free = Job.objects.filter(_claimable(now)).order_by("asked_at", "id")
    while free.exists():
        token = uuid4()
        taken = Job.objects.filter(_claimable(now), pk__in=free.values("pk")[:1]).update(
            state=State.RUNNING,
            claim=token,
            lease_until=now + LEASE,
            attempts=F("attempts") + 1,
        )
        if taken:
            return Job.objects.filter(claim=token).first()
    return None


def give_up_the_hopeless(*, at: datetime) -> int:
    """Say of jobs that were cut short too often that they are not done, and how many there were."""
    hopeless = Job.objects.filter(_left(machine_now()), attempts__gte=MOST_ATTEMPTS)
    return hopeless.update(
        state=State.FAILED, sentence=GAVE_UP, claim=None, lease_until=None, ended_at=at
    )


def clear_away(*, at: datetime) -> int:
    """Forget what ended a week ago with its files, and files of no job; say how many jobs."""
    old, _ = Job.objects.exclude(state__in=UNFINISHED).filter(ended_at__lt=at - KEPT).delete()
    on_it = shelf.jobs_on_it()
    known = set(Job.objects.filter(pk__in=on_it).values_list("pk", flat=True))
    for job_id in on_it:
        if job_id not in known:
            shelf.settle(job_id, ())
    return old


def carry_on_one(*, at: datetime, beating: bool = True) -> bool:
    """Do one job that can be claimed, to its end. Whether there was one.

    *beating* renews the lease from beside the work; without it each step does.
    """
    job = claim()
    if job is None:
        return False
    at = max(at, job.asked_at)
    with _kept_alive(job) if beating else nullcontext():
        try:
            _do(job, at)
        except UNAVAILABLE:
            log.exception("long work was put back: the database cannot be used")
            close_old_connections()
            _put_back(job, attempts=job.attempts)
        except KeyboardInterrupt:
            # The site is being stopped, which is nobody's failed attempt.
            _put_back(job, attempts=job.attempts - 1)
            raise
    return True


def _do(job: Job, at: datetime) -> None:
    going, began = _Going(job), machine_now()

    def ends() -> datetime:
        return at + (machine_now() - began)

    by = actor_for(job.asked_by_id, at=at, purpose=Purpose(job.purpose), channel="work")
    try:
        _hand_over(job, _result(job, by, at, going), by=by, at=ends())
    except Left:
        log.info("long work was left: called off, or another worker has it")
    except NotPermitted as refused:
        _fail(job, refused.reason, clause=refused.clause, by=by, at=ends())
    except NotFound:
        _fail(job, NO_LONGER_THERE, clause="not_found", by=by, at=ends())
    except DomainError as problem:
        _fail(job, str(problem), clause="problem", by=by, at=ends())
    except UNAVAILABLE:
        raise
    except Exception:
        log.exception("long work failed")
        _fail(job, A_FAULT, clause="fault", by=by, at=ends())


def _result(job: Job, by: Actor, at: datetime, going: _Going) -> Result:
    known = sort_of(job.sort)
    if known is None:
        raise DomainError(NO_LONGER_DONE)
    require(policies.may_perform(by))
    require(known.may(by, job.given, at))
    return known.perform(job.given, by, at, going)


def _hand_over(job: Job, result: Result, *, by: Actor, at: datetime) -> None:
    """Put the files in their place and say that it is done, if this worker still has it."""
    files = []
    for number, each in enumerate(result.files):
        # Named for the claim, so that a worker that lost it cannot touch what another made.
        stored = f"{job.claim}-{number}"
        shelf.put(job.id, stored, each.content)
        files.append(
            {
                "name": each.name,
                "media_type": each.media_type,
                "stored": stored,
                "size": len(each.content),
                "fingerprint": shelf.fingerprint_of(each.content),
            }
        )
    names = [str(file["stored"]) for file in files]
    try:
        with transaction.atomic():
            _end(job, state=State.DONE, files=files, ended_at=at, done=F("whole"))
            if result.keep is not None:
                Job.objects.filter(pk=job.pk).update(sentence=result.keep()[:300])
            record(Act.PERFORM, None, by=by, at=at, asked_for=job.id, fields=[job.sort])
    except BaseException:
        shelf.discard(job.id, names)
        raise
    shelf.settle(job.id, names)


def _fail(job: Job, sentence: str, *, clause: str, by: Actor, at: datetime) -> None:
    with transaction.atomic():
        try:
            _end(job, state=State.FAILED, sentence=sentence[:300], ended_at=at)
        except Left:
            return
        record(
            Act.PERFORM,
            None,
            by=by,
            at=at,
            outcome=Outcome.DENIED,
            clause=clause,
            asked_for=job.id,
            fields=[job.sort],
        )
    shelf.settle(job.id, ())


def _end(job: Job, **changes: object) -> None:
    if not _held(job).update(claim=None, lease_until=None, **changes):
        raise Left


def _put_back(job: Job, *, attempts: int) -> None:
    _held(job).update(state=State.WAITING, claim=None, lease_until=None, attempts=attempts)


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, claim=job.claim, state=State.RUNNING)


class _Going:
    """What work tells of itself: written down twice a second at most."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._said = 0.0

    def step(self, done: int, whole: int) -> None:
        """Say how far it is, keep the lease, and leave if the job is no longer this worker's."""
        now = time.monotonic()
        if done < whole and now - self._said < SAID_EVERY_SECONDS:
            return
        self._said = now
        lease = machine_now() + LEASE
        if not _held(self._job).update(done=done, whole=whole, lease_until=lease):
            raise Left

    def keep(self, content: bytes) -> None:
        """Keep how far it has come, or leave if the job is no longer this worker's."""
        if not _held(self._job).exists():
            raise Left
        shelf.keep(self._job.id, content)

    def kept(self) -> bytes | None:
        """How far it had come."""
        return shelf.kept(self._job.id)


@contextmanager
def _kept_alive(job: Job) -> Iterator[None]:
    """Renew the lease from beside the work, which may be at one step for minutes."""
    over = threading.Event()
    until = time.monotonic() + LONGEST.total_seconds()

    def beat() -> None:
        while not over.wait(BEAT_SECONDS) and time.monotonic() < until:
            try:
                _held(job).update(lease_until=machine_now() + LEASE)
            except (OperationalError, InterfaceError):
                log.exception("the lease of long work was not renewed; trying again")
        connection.close()

    beating = threading.Thread(target=beat, daemon=True)
    beating.start()
    try:
        yield
    finally:
        over.set()
        beating.join(timeout=BEAT_SECONDS)
