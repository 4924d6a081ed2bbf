"""Reading profiles: the list, one profile with its findings and comments, and its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Action, Actor, Decision, Kind, fetch, record, require
from frankpledge.plans import api as plans
from frankpledge.profiles import consultation, indicators, leading, policies, words
from frankpledge.profiles.blocks import Content, Figure, thawed
from frankpledge.profiles.consultation import AskedAbout, CommentFacts
from frankpledge.profiles.findings import FindingFacts
from frankpledge.profiles.leading import LeadingSection
from frankpledge.profiles.models import Profile, Stage
from frankpledge.profiles.passages import PassageMark
from frankpledge.profiles.policies import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileLine:
    """A profile in a list."""

    uid: UUID
    area_code: str
    area_name: str
    area_level: str
    period: str
    compared: str
    origin: str
    stage: Stage
    built_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileFacts:
    """What the page of a profile needs to know."""

    line: ProfileLine
    content: Content
    findings: tuple[FindingFacts, ...]
    actions: Mapping[UUID, tuple[plans.ActionLine, ...]]
    comments: tuple[CommentFacts, ...]
    marks: tuple[PassageMark, ...]
    asked_about: AskedAbout | None
    lead: tuple[LeadingSection, ...]
    silent: tuple[str, ...]
    may_add_finding: Decision
    may_share: Decision
    may_write: Decision
    may_request: Decision
    may_answer: Decision
    may_release: Decision
    may_clear: Decision
    may_comment: Decision
    may_add_action: Decision


def _line(row: Profile) -> ProfileLine:
    compared = words.period(row.compare_first, row.compare_last) if row.compare_first else ""
    return ProfileLine(
        uid=row.uid,
        area_code=row.area_code,
        area_name=row.area_name,
        area_level=row.area_level,
        period=words.period(row.first, row.last),
        compared=compared,
        origin=row.origin,
        stage=Stage(row.stage),
        built_at=row.built_at,
    )


@transaction.atomic
def listed(*, by: Actor, at: datetime) -> tuple[ProfileLine, ...]:
    """Profiles that *by* may open, by area and newest first. Looking is recorded."""
    require(policies.may_list_profiles(by))
    rows = list(
        Profile.open_to(by)
        .select_related("protection")
        .defer("content")
        .order_by("area_name", "-built_at", "pk")
    )
    record(Act.LIST_PROFILES, rows, by=by, at=at)
    return tuple(_line(row) for row in rows)


def latest(area: str, by: Actor) -> ProfileLine | None:
    """The newest profile of an area that *by* may open, if there is one."""
    rows = Profile.open_to(by).filter(area_code=area).defer("content")
    row = rows.order_by("-built_at", "pk").first()
    return _line(row) if row else None


@transaction.atomic
def page(*, profile_id: UUID, by: Actor, at: datetime) -> ProfileFacts:
    """Open a profile with all that belongs to it. Looking is recorded."""
    row = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE)
    require(policies.may_read_profile(by, row))
    held = leading.held_of(row, by=by, at=at)
    comments = held.comments
    found = held.findings
    reads_actions = Kind.ACTION in by.kinds_for(Action.READ)
    uids = [finding.uid for finding in found] if reads_actions else []
    return ProfileFacts(
        line=_line(row),
        content=thawed(row.content),
        findings=found,
        actions=plans.actions_from_each(uids, by, localtime(at).date()),
        comments=comments,
        marks=held.marks,
        asked_about=consultation.asked_about(row.uid, by),
        lead=leading.sections_for_the_page(held),
        silent=tuple(each.agency for each in held.consulted if each.is_silent),
        may_add_finding=policies.may_add_finding(by, row),
        may_share=policies.may_share_profile(by, row),
        may_write=policies.may_write_profile(by, row),
        may_request=policies.may_request_returns(by, row),
        may_answer=policies.may_answer_comment(by, row),
        may_release=policies.may_release_version(by, row),
        may_clear=policies.may_clear_version(by, row),
        may_comment=policies.may_comment_on_profile(by, row),
        may_add_action=plans.may_add_action(by),
    )


def figures_of(profile_id: UUID, by: Actor) -> tuple[Figure, ...]:
    """Every figure of a profile that *by* may open; none for any other."""
    row = Profile.open_to(by).filter(pk=profile_id).first()
    return thawed(row.content).figures if row else ()


def indicators_returned(profile_id: UUID, by: Actor) -> tuple[tuple[str, str], ...]:
    """What partners have returned for a profile that *by* may open, as choices."""
    row = Profile.open_to(by).select_related("protection").filter(pk=profile_id).first()
    if row is None:
        return ()
    codes = sorted({each.indicator for each in leading.rows_of(row, by)})
    return tuple((code, indicators.indicator(code).title) for code in codes)
