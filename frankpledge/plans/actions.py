"""Adding actions against what they arise from, and saying how far they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Area,
    Kind,
    LinkKind,
    NotFound,
    Person,
    Ref,
    fetch,
    link,
    links_of,
    links_of_each,
    new_reference,
    nominals_of,
    protect,
    record,
    ref_of,
    require,
    touched,
)
from frankpledge.governance import api as governance
from frankpledge.kernel import DomainError
from frankpledge.plans import policies
from frankpledge.plans.lines import (
    ActionFacts,
    ActionLine,
    ActionPage,
    MilestoneLine,
    RecheckLine,
    StepLine,
    line_of,
    lines_of,
)
from frankpledge.plans.models import (
    NEEDS_A_REASON,
    NEXT,
    STANDING,
    Duty,
    Evidence,
    FourP,
    Lasting,
    Milestone,
    Phase,
    Plan,
    PlannedAction,
    Recheck,
    Status,
    Step,
)
from frankpledge.plans.policies import Act
from frankpledge.plans.smart import advice
from frankpledge.problems import api as problems
from frankpledge.search import api as search

ABOUT_A_PROBLEM = (Kind.PROBLEM, Kind.REVISIT, Kind.ASK, Kind.AGENDA_ITEM, Kind.DECISION)
ORIGINS = (
    *ABOUT_A_PROBLEM,
    Kind.FINDING,
    Kind.PRODUCT,
    Kind.PLAN,
    Kind.ACTION,
    Kind.DISRUPTION,
    Kind.PROFILE,
    Kind.ISSUE,
)
"""What an action may arise from."""

PAGE = 50
"""How many actions a list shows at a time."""


class UnknownChoice(DomainError):
    """Something was chosen that is not on the list."""


class DueInThePast(DomainError):
    """An action is for a day that is still to come."""


class ReasonNeeded(DomainError):
    """Declining or dropping an action says why."""


@transaction.atomic
def add_action(
    *,
    verb: str,
    text: str,
    four_p: str,
    due_on: date,
    owner_agency: UUID | str,
    owner: UUID | str | None = None,
    owner_post: str = "",
    area: str = "",
    csp_duty: str = "",
    output_measure: str = "",
    outcome_measure: str = "",
    plan: UUID | None = None,
    arises_from: Sequence[Ref] = (),
    by: Actor,
    at: datetime,
) -> UUID:
    """Add an action under one P, against what it arises from, for an agency to do by a day.

    For one's own agency it is agreed at once; for another it is proposed, and may be declined.
    It is seen where what it arises from is seen by both, and concerns whom that concerns, so a
    conflict hides it too. Raises `UnknownChoice`, `DueInThePast` and `NotFound` for an origin out
    of sight.
    """
    require(policies.may_add_action(by))
    if due_on < localtime(at).date():
        raise DueInThePast("Choose a day that is still to come", argument="due_on")
    doing = Agency.objects.filter(id=owner_agency).first()
    if doing is None:
        raise UnknownChoice("Choose an agency from the list", argument="owner_agency")
    if csp_duty not in ("", *Duty.values):
        raise UnknownChoice("Choose the duty from the list", argument="csp_duty")
    under = _plan(plan, by)
    behind = _problems_behind(arises_from, by)
    district = (
        area
        or (under.area_id if under else "")
        or next((line.area_code for line in behind), "")
        or _own_district(by)
    )
    protection = protect(
        Kind.ACTION,
        owner=by.agency_id,
        by=by,
        at=at,
        districts=[district],
        agencies=[] if doing.id == by.agency_id else [doing.id],
        forums={line.forum_code for line in behind if line.forum_code},
        nominals={
            *nominals_of(arises_from if under is None else [*arises_from, ref_of(under)], by),
            *(problems.nominal_of(line.uid) for line in behind),
        },
    )
    row = PlannedAction(
        protection=protection,
        reference=new_reference(),
        verb=verb,
        text=text,
        four_p=FourP(four_p),
        csp_duty=csp_duty,
        output_measure=output_measure,
        outcome_measure=outcome_measure,
        plan=under,
        area=Area.objects.get(code=district),
        owner_agency=doing,
        owner_id=_somebody_at(doing, owner),
        owner_post=owner_post,
        due_on=due_on,
        status=Status.AGREED if doing.id == by.agency_id else Status.PROPOSED,
        added_at=at,
        added_by_id=by.person_id,
    )
    row.save(force_insert=True)
    Step.objects.create(action=row, status=row.status, at=at, by_id=by.person_id)
    for origin in arises_from:
        if origin.kind not in ORIGINS:
            raise UnknownChoice("An action cannot arise from that")
        link(origin, row, LinkKind.GAVE_RISE_TO, by=by, at=at)
    search.index(
        row.uid,
        title=f"Action {row.reference}: {row.verb} {row.text}",
        href=reverse("plans:action", args=[row.uid]),
        text=FourP(row.four_p).label,
        released_on=localtime(at).date(),
    )
    record(Act.ADD_ACTION, row, by=by, at=at, recipients=[doing.id])
    return row.uid


def _plan(uid: UUID | None, by: Actor) -> Plan | None:
    if uid is None:
        return None
    found = Plan.open_to(by).filter(pk=uid).first()
    if found is None:
        raise NotFound
    require(policies.may_change_plan(by, found))
    return found


@transaction.atomic
def progress_action(
    *,
    action_id: UUID,
    status: str,
    note: str = "",
    output: str = "",
    outcome: str = "",
    evidence: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Say how far an action is. Declining and dropping say why; the day it was due stays.

    Calling it done proposes that it be closed; somebody else confirms that. Taking it up again
    takes a confirmation back. Raises `NotPermitted`, and `ReasonNeeded` where there is none.
    """
    row = fetch(
        PlannedAction, action_id, by=by, at=at, act=Act.READ_ACTION, action=Action.READ, lock=True
    )
    if status not in Status.values:
        raise UnknownChoice("Choose how far it is from the list", argument="status")
    to = Status(status)
    require(policies.may_progress_action(by, row, to))
    if to in NEEDS_A_REASON and not note:
        raise ReasonNeeded("Say why, so that those who wait for it know", argument="note")
    if evidence not in ("", *Evidence.values):
        raise UnknownChoice("Choose the evidence from the list", argument="evidence")
    row.status = to
    row.output = output or row.output
    row.outcome = outcome or row.outcome
    row.evidence = evidence or row.evidence
    is_done = to == Status.DONE
    row.done_at, row.done_by_id = (at, by.person_id) if is_done else (None, None)
    if not is_done:
        row.confirmed_at = row.confirmed_by = None
        Recheck.objects.filter(action=row, found="").delete()
    row.save(
        update_fields=[
            *("status", "output", "outcome", "evidence"),
            *("done_at", "done_by", "confirmed_at", "confirmed_by"),
        ]
    )
    touched(row)
    Step.objects.create(action=row, status=to, at=at, by_id=by.person_id, note=note)
    record(Act.PROGRESS_ACTION, row, by=by, at=at, fields=["status"])


def listed(
    *,
    by: Actor,
    at: datetime,
    whose: str = "",
    four_p: str = "",
    status: str = "",
    area: str = "",
    agency: UUID | str | None = None,
    after: str = "",
    size: int = PAGE,
) -> ActionPage:
    """A page of the actions that *by* may open, the soonest first. Looking is recorded.

    *whose* is `mine`, `agency` or empty for all; *status* is `late`, `blocked`, `confirm` (called
    done, not confirmed yet), a state, or empty for those that still stand. *after* is the `next`
    of the page before.
    """
    require(policies.may_list_actions(by))
    today = localtime(at).date()
    rows = _narrowed(
        PlannedAction.open_to(by), by, today, whose=whose, four_p=four_p, status=status
    )
    if area:
        rows = rows.filter(area_id=area)
    if agency:
        rows = rows.filter(owner_agency__in=Agency.objects.filter(id=agency))
    day, uid = _place(after)
    if day is not None:
        rows = rows.filter(Q(due_on__gt=day) | Q(due_on=day, pk__gt=uid))
    lines = lines_of(rows, by, today, limit=size + 1)
    shown = lines[:size]
    _note_look(shown, by, at)
    return ActionPage(
        lines=shown,
        next=f"{shown[-1].due_on.isoformat()}.{shown[-1].uid}" if len(lines) > size else "",
    )


def _narrowed(
    rows: QuerySet[PlannedAction],
    by: Actor,
    today: date,
    *,
    whose: str,
    four_p: str,
    status: str,
) -> QuerySet[PlannedAction]:
    if whose == "mine":
        rows = rows.filter(owner_id=by.person_id)
    elif whose == "agency":
        rows = rows.filter(owner_agency_id=by.agency_id)
    if four_p:
        rows = rows.filter(four_p=four_p)
    if status == "late":
        return rows.filter(phase=Phase.STANDING, due_on__lt=today)
    if status == "blocked":
        return rows.filter(phase=Phase.STANDING, blocked_on__isnull=False)
    if status == "confirm":
        return rows.filter(phase=Phase.TO_CONFIRM)
    return rows.filter(status=status) if status else rows.filter(phase=Phase.STANDING)


def _place(after: str) -> tuple[date | None, UUID | None]:
    day, _, uid = after.partition(".")
    try:
        return (date.fromisoformat(day), UUID(uid)) if after else (None, None)
    except ValueError as fault:
        raise NotFound from fault


def listed_from(ref: Ref, *, by: Actor, at: datetime) -> tuple[ActionLine, ...]:
    """Actions that arose from a record, for a list. Looking is recorded."""
    require(policies.may_list_actions(by))
    lines = actions_from(ref, by, localtime(at).date())
    _note_look(lines, by, at)
    return lines


def late_actions(actor: Actor, on: date) -> tuple[ActionLine, ...]:
    """The first fifty actions past their day that *actor* may open, the latest first.

    The look is recorded.
    """
    rows = PlannedAction.open_to(actor).filter(phase=Phase.STANDING, due_on__lt=on)
    lines = lines_of(rows, actor, on, limit=PAGE)
    _note_look(lines, actor, actor.at)
    return lines


def proposed_to(actor: Actor, on: date) -> tuple[ActionLine, ...]:
    """Actions that others propose to the actor's agency, to be agreed or declined."""
    rows = PlannedAction.open_to(actor).filter(
        phase=Phase.STANDING, status=Status.PROPOSED, owner_agency_id=actor.agency_id
    )
    lines = lines_of(rows, actor, on)
    _note_look(lines, actor, actor.at)
    return lines


def actions_from(ref: Ref, by: Actor, on: date) -> tuple[ActionLine, ...]:
    """Actions that arose from a record, of which *by* may open each and know the origin."""
    return actions_from_each([ref.uid], by, on)[ref.uid]


def actions_from_each(
    uids: Iterable[UUID], by: Actor, on: date
) -> Mapping[UUID, tuple[ActionLine, ...]]:
    """Actions that arose from each of several records, by the record's identity."""
    arisen = {
        uid: {
            joined.later.uid
            for joined in links
            if joined.relation == LinkKind.GAVE_RISE_TO and joined.earlier.uid == uid
        }
        for uid, links in links_of_each(uids, by).items()
    }
    every = {uid for found in arisen.values() for uid in found}
    lines = lines_of(PlannedAction.open_to(by).filter(pk__in=every), by, on)
    return {
        uid: tuple(line for line in lines if line.uid in found) for uid, found in arisen.items()
    }


def to_confirm(actor: Actor, on: date) -> tuple[ActionLine, ...]:
    """Actions that their owners call done, and that *actor* may confirm. The look is recorded."""
    if Kind.ACTION not in actor.kinds_for(Action.SHARE):
        return ()
    rows = (
        PlannedAction.open_to(actor, Action.COMMENT)
        .filter(phase=Phase.TO_CONFIRM)
        .exclude(done_by_id=actor.person_id)
    )
    lines = lines_of(rows, actor, on, limit=PAGE)
    _note_look(lines, actor, actor.at)
    return lines


def rechecks_due(actor: Actor, on: date) -> tuple[tuple[ActionLine, int], ...]:
    """Closed actions of the actor's agency to look at again by *on*, and after how many months."""
    ours = PlannedAction.open_to(actor).filter(
        pk=OuterRef("action_id"), owner_agency_id=actor.agency_id
    )
    due = Recheck.objects.filter(Exists(ours), found="", due_on__lte=on)
    due = due.order_by("due_on", "id")[:PAGE]
    months = {check.action_id: check.months for check in due}
    lines = lines_of(PlannedAction.open_to(actor).filter(pk__in=months), actor, on)
    _note_look(lines, actor, actor.at)
    return tuple((line, months[line.uid]) for line in lines)


def in_plan(plan_id: UUID, by: Actor, on: date) -> tuple[ActionLine, ...]:
    """The actions of a plan that *by* may open: of others it says nothing."""
    lines = lines_of(PlannedAction.open_to(by).filter(plan_id=plan_id), by, on)
    _note_look(lines, by, by.at)
    return lines


def empty_strands(by: Actor) -> tuple[str, ...]:
    """The Ps under which nothing stands that *by* may open: worth a word, and no more."""
    rows = PlannedAction.open_to(by).filter(phase=Phase.STANDING)
    return tuple(strand.label for strand in FourP if not rows.filter(four_p=strand).exists())


def without_actions(lines: Iterable[ActionLine]) -> tuple[str, ...]:
    """The Ps under which nothing stands: worth a word, and no more than that."""
    present = {line.four_p for line in lines}
    return tuple(strand.label for strand in FourP if strand.label not in present)


def page(*, action_id: UUID, by: Actor, at: datetime) -> ActionFacts:
    """Open an action, with its steps and what it arose from. Looking is recorded."""
    row = fetch(PlannedAction, action_id, by=by, at=at, act=Act.READ_ACTION)
    require(policies.may_read_action(by, row))
    steps = Step.objects.filter(action=row).select_related("by").order_by("-at", "-id")
    origins = tuple(
        joined.earlier
        for joined in links_of(row.uid, by)
        if joined.relation == LinkKind.GAVE_RISE_TO and joined.later.uid == row.uid
    )
    on = localtime(at).date()
    milestones = tuple(
        MilestoneLine(
            number=each.pk,
            text=each.text,
            due_on=each.due_on,
            met_on=each.met_on,
            failed=each.failed,
        )
        for each in Milestone.objects.filter(action=row).order_by("due_on", "id")
    )
    rechecks = tuple(
        RecheckLine(
            number=each.pk,
            months=each.months,
            due_on=each.due_on,
            found=Lasting(each.found).label if each.found else "",
            note=each.note,
        )
        for each in Recheck.objects.filter(action=row).order_by("months")
    )
    return ActionFacts(
        line=line_of(row, by, on, [(m.due_on, bool(m.met_on), m.failed) for m in milestones]),
        steps=tuple(
            StepLine(status=Status(step.status).label, at=step.at, by=step.by.name, note=step.note)
            for step in steps
        ),
        origins=origins,
        next_states=tuple(
            (state.value, state.label)
            for state in Status
            if state in NEXT[Status(row.status)] and policies.may_progress_action(by, row, state)
        ),
        may_progress=policies.may_progress_action(by, row),
        duty=Duty(row.csp_duty).label if row.csp_duty else "",
        duty_code=row.csp_duty,
        owner_post=row.owner_post,
        deputy=row.deputy.name if row.deputy else "",
        deputy_id=row.deputy_id,
        output_measure=row.output_measure,
        outcome_measure=row.outcome_measure,
        output=row.output,
        evidence=Evidence(row.evidence).label if row.evidence else "",
        at_risk=row.at_risk,
        blocker=row.blocker,
        blocked_on=row.blocked_on,
        plan=_seen_plan(row, by),
        closure=_closure(row),
        escalated=_escalated(row),
        milestones=milestones,
        rechecks=rechecks,
        advice=advice(
            verb=row.verb,
            text=row.text,
            owner_post=row.owner_post or (row.owner.name if row.owner else ""),
            outcome_measure=row.outcome_measure,
            due_on=row.due_on,
            today=on,
            has_milestones=bool(milestones),
        )
        if row.status in STANDING
        else (),
        may_describe=policies.may_describe_action(by, row),
        may_place=policies.may_place_action(by, row),
        may_block=policies.may_block_action(by, row),
        may_set_milestone=policies.may_set_milestone(by, row),
        may_override=policies.may_override_rag(by, row),
        may_confirm=policies.may_confirm_action(by, row),
        may_recheck=policies.may_recheck_action(by, row),
        may_escalate=policies.may_escalate_action(by, row),
    )


def _seen_plan(row: PlannedAction, by: Actor) -> Ref | None:
    """The plan that an action belongs to, where *by* may open that too."""
    if row.plan_id is None or not Plan.open_to(by).filter(pk=row.plan_id).exists():
        return None
    return Ref(kind=Kind.PLAN, uid=row.plan_id)


def _closure(row: PlannedAction) -> str:
    if row.confirmed_by is not None:
        return f"Confirmed by {row.confirmed_by.name}"
    if row.done_by is not None:
        return f"Called done by {row.done_by.name}; not confirmed yet"
    return ""


def _escalated(row: PlannedAction) -> str:
    return f"Handed to the deputy by {row.escalated_by.name}" if row.escalated_by else ""


def choices(by: Actor, on: date) -> tuple[tuple[str, str], ...]:
    """Agencies that an action can be for, one's own first."""
    agencies = Agency.objects.exclude(id=by.agency_id).order_by("name")
    return (
        (str(by.agency_id), by.agency_name),
        *((str(agency.id), agency.name) for agency in agencies),
    )


def _note_look(lines: Sequence[ActionLine], by: Actor, at: datetime) -> None:
    seen = [Ref(kind=Kind.ACTION, uid=line.uid) for line in lines]
    record(Act.LIST_ACTIONS, seen, by=by, at=at)


def _problems_behind(origins: Sequence[Ref], by: Actor) -> tuple[problems.ProblemLine, ...]:
    """The problems that the origins are about: whose conflicts the action takes on."""
    uids = set()
    for origin in origins:
        behind = problems.problem_behind(origin, by) or governance.problem_behind(origin, by)
        if behind:
            uids.add(behind)
        elif origin.kind in ABOUT_A_PROBLEM:
            raise NotFound
    found = problems.among(uids, by)
    return tuple(found[uid] for uid in sorted(uids & set(found)))


def _own_district(by: Actor) -> str:
    districts = Area.objects.filter(code__in=by.districts, kind__in=("district", "unitary"))
    codes = list(districts.order_by("code").values_list("code", flat=True)[:2])
    if len(codes) == 1:
        return codes[0]
    raise UnknownChoice("Choose the district that the action is for", argument="area")


def _somebody_at(agency: Agency, person: UUID | str | None) -> UUID | None:
    if not person:
        return None
    found = Person.objects.filter(id=person, agency=agency, is_active=True).first()
    if found is None:
        raise UnknownChoice("Choose somebody who works for that agency", argument="owner")
    return found.id
