"""Agencies whose own grades are taken as they come, and what such a grade binds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from frankpledge.access.api import Actor, Agency, Condition, record, require
from frankpledge.intelligence.models import (
    Accreditation,
    ActionCode,
    Code,
    IntelligenceGrade,
    OwnGrade,
    SanitisationCode,
    SourceGrade,
    Submission,
)
from frankpledge.intelligence.policies import Act, may_accredit
from frankpledge.intelligence.slots import day_and_slot
from frankpledge.kernel import DomainError


class NotAccredited(DomainError):
    """The agency does not grade its own, so nobody there is asked to."""


class NoSuchAccreditation(DomainError):
    """There is no accreditation under that number."""


class ImpossibleOwnGrade(DomainError):
    """The codes do not go together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGiven:
    """A grade as an accredited agency gives it. `recipients` are agencies that A3 names."""

    source: int
    intelligence: str
    code: str = Code.PERMITTED
    action: str = ""
    sanitisation: str = ""
    recipients: tuple[UUID, ...] = ()
    instructions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accredited:
    """An agency that grades its own, since when, and under whose reference."""

    id: int
    agency: str
    reference: str
    starts_on: date
    ended_on: date | None


@transaction.atomic
def accredit(*, agency_id: UUID, reference: str, by: Actor, at: datetime) -> int:
    """Let an agency's own grades be taken as they come, from now on. Raises `NotPermitted`."""
    require(may_accredit(by))
    agency = Agency.objects.get(id=agency_id)
    row = Accreditation.objects.create(
        agency=agency, reference=reference, starts_on=day_and_slot(at)[0]
    )
    record(Act.ACCREDIT, None, by=by, at=at, recipients=[agency.id], fields=["starts_on"])
    return row.id


@transaction.atomic
def end_accreditation(*, accreditation_id: int, by: Actor, at: datetime) -> None:
    """Let an agency's grades be taken no more. Those that came keep what they bind."""
    require(may_accredit(by))
    row = Accreditation.objects.select_related("agency").filter(id=accreditation_id).first()
    if row is None:
        raise NoSuchAccreditation("There is no such accreditation")
    if row.ended_on is None:
        row.ended_on = day_and_slot(at)[0]
        row.save(update_fields=["ended_on"])
    record(Act.ACCREDIT, None, by=by, at=at, recipients=[row.agency_id], fields=["ended_on"])


def accredited(*, by: Actor) -> list[Accredited]:
    """Every agency that grades its own, or did. Raises `NotPermitted`."""
    require(may_accredit(by))
    rows = Accreditation.objects.select_related("agency").order_by("agency__name", "id")
    return [
        Accredited(
            id=row.id,
            agency=row.agency.name,
            reference=row.reference,
            starts_on=row.starts_on,
            ended_on=row.ended_on,
        )
        for row in rows
    ]


def is_accredited(agency_id: UUID, *, on: date) -> bool:
    """Whether an agency grades its own on that day."""
    return Accreditation.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=on), agency_id=agency_id, starts_on__lte=on
    ).exists()


def refuse_own_grade(given: OwnGiven | None, *, agency_id: UUID, on: date) -> None:
    """Raise `NotAccredited` or `ImpossibleOwnGrade` unless *given* can be taken as it comes."""
    if given is None:
        return
    if not is_accredited(agency_id, on=on):
        raise NotAccredited("Your agency’s own grades are not taken here. Say how you know it")
    if given.source not in SourceGrade.values:
        raise ImpossibleOwnGrade("Choose how reliable the source is", argument="own_source")
    if given.intelligence not in IntelligenceGrade.values:
        raise ImpossibleOwnGrade("Choose how it is known", argument="own_intelligence")
    if given.code == Code.PERMITTED:
        if given.action or given.sanitisation or given.recipients:
            raise ImpossibleOwnGrade("Code P has no conditions", argument="own_code")
        return
    if given.code != Code.CONDITIONS or given.action not in ActionCode.values:
        raise ImpossibleOwnGrade("Code C needs an action code", argument="own_action")
    if given.sanitisation not in SanitisationCode.values:
        raise ImpossibleOwnGrade("Code C needs a sanitisation code", argument="own_sanitisation")
    if given.recipients and given.action != ActionCode.OVERT_USE:
        raise ImpossibleOwnGrade("Only A3 names agencies", argument="own_recipients")


def conditions_of(given: OwnGiven | None, *, agency: UUID, unit: UUID) -> tuple[Condition, ...]:
    """What the one rule checks for a grade that came with a submission.

    A1 and A2 keep it with whoever told it and the unit, A3 with those named besides; S2 keeps it
    from being passed on.
    """
    if given is None or given.code != Code.CONDITIONS:
        return ()
    named = given.recipients if given.action == ActionCode.OVERT_USE else ()
    values = frozenset(str(each) for each in (agency, unit, *named))
    found = [Condition(name="agencies", values=values)]
    if given.sanitisation == SanitisationCode.CONSULT:
        found.append(Condition(name="no_onward"))
    return tuple(found)


def keep_own_grade(submission: Submission, given: OwnGiven | None) -> None:
    """Keep the grade that came with a new submission, as it came."""
    if given is not None:
        OwnGrade(
            submission=submission,
            source=given.source,
            intelligence=given.intelligence,
            code=given.code,
            action=given.action,
            sanitisation=given.sanitisation,
            recipients=sorted(str(each) for each in given.recipients),
            instructions=given.instructions,
        ).save(force_insert=True)


def own_grade_of(submission: Submission) -> OwnGiven | None:
    """The grade and conditions that a submission came with, of one that was let open.

    They bind: whatever is made of the submission may be shared no further than they allow.
    """
    row = OwnGrade.of(submission)
    if row is None:
        return None
    return OwnGiven(
        source=row.source,
        intelligence=row.intelligence,
        code=row.code,
        action=row.action,
        sanitisation=row.sanitisation,
        recipients=tuple(UUID(each) for each in row.recipients),
        instructions=row.instructions,
    )
