"""Adding actions against what they arise from, and saying how far they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Area,
    Decision,
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
    require,
    touched,
)
from frankpledge.governance import api as governance
from frankpledge.kernel import DomainError
from frankpledge.plans import policies
from frankpledge.plans.models import (
    NEEDS_A_REASON,
    NEXT,
    STANDING,
    FourP,
    PlannedAction,
    Status,
    Step,
)
from frankpledge.plans.policies import Act
from frankpledge.problems import api as problems
from frankpledge.search import api as search

ABOUT_A_PROBLEM = (Kind.PROBLEM, Kind.REVISIT, Kind.ASK, Kind.AGENDA_ITEM, Kind.DECISION)
ORIGINS = (*ABOUT_A_PROBLEM, Kind.FINDING, Kind.PRODUCT)
"""What an action may arise from."""


class UnknownChoice(DomainError):
    """Something was chosen that is not on the list."""


class DueInThePast(DomainError):
    """An action is for a day that is still to come."""


class ReasonNeeded(DomainError):
    """Declining or dropping an action says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """An action in a list."""

    uid: UUID
    reference: str
    words: str
    four_p: str
    owner_id: UUID
    owner_agency: str
    owner: str
    due_on: date
    status: Status
    is_late: bool
    is_ours: bool
    area: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step of an action."""

    status: str
    at: datetime
    by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFacts:
    """An action as its page shows it."""

    line: ActionLine
    steps: tuple[StepLine, ...]
    origins: tuple[Ref, ...]
    next_states: tuple[tuple[str, str], ...]
    may_progress: Decision


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
    behind = _problems_behind(arises_from, by)
    district = area or next((line.area_code for line in behind), "") or _own_district(by)
    protection = protect(
        Kind.ACTION,
        owner=by.agency_id,
        by=by,
        at=at,
        districts=[district],
        agencies=[] if doing.id == by.agency_id else [doing.id],
        forums={line.forum_code for line in behind if line.forum_code},
        nominals={
            *nominals_of(arises_from, by),
            *(problems.nominal_of(line.uid) for line in behind),
        },
    )
    row = PlannedAction(
        protection=protection,
        reference=new_reference(),
        verb=verb,
        text=text,
        four_p=FourP(four_p),
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


@transaction.atomic
def progress_action(
    *, action_id: UUID, status: str, note: str = "", outcome: str = "", by: Actor, at: datetime
) -> None:
    """Say how far an action is. Declining and dropping say why; the day it was due stays.

    Raises `NotPermitted`, and `ReasonNeeded` where there is none.
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
    row.status = to
    row.outcome = outcome or row.outcome
    row.save(update_fields=["status", "outcome"])
    touched(row)
    Step.objects.create(action=row, status=to, at=at, by_id=by.person_id, note=note)
    record(Act.PROGRESS_ACTION, row, by=by, at=at, fields=["status"])


def listed(
    *, by: Actor, at: datetime, whose: str = "", four_p: str = "", status: str = ""
) -> tuple[ActionLine, ...]:
    """Actions that *by* may open, the soonest first. Looking is recorded.

    *whose* is `mine`, `agency` or empty for all; *status* is `late`, a state, or empty for those
    that still stand.
    """
    require(policies.may_list_actions(by))
    today = localtime(at).date()
    rows = PlannedAction.open_to(by)
    if whose == "mine":
        rows = rows.filter(owner_id=by.person_id)
    elif whose == "agency":
        rows = rows.filter(owner_agency_id=by.agency_id)
    if four_p:
        rows = rows.filter(four_p=four_p)
    if status == "late":
        rows = rows.filter(status__in=STANDING, due_on__lt=today)
    elif status:
        rows = rows.filter(status=status)
    else:
        rows = rows.filter(status__in=STANDING)
    lines = _lines(rows, by, today)
    _note_look(lines, by, at)
    return lines


def listed_from(ref: Ref, *, by: Actor, at: datetime) -> tuple[ActionLine, ...]:
    """Actions that arose from a record, for a list. Looking is recorded."""
    require(policies.may_list_actions(by))
    lines = actions_from(ref, by, localtime(at).date())
    _note_look(lines, by, at)
    return lines


def late_actions(actor: Actor, on: date) -> tuple[ActionLine, ...]:
    """Actions past their day that *actor* may open, the latest first. The look is recorded."""
    rows = PlannedAction.open_to(actor).filter(status__in=STANDING, due_on__lt=on)
    lines = _lines(rows, actor, on)
    _note_look(lines, actor, actor.at)
    return lines


def proposed_to(actor: Actor, on: date) -> tuple[ActionLine, ...]:
    """Actions that others propose to the actor's agency, to be agreed or declined."""
    rows = PlannedAction.open_to(actor).filter(
        status=Status.PROPOSED, owner_agency_id=actor.agency_id
    )
    lines = _lines(rows, actor, on)
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
    lines = _lines(PlannedAction.open_to(by).filter(pk__in=every), by, on)
    return {
        uid: tuple(line for line in lines if line.uid in found) for uid, found in arisen.items()
    }


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
    return ActionFacts(
        line=_line(row, by, localtime(at).date()),
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
    )


def choices(by: Actor, on: date) -> tuple[tuple[str, str], ...]:
    """Agencies that an action can be for, one's own first."""
    agencies = Agency.objects.exclude(id=by.agency_id).order_by("name")
    return (
        (str(by.agency_id), by.agency_name),
        *((str(agency.id), agency.name) for agency in agencies),
    )


def _lines(rows: QuerySet[PlannedAction], by: Actor, on: date) -> tuple[ActionLine, ...]:
    wanted = rows.select_related("owner_agency", "owner", "area").order_by("due_on", "pk")
    return tuple(_line(row, by, on) for row in wanted)


def _line(row: PlannedAction, by: Actor, on: date) -> ActionLine:
    return ActionLine(
        uid=row.uid,
        reference=row.reference,
        words=f"{row.verb} {row.text}",
        four_p=FourP(row.four_p).label,
        owner_id=row.owner_agency_id,
        owner_agency=row.owner_agency.short_name,
        owner=row.owner.name if row.owner else row.owner_post,
        due_on=row.due_on,
        status=Status(row.status),
        is_late=row.is_late(on),
        is_ours=row.owner_agency_id == by.agency_id,
        area=row.area.name,
        outcome=row.outcome,
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
