"""What stands beside a report's grade: its items' own, older schemes, and what binds the police."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from frankpledge.database import one_of
from frankpledge.intelligence.models.reports import (
    ActionCode,
    Code,
    Grade,
    IntelligenceGrade,
    Report,
    SanitisationCode,
    SourceGrade,
)


class Part(models.TextChoices):
    """What an item of a report is."""

    ITEM = "item", "Information"
    PROVENANCE = "provenance", "How it came to be known"


class Item(models.Model):
    """One thing that a report says, from one source. Provenance is graded and goes no further:
    it is never sanitised, searched, charted or linked."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=Part, default=Part.ITEM)
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    _rows = models.Manager["Item"]()

    class Meta:
        constraints = [
            one_of("item_part_known", "part", Part.values),
            models.CheckConstraint(name="item_text_is_not_blank", condition=~Q(text="")),
            models.UniqueConstraint(name="item_number_once", fields=["report", "number"]),
        ]

    @classmethod
    def of(cls, report: Report) -> list[Self]:
        """Every item of a report that somebody has been let open, in order."""
        return list(cls._rows.filter(report=report).order_by("number"))


class ItemGrade(models.Model):
    """What one grading says of one item."""

    grade = models.ForeignKey(Grade, models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    source = models.PositiveSmallIntegerField(choices=SourceGrade)
    intelligence = models.CharField(max_length=1, choices=IntelligenceGrade)

    _rows = models.Manager["ItemGrade"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="item_grade_source_known", condition=Q(source__in=[1, 2, 3])
            ),
            one_of("item_grade_intelligence_known", "intelligence", IntelligenceGrade.values),
            models.UniqueConstraint(name="item_graded_once_a_grading", fields=["grade", "item"]),
        ]

    @classmethod
    def of(cls, report: Report) -> list[Self]:
        """What every grading of a report says of its items."""
        return list(cls._rows.filter(grade__report=report).select_related("item"))


class LegacyGrade(models.Model):
    """A grade of 5x5x5 as it came. What a person made of it is the report's grade beside it."""

    report = models.OneToOneField(Report, models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=10, default="5x5x5")
    source = models.CharField(max_length=1)
    information = models.CharField(max_length=1)
    handling = models.CharField(max_length=1)

    _rows = models.Manager["LegacyGrade"]()

    class Meta:
        constraints = [
            one_of("legacy_scheme_known", "scheme", ["5x5x5"]),
            one_of("legacy_source_known", "source", "ABCDE"),
            one_of("legacy_information_known", "information", "12345"),
            one_of("legacy_handling_known", "handling", "12345"),
        ]

    @classmethod
    def of(cls, report: Report) -> Self | None:
        """The older grade of a report that somebody has been let open, if it came with one."""
        return cls._rows.filter(report=report).first()


class OriginatorGrade(models.Model):
    """The grade that an accredited agency gave its own report. It stays theirs, and it binds.

    Which agency is not said, so that it outlives what was told without naming who told it.
    """

    report = models.OneToOneField(Report, models.PROTECT, related_name="+")
    source = models.PositiveSmallIntegerField(choices=SourceGrade)
    intelligence = models.CharField(max_length=1, choices=IntelligenceGrade)
    code = models.CharField(max_length=1, choices=Code)
    action = models.CharField(max_length=2, choices=ActionCode, blank=True)
    sanitisation = models.CharField(max_length=2, choices=SanitisationCode, blank=True)
    recipients = models.JSONField(default=list)
    instructions = models.CharField(max_length=500, blank=True)

    _rows = models.Manager["OriginatorGrade"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="originator_source_known", condition=Q(source__in=[1, 2, 3])
            ),
            one_of("originator_intelligence_known", "intelligence", IntelligenceGrade.values),
            one_of("originator_code_known", "code", Code.values),
        ]

    @property
    def in_short(self) -> str:
        """1 A C A3 S2."""
        parts = (str(self.source), self.intelligence, self.code, self.action, self.sanitisation)
        return " ".join(part for part in parts if part)

    @classmethod
    def of(cls, report: Report) -> Self | None:
        """The grade that whoever told it gave, if they may."""
        return cls._rows.filter(report=report).first()
