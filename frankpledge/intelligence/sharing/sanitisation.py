"""Making of a report something that partners may read without learning who told it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from frankpledge.access.api import (
    Action,
    Actor,
    Condition,
    Decision,
    Kind,
    LinkKind,
    Purpose,
    amend,
    area_names_on,
    fetch,
    link,
    links_of,
    new_reference,
    protect,
    record,
    require,
    touched,
)
from frankpledge.intelligence import slots
from frankpledge.intelligence.desk.grading import Given, conditions_of, standing_grade
from frankpledge.intelligence.findable import index_product
from frankpledge.intelligence.hashing import key_for
from frankpledge.intelligence.lifecycle import (
    PRODUCT_NEXT,
    REPORT_NEXT,
    ProductStage,
    Stage,
    follow,
)
from frankpledge.intelligence.models import (
    ActionCode,
    Basis,
    Blur,
    Code,
    Grade,
    OriginatorConsent,
    Outcome,
    Product,
    Report,
    SanitisationCode,
)
from frankpledge.intelligence.policies import Act, may_sanitise
from frankpledge.intelligence.sharing.four_eyes import Facts, lot_of, second_person_rules, words_for
from frankpledge.intelligence.sharing.originators import (
    OriginatorNotConsulted as OriginatorNotConsulted,
    OriginatorRefused as OriginatorRefused,
    consent_in_words,
    refuse_without_consent,
)
from frankpledge.intelligence.sharing.unsafe import (
    UnsafeText as UnsafeText,
    giveaways as giveaways,
    refuse_giveaways,
)
from frankpledge.kernel import DomainError

CHECKLIST = (
    ("nobody_named", "Nobody is named or described so closely that they could be known by it"),
    ("week_not_hour", "It says the week, not the day or the hour"),
    ("block_not_flat", "It says the block or the street, not the flat or the house"),
    ("provider_gone", "Nothing says which agency, or what kind of worker, told us"),
    ("more_than_one", "More than one person could have known what it says"),
    ("no_only_holder", "No agency can be guessed as the only one that could have known it"),
)
"""What the sanitiser confirms, by code. Stored nowhere else than in the record."""

ONLY_HOLDER = (
    "Fewer than five agencies have people there who could have told us. Ask of every fact: which "
    "agency could know this? If the answer is one agency, leave the fact out or make it vaguer."
)
"""What the sanitiser is asked where the agency could be guessed from what it says."""


class Unchecked(DomainError):
    """Not every line of the checklist was confirmed."""


class OtherPurpose(DomainError):
    """Whoever limits something to a purpose looks for that purpose, or for law enforcement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Who is to have a product as soon as it is released, chosen while it is sanitised."""

    agencies: tuple[UUID, ...] = ()
    forums: tuple[str, ...] = ()
    basis: str = Basis.CRIME_AND_DISORDER
    expires_on: date | None = None


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
    consent: str
    limits: str
    is_overt_use: bool
    only_holder: str
    blur: str
    replaces: UUID | None
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
    consent = OriginatorConsent.standing(report)
    earlier = earlier_version(report, by)
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
        consent=consent_in_words(consent),
        limits=consent.limits if consent else "",
        is_overt_use=grade.action == ActionCode.OVERT_USE,
        only_holder=ONLY_HOLDER if report.small_source_set else "",
        blur=blur_for(report),
        replaces=earlier.uid if earlier else None,
        second_person_for=tuple(
            words_for(reason) for reason in reasons_for_second_person(report, grade)
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
    blur: str = Blur.WEEK,
    limits: str = "",
    no_export: bool = False,
    purposes: Sequence[str] = (),
    plan: Plan | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Make a product beside a report, which keeps its own words.

    Where code C, a child or a small source set asks for it, the product waits for a second
    person; otherwise it is released at once. Nobody has it until it is shared: *plan* says with
    whom, once it is released. It replaces the last version that was made from the same report.
    Raises `NotPermitted`, `UnsafeText`, `Unchecked`, `OriginatorNotConsulted` and
    `OriginatorRefused`.
    """
    report = fetch(
        Report, report_id, by=by, at=at, act=Act.READ_REPORT, action=Action.SANITISE, lock=True
    )
    grade = standing_grade(report)
    require(may_sanitise(by, report, grade))
    refuse_giveaways(text, argument="text")
    refuse_giveaways(place, argument="place")
    if missing := [words for code, words in CHECKLIST if code not in confirmed]:
        raise Unchecked(f"Confirm that this is so: {missing[0]}", argument="confirmed")
    consult = grade.sanitisation == SanitisationCode.CONSULT
    if consult:
        refuse_without_consent(report, originator_consulted=originator_consulted, by=by, at=at)
    refuse_giveaways(limits, argument="limits")
    earlier = earlier_version(report, by)
    reasons = reasons_for_second_person(report, grade)
    product = Product(
        protection=protect(
            Kind.PRODUCT,
            owner=by.agency_id,
            by=by,
            at=at,
            districts=[report.district_id],
            code=grade.code,
            conditions=[
                *conditions_of(_as_given(grade), unit=by.agency_id),
                *_added_conditions(grade, no_export=no_export, purposes=purposes, by=by),
            ],
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
        blur=Blur(blur),
        limits=limits.strip(),
        no_export=no_export and grade.code == Code.CONDITIONS,
        purposes=list(purposes) if grade.code == Code.CONDITIONS else [],
        planned=_kept(plan),
        replaces=earlier,
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
    index_product(product)
    amend(product, by=by, at=at, action=action, state="live")
    if product.replaces_id is not None:
        older = fetch(Product, product.replaces_id, by=by, at=at, act=Act.READ_PRODUCT, lock=True)
        older.replaced_on = product.released_on
        older.save(update_fields=["replaced_on"])
        touched(older)


def earlier_version(report: Report, by: Actor) -> Product | None:
    """The released product that was last made from a report, which the next one will replace."""
    made = [
        each.later.uid
        for each in links_of(report.uid, by)
        if each.relation == LinkKind.SANITISED_AS
    ]
    return (
        Product.open_to(by)
        .filter(protection_id__in=made, stage=ProductStage.RELEASED, replaced_on=None)
        .order_by("-released_on", "-slot", "protection_id")
        .first()
    )


def _added_conditions(
    grade: Grade, *, no_export: bool, purposes: Sequence[str], by: Actor
) -> list[Condition]:
    """What the officer adds to a grade of code C. The police's own purpose is always among those
    named, because the rule holds for the unit as well."""
    if grade.code != Code.CONDITIONS:
        return []
    found = [Condition(name="no_export")] if no_export else []
    if purposes:
        named = {*(str(Purpose(each)) for each in purposes), str(Purpose.LAW_ENFORCEMENT)}
        if str(by.purpose) not in named:
            raise OtherPurpose(
                "Say first that you look for law enforcement. Otherwise this would be kept from "
                "you as well",
                argument="purposes",
            )
        found.append(Condition(name="purpose", values=frozenset(named)))
    return found


def blur_for(report: Report) -> str:
    """How nearly it may say when it was: the month, where few could have told it."""
    return Blur.MONTH if report.small_source_set else Blur.WEEK


def _kept(plan: Plan | None) -> dict[str, object]:
    if plan is None or not (plan.agencies or plan.forums):
        return {}
    return {
        "agencies": [str(each) for each in plan.agencies],
        "forums": list(plan.forums),
        "basis": plan.basis,
        "expires_on": plan.expires_on.isoformat() if plan.expires_on else "",
    }


def planned_for(product: Product) -> Plan | None:
    """Who is to have a product once it is released, or None where nobody was chosen."""
    kept = product.planned
    if not kept:
        return None
    return Plan(
        agencies=tuple(UUID(each) for each in kept["agencies"]),
        forums=tuple(kept["forums"]),
        basis=kept["basis"],
        expires_on=date.fromisoformat(kept["expires_on"]) if kept["expires_on"] else None,
    )


def reasons_for_second_person(report: Report, grade: Grade) -> list[str]:
    """Codes of what asks for a second person's approval: none means that nobody need be asked."""
    return second_person_rules(
        Facts(
            code=grade.code,
            concerns_child=report.concerns_child,
            small_source_set=report.small_source_set,
            drawn=lot_of(report.reference, key_for("second look")),
        )
    )


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
