"""Ways in for people without an account: printed cards, and addresses to send round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Actor,
    Agency,
    Role,
    make_service,
    new_reference,
    record,
    require,
)
from frankpledge.intelligence.giving.jobs import Job, job
from frankpledge.intelligence.models import Card, CardKind
from frankpledge.intelligence.policies import Act, may_list_cards, may_make_card, may_withdraw_card
from frankpledge.intelligence.slots import day_and_slot
from frankpledge.intelligence.units import service_actor
from frankpledge.kernel import DomainError


class NoSuchJob(DomainError):
    """There are no signs for this job."""


class NoSuchCard(DomainError):
    """There is no card with this code."""


class CodeTaken(DomainError):
    """Another card has this code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """Whoever holds a card: the agency it belongs to, and the service that acts for them.

    `needs_proof` says that holding it is not enough: they have to prove that they work there.
    """

    code: str
    agency: str
    actor: Actor
    job: Job | None = None
    needs_proof: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One card or address, for whoever looks after them."""

    code: str
    agency: str
    agency_code: str
    is_link: bool
    job: str
    made_on: date
    withdrawn_on: date | None


@transaction.atomic
def make_card(
    *,
    agency_id: UUID,
    by: Actor,
    at: datetime,
    code: str = "",
    job_code: str = "",
    kind: str = CardKind.CARD,
) -> str:
    """Make a card, or an address to send round, for an agency, and give its code.

    The agency's own service acts for whoever holds it; it is made with the first one. A *code*
    may be given where cards are printed already, and *job_code* prints the eight signs of a job.
    Raises `NotPermitted`, `NoSuchJob` and `CodeTaken`.
    """
    require(may_make_card(by))
    if job_code and job(job_code) is None:
        raise NoSuchJob("Choose a job from the list", argument="job")
    if code and Card.objects.filter(code=code).exists():
        raise CodeTaken("Another card has this code", argument="code")
    agency = Agency.objects.get(id=agency_id)
    earlier = Card.objects.filter(agency=agency).select_related("service").first()
    service = (
        earlier.service
        if earlier
        else make_service(
            agency.id,
            code=f"{agency.code}-card"[:80],
            title=f"Card of {agency.short_name}",
            role=Role.CONTRIBUTOR,
            since=at,
        )
    )
    day, _ = day_and_slot(at)
    card = Card.objects.create(
        code=code or new_reference(),
        kind=kind,
        job=job_code,
        agency=agency,
        service=service,
        made_on=day,
    )
    record(Act.MAKE_CARD, None, by=by, at=at, recipients=[agency.id])
    return card.code


@transaction.atomic
def withdraw_card(*, code: str, by: Actor, at: datetime) -> None:
    """Let a card be of use to nobody from now on. What was told through it stays.

    Doing it twice changes nothing. Raises `NotPermitted` and `NoSuchCard`.
    """
    require(may_withdraw_card(by))
    card = Card.objects.select_for_update().filter(code=code).first()
    if card is None:
        raise NoSuchCard("There is no card with this code")
    if card.withdrawn_on is None:
        card.withdrawn_on = day_and_slot(at)[0]
        card.save(update_fields=["withdrawn_on"])
    record(Act.WITHDRAW_CARD, None, by=by, at=at, recipients=[card.agency_id])


@transaction.atomic
def listed(*, by: Actor, at: datetime) -> list[Listed]:
    """Every card and address, those in use first. Raises `NotPermitted`. Looking is recorded."""
    require(may_list_cards(by))
    record(Act.LIST_CARDS, None, by=by, at=at)
    rows = Card.objects.select_related("agency").order_by("agency__name", "made_on", "code")
    found = [
        Listed(
            code=row.code,
            agency=row.agency.name,
            agency_code=row.agency.code,
            is_link=row.kind == CardKind.LINK,
            job=row.job,
            made_on=row.made_on,
            withdrawn_on=row.withdrawn_on,
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: each.withdrawn_on is not None)


def scanned(code: str, *, at: datetime) -> Scanned | None:
    """Who somebody is who holds this card, or None if no such card is in use."""
    card = _in_use(code, at=at)
    if card is None:
        return None
    return Scanned(
        code=card.code,
        agency=card.agency.name,
        actor=service_actor(card.service_id, at=at),
        job=job(card.job) if card.job else None,
        needs_proof=card.kind == CardKind.LINK,
    )


def is_agency_code(code: str, *, link: str, at: datetime) -> bool:
    """Whether *code* stands on a card in use of the agency that the address *link* is of."""
    card, way = _in_use(code, at=at), _in_use(link, at=at)
    return bool(card and way and card.kind == CardKind.CARD and card.agency_id == way.agency_id)


def _in_use(code: str, *, at: datetime) -> Card | None:
    if "\x00" in code:
        return None
    rows = Card.objects.select_related("agency")
    typed = code.strip()
    plain = "".join(letter for letter in typed.upper() if letter.isalnum())
    card = next(
        (
            row
            for way in (typed.upper(), typed, f"{plain[:4]}-{plain[4:]}")
            if (row := rows.filter(code=way).first()) is not None
        ),
        None,
    )
    if card is None or (card.withdrawn_on is not None and card.withdrawn_on <= day_and_slot(at)[0]):
        return None
    return card
