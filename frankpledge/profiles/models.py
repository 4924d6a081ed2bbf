"""Profiles, findings and comments: what is always true of one."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import one_of


class Stage(models.TextChoices):
    """How far a profile has come."""

    DRAFT = "draft", "Draft"
    CONSULTING = "consulting", "Out for comment"
    RELEASED_INTERNALLY = "released_internally", "Released to partners"


NEXT: Mapping[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.CONSULTING}),
    Stage.CONSULTING: frozenset({Stage.CONSULTING, Stage.RELEASED_INTERNALLY}),
    Stage.RELEASED_INTERNALLY: frozenset(),
}
"""Which stage of a profile may follow which. While it is out, more agencies may be asked."""


class Origin(models.TextChoices):
    """Where the figures come from. No profile mixes the two."""

    OPEN_DATA = "open data", "Open data"
    SYNTHETIC = "synthetic", "Synthetic"


class Profile(GuardedModel):
    """What is said of one area for one period. Its figures are frozen when it is built."""

    KIND = Kind.PROFILE

    area_code = models.CharField(max_length=12)
    area_name = models.CharField(max_length=120)
    area_level = models.CharField(max_length=20)
    first = models.CharField(max_length=7)
    last = models.CharField(max_length=7)
    compare_first = models.CharField(max_length=7, blank=True)
    compare_last = models.CharField(max_length=7, blank=True)
    origin = models.CharField(max_length=12, choices=Origin)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.DRAFT)
    built_at = models.DateTimeField()
    inputs_digest = models.CharField(max_length=64)
    figures_digest = models.CharField(max_length=64)
    content = models.TextField()

    class Meta:
        constraints = [
            one_of("profile_stage_known", "stage", Stage.values),
            one_of("profile_origin_known", "origin", Origin.values),
            models.CheckConstraint(
                name="profile_compares_with_a_whole_period",
                condition=Q(compare_first="", compare_last="")
                | (~Q(compare_first="") & ~Q(compare_last="")),
            ),
        ]
        indexes = [models.Index(name="profile_newest_of_an_area", fields=["area_code", "built_at"])]

    def __str__(self) -> str:
        return f"{self.area_name}, {self.first} to {self.last}"


class Invited(models.Model):
    """An agency that was asked to comment. Part of the profile: read only with it."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="profile_invites_an_agency_once", fields=["profile", "agency"]
            )
        ]


class Yardstick(models.TextChoices):
    """The words of the probability yardstick, each with the range that it stands for."""

    REMOTE = "remote_chance", "Remote chance (up to 5%)"
    HIGHLY_UNLIKELY = "highly_unlikely", "Highly unlikely (10% to 20%)"
    UNLIKELY = "unlikely", "Unlikely (25% to 35%)"
    REALISTIC = "realistic_possibility", "Realistic possibility (40% to less than 50%)"
    LIKELY = "likely", "Likely (55% to 75%)"
    HIGHLY_LIKELY = "highly_likely", "Highly likely (80% to 90%)"
    ALMOST_CERTAIN = "almost_certain", "Almost certain (95% or more)"


class Confidence(models.TextChoices):
    """How well what a judgement rests on bears it."""

    LOW = "low", "Low"
    MODERATE = "moderate", "Moderate"
    HIGH = "high", "High"


class Finding(GuardedModel):
    """What a profile says. `drafted` keeps the words that rules drew from figures.

    A probability is only ever a person's judgement, and comes with how sure they are of it.
    """

    KIND = Kind.FINDING

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=600)
    drafted = models.CharField(max_length=600, blank=True)
    figures = models.JSONField(default=list)
    yardstick = models.CharField(max_length=30, choices=Yardstick, blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence, blank=True)
    judged_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("finding_yardstick_known", "yardstick", ["", *Yardstick.values]),
            one_of("finding_confidence_known", "confidence", ["", *Confidence.values]),
            models.CheckConstraint(name="finding_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="finding_is_drafted_by_rule_or_judged_by_a_person",
                condition=Q(judged_by__isnull=False, judged_at__isnull=False)
                | (Q(judged_by=None, judged_at=None) & ~Q(drafted="")),
            ),
            models.CheckConstraint(
                name="finding_with_a_probability_says_how_sure_and_whose",
                condition=Q(yardstick="", confidence="")
                | (~Q(yardstick="") & ~Q(confidence="") & Q(judged_by__isnull=False)),
            ),
            models.UniqueConstraint(
                name="finding_has_a_place_in_its_profile", fields=["profile", "position"]
            ),
        ]

    @classmethod
    def next_position(cls, profile_id: UUID) -> int:
        """The place after the last finding of the profile, whoever may see that."""
        rows = cls._rows.filter(profile_id=profile_id)
        last = rows.order_by("-position").values_list("position", flat=True).first()
        return (last or 0) + 1

    @property
    def is_by_a_person(self) -> bool:
        """Whether somebody wrote or changed it, so that it is more than a rule's draft."""
        return self.judged_by_id is not None


class Comment(GuardedModel):
    """What an agency says to a part of a profile while it is out for comment."""

    KIND = Kind.COMMENT

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="+")
    block = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=1000)
    made_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="comment_says_something", condition=~Q(text=""))]
