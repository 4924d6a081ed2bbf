"""Sharing products with named agencies and forums, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Decision,
    Forum,
    Kind,
    LinkKind,
    NotFound,
    Term,
    What,
    amend,
    area_names_on,
    deny,
    fetch,
    links_of,
    protect,
    record,
    require,
    touched,
)
from frankpledge.intelligence import slots
from frankpledge.intelligence.grading import agency_names
from frankpledge.intelligence.lifecycle import ProductStage
from frankpledge.intelligence.models import (
    Basis,
    Code,
    Dissemination,
    IntelligenceGrade,
    Product,
    SourceGrade,
)
from frankpledge.intelligence.policies import (
    Act,
    is_owner,
    may_acknowledge,
    may_approve,
    may_read_product,
    may_recall,
    may_send_back,
    may_share,
    reads,
    stands,
)
from frankpledge.intelligence.sanitisation import SECOND_PERSON_WORDS
from frankpledge.kernel import DomainError


class NobodyChosen(DomainError):
    """Something is shared with somebody."""


class NotAmongThoseNamed(DomainError):
    """Code C names the agencies that it is for, and this is none of them."""


class EndsTooSoon(DomainError):
    """What is shared is shared for some time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger: with whom, and what became of it."""

    uid: UUID
    recipient: str
    basis: str
    shared_at: datetime
    opened_at: datetime | None
    acknowledged_at: datetime | None
    recalled_at: datetime | None
    expires_on: date | None
    may_recall: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page about a product needs to know: no agency that told it, no hour, no flat."""

    uid: UUID
    reference: str
    text: str
    place: str
    district: str
    week_of: date | None
    grade: str
    handling: str
    released_on: date | None
    released_between: str
    is_draft: bool
    is_ours: bool
    sent_back_because: str
    second_person_for: tuple[str, ...]
    named_recipients: tuple[str, ...]
    report: UUID | None
    ledger: tuple[Entry, ...]
    basis: str
    shared_at: datetime | None
    expires_on: date | None
    may_approve: Decision
    may_send_back: Decision
    may_share: Decision
    may_acknowledge: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One product in a list."""

    uid: UUID
    reference: str
    place: str
    district: str
    released_on: date | None
    stage: str
    is_new: bool


def entries_for(product: Product, by: Actor) -> list[Dissemination]:
    """Lines of the ledger that speak of the actor's own agency or forums, newest first."""
    return list(
        Dissemination.open_to(by)
        .filter(_to(by), product=product)
        .select_related("protection")
        .order_by("-shared_at", "protection_id")
    )


def _to(by: Actor) -> Q:
    return Q(agency_id=by.agency_id) | Q(forum_id__in=sorted(by.forums))


def standing_shares(by: Actor, *, on: date) -> QuerySet[Dissemination]:
    """Lines of the ledger by which something is shared with the actor now."""
    return Dissemination.open_to(by).filter(
        _to(by), Q(expires_on=None) | Q(expires_on__gt=on), recalled_at=None
    )


@transaction.atomic
def products(*, by: Actor, at: datetime, limit: int = 50) -> list[Listed]:
    """Products that the actor's unit made, or that are shared with the actor, newest first.

    Raises `NotPermitted` for somebody whose post reads no products.
    """
    require(reads(by, Kind.PRODUCT))
    day = slots.day_and_slot(at)[0]
    shares = list(standing_shares(by, on=day))
    rows = list(
        Product.open_to(by)
        .filter(
            Q(protection__owner_id=by.agency_id)
            | Q(protection_id__in=[share.product_id for share in shares])
        )
        .order_by("-released_on", "-slot", "protection_id")[:limit]
    )
    unopened = {share.product_id for share in shares if share.opened_at is None}
    names = area_names_on([row.district_id for row in rows], day)
    record(Act.READ_PRODUCT, rows, by=by, at=at)
    return [
        Listed(
            uid=row.uid,
            reference=row.reference,
            place=row.place,
            district=names.get(row.district_id, ""),
            released_on=row.released_on,
            stage=STAGE_WORDS[ProductStage(row.stage)],
            is_new=row.uid in unopened,
        )
        for row in rows
    ]


STAGE_WORDS = {
    ProductStage.WAITING: "Waiting for a second person",
    ProductStage.SENT_BACK: "Sent back",
    ProductStage.RELEASED: "Released",
}


@transaction.atomic
def open_product(*, product_id: UUID, by: Actor, at: datetime) -> Shown:
    """Open a product. Looking is recorded, and a recipient's first look stands in the ledger."""
    product = fetch(Product, product_id, by=by, at=at, act=Act.READ_PRODUCT)
    day = slots.day_and_slot(at)[0]
    ours = is_owner(by, product)
    entries = [] if ours else entries_for(product, by)
    require(may_read_product(by, product, entries, on=day))
    mine = next((entry for entry in entries if stands(entry, on=day)), None)
    if mine is not None and mine.opened_at is None:
        mine.opened_at = at
        mine.save(update_fields=["opened_at"])
        touched(mine)
    ledger = Dissemination.open_to(by).filter(product=product) if ours else ()
    joined = links_of(product.uid, by)
    return Shown(
        uid=product.uid,
        reference=product.reference,
        text=product.text,
        place=product.place,
        district=area_names_on([product.district_id], day).get(product.district_id, ""),
        week_of=product.week_of,
        grade=f"{SourceGrade(product.source).label}; "
        f"{IntelligenceGrade(product.intelligence).label}",
        handling=_handling(product),
        released_on=product.released_on,
        released_between=slots.words(product.released_on, product.slot or 0)
        if product.released_on
        else "",
        is_draft=product.stage != ProductStage.RELEASED,
        is_ours=ours,
        sent_back_because=product.sent_back_because if ours else "",
        second_person_for=tuple(SECOND_PERSON_WORDS[code] for code in product.second_person_for)
        if ours
        else (),
        named_recipients=tuple(agency_names(product.recipients)) if ours else (),
        report=next(
            (each.earlier.uid for each in joined if each.relation == LinkKind.SANITISED_AS), None
        ),
        ledger=tuple(_entry(row, product, by) for row in ledger),
        basis=Basis(mine.basis).label if mine else "",
        shared_at=mine.shared_at if mine else None,
        expires_on=mine.expires_on if mine else None,
        may_approve=may_approve(by, product),
        may_send_back=may_send_back(by, product),
        may_share=may_share(by, product),
        may_acknowledge=deny("You made this.") if ours else may_acknowledge(by, mine, on=day),
    )


def _handling(product: Product) -> str:
    words = []
    if product.code == Code.CONDITIONS:
        words.append("Only for the agencies that it was shared with.")
    if product.no_onward:
        words.append("Do not pass it on.")
    words.append("Do not act on it alone: ask the intelligence unit first.")
    return " ".join(words)


def _entry(row: Dissemination, product: Product, by: Actor) -> Entry:
    if row.agency_id is not None:
        recipient = Agency.objects.get(id=row.agency_id).name
    else:
        recipient = Forum.objects.get(code=row.forum_id).name
    return Entry(
        uid=row.uid,
        recipient=recipient,
        basis=Basis(row.basis).label,
        shared_at=row.shared_at,
        opened_at=row.opened_at,
        acknowledged_at=row.acknowledged_at,
        recalled_at=row.recalled_at,
        expires_on=row.expires_on,
        may_recall=may_recall(by, row, product),
    )


@transaction.atomic
def share(
    *,
    product_id: UUID,
    agencies: Sequence[UUID] = (),
    forums: Sequence[str] = (),
    basis: str = Basis.CRIME_AND_DISORDER,
    expires_on: date | None = None,
    by: Actor,
    at: datetime,
) -> list[UUID]:
    """Share a released product with agencies and forums, one line of the ledger each.

    Whoever has it already is left as they were. Raises `NotPermitted`, `NobodyChosen`,
    `NotAmongThoseNamed` for an agency that code C does not name, and `EndsTooSoon`.
    """
    product = fetch(Product, product_id, by=by, at=at, act=Act.READ_PRODUCT, lock=True)
    require(may_share(by, product))
    if not agencies and not forums:
        raise NobodyChosen("Choose who to share this with", argument="agencies")
    _refuse_unnamed(product, agencies, forums)
    if expires_on is not None and expires_on <= slots.day_and_slot(at)[0]:
        raise EndsTooSoon("The last day must be in the future", argument="expires_on")
    have = Dissemination.visible_to(by).filter(product=product, recalled_at=None)
    have_agencies = set(have.values_list("agency_id", flat=True))
    have_forums = set(have.values_list("forum_id", flat=True))
    new_agencies = [each for each in dict.fromkeys(agencies) if each not in have_agencies]
    new_forums = [each for each in dict.fromkeys(forums) if each not in have_forums]
    terms = [
        *(Term(what=What.AGENCY, value=str(each)) for each in new_agencies),
        *(Term(what=What.FORUM, value=each) for each in new_forums),
    ]
    if not terms:
        return []
    amend(product, by=by, at=at, add=terms)
    made = [
        *(_enter(product, basis, expires_on, agency=each, by=by, at=at) for each in new_agencies),
        *(_enter(product, basis, expires_on, forum=each, by=by, at=at) for each in new_forums),
    ]
    record(Act.SHARE, [product, *made], by=by, at=at, recipients=new_agencies, fields=new_forums)
    return [row.uid for row in made]


def _refuse_unnamed(product: Product, agencies: Sequence[UUID], forums: Sequence[str]) -> None:
    if product.code != Code.CONDITIONS:
        return
    if forums:
        raise NotAmongThoseNamed(
            "This is graded C, so share it with the agencies that the grade names, not a forum",
            argument="forums",
        )
    strays = [str(each) for each in agencies if str(each) not in product.recipients]
    if strays:
        raise NotAmongThoseNamed(
            f"The grade does not name {', '.join(agency_names(strays))}. "
            "Grade it again if they should have it",
            argument="agencies",
        )


def _enter(
    product: Product,
    basis: str,
    expires_on: date | None,
    *,
    agency: UUID | None = None,
    forum: str | None = None,
    by: Actor,
    at: datetime,
) -> Dissemination:
    row = Dissemination(
        protection=protect(
            Kind.DISSEMINATION,
            owner=by.agency_id,
            by=by,
            at=at,
            parent=product,
            agencies=[agency] if agency else [],
            forums=[forum] if forum else [],
        ),
        product=product,
        agency_id=agency,
        forum_id=forum,
        version=product.protection.version,
        basis=basis,
        shared_at=at,
        expires_on=expires_on,
    )
    row.save(force_insert=True)
    return row


@transaction.atomic
def acknowledge(*, product_id: UUID, by: Actor, at: datetime) -> None:
    """Say, for the actor's agency or forum, that a product has been read. Raises `NotPermitted`."""
    product = fetch(Product, product_id, by=by, at=at, act=Act.READ_PRODUCT)
    day = slots.day_and_slot(at)[0]
    standing = [entry for entry in entries_for(product, by) if stands(entry, on=day)]
    entry = standing[0] if standing else None
    require(may_acknowledge(by, entry, on=day))
    if entry is None:
        raise NotFound
    entry.opened_at = entry.opened_at or at
    entry.acknowledged_at = at
    entry.save(update_fields=["opened_at", "acknowledged_at"])
    touched(entry)
    record(Act.ACKNOWLEDGE, [product, entry], by=by, at=at)


@transaction.atomic
def recall(*, dissemination_id: UUID, by: Actor, at: datetime) -> UUID:
    """Take a product back from an agency or a forum, at once, and give the product's identity.

    They can no longer find it; the ledger keeps whether they had opened it. Raises `NotPermitted`.
    """
    entry = fetch(Dissemination, dissemination_id, by=by, at=at, act=Act.READ_PRODUCT, lock=True)
    product = fetch(Product, entry.product_id, by=by, at=at, act=Act.READ_PRODUCT, lock=True)
    require(may_recall(by, entry, product))
    gone = (
        Term(what=What.AGENCY, value=str(entry.agency_id))
        if entry.agency_id
        else Term(what=What.FORUM, value=str(entry.forum_id))
    )
    amend(product, by=by, at=at, action=Action.SHARE, remove=[gone])
    entry.recalled_at = at
    entry.save(update_fields=["recalled_at"])
    touched(entry)
    recipients = [entry.agency_id] if entry.agency_id else []
    record(Act.RECALL, [product, entry], by=by, at=at, recipients=recipients)
    return product.uid


def forum_choices() -> list[tuple[str, str]]:
    """Forums that something can be shared with."""
    return [(forum.code, forum.name) for forum in Forum.objects.order_by("name")]
