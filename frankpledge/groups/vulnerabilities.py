"""Vulnerabilities: what crime exploits in a district, who sees to it, and when again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Actor,
    Agency,
    Area,
    Decision,
    Kind,
    Person,
    Ref,
    fetch,
    new_reference,
    protect,
    record,
    require,
    touched,
)
from frankpledge.groups import lists, policies
from frankpledge.groups.models import (
    Closed,
    Nature,
    Standing,
    Vulnerability,
    VulnerabilityEvent,
)
from frankpledge.groups.policies import Act
from frankpledge.kernel import DomainError
from frankpledge.ui.api import Happening

DISTRICT_KINDS = ("district", "unitary")


class NotAVulnerability(DomainError):
    """What was given does not make a vulnerability."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VulnerabilityLine:
    """A vulnerability in a list."""

    uid: UUID
    reference: str
    title: str
    nature: str
    threats: tuple[str, ...]
    area: str
    area_code: str
    owner: str
    lead: str
    lead_id: UUID | None
    standing: Standing
    review_on: date
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VulnerabilityFacts:
    """A vulnerability as its page shows it, and what *by* may do with it."""

    line: VulnerabilityLine
    words: str
    closed_why: str
    timeline: tuple[Happening, ...]
    may_review: Decision
    may_close: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What *by* may choose from when recording a vulnerability."""

    areas: tuple[tuple[str, str], ...]
    threats: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    agencies: tuple[tuple[str, str], ...]


def choices(by: Actor, on: date) -> Choices:
    """The districts, threats, colleagues and agencies that *by* may choose from on *on*."""
    areas = Area.objects.filter(kind__in=DISTRICT_KINDS).order_by("name")
    if not by.force_wide:
        areas = areas.filter(code__in=by.districts)
    people = Person.objects.filter(agency_id=by.agency_id, is_active=True, is_service=False)
    agencies = Agency.objects.exclude(id=by.agency_id).order_by("name")
    return Choices(
        areas=tuple((area.code, area.name) for area in areas),
        threats=tuple((each.code, each.label) for each in lists.threats_on(on)),
        people=tuple((str(person.id), person.name) for person in people.order_by("name")),
        agencies=tuple((str(agency.id), agency.name) for agency in agencies),
    )


def line_of(row: Vulnerability, on: date) -> VulnerabilityLine:
    """One vulnerability as a list shows it."""
    return VulnerabilityLine(
        uid=row.uid,
        reference=row.reference,
        title=row.title,
        nature=Nature(row.nature).label,
        threats=lists.threat_words(row.threats),
        area=row.area.name,
        area_code=row.area_id,
        owner=row.protection.owner.short_name,
        lead=row.lead.name if row.lead else "",
        lead_id=row.lead_id,
        standing=Standing(row.standing),
        review_on=row.review_on,
        is_late=row.is_late(on),
    )


def listed(
    *, by: Actor, at: datetime, area: str = "", standing: str = Standing.OPEN
) -> tuple[VulnerabilityLine, ...]:
    """Vulnerabilities that *by* may open, those to be looked at soonest first. Recorded."""
    require(policies.may_list_vulnerabilities(by))
    rows = Vulnerability.open_to(by).filter(standing=standing or Standing.OPEN)
    if area:
        rows = rows.filter(area_id=area)
    wanted = rows.select_related("area", "lead", "protection__owner").order_by("review_on", "pk")
    lines = tuple(line_of(row, localtime(at).date()) for row in wanted)
    seen = [Ref(kind=Kind.VULNERABILITY, uid=line.uid) for line in lines]
    record(Act.LIST_VULNERABILITIES, seen, by=by, at=at)
    return lines


def page(*, vulnerability_id: UUID, by: Actor, at: datetime) -> VulnerabilityFacts:
    """One vulnerability, what has been found of it, and what *by* may do."""
    row = fetch(Vulnerability, vulnerability_id, by=by, at=at, act=Act.READ_VULNERABILITY)
    events = VulnerabilityEvent.objects.filter(vulnerability=row).select_related("told_by__agency")
    return VulnerabilityFacts(
        line=line_of(row, localtime(at).date()),
        words=row.words,
        closed_why=Closed(row.closed_why).label if row.closed_why else "",
        timeline=tuple(
            Happening(
                at=event.at,
                title=event.what,
                by=f"{event.told_by.name}, {event.told_by.agency.short_name}",
                text=event.note,
            )
            for event in events.order_by("-at", "-id")
        ),
        may_review=policies.may_review_vulnerability(by, row),
        may_close=policies.may_close_vulnerability(by, row),
    )


@transaction.atomic
def open_vulnerability(
    *,
    title: str,
    nature: str,
    words: str,
    threats: Sequence[str],
    area: str,
    lead: str = "",
    agencies: Sequence[UUID | str] = (),
    by: Actor,
    at: datetime,
) -> UUID:
    """Record what crime exploits. It names no person, and the agencies named read it too.

    Raises `UnknownChoice` for a threat that is not on today's list, and `NotAVulnerability`.
    """
    require(policies.may_open_vulnerability(by))
    on = localtime(at).date()
    offered = choices(by, on)
    if area not in dict(offered.areas):
        raise NotAVulnerability("Choose a district that your post covers", argument="area")
    if not title.strip() or not words.strip():
        raise NotAVulnerability("Say what is exploited and how", argument="words")
    if lead and lead not in dict(offered.people):
        raise NotAVulnerability("Choose somebody of your own agency", argument="lead")
    protection = protect(
        Kind.VULNERABILITY,
        owner=by.agency_id,
        by=by,
        at=at,
        districts=[area],
        agencies=[UUID(str(agency)) for agency in agencies],
    )
    row = Vulnerability(
        protection=protection,
        reference=new_reference(),
        title=title.strip(),
        nature=Nature(nature),
        words=words.strip(),
        threats=lists.checked_threats(threats, on),
        area_id=area,
        lead_id=UUID(lead) if lead else by.person_id,
        opened_at=at,
        opened_by_id=by.person_id,
        review_on=_next_review(on),
    )
    row.save(force_insert=True)
    _tell(row, "Recorded", "", by, at)
    record(Act.OPEN_VULNERABILITY, row, by=by, at=at)
    return row.uid


def _next_review(on: date) -> date:
    return on + timedelta(days=int(lists.number("vulnerability_review_days")))


@transaction.atomic
def review_vulnerability(
    *, vulnerability_id: UUID, found: str, next_on: date | None = None, by: Actor, at: datetime
) -> None:
    """Say what a review found and when it is looked at again, in the usual time if not given."""
    row = fetch(
        Vulnerability, vulnerability_id, by=by, at=at, act=Act.READ_VULNERABILITY, lock=True
    )
    require(policies.may_review_vulnerability(by, row))
    on = localtime(at).date()
    if not found.strip():
        raise NotAVulnerability("Say what you found", argument="found")
    if next_on is not None and not on < next_on <= on + timedelta(days=366):
        raise NotAVulnerability("The next review must be within a year", argument="next_on")
    row.review_on = next_on or _next_review(on)
    row.save(update_fields=["review_on"])
    touched(row)
    _tell(row, "Reviewed", found, by, at)
    record(Act.REVIEW_VULNERABILITY, row, by=by, at=at, fields=("review_on",))


@transaction.atomic
def close_vulnerability(
    *, vulnerability_id: UUID, why: str, found: str, by: Actor, at: datetime
) -> None:
    """Close it with a reason. It stays, and can be read."""
    row = fetch(
        Vulnerability, vulnerability_id, by=by, at=at, act=Act.READ_VULNERABILITY, lock=True
    )
    require(policies.may_close_vulnerability(by, row))
    row.standing, row.closed_at, row.closed_why = Standing.CLOSED, at, Closed(why)
    row.save(update_fields=["standing", "closed_at", "closed_why"])
    touched(row)
    _tell(row, "Closed", found, by, at)
    record(Act.CLOSE_VULNERABILITY, row, by=by, at=at, fields=("standing",))


def _tell(row: Vulnerability, what: str, note: str, by: Actor, at: datetime) -> None:
    VulnerabilityEvent.objects.create(
        vulnerability=row, at=at, told_by_id=by.person_id, what=what, note=note.strip()
    )


def due(by: Actor, on: date, *, within: int = 7) -> tuple[VulnerabilityLine, ...]:
    """Those that *by* leads on or whose agency owns them, to be looked at within so many days."""
    if not policies.may_list_vulnerabilities(by):
        return ()
    rows = Vulnerability.open_to(by).filter(
        standing=Standing.OPEN,
        review_on__lte=on + timedelta(days=within),
        lead_id=by.person_id,
    )
    wanted = rows.select_related("area", "lead", "protection__owner").order_by("review_on", "pk")
    return tuple(line_of(row, on) for row in wanted)
