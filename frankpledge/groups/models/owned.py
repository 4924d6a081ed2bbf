"""What partners own: vulnerabilities, and counts of mapped groups as they were given out."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import one_of
from frankpledge.groups.sorts import SORT_WORDS, Sort


class Nature(models.TextChoices):
    """What sort of thing crime exploits."""

    PLACE = "place", "A place"
    PREMISES = "premises", "A class of premises"
    SECTOR = "sector", "A trade or sector"
    SYSTEM = "system", "A weakness in how something is run"
    COHORT = "cohort", "A group of people at risk, never named"


class Standing(models.TextChoices):
    """Whether something is still worked on."""

    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class Closed(models.TextChoices):
    """Why a vulnerability is closed."""

    MENDED = "mended", "It has been put right"
    NO_LONGER = "no_longer", "Crime no longer exploits it"
    MISTAKEN = "mistaken", "It was not one"


class Vulnerability(GuardedModel):
    """A place, sector or cohort that crime exploits. Partners own it; it names nobody."""

    KIND = Kind.VULNERABILITY

    reference = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=120)
    nature = models.CharField(max_length=10, choices=Nature)
    words = models.CharField(max_length=600)
    threats = models.JSONField(default=list)
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    lead = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    review_on = models.DateField(db_index=True)
    closed_at = models.DateTimeField(null=True)
    closed_why = models.CharField(max_length=10, choices=Closed, blank=True)

    class Meta:
        constraints = [
            one_of("vulnerability_nature_known", "nature", Nature.values),
            one_of("vulnerability_standing_known", "standing", Standing.values),
            one_of("vulnerability_closed_why_known", "closed_why", ["", *Closed.values]),
            models.CheckConstraint(
                name="vulnerability_says_what_it_is", condition=~Q(title="") & ~Q(words="")
            ),
            models.CheckConstraint(
                name="vulnerability_closed_says_when_and_why",
                condition=(Q(standing="closed", closed_at__isnull=False) & ~Q(closed_why=""))
                | Q(standing="open", closed_at=None, closed_why=""),
            ),
        ]
        indexes = [models.Index(name="vulnerability_by_area", fields=["area", "standing"])]

    def is_late(self, on: date) -> bool:
        """Whether the day of its review has passed."""
        return self.standing == Standing.OPEN and self.review_on < on


class VulnerabilityEvent(models.Model):
    """One thing that was found or done. Part of the vulnerability: read only with it."""

    vulnerability = models.ForeignKey(Vulnerability, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    told_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    what = models.CharField(max_length=40)
    note = models.CharField(max_length=500, blank=True)


class Origin(models.TextChoices):
    """Where counts of mapped groups come from."""

    SHEET = "sheet", "A sheet from whoever maps them"
    REGISTER = "register", "The register"


class CountSheet(models.Model):
    """How many groups were mapped on a day, as given out once. Read only as made safe."""

    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    as_at = models.DateField()
    origin = models.CharField(max_length=10, choices=Origin)
    source = models.CharField(max_length=200)
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("count_sheet_origin_known", "origin", Origin.values),
            models.UniqueConstraint(name="counts_given_once_a_day", fields=["area", "as_at"]),
        ]


class CountLine(models.Model):
    """How many of one type and tier in one district. Part of its sheet."""

    sheet = models.ForeignKey(CountSheet, models.CASCADE, related_name="+")
    district = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    sort = models.CharField(max_length=20, choices=list(SORT_WORDS.items()))
    threat = models.CharField(max_length=10)
    tier = models.CharField(max_length=2)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            one_of("count_line_sort_known", "sort", list(Sort)),
            models.UniqueConstraint(
                name="count_line_once", fields=["sheet", "district", "sort", "threat", "tier"]
            ),
        ]
