"""How strongly a body's priorities carry serious and organised crime, and its arrangements."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import one_of


class Strength(models.IntegerChoices):
    """How strongly a plan carries serious and organised crime."""

    ABSENT = 0, "0, absent"
    COMPONENT = 1, "1, only strands of it"
    THEME = 2, "2, a theme across priorities"
    WITH_OTHERS = 3, "3, named with others"
    NAMED = 4, "4, a priority of its own"


class Lineage(models.TextChoices):
    """How a priority came from an earlier one."""

    KEPT = "kept", "Kept"
    RENAMED = "renamed", "Renamed"
    MERGED = "merged", "Merged from"
    SPLIT = "split", "Split from"


class Priority(GuardedModel):
    """How one body's plan carries it in one year, with the words that show it."""

    KIND = Kind.PRIORITY

    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    """The year in which the plan's year begins: 2026 for 2026-27."""
    strength = models.PositiveSmallIntegerField(choices=Strength)
    name = models.CharField(max_length=200, blank=True)
    document = models.CharField(max_length=200)
    page = models.CharField(max_length=20, blank=True)
    quoted = models.CharField(max_length=600, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="priority_strength_known", condition=Q(strength__gte=0, strength__lte=4)
            ),
            models.CheckConstraint(
                name="priority_is_shown_by_a_document", condition=~Q(document="")
            ),
            models.CheckConstraint(
                name="priority_that_is_there_is_quoted",
                condition=Q(strength=0) | ~Q(quoted="") & ~Q(name=""),
            ),
        ]
        indexes = [models.Index(name="priority_by_body_year", fields=["body", "year"])]


class PriorityLineage(models.Model):
    """One priority came from an earlier one. Part of the later."""

    later = models.ForeignKey(Priority, models.CASCADE, related_name="+")
    earlier = models.ForeignKey(Priority, models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=Lineage)

    class Meta:
        constraints = [
            one_of("lineage_known", "how", Lineage.values),
            models.UniqueConstraint(name="lineage_is_said_once", fields=["later", "earlier"]),
            models.CheckConstraint(
                name="priority_does_not_come_from_itself", condition=~Q(later=F("earlier"))
            ),
        ]


class ArrangementSort(models.TextChoices):
    """What a body has arranged."""

    LEADS = "leads", "It leads partners’ work against serious and organised crime"
    COMMISSIONER = "commissioner", "The commissioner agreed how partners are led"
    AGREEMENT = "agreement", "The county’s agreement on community safety"
    SAFEGUARDING = "safeguarding", "How it works with the safeguarding boards"
    VIOLENCE = "violence", "The strategy on serious violence"
    REOFFENDING = "reoffending", "The strategy on reoffending"
    SHARING = "sharing", "The protocol for sharing information"
    SCRUTINY = "scrutiny", "The committee that scrutinises it"


class Arrangement(models.Model):
    """What a body arranged, from a day on, and the document that says so."""

    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    sort = models.CharField(max_length=12, choices=ArrangementSort)
    words = models.CharField(max_length=400)
    document = models.CharField(max_length=200)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("arrangement_sort_known", "sort", ArrangementSort.values),
            models.CheckConstraint(
                name="arrangement_has_words_and_a_document",
                condition=~Q(words="") & ~Q(document=""),
            ),
            models.CheckConstraint(
                name="arrangement_ends_after_it_begins",
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
            ),
        ]
