"""Releasing: what stands in the way of a version, who clears and signs it, and its recall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Actor,
    Agency,
    Decision,
    Kind,
    Ref,
    fetch,
    protect,
    record,
    require,
    touched,
)
from frankpledge.analysis.api import CannotBeMadeSafe
from frankpledge.kernel import DomainError
from frankpledge.papers.api import Paper, as_docx, as_pdf
from frankpledge.profiles import documents, leading, paper, policies, sheets, words
from frankpledge.profiles.blocks import Content, thawed
from frankpledge.profiles.catalogue import Reach
from frankpledge.profiles.consultation import comments_on
from frankpledge.profiles.drafting import districts_of
from frankpledge.profiles.kept_parts import digest_of, kept, restored
from frankpledge.profiles.leading import Led
from frankpledge.profiles.models import (
    Clearance,
    CountedCell,
    Invited,
    PrintedFigure,
    Profile,
    PublicEdition,
    Recipient,
    Release,
    Stage,
)
from frankpledge.profiles.policies import Act
from frankpledge.profiles.protected import returns_sheet

REFRESH_AFTER = timedelta(days=182)
"""Half a year: inspectors found profiles that were never looked at again."""
MARKINGS: Mapping[Reach, str] = {
    Reach.PARTNER: "OFFICIAL-SENSITIVE: RECIPIENTS ONLY",
    Reach.PUBLIC: "OFFICIAL (for publication)",
}
HANDLING: Mapping[Reach, str] = {
    Reach.PARTNER: "For the agencies named. Do not pass it on",
    Reach.PUBLIC: "For anybody",
}


class InTheWay(DomainError):
    """A version cannot go out: something is unanswered, uncleared or disclosive."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = tuple(reasons)


class NoReason(DomainError):
    """A recall without a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFacts:
    """A version before it goes out: what it will say, and what stands in its way."""

    profile_id: UUID
    area_name: str
    period: str
    version: Reach
    led: Led | None
    content: Content
    digest: str
    in_the_way: tuple[str, ...]
    cleared_by: str
    release_id: UUID | None
    may_clear: Decision
    may_release: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseLine:
    """A release in a list."""

    uid: UUID
    area_name: str
    period: str
    audience: Reach
    released_at: datetime
    refresh_on: date
    is_due: bool
    is_signed: bool
    is_recalled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFacts:
    """A release as its page shows it."""

    line: ReleaseLine
    paper: Paper
    content: Content
    recipients: tuple[tuple[str, datetime | None], ...]
    recall_reason: str
    may_sign: Decision
    may_recall: Decision


@transaction.atomic
def version(*, profile_id: UUID, audience: str, by: Actor, at: datetime) -> VersionFacts:
    """Look at a version before it goes out. Looking is recorded."""
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE)
    return _version(profile, Reach(audience), by, at)


def _version(profile: Profile, audience: Reach, by: Actor, at: datetime) -> VersionFacts:
    reasons: list[str] = []
    try:
        made = leading.led(leading.held_of(profile, by=by, at=at), version=audience)
    except CannotBeMadeSafe as disclosive:
        made, reasons = None, [f"Disclosive: {disclosive}"]
    digest = _digest(profile, made)
    cleared = (
        Clearance.objects.filter(profile=profile, audience=audience, digest=digest)
        .order_by("-cleared_at")
        .values_list("cleared_by__name", flat=True)
        .first()
    )
    reasons += _unanswered(profile, by)
    if cleared is None:
        earlier = Clearance.objects.filter(profile=profile, audience=audience).exists()
        reasons.append(
            "Uncleared: it has changed since it was cleared. An intelligence supervisor looks "
            "again."
            if earlier
            else "Uncleared: an intelligence supervisor other than its author has to clear it."
        )
    release = Release.open_to(by).filter(profile=profile, audience=audience, recalled_at=None)
    return VersionFacts(
        profile_id=profile.uid,
        area_name=profile.area_name,
        period=words.period(profile.first, profile.last),
        version=audience,
        led=made,
        content=thawed(profile.content),
        digest=digest,
        in_the_way=tuple(reasons),
        cleared_by=cleared or "",
        release_id=release.values_list("pk", flat=True).first(),
        may_clear=policies.may_clear_version(by, profile),
        may_release=policies.may_release_version(by, profile),
    )


def _digest(profile: Profile, made: Led | None) -> str:
    return digest_of(profile.figures_digest, kept(made.parts) if made else "")


def _unanswered(profile: Profile, by: Actor) -> list[str]:
    if profile.stage not in (Stage.CONSULTING, Stage.RELEASED_INTERNALLY):
        return ["Unanswered: nobody has been asked to comment."]
    return [
        f"Unanswered: {comment.agency} said “{words.short(comment.text)}”."
        for comment in comments_on(profile.uid, by)
        if comment.awaits_an_answer
    ]


@transaction.atomic
def clear_version(*, profile_id: UUID, audience: str, digest: str, by: Actor, at: datetime) -> None:
    """Clear a version: the words with this digest, and no others.

    Raises `InTheWay` if it has changed since it was looked at, or cannot be made safe.
    """
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE, lock=True)
    require(policies.may_clear_version(by, profile))
    facts = _version(profile, Reach(audience), by, at)
    if facts.led is None:
        raise InTheWay(facts.in_the_way)
    if facts.digest != digest:
        raise InTheWay(["It has changed since you looked at it. Look again before you clear it."])
    Clearance.objects.create(
        profile=profile,
        audience=audience,
        digest=digest,
        cleared_by_id=by.person_id,
        cleared_at=at,
    )
    record(Act.CLEAR_VERSION, profile, by=by, at=at, fields=[audience])


@transaction.atomic
def release_version(*, profile_id: UUID, audience: str, by: Actor, at: datetime) -> UUID:
    """Release a version, frozen, with what it prints of protected figures kept for ever.

    The partner version goes to the agencies that were asked, ends the comments, and what the
    profile says stands. The public one is open to nobody until a chief officer signs it. Raises
    `InTheWay` with everything that is unanswered, uncleared or disclosive.
    """
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE, lock=True)
    require(policies.may_release_version(by, profile))
    facts = _version(profile, Reach(audience), by, at)
    if facts.in_the_way or facts.led is None:
        raise InTheWay(facts.in_the_way)
    if facts.release_id is not None:
        return facts.release_id
    asked = sorted(Invited.objects.filter(profile=profile).values_list("agency_id", flat=True))
    release = Release(
        protection=protect(
            Kind.RELEASE,
            owner=profile.protection.owner_id,
            by=by,
            at=at,
            districts=districts_of(profile.area_code, profile.area_level),
            agencies=asked if audience == Reach.PARTNER else (),
        ),
        profile=profile,
        audience=audience,
        lead=kept(facts.led.parts),
        digest=facts.digest,
        released_by_id=by.person_id,
        released_at=at,
        refresh_on=localtime(at).date() + REFRESH_AFTER,
    )
    release.save(force_insert=True)
    _keep_what_is_printed(release, facts.led)
    if audience == Reach.PARTNER:
        Recipient.objects.bulk_create(
            Recipient(release=release, agency_id=agency) for agency in asked
        )
        profile.stage = Stage.RELEASED_INTERNALLY
        profile.save(update_fields=["stage"])
    record(Act.RELEASE_VERSION, [release, profile], by=by, at=at, recipients=asked)
    return release.uid


def _keep_what_is_printed(release: Release, made: Led) -> None:
    PrintedFigure.objects.bulk_create(
        PrintedFigure(
            release=release,
            name=each.name,
            cells=sorted(each.cells),
            value=each.value,
            give=each.give,
        )
        for each in made.shown
    )
    counts = {cell: count for table in made.tables for cell, count in table.counts.items()}
    known = set(CountedCell.objects.filter(cell__in=counts).values_list("cell", flat=True))
    CountedCell.objects.bulk_create(
        CountedCell(cell=cell, count=count)
        for cell, count in sorted(counts.items())
        if cell not in known
    )


@transaction.atomic
def sign_release(*, release_id: UUID, by: Actor, at: datetime) -> None:
    """Sign the public version. From now on anybody can read it without signing in."""
    release = fetch(Release, release_id, by=by, at=at, act=Act.READ_RELEASE, lock=True)
    require(policies.may_sign_release(by, release))
    release.signed_by_id, release.signed_at = by.person_id, at
    release.save(update_fields=["signed_by", "signed_at"])
    profile = release.profile
    PublicEdition.objects.create(
        release=release,
        area_name=profile.area_name,
        period=words.period(profile.first, profile.last),
        lead=release.lead,
        crime=profile.content,
        published_at=at,
    )
    touched(release)
    record(Act.SIGN_RELEASE, release, by=by, at=at)


@transaction.atomic
def recall_release(*, release_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Take a release back: its words are shown to nobody, and recipients are told why.

    What it printed stays in mind, since nobody forgets it.
    """
    release = fetch(Release, release_id, by=by, at=at, act=Act.READ_RELEASE, lock=True)
    require(policies.may_recall_release(by, release))
    if not reason.strip():
        raise NoReason("Say why it is recalled", argument="reason")
    release.recalled_by_id, release.recalled_at = by.person_id, at
    release.recall_reason = reason
    release.save(update_fields=["recalled_by", "recalled_at", "recall_reason"])
    PublicEdition.objects.filter(release=release).delete()
    touched(release)
    told = Recipient.objects.filter(release=release).values_list("agency_id", flat=True)
    record(Act.RECALL_RELEASE, release, by=by, at=at, recipients=sorted(told))


@transaction.atomic
def open_release(*, release_id: UUID, by: Actor, at: datetime) -> ReleaseFacts:
    """Read a release. That an agency opened it is kept, so that a recall knows whom it reaches."""
    release = fetch(Release, release_id, by=by, at=at, act=Act.READ_RELEASE)
    require(policies.may_read_release(by, release))
    Recipient.objects.filter(release=release, agency_id=by.agency_id, opened_at=None).update(
        opened_at=at, opened_by_id=by.person_id
    )
    recipients = Recipient.objects.filter(release=release).order_by("agency__name")
    content = thawed(release.profile.content)
    owner = Agency.objects.get(id=release.protection.owner_id).name
    return ReleaseFacts(
        line=_line(release, localtime(at).date()),
        paper=_paper(release, content, owner),
        content=content,
        recipients=tuple(recipients.values_list("agency__name", "opened_at")),
        recall_reason=release.recall_reason,
        may_sign=policies.may_sign_release(by, release),
        may_recall=policies.may_recall_release(by, release),
    )


@transaction.atomic
def list_releases(*, by: Actor, at: datetime) -> tuple[ReleaseLine, ...]:
    """Releases that *by* may read, newest first. Looking is recorded."""
    require(policies.may_list_releases(by))
    lines = releases(by, at)
    seen = [Ref(kind=Kind.RELEASE, uid=line.uid) for line in lines]
    record(Act.LIST_RELEASES, seen, by=by, at=at)
    return lines


def releases(by: Actor, at: datetime) -> tuple[ReleaseLine, ...]:
    """Releases that *by* may read, newest first."""
    rows = Release.open_to(by).select_related("profile", "protection").defer("profile__content")
    on = localtime(at).date()
    return tuple(_line(row, on) for row in rows.order_by("-released_at", "pk"))


def _line(release: Release, on: date) -> ReleaseLine:
    profile = release.profile
    return ReleaseLine(
        uid=release.uid,
        area_name=profile.area_name,
        period=words.period(profile.first, profile.last),
        audience=Reach(release.audience),
        released_at=release.released_at,
        refresh_on=release.refresh_on,
        is_due=release.recalled_at is None and release.refresh_on <= on,
        is_signed=release.signed_at is not None,
        is_recalled=release.recalled_at is not None,
    )


def _paper(release: Release, content: Content, owner: str) -> Paper:
    audience = Reach(release.audience)
    return documents.whole_paper(
        content,
        lead=restored(release.lead),
        title=f"Profile of {content.area_name}, {content.period.words}",
        above="Serious and organised crime local profile",
        marking=MARKINGS[audience],
        handling=HANDLING[audience],
        author=owner,
        made_at=release.released_at,
        facts=(
            ("Owner", owner),
            ("Refresh by", words.day(release.refresh_on)),
        ),
    )


@transaction.atomic
def released_files(
    *, profile_id: UUID, audience: str, by: Actor, at: datetime
) -> Mapping[str, bytes]:
    """Every file of a released version by its name, releasing it first if nothing is in the way.

    Raises `InTheWay`, among others where a public version has not been signed.
    """
    found = release_version(profile_id=profile_id, audience=audience, by=by, at=at)
    release = fetch(Release, found, by=by, at=at, act=Act.READ_RELEASE)
    if release.audience == Reach.PUBLIC and release.signed_at is None:
        raise InTheWay(["Unsigned: a chief officer has not signed the public version."])
    facts = open_release(release_id=found, by=by, at=at)
    held = leading.held_of(release.profile, by=by, at=at)
    made = leading.led(held, version=Reach(audience))
    summary = documents.summary_paper(
        facts.content,
        lead=documents.first_parts(restored(release.lead)),
        marking=facts.paper.marking,
        handling=facts.paper.handling,
        author=facts.paper.author,
        made_at=release.released_at,
    )
    return {
        "profile.docx": as_docx(facts.paper),
        "profile.pdf": as_pdf(facts.paper),
        "profile.html": paper.as_page(facts.paper, facts.content).encode(),
        "profile.xlsx": sheets.workbook(
            facts.content,
            notes=[facts.paper.marking, facts.paper.handling],
            made_at=release.released_at,
            further=[returns_sheet(made.tables)] if made.tables else [],
        ),
        "profile.geojson": f"{sheets.geojson(facts.content)}\n".encode(),
        "summary.pdf": as_pdf(summary),
    }


def public_editions() -> tuple[tuple[UUID, str, str, datetime], ...]:
    """What a chief officer signed for anybody, newest first: identity, area, period, when."""
    rows = PublicEdition.objects.order_by("-published_at", "pk")
    return tuple(rows.values_list("pk", "area_name", "period", "published_at"))


def public_edition(release_id: UUID) -> tuple[Content, Paper, datetime] | None:
    """One public edition, or none: what was recalled and what never was are the same."""
    row = PublicEdition.objects.filter(pk=release_id).first()
    if row is None:
        return None
    content = thawed(row.crime)
    made = documents.whole_paper(
        content,
        lead=restored(row.lead),
        title=f"Profile of {row.area_name}, {row.period}",
        above="Serious and organised crime local profile",
        marking=MARKINGS[Reach.PUBLIC],
        handling=HANDLING[Reach.PUBLIC],
        made_at=row.published_at,
    )
    return content, made, row.published_at


__all__ = [
    "InTheWay",
    "NoReason",
    "ReleaseFacts",
    "ReleaseLine",
    "VersionFacts",
    "clear_version",
    "list_releases",
    "open_release",
    "paper",
    "public_edition",
    "public_editions",
    "recall_release",
    "release_version",
    "released_files",
    "releases",
    "sign_release",
    "version",
]
