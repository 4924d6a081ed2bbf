"""How a record of this module is named elsewhere: its caption, its address, its conflicts."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Kind, Ref
from frankpledge.governance.forums import entries
from frankpledge.governance.models import (
    AgendaItem,
    BoardPaper,
    Meeting,
    MeetingDecision,
    Priority,
)
from frankpledge.problems import api as problems

_PAGES = {
    Kind.MEETING: "governance:meeting",
    Kind.FORUM_ENTRY: "forums:entry",
    Kind.PAPER: "boards:paper",
    Kind.PRIORITY: "boards:priority",
}


def problem_behind(ref: Ref, by: Actor) -> UUID | None:
    """The problem that an item or a decision is about, if *by* may open them both."""
    found = None
    if ref.kind == Kind.AGENDA_ITEM:
        item = AgendaItem.open_to(by).filter(pk=ref.uid).first()
        found = item.problem_id if item else None
    elif ref.kind == Kind.DECISION:
        decision = MeetingDecision.open_to(by).filter(pk=ref.uid).select_related("item").first()
        found = decision.item.problem_id if decision else None
    return found if found in problems.among([found] if found else [], by) else None


def caption_of(ref: Ref, by: Actor) -> str | None:
    """What a record of this module is called, or None if it is not one or not open to *by*."""
    if ref.kind == Kind.MEETING:
        meeting = Meeting.open_to(by).filter(pk=ref.uid).select_related("forum").first()
        return _when(meeting) if meeting else None
    if ref.kind == Kind.FORUM_ENTRY:
        return entries.name_of(ref.uid, by)
    if ref.kind == Kind.PAPER:
        paper = BoardPaper.open_to(by).filter(pk=ref.uid).select_related("forum").first()
        return f"Paper for {paper.forum.name}: {paper.subject}" if paper else None
    if ref.kind == Kind.PRIORITY:
        line = Priority.open_to(by).filter(pk=ref.uid).select_related("body").first()
        return f"{line.body.name}: {line.name or 'not among its priorities'}" if line else None
    problem_id = problem_behind(ref, by)
    if problem_id is None:
        return None
    problem = problems.among([problem_id], by)[problem_id]
    if ref.kind == Kind.DECISION:
        decision = MeetingDecision.open_to(by).filter(pk=ref.uid).first()
        return f"Decision: {decision.text}" if decision else None
    item = AgendaItem.open_to(by).filter(pk=ref.uid).select_related("meeting__forum").first()
    return f"{_when(item.meeting)}: {problem.title}" if item else None


def _when(meeting: Meeting) -> str:
    day = localtime(meeting.starts_at)
    return f"{meeting.forum.name}, {day.day} {day:%B %Y}"


def url_of(ref: Ref, by: Actor) -> str | None:
    """The address of a record of this module, or None if it is not one or not open to *by*."""
    if caption_of(ref, by) is None:
        return None
    if ref.kind in _PAGES:
        return reverse(_PAGES[ref.kind], args=[ref.uid])
    if ref.kind == Kind.DECISION:
        decision = MeetingDecision.open_to(by).filter(pk=ref.uid).first()
        return reverse("governance:item", args=[decision.item_id]) if decision else None
    return reverse("governance:item", args=[ref.uid])
