"""What a quarter's counts are, how they are rounded, and what a rise may mean. No Django.

Each count is rounded to the nearest five from its own true value, totals included, once, when the
quarter is over. Nothing is released again from later rows, so no difference of two tables speaks
of anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

BASE = 5
HAND_OFFS = tuple(f"{board}:{way}" for board in ("children", "adults") for way in ("to", "from"))
_LENGTHS = ((1, "handed_in_1"), (5, "handed_in_5"))
MONTHS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One referral as it is counted: no name, no place, no word."""

    door: str
    state: str
    opened_itself: bool
    due_at: datetime | None
    decided_at: datetime | None
    needs: tuple[tuple[str, str], ...] = ()
    hand_off: str = ""
    """Between a partnership and a board, which way, such as "adults:to". Empty for any other."""
    days: int | None = None
    """Working days until it was decided on; None where it was not by the end of the quarter."""
    exploitation: tuple[str, ...] = ()
    """For what, at the National Referral Mechanism, with whose form, such as "child:labour"."""


def first_day_of(day: date) -> date:
    """The first day of the quarter in which *day* lies."""
    return date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1)


def next_quarter(first: date) -> date:
    """The first day of the quarter after the one that begins on *first*."""
    month = first.month + MONTHS
    return date(first.year + (month > 12), month - 12 if month > 12 else month, 1)


def rounded(count: int) -> int:
    """To the nearest five. Never by more than two, and no count of one or two is told from none.

    >>> [rounded(count) for count in (0, 2, 3, 7, 8)]
    [0, 0, 5, 5, 10]
    """
    return (count + BASE // 2) // BASE * BASE


def counts(rows: Iterable[Counted], *, ends_at: datetime) -> Mapping[tuple[str, str], int]:
    """The true counts of a quarter that ends at *ends_at*, by measure and part."""
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        found["sent", ""] += 1
        found["by_door", row.door] += 1
        found["second_door", ""] += row.opened_itself
        found["accepted", ""] += row.state in ("accepted", "closed")
        found["declined", ""] += row.state == "declined"
        if row.due_at is not None:
            decided = row.decided_at
            if decided is not None and decided <= row.due_at:
                found["in_time", ""] += 1
            elif (decided or ends_at) > row.due_at:
                found["late", ""] += 1
        for sort in row.exploitation:
            found["nrm", sort] += 1
        if row.hand_off:
            found["handed", row.hand_off] += 1
            found[_hand_off(row), row.hand_off] += 1
        for need, outcome in row.needs:
            met = outcome in ("met", "partly")
            found["need_met" if met else "need_open", need] += 1
    for way in HAND_OFFS:
        found.setdefault(("handed", way), 0)
    for measure in ("sent", "accepted", "declined", "in_time", "late", "second_door"):
        found.setdefault((measure, ""), 0)
    return dict(found)


def _hand_off(row: Counted) -> str:
    """How long a hand-off took, or that it was sent back, or still waits."""
    if row.days is None:
        return "handed_open"
    if row.state in ("declined", "transferred"):
        return "handed_back"
    return next((name for most, name in _LENGTHS if row.days <= most), "handed_longer")


def in_words(count: int) -> str:
    """A rounded count as it is shown: never nought, since one or two may be behind it."""
    return "0 to 2" if count == 0 else f"About {count}"


def is_rise(now: int, before: int | None) -> bool:
    """Whether a rounded count is surely more than the one before it, whatever was rounded off."""
    return before is not None and now - before >= 2 * BASE
