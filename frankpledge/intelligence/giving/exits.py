"""Ways out before anything is written: each leads to somebody who can act, with whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from frankpledge.intelligence import reference_files
from frankpledge.intelligence.models import Exit, ExitOffered
from frankpledge.intelligence.slots import day_and_slot

EVERYWHERE = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody to call: in which area, who they are, and their number."""

    area: str
    who: str
    number: str

    @property
    def address(self) -> str:
        """The number as a link for telephones, or nothing where it is not one."""
        plain = "".join(letter for letter in self.number if letter.isdigit() or letter == "+")
        return f"tel:{plain}" if plain else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """Where somebody is sent, in words, with whom to call."""

    way: Exit
    title: str
    first: str
    second: str
    contacts: tuple[Contact, ...] = ()


IN_ORDER = tuple(Exit)
"""The most urgent first. Several may be true, and then all are shown, in this order."""


@transaction.atomic
def offer(way: Exit, *, now: datetime, areas: Sequence[tuple[str, str]] = ()) -> WayOut:
    """Count that an exit was offered on this day, and give its words.

    *areas* are codes and names of the areas whose contacts are wanted. Nothing else is kept: not
    who it was offered to, not when, not a word of what was written.
    """
    day, _ = day_and_slot(now)
    ExitOffered.objects.get_or_create(way=way, on=day)
    ExitOffered.objects.filter(way=way, on=day).update(times=F("times") + 1)
    row = next(row for row in reference_files.rows("exits.csv") if row["exit"] == way)
    return WayOut(
        way=way,
        title=row["title"],
        first=row["first"],
        second=row["second"],
        contacts=contacts_for(way, areas),
    )


def contacts_for(way: Exit, areas: Sequence[tuple[str, str]]) -> tuple[Contact, ...]:
    """Whom to call in each of *areas*, and then whom anybody may call anywhere."""
    rows = [row for row in reference_files.rows("exit_contacts.csv") if row["exit"] == way]
    wanted = [*areas, (EVERYWHERE, "")]
    return tuple(
        Contact(area=name, who=row["who"], number=row["number"])
        for code, name in wanted
        for row in rows
        if row["area"] == code
    )


def times_offered(way: Exit, *, first: date, last: date) -> int:
    """How often an exit was offered from one day to another, both included."""
    counted = ExitOffered.objects.filter(way=way, on__range=(first, last))
    return sum(counted.values_list("times", flat=True))
