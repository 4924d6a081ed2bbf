"""What the pages of a return show: frozen facts, in which unknown is never nought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from frankpledge.access.api import Decision
from frankpledge.plans.models import ReturnState
from frankpledge.plans.returns.measures import Measure, contradictions
from frankpledge.plans.returns.quarters import Quarter


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One number of a return, or why there is none. Unknown is never nought."""

    measure: Measure
    number: int | None
    why_none: str
    is_counted: bool
    not_comparable: str

    @property
    def is_rounded(self) -> bool:
        """Whether the number came here to the nearest five."""
        return self.is_counted and self.measure.rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockFacts:
    """One block of a return."""

    letter: str
    title: str
    figures: tuple[FigureLine, ...]
    words: str

    @property
    def is_counted(self) -> bool:
        """Whether at least one of its numbers was counted from what is here, be it nought."""
        return any(line.is_counted for line in self.figures)

    @property
    def contradictions(self) -> tuple[str, ...]:
        """Where a part says more than its whole. A number that came rounded is not compared."""
        known = {line.measure.code: line.number for line in self.figures if not line.is_rounded}
        return tuple(
            f"{part} ({known[part]}) says more than {whole} ({known[whole]})."
            for part, whole in contradictions(known)
        )

    @property
    def is_filled(self) -> bool:
        """Whether at least one of its numbers was counted from what is here and is not nought."""
        return any(line.is_counted and line.number for line in self.figures)

    @property
    def waits(self) -> bool:
        """Whether something of it is counted here only once the quarter is over."""
        return any(line.measure.rounded and line.number is None for line in self.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a return would already hold, were it begun now."""

    body: str
    body_code: str
    quarter: Quarter
    blocks: tuple[BlockFacts, ...]

    @property
    def filled(self) -> int:
        """How many of the blocks hold something already."""
        return sum(block.is_filled for block in self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLine:
    """A return in a list."""

    uid: UUID
    reference: str
    body: str
    body_code: str
    quarter: Quarter
    first_day: date
    last_day: date
    due_on: date
    state: ReturnState
    is_nil: bool
    signed_on: date | None
    was_late: bool
    edition: int
    round_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnPage:
    """Some returns of a list, the latest quarter first, and where the next ones begin."""

    lines: tuple[ReturnLine, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step in a return's life."""

    state: str
    at: datetime
    by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFacts:
    """A return as its page shows it."""

    line: ReturnLine
    cut_off_on: date
    blocks: tuple[BlockFacts, ...]
    steps: tuple[StepLine, ...]
    chair: str
    may_fill: Decision
    may_hand: Decision
    may_take_back: Decision
    may_sign: Decision
    may_check: Decision
    next_checks: tuple[tuple[str, str], ...]
    may_send_workbook: Decision

    @property
    def filled(self) -> int:
        """How many of the blocks hold something that was counted here."""
        return sum(block.is_filled for block in self.blocks)

    @property
    def came_back_with(self) -> StepLine | None:
        """The step by which it came back to be put right, where somebody said what is wrong."""
        last = self.steps[0]
        return last if self.may_fill and last.note else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A return that somebody's partnership owes. One that was signed before came back since."""

    body: str
    body_code: str
    quarter: Quarter
    due_on: date
    return_id: UUID | None
    state: str
    chased_on: date | None
    first_signed_on: date | None = None

    def is_late(self, on: date) -> bool:
        """Whether it was not signed by its day: what came back since was not late for that."""
        return (self.first_signed_on or on) > self.due_on
