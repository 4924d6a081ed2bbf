"""What one link of the golden thread is called and where it leads, for whoever may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from frankpledge.access.api import Actor, Kind, Ref
from frankpledge.intelligence.models import Outcome, Product, Report, Submission

KINDS = frozenset({Kind.SUBMISSION, Kind.REPORT, Kind.PRODUCT})


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
        product = Product.visible_to(by).filter(pk=ref.uid).first()
        if product is None:
            return None
        return Caption(
            title=f"What partners may read: {product.reference}",
            detail=product.place,
            on=product.released_on,
            href=_href(ref),
        )
    return None


def url_of(ref: Ref) -> str | None:
    """The address of a record of ours, which answers only those who may open it."""
    return _href(ref) if ref.kind in KINDS else None


def _href(ref: Ref) -> str:
    return reverse(f"intelligence:{ref.kind.value}", args=[ref.uid])
