"""The life of a mapped group: which state may follow which, who may move it, and what blocks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum


class Status(StrEnum):
    """Where a group stands. Stored, and never renamed."""

    TRIGGERED = "triggered"
    SCOPING = "scoping"
    REJECTED = "rejected"
    ASSESSED = "assessed"
    ACTIVE = "active"
    MONITORED = "monitored"
    ARCHIVED = "archived"
    DISPOSED = "disposed"
    ERROR = "error"


STATUS_WORDS: Mapping[Status, str] = {
    Status.TRIGGERED: "Put forward",
    Status.SCOPING: "Being looked into",
    Status.REJECTED: "Not taken on",
    Status.ASSESSED: "Assessed",
    Status.ACTIVE: "Active",
    Status.MONITORED: "Watched",
    Status.ARCHIVED: "Archived",
    Status.DISPOSED: "Disposed of",
    Status.ERROR: "Recorded in error",
}

MAPPED = frozenset({Status.ACTIVE, Status.MONITORED})
"""States in which a group counts as mapped."""
UNASSESSED = frozenset({Status.TRIGGERED, Status.SCOPING})
"""States before any assessment stands."""
ENDED = frozenset({Status.REJECTED, Status.DISPOSED, Status.ERROR})
"""States that nothing follows."""


class Mover(StrEnum):
    """Who may make a move."""

    COORDINATOR = "coordinator"
    ASSESSOR = "assessor"
    CHAIR = "chair"
    BOTH = "both"


class Archived(StrEnum):
    """Why a group goes into the archive."""

    DISMANTLED = "dismantled"
    NO_CURRENT_INTELLIGENCE = "no_current_intelligence"
    MERGED = "merged"
    TRANSFERRED = "transferred"
    BELOW_THRESHOLD = "below_threshold"


ARCHIVED_WORDS: Mapping[Archived, str] = {
    Archived.DISMANTLED: "It has been taken apart",
    Archived.NO_CURRENT_INTELLIGENCE: "There is no current intelligence",
    Archived.MERGED: "It is one with another group",
    Archived.TRANSFERRED: "Another body has taken it on",
    Archived.BELOW_THRESHOLD: "It is below what is mapped",
}
PROPOSABLE = (
    Archived.DISMANTLED,
    Archived.NO_CURRENT_INTELLIGENCE,
    Archived.BELOW_THRESHOLD,
)
"""Reasons that a lead officer may put forward; merging and handing over are acts of their own."""

MOVES: Mapping[tuple[Status, Status], Mover] = {
    (Status.TRIGGERED, Status.SCOPING): Mover.COORDINATOR,
    (Status.TRIGGERED, Status.REJECTED): Mover.COORDINATOR,
    (Status.SCOPING, Status.REJECTED): Mover.COORDINATOR,
    (Status.SCOPING, Status.ASSESSED): Mover.ASSESSOR,
    (Status.ASSESSED, Status.ACTIVE): Mover.COORDINATOR,
    (Status.ACTIVE, Status.MONITORED): Mover.CHAIR,
    (Status.MONITORED, Status.ACTIVE): Mover.COORDINATOR,
    (Status.ACTIVE, Status.ARCHIVED): Mover.CHAIR,
    (Status.MONITORED, Status.ARCHIVED): Mover.CHAIR,
    (Status.ARCHIVED, Status.ACTIVE): Mover.COORDINATOR,
    (Status.ARCHIVED, Status.DISPOSED): Mover.CHAIR,
    **{
        (state, Status.ERROR): Mover.BOTH
        for state in Status
        if state not in (Status.DISPOSED, Status.ERROR)
    },
}
"""Every move there is, and who may make it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The numbers that the machine works by, as an area has set them."""

    least_coverage: float
    plan_days: int
    no_intelligence_months: int
    dispose_years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a group when somebody wants to move it."""

    on: date
    entry_fails: tuple[str, ...] = ()
    schemes: frozenset[str] = frozenset()
    coverage: float = 0.0
    waiver: str = ""
    tier: str = ""
    has_lead: bool = False
    plan_due_on: date | None = None
    reason: str = ""
    archived: Archived | None = None
    proposed: bool = False
    proposed_by_mover: bool = False
    debrief: str = ""
    last_intelligence_on: date | None = None
    archived_on: date | None = None
    assessed_on: date | None = None
    core_is_out_of_action: bool = False
    other: str = ""
    agreed_by_protection_officer: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)


def blocks(start: Status, to: Status, facts: Facts, rules: Rules) -> tuple[str, ...]:
    """What stands in the way of a move, in sentences; nothing where it may be made.

    Whether the person may make it is another question (`MOVES`).
    """
    if (start, to) not in MOVES:
        return (f"It cannot go from “{STATUS_WORDS[start]}” to “{STATUS_WORDS[to]}”.",)
    found = _GUARDS[to](start, facts, rules)
    return tuple(sentence for sentence in found if sentence)


def _scoping(start: Status, facts: Facts, rules: Rules) -> list[str]:
    return list(facts.entry_fails)


def _rejected(start: Status, facts: Facts, rules: Rules) -> list[str]:
    return ["" if facts.reason else "Say why it is not taken on."]


def _assessed(start: Status, facts: Facts, rules: Rules) -> list[str]:
    enough = facts.coverage >= rules.least_coverage or facts.waiver
    return [
        *(
            "" if scheme in facts.schemes else f"It has no assessment by {words}."
            for scheme, words in (("attributes", "attributes"), ("harm", "harm"))
        ),
        "" if enough else "Too little is known. Find out more, or say why it may go on without.",
    ]


def _active(start: Status, facts: Facts, rules: Rules) -> list[str]:
    latest = facts.on + timedelta(days=rules.plan_days)
    plan_in_time = facts.plan_due_on is not None and facts.on <= facts.plan_due_on <= latest
    found = [
        "" if facts.tier else "Somebody must decide its tier first.",
        "" if facts.has_lead else "It has no lead officer.",
        "" if plan_in_time else f"A plan must be due within {rules.plan_days} days.",
    ]
    if start == Status.ARCHIVED:
        again = (
            facts.archived_on is not None
            and facts.assessed_on is not None
            and facts.assessed_on > facts.archived_on
            and {"attributes", "harm"} <= facts.schemes
        )
        fresh = (
            facts.archived_on is not None
            and facts.last_intelligence_on is not None
            and facts.last_intelligence_on > facts.archived_on
        )
        found += [
            "" if fresh else "There is no new intelligence since it was archived.",
            "" if again else "It must be assessed again in full first.",
        ]
    return found


def _monitored(start: Status, facts: Facts, rules: Rules) -> list[str]:
    return [
        ""
        if facts.core_is_out_of_action and facts.reason
        else "Say how those at its core are in custody or inactive, and until when."
    ]


def _archived(start: Status, facts: Facts, rules: Rules) -> list[str]:
    found = [
        "" if facts.archived else "Choose why it is archived.",
        "" if facts.debrief else "Say what was learned.",
    ]
    if facts.archived in PROPOSABLE:
        found += [
            "" if facts.proposed else "Its lead officer has not put it forward.",
            "Whoever put it forward cannot decide it." if facts.proposed_by_mover else "",
        ]
    if facts.archived in (Archived.MERGED, Archived.TRANSFERRED) and not facts.other:
        found.append("Say which group or body it goes to.")
    found.append(contradicted(facts.archived, facts.last_intelligence_on, facts.on, rules))
    return found


def contradicted(why: Archived | None, spoken_of_on: date | None, on: date, rules: Rules) -> str:
    """Why a reason to archive cannot be right, in a sentence; nothing where it can be.

    *spoken_of_on* is the day of the latest intelligence, or None where there never was any.
    """
    if why != Archived.NO_CURRENT_INTELLIGENCE or spoken_of_on is None:
        return ""
    if months_between(spoken_of_on, on) >= rules.no_intelligence_months:
        return ""
    return f"There was intelligence within the last {rules.no_intelligence_months} months."


def _disposed(start: Status, facts: Facts, rules: Rules) -> list[str]:
    long_enough = (
        facts.archived_on is not None
        and months_between(facts.archived_on, facts.on) >= 12 * rules.dispose_years
    )
    return [
        "" if long_enough else f"It stays in the archive for {rules.dispose_years} years.",
        "" if facts.reason else "Say what the review of its retention found.",
    ]


def _error(start: Status, facts: Facts, rules: Rules) -> list[str]:
    return [
        "" if facts.agreed_by_protection_officer else "The data-protection officer has not agreed."
    ]


_GUARDS = {
    Status.SCOPING: _scoping,
    Status.REJECTED: _rejected,
    Status.ASSESSED: _assessed,
    Status.ACTIVE: _active,
    Status.MONITORED: _monitored,
    Status.ARCHIVED: _archived,
    Status.DISPOSED: _disposed,
    Status.ERROR: _error,
}


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another; none if *end* comes first."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return max(0, months - (1 if end.day < start.day else 0))


class Ground(StrEnum):
    """Why work is to be opened on a group."""

    ORDINARY = "ordinary"
    SAFEGUARDING = "safeguarding"
    THREAT_TO_LIFE = "threat_to_life"


def work_is_blocked(
    status: Status, since: date, *, on: date, days: int, ground: Ground = Ground.ORDINARY
) -> str:
    """Why no work may be opened on a group, or nothing where it may.

    What has not been assessed within *days* is assessed before more is done about it. Making
    somebody safe is never held up by that.
    """
    if status in ENDED:
        return "Nothing more is done about it."
    if ground != Ground.ORDINARY or status not in UNASSESSED:
        return ""
    if on <= since + timedelta(days=days):
        return ""
    return f"It has waited more than {days} days for an assessment. Assess it before more is done."
