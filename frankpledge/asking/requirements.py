"""Intelligence requirements: drafted, approved by another, issued in words that task nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Area,
    Decision,
    Kind,
    Ref,
    Term,
    What,
    amend,
    fetch,
    new_reference,
    protect,
    record,
    require,
    touched,
)
from frankpledge.asking import clocks, policies, rules
from frankpledge.asking.models import Level, Requirement, Standing, Target
from frankpledge.asking.policies import Act
from frankpledge.asking.wording import check_wording, refuse_identifiers
from frankpledge.intelligence.api import may_submit, told_for
from frankpledge.kernel import DomainError


class TooMany(DomainError):
    """An agency has as many requirements before it as people can keep in mind."""


class OutOfTime(DomainError):
    """The days of a requirement do not fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementLine:
    """One requirement as partners may read it."""

    uid: UUID
    reference: str
    wording: str
    signs: tuple[str, ...]
    theme: str
    priority: int
    valid_to: date
    standing: Standing
    is_ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ForPolice:
    """What only the unit that set a requirement reads of it."""

    level: str
    question: str
    wording: str
    gap: str
    valid_from: date
    targets: tuple[str, ...]
    drafted_by: str
    approved_by: str
    responses: int
    useful_responses: int
    counted_by_hand: int
    assessed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementFacts:
    """One requirement as its page shows it."""

    line: RequirementLine
    for_police: ForPolice | None
    may_approve: Decision
    may_issue: Decision
    may_withdraw: Decision
    may_count: Decision
    may_assess: Decision
    may_tell: Decision


def _line(row: Requirement, by: Actor, on: date) -> RequirementLine:
    return RequirementLine(
        uid=row.uid,
        reference=row.reference,
        wording=row.partner_wording,
        signs=tuple(row.indicators),
        theme=row.theme,
        priority=row.priority,
        valid_to=row.valid_to,
        standing=row.standing_on(on),
        is_ours=row.protection.owner_id == by.agency_id,
    )


def current_requirements(by: Actor, at: datetime) -> tuple[RequirementLine, ...]:
    """What *by* is asked to tell of if they notice it: issued, and not expired. Recorded."""
    on = clocks.local_day(at)
    rows = (
        Requirement.open_to(by)
        .filter(standing=Standing.ISSUED, valid_from__lte=on, valid_to__gte=on)
        .select_related("protection")
        .order_by("priority", "valid_to", "pk")
    )
    lines = tuple(_line(row, by, on) for row in rows)
    if lines:
        seen = [Ref(kind=Kind.REQUIREMENT, uid=line.uid) for line in lines]
        record(Act.LIST_REQUIREMENTS, seen, by=by, at=at)
    return lines


@transaction.atomic
def listed(*, by: Actor, at: datetime, limit: int = 100) -> tuple[RequirementLine, ...]:
    """Requirements that *by* may open: a unit's own in every state, partners' live ones."""
    require(policies.may_list_requirements(by))
    on = clocks.local_day(at)
    live = Q(standing=Standing.ISSUED, valid_from__lte=on, valid_to__gte=on)
    rows = (
        Requirement.open_to(by)
        .filter(live | Q(protection__owner=by.agency_id))
        .select_related("protection")
        .order_by("priority", "valid_to", "pk")[:limit]
    )
    lines = tuple(_line(row, by, on) for row in rows)
    seen = [Ref(kind=Kind.REQUIREMENT, uid=line.uid) for line in lines]
    record(Act.LIST_REQUIREMENTS, seen, by=by, at=at)
    return lines


@transaction.atomic
def page(*, requirement_id: UUID, by: Actor, at: datetime) -> RequirementFacts:
    """One requirement. Its wording for police, and what came of it, only for the unit's own."""
    row = fetch(Requirement, requirement_id, by=by, at=at, act=Act.READ_REQUIREMENT)
    line = _line(row, by, clocks.local_day(at))
    return RequirementFacts(
        line=line,
        for_police=_for_police(row, by) if line.is_ours else None,
        may_tell=may_submit(by),
        may_approve=policies.may_approve_requirement(by, row),
        may_issue=policies.may_issue_requirement(by, row),
        may_withdraw=policies.may_withdraw_requirement(by, row),
        may_count=policies.may_count_response(by, row),
        may_assess=policies.may_assess_requirement(by, row),
    )


def _for_police(row: Requirement, by: Actor) -> ForPolice:
    asked_for = told_for([row.reference], by=by)[row.reference]
    targets = Target.objects.filter(requirement=row).order_by("agency__name")
    return ForPolice(
        level=Level(row.level).label,
        question=row.question,
        wording=row.police_wording,
        gap=row.gap,
        valid_from=row.valid_from,
        targets=tuple(targets.values_list("agency__name", flat=True)),
        drafted_by=row.drafted_by.name,
        approved_by=row.approved_by.name if row.approved_by else "",
        responses=row.responses + asked_for.told,
        useful_responses=row.useful_responses + asked_for.useful,
        counted_by_hand=row.responses,
        assessed=row.assessed,
    )


@transaction.atomic
def draft_requirement(
    *,
    level: str,
    theme: str,
    question: str,
    partner_wording: str,
    indicators: Sequence[str],
    agencies: Sequence[UUID | str],
    valid_from: date,
    valid_to: date,
    districts: Sequence[str] = (),
    priority: int = 2,
    police_wording: str = "",
    gap: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Write a requirement: what the unit wants to know, and what partners are told of it.

    What partners read is checked: it names nobody and no address, and asks nobody to do more than
    notice. Raises `NotForPartners`, `OutOfTime` and `UnknownChoice`.
    """
    require(policies.may_draft_requirement(by))
    known = _names()
    wording = check_wording(partner_wording, known=known, argument="partner_wording")
    signs = [" ".join(sign.split()) for sign in indicators if sign.strip()]
    for sign in signs:
        refuse_identifiers(sign, known=known, argument="indicators")
    if not signs:
        raise rules.UnknownChoice("Give at least one sign to notice", argument="indicators")
    if valid_to < valid_from or valid_to < clocks.local_day(at):
        raise OutOfTime(
            "The last day must come after the first and be to come", argument="valid_to"
        )
    targets = _targets(agencies, by)
    protection = protect(
        Kind.REQUIREMENT,
        owner=by.agency_id,
        by=by,
        at=at,
        districts=districts,
        state="draft",
    )
    row = Requirement(
        protection=protection,
        reference=new_reference(),
        level=Level(level),
        theme=theme,
        question=question,
        indicators=signs,
        partner_wording=wording,
        police_wording=police_wording,
        gap=gap,
        priority=priority,
        valid_from=valid_from,
        valid_to=valid_to,
        drafted_by_id=by.person_id,
    )
    row.save(force_insert=True)
    Target.objects.bulk_create(Target(requirement=row, agency_id=agency) for agency in targets)
    record(Act.DRAFT_REQUIREMENT, row, by=by, at=at)
    return row.uid


def _names() -> list[str]:
    areas = Area.objects.values_list("name", flat=True)
    agencies = Agency.objects.values_list("name", "short_name")
    return [*areas, *(name for pair in agencies for name in pair)]


def _targets(agencies: Sequence[UUID | str], by: Actor) -> list[UUID]:
    wanted = {UUID(str(agency)) for agency in agencies} - {by.agency_id}
    found = list(Agency.objects.filter(id__in=wanted).values_list("id", flat=True))
    if not found or len(found) != len(wanted):
        raise rules.UnknownChoice("Choose at least one agency", argument="agencies")
    return sorted(found, key=str)


@transaction.atomic
def approve_requirement(*, requirement_id: UUID, by: Actor, at: datetime) -> None:
    """Agree, as a supervisor, that a requirement be issued in these words."""
    row = fetch(Requirement, requirement_id, by=by, at=at, act=Act.READ_REQUIREMENT, lock=True)
    require(policies.may_approve_requirement(by, row))
    row.standing = Standing.APPROVED
    row.approved_at, row.approved_by_id = at, by.person_id
    row.save(update_fields=["standing", "approved_at", "approved_by"])
    touched(row)
    record(Act.APPROVE_REQUIREMENT, row, by=by, at=at, fields=("standing",))


@transaction.atomic
def issue_requirement(*, requirement_id: UUID, by: Actor, at: datetime) -> None:
    """Put a requirement before the agencies that it is for, until its last day.

    Raises `TooMany` for an agency that has as many as it may, and `OutOfTime` after the last day.
    """
    row = fetch(Requirement, requirement_id, by=by, at=at, act=Act.READ_REQUIREMENT, lock=True)
    require(policies.may_issue_requirement(by, row))
    on = clocks.local_day(at)
    if row.valid_to < on:
        raise OutOfTime("Its last day has passed")
    targets = list(
        Target.objects.filter(requirement=row).select_related("agency").order_by("agency__name")
    )
    most = int(rules.number("live_requirements"))
    live = Requirement.visible_to(by).filter(standing=Standing.ISSUED, valid_to__gte=on)
    for target in targets:
        has = Target.objects.filter(agency=target.agency_id, requirement__in=live).count()
        if has >= most:
            raise TooMany(
                f"{target.agency.name} has {has} requirements before it, and {most} is the most. "
                "Withdraw one first"
            )
    agencies = [target.agency_id for target in targets]
    amend(
        row,
        by=by,
        at=at,
        action=Action.SHARE,
        state="live",
        add=[Term(what=What.AGENCY, value=str(agency)) for agency in agencies],
    )
    row.standing, row.issued_at = Standing.ISSUED, at
    row.save(update_fields=["standing", "issued_at"])
    record(Act.ISSUE_REQUIREMENT, row, by=by, at=at, recipients=agencies)


@transaction.atomic
def withdraw_requirement(*, requirement_id: UUID, by: Actor, at: datetime) -> None:
    """Ask for this no longer. Partners no longer find it."""
    row = fetch(Requirement, requirement_id, by=by, at=at, act=Act.READ_REQUIREMENT, lock=True)
    require(policies.may_withdraw_requirement(by, row))
    targets = Target.objects.filter(requirement=row).values_list("agency_id", flat=True)
    if row.standing == Standing.ISSUED:
        gone = [Term(what=What.AGENCY, value=str(agency)) for agency in targets]
        amend(row, by=by, at=at, action=Action.SHARE, remove=gone)
    row.standing, row.ended_at = Standing.WITHDRAWN, at
    row.save(update_fields=["standing", "ended_at"])
    touched(row)
    record(Act.WITHDRAW_REQUIREMENT, row, by=by, at=at, fields=("standing",))


@transaction.atomic
def count_response(*, requirement_id: UUID, useful: bool, by: Actor, at: datetime) -> None:
    """Count one more answer that came another way, by telephone or at a meeting.

    What was told here and names the requirement counts by itself. Whose it was is not kept here.
    """
    row = fetch(Requirement, requirement_id, by=by, at=at, act=Act.READ_REQUIREMENT, lock=True)
    require(policies.may_count_response(by, row))
    row.responses += 1
    row.useful_responses += 1 if useful else 0
    row.save(update_fields=["responses", "useful_responses"])
    touched(row)
    record(Act.COUNT_RESPONSE, row, by=by, at=at, fields=("responses",))


@transaction.atomic
def assess_requirement(
    *, requirement_id: UUID, standing: str, assessed: str, by: Actor, at: datetime
) -> None:
    """Say what the answers were worth: the question is answered, or answered in part."""
    row = fetch(Requirement, requirement_id, by=by, at=at, act=Act.READ_REQUIREMENT, lock=True)
    require(policies.may_assess_requirement(by, row))
    given = Standing(standing)
    if given not in (Standing.ANSWERED, Standing.PARTIAL):
        raise rules.UnknownChoice("Choose whether it is answered", argument="standing")
    row.standing, row.assessed, row.ended_at = given, assessed, at
    row.save(update_fields=["standing", "assessed", "ended_at"])
    touched(row)
    record(Act.ASSESS_REQUIREMENT, row, by=by, at=at, fields=("standing", "assessed"))
