"""How often something may be tried: counted for every server alike, under hashes that fade."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F

from frankpledge.kernel import DomainError

WINDOW = timedelta(minutes=15)


class TooManyTries(DomainError):
    """Something was tried too often. It passes by itself."""


class Tally(models.Model):
    """How often something was tried in a stretch of time, under a keyed hash of who tried."""

    key = models.CharField(max_length=64, primary_key=True)
    times = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)


def count_try(use: str, who: str, *, most: int, now: datetime, within: timedelta = WINDOW) -> None:
    """Count one try of *use* by *who*. Raises `TooManyTries` past *most* in a stretch of *within*.

    Stretches follow one another from a fixed moment, so that no line tells when within one
    somebody tried; those that have passed are removed.
    """
    if _counted(use, who, now=now, within=within) > most:
        raise _refusal(within)


@contextmanager
def counting_wrong(
    use: str, who: str, wrong: type[DomainError], *, most: int, now: datetime
) -> Iterator[None]:
    """Let a secret word be tried by *who*, and count it where it was *wrong*.

    Right ones are not counted, so that a roomful of people may come from one address. Raises
    `TooManyTries` past the limit, right or wrong.
    """
    key, _ = _stretch(use, who, now=now, within=WINDOW)
    if Tally.objects.filter(key=key, times__gte=most).exists():
        raise _refusal(WINDOW)
    try:
        yield
    except wrong:
        _counted(use, who, now=now, within=WINDOW)
        raise


def forget_tries(use: str, who: str, *, now: datetime) -> None:
    """Forget the tries of *use* that were counted against *who*."""
    Tally.objects.filter(key=_stretch(use, who, now=now, within=WINDOW)[0]).delete()


@transaction.atomic
def _counted(use: str, who: str, *, now: datetime, within: timedelta) -> int:
    """How often *who* has tried, with this time."""
    key, ends_at = _stretch(use, who, now=now, within=within)
    Tally.objects.filter(ends_at__lte=now).delete()
    Tally.objects.get_or_create(key=key, defaults={"ends_at": ends_at})
    Tally.objects.filter(key=key).update(times=F("times") + 1)
    return Tally.objects.get(key=key).times


def _stretch(use: str, who: str, *, now: datetime, within: timedelta) -> tuple[str, datetime]:
    """The key that tries of this stretch are counted under, and when the stretch ends."""
    number = int(now.timestamp() // within.total_seconds())
    secret = hashlib.sha256(f"frankpledge tries {settings.SECRET_KEY}".encode()).digest()
    key = hmac.new(secret, f"{use}|{who}|{number}".encode(), hashlib.sha256).hexdigest()
    return key, datetime.fromtimestamp((number + 1) * within.total_seconds(), tz=UTC)


def _refusal(within: timedelta) -> TooManyTries:
    minutes = -(-int(within.total_seconds()) // 60)
    return TooManyTries(f"Too many tries. Wait {minutes} minutes, and then try again")
