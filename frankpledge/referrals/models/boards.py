"""Counts for boards: frozen once for an area and a quarter, and rounded before they are kept."""

from __future__ import annotations

from django.db import models


class Frozen(models.Model):
    """The counts of one area and one quarter that is over. Never made again from later rows."""

    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    first_day = models.DateField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="quarter_is_frozen_once", fields=["area", "first_day"])
        ]


class FrozenCount(models.Model):
    """One count, rounded to the nearest five from its own true value, which is not kept."""

    frozen = models.ForeignKey(Frozen, models.CASCADE, related_name="+")
    measure = models.CharField(max_length=20)
    part = models.CharField(max_length=20, blank=True)
    rounded = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="frozen_count_once", fields=["frozen", "measure", "part"])
        ]
