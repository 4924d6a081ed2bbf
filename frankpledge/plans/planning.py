"""Plans of a partnership's year, of a threat and of a place: linked, and never merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Actor,
    Agency,
    Area,
    Decision,
    Kind,
    LinkKind,
    Ref,
    bodies_on,
    fetch,
    link,
    links_of,
    new_reference,
    nominals_of,
    protect,
    record,
    require,
    touched,
)
from frankpledge.groups import api as groups
from frankpledge.kernel import DomainError
from frankpledge.plans import actions, policies
from frankpledge.plans.actions import UnknownChoice
from frankpledge.plans.lines import ActionLine
from frankpledge.plans.models import (
    STANDING,
    FourP,
    Level,
    Objective,
    Plan,
    PlannedAction,
    PlanState,
)
from frankpledge.plans.policies import Act
from frankpledge.search import api as search

ORIGINS = (Kind.FINDING, Kind.PROFILE, Kind.PROBLEM, Kind.PRODUCT, Kind.VULNERABILITY, Kind.GROUP)
"""What a plan may arise from."""

LISTED = 200


class SafeguardingMissing(DomainError):
    """A plan says how people are kept safe while it is carried out."""


class HeldUp(DomainError):
    """A plan was to be made for a mapped group on which no work may be opened today."""


class EndsTooSoon(DomainError):
    """A plan ends after it starts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A plan in a list."""

    uid: UUID
    reference: str
    title: str
    level: str
    area: str
    body: str
    starts_on: date
    ends_on: date
    state: PlanState


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveLine:
    """One thing that a plan is to achieve."""

    number: int
    text: str
    four_p: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """One P of a plan: its objectives and actions, and whether nothing stands under it."""

    name: str
    objectives: tuple[ObjectiveLine, ...]
    actions: tuple[ActionLine, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the reader sees no action under it. That may be right; it is worth a word."""
        return not self.actions


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """A plan as its page shows it.

    `gaps`, what is not known, is None for every agency but the one whose plan it is: it tells what
    police know by what they ask. Partners read the summary, and the actions that they may open.
    """

    line: PlanLine
    summary: str
    safeguarding: str
    gaps: str | None
    strands: tuple[Strand, ...]
    joined: tuple[PlanLine, ...]
    origins: tuple[Ref, ...]
    may_change: Decision
    may_add: Decision


def listed(*, by: Actor, at: datetime, level: str = "", state: str = "") -> tuple[PlanLine, ...]:
    """Plans that *by* may open, the latest first. Looking is recorded."""
    require(policies.may_list_plans(by))
    rows = Plan.open_to(by).select_related("area", "body").order_by("-starts_on", "title", "pk")
    if level:
        rows = rows.filter(level=level)
    if state:
        rows = rows.filter(state=state)
    lines = tuple(_line(row) for row in rows[:LISTED])
    record(Act.LIST_PLANS, [Ref(kind=Kind.PLAN, uid=line.uid) for line in lines], by=by, at=at)
    return lines


def areas(by: Actor) -> tuple[tuple[str, str], ...]:
    """Districts in which *by* works, for a list."""
    rows = Area.objects.filter(kind__in=("district", "unitary")).order_by("name")
    if not by.force_wide:
        rows = rows.filter(code__in=by.districts)
    return tuple((area.code, area.name) for area in rows)


def what_holds(
    origin: Ref | None, *, ground: str = groups.Ground.ORDINARY, by: Actor, at: datetime
) -> str:
    """Why no plan may be made today for what it is to arise from, or nothing where it may.

    Raises `NotFound` for a group out of sight.
    """
    if origin is None or origin.kind != Kind.GROUP:
        return ""
    if ground not in {each.value for each in groups.Ground}:
        raise UnknownChoice("Choose why it is made", argument="ground")
    return groups.why_no_work(group_id=origin.uid, ground=ground, by=by, at=at)


@transaction.atomic
def make_plan(
    *,
    level: str,
    title: str,
    area: str,
    starts_on: date,
    ends_on: date,
    safeguarding: str,
    summary: str = "",
    gaps: str = "",
    agencies: Sequence[UUID | str] = (),
    forum: str = "",
    arises_from: Sequence[Ref] = (),
    ground: str = groups.Ground.ORDINARY,
    by: Actor,
    at: datetime,
) -> UUID:
    """Make a plan of one level, as a draft that those it is shared with may read.

    A year's plan belongs to the partnership that covers the district on its first day. For a
    mapped group that has waited too long for an assessment it is made only on the *ground* that
    somebody must be kept safe. Raises `HeldUp`, `SafeguardingMissing` and `EndsTooSoon`.
    """
    require(policies.may_make_plan(by))
    for origin in arises_from:
        if held := what_holds(origin, ground=ground, by=by, at=at):
            raise HeldUp(held)
    if level not in Level.values:
        raise UnknownChoice("Choose what the plan is for", argument="level")
    if not safeguarding.strip():
        raise SafeguardingMissing(
            "Say how people are kept safe while this is done", argument="safeguarding"
        )
    if ends_on <= starts_on:
        raise EndsTooSoon("Choose a last day after the first", argument="ends_on")
    here = Area.objects.filter(code=area).first()
    if here is None:
        raise UnknownChoice("Choose the district", argument="area")
    bodies = bodies_on(starts_on, kind="csp", within=area) if level == Level.YEAR else []
    row = Plan(
        protection=protect(
            Kind.PLAN,
            owner=by.agency_id,
            by=by,
            at=at,
            districts=[area],
            agencies=[agency.id for agency in Agency.objects.filter(id__in=agencies)],
            forums=[forum] if forum in by.forums else [],
            nominals=nominals_of(arises_from, by),
        ),
        reference=new_reference(),
        level=Level(level),
        title=title,
        area=here,
        body=bodies[0] if bodies else None,
        starts_on=starts_on,
        ends_on=ends_on,
        summary=summary,
        safeguarding=safeguarding.strip(),
        gaps=gaps.strip(),
        made_at=at,
        made_by_id=by.person_id,
    )
    row.save(force_insert=True)
    for origin in arises_from:
        if origin.kind not in ORIGINS:
            raise UnknownChoice("A plan cannot arise from that")
        link(origin, row, LinkKind.GAVE_RISE_TO, by=by, at=at)
    search.index(
        row.uid,
        title=f"Plan {row.reference}: {row.title}",
        href=reverse("plans:plan", args=[row.uid]),
        text=row.summary,
        released_on=localtime(at).date(),
    )
    record(Act.MAKE_PLAN, row, by=by, at=at)
    return row.uid


@transaction.atomic
def add_objective(*, plan_id: UUID, text: str, four_p: str, by: Actor, at: datetime) -> None:
    """Add one thing that a plan is to achieve, under the P that it is most of all."""
    row = _to_change(plan_id, by, at)
    if four_p not in FourP.values:
        raise UnknownChoice("Choose the strand that it is most of all", argument="four_p")
    number = Objective.objects.filter(plan=row).count() + 1
    Objective.objects.create(plan=row, number=number, text=text, four_p=FourP(four_p))
    touched(row)
    record(Act.CHANGE_PLAN, row, by=by, at=at, fields=["objectives"])


@transaction.atomic
def describe_plan(
    *,
    plan_id: UUID,
    state: str,
    safeguarding: str,
    summary: str = "",
    gaps: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Say where a plan stands, what is not known, and how people are kept safe.

    The last is never left empty.
    """
    row = _to_change(plan_id, by, at)
    if not safeguarding.strip():
        raise SafeguardingMissing(
            "Say how people are kept safe while this is done", argument="safeguarding"
        )
    if state not in PlanState.values:
        raise UnknownChoice("Choose where the plan stands", argument="state")
    row.state, row.safeguarding, row.summary = PlanState(state), safeguarding.strip(), summary
    row.gaps = gaps.strip()
    fields = ["state", "safeguarding", "summary", "gaps"]
    row.save(update_fields=fields)
    touched(row)
    record(Act.CHANGE_PLAN, row, by=by, at=at, fields=fields)


@transaction.atomic
def join_plan(*, plan_id: UUID, other: UUID, by: Actor, at: datetime) -> None:
    """Say that a plan has to do with another. Each keeps its own actions and readers."""
    row = _to_change(plan_id, by, at)
    beside = Plan.open_to(by).filter(pk=other).exclude(pk=row.pk).first()
    if beside is None:
        raise UnknownChoice("Choose another plan", argument="other")
    link(row, beside, LinkKind.SAME_MATTER, by=by, at=at)
    record(Act.CHANGE_PLAN, [row, beside], by=by, at=at, fields=["links"])


def to_join(plan_id: UUID, by: Actor) -> tuple[tuple[str, str], ...]:
    """Plans that a plan could be joined to: those that *by* may open."""
    rows = Plan.open_to(by).exclude(pk=plan_id).order_by("-starts_on", "title")[:LISTED]
    return tuple((str(row.uid), f"{row.title} ({row.reference})") for row in rows)


@transaction.atomic
def copy_plan(*, plan_id: UUID, by: Actor, at: datetime) -> UUID:
    """Carry a plan into the next year: its objectives, and what still stands of its actions.

    The new plan is a draft of its own, joined to the old one, a year later by its dates. Each
    action that is carried over is a new one that arose from the old one, which stays as it is.
    Actions that *by* cannot open, and those whose new day would have passed, stay behind.
    """
    old = fetch(Plan, plan_id, by=by, at=at, act=Act.READ_PLAN)
    require(policies.may_copy_plan(by, old))
    new_id = make_plan(
        level=old.level,
        title=old.title,
        area=old.area_id,
        starts_on=_next_year(old.starts_on),
        ends_on=_next_year(old.ends_on),
        safeguarding=old.safeguarding,
        summary=old.summary,
        gaps=old.gaps if by.agency_id == old.protection.owner_id else "",
        by=by,
        at=at,
    )
    for goal in Objective.objects.filter(plan=old).order_by("number"):
        add_objective(plan_id=new_id, text=goal.text, four_p=goal.four_p, by=by, at=at)
    today = localtime(at).date()
    for row in PlannedAction.open_to(by).filter(plan=old, status__in=STANDING).order_by("due_on"):
        if _next_year(row.due_on) < today:
            continue
        actions.add_action(
            verb=row.verb,
            text=row.text,
            four_p=row.four_p,
            due_on=_next_year(row.due_on),
            owner_agency=row.owner_agency_id,
            owner_post=row.owner_post,
            area=row.area_id,
            csp_duty=row.csp_duty,
            output_measure=row.output_measure,
            outcome_measure=row.outcome_measure,
            plan=new_id,
            arises_from=[Ref(kind=Kind.ACTION, uid=row.uid)],
            by=by,
            at=at,
        )
    link(old, Ref(kind=Kind.PLAN, uid=new_id), LinkKind.SAME_MATTER, by=by, at=at)
    record(Act.COPY_PLAN, [old, Ref(kind=Kind.PLAN, uid=new_id)], by=by, at=at)
    return new_id


def page(*, plan_id: UUID, by: Actor, at: datetime) -> PlanFacts:
    """Open a plan with what *by* may see of its actions and of plans beside it. Recorded."""
    row = fetch(Plan, plan_id, by=by, at=at, act=Act.READ_PLAN)
    require(policies.may_read_plan(by, row))
    goals = tuple(
        ObjectiveLine(number=goal.number, text=goal.text, four_p=FourP(goal.four_p).label)
        for goal in Objective.objects.filter(plan=row).order_by("number")
    )
    lines = actions.in_plan(row.uid, by, localtime(at).date())
    links = links_of(row.uid, by)
    beside = {
        end.uid
        for joined in links
        for end in (joined.earlier, joined.later)
        if end.kind == Kind.PLAN and end.uid != row.uid
    }
    plans = Plan.open_to(by).filter(pk__in=beside).select_related("area", "body")
    return PlanFacts(
        line=_line(row),
        summary=row.summary,
        safeguarding=row.safeguarding,
        gaps=row.gaps if by.agency_id == row.protection.owner_id else None,
        strands=tuple(
            Strand(
                name=strand.label,
                objectives=tuple(goal for goal in goals if goal.four_p == strand.label),
                actions=tuple(line for line in lines if line.four_p == strand.label),
            )
            for strand in FourP
        ),
        joined=tuple(_line(each) for each in plans.order_by("starts_on", "pk")),
        origins=tuple(
            joined.earlier
            for joined in links
            if joined.relation == LinkKind.GAVE_RISE_TO and joined.later.uid == row.uid
        ),
        may_change=policies.may_change_plan(by, row),
        may_add=policies.may_add_action(by),
    )


def partners(by: Actor) -> tuple[tuple[str, str], ...]:
    """Agencies that a plan can be shared with."""
    return tuple(
        (str(agency.id), agency.name)
        for agency in Agency.objects.exclude(id=by.agency_id).order_by("name")
    )


def _to_change(plan_id: UUID, by: Actor, at: datetime) -> Plan:
    row = fetch(Plan, plan_id, by=by, at=at, act=Act.READ_PLAN, lock=True)
    require(policies.may_change_plan(by, row))
    return row


def _next_year(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _line(row: Plan) -> PlanLine:
    return PlanLine(
        uid=row.uid,
        reference=row.reference,
        title=row.title,
        level=Level(row.level).label,
        area=row.area.name,
        body=row.body.name if row.body else "",
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        state=PlanState(row.state),
    )
