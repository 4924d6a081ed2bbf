"""Reviews that chase: who leads on a group, when it is looked at again, and what holds it up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from frankpledge.access.api import (
    NO_END,
    Action,
    Actor,
    Holding,
    Kind,
    Person,
    PostRole,
    Role,
    Term,
    What,
    amend,
    record,
    require,
    touched,
)
from frankpledge.groups import lists, policies
from frankpledge.groups.models import Group, Review
from frankpledge.groups.opening import groups_open_to, open_group
from frankpledge.groups.policies import Act
from frankpledge.groups.register import GroupLine, line_of, planned
from frankpledge.groups.states import MAPPED, UNASSESSED, Status
from frankpledge.groups.switching import areas_on
from frankpledge.kernel import DomainError

SOON = timedelta(days=7)


class NotReviewed(DomainError):
    """A review or a lead officer lacks something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaiting:
    """A group that waits for somebody, what for, and whether its day has passed."""

    group: GroupLine
    what: str
    due_on: date | None
    is_late: bool


def leads(at: datetime) -> list[tuple[str, str]]:
    """Everybody whose post leads on groups now, of the police or of a partner, by name."""
    posts = PostRole.objects.filter(role=Role.LEAD_OFFICER).values("post")
    holding = Holding.objects.filter(post__in=posts, starts_at__lte=at, ends_at__gt=at)
    people = Person.objects.filter(
        id__in=holding.values("person"), is_active=True, is_service=False
    ).select_related("agency")
    return [
        (str(person.id), f"{person.name}, {person.agency.short_name}")
        for person in people.order_by("name", "pk")
    ]


@transaction.atomic
def name_lead(*, group_id: UUID, lead: str, by: Actor, at: datetime) -> None:
    """Name who leads on a group, of the police or of a partner. They read its card, by name.

    Whoever led before no longer finds it. Raises `NotReviewed` for somebody whose post does not
    lead.
    """
    row = open_group(group_id, by=by, at=at, act=Act.READ_GROUP, lock=True)
    require(policies.may_name_lead(by, row))
    if lead not in dict(leads(at)):
        raise NotReviewed("Choose a lead officer from the list", argument="lead")
    gone = []
    if row.lead_id is not None and str(row.lead_id) != lead:
        gone = [Term(what=What.NAMED, value=str(row.lead_id))]
    amend(
        row,
        by=by,
        at=at,
        action=Action.SHARE,
        add=[Term(what=What.NAMED, value=lead, until=NO_END)],
        remove=gone,
    )
    row.lead_id = UUID(lead)
    row.save(update_fields=["lead"])
    record(Act.NAME_LEAD, row, by=by, at=at, fields=("lead",), recipients=[UUID(lead)])


@transaction.atomic
def review_group(
    *,
    group_id: UUID,
    found: str,
    stops: str = "",
    next_on: date | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Say what a review found, what stops the work, and when it is looked at again.

    The next is due within the months of its tier. Raises `NotReviewed`.
    """
    row = open_group(group_id, by=by, at=at, act=Act.READ_GROUP, lock=True)
    require(policies.may_review_group(by, row))
    on = localtime(at).date()
    latest = on + timedelta(days=31 * lists.review_months(row.tier))
    if not found.strip():
        raise NotReviewed("Say what the review found", argument="found")
    if next_on is not None and not on < next_on <= latest:
        raise NotReviewed(
            f"The next review must be after today and by {latest.day} {latest:%B %Y}",
            argument="next_on",
        )
    due = next_on or latest
    Review.objects.create(
        group=row,
        at=at,
        by_id=by.person_id,
        found=found.strip(),
        stops=stops.strip(),
        next_on=due,
    )
    row.review_on = due
    row.save(update_fields=["review_on"])
    touched(row)
    record(Act.REVIEW_GROUP, row, by=by, at=at, fields=("review_on",))


def awaiting(by: Actor, at: datetime) -> tuple[Awaiting, ...]:
    """Groups that wait for *by*: reviews, assessments, decisions. Recorded if there are any.

    Nothing for whoever has no post on the register, or where it is off.
    """
    areas = areas_on(at)
    if not policies.may_list_groups(by, areas_on=areas):
        return ()
    on = localtime(at).date()
    due = Q(status__in=[*MAPPED], review_on__lte=on + SOON) | Q(
        status=Status.ACTIVE, plan_due_on__lte=on + SOON
    )
    wanted = due
    if Kind.GROUP in by.kinds_for(Action.EDIT):
        wanted |= Q(status__in=[*UNASSESSED])
    elif not policies.leads_only(by) and Kind.GROUP not in by.kinds_for(Action.APPROVE):
        wanted = Q(status=Status.SCOPING, score_owner=by.agency_id)
        if Kind.SCORE not in by.kinds_for(Action.CREATE):
            return ()
    if Kind.GROUP in by.kinds_for(Action.APPROVE):
        wanted = Q(proposed_at__isnull=False)
    rows = list(
        groups_open_to(by, areas)
        .filter(wanted)
        .select_related("area", "lead")
        .order_by("review_on", "codename", "pk")[:50]
    )
    with_plans = planned([row.pk for row in rows], by)
    waits = [(row, _waits(row, by, on, is_planned=row.pk in with_plans)) for row in rows]
    found = [(row, each) for row, each in waits if each is not None]
    if found:
        record(Act.LIST_GROUPS, [row for row, _ in found], by=by, at=at)
    return tuple(each for _, each in found)


def _waits(row: Group, by: Actor, on: date, *, is_planned: bool) -> Awaiting | None:
    line = line_of(row, on, is_planned=is_planned)
    if Kind.GROUP in by.kinds_for(Action.APPROVE):
        return Awaiting(group=line, what="Decide whether to archive it", due_on=None, is_late=False)
    if row.status == Status.TRIGGERED:
        return Awaiting(
            group=line,
            what="Look into it, or say why not",
            due_on=None,
            is_late=bool(line.stops),
        )
    if row.status == Status.SCOPING:
        return Awaiting(
            group=line, what="Waits to be assessed", due_on=None, is_late=bool(line.stops)
        )
    plan_due = row.plan_due_on if row.status == Status.ACTIVE and not is_planned else None
    if row.review_on is not None and row.review_on <= on + SOON:
        return Awaiting(group=line, what="Review it", due_on=row.review_on, is_late=line.is_late)
    if plan_due is not None and plan_due <= on + SOON:
        return Awaiting(group=line, what="Make its plan", due_on=plan_due, is_late=plan_due < on)
    return None
