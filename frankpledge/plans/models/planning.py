"""Plans of a year, a threat and a place, and their objectives."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import one_of
from frankpledge.plans.models.actions import FourP


class Level(models.TextChoices):
    """What a plan is for. Plans of different levels are linked and never merged."""

    YEAR = "year", "A partnership’s year"
    THREAT = "threat", "A threat"
    PLACE = "place", "A place"


class PlanState(models.TextChoices):
    """Where a plan stands."""

    DRAFT = "draft", "Draft"
    LIVE = "live", "In force"
    CLOSED = "closed", "Closed"


class Plan(GuardedModel):
    """What agencies mean to achieve together between two days, and how they keep people safe."""

    KIND = Kind.PLAN

    reference = models.CharField(max_length=12, unique=True)
    level = models.CharField(max_length=10, choices=Level)
    title = models.CharField(max_length=120)
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+", null=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    summary = models.CharField(max_length=600, blank=True)
    safeguarding = models.CharField(max_length=1000)
    gaps = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("plan_level_known", "level", Level.values),
            one_of("plan_state_known", "state", PlanState.values),
            models.CheckConstraint(
                name="plan_says_how_people_are_kept_safe",
                condition=~Q(safeguarding="") & ~Q(title=""),
            ),
            models.CheckConstraint(
                name="plan_ends_after_it_starts", condition=Q(ends_on__gt=F("starts_on"))
            ),
        ]
        indexes = [models.Index(name="plan_by_area_and_start", fields=["area", "starts_on"])]

    def __str__(self) -> str:
        return self.reference


class Objective(models.Model):
    """One thing that a plan is to achieve. Part of the plan: read only with it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    four_p = models.CharField(max_length=10, choices=FourP)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="objective_has_its_place", fields=["plan", "number"]),
            one_of("objective_four_p_known", "four_p", FourP.values),
            models.CheckConstraint(name="objective_says_what", condition=~Q(text="")),
        ]
