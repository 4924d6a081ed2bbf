"""What could not be held: that it was here or nearly so, and what was done. Never the words."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet

from frankpledge.access.api import Action, Actor, Kind, within_scope
from frankpledge.database import all_or_none, one_of


class IncidentStage(models.TextChoices):
    """How far a spill has come."""

    REFUSED = "refused", "Refused: nothing was kept"
    QUARANTINED = "quarantined", "Set apart"
    DELETION_ASKED = "deletion_asked", "A second person has to delete it"
    RELEASED = "released", "Put back: it may be held"
    DELETED = "deleted", "Deleted by two people"


class Incident(models.Model):
    """One spill. Its protection names those who deal with it, and the rule lets in nobody else."""

    KIND = Kind.DISSEMINATION
    """It stands in the ledger of who has what, as the entry of what may go to nobody."""

    protection = models.OneToOneField(
        "access.Protection", models.PROTECT, primary_key=True, related_name="+", db_column="uid"
    )
    reference = models.CharField(max_length=12, unique=True)
    stage = models.CharField(max_length=20, choices=IncidentStage)
    grounds = models.CharField(max_length=20)
    rule = models.CharField(max_length=60)
    found_on = models.DateField()
    slot = models.PositiveSmallIntegerField()
    found_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    about_kind = models.CharField(max_length=30, blank=True)
    about = models.UUIDField(null=True)
    about_reference = models.CharField(max_length=12, blank=True)
    held_since = models.DateField(null=True)
    named = models.JSONField(default=list)
    set_apart = models.JSONField(default=list)
    backups = models.CharField(max_length=500, blank=True)
    backups_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    backups_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    asked_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)

    _rows = models.Manager[Self]()

    class Meta:
        constraints = [
            one_of("incident_stage_known", "stage", IncidentStage.values),
            models.CheckConstraint(
                name="incident_slot_is_a_half_hour", condition=Q(slot__gte=0, slot__lte=47)
            ),
            models.CheckConstraint(
                name="incident_refused_is_about_nothing_kept",
                condition=Q(stage="refused", about=None, about_kind="")
                | (~Q(stage="refused") & Q(about__isnull=False)),
            ),
            models.CheckConstraint(
                name="incident_deleted_by_two_people",
                condition=~Q(stage="deleted")
                | (
                    Q(asked_by__isnull=False, decided_by__isnull=False)
                    & ~Q(asked_by=models.F("decided_by"))
                ),
            ),
            all_or_none("incident_deletion_asked_is_complete", ["asked_by", "asked_at"]),
            all_or_none("incident_decision_is_complete", ["decided_by", "decided_at"]),
            all_or_none("incident_backups_are_noted", ["backups_by", "backups_at"]),
            models.UniqueConstraint(
                name="incident_once_for_what_is_set_apart",
                fields=["about"],
                condition=Q(stage__in=["quarantined", "deletion_asked"]),
            ),
        ]

    @property
    def uid(self) -> UUID:
        """The incident's identity, which is its protection's."""
        return self.protection_id

    @classmethod
    def open_to(cls, actor: Actor) -> QuerySet[Self]:
        """Incidents that the rule lets *actor* read: those in which they are named."""
        return cls._rows.filter(
            within_scope("protection_id", cls.KIND, Action.READ, actor)
        ).select_related("protection", "found_by", "asked_by", "decided_by", "backups_by")

    @classmethod
    def is_set_apart(cls, about: UUID) -> bool:
        """Whether a record is set apart now, which whoever sets it apart has to be told."""
        return cls._rows.filter(about=about, stage__in=OPEN_STAGES).exists()


OPEN_STAGES = (IncidentStage.QUARANTINED, IncidentStage.DELETION_ASKED)
"""Stages in which somebody still has to do something."""
