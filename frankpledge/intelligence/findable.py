"""What the desk can find by its words, and who and what it mentions, matched in silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from frankpledge.access.api import ref_of
from frankpledge.entities import api as entities
from frankpledge.intelligence.giving.mentions import Named
from frankpledge.intelligence.giving.told import Told
from frankpledge.intelligence.models import (
    MentionKind,
    MentionRole,
    Product,
    Report,
    Route,
    Submission,
    Unit,
)
from frankpledge.search import api as search

SORTS = {
    MentionKind.PERSON: (entities.Sort.PERSON, entities.What.NAME),
    MentionKind.BUSINESS: (entities.Sort.BUSINESS, entities.What.FIRM),
    MentionKind.VEHICLE: (entities.Sort.VEHICLE, entities.What.MARK),
    MentionKind.PHONE: (entities.Sort.PHONE, entities.What.PHONE),
    MentionKind.POSTCODE: (entities.Sort.PLACE, entities.What.POSTCODE),
    MentionKind.EMAIL: (entities.Sort.ACCOUNT, entities.What.EMAIL),
    MentionKind.HANDLE: (entities.Sort.ACCOUNT, entities.What.HANDLE),
    MentionKind.ACCOUNT: (entities.Sort.ACCOUNT, entities.What.ACCOUNT),
}
"""What each sort of thing named is and is compared by. The rest is kept and not compared."""

PARTS = {
    MentionRole.SUSPECTED: entities.Part.SUSPECTED,
    MentionRole.VICTIM: entities.Part.HARMED,
    MentionRole.OTHER: entities.Part.OTHER,
}


def take_in(submission: Submission, told: Told, *, unit: Unit, at: datetime) -> None:
    """Let a submission be found by its words and its mentions be matched.

    It does the same work whatever is held; a match is told to the owner of what it matches alone.
    What is told in confidence is read by named supervisors only, and so is not matched.
    """
    search.index(
        submission.uid,
        title=f"What somebody saw: {submission.reference}",
        href=reverse("intelligence:submission", args=[submission.uid]),
        text=f"{submission.place}. {submission.text}",
        released_on=submission.received_on,
        slot=submission.slot,
    )
    if submission.route == Route.CONFIDENTIAL:
        return
    entities.take_in(
        list(_mentioned(told)),
        source=ref_of(submission),
        by=entities.matching_service(unit.agency_id, at=at),
        at=at,
    )


def _mentioned(told: Told) -> Iterator[entities.Mentioned]:
    for named in told.named:
        known = SORTS.get(MentionKind(named.kind))
        if known is not None:
            yield entities.Mentioned(
                sort=known[0],
                typed=named.text,
                identifiers=((known[1], _compared_by(named)),),
                part=PARTS[MentionRole(named.role)],
            )


def _compared_by(named: Named) -> str:
    return named.value or named.text


def index_report(report: Report) -> None:
    """Let a report be found by its words, by those who may read it."""
    search.index(
        report.uid,
        title=f"What police made of it: {report.reference}",
        href=reverse("intelligence:report", args=[report.uid]),
        text=f"{report.place}. {report.text}",
        released_on=report.received_on,
        slot=report.slot,
    )


def index_product(product: Product) -> None:
    """Let a product be found by its words from the day on which it was released."""
    assert product.released_on is not None, "only what is released is found"
    search.index(
        product.uid,
        title=f"What partners may read: {product.reference}",
        href=reverse("intelligence:product", args=[product.uid]),
        text=f"{product.place}. {product.text}",
        released_on=product.released_on,
        slot=product.slot or 0,
    )
