"""Which state of a report, a product and a receipt may follow which."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from frankpledge.kernel import DomainError


class Stage(StrEnum):
    """How far a report has come: what police made of what somebody told them."""

    CLOSED = "closed"
    TRIAGED = "triaged"
    TRANSFERRED = "transferred"
    GRADED = "graded"
    SANITISED = "sanitised"


class ProductStage(StrEnum):
    """How far a product has come on its way to partners."""

    WAITING = "waiting"
    SENT_BACK = "sent_back"
    RELEASED = "released"


class Progress(StrEnum):
    """What whoever holds a receipt is told of how far it has got."""

    RECEIVED = "received"
    LOOKED_AT = "looked_at"
    ANSWERED = "answered"


REPORT_NEXT: Mapping[Stage | None, frozenset[Stage]] = {
    None: frozenset({Stage.CLOSED, Stage.TRIAGED, Stage.TRANSFERRED, Stage.GRADED}),
    Stage.CLOSED: frozenset(),
    Stage.TRIAGED: frozenset({Stage.GRADED, Stage.TRANSFERRED}),
    Stage.TRANSFERRED: frozenset({Stage.GRADED}),
    Stage.GRADED: frozenset({Stage.GRADED, Stage.SANITISED}),
    Stage.SANITISED: frozenset({Stage.SANITISED, Stage.GRADED}),
}
"""A report is made closed, kept to be graded, handed over ungraded, or graded at once. Grading anew
asks for the text to be sanitised anew. Whether it has been handed over is apart from how far it has
come here: a graded report has a force reference or has none."""

PRODUCT_NEXT: Mapping[ProductStage | None, frozenset[ProductStage]] = {
    None: frozenset({ProductStage.WAITING, ProductStage.RELEASED}),
    ProductStage.WAITING: frozenset({ProductStage.RELEASED, ProductStage.SENT_BACK}),
    ProductStage.SENT_BACK: frozenset(),
    ProductStage.RELEASED: frozenset(),
}
"""What was sent back stays as it was; the report is sanitised again into a new product."""

RECEIPT_NEXT: Mapping[Progress | None, frozenset[Progress]] = {
    None: frozenset({Progress.RECEIVED}),
    Progress.RECEIVED: frozenset({Progress.LOOKED_AT, Progress.ANSWERED}),
    Progress.LOOKED_AT: frozenset({Progress.ANSWERED}),
    Progress.ANSWERED: frozenset(),
}

Place = TypeVar("Place", Stage, ProductStage, Progress)


class OutOfOrder(DomainError):
    """The record has gone on since the page was shown, and this no longer follows from there."""


def follow(table: Mapping[Place | None, frozenset[Place]], now: Place, then: Place) -> Place:
    """The state *then*, if it may follow *now*. Raises `OutOfOrder` otherwise."""
    if then not in table[now]:
        raise OutOfOrder("This has changed since you opened the page. Look at it again")
    return then
