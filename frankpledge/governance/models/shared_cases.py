"""How many cases two forums share: what each says itself, and runs over keyed hashes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from frankpledge.database import one_of
from frankpledge.governance.models.forums import ForumEntry

BANDS = (
    ("none", "None that we know of"),
    ("under_5", "Fewer than 5"),
    ("5_to_9", "5 to 9"),
    ("10_to_19", "10 to 19"),
    ("20_or_more", "20 or more"),
)


class OverlapEstimate(models.Model):
    """What a forum says itself of how many of its cases another knows too, as a band."""

    entry = models.ForeignKey(ForumEntry, models.CASCADE, related_name="+")
    other = models.ForeignKey(ForumEntry, models.CASCADE, related_name="+")
    band = models.CharField(max_length=12, choices=BANDS)
    said_on = models.DateField()
    said_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("overlap_band_known", "band", [code for code, _ in BANDS]),
            models.UniqueConstraint(
                name="overlap_is_said_once_a_day", fields=["entry", "other", "said_on"]
            ),
            models.CheckConstraint(
                name="forum_does_not_overlap_itself", condition=~Q(entry=F("other"))
            ),
        ]


class HashSort(models.TextChoices):
    """What a hash was made of."""

    PERSON = "person", "People"
    PLACE = "place", "Addresses"


class Run(models.Model):
    """One count over keyed hashes, for one purpose. The key is never here; hashes leave at the end.

    `check_value` is what the key makes of the run's name, so that files made with another key are
    refused. It says nothing of the key.
    """

    code = models.CharField(max_length=12, unique=True)
    purpose = models.CharField(max_length=10, default="map")
    check_value = models.CharField(max_length=64)
    assessment = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    ends_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="run_names_its_assessment", condition=~Q(assessment="")),
            models.CheckConstraint(
                name="run_is_emptied_when_counted",
                condition=Q(ends_at__gt=F("opened_at"))
                & (Q(counted_at=None) | Q(deleted_at__isnull=False)),
            ),
            one_of("run_has_its_one_purpose", "purpose", ["map"]),
            models.UniqueConstraint(
                name="one_run_at_a_time", fields=["purpose"], condition=Q(deleted_at=None)
            ),
        ]


class RunGiving(models.Model):
    """A forum gave its hashes to a run, once."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="+")
    entry = models.ForeignKey(ForumEntry, models.CASCADE, related_name="+")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="forum_gives_once_to_a_run", fields=["run", "entry"])
        ]


class RunHash(models.Model):
    """One keyed hash. It leaves with the count, or when the run's time ends."""

    giving = models.ForeignKey(RunGiving, models.CASCADE, related_name="+")
    sort = models.CharField(max_length=10, choices=HashSort)
    value = models.CharField(max_length=64)

    class Meta:
        constraints = [
            one_of("hash_sort_known", "sort", HashSort.values),
            models.UniqueConstraint(name="hash_is_given_once", fields=["giving", "sort", "value"]),
        ]


class RunCount(models.Model):
    """What a run found for two forums, made safe before it was kept. Null is "fewer than 5"."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="+")
    one = models.ForeignKey(ForumEntry, models.CASCADE, related_name="+")
    other = models.ForeignKey(ForumEntry, models.CASCADE, related_name="+")
    sort = models.CharField(max_length=10, choices=HashSort)
    about = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            one_of("count_sort_known", "sort", HashSort.values),
            models.UniqueConstraint(
                name="pair_is_counted_once", fields=["run", "one", "other", "sort"]
            ),
            models.CheckConstraint(
                name="counts_under_five_are_not_kept",
                condition=Q(about=None) | Q(about__gte=5),
            ),
        ]
