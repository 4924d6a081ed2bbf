"""What the pages about products need to know: no agency that told it, no hour, no flat."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from frankpledge.access.api import Actor, Decision
from frankpledge.intelligence import slots
from frankpledge.intelligence.lifecycle import ProductStage
from frankpledge.intelligence.models import (
    Basis,
    Blur,
    Code,
    Dissemination,
    Ended,
    Product,
    Reading,
)
from frankpledge.intelligence.policies import may_recall

STAGE_WORDS = {
    ProductStage.WAITING: "Waiting for a second person",
    ProductStage.SENT_BACK: "Sent back",
    ProductStage.RELEASED: "Released",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Somebody who opened what was shared with their agency or forum, and when first."""

    name: str
    at: datetime
    before_recall: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger: with whom, which version, and what became of it."""

    uid: UUID
    recipient: str
    version: int
    basis: str
    shared_at: datetime
    opened_at: datetime | None
    acknowledged_at: datetime | None
    recalled_at: datetime | None
    expires_on: date | None
    ended_because: str
    meant_for: int
    opened: tuple[Opened, ...]
    may_recall: Decision

    @property
    def opened_in_words(self) -> str:
        """2 of 5 had opened it, or nothing where there is nobody to count."""
        if not self.meant_for and not self.opened:
            return ""
        had = "had opened" if self.recalled_at else "have opened"
        seen = [each for each in self.opened if each.before_recall]
        return f"{len(seen)} of {max(self.meant_for, len(seen))} {had} it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """What was found when it was looked for what had been removed."""

    at: datetime
    phrases: int
    places: int
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page about a product needs to know."""

    uid: UUID
    reference: str
    text: str
    place: str
    district: str
    week_of: date | None
    month_of: date | None
    grade: str
    handling: str
    released_on: date | None
    released_between: str
    is_draft: bool
    is_ours: bool
    is_replaced: bool
    newer: UUID | None
    sent_back_because: str
    second_person_for: tuple[str, ...]
    named_recipients: tuple[str, ...]
    planned_recipients: tuple[str, ...]
    report: UUID | None
    ledger: tuple[Entry, ...]
    proved: Proved | None
    basis: str
    shared_at: datetime | None
    expires_on: date | None
    watermark: str
    may_approve: Decision
    may_send_back: Decision
    may_share: Decision
    may_acknowledge: Decision
    may_prove_absence: Decision


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


def handling_of(product: Product) -> str:
    """What a reader may do with a product, in words."""
    words = []
    if product.code == Code.CONDITIONS:
        words.append("Only for the agencies that it was shared with.")
    if product.limits:
        words.append(f"Within these limits: {product.limits.rstrip('.')}.")
    if product.no_onward:
        words.append("Do not pass it on.")
    if product.no_export:
        words.append("Do not copy it into another system.")
    words.append("Do not act on it alone: ask the intelligence unit first.")
    return " ".join(words)


def when_of(product: Product) -> tuple[date | None, date | None]:
    """The week that a product says, or the month: never both."""
    if product.week_of is None:
        return None, None
    if product.blur == Blur.MONTH:
        return None, product.week_of.replace(day=1)
    return product.week_of, None


def entries_of(rows: Iterable[Dissemination], product: Product, by: Actor) -> tuple[Entry, ...]:
    """Lines of the ledger as a page shows them, with who opened each."""
    rows = list(rows)
    opened = opened_by(rows)
    standing = next((row for row in rows if row.recalled_at is None), None)
    # The same for every line that stands, so it is worked out once however many there are.
    may_end = may_recall(by, standing, product) if standing else None
    return tuple(
        Entry(
            uid=row.uid,
            recipient=recipient_of(row),
            version=row.version,
            basis=Basis(row.basis).label,
            shared_at=row.shared_at,
            opened_at=row.opened_at,
            acknowledged_at=row.acknowledged_at,
            recalled_at=row.recalled_at,
            expires_on=row.expires_on,
            ended_because=Ended(row.ended_because).label if row.ended_because else "",
            meant_for=len(row.readers),
            opened=opened[row.uid],
            may_recall=may_end
            if may_end is not None and row.recalled_at is None
            else may_recall(by, row, product),
        )
        for row in rows
    )


def opened_by(rows: Iterable[Dissemination]) -> dict[UUID, tuple[Opened, ...]]:
    """Who opened what each of several lines speaks of, earliest first."""
    ends = {row.uid: row.recalled_at for row in rows}
    found: dict[UUID, list[Opened]] = {uid: [] for uid in ends}
    for reading in Reading.of_each(list(rows)):
        ended = ends[reading.dissemination_id]
        found[reading.dissemination_id].append(
            Opened(
                name=reading.person.name,
                at=reading.first_at,
                before_recall=ended is None or reading.first_at <= ended,
            )
        )
    return {uid: tuple(each) for uid, each in found.items()}


def recipient_of(row: Dissemination) -> str:
    """The agency or the forum that a line is about. It is loaded with the line."""
    if row.agency is not None:
        return row.agency.name
    return row.forum.name if row.forum is not None else ""


def proved_of(product: Product) -> Proved | None:
    """The last proof that nothing removed survives, or None where there is none yet."""
    if not product.proof:
        return None
    return Proved(
        at=datetime.fromisoformat(product.proof["at"]),
        phrases=int(product.proof["phrases"]),
        places=int(product.proof["places"]),
        found=tuple(product.proof["found"]),
    )


def watermark_of(product: Product, by: Actor, *, at: datetime) -> str:
    """Who is looking, on the page and on its print, with a mark that a copy can be traced by."""
    day = slots.day_and_slot(at)[0]
    return (
        f"Shown to {by.name}, {by.agency_name}, on {day.day} {day:%B %Y}. "
        f"Mark {mark_of(product.uid, by.person_id, on=day)}"
    )


def mark_of(product: UUID, person: UUID, *, on: date) -> str:
    """Eight letters that only this site can make again for one reader, product and day."""
    key = hashlib.sha256(f"frankpledge watermark {settings.SECRET_KEY}".encode()).digest()
    told = f"{product}|{person}|{on.isoformat()}"
    drawn = hmac.new(key, told.encode(), hashlib.sha256).hexdigest()[:8].upper()
    return f"{drawn[:4]}-{drawn[4:]}"
