"""Who can be signed in as in a demonstration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from frankpledge.access.api import (
    Area,
    Holding,
    Person,
    PostArea,
    Role,
    area_names_on,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """Somebody in the demonstration, as its front page shows them."""

    username: str
    persona: str
    name: str
    post: str
    agency: str
    districts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An agency or a district that the list can be narrowed to."""

    code: str
    name: str


def personas(*, at: datetime) -> list[Character]:
    """One person for each persona, in the order in which roles are listed."""
    order = [role.value for role in Role]
    people = Person.objects.filter(persona__isnull=False).select_related("agency")
    found = _characters(people, at)
    return sorted(found, key=lambda one: order.index(one.persona) if one.persona in order else 99)


def characters(*, agency: str, district: str, at: datetime) -> list[Character]:
    """Everybody of an agency or a district (codes; empty for any), by name."""
    people = Person.objects.filter(is_service=False).select_related("agency")
    if agency:
        people = people.filter(agency__code=agency)
    if district:
        posts = PostArea.objects.filter(area_id=district).values("post_id")
        people = people.filter(id__in=Holding.objects.filter(post_id__in=posts).values("person_id"))
    return _characters(people.order_by("name"), at)


def districts() -> list[Choice]:
    """Districts and unitaries, by name."""
    areas = Area.objects.filter(kind__in=("district", "unitary")).order_by("name")
    return [Choice(code=area.code, name=area.name) for area in areas]


def agencies() -> list[Choice]:
    """Agencies with people in them, by name."""
    rows = (
        Person.objects.filter(is_service=False)
        .order_by("agency__name")
        .values_list("agency__code", "agency__name")
        .distinct()
    )
    return [Choice(code=code, name=name) for code, name in rows]


def _characters(people: Iterable[Person], at: datetime) -> list[Character]:
    listed = list(people)
    held: dict[object, Holding] = {}
    for holding in (
        Holding.objects.filter(person__in=listed, starts_at__lte=at, ends_at__gt=at)
        .select_related("post")
        .order_by("starts_at")
    ):
        held[holding.person_id] = holding
    areas: dict[object, list[str]] = {}
    for post_id, area in PostArea.objects.filter(
        post_id__in=[holding.post_id for holding in held.values()]
    ).values_list("post_id", "area_id"):
        areas.setdefault(post_id, []).append(area)
    names = area_names_on([code for codes in areas.values() for code in codes], at.date())
    found = []
    for person in listed:
        holding_now = held.get(person.id)
        covered = areas.get(holding_now.post_id, []) if holding_now else []
        found.append(
            Character(
                username=person.username,
                persona=person.persona or "",
                name=person.name,
                post=holding_now.post.title if holding_now else "No post now",
                agency=person.agency.name,
                districts=", ".join(sorted(names.get(code, code) for code in covered)),
            )
        )
    return found


def person_called(*, persona: str, username: str) -> Person | None:
    """The person with a persona's code or a user name, if there is one."""
    people = Person.objects.filter(is_service=False)
    if persona:
        return people.filter(persona=persona).first()
    return people.filter(username=username).first()
