"""Knows the grammar of board papers: verbs by type, the chain of clearance, and clear days. Pure.

Which verbs belong to which type follows the boards' own custom; the paragraphs for which a paper
may be kept from the public are those of Schedule 12A to the Local Government Act 1972 that such
papers can meet; five clear days are those of section 100B of that Act.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from frankpledge.governance.models import PaperType, Report, Stage

VERBS: Mapping[str, str] = {
    "note": "note",
    "comment": "comment on",
    "support": "support",
    "agree": "agree",
    "approve": "approve",
    "endorse": "endorse",
    "delegate": "delegate",
    "refer": "refer",
}
"""Every verb with which a recommendation can begin, and how it reads in a sentence."""

_LIGHT = ("note", "comment", "support")
VERBS_BY_TYPE: Mapping[str, tuple[str, ...]] = {
    PaperType.INFORMATION: _LIGHT,
    PaperType.DISCUSSION: (*_LIGHT, "endorse", "refer"),
    PaperType.DECISION: tuple(VERBS),
}
"""Which verbs a paper of each type may use: only a paper for decision asks for a decision."""

EXEMPT: Mapping[str, str] = {
    "1": "Information about an individual",
    "2": "Information likely to reveal who an individual is",
    "3": "Information about the financial or business affairs of a person",
    "7": "Action taken to prevent, investigate or prosecute crime",
}
"""The paragraphs for which a paper may be exempt."""

CHAIN: tuple[Stage, ...] = (Stage.OWNER, Stage.POLICE, Stage.COUNTY, Stage.CHAIR)
"""Through whose hands a paper goes, in this order."""

CLEAR_DAYS = 5
DRAFT_DAYS = 14
"""How many days before its meeting a paper is due with its reviewers."""
AMBER_DAYS = 28
"""An action later than this is red."""


def verb_fits(paper_type: str, verb: str) -> bool:
    """Whether a paper of this type may ask a board to do this."""
    return verb in VERBS_BY_TYPE[paper_type]


def next_stage(stage: Stage) -> Stage:
    """The stage that follows once this one of the chain is cleared."""
    place = CHAIN.index(stage) + 1
    return CHAIN[place] if place < len(CHAIN) else Stage.CLEARED


def clear_days(published: date, meeting: date) -> int:
    """Working days between two days, neither of them counted; bank holidays are not known here."""
    between = (published + timedelta(days=n) for n in range(1, (meeting - published).days))
    return sum(day.weekday() < 5 for day in between)


def is_late(published: date, meeting: date) -> bool:
    """Whether a paper goes out with fewer than five clear days left."""
    return clear_days(published, meeting) < CLEAR_DAYS


def due_before(meeting: date) -> date:
    """The day on which a paper for a meeting is due with its reviewers."""
    return meeting - timedelta(days=DRAFT_DAYS)


def plan_year(day: date) -> int:
    """The year in which the plan's year of *day* begins: plans run from April to March."""
    return day.year if day.month >= 4 else day.year - 1


def year_words(year: int) -> str:
    """2026-27 for 2026."""
    return f"{year}-{(year + 1) % 100:02d}"


def action_state(*, said: str, is_closed: bool) -> str:
    """How an action of a board stands, in words."""
    if is_closed:
        return "Closed"
    return Report(said).label if said else "Open"


def action_colour(*, due: date, on: date, said: str, is_closed: bool) -> str:
    """Green, amber, red or blue, by its day alone and never by its owner's opinion.

    Blue is complete and waits for the chair; amber up to 28 days late; red after that.
    """
    if is_closed:
        return "green"
    if said == Report.COMPLETE:
        return "blue"
    late = (on - due).days
    return "green" if late <= 0 else "amber" if late <= AMBER_DAYS else "red"


def action_reference(meeting: date, number: int, letter: str) -> str:
    """The reference by which a log names an action: meeting, item and letter."""
    return f"{meeting:%Y-%m-%d}/{number}{letter}"
