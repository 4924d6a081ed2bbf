"""How soon agencies answer what they are asked, one ask at a time, and naming none of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime

from frankpledge.access.api import Action, Actor, record, require
from frankpledge.problems import policies
from frankpledge.problems.models import Answer, Ask
from frankpledge.problems.policies import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Promptness:
    """How one ask, whose day for an answer has passed, was kept to. It names no agency."""

    to_police: bool
    answered: bool
    on_time: bool
    refused: bool
    nil: bool


def promptness(*, since: date, by: Actor, at: datetime) -> tuple[Promptness, ...]:
    """Asks that were due from *since* to yesterday, as far as *by* may count them."""
    require(policies.may_count_asks(by))
    on = localtime(at).date()
    rows = (
        Ask.open_to(by, Action.AGGREGATE)
        .filter(due_on__gte=since, due_on__lt=on, withdrawn_at=None)
        .select_related("agency")
        .order_by("pk")
    )
    found = list(rows)
    record(Act.COUNT_ASKS, found, by=by, at=at)
    return tuple(
        Promptness(
            to_police=row.agency.kind == "police",
            answered=bool(row.answer),
            on_time=bool(row.answered_at and localtime(row.answered_at).date() <= row.due_on),
            refused=row.answer == Answer.REFUSED,
            nil=row.answer == Answer.NIL,
        )
        for row in found
    )
