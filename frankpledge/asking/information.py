"""Requests for information between agencies: authorised, sent, made clear, answered, closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Decision,
    Kind,
    NotFound,
    Ref,
    fetch,
    record,
    require,
)
from frankpledge.asking import contacts, policies, rules
from frankpledge.asking.models import (
    Information,
    Onward,
    Request,
    RequestStep,
    Response,
    Sort,
    Stage,
)
from frankpledge.asking.policies import Act
from frankpledge.kernel import DomainError
from frankpledge.problems import api as problems
from frankpledge.ui.api import Happening, Tone


class MustSay(DomainError):
    """Something that has to be said with this was left out, or does not go with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """One request for information in a list."""

    uid: UUID
    reference: str
    wanted: str
    asker: str
    to: str
    direction: str
    urgency: str
    stage: Stage
    response: str
    asked_by_id: UUID
    asked_at: datetime
    due_at: datetime | None
    is_overdue: bool
    is_to_us: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OnwardLine:
    """A wish to pass an answer on."""

    id: int
    to: str
    why: str
    state: str
    may_decide: Decision
    may_pass_on: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """One request as its page shows it."""

    line: RequestLine
    asked_by: str
    purpose: str
    gateway: str
    regime: str
    necessity: str
    proportionality: str
    subject: str
    refusal: str
    words: str
    conditions: str
    asks_before_onward: bool
    happened: tuple[Happening, ...]
    onward: tuple[OnwardLine, ...]
    may_authorise: Decision
    may_send: Decision
    may_acknowledge: Decision
    may_clarify: Decision
    may_explain: Decision
    may_answer: Decision
    may_close: Decision
    may_escalate: Decision
    may_withdraw: Decision
    may_ask_onward: Decision


def parts(by: Actor, action: Action = Action.READ) -> QuerySet[Information]:
    """Requests for information on which *by* may take *action*."""
    return Information.objects.filter(
        request__in=Request.open_to(by, action).filter(sort=Sort.INFORMATION)
    ).select_related("request__protection", "request__asked_by__agency", "asker", "to")


def lines_of(rows: Iterable[Information], by: Actor, at: datetime) -> tuple[RequestLine, ...]:
    """Requests as lines of a list."""
    urgencies = dict(rules.words_in("urgencies.csv"))
    return tuple(_line(row, by, at, urgencies) for row in rows)


OPEN = (Stage.SENT, Stage.ACKNOWLEDGED, Stage.CLARIFY, Stage.ESCALATED)


def _line(row: Information, by: Actor, at: datetime, urgencies: dict[str, str]) -> RequestLine:
    running = row.stage in OPEN and row.stage != Stage.CLARIFY
    return RequestLine(
        uid=row.request_id,
        reference=row.request.reference,
        wanted=row.wanted,
        asker=row.asker.short_name,
        to=row.to.short_name,
        direction=direction(row.asker, row.to),
        urgency=urgencies.get(row.urgency, row.urgency),
        stage=Stage(row.stage),
        response=Response(row.response).label if row.response else "",
        asked_by_id=row.request.asked_by_id,
        asked_at=row.request.asked_at,
        due_at=row.due_at if running else None,
        is_overdue=running and row.due_at is not None and at > row.due_at,
        is_to_us=row.to_id == by.agency_id,
    )


def direction(asker: Agency, to: Agency) -> str:
    """Which way a request goes between police and partners."""
    sides = ["Police" if agency.kind == "police" else "Partner" for agency in (asker, to)]
    return " to ".join((sides[0], sides[1].lower()))


@transaction.atomic
def listed(*, by: Actor, at: datetime, limit: int = 100) -> tuple[RequestLine, ...]:
    """Requests that *by* may open, the newest first. The look is recorded."""
    require(policies.may_list_requests(by))
    rows = parts(by).order_by("-request__asked_at", "request_id")[:limit]
    lines = lines_of(rows, by, at)
    seen = [Ref(kind=Kind.REQUEST, uid=line.uid) for line in lines]
    record(Act.LIST_REQUESTS, seen, by=by, at=at)
    return lines


def fetch_information(
    uid: UUID, *, by: Actor, at: datetime, lock: bool = False
) -> tuple[Request, Information]:
    request = fetch(Request, uid, by=by, at=at, act=Act.READ_REQUEST, lock=lock)
    found = (
        Information.objects.filter(request=request)
        .select_related("request__protection", "request__asked_by__agency", "asker", "to")
        .first()
    )
    if found is None:
        raise NotFound
    return request, found


@transaction.atomic
def page(*, request_id: UUID, by: Actor, at: datetime) -> RequestFacts:
    """One request, what has happened to it, and what *by* may do."""
    request, part = fetch_information(request_id, by=by, at=at)
    decides, answers = contacts.is_contact(by), contacts.is_asked_for(by)
    (line,) = lines_of([part], by, at)
    reads_all = part.asker_id == by.agency_id or part.to_id == by.agency_id
    return RequestFacts(
        line=line,
        asked_by=f"{request.asked_by.name}, {part.asker.short_name}",
        purpose=part.purpose,
        gateway=problems.gateway_words(part.gateway),
        regime={"part3": "Data Protection Act 2018, part 3"}.get(part.regime, "UK GDPR"),
        necessity=part.necessity,
        proportionality=part.proportionality,
        subject=f"{part.system}: {part.subject}" if part.subject else "",
        refusal=problems.reason_words(part.refusal) if part.refusal else "",
        words=part.words,
        conditions=part.conditions,
        asks_before_onward=part.asks_before_onward,
        happened=_happened(request) if reads_all else (),
        onward=_onward(request, part, by, answers=answers) if reads_all else (),
        may_authorise=policies.may_authorise(by, request, part, is_contact=decides),
        may_send=policies.may_send(by, request, part),
        may_acknowledge=policies.may_acknowledge_request(by, request, part, is_contact=answers),
        may_clarify=policies.may_clarify(by, request, part, is_contact=answers),
        may_explain=policies.may_explain(by, request, part),
        may_answer=policies.may_answer_request(by, request, part, is_contact=answers),
        may_close=policies.may_close_request(by, request, part),
        may_escalate=policies.may_escalate(by, request, part),
        may_withdraw=policies.may_withdraw_request(by, request, part),
        may_ask_onward=policies.may_ask_onward(by, request, part),
    )


TONES = {Stage.ANSWERED: Tone.GOOD, Stage.ESCALATED: Tone.URGENT, Stage.CLARIFY: Tone.WARNING}


def _happened(request: Request) -> tuple[Happening, ...]:
    rows = RequestStep.objects.filter(request=request).select_related("by__agency")
    return tuple(
        Happening(
            at=row.at,
            title=Stage(row.stage).label,
            by=f"{row.by.name}, {row.by.agency.short_name}",
            text=row.words,
            tone=TONES.get(Stage(row.stage), Tone.NEUTRAL),
        )
        for row in rows.order_by("-at", "-id")
    )


def _onward(
    request: Request, part: Information, by: Actor, *, answers: bool
) -> tuple[OnwardLine, ...]:
    may_decide = policies.may_decide_onward(by, request, part, is_contact=answers)
    states = {None: "Waits for an answer", True: "Agreed", False: "Not agreed"}
    return tuple(
        OnwardLine(
            id=row.pk,
            to=row.to.name,
            why=row.why,
            state="Passed on" if row.passed_on_at else states[row.agreed],
            may_decide=may_decide,
            may_pass_on=policies.may_pass_on(by, request, part, agreed=row.agreed),
        )
        for row in Onward.objects.filter(request=request)
        .select_related("to")
        .order_by("asked_at", "pk")
    )
