"""Opening a report: what police made of something, every grade it has had, what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Actor,
    Agency,
    Decision,
    LinkKind,
    Person,
    area_names_on,
    fetch,
    links_of,
    require,
)
from frankpledge.intelligence import slots
from frankpledge.intelligence.desk import clocks, outcomes
from frankpledge.intelligence.desk.clocks import Clock, Reading
from frankpledge.intelligence.desk.confidence import confidence_in
from frankpledge.intelligence.desk.legacy_grades import Legacy, Suggestion, suggestion_for
from frankpledge.intelligence.giving.also_answered import CONTACT, also_answered
from frankpledge.intelligence.lifecycle import Stage
from frankpledge.intelligence.models import (
    ActionCode,
    Code,
    Grade,
    Hold,
    IntelligenceGrade,
    Item,
    ItemGrade,
    LegacyGrade,
    Origin,
    OriginatorGrade,
    Outcome,
    Part,
    Report,
    SanitisationCode,
    SourceGrade,
    Submission,
    Tombstone,
)
from frankpledge.intelligence.policies import (
    Act,
    may_hand_over,
    may_hold,
    may_lift_hold,
    may_read_report,
    may_regrade,
    may_sanitise,
)

STAGE_WORDS = {
    Stage.CLOSED: "Closed",
    Stage.TRIAGED: "To be graded",
    Stage.TRANSFERRED: "Transferred to the force’s own system, and not graded here",
    Stage.GRADED: "Graded",
    Stage.SANITISED: "Sanitised",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeShown:
    """One grading as a page shows it."""

    in_short: str
    source: str
    intelligence: str
    handling: str
    confidence: str
    origin: str
    by: str
    at: datetime
    recipients: tuple[str, ...]
    note: str
    instructions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemShown:
    """One thing that a report says, with the grade that stands for it."""

    number: int
    text: str
    in_short: str
    source: str
    intelligence: str
    confidence: str
    source_code: int
    intelligence_code: str
    is_provenance: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyShown:
    """The grade of an older scheme, as it came, and what it might be today."""

    in_short: str
    suggestion: Suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What is left of what was told."""

    reference: str
    purged_on: date
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """What the page about a report needs to know."""

    uid: UUID
    reference: str
    outcome: str
    code: str
    stage: str
    is_intelligence: bool
    text: str
    place: str
    district: str
    week_of: date | None
    received_on: date
    received_between: str
    decided_on: date | None
    concerns_child: bool
    small_source_set: bool
    force_reference: str
    transferred_on: date | None
    clock: Reading | None
    clock_words: str
    passed: tuple[tuple[str, str], ...]
    passed_at: datetime | None
    note: str
    items: tuple[ItemShown, ...]
    grades: tuple[GradeShown, ...]
    legacy: LegacyShown | None
    theirs: str
    submission: UUID | None
    contact: str
    gone: Gone | None
    held_because: str
    products: tuple[UUID, ...]
    may_regrade: Decision
    may_hand_over: Decision
    may_sanitise: Decision
    may_hold: Decision
    may_lift_hold: Decision


@transaction.atomic
def open_report(*, report_id: UUID, by: Actor, at: datetime) -> Evaluated:
    """Open a report with every grade it has had. Looking is recorded."""
    report = fetch(Report, report_id, by=by, at=at, act=Act.READ_REPORT)
    require(may_read_report(by, report))
    grades = Grade.of(report)
    day = slots.day_and_slot(at)[0]
    joined = links_of(report.uid, by)
    rule = outcomes.rule_for(report.outcome)
    hold = Hold.standing(report)
    theirs = OriginatorGrade.of(report)
    clock, reading = _clock_of(report, grades, at=at)
    told = next(
        (each.earlier.uid for each in joined if each.relation == LinkKind.EVALUATED_AS), None
    )
    return Evaluated(
        uid=report.uid,
        reference=report.reference,
        outcome=Outcome(report.outcome).label,
        code=rule.code if rule else "",
        stage=STAGE_WORDS[Stage(report.stage)],
        is_intelligence=report.outcome == Outcome.INTELLIGENCE,
        text=report.text,
        place=report.place,
        district=area_names_on([report.district_id], day).get(report.district_id, ""),
        week_of=report.week_of,
        received_on=report.received_on,
        received_between=slots.words(report.received_on, report.slot),
        decided_on=report.decided_on,
        concerns_child=report.concerns_child,
        small_source_set=report.small_source_set,
        force_reference=report.force_reference,
        transferred_on=report.transferred_on,
        clock=reading,
        clock_words=clocks.words_of(clock) if clock else "",
        passed=_passed(report, rule),
        passed_at=report.passed_at,
        note=report.note,
        items=_items(report, grades),
        grades=_shown(grades),
        legacy=_legacy(report),
        theirs=theirs.in_short if theirs else "",
        submission=told,
        contact=_contact(told, by),
        gone=_gone(report),
        held_because=hold.reason if hold else "",
        products=tuple(each.later.uid for each in joined if each.relation == LinkKind.SANITISED_AS),
        may_regrade=may_regrade(by, report),
        may_hand_over=may_hand_over(by, report),
        may_sanitise=may_sanitise(by, report, grades[0] if grades else None),
        may_hold=may_hold(by, report, is_held=hold is not None),
        may_lift_hold=may_lift_hold(by, report, is_held=hold is not None),
    )


def _contact(told: UUID | None, by: Actor) -> str:
    """What binds whoever would contact the teller, as long as what they told is here."""
    row = Submission.open_to(by).filter(pk=told).first() if told else None
    return dict(also_answered(row))[CONTACT] if row is not None else ""


def _clock_of(
    report: Report, grades: Sequence[Grade], *, at: datetime
) -> tuple[Clock | None, Reading | None]:
    """The clock that runs for a report now: to be graded, or to be sanitised."""
    if report.stage == Stage.TRIAGED and report.decided_on is not None:
        began = slots.beginning(report.decided_on, report.decided_slot or 0)
        return Clock.EVALUATE, clocks.read(Clock.EVALUATE, began, now=at)
    covert = grades and grades[0].action in (
        ActionCode.COVERT_DEVELOPMENT,
        ActionCode.COVERT_USE,
    )
    if report.stage == Stage.GRADED and grades and not covert and grades[0].intelligence != "E":
        return Clock.SANITISE, clocks.read(Clock.SANITISE, grades[0].graded_at, now=at)
    return None, None


def _passed(report: Report, rule: outcomes.OutcomeRule | None) -> tuple[tuple[str, str], ...]:
    labels = rule.labels if rule else {}
    facts = (
        ("passed_door", "Which door took it", report.passed_door),
        ("passed_reference", "Reference", report.passed_reference),
        ("passed_to", "Who took it", report.passed_to),
    )
    return tuple((labels.get(name, usual), value) for name, usual, value in facts if value)


def _items(report: Report, grades: Sequence[Grade]) -> tuple[ItemShown, ...]:
    if not grades:
        return ()
    standing = {row.item_id: row for row in ItemGrade.of(report) if row.grade_id == grades[0].pk}
    return tuple(
        ItemShown(
            number=item.number,
            text=item.text,
            in_short=f"{graded.source} {graded.intelligence}",
            source=SourceGrade(graded.source).label,
            intelligence=IntelligenceGrade(graded.intelligence).label,
            confidence=confidence_in(graded.source, graded.intelligence),
            source_code=graded.source,
            intelligence_code=graded.intelligence,
            is_provenance=item.part == Part.PROVENANCE,
        )
        for item in Item.of(report)
        if (graded := standing.get(item.pk)) is not None
    )


def _shown(grades: Sequence[Grade]) -> tuple[GradeShown, ...]:
    people = dict(
        Person.objects.filter(id__in=[grade.graded_by_id for grade in grades]).values_list(
            "id", "name"
        )
    )
    named = {recipient for grade in grades for recipient in grade.recipients}
    names = Agency.objects.filter(id__in=named).values_list("id", "name")
    agencies = {str(uid): name for uid, name in names}
    return tuple(
        GradeShown(
            in_short=grade.in_short,
            source=SourceGrade(grade.source).label,
            intelligence=IntelligenceGrade(grade.intelligence).label,
            handling="; ".join(_handling(grade)),
            confidence=confidence_in(grade.source, grade.intelligence),
            origin=Origin(grade.origin).label,
            by=people[grade.graded_by_id],
            at=grade.graded_at,
            recipients=tuple(sorted(agencies[each] for each in grade.recipients)),
            note=grade.note,
            instructions=grade.instructions,
        )
        for grade in grades
    )


def _handling(grade: Grade) -> list[str]:
    found = [Code(grade.code).label]
    if grade.action:
        found.append(ActionCode(grade.action).label)
    if grade.sanitisation:
        found.append(SanitisationCode(grade.sanitisation).label)
    return [str(label) for label in found]


def _legacy(report: Report) -> LegacyShown | None:
    row = LegacyGrade.of(report)
    if row is None:
        return None
    old = Legacy(source=row.source, information=row.information, handling=row.handling)
    return LegacyShown(in_short=old.in_short, suggestion=suggestion_for(old))


def _gone(report: Report) -> Gone | None:
    row = Tombstone.of(report)
    if row is None:
        return None
    return Gone(reference=row.reference, purged_on=row.purged_on, digest=row.digest)
