"""Meetings, agenda items and decisions: what is always true of one."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import all_or_none, one_of
from frankpledge.governance.models.basis import Basis


class Meeting(GuardedModel):
    """One meeting of a forum that exists. No new board is made here."""

    KIND = Kind.MEETING

    forum = models.ForeignKey("access.Forum", models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(db_index=True)
    place = models.CharField(max_length=120, blank=True)
    called_at = models.DateTimeField()
    called_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    minuted_at = models.DateTimeField(null=True)
    minuted_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    called_off_at = models.DateTimeField(null=True)
    called_off_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    called_off_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="forum_meets_once_at_a_time",
                fields=["forum", "starts_at"],
                condition=Q(called_off_at=None),
            ),
            all_or_none("meeting_minutes_are_complete", ["minuted_at", "minuted_by"]),
            all_or_none("meeting_called_off_is_complete", ["called_off_at", "called_off_by"]),
            models.CheckConstraint(
                name="meeting_called_off_says_why",
                condition=Q(called_off_at=None, called_off_because="")
                | (Q(called_off_at__isnull=False) & ~Q(called_off_because="")),
            ),
            models.CheckConstraint(
                name="meeting_called_off_has_no_minutes",
                condition=Q(called_off_at=None) | Q(minuted_at=None),
            ),
        ]


class AgendaItem(GuardedModel):
    """A problem that a meeting hears of. Its title is the problem's, and is not repeated here."""

    KIND = Kind.AGENDA_ITEM

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    problem = models.ForeignKey("access.Protection", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    minuted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="meeting_hears_a_problem_once", fields=["meeting", "problem"]
            )
        ]


class Update(models.Model):
    """What one agency was asked to say on an item, and said. Part of the item."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    chased_at = models.DateTimeField(null=True)
    text = models.CharField(max_length=600, blank=True)
    basis = models.CharField(max_length=10, choices=Basis, blank=True)
    given_at = models.DateTimeField(null=True)
    given_post = models.CharField(max_length=160, blank=True)
    given_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="agency_updates_once", fields=["item", "agency"]),
            all_or_none("update_given_is_complete", ["given_at", "given_by"]),
            models.CheckConstraint(
                name="update_given_has_words",
                condition=Q(text="", given_at=None) | (~Q(text="") & Q(given_at__isnull=False)),
            ),
            one_of("update_basis_known", "basis", ["", *Basis.values]),
            models.CheckConstraint(
                name="update_given_is_fact_or_opinion",
                condition=Q(basis="", given_at=None) | (~Q(basis="") & Q(given_at__isnull=False)),
            ),
        ]

    def is_late(self, on: date) -> bool:
        """Whether its day has passed and nothing has been said."""
        return self.given_at is None and self.due_on < on


class Declaration(models.Model):
    """Somebody declared a conflict with an item. Part of the item, which they no longer see."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="+")
    person = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="conflict_declared_once", fields=["item", "person"])
        ]


class Presence(models.TextChoices):
    """How somebody attended."""

    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Apologies"


class Attendance(models.Model):
    """A member was at a meeting, or sent apologies. Part of the meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    person = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    presence = models.CharField(max_length=10, choices=Presence)

    class Meta:
        constraints = [
            one_of("attendance_presence_known", "presence", Presence.values),
            models.UniqueConstraint(name="member_attends_once", fields=["meeting", "person"]),
        ]


class Undertaking(models.Model):
    """A member undertook to keep what is said at a meeting. Part of the meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    person = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="member_undertakes_once", fields=["meeting", "person"]),
        ]


class MeetingDecision(GuardedModel):
    """What a meeting decided on an item, in one line."""

    KIND = Kind.DECISION

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="decision_has_words", condition=~Q(text="")),
        ]


class Minuted(models.TextChoices):
    """What a line of the minutes is."""

    SAID = "said", "Said"
    DECISION = "decision", "Decided"
    ACTION = "action", "Action"


class MinuteLine(models.Model):
    """One line of the minutes, as it stood when they were taken. Part of the item.

    `originator` is whose it is: an agency and a post, or the forum for what it decided. `agency` is
    that agency, on whose behalf it is held where it is not the one that keeps the minutes.
    """

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=10, choices=Minuted)
    text = models.CharField(max_length=500)
    owner = models.CharField(max_length=160, blank=True)
    due_on = models.DateField(null=True)
    originator = models.CharField(max_length=240)
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+", null=True)
    basis = models.CharField(max_length=10, choices=Basis)
    said_on = models.DateField()

    class Meta:
        constraints = [
            one_of("minute_line_known", "what", Minuted.values),
            one_of("minute_line_basis_known", "basis", Basis.values),
            models.CheckConstraint(
                name="minute_line_has_an_originator", condition=~Q(originator="")
            ),
            models.UniqueConstraint(name="minute_line_in_order", fields=["item", "position"]),
        ]
