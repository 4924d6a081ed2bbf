"""What asking wants of somebody this morning, and what is new to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.urls import reverse

from frankpledge.access.api import Action, Actor, Kind, Ref, record
from frankpledge.asking import (
    alerts,
    answering,
    before_acting,
    contacts,
    information,
    policies,
)
from frankpledge.asking.models import Requirement, Stage, Standing
from frankpledge.asking.policies import Act

NEW_FOR = timedelta(days=2)


class Sort(StrEnum):
    """What somebody is to do, or what is new."""

    ANSWER_BEFORE = "answer_before"
    TAKE_CALL = "take_call"
    READ_RISK = "read_risk"
    BEFORE_ANSWERED = "before_answered"
    BEFORE_LATE = "before_late"
    AUTHORISE = "authorise"
    ANSWER_REQUEST = "answer_request"
    EXPLAIN = "explain"
    REQUEST_ANSWERED = "request_answered"
    REQUEST_OVERDUE = "request_overdue"
    APPROVE_REQUIREMENT = "approve_requirement"
    READ_ALERT = "read_alert"


TITLES = {
    Sort.ANSWER_BEFORE: "To answer before they act",
    Sort.TAKE_CALL: "Asked to call you",
    Sort.READ_RISK: "Acted on immediate risk",
    Sort.BEFORE_ANSWERED: "Answers before you act",
    Sort.BEFORE_LATE: "No answer yet",
    Sort.AUTHORISE: "Requests to authorise",
    Sort.ANSWER_REQUEST: "Requests to answer",
    Sort.EXPLAIN: "They ask what you mean",
    Sort.REQUEST_ANSWERED: "Requests answered",
    Sort.REQUEST_OVERDUE: "Requests overdue",
    Sort.APPROVE_REQUIREMENT: "Requirements to approve",
    Sort.READ_ALERT: "New alerts",
}
"""What a heading over them says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaiting:
    """One thing that waits for somebody or is new to them."""

    sort: Sort
    ref: Ref
    title: str
    hint: str
    href: str
    due_at: datetime | None
    is_late: bool
    is_new: bool

    @property
    def heading(self) -> str:
        """What stands over things of this sort."""
        return TITLES[self.sort]


def awaiting(by: Actor, at: datetime) -> tuple[Awaiting, ...]:
    """All of it, by sort, what is due first at the top. The look is recorded."""
    kinds = by.kinds_for(Action.READ)
    found: list[Awaiting] = []
    if Kind.REQUEST in kinds:
        found += _unit(by, at) if policies.is_desk(by) else _asked_before(by, at)
        found += _requests(by, at)
    if Kind.REQUIREMENT in kinds and policies.is_desk(by):
        found += _requirements(by)
    if Kind.ALERT in kinds:
        found += _alerts(by, at)
    order = list(Sort)
    found.sort(key=lambda each: order.index(each.sort))
    if found:
        record(Act.LIST_REQUESTS, [each.ref for each in found], by=by, at=at)
    return tuple(found)


def _unit(by: Actor, at: datetime) -> Sequence[Awaiting]:
    return [
        Awaiting(
            sort=_unit_sort(each),
            ref=Ref(kind=Kind.REQUEST, uid=each.line.uid),
            title=each.line.place,
            hint=f"{each.line.asked_by}: {each.line.planned}",
            href=reverse("asking:answer-before", args=[each.line.uid]),
            due_at=None if each.is_answered else each.line.release_at,
            is_late=not each.is_answered and at >= each.line.release_at,
            is_new=False,
        )
        for each in answering.waiting(by, at)
    ]


def _unit_sort(each: answering.Waiting) -> Sort:
    if each.risk_to_read:
        return Sort.READ_RISK
    return Sort.TAKE_CALL if each.awaits_call else Sort.ANSWER_BEFORE


def _asked_before(by: Actor, at: datetime) -> Sequence[Awaiting]:
    since = at - timedelta(days=21)
    rows = before_acting.parts(by).filter(
        request__asked_at__gte=since, withdrawn_at=None, acted_at=None
    )
    lines = before_acting.lines_of(list(rows.order_by("release_at", "pk")), by, at)
    return [
        Awaiting(
            sort=Sort.BEFORE_LATE if line.is_late else Sort.BEFORE_ANSWERED,
            ref=Ref(kind=Kind.REQUEST, uid=line.uid),
            title=line.place,
            hint=line.answer or before_acting.NO_ANSWER,
            href=reverse("asking:before", args=[line.uid]),
            due_at=line.release_at if line.is_late else None,
            is_late=line.is_late,
            is_new=line.released_at is not None,
        )
        for line in lines
        if line.is_late or (line.released_at is not None and at < line.released_at + NEW_FOR)
    ]


def _requests(by: Actor, at: datetime) -> Sequence[Awaiting]:
    decides, answers = contacts.is_contact(by), contacts.is_asked_for(by)
    stages = [Stage.DRAFT, *information.OPEN, Stage.ANSWERED]
    rows = information.parts(by).filter(stage__in=stages).order_by("due_at", "request_id")
    found = []
    for line in information.lines_of(rows, by, at):
        sort = _request_sort(line, by, decides=decides, answers=answers)
        if sort is None:
            continue
        found.append(
            Awaiting(
                sort=sort,
                ref=Ref(kind=Kind.REQUEST, uid=line.uid),
                title=line.wanted,
                hint=f"{line.asker} asks {line.to}. {line.urgency}",
                href=reverse("asking:request", args=[line.uid]),
                due_at=line.due_at,
                is_late=line.is_overdue,
                is_new=sort == Sort.REQUEST_ANSWERED,
            )
        )
    return found


def _request_sort(
    line: information.RequestLine, by: Actor, *, decides: bool, answers: bool
) -> Sort | None:
    if line.is_to_us:
        waits = line.stage in (Stage.SENT, Stage.ACKNOWLEDGED, Stage.ESCALATED)
        return Sort.ANSWER_REQUEST if answers and waits else None
    if line.stage == Stage.DRAFT:
        return Sort.AUTHORISE if decides and line.asked_by_id != by.person_id else None
    if line.stage == Stage.CLARIFY:
        return Sort.EXPLAIN
    if line.stage == Stage.ANSWERED:
        return Sort.REQUEST_ANSWERED
    return Sort.REQUEST_OVERDUE if line.is_overdue else None


def _requirements(by: Actor) -> Sequence[Awaiting]:
    rows = (
        Requirement.open_to(by, Action.APPROVE)
        .filter(standing=Standing.DRAFT)
        .exclude(drafted_by=by.person_id)
        .order_by("valid_from", "pk")
    )
    return [
        Awaiting(
            sort=Sort.APPROVE_REQUIREMENT,
            ref=Ref(kind=Kind.REQUIREMENT, uid=row.uid),
            title=row.theme,
            hint=row.partner_wording,
            href=reverse("asking:requirement", args=[row.uid]),
            due_at=None,
            is_late=False,
            is_new=False,
        )
        for row in rows
    ]


def _alerts(by: Actor, at: datetime) -> Sequence[Awaiting]:
    return [
        Awaiting(
            sort=Sort.READ_ALERT,
            ref=Ref(kind=Kind.ALERT, uid=line.uid),
            title=line.title,
            hint=line.marking,
            href=reverse("asking:alert", args=[line.uid]),
            due_at=None,
            is_late=False,
            is_new=True,
        )
        for line in alerts.new_alerts(by, at)
    ]
