"""Ways out before anything is written: 999, a crime report, a safeguarding team."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from frankpledge.intelligence import reference_files
from frankpledge.intelligence.models import Exit, ExitOffered
from frankpledge.intelligence.slots import day_and_slot


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """Where somebody is sent, in words."""

    way: Exit
    title: str
    first: str
    second: str


@transaction.atomic
def offer(way: Exit, *, now: datetime) -> WayOut:
    """Count that an exit was offered on this day, and give its words.

    Nothing else is kept: not who it was offered to, not when, not a word of what was written.
    """
    day, _ = day_and_slot(now)
    ExitOffered.objects.get_or_create(way=way, on=day)
    ExitOffered.objects.filter(way=way, on=day).update(times=F("times") + 1)
    row = next(row for row in reference_files.rows("exits.csv") if row["exit"] == way)
    return WayOut(way=way, title=row["title"], first=row["first"], second=row["second"])


def times_offered(way: Exit, *, first: date, last: date) -> int:
    """How often an exit was offered from one day to another, both included."""
    counted = ExitOffered.objects.filter(way=way, on__range=(first, last))
    return sum(counted.values_list("times", flat=True))
