"""Alerts: issued to districts and roles, opened, acknowledged, recalled, and over by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from frankpledge.access.api import (
    Action,
    Actor,
    Decision,
    Holding,
    Kind,
    Person,
    PostArea,
    PostRole,
    Ref,
    Role,
    Term,
    What,
    amend,
    fetch,
    find,
    new_reference,
    protect,
    record,
    require,
)
from frankpledge.asking import clocks, policies, rules
from frankpledge.asking.models import Alert, AlertReader, Marking
from frankpledge.asking.policies import Act
from frankpledge.intelligence.api import LookOut
from frankpledge.kernel import DomainError

ROLES = {
    Role.CONTRIBUTOR: "Contributors",
    Role.PRACTITIONER: "Practitioners",
    Role.CSM: "Community safety managers",
    Role.SAFEGUARDING_LEAD: "Safeguarding leads",
    Role.LEAD_OFFICER: "Lead officers",
    Role.COUNTY_TEAM: "The county team",
}
"""Roles to which alerts go."""


LOOK_OUTS = 3
"""How many alerts are shown where somebody has come to tell something."""


class NotForThem(DomainError):
    """An alert goes to nobody, or to somebody to whom its marking does not let it go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLine:
    """One alert in a list."""

    uid: UUID
    reference: str
    title: str
    marking: str
    issued_at: datetime
    expires_on: date
    is_new: bool
    is_ours: bool
    is_recalled: bool
    has_expired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """For whom an alert was meant, and what became of it. Only the unit reads this."""

    meant_for: int
    opened: int
    acknowledged: int
    roles: tuple[str, ...]
    opened_by: tuple[str, ...]
    recalled_at: datetime | None
    recalled_why: str
    breach_due_at: datetime | None
    opened_before_recall: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFacts:
    """One alert as its page shows it."""

    line: AlertLine
    signs: tuple[str, ...]
    report: str
    acknowledged_at: datetime | None
    reach: Reach | None
    may_acknowledge: Decision
    may_recall: Decision


def _rows(by: Actor, at: datetime) -> QuerySet[Alert]:
    """Alerts open to *by*. What has expired or was recalled is there only for its own unit."""
    standing = Q(expires_on__gte=clocks.local_day(at), recalled_at=None)
    own = Q(protection__owner=by.agency_id)
    rows = Alert.open_to(by).filter(standing | own)
    return rows.select_related("protection").order_by("-issued_at", "pk")


def _lines(rows: Sequence[Alert], by: Actor, at: datetime) -> tuple[AlertLine, ...]:
    uids = [row.uid for row in rows]
    unread = set(
        AlertReader.objects.filter(alert__in=uids, person=by.person_id, opened_at=None).values_list(
            "alert_id", flat=True
        )
    )
    return tuple(_line(row, by, at, is_new=row.uid in unread) for row in rows)


def _line(row: Alert, by: Actor, at: datetime, *, is_new: bool) -> AlertLine:
    return AlertLine(
        uid=row.uid,
        reference=row.reference,
        title=row.title,
        marking=Marking(row.marking).label,
        issued_at=row.issued_at,
        expires_on=row.expires_on,
        is_new=is_new,
        is_ours=row.protection.owner_id == by.agency_id and policies.is_desk(by),
        is_recalled=row.recalled_at is not None,
        has_expired=clocks.local_day(at) > row.expires_on,
    )


@transaction.atomic
def listed(*, by: Actor, at: datetime, limit: int = 100) -> tuple[AlertLine, ...]:
    """Alerts that *by* may open, the newest first. The look is recorded."""
    require(policies.may_list_alerts(by))
    lines = _lines(list(_rows(by, at)[:limit]), by, at)
    record(Act.LIST_ALERTS, [Ref(kind=Kind.ALERT, uid=line.uid) for line in lines], by=by, at=at)
    return lines


def new_alerts(by: Actor, at: datetime) -> tuple[AlertLine, ...]:
    """Alerts that were meant for *by* and that they have not opened."""
    meant = AlertReader.objects.filter(person=by.person_id, opened_at=None).values("alert")
    return _lines(list(_rows(by, at).filter(pk__in=meant)), by, at)


@transaction.atomic
def look_outs(*, by: Actor, at: datetime) -> tuple[LookOut, ...]:
    """OFFICIAL alerts that stand for *by*, the newest first, for whoever tells by a card.

    Whatever is more than OFFICIAL is left out whoever asks. The look is recorded if there is any.
    """
    if not policies.may_list_alerts(by):
        return ()
    standing = Q(expires_on__gte=clocks.local_day(at), recalled_at=None)
    rows = list(_rows(by, at).filter(standing, marking=Marking.OFFICIAL)[:LOOK_OUTS])
    if rows:
        record(Act.LIST_ALERTS, rows, by=by, at=at)
    return tuple(
        LookOut(title=row.title, signs=tuple(row.signs), report=row.report) for row in rows
    )


def _standing(uid: UUID, *, by: Actor, at: datetime) -> Alert:
    """An alert that still stands for *by*. Raises `NotFound` for one that is over, like any."""
    find(_rows(by, at), uid)
    return fetch(Alert, uid, by=by, at=at, act=Act.READ_ALERT)


@transaction.atomic
def open_alert(*, alert_id: UUID, by: Actor, at: datetime) -> AlertFacts:
    """Open an alert. That somebody whom it was meant for has opened it is kept."""
    row = _standing(alert_id, by=by, at=at)
    mine = AlertReader.objects.filter(alert=row, person=by.person_id).first()
    if mine is not None and mine.opened_at is None:
        mine.opened_at = at
        mine.save(update_fields=["opened_at"])
    line = _line(row, by, at, is_new=False)
    done = bool(mine and mine.acknowledged_at)
    return AlertFacts(
        line=line,
        signs=tuple(row.signs),
        report=row.report,
        acknowledged_at=mine.acknowledged_at if mine else None,
        reach=_reach(row) if line.is_ours else None,
        may_acknowledge=policies.may_acknowledge_alert(by, row, meant=mine is not None, done=done),
        may_recall=policies.may_recall_alert(by, row),
    )


def _reach(row: Alert) -> Reach:
    readers = AlertReader.objects.filter(alert=row)
    counted = readers.aggregate(
        meant=Count("id"), opened=Count("opened_at"), acknowledged=Count("acknowledged_at")
    )
    opened = readers.exclude(opened_at=None).select_related("person__agency")
    hours = timedelta(hours=rules.number("breach_clock_hours"))
    return Reach(
        meant_for=counted["meant"],
        opened=counted["opened"],
        acknowledged=counted["acknowledged"],
        roles=tuple(ROLES[Role(role)] for role in row.roles),
        opened_by=tuple(
            f"{each.person.name}, {each.person.agency.short_name}"
            for each in opened.order_by("opened_at", "id")
        ),
        recalled_at=row.recalled_at,
        recalled_why=row.recalled_why,
        breach_due_at=row.recalled_at + hours if row.recalled_at else None,
        opened_before_recall=counted["opened"] if row.recalled_at else 0,
    )


@transaction.atomic
def issue_alert(
    *,
    title: str,
    signs: Sequence[str],
    report: str,
    marking: str,
    expires_on: date,
    districts: Sequence[str] = (),
    roles: Sequence[str] = (),
    agencies: Sequence[UUID | str] = (),
    by: Actor,
    at: datetime,
) -> UUID:
    """Let people know which signs to spot and what to report, until a day.

    An OFFICIAL alert goes to everybody at work in the districts whose post reads alerts. One that
    is OFFICIAL-SENSITIVE goes by name to those who now hold the roles, and never to contributors.
    Raises `NotForThem` where it would go to nobody or may not go to them.
    """
    require(policies.may_issue_alert(by))
    given = Marking(marking)
    chosen = [Role(role) for role in roles]
    _check_roles(given, chosen)
    if expires_on <= clocks.local_day(at):
        raise NotForThem("The last day must be to come", argument="expires_on")
    shown = [" ".join(sign.split()) for sign in signs if sign.strip()]
    if not shown:
        raise rules.UnknownChoice("Give at least one sign to spot", argument="signs")
    only = {UUID(str(agency)) for agency in agencies}
    people = _meant_for(chosen or list(ROLES), districts, only, at)
    people = [person for person in people if person.agency_id != by.agency_id]
    if not people:
        raise NotForThem("Nobody holds these roles there", argument="roles")
    ends = datetime.combine(expires_on + timedelta(days=1), time(0), clocks.HERE)
    by_name = given == Marking.SENSITIVE or bool(chosen)
    named = [
        Term(what=What.NAMED, value=str(person.id), until=ends)
        for person in (people if by_name else ())
    ]
    protection = protect(
        Kind.ALERT,
        owner=by.agency_id,
        by=by,
        at=at,
        districts=districts,
        agencies=[] if by_name else sorted({person.agency_id for person in people}, key=str),
        terms=named,
    )
    row = Alert(
        protection=protection,
        reference=new_reference(),
        title=title,
        signs=shown,
        report=report,
        marking=given,
        roles=[role.value for role in chosen],
        issued_at=at,
        issued_by_id=by.person_id,
        expires_on=expires_on,
    )
    row.save(force_insert=True)
    AlertReader.objects.bulk_create(
        AlertReader(alert=row, person_id=person.id) for person in people
    )
    recipients = sorted({person.agency_id for person in people}, key=str)
    record(Act.ISSUE_ALERT, row, by=by, at=at, recipients=recipients, fields=[*row.roles])
    return row.uid


def _check_roles(marking: Marking, roles: Sequence[Role]) -> None:
    if any(role not in ROLES for role in roles):
        raise NotForThem("Choose roles from the list", argument="roles")
    if marking != Marking.SENSITIVE:
        return
    if not roles:
        raise NotForThem("Choose the roles that this is for", argument="roles")
    if Role.CONTRIBUTOR in roles:
        raise NotForThem("Contributors read OFFICIAL alerts only", argument="roles")


def _meant_for(
    roles: Sequence[Role], districts: Sequence[str], agencies: set[UUID], at: datetime
) -> list[Person]:
    """People who hold one of the roles now, in one of the districts or in all of them."""
    posts = PostRole.objects.filter(role__in=roles)
    held = Holding.objects.filter(post__in=posts.values("post"), starts_at__lte=at, ends_at__gt=at)
    if districts:
        there = PostArea.objects.filter(area__in=districts).values("post")
        held = held.filter(post__in=there) | held.filter(post__force_wide=True)
    people = Person.objects.filter(
        id__in=held.values("person"), is_service=False, is_active=True, ends_at__gt=at
    )
    if agencies:
        people = people.filter(agency__in=agencies)
    return list(people.order_by("pk"))


@transaction.atomic
def acknowledge_alert(*, alert_id: UUID, by: Actor, at: datetime) -> None:
    """Say that one has read an alert and knows what to do."""
    row = _standing(alert_id, by=by, at=at)
    mine = AlertReader.objects.filter(alert=row, person=by.person_id).first()
    done = bool(mine and mine.acknowledged_at)
    require(policies.may_acknowledge_alert(by, row, meant=mine is not None, done=done))
    AlertReader.objects.filter(alert=row, person=by.person_id).update(
        opened_at=mine.opened_at or at if mine else at, acknowledged_at=at
    )
    record(Act.ACKNOWLEDGE_ALERT, row, by=by, at=at)


@transaction.atomic
def recall_alert(*, alert_id: UUID, why: str, by: Actor, at: datetime) -> int:
    """Take an alert back from everybody at once; say how many had opened it by then.

    They no longer find it. The clock for telling the regulator of a breach begins now.
    """
    row = fetch(Alert, alert_id, by=by, at=at, act=Act.READ_ALERT, lock=True)
    require(policies.may_recall_alert(by, row))
    readers = AlertReader.objects.filter(alert=row).select_related("person")
    people = list(readers)
    gone = [
        *(Term(what=What.NAMED, value=str(each.person_id)) for each in people),
        *(
            Term(what=What.AGENCY, value=value)
            for value in sorted({str(each.person.agency_id) for each in people})
        ),
    ]
    amend(row, by=by, at=at, action=Action.SHARE, remove=gone)
    row.recalled_at, row.recalled_by_id, row.recalled_why = at, by.person_id, why
    row.save(update_fields=["recalled_at", "recalled_by", "recalled_why"])
    record(Act.RECALL_ALERT, row, by=by, at=at, fields=("recalled_at",))
    return sum(1 for each in people if each.opened_at)
