"""Legal holds: while one stands on a record, nothing of it is disposed of, whoever asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q

from frankpledge.access.actors import Actor
from frankpledge.access.decisions import NotFound
from frankpledge.access.protection import Protection, Ref
from frankpledge.access.record import record
from frankpledge.access.scope import within_scope
from frankpledge.access.vocabulary import Action
from frankpledge.database import all_or_none
from frankpledge.kernel import DomainError


class Act(StrEnum):
    """What can be done with a hold. Stored, and never renamed."""

    PLACE_HOLD = "access.place_hold"
    LIFT_HOLD = "access.lift_hold"


class OnLegalHold(DomainError):
    """A record is kept for a court or an inquiry, so nothing of it can be let go."""

    def __init__(self) -> None:
        super().__init__("A legal hold stands on this, so nothing of it can be changed or removed.")


class LegalHold(models.Model):
    """Somebody said that a record must be kept, why, and until it was lifted."""

    protection = models.ForeignKey(Protection, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            all_or_none("legal_hold_end_is_complete", ["lifted_at", "lifted_by"]),
            models.CheckConstraint(name="legal_hold_has_a_reason", condition=~Q(reason="")),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldLine:
    """A hold as a page shows it."""

    number: int
    reason: str
    placed_by: str
    placed_at: datetime
    lifted_by: str
    lifted_at: datetime | None


def held_among(uids: Iterable[UUID]) -> frozenset[UUID]:
    """Which of these records a hold stands on."""
    rows = LegalHold.objects.filter(protection__in=list(uids), lifted_at=None)
    return frozenset(rows.values_list("protection_id", flat=True))


def require_unheld(*uids: UUID) -> None:
    """Go on only where no hold stands. Raises `OnLegalHold`."""
    if held_among(uids):
        raise OnLegalHold


def may_hold(ref: Ref, by: Actor) -> bool:
    """Whether *by* may change a record, and so may say that it must be kept."""
    return _editable(ref, by).exists()


def holds_on(ref: Ref, by: Actor) -> tuple[HoldLine, ...]:
    """Every hold on a record that *by* may read, the latest first; none for any other."""
    seen = Protection.objects.filter(within_scope("uid", ref.kind, Action.READ, by), uid=ref.uid)
    rows = LegalHold.objects.filter(protection__in=seen).select_related("placed_by", "lifted_by")
    return tuple(
        HoldLine(
            number=row.pk,
            reason=row.reason,
            placed_by=row.placed_by.name,
            placed_at=row.placed_at,
            lifted_by=row.lifted_by.name if row.lifted_by else "",
            lifted_at=row.lifted_at,
        )
        for row in rows.order_by("-placed_at", "-pk")
    )


@transaction.atomic
def place_hold(*, ref: Ref, reason: str, by: Actor, at: datetime) -> int:
    """Say that a record must be kept. Raises `NotFound` for one that *by* may not change."""
    protection = _editable(ref, by).first()
    if protection is None:
        raise NotFound
    row = LegalHold.objects.create(
        protection=protection, reason=reason, placed_at=at, placed_by_id=by.person_id
    )
    record(Act.PLACE_HOLD, protection, by=by, at=at)
    return row.pk


@transaction.atomic
def lift_hold(*, ref: Ref, number: int, by: Actor, at: datetime) -> None:
    """Say that a record need no longer be kept. Raises `NotFound`."""
    protection = _editable(ref, by).first()
    row = LegalHold.objects.filter(pk=number, protection=protection, lifted_at=None).first()
    if protection is None or row is None:
        raise NotFound
    row.lifted_at, row.lifted_by_id = at, by.person_id
    row.save(update_fields=["lifted_at", "lifted_by"])
    record(Act.LIFT_HOLD, protection, by=by, at=at)


def _editable(ref: Ref, by: Actor) -> models.QuerySet[Protection]:
    return Protection.objects.filter(within_scope("uid", ref.kind, Action.EDIT, by), uid=ref.uid)
