"""Printed cards through which an agency's people tell what they saw, without an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor, Agency, new_reference, record, require
from frankpledge.intelligence.models import Card
from frankpledge.intelligence.policies import Act, may_make_card
from frankpledge.intelligence.slots import day_and_slot
from frankpledge.intelligence.units import make_service, service_actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """Whoever holds a card: the agency it belongs to, and the service that acts for them."""

    code: str
    agency: str
    actor: Actor


@transaction.atomic
def make_card(*, agency_id: UUID, by: Actor, at: datetime, code: str = "") -> str:
    """Make a card for an agency and give its code, which is to be printed on it.

    The agency's own service acts for whoever holds the card; it is made with the first one. A
    *code* may be given where cards are printed already. Raises `NotPermitted`.
    """
    require(may_make_card(by))
    agency = Agency.objects.get(id=agency_id)
    earlier = Card.objects.filter(agency=agency).select_related("service").first()
    service = (
        earlier.service
        if earlier
        else make_service(
            agency, code=f"{agency.code}-card", title=f"Card of {agency.short_name}", at=at
        )
    )
    day, _ = day_and_slot(at)
    card = Card.objects.create(
        code=code or new_reference(), agency=agency, service=service, made_on=day
    )
    record(Act.MAKE_CARD, None, by=by, at=at, recipients=[agency.id])
    return card.code


def scanned(code: str, *, at: datetime) -> Scanned | None:
    """Who somebody is who holds this card, or None if no such card is in use."""
    day, _ = day_and_slot(at)
    card = (
        Card.objects.select_related("agency").filter(code=code.strip().upper()).first()
        or Card.objects.select_related("agency").filter(code=code.strip()).first()
    )
    if card is None or (card.withdrawn_on is not None and card.withdrawn_on <= day):
        return None
    return Scanned(
        code=card.code,
        agency=card.agency.name,
        actor=service_actor(card.service_id, at=at),
    )
