"""Services for children, young people and adults, and steps that boards agree."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from frankpledge.database import one_of

LEAST_AGE, MOST_AGE = 0, 120


class Service(models.Model):
    """A service that somebody can be sent to: for whom, for what, and how one gets there."""

    name = models.CharField(max_length=120)
    provider = models.CharField(max_length=120)
    need = models.CharField(max_length=20)
    least_age = models.PositiveSmallIntegerField(default=LEAST_AGE)
    most_age = models.PositiveSmallIntegerField(default=MOST_AGE)
    route = models.CharField(max_length=300)
    telephone = models.CharField(max_length=40, blank=True)
    kept_by = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    checked_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="service_ages_are_in_order", condition=Q(least_age__lte=F("most_age"))
            ),
            models.CheckConstraint(
                name="service_says_how_to_get_there", condition=~Q(route="") & ~Q(name="")
            ),
        ]
        indexes = [models.Index(name="service_by_need", fields=["need", "name"])]


class ServiceArea(models.Model):
    """A service takes people from an area."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="service_has_an_area_once", fields=["service", "area"])
        ]


class ServiceCount(models.Model):
    """What a service said one day: places free, people waiting. Not said is not none."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    counted_on = models.DateField()
    places = models.PositiveIntegerField(null=True)
    waiting = models.PositiveIntegerField(null=True)
    weeks = models.PositiveSmallIntegerField(null=True)
    told_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="service_is_counted_once_a_day", fields=["service", "counted_on"]
            ),
            models.CheckConstraint(
                name="service_count_says_something",
                condition=Q(places__isnull=False)
                | Q(waiting__isnull=False)
                | Q(weeks__isnull=False),
            ),
        ]


class JointStep(models.Model):
    """Who owns one step of the agreed pathway between a partnership and a board, on both sides."""

    step = models.CharField(max_length=20)
    board = models.CharField(max_length=10)
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    partnership_owner = models.ForeignKey("access.Post", models.PROTECT, related_name="+")
    board_owner = models.ForeignKey("access.Post", models.PROTECT, related_name="+")
    agreed_on = models.DateField()
    review_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            one_of("joint_step_board_known", "board", ["children", "adults"]),
            models.CheckConstraint(
                name="joint_step_has_two_owners",
                condition=~Q(partnership_owner=F("board_owner")),
            ),
            models.CheckConstraint(
                name="joint_step_is_reviewed_later", condition=Q(review_on__gt=F("agreed_on"))
            ),
            models.UniqueConstraint(
                name="one_joint_step_without_an_end",
                fields=["area", "board", "step"],
                condition=Q(ends_on=None),
            ),
        ]
