"""Disruptions: what was done to crime together, claimed by one agency and judged by another."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import all_or_none, one_of
from frankpledge.plans.models.actions import FourP, Lasting


class DisruptionLevel(models.TextChoices):
    """How far something was disrupted."""

    MAJOR = "major", "Major: significant or long-term"
    MODERATE = "moderate", "Moderate: noticeable or medium-term"
    MINOR = "minor", "Minor: small or short-term"


class Verdict(models.TextChoices):
    """What the moderator said of a claim."""

    AGREED = "agreed", "Agreed"
    CHANGED = "changed", "Agreed at another level"
    REJECTED = "rejected", "Not agreed"


class Disruption(GuardedModel):
    """One event that made crime harder, whoever took part. It is counted once."""

    KIND = Kind.DISRUPTION

    reference = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=120)
    happened_on = models.DateField()
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    four_p = models.CharField(max_length=10, choices=FourP)
    what = models.CharField(max_length=400)
    effect = models.CharField(max_length=300, blank=True)
    claimed_level = models.CharField(max_length=10, choices=DisruptionLevel)
    claimed_at = models.DateTimeField()
    claimed_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    claiming_agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    outside_reference = models.CharField(max_length=40, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    level = models.CharField(max_length=10, choices=DisruptionLevel, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    moderated_at = models.DateTimeField(null=True)
    moderated_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    seconded_at = models.DateTimeField(null=True)
    seconded_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    review_on = models.DateField(null=True)
    lasted = models.CharField(max_length=10, choices=Lasting, blank=True)
    lasted_note = models.CharField(max_length=300, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            one_of("disruption_four_p_known", "four_p", FourP.values),
            one_of("disruption_claim_known", "claimed_level", DisruptionLevel.values),
            one_of("disruption_level_known", "level", ["", *DisruptionLevel.values]),
            one_of("disruption_verdict_known", "verdict", ["", *Verdict.values]),
            one_of("disruption_lasting_known", "lasted", ["", *Lasting.values]),
            models.CheckConstraint(
                name="disruption_says_what", condition=~Q(title="") & ~Q(what="")
            ),
            all_or_none("disruption_moderation_is_complete", ["moderated_at", "moderated_by"]),
            all_or_none("disruption_second_is_complete", ["seconded_at", "seconded_by"]),
            all_or_none("disruption_review_is_complete", ["reviewed_at", "reviewed_by"]),
            models.CheckConstraint(
                name="disruption_verdict_has_a_level_unless_rejected",
                condition=Q(verdict="", level="", moderated_at=None)
                | (Q(verdict="rejected", level="", moderated_at__isnull=False) & ~Q(reason=""))
                | (Q(verdict__in=["agreed", "changed"], moderated_at__isnull=False) & ~Q(level="")),
            ),
            models.CheckConstraint(
                name="disruption_change_says_why", condition=~Q(verdict="changed", reason="")
            ),
            models.CheckConstraint(
                name="disruption_is_not_moderated_by_its_claimant",
                condition=Q(moderated_by=None)
                | Q(moderated_by__lt=F("claimed_by"))
                | Q(moderated_by__gt=F("claimed_by")),
            ),
            models.CheckConstraint(
                name="disruption_lasting_says_when",
                condition=Q(lasted="", reviewed_at=None)
                | (~Q(lasted="") & Q(reviewed_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(name="disruption_by_area_and_day", fields=["area", "happened_on"]),
            models.Index(name="disruption_by_review", fields=["review_on"]),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def counts(self) -> bool:
        """Whether it may be counted: agreed, and for a major one by two people."""
        return self.level != "" and (self.level != "major" or self.seconded_at is not None)


class DisruptionPart(models.Model):
    """An agency that took part. Part of the disruption: read only with it."""

    disruption = models.ForeignKey(Disruption, models.CASCADE, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    led = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="disruption_has_a_contributor_once", fields=["disruption", "agency"]
            )
        ]
