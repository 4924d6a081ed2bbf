"""What has changed in the catalogue: a line for each, by whoever took a reviewed file in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class CatalogueChange(models.Model):
    """One value of one power that was changed by a file that was taken in."""

    power = models.CharField(max_length=10, db_index=True)
    column = models.CharField(max_length=20)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)
    taken_in_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="catalogue_change_changes_something",
                condition=~Q(before=models.F("after")),
            )
        ]
