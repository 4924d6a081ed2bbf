"""What was counted for boards: figures of a period that is over, as they were made safe."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from frankpledge.database import one_of


class WhyNone(models.TextChoices):
    """Why a figure has no number. None of these is nought."""

    FEW = "few", "Not shown: too few"
    NOTHING = "nothing", "Nothing to count"
    NOT_OVER = "not_over", "Not counted yet"
    NOT_KNOWN = "not_known", "Not known"


class CountedPeriod(models.Model):
    """A period of an area that was counted for boards, once for good."""

    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="counted_period_once", fields=["area", "first_day"]),
            models.CheckConstraint(
                name="counted_period_ends_after_it_begins", condition=Q(last_day__gt=F("first_day"))
            ),
        ]


class CountedFigure(models.Model):
    """One figure as it may be shown. What it was before it was made safe is kept nowhere."""

    period = models.ForeignKey(CountedPeriod, models.CASCADE, related_name="+")
    code = models.CharField(max_length=30)
    value = models.PositiveIntegerField(null=True)
    n = models.PositiveIntegerField(null=True)
    why_none = models.CharField(max_length=10, choices=WhyNone, blank=True)
    about = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="counted_figure_once_a_period", fields=["period", "code"]),
            one_of("counted_figure_why_none_known", "why_none", ["", *WhyNone.values]),
            models.CheckConstraint(
                name="counted_figure_has_a_number_or_says_why_not",
                condition=Q(value__isnull=False, why_none="") | (Q(value=None) & ~Q(why_none="")),
            ),
        ]
