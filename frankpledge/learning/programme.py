"""Reading events: lists, one of them with what came of it, and what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Decision,
    Kind,
    LinkKind,
    Ref,
    fetch,
    links_of_each,
    record,
    require,
)
from frankpledge.learning import attending, policies
from frankpledge.learning.confidence import Change, Said, Statement, changes
from frankpledge.learning.due import Asking, asked_on, asking
from frankpledge.learning.models import (
    Attendance,
    Event,
    EventState,
    Invitation,
    Issue,
    Need,
    NeedCode,
    Rating,
    Topic,
    Work,
)
from frankpledge.learning.policies import Act

LISTED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """An event in a list."""

    uid: UUID
    reference: str
    title: str
    sort: str
    area: str
    venue: str
    starts_at: datetime
    ends_at: datetime
    state: str
    is_planned: bool
    came: int
    asking: Asking | None
    asked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationLine:
    """An agency that was asked, and what it said."""

    agency: str
    work: str
    reply: str
    people: int | None
    came: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """How many came from one organisation and district, doing one sort of work."""

    organisation: str
    work: str
    area: str
    named: int
    unnamed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLine:
    """What was raised, and how much came of it that the reader may know of."""

    uid: UUID
    reference: str
    text: str
    raised_by: str
    raised_at: datetime
    actions: int
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFacts:
    """An issue as its page shows it."""

    line: IssueLine
    event: EventLine
    may_act: bool
    may_find: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLine:
    """How many said that they need to learn a thing."""

    need: str
    times: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenPart:
    """What the reader themselves did at an event."""

    came_at: datetime
    said_before: bool
    said_after: bool
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """An event as its page shows it."""

    line: EventLine
    aims: str
    programme: str
    topics: tuple[str, ...]
    called_off_why: str
    organiser: str
    is_ours: bool
    door_code: str
    door_is_open: bool
    invitations: tuple[InvitationLine, ...]
    groups: tuple[GroupLine, ...]
    named: int
    unnamed: int
    changes: tuple[Change, ...]
    needs: tuple[NeedLine, ...]
    issues: tuple[IssueLine, ...]
    told: tuple[str, ...]
    asked: int
    follow_up_words: str
    own: TakenPart | None
    may_change: Decision
    may_invite: Decision
    may_reply: Decision
    may_come: Decision
    may_note_attendance: Decision
    may_rate: Decision
    may_need: bool
    may_raise_issue: Decision
    may_tell: Decision
    may_follow_up: Decision


@transaction.atomic
def listed(*, state: str = "", area: str = "", by: Actor, at: datetime) -> tuple[EventLine, ...]:
    """Events that *by* may open, the latest first. Looking is recorded.

    *state* is `coming`, `past`, `due` (to be followed up) or empty for all.
    """
    require(policies.may_list_events(by))
    rows = Event.open_to(by)
    if state == "coming":
        rows = rows.filter(ends_at__gte=at, state=EventState.PLANNED)
    elif state == "past":
        rows = rows.filter(ends_at__lt=at)
    if area:
        rows = rows.filter(area_id=area)
    lines = _lines(rows, localtime(at).date())
    if state == "due":
        lines = tuple(line for line in lines if line.asking in (Asking.DUE, Asking.OVERDUE))
    record(Act.LIST_EVENTS, [_ref(line) for line in lines], by=by, at=at)
    return lines


def _ref(line: EventLine) -> Ref:
    return Ref(kind=Kind.EVENT, uid=line.uid)


def _lines(rows: QuerySet[Event], on: date) -> tuple[EventLine, ...]:
    found = list(rows.select_related("area").order_by("-starts_at", "pk")[:LISTED])
    came = Counter(Attendance.objects.filter(event__in=found).values_list("event_id", flat=True))
    return tuple(_line(row, came[row.uid], on) for row in found)


def _line(row: Event, came: int, on: date) -> EventLine:
    day = localtime(row.starts_at).date()
    done = localtime(row.followed_up_at).date() if row.followed_up_at else None
    return EventLine(
        uid=row.uid,
        reference=row.reference,
        title=row.title,
        sort=row.get_sort_display(),
        area=row.area.name,
        venue=row.venue,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        state=row.get_state_display(),
        is_planned=row.state == EventState.PLANNED,
        came=came,
        asking=asking(day, done_on=done, on=on) if row.state == EventState.HELD else None,
        asked_on=asked_on(day),
    )


@transaction.atomic
def page(*, event_id: UUID, by: Actor, at: datetime) -> EventFacts:
    """Open an event. Names of those who came are shown to nobody; numbers are. Recorded."""
    row = fetch(Event, event_id, by=by, at=at, act=Act.READ_EVENT)
    on = localtime(at).date()
    came = list(
        Attendance.objects.filter(event=row).select_related("area").order_by("organisation", "id")
    )
    own = next((each for each in came if each.person_id == by.person_id), None)
    invitations = list(
        Invitation.objects.filter(event=row).select_related("agency").order_by("agency__name")
    )
    is_ours = by.agency_id == row.protection.owner_id
    may_change = policies.may_change_event(by, row)
    may_note = policies.may_note_attendance(by, row)
    rated = Rating.objects.filter(attendance__event=row).order_by("id")
    return EventFacts(
        line=_line(row, len(came), on),
        aims=row.aims,
        programme=row.programme,
        topics=tuple(
            NeedCode(each.need).label for each in Topic.objects.filter(event=row).order_by("need")
        ),
        called_off_why=row.called_off_why,
        organiser=row.protection.owner.name,
        is_ours=is_ours,
        door_code=row.door_code if _keeps_door(row, by) else "",
        door_is_open=policies.is_door_open(row, by),
        invitations=tuple(_invitation(each, came) for each in invitations),
        groups=_groups(came),
        named=sum(each.person_id is not None for each in came),
        unnamed=sum(each.person_id is None for each in came),
        changes=changes(
            Said(statement=Statement(each.statement), before=each.before, after=each.after)
            for each in rated
        ),
        needs=needs_of([row], with_words=is_ours),
        issues=_issues(Issue.open_to(by).filter(event=row), by),
        told=tuple(each.did_differently for each in came if each.did_differently)
        if is_ours
        else (),
        asked=len(came),
        follow_up_words=row.follow_up_words,
        own=_own(own) if own else None,
        may_change=may_change,
        may_invite=policies.may_invite(by, row),
        may_reply=policies.may_reply(
            by, row, is_invited=any(each.agency_id == by.agency_id for each in invitations)
        ),
        may_come=policies.may_come(by, row),
        may_note_attendance=may_note,
        may_rate=policies.may_rate(by, row),
        may_need=bool(policies.may_note_need(by, row) and (own or may_note)),
        may_raise_issue=policies.may_raise_issue(by, row),
        may_tell=policies.may_tell_afterwards(by, row, own),
        may_follow_up=policies.may_follow_up(by, row),
    )


def _keeps_door(row: Event, by: Actor) -> bool:
    """Whether *by* runs the event and its door can still be opened."""
    runs = policies.may_change_event(by, row) or policies.may_note_attendance(by, row)
    return bool(runs) and by.at <= row.ends_at + policies.CLOSES_AFTER


def _invitation(each: Invitation, came: Sequence[Attendance]) -> InvitationLine:
    return InvitationLine(
        agency=each.agency.name,
        work=Work(each.work).label if each.work else "",
        reply=each.get_reply_display() if each.reply else "",
        people=each.people,
        came=sum(one.agency_id == each.agency_id for one in came),
    )


def _groups(came: Iterable[Attendance]) -> tuple[GroupLine, ...]:
    named: Counter[tuple[str, str, str]] = Counter()
    unnamed: Counter[tuple[str, str, str]] = Counter()
    for each in came:
        key = (each.organisation, each.get_work_display(), each.area.name)
        (named if each.person_id else unnamed)[key] += 1
    return tuple(
        GroupLine(
            organisation=key[0],
            work=key[1],
            area=key[2],
            named=named[key],
            unnamed=unnamed[key],
        )
        for key in sorted({*named, *unnamed})
    )


def needs_of(events: Iterable[Event], *, with_words: bool) -> tuple[NeedLine, ...]:
    """What was needed at events, the most often first, with people's words where they are ours."""
    rows = Need.objects.filter(event__in=list(events)).order_by("noted_at", "id")
    times = Counter(row.need for row in rows)
    return tuple(
        NeedLine(
            need=NeedCode(need).label,
            times=number,
            words=tuple(row.words for row in rows if row.need == need and row.words)
            if with_words
            else (),
        )
        for need, number in sorted(times.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _own(came: Attendance) -> TakenPart:
    ratings = Rating.objects.filter(attendance=came)
    return TakenPart(
        came_at=came.came_at,
        said_before=ratings.filter(before__isnull=False).exists(),
        said_after=ratings.filter(after__isnull=False).exists(),
        told=came.did_differently,
    )


def _issues(rows: QuerySet[Issue], by: Actor) -> tuple[IssueLine, ...]:
    found = list(rows.select_related("raised_by").order_by("raised_at", "pk"))
    joined = links_of_each([row.uid for row in found], by)
    lines = []
    for row in found:
        arisen = [
            each.later.kind
            for each in joined[row.uid]
            if each.relation == LinkKind.GAVE_RISE_TO and each.earlier.uid == row.uid
        ]
        lines.append(
            IssueLine(
                uid=row.uid,
                reference=row.reference,
                text=row.text,
                raised_by=row.raised_by.name,
                raised_at=row.raised_at,
                actions=arisen.count(Kind.ACTION),
                findings=arisen.count(Kind.FINDING),
            )
        )
    return tuple(lines)


@transaction.atomic
def issue_page(*, issue_id: UUID, by: Actor, at: datetime) -> IssueFacts:
    """Open an issue, with what came of it as far as *by* may know. Looking is recorded."""
    row = fetch(Issue, issue_id, by=by, at=at, act=Act.READ_ISSUE)
    require(policies.may_read_issue(by, row))
    (line,) = _issues(Issue.open_to(by).filter(pk=row.pk), by)
    (event,) = _lines(Event.open_to(by).filter(pk=row.event_id), localtime(at).date())
    return IssueFacts(
        line=line,
        event=event,
        may_act=Kind.ACTION in by.kinds_for(Action.CREATE),
        may_find=Kind.FINDING in by.kinds_for(Action.CREATE),
    )


def issues_raised(by: Actor, *, limit: int = 30) -> tuple[tuple[str, str], ...]:
    """The last issues that *by* may open, as a list offers them. The look is recorded."""
    rows = list(Issue.open_to(by).order_by("-raised_at", "pk")[:limit])
    if rows:
        record(Act.READ_ISSUE, rows, by=by, at=by.at)
    return tuple((str(row.uid), f"{row.reference}: {row.text}") for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDue:
    """An event that waits for somebody, and for what."""

    line: EventLine
    what: str
    is_late: bool


def awaiting(by: Actor, at: datetime) -> tuple[EventDue, ...]:
    """Events that wait for *by*: to be answered, held, followed up, or told of after three months.

    The look is recorded by the page that shows it.
    """
    if not policies.may_list_events(by):
        return ()
    found = []
    on = localtime(at).date()
    rows = Event.open_to(by).exclude(state=EventState.CALLED_OFF).filter(followed_up_at=None)
    for row in rows.select_related("area", "protection").order_by("starts_at", "pk")[:LISTED]:
        what = _waits(row, by)
        if what:
            line = _line(row, 0, on)
            found.append(EventDue(line=line, what=what, is_late=line.asking == Asking.OVERDUE))
    return tuple(found)


def _waits(row: Event, by: Actor) -> str:
    if policies.may_change_event(by, row) and row.ends_at < by.at:
        return "Say that it was held, or call it off"
    if policies.may_follow_up(by, row):
        return "Say what came of it"
    if policies.may_tell_afterwards(by, row, attending.own(row, by)):
        return "Say what you did differently"
    invitation = Invitation.objects.filter(event=row, agency_id=by.agency_id, reply="").first()
    if invitation is not None and policies.may_reply(by, row):
        return "Say whether anybody comes"
    return ""
