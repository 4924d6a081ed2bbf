"""Asking before acting: a place, some days and a plan, answered by a person in fixed words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Decision,
    Kind,
    LinkKind,
    NotFound,
    Ref,
    fetch,
    link,
    links_of,
    new_reference,
    protect,
    record,
    require,
    touched,
)
from frankpledge.asking import clocks, policies, rules
from frankpledge.asking.camouflage import safety_shown
from frankpledge.asking.models import BeforeActing, Goer, Request, Safety, Sort, Verdict
from frankpledge.asking.policies import Act
from frankpledge.intelligence import api as intelligence
from frankpledge.kernel import DomainError
from frankpledge.problems import api as problems

NOT_CLEARANCE = (
    "No match here is not clearance. An answer says only whether the intelligence unit asks you to "
    "do something first. It says nothing of who lives at a place, or of how safe it is."
)
"""What stands on every page and every print about an answer."""

NO_ANSWER = (
    "No answer yet is not an answer. Do not take silence for leave to go. "
    "If somebody is at immediate risk, act, call 999, and say here afterwards that you did."
)
ACT_ON_RISK = (
    "If somebody is at immediate risk, do not wait for this. Call 999 and do what is needed. "
    "Then tell the unit here that you acted."
)


class WrongDays(DomainError):
    """The days that are asked about cannot be answered for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeLine:
    """One question and where it stands, as one reader may know it."""

    uid: UUID
    reference: str
    place: str
    area_code: str
    planned: str
    goers: str
    first_day: date
    last_day: date
    asked_by: str
    asked_at: datetime
    unit: str
    release_at: datetime
    state: str
    answer: str
    safety: str
    released_at: datetime | None
    expires_at: datetime | None
    is_late: bool
    has_run_out: bool
    calls: bool
    is_ours: bool
    is_to_us: bool
    acted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeFacts:
    """One question as its asker's page shows it."""

    line: BeforeLine
    telephone: str
    telephone_hours: str
    called_at: datetime | None
    chased_at: datetime | None
    acted_words: str
    acted_seen_at: datetime | None
    problem_id: UUID | None
    with_agencies: tuple[str, ...]
    may_withdraw: Decision
    may_chase: Decision
    may_act_on_risk: Decision
    may_answer: Decision


def lines_of(rows: Iterable[BeforeActing], by: Actor, at: datetime) -> tuple[BeforeLine, ...]:
    """What *by* may know of these, none of it worked out from what is not released."""
    return tuple(_line(row, by, at) for row in rows)


def _line(row: BeforeActing, by: Actor, at: datetime) -> BeforeLine:
    request = row.request
    released = row.is_released(at)
    expires = row.releases_at + rules.days("answer_lasts_days") if row.releases_at else None
    run_out = released and expires is not None and at >= expires
    verdict = Verdict(row.shown) if released and row.shown else None
    return BeforeLine(
        uid=row.request_id,
        reference=request.reference,
        place=row.place,
        area_code=row.area_id,
        planned=row.planned,
        goers=row.goers,
        first_day=row.first_day,
        last_day=row.last_day,
        asked_by=f"{request.asked_by.name}, {request.asked_by.agency.short_name}",
        asked_at=request.asked_at,
        unit=row.unit.short_name,
        release_at=row.release_at,
        state=_state(row, at, released=released, run_out=run_out),
        answer=_words(row, verdict) if released and not run_out else "",
        safety=_safety(row, verdict) if verdict and not run_out else "",
        released_at=row.releases_at if released else None,
        expires_at=expires if released and verdict else None,
        is_late=not released and not row.withdrawn_at and not row.acted_at and at >= row.release_at,
        has_run_out=run_out,
        calls=verdict == Verdict.CALL,
        is_ours=request.protection.owner_id == by.agency_id,
        is_to_us=row.unit_id == by.agency_id,
        acted_at=row.acted_at,
    )


def _state(row: BeforeActing, at: datetime, *, released: bool, run_out: bool) -> str:
    if row.withdrawn_at:
        return "Withdrawn"
    if released and row.returned:
        return "Given back"
    if released:
        return "Run out" if run_out else "Answered"
    if row.acted_at:
        return "Acted on immediate risk"
    if at >= row.release_at:
        return "No answer yet"
    return "Asked"


def _words(row: BeforeActing, verdict: Verdict | None) -> str:
    if verdict is None:
        return dict(rules.words_in("returned_words.csv")).get(row.returned, "")
    if verdict == Verdict.DEFER and row.defer_to:
        return f"{verdict.label} {row.defer_to.day} {row.defer_to:%B %Y}"
    return verdict.label


def _safety(row: BeforeActing, verdict: Verdict) -> str:
    return safety_shown(verdict, Safety(row.safety)).label


def parts(by: Actor, action: Action = Action.READ) -> QuerySet[BeforeActing]:
    """Questions on which *by* may take *action*."""
    return BeforeActing.objects.filter(
        request__in=Request.open_to(by, action).filter(sort=Sort.BEFORE_ACTING)
    ).select_related("request__protection", "request__asked_by__agency", "unit")


@transaction.atomic
def listed(*, by: Actor, at: datetime, limit: int = 100) -> tuple[BeforeLine, ...]:
    """Questions that *by* may open, the newest first. The look is recorded."""
    require(policies.may_list_before(by))
    lines = lines_of(list(parts(by).order_by("-request__asked_at", "request_id")[:limit]), by, at)
    record(Act.LIST_BEFORE, [Ref(kind=Kind.REQUEST, uid=line.uid) for line in lines], by=by, at=at)
    return lines


def fetch_part(
    uid: UUID, *, by: Actor, at: datetime, lock: bool = False
) -> tuple[Request, BeforeActing]:
    """Open one question with its request. Raises `NotFound`, whatever the cause."""
    request = fetch(Request, uid, by=by, at=at, act=Act.READ_BEFORE, lock=lock)
    found = (
        BeforeActing.objects.filter(request=request)
        .select_related("request__protection", "request__asked_by__agency", "unit")
        .first()
    )
    if found is None:
        raise NotFound
    return request, found


@transaction.atomic
def page(*, request_id: UUID, by: Actor, at: datetime) -> BeforeFacts:
    """One question, its answer if that has been released, and what *by* may do."""
    request, part = fetch_part(request_id, by=by, at=at)
    telephone, hours = rules.telephone_of(part.unit.code)
    line = _line(part, by, at)
    behind = [
        joined.earlier.uid
        for joined in links_of(request.uid, by)
        if joined.earlier.kind == Kind.PROBLEM
    ]
    return BeforeFacts(
        line=line,
        telephone=telephone,
        telephone_hours=hours,
        called_at=part.called_at if line.calls else None,
        chased_at=part.chased_at,
        acted_words=part.acted_words,
        acted_seen_at=part.acted_seen_at,
        problem_id=behind[0] if behind else None,
        with_agencies=_going_along(request),
        may_withdraw=policies.may_withdraw_before(by, request, part),
        may_chase=policies.may_chase_before(by, request, part),
        may_act_on_risk=policies.may_act_on_risk(by, request, part),
        may_answer=policies.may_answer_before(by, request, part),
    )


def _going_along(request: Request) -> tuple[str, ...]:
    names = Agency.objects.filter(
        id__in=Goer.objects.filter(request=request).values("agency")
    ).order_by("name")
    return tuple(names.values_list("name", flat=True))


def answers_about(problem_id: UUID, by: Actor, at: datetime) -> tuple[BeforeLine, ...]:
    """What was asked before acting because of a problem, as far as *by* may see, newest first."""
    ends = {
        joined.later.uid for joined in links_of(problem_id, by) if joined.later.kind == Kind.REQUEST
    }
    rows = parts(by).filter(request__in=ends).order_by("-request__asked_at", "request_id")
    lines = lines_of(list(rows), by, at)
    if lines:
        seen = [Ref(kind=Kind.REQUEST, uid=line.uid) for line in lines]
        record(Act.LIST_BEFORE, seen, by=by, at=at)
    return lines


@transaction.atomic
def ask_before(
    *,
    place: str,
    area: str,
    planned: str,
    goers: str,
    first_day: date,
    last_day: date,
    agencies: Sequence[UUID | str] = (),
    problem_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Ask the district's intelligence unit before going to a place.

    When the answer will be released is fixed now, whatever it will be. *agencies* go along and
    read the answer too. Raises `WrongDays`, and `NoUnit` where nobody answers for the district.
    """
    require(policies.may_ask_before(by))
    _check_days(first_day, last_day, at)
    made = make_question(
        place=place,
        area=area,
        planned=planned,
        goers=goers,
        days=(first_day, last_day),
        agencies=agencies,
        problem_id=problem_id,
        act=Act.ASK_BEFORE,
        by=by,
        at=at,
    )
    return made.request.uid


def make_question(
    *,
    place: str,
    area: str,
    planned: str,
    goers: str,
    days: tuple[date, date],
    agencies: Sequence[UUID | str],
    problem_id: UUID | None,
    act: Act,
    by: Actor,
    at: datetime,
) -> BeforeActing:
    """Keep a question to the unit that answers for the district. The act has been decided on."""
    if not by.force_wide and area not in by.districts:
        raise rules.UnknownChoice("Choose a district that your post works in", argument="area")
    unit = intelligence.unit_for(area, on=clocks.local_day(at))
    along = _agencies(agencies, apart_from=by.agency_id)
    if problem_id is not None and problem_id not in problems.among([problem_id], by):
        raise NotFound
    request = Request(
        protection=protect(
            Kind.REQUEST,
            owner=by.agency_id,
            by=by,
            at=at,
            districts=[area],
            agencies=[unit.agency_id, *along],
            nominals=[problems.nominal_of(problem_id)] if problem_id else [],
        ),
        reference=new_reference(),
        sort=Sort.BEFORE_ACTING,
        asked_at=at,
        asked_by_id=by.person_id,
    )
    request.save(force_insert=True)
    part = BeforeActing.objects.create(
        request=request,
        unit_id=unit.agency_id,
        place=place,
        area_id=area,
        planned=planned,
        goers=goers,
        first_day=days[0],
        last_day=days[1],
        release_at=clocks.release_for(at),
    )
    Goer.objects.bulk_create(Goer(request=request, agency_id=agency) for agency in along)
    if problem_id is not None:
        about = Ref(kind=Kind.PROBLEM, uid=problem_id)
        link(about, request, LinkKind.GAVE_RISE_TO, by=by, at=at)
    record(act, request, by=by, at=at, recipients=[unit.agency_id, *along])
    return part


def _agencies(chosen: Sequence[UUID | str], *, apart_from: UUID) -> list[UUID]:
    wanted = {UUID(str(agency)) for agency in chosen} - {apart_from}
    found = list(Agency.objects.filter(id__in=wanted).values_list("id", flat=True))
    if len(found) != len(wanted):
        raise rules.UnknownChoice("Choose agencies from the list", argument="agencies")
    return sorted(found, key=str)


def _check_days(first: date, last: date, at: datetime) -> None:
    today = clocks.local_day(at)
    if first < today:
        raise WrongDays("The first day must be today or later", argument="first_day")
    if last < first:
        raise WrongDays("The last day must not be before the first", argument="last_day")
    if last > today + rules.days("longest_window_days"):
        raise WrongDays(
            "Ask nearer the time: an answer is good for 14 days at most", argument="last_day"
        )


@transaction.atomic
def withdraw_before(*, request_id: UUID, by: Actor, at: datetime) -> None:
    """Say that one will not go after all. The unit need not answer; nothing is released."""
    request, part = fetch_part(request_id, by=by, at=at, lock=True)
    require(policies.may_withdraw_before(by, request, part))
    part.withdrawn_at, part.withdrawn_by_id = at, by.person_id
    part.save(update_fields=["withdrawn_at", "withdrawn_by"])
    touched(request)
    record(Act.WITHDRAW_BEFORE, request, by=by, at=at, recipients=[part.unit_id])


@transaction.atomic
def chase_before(*, request_id: UUID, by: Actor, at: datetime) -> None:
    """Remind the unit of an answer whose time has passed."""
    request, part = fetch_part(request_id, by=by, at=at, lock=True)
    require(policies.may_chase_before(by, request, part))
    part.chased_at = at
    part.save(update_fields=["chased_at"])
    touched(request)
    record(Act.CHASE_BEFORE, request, by=by, at=at, recipients=[part.unit_id])


def where(by: Actor, at: datetime) -> tuple[tuple[str, str], ...]:
    """Districts in which *by* works and for which some unit answers."""
    offered = intelligence.districts_read_for(on=clocks.local_day(at))
    return tuple((code, name) for code, name in offered if by.force_wide or code in by.districts)


def place_of(problem_id: UUID, by: Actor) -> Mapping[str, str]:
    """Where a problem is, for whoever asks because of it. Nothing where it is not theirs to see."""
    found = problems.among([problem_id], by).get(problem_id)
    return {"place": found.place, "area": found.area_code} if found else {}
