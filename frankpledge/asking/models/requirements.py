"""Intelligence requirements: what the unit would like to know, in words that task nobody."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import all_or_none, one_of

OPENING = "If in the course of your normal work you notice"
"""How every requirement begins that partners read."""


class Level(models.TextChoices):
    """Where a requirement comes from."""

    STRATEGIC = "strategic", "Strategic"
    TACTICAL = "tactical", "Tactical"


class Standing(models.TextChoices):
    """How a requirement stands. That it has expired follows from its last day."""

    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
    ISSUED = "issued", "Issued"
    ANSWERED = "answered", "Answered"
    PARTIAL = "partial", "Answered in part"
    EXPIRED = "expired", "Expired"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Requirement(GuardedModel):
    """A question that the unit has. Partners read `partner_wording` and nothing else of it."""

    KIND = Kind.REQUIREMENT

    reference = models.CharField(max_length=12, unique=True)
    level = models.CharField(max_length=10, choices=Level)
    theme = models.CharField(max_length=80)
    question = models.CharField(max_length=300)
    indicators = models.JSONField(default=list)
    partner_wording = models.CharField(max_length=400)
    police_wording = models.TextField(blank=True)
    gap = models.CharField(max_length=80, blank=True)
    priority = models.PositiveSmallIntegerField(default=2)
    valid_from = models.DateField()
    valid_to = models.DateField()
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.DRAFT)
    drafted_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    issued_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    responses = models.PositiveIntegerField(default=0)
    useful_responses = models.PositiveIntegerField(default=0)
    assessed = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            one_of("requirement_level_known", "level", Level.values),
            one_of(
                "requirement_standing_known",
                "standing",
                [each.value for each in Standing if each != Standing.EXPIRED],
            ),
            all_or_none("requirement_approval_is_complete", ["approved_at", "approved_by"]),
            models.CheckConstraint(
                name="requirement_asks_for_what_is_noticed",
                condition=Q(partner_wording__startswith=OPENING),
            ),
            models.CheckConstraint(
                name="requirement_priority_is_one_to_three",
                condition=Q(priority__gte=1, priority__lte=3),
            ),
            models.CheckConstraint(
                name="requirement_ends_after_it_begins",
                condition=Q(valid_to__gte=models.F("valid_from")),
            ),
            models.CheckConstraint(
                name="requirement_is_approved_before_it_is_issued",
                condition=Q(standing__in=["draft", "withdrawn"]) | Q(approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="requirement_useful_responses_are_responses",
                condition=Q(useful_responses__lte=models.F("responses")),
            ),
        ]

    def standing_on(self, day: date) -> Standing:
        """How it stands on a day: what was issued expires by itself after its last."""
        if self.standing == Standing.ISSUED and day > self.valid_to:
            return Standing.EXPIRED
        return Standing(self.standing)


class Target(models.Model):
    """An agency that a requirement is issued to. Part of the requirement: read only with it."""

    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="requirement_targets_once", fields=["requirement", "agency"]
            )
        ]
