"""Problems, re-visits and asks: what is always true of one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import all_or_none, one_of


class PlaceKind(models.TextChoices):
    """What sort of place a problem is at."""

    ADDRESS = "address", "Home or other address"
    SHOP = "shop", "Shop or business"
    STREET = "street", "Street or estate"
    PARK = "park", "Park or open space"
    STATION = "station", "Station or car park"
    OTHER = "other", "Another place"


class Status(models.TextChoices):
    """Where a problem stands."""

    OPEN = "open", "Open"
    WATCHING = "watching", "Watching"
    CLOSED = "closed", "Closed"
    MERGED = "merged", "Merged into another"


OVER = (Status.CLOSED, Status.MERGED)
"""In which states nobody works on a problem any more."""

NEXT: Mapping[Status, frozenset[Status]] = {
    Status.OPEN: frozenset({Status.WATCHING, Status.CLOSED}),
    Status.WATCHING: frozenset({Status.OPEN, Status.CLOSED}),
    Status.CLOSED: frozenset({Status.OPEN}),
    Status.MERGED: frozenset(),
}
"""Which state of a problem may follow which by itself. Merging is an act of its own."""


class StillSafe(models.TextChoices):
    """What is known, when a problem is closed, of those who were to be made safe."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


class Problem(GuardedModel):
    """Something at a place that agencies work on together. The place comes first."""

    KIND = Kind.PROBLEM

    reference = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=120)
    place = models.CharField(max_length=200)
    place_kind = models.CharField(max_length=10, choices=PlaceKind)
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    label = models.CharField(max_length=60, blank=True)
    lead = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    lead_post = models.CharField(max_length=120, blank=True)
    forum = models.ForeignKey("access.Forum", models.PROTECT, related_name="+", null=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    still_safe = models.CharField(max_length=10, choices=StillSafe, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    offered_to = models.ForeignKey("access.Agency", models.PROTECT, related_name="+", null=True)
    offered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            all_or_none("problem_offer_is_complete", ["offered_to", "offered_at"]),
            models.CheckConstraint(
                name="problem_merged_says_into_which",
                condition=Q(status="merged", merged_into__isnull=False)
                | (~Q(status="merged") & Q(merged_into=None)),
            ),
            one_of("problem_place_kind_known", "place_kind", PlaceKind.values),
            one_of("problem_status_known", "status", Status.values),
            one_of("problem_still_safe_known", "still_safe", ["", *StillSafe.values]),
            models.CheckConstraint(
                name="problem_has_a_title_and_a_place", condition=~Q(title="") & ~Q(place="")
            ),
            models.CheckConstraint(
                name="problem_closed_says_when_and_how",
                condition=(Q(status="closed", closed_at__isnull=False) & ~Q(still_safe=""))
                | (~Q(status="closed") & Q(closed_at=None, still_safe="")),
            ),
        ]
        indexes = [models.Index(name="problem_by_area_and_status", fields=["area", "status"])]

    def __str__(self) -> str:
        return self.reference


class Partner(models.Model):
    """An agency that a problem is shared with by name. Part of the problem: read only with it."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="problem_has_a_partner_once", fields=["problem", "agency"])
        ]


class Pointer(models.Model):
    """Where somebody is on file: a system and its reference, never a name. Part of the problem."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="+")
    system = models.CharField(max_length=60)
    reference = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="problem_points_once", fields=["problem", "system", "reference"]
            )
        ]


class What(models.TextChoices):
    """What can happen to a problem, or because of it."""

    OPENED = "opened", "Problem opened"
    NOTE = "note", "Update"
    VISIT = "visit", "Visit"
    SAFEGUARDING_CALL = "safeguarding_call", "Safeguarding call made"
    INTERVENTION = "intervention", "Intervention"
    SHARED = "shared", "Shared"
    DESCRIBED = "described", "Details changed"
    POINTED = "pointed", "Outside reference added"
    OPEN = "open", "Opened again"
    WATCHING = "watching", "Now being watched"
    CLOSED = "closed", "Closed"
    MERGED = "merged", "Merged into another problem"
    JOINED = "joined", "Another problem merged into this one"
    SPLIT = "split", "Part of it made a problem of its own"
    SPLIT_OFF = "split_off", "Split off another problem"
    OFFERED = "offered", "Offered to another agency to lead"
    TAKEN_ON = "taken_on", "Handed over"
    NOT_TAKEN_ON = "not_taken_on", "Not taken on"


TOLD = (What.NOTE, What.VISIT, What.SAFEGUARDING_CALL, What.INTERVENTION)
"""What people tell the timeline themselves; the rest is noted by the act that it follows from."""


class ProblemEvent(models.Model):
    """One thing that happened. Part of the problem: read only with it."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="+")
    what = models.CharField(max_length=20, choices=What)
    at = models.DateTimeField()
    told_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [one_of("problem_event_known", "what", What.values)]
        indexes = [models.Index(name="problem_event_in_order", fields=["problem", "at"])]


class Outcome(models.TextChoices):
    """What a re-visit found."""

    SAFE = "safe", "Safe"
    NOT_SAFE = "not_safe", "Not safe"
    NO_ANSWER = "no_answer", "No answer"
    MOVED = "moved", "Moved away"
    NOT_MADE = "not_made", "Nobody went"


class Revisit(GuardedModel):
    """A return to the place, so many days after something was done there."""

    KIND = Kind.REVISIT

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+")
    days_after = models.PositiveSmallIntegerField()
    due_on = models.DateField(db_index=True)
    visitor = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    visitor_post = models.CharField(max_length=120, blank=True)
    alone = models.BooleanField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            one_of("revisit_outcome_known", "outcome", ["", *Outcome.values]),
            all_or_none("revisit_record_is_complete", ["recorded_at", "recorded_by"]),
            models.CheckConstraint(
                name="revisit_outcome_says_when",
                condition=Q(outcome="", recorded_at=None)
                | (~Q(outcome="") & Q(recorded_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="revisit_once_a_day", fields=["problem", "days_after", "due_on"]
            ),
        ]

    def is_overdue(self, on: date) -> bool:
        """Whether its day has passed and nothing has been recorded."""
        return not self.outcome and self.due_on < on


class Answer(models.TextChoices):
    """What an agency that was asked may say. No answer at all is none of these."""

    HELD = "held", "We hold something"
    NIL = "nil", "We found nothing"
    REFUSED = "refused", "We cannot say"
    NAMED = "named", "Answered, to named people only"


SAID = (Answer.HELD, Answer.NIL, Answer.REFUSED)
"""What an agency can say. That it said it to named people only is how the others read it."""

USUAL_QUESTION = "Does your agency hold anything about this place?"
USUAL_PURPOSE = "To decide together what to do about the problem at this place"


class Ask(GuardedModel):
    """A question to one agency: do you hold anything about this place?

    Those that were asked together share a `round`, with one question, purpose and gateway. How it
    stands is kept here; what was said, each time that something was, is in the replies.
    """

    KIND = Kind.ASK

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+")
    round = models.UUIDField(db_index=True, default=uuid4)
    question = models.CharField(max_length=300, default=USUAL_QUESTION)
    purpose = models.CharField(max_length=200, default=USUAL_PURPOSE)
    gateway = models.CharField(max_length=20, default="cda115")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    due_on = models.DateField(db_index=True)
    chased_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    words = models.CharField(max_length=400, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            all_or_none("ask_withdrawal_is_complete", ["withdrawn_at", "withdrawn_by"]),
            models.CheckConstraint(
                name="ask_says_what_and_why",
                condition=~Q(question="") & ~Q(purpose="") & ~Q(gateway=""),
            ),
            models.CheckConstraint(
                name="ask_withdrawn_was_not_answered",
                condition=Q(withdrawn_at=None) | Q(answer=""),
            ),
            one_of("ask_answer_known", "answer", ["", *Answer.values]),
            all_or_none("ask_answer_is_complete", ["answered_at", "answered_by"]),
            models.CheckConstraint(
                name="ask_answer_says_when",
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="ask_refused_gives_a_reason", condition=~Q(answer="refused", words="")
            ),
        ]

    def is_silent(self, on: date) -> bool:
        """Whether the day for an answer has passed without one. Silence says nothing."""
        return not self.answer and not self.withdrawn_at and self.due_on < on


class Reply(models.Model):
    """One thing that an agency said to an ask. A later one is put beside it, never over it.

    It is not a guarded model of its own kind, but it carries a protection of its own below the
    ask's, and is read through `within_scope` alone: an agency may keep what it says for named
    people.
    """

    protection = models.OneToOneField(
        "access.Protection", models.PROTECT, primary_key=True, related_name="+", db_column="uid"
    )
    ask = models.ForeignKey(Ask, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=10, choices=Answer)
    reason = models.CharField(max_length=20, blank=True)
    words = models.CharField(max_length=300, blank=True)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="reply_has_its_place", fields=["ask", "number"]),
            one_of("reply_answer_known", "answer", [answer.value for answer in SAID]),
            models.CheckConstraint(
                name="reply_refused_gives_a_reason",
                condition=~Q(answer="refused", words="") & ~Q(~Q(answer="refused"), ~Q(reason="")),
            ),
        ]
