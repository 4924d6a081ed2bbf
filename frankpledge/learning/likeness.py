"""How like a situation a case study is: by threats, powers, sort of place and district. Pure.

A threat weighs most, because what is done follows from it; a district weighs least. The reasons
are printed, so that nobody has to trust a number.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What somebody faces, or what a case study was about, as codes."""

    threats: frozenset[str] = frozenset()
    powers: frozenset[str] = frozenset()
    place_kinds: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What two situations share. Bigger is more alike; falsy where there is nothing."""

    threats: tuple[str, ...]
    powers: tuple[str, ...]
    place_kinds: tuple[str, ...]
    areas: tuple[str, ...]

    @property
    def weight(self) -> int:
        """4 a threat, 2 a power, 2 a sort of place, 1 a district."""
        return (
            4 * len(self.threats)
            + 2 * len(self.powers)
            + 2 * len(self.place_kinds)
            + len(self.areas)
        )

    def __bool__(self) -> bool:
        return bool(self.threats or self.powers or self.place_kinds)


def likeness(one: Situation, other: Situation) -> Likeness:
    """What *one* and *other* share, whichever way round. A district alone makes nothing alike."""
    return Likeness(
        threats=tuple(sorted(one.threats & other.threats)),
        powers=tuple(sorted(one.powers & other.powers)),
        place_kinds=tuple(sorted(one.place_kinds & other.place_kinds)),
        areas=tuple(sorted(one.areas & other.areas)),
    )
