"""Profiles, findings and comments: what is always true of one."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import one_of
from frankpledge.profiles.catalogue import Reach


class Stage(models.TextChoices):
    """How far a profile has come."""

    DRAFT = "draft", "Draft"
    COLLECTING = "collecting", "Collecting from partners"
    CONSULTING = "consulting", "Out for comment"
    RELEASED_INTERNALLY = "released_internally", "Released to partners"


NEXT: Mapping[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.COLLECTING, Stage.CONSULTING}),
    Stage.COLLECTING: frozenset({Stage.COLLECTING, Stage.CONSULTING}),
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
    drafted_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

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

    @classmethod
    def drafted_by_whom(cls, uid: UUID) -> UUID | None:
        """Who built the profile: the person as whom a command opens it, and nothing else of it."""
        found: UUID | None = (
            cls._rows.filter(pk=uid).values_list("drafted_by_id", flat=True).first()
        )
        return found


class Invited(models.Model):
    """An agency that was asked to comment. Part of the profile: read only with it.

    `passages` are those that it is asked about most, as they stood: section and words.
    """

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    post = models.ForeignKey("access.Post", models.PROTECT, related_name="+", null=True)
    forum = models.CharField(max_length=120, blank=True)
    sections = models.JSONField(default=list)
    passages = models.JSONField(default=list)
    due_on = models.DateField(null=True)
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
    returns = models.JSONField(default=list)
    reach = models.CharField(
        max_length=10, choices=[(each.value, each.label) for each in Reach], default=Reach.PARTNER
    )
    yardstick = models.CharField(max_length=30, choices=Yardstick, blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence, blank=True)
    judged_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("finding_yardstick_known", "yardstick", ["", *Yardstick.values]),
            one_of("finding_reach_known", "reach", [each.value for each in Reach]),
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


class Says(models.TextChoices):
    """What an agency does when it is asked."""

    COMMENT = "comment", "We have something to say"
    SUPPLY = "supply", "We have something to add: a figure or a fact"
    NOTHING = "nothing", "No comment"


class Outcome(models.TextChoices):
    """What came of a comment."""

    CHANGED = "changed", "The profile was changed"
    KEPT = "kept", "The profile was not changed"


class Comment(GuardedModel):
    """What an agency says to a part of a profile while it is out for comment, and the answer.

    `passage` holds the very words of the section that it is about, as they stood; none where it is
    about the whole part.
    """

    KIND = Kind.COMMENT

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="+")
    block = models.CharField(max_length=40, blank=True)
    passage = models.TextField(blank=True)
    says = models.CharField(max_length=10, choices=Says, default=Says.COMMENT)
    text = models.CharField(max_length=1000, blank=True)
    made_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("comment_says_known", "says", Says.values),
            one_of("comment_outcome_known", "outcome", ["", *Outcome.values]),
            models.CheckConstraint(
                name="comment_says_something", condition=~Q(text="") | Q(says="nothing")
            ),
            models.CheckConstraint(
                name="comment_on_a_passage_says_of_which_section",
                condition=Q(passage="") | ~Q(block=""),
            ),
            models.CheckConstraint(
                name="comment_answer_is_whole",
                condition=Q(outcome="", answer="", answered_by=None, answered_at=None)
                | (
                    ~Q(outcome="")
                    & ~Q(answer="")
                    & Q(answered_by__isnull=False, answered_at__isnull=False)
                ),
            ),
        ]


class Release(GuardedModel):
    """A version of a profile as it went out: frozen, and recalled if it has to be.

    The ledger knows it by its reference and its edition: the first of an area for an audience, or
    one more than the last.
    """

    KIND = Kind.RELEASE

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12, unique=True)
    edition = models.PositiveIntegerField(default=1)
    audience = models.CharField(
        max_length=10, choices=[(each.value, each.label) for each in (Reach.PARTNER, Reach.PUBLIC)]
    )
    lead = models.TextField()
    digest = models.CharField(max_length=64)
    released_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    released_at = models.DateTimeField()
    refresh_on = models.DateField()
    signed_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    signed_at = models.DateTimeField(null=True)
    recalled_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    recalled_at = models.DateTimeField(null=True)
    recall_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            one_of("release_audience_known", "audience", [Reach.PARTNER, Reach.PUBLIC]),
            models.CheckConstraint(
                name="release_signature_is_whole",
                condition=Q(signed_by=None, signed_at=None)
                | Q(signed_by__isnull=False, signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="release_recall_says_why",
                condition=Q(recalled_by=None, recalled_at=None, recall_reason="")
                | (Q(recalled_by__isnull=False, recalled_at__isnull=False) & ~Q(recall_reason="")),
            ),
            models.UniqueConstraint(
                name="release_of_an_audience_once_while_it_stands",
                fields=["profile", "audience"],
                condition=Q(recalled_at=None),
            ),
        ]
        indexes = [models.Index(name="release_to_refresh", fields=["refresh_on"])]
