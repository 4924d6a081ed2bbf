"""Taking back that one may be contacted: said by whoever holds the receipt, seen by the desk."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from frankpledge.access.api import Actor, NotFound, record, require, touched
from frankpledge.intelligence import slots
from frankpledge.intelligence.answers.policies import may_withdraw_contact
from frankpledge.intelligence.giving.submission import hashed, holder_of, unconnected
from frankpledge.intelligence.models import Receipt
from frankpledge.intelligence.policies import Act
from frankpledge.intelligence.units import service_actor, units


@transaction.atomic
def withdraw_contact_by_code(code: str, *, at: datetime) -> bool:
    """Note that nobody is to contact whoever holds the receipt with this code.

    False for a code that is none. The unit's service notes it, so that no account is connected
    with the receipt. What is said on the receipt is still said. Raises `NotPermitted` if it was
    asked before.
    """
    for unit in units():
        service = service_actor(unit.service_id, at=at)
        row = (
            Receipt.open_to(service)
            .select_related("protection")
            .filter(code_hash=hashed(code))
            .first()
        )
        if row is not None:
            require(may_withdraw_contact(service, row, holds_it=True))
            _withdraw(row, at=at)
            record(
                Act.WITHDRAW_CONTACT,
                row,
                by=service,
                at=slots.blurred(at),
                fields=["contact_withdrawn_on"],
            )
            return True
    return False


@transaction.atomic
def withdraw_contact(*, reference: str, by: Actor, at: datetime) -> None:
    """Note that nobody is to contact whoever holds this receipt by their account.

    Recorded under their pseudonym. Raises `NotFound` for a receipt that is not theirs, and
    `NotPermitted` if it was asked before.
    """
    row = (
        Receipt.open_to(by)
        .select_related("protection")
        .filter(holder=holder_of(by), reference=reference)
        .first()
    )
    if row is None:
        raise NotFound
    require(may_withdraw_contact(by, row, holds_it=True))
    _withdraw(row, at=at)
    record(
        Act.WITHDRAW_CONTACT,
        row,
        by=unconnected(by),
        at=slots.blurred(at),
        fields=["contact_withdrawn_on"],
        veiled=True,
    )


def _withdraw(row: Receipt, *, at: datetime) -> None:
    row.contact_withdrawn_on = slots.day_and_slot(at)[0]
    row.save(update_fields=["contact_withdrawn_on"])
    touched(row)
