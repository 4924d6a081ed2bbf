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
    NotFound,
    Ref,
    amend,
    fetch,
    new_reference,
    protect,
    record,
    require,
    touched,
)
from frankpledge.analysis.api import CannotBeMadeSafe
from frankpledge.intelligence import api as intelligence
from frankpledge.kernel import DomainError
from frankpledge.papers.api import Paper, Part, as_docx, as_pdf
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
    asked: tuple[str, ...]
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
    reference: str
    paper: Paper
    lead: tuple[Part, ...]
    content: Content
    recipients: tuple[str, ...]
    ledger: tuple[intelligence.GivenTo, ...]
    given_to_us: intelligence.GivenToUs | None
    recall_reason: str
    may_acknowledge: Decision
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
        asked=tuple(str(each) for each in _asked(profile)),
        release_id=release.values_list("pk", flat=True).first(),
        may_clear=policies.may_clear_version(by, profile),
        may_release=policies.may_release_version(by, profile),
    )


def _asked(profile: Profile) -> list[UUID]:
    rows = Invited.objects.filter(profile=profile)
    return list(rows.order_by("agency_id").values_list("agency_id", flat=True))


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
def release_version(
    *,
    profile_id: UUID,
    audience: str,
    agencies: Sequence[UUID | str] | None = None,
    basis: str = intelligence.Basis.CRIME_AND_DISORDER,
    expires_on: date | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Release a version, frozen, with what it prints of protected figures kept for ever.

    The partner version goes to the agencies that are named, or to those that were asked, one line
    of the ledger each, on a basis and until a day if one is given. It ends the comments, and what
    the profile says stands. The public one is open to nobody until a chief officer signs it. Raises
    `InTheWay` with everything that is unanswered, uncleared or disclosive, and what the ledger
    refuses: nobody chosen, or a last day that is past.
    """
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE, lock=True)
    require(policies.may_release_version(by, profile))
    facts = _version(profile, Reach(audience), by, at)
    if facts.in_the_way or facts.led is None:
        raise InTheWay(facts.in_the_way)
    if facts.release_id is not None:
        return facts.release_id
    districts = districts_of(profile.area_code, profile.area_level)
    release = Release(
        protection=protect(
            Kind.RELEASE,
            owner=profile.protection.owner_id,
            by=by,
            at=at,
            districts=districts,
        ),
        profile=profile,
        reference=new_reference(),
        edition=1
        + Release.open_to(by)
        .filter(profile__area_code=profile.area_code, audience=audience)
        .count(),
        audience=audience,
        lead=kept(facts.led.parts),
        digest=facts.digest,
        released_by_id=by.person_id,
        released_at=at,
        refresh_on=localtime(at).date() + REFRESH_AFTER,
    )
    release.save(force_insert=True)
    _keep_what_is_printed(release, facts.led)
    recipients: list[UUID] = []
    if audience == Reach.PARTNER:
        recipients = _recipients(profile, agencies)
        terms = intelligence.give_release(
            release=release.uid,
            reference=release.reference,
            version=release.edition,
            districts=districts,
            agencies=recipients,
            basis=basis,
            expires_on=expires_on,
            by=by,
            at=at,
        )
        amend(release, by=by, at=at, add=terms)
        profile.stage = Stage.RELEASED_INTERNALLY
        profile.save(update_fields=["stage"])
    record(Act.RELEASE_VERSION, [release, profile], by=by, at=at, recipients=recipients)
    return release.uid


def _recipients(profile: Profile, named: Sequence[UUID | str] | None) -> list[UUID]:
    """The agencies named, or those that were asked where nobody names any; never the owner."""
    if named is None:
        return _asked(profile)
    rows = Agency.objects.filter(id__in=list(named)).exclude(id=profile.protection.owner_id)
    return list(rows.order_by("id").values_list("id", flat=True))


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
def recall_release(
    *,
    release_id: UUID,
    reason: str,
    because: str = intelligence.Ended.CHANGED,
    by: Actor,
    at: datetime,
) -> None:
    """Take a release back: its words are shown to nobody, and recipients are told why.

    The ledger keeps who had opened it by then. What it printed stays in mind, since nobody forgets
    it.
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
    told = intelligence.end_release(release=release.uid, because=because, by=by, at=at)
    record(Act.RECALL_RELEASE, release, by=by, at=at, recipients=sorted(told))


@transaction.atomic
def acknowledge_release(*, release_id: UUID, by: Actor, at: datetime) -> None:
    """Say, for the actor's agency, that a release has been read. Raises `NotPermitted`."""
    release = fetch(Release, release_id, by=by, at=at, act=Act.READ_RELEASE)
    given = intelligence.given_to_us(release=release.uid, by=by, at=at)
    require(policies.may_acknowledge_release(by, release, given))
    intelligence.acknowledge_release(release=release.uid, by=by, at=at)
    record(Act.ACKNOWLEDGE_RELEASE, release, by=by, at=at)


@transaction.atomic
def open_release(*, release_id: UUID, by: Actor, at: datetime) -> ReleaseFacts:
    """Read a release. Who opened it stands in the ledger, so that a recall knows whom it reaches.

    Who has it is known to all who read it; who opened it to whoever released it.
    """
    release = fetch(Release, release_id, by=by, at=at, act=Act.READ_RELEASE)
    require(policies.may_read_release(by, release))
    intelligence.note_opened(release=release.uid, by=by, at=at)
    given = intelligence.given_to_us(release=release.uid, by=by, at=at)
    is_ours = release.protection.owner_id == by.agency_id
    content = thawed(release.profile.content)
    owner = Agency.objects.get(id=release.protection.owner_id).name
    return ReleaseFacts(
        line=_line(release, localtime(at).date()),
        reference=f"{release.reference}, version {release.edition}",
        paper=_paper(release, content, owner),
        lead=restored(release.lead),
        content=content,
        recipients=intelligence.recipients_of(release.uid),
        ledger=intelligence.lines_of_release(release=release.uid, by=by, at=at) if is_ours else (),
        given_to_us=given,
        recall_reason=release.recall_reason,
        may_acknowledge=policies.may_acknowledge_release(by, release, given),
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
    return {each: release_file(release_id=found, name=each, by=by, at=at).content for each in FILES}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedFile:
    """A released version as a file."""

    content: bytes
    media_type: str


FILES: Mapping[str, str] = {
    "profile.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "profile.pdf": "application/pdf",
    "profile.html": "text/html",
    "profile.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "profile.geojson": "application/geo+json",
    "summary.pdf": "application/pdf",
}
"""A released version's files by name, with what kind of file each is."""


@transaction.atomic
def release_file(*, release_id: UUID, name: str, by: Actor, at: datetime) -> ReleasedFile:
    """One file of a release, for whoever may read it. Opening it stands in the ledger.

    Raises `NotFound` for another name, and once it is recalled.
    """
    facts = open_release(release_id=release_id, by=by, at=at)
    if name not in FILES or facts.line.is_recalled:
        raise NotFound
    return ReleasedFile(content=_written(facts, name, by, at), media_type=FILES[name])


def _written(facts: ReleaseFacts, name: str, by: Actor, at: datetime) -> bytes:
    made, content = facts.paper, facts.content
    match name:
        case "profile.docx":
            return as_docx(made)
        case "profile.pdf":
            return as_pdf(made)
        case "profile.html":
            return paper.as_page(made, content).encode()
        case "profile.geojson":
            return f"{sheets.geojson(content)}\n".encode()
        case "summary.pdf":
            summary = documents.summary_paper(
                content,
                lead=documents.first_parts(facts.lead),
                marking=made.marking,
                handling=made.handling,
                author=made.author,
                made_at=made.made_at,
            )
            return as_pdf(summary)
    release = Release.open_to(by).select_related("profile__protection").get(pk=facts.line.uid)
    held = leading.held_of(release.profile, by=by, at=at)
    tables = leading.led(held, version=facts.line.audience).tables
    return sheets.workbook(
        content,
        notes=[made.marking, made.handling],
        made_at=made.made_at,
        further=[returns_sheet(tables)] if tables else [],
    )


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
    "acknowledge_release",
    "clear_version",
    "list_releases",
    "open_release",
    "paper",
    "public_edition",
    "public_editions",
    "recall_release",
    "release_file",
    "release_version",
    "released_files",
    "releases",
    "sign_release",
    "version",
]
