"""A private calendar of days by which actions are due: references and dates, and no other word."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from frankpledge.access.api import Actor, NotFound, actor_for, record, require
from frankpledge.plans import policies
from frankpledge.plans.models import CalendarKey, Phase, PlannedAction
from frankpledge.plans.policies import Act

MOST = 200
"""How many days a calendar holds at most: the soonest."""


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def has_calendar(by: Actor) -> bool:
    """Whether somebody has an address for their calendar."""
    return CalendarKey.objects.filter(person_id=by.person_id).exists()


@transaction.atomic
def make_calendar(*, by: Actor, at: datetime) -> str:
    """Give a new secret for the address of one's own calendar; the one before ends.

    The secret is shown once and only its hash is kept.
    """
    require(policies.may_make_calendar(by))
    secret = secrets.token_urlsafe(32)
    CalendarKey.objects.update_or_create(
        person_id=by.person_id, defaults={"digest": _digest(secret), "made_at": at}
    )
    record(Act.MAKE_CALENDAR, None, by=by, at=at)
    return secret


@transaction.atomic
def end_calendar(*, by: Actor, at: datetime) -> None:
    """End the address of one's own calendar. Nothing is read through it any more."""
    require(policies.may_end_calendar(by))
    CalendarKey.objects.filter(person_id=by.person_id).delete()
    record(Act.END_CALENDAR, None, by=by, at=at)


@transaction.atomic
def calendar(*, secret: str, at: datetime, address: str) -> str:
    """The calendar behind a secret as iCalendar text, seen as its owner sees things now.

    Each entry is a reference and a day: a calendar is copied to telephones and to other people's
    servers, so it says nothing of what is to be done or where. Raises `NotFound` for any other
    secret, and for somebody whose account has ended or is locked.
    """
    key = CalendarKey.objects.filter(digest=_digest(secret)).first()
    if key is None:
        raise NotFound
    actor = actor_for(key.person_id, at=at, channel="calendar")
    is_live = actor.is_current and actor.subject.active and not actor.subject.locked
    if not is_live or not policies.may_open_calendar(actor):
        raise NotFound
    rows = (
        PlannedAction.open_to(actor)
        .filter(phase=Phase.STANDING, owner_agency_id=actor.agency_id)
        .order_by("due_on", "pk")[:MOST]
    )
    found = list(rows)
    record(Act.OPEN_CALENDAR, found or None, by=actor, at=at)
    stamp = at.strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Frankpledge//Actions//EN",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Actions",
    ]
    for row in found:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{row.uid}@frankpledge",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{row.due_on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{row.due_on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(f'Action {row.reference} is due')}",
            f"URL:{address.rstrip('/')}/plans/{row.uid}/",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line))


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """A line as RFC 5545 wants it: 75 bytes at most, what follows begun with a space."""
    pieces, rest = [], line
    limit = 75
    while len(rest.encode()) > limit:
        cut = limit
        while len(rest[:cut].encode()) > limit:
            cut -= 1
        pieces.append(rest[:cut])
        rest, limit = f" {rest[cut:]}", 75
    return [*pieces, rest]


__all__ = ["MOST", "calendar", "end_calendar", "has_calendar", "make_calendar"]
