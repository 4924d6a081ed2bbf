"""The stages of the golden thread, and the valve in it."""

from __future__ import annotations

from dataclasses import dataclass

from frankpledge.access.api import Action, Actor, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage, by the words above it and the kinds of record in it, in order."""

    title: str
    kinds: tuple[Kind, ...]


def _stage(title: str, *kinds: Kind) -> Stage:
    return Stage(title=title, kinds=kinds)


STAGES = (
    _stage("What somebody saw", Kind.SUBMISSION),
    _stage("What police made of it", Kind.REPORT, Kind.PRODUCT, Kind.ALERT),
    _stage(
        "What it says about a place or a group",
        Kind.PROBLEM,
        Kind.ASK,
        Kind.GROUP,
        Kind.NOMINAL,
        Kind.VULNERABILITY,
        Kind.REQUIREMENT,
        Kind.REQUEST,
    ),
    _stage("What was raised at events", Kind.EVENT, Kind.ISSUE),
    _stage("What the profile concludes", Kind.PROFILE, Kind.FINDING, Kind.RELEASE),
    _stage(
        "What the partnership decided",
        Kind.MEETING,
        Kind.AGENDA_ITEM,
        Kind.DECISION,
        Kind.PAPER,
        Kind.PRIORITY,
    ),
    _stage("Who did what", Kind.PLAN, Kind.ACTION, Kind.POWER_USE),
    _stage("What changed", Kind.REVISIT, Kind.DISRUPTION, Kind.RETURN, Kind.CASE_STUDY),
    _stage("What we told whoever saw it first", Kind.RECEIPT, Kind.DISSEMINATION),
)

ABOVE_THE_VALVE = frozenset({Kind.SUBMISSION, Kind.REPORT, Kind.RECEIPT, Kind.SOURCE_IDENTITY})
"""What lies upstream of sanitisation, where only the intelligence unit walks."""


def walks_above_the_valve(actor: Actor) -> bool:
    """Whether *actor* works in the intelligence unit, which is who may sanitise reports."""
    return Kind.REPORT in actor.kinds_for(Action.SANITISE)


def stage_of(kind: Kind) -> Stage | None:
    """The stage that a kind of record belongs to, if it belongs to the thread at all."""
    return next((stage for stage in STAGES if kind in stage.kinds), None)
