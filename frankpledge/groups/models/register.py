"""The register: mapped groups, what was found of them, who leads, and when it is switched on."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import all_or_none, one_of
from frankpledge.groups.sorts import SORT_WORDS, Sort
from frankpledge.groups.states import ARCHIVED_WORDS, STATUS_WORDS, Archived, Status

TIERS = ("T1", "T2", "T3", "T4")


class Switch(models.Model):
    """The named-group register is on in an area from a moment, on its officer's word."""

    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    officer = models.CharField(max_length=120)
    assessment = models.CharField(max_length=120)
    on_at = models.DateTimeField()
    on_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    off_at = models.DateTimeField(null=True)
    off_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            all_or_none("switch_off_is_complete", ["off_at", "off_by"]),
            models.CheckConstraint(
                name="switch_names_its_officer", condition=~Q(officer="") & ~Q(assessment="")
            ),
            models.UniqueConstraint(
                name="switched_on_once", fields=["area"], condition=Q(off_at=None)
            ),
        ]


class Group(GuardedModel):
    """A mapped group, gang or individual, under a codename that says nothing."""

    KIND = Kind.GROUP

    reference = models.CharField(max_length=12, unique=True)
    codename = models.CharField(max_length=40)
    sort = models.CharField(max_length=20, choices=list(SORT_WORDS.items()))
    status = models.CharField(max_length=12, choices=list(STATUS_WORDS.items()))
    status_on = models.DateField()
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    threats = models.JSONField(default=list)
    main_threat = models.CharField(max_length=10)
    card = models.CharField(max_length=600, blank=True)
    children_involved = models.PositiveSmallIntegerField(null=True)
    people_known = models.PositiveSmallIntegerField(null=True)
    is_serious = models.BooleanField(null=True)
    acts_together = models.BooleanField(null=True)
    is_current = models.BooleanField(null=True)
    reports = models.PositiveSmallIntegerField(null=True)
    last_intelligence_on = models.DateField(null=True)
    tier = models.CharField(max_length=2, blank=True)
    tier_why = models.CharField(max_length=300, blank=True)
    score_owner = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    lead = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    plan_due_on = models.DateField(null=True)
    put_forward_on = models.DateField()
    put_forward_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    assessed_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    archived_on = models.DateField(null=True)
    archived_why = models.CharField(max_length=30, choices=list(ARCHIVED_WORDS.items()), blank=True)
    into = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    proposed_why = models.CharField(max_length=30, blank=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            one_of("group_sort_known", "sort", list(Sort)),
            one_of("group_status_known", "status", list(Status)),
            one_of("group_tier_known", "tier", ["", *TIERS]),
            one_of("group_archived_why_known", "archived_why", ["", *Archived]),
            one_of("group_proposed_why_known", "proposed_why", ["", *Archived]),
            all_or_none("group_proposal_is_complete", ["proposed_at", "proposed_by"]),
            models.CheckConstraint(
                name="group_tier_was_decided_with_a_reason",
                condition=Q(tier="") | ~Q(tier_why=""),
            ),
            models.CheckConstraint(
                name="group_active_has_a_tier_and_a_lead",
                condition=~Q(status="active") | (~Q(tier="") & Q(lead__isnull=False)),
            ),
            models.CheckConstraint(
                name="group_archived_says_why",
                condition=~Q(status="archived")
                | (Q(archived_on__isnull=False) & ~Q(archived_why="")),
            ),
        ]
        indexes = [
            models.Index(name="group_by_status", fields=["status", "codename"]),
            models.Index(name="group_by_codename", fields=["codename", "protection"]),
            models.Index(name="group_by_area", fields=["area", "status"]),
            models.Index(name="group_by_review", fields=["review_on"]),
        ]

    def is_late(self, on: date) -> bool:
        """Whether the day of its review has passed."""
        return (
            self.status in (Status.ACTIVE, Status.MONITORED)
            and self.review_on is not None
            and self.review_on < on
        )


class Move(models.Model):
    """One step in the life of a group. Part of it: read only with it, and never rewritten."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    start = models.CharField(max_length=12, blank=True)
    to = models.CharField(max_length=12, choices=list(STATUS_WORDS.items()))
    at = models.DateTimeField()
    by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [one_of("move_to_known", "to", list(Status))]


class Review(models.Model):
    """What a review of a group found. Part of it, and never rewritten."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    found = models.CharField(max_length=500)
    stops = models.CharField(max_length=300, blank=True)
    next_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="review_says_what_it_found", condition=~Q(found=""))
        ]


class Assessment(GuardedModel):
    """What a scheme made of a group on a day. Never altered; a later one stands beside it."""

    KIND = Kind.SCORE

    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=20)
    version = models.CharField(max_length=10)
    scheme_hash = models.CharField(max_length=12)
    inputs = models.JSONField()
    outputs = models.JSONField()
    sureness = models.CharField(max_length=10, blank=True)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(name="assessment_latest", fields=["group", "scheme", "-at"])]

    @classmethod
    def standing(cls, group: Group) -> models.QuerySet[Assessment]:
        """Every assessment of a group, the latest first: for what may follow from them alone."""
        return cls._rows.filter(group=group).order_by("-at", "pk")


class Reconciliation(models.Model):
    """What two assessors made of it that two schemes disagree. Part of the group."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    note = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.CheckConstraint(name="reconciliation_says_what", condition=~Q(note=""))
        ]


class ErrorRecord(models.Model):
    """A request to take a group out as recorded in error, and the officer's agreement.

    It holds the reference and the reason and nothing else of the group, so that whoever agrees
    need not open the register.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12)
    owner = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    why = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            all_or_none("error_agreement_is_complete", ["agreed_at", "agreed_by"]),
            models.CheckConstraint(
                name="error_is_agreed_before_it_is_done",
                condition=Q(done_at=None) | Q(agreed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="error_is_agreed_by_another", condition=~Q(agreed_by=models.F("asked_by"))
            ),
            models.UniqueConstraint(
                name="error_is_asked_once", fields=["group"], condition=Q(done_at=None)
            ),
        ]
