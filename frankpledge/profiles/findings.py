"""Findings: what a profile says, drafted by rules and judged by people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Actor,
    Decision,
    Kind,
    LinkKind,
    Ref,
    fetch,
    link,
    links_of_each,
    nominals_of,
    protect,
    record,
    require,
    touched,
)
from frankpledge.intelligence import api as intelligence
from frankpledge.kernel import DomainError
from frankpledge.profiles import policies
from frankpledge.profiles.blocks import thawed
from frankpledge.profiles.catalogue import Reach
from frankpledge.profiles.drafting import districts_of
from frankpledge.profiles.models import Confidence, Finding, Invited, Profile, Yardstick
from frankpledge.profiles.notes import rests_on
from frankpledge.profiles.policies import Act

VAGUE = re.compile(r"\b(possibly|perhaps|may|might|could|probably)\b", re.IGNORECASE)


class UnsafeWords(DomainError):
    """A judgement whose words say another probability than its yardstick."""


class HalfAJudgement(DomainError):
    """A probability without how sure one is of it, or the reverse."""


class RestsOnNothing(DomainError):
    """A finding that nobody could look behind."""


class TooFar(DomainError):
    """A finding that goes further than what it rests on may."""


class UnknownFigure(DomainError):
    """The profile has no such figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts:
    """A finding as a page shows it. `rests_on` are words with the figures that they stand for,
    and `informed_by` the cleared intelligence that the reader may know of."""

    uid: UUID
    profile_id: UUID
    text: str
    drafted: str
    figures: tuple[str, ...]
    rests_on: tuple[tuple[str, str], ...]
    informed_by: tuple[intelligence.Caption, ...]
    returns: tuple[str, ...]
    reach: str
    yardstick: str
    confidence: str
    is_by_a_person: bool
    may_edit: Decision

    @property
    def judgement(self) -> str:
        """The probability and confidence in words, where a person gave them."""
        if not self.yardstick:
            return ""
        words = Yardstick(self.yardstick).label
        return f"{words}; confidence in this: {Confidence(self.confidence).label.lower()}"


def findings_of(profile_id: UUID, by: Actor) -> tuple[FindingFacts, ...]:
    """The findings of a profile that *by* may read, in order."""
    rows = (
        Finding.open_to(by)
        .filter(profile_id=profile_id)
        .select_related("profile", "protection")
        .order_by("position")
    )
    return _facts_of(list(rows.defer("profile__content")), by)


def _facts_of(rows: Sequence[Finding], by: Actor) -> tuple[FindingFacts, ...]:
    joined = links_of_each([row.uid for row in rows], by)
    products = {
        uid: [each.earlier.uid for each in links if each.earlier.kind == Kind.PRODUCT]
        for uid, links in joined.items()
    }
    captions = intelligence.captions_of_products(
        {product for found in products.values() for product in found}, by
    )
    return tuple(
        _facts(row, by, [captions[uid] for uid in products[row.uid] if uid in captions])
        for row in rows
    )


def _facts(row: Finding, by: Actor, informed_by: Sequence[intelligence.Caption]) -> FindingFacts:
    return FindingFacts(
        uid=row.uid,
        profile_id=row.profile_id,
        text=row.text,
        drafted=row.drafted,
        figures=tuple(row.figures),
        rests_on=rests_on(row.figures),
        informed_by=tuple(informed_by),
        returns=tuple(row.returns),
        reach=row.reach,
        yardstick=row.yardstick,
        confidence=row.confidence,
        is_by_a_person=row.is_by_a_person,
        may_edit=policies.may_edit_finding(by, row),
    )


@transaction.atomic
def page(*, finding_id: UUID, by: Actor, at: datetime) -> FindingFacts:
    """Open one finding. Looking is recorded."""
    row = fetch(Finding, finding_id, by=by, at=at, act=Act.READ_FINDING)
    require(policies.may_read_finding(by, row))
    return _facts_of([row], by)[0]


@transaction.atomic
def add_finding(
    *,
    profile_id: UUID,
    text: str,
    figures: Sequence[str] = (),
    products: Sequence[UUID | str] = (),
    returns: Sequence[str] = (),
    issues: Sequence[UUID | str] = (),
    reach: str = Reach.PARTNER,
    yardstick: str = "",
    confidence: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Write a finding beside those that are there, resting on figures of the same profile, on
    cleared intelligence and on what partners returned.

    It is seen by whoever sees the profile; what intelligence it rests on, and from which *issues*
    raised at events it arises, by whoever may know of that too. It concerns whom intelligence
    concerns, so a conflict hides it. Raises `RestsOnNothing`, `UnknownFigure`, `TooFar` for a
    public one that rests on what is not public, `NotFound` for a product or an issue out of sight,
    and `HalfAJudgement` or `UnsafeWords` where a probability is given badly.
    """
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE, lock=True)
    require(policies.may_add_finding(by, profile))
    _check(text, yardstick, confidence)
    if not (figures or products or returns or issues):
        raise RestsOnNothing(
            "Say what it rests on: a figure, cleared intelligence, a return or an issue raised. "
            "What rests on none of them can stand in a section in your own words.",
            argument="figures",
        )
    content = thawed(profile.content)
    for figure_id in figures:
        if content.figure(figure_id) is None:
            raise UnknownFigure(f"This profile has no figure {figure_id}.", argument="figures")
    if reach == Reach.PUBLIC and (products or returns or issues):
        raise TooFar(
            "What rests on intelligence, on a partner’s return or on what was raised at an event "
            "can go to partners, not to anybody.",
            argument="reach",
        )
    raised = [Ref(kind=Kind.ISSUE, uid=UUID(str(each))) for each in issues]
    informing = [Ref(kind=Kind.PRODUCT, uid=UUID(str(each))) for each in products]
    protection = protect(
        Kind.FINDING,
        owner=profile.protection.owner_id,
        by=by,
        at=at,
        parent=profile,
        districts=districts_of(profile.area_code, profile.area_level),
        agencies=Invited.objects.filter(profile=profile).values_list("agency_id", flat=True),
        nominals=nominals_of(informing, by),
    )
    finding = Finding(
        protection=protection,
        profile=profile,
        position=Finding.next_position(profile.uid),
        text=text,
        figures=list(figures),
        returns=list(returns),
        reach=reach,
        yardstick=yardstick,
        confidence=confidence,
        judged_by_id=by.person_id,
        judged_at=at,
    )
    finding.save(force_insert=True)
    for product in informing:
        link(product, finding, LinkKind.INFORMS, by=by, at=at)
    for issue in raised:
        link(issue, finding, LinkKind.GAVE_RISE_TO, by=by, at=at)
    record(Act.ADD_FINDING, [finding, profile], by=by, at=at)
    return finding.uid


@transaction.atomic
def edit_finding(
    *,
    finding_id: UUID,
    text: str,
    yardstick: str = "",
    confidence: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Put a finding into a person's words; what a rule drafted is kept beside it.

    Raises `HalfAJudgement` or `UnsafeWords`.
    """
    row = fetch(Finding, finding_id, by=by, at=at, act=Act.READ_FINDING, lock=True)
    require(policies.may_edit_finding(by, row))
    _check(text, yardstick, confidence)
    row.text, row.yardstick, row.confidence = text, yardstick, confidence
    row.judged_by_id, row.judged_at = by.person_id, at
    row.save(update_fields=["text", "yardstick", "confidence", "judged_by", "judged_at"])
    touched(row)
    record(Act.EDIT_FINDING, row, by=by, at=at, fields=["text", "yardstick", "confidence"])


def _check(text: str, yardstick: str, confidence: str) -> None:
    if bool(yardstick) != bool(confidence):
        raise HalfAJudgement(
            "Say both how likely it is and how sure you are of that, or neither.",
            argument="confidence" if yardstick else "yardstick",
        )
    found = VAGUE.search(text) if yardstick else None
    if found:
        raise UnsafeWords(
            f"“{found.group()}” says how likely it is a second time, and less exactly. Take it "
            "out: the probability stands beside the finding.",
            argument="text",
        )
