"""Acting at once because somebody is at risk: it needs no answer, and the unit is told."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor, record, require, touched
from frankpledge.asking import clocks, policies
from frankpledge.asking.before_acting import fetch_part, make_question
from frankpledge.asking.models import BeforeActing, Request
from frankpledge.asking.policies import Act


@transaction.atomic
def act_on_risk(*, request_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """Say that one acted at once because somebody was at risk. The unit is told."""
    request, part = fetch_part(request_id, by=by, at=at, lock=True)
    require(policies.may_act_on_risk(by, request, part))
    _acted(request, part, words, by=by, at=at)


@transaction.atomic
def act_without_asking(
    *,
    place: str,
    area: str,
    planned: str,
    words: str,
    problem_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Tell the unit of an act on immediate risk that there was no time to ask about."""
    require(policies.may_act_on_risk(by, None, None))
    today = clocks.local_day(at)
    part = make_question(
        place=place,
        area=area,
        planned=planned,
        goers=by.name,
        days=(today, today),
        agencies=(),
        problem_id=problem_id,
        act=Act.ACT_ON_RISK,
        by=by,
        at=at,
    )
    _acted(part.request, part, words, by=by, at=at)
    return part.request.uid


def _acted(request: Request, part: BeforeActing, words: str, *, by: Actor, at: datetime) -> None:
    part.acted_at, part.acted_by_id, part.acted_words = at, by.person_id, words
    part.save(update_fields=["acted_at", "acted_by", "acted_words"])
    touched(request)
    record(Act.ACT_ON_RISK, request, by=by, at=at, recipients=[part.unit_id])
