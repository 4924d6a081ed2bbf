"""Conflicts: who declares one no longer lives in a world that has the item."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor, Conflict, record, require
from frankpledge.governance import policies
from frankpledge.governance.agenda import open_item
from frankpledge.governance.models import Declaration
from frankpledge.governance.policies import Act
from frankpledge.problems import api as problems


@transaction.atomic
def declare_conflict(*, item_id: UUID, by: Actor, at: datetime) -> UUID:
    """Declare one's own conflict with what an item is about, and give back the meeting's identity.

    From the next request on, the problem and everything that follows from it are not there for
    that person: pages, lists, counts and addresses. Nothing here takes it back. The others see
    on the item that it was declared.
    """
    row = open_item(item_id, by=by, at=at, lock=True)
    require(policies.may_declare_conflict(by, row))
    Declaration.objects.create(item=row, person_id=by.person_id, declared_at=at)
    Conflict.objects.get_or_create(
        person_id=by.person_id,
        nominal=problems.nominal_of(row.problem_id),
        covert=False,
        defaults={"declared_at": at},
    )
    record(Act.DECLARE_CONFLICT, row, by=by, at=at)
    meeting: UUID = row.meeting_id
    return meeting
