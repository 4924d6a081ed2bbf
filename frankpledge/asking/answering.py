"""The unit's side of asking before acting: checked by hand, answered in fixed words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor, Decision, Kind, Ref, record, require, touched
from frankpledge.asking import camouflage, clocks, policies, rules
from frankpledge.asking.before_acting import BeforeLine, fetch_part, lines_of, parts
from frankpledge.asking.models import BeforeActing, CallTold, Safety, Verdict
from frankpledge.asking.policies import Act
from frankpledge.kernel import DomainError


class NotChecked(DomainError):
    """An answer is given only after everything on the list was looked at by hand."""


class NoSuchDay(DomainError):
    """The day to put it off to does not fit the days that were asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One question on the unit's list, with what the unit alone knows of it."""

    line: BeforeLine
    is_answered: bool
    chased_at: datetime | None
    awaits_call: bool
    risk_to_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question as the unit's page shows it. Nothing on it was looked up by the site."""

    line: BeforeLine
    chased_at: datetime | None
    found: str
    released_as: str
    safety: str
    is_benign_call: bool
    releases_at: datetime | None
    called_at: datetime | None
    call_told: str
    acted_words: str
    acted_at: datetime | None
    acted_seen_at: datetime | None
    may_answer: Decision
    may_note_call: Decision
    may_see_risk: Decision


def checklist() -> tuple[tuple[str, str], ...]:
    """What is looked at by hand before anything is answered."""
    return rules.words_in("before_acting_checks.csv")


def waiting(by: Actor, at: datetime) -> tuple[Waiting, ...]:
    """Questions of the unit of *by* that want something of it, the next to be released first."""
    rows = parts(by).filter(unit=by.agency_id, withdrawn_at=None).order_by("release_at", "pk")
    found = [
        row
        for row in rows
        if (row.answered_at is None and row.acted_at is None)
        or _awaits_call(row, at)
        or _risk_to_read(row)
    ]
    lines = lines_of(found, by, at)
    return tuple(
        Waiting(
            line=line,
            is_answered=row.answered_at is not None,
            chased_at=row.chased_at,
            awaits_call=_awaits_call(row, at),
            risk_to_read=_risk_to_read(row),
        )
        for row, line in zip(found, lines, strict=True)
    )


def _to_answer(row: BeforeActing) -> bool:
    return row.answered_at is None and row.acted_at is None


def _awaits_call(row: BeforeActing, at: datetime) -> bool:
    if row.shown != Verdict.CALL or row.called_at or row.releases_at is None:
        return False
    return at < row.releases_at + rules.days("answer_lasts_days")


def _risk_to_read(row: BeforeActing) -> bool:
    return row.acted_at is not None and row.acted_seen_at is None


@transaction.atomic
def questions(*, by: Actor, at: datetime) -> tuple[Waiting, ...]:
    """The unit's list. The look is recorded. Raises `NotPermitted` outside a unit."""
    require(policies.may_list_before(by))
    found = waiting(by, at)
    seen = [Ref(kind=Kind.REQUEST, uid=each.line.uid) for each in found]
    record(Act.LIST_BEFORE, seen, by=by, at=at)
    return found


@transaction.atomic
def question(*, request_id: UUID, by: Actor, at: datetime) -> Question:
    """One question, as the unit that was asked sees it. Others are told that it is not theirs."""
    request, part = fetch_part(request_id, by=by, at=at)
    may_answer = policies.may_answer_before(by, request, part)
    if part.answered_at is None or part.unit_id != by.agency_id:
        require(may_answer)
    (line,) = lines_of([part], by, at)
    return Question(
        line=line,
        chased_at=part.chased_at,
        found=Verdict(part.verdict).label if part.verdict else "",
        released_as=Verdict(part.shown).label if part.shown else "",
        safety=Safety(part.safety).label if part.safety else "",
        is_benign_call=part.verdict != part.shown,
        releases_at=part.releases_at,
        called_at=part.called_at,
        call_told=CallTold(part.call_told).label if part.call_told else "",
        acted_words=part.acted_words,
        acted_at=part.acted_at,
        acted_seen_at=part.acted_seen_at,
        may_answer=may_answer,
        may_note_call=policies.may_note_call(by, request, part, at),
        may_see_risk=policies.may_see_risk(by, request, part),
    )


@transaction.atomic
def answer_before(
    *,
    request_id: UUID,
    verdict: str,
    safety: str,
    checked: Iterable[str],
    defer_to: date | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Answer in one of three fixed ways, and say how staff should go.

    The asker reads it at the time that was fixed when they asked, never sooner; what comes after
    that time waits for the next. Raises `NotChecked` and `NoSuchDay`.
    """
    request, part = fetch_part(request_id, by=by, at=at, lock=True)
    require(policies.may_answer_before(by, request, part))
    looked_at = sorted(set(checked))
    if set(looked_at) < {code for code, _ in checklist()}:
        raise NotChecked("Check everything on the list by hand first", argument="checked")
    given = Verdict(verdict)
    if given == Verdict.DEFER and (defer_to is None or defer_to <= part.first_day):
        raise NoSuchDay("Give a day after the first that they asked about", argument="defer_to")
    part.verdict, part.safety = given, Safety(safety)
    part.shown = camouflage.shown_for(given, request.uid)
    part.defer_to = defer_to if given == Verdict.DEFER else None
    part.checked = looked_at
    _finish(part, by=by, at=at)
    touched(request)
    record(
        Act.ANSWER_BEFORE,
        request,
        by=by,
        at=at,
        fields=("verdict", "safety", "checked"),
        recipients=[request.protection.owner_id],
    )


@transaction.atomic
def return_before(*, request_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Give back a question that cannot be answered, with a fixed reason, at the same fixed time."""
    request, part = fetch_part(request_id, by=by, at=at, lock=True)
    require(policies.may_return_before(by, request, part))
    if reason not in dict(rules.words_in("returned_words.csv")):
        raise rules.UnknownChoice("Choose the reason from the list", argument="reason")
    part.returned = reason
    _finish(part, by=by, at=at)
    touched(request)
    record(Act.RETURN_BEFORE, request, by=by, at=at, recipients=[request.protection.owner_id])


def _finish(part: BeforeActing, *, by: Actor, at: datetime) -> None:
    part.answered_at, part.answered_by_id = at, by.person_id
    part.releases_at = part.release_at if at <= part.release_at else clocks.next_release(at)
    part.save(
        update_fields=[
            "verdict",
            "shown",
            "safety",
            "defer_to",
            "checked",
            "returned",
            "answered_at",
            "answered_by",
            "releases_at",
        ]
    )


@transaction.atomic
def note_call(*, request_id: UUID, told: str, by: Actor, at: datetime) -> None:
    """Note that the asker has called, and what they were told. Why is not written anywhere."""
    request, part = fetch_part(request_id, by=by, at=at, lock=True)
    require(policies.may_note_call(by, request, part, at))
    part.called_at, part.called_by_id, part.call_told = at, by.person_id, CallTold(told)
    part.save(update_fields=["called_at", "called_by", "call_told"])
    touched(request)
    record(Act.NOTE_CALL, request, by=by, at=at, fields=("called_at", "call_told"))


@transaction.atomic
def see_risk(*, request_id: UUID, by: Actor, at: datetime) -> None:
    """Say for the unit that an act on immediate risk has been read of."""
    request, part = fetch_part(request_id, by=by, at=at, lock=True)
    require(policies.may_see_risk(by, request, part))
    part.acted_seen_at = at
    part.save(update_fields=["acted_seen_at"])
    touched(request)
    record(Act.SEE_RISK, request, by=by, at=at)
