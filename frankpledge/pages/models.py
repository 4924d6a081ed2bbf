"""On which days somebody wants a digest, and what was counted in those that they had."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

LAST_WEEKDAY = 6


class DigestDay(models.Model):
    """A day of the week on which somebody wants the digest by e-mail. Without one, none is sent."""

    person = models.ForeignKey("access.Person", models.CASCADE, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="digest_day_chosen_once", fields=["person", "weekday"]),
            models.CheckConstraint(
                name="digest_day_is_a_weekday", condition=Q(weekday__lte=LAST_WEEKDAY)
            ),
        ]


class DigestTaken(models.Model):
    """A digest that somebody read or was sent on a day: numbers alone, and theirs alone."""

    person = models.ForeignKey("access.Person", models.CASCADE, related_name="+")
    on = models.DateField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="digest_taken_once_a_day", fields=["person", "on"])
        ]


class DigestCount(models.Model):
    """How many lines one section of the morning had then. It says nothing of any of them."""

    taken = models.ForeignKey(DigestTaken, models.CASCADE, related_name="+")
    section = models.CharField(max_length=120)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="digest_counts_a_section_once", fields=["taken", "section"]
            )
        ]
