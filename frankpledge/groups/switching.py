"""Whether the named-group register is on, and on whose word. Off until somebody says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Area, areas_in, record, require
from frankpledge.groups import policies
from frankpledge.groups.models import Switch
from frankpledge.groups.policies import Act
from frankpledge.kernel import DomainError

WIDE_KINDS = ("force", "county", "district", "unitary")


class AlreadySo(DomainError):
    """The register is on already, or is not on."""


class NotYours(DomainError):
    """An area lies outside what a post covers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchLine:
    """One area in which the register is or was on."""

    number: int
    area: str
    officer: str
    assessment: str
    on_at: datetime
    off_at: datetime | None


def areas_on(at: datetime) -> frozenset[str]:
    """The codes of every area in which the register is on at *at*, with all that lies within."""
    rows = Switch.objects.filter(Q(off_at=None) | Q(off_at__gt=at), on_at__lte=at)
    day = localtime(at).date()
    return frozenset(
        area.code for code in rows.values_list("area_id", flat=True) for area in areas_in(code, day)
    )


def area_choices(by: Actor) -> list[tuple[str, str]]:
    """The areas that *by* may switch the register on for."""
    rows = Area.objects.filter(kind__in=WIDE_KINDS).order_by("name")
    if not by.force_wide:
        rows = rows.filter(code__in=by.districts)
    return [(area.code, area.name) for area in rows]


def switches() -> tuple[SwitchLine, ...]:
    """Everywhere that the register is or was on, the latest first. It names nobody in it."""
    rows = Switch.objects.select_related("area").order_by("-on_at", "-id")
    return tuple(
        SwitchLine(
            number=row.pk,
            area=row.area.name,
            officer=row.officer,
            assessment=row.assessment,
            on_at=row.on_at,
            off_at=row.off_at,
        )
        for row in rows
    )


@transaction.atomic
def switch_on(*, area: str, officer: str, assessment: str, by: Actor, at: datetime) -> None:
    """Let the register be used in *area*, on the word of its data-protection officer by name.

    Raises `AlreadySo`, and `NotYours` for an area outside the post.
    """
    require(policies.may_switch_on(by))
    if area not in {code for code, _ in area_choices(by)}:
        raise NotYours("Choose an area that your post covers", argument="area")
    if not officer.strip() or not assessment.strip():
        raise NotYours("Enter the officer’s name and the impact assessment", argument="officer")
    if area in areas_on(at):
        raise AlreadySo("The register is on there already", argument="area")
    Switch.objects.create(
        area_id=area,
        officer=officer.strip(),
        assessment=assessment.strip(),
        on_at=at,
        on_by_id=by.person_id,
    )
    record(Act.SWITCH_ON, None, by=by, at=at)


@transaction.atomic
def switch_off(*, number: int, by: Actor, at: datetime) -> None:
    """End the use of the register in an area. What it holds stays, and cannot be read."""
    require(policies.may_switch_off(by))
    row = Switch.objects.filter(pk=number, off_at=None).first()
    if row is None or row.area_id not in {code for code, _ in area_choices(by)}:
        raise AlreadySo("The register is not on there")
    row.off_at, row.off_by_id = at, by.person_id
    row.save(update_fields=["off_at", "off_by"])
    record(Act.SWITCH_OFF, None, by=by, at=at)
