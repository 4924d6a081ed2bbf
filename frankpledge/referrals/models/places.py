"""Whom to ring in a district, where a pathway's door is, and what is thought of at a place."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q


class DutyLine(models.Model):
    """Whom to ring about somebody at risk in one district, between two days."""

    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=120)
    telephone = models.CharField(max_length=40)
    hours = models.CharField(max_length=120)
    out_of_hours = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="duty_line_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="duty_line_can_be_rung_at_any_hour",
                condition=~Q(telephone="") & ~Q(out_of_hours=""),
            ),
            models.UniqueConstraint(
                name="one_duty_line_without_an_end", fields=["area"], condition=Q(ends_on=None)
            ),
        ]


class Door(models.Model):
    """Where one pathway goes in one district, between two days.

    For a pathway that the partnership works, the agency that works it and the panel that hears of
    it. For any other, whose portal it is, so that their people can say what they decided.
    """

    pathway = models.CharField(max_length=10)
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    forum = models.ForeignKey("access.Forum", models.PROTECT, related_name="+", null=True)
    how = models.CharField(max_length=300)
    next_meets_on = models.DateField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="door_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                name="one_door_without_an_end",
                fields=["pathway", "area"],
                condition=Q(ends_on=None),
            ),
        ]


class Concern(models.Model):
    """An agency was concerned about a place or a person. One row for each referral that says where
    or whom, whatever others hold.

    It is compared with those of other agencies when a safeguarding lead looks, never when it is
    written. Places and people are keyed hashes.
    """

    referral = models.OneToOneField(
        "referrals.Referral", models.PROTECT, primary_key=True, related_name="+"
    )
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+", db_index=False)
    line_key = models.CharField(max_length=32, blank=True)
    postcode_key = models.CharField(max_length=32, blank=True)
    person_key = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="concern_is_about_somewhere_or_somebody",
                condition=~Q(line_key="") | ~Q(person_key=""),
            )
        ]
        indexes = [
            models.Index(name="concern_by_place", fields=["line_key", "at", "agency"]),
            models.Index(name="concern_by_person", fields=["person_key", "at", "agency"]),
        ]


class Thought(models.Model):
    """Somebody thinks of enforcing something at a place. One row each, whatever is held there.

    It is compared with what is held when a safeguarding lead looks, never when it is written.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    place = models.CharField(max_length=200)
    what = models.CharField(max_length=300)
    line_key = models.CharField(max_length=32)
    postcode_key = models.CharField(max_length=32, blank=True)
    thought_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    thought_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="thought_says_where_and_what", condition=~Q(place="") & ~Q(what="")
            )
        ]
        indexes = [models.Index(name="thought_by_place", fields=["line_key", "thought_at"])]
