"""Which counts of a table may be shown, so that no small one can be worked out from the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LEAST = 5
"""Counts below this are not shown, nor is what would give them away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A table of parts and their total. None stands where a count is kept back."""

    parts: Mapping[str, int | None]
    total: int | None


def shown(counts: Mapping[str, int], *, nothing_is_small: bool = False) -> Shown:
    """The counts that may stand beside their total.

    Every count from 1 to 4 is kept back, and 0 too where it would tell that somebody told
    nothing. Then others go with them, until what is kept back is at least two counts and ten in
    all: the total less what is shown then leaves each of them open. A total below five is kept
    back with everything under it.
    """
    total = sum(counts.values())
    if total < LEAST:
        return Shown(parts=dict.fromkeys(counts), total=None)
    least = 0 if nothing_is_small else 1
    hidden = {name for name, count in counts.items() if least <= count < LEAST}
    # In the order of their names and not of their size: whoever knew that the smallest goes next
    # could tell from those that are shown how small it is.
    rest = sorted(name for name, count in counts.items() if count >= LEAST)
    if hidden:
        while rest and (len(hidden) < 2 or _sum(counts, hidden) < 2 * LEAST):
            hidden.add(rest.pop(0))
    return Shown(
        parts={name: None if name in hidden else count for name, count in counts.items()},
        total=total,
    )


def _sum(counts: Mapping[str, int], names: set[str]) -> int:
    return sum(counts[name] for name in names)


def may_show_share(part: int, whole: int) -> bool:
    """Whether a share may be shown: neither those in it nor those out of it are few but some."""
    return whole >= LEAST and all(count == 0 or count >= LEAST for count in (part, whole - part))
