"""What the desk asks back, what it is told to look at, and what it has let go of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from frankpledge.database import all_or_none, one_of
from frankpledge.intelligence.models.giving import Receipt, Unit
from frankpledge.intelligence.models.reports import Outcome, Report


class Question(models.Model):
    """One question put to whoever holds a receipt, and what they answered, if they did.

    Days and half hours only, as for whatever comes from somebody who tells us something.
    """

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="+")
    code = models.CharField(max_length=30)
    about = models.CharField(max_length=300, blank=True)
    asked_on = models.DateField()
    asked_slot = models.PositiveSmallIntegerField()
    reply = models.TextField(blank=True)
    replied_on = models.DateField(null=True)
    replied_slot = models.PositiveSmallIntegerField(null=True)

    _rows = models.Manager["Question"]()

    class Meta:
        constraints = [
            all_or_none("question_reply_has_its_half_hour", ["replied_on", "replied_slot"]),
            models.CheckConstraint(
                name="question_reply_says_something",
                condition=Q(reply="", replied_on=None)
                | (~Q(reply="") & Q(replied_on__isnull=False)),
            ),
            models.UniqueConstraint(
                name="question_waits_once",
                fields=["receipt"],
                condition=Q(replied_on=None),
            ),
        ]

    @classmethod
    def of(cls, receipt: Receipt) -> list[Self]:
        """Every question put about a receipt that somebody has been let know of, oldest first."""
        return list(cls._rows.filter(receipt=receipt).order_by("id"))

    @classmethod
    def of_each(cls, receipts: Iterable[Receipt]) -> dict[UUID, list[Self]]:
        """Questions by the submission whose receipts somebody has been let know of."""
        found: dict[UUID, list[Self]] = {}
        rows = cls._rows.filter(receipt__in=list(receipts)).select_related("receipt")
        for row in rows.order_by("id"):
            found.setdefault(row.receipt.submission_id, []).append(row)
        return found


class PatternMark(models.Model):
    """That somebody told something of a subject on a day, as a mark that says none of the three.

    Marks of one person, of one subject or of one day are not alike, so nobody without the site's
    secret can put two of them together. See `chis_pattern`.
    """

    mark = models.CharField(max_length=64, primary_key=True)
    forget_after = models.DateField()


class PatternNotice(models.Model):
    """One person has told much about one subject, which a supervisor has to look at. Not who."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=200)
    district = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    week_of = models.DateField()
    settled_on = models.DateField(null=True)
    settled_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    settlement = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            all_or_none("pattern_settled_by_somebody", ["settled_on", "settled_by"]),
            models.CheckConstraint(
                name="pattern_settlement_says_something",
                condition=Q(settled_on=None, settlement="")
                | (Q(settled_on__isnull=False) & ~Q(settlement="")),
            ),
        ]


class Hold(models.Model):
    """What was told must be kept: an inquiry, unused material, a complaint. Lifted, not deleted."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    held_on = models.DateField()
    held_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    lifted_on = models.DateField(null=True)
    lifted_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    _rows = models.Manager["Hold"]()

    class Meta:
        constraints = [
            models.CheckConstraint(name="hold_says_why", condition=~Q(reason="")),
            all_or_none("hold_lifted_by_somebody", ["lifted_on", "lifted_by"]),
            models.UniqueConstraint(
                name="hold_stands_once", fields=["report"], condition=Q(lifted_on=None)
            ),
        ]

    @classmethod
    def standing(cls, report: Report) -> Self | None:
        """The hold on a report that somebody has been let open, if there is one."""
        return cls._rows.filter(report=report, lifted_on=None).first()

    @classmethod
    def held(cls, reports: Iterable[Report]) -> frozenset[UUID]:
        """Which of several reports are held."""
        rows = cls._rows.filter(report__in=list(reports), lifted_on=None)
        return frozenset(rows.values_list("report_id", flat=True))


class Tombstone(models.Model):
    """What is left of what was told once it has been let go of: that it was, and a hash of it."""

    submission = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, models.PROTECT, related_name="+", null=True)
    why = models.CharField(max_length=20)
    reference = models.CharField(max_length=12)
    received_on = models.DateField()
    purged_on = models.DateField()
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    digest = models.CharField(max_length=64)

    _rows = models.Manager["Tombstone"]()

    class Meta:
        constraints = [
            one_of("tombstone_why_known", "why", ["kept_by_the_force", "closed", "spill"]),
            models.CheckConstraint(
                name="tombstone_of_what_was_decided_has_its_report",
                condition=Q(why="spill") | Q(report__isnull=False),
            ),
        ]

    @classmethod
    def of(cls, report: Report) -> Self | None:
        """What is left of what a report was made from, if it has been let go of."""
        return cls._rows.filter(report=report).first()

    @classmethod
    def submissions(cls) -> frozenset[str]:
        """What has been let go of, for the keeper of the key, who has no account here."""
        return frozenset(str(uid) for uid in cls._rows.values_list("submission", flat=True))
