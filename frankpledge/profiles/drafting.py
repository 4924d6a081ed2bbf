"""Drafts: building a profile, or one for every district, from what is held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from frankpledge.access.api import Actor, Kind, Ref, protect, record, require
from frankpledge.analysis import api as analysis
from frankpledge.kernel import DomainError
from frankpledge.profiles import context, policies
from frankpledge.profiles.again import Again
from frankpledge.profiles.blocks import Content, frozen
from frankpledge.profiles.catalogue import Reach
from frankpledge.profiles.models import Finding, Origin, Profile, Stage
from frankpledge.profiles.policies import Act

EVERY_DISTRICT = "every:"
"""What stands before a force area's code when every district of it is meant, and itself."""


class CannotBuild(DomainError):
    """There is nothing to build a profile from, or what was asked does not go together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Areas that can be chosen, with every district of a force as one choice, and months held."""

    areas: tuple[tuple[str, str], ...]
    forces: tuple[tuple[str, str], ...]
    months: tuple[str, ...]


def choices() -> Choices:
    """What a profile can be built of, as held now."""
    store = analysis.open_store(settings.FRANKPLEDGE_HOME)
    areas: list[tuple[str, str]] = []
    forces: list[tuple[str, str]] = []
    months: set[str] = set()
    for force in analysis.holdings(store).forces:
        months.update(force.months)
        if force.area_code is None or force.area_code not in store.areas:
            continue
        whole = store.area(force.area_code)
        forces.append((whole.code, whole.name))
        areas.append(
            (f"{EVERY_DISTRICT}{whole.code}", f"Every district of {whole.name}, and the force area")
        )
        areas.append((whole.code, f"{whole.name} (force area)"))
        areas.extend((each.code, each.name) for each in store.districts_of(whole))
    return Choices(areas=tuple(areas), forces=tuple(forces), months=tuple(sorted(months)))


def draft_profile(
    *,
    area: str,
    first: str,
    last: str,
    compare_first: str = "",
    compare_last: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Build a draft for one area, with the findings that rules draw from its figures.

    Only the agency of whoever builds it can see it until it is shared. Raises `CannotBuild` with
    a sentence where nothing is held.
    """
    require(policies.may_draft_profile(by))
    # Counting takes seconds, so it is done before the transaction that keeps the result.
    built = _built(_store(), area, first, last, compare_first, compare_last)
    (kept,) = keep(contents=[built], by=by, at=at)
    return kept


def draft_all(
    *,
    force: str,
    first: str,
    last: str,
    compare_first: str = "",
    compare_last: str = "",
    by: Actor,
    at: datetime,
) -> list[UUID]:
    """Build a draft for every district of a force area, and one for the whole: all or none."""
    require(policies.may_draft_profile(by))
    built = build_all(
        force=force,
        first=first,
        last=last,
        compare_first=compare_first,
        compare_last=compare_last,
    )
    return keep(contents=built, by=by, at=at)


def build_all(
    *,
    force: str,
    first: str,
    last: str,
    compare_first: str = "",
    compare_last: str = "",
    step: Callable[[int, int], None] = lambda done, whole: None,
) -> list[Content]:
    """What `draft_all` keeps, counted and not yet kept. *step* is told how many of how many."""
    store = _store()
    try:
        whole = store.area(force)
    except analysis.Refused as refused:
        raise CannotBuild(str(refused), argument="area") from refused
    codes = [*(each.code for each in store.districts_of(whole)), whole.code]
    built = []
    for number, code in enumerate(codes):
        step(number, len(codes))
        built.append(_built(store, code, first, last, compare_first, compare_last))
    step(len(codes), len(codes))
    return built


def _store() -> analysis.Store:
    return analysis.open_store(settings.FRANKPLEDGE_HOME)


def _built(
    store: analysis.Store,
    area: str,
    first: str,
    last: str,
    compare_first: str,
    compare_last: str,
) -> Content:
    try:
        return context.build(
            store,
            area=area,
            first=first,
            last=last,
            compare_first=compare_first,
            compare_last=compare_last,
        )
    except analysis.UnknownArea as unknown:
        raise CannotBuild(str(unknown), argument="area") from unknown
    except analysis.Refused as refused:
        raise CannotBuild(str(refused)) from refused


@transaction.atomic
def keep(*, contents: Sequence[Content], by: Actor, at: datetime) -> list[UUID]:
    """Keep drafts that have been counted, all or none."""
    return [_kept(content, by=by, at=at) for content in contents]


def _kept(content: Content, *, by: Actor, at: datetime) -> UUID:
    districts = districts_of(content.area_code, content.area_level)
    protection = protect(
        Kind.PROFILE, owner=by.agency_id, by=by, at=at, districts=districts, state="draft"
    )
    profile = Profile(
        protection=protection,
        area_code=content.area_code,
        area_name=content.area_name,
        area_level=content.area_level,
        first=content.period.first,
        last=content.period.last,
        compare_first=content.compared.first if content.compared else "",
        compare_last=content.compared.last if content.compared else "",
        origin=Origin(content.origin),
        stage=Stage.DRAFT,
        built_at=at,
        inputs_digest=content.inputs_digest,
        figures_digest=content.figures_digest,
        content=frozen(content),
        drafted_by_id=by.person_id,
    )
    profile.save(force_insert=True)
    for position, drafted in enumerate(content.findings, start=1):
        finding = Finding(
            protection=protect(
                Kind.FINDING,
                owner=by.agency_id,
                by=by,
                at=at,
                parent=Ref(kind=Kind.PROFILE, uid=profile.uid),
                districts=districts,
            ),
            profile=profile,
            position=position,
            text=drafted.text,
            drafted=drafted.text,
            figures=list(drafted.figures),
            reach=Reach.PUBLIC,
        )
        finding.save(force_insert=True)
    record(Act.DRAFT_PROFILE, profile, by=by, at=at)
    return profile.uid


def beside_earlier(profile_ids: Sequence[UUID], by: Actor) -> tuple[Again, ...]:
    """How each draft stands to the newest one before it of the same area and months that *by* may
    read: the same files and the same figures, or not."""
    rows = Profile.open_to(by).defer("content")
    return tuple(_beside_earlier(rows.get(pk=each), rows) for each in profile_ids)


def _beside_earlier(row: Profile, rows: QuerySet[Profile]) -> Again:
    asked = ("area_code", "first", "last", "compare_first", "compare_last")
    before = (
        rows.filter(built_at__lt=row.built_at, **{each: getattr(row, each) for each in asked})
        .order_by("-built_at", "pk")
        .first()
    )
    if before is None:
        return Again.FIRST
    if before.inputs_digest != row.inputs_digest:
        return Again.OTHER_INPUTS
    return Again.SAME if before.figures_digest == row.figures_digest else Again.OTHER_FIGURES


def districts_of(area_code: str, area_level: str) -> list[str]:
    """The district that a profile concerns; one of a wider area is for every district in it."""
    return [area_code] if area_level == analysis.Level.DISTRICT else []
