"""Alerts: signs to spot and what to report, for districts and for roles, until a day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import all_or_none, one_of


class Marking(models.TextChoices):
    """How sensitive an alert is."""

    OFFICIAL = "official", "OFFICIAL"
    SENSITIVE = "sensitive", "OFFICIAL-SENSITIVE"


class Alert(GuardedModel):
    """Signs to spot and what to report. Whoever it was meant for is kept beside it."""

    KIND = Kind.ALERT

    reference = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=120)
    signs = models.JSONField(default=list)
    report = models.CharField(max_length=300)
    marking = models.CharField(max_length=10, choices=Marking)
    roles = models.JSONField(default=list)
    issued_at = models.DateTimeField(db_index=True)
    issued_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    expires_on = models.DateField()
    recalled_at = models.DateTimeField(null=True)
    recalled_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    recalled_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            one_of("alert_marking_known", "marking", Marking.values),
            all_or_none("alert_recall_is_complete", ["recalled_at", "recalled_by"]),
            models.CheckConstraint(
                name="alert_recalled_says_why",
                condition=Q(recalled_at=None, recalled_why="")
                | (Q(recalled_at__isnull=False) & ~Q(recalled_why="")),
            ),
            models.CheckConstraint(
                name="alert_says_what_and_how_to_report",
                condition=~Q(title="") & ~Q(report=""),
            ),
        ]


class AlertReader(models.Model):
    """Somebody whom an alert was meant for, and what became of it. Part of the alert."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="+")
    person = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="alert_is_read_once", fields=["alert", "person"]),
            models.CheckConstraint(
                name="alert_is_opened_before_it_is_acknowledged",
                condition=Q(acknowledged_at=None) | Q(opened_at__isnull=False),
            ),
        ]
