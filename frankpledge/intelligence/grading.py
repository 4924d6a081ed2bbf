"""Making intelligence of what was told: its text, and how far it is trusted (3x5x2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Condition,
    Decision,
    Kind,
    LinkKind,
    NotFound,
    Person,
    amend,
    area_names_on,
    fetch,
    link,
    links_of,
    new_reference,
    protect,
    record,
    require,
)
from frankpledge.intelligence import slots
from frankpledge.intelligence.lifecycle import REPORT_NEXT, Stage, follow
from frankpledge.intelligence.models import (
    ActionCode,
    Code,
    Grade,
    HowKnown,
    IntelligenceGrade,
    Origin,
    Outcome,
    Report,
    SanitisationCode,
    SourceGrade,
    Submission,
)
from frankpledge.intelligence.policies import (
    Act,
    may_evaluate,
    may_hand_over,
    may_read_report,
    may_regrade,
    may_sanitise,
)
from frankpledge.intelligence.provenance import is_small_source_set
from frankpledge.intelligence.submission import is_from, receipt_for
from frankpledge.intelligence.triage import note_opened, refuse_decided
from frankpledge.kernel import DomainError

SUGGESTED = {
    HowKnown.SAW: (2, "A"),
    HowKnown.MACHINE: (2, "A"),
    HowKnown.TOLD: (2, "C"),
    HowKnown.RECORD: (2, "C"),
    HowKnown.OTHER: (2, "D"),
}


class ImpossibleGrade(DomainError):
    """The codes do not go together."""


class NoText(DomainError):
    """A report of intelligence says what is known."""


class NoForceReference(DomainError):
    """A grade taken from the force's own system comes with that system's reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One grading as the officer gives it. `recipients` are agencies that A3 names."""

    source: int = 2
    intelligence: str = "D"
    code: str = "P"
    action: str = ""
    sanitisation: str = ""
    recipients: tuple[UUID, ...] = ()
    origin: str = "here"


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeShown:
    """One grading as a page shows it."""

    in_short: str
    source: str
    intelligence: str
    handling: str
    origin: str
    by: str
    at: datetime
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """What the page about a report needs to know."""

    uid: UUID
    reference: str
    outcome: str
    is_intelligence: bool
    text: str
    place: str
    district: str
    week_of: date | None
    received_on: date
    received_between: str
    concerns_child: bool
    small_source_set: bool
    force_reference: str
    grades: tuple[GradeShown, ...]
    submission: UUID | None
    products: tuple[UUID, ...]
    may_regrade: Decision
    may_hand_over: Decision
    may_sanitise: Decision


@transaction.atomic
def evaluate(
    *,
    submission_id: UUID,
    text: str,
    grade: Given,
    place: str = "",
    concerns_child: bool = False,
    force_reference: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Make a report of what a submission tells, with its first grade, and join the two.

    The submission keeps its own words. Raises `NotPermitted`, `AlreadyDecided`, `ImpossibleGrade`,
    `NoText`, and `NoForceReference` for a force's grade without the force's reference.
    """
    submission = fetch(Submission, submission_id, by=by, at=at, act=Act.READ_SUBMISSION, lock=True)
    receipt = receipt_for(submission, by)
    require(may_evaluate(by, submission, sent_by_them=is_from(receipt, by)))
    refuse_decided(submission, by)
    if not text.strip():
        raise NoText("Enter what is known", argument="text")
    _refuse_impossible(grade)
    if grade.origin == Origin.FORCE and not force_reference:
        raise NoForceReference(
            "Enter the reference that the force’s own system gave", argument="force_reference"
        )
    stage = Stage.GRADED
    assert stage in REPORT_NEXT[None], "a report begins closed or graded"
    report = Report(
        protection=protect(
            Kind.REPORT,
            owner=by.agency_id,
            by=by,
            at=at,
            districts=[submission.district_id],
            code=grade.code,
            conditions=conditions_of(grade, unit=by.agency_id),
        ),
        reference=new_reference(),
        outcome=Outcome.INTELLIGENCE,
        stage=stage,
        text=text,
        place=place or submission.place,
        district_id=submission.district_id,
        week_of=submission.week_of,
        received_on=submission.received_on,
        slot=submission.slot,
        concerns_child=concerns_child,
        small_source_set=is_small_source_set(submission),
        force_reference=force_reference,
        transferred_on=slots.day_and_slot(at)[0] if force_reference else None,
    )
    report.save(force_insert=True)
    _keep_grade(report, grade, by=by, at=at)
    link(submission, report, LinkKind.EVALUATED_AS, by=by, at=at)
    if receipt is not None:
        note_opened(receipt)
    record(Act.EVALUATE, [submission, report], by=by, at=at, fields=["text", "grade"])
    return report.uid


@transaction.atomic
def regrade(*, report_id: UUID, grade: Given, by: Actor, at: datetime) -> None:
    """Grade a report anew. Earlier grades stay beside it, and it must be sanitised again before
    anything more of it is shared. Raises `NotPermitted` and `ImpossibleGrade`."""
    report = fetch(
        Report, report_id, by=by, at=at, act=Act.READ_REPORT, action=Action.REGRADE, lock=True
    )
    require(may_regrade(by, report))
    _refuse_impossible(grade)
    report.stage = follow(REPORT_NEXT, Stage(report.stage), Stage.GRADED)
    report.save(update_fields=["stage"])
    _keep_grade(report, grade, by=by, at=at)
    amend(
        report,
        by=by,
        at=at,
        action=Action.REGRADE,
        code=grade.code,
        conditions=conditions_of(grade, unit=by.agency_id),
    )
    record(Act.REGRADE, report, by=by, at=at, fields=["grade"])


@transaction.atomic
def hand_over(*, report_id: UUID, force_reference: str, by: Actor, at: datetime) -> None:
    """Note the reference under which the force's own system holds the report.

    That system's record is the record of truth from then on. Raises `NotPermitted`.
    """
    report = fetch(
        Report, report_id, by=by, at=at, act=Act.READ_REPORT, action=Action.EDIT, lock=True
    )
    require(may_hand_over(by, report))
    if not force_reference.strip():
        raise NoForceReference(
            "Enter the reference that the force’s own system gave", argument="force_reference"
        )
    report.force_reference = force_reference.strip()
    report.transferred_on = slots.day_and_slot(at)[0]
    report.save(update_fields=["force_reference", "transferred_on"])
    record(Act.HAND_OVER, report, by=by, at=at, fields=["force_reference"])


@transaction.atomic
def open_report(*, report_id: UUID, by: Actor, at: datetime) -> Evaluated:
    """Open a report with every grade it has had. Looking is recorded."""
    report = fetch(Report, report_id, by=by, at=at, act=Act.READ_REPORT)
    require(may_read_report(by, report))
    grades = Grade.of(report)
    day = slots.day_and_slot(at)[0]
    joined = links_of(report.uid, by)
    return Evaluated(
        uid=report.uid,
        reference=report.reference,
        outcome=Outcome(report.outcome).label,
        is_intelligence=report.outcome == Outcome.INTELLIGENCE,
        text=report.text,
        place=report.place,
        district=area_names_on([report.district_id], day).get(report.district_id, ""),
        week_of=report.week_of,
        received_on=report.received_on,
        received_between=slots.words(report.received_on, report.slot),
        concerns_child=report.concerns_child,
        small_source_set=report.small_source_set,
        force_reference=report.force_reference,
        grades=tuple(_shown(grade) for grade in grades),
        submission=next(
            (each.earlier.uid for each in joined if each.relation == LinkKind.EVALUATED_AS), None
        ),
        products=tuple(each.later.uid for each in joined if each.relation == LinkKind.SANITISED_AS),
        may_regrade=may_regrade(by, report),
        may_hand_over=may_hand_over(by, report),
        may_sanitise=may_sanitise(by, report, grades[0] if grades else None),
    )


def conditions_of(grade: Given, *, unit: UUID) -> list[Condition]:
    """What the one rule checks for a grade: A1 and A2 keep it with the unit, A3 with those it
    names, S2 from being passed on."""
    if grade.code != Code.CONDITIONS:
        return []
    named = grade.recipients if grade.action == ActionCode.OVERT_USE else ()
    found = [Condition(name="agencies", values=frozenset(str(each) for each in (unit, *named)))]
    if grade.sanitisation == SanitisationCode.CONSULT:
        found.append(Condition(name="no_onward"))
    return found


def suggested(how_known: str) -> tuple[int, str]:
    """A source and an intelligence grade to begin from. A person decides."""
    return SUGGESTED[HowKnown(how_known)]


def standing_grade(report: Report) -> Grade:
    """The grade that stands. Raises `NotFound` for a report that never had one."""
    grades = Grade.of(report)
    if not grades:
        raise NotFound
    return grades[0]


def _refuse_impossible(grade: Given) -> None:
    if grade.source not in SourceGrade.values:
        raise ImpossibleGrade("Choose how reliable the source is", argument="source")
    if grade.intelligence not in IntelligenceGrade.values:
        raise ImpossibleGrade("Choose how it is known", argument="intelligence")
    if grade.code == Code.CONDITIONS:
        if grade.action not in ActionCode.values:
            raise ImpossibleGrade("Code C needs an action code", argument="action")
        if grade.sanitisation not in SanitisationCode.values:
            raise ImpossibleGrade("Code C needs a sanitisation code", argument="sanitisation")
        if grade.action == ActionCode.OVERT_USE and not grade.recipients:
            raise ImpossibleGrade("Overt use names the agencies it is for", argument="recipients")
    elif grade.code != Code.PERMITTED:
        raise ImpossibleGrade("Choose P or C", argument="code")
    elif grade.action or grade.sanitisation or grade.recipients:
        raise ImpossibleGrade("Action and sanitisation codes go with code C only", argument="code")


def _keep_grade(report: Report, grade: Given, *, by: Actor, at: datetime) -> None:
    Grade(
        report=report,
        source=grade.source,
        intelligence=grade.intelligence,
        code=grade.code,
        action=grade.action,
        sanitisation=grade.sanitisation,
        recipients=[str(each) for each in grade.recipients],
        origin=grade.origin,
        graded_by_id=by.person_id,
        graded_at=at,
    ).save(force_insert=True)


def _shown(grade: Grade) -> GradeShown:
    handling = [Code(grade.code).label]
    if grade.action:
        handling.append(ActionCode(grade.action).label)
    if grade.sanitisation:
        handling.append(SanitisationCode(grade.sanitisation).label)
    return GradeShown(
        in_short=grade.in_short,
        source=SourceGrade(grade.source).label,
        intelligence=IntelligenceGrade(grade.intelligence).label,
        handling="; ".join(handling),
        origin=Origin(grade.origin).label,
        by=Person.objects.get(id=grade.graded_by_id).name,
        at=grade.graded_at,
        recipients=tuple(agency_names(grade.recipients)),
    )


def agency_names(ids: Sequence[str]) -> list[str]:
    """Names of agencies, in order."""
    return list(Agency.objects.filter(id__in=ids).order_by("name").values_list("name", flat=True))


def agency_choices(by: Actor) -> list[tuple[str, str]]:
    """Agencies that something can be named for or shared with: all but the actor's own."""
    return [
        (str(agency.id), agency.name)
        for agency in Agency.objects.exclude(id=by.agency_id).order_by("name")
    ]
