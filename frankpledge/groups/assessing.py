"""Assessing a group: what a scheme makes of what is known, kept for good. People decide tiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Kind,
    PostArea,
    Ref,
    areas_around,
    protect,
    record,
    require,
    touched,
)
from frankpledge.asking import api as asking
from frankpledge.groups import lists, policies, schemes
from frankpledge.groups.models import Assessment, Group, Reconciliation
from frankpledge.groups.models.register import TIERS
from frankpledge.groups.opening import groups_open_to, open_group
from frankpledge.groups.policies import Act
from frankpledge.groups.scoring import Score, disagreements
from frankpledge.groups.states import MAPPED, Status
from frankpledge.groups.switching import areas_on
from frankpledge.kernel import DomainError

SURENESS = (("low", "Low"), ("medium", "Medium"), ("high", "High"))


class NotAssessed(DomainError):
    """An assessment, a tier or a note lacks something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """What an assessment came to, and the requirements that were drafted for what is unknown."""

    uid: UUID
    words: str
    is_sufficient: bool
    requirements: tuple[UUID, ...]


@transaction.atomic
def assess(
    *,
    group_id: UUID,
    scheme: str,
    answers: Mapping[str, str],
    sureness: str = "",
    why: str = "",
    by: Actor,
    at: datetime,
) -> Assessed:
    """Score a group by a scheme from *answers* (codes of its scales), and keep that for good.

    What is left out or `unknown` stays unknown. Where too little is known, a requirement is drafted
    for each such thing, if the assessor's post drafts requirements. Nothing earlier is altered.
    """
    row = open_group(group_id, by=by, at=at, act=Act.READ_GROUP, lock=True)
    require(policies.may_assess(by, row))
    found = schemes.score(scheme, answers)
    used = schemes.scheme(scheme)
    protection = protect(
        Kind.SCORE, owner=by.agency_id, by=by, at=at, parent=row, agencies=[row.protection.owner_id]
    )
    made = Assessment(
        protection=protection,
        group=row,
        scheme=scheme,
        version=used.version,
        scheme_hash=used.hash,
        inputs={code: answer for code, answer in answers.items() if answer},
        outputs=_outputs(found, used),
        sureness=sureness,
        why=why.strip(),
        at=at,
        by_id=by.person_id,
        agency_id=by.agency_id,
    )
    made.save(force_insert=True)
    row.assessed_on = localtime(at).date()
    row.save(update_fields=["assessed_on"])
    touched(row)
    record(Act.ASSESS, [row, made], by=by, at=at)
    drafted = () if found.is_sufficient else _ask_for(row, found, used, by=by, at=at)
    return Assessed(
        uid=made.uid,
        words=found.words,
        is_sufficient=found.is_sufficient,
        requirements=drafted,
    )


def _outputs(found: Score, used: schemes.Scheme) -> dict[str, object]:
    labels = {question.code: question.label for question in used.questions}
    return {
        "name": used.name,
        "words": found.words,
        "point": None if found.point is None else round(float(found.point), 2),
        "low": round(float(found.interval.low), 2),
        "high": round(float(found.interval.high), 2),
        "coverage": round(float(found.coverage), 4),
        "is_sufficient": found.is_sufficient,
        "order": str(found.order),
        "unknown": list(found.unknown),
        "unknown_words": [labels.get(code, code) for code in found.unknown],
        "parts": dict(found.parts),
    }


def _ask_for(
    row: Group, found: Score, used: schemes.Scheme, *, by: Actor, at: datetime
) -> tuple[UUID, ...]:
    """A requirement for each thing that is unknown, in words for partners: drafted, not issued."""
    if Kind.REQUIREMENT not in by.kinds_for(Action.CREATE):
        return ()
    on = localtime(at).date()
    around = areas_around(row.area_id, on)
    agencies = list(
        Agency.objects.filter(
            id__in=PostArea.objects.filter(area_id__in=around).values("post__agency")
        )
        .exclude(id=by.agency_id)
        .order_by("name")
        .values_list("id", flat=True)
    )
    if not agencies:
        return ()
    questions = {each.code: each for each in used.questions}
    last = date.fromordinal(on.toordinal() + int(lists.number("vulnerability_review_days")))
    return tuple(
        asking.draft_requirement(
            level="tactical",
            theme=questions[code].label,
            question=f"{row.codename}: {questions[code].label.lower()}",
            partner_wording=_in_partners_words(questions[code].partner_words),
            indicators=[questions[code].partner_words],
            agencies=agencies,
            valid_from=on,
            valid_to=last,
            districts=[row.area_id],
            gap=questions[code].words,
            by=by,
            at=at,
        )
        for code in found.unknown
        if questions[code].partner_words
    )


def _in_partners_words(sign: str) -> str:
    return (
        "If in the course of your normal work you notice "
        f"{sign[0].lower()}{sign[1:]}, tell the police"
    )


def latest_by_scheme(row: Group, *, since: date | None = None) -> dict[str, Assessment]:
    """The latest assessment of a group by each scheme, made after a day if one is given.

    For the state machine alone: whoever moves a group need not be let read its scores.
    """
    found: dict[str, Assessment] = {}
    for each in Assessment.standing(row):
        if since is None or localtime(each.at).date() > since:
            found.setdefault(each.scheme, each)
    return found


@transaction.atomic
def decide_tier(*, group_id: UUID, tier: str, why: str, by: Actor, at: datetime) -> None:
    """Decide a group's tier, with a reason. What a score would suggest decides nothing."""
    row = open_group(group_id, by=by, at=at, act=Act.READ_GROUP, lock=True)
    require(policies.may_decide_tier(by, row))
    if tier not in TIERS:
        raise NotAssessed("Choose a tier", argument="tier")
    if not why.strip():
        raise NotAssessed("Say why it is in this tier", argument="why")
    if row.status in (Status.TRIGGERED, Status.SCOPING):
        raise NotAssessed("Assess it before you decide its tier", argument="tier")
    row.tier, row.tier_why = tier, why.strip()
    row.save(update_fields=["tier", "tier_why"])
    touched(row)
    record(Act.DECIDE_TIER, row, by=by, at=at, fields=("tier",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A group that two schemes place far apart, and whether a second assessor has looked at it."""

    uid: UUID
    codename: str
    by_attributes: str
    by_harm: str
    reconciled: str


@transaction.atomic
def disagreeing(*, by: Actor, at: datetime) -> tuple[Disagreement, ...]:
    """Active and watched groups whose two scores place them far apart, by codename. Recorded."""
    areas = areas_on(at)
    require(policies.may_list_groups(by, areas_on=areas))
    require(policies.reads_scores(by))
    groups = {
        row.uid: row
        for row in groups_open_to(by, areas).filter(status__in=[*MAPPED, Status.ASSESSED])
    }
    latest: dict[tuple[UUID, str], Assessment] = {}
    rows = Assessment.open_to(by).filter(group__in=list(groups), scheme__in=["attributes", "harm"])
    for each in rows.order_by("at", "pk"):
        latest[(each.group_id, each.scheme)] = each
    orders: dict[str, dict[str, Fraction]] = {"attributes": {}, "harm": {}}
    for (uid, scheme), each in latest.items():
        orders[scheme][str(uid)] = Fraction(each.outputs["order"])
    apart = disagreements(
        orders["attributes"],
        orders["harm"],
        beyond=Fraction(str(lists.number("disagreement"))),
    )
    notes = {
        note.group_id: note.note
        for note in Reconciliation.objects.filter(group__in=[UUID(uid) for uid in apart]).order_by(
            "at"
        )
    }
    found = [groups[UUID(uid)] for uid in apart]
    record(
        Act.READ_ASSESSMENTS,
        [Ref(kind=Kind.GROUP, uid=row.uid) for row in found] or None,
        by=by,
        at=at,
    )
    return tuple(
        Disagreement(
            uid=row.uid,
            codename=row.codename,
            by_attributes=latest[(row.uid, "attributes")].outputs["words"],
            by_harm=latest[(row.uid, "harm")].outputs["words"],
            reconciled=notes.get(row.uid, ""),
        )
        for row in sorted(found, key=lambda each: (each.codename, each.reference))
    )


@transaction.atomic
def reconcile(*, group_id: UUID, note: str, by: Actor, at: datetime) -> None:
    """Say, as a second assessor, what to make of two schemes that disagree.

    Raises `NotAssessed` for whoever made the latest assessment.
    """
    row = open_group(group_id, by=by, at=at, act=Act.READ_GROUP, lock=True)
    require(policies.may_reconcile(by, row))
    latest = latest_by_scheme(row)
    if not latest:
        raise NotAssessed("It has not been assessed")
    if max(latest.values(), key=lambda each: each.at).by_id == by.person_id:
        raise NotAssessed("Another assessor writes this: you made the latest assessment")
    if not note.strip():
        raise NotAssessed("Say what you make of it", argument="note")
    Reconciliation.objects.create(group=row, at=at, by_id=by.person_id, note=note.strip())
    record(Act.RECONCILE, row, by=by, at=at)
