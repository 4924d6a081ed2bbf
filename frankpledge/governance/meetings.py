"""Meetings: calling one on a forum that exists, finding it, and who was there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Decision,
    Forum,
    ForumMember,
    Kind,
    Protection,
    areas_of,
    fetch,
    protect,
    record,
    require,
    touched,
)
from frankpledge.governance import agenda, policies
from frankpledge.governance.models import (
    AgendaItem,
    Attendance,
    BoardPaper,
    Meeting,
    Presence,
    Stage,
    Undertaking,
)
from frankpledge.governance.policies import Act
from frankpledge.kernel import DomainError

SHOWN = 30
"""How many meetings to come a list shows: those of weeks, not of years."""
LONGEST = timedelta(hours=3)
"""A meeting that began no longer ago than this is still the next one."""
OWED_FOR = timedelta(days=60)
"""For how long somebody is reminded of minutes that nobody has taken."""


class UnusableForum(DomainError):
    """The forum cannot meet, or is not one's own."""


class AlreadyCalled(DomainError):
    """The forum meets at that time."""


class NotAMember(DomainError):
    """Somebody who does not sit on the forum was noted as there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """A meeting in a list."""

    uid: UUID
    forum: str
    forum_code: str
    starts_at: datetime
    place: str
    minuted_at: datetime | None
    called_off_at: datetime | None = None
    called_off_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """Somebody who sits on the forum, how they attended, and when they undertook to keep it."""

    person_id: UUID
    name: str
    agency: str
    presence: str
    undertook_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts:
    """A meeting as its page shows it."""

    line: MeetingLine
    items: tuple[agenda.ItemFacts, ...]
    members: tuple[MemberLine, ...]
    may_build: Decision
    may_ask: Decision
    may_chase: Decision
    may_note_attendance: Decision
    may_undertake: Decision
    undertook_at: datetime | None
    may_decide: Decision
    may_take_minutes: Decision
    may_call_off: Decision

    @property
    def not_updated(self) -> tuple[str, ...]:
        """Agencies that owe an update on any item that is shown, by name."""
        return tuple(sorted({name for item in self.items for name in item.not_updated}))

    @property
    def is_minuted(self) -> bool:
        """Whether the minutes of every item that is shown have been taken."""
        return self.line.minuted_at is not None and all(item.minuted_at for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeeting:
    """The next meeting, for a page of many things."""

    uid: UUID
    forum: str
    starts_at: datetime
    place: str
    items: int
    not_updated: tuple[str, ...]
    owed: tuple[agenda.ItemFacts, ...]


def line_of(row: Meeting) -> MeetingLine:
    """A meeting as a list shows it. Its forum is read with it."""
    return MeetingLine(
        uid=row.uid,
        forum=row.forum.name,
        forum_code=row.forum_id,
        starts_at=row.starts_at,
        place=row.place,
        minuted_at=row.minuted_at,
        called_off_at=row.called_off_at,
        called_off_because=row.called_off_because,
    )


def forums_for(by: Actor) -> tuple[tuple[str, str], ...]:
    """Forums that *by* sits on and that a body stands behind, by code and name."""
    rows = Forum.objects.filter(code__in=by.forums, body__isnull=False).order_by("name")
    return tuple(rows.values_list("code", "name"))


def listed(*, by: Actor, at: datetime) -> tuple[tuple[MeetingLine, ...], tuple[MeetingLine, ...]]:
    """Meetings that *by* may open: the next thirty, soonest first, and the last twenty before."""
    require(policies.may_list_meetings(by))
    rows = Meeting.open_to(by).select_related("forum")
    coming = rows.filter(starts_at__gte=at - LONGEST).order_by("starts_at", "pk")[:SHOWN]
    past = rows.filter(starts_at__lt=at - LONGEST).order_by("-starts_at", "pk")[:20]
    lines = tuple(line_of(row) for row in coming), tuple(line_of(row) for row in past)
    seen = [
        Protection(uid=line.uid, kind=Kind.MEETING, version=0) for part in lines for line in part
    ]
    record(Act.LIST_MEETINGS, seen, by=by, at=at)
    return lines


def next_meeting(actor: Actor, at: datetime) -> NextMeeting | None:
    """The next meeting that *actor* may open, and who has not updated. The look is recorded."""
    rows = Meeting.open_to(actor).select_related("forum")
    rows = rows.filter(starts_at__gte=at - LONGEST, minuted_at=None, called_off_at=None)
    row = rows.order_by("starts_at").first()
    if row is None:
        return None
    items = agenda.items_of(row.uid, actor, localtime(at).date())
    seen = [
        Protection(uid=row.uid, kind=Kind.MEETING, version=0),
        *(Protection(uid=item.uid, kind=Kind.AGENDA_ITEM, version=0) for item in items),
    ]
    record(Act.LIST_MEETINGS, seen, by=actor, at=at)
    return NextMeeting(
        uid=row.uid,
        forum=row.forum.name,
        starts_at=row.starts_at,
        place=row.place,
        items=len(items),
        not_updated=tuple(sorted({name for item in items for name in item.not_updated})),
        owed=agenda.owed_by(actor.agency_id, items),
    )


def page(*, meeting_id: UUID, by: Actor, at: datetime) -> MeetingFacts:
    """A meeting with the items that *by* may open, and what *by* may do."""
    row = fetch(Meeting, meeting_id, by=by, at=at, act=Act.READ_MEETING)
    items = agenda.items_of(row.uid, by, localtime(at).date())
    edit = policies.keeps_minutes(by, row)
    members = _members(row, at)
    return MeetingFacts(
        line=line_of(row),
        items=items,
        members=members,
        may_build=policies.may_build_agenda(by, row),
        may_ask=policies.may_ask_updates(by, row),
        may_chase=policies.may_chase_updates(by, row),
        may_note_attendance=policies.may_note_attendance(by, row),
        may_undertake=policies.may_undertake(by, row),
        undertook_at=next(
            (one.undertook_at for one in members if one.person_id == by.person_id), None
        ),
        may_decide=edit,
        may_take_minutes=policies.may_take_minutes(by, row, at=at),
        may_call_off=policies.may_call_off_meeting(by, row, papers=_papers(row, by)),
    )


def _members(row: Meeting, at: datetime) -> tuple[MemberLine, ...]:
    noted = dict(Attendance.objects.filter(meeting=row).values_list("person_id", "presence"))
    undertook = dict(Undertaking.objects.filter(meeting=row).values_list("person_id", "given_at"))
    # Whoever was there stays in the list after they have left the forum.
    rows = ForumMember.objects.filter(Q(until__gt=at) | Q(person__in=noted), forum=row.forum_id)
    return tuple(
        MemberLine(
            person_id=member.person_id,
            name=member.person.name,
            agency=member.person.agency.short_name,
            presence=noted.get(member.person_id, ""),
            undertook_at=undertook.get(member.person_id),
        )
        for member in rows.select_related("person__agency").order_by("person__name", "person_id")
    )


@transaction.atomic
def call_meeting(
    *, forum: str, starts_at: datetime, place: str = "", by: Actor, at: datetime
) -> UUID:
    """Call a meeting of a forum that *by* sits on, for the areas that its body covers that day.

    Raises `UnusableForum` for a forum that is not one's own or has no body behind it, and
    `AlreadyCalled` if it meets at that time.
    """
    require(policies.may_call_meeting(by))
    chosen = Forum.objects.filter(code=forum, code__in=by.forums, body__isnull=False).first()
    if chosen is None or chosen.body_id is None:
        raise UnusableForum("Choose a forum that you sit on", argument="forum")
    areas = areas_of(chosen.body_id, localtime(starts_at).date())
    if not areas:
        raise UnusableForum(
            "The body behind this forum covers no area on that day", argument="forum"
        )
    at_that_time = Meeting.visible_to(by).filter(
        forum=chosen, starts_at=starts_at, called_off_at=None
    )
    if at_that_time.exists():
        raise AlreadyCalled("This forum already meets at that time", argument="starts_on")
    protection = protect(
        Kind.MEETING,
        owner=by.agency_id,
        by=by,
        at=at,
        districts=[area.code for area in areas],
        forums=[chosen.code],
    )
    row = Meeting(
        protection=protection,
        forum=chosen,
        starts_at=starts_at,
        place=place,
        called_at=at,
        called_by_id=by.person_id,
    )
    row.save(force_insert=True)
    record(Act.CALL_MEETING, row, by=by, at=at)
    return row.uid


@transaction.atomic
def call_off_meeting(*, meeting_id: UUID, because: str, by: Actor, at: datetime) -> None:
    """Call a meeting off, and say why to everybody who could open it. It counts as none that met.

    Nobody owes it an update any more, and the forum may be called to that time again. Raises
    `NotPermitted` once its minutes are taken, or while a paper is planned for it.
    """
    row = fetch(Meeting, meeting_id, by=by, at=at, act=Act.READ_MEETING, lock=True)
    require(policies.may_call_off_meeting(by, row, papers=_papers(row, by)))
    row.called_off_at, row.called_off_by_id, row.called_off_because = at, by.person_id, because
    row.save(update_fields=["called_off_at", "called_off_by", "called_off_because"])
    touched(row)
    record(Act.CALL_OFF_MEETING, row, by=by, at=at, fields=["called_off_because"])


def _papers(row: Meeting, by: Actor) -> int:
    """How many papers that *by* may open are planned for a meeting and not withdrawn."""
    return BoardPaper.open_to(by).filter(meeting=row).exclude(stage=Stage.WITHDRAWN).count()


def called_off(actor: Actor, at: datetime) -> tuple[MeetingLine, ...]:
    """Meetings to come that were called off in the last week, as far as *actor* may open them."""
    rows = Meeting.open_to(actor).filter(
        called_off_at__gte=at - timedelta(days=7), starts_at__gte=at - LONGEST
    )
    return _noted(rows, actor, at)


def minutes_owed(actor: Actor, at: datetime) -> tuple[MeetingLine, ...]:
    """Working meetings that are over, whose minutes *actor* could take and nobody has taken.

    A board's own clerk keeps its minutes, so a meeting that hears of no problem is not among them.
    """
    rows = Meeting.open_to(actor, Action.EDIT).filter(
        starts_at__lt=at - LONGEST,
        starts_at__gte=at - OWED_FOR,
        minuted_at=None,
        called_off_at=None,
        pk__in=AgendaItem.open_to(actor).values("meeting"),
    )
    return _noted(rows, actor, at)


def _noted(rows: QuerySet[Meeting], actor: Actor, at: datetime) -> tuple[MeetingLine, ...]:
    found = list(rows.select_related("forum").order_by("starts_at", "pk"))
    if found:
        record(Act.LIST_MEETINGS, found, by=actor, at=at)
    return tuple(line_of(row) for row in found)


@transaction.atomic
def note_attendance(
    *,
    meeting_id: UUID,
    present: Sequence[UUID | str] = (),
    apologies: Sequence[UUID | str] = (),
    by: Actor,
    at: datetime,
) -> None:
    """Note who is there and who sent apologies, in place of what was noted before.

    Raises `NotAMember` for somebody who does not sit on the forum.
    """
    row = fetch(Meeting, meeting_id, by=by, at=at, act=Act.READ_MEETING, lock=True)
    require(policies.may_note_attendance(by, row))
    members = {member.person_id for member in _members(row, at)}
    noted = {UUID(str(person)): Presence.APOLOGIES for person in apologies}
    noted |= {UUID(str(person)): Presence.PRESENT for person in present}
    if not members >= set(noted):
        raise NotAMember("Choose members of the forum", argument="present")
    Attendance.objects.filter(meeting=row).delete()
    Attendance.objects.bulk_create(
        Attendance(meeting=row, person_id=person, presence=presence)
        for person, presence in sorted(noted.items(), key=lambda entry: str(entry[0]))
    )
    touched(row)
    record(Act.NOTE_ATTENDANCE, row, by=by, at=at, fields=("attendance",))


@transaction.atomic
def undertake(*, meeting_id: UUID, by: Actor, at: datetime) -> None:
    """Undertake to keep what is said at a meeting; once given, it stands as it was given."""
    row = fetch(Meeting, meeting_id, by=by, at=at, act=Act.READ_MEETING, lock=True)
    require(policies.may_undertake(by, row))
    _, given = Undertaking.objects.get_or_create(
        meeting=row, person_id=by.person_id, defaults={"given_at": at}
    )
    if given:
        touched(row)
        record(Act.UNDERTAKE, row, by=by, at=at)
