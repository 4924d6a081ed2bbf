"""Passing an answer on to a third agency: asked of its owner, agreed or not, and then done."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Action, Actor, Agency, Term, What, amend, record, require
from frankpledge.asking import contacts, policies, rules
from frankpledge.asking.information import MustSay, fetch_information
from frankpledge.asking.models import Onward
from frankpledge.asking.policies import Act


@transaction.atomic
def ask_onward(*, request_id: UUID, to: UUID | str, why: str, by: Actor, at: datetime) -> int:
    """Ask the agency whose answer it is whether a third may read it."""
    request, part = fetch_information(request_id, by=by, at=at, lock=True)
    require(policies.may_ask_onward(by, request, part))
    third = Agency.objects.filter(id=UUID(str(to))).exclude(id__in=[part.asker_id, part.to_id])
    found = third.first()
    if found is None:
        raise rules.UnknownChoice("Choose another agency", argument="to")
    if Onward.objects.filter(request=request, to=found).exists():
        raise MustSay("They have been asked about this agency", argument="to")
    row = Onward.objects.create(
        request=request, to=found, why=why, asked_at=at, asked_by_id=by.person_id
    )
    record(Act.ASK_ONWARD, request, by=by, at=at, recipients=[part.to_id])
    return row.pk


@transaction.atomic
def decide_onward(
    *, request_id: UUID, onward_id: int, agreed: bool, by: Actor, at: datetime
) -> None:
    """Agree, or not, that a third agency reads what one's own has told."""
    request, part = fetch_information(request_id, by=by, at=at, lock=True)
    answers = contacts.is_asked_for(by)
    require(policies.may_decide_onward(by, request, part, is_contact=answers))
    row = Onward.objects.filter(request=request, id=onward_id, decided_at=None).first()
    if row is None:
        raise MustSay("This has been decided")
    row.agreed, row.decided_at, row.decided_by_id = agreed, at, by.person_id
    row.save(update_fields=["agreed", "decided_at", "decided_by"])
    record(Act.DECIDE_ONWARD, request, by=by, at=at, fields=("agreed",))


@transaction.atomic
def pass_on(*, request_id: UUID, onward_id: int, by: Actor, at: datetime) -> None:
    """Let the third agency read the request and its answer, once that was agreed."""
    request, part = fetch_information(request_id, by=by, at=at, lock=True)
    row = Onward.objects.filter(request=request, id=onward_id, passed_on_at=None).first()
    if row is None:
        raise MustSay("This has been passed on")
    require(policies.may_pass_on(by, request, part, agreed=row.agreed))
    if not row.agreed:
        raise MustSay("The agency whose answer it is has not agreed to this")
    amend(
        request,
        by=by,
        at=at,
        action=Action.EDIT,
        add=[Term(what=What.AGENCY, value=str(row.to_id))],
    )
    row.passed_on_at = at
    row.save(update_fields=["passed_on_at"])
    record(Act.PASS_ON, request, by=by, at=at, recipients=[row.to_id])
