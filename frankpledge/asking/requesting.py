"""What is done with a request for information: drafted, sent, made clear, answered, closed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Kind,
    amend,
    new_reference,
    protect,
    record,
    require,
    touched,
)
from frankpledge.asking import clocks, contacts, policies, rules
from frankpledge.asking.information import MustSay, fetch_information
from frankpledge.asking.models import (
    Information,
    Request,
    RequestStep,
    Response,
    Sort,
    Stage,
)
from frankpledge.asking.policies import Act
from frankpledge.intelligence import api as intelligence
from frankpledge.kernel import DomainError
from frankpledge.problems import api as problems


@transaction.atomic
def draft_request(
    *,
    to: UUID | str,
    wanted: str,
    purpose: str,
    gateway: str,
    necessity: str,
    proportionality: str,
    urgency: str,
    system: str = "",
    subject: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Write a request for information, which the agency that is asked cannot see yet.

    Somebody is pointed to by a system's reference, never named. Raises `MustSay` and
    `UnknownChoice`.
    """
    require(policies.may_draft_request(by))
    other = Agency.objects.filter(id=UUID(str(to))).exclude(id=by.agency_id).first()
    if other is None or not contacts.can_be_asked(other.id):
        raise rules.UnknownChoice("Choose an agency that has a point of contact", argument="to")
    law = problems.gateway_called(gateway)
    clocks.due(urgency, at)
    if not (wanted and purpose and necessity and proportionality):
        raise MustSay("Say what is wanted, why it is needed and why no less would do")
    if bool(system) != bool(subject):
        raise MustSay("Give the system and its reference together", argument="subject")
    own = Agency.objects.get(id=by.agency_id)
    request = Request(
        protection=protect(
            Kind.REQUEST, owner=by.agency_id, by=by, at=at, agencies=[other.id], state="draft"
        ),
        reference=new_reference(),
        sort=Sort.INFORMATION,
        asked_at=at,
        asked_by_id=by.person_id,
    )
    request.save(force_insert=True)
    Information.objects.create(
        request=request,
        asker=own,
        to=other,
        wanted=wanted,
        purpose=purpose,
        gateway=law.code,
        regime=regime_for(law, own, other),
        necessity=necessity,
        proportionality=proportionality,
        system=system,
        subject=_pointer(subject) if subject else "",
        urgency=urgency,
    )
    _step(request, Stage.DRAFT, by=by, at=at)
    record(Act.DRAFT_REQUEST, request, by=by, at=at)
    return request.uid


def _pointer(subject: str) -> str:
    try:
        return problems.clean_pointer(subject)
    except DomainError as problem:
        raise MustSay(str(problem), argument="subject") from problem


def regime_for(law: problems.Gateway, own: Agency, other: Agency) -> str:
    """The data protection law for a request: part 3 only between police, unless the law says so."""
    if law.regime != "both":
        return law.regime
    return "part3" if own.kind == other.kind == "police" else "uk_gdpr"


def _step(request: Request, stage: Stage, *, by: Actor, at: datetime, words: str = "") -> None:
    RequestStep.objects.create(
        request=request, stage=stage, at=at, by_id=by.person_id, words=words[:500]
    )


def _move(
    request: Request,
    part: Information,
    stage: Stage,
    act: Act,
    *,
    by: Actor,
    at: datetime,
    words: str = "",
    fields: tuple[str, ...] = (),
) -> None:
    part.stage = stage
    part.save(update_fields=["stage", *fields])
    _step(request, stage, by=by, at=at, words=words)
    touched(request)
    other = part.to_id if by.agency_id == part.asker_id else part.asker_id
    known = stage not in (Stage.DRAFT, Stage.AUTHORISED)
    record(act, request, by=by, at=at, fields=("stage", *fields), recipients=[other] * known)


@transaction.atomic
def authorise(*, request_id: UUID, by: Actor, at: datetime) -> None:
    """Agree that a request be sent: it is necessary, in proportion and lawful."""
    request, part = fetch_information(request_id, by=by, at=at, lock=True)
    require(policies.may_authorise(by, request, part, is_contact=contacts.is_contact(by)))
    _move(request, part, Stage.AUTHORISED, Act.AUTHORISE, by=by, at=at)


@transaction.atomic
def send(*, request_id: UUID, by: Actor, at: datetime) -> None:
    """Send an authorised request. From now on the other agency sees it, and the clock runs."""
    request, part = fetch_information(request_id, by=by, at=at, lock=True)
    require(policies.may_send(by, request, part))
    amend(request, by=by, at=at, action=Action.EDIT, state="live")
    part.sent_at, part.due_at = at, clocks.due(part.urgency, at)
    _move(request, part, Stage.SENT, Act.SEND, by=by, at=at, fields=("sent_at", "due_at"))


@transaction.atomic
def acknowledge_request(*, request_id: UUID, by: Actor, at: datetime) -> None:
    """Say that a request has arrived and is being worked on."""
    request, part = fetch_information(request_id, by=by, at=at, lock=True)
    answers = contacts.is_asked_for(by)
    require(policies.may_acknowledge_request(by, request, part, is_contact=answers))
    _move(request, part, Stage.ACKNOWLEDGED, Act.ACKNOWLEDGE_REQUEST, by=by, at=at)


@transaction.atomic
def clarify(*, request_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """Ask what is meant. The clock stands still until the other agency has said."""
    request, part = fetch_information(request_id, by=by, at=at, lock=True)
    answers = contacts.is_asked_for(by)
    require(policies.may_clarify(by, request, part, is_contact=answers))
    if part.due_at is not None:
        part.left = clocks.working_time_between(at, part.due_at)
    _move(request, part, Stage.CLARIFY, Act.CLARIFY, by=by, at=at, words=words, fields=("left",))


@transaction.atomic
def explain(*, request_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """Say what was meant. The clock goes on with as much as was left."""
    request, part = fetch_information(request_id, by=by, at=at, lock=True)
    require(policies.may_explain(by, request, part))
    if part.left is not None:
        part.due_at = intelligence.after_working(at, part.left)
        part.left = None
    _move(
        request,
        part,
        Stage.ACKNOWLEDGED,
        Act.EXPLAIN,
        by=by,
        at=at,
        words=words,
        fields=("due_at", "left"),
    )


@transaction.atomic
def answer_request(
    *,
    request_id: UUID,
    response: str,
    words: str = "",
    refusal: str = "",
    conditions: str = "",
    asks_before_onward: bool = False,
    by: Actor,
    at: datetime,
) -> None:
    """Decide what is told: all, part, nothing because nothing is held, or nothing with a reason.

    Raises `MustSay` where what is said does not go with the answer.
    """
    request, part = fetch_information(request_id, by=by, at=at, lock=True)
    answers = contacts.is_asked_for(by)
    require(policies.may_answer_request(by, request, part, is_contact=answers))
    given = Response(response)
    tells = given in (Response.FULL, Response.PARTIAL)
    if tells and not words:
        raise MustSay("Write what you tell them", argument="words")
    if not tells and words:
        raise MustSay("Tell nothing with this answer", argument="words")
    if given == Response.REFUSED:
        problems.check_reason(refusal, argument="refusal")
    part.response, part.words = given, words
    part.refusal = refusal if given == Response.REFUSED else ""
    part.conditions, part.asks_before_onward = conditions, asks_before_onward and tells
    part.answered_at, part.answered_by_id = at, by.person_id
    _move(
        request,
        part,
        Stage.ANSWERED,
        Act.ANSWER_REQUEST,
        by=by,
        at=at,
        fields=(
            "response",
            "words",
            "refusal",
            "conditions",
            "asks_before_onward",
            "answered_at",
            "answered_by",
        ),
    )


@transaction.atomic
def close_request(*, request_id: UUID, by: Actor, at: datetime) -> None:
    """Say that the answer has arrived and nothing more is wanted."""
    request, part = fetch_information(request_id, by=by, at=at, lock=True)
    require(policies.may_close_request(by, request, part))
    _move(request, part, Stage.CLOSED, Act.CLOSE_REQUEST, by=by, at=at)


@transaction.atomic
def escalate(*, request_id: UUID, by: Actor, at: datetime) -> None:
    """Say that an answer is overdue. Both agencies see it, and it is counted."""
    request, part = fetch_information(request_id, by=by, at=at, lock=True)
    require(policies.may_escalate(by, request, part))
    _move(request, part, Stage.ESCALATED, Act.ESCALATE, by=by, at=at)


@transaction.atomic
def withdraw_request(*, request_id: UUID, by: Actor, at: datetime) -> None:
    """Take a request back. What has happened to it stays."""
    request, part = fetch_information(request_id, by=by, at=at, lock=True)
    require(policies.may_withdraw_request(by, request, part))
    _move(request, part, Stage.WITHDRAWN, Act.WITHDRAW_REQUEST, by=by, at=at)
