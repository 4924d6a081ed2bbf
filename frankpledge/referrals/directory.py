"""Services that somebody can be sent to: by district, age and need, with places and waiting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Area, NotFound, record, require
from frankpledge.kernel import DomainError
from frankpledge.referrals.models import Service, ServiceArea, ServiceCount
from frankpledge.referrals.models.directory import LEAST_AGE, MOST_AGE
from frankpledge.referrals.policies import (
    Act,
    may_count_places,
    may_keep_service,
    may_route,
)
from frankpledge.referrals.reference_files import word_for, words_in

STALE_AFTER = timedelta(days=28)
MOST_SHOWN = 200


class UnusableService(DomainError):
    """A service has a name, a need, ages in order, districts and a way in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """A service as the directory shows it. What was not said is None, which is not none."""

    number: int
    name: str
    provider: str
    need: str
    ages: str
    route: str
    telephone: str
    areas: tuple[str, ...]
    places: int | None
    waiting: int | None
    weeks: int | None
    counted_on: date | None
    is_stale: bool
    kept_by: UUID
    is_ours: bool


@transaction.atomic
def keep_service(
    *,
    name: str,
    provider: str,
    need: str,
    areas: Iterable[str],
    route: str,
    least_age: int = LEAST_AGE,
    most_age: int = MOST_AGE,
    telephone: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Put a service into the directory. *by*'s agency keeps the entry true.

    Raises `NotPermitted`, and `UnusableService` with the answer at fault.
    """
    require(may_keep_service(by))
    if not name.strip():
        raise UnusableService("Enter the service’s name", argument="name")
    if not route.strip():
        raise UnusableService("Enter how one gets there", argument="route")
    if need not in dict(words_in("needs.csv")):
        raise UnusableService("Choose what it is for", argument="need")
    if not LEAST_AGE <= least_age <= most_age <= MOST_AGE:
        raise UnusableService("The youngest age must not be above the oldest", argument="most_age")
    codes = sorted(set(areas))
    if not codes or Area.objects.filter(code__in=codes).count() != len(codes):
        raise UnusableService("Choose the districts that it serves", argument="areas")
    service = Service.objects.create(
        name=name.strip(),
        provider=provider.strip(),
        need=need,
        least_age=least_age,
        most_age=most_age,
        route=route.strip(),
        telephone=telephone.strip(),
        kept_by_id=by.agency_id,
        checked_on=localtime(at).date(),
    )
    ServiceArea.objects.bulk_create(ServiceArea(service=service, area_id=code) for code in codes)
    record(Act.KEEP_SERVICE, None, by=by, at=at, fields=[str(service.id)])
    return service.id


@transaction.atomic
def count_places(
    *,
    number: int,
    places: int | None = None,
    waiting: int | None = None,
    weeks: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Say how many places are free and how many people wait. What is not known is left out.

    Said twice on one day, the later holds. Raises `NotFound`, `NotPermitted`, `UnusableService`.
    """
    service = Service.objects.select_for_update().filter(id=number).first()
    if service is None:
        raise NotFound
    require(may_count_places(by, service.kept_by_id))
    if places is None and waiting is None and weeks is None:
        raise UnusableService("Enter at least one number", argument="places")
    on = localtime(at).date()
    ServiceCount.objects.update_or_create(
        service=service,
        counted_on=on,
        defaults={
            "places": places,
            "waiting": waiting,
            "weeks": weeks,
            "told_by_id": by.person_id,
        },
    )
    service.checked_on = on
    service.save(update_fields=["checked_on"])
    record(Act.COUNT_PLACES, None, by=by, at=at, fields=[str(service.id)])


def entries(
    *, area: str = "", age: int | None = None, need: str = "", by: Actor, at: datetime
) -> tuple[ServiceLine, ...]:
    """Services that take somebody of that age from that district for that need, by need and name.

    What is not said leaves nothing out. Raises `NotPermitted`.
    """
    require(may_route(by))
    on = localtime(at).date()
    rows = Service.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on))
    if area:
        rows = rows.filter(id__in=ServiceArea.objects.filter(area=area).values("service_id"))
    if age is not None:
        rows = rows.filter(least_age__lte=age, most_age__gte=age)
    if need:
        rows = rows.filter(need=need)
    return _lines(list(rows.order_by("need", "name", "id")[:MOST_SHOWN]), on, by)


def service(*, number: int, by: Actor, at: datetime) -> ServiceLine:
    """One service. Raises `NotPermitted`, and `NotFound` where there is none."""
    require(may_route(by))
    found = _lines(list(Service.objects.filter(id=number)), localtime(at).date(), by)
    if not found:
        raise NotFound
    return found[0]


def _lines(found: list[Service], on: date, by: Actor) -> tuple[ServiceLine, ...]:
    newest = {
        count.service_id: count
        for count in ServiceCount.objects.filter(
            service__in=[row.id for row in found], counted_on__lte=on
        ).order_by("counted_on")
    }
    areas: dict[int, list[str]] = {}
    served = ServiceArea.objects.filter(service__in=[row.id for row in found])
    for number, named in served.order_by("area__name").values_list("service_id", "area__name"):
        areas.setdefault(number, []).append(named)
    return tuple(
        _line(row, newest.get(row.id), tuple(areas.get(row.id, ())), on, by) for row in found
    )


def _line(
    row: Service, count: ServiceCount | None, areas: tuple[str, ...], on: date, by: Actor
) -> ServiceLine:
    return ServiceLine(
        number=row.id,
        name=row.name,
        provider=row.provider,
        need=word_for("needs.csv", row.need),
        ages=_ages(row.least_age, row.most_age),
        route=row.route,
        telephone=row.telephone,
        areas=areas,
        places=count.places if count else None,
        waiting=count.waiting if count else None,
        weeks=count.weeks if count else None,
        counted_on=count.counted_on if count else None,
        is_stale=count is not None and on - count.counted_on > STALE_AFTER,
        kept_by=row.kept_by_id,
        is_ours=row.kept_by_id == by.agency_id,
    )


def _ages(least: int, most: int) -> str:
    if (least, most) == (LEAST_AGE, MOST_AGE):
        return "Any age"
    if most == MOST_AGE:
        return f"{least} and over"
    return f"Up to {most}" if least == LEAST_AGE else f"{least} to {most}"
