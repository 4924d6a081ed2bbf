"""Coming to an event: with an account or by the code at the door, and what one says of oneself.

Somebody without an account leaves no name. They choose from the register where they work, so that
nothing has to be typed, and get a pass to come back with, of which only a hash is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Actor,
    Agency,
    Area,
    areas_in,
    new_reference,
    record,
    require,
    touched,
)
from frankpledge.kernel import DomainError
from frankpledge.learning import events, policies
from frankpledge.learning.confidence import Statement
from frankpledge.learning.door import every_service, service_of
from frankpledge.learning.events import UnknownChoice, WordsNeeded
from frankpledge.learning.models import Attendance, Audience, Event, Rating, Work
from frankpledge.learning.policies import Act

SOMEWHERE_ELSE = "An organisation that is not on the list"


class AlreadyThere(DomainError):
    """Somebody is counted at an event once."""


class NotAPass(DomainError):
    """Nobody can be counted in by this, or come back with it. It does not say which or why."""


NOT_A_PASS = "That code does not open anything now. Ask whoever runs the event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What somebody at the door sees: the event, and where they may say that they work."""

    title: str
    venue: str
    organisations: tuple[str, ...]
    areas: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What somebody without an account sees when they come back with their pass."""

    title: str
    organisation: str
    said_before: bool
    said_after: bool
    may_rate: bool
    may_tell: bool
    has_told: bool


# --- with an account --------------------------------------------------------------------------


@transaction.atomic
def come(*, event_id: UUID, work: str, area: str, by: Actor, at: datetime) -> None:
    """Be counted in, by name, for one's own agency. Raises `AlreadyThere` the second time."""
    row = events.opened(event_id, by=by, at=at)
    require(policies.may_come(by, row))
    if Attendance.objects.filter(event=row, person_id=by.person_id).exists():
        raise AlreadyThere("You are counted already")
    Attendance.objects.create(
        event=row,
        person_id=by.person_id,
        agency_id=by.agency_id,
        organisation=by.agency_name,
        work=_work(work),
        area=_area(row, area),
        came_at=at,
    )
    touched(row)
    record(Act.COME, row, by=by, at=at)


@transaction.atomic
def note_attendance(
    *,
    event_id: UUID,
    organisation: str,
    work: str,
    area: str,
    people: int,
    by: Actor,
    at: datetime,
) -> None:
    """Count in people who signed a list on paper: where they work, and no names."""
    row = events.opened(event_id, by=by, at=at)
    require(policies.may_note_attendance(by, row))
    place, doing = _area(row, area), _work(work)
    if organisation not in organisations(row):
        raise UnknownChoice("Choose the organisation from the list", argument="organisation")
    Attendance.objects.bulk_create(
        Attendance(
            event=row,
            agency=_agency(organisation),
            organisation=organisation,
            work=doing,
            area=place,
            came_at=row.starts_at,
        )
        for _ in range(people)
    )
    touched(row)
    record(Act.NOTE_ATTENDANCE, row, by=by, at=at, fields=["attendance"])


def own(event: Event, by: Actor) -> Attendance | None:
    """That *by* came to an event that they may read, if they did."""
    return Attendance.objects.filter(event=event, person_id=by.person_id).first()


@transaction.atomic
def rate(
    *, event_id: UUID, ratings: Mapping[str, int], after: bool, by: Actor, at: datetime
) -> None:
    """Say how sure one is of each statement, 1 to 5, before an event or *after* it."""
    row = events.opened(event_id, by=by, at=at)
    require(policies.may_rate(by, row))
    _rate(_came(row, by), ratings, after=after)
    touched(row)
    record(Act.RATE, row, by=by, at=at, fields=["ratings"])


@transaction.atomic
def need(*, event_id: UUID, needs: Sequence[str], words: str = "", by: Actor, at: datetime) -> None:
    """Say what one needs to learn, having come; whoever runs the event may say it for the room."""
    row = events.opened(event_id, by=by, at=at)
    came = own(row, by)
    if came is None:
        require(policies.may_note_attendance(by, row))
    events.note_needs(event_id=event_id, needs=needs, words=words, came=came, by=by, at=at)


@transaction.atomic
def tell_afterwards(*, event_id: UUID, did_differently: str, by: Actor, at: datetime) -> None:
    """Say after three months what one did differently. That one did nothing is an answer."""
    row = events.opened(event_id, by=by, at=at)
    came = own(row, by)
    require(policies.may_tell_afterwards(by, row, came))
    assert came is not None
    _tell(came, did_differently, at)
    touched(row)
    record(Act.TELL_AFTERWARDS, row, by=by, at=at, fields=["did_differently"])


# --- by the code at the door ------------------------------------------------------------------


@transaction.atomic
def door(*, code: str, at: datetime) -> Door:
    """The event whose door this code opens now. Raises `NotAPass` for any other."""
    row, _ = _behind(code, at)
    return Door(
        title=row.title,
        venue=row.venue,
        organisations=organisations(row),
        areas=areas(row),
    )


@transaction.atomic
def come_by_code(*, code: str, organisation: str, work: str, area: str, at: datetime) -> str:
    """Be counted in without an account. Gives a pass to come back with, which is kept nowhere."""
    row, service = _behind(code, at)
    if organisation not in (*organisations(row), SOMEWHERE_ELSE):
        raise UnknownChoice("Choose where you work from the list", argument="organisation")
    given = f"{new_reference()}-{new_reference()}"
    Attendance.objects.create(
        event=row,
        agency=_agency(organisation),
        organisation=organisation,
        work=_work(work),
        area=_area(row, area),
        came_at=at,
        pass_hash=_hashed(given),
    )
    touched(row)
    record(Act.COME_BY_CODE, row, by=service, at=at)
    return given


@transaction.atomic
def passed(*, given: str, at: datetime) -> Pass:
    """What can be done now with a pass. Raises `NotAPass` for any other words."""
    came, row, service = _with_pass(given, at)
    ratings = Rating.objects.filter(attendance=came)
    return Pass(
        title=row.title,
        organisation=came.organisation,
        said_before=ratings.filter(before__isnull=False).exists(),
        said_after=ratings.filter(after__isnull=False).exists(),
        may_rate=bool(policies.may_rate(service, row)),
        may_tell=bool(policies.may_tell_afterwards(service, row, came)),
        has_told=came.followed_up_at is not None,
    )


@transaction.atomic
def rate_by_pass(*, given: str, ratings: Mapping[str, int], after: bool, at: datetime) -> None:
    """Say how sure one is, without an account."""
    came, row, service = _with_pass(given, at)
    require(policies.may_rate(service, row))
    _rate(came, ratings, after=after)
    record(Act.RATE, row, by=service, at=at, fields=["ratings"])


@transaction.atomic
def need_by_pass(*, given: str, needs: Sequence[str], at: datetime) -> None:
    """Say what one needs to learn, by codes alone, without an account."""
    came, row, service = _with_pass(given, at)
    events.note_needs(event_id=row.uid, needs=needs, came=came, by=service, at=at)


@transaction.atomic
def tell_by_pass(*, given: str, did_differently: str, at: datetime) -> None:
    """Say after three months what one did differently, without an account."""
    came, row, service = _with_pass(given, at)
    require(policies.may_tell_afterwards(service, row, came))
    _tell(came, did_differently, at)
    record(Act.TELL_AFTERWARDS, row, by=service, at=at, fields=["did_differently"])


# --- what both share --------------------------------------------------------------------------


def organisations(row: Event) -> tuple[str, ...]:
    """Where somebody at an event may work: what the register has for its area, by name."""
    within = [code for code, _ in areas(row)]
    listed = Audience.objects.filter(area__in=within).values_list("organisation", flat=True)
    return tuple(sorted(set(listed)))


def areas(row: Event) -> tuple[tuple[str, str], ...]:
    """The districts that an event is for, by name; its own area where that has none within it."""
    inside = areas_in(row.area_id, row.starts_at.date(), kinds=("district", "unitary"))
    found = inside or [row.area]
    return tuple(sorted(((each.code, each.name) for each in found), key=lambda pair: pair[1]))


def _work(work: str) -> str:
    if work not in Work.values:
        raise UnknownChoice("Choose what you do from the list", argument="work")
    return work


def _area(row: Event, code: str) -> Area:
    if code not in dict(areas(row)):
        raise UnknownChoice("Choose the district from the list", argument="area")
    return Area.objects.get(code=code)


def _agency(organisation: str) -> Agency | None:
    return Agency.objects.filter(name=organisation).first()


def _came(row: Event, by: Actor) -> Attendance:
    came = own(row, by)
    if came is None:
        raise UnknownChoice("Say that you came first")
    return came


def _rate(came: Attendance, ratings: Mapping[str, int], *, after: bool) -> None:
    known = {statement: ratings.get(statement) for statement in Statement}
    if not any(known.values()) or any(each not in (None, *range(1, 6)) for each in known.values()):
        raise UnknownChoice("Answer at least one, from 1 to 5")
    for statement, number in known.items():
        if number is not None:
            Rating.objects.update_or_create(
                attendance=came,
                statement=statement,
                defaults={"after" if after else "before": number},
            )


def _tell(came: Attendance, words: str, at: datetime) -> None:
    if not words.strip():
        raise WordsNeeded(
            "Say what you did differently, or that you did nothing", argument="did_differently"
        )
    came.did_differently, came.followed_up_at = words.strip(), at
    came.save(update_fields=["did_differently", "followed_up_at"])


def _hashed(given: str) -> str:
    plain = "".join(given.upper().split())
    return hashlib.sha256(f"pass {plain}".encode()).hexdigest()


def _with_pass(given: str, at: datetime) -> tuple[Attendance, Event, Actor]:
    came = Attendance.objects.filter(pass_hash=_hashed(given)).first()
    if came is None:
        raise NotAPass(NOT_A_PASS, argument="code")
    service = service_of(came.event.protection.owner_id, at)
    return came, events.opened(came.event_id, by=service, at=at), service


def _behind(code: str, at: datetime) -> tuple[Event, Actor]:
    """The event whose door a code opens now, and the service of whoever runs it."""
    plain = "".join(code.upper().split())
    for service in every_service(at):
        row = Event.open_to(service).filter(door_code=plain).first()
        if row is not None and policies.may_come_by_code(service, row):
            return events.opened(row.uid, by=service, at=at), service
    raise NotAPass(NOT_A_PASS, argument="code")
