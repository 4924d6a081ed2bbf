"""Making of a report something that partners may read without learning who told it."""

from __future__ import annotations

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
    Person,
    amend,
    area_names_on,
    fetch,
    link,
    new_reference,
    protect,
    record,
    require,
)
from frankpledge.intelligence import slots
from frankpledge.intelligence.giveaways import Giveaway, giveaways_in
from frankpledge.intelligence.grading import Given, conditions_of, standing_grade
from frankpledge.intelligence.lifecycle import (
    PRODUCT_NEXT,
    REPORT_NEXT,
    ProductStage,
    Stage,
    follow,
)
from frankpledge.intelligence.models import (
    Code,
    Grade,
    Outcome,
    Product,
    Report,
    SanitisationCode,
    Unit,
)
from frankpledge.intelligence.policies import Act, may_sanitise
from frankpledge.kernel import DomainError

CHECKLIST = (
    ("nobody_named", "Nobody is named or described so closely that they could be known by it"),
    ("week_not_hour", "It says the week, not the day or the hour"),
    ("block_not_flat", "It says the block or the street, not the flat or the house"),
    ("provider_gone", "Nothing says which agency, or what kind of worker, told us"),
    ("more_than_one", "More than one person could have known what it says"),
)
"""What the sanitiser confirms, by code. Stored nowhere else than in the record."""

SECOND_PERSON_WORDS = {
    "code_c": "It is graded C, so conditions go with it",
    "child": "It concerns a child",
    "small_source_set": "Fewer than five agencies could have told us",
}


class UnsafeText(DomainError):
    """The text would still give its source away. `giveaways` lists every place."""

    def __init__(self, giveaways: list[Giveaway], *, argument: str) -> None:
        words = " ".join(str(each) for each in giveaways)
        super().__init__(f"This would tell the reader who told us. {words}", argument=argument)
        self.giveaways = giveaways


class Unchecked(DomainError):
    """Not every line of the checklist was confirmed."""


class OriginatorNotConsulted(DomainError):
    """The grade says that whoever told it is consulted before anything is passed on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the page about sanitising a report needs: the report, and what stands in the way."""

    report: UUID
    reference: str
    text: str
    place: str
    district: str
    week_of: date | None
    grade: str
    consult_first: bool
    second_person_for: tuple[str, ...]
    giveaways: tuple[str, ...]
    may_sanitise: Decision


def waiting(by: Actor) -> QuerySet[Report]:
    """Graded reports that nobody has sanitised, oldest first."""
    return (
        Report.open_to(by, Action.SANITISE)
        .filter(stage=Stage.GRADED, outcome=Outcome.INTELLIGENCE)
        .order_by("received_on", "slot", "protection_id")
    )


@transaction.atomic
def draft(*, report_id: UUID, by: Actor, at: datetime) -> Draft:
    """Open a report in order to sanitise it, with what would give it away. Looking is recorded."""
    report = fetch(Report, report_id, by=by, at=at, act=Act.READ_REPORT)
    grade = standing_grade(report)
    return Draft(
        report=report.uid,
        reference=report.reference,
        text=report.text,
        place=report.place,
        district=area_names_on([report.district_id], slots.day_and_slot(at)[0]).get(
            report.district_id, ""
        ),
        week_of=report.week_of,
        grade=grade.in_short,
        consult_first=grade.sanitisation == SanitisationCode.CONSULT,
        second_person_for=tuple(
            SECOND_PERSON_WORDS[reason] for reason in reasons_for_second_person(report, grade)
        ),
        giveaways=tuple(str(each) for each in giveaways(report.text, report.place)),
        may_sanitise=may_sanitise(by, report, grade),
    )


@transaction.atomic
def sanitise(
    *,
    report_id: UUID,
    text: str,
    place: str,
    confirmed: frozenset[str] | set[str],
    originator_consulted: bool = False,
    by: Actor,
    at: datetime,
) -> UUID:
    """Make a product beside a report, which keeps its own words.

    Where code C, a child or a small source set asks for it, the product waits for a second
    person; otherwise it is released at once, to nobody yet. Raises `NotPermitted`, `UnsafeText`,
    `Unchecked` and `OriginatorNotConsulted`.
    """
    report = fetch(
        Report, report_id, by=by, at=at, act=Act.READ_REPORT, action=Action.SANITISE, lock=True
    )
    grade = standing_grade(report)
    require(may_sanitise(by, report, grade))
    _refuse_giveaways(text, argument="text")
    _refuse_giveaways(place, argument="place")
    if missing := [words for code, words in CHECKLIST if code not in confirmed]:
        raise Unchecked(f"Confirm that this is so: {missing[0]}", argument="confirmed")
    consult = grade.sanitisation == SanitisationCode.CONSULT
    if consult and not originator_consulted:
        raise OriginatorNotConsulted(
            "The grade says S2: consult the originator, and then confirm that you have",
            argument="originator_consulted",
        )
    reasons = reasons_for_second_person(report, grade)
    product = Product(
        protection=protect(
            Kind.PRODUCT,
            owner=by.agency_id,
            by=by,
            at=at,
            districts=[report.district_id],
            code=grade.code,
            conditions=conditions_of(_as_given(grade), unit=by.agency_id),
            state="draft",
        ),
        reference=new_reference(),
        stage=ProductStage.WAITING,
        text=text,
        place=place,
        district_id=report.district_id,
        week_of=report.week_of,
        source=grade.source,
        intelligence=grade.intelligence,
        code=grade.code,
        no_onward=consult,
        recipients=grade.recipients,
        second_person_for=reasons,
        sanitised_by_id=by.person_id,
    )
    product.save(force_insert=True)
    report.stage = follow(REPORT_NEXT, Stage(report.stage), Stage.SANITISED)
    report.save(update_fields=["stage"])
    link(report, product, LinkKind.SANITISED_AS, by=by, at=at, owner=by.agency_id)
    record(Act.SANITISE, [report, product], by=by, at=at, fields=[code for code, _ in CHECKLIST])
    if not reasons:
        release(product, by=by, at=at, action=Action.SHARE)
    return product.uid


def release(product: Product, *, by: Actor, at: datetime, action: Action) -> None:
    """Let a draft go live in this half hour, by the *action* that says the actor may."""
    follow(PRODUCT_NEXT, ProductStage(product.stage), ProductStage.RELEASED)
    product.stage = ProductStage.RELEASED
    product.released_on, product.slot = slots.day_and_slot(at)
    product.save(update_fields=["stage", "released_on", "slot", "approved_by"])
    amend(product, by=by, at=at, action=action, state="live")


def reasons_for_second_person(report: Report, grade: Grade) -> list[str]:
    """Codes of what asks for a second person's approval: none means that nobody need be asked."""
    found = []
    if grade.code == Code.CONDITIONS:
        found.append("code_c")
    if report.concerns_child:
        found.append("child")
    if report.small_source_set:
        found.append("small_source_set")
    return found


def giveaways(*texts: str) -> list[Giveaway]:
    """What in *texts* gives away who told us, knowing every agency and everyone who uses the site.

    Every agency's name is refused, and so every reader sees the same answer whoever told it.
    """
    units = Unit.objects.values("agency_id")
    agencies = [
        name
        for pair in Agency.objects.exclude(id__in=units).values_list("name", "short_name")
        for name in pair
    ]
    people = Person.objects.filter(is_service=False).exclude(agency_id__in=units)
    return giveaways_in(
        *texts, agencies=agencies, people=people.order_by("name").values_list("name", flat=True)
    )


def _refuse_giveaways(text: str, *, argument: str) -> None:
    if found := giveaways(text):
        raise UnsafeText(found, argument=argument)


def _as_given(grade: Grade) -> Given:
    return Given(
        source=grade.source,
        intelligence=grade.intelligence,
        code=grade.code,
        action=grade.action,
        sanitisation=grade.sanitisation,
        recipients=tuple(UUID(each) for each in grade.recipients),
        origin=grade.origin,
    )
