"""One subject: every mention judged to be of the same, on a day, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.timezone import get_current_timezone, localtime

from frankpledge.access.api import Actor, Decision, fetch, record
from frankpledge.entities import resolution
from frankpledge.entities.identifiers import What
from frankpledge.entities.judging import judged, judgements_around
from frankpledge.entities.models import Judgement, Mention, Sort, Verdict
from frankpledge.entities.policies import Act, may_review
from frankpledge.entities.taking_in import MentionFacts, facts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One judgement as it is told on a page. `standing` is false once it was withdrawn."""

    left: UUID
    right: UUID
    verdict: str
    reason: str
    who: str
    at: datetime
    standing: bool
    withdrawn: str = ""
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A subject gained or lost mentions: how many, and under whose identity it stands since."""

    at: datetime
    name: UUID
    joined: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is known of one subject on a day, as far as the reader may see."""

    name: UUID
    opened: UUID
    title: str
    sort: Sort
    on: date
    mentions: tuple[MentionFacts, ...]
    identifiers: tuple[tuple[What, str], ...]
    rulings: tuple[Ruling, ...]
    changes: tuple[Change, ...]
    at_odds: bool
    may_review: Decision


def subject(*, mention_id: UUID, by: Actor, at: datetime, on: date | None = None) -> Subject:
    """The subject that a mention belongs to, as it stood at the end of a day (or stands now).

    Worked out from the judgements of then that *by* may see. Raises `NotFound`.
    """
    opened = fetch(Mention, mention_id, by=by, at=at, act=Act.READ_SUBJECT)
    moment = min(at, _end_of(on)) if on else at
    rows = judgements_around(mention_id, by)
    every = judged(rows)
    members = resolution.cluster_of(mention_id, every, at=moment)
    around = {mention_id} | {uid for row in rows for uid in (row.left_id, row.right_id)}
    mentions = list(
        Mention.open_to(by)
        .filter(pk__in=around)
        .select_related("protection__parent")
        .order_by("noted_at", "pk")
    )
    noted = {row.uid: row.noted_at for row in mentions}
    facts = facts_of([row for row in mentions if row.uid in members])
    name = resolution.name_of(members, noted)
    record(Act.READ_SUBJECT, [row for row in mentions if row.uid in members], by=by, at=at)
    return Subject(
        name=name,
        opened=mention_id,
        title=next(each.typed for each in facts if each.uid == name),
        sort=Sort(opened.sort),
        on=on or localtime(at).date(),
        mentions=facts,
        identifiers=tuple(dict.fromkeys(pair for each in facts for pair in each.identifiers)),
        rulings=tuple(
            ruling(row, at=moment)
            for row in rows
            if row.judged_at <= moment and {row.left_id, row.right_id} & members
        ),
        changes=tuple(
            Change(at=each.at, name=each.name, joined=len(each.joined), left=len(each.left))
            for each in resolution.history(mention_id, every, noted)
            if each.at <= moment
        ),
        at_odds=any(pair <= members for pair in resolution.contradictions(every, at=moment)),
        may_review=may_review(by),
    )


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=get_current_timezone())


def ruling(row: Judgement, *, at: datetime) -> Ruling:
    """A judgement as a page tells it, as it stood at a moment."""
    withdrawal = getattr(row, "withdrawal", None)
    if withdrawal is not None and withdrawal.withdrawn_at > at:
        withdrawal = None
    return Ruling(
        left=row.left_id,
        right=row.right_id,
        verdict=Verdict(row.verdict).label,
        reason=row.reason,
        who=f"{row.judged_by.name}, {row.judged_by.agency.short_name}",
        at=row.judged_at,
        standing=withdrawal is None,
        withdrawn=withdrawal.reason if withdrawal else "",
        withdrawn_at=withdrawal.withdrawn_at if withdrawal else None,
    )
