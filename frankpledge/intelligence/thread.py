"""What one link of the golden thread is called and where it leads, for whoever may know of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from frankpledge.access.api import Actor, Kind, LinkKind, Ref, link
from frankpledge.intelligence.lifecycle import Progress
from frankpledge.intelligence.models import Outcome, Product, Receipt, Report, Submission
from frankpledge.intelligence.policies import may_work_desk

KINDS = frozenset({Kind.SUBMISSION, Kind.REPORT, Kind.PRODUCT, Kind.RECEIPT})

TOLD = {
    Progress.RECEIVED: "Nothing yet: nobody has read it",
    Progress.LOOKED_AT: "That it is being looked at",
    Progress.ANSWERED: "An answer in fixed words",
}
"""What a receipt has told whoever holds it, for the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """One stage of the thread in words. For a product, nothing of where it came from."""

    title: str
    detail: str
    on: date | None
    href: str


def caption_of(ref: Ref, by: Actor) -> Caption | None:
    """What *ref* is called, or None where *by* may not know of it or it is no kind of ours."""
    if ref.kind == Kind.SUBMISSION:
        submission = Submission.visible_to(by).filter(pk=ref.uid).first()
        if submission is None:
            return None
        return Caption(
            title=f"What somebody saw: {submission.reference}",
            detail=submission.place,
            on=submission.received_on,
            href=_href(ref),
        )
    if ref.kind == Kind.REPORT:
        report = Report.visible_to(by).filter(pk=ref.uid).first()
        if report is None:
            return None
        return Caption(
            title=f"What police made of it: {report.reference}",
            detail=Outcome(report.outcome).label,
            on=report.received_on,
            href=_href(ref),
        )
    if ref.kind == Kind.PRODUCT:
        return captions_of_products([ref.uid], by).get(ref.uid)
    if ref.kind == Kind.RECEIPT:
        return _of_receipt(ref, by)
    return None


def _of_receipt(ref: Ref, by: Actor) -> Caption | None:
    """The last stage, for the desk alone: a holder reads a receipt by its code or their own list,
    and their colleagues may not learn from the thread which of them holds one."""
    receipt = Receipt.visible_to(by).filter(pk=ref.uid).first() if may_work_desk(by) else None
    if receipt is None:
        return None
    return Caption(
        title=f"What we told whoever saw it: {receipt.reference}",
        detail=TOLD[Progress(receipt.progress)],
        on=receipt.answered_on,
        href=reverse("intelligence:answer", args=[receipt.submission_id]),
    )


def captions_of_products(uids: Iterable[UUID], by: Actor) -> dict[UUID, Caption]:
    """What products are called, in one question: those alone that *by* may know of."""
    rows = Product.visible_to(by).filter(pk__in=list(uids))
    return {row.uid: _of_product(row) for row in rows}


def _of_product(row: Product) -> Caption:
    return Caption(
        title=f"What partners may read: {row.reference}",
        detail=row.place,
        on=row.released_on,
        href=_href(Ref(kind=Kind.PRODUCT, uid=row.uid)),
    )


def join_answer(receipt: Receipt, *, by: Actor, at: datetime) -> None:
    """Join what was told to the receipt through which it was answered, for the desk's thread.

    Done with the first answer; done again it changes nothing.
    """
    told = Ref(kind=Kind.SUBMISSION, uid=receipt.submission_id)
    link(told, receipt, LinkKind.ANSWERED_BY, by=by, at=at)


def url_of(ref: Ref) -> str | None:
    """The address of a record of ours, which answers only those who may open it."""
    if ref.kind == Kind.RECEIPT:
        return None
    return _href(ref) if ref.kind in KINDS else None


def _href(ref: Ref) -> str:
    return reverse(f"intelligence:{ref.kind.value}", args=[ref.uid])
