"""The entry of a forum on the map: its dated versions, who sits there, where it hands cases on."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import one_of


class Level(models.TextChoices):
    """What a forum is for: direction, plans, or single cases."""

    STRATEGIC = "strategic", "Strategic"
    TACTICAL = "tactical", "Tactical"
    CASE = "case", "Cases"


class Exists(models.TextChoices):
    """Whether a forum meets, or only stands on paper."""

    YES = "yes", "It meets"
    NO = "no", "It has stopped meeting, or never met"
    UNKNOWN = "unknown", "Nobody has said"


class Standing(models.TextChoices):
    """How a member belongs."""

    REQUIRED = "required", "Required"
    INVITED = "invited", "Invited"
    INFORMED = "informed", "Informed"


class CodeSort(models.TextChoices):
    """What a coded value of an entry says."""

    SUBJECT = "subject", "Whom or what it discusses"
    AGE = "age", "Ages"
    HARM = "harm", "Harms"
    AREA = "area", "Areas"
    DERIVED = "derived", "Worked out by us, and to be checked"


class ForumEntry(GuardedModel):
    """One forum on the map. What is said of it stands in its versions."""

    KIND = Kind.FORUM_ENTRY

    code = models.SlugField(max_length=60, db_index=True)
    forum = models.ForeignKey("access.Forum", models.PROTECT, related_name="+", null=True)
    written_at = models.DateTimeField()
    agencies_told = models.PositiveIntegerField(null=True)
    """How many agencies there were when it was last shared with all; null where it is for fewer."""


class EntryVersion(models.Model):
    """What is said of a forum from a day on, until a later version. Part of the entry."""

    entry = models.ForeignKey(ForumEntry, models.CASCADE, related_name="+")
    from_on = models.DateField()
    name = models.CharField(max_length=160)
    purpose = models.CharField(max_length=600)
    level = models.CharField(max_length=10, choices=Level)
    is_statutory = models.BooleanField(null=True)
    statute = models.CharField(max_length=200, blank=True)
    chair = models.CharField(max_length=160, blank=True)
    frequency = models.CharField(max_length=160, blank=True)
    meetings_a_year = models.PositiveSmallIntegerField(null=True)
    minutes_long = models.PositiveSmallIntegerField(null=True)
    minutes_to_prepare = models.PositiveSmallIntegerField(null=True)
    capacity = models.PositiveSmallIntegerField(null=True)
    threshold = models.CharField(max_length=300, blank=True)
    test = models.CharField(max_length=20)
    legal_basis = models.CharField(max_length=300, blank=True)
    provenance = models.CharField(max_length=200, blank=True)
    written_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("entry_level_known", "level", Level.values),
            models.UniqueConstraint(name="entry_changes_once_a_day", fields=["entry", "from_on"]),
            models.CheckConstraint(name="entry_has_a_name", condition=~Q(name="")),
        ]


class EntryCode(models.Model):
    """One coded value of a version: a harm, an age, an area, a field that was derived."""

    version = models.ForeignKey(EntryVersion, models.CASCADE, related_name="+")
    sort = models.CharField(max_length=10, choices=CodeSort)
    value = models.CharField(max_length=40)

    class Meta:
        constraints = [
            one_of("entry_code_sort_known", "sort", CodeSort.values),
            models.UniqueConstraint(
                name="entry_says_a_code_once", fields=["version", "sort", "value"]
            ),
        ]


class Seat(models.Model):
    """An agency, by a post where one is named, belongs to a forum. Part of a version."""

    version = models.ForeignKey(EntryVersion, models.CASCADE, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+", null=True)
    organisation = models.CharField(max_length=160)
    post = models.CharField(max_length=120, blank=True)
    standing = models.CharField(max_length=10, choices=Standing)

    class Meta:
        constraints = [
            one_of("seat_standing_known", "standing", Standing.values),
            models.UniqueConstraint(
                name="seat_is_named_once", fields=["version", "organisation", "post"]
            ),
        ]


class HandOff(models.Model):
    """A forum hands cases to another, by its code, whether or not that one is on the map."""

    version = models.ForeignKey(EntryVersion, models.CASCADE, related_name="+")
    to_code = models.SlugField(max_length=60)
    to_name = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="hand_off_is_named_once", fields=["version", "to_code"]),
        ]


class Verification(models.Model):
    """Whoever runs a forum said that its entry is true, and when to look again."""

    entry = models.ForeignKey(ForumEntry, models.CASCADE, related_name="+")
    version = models.ForeignKey(EntryVersion, models.PROTECT, related_name="+")
    exists = models.CharField(max_length=10, choices=Exists)
    last_met_on = models.DateField(null=True)
    confirmed = models.CharField(max_length=200, blank=True)
    verified_on = models.DateField()
    next_on = models.DateField()
    verified_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("verification_exists_known", "exists", Exists.values),
            models.CheckConstraint(
                name="entry_is_verified_again_later", condition=Q(next_on__gt=F("verified_on"))
            ),
            models.CheckConstraint(
                name="forum_last_met_before_it_was_verified",
                condition=Q(last_met_on=None) | Q(last_met_on__lte=F("verified_on")),
            ),
        ]
        indexes = [models.Index(name="verification_by_entry", fields=["entry", "verified_on"])]


class Period(models.Model):
    """What whoever runs a forum counted in a closed period. Given once, and never again."""

    entry = models.ForeignKey(ForumEntry, models.CASCADE, related_name="+")
    first_on = models.DateField()
    last_on = models.DateField()
    cases = models.PositiveIntegerField(null=True)
    exploited = models.PositiveIntegerField(null=True)
    left_at_18 = models.PositiveIntegerField(null=True)
    left_at_18_to_adults = models.PositiveIntegerField(null=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="period_is_counted_once", fields=["entry", "first_on"]),
            models.CheckConstraint(
                name="period_ends_after_it_begins", condition=Q(last_on__gt=F("first_on"))
            ),
            models.CheckConstraint(
                name="exploited_are_among_the_cases",
                condition=Q(exploited=None) | Q(cases=None) | Q(exploited__lte=F("cases")),
            ),
            models.CheckConstraint(
                name="passed_on_at_18_are_among_those_who_left",
                condition=Q(left_at_18_to_adults=None)
                | Q(left_at_18=None)
                | Q(left_at_18_to_adults__lte=F("left_at_18")),
            ),
        ]


class RouteFigures(models.Model):
    """What became, in a period, of the cases that a forum handed to another."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="+")
    to_code = models.SlugField(max_length=60)
    sent = models.PositiveIntegerField(null=True)
    in_time = models.PositiveIntegerField(null=True)
    came_back = models.PositiveIntegerField(null=True)
    days = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="route_is_counted_once", fields=["period", "to_code"]),
            models.CheckConstraint(
                name="accepted_in_time_were_sent",
                condition=Q(in_time=None) | Q(sent=None) | Q(in_time__lte=F("sent")),
            ),
            models.CheckConstraint(
                name="came_back_were_sent",
                condition=Q(came_back=None) | Q(sent=None) | Q(came_back__lte=F("sent")),
            ),
        ]


class PurposeJudgement(models.Model):
    """Somebody looked at two forums that seem to be for the same, and said whether they are."""

    one = models.ForeignKey(ForumEntry, models.CASCADE, related_name="+")
    other = models.ForeignKey(ForumEntry, models.CASCADE, related_name="+")
    are_the_same = models.BooleanField()
    words = models.CharField(max_length=300)
    judged_on = models.DateField()
    judged_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="two_forums_are_judged", condition=~Q(one=F("other")) & ~Q(words="")
            ),
        ]
