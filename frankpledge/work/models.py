"""What is kept of long work: who asked for it, how far it is, and what came of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from frankpledge.database import one_of


class State(models.TextChoices):
    """Where long work stands. The last three are for good."""

    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Under way"
    DONE = "done", "Done"
    FAILED = "failed", "Not done"
    CALLED_OFF = "called_off", "Called off"


UNFINISHED = (State.WAITING, State.RUNNING)
NOTHING_CAME = (State.FAILED, State.CALLED_OFF)


class Job(models.Model):
    """One piece of long work, which nobody but whoever asked for it is told of.

    `key` is the same for the same work of the same person, so that asking twice makes one job.
    `lease_until` is the machine's own time, whatever the story's clock says: until then the
    worker with this `claim` has it, and afterwards anybody may carry it on.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sort = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    asked_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=30)
    given = models.JSONField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True, unique=True)
    lease_until = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    whole = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    sentence = models.CharField(max_length=300, blank=True)
    files = models.JSONField(default=list)

    class Meta:
        constraints = [
            one_of("job_state_known", "state", State.values),
            models.UniqueConstraint(
                name="job_once_unless_nothing_came_of_it",
                fields=["key"],
                condition=~Q(state__in=NOTHING_CAME),
            ),
            models.CheckConstraint(
                name="job_under_way_is_somebodys",
                condition=~Q(state="running")
                | Q(claim__isnull=False, lease_until__isnull=False, attempts__gte=1),
            ),
            models.CheckConstraint(
                name="job_is_ended_once",
                condition=Q(state__in=UNFINISHED, ended_at=None)
                | (~Q(state__in=UNFINISHED) & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="job_not_done_says_why", condition=~Q(state="failed") | ~Q(sentence="")
            ),
        ]
        indexes = [
            models.Index(
                name="job_unfinished",
                fields=["asked_at", "id"],
                condition=Q(state__in=UNFINISHED),
            ),
            models.Index(name="job_of_somebody", fields=["asked_by", "asked_at"]),
        ]
