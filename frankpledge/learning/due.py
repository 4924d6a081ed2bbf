"""When an event is to be asked about again, and whether that was done. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

ASKED_AFTER = timedelta(weeks=13)
"""Three months after an event those who came are asked what they did differently."""

ANSWERED_WITHIN = timedelta(weeks=2)
"""So long after that it is overdue."""


class Asking(StrEnum):
    """How the question after three months stands."""

    NOT_YET = "not_yet"
    DUE = "due"
    OVERDUE = "overdue"
    DONE = "done"


ASKING_WORDS: Mapping[Asking, str] = {
    Asking.NOT_YET: "Not yet",
    Asking.DUE: "Due",
    Asking.OVERDUE: "Overdue",
    Asking.DONE: "Done",
}


def asked_on(held_on: date) -> date:
    """The day on which those who came are asked."""
    return held_on + ASKED_AFTER


def asking(held_on: date, *, done_on: date | None, on: date) -> Asking:
    """How it stands on a day. Done stays done, however late it was."""
    if done_on is not None:
        return Asking.DONE
    due = asked_on(held_on)
    if on < due:
        return Asking.NOT_YET
    return Asking.DUE if on <= due + ANSWERED_WITHIN else Asking.OVERDUE
