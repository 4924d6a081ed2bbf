"""Actions and the steps they went through: what is always true of one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import one_of


class FourP(models.TextChoices):
    """The strand of the strategy that an action belongs to first of all."""

    PURSUE = "pursue", "Pursue"
    PREVENT = "prevent", "Prevent"
    PROTECT = "protect", "Protect"
    PREPARE = "prepare", "Prepare"


class Status(models.TextChoices):
    """Where an action stands."""

    PROPOSED = "proposed", "Proposed"
    AGREED = "agreed", "Agreed"
    IN_PROGRESS = "in_progress", "In progress"
    DONE = "done", "Done"
    DECLINED = "declined", "Declined"
    DROPPED = "dropped", "Dropped"


NEXT: Mapping[Status, frozenset[Status]] = {
    Status.PROPOSED: frozenset({Status.AGREED, Status.DECLINED, Status.DROPPED}),
    Status.AGREED: frozenset({Status.IN_PROGRESS, Status.DONE, Status.DROPPED}),
    Status.IN_PROGRESS: frozenset({Status.DONE, Status.DROPPED}),
    Status.DONE: frozenset({Status.IN_PROGRESS}),
    Status.DECLINED: frozenset({Status.PROPOSED}),
    Status.DROPPED: frozenset({Status.PROPOSED}),
}
"""Which state of an action may follow which. An agency that is asked may decline."""

STANDING = (Status.PROPOSED, Status.AGREED, Status.IN_PROGRESS)
NEEDS_A_REASON = (Status.DECLINED, Status.DROPPED)


class PlannedAction(GuardedModel):
    """Something that an agency is to do by a day: a verb, what it is done to, and one main P."""

    KIND = Kind.ACTION

    reference = models.CharField(max_length=12, unique=True)
    verb = models.CharField(max_length=30)
    text = models.CharField(max_length=200)
    four_p = models.CharField(max_length=10, choices=FourP)
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    owner_agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    owner = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    owner_post = models.CharField(max_length=120, blank=True)
    due_on = models.DateField()
    status = models.CharField(max_length=15, choices=Status, default=Status.PROPOSED)
    outcome = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("action_four_p_known", "four_p", FourP.values),
            one_of("action_status_known", "status", Status.values),
            models.CheckConstraint(
                name="action_says_what_is_done", condition=~Q(verb="") & ~Q(text="")
            ),
        ]
        indexes = [models.Index(name="action_by_area_and_due", fields=["area", "due_on"])]

    def __str__(self) -> str:
        return self.reference

    def is_late(self, on: date) -> bool:
        """Whether its day has passed and it still stands."""
        return self.status in STANDING and self.due_on < on


class Step(models.Model):
    """One move of an action from state to state. Part of the action: read only with it."""

    action = models.ForeignKey(PlannedAction, models.CASCADE, related_name="+")
    status = models.CharField(max_length=15, choices=Status)
    at = models.DateTimeField()
    by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            one_of("action_step_known", "status", Status.values),
            models.CheckConstraint(
                name="action_step_against_it_says_why",
                condition=~Q(status__in=["declined", "dropped"]) | ~Q(note=""),
            ),
        ]
        indexes = [models.Index(name="action_step_in_order", fields=["action", "at"])]
