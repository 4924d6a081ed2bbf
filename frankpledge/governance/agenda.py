"""Agendas: built from open problems, with updates asked for the day before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Actor,
    Decision,
    Kind,
    LinkKind,
    NotFound,
    Ref,
    areas_of,
    fetch,
    link,
    protect,
    record,
    require,
)
from frankpledge.governance import policies
from frankpledge.governance.models import (
    AgendaItem,
    Basis,
    Declaration,
    Meeting,
    MeetingDecision,
    MinuteLine,
    Update,
)
from frankpledge.governance.policies import Act
from frankpledge.kernel import DomainError
from frankpledge.problems import api as problems


class NothingToAsk(DomainError):
    """There is nothing that agencies could be asked about, or nobody left to ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateLine:
    """What one agency says on an item, or that it has not said it."""

    agency_id: UUID
    agency: str
    text: str
    basis: str
    given_by: str
    given_at: datetime | None
    chased_at: datetime | None
    is_late: bool

    @property
    def state(self) -> str:
        """How it stands, as people read it."""
        if self.given_at:
            return "Given"
        return "Late" if self.is_late else "Asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A decision, in the words that were caught."""

    uid: UUID
    text: str
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutedLine:
    """A line of the minutes: whose it is, and whether it is fact or opinion."""

    what: str
    text: str
    owner: str
    due_on: date | None
    originator: str
    agency_id: UUID | None
    basis: str
    said_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """An agenda item with its problem, what agencies said, and what was decided."""

    uid: UUID
    meeting_id: UUID
    number: int
    problem: problems.ProblemLine
    updates: tuple[UpdateLine, ...]
    asks: tuple[problems.AskLine, ...]
    decisions: tuple[DecisionLine, ...]
    declared_by: tuple[str, ...]
    minutes: tuple[MinutedLine, ...]
    minuted_at: datetime | None

    @property
    def not_updated(self) -> tuple[str, ...]:
        """Agencies that were asked and have said nothing."""
        return tuple(update.agency for update in self.updates if update.given_at is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """One item as its page shows it."""

    item: ItemFacts
    own_update: UpdateLine | None
    may_update: Decision
    may_decide: Decision
    may_declare: Decision


def items_of(meeting_id: UUID, by: Actor, on: date) -> tuple[ItemFacts, ...]:
    """The items of a meeting that *by* may open, whose problems they may open too.

    They are numbered as *by* sees them, so that no gap tells of an item that is not shown.
    """
    rows = list(AgendaItem.open_to(by).filter(meeting=meeting_id))
    return _facts(rows, by, on)


def items_about(problem_id: UUID, by: Actor, on: date) -> tuple[ItemFacts, ...]:
    """Items of any meeting about one problem that *by* may open."""
    rows = list(AgendaItem.open_to(by).filter(problem=problem_id).order_by("added_at", "pk"))
    return _facts(rows, by, on)


def _facts(rows: Sequence[AgendaItem], by: Actor, on: date) -> tuple[ItemFacts, ...]:
    known = problems.among({row.problem_id for row in rows}, by)
    shown = sorted(
        (row for row in rows if row.problem_id in known),
        key=lambda row: (known[row.problem_id].title, str(row.problem_id), row.added_at),
    )
    uids = [row.uid for row in shown]
    updates = _updates(uids, on)
    asks = problems.asks_at_each(known, by, on)
    decisions = _decisions(uids, by)
    declared = _declared(uids)
    minutes = _minutes(uids)
    return tuple(
        ItemFacts(
            uid=row.uid,
            meeting_id=row.meeting_id,
            number=number,
            problem=known[row.problem_id],
            updates=tuple(updates.get(row.uid, ())),
            asks=asks.get(row.problem_id, ()),
            decisions=tuple(decisions.get(row.uid, ())),
            declared_by=tuple(declared.get(row.uid, ())),
            minutes=tuple(minutes.get(row.uid, ())),
            minuted_at=row.minuted_at,
        )
        for number, row in enumerate(shown, start=1)
    )


def _updates(uids: Sequence[UUID], on: date) -> dict[UUID, list[UpdateLine]]:
    found: dict[UUID, list[UpdateLine]] = {}
    rows = Update.objects.filter(item__in=uids).select_related("agency", "given_by")
    for row in rows.order_by("agency__short_name"):
        found.setdefault(row.item_id, []).append(
            UpdateLine(
                agency_id=row.agency_id,
                agency=row.agency.short_name,
                text=row.text,
                basis=Basis(row.basis).label if row.basis else "",
                given_by=row.given_by.name if row.given_by else "",
                given_at=row.given_at,
                chased_at=row.chased_at,
                is_late=row.is_late(on),
            )
        )
    return found


def _decisions(uids: Sequence[UUID], by: Actor) -> dict[UUID, list[DecisionLine]]:
    found: dict[UUID, list[DecisionLine]] = {}
    for row in MeetingDecision.open_to(by).filter(item__in=uids).order_by("decided_at", "pk"):
        line = DecisionLine(uid=row.uid, text=row.text, decided_at=row.decided_at)
        found.setdefault(row.item_id, []).append(line)
    return found


def _declared(uids: Sequence[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    rows = Declaration.objects.filter(item__in=uids).order_by("declared_at", "id")
    for item_id, name in rows.values_list("item_id", "person__name"):
        found.setdefault(item_id, []).append(name)
    return found


def _minutes(uids: Sequence[UUID]) -> dict[UUID, list[MinutedLine]]:
    found: dict[UUID, list[MinutedLine]] = {}
    for row in MinuteLine.objects.filter(item__in=uids).order_by("item", "position"):
        line = MinutedLine(
            what=row.get_what_display(),
            text=row.text,
            owner=row.owner,
            due_on=row.due_on,
            originator=row.originator,
            agency_id=row.agency_id,
            basis=Basis(row.basis).label,
            said_on=row.said_on,
        )
        found.setdefault(row.item_id, []).append(line)
    return found


def page(*, item_id: UUID, by: Actor, at: datetime) -> ItemPage:
    """One item, and what *by* may do with it."""
    row = open_item(item_id, by=by, at=at)
    found = _facts([row], by, localtime(at).date())
    if not found:
        raise NotFound
    own = next((line for line in found[0].updates if line.agency_id == by.agency_id), None)
    return ItemPage(
        item=found[0],
        own_update=own,
        may_update=policies.may_give_update(by, row, asked=own is not None),
        may_decide=policies.may_decide(by, row),
        may_declare=policies.may_declare_conflict(by, row),
    )


def open_item(item_id: UUID, *, by: Actor, at: datetime, lock: bool = False) -> AgendaItem:
    """Open an item whose problem may be opened too. Raises `NotFound` if either may not be."""
    row = fetch(AgendaItem, item_id, by=by, at=at, act=Act.READ_ITEM, lock=lock)
    if row.problem_id not in problems.among([row.problem_id], by):
        raise NotFound
    return row


@transaction.atomic
def build_agenda(*, meeting_id: UUID, by: Actor, at: datetime) -> int:
    """Put every open problem that the forum is to hear of on the agenda; say how many are new.

    Only problems in areas that the forum's body covers on the day of the meeting, and only those
    that *by* may open. What is on the agenda already stays as it is.
    """
    meeting = fetch(Meeting, meeting_id, by=by, at=at, act=Act.READ_MEETING, lock=True)
    require(policies.may_build_agenda(by, meeting))
    covered = _covered(meeting)
    there = set(
        AgendaItem.visible_to(by).filter(meeting=meeting).values_list("problem_id", flat=True)
    )
    made = []
    for problem in problems.for_forum(meeting.forum_id, covered, by):
        if problem.uid in there:
            continue
        protection = protect(
            Kind.AGENDA_ITEM,
            owner=meeting.protection.owner_id,
            by=by,
            at=at,
            parent=meeting,
            districts=[problem.area_code],
            forums=[meeting.forum_id],
            nominals=[problems.nominal_of(problem.uid)],
        )
        row = AgendaItem(
            protection=protection, meeting=meeting, problem_id=problem.uid, added_at=at
        )
        row.save(force_insert=True)
        about = Ref(kind=Kind.PROBLEM, uid=problem.uid)
        link(about, row, LinkKind.RAISED_AT, by=by, at=at, owner=meeting.protection.owner_id)
        made.append(row)
    record(Act.BUILD_AGENDA, [meeting, *made], by=by, at=at)
    return len(made)


def _covered(meeting: Meeting) -> list[str]:
    body = meeting.forum.body_id
    on = localtime(meeting.starts_at).date()
    return [area.code for area in areas_of(body, on)] if body else []


@transaction.atomic
def ask_updates(*, meeting_id: UUID, by: Actor, at: datetime) -> int:
    """Ask each agency that works on a problem of the agenda for an update by the day before.

    Gives the number of updates newly asked for. Raises `NothingToAsk` where there is none.
    """
    meeting = fetch(Meeting, meeting_id, by=by, at=at, act=Act.READ_MEETING, lock=True)
    require(policies.may_ask_updates(by, meeting))
    items = list(AgendaItem.open_to(by).filter(meeting=meeting, minuted_at=None))
    agencies = problems.agencies_on({item.problem_id for item in items}, by)
    asked = set(
        Update.objects.filter(item__in=[item.uid for item in items]).values_list(
            "item_id", "agency_id"
        )
    )
    due = localtime(meeting.starts_at).date() - timedelta(days=1)
    new = [
        Update(item=item, agency_id=agency, asked_at=at, due_on=due)
        for item in items
        for agency in agencies.get(item.problem_id, ())
        if (item.uid, agency) not in asked
    ]
    if not new:
        raise NothingToAsk("Every agency has been asked, or the agenda is empty.")
    Update.objects.bulk_create(new)
    recipients = sorted({update.agency_id for update in new}, key=str)
    record(Act.ASK_UPDATES, [meeting, *items], by=by, at=at, recipients=recipients)
    return len(new)


@transaction.atomic
def chase_updates(*, meeting_id: UUID, by: Actor, at: datetime) -> tuple[str, ...]:
    """Remind agencies that were asked and have not updated; name them.

    Their Morning pages say so. Raises `NothingToAsk` where everybody has updated.
    """
    meeting = fetch(Meeting, meeting_id, by=by, at=at, act=Act.READ_MEETING, lock=True)
    require(policies.may_chase_updates(by, meeting))
    items = list(AgendaItem.open_to(by).filter(meeting=meeting, minuted_at=None))
    waiting = Update.objects.filter(item__in=[item.uid for item in items], given_at=None)
    agencies = dict(
        waiting.order_by("agency__short_name").values_list("agency_id", "agency__short_name")
    )
    if not agencies:
        raise NothingToAsk("Nobody who was asked still owes an update.")
    waiting.update(chased_at=at)
    record(Act.CHASE_UPDATES, [meeting, *items], by=by, at=at, recipients=list(agencies))
    return tuple(agencies.values())


@transaction.atomic
def give_update(*, item_id: UUID, text: str, basis: str, by: Actor, at: datetime) -> None:
    """Say for one's own agency how things stand, and whether that is fact or opinion.

    Said again, it takes the place of the first.
    """
    row = open_item(item_id, by=by, at=at, lock=True)
    update = Update.objects.filter(item=row, agency_id=by.agency_id).first()
    require(policies.may_give_update(by, row, asked=update is not None))
    if update is not None:
        update.text, update.basis = text, Basis(basis)
        update.given_at, update.given_by_id, update.given_post = at, by.person_id, by.post_title
        update.save(update_fields=["text", "basis", "given_at", "given_by", "given_post"])
    record(Act.GIVE_UPDATE, row, by=by, at=at, fields=("update",))


def owed_by(agency_id: UUID, items: Iterable[ItemFacts]) -> tuple[ItemFacts, ...]:
    """Items on which an agency was asked for an update and has given none."""
    return tuple(
        item
        for item in items
        if any(line.agency_id == agency_id and not line.given_at for line in item.updates)
    )
