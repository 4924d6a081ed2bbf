"""Requests from one agency to another: before acting at a place, and for information."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import all_or_none, one_of


class Sort(models.TextChoices):
    """What a request is for."""

    BEFORE_ACTING = "before_acting", "Asked before acting"
    INFORMATION = "information", "Request for information"


class Request(GuardedModel):
    """One agency asks another. What is particular to its sort is in a part of its own."""

    KIND = Kind.REQUEST

    reference = models.CharField(max_length=12, unique=True)
    sort = models.CharField(max_length=20, choices=Sort)
    asked_at = models.DateTimeField(db_index=True)
    asked_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [one_of("request_sort_known", "sort", Sort.values)]

    def __str__(self) -> str:
        return self.reference


class Verdict(models.TextChoices):
    """The three fixed answers to somebody who means to act. There is no fourth."""

    PROCEED = "proceed", "PROCEED"
    CALL = "call", "CALL INTELLIGENCE UNIT BEFORE ACTING"
    DEFER = "defer", "PLEASE DEFER TO"


class Safety(models.TextChoices):
    """How staff should go, whatever else is said. It is always one of the three."""

    ALONE = "alone", "Going alone is all right"
    PAIRS = "pairs", "Go in pairs"
    POLICE = "police", "Go with the police"


class CallTold(models.TextChoices):
    """What was said to somebody who called."""

    GO = "go", "They can go"
    POLICE = "police", "They can go, with an officer"
    WAIT = "wait", "They are asked to wait"


class BeforeActing(models.Model):
    """What somebody means to do at a place, and the answer. Part of a request: read only with it.

    `verdict` is what the unit found and `shown` what the asker reads. They differ where a benign
    answer is released as CALL. Both are kept from the asker until `releases_at`.
    """

    request = models.OneToOneField(Request, models.PROTECT, primary_key=True, related_name="+")
    unit = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    place = models.CharField(max_length=200)
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    planned = models.CharField(max_length=300)
    goers = models.CharField(max_length=200)
    first_day = models.DateField()
    last_day = models.DateField()
    release_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    shown = models.CharField(max_length=10, choices=Verdict, blank=True)
    defer_to = models.DateField(null=True)
    safety = models.CharField(max_length=10, choices=Safety, blank=True)
    returned = models.CharField(max_length=20, blank=True)
    checked = models.JSONField(default=list)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    releases_at = models.DateTimeField(null=True)
    chased_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    acted_at = models.DateTimeField(null=True)
    acted_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    acted_words = models.CharField(max_length=300, blank=True)
    acted_seen_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    called_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    call_told = models.CharField(max_length=10, choices=CallTold, blank=True)

    class Meta:
        constraints = [
            one_of("before_acting_verdict_known", "verdict", ["", *Verdict.values]),
            one_of("before_acting_shown_known", "shown", ["", *Verdict.values]),
            one_of("before_acting_safety_known", "safety", ["", *Safety.values]),
            one_of("before_acting_call_known", "call_told", ["", *CallTold.values]),
            all_or_none(
                "before_acting_answer_is_complete", ["answered_at", "answered_by", "releases_at"]
            ),
            all_or_none("before_acting_withdrawal_is_complete", ["withdrawn_at", "withdrawn_by"]),
            all_or_none("before_acting_risk_is_complete", ["acted_at", "acted_by"]),
            all_or_none("before_acting_call_is_complete", ["called_at", "called_by"]),
            models.CheckConstraint(
                name="before_acting_days_are_in_order",
                condition=Q(last_day__gte=models.F("first_day")),
            ),
            models.CheckConstraint(
                name="before_acting_says_where_what_and_who",
                condition=~Q(place="") & ~Q(planned="") & ~Q(goers=""),
            ),
            models.CheckConstraint(
                name="before_acting_is_answered_or_returned",
                condition=Q(answered_at=None, verdict="", shown="", safety="", returned="")
                | (
                    Q(answered_at__isnull=False, returned="")
                    & ~Q(verdict="")
                    & ~Q(shown="")
                    & ~Q(safety="")
                )
                | (Q(answered_at__isnull=False, verdict="", shown="", safety="") & ~Q(returned="")),
            ),
            models.CheckConstraint(
                name="before_acting_defers_to_a_day",
                condition=Q(verdict="defer", defer_to__isnull=False)
                | (~Q(verdict="defer") & Q(defer_to=None)),
            ),
            models.CheckConstraint(
                name="before_acting_only_a_benign_answer_is_changed",
                condition=Q(shown=models.F("verdict")) | Q(verdict="proceed", shown="call"),
            ),
            models.CheckConstraint(
                name="before_acting_is_not_released_early",
                condition=Q(releases_at=None) | Q(releases_at__gte=models.F("release_at")),
            ),
        ]
        indexes = [models.Index(name="before_acting_by_unit", fields=["unit", "release_at"])]

    def is_released(self, at: datetime) -> bool:
        """Whether the asker may read the answer at *at*."""
        if self.releases_at is None or self.withdrawn_at is not None:
            return False
        return at >= self.releases_at


class Goer(models.Model):
    """An agency that goes along, and so reads the answer too. Part of a request."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="agency_goes_along_once", fields=["request", "agency"])
        ]


class Stage(models.TextChoices):
    """How far a request for information has come."""

    DRAFT = "draft", "Draft"
    AUTHORISED = "authorised", "Authorised"
    SENT = "sent", "Sent"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    CLARIFY = "clarify", "To be made clear"
    ESCALATED = "escalated", "Escalated"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Response(models.TextChoices):
    """What an agency answers. That nothing is held is not a refusal, and a refusal is not nil."""

    FULL = "full", "All that was asked for"
    PARTIAL = "partial", "Part of what was asked for"
    REFUSED = "refused", "Refused"
    NIL_HELD = "nil_held", "Nothing is held"


class Information(models.Model):
    """What is asked for, why, under which law, and the answer. Part of a request."""

    request = models.OneToOneField(Request, models.PROTECT, primary_key=True, related_name="+")
    asker = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    to = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    wanted = models.CharField(max_length=500)
    purpose = models.CharField(max_length=200)
    gateway = models.CharField(max_length=20)
    regime = models.CharField(max_length=10)
    necessity = models.CharField(max_length=300)
    proportionality = models.CharField(max_length=300)
    system = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=40, blank=True)
    urgency = models.CharField(max_length=10)
    stage = models.CharField(max_length=15, choices=Stage, default=Stage.DRAFT)
    sent_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    left = models.DurationField(null=True)
    response = models.CharField(max_length=10, choices=Response, blank=True)
    refusal = models.CharField(max_length=20, blank=True)
    words = models.TextField(blank=True)
    conditions = models.CharField(max_length=300, blank=True)
    asks_before_onward = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            one_of("information_stage_known", "stage", Stage.values),
            one_of("information_response_known", "response", ["", *Response.values]),
            one_of("information_regime_known", "regime", ["uk_gdpr", "part3"]),
            all_or_none("information_answer_is_complete", ["answered_at", "answered_by"]),
            all_or_none("information_clock_runs_from_sending", ["sent_at", "due_at"]),
            models.CheckConstraint(
                name="information_is_asked_of_another",
                condition=~Q(asker=models.F("to")),
            ),
            models.CheckConstraint(
                name="information_is_needed_and_in_proportion",
                condition=~Q(wanted="")
                & ~Q(purpose="")
                & ~Q(gateway="")
                & ~Q(necessity="")
                & ~Q(proportionality=""),
            ),
            models.CheckConstraint(
                name="information_refused_gives_a_reason",
                condition=Q(response="refused") & ~Q(refusal="")
                | (~Q(response="refused") & Q(refusal="")),
            ),
            models.CheckConstraint(
                name="information_nothing_is_released_by_a_nil_or_a_refusal",
                condition=Q(response__in=["full", "partial"]) & ~Q(words="")
                | (~Q(response__in=["full", "partial"]) & Q(words="", asks_before_onward=False)),
            ),
        ]
        indexes = [models.Index(name="information_by_agency", fields=["to", "stage"])]


class RequestStep(models.Model):
    """One thing that happened to a request for information. Part of a request."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=15, choices=Stage)
    at = models.DateTimeField()
    by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [one_of("request_step_known", "stage", Stage.values)]
        indexes = [models.Index(name="request_step_in_order", fields=["request", "at"])]


class Onward(models.Model):
    """A wish to pass an answer on to a third agency, and whether its owner agreed."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="+")
    to = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    agreed = models.BooleanField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    passed_on_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            all_or_none("onward_decision_is_complete", ["agreed", "decided_at", "decided_by"]),
            models.UniqueConstraint(name="onward_is_asked_once", fields=["request", "to"]),
            models.CheckConstraint(
                name="onward_is_agreed_before_it_goes",
                condition=Q(passed_on_at=None) | Q(agreed=True),
            ),
        ]


class ContactPoint(models.Model):
    """Who answers for an agency when another asks it something: its single point of contact."""

    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    person = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    named_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            all_or_none("contact_point_end_is_complete", ["ended_at", "ended_by"]),
            models.UniqueConstraint(
                name="contact_point_named_once",
                fields=["agency", "person"],
                condition=Q(ended_at=None),
            ),
        ]
