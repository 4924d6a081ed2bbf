"""A use of a power: what is always true of one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import all_or_none, one_of
from frankpledge.powers.lifecycle import BEFORE_THE_GATE, OVER, STAGE_WORDS, Stage

_STARTED = {Stage.AUTHORISED, Stage.IN_FORCE, Stage.BREACHED, Stage.APPEALED}
_DONE = {Stage.ENDED, Stage.REVIEWED}


class Subject(models.TextChoices):
    """What a power is used on or about. A person, a business or a group is only pointed at."""

    PLACE = "place", "The place"
    PERSON = "person", "A person"
    BUSINESS = "business", "A business"
    GROUP = "group", "A group"


class CourtSaid(models.TextChoices):
    """What a court said when it heard what had to be heard."""

    MADE = "made", "It made the order"
    REFUSED = "refused", "It refused"
    ADJOURNED = "adjourned", "It put it off, and what was served goes on"


class AppealResult(models.TextChoices):
    """What came of an appeal."""

    STANDS = "stands", "It stands"
    CHANGED = "changed", "It was changed"
    QUASHED = "quashed", "It was quashed"


class EndedHow(models.TextChoices):
    """What a use came to, in the words of whoever ended it."""

    ACHIEVED = "achieved", "It did what it was for"
    PARTLY = "partly", "It did some of what it was for"
    NOT_ACHIEVED = "not_achieved", "It did not do what it was for"
    REFUSED = "refused", "A court refused it, or it was quashed"
    UNKNOWN = "unknown", "Not known"


class PowerUse(GuardedModel):
    """One use of one power for a problem, from the idea to the last look back.

    The problem is linked to it, and is not repeated here but for its place. Nobody is named: a
    person, business or group is a system and its reference.
    """

    KIND = Kind.POWER_USE

    reference = models.CharField(max_length=12, unique=True)
    power = models.CharField(max_length=10)
    power_version = models.CharField(max_length=12)
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    place = models.CharField(max_length=200)
    target = models.CharField(max_length=10)
    subject = models.CharField(max_length=10, choices=Subject, default=Subject.PLACE)
    pointer_system = models.CharField(max_length=60, blank=True)
    pointer_reference = models.CharField(max_length=40, blank=True)
    measure = models.CharField(max_length=200)
    aim = models.CharField(max_length=300)
    equality_note = models.CharField(max_length=500, blank=True)
    stage = models.CharField(
        max_length=12, choices=[(stage.value, words) for stage, words in STAGE_WORDS.items()]
    )
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    asked_before = models.UUIDField(null=True)
    authorised_at = models.DateTimeField(null=True)
    authorised_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    authorised_post = models.CharField(max_length=120, blank=True)
    in_force_at = models.DateTimeField(null=True)
    lasts_until = models.DateField(null=True)
    hear_by = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    court_said = models.CharField(max_length=10, choices=CourtSaid, blank=True)
    appealed_on = models.DateField(null=True)
    appeal_result = models.CharField(max_length=10, choices=AppealResult, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=15, choices=EndedHow, blank=True)
    ended_words = models.CharField(max_length=500, blank=True)
    displacement_note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            one_of("use_stage_known", "stage", list(Stage)),
            one_of("use_subject_known", "subject", Subject.values),
            one_of("use_court_said_known", "court_said", ["", *CourtSaid.values]),
            one_of("use_appeal_result_known", "appeal_result", ["", *AppealResult.values]),
            one_of("use_ended_how_known", "ended_how", ["", *EndedHow.values]),
            all_or_none("use_authorised_by_somebody", ["authorised_at", "authorised_by"]),
            models.CheckConstraint(
                name="use_says_what_and_why", condition=~Q(measure="") & ~Q(aim="")
            ),
            models.CheckConstraint(
                name="use_points_or_does_not",
                condition=Q(pointer_system="", pointer_reference="")
                | (~Q(pointer_system="") & ~Q(pointer_reference="")),
            ),
            models.CheckConstraint(
                name="use_in_force_was_authorised",
                condition=~Q(stage__in=sorted(_STARTED | _DONE)) | Q(authorised_at__isnull=False),
            ),
            models.CheckConstraint(
                name="use_in_force_was_asked_before",
                condition=~Q(stage__in=sorted(_STARTED | _DONE)) | Q(asked_before__isnull=False),
            ),
            models.CheckConstraint(
                name="use_ended_says_when_and_how",
                condition=(Q(stage__in=sorted(_DONE), ended_at__isnull=False) & ~Q(ended_how=""))
                | (~Q(stage__in=sorted(_DONE)) & Q(ended_at=None, ended_how="")),
            ),
            models.CheckConstraint(
                name="use_heard_says_what",
                condition=Q(heard_at=None, court_said="")
                | (Q(heard_at__isnull=False) & ~Q(court_said="")),
            ),
        ]
        indexes = [
            models.Index(name="use_by_area_and_stage", fields=["area", "stage", "started_at"]),
            models.Index(name="use_by_stage", fields=["stage", "started_at"]),
            models.Index(name="use_newest_first", fields=["-started_at"]),
            models.Index(
                name="use_court_clock_running",
                fields=["hear_by"],
                condition=Q(hear_by__isnull=False, heard_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_past_the_gate(self) -> bool:
        """Whether the safeguarding gate has been passed."""
        return Stage(self.stage) not in BEFORE_THE_GATE

    @property
    def is_over(self) -> bool:
        """Whether nothing follows."""
        return Stage(self.stage) in OVER
