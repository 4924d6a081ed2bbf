"""A meeting's agenda and its pack: every paper that may be in it, in one file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Decision, fetch, record, require
from frankpledge.governance import policies
from frankpledge.governance.boards import layout, log, reading, rules
from frankpledge.governance.boards.said import ActionFacts, PaperLine
from frankpledge.governance.models import NUMBERED, Meeting, Reach, Stage
from frankpledge.governance.policies import Act
from frankpledge.papers.api import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaFacts:
    """A board's meeting: what it left open last time, and the papers that it has or will have."""

    meeting_id: UUID
    forum: str
    forum_code: str
    starts_at: datetime
    place: str
    last_id: UUID | None
    last_papers: tuple[PaperLine, ...]
    log: tuple[ActionFacts, ...]
    papers: tuple[PaperLine, ...]
    may_plan: Decision
    may_pack: Decision


@transaction.atomic
def agenda(*, meeting_id: UUID, by: Actor, at: datetime) -> AgendaFacts:
    """The agenda of one meeting as *by* may see it. Looking is recorded."""
    require(policies.may_list_papers(by))
    meeting = fetch(Meeting, meeting_id, by=by, at=at, act=Act.READ_MEETING)
    on = localtime(at).date()
    rows = [row for row in reading.papers_of(by, meeting=meeting) if row.stage != Stage.WITHDRAWN]
    last = (
        Meeting.open_to(by)
        .filter(forum=meeting.forum_id, starts_at__lt=meeting.starts_at, called_off_at=None)
        .order_by("-starts_at")
        .first()
    )
    before = reading.papers_of(by, meeting=last, stage__in=NUMBERED) if last else []
    record(Act.LIST_PAPERS, [meeting, *rows, *before], by=by, at=at)
    return AgendaFacts(
        meeting_id=meeting.uid,
        forum=meeting.forum.name,
        forum_code=meeting.forum_id,
        starts_at=meeting.starts_at,
        place=meeting.place,
        last_id=last.uid if last else None,
        last_papers=reading.lines(before, on),
        log=log.actions_before(meeting.forum_id, meeting.starts_at, by=by, on=on),
        papers=reading.lines(rows, on),
        may_plan=policies.may_plan_paper(by),
        may_pack=policies.may_make_pack(by),
    )


@transaction.atomic
def pack(*, meeting_id: UUID, for_public: bool, by: Actor, at: datetime) -> Paper:
    """A meeting's papers in one, of those that *by* may read. Recorded.

    What is not published is not in it. In the public's pack neither exempt nor private papers
    are: the agenda names an exempt one with its reason, and says nothing of a private one. Who
    and what an action log names may be an agency's own affair, so the public has no log.
    """
    require(policies.may_make_pack(by))
    meeting = fetch(Meeting, meeting_id, by=by, at=at, act=Act.READ_MEETING)
    rows = reading.papers_of(by, meeting=meeting, stage__in=NUMBERED)
    shown = [row for row in rows if row.reach == Reach.PUBLIC or not for_public]
    papers = [reading.facts_of(row, by=by, at=at) for row in shown]
    kept_back = [
        (f"{row.number}", f"Exempt: {rules.EXEMPT[row.exempt_paragraph]}")
        for row in rows
        if for_public and row.reach == Reach.EXEMPT
    ]
    record(Act.MAKE_PACK, [meeting, *shown], by=by, at=at)
    return layout.pack(
        forum=meeting.forum.name,
        meets_at=localtime(meeting.starts_at),
        place=meeting.place,
        papers=papers,
        log=()
        if for_public
        else log.actions_before(
            meeting.forum_id, meeting.starts_at, by=by, on=localtime(at).date()
        ),
        kept_back=kept_back,
        made_at=at,
        for_public=for_public,
    )
