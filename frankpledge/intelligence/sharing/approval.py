"""A second pair of eyes before something with conditions leaves the unit."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from frankpledge.access.api import Action, Actor, LinkKind, fetch, links_of, record, require
from frankpledge.intelligence.lifecycle import (
    PRODUCT_NEXT,
    REPORT_NEXT,
    ProductStage,
    Stage,
    follow,
)
from frankpledge.intelligence.models import Product, Report
from frankpledge.intelligence.policies import Act, may_approve, may_send_back
from frankpledge.intelligence.sharing.sanitisation import release
from frankpledge.kernel import DomainError


class NoReason(DomainError):
    """Whoever sanitised it is told why it came back."""


def waiting(by: Actor) -> QuerySet[Product]:
    """Products that wait for somebody like *by*, and that *by* did not sanitise."""
    return (
        Product.open_to(by, Action.APPROVE)
        .filter(stage=ProductStage.WAITING)
        .exclude(sanitised_by_id=by.person_id)
        .order_by("reference")
    )


@transaction.atomic
def approve(*, product_id: UUID, by: Actor, at: datetime) -> None:
    """Release a product that waits for a second person. It is shared with nobody by this.

    Raises `NotPermitted`: for whoever sanitised it, and for anyone but a supervisor.
    """
    product = fetch(Product, product_id, by=by, at=at, act=Act.READ_PRODUCT, lock=True)
    require(may_approve(by, product))
    product.approved_by_id = by.person_id
    release(product, by=by, at=at, action=Action.APPROVE)
    record(Act.APPROVE, product, by=by, at=at)


@transaction.atomic
def send_back(*, product_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Refuse to release a product, saying why. Its report waits to be sanitised again.

    Raises `NotPermitted` and `NoReason`.
    """
    product = fetch(Product, product_id, by=by, at=at, act=Act.READ_PRODUCT, lock=True)
    require(may_send_back(by, product))
    if not reason.strip():
        raise NoReason("Enter what has to change", argument="reason")
    product.stage = follow(PRODUCT_NEXT, ProductStage(product.stage), ProductStage.SENT_BACK)
    product.sent_back_because = reason.strip()
    product.save(update_fields=["stage", "sent_back_because"])
    for joined in links_of(product.uid, by):
        if joined.relation == LinkKind.SANITISED_AS:
            report = fetch(Report, joined.earlier.uid, by=by, at=at, act=Act.READ_REPORT, lock=True)
            report.stage = follow(REPORT_NEXT, Stage(report.stage), Stage.GRADED)
            report.save(update_fields=["stage"])
    record(Act.SEND_BACK, product, by=by, at=at, fields=["sent_back_because"])
