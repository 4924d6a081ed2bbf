"""Asking the record who looked at what, when and why. Asking is recorded like any look."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from frankpledge.access.actors import Actor
from frankpledge.access.decisions import Decision, require
from frankpledge.access.people import Agency, Person
from frankpledge.access.record import AuditEvent, AuditObject, record
from frankpledge.access.records import decide_on
from frankpledge.access.rule import Thing
from frankpledge.access.vocabulary import Action, Kind

SHOWN = 500


class Act(StrEnum):
    """Looking at the record itself."""

    INSPECT = "access.inspect"


def may_inspect(actor: Actor) -> Decision:
    """Auditors and information governance, for the purpose of oversight, without any contents."""
    return decide_on(
        actor,
        Action.READ,
        Thing(id="record", kind=Kind.AUDIT_EVENT, owner=str(actor.agency_id)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One event about one record: codes and names of people, never contents."""

    at: datetime
    who: str
    agency: str
    act: str
    outcome: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What the record holds of the last seven days."""

    events: int
    denied: int
    people: int
    acts: tuple[tuple[str, int], ...]


@transaction.atomic
def looks_at(uid: UUID, *, by: Actor, at: datetime) -> list[Look]:
    """Who looked at or changed one record, newest first; empty for one that nobody ever did.

    Whether such a record exists is not said: an identity that was never used gives the same
    empty answer. Raises `NotPermitted`.
    """
    require(may_inspect(by))
    record(Act.INSPECT, None, by=by, at=at, asked_for=uid)
    ids = AuditObject.objects.filter(object=uid).values("event_id")
    events = list(AuditEvent.objects.filter(id__in=ids).order_by("-at")[:SHOWN])
    return _named(events)


@transaction.atomic
def last_week(*, by: Actor, at: datetime) -> Week:
    """How much was recorded in the last seven days, by act. Raises `NotPermitted`."""
    require(may_inspect(by))
    record(Act.INSPECT, None, by=by, at=at)
    rows = AuditEvent.objects.filter(at__gt=at - timedelta(days=7), at__lte=at).values_list(
        "act", "outcome", "actor"
    )
    found = list(rows)
    return Week(
        events=len(found),
        denied=sum(outcome == "denied" for _, outcome, _ in found),
        people=len({actor for _, _, actor in found if not actor.startswith("v:")}),
        acts=tuple(Counter(act for act, _, _ in found).most_common()),
    )


def _named(events: list[AuditEvent]) -> list[Look]:
    leaves = [json.loads(event.leaf) for event in events]
    people = dict(
        Person.objects.filter(
            id__in={leaf["actor"] for leaf in leaves if not leaf["actor"].startswith("v:")}
        ).values_list("id", "name")
    )
    agencies = dict(
        Agency.objects.filter(
            id__in={leaf["agency"] for leaf in leaves if leaf["agency"]}
        ).values_list("id", "name")
    )
    return [
        Look(
            at=event.at,
            who=_name(leaf["actor"], people),
            agency=agencies.get(UUID(leaf["agency"]), "") if leaf["agency"] else "Not shown",
            act=event.act,
            outcome=event.outcome,
            purpose=leaf["purpose"].replace("_", " "),
        )
        for event, leaf in zip(events, leaves, strict=True)
    ]


def _name(actor: str, people: dict[UUID, str]) -> str:
    if actor.startswith("v:"):
        return "Somebody who reported in confidence"
    return people.get(UUID(actor), "Somebody no longer on file")
