"""What a return counts: each measure's block, words and how it may be added up. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Adding(StrEnum):
    """How the numbers of several partnerships make one of the county."""

    SUM = "sum"
    EVENTS = "events"
    """Each event once: the same event in two returns is one in the county's."""
    SPREAD = "spread"
    """How many partnerships said each value. Adding them would say nothing."""
    APART = "apart"
    """Shown side by side, and never added: the same agency sits in several partnerships."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One number of a return.

    `protected` ones are about few people, so small ones are kept back from whoever does not make
    or check the return. `rounded` ones are to the nearest five where they are counted here, and
    only once the quarter is over. What is not `nought_if_nil` has no number where there was nothing
    to tell, such as a median of none. `rise_may_be_success` stands beside what people otherwise
    read as worse.
    """

    code: str
    block: str
    words: str
    adding: Adding = Adding.SUM
    protected: bool = False
    by_hand: bool = False
    rounded: bool = False
    rise_may_be_success: bool = False
    nought_if_nil: bool = True
    most: int = 1_000_000


BLOCKS: Mapping[str, str] = {
    "A": "Governance",
    "B": "Activity",
    "C": "Powers used",
    "D": "Vulnerability",
    "E": "Information flow",
    "F": "Communities and workforce",
    "G": "Outcomes",
    "H": "Case study",
    "I": "Issues, and asks to the county",
}
"""The nine blocks, in their order."""

MEASURES: tuple[Measure, ...] = (
    Measure(
        code="A1",
        block="A",
        words="How strongly serious and organised crime stands in the priorities, 0 to 4",
        adding=Adding.SPREAD,
        by_hand=True,
        nought_if_nil=False,
        most=4,
    ),
    Measure(code="A2", block="A", words="Meetings of the partnership’s forums that were held"),
    Measure(
        code="A3",
        block="A",
        words="Agencies that came to at least one of them",
        adding=Adding.APART,
    ),
    Measure(code="B1", block="B", words="Actions opened", adding=Adding.EVENTS),
    Measure(code="B2", block="B", words="Actions done", adding=Adding.EVENTS),
    Measure(
        code="B3",
        block="B",
        words="Actions done whose closure somebody else confirmed",
        adding=Adding.EVENTS,
    ),
    Measure(code="B4", block="B", words="Actions late on the last day", adding=Adding.EVENTS),
    Measure(code="B5", block="B", words="Opened under Pursue", adding=Adding.EVENTS),
    Measure(code="B6", block="B", words="Opened under Prevent", adding=Adding.EVENTS),
    Measure(code="B7", block="B", words="Opened under Protect", adding=Adding.EVENTS),
    Measure(code="B8", block="B", words="Opened under Prepare", adding=Adding.EVENTS),
    Measure(
        code="B9",
        block="B",
        words="Actions proposed to another agency that it accepted",
        adding=Adding.EVENTS,
    ),
    Measure(
        code="B10",
        block="B",
        words="Actions proposed to another agency that it has done",
        adding=Adding.EVENTS,
    ),
    Measure(
        code="C1",
        block="C",
        words="Uses of powers that were authorised",
        adding=Adding.EVENTS,
    ),
    Measure(
        code="C2",
        block="C",
        words="Uses of powers that ended, having done what they were for",
        adding=Adding.EVENTS,
    ),
    Measure(
        code="D1",
        block="D",
        words="Referrals made",
        protected=True,
        rounded=True,
        rise_may_be_success=True,
    ),
    Measure(code="D2", block="D", words="Referrals accepted", protected=True, rounded=True),
    Measure(
        code="D3",
        block="D",
        words="Homes visited because they may have been taken over",
        protected=True,
        by_hand=True,
        rise_may_be_success=True,
    ),
    Measure(code="E1", block="E", words="Asks to agencies that were due", adding=Adding.EVENTS),
    Measure(code="E2", block="E", words="Answered in time", adding=Adding.EVENTS),
    Measure(code="E3", block="E", words="Not answered at all", adding=Adding.EVENTS),
    Measure(
        code="E4",
        block="E",
        words="Products that the intelligence unit shared with us",
        adding=Adding.EVENTS,
        rise_may_be_success=True,
    ),
    Measure(
        code="E5",
        block="E",
        words="Median days from a partner’s ask to the police’s answer",
        adding=Adding.APART,
        nought_if_nil=False,
    ),
    Measure(
        code="E6",
        block="E",
        words="Median days from the police’s ask to a partner’s answer",
        adding=Adding.APART,
        nought_if_nil=False,
    ),
    Measure(
        code="F1",
        block="F",
        words="Actions done that brief, train or meet people",
        adding=Adding.EVENTS,
    ),
    Measure(
        code="F2",
        block="F",
        words="People who came to events, each once where they gave a name",
    ),
    Measure(code="G1", block="G", words="Re-visits that were due", adding=Adding.EVENTS),
    Measure(code="G2", block="G", words="Found safe at the re-visit", adding=Adding.EVENTS),
    Measure(
        code="G3",
        block="G",
        words="Disruptions, each event once",
        adding=Adding.EVENTS,
        rise_may_be_success=True,
    ),
    Measure(
        code="G4",
        block="G",
        words="Disruptions by partners without the police",
        adding=Adding.EVENTS,
        rise_may_be_success=True,
    ),
    Measure(code="G5", block="G", words="Problems opened", adding=Adding.EVENTS),
    Measure(code="G6", block="G", words="Problems closed", adding=Adding.EVENTS),
    Measure(
        code="G7",
        block="G",
        words="Problems opened that a partner noticed first, not the police",
        adding=Adding.EVENTS,
        rise_may_be_success=True,
    ),
    Measure(
        code="H1",
        block="H",
        words="Problems closed and still safe, of which a case study could be made",
        adding=Adding.EVENTS,
    ),
    Measure(code="H2", block="H", words="Case studies cleared", adding=Adding.EVENTS),
    Measure(code="I1", block="I", words="Actions that are blocked", adding=Adding.EVENTS),
    Measure(code="I2", block="I", words="Actions handed to a deputy", adding=Adding.EVENTS),
)
"""Every measure, in the order of the blocks."""

JOINT_WORK: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Partners use what powers they have", ("G4",)),
    ("Partners notice what is new", ("G7",)),
    ("Each side answers the other, and soon", ("E5", "E6")),
    ("What is asked of others is taken on, and done", ("B9", "B10")),
)
"""The four aims of working together, each with the measures that tell of it.

Source: the aims of Durham's multi-agency disruption panel, at work since 2010, as the county told
its scrutiny committee.
"""

BY_CODE: Mapping[str, Measure] = {measure.code: measure for measure in MEASURES}


def in_block(block: str) -> tuple[Measure, ...]:
    """The measures of a block."""
    return tuple(measure for measure in MEASURES if measure.block == block)


WITHIN: tuple[tuple[str, str], ...] = (
    ("B3", "B2"),
    ("B10", "B9"),
    ("D2", "D1"),
    ("E2", "E1"),
    ("E3", "E1"),
    ("G2", "G1"),
    ("G4", "G3"),
    ("G7", "G5"),
)
"""Measures that count part of what another counts, so that they cannot say more."""


def contradictions(numbers: Mapping[str, int | None]) -> tuple[tuple[str, str], ...]:
    """Which part says more than its whole. What is not known contradicts nothing.

    >>> contradictions({"E1": 4, "E2": 5, "E3": None})
    (('E2', 'E1'),)
    """
    return tuple(
        (part, whole)
        for part, whole in WITHIN
        if (few := numbers.get(part)) is not None
        and (all_of := numbers.get(whole)) is not None
        and few > all_of
    )
