"""What stands with a submission: who and what it names, and a grade that its own agency gave."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from frankpledge.database import one_of
from frankpledge.intelligence.models.giving import Submission
from frankpledge.intelligence.models.reports import (
    ActionCode,
    Code,
    IntelligenceGrade,
    SanitisationCode,
    SourceGrade,
)


class MentionKind(models.TextChoices):
    """What sort of thing is named."""

    PERSON = "person", "Person"
    BUSINESS = "business", "Business"
    VEHICLE = "vehicle", "Vehicle"
    PHONE = "phone", "Telephone number"
    POSTCODE = "postcode", "Postcode"
    EMAIL = "email", "E-mail address"
    HANDLE = "handle", "Social media name"
    ACCOUNT = "account", "Bank account"
    SORT_CODE = "sort_code", "Sort code"
    BORN = "born", "Date of birth"


class MentionRole(models.TextChoices):
    """What somebody or something named has to do with it, as whoever told it sees it."""

    SUSPECTED = "suspected", "Suspected of doing it"
    VICTIM = "victim", "May be a victim"
    OTHER = "other", "Something else, or I do not know"


class Mention(models.Model):
    """One thing that a submission names, as typed. Whoever told it confirmed it.

    Reached only through a submission that somebody has been let open, never rewritten, and gone
    with it when it is let go of.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=MentionKind)
    text = models.CharField(max_length=200)
    value = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, choices=MentionRole)
    about = models.CharField(max_length=500, blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    _rows = models.Manager["Mention"]()

    class Meta:
        constraints = [
            one_of("mention_kind_known", "kind", MentionKind.values),
            one_of("mention_role_known", "role", MentionRole.values),
            models.CheckConstraint(name="mention_text_is_not_blank", condition=~Q(text="")),
            models.CheckConstraint(
                name="mention_span_is_whole",
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__gt=models.F("start")),
            ),
            models.UniqueConstraint(name="mention_numbered_once", fields=["submission", "number"]),
        ]

    @classmethod
    def of(cls, submission: Submission) -> list[Self]:
        """What a submission names that somebody has been let open, in the order of its words."""
        return list(cls._rows.filter(submission=submission).order_by("number"))

    @classmethod
    def keep(cls, rows: list[Self]) -> None:
        """Keep what a new submission names."""
        cls._rows.bulk_create(rows)


class OwnGrade(models.Model):
    """The grade and conditions that an accredited agency gave to what it told.

    They stay as they came and bind whoever works with it; police evaluate beside them.
    """

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="+")
    scheme = models.CharField(max_length=10, default="3x5x2")
    source = models.PositiveSmallIntegerField(choices=SourceGrade)
    intelligence = models.CharField(max_length=1, choices=IntelligenceGrade)
    code = models.CharField(max_length=1, choices=Code)
    action = models.CharField(max_length=2, choices=ActionCode, blank=True)
    sanitisation = models.CharField(max_length=2, choices=SanitisationCode, blank=True)
    recipients = models.JSONField(default=list)
    instructions = models.CharField(max_length=500, blank=True)

    _rows = models.Manager["OwnGrade"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="own_grade_source_known", condition=Q(source__in=[1, 2, 3])
            ),
            one_of("own_grade_intelligence_known", "intelligence", IntelligenceGrade.values),
            models.CheckConstraint(
                name="own_grade_conditions_go_with_code_c",
                condition=Q(code="P", action="", sanitisation="")
                | Q(code="C", action__in=["A1", "A2", "A3"], sanitisation__in=["S1", "S2"]),
            ),
        ]

    @property
    def in_short(self) -> str:
        """2 A C A3 S2."""
        parts = (str(self.source), self.intelligence, self.code, self.action, self.sanitisation)
        return " ".join(part for part in parts if part)

    @classmethod
    def of(cls, submission: Submission) -> Self | None:
        """The grade that came with a submission that somebody has been let open, if one did."""
        return cls._rows.filter(submission=submission).first()


class Accreditation(models.Model):
    """An agency whose own grading police take as it comes, and since when."""

    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    reference = models.CharField(max_length=80)
    starts_on = models.DateField()
    ended_on = models.DateField(null=True)
