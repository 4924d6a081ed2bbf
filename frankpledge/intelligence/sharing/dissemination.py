"""Sharing products with named agencies and forums, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from frankpledge.access.api import (
    Actor,
    Forum,
    Kind,
    LinkKind,
    NotFound,
    area_names_on,
    deny,
    fetch,
    links_of,
    record,
    require,
    touched,
)
from frankpledge.intelligence import slots
from frankpledge.intelligence.desk.grading import agency_names
from frankpledge.intelligence.lifecycle import ProductStage
from frankpledge.intelligence.models import (
    Basis,
    Code,
    Dissemination,
    Ended,
    IntelligenceGrade,
    Product,
    Reading,
    SourceGrade,
)
from frankpledge.intelligence.policies import (
    Act,
    is_owner,
    may_acknowledge,
    may_approve,
    may_prove_absence,
    may_read_product,
    may_recall,
    may_send_back,
    may_share,
    reads,
    stands,
)
from frankpledge.intelligence.sharing.four_eyes import words_for
from frankpledge.intelligence.sharing.sanitisation import Plan, planned_for
from frankpledge.intelligence.sharing.shares import (
    end,
    enter,
    entries_for,
    give,
    lines_of,
    standing_shares as standing_shares,
)
from frankpledge.intelligence.sharing.shown import (
    STAGE_WORDS,
    Listed,
    Shown,
    entries_of,
    handling_of,
    proved_of,
    watermark_of,
    when_of,
)
from frankpledge.kernel import DomainError


class NobodyChosen(DomainError):
    """Something is shared with somebody."""


class NotAmongThoseNamed(DomainError):
    """Code C names the agencies that it is for, and this is none of them."""


class EndsTooSoon(DomainError):
    """What is shared is shared for some time."""


class NoSuchEnd(DomainError):
    """A share is recalled for one of the reasons on the list."""


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
            stage="Replaced" if row.replaced_on else STAGE_WORDS[ProductStage(row.stage)],
            is_new=row.uid in unopened,
        )
        for row in rows
    ]


@transaction.atomic
def open_product(*, product_id: UUID, by: Actor, at: datetime) -> Shown:
    """Open a product. Looking is recorded, and a reader's first look stands in the ledger."""
    product = fetch(Product, product_id, by=by, at=at, act=Act.READ_PRODUCT)
    day = slots.day_and_slot(at)[0]
    ours = is_owner(by, product)
    entries = [] if ours else entries_for(product, by)
    require(may_read_product(by, product, entries, on=day))
    mine = next((entry for entry in entries if stands(entry, on=day)), None)
    if mine is not None:
        _note_reading([entry for entry in entries if stands(entry, on=day)], by, at=at)
    joined = links_of(product.uid, by)
    week, month = when_of(product)
    newer = Product.open_to(by).filter(replaces=product, stage=ProductStage.RELEASED).first()
    return Shown(
        uid=product.uid,
        reference=product.reference,
        text=product.text,
        place=product.place,
        district=area_names_on([product.district_id], day).get(product.district_id, ""),
        week_of=week,
        month_of=month,
        grade=f"{SourceGrade(product.source).label}; "
        f"{IntelligenceGrade(product.intelligence).label}",
        handling=handling_of(product),
        released_on=product.released_on,
        released_between=slots.words(product.released_on, product.slot or 0)
        if product.released_on
        else "",
        is_draft=product.stage != ProductStage.RELEASED,
        is_ours=ours,
        is_replaced=product.replaced_on is not None,
        newer=newer.uid if newer else None,
        sent_back_because=product.sent_back_because if ours else "",
        second_person_for=tuple(words_for(code) for code in product.second_person_for)
        if ours
        else (),
        named_recipients=tuple(agency_names(product.recipients)) if ours else (),
        planned_recipients=_planned_names(planned_for(product)) if ours else (),
        report=next(
            (each.earlier.uid for each in joined if each.relation == LinkKind.SANITISED_AS), None
        ),
        ledger=entries_of(lines_of(product, by), product, by) if ours else (),
        proved=proved_of(product) if ours else None,
        basis=Basis(mine.basis).label if mine else "",
        shared_at=mine.shared_at if mine else None,
        expires_on=mine.expires_on if mine else None,
        watermark=watermark_of(product, by, at=at),
        may_approve=may_approve(by, product),
        may_send_back=may_send_back(by, product),
        may_share=may_share(by, product),
        may_acknowledge=deny("You made this.") if ours else may_acknowledge(by, mine, on=day),
        may_prove_absence=may_prove_absence(by, product),
    )


def _note_reading(entries: Sequence[Dissemination], by: Actor, *, at: datetime) -> None:
    for entry in entries:
        Reading.note(entry, by.person_id, at=at)
        if entry.opened_at is None:
            entry.opened_at = at
            entry.save(update_fields=["opened_at"])
            touched(entry)


def _planned_names(plan: Plan | None) -> tuple[str, ...]:
    if plan is None:
        return ()
    forums = Forum.objects.filter(code__in=plan.forums).order_by("name")
    return (
        *agency_names([str(each) for each in plan.agencies]),
        *forums.values_list("name", flat=True),
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

    Whoever has it already is left as they were; where they had the version that this replaces,
    that one ends. Raises `NotPermitted`, `NobodyChosen`, `NotAmongThoseNamed` for an agency that
    code C does not name, and `EndsTooSoon`.
    """
    product = fetch(Product, product_id, by=by, at=at, act=Act.READ_PRODUCT, lock=True)
    require(may_share(by, product))
    if not agencies and not forums:
        raise NobodyChosen("Choose who to share this with", argument="agencies")
    refuse_unnamed(product, agencies, forums)
    day = slots.day_and_slot(at)[0]
    _refuse_past(expires_on, on=day)
    have = [row for row in lines_of(product, by) if row.recalled_at is None]
    for row in have:
        if not stands(row, on=day) and (row.agency_id in agencies or row.forum_id in forums):
            end(row, product, Ended.SHARED_ANEW, by=by, at=at)
    standing = [row for row in have if stands(row, on=day)]
    new_agencies = [
        each for each in dict.fromkeys(agencies) if each not in {row.agency_id for row in standing}
    ]
    new_forums = [
        each for each in dict.fromkeys(forums) if each not in {row.forum_id for row in standing}
    ]
    made = [
        enter(
            product,
            basis=basis,
            expires_on=expires_on,
            agency=agency,
            forum=forum,
            by=by,
            at=at,
        )
        for agency, forum in (
            *((each, None) for each in new_agencies),
            *((None, each) for each in new_forums),
        )
    ]
    if made:
        give(product, made, by=by, at=at)
        _end_older(product, new_agencies, new_forums, by=by, at=at)
        record(
            Act.SHARE, [product, *made], by=by, at=at, recipients=new_agencies, fields=new_forums
        )
    return [row.uid for row in made]


def _end_older(
    product: Product, agencies: Sequence[UUID], forums: Sequence[str], *, by: Actor, at: datetime
) -> None:
    """End the older version for those who have just been given the one that replaces it."""
    if product.replaces_id is None:
        return
    older = fetch(Product, product.replaces_id, by=by, at=at, act=Act.READ_PRODUCT, lock=True)
    for row in lines_of(older, by):
        if row.recalled_at is None and (row.agency_id in agencies or row.forum_id in forums):
            end(row, older, Ended.REPLACED, by=by, at=at)


def refuse_unnamed(product: Product, agencies: Sequence[UUID], forums: Sequence[str]) -> None:
    """Raise `NotAmongThoseNamed` for whomever code C does not name."""
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


def hold_plan_to_the_grade(*, product_id: UUID, by: Actor, at: datetime) -> None:
    """Raise `NotAmongThoseNamed` or `EndsTooSoon` where what is planned could not be carried out,
    so that whoever plans hears it, and not the second person who approves."""
    product = fetch(Product, product_id, by=by, at=at, act=Act.READ_PRODUCT)
    plan = planned_for(product)
    if plan is None:
        return
    refuse_unnamed(product, plan.agencies, plan.forums)
    _refuse_past(plan.expires_on, on=slots.day_and_slot(at)[0])


def _refuse_past(expires_on: date | None, *, on: date) -> None:
    if expires_on is not None and expires_on <= on:
        raise EndsTooSoon("The last day must be in the future", argument="expires_on")


@transaction.atomic
def share_as_planned(*, product_id: UUID, by: Actor, at: datetime) -> list[UUID]:
    """Share a released product with those who were chosen while it was sanitised, if any."""
    product = fetch(Product, product_id, by=by, at=at, act=Act.READ_PRODUCT)
    plan = planned_for(product)
    if plan is None or product.stage != ProductStage.RELEASED:
        return []
    day = slots.day_and_slot(at)[0]
    if plan.expires_on is not None and plan.expires_on <= day:
        return []
    return share(
        product_id=product_id,
        agencies=plan.agencies,
        forums=plan.forums,
        basis=plan.basis,
        expires_on=plan.expires_on,
        by=by,
        at=at,
    )


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
    Reading.note(entry, by.person_id, at=at)
    entry.opened_at = entry.opened_at or at
    entry.acknowledged_at = at
    entry.save(update_fields=["opened_at", "acknowledged_at"])
    touched(entry)
    record(Act.ACKNOWLEDGE, [product, entry], by=by, at=at)


@transaction.atomic
def recall(
    *, dissemination_id: UUID, because: str = Ended.MISTAKE, by: Actor, at: datetime
) -> UUID:
    """Take a product back from an agency or a forum, at once, and give the product's identity.

    They can no longer find it; the ledger keeps who had opened it by then. Raises `NotPermitted`,
    and `NoSuchEnd` for a reason that is not on the list.
    """
    entry = fetch(Dissemination, dissemination_id, by=by, at=at, act=Act.READ_PRODUCT, lock=True)
    product = (
        fetch(Product, entry.product_id, by=by, at=at, act=Act.READ_PRODUCT, lock=True)
        if entry.product_id
        else None
    )
    require(may_recall(by, entry, product))
    assert product is not None
    if because not in (Ended.MISTAKE, Ended.CHANGED):
        raise NoSuchEnd("Choose why it is recalled", argument="because")
    end(entry, product, Ended(because), by=by, at=at)
    recipients = [entry.agency_id] if entry.agency_id else []
    record(Act.RECALL, [product, entry], by=by, at=at, recipients=recipients)
    return product.uid


def forum_choices() -> list[tuple[str, str]]:
    """Forums that something can be shared with."""
    return [(forum.code, forum.name) for forum in Forum.objects.order_by("name")]
