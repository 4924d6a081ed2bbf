"""What colour an action has, from what is known of it. Never from anybody's opinion alone.

Green: on time. Amber: up to 28 days late, or a risk is flagged. Red: more than 28 days late,
blocked, or a milestone failed. Blue: called done, and waiting to be confirmed. Grey: not begun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

AMBER_DAYS = 28
"""So many days late an action may be and still be amber."""


class Colour(StrEnum):
    """The colours, in words as well: no page shows one without its word."""

    GREY = "grey"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    BLUE = "blue"
    CLOSED = "closed"


WORDS = {
    Colour.GREY: "Not begun",
    Colour.GREEN: "On time",
    Colour.AMBER: "Amber",
    Colour.RED: "Red",
    Colour.BLUE: "Done, to be confirmed",
    Colour.CLOSED: "Closed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rag:
    """A colour and why. `set_by_hand` says that somebody's reason stands in place of the sum."""

    colour: Colour
    why: str
    computed: Colour
    set_by_hand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All of an action that its colour depends on. Days are counted from the day it was due."""

    is_over: bool
    is_begun: bool
    is_done: bool
    is_confirmed: bool
    due_on: date
    at_risk: bool = False
    is_blocked: bool = False
    milestones: Sequence[tuple[date, bool, bool]] = ()
    """Each milestone's day, whether it was met, and whether it failed."""
    override: str = ""
    reason: str = ""


def rag(known: Known, on: date) -> Rag:
    """The colour on a day, with its reason. A reasoned override stands while the action does."""
    colour, why = _computed(known, on)
    if known.override and colour in (Colour.GREY, Colour.GREEN, Colour.AMBER, Colour.RED):
        return Rag(
            colour=Colour(known.override), why=known.reason, computed=colour, set_by_hand=True
        )
    return Rag(colour=colour, why=why, computed=colour)


def _computed(known: Known, on: date) -> tuple[Colour, str]:
    if known.is_over:
        return Colour.CLOSED, "It will not be done"
    if known.is_done:
        if known.is_confirmed:
            return Colour.CLOSED, "Confirmed by somebody else"
        return Colour.BLUE, "Its owner calls it done; nobody has confirmed it yet"
    return _standing(known, on)


def _standing(known: Known, on: date) -> tuple[Colour, str]:
    late = (on - known.due_on).days
    failed = [day for day, met, has_failed in known.milestones if has_failed]
    missed = [day for day, met, has_failed in known.milestones if not met and day < on]
    if known.is_blocked:
        return Colour.RED, "It is blocked"
    if failed:
        return Colour.RED, "A milestone failed"
    if late > AMBER_DAYS:
        return Colour.RED, f"{late} days late"
    if late > 0:
        return Colour.AMBER, f"{late} {'day' if late == 1 else 'days'} late"
    if missed:
        return Colour.AMBER, "A milestone’s day has passed"
    if known.at_risk:
        return Colour.AMBER, "A risk is flagged"
    if not known.is_begun:
        return Colour.GREY, "It is not late"
    return Colour.GREEN, "On time"
