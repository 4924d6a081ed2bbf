"""What each agency offers against each threat: what it can see, do and supply, agreed and dated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Decision, NotFound, record, require
from frankpledge.governance import policies
from frankpledge.governance.forums.reference import harm_words
from frankpledge.governance.models import Offer, OfferSort
from frankpledge.governance.policies import Act
from frankpledge.kernel import DomainError

AGREED_FOR = timedelta(days=365)
"""An agreed offer is looked at again after a year."""


class EmptyOffer(DomainError):
    """An offer says what, and against which threat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferLine:
    """One offer, and what the reader may do with it."""

    number: int
    agency_id: UUID
    agency: str
    threat: str
    sort: str
    words: str
    offered_on: date
    agreed_on: date | None
    review_on: date | None
    may_agree: Decision
    may_end: Decision

    def state(self, on: date) -> str:
        """How it stands, in a word or two."""
        if self.agreed_on is None:
            return "Waits to be agreed"
        if self.review_on is not None and self.review_on <= on:
            return "To be looked at again"
        return "Agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A threat against which nobody has an agreed offer of some sort."""

    threat: str
    sorts: tuple[str, ...]


def offers(*, by: Actor, on: date, threat: str = "") -> tuple[OfferLine, ...]:
    """The offers that stand on a day, by threat, sort and agency. Raises `NotPermitted`."""
    require(policies.may_read_map(by))
    rows = Offer.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on), offered_on__lte=on)
    if threat:
        rows = rows.filter(threat=threat)
    listed = rows.select_related("agency").order_by("threat", "sort", "agency__name", "id")
    return tuple(_line(row, by) for row in listed)


def gaps(lines: Sequence[OfferLine], *, on: date) -> tuple[Gap, ...]:
    """Threats against which nothing is agreed of one sort or more. An offer alone is no promise."""
    agreed = {(line.threat, line.sort) for line in lines if line.state(on) == "Agreed"}
    return tuple(
        Gap(threat=threat, sorts=missing)
        for threat in harm_words()
        for missing in [tuple(sort for sort in OfferSort.values if (threat, sort) not in agreed)]
        if missing
    )


@transaction.atomic
def offer(*, threat: str, sort: str, words: str, by: Actor, at: datetime) -> int:
    """Say what one's own agency can bring against a threat. It counts once it is agreed.

    Raises `NotPermitted` and `EmptyOffer`.
    """
    require(policies.may_offer(by))
    if threat not in harm_words():
        raise EmptyOffer("Choose the threat", argument="threat")
    if sort not in OfferSort.values:
        raise EmptyOffer("Choose what sort of offer it is", argument="sort")
    if not words.strip():
        raise EmptyOffer("Say what your agency can bring", argument="words")
    row = Offer.objects.create(
        agency_id=by.agency_id,
        threat=threat,
        sort=sort,
        words=words.strip(),
        offered_on=localtime(at).date(),
        offered_by_id=by.person_id,
    )
    record(Act.OFFER, None, by=by, at=at, recipients=[by.agency_id], fields=[threat, sort])
    return row.id


@transaction.atomic
def agree_offer(*, number: int, by: Actor, at: datetime) -> date:
    """Agree an offer, and give the day to look at it again. Raises as `end_offer` does."""
    row = _row(number, by)
    require(policies.may_agree_offer(by, row))
    row.agreed_on = localtime(at).date()
    row.agreed_by_id = by.person_id
    row.review_on = row.agreed_on + AGREED_FOR
    row.save(update_fields=["agreed_on", "agreed_by", "review_on"])
    record(Act.AGREE_OFFER, None, by=by, at=at, recipients=[row.agency_id], fields=[row.threat])
    return row.review_on


@transaction.atomic
def end_offer(*, number: int, by: Actor, at: datetime) -> None:
    """Say that one's own agency can no longer bring this. Raises `NotPermitted`, `NotFound`."""
    row = _row(number, by)
    require(policies.may_end_offer(by, row))
    row.ended_on = localtime(at).date()
    row.save(update_fields=["ended_on"])
    record(Act.END_OFFER, None, by=by, at=at, recipients=[row.agency_id], fields=[row.threat])


def _row(number: int, by: Actor) -> Offer:
    require(policies.may_read_map(by))
    row = Offer.objects.select_for_update(of=("self",)).filter(id=number).first()
    if row is None:
        raise NotFound
    return row


def _line(row: Offer, by: Actor) -> OfferLine:
    return OfferLine(
        number=row.id,
        agency_id=row.agency_id,
        agency=row.agency.name,
        threat=row.threat,
        sort=row.sort,
        words=row.words,
        offered_on=row.offered_on,
        agreed_on=row.agreed_on,
        review_on=row.review_on,
        may_agree=policies.may_agree_offer(by, row),
        may_end=policies.may_end_offer(by, row),
    )
