"""What a lawyer said of a power, who is delegated to use it, and who may override a stop."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from frankpledge.database import one_of


class Verdict(models.TextChoices):
    """What a lawyer found when they looked a power over."""

    RIGHT = "right", "It is right as it stands"
    WRONG = "wrong", "It is wrong, and must not be relied on"


class Review(models.Model):
    """A named lawyer looked over one version of one power. A later review stands before it."""

    power = models.CharField(max_length=10, db_index=True)
    version = models.CharField(max_length=12)
    verdict = models.CharField(max_length=10, choices=Verdict)
    words = models.CharField(max_length=1000, blank=True)
    reviewed_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    reviewed_on = models.DateField()
    next_on = models.DateField()

    class Meta:
        constraints = [
            one_of("review_verdict_known", "verdict", Verdict.values),
            models.CheckConstraint(
                name="review_is_due_again_later", condition=Q(next_on__gt=models.F("reviewed_on"))
            ),
            models.CheckConstraint(
                name="review_says_what_is_wrong", condition=Q(verdict="right") | ~Q(words="")
            ),
        ]


class Delegation(models.Model):
    """A council's post may use one power between two days, within limits."""

    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    power = models.CharField(max_length=10)
    post = models.ForeignKey("access.Post", models.PROTECT, related_name="+")
    telephone = models.CharField(max_length=40)
    limits = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delegation_ends_after_it_starts",
                condition=Q(ends_on__gt=models.F("starts_on")),
            )
        ]
        indexes = [models.Index(name="delegation_by_power", fields=["power", "agency"])]


class Overrider(models.Model):
    """A post whose holder may override a stop at the safeguarding gate, between two days."""

    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    post = models.ForeignKey("access.Post", models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="overrider_ends_after_it_starts",
                condition=Q(ends_on__gt=models.F("starts_on")),
            )
        ]
