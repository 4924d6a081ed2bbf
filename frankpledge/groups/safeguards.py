"""What a regulator asked of records of gangs, as rules: who waits to be removed, and why. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frankpledge.groups.sorts import SCORES
from frankpledge.groups.states import months_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is known of somebody’s link that decides whether it should still be held."""

    category: str
    harm: int | None
    noticed_on: date


def reasons_to_remove(held: Held, *, on: date, aged_months: int) -> tuple[str, ...]:
    """Why a link waits to be removed, in sentences; nothing where it need not be.

    Harm that is not known is not nought. It waits for a person to decide: nothing goes by itself.
    """
    found = []
    if held.harm == 0:
        found.append("The harm on record is nought.")
    quiet = months_between(held.noticed_on, on)
    if quiet >= aged_months:
        found.append(f"Nothing has been noticed for {quiet} months.")
    if held.category not in SCORES:
        found.append("They are not suspected or convicted of anything.")
    return tuple(found)
