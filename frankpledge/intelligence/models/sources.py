"""What the source unit keeps of sources, and what is asked of their sealed boxes. No names here."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from frankpledge.access.api import Action, Kind, Protection, within_scope
from frankpledge.database import all_or_none, one_of

if TYPE_CHECKING:
    from frankpledge.access.api import Actor


class HeldByTheSourceUnit(models.Model):
    """What only those see whom the one rule would let see a box: by tag, vetting and unit.

    Its protection is one of the kind of the boxes themselves, and its identity is that.
    """

    protection = models.OneToOneField(
        Protection, models.PROTECT, primary_key=True, related_name="+", db_column="uid"
    )

    _rows = models.Manager[Self]()

    class Meta:
        abstract = True

    @classmethod
    def open_to(cls, actor: Actor, action: Action = Action.READ) -> models.QuerySet[Self]:
        """Those on which *actor* may take *action*, by the one rule."""
        return cls._rows.filter(within_scope("protection_id", Kind.SOURCE_IDENTITY, action, actor))


class Source(HeldByTheSourceUnit):
    """Somebody who tells us things, by a mark that names nobody, and what became of what they told.

    `carried` counts what was graded and whose words are no longer held; the rest is counted
    afresh whenever it is looked at.
    """

    reference = models.CharField(max_length=12, unique=True)
    mark = models.CharField(max_length=40, unique=True)
    remark = models.CharField(max_length=500, blank=True)
    carried = models.JSONField(default=dict)


class Why(models.TextChoices):
    """Why a box has to be opened. There are no other reasons."""

    LIFE = "life", "Somebody’s life or safety depends on it"
    PROTECT = "protect", "Whoever told us has to be warned or protected"
    COURT = "court", "A court or the law of disclosure asks for it"
    INTEGRITY = "integrity", "What was told is suspected to be false or malicious"


class SourceOpening(HeldByTheSourceUnit):
    """Somebody asked for one box to be opened, and what a second person said."""

    reference = models.CharField(max_length=12, unique=True)
    submission_uid = models.UUIDField()
    submission_reference = models.CharField(max_length=12)
    why = models.CharField(max_length=20, choices=Why)
    reason = models.CharField(max_length=500)
    purpose = models.CharField(max_length=30)
    code_hash = models.CharField(max_length=64, unique=True)
    asked_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    is_approved = models.BooleanField(null=True)
    refused_because = models.CharField(max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("source_opening_why_known", "why", Why.values),
            models.CheckConstraint(name="source_opening_has_a_reason", condition=~Q(reason="")),
            all_or_none(
                "source_opening_decision_is_complete", ["decided_by", "decided_at", "is_approved"]
            ),
            models.CheckConstraint(
                name="source_opening_takes_two_people",
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("asked_by")),
            ),
            models.CheckConstraint(
                name="source_opening_is_opened_if_approved",
                condition=Q(opened_at=None) | Q(is_approved=True, withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="source_opening_ends_after_it_was_asked",
                condition=Q(expires_at__gt=models.F("asked_at")),
            ),
        ]

    def stands(self, at: datetime) -> bool:
        """Whether it may still lead to an opening: not withdrawn, refused, expired or used."""
        return (
            self.withdrawn_at is None
            and self.opened_at is None
            and self.is_approved is not False
            and self.expires_at > at
        )

    @classmethod
    def with_code(cls, code_hash: str) -> Self | None:
        """The one whose code was typed, for the keeper of the key, who has no account here."""
        return cls._rows.filter(code_hash=code_hash).select_related("protection").first()
