"""What is shared with whom now, and what of it stands in the one rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from frankpledge.access.api import Actor, ForumMember, Kind, Term, What, amend, protect, touched
from frankpledge.intelligence import slots
from frankpledge.intelligence.models import Dissemination, Ended, Product
from frankpledge.intelligence.sharing.readers import (
    governors_of,
    readers_in_agency,
    readers_in_forum,
)


def entries_for(product: Product, by: Actor) -> list[Dissemination]:
    """Lines of the ledger that speak of the actor's own agency or forums, newest first."""
    return list(
        Dissemination.open_to(by)
        .filter(_to(by), product=product)
        .select_related("protection")
        .order_by("-shared_at", "protection_id")
    )


def standing_shares(by: Actor, *, on: date) -> QuerySet[Dissemination]:
    """Lines of the ledger by which a product is shared with the actor now."""
    return Dissemination.open_to(by).filter(
        _to(by),
        Q(expires_on=None) | Q(expires_on__gt=on),
        recalled_at=None,
        product__isnull=False,
    )


def _to(by: Actor) -> Q:
    return Q(agency_id=by.agency_id) | Q(forum_id__in=sorted(by.forums))


def ends_at(day: date) -> datetime:
    """The moment at which a share that ends on *day* has ended: as that day begins."""
    return slots.beginning(day, 0)


def lines_of(product: Product, by: Actor) -> list[Dissemination]:
    """Every line of the ledger about a product of the actor's own unit, newest first."""
    return list(
        Dissemination.open_to(by)
        .filter(product=product, protection__owner_id=by.agency_id)
        .select_related("agency", "forum", "protection")
        .order_by("-shared_at", "protection_id")
    )


def enter(
    product: Product,
    *,
    basis: str,
    expires_on: date | None,
    agency: UUID | None,
    forum: str | None,
    by: Actor,
    at: datetime,
) -> Dissemination:
    """Write one line of the ledger. It can be read by whoever it is about for just as long as
    the product can, and by the information governance that answers for the unit."""
    district = product.district_id
    readers = (
        readers_in_agency(agency, district=district, at=at)
        if agency
        else readers_in_forum(str(forum), district=district, at=at)
    )
    row = Dissemination(
        product=product,
        agency_id=agency,
        forum_id=forum,
        version=edition_of(product),
        basis=basis,
        shared_at=at,
        expires_on=expires_on,
        reference=product.reference,
        readers=[str(each) for each in readers],
    )
    row.protection = protect(
        Kind.DISSEMINATION,
        owner=by.agency_id,
        by=by,
        at=at,
        agencies=governors_of(by.agency_id),
        terms=terms_of(row),
    )
    row.save(force_insert=True)
    return row


def edition_of(product: Product) -> int:
    """Which version of what it tells a product is: the first, or one more than it replaces."""
    edition, earlier = 1, product.replaces
    while earlier is not None:
        edition, earlier = edition + 1, earlier.replaces
    return edition


def terms_of(row: Dissemination) -> list[Term]:
    """What the one rule is told of a line.

    A share without an end is with an agency or a forum, whoever joins it. One that ends is with
    the people who could read it that day, by name and until then, because only a name can carry
    an end; so no list, caption or count outlives it, whether or not anybody tidies up.
    """
    if row.expires_on is None:
        if row.agency_id is not None:
            return [Term(what=What.AGENCY, value=str(row.agency_id))]
        return [Term(what=What.FORUM, value=str(row.forum_id))]
    end = ends_at(row.expires_on)
    sits_until = (
        dict(ForumMember.objects.filter(forum_id=row.forum_id).values_list("person_id", "until"))
        if row.forum_id
        else {}
    )
    return [
        Term(what=What.NAMED, value=each, until=min(end, sits_until.get(UUID(each), end)))
        for each in row.readers
    ]


def give(product: Product, rows: Sequence[Dissemination], *, by: Actor, at: datetime) -> None:
    """Let the product be read by those whom new lines speak of, and nobody lose it sooner."""
    new = {(term.what, term.value) for row in rows for term in terms_of(row)}
    # The lines just written stand already, so the later of two ends is kept.
    standing = _longest(_standing_lines(product, by, on=slots.day_and_slot(at)[0]))
    amend(product, by=by, at=at, add=[term for term in standing if (term.what, term.value) in new])


def _standing_lines(product: Product, by: Actor, *, on: date) -> list[Dissemination]:
    return [
        row
        for row in lines_of(product, by)
        if row.recalled_at is None and (row.expires_on is None or row.expires_on > on)
    ]


def _longest(rows: Iterable[Dissemination]) -> list[Term]:
    """Each term once; where two lines name the same person, with the later end."""
    found: dict[tuple[What, str], Term] = {}
    for row in rows:
        for term in terms_of(row):
            have = found.get((term.what, term.value))
            if have is None or (have.until and term.until and have.until < term.until):
                found[term.what, term.value] = term
    return list(found.values())


def end(row: Dissemination, product: Product, because: Ended, *, by: Actor, at: datetime) -> None:
    """End one share at once: it can no longer be found by whom it was shared with.

    What other lines still give them stands. The line keeps what they had done by then.
    """
    gone = terms_of(row)
    row.recalled_at = at
    row.ended_because = because
    row.save(update_fields=["recalled_at", "ended_because"])
    touched(row)
    amend(row, by=by, at=at, remove=gone)
    kept = _longest(_standing_lines(product, by, on=slots.day_and_slot(at)[0]))
    amend(product, by=by, at=at, remove=gone, add=kept)
