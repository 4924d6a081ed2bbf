"""What awaits somebody: uses to authorise, court clocks, answers that are owed, looks back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.timezone import localtime

from frankpledge.access.api import Action, Actor, Kind
from frankpledge.powers.lifecycle import Stage
from frankpledge.powers.models import Consultee, Delegation, LaterLook, PowerUse
from frankpledge.powers.overriders import is_overrider, posts_held
from frankpledge.powers.reading import UseLine, lines_of

LOOKS_AHEAD = timedelta(days=7)
"""How long before its day a look back is shown."""
MOST = 20


class Sort(StrEnum):
    """Why a use awaits somebody."""

    COURT = "court"
    AUTHORISE = "authorise"
    STOPPED = "stopped"
    TO_ANSWER = "to_answer"
    ANSWER_OWED = "answer_owed"
    LOOK_BACK = "look_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaiting:
    """A use that awaits somebody, why, and by when."""

    sort: Sort
    line: UseLine
    by_when: datetime | None = None
    words: str = ""


def awaiting(by: Actor, at: datetime) -> tuple[Awaiting, ...]:
    """What awaits *by* of the uses of their own agency, and answers that others ask of it.

    The most pressing sort comes first.
    """
    if Kind.POWER_USE not in by.kinds_for(Action.READ):
        return ()
    asked = _to_answer(by)
    if Kind.POWER_USE not in by.kinds_for(Action.EDIT):
        return tuple(asked)
    own = PowerUse.open_to(by, Action.EDIT)
    return (
        *_court(own),
        *_to_authorise(own, by, at),
        *_stopped(own, by, at),
        *asked,
        *_owed(own, at),
        *_looks(own, at),
    )


def _court(own: QuerySet[PowerUse]) -> list[Awaiting]:
    rows = own.filter(hear_by__isnull=False, heard_at=None).exclude(ended_at__isnull=False)
    return [
        Awaiting(sort=Sort.COURT, line=line, by_when=line.hear_by)
        for line in lines_of(rows.order_by("hear_by", "pk")[:MOST])
    ]


def _to_authorise(own: QuerySet[PowerUse], by: Actor, at: datetime) -> list[Awaiting]:
    on = localtime(at).date()
    codes = Delegation.objects.filter(
        agency_id=by.agency_id, post__in=posts_held(by, at), starts_on__lte=on, ends_on__gt=on
    ).values("power")
    rows = own.filter(stage=Stage.DECIDING, power__in=codes).exclude(started_by=by.person_id)
    return [
        Awaiting(sort=Sort.AUTHORISE, line=line)
        for line in lines_of(rows.order_by("started_at", "pk")[:MOST])
    ]


def _stopped(own: QuerySet[PowerUse], by: Actor, at: datetime) -> list[Awaiting]:
    if not is_overrider(by, at=at):
        return []
    rows = own.filter(stage=Stage.STOPPED).exclude(started_by=by.person_id)
    return [
        Awaiting(sort=Sort.STOPPED, line=line)
        for line in lines_of(rows.order_by("started_at", "pk")[:MOST])
    ]


def _to_answer(by: Actor) -> list[Awaiting]:
    asked = Consultee.objects.filter(asks_id=by.agency_id, answered_at=None)
    uses = PowerUse.open_to(by).filter(stage=Stage.CONSULTING, pk__in=asked.values("use"))
    lines = {line.uid: line for line in lines_of(uses)}
    return [
        Awaiting(
            sort=Sort.TO_ANSWER, line=lines[each.use_id], by_when=each.due_at, words=each.words
        )
        for each in asked.filter(use__in=list(lines)).order_by("due_at", "id")[:MOST]
    ]


def _owed(own: QuerySet[PowerUse], at: datetime) -> list[Awaiting]:
    # From the few that are late to their uses, and not from all uses to those that are late.
    late = Consultee.objects.filter(asked_at__isnull=False, answered_at=None, due_at__lt=at)
    uses = own.filter(stage=Stage.CONSULTING, pk__in=late.values("use"))
    lines = {line.uid: line for line in lines_of(uses)}
    owed = late.filter(use__in=list(lines)).order_by("due_at", "id")[:MOST]
    return [
        Awaiting(
            sort=Sort.ANSWER_OWED, line=lines[each.use_id], by_when=each.due_at, words=each.whom
        )
        for each in owed
    ]


def _looks(own: QuerySet[PowerUse], at: datetime) -> list[Awaiting]:
    until = localtime(at + LOOKS_AHEAD).date()
    due = LaterLook.objects.filter(looked_at=None, due_on__lte=until)
    uses = own.filter(stage=Stage.ENDED, pk__in=due.values("use"))
    lines = {line.uid: line for line in lines_of(uses)}
    looks = due.filter(use__in=list(lines)).order_by("due_on", "id")[:MOST]
    return [
        Awaiting(
            sort=Sort.LOOK_BACK,
            line=lines[each.use_id],
            words=f"After {each.months} months: {each.due_on:%-d %B %Y}",
        )
        for each in looks
    ]
