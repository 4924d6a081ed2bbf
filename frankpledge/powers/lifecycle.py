"""The life of a use of a power: which stage may follow which, and what each waits for. Pure.

Nothing leaves an idea before the safeguarding gate has been passed, and nothing is in force before
an officer who is delegated for it has authorised it. What was stopped at the gate goes on only by
an override, which is an act of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Stage(StrEnum):
    """Where a use of a power stands. Stored, so never renamed."""

    IDEA = "idea"
    STOPPED = "stopped"
    CHECKING = "checking"
    CONSULTING = "consulting"
    ASKING = "asking"
    DECIDING = "deciding"
    AUTHORISED = "authorised"
    IN_FORCE = "in_force"
    BREACHED = "breached"
    APPEALED = "appealed"
    ENDED = "ended"
    REVIEWED = "reviewed"
    REJECTED = "rejected"
    PARKED = "parked"
    WITHDRAWN = "withdrawn"


STAGE_WORDS: Mapping[Stage, str] = {
    Stage.IDEA: "Idea",
    Stage.STOPPED: "Stopped for safeguarding",
    Stage.CHECKING: "Lawful check",
    Stage.CONSULTING: "Consultation",
    Stage.ASKING: "Ask before you act",
    Stage.DECIDING: "To be authorised",
    Stage.AUTHORISED: "Authorised",
    Stage.IN_FORCE: "In force",
    Stage.BREACHED: "Breached",
    Stage.APPEALED: "Under appeal",
    Stage.ENDED: "Ended, reviews to come",
    Stage.REVIEWED: "Reviewed",
    Stage.REJECTED: "Not authorised",
    Stage.PARKED: "Parked",
    Stage.WITHDRAWN: "Withdrawn",
}

_ASIDE = frozenset({Stage.PARKED, Stage.WITHDRAWN})

USE_NEXT: Mapping[Stage | None, frozenset[Stage]] = {
    None: frozenset({Stage.IDEA}),
    Stage.IDEA: frozenset({Stage.CHECKING, Stage.STOPPED}) | _ASIDE,
    Stage.STOPPED: frozenset({Stage.CHECKING, Stage.WITHDRAWN}),
    Stage.CHECKING: frozenset({Stage.CONSULTING}) | _ASIDE,
    Stage.CONSULTING: frozenset({Stage.ASKING}) | _ASIDE,
    Stage.ASKING: frozenset({Stage.DECIDING}) | _ASIDE,
    Stage.DECIDING: frozenset({Stage.AUTHORISED, Stage.REJECTED, Stage.ASKING}) | _ASIDE,
    Stage.AUTHORISED: frozenset({Stage.IN_FORCE, Stage.WITHDRAWN}),
    Stage.IN_FORCE: frozenset({Stage.BREACHED, Stage.APPEALED, Stage.ENDED}),
    Stage.BREACHED: frozenset({Stage.IN_FORCE, Stage.ENDED}),
    Stage.APPEALED: frozenset({Stage.IN_FORCE, Stage.ENDED}),
    Stage.ENDED: frozenset({Stage.REVIEWED}),
    Stage.PARKED: frozenset({Stage.IDEA, Stage.WITHDRAWN}),
    Stage.REVIEWED: frozenset(),
    Stage.REJECTED: frozenset(),
    Stage.WITHDRAWN: frozenset(),
}
"""Which stage of a use may follow which. What is parked begins again at the gate."""

BEFORE_THE_GATE = frozenset({Stage.IDEA, Stage.STOPPED, Stage.PARKED})
"""Stages in which nothing may be checked, consulted on or done yet."""

RUNNING = frozenset({Stage.IN_FORCE, Stage.BREACHED, Stage.APPEALED})
"""Stages in which the power is being used."""

OVER = frozenset(stage for stage, after in USE_NEXT.items() if stage is not None and not after)
"""Stages that nothing follows."""

REVIEW_MONTHS = (3, 6)
"""How many months after the end a use is looked at again."""


def may_follow(stage: Stage, to: Stage) -> bool:
    """Whether a use that stands at *stage* may go on to *to*."""
    return to in USE_NEXT[stage]
