"""Which powers could be used: candidates by the rule, never a recommendation and never a score.

A power is a candidate for a case where its law is in force, somebody who covers the place holds it,
it is used on what the case is about, an age allows it, and it is for that kind of harm. What would
be a candidate but for its law is given apart, with where its law stands. Whether a test is met is
for whoever holds the power to show; nothing here says that it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from frankpledge.powers.catalogue import ALL_THREATS, Holder, Power, Target

EVERY_KIND = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An agency that works at the place, by its kind."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What it is about, where an empty set or None stands for what is not known."""

    targets: frozenset[Target]
    threats: frozenset[str]
    age: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One holder of a power, and which agencies here that is: none for a national body."""

    holder: Holder
    bodies: tuple[Body, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A power that could be used, by whom here."""

    power: Power
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """What could be used, and what could be but for its law. Both by code."""

    usable: tuple[Candidate, ...]
    not_available: tuple[Candidate, ...]


def candidates(
    powers: Iterable[Power],
    case: Case,
    *,
    holders: Mapping[str, Holder],
    bodies: Sequence[Body],
) -> Candidates:
    """Every power that fits *case* where *bodies* work."""
    fitting = [
        Candidate(power=each, held=held)
        for each in sorted(powers, key=lambda one: one.code)
        if fits(each, case) and (held := holders_here(each, holders=holders, bodies=bodies))
    ]
    return Candidates(
        usable=tuple(each for each in fitting if each.power.is_available),
        not_available=tuple(each for each in fitting if not each.power.is_available),
    )


def fits(power: Power, case: Case) -> bool:
    """Whether a power is used on what the case is about, at that age, for that kind of harm."""
    if case.targets and not power.targets & case.targets:
        return False
    if case.threats and not power.threats & (case.threats | {ALL_THREATS}):
        return False
    return _age_allows(power, case.age)


def _age_allows(power: Power, age: int | None) -> bool:
    if age is None:
        return True
    return (power.least_age is None or age >= power.least_age) and (
        power.most_age is None or age <= power.most_age
    )


def holders_here(
    power: Power, *, holders: Mapping[str, Holder], bodies: Sequence[Body]
) -> tuple[Held, ...]:
    """Who holds it at the place: agencies that work there, and national bodies, who work anywhere.

    Courts decide what others ask for, so that where none of those is there, nobody holds it. What
    a court orders of itself, on conviction, is held by no one else, and by the court.
    """
    found = []
    for token in power.holders:
        holder = holders[token]
        here = tuple(each for each in bodies if holder.kinds & {each.kind, EVERY_KIND})
        if here or not holder.kinds:
            found.append(Held(holder=holder, bodies=here))
    asked_for = any(not holders[token].is_court for token in power.holders)
    if asked_for and all(each.holder.is_court for each in found):
        return ()
    return tuple(found)
