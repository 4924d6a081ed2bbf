"""Making intelligence of what was told: its text, and how far it is trusted (3x5x2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Condition,
    Kind,
    LinkKind,
    NotFound,
    amend,
    fetch,
    link,
    new_reference,
    protect,
    record,
    require,
)
from frankpledge.intelligence import slots
from frankpledge.intelligence.desk import human_receipt, supervisors_only
from frankpledge.intelligence.desk.accreditation import own_grade_of
from frankpledge.intelligence.desk.decided import kept_to_be_graded
from frankpledge.intelligence.desk.grade_rules import (
    Binding,
    Given as Given,
    GivenItem as GivenItem,
    ImpossibleGrade as ImpossibleGrade,
    LooserThanTheirs as LooserThanTheirs,
    refuse_impossible,
    refuse_looser,
    weakest,
)
from frankpledge.intelligence.desk.legacy_grades import Legacy
from frankpledge.intelligence.findable import index_report
from frankpledge.intelligence.giving.submission import is_from, receipt_for
from frankpledge.intelligence.lifecycle import REPORT_NEXT, Stage, follow
from frankpledge.intelligence.models import (
    ActionCode,
    Code,
    Grade,
    Item,
    ItemGrade,
    LegacyGrade,
    Origin,
    OriginatorGrade,
    Outcome,
    Part,
    Report,
    SanitisationCode,
    Submission,
)
from frankpledge.intelligence.policies import Act, may_evaluate, may_regrade
from frankpledge.intelligence.sharing.provenance import is_small_source_set
from frankpledge.kernel import DomainError


class NoText(DomainError):
    """A report of intelligence says what is known."""


class NoForceReference(DomainError):
    """A grade taken from the force's own system comes with that system's reference."""


@transaction.atomic
def evaluate(
    *,
    submission_id: UUID,
    text: str = "",
    grade: Given,
    place: str = "",
    concerns_child: bool = False,
    force_reference: str = "",
    items: Sequence[GivenItem] = (),
    provenance: GivenItem | None = None,
    legacy: Legacy | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Make a report of what a submission tells, with its first grade, and join the two.

    A report says one thing, in *text*, or several *items* with a grade each. *provenance* says how
    it came to be known, is graded itself and goes no further. *legacy* is a 5x5x5 grade that it
    came with, kept as it was. The submission keeps its own words. Raises `NotPermitted`,
    `AlreadyDecided`, `ImpossibleGrade`, `LooserThanTheirs`, `NoText`, and `NoForceReference` for a
    force's grade without the force's reference.
    """
    submission = fetch(Submission, submission_id, by=by, at=at, act=Act.READ_SUBMISSION, lock=True)
    receipt = receipt_for(submission, by)
    require(may_evaluate(by, submission, sent_by_them=is_from(receipt, by)))
    kept = kept_to_be_graded(submission, by)
    said = _said(text, items, grade)
    grade = weakest(grade, said)
    refuse_impossible(grade, [*said, provenance] if provenance else said)
    theirs = _theirs(submission)
    refuse_looser(grade, theirs)
    force_reference = force_reference.strip() or (kept.force_reference if kept else "")
    if grade.origin == Origin.FORCE and not force_reference:
        raise NoForceReference(
            "Enter the reference that the force’s own system gave", argument="force_reference"
        )
    report = kept or _new_report(submission, grade, by=by, at=at)
    if kept is not None:
        report.stage = follow(REPORT_NEXT, Stage(report.stage), Stage.GRADED)
        amend(
            report,
            by=by,
            at=at,
            action=Action.REGRADE,
            code=grade.code,
            conditions=conditions_of(grade, unit=by.agency_id),
        )
    report.text = "\n\n".join(item.text.strip() for item in said)
    report.place = place or submission.place
    report.concerns_child = concerns_child
    report.small_source_set = is_small_source_set(submission)
    if force_reference and not report.force_reference:
        report.force_reference = force_reference
        report.transferred_on = slots.day_and_slot(at)[0]
    report.save()
    _keep_items(report, said, provenance)
    _keep_what_came_with_it(report, submission, legacy)
    _keep_grade(report, grade, _numbered(said, provenance), by=by, at=at)
    index_report(report)
    if kept is None:
        link(submission, report, LinkKind.EVALUATED_AS, by=by, at=at)
    if receipt is not None:
        human_receipt.note_decided(receipt, by=by, at=at)
    record(Act.EVALUATE, [submission, report], by=by, at=at, fields=["text", "grade"])
    return report.uid


def _said(text: str, items: Sequence[GivenItem], grade: Given) -> list[GivenItem]:
    """What the report says, as items: one where none are given apart from one another."""
    said = list(items) or [
        GivenItem(text=text, source=grade.source, intelligence=grade.intelligence)
    ]
    if not all(item.text.strip() for item in said):
        raise NoText("Enter what is known", argument="text")
    return said


def _new_report(submission: Submission, grade: Given, *, by: Actor, at: datetime) -> Report:
    stage = Stage.GRADED
    assert stage in REPORT_NEXT[None], "a report begins in one of these"
    day, slot = slots.day_and_slot(at)
    named = supervisors_only.named_for(submission, by=by, at=at)
    return Report(
        protection=protect(
            Kind.REPORT,
            owner=by.agency_id,
            by=by,
            at=at,
            districts=[] if named else [submission.district_id],
            named=named,
            restricted=bool(named),
            code=grade.code,
            conditions=conditions_of(grade, unit=by.agency_id),
        ),
        reference=new_reference(),
        outcome=Outcome.INTELLIGENCE,
        stage=stage,
        district_id=submission.district_id,
        week_of=submission.week_of,
        received_on=submission.received_on,
        slot=submission.slot,
        decided_on=day,
        decided_slot=slot,
    )


@transaction.atomic
def regrade(
    *,
    report_id: UUID,
    grade: Given,
    item_grades: Mapping[int, tuple[int, str]] | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Grade a report anew. Earlier grades stay beside it, and it must be sanitised again before
    anything more of it is shared.

    A report of several items is graded item by item, by their numbers; those left out keep the
    grade that they have. Raises `NotPermitted`, `ImpossibleGrade` and `LooserThanTheirs`.
    """
    report = fetch(
        Report, report_id, by=by, at=at, act=Act.READ_REPORT, action=Action.REGRADE, lock=True
    )
    require(may_regrade(by, report))
    graded = _regraded(report, grade, item_grades or {})
    said = [given for number, given in graded if _is_said(report, number)]
    if said:
        grade = weakest(grade, said)
    refuse_impossible(grade, [given for _, given in graded])
    refuse_looser(grade, _kept_theirs(report))
    report.stage = follow(REPORT_NEXT, Stage(report.stage), Stage.GRADED)
    report.save(update_fields=["stage"])
    _keep_grade(report, grade, [(n, g.source, g.intelligence) for n, g in graded], by=by, at=at)
    amend(
        report,
        by=by,
        at=at,
        action=Action.REGRADE,
        code=grade.code,
        conditions=conditions_of(grade, unit=by.agency_id),
    )
    record(Act.REGRADE, report, by=by, at=at, fields=["grade"])


def _is_said(report: Report, number: int) -> bool:
    return any(item.number == number and item.part == Part.ITEM for item in Item.of(report))


def _regraded(
    report: Report, grade: Given, item_grades: Mapping[int, tuple[int, str]]
) -> list[tuple[int, GivenItem]]:
    """The grade of each item from now on: the one given for it, else the one that it has."""
    items = Item.of(report)
    said = [item for item in items if item.part == Part.ITEM]
    if len(said) > 1 and not item_grades:
        raise ImpossibleGrade("Grade each of its items", argument="source")
    if unknown := set(item_grades) - {item.number for item in items}:
        raise ImpossibleGrade(f"There is no item {min(unknown)}", argument="source")
    has = {row.item_id: (row.source, row.intelligence) for row in ItemGrade.of(report)}
    found = []
    for item in items:
        alone = item.part == Part.ITEM and len(said) == 1
        default = (grade.source, grade.intelligence) if alone else has[item.pk]
        source, letter = item_grades.get(item.number, default)
        found.append((item.number, GivenItem(text=item.text, source=source, intelligence=letter)))
    return found


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


def standing_grade(report: Report) -> Grade:
    """The grade that stands. Raises `NotFound` for a report that never had one."""
    grades = Grade.of(report)
    if not grades:
        raise NotFound
    return grades[0]


def needs_originator_consent(grade: Grade) -> bool:
    """Whether the grade says S2: whoever told it agrees before it is sanitised or passed on."""
    return grade.sanitisation == SanitisationCode.CONSULT


def _theirs(submission: Submission) -> Binding | None:
    given = own_grade_of(submission)
    if given is None:
        return None
    return Binding(
        code=given.code,
        action=given.action,
        sanitisation=given.sanitisation,
        recipients=frozenset(given.recipients),
    )


def _kept_theirs(report: Report) -> Binding | None:
    row = OriginatorGrade.of(report)
    if row is None:
        return None
    return Binding(
        code=row.code,
        action=row.action,
        sanitisation=row.sanitisation,
        recipients=frozenset(UUID(each) for each in row.recipients),
    )


def _numbered(
    said: Sequence[GivenItem], provenance: GivenItem | None
) -> list[tuple[int, int, str]]:
    """Each item's number and grade. Provenance comes after the rest."""
    every = [*said, provenance] if provenance else list(said)
    return [(n, item.source, item.intelligence) for n, item in enumerate(every, start=1)]


def _keep_items(report: Report, said: Sequence[GivenItem], provenance: GivenItem | None) -> None:
    for number, item in enumerate(said, start=1):
        Item(report=report, number=number, text=item.text.strip()).save(force_insert=True)
    if provenance is not None:
        Item(
            report=report,
            part=Part.PROVENANCE,
            number=len(said) + 1,
            text=provenance.text.strip(),
        ).save(force_insert=True)


def _keep_what_came_with_it(report: Report, submission: Submission, legacy: Legacy | None) -> None:
    """Grades that others gave, beside the one that is given here and never in its place."""
    if legacy is not None:
        LegacyGrade(
            report=report,
            source=legacy.source,
            information=legacy.information,
            handling=legacy.handling,
        ).save(force_insert=True)
    given = own_grade_of(submission)
    if given is not None:
        OriginatorGrade(
            report=report,
            source=given.source,
            intelligence=given.intelligence,
            code=given.code,
            action=given.action,
            sanitisation=given.sanitisation,
            recipients=sorted(str(each) for each in given.recipients),
            instructions=given.instructions,
        ).save(force_insert=True)


def _keep_grade(
    report: Report,
    grade: Given,
    items: Sequence[tuple[int, int, str]],
    *,
    by: Actor,
    at: datetime,
) -> None:
    row = Grade(
        report=report,
        source=grade.source,
        intelligence=grade.intelligence,
        code=grade.code,
        action=grade.action,
        sanitisation=grade.sanitisation,
        recipients=[str(each) for each in grade.recipients],
        origin=grade.origin,
        note=grade.note.strip(),
        instructions=grade.instructions.strip(),
        graded_by_id=by.person_id,
        graded_at=at,
    )
    row.save(force_insert=True)
    by_number = {item.number: item for item in Item.of(report)}
    for number, source, letter in items:
        ItemGrade(grade=row, item=by_number[number], source=source, intelligence=letter).save(
            force_insert=True
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
