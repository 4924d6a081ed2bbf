"""Claiming a disruption, saying who took part, judging the claim, and asking if it lasted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Area,
    Decision,
    Holding,
    Kind,
    LinkKind,
    PostRole,
    Ref,
    Role,
    Term,
    What,
    amend,
    fetch,
    link,
    links_of,
    new_reference,
    nominals_of,
    protect,
    record,
    require,
    touched,
)
from frankpledge.kernel import DomainError
from frankpledge.plans import policies
from frankpledge.plans.actions import ReasonNeeded, UnknownChoice
from frankpledge.plans.following import months_after
from frankpledge.plans.models import (
    Disruption,
    DisruptionLevel,
    DisruptionPart,
    FourP,
    Lasting,
    Verdict,
)
from frankpledge.plans.policies import Act
from frankpledge.search import api as search

ORIGINS = (Kind.PROBLEM, Kind.ACTION, Kind.PLAN, Kind.POWER_USE, Kind.GROUP, Kind.VULNERABILITY)
"""What a disruption may be joined to: what was worked on, or what was done."""

REVIEWED_AFTER = 6
"""After how many months it is asked whether a disruption lasted."""

SAME_DAYS = 3
"""Claims in one district so many days apart may be of one event."""

LISTED = 200


class HappensLater(DomainError):
    """A disruption has happened already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """An agency that took part."""

    agency: str
    led: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisruptionLine:
    """A disruption in a list. It is one event however many took part."""

    uid: UUID
    reference: str
    title: str
    happened_on: date
    area: str
    four_p: str
    claimed_by: str
    claimed_level: str
    level: str
    state: str
    contributors: tuple[str, ...]
    is_partner_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisruptionFacts:
    """A disruption as its page shows it."""

    line: DisruptionLine
    what: str
    effect: str
    outside_reference: str
    claimant: str
    parts: tuple[PartLine, ...]
    moderator: str
    reason: str
    seconded_by: str
    review_on: date | None
    lasted: str
    lasted_note: str
    alike: tuple[DisruptionLine, ...]
    may_join: Decision
    may_moderate: Decision
    may_second: Decision
    may_review: Decision


@transaction.atomic
def claim_disruption(
    *,
    title: str,
    happened_on: date,
    area: str,
    four_p: str,
    level: str,
    what: str,
    effect: str = "",
    contributors: Sequence[UUID | str] = (),
    outside_reference: str = "",
    arises_from: Sequence[Ref] = (),
    by: Actor,
    at: datetime,
) -> UUID:
    """Claim one disruption for one's agency and all that took part, police or not.

    Whoever moderates sees it, and each agency that took part; one event stays one however many
    those are. Nothing asks for arrests. It counts for nothing until somebody else has agreed.
    """
    require(policies.may_claim_disruption(by))
    if happened_on > localtime(at).date():
        raise HappensLater("Choose the day on which it happened", argument="happened_on")
    if level not in DisruptionLevel.values:
        raise UnknownChoice("Choose how far it was disrupted", argument="level")
    if four_p not in FourP.values:
        raise UnknownChoice("Choose the strand that it is most of all", argument="four_p")
    here = Area.objects.filter(code=area).first()
    if here is None:
        raise UnknownChoice("Choose the district", argument="area")
    took_part = list(Agency.objects.filter(id__in={str(each) for each in contributors}))
    shared = {agency.id for agency in took_part} | _moderating_agencies(at)
    row = Disruption(
        protection=protect(
            Kind.DISRUPTION,
            owner=by.agency_id,
            by=by,
            at=at,
            districts=[area],
            agencies=shared - {by.agency_id},
            nominals=nominals_of(arises_from, by),
        ),
        reference=new_reference(),
        title=title,
        happened_on=happened_on,
        area=here,
        four_p=FourP(four_p),
        what=what,
        effect=effect,
        claimed_level=DisruptionLevel(level),
        claimed_at=at,
        claimed_by_id=by.person_id,
        claiming_agency_id=by.agency_id,
        outside_reference=outside_reference,
    )
    row.save(force_insert=True)
    DisruptionPart.objects.create(disruption=row, agency_id=by.agency_id, led=True)
    for agency in sorted(took_part, key=lambda each: each.code):
        if agency.id != by.agency_id:
            DisruptionPart.objects.create(disruption=row, agency=agency)
    for origin in arises_from:
        if origin.kind not in ORIGINS:
            raise UnknownChoice("A disruption cannot be joined to that")
        link(origin, row, LinkKind.GAVE_RISE_TO, by=by, at=at)
    search.index(
        row.uid,
        title=f"Disruption {row.reference}: {row.title}",
        href=reverse("plans:disruption", args=[row.uid]),
        text=FourP(row.four_p).label,
        released_on=localtime(at).date(),
    )
    record(Act.CLAIM_DISRUPTION, row, by=by, at=at, recipients=sorted(shared))
    return row.uid


@transaction.atomic
def join_disruption(
    *, disruption_id: UUID, agency: UUID | str, note: str = "", by: Actor, at: datetime
) -> None:
    """Add an agency that took part, instead of its claiming the same event again."""
    row = _opened(disruption_id, by, at)
    require(policies.may_join_disruption(by, row))
    other = Agency.objects.filter(id=agency).first()
    if other is None or DisruptionPart.objects.filter(disruption=row, agency=other).exists():
        raise UnknownChoice("Choose an agency that is not there yet", argument="agency")
    DisruptionPart.objects.create(disruption=row, agency=other, note=note)
    entry = Term(what=What.AGENCY, value=str(other.id))
    amend(row, add=[entry], action=Action.EDIT, by=by, at=at)
    record(Act.JOIN_DISRUPTION, row, by=by, at=at, recipients=[other.id])


@transaction.atomic
def moderate_disruption(
    *, disruption_id: UUID, level: str, reason: str = "", by: Actor, at: datetime
) -> None:
    """Agree to a claim, at its own level or another, or to none of it (an empty *level*).

    Another level, and none, say why. A major one counts when a second person has agreed too.
    After six months it is asked whether it lasted.
    """
    row = _opened(disruption_id, by, at)
    require(policies.may_moderate_disruption(by, row))
    if level not in ("", *DisruptionLevel.values):
        raise UnknownChoice("Choose the level that you agree to", argument="level")
    if level != row.claimed_level and not reason:
        raise ReasonNeeded("Say why it is not what was claimed", argument="reason")
    row.level = level
    row.verdict = (
        Verdict.REJECTED
        if not level
        else Verdict.AGREED
        if level == row.claimed_level
        else Verdict.CHANGED
    )
    row.reason, row.moderated_at, row.moderated_by_id = reason, at, by.person_id
    row.review_on = months_after(row.happened_on, REVIEWED_AFTER) if level else None
    row.save(
        update_fields=[
            *("level", "verdict", "reason", "moderated_at", "moderated_by", "review_on"),
        ]
    )
    touched(row)
    record(Act.MODERATE_DISRUPTION, row, by=by, at=at, fields=["level", "verdict"])


@transaction.atomic
def second_disruption(*, disruption_id: UUID, by: Actor, at: datetime) -> None:
    """Agree, as a second person, that a disruption is major. It counts from then on."""
    row = _opened(disruption_id, by, at)
    require(policies.may_second_disruption(by, row))
    row.seconded_at, row.seconded_by_id = at, by.person_id
    row.save(update_fields=["seconded_at", "seconded_by"])
    touched(row)
    record(Act.SECOND_DISRUPTION, row, by=by, at=at, fields=["seconded_at"])


@transaction.atomic
def review_disruption(
    *, disruption_id: UUID, lasted: str, note: str = "", by: Actor, at: datetime
) -> None:
    """Say whether a disruption lasted. Its level stays what it was judged to be at the time."""
    row = _opened(disruption_id, by, at)
    require(policies.may_review_disruption(by, row))
    if lasted not in Lasting.values:
        raise UnknownChoice("Choose whether it lasted", argument="lasted")
    row.lasted, row.lasted_note = Lasting(lasted), note
    row.reviewed_at, row.reviewed_by_id = at, by.person_id
    row.save(update_fields=["lasted", "lasted_note", "reviewed_at", "reviewed_by"])
    touched(row)
    record(Act.REVIEW_DISRUPTION, row, by=by, at=at, fields=["lasted"])


def listed(
    *, by: Actor, at: datetime, state: str = "", four_p: str = "", partner_only: str = ""
) -> tuple[DisruptionLine, ...]:
    """Disruptions that *by* may open, the latest first. Looking is recorded."""
    require(policies.may_list_disruptions(by))
    rows = Disruption.open_to(by)
    if state == "waiting":
        rows = rows.filter(verdict="")
    elif state == "review":
        rows = rows.filter(review_on__lte=localtime(at).date(), reviewed_at=None)
    elif state:
        rows = rows.filter(level=state)
    if four_p:
        rows = rows.filter(four_p=four_p)
    if partner_only:
        with_police = DisruptionPart.objects.filter(agency__kind="police")
        rows = rows.exclude(pk__in=with_police.values("disruption_id"))
    lines = _lines(list(_ordered(rows)[:LISTED]))
    _note_look(lines, by, at)
    return lines


def listed_from(ref: Ref, *, by: Actor, at: datetime) -> tuple[DisruptionLine, ...]:
    """Disruptions that came of a record, of which *by* may open each. Looking is recorded."""
    require(policies.may_list_disruptions(by))
    found = {joined.later.uid for joined in links_of(ref.uid, by) if joined.earlier.uid == ref.uid}
    lines = _lines(list(_ordered(Disruption.open_to(by).filter(pk__in=found))))
    _note_look(lines, by, at)
    return lines


def waiting(actor: Actor) -> tuple[DisruptionLine, ...]:
    """Claims that *actor* may moderate. The look is recorded."""
    rows = (
        Disruption.open_to(actor, Action.APPROVE)
        .filter(verdict="")
        .exclude(claiming_agency_id=actor.agency_id)
    )
    lines = _lines(list(_ordered(rows)[:LISTED]))
    _note_look(lines, actor, actor.at)
    return lines


def to_look_at_again(actor: Actor, on: date) -> tuple[DisruptionLine, ...]:
    """The actor's agency's disruptions of which it is asked by *on* whether they lasted."""
    rows = Disruption.open_to(actor, Action.COMMENT).filter(
        review_on__lte=on, reviewed_at=None, claiming_agency_id=actor.agency_id
    )
    lines = _lines(list(_ordered(rows)[:LISTED]))
    _note_look(lines, actor, actor.at)
    return lines


def page(*, disruption_id: UUID, by: Actor, at: datetime) -> DisruptionFacts:
    """Open a disruption with who took part, and claims that may be of the same event."""
    row = fetch(Disruption, disruption_id, by=by, at=at, act=Act.READ_DISRUPTION)
    require(policies.may_read_disruption(by, row))
    near = timedelta(days=SAME_DAYS)
    alike = Disruption.open_to(by).filter(
        area_id=row.area_id,
        happened_on__gte=row.happened_on - near,
        happened_on__lte=row.happened_on + near,
    )
    others = _lines(list(_ordered(alike.exclude(pk=row.pk))[:10]))
    _note_look(others, by, at)
    parts = DisruptionPart.objects.filter(disruption=row).select_related("agency")
    return DisruptionFacts(
        line=_lines([row])[0],
        what=row.what,
        effect=row.effect,
        outside_reference=row.outside_reference,
        claimant=row.claimed_by.name,
        parts=tuple(
            PartLine(agency=part.agency.name, led=part.led, note=part.note)
            for part in parts.order_by("-led", "agency__name")
        ),
        moderator=row.moderated_by.name if row.moderated_by else "",
        reason=row.reason,
        seconded_by=row.seconded_by.name if row.seconded_by else "",
        review_on=row.review_on,
        lasted=Lasting(row.lasted).label if row.lasted else "",
        lasted_note=row.lasted_note,
        alike=others,
        may_join=policies.may_join_disruption(by, row),
        may_moderate=policies.may_moderate_disruption(by, row),
        may_second=policies.may_second_disruption(by, row),
        may_review=policies.may_review_disruption(by, row),
    )


def agencies(by: Actor) -> tuple[tuple[str, str], ...]:
    """Agencies that can have taken part besides one's own."""
    return tuple(
        (str(agency.id), agency.name)
        for agency in Agency.objects.exclude(id=by.agency_id).order_by("name")
    )


def counted(
    areas: Sequence[str], first: date, last: date, *, by: Actor, at: datetime
) -> Mapping[str, tuple[UUID, ...]]:
    """Events from *first* to *last* that count, as far as *by* may: `all`, `major` … `partners`.

    An event is in each list once, whoever took part. Recorded.
    """
    rows = list(
        _ordered(
            Disruption.open_to(by, Action.AGGREGATE).filter(
                Q(level__in=("minor", "moderate")) | Q(level="major", seconded_at__isnull=False),
                area_id__in=areas,
                happened_on__gte=first,
                happened_on__lte=last,
            )
        )
    )
    record(Act.LIST_DISRUPTIONS, rows, by=by, at=at)
    lines = _lines(rows)
    found = {"all": tuple(line.uid for line in lines)}
    for level in DisruptionLevel:
        found[level.value] = tuple(row.uid for row in rows if row.level == level)
    found["partners"] = tuple(line.uid for line in lines if line.is_partner_only)
    return found


def _moderating_agencies(at: datetime) -> set[UUID]:
    """The agencies at which somebody holds the coordinator's post now."""
    posts = PostRole.objects.filter(role=Role.OCG_COORDINATOR).values("post_id")
    held = Holding.objects.filter(post_id__in=posts, starts_at__lte=at, ends_at__gt=at)
    return set(held.values_list("post__agency_id", flat=True))


def _opened(disruption_id: UUID, by: Actor, at: datetime) -> Disruption:
    return fetch(Disruption, disruption_id, by=by, at=at, act=Act.READ_DISRUPTION, lock=True)


def _ordered(rows: QuerySet[Disruption]) -> QuerySet[Disruption]:
    return rows.select_related("area", "claiming_agency").order_by("-happened_on", "pk")


def _lines(rows: Sequence[Disruption]) -> tuple[DisruptionLine, ...]:
    took_part: dict[UUID, list[DisruptionPart]] = {row.uid: [] for row in rows}
    parts = DisruptionPart.objects.filter(disruption__in=rows).select_related("agency")
    for part in parts.order_by("-led", "agency__name"):
        took_part[part.disruption_id].append(part)
    return tuple(
        DisruptionLine(
            uid=row.uid,
            reference=row.reference,
            title=row.title,
            happened_on=row.happened_on,
            area=row.area.name,
            four_p=FourP(row.four_p).label,
            claimed_by=row.claiming_agency.short_name,
            claimed_level=DisruptionLevel(row.claimed_level).name.capitalize(),
            level=DisruptionLevel(row.level).name.capitalize() if row.level else "",
            state=_state(row),
            contributors=tuple(part.agency.short_name for part in took_part[row.uid]),
            is_partner_only=all(part.agency.kind != "police" for part in took_part[row.uid]),
        )
        for row in rows
    )


def _state(row: Disruption) -> str:
    if not row.verdict:
        return "Claimed"
    if row.level == DisruptionLevel.MAJOR and row.seconded_at is None:
        return "Waits for a second person"
    return Verdict(row.verdict).label


def _note_look(lines: Sequence[DisruptionLine], by: Actor, at: datetime) -> None:
    seen = [Ref(kind=Kind.DISRUPTION, uid=line.uid) for line in lines]
    record(Act.LIST_DISRUPTIONS, seen, by=by, at=at)
