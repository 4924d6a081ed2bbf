"""Two mentions as one pair, whichever way round they are named."""

from __future__ import annotations

from uuid import UUID


def in_order(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """The two in the one order in which a pair is kept."""
    return (one, other) if one.hex < other.hex else (other, one)


def pair_of(one: UUID, other: UUID) -> str:
    """The name of a pair."""
    left, right = in_order(one, other)
    return left.hex + right.hex
