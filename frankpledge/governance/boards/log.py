"""A board's action log: what was raised on its papers, what its owners said, and what is closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, NotFound, fetch, record, require, touched
from frankpledge.governance import policies
from frankpledge.governance.boards import rules
from frankpledge.governance.boards.said import ActionFacts
from frankpledge.governance.models import (
    NUMBERED,
    ActionReport,
    BoardAction,
    BoardPaper,
    Report,
)
from frankpledge.governance.policies import Act


def actions_of(papers: Sequence[BoardPaper], *, by: Actor, on: date) -> tuple[ActionFacts, ...]:
    """The actions that boards raised on these papers, in the order of their references."""
    rows = list(
        BoardAction.objects.filter(paper__in=papers)
        .select_related("owner_agency", "paper__protection", "paper__meeting")
        .order_by("raised_on", "paper__number", "letter")
    )
    said: dict[int, list[ActionReport]] = {}
    for each in (
        ActionReport.objects.filter(action__in=rows).select_related("by").order_by("at", "pk")
    ):
        said.setdefault(each.action_id, []).append(each)
    return tuple(_facts(row, said.get(row.pk, []), by, on) for row in rows)


def _facts(row: BoardAction, said: Sequence[ActionReport], by: Actor, on: date) -> ActionFacts:
    last = said[-1].state if said else ""
    closed = row.closed_at is not None
    return ActionFacts(
        number=row.pk,
        paper_id=row.paper_id,
        reference=rules.action_reference(
            localtime(row.paper.meeting.starts_at).date(), row.paper.number or 0, row.letter
        ),
        text=row.text,
        owner=f"{row.owner_post}, {row.owner_agency.name}",
        raised_on=row.raised_on,
        due_on=row.due_on,
        state=rules.action_state(said=last, is_closed=closed),
        colour=rules.action_colour(due=row.due_on, on=on, said=last, is_closed=closed),
        said=tuple((each.at, each.by.name, each.words, each.evidence) for each in said),
        closed_on=localtime(row.closed_at).date() if row.closed_at else None,
        may_report=policies.may_report_on_action(by, row),
        may_close=policies.may_close_action(by, row, is_complete=last == Report.COMPLETE),
    )


def actions_before(forum: str, before: datetime, *, by: Actor, on: date) -> tuple[ActionFacts, ...]:
    """The log that a board has before it: what is open, or was closed since it last met."""
    papers = list(
        BoardPaper.open_to(by)
        .filter(forum=forum, stage__in=NUMBERED, meeting__starts_at__lt=before)
        .order_by("meeting__starts_at", "pk")
    )
    last = max((paper.meeting.starts_at for paper in papers), default=None)
    return tuple(
        each
        for each in actions_of(papers, by=by, on=on)
        if each.closed_on is None or (last and each.closed_on >= localtime(last).date())
    )


def owed_by(by: Actor, on: date) -> tuple[ActionFacts, ...]:
    """Actions of boards that *by*'s agency is to do and has not said to be complete."""
    papers = list(BoardPaper.open_to(by).filter(stage__in=NUMBERED))
    mine = set(
        BoardAction.objects.filter(
            paper__in=papers, owner_agency=by.agency_id, closed_at=None
        ).values_list("pk", flat=True)
    )
    return tuple(
        each
        for each in actions_of(papers, by=by, on=on)
        if each.number in mine and each.colour != "blue"
    )


def to_close(by: Actor, on: date) -> tuple[ActionFacts, ...]:
    """Actions that are said to be complete and that *by* may close."""
    papers = list(BoardPaper.open_to(by).filter(stage__in=NUMBERED))
    return tuple(each for each in actions_of(papers, by=by, on=on) if each.may_close)


def action(*, paper_id: UUID, number: int, by: Actor, at: datetime) -> ActionFacts:
    """One action of the log. Raises `NotFound`."""
    paper = fetch(BoardPaper, paper_id, by=by, at=at, act=Act.READ_PAPER)
    found = {each.number: each for each in actions_of([paper], by=by, on=localtime(at).date())}
    if number not in found:
        raise NotFound
    return found[number]


@transaction.atomic
def report_on_action(
    *,
    paper_id: UUID,
    number: int,
    state: str,
    words: str,
    evidence: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Say how far an action is. Nothing that was said before is altered."""
    paper, row = _row(paper_id, number, by, at)
    require(policies.may_report_on_action(by, row))
    ActionReport.objects.create(
        action=row, state=Report(state), words=words, evidence=evidence, at=at, by_id=by.person_id
    )
    touched(paper)
    record(Act.REPORT_ON_ACTION, paper, by=by, at=at, fields=("actions",))


@transaction.atomic
def close_action(*, paper_id: UUID, number: int, by: Actor, at: datetime) -> None:
    """Close an action that its owner has said to be complete."""
    paper, row = _row(paper_id, number, by, at)
    said = ActionReport.objects.filter(action=row).order_by("-at", "-pk").first()
    is_complete = said is not None and said.state == Report.COMPLETE
    require(policies.may_close_action(by, row, is_complete=is_complete))
    row.closed_at, row.closed_by_id = at, by.person_id
    row.save(update_fields=["closed_at", "closed_by"])
    touched(paper)
    record(Act.CLOSE_ACTION, paper, by=by, at=at, fields=("actions",))


def _row(paper_id: UUID, number: int, by: Actor, at: datetime) -> tuple[BoardPaper, BoardAction]:
    paper = fetch(BoardPaper, paper_id, by=by, at=at, act=Act.READ_PAPER, lock=True)
    row = (
        BoardAction.objects.filter(pk=number, paper=paper)
        .select_related("paper__protection")
        .first()
    )
    if row is None:
        raise NotFound
    return paper, row
