"""Whom to ask at each agency: its single point of contact, who decides what is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Kind,
    Person,
    Role,
    actor_for,
    record,
    require,
)
from frankpledge.asking import policies, rules
from frankpledge.asking.models import ContactPoint
from frankpledge.asking.policies import Act
from frankpledge.kernel import DomainError


class NotAble(DomainError):
    """Somebody whose post does not work on requests cannot answer them for an agency."""


class NamedAlready(DomainError):
    """This person is a point of contact already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One agency's point of contact."""

    id: int
    agency: str
    person: str
    named_at: datetime


def is_contact(by: Actor) -> bool:
    """Whether *by* decides for their agency: its point of contact, or a unit's own supervisor."""
    if by.holds(Role.INTELLIGENCE_SUPERVISOR):
        return True
    return ContactPoint.objects.filter(
        agency=by.agency_id, person=by.person_id, ended_at=None
    ).exists()


def is_asked_for(by: Actor) -> bool:
    """Whether *by* answers for their agency: officers of a unit do, and points of contact."""
    return by.holds(Role.INTELLIGENCE_OFFICER) or is_contact(by)


def agencies_to_ask(apart_from: UUID) -> tuple[tuple[str, str], ...]:
    """Agencies that have somebody to answer, by name."""
    has_contact = ContactPoint.objects.filter(ended_at=None).values("agency")
    found = Agency.objects.filter(id__in=has_contact).exclude(id=apart_from)
    units = rules.unit_agencies()
    both = {agency.id: agency.name for agency in found} | {
        agency.id: agency.name for agency in units if agency.id != apart_from
    }
    return tuple(sorted(((str(uid), name) for uid, name in both.items()), key=lambda it: it[1]))


def can_be_asked(agency_id: UUID) -> bool:
    """Whether an agency has somebody to answer for it."""
    if agency_id in {agency.id for agency in rules.unit_agencies()}:
        return True
    return ContactPoint.objects.filter(agency=agency_id, ended_at=None).exists()


@transaction.atomic
def listed(*, by: Actor, at: datetime) -> tuple[Contact, ...]:
    """Every agency's point of contact. The look is recorded."""
    require(policies.may_list_contacts(by))
    rows = ContactPoint.objects.filter(ended_at=None).select_related("agency", "person")
    record(Act.LIST_CONTACTS, None, by=by, at=at)
    return tuple(
        Contact(id=row.pk, agency=row.agency.name, person=row.person.name, named_at=row.named_at)
        for row in rows.order_by("agency__name", "person__name")
    )


@transaction.atomic
def name_contact(*, person_id: UUID | str, by: Actor, at: datetime) -> int:
    """Let somebody decide for their own agency what others are told.

    Raises `NotAble` for somebody whose post does not let them answer.
    """
    require(policies.may_name_contact(by))
    person = Person.objects.filter(
        id=UUID(str(person_id)), is_service=False, is_active=True
    ).first()
    if person is None:
        raise rules.UnknownChoice("Choose somebody from the list", argument="person_id")
    if Kind.REQUEST not in actor_for(person.id, at=at).kinds_for(Action.COMMENT):
        raise NotAble("Their post does not work on requests", argument="person_id")
    row, made = ContactPoint.objects.get_or_create(
        agency_id=person.agency_id,
        person=person,
        ended_at=None,
        defaults={"named_at": at, "named_by_id": by.person_id},
    )
    if not made:
        raise NamedAlready("They are a point of contact already", argument="person_id")
    record(Act.NAME_CONTACT, None, by=by, at=at, recipients=[person.id, person.agency_id])
    return row.pk


@transaction.atomic
def end_contact(*, contact_id: int, by: Actor, at: datetime) -> None:
    """Let somebody decide for their agency no longer."""
    require(policies.may_end_contact(by))
    row = ContactPoint.objects.filter(id=contact_id, ended_at=None).first()
    if row is None:
        raise rules.UnknownChoice("They are no point of contact any more")
    row.ended_at, row.ended_by_id = at, by.person_id
    row.save(update_fields=["ended_at", "ended_by"])
    record(Act.END_CONTACT, None, by=by, at=at, recipients=[row.person_id, row.agency_id])


def people_to_name(by: Actor) -> tuple[tuple[str, str], ...]:
    """People of agencies, for whoever names points of contact."""
    if not policies.may_name_contact(by):
        return ()
    people: Iterable[Person] = (
        Person.objects.filter(is_service=False, is_active=True)
        .select_related("agency")
        .order_by("agency__name", "name")
    )
    return tuple((str(each.id), f"{each.agency.name}: {each.name}") for each in people)
