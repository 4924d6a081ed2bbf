"""The life of a referral as a table of moves, and when it is complete. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

ADULT_AT = 18
CROSSING_BEGINS = timedelta(days=183)
"""Half a year before an eighteenth birthday somebody has to begin on what comes after it."""


class Move(StrEnum):
    """What can be done to a referral."""

    RECEIVE = "receive"
    ACCEPT = "accept"
    DECLINE = "decline"
    TRANSFER = "transfer"
    REOPEN = "reopen"
    CLOSE = "close"


LEADS_TO: Mapping[Move, str] = {
    Move.RECEIVE: "received",
    Move.ACCEPT: "accepted",
    Move.DECLINE: "declined",
    Move.TRANSFER: "transferred",
    Move.REOPEN: "sent",
    Move.CLOSE: "closed",
}

MOVES: Mapping[str, frozenset[Move]] = {
    "sent": frozenset({Move.RECEIVE, Move.ACCEPT, Move.DECLINE, Move.TRANSFER}),
    "received": frozenset({Move.ACCEPT, Move.DECLINE, Move.TRANSFER}),
    "accepted": frozenset({Move.TRANSFER, Move.CLOSE}),
    "declined": frozenset({Move.REOPEN}),
    "transferred": frozenset(),
    "closed": frozenset({Move.REOPEN}),
}
"""What can be done in each state. A referral is never closed before it was accepted."""

_WORDS: Mapping[str, str] = {
    "sent": "It has been sent and nobody has decided on it yet.",
    "received": "It has been received and nobody has decided on it yet.",
    "accepted": "It has been accepted.",
    "declined": "It has been declined. It can be opened again.",
    "transferred": "It goes on at another door.",
    "closed": "It has been closed. It can be opened again.",
}


def refusal(state: str, move: Move) -> str:
    """Why *move* cannot be made now, or nothing where it can."""
    return "" if move in MOVES[state] else _WORDS[state]


def is_complete(state: str) -> bool:
    """Whether somebody has taken it on. Having been sent is not having arrived."""
    return state in ("accepted", "closed")


def awaits_decision(state: str) -> bool:
    """Whether its clock runs: only accepting, declining or passing it on stops it."""
    return state in ("sent", "received")


def eighteenth(born_on: date) -> date:
    """The day of an eighteenth birthday. Who was born on 29 February comes of age on 1 March."""
    try:
        return born_on.replace(year=born_on.year + ADULT_AT)
    except ValueError:
        return date(born_on.year + ADULT_AT, 3, 1)


def crosses_soon(eighteen_on: date | None, on: date) -> bool:
    """Whether an eighteenth birthday is near enough to begin on what comes after it, or past."""
    return eighteen_on is not None and eighteen_on - CROSSING_BEGINS <= on
