"""How often something may be tried: counted for every server alike, under hashes that fade."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from frankpledge.intelligence.hashing import keyed
from frankpledge.intelligence.models import Tally
from frankpledge.kernel import DomainError


class TooOften(DomainError):
    """Something was tried too often. It passes by itself."""


@transaction.atomic
def count(use: str, who: str, *, most: int, within: timedelta, now: datetime) -> None:
    """Count one try of *use* by *who*. Raises `TooOften` past *most* in a stretch of *within*.

    Stretches follow one another from a fixed moment. Those that have passed are removed, so that
    no line of who tried what outlives its use.
    """
    stretch = int(now.timestamp() // within.total_seconds())
    ends_at = now + within
    Tally.objects.filter(ends_at__lte=now).delete()
    key = keyed("tally", f"{use}|{who}|{stretch}")
    Tally.objects.get_or_create(key=key, defaults={"ends_at": ends_at})
    Tally.objects.filter(key=key).update(times=F("times") + 1)
    if Tally.objects.get(key=key).times > most:
        minutes = max(1, -(-int(within.total_seconds()) // 60))
        raise TooOften(f"Too many tries. Wait {minutes} minutes, and then try again")
