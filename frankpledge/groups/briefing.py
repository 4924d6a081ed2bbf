"""The briefing: one page a district, for partners to read and print. It names no one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Area, Kind, NotFound, Ref, record, require
from frankpledge.groups import policies
from frankpledge.groups.counts import Count, latest
from frankpledge.groups.models import Standing, Vulnerability
from frankpledge.groups.policies import Act
from frankpledge.groups.vulnerabilities import VulnerabilityLine, line_of

DISTRICT_KINDS = ("district", "unitary")


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """What partners may say of organised crime in one district, on one page."""

    district: str
    code: str
    on: date
    counted_on: date | None
    source: str
    in_district: str
    in_area: str
    area: str
    threats: tuple[Count, ...]
    quiet_threats: int
    tiers: tuple[Count, ...]
    vulnerabilities: tuple[VulnerabilityLine, ...]


def districts(by: Actor) -> list[tuple[str, str]]:
    """The districts of which *by* may read a briefing."""
    rows = Area.objects.filter(kind__in=DISTRICT_KINDS).order_by("name")
    if not by.force_wide:
        rows = rows.filter(code__in=by.districts)
    return [(area.code, area.name) for area in rows]


@transaction.atomic
def briefing(*, code: str, by: Actor, at: datetime) -> Briefing:
    """The page of one district: counts made safe, and vulnerabilities that *by* may open. Recorded.

    Raises `NotFound` for a district outside *by*’s post.
    """
    require(policies.may_read_briefing(by))
    names = dict(districts(by))
    if code not in names:
        raise NotFound
    on = localtime(at).date()
    counts = next(iter(latest(by, on, area=code)), None)
    rows = (
        Vulnerability.open_to(by)
        .filter(area_id=code, standing=Standing.OPEN)
        .select_related("area", "lead", "protection__owner")
        .order_by("title", "pk")
    )
    lines = tuple(line_of(row, on) for row in rows)
    seen = [Ref(kind=Kind.VULNERABILITY, uid=line.uid) for line in lines]
    record(Act.READ_BRIEFING, seen or None, by=by, at=at)
    threats = counts.by_district.get(code, ()) if counts else ()
    told = tuple(each for each in threats if " to " in each.words)
    return Briefing(
        district=names[code],
        code=code,
        on=on,
        counted_on=counts.as_at if counts else None,
        source=counts.source if counts else "",
        in_district=next(
            (each.words for each in (counts.districts if counts else ()) if each.code == code), ""
        ),
        in_area=counts.total if counts else "",
        area=counts.area if counts else "",
        threats=told,
        quiet_threats=len(threats) - len(told),
        tiers=counts.tiers if counts else (),
        vulnerabilities=lines,
    )
