"""Reading board papers: the forward plan, one paper whole, and what waits for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Agency, fetch, record, require
from frankpledge.governance import policies
from frankpledge.governance.boards import log, rules
from frankpledge.governance.boards.said import (
    ClearanceFacts,
    FigureFacts,
    PaperFacts,
    PaperLine,
    ParagraphFacts,
    RecommendationFacts,
)
from frankpledge.governance.meetings import MeetingLine, line_of
from frankpledge.governance.models import (
    BoardPaper,
    Clearance,
    FigurePart,
    Meeting,
    PaperFigure,
    PaperType,
    Paragraph,
    Reach,
    Recommendation,
    Resolution,
    Section,
    Stage,
)
from frankpledge.governance.policies import Act

BOARD_KINDS = ("csp", "county_strategy_group")
"""Bodies whose meetings are a board's. No other forum has papers."""
UNFINISHED = (Stage.PLANNED, Stage.DRAFT, *rules.CHAIN, Stage.CLEARED)
"""Stages of a paper that the board does not have yet."""
_NUMBERED = {Section.BACKGROUND, Section.REPORT, Section.NEXT, Section.CONCLUSION}


def is_police(by: Actor) -> bool:
    """Whether somebody works for a police force."""
    return Agency.objects.filter(id=by.agency_id, kind="police").exists()


def open_paper(paper_id: UUID, *, by: Actor, at: datetime, lock: bool = False) -> BoardPaper:
    """Open a paper that *by* may read now. Raises `NotFound`, and `NotPermitted` with the reason
    for one that is known of and not published."""
    row = fetch(BoardPaper, paper_id, by=by, at=at, act=Act.READ_PAPER, lock=lock)
    require(policies.may_read_paper(by, row, is_police=is_police(by)))
    return row


def lines(rows: Sequence[BoardPaper], on: date) -> tuple[PaperLine, ...]:
    """Papers as they stand in lists, with what the boards resolved on each."""
    resolved: dict[UUID, list[str]] = {}
    for paper, text in (
        Resolution.objects.filter(paper__in=rows)
        .order_by("paper", "position")
        .values_list("paper_id", "text")
    ):
        resolved.setdefault(paper, []).append(text)
    return tuple(
        PaperLine(
            uid=row.uid,
            meeting_id=row.meeting_id,
            forum=row.forum.name,
            forum_code=row.forum_id,
            meets_at=row.meeting.starts_at,
            subject=row.subject,
            paper_type=PaperType(row.paper_type).label,
            stage=Stage(row.stage),
            reach=Reach(row.reach).label,
            number=row.number,
            author=row.author_line,
            due_on=row.due_on,
            is_overdue=row.stage in UNFINISHED and row.due_on < on,
            resolved=tuple(resolved.get(row.uid, ())),
        )
        for row in rows
    )


def papers_of(by: Actor, **narrowed: object) -> list[BoardPaper]:
    """Papers that *by* may know of, by meeting and then as the agenda has them."""
    rows = BoardPaper.open_to(by).filter(**narrowed)
    rows = rows.select_related("forum", "meeting", "protection", "author")
    return list(rows.order_by("meeting__starts_at", "number", "subject", "pk"))


Planned = tuple[MeetingLine, tuple[PaperLine, ...]]
"""A board's meeting and its papers."""


@transaction.atomic
def forward_plan(*, by: Actor, at: datetime) -> tuple[Planned, ...]:
    """Boards' meetings to come that *by* may open, soonest first, with what is planned for each.

    Withdrawn papers are left out. Looking is recorded.
    """
    require(policies.may_list_papers(by))
    meetings = list(_boards(by).filter(starts_at__gte=at)[:12])
    return _with_papers(meetings, by=by, at=at)


@transaction.atomic
def past_meetings(*, by: Actor, at: datetime) -> tuple[Planned, ...]:
    """The last twelve meetings of boards, the latest first, with their papers."""
    require(policies.may_list_papers(by))
    meetings = list(_boards(by).filter(starts_at__lt=at).order_by("-starts_at", "pk")[:12])
    return _with_papers(meetings, by=by, at=at)


def _boards(by: Actor) -> QuerySet[Meeting]:
    rows = Meeting.open_to(by).filter(forum__body__kind__in=BOARD_KINDS, called_off_at=None)
    return rows.select_related("forum").order_by("starts_at", "pk")


def _with_papers(meetings: Sequence[Meeting], *, by: Actor, at: datetime) -> tuple[Planned, ...]:
    rows = [
        row
        for row in papers_of(by, meeting__in=[meeting.uid for meeting in meetings])
        if row.stage != Stage.WITHDRAWN
    ]
    record(Act.LIST_PAPERS, [*meetings, *rows] or None, by=by, at=at)
    shown = lines(rows, localtime(at).date())
    return tuple(
        (line_of(meeting), tuple(line for line in shown if line.meeting_id == meeting.uid))
        for meeting in meetings
    )


@transaction.atomic
def page(*, paper_id: UUID, by: Actor, at: datetime) -> PaperFacts:
    """One paper whole, and what *by* may do with it. Looking is recorded."""
    row = open_paper(paper_id, by=by, at=at)
    return facts_of(row, by=by, at=at)


def facts_of(row: BoardPaper, *, by: Actor, at: datetime) -> PaperFacts:
    """A paper that has been opened, as pages and documents show it."""
    on = localtime(at).date()
    (line,) = lines([row], on)
    meets = localtime(row.meeting.starts_at)
    return PaperFacts(
        line=line,
        forum_id=row.forum_id,
        to=f"{row.forum.name} – {meets.day} {meets:%B %Y}",
        author_line=row.author_line,
        contact=row.contact,
        summary=row.summary,
        is_sensitive=row.is_sensitive,
        exempt=rules.EXEMPT.get(row.exempt_paragraph, ""),
        public_interest=row.public_interest,
        edition=row.edition,
        published_at=row.published_at,
        late_reason=row.late_reason,
        withdrawn_reason=row.withdrawn_reason,
        paragraphs=_paragraphs(row),
        recommendations=tuple(
            RecommendationFacts(position=each.position, verb=each.verb, text=each.text)
            for each in Recommendation.objects.filter(paper=row).order_by("position")
        ),
        clearances=tuple(
            ClearanceFacts(
                stage=Stage(each.stage).label,
                is_cleared=each.is_cleared,
                words=each.words,
                at=each.at,
                by=each.by.name,
                agency=each.by.agency.short_name,
                edition=each.edition,
            )
            for each in Clearance.objects.filter(paper=row)
            .select_related("by__agency")
            .order_by("at", "pk")
        ),
        actions=log.actions_of([row], by=by, on=on),
        may_write=policies.may_write_paper(by, row),
        may_draft=policies.may_draft_paper(by, row),
        may_send=policies.may_send_paper(by, row),
        may_clear=policies.may_clear_paper(by, row, is_police=is_police(by)),
        may_publish=policies.may_publish_paper(by, row),
        may_withdraw=policies.may_withdraw_paper(by, row),
        may_take_back=policies.may_take_back_decision(by, row),
    )


def _paragraphs(row: BoardPaper) -> tuple[ParagraphFacts, ...]:
    parts: dict[int, list[tuple[str, str]]] = {}
    for figure, name, value in (
        FigurePart.objects.filter(figure__paragraph__paper=row)
        .order_by("figure", "pk")
        .values_list("figure_id", "name", "value")
    ):
        parts.setdefault(figure, []).append((name, value))
    figures: dict[int, list[FigureFacts]] = {}
    numbers = count(1)
    for each in PaperFigure.objects.filter(paragraph__paper=row).order_by(
        "paragraph__section", "paragraph__position", "pk"
    ):
        figures.setdefault(each.paragraph_id, []).append(
            FigureFacts(
                number=next(numbers),
                code=each.code,
                label=each.label,
                value=each.value,
                source=each.source,
                query=each.query,
                href=each.href,
                counted_on=each.counted_on,
                parts=tuple(parts.get(each.pk, ())),
            )
        )
    found = Paragraph.objects.filter(paper=row).select_related("originator")
    order = list(Section.values)
    return tuple(
        ParagraphFacts(
            number=f"{each.section}.{each.position}" if Section(each.section) in _NUMBERED else "",
            section=each.section,
            text=each.text,
            originator=each.originator.name,
            originator_id=each.originator_id,
            basis=each.basis,
            written_on=each.written_on,
            is_drafted=each.is_drafted,
            figures=tuple(figures.get(each.pk, ())),
        )
        for each in sorted(found, key=lambda each: (order.index(each.section), each.position))
    )


def to_clear(by: Actor, on: date) -> tuple[PaperLine, ...]:
    """Papers that wait for *by* to clear them."""
    police = is_police(by)
    rows = [
        row
        for row in papers_of(by, stage__in=rules.CHAIN)
        if policies.may_clear_paper(by, row, is_police=police)
    ]
    return lines(rows, on)


def to_write(
    by: Actor, on: date, *, within: timedelta = timedelta(days=28)
) -> tuple[PaperLine, ...]:
    """Papers of *by* that are planned, sent back or cleared and not out, and fall due soon."""
    stages = (Stage.PLANNED, Stage.DRAFT, Stage.CLEARED)
    rows = papers_of(by, author=by.person_id, stage__in=stages, due_on__lte=on + within)
    return lines(rows, on)


def considered(by: Actor, on: date) -> tuple[PaperLine, ...]:
    """Papers on which boards have resolved, as far as *by* may read them, the earliest first."""
    return lines(papers_of(by, stage=Stage.CONSIDERED), on)
