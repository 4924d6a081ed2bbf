"""Whether whoever first gave something agreed that it may be passed on. Not who they are."""

from __future__ import annotations

from typing import Self

from django.db import models

from frankpledge.database import one_of
from frankpledge.intelligence.models.reports import Report


class AskedBy(models.TextChoices):
    """How an originator was consulted."""

    TELEPHONE = "telephone", "By telephone"
    IN_PERSON = "in_person", "In person"
    IN_WRITING = "in_writing", "In writing"


class OriginatorConsent(models.Model):
    """What an originator said when consulted about a report. The newest one stands."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    agreed = models.BooleanField()
    how = models.CharField(max_length=20, choices=AskedBy)
    limits = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    _rows = models.Manager[Self]()

    class Meta:
        constraints = [one_of("consent_asked_how_known", "how", AskedBy.values)]

    @classmethod
    def standing(cls, report: Report) -> Self | None:
        """What was last said about a report that somebody has been let open."""
        return cls._rows.filter(report=report).order_by("-recorded_at", "-id").first()
