"""Events: planning one, asking agencies to it, and what is raised there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Area,
    Kind,
    Term,
    What,
    amend,
    fetch,
    new_reference,
    protect,
    record,
    require,
    touched,
)
from frankpledge.kernel import DomainError
from frankpledge.learning import policies
from frankpledge.learning.door import keep_door
from frankpledge.learning.models import (
    Attendance,
    Event,
    EventSort,
    EventState,
    Invitation,
    Issue,
    Need,
    NeedCode,
    Reply,
    Topic,
    Work,
)
from frankpledge.learning.policies import Act


class UnknownChoice(DomainError):
    """Something was chosen that is not on the list."""


class WrongTimes(DomainError):
    """An event ends after it begins, and one that is planned is still to come."""


class WordsNeeded(DomainError):
    """Something is said in words, and none were given."""


@transaction.atomic
def make_event(
    *,
    title: str,
    sort: str,
    area: str,
    venue: str,
    starts_at: datetime,
    ends_at: datetime,
    aims: str,
    programme: str = "",
    topics: Sequence[str] = (),
    by: Actor,
    at: datetime,
) -> UUID:
    """Plan an event of one's agency. Nobody else knows of it until they are asked to it.

    Raises `WrongTimes` and `UnknownChoice`.
    """
    require(policies.may_make_event(by))
    if ends_at <= starts_at:
        raise WrongTimes("Choose an end that is after the beginning", argument="ends_at")
    if starts_at < at:
        raise WrongTimes("Choose a day that is still to come", argument="starts_at")
    here = Area.objects.filter(code=area).first()
    if here is None or sort not in EventSort.values or set(topics) - set(NeedCode.values):
        raise UnknownChoice("Choose from the list", argument="area" if here is None else None)
    row = Event(
        protection=protect(Kind.EVENT, owner=by.agency_id, by=by, at=at),
        reference=new_reference(),
        title=title,
        sort=EventSort(sort),
        area=here,
        venue=venue,
        starts_at=starts_at,
        ends_at=ends_at,
        aims=aims,
        programme=programme,
        door_code=new_reference(),
        made_at=at,
        made_by_id=by.person_id,
    )
    row.save(force_insert=True)
    keep_door(by.agency_id)
    Topic.objects.bulk_create(Topic(event=row, need=need) for need in dict.fromkeys(topics))
    record(Act.MAKE_EVENT, row, by=by, at=at)
    return row.uid


def opened(event_id: UUID, *, by: Actor, at: datetime, action: Action = Action.READ) -> Event:
    """The event, locked until the transaction ends, its opening recorded."""
    return fetch(Event, event_id, by=by, at=at, act=Act.READ_EVENT, action=action, lock=True)


@transaction.atomic
def invite(
    *, event_id: UUID, agencies: Sequence[UUID | str], work: str = "", by: Actor, at: datetime
) -> None:
    """Ask agencies to send people, of one sort of *work* if it is given. They see the event."""
    row = opened(event_id, by=by, at=at)
    require(policies.may_invite(by, row))
    if work not in ("", *Work.values):
        raise UnknownChoice("Choose the sort of work from the list", argument="work")
    asked = list(Agency.objects.filter(id__in={str(each) for each in agencies}).order_by("code"))
    if not asked:
        raise UnknownChoice("Choose at least one agency", argument="agencies")
    for agency in asked:
        Invitation.objects.get_or_create(
            event=row, agency=agency, defaults={"work": work, "invited_at": at}
        )
    _share(row, asked, by=by, at=at)
    record(Act.INVITE, row, by=by, at=at, recipients=[agency.id for agency in asked])


def _share(row: Event, agencies: Sequence[Agency], *, by: Actor, at: datetime) -> None:
    terms = [
        Term(what=What.AGENCY, value=str(agency.id))
        for agency in agencies
        if agency.id != row.protection.owner_id
    ]
    if not terms:
        return
    amend(row, add=terms, action=Action.EDIT, by=by, at=at)
    for issue in Issue.open_to(by).filter(event=row).select_related("protection"):
        amend(issue, add=terms, action=Action.EDIT, by=by, at=at)


def _asked(row: Event) -> set[UUID]:
    return set(Invitation.objects.filter(event=row).values_list("agency_id", flat=True))


@transaction.atomic
def reply(
    *, event_id: UUID, coming: bool, people: int | None = None, by: Actor, at: datetime
) -> None:
    """Say for one's agency whether anybody comes, and how many. The last answer counts."""
    row = opened(event_id, by=by, at=at)
    invitation = Invitation.objects.filter(event=row, agency_id=by.agency_id).first()
    require(policies.may_reply(by, row, is_invited=invitation is not None))
    assert invitation is not None
    if coming and not people:
        raise WordsNeeded("Say how many people come", argument="people")
    invitation.reply = Reply.COMING if coming else Reply.NOT_COMING
    invitation.people = people if coming else None
    invitation.replied_at, invitation.replied_by_id = at, by.person_id
    invitation.save(update_fields=["reply", "people", "replied_at", "replied_by"])
    touched(row)
    record(Act.REPLY, row, by=by, at=at, fields=["reply"])


@transaction.atomic
def hold_event(*, event_id: UUID, by: Actor, at: datetime) -> None:
    """Say that an event was held, once it has begun. From then on it counts."""
    row = opened(event_id, by=by, at=at)
    require(policies.may_change_event(by, row))
    if row.starts_at > at:
        raise WrongTimes("It has not begun yet")
    row.state = EventState.HELD
    row.save(update_fields=["state"])
    touched(row)
    record(Act.CHANGE_EVENT, row, by=by, at=at, fields=["state"])


@transaction.atomic
def call_off(*, event_id: UUID, why: str, by: Actor, at: datetime) -> None:
    """Call a planned event off. Whoever was asked sees why."""
    row = opened(event_id, by=by, at=at)
    require(policies.may_change_event(by, row))
    if not why:
        raise WordsNeeded("Say why, for those who meant to come", argument="why")
    row.state, row.called_off_why = EventState.CALLED_OFF, why
    row.save(update_fields=["state", "called_off_why"])
    touched(row)
    record(Act.CHANGE_EVENT, row, by=by, at=at, fields=["state"])


@transaction.atomic
def raise_issue(*, event_id: UUID, text: str, by: Actor, at: datetime) -> UUID:
    """Write down what was raised, for somebody to take up. Whoever reads the event reads it.

    A finding or an action that arises from it is joined to it by a link.
    """
    row = opened(event_id, by=by, at=at)
    require(policies.may_raise_issue(by, row))
    if not text.strip():
        raise WordsNeeded("Say what was raised", argument="text")
    protection = protect(
        Kind.ISSUE,
        owner=row.protection.owner_id,
        by=by,
        at=at,
        parent=row,
        agencies={*_asked(row), by.agency_id},
    )
    issue = Issue(
        protection=protection,
        event=row,
        reference=new_reference(),
        text=text.strip(),
        raised_at=at,
        raised_by_id=by.person_id,
    )
    issue.save(force_insert=True)
    record(Act.RAISE_ISSUE, [issue, row], by=by, at=at)
    return issue.uid


@transaction.atomic
def note_needs(
    *,
    event_id: UUID,
    needs: Sequence[str],
    words: str = "",
    came: Attendance | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Note what somebody who came needs to learn; or, without *came*, what the room said.

    A person says each need once. Raises `UnknownChoice` for a need that has no code.
    """
    row = opened(event_id, by=by, at=at)
    require(policies.may_note_need(by, row))
    if not needs or set(needs) - set(NeedCode.values):
        raise UnknownChoice("Choose at least one from the list", argument="needs")
    for need in dict.fromkeys(needs):
        if came is None:
            Need.objects.create(event=row, need=need, words=words, noted_at=at)
        else:
            Need.objects.update_or_create(
                event=row, attendance=came, need=need, defaults={"words": words, "noted_at": at}
            )
    touched(row)
    record(Act.NOTE_NEED, row, by=by, at=at, fields=["needs"])


@transaction.atomic
def follow_up(*, event_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """Say what came of an event after three months. What people said themselves stays theirs."""
    row = opened(event_id, by=by, at=at)
    require(policies.may_follow_up(by, row))
    if not words.strip():
        raise WordsNeeded("Say what people do differently, as far as you know", argument="words")
    row.follow_up_words, row.followed_up_at = words.strip(), at
    row.followed_up_by_id = by.person_id
    row.save(update_fields=["follow_up_words", "followed_up_at", "followed_up_by"])
    touched(row)
    record(Act.FOLLOW_UP, row, by=by, at=at, fields=["follow_up_words"])
