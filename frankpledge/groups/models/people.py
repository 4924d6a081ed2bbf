"""People of the register, by outside reference alone, and what links them. Never a name.

Neither model is a guarded model of its own kind: each row carries a protection of its own and is
read through `within_scope`, so that one of them can be kept from somebody who sees the rest.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from frankpledge.database import all_or_none, one_of
from frankpledge.groups.sorts import (
    CATEGORY_WORDS,
    NOT_OF_VICTIMS,
    RELATION_WORDS,
    Category,
    Relation,
)


class AgeBand(models.TextChoices):
    """How old somebody is, as nearly as is held. Not known is one of the answers."""

    UNDER_18 = "under_18", "Under 18"
    FROM_18 = "18_24", "18 to 24"
    FROM_25 = "25_49", "25 to 49"
    FROM_50 = "50_up", "50 and over"
    UNKNOWN = "unknown", "Not known"


class Ethnicity(models.TextChoices):
    """The five census groups, as somebody says of themselves, or not known."""

    ASIAN = "asian", "Asian or Asian British"
    BLACK = "black", "Black, Black British, Caribbean or African"
    MIXED = "mixed", "Mixed or multiple"
    WHITE = "white", "White"
    OTHER = "other", "Another group"
    UNKNOWN = "unknown", "Not known"


class Subject(models.Model):
    """Somebody in the register: where they are on file, and what safeguards rest on."""

    protection = models.OneToOneField(
        "access.Protection", models.PROTECT, primary_key=True, related_name="+", db_column="uid"
    )
    reference = models.CharField(max_length=12, unique=True)
    system = models.CharField(max_length=60)
    pointer = models.CharField(max_length=40)
    age = models.CharField(max_length=10, choices=AgeBand)
    ethnicity = models.CharField(max_length=10, choices=Ethnicity)
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    harm = models.PositiveSmallIntegerField(null=True)
    noticed_on = models.DateField()
    consulted_on = models.DateField(null=True)
    consulted_whom = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("subject_age_known", "age", AgeBand.values),
            one_of("subject_ethnicity_known", "ethnicity", Ethnicity.values),
            models.CheckConstraint(
                name="subject_consultation_is_complete",
                condition=Q(consulted_on=None, consulted_whom="")
                | (Q(consulted_on__isnull=False) & ~Q(consulted_whom="")),
            ),
            models.CheckConstraint(
                name="subject_under_18_had_safeguarding_consulted",
                condition=~Q(age="under_18") | Q(consulted_on__isnull=False),
            ),
        ]


class GroupLink(models.Model):
    """What one is to another: dated, graded and sourced, and never without any of these."""

    protection = models.OneToOneField(
        "access.Protection", models.PROTECT, primary_key=True, related_name="+", db_column="uid"
    )
    left = models.ForeignKey("access.Protection", models.PROTECT, related_name="+")
    right = models.ForeignKey("access.Protection", models.PROTECT, related_name="+")
    relation = models.CharField(max_length=12, choices=list(RELATION_WORDS.items()))
    category = models.CharField(max_length=10, choices=list(CATEGORY_WORDS.items()), blank=True)
    about_person = models.BooleanField(default=False)
    is_child = models.BooleanField(default=False)
    source_grade = models.PositiveSmallIntegerField()
    intelligence_grade = models.CharField(max_length=1)
    source = models.CharField(max_length=60)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    signed_off_at = models.DateTimeField(null=True)
    signed_off_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            one_of("group_link_relation_known", "relation", list(Relation)),
            one_of("group_link_category_known", "category", ["", *Category]),
            one_of("group_link_intelligence_known", "intelligence_grade", list("ABCDE")),
            models.CheckConstraint(
                name="group_link_source_known",
                condition=Q(source_grade__gte=1, source_grade__lte=3),
            ),
            models.CheckConstraint(
                name="group_link_of_a_person_says_what_they_are",
                condition=Q(about_person=False, category="")
                | (Q(about_person=True) & ~Q(category="")),
            ),
            models.CheckConstraint(
                name="group_link_accuses_no_victim",
                condition=~Q(
                    category__in=[Category.VICTIM.value, Category.WITNESS.value],
                    relation__in=sorted(each.value for each in NOT_OF_VICTIMS),
                ),
            ),
            models.CheckConstraint(name="group_link_is_sourced", condition=~Q(source="")),
            models.CheckConstraint(
                name="group_link_joins_two", condition=~Q(left=models.F("right"))
            ),
            models.CheckConstraint(
                name="group_link_ends_after_it_begins",
                condition=Q(to_on=None) | Q(to_on__gte=models.F("from_on")),
            ),
            models.CheckConstraint(
                name="group_link_ended_says_why",
                condition=Q(to_on=None, ended_why="") | (Q(to_on__isnull=False) & ~Q(ended_why="")),
            ),
            all_or_none("group_link_sign_off_is_complete", ["signed_off_at", "signed_off_by"]),
            models.CheckConstraint(
                name="group_link_is_signed_off_by_another",
                condition=~Q(signed_off_by=models.F("recorded_by")),
            ),
        ]
        indexes = [
            models.Index(name="group_link_by_right", fields=["right", "to_on"]),
            models.Index(name="group_link_by_left", fields=["left", "to_on"]),
        ]

    @property
    def stands(self) -> bool:
        """Whether it may be relied on: a child's only once somebody senior has signed it."""
        return not self.is_child or self.signed_off_at is not None


class CutNote(models.Model):
    """Why taking out a broker or cutting a bridge would not raise violence, or that it would.

    Written once and never rewritten: another note says what is thought later. `right` is the other
    end of a bridge, and None for an articulation point. It is read by whoever may read it and both
    ends, within the network and nowhere else.
    """

    protection = models.OneToOneField(
        "access.Protection", models.PROTECT, primary_key=True, related_name="+", db_column="uid"
    )
    left = models.ForeignKey("access.Protection", models.PROTECT, related_name="+")
    right = models.ForeignKey("access.Protection", models.PROTECT, related_name="+", null=True)
    text = models.CharField(max_length=1000)
    may_raise = models.BooleanField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="cut_note_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="cut_note_of_a_bridge_has_two_ends",
                condition=Q(right=None) | ~Q(left=models.F("right")),
            ),
        ]
        indexes = [models.Index(name="cut_note_by_left", fields=["left", "written_at"])]


class WayOut(models.Model):
    """A request that somebody be taken out of the register, whether or not they are in it.

    It names an outside reference and no link, so that whoever asks learns nothing from the asking.
    """

    system = models.CharField(max_length=60)
    pointer = models.CharField(max_length=40)
    for_whom = models.CharField(max_length=20)
    words = models.CharField(max_length=500)
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    due_on = models.DateField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    links_ended = models.PositiveSmallIntegerField(null=True)
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            all_or_none("way_out_decision_is_complete", ["decided_at", "decided_by"]),
            models.CheckConstraint(
                name="way_out_decision_says_why", condition=Q(decided_at=None) | ~Q(why="")
            ),
            models.CheckConstraint(
                name="way_out_is_decided_by_another",
                condition=~Q(decided_by=models.F("asked_by")),
            ),
        ]


class FairnessReport(models.Model):
    """How many people the register linked to gangs on a day, by age, ethnicity and area.

    Made once a quarter and never again from later figures. Read only as made safe.
    """

    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    as_at = models.DateField()
    counts = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="fairness_once_a_day", fields=["area", "as_at"])
        ]
