"""Moving a group through its life: put forward, looked into, active, watched, archived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Area,
    Kind,
    amend,
    new_reference,
    protect,
    record,
    require,
    touched,
)
from frankpledge.groups import entry, lists, policies
from frankpledge.groups.assessing import latest_by_scheme
from frankpledge.groups.linking import move_links, people_who_count
from frankpledge.groups.models import ErrorRecord, Group, Move
from frankpledge.groups.opening import groups_open_to, open_group
from frankpledge.groups.policies import Act
from frankpledge.groups.register import entry_of
from frankpledge.groups.sorts import Sort
from frankpledge.groups.states import (
    PROPOSABLE,
    Archived,
    Facts,
    Status,
    blocks,
    contradicted,
)
from frankpledge.groups.switching import areas_on
from frankpledge.kernel import DomainError

DISTRICT_KINDS = ("district", "unitary")
TRIES = 20


class Blocked(DomainError):
    """Something stands in the way of a move. The message says what."""


class NotAGroup(DomainError):
    """What was given does not make a group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What *by* may choose from when putting a group forward."""

    areas: tuple[tuple[str, str], ...]
    threats: tuple[tuple[str, str], ...]
    agencies: tuple[tuple[str, str], ...]


def choices(by: Actor, at: datetime) -> Choices:
    """Districts in which the register is on, today's threats, and bodies that may own a score."""
    on = localtime(at).date()
    areas = Area.objects.filter(kind__in=DISTRICT_KINDS, code__in=areas_on(at)).order_by("name")
    if not by.force_wide:
        areas = areas.filter(code__in=by.districts)
    return Choices(
        areas=tuple((area.code, area.name) for area in areas),
        threats=tuple((each.code, each.label) for each in lists.threats_on(on)),
        agencies=tuple(
            (str(agency.id), agency.name)
            for agency in Agency.objects.filter(kind="police").order_by("name")
        ),
    )


@transaction.atomic
def put_forward(
    *,
    sort: str,
    area: str,
    main_threat: str,
    card: str,
    threats: Sequence[str] = (),
    people_known: int | None = None,
    is_serious: bool | None = None,
    acts_together: bool | None = None,
    is_current: bool | None = None,
    reports: int | None = None,
    last_intelligence_on: date | None = None,
    children_involved: int | None = None,
    score_owner: str = "",
    restricted: bool = False,
    by: Actor,
    at: datetime,
) -> UUID:
    """Put a group forward for the register under a codename that is drawn for it.

    What is not known stays None. *card* is what a lead officer reads: it names nobody. The body
    that owns the score reads it too. A *restricted* one is for whoever put it forward and those
    named. Raises `NotPermitted` where the register is off.
    """
    areas = areas_on(at)
    require(policies.may_list_groups(by, areas_on=areas))
    require(policies.may_put_forward(by))
    offered = choices(by, at)
    if area not in dict(offered.areas):
        raise NotAGroup("Choose a district in which the register is on", argument="area")
    if score_owner and score_owner not in dict(offered.agencies):
        raise NotAGroup("Choose a body from the list", argument="score_owner")
    on = localtime(at).date()
    owner = UUID(score_owner) if score_owner else by.agency_id
    protection = protect(
        Kind.GROUP,
        owner=by.agency_id,
        by=by,
        at=at,
        districts=[area],
        agencies=[] if owner == by.agency_id or restricted else [owner],
        named=[by.person_id] if restricted else [],
        restricted=restricted,
    )
    row = Group(
        protection=protection,
        reference=new_reference(),
        codename=_codename(by, areas),
        sort=Sort(sort),
        status=Status.TRIGGERED,
        status_on=on,
        area_id=area,
        threats=lists.checked_threats([main_threat, *threats], on, argument="main_threat"),
        main_threat=main_threat,
        card=card.strip(),
        people_known=people_known,
        is_serious=is_serious,
        acts_together=acts_together,
        is_current=is_current,
        reports=reports,
        last_intelligence_on=last_intelligence_on,
        children_involved=children_involved,
        score_owner_id=owner,
        put_forward_on=on,
        put_forward_by_id=by.person_id,
    )
    row.save(force_insert=True)
    Move.objects.create(group=row, to=Status.TRIGGERED, at=at, by_id=by.person_id)
    record(Act.PUT_FORWARD, row, by=by, at=at)
    return row.uid


def _codename(by: Actor, areas: frozenset[str]) -> str:
    """A name that no group that *by* may see has. What *by* may not see decides nothing."""
    for _ in range(TRIES):
        drawn = lists.draw_codename()
        if not groups_open_to(by, areas).filter(codename=drawn).exists():
            return drawn
    raise NotAGroup("There are no codenames left")


@transaction.atomic
def describe_group(
    *,
    group_id: UUID,
    card: str,
    people_known: int | None,
    is_serious: bool | None,
    acts_together: bool | None,
    is_current: bool | None,
    reports: int | None,
    last_intelligence_on: date | None,
    children_involved: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Write what is known of it now. An answer that is not known is None, and not no."""
    row = open_group(group_id, by=by, at=at, act=Act.READ_GROUP, lock=True)
    require(policies.may_describe_group(by, row))
    row.card = card.strip()
    row.people_known, row.is_serious, row.acts_together = people_known, is_serious, acts_together
    row.is_current, row.reports, row.last_intelligence_on = (
        is_current,
        reports,
        last_intelligence_on,
    )
    row.children_involved = children_involved
    fields = (
        "card",
        "people_known",
        "is_serious",
        "acts_together",
        "is_current",
        "reports",
        "last_intelligence_on",
        "children_involved",
    )
    row.save(update_fields=fields)
    touched(row)
    record(Act.DESCRIBE_GROUP, row, by=by, at=at, fields=fields)


@transaction.atomic
def known_of(*, group_id: UUID, by: Actor, at: datetime) -> dict[str, object]:
    """What is known of a group now, by the names of `describe_group`'s arguments."""
    row = open_group(group_id, by=by, at=at, act=Act.READ_GROUP)
    require(policies.may_describe_group(by, row))
    return {
        "card": row.card,
        "people_known": row.people_known,
        "is_serious": row.is_serious,
        "acts_together": row.acts_together,
        "is_current": row.is_current,
        "reports": row.reports,
        "last_intelligence_on": row.last_intelligence_on,
        "children_involved": row.children_involved,
    }


@transaction.atomic
def note_intelligence(*, group_id: UUID, on: date, by: Actor, at: datetime) -> None:
    """Say when the latest intelligence came in, which may be after the group was archived."""
    row = open_group(group_id, by=by, at=at, act=Act.READ_GROUP, lock=True)
    require(policies.may_ask_error(by, row))
    if on > localtime(at).date():
        raise NotAGroup("The day must not be to come", argument="on")
    row.last_intelligence_on, row.is_current = on, True
    row.save(update_fields=["last_intelligence_on", "is_current"])
    touched(row)
    record(Act.DESCRIBE_GROUP, row, by=by, at=at, fields=("last_intelligence_on",))


@transaction.atomic
def move_group(
    *,
    group_id: UUID,
    to: str,
    why: str = "",
    archived: str = "",
    debrief: str = "",
    waiver: str = "",
    plan_due_on: date | None = None,
    out_of_action: bool = False,
    by: Actor,
    at: datetime,
) -> None:
    """Take a group to another state, if *by* may and nothing stands in the way.

    Raises `NotPermitted`, and `Blocked` with everything that is missing.
    """
    row = open_group(group_id, by=by, at=at, act=Act.READ_GROUP, lock=True)
    target = Status(to)
    require(policies.may_move_group(by, row, target))
    if archived and Archived(archived) not in PROPOSABLE:
        raise Blocked("Merge it or hand it over by the act for that", argument="archived")
    facts = facts_of(
        row,
        by=by,
        at=at,
        reason=why.strip(),
        archived=Archived(archived) if archived else None,
        debrief=debrief.strip(),
        waiver=waiver.strip(),
        plan_due_on=plan_due_on or row.plan_due_on,
        out_of_action=out_of_action,
    )
    _go(row, target, facts, why=why or waiver or debrief, by=by, at=at)


def facts_of(
    row: Group,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    archived: Archived | None = None,
    debrief: str = "",
    waiver: str = "",
    plan_due_on: date | None = None,
    out_of_action: bool = False,
    other: str = "",
) -> Facts:
    """What the state machine has to know of a group and of what is said about it."""
    on = localtime(at).date()
    since = row.archived_on if row.status == Status.ARCHIVED else None
    latest = latest_by_scheme(row, since=since)
    coverages = [
        each.outputs["coverage"]
        for scheme, each in latest.items()
        if scheme in ("attributes", "harm")
    ]
    return Facts(
        on=on,
        entry_fails=entry.fails(
            entry_of(row, counted=people_who_count(by, row, on=on)),
            Sort(row.sort),
            lists.entry_test(row.area_id, on),
        ),
        schemes=frozenset(latest),
        coverage=min(coverages, default=0.0),
        waiver=waiver,
        tier=row.tier,
        has_lead=row.lead_id is not None,
        plan_due_on=plan_due_on,
        reason=reason,
        archived=archived,
        proposed=row.proposed_at is not None and row.proposed_why == archived,
        proposed_by_mover=row.proposed_by_id == by.person_id,
        debrief=debrief,
        last_intelligence_on=row.last_intelligence_on,
        archived_on=row.archived_on,
        assessed_on=row.assessed_on,
        core_is_out_of_action=out_of_action,
        other=other,
    )


def _go(
    row: Group,
    to: Status,
    facts: Facts,
    *,
    why: str,
    by: Actor,
    at: datetime,
    into: Group | None = None,
) -> None:
    found = blocks(Status(row.status), to, facts, lists.state_rules())
    if found:
        raise Blocked(" ".join(found))
    start, row.status, row.status_on = row.status, to, facts.on
    if to == Status.ACTIVE:
        row.plan_due_on = facts.plan_due_on
        row.review_on = _months_on(facts.on, lists.review_months(row.tier))
        row.archived_why, row.into = "", None
        row.archived_on = None
    if to == Status.ARCHIVED and facts.archived is not None:
        row.archived_on, row.archived_why, row.into = facts.on, facts.archived, into
    row.proposed_why, row.proposed_at, row.proposed_by = "", None, None
    row.save()
    touched(row)
    Move.objects.create(
        group=row, start=start, to=to, at=at, by_id=by.person_id, why=why.strip()[:500]
    )
    if to == Status.DISPOSED:
        amend(row, by=by, at=at, action=Action.APPROVE, state="disposed")
    record(Act.MOVE_GROUP, row, by=by, at=at, fields=("status",))


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


@transaction.atomic
def propose_archive(*, group_id: UUID, why: str, by: Actor, at: datetime) -> None:
    """Put a group forward for the archive, as its lead officer. Whoever chairs tasking decides.

    Put forward again, it is for the later reason. Raises `Blocked` for a reason that is none or
    that what is known of the group contradicts.
    """
    row = open_group(group_id, by=by, at=at, act=Act.READ_GROUP, lock=True)
    require(policies.may_propose_archive(by, row))
    if why not in {each.value for each in PROPOSABLE}:
        raise Blocked("Choose why it should go into the archive", argument="why")
    cannot = contradicted(
        Archived(why), row.last_intelligence_on, localtime(at).date(), lists.state_rules()
    )
    if cannot:
        raise Blocked(cannot, argument="why")
    row.proposed_why, row.proposed_at, row.proposed_by_id = why, at, by.person_id
    row.save(update_fields=["proposed_why", "proposed_at", "proposed_by"])
    touched(row)
    record(Act.PROPOSE_ARCHIVE, row, by=by, at=at, fields=("proposed_why",))


@transaction.atomic
def merge(*, group_id: UUID, into: str, debrief: str, by: Actor, at: datetime) -> None:
    """Make one of two groups. The first goes into the archive, its links to the second.

    Each link ends on the first and begins anew on the second, with the same grade, source and day.
    """
    row = open_group(group_id, by=by, at=at, act=Act.READ_GROUP, lock=True)
    require(policies.may_merge(by, row))
    if into == str(row.uid):
        raise Blocked("Choose another group", argument="into")
    other = open_group(UUID(into), by=by, at=at, act=Act.READ_GROUP, lock=True)
    require(policies.may_merge(by, other))
    facts = facts_of(
        row,
        by=by,
        at=at,
        archived=Archived.MERGED,
        debrief=debrief.strip(),
        other=other.codename,
    )
    move_links(row, other, by=by, at=at)
    _go(row, Status.ARCHIVED, facts, why=debrief, by=by, at=at, into=other)
    record(Act.MERGE, [row, other], by=by, at=at)


@transaction.atomic
def transfer(*, group_id: UUID, to: str, debrief: str, by: Actor, at: datetime) -> None:
    """Hand a group over to another body, which has said that it will take it."""
    row = open_group(group_id, by=by, at=at, act=Act.READ_GROUP, lock=True)
    require(policies.may_transfer(by, row))
    facts = facts_of(
        row,
        by=by,
        at=at,
        archived=Archived.TRANSFERRED,
        debrief=debrief.strip(),
        other=to.strip(),
    )
    _go(row, Status.ARCHIVED, facts, why=f"To {to.strip()}. {debrief.strip()}", by=by, at=at)
    record(Act.TRANSFER, row, by=by, at=at)


# --- recorded in error -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorLine:
    """A request to take a record out: its reference and the reason, and nothing else of it."""

    number: int
    reference: str
    why: str
    asked_by: str
    asked_at: datetime
    agreed_at: datetime | None


@transaction.atomic
def ask_error(*, group_id: UUID, why: str, by: Actor, at: datetime) -> None:
    """Say that a group was recorded in error. It stays until the data-protection officer agrees."""
    row = open_group(group_id, by=by, at=at, act=Act.READ_GROUP, lock=True)
    require(policies.may_ask_error(by, row))
    if not why.strip():
        raise Blocked("Say what the error was, and name nobody", argument="why")
    if ErrorRecord.objects.filter(group=row, done_at=None).exists():
        raise Blocked("This has been asked for already", argument="why")
    ErrorRecord.objects.create(
        group=row,
        reference=row.reference,
        owner_id=row.protection.owner_id,
        why=why.strip(),
        asked_at=at,
        asked_by_id=by.person_id,
    )
    record(Act.ASK_ERROR, row, by=by, at=at)


@transaction.atomic
def errors(*, by: Actor, at: datetime) -> tuple[ErrorLine, ...]:
    """What waits for the data-protection officer, the oldest first."""
    require(policies.may_list_errors(by))
    rows = ErrorRecord.objects.filter(done_at=None).select_related("asked_by")
    record(Act.LIST_ERRORS, None, by=by, at=at)
    return tuple(
        ErrorLine(
            number=row.pk,
            reference=row.reference,
            why=row.why,
            asked_by=row.asked_by.name,
            asked_at=row.asked_at,
            agreed_at=row.agreed_at,
        )
        for row in rows.order_by("asked_at", "id")
    )


@transaction.atomic
def agree_error(*, number: int, by: Actor, at: datetime) -> None:
    """Agree, as the data-protection officer, that a record was an error."""
    require(policies.may_list_errors(by))
    row = ErrorRecord.objects.filter(pk=number, done_at=None).first()
    if row is None:
        raise Blocked("There is no such request")
    require(policies.may_agree_error(by, row))
    row.agreed_at, row.agreed_by_id = at, by.person_id
    row.save(update_fields=["agreed_at", "agreed_by"])
    record(Act.AGREE_ERROR, None, by=by, at=at)


@transaction.atomic
def strike_error(*, group_id: UUID, by: Actor, at: datetime) -> None:
    """Take a group out of every list, page and count. That it was there stays in the record."""
    row = open_group(group_id, by=by, at=at, act=Act.READ_GROUP, lock=True)
    require(policies.may_strike_error(by, row))
    asked = ErrorRecord.objects.filter(group=row, done_at=None).first()
    facts = Facts(
        on=localtime(at).date(),
        agreed_by_protection_officer=asked is not None and asked.agreed_at is not None,
    )
    found = blocks(Status(row.status), Status.ERROR, facts, lists.state_rules())
    if found or asked is None:
        raise Blocked(" ".join(found) or "Nobody has asked for this.")
    Move.objects.create(
        group=row, start=row.status, to=Status.ERROR, at=at, by_id=by.person_id, why=asked.why
    )
    row.status, row.status_on = Status.ERROR, facts.on
    row.save(update_fields=["status", "status_on"])
    asked.done_at = at
    asked.save(update_fields=["done_at"])
    record(Act.STRIKE_ERROR, row, by=by, at=at, fields=("status",))
    amend(row, by=by, at=at, action=Action.EDIT, state="disposed")
