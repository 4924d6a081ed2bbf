"""How counts of mapped groups are made safe, so that no sum or difference gives a small one away.

Every count, each total included, is rounded to a multiple of five from its own true value: up or
down by a draw that favours the nearer and that depends on a secret, the cell and the number, so
that the same number in the same cell is always shown alike and nothing is gained by asking again.
A reader learns that a count lies within four of what is shown. Nearest-five rounding will not do:
two counts of 4 would stand as 5 and 5 beside a total of 10, or worse.

What is shown is then attacked, with every sum that must hold. Where that would leave fewer than
three possible numbers for any count, totals are kept back until it does not.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BASE = 5
LEAST_POSSIBLE = 3
NO_LIMIT = 1_000_000

Key = tuple[str, ...]
Sums = Sequence[tuple[Key, Sequence[Key]]]
"""Which cell is the sum of which others. A reader knows this too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is shown of one count: a multiple of five, or None where it is kept back."""

    about: int | None

    @property
    def words(self) -> str:
        """As people read it: between which numbers the true count lies."""
        if self.about is None:
            return "Not shown"
        if not self.about:
            return "Fewer than 5"
        return f"{self.about - BASE + 1} to {self.about + BASE - 1}"


def made_safe(counts: Mapping[Key, int], sums: Sums, *, secret: bytes) -> Mapping[Key, Shown]:
    """What may be shown of *counts*, whose *sums* hold. The same for the same secret, always."""
    shown: dict[Key, int | None] = {
        key: _drawn(key, count, secret=secret) for key, count in counts.items()
    }
    totals = [total for total, _ in sums]
    for total in (None, *dict.fromkeys(totals)):
        if total is not None:
            shown[total] = None
        if _is_safe(shown, sums):
            break
    return {key: Shown(about=about) for key, about in shown.items()}


def _drawn(key: Key, count: int, *, secret: bytes) -> int:
    over = count % BASE
    message = "\x1f".join((*key, str(count))).encode()
    digest = hmac.new(secret, message, hashlib.sha256).digest()
    draw = int.from_bytes(digest[:8], "big") % BASE
    return count - over + (BASE if draw < over else 0)


def possible(shown: Mapping[Key, int | None], sums: Sums) -> Mapping[Key, tuple[int, int]]:
    """The least and most that each count can be, for a reader who knows how this is done."""
    ends = {
        key: (0, NO_LIMIT) if about is None else (max(0, about - BASE + 1), about + BASE - 1)
        for key, about in shown.items()
    }
    moved = True
    while moved:
        moved = False
        for total, parts in sums:
            lows = sum(ends[part][0] for part in parts)
            highs = sum(ends[part][1] for part in parts)
            moved |= _narrow(ends, total, lows, highs)
            least, most = ends[total]
            for part in parts:
                low, high = ends[part]
                moved |= _narrow(ends, part, least - (highs - high), most - (lows - low))
                lows += ends[part][0] - low
                highs += ends[part][1] - high
    return ends


def _narrow(ends: dict[Key, tuple[int, int]], key: Key, low: int, high: int) -> bool:
    before = ends[key]
    ends[key] = (max(before[0], low), min(before[1], high))
    return ends[key] != before


def _is_safe(shown: Mapping[Key, int | None], sums: Sums) -> bool:
    return all(high - low + 1 >= LEAST_POSSIBLE for low, high in possible(shown, sums).values())
