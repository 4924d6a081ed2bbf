"""Near misses: cases that the rule allows, and the same cases with one thing wrong.

Random cases are refused for many reasons at once, so they hide a mistake in any one clause. Here a
rich case that is allowed is built first; then exactly one clause is broken, often at the very
moment when something ends; or something is changed that must make no difference at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.access.breaking import Twist
from tests.access.draft import PARENT, Base, Draft
from tests.access.makings import Policy, build_base
from tests.access.oracle import CLAUSES, Table
from tests.access.twists import BREAKS, HARMLESS

VARIANTS = ("same", "harmless", "harmless", *["broken"] * 8, "twice")


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """One case, what was done to it, and which clauses were broken on purpose (none: allowed)."""

    case: dict[str, Any]
    made: str
    broken: tuple[str, ...]
    boundary: str = ""


def near_misses(table: Table, *, seed: int, count: int) -> Iterator[NearMiss]:
    """So many cases from this seed; a shorter run is the beginning of a longer one."""
    rng = Random(seed)
    policy = Policy(table)
    made = 0
    while made < count:
        base = build_base(policy, rng)
        for variant in VARIANTS:
            near_miss = vary(base, variant, policy, rng)
            if near_miss is not None:
                yield near_miss
                made += 1
                if made == count:
                    return


def vary(base: Base, variant: str, policy: Policy, rng: Random) -> NearMiss | None:
    """The base with nothing, something harmless, one clause or two clauses changed."""
    draft = Draft(base, policy, rng)
    if variant == "same":
        return NearMiss(case=draft.case, made="as built", broken=())
    if variant == "harmless":
        twist = rng.choice(HARMLESS)
        name = twist.name if twist.change(draft) else "as built"
        return NearMiss(case=draft.case, made=f"harmless: {name}", broken=())
    first = break_one(draft, alone=variant == "broken")
    if first is None:
        return None
    if variant == "broken":
        clause = PARENT if draft.level else first.clause
        boundary = first.name if first.at_now and not draft.level else ""
        return NearMiss(case=draft.case, made=first.name, broken=(clause,), boundary=boundary)
    second = break_one(draft, alone=False)
    broken = {first.clause, second.clause if second else first.clause}
    name = f"twice: {first.name}, {second.name if second else 'no more'}"
    return NearMiss(case=draft.case, made=name, broken=tuple(sorted(broken)))


def break_one(draft: Draft, *, alone: bool) -> Twist | None:
    """Break one clause, chosen evenly among clauses; alone: so that no other clause minds."""
    rng = draft.rng
    for _ in range(4):
        clause = CLAUSES[int(rng.random() * len(CLAUSES))]
        if clause == PARENT:
            if not alone or draft.deepest == 0:
                continue
            draft.look_at(1 + int(rng.random() * draft.deepest))
            clause = rng.choice(ABOVE)
        else:
            draft.look_at(0)
        for _ in range(3):
            twist = rng.choice(BREAKS[clause])
            if alone and twist.spreads and draft.deepest:
                continue
            if twist.change(draft):
                return twist
    return None


ABOVE = ("delegation", "excluded", "conflict", "vetting", "tags", "role", "state", "need",
         "need", "conditions")  # fmt: skip
