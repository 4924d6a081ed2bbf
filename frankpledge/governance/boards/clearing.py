"""The chain of clearance: sent on, cleared step by step, sent back, published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import (
    NO_END,
    Action,
    Actor,
    Agency,
    Forum,
    Holding,
    PostRole,
    Role,
    Term,
    What,
    actor_for,
    amend,
    areas_around,
    areas_of,
    fetch,
    record,
    require,
    touched,
)
from frankpledge.governance import policies
from frankpledge.governance.boards import reading, rules
from frankpledge.governance.models import (
    BoardAction,
    BoardPaper,
    Clearance,
    Paragraph,
    Reach,
    Recommendation,
    Resolution,
    Section,
    Stage,
)
from frankpledge.governance.policies import Act
from frankpledge.kernel import DomainError


class NotReady(DomainError):
    """A paper lacks something that every paper has."""


class NoReason(DomainError):
    """It was sent back, or goes out late, and nobody said why."""


class NotYet(DomainError):
    """The board has not met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedAction:
    """An action as a board raised it."""

    text: str
    owner_agency: UUID
    owner_post: str
    due_on: date


def lacking(row: BoardPaper) -> tuple[str, ...]:
    """What a paper still lacks before it can be cleared, in words."""
    there = set(Paragraph.objects.filter(paper=row).values_list("section", flat=True))
    needed = (Section.BACKGROUND, Section.REPORT, Section.NEXT, Section.CONCLUSION)
    found = [f"Section {each.value}.0, {each.label}" for each in needed if each not in there]
    if not row.summary:
        found.insert(0, "A summary")
    if not Recommendation.objects.filter(paper=row).exists():
        found.append("A recommendation")
    return tuple(found)


@transaction.atomic
def send_paper(*, paper_id: UUID, by: Actor, at: datetime) -> None:
    """Send a paper to be cleared. Raises `NotReady` where a section is missing.

    From now on the county team of its area knows of it too, person by person.
    """
    row = fetch(BoardPaper, paper_id, by=by, at=at, act=Act.READ_PAPER, lock=True)
    require(policies.may_send_paper(by, row))
    missing = lacking(row)
    if missing:
        raise NotReady(f"It still lacks: {'; '.join(missing)}.")
    row.stage = rules.CHAIN[0]
    row.save(update_fields=["stage"])
    teams = [Term(what=What.NAMED, value=str(uid), until=NO_END) for uid in _county_team(row, at)]
    amend(row, by=by, at=at, action=Action.EDIT, add=teams)
    record(Act.SEND_PAPER, row, by=by, at=at)


def _county_team(row: BoardPaper, at: datetime) -> list[UUID]:
    """Who works in a county team where the paper's board works."""
    on = localtime(row.meeting.starts_at).date()
    body = row.meeting.forum.body_id
    areas = {area.code for area in areas_of(body, on)} if body else set()
    around = areas | {code for area in areas for code in areas_around(area, on)}
    posts = PostRole.objects.filter(role=Role.COUNTY_TEAM).values("post")
    held = Holding.objects.filter(post__in=posts, starts_at__lte=at, ends_at__gt=at)
    people = held.order_by("person").values_list("person", flat=True).distinct()
    found = [actor_for(person, at=at) for person in people]
    return [each.person_id for each in found if each.force_wide or each.districts & around]


@transaction.atomic
def clear_paper(
    *, paper_id: UUID, is_cleared: bool, words: str = "", by: Actor, at: datetime
) -> Stage:
    """Clear a paper for one's part, or send it back; say where it is now.

    Sent back, it is a draft again, and what the others cleared counts for nothing: the next
    edition goes through every hand. Raises `NoReason`.
    """
    row = fetch(BoardPaper, paper_id, by=by, at=at, act=Act.READ_PAPER, lock=True)
    require(policies.may_clear_paper(by, row, is_police=reading.is_police(by)))
    if not is_cleared and not words:
        raise NoReason("Say what has to be changed", argument="words")
    Clearance.objects.create(
        paper=row,
        edition=row.edition,
        stage=row.stage,
        is_cleared=is_cleared,
        words=words,
        at=at,
        by_id=by.person_id,
    )
    if is_cleared:
        row.stage = rules.next_stage(Stage(row.stage))
    else:
        row.stage, row.edition = Stage.DRAFT, row.edition + 1
    row.save(update_fields=["stage", "edition"])
    touched(row)
    record(Act.CLEAR_PAPER, row, by=by, at=at)
    return Stage(row.stage)


@transaction.atomic
def publish_paper(*, paper_id: UUID, late_reason: str = "", by: Actor, at: datetime) -> int:
    """Give a cleared paper its number and let the board have it; say the number.

    Numbers run on from meeting to meeting. From now on neither a word nor a figure of it changes.
    An exempt or private one goes to the board alone. Raises `NoReason` with fewer than five clear
    days to the meeting, and `NotYet` once the meeting has begun.
    """
    row = fetch(BoardPaper, paper_id, by=by, at=at, act=Act.READ_PAPER, lock=True)
    require(policies.may_publish_paper(by, row))
    meeting = localtime(row.meeting.starts_at)
    if row.meeting.starts_at <= at:
        raise NotYet("The meeting has begun. Withdraw this paper, and plan it for the next one.")
    late = rules.is_late(localtime(at).date(), meeting.date())
    if late and not late_reason:
        raise NoReason(
            "It goes out with fewer than five clear days left. Say why", argument="late_reason"
        )
    # Two papers of one board are not published at once, or they would have the same number.
    Forum.objects.select_for_update().get(code=row.forum_id)
    row.number = BoardPaper.last_number(row.forum_id) + 1
    row.late_reason = late_reason if late else ""
    row.stage = Stage.PUBLISHED if row.reach == Reach.PUBLIC else Stage.WITHHELD
    row.published_at, row.published_by_id = at, by.person_id
    row.save()
    touched(row)
    record(Act.PUBLISH_PAPER, row, by=by, at=at)
    return row.number


@transaction.atomic
def take_back_decision(
    *,
    paper_id: UUID,
    resolved: Sequence[str],
    actions: Sequence[RaisedAction] = (),
    by: Actor,
    at: datetime,
) -> None:
    """Write down what a board resolved on a paper, and the actions that it raised.

    The board's own minutes are kept in its council's system: these lines are what comes back from
    there. Raises `NotYet` before the meeting, and `NotReady` without a resolution.
    """
    row = fetch(BoardPaper, paper_id, by=by, at=at, act=Act.READ_PAPER, lock=True)
    require(policies.may_take_back_decision(by, row))
    if row.meeting.starts_at > at:
        raise NotYet("The board has not met yet.")
    lines = [text.strip() for text in resolved if text.strip()]
    if not lines:
        raise NotReady("Write what the board resolved", argument="resolved")
    known = set(Agency.objects.values_list("id", flat=True))
    raised = localtime(row.meeting.starts_at).date()
    if any(each.owner_agency not in known for each in actions):
        raise NotReady("Choose the agency that is to do it", argument="owner_agency")
    if any(each.due_on < raised for each in actions):
        raise NotReady("An action is due after the board has raised it", argument="due_on")
    Resolution.objects.bulk_create(
        Resolution(paper=row, position=position, text=text)
        for position, text in enumerate(lines, start=1)
    )
    BoardAction.objects.bulk_create(
        BoardAction(
            paper=row,
            letter="abcdefghijklmnopqrstuvwxyz"[place],
            text=each.text,
            owner_agency_id=each.owner_agency,
            owner_post=each.owner_post,
            raised_on=raised,
            due_on=each.due_on,
        )
        for place, each in enumerate(actions)
    )
    row.stage, row.considered_at, row.considered_by_id = Stage.CONSIDERED, at, by.person_id
    row.save()
    touched(row)
    record(Act.TAKE_BACK_DECISION, row, by=by, at=at)
