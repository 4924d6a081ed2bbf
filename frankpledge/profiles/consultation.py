"""Consultation: sharing a profile with agencies, what they say to it, and its release to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Actor,
    Agency,
    Kind,
    Term,
    What,
    amend,
    fetch,
    protect,
    record,
    require,
)
from frankpledge.kernel import DomainError
from frankpledge.profiles import policies
from frankpledge.profiles.drafting import districts_of
from frankpledge.profiles.models import Comment, Finding, Invited, Profile, Stage
from frankpledge.profiles.policies import Act


class NobodyToAsk(DomainError):
    """No agency was named, or one that cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFacts:
    """A comment as a page shows it."""

    block: str
    text: str
    agency: str
    made_at: datetime


def agencies_to_ask(by: Actor) -> tuple[tuple[str, str], ...]:
    """Every other agency, as choices."""
    others = Agency.objects.exclude(id=by.agency_id).order_by("name")
    return tuple((str(agency.id), agency.name) for agency in others)


@transaction.atomic
def share_profile(
    *, profile_id: UUID, agencies: Sequence[UUID | str] = (), by: Actor, at: datetime
) -> None:
    """Put a profile out for comment to these agencies (to all, if none is named).

    They see it, its findings and the comments made from now on, within its district. Agencies that
    were asked before stay. Raises `NobodyToAsk`.
    """
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE, lock=True)
    require(policies.may_share_profile(by, profile))
    named = {str(each) for each in agencies} or {code for code, _ in agencies_to_ask(by)}
    known = {str(each) for each in Agency.objects.filter(id__in=named).values_list("id", flat=True)}
    asked = sorted(known - {str(by.agency_id)})
    if not asked or named - known:
        raise NobodyToAsk("Choose at least one other agency", argument="agencies")
    terms = [Term(what=What.AGENCY, value=agency) for agency in asked]
    amend(profile, by=by, at=at, add=terms, state="live")
    for finding in Finding.open_to(by).filter(profile=profile).select_related("protection"):
        amend(finding, by=by, at=at, add=terms)
    Invited.objects.bulk_create(
        [Invited(profile=profile, agency_id=UUID(agency), invited_at=at) for agency in asked],
        ignore_conflicts=True,
    )
    profile.stage = Stage.CONSULTING
    profile.save(update_fields=["stage"])
    record(Act.SHARE_PROFILE, profile, by=by, at=at, recipients=[UUID(agency) for agency in asked])


@transaction.atomic
def release_internally(*, profile_id: UUID, by: Actor, at: datetime) -> None:
    """Release a profile to the agencies that were asked: comments end, and findings stand."""
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE, lock=True)
    require(policies.may_release_internally(by, profile))
    profile.stage = Stage.RELEASED_INTERNALLY
    profile.save(update_fields=["stage"])
    invited = list(Invited.objects.filter(profile=profile).values_list("agency_id", flat=True))
    record(Act.RELEASE_INTERNALLY, profile, by=by, at=at, recipients=invited)


@transaction.atomic
def comment_on_profile(
    *, profile_id: UUID, text: str, block: str = "", by: Actor, at: datetime
) -> UUID:
    """Say something to a profile, or to one part of it. All who were asked can read it."""
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE)
    require(policies.may_comment_on_profile(by, profile))
    invited = Invited.objects.filter(profile=profile).values_list("agency_id", flat=True)
    readers = {profile.protection.owner_id, *invited} - {by.agency_id}
    protection = protect(
        Kind.COMMENT,
        owner=by.agency_id,
        by=by,
        at=at,
        parent=profile,
        districts=districts_of(profile.area_code, profile.area_level),
        agencies=readers,
    )
    comment = Comment(
        protection=protection,
        profile=profile,
        block=block,
        text=text,
        made_by_id=by.person_id,
        agency_id=by.agency_id,
        made_at=at,
    )
    comment.save(force_insert=True)
    record(Act.COMMENT_ON_PROFILE, [comment, profile], by=by, at=at)
    return comment.uid


def comments_on(profile_id: UUID, by: Actor) -> tuple[CommentFacts, ...]:
    """Comments on a profile that *by* may read, oldest first."""
    rows = Comment.open_to(by).filter(profile_id=profile_id).select_related("agency")
    return tuple(
        CommentFacts(block=row.block, text=row.text, agency=row.agency.name, made_at=row.made_at)
        for row in rows.order_by("made_at", "pk")
    )


def silent_agencies(profile_id: UUID, comments: Sequence[CommentFacts]) -> tuple[str, ...]:
    """Agencies that were asked and have said nothing: printed, and never taken for consent."""
    spoken = {comment.agency for comment in comments}
    asked = Invited.objects.filter(profile_id=profile_id).order_by("agency__name")
    return tuple(
        name for name in asked.values_list("agency__name", flat=True) if name not in spoken
    )
