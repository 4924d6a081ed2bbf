"""What is said of board papers between modules and to pages: frozen facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from frankpledge.access.api import Decision
from frankpledge.governance.models import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedFigure:
    """One cleared figure: its value in words, its source, and how to come to it again.

    `href` is the page that shows the source to whoever may open it; `parts` are what it adds up.
    """

    code: str
    label: str
    value: str
    source: str
    query: str
    href: str = ""
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedParagraph:
    """One paragraph of section 2.0 as it is drafted, with the figures that stand in its words."""

    text: str
    figures: tuple[DraftedFigure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFacts:
    """A figure as it was frozen."""

    number: int
    code: str
    label: str
    value: str
    source: str
    query: str
    href: str
    counted_on: date
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphFacts:
    """A paragraph under the number by which people speak of it, such as 2.1."""

    number: str
    section: str
    text: str
    originator: str
    originator_id: UUID
    basis: str
    written_on: date
    is_drafted: bool
    figures: tuple[FigureFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationFacts:
    """What the board is asked to do."""

    position: int
    verb: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceFacts:
    """What one step of the chain said."""

    stage: str
    is_cleared: bool
    words: str
    at: datetime
    by: str
    agency: str
    edition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFacts:
    """A row of the action log."""

    number: int
    paper_id: UUID
    reference: str
    text: str
    owner: str
    raised_on: date
    due_on: date
    state: str
    colour: str
    said: tuple[tuple[datetime, str, str, str], ...]
    """When, by whom, in which words, and what shows it."""
    closed_on: date | None
    may_report: Decision
    may_close: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A paper in a list."""

    uid: UUID
    meeting_id: UUID
    forum: str
    forum_code: str
    meets_at: datetime
    subject: str
    paper_type: str
    stage: Stage
    reach: str
    number: int | None
    author: str
    due_on: date
    is_overdue: bool
    resolved: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """A paper as its page, its document and the pack show it."""

    line: PaperLine
    forum_id: str
    to: str
    author_line: str
    contact: str
    summary: str
    is_sensitive: bool
    exempt: str
    public_interest: str
    edition: int
    published_at: datetime | None
    late_reason: str
    withdrawn_reason: str
    paragraphs: tuple[ParagraphFacts, ...]
    recommendations: tuple[RecommendationFacts, ...]
    clearances: tuple[ClearanceFacts, ...]
    actions: tuple[ActionFacts, ...]
    may_write: Decision
    may_draft: Decision
    may_send: Decision
    may_clear: Decision
    may_publish: Decision
    may_withdraw: Decision
    may_take_back: Decision

    @property
    def marking(self) -> str:
        """The protective marking, which is not the classification in the header."""
        return "OFFICIAL-SENSITIVE" if self.is_sensitive else "OFFICIAL"
