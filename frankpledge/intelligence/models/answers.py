"""What the senders were told and when, who was chased for it, and the figures that were frozen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from frankpledge.database import one_of
from frankpledge.intelligence.models.giving import Receipt, Unit


class Level(models.TextChoices):
    """How much an answer says. F0 is the receipt itself, and F2 the monthly digest."""

    CATEGORY = "F1", "F1 What kind of thing it was"
    SPECIFIC = "F3", "F3 What came of it, agreed by a supervisor"
    STANDARD = "F9", "F9 Nothing more can be said"


class Answer(models.Model):
    """One answer to whoever holds a receipt. A later one stands beside it; none is rewritten."""

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=2, choices=Level)
    wording = models.CharField(max_length=30)
    words = models.TextField(blank=True)
    usefulness = models.CharField(max_length=30, blank=True)
    tip = models.CharField(max_length=30, blank=True)
    theme = models.CharField(max_length=30, blank=True)
    corrects = models.BooleanField(default=False)
    given_on = models.DateField()

    _rows = models.Manager["Answer"]()

    class Meta:
        constraints = [
            one_of("answer_level_known", "level", Level.values),
            models.UniqueConstraint(name="answer_number_once", fields=["receipt", "number"]),
            models.CheckConstraint(
                name="answer_words_go_with_f3",
                condition=(Q(level="F3") & ~Q(words="")) | (~Q(level="F3") & Q(words="")),
            ),
        ]

    @classmethod
    def of_each(cls, receipts: Iterable[Receipt]) -> dict[UUID, list[Self]]:
        """Every answer to each of several receipts that somebody was let open, oldest first."""
        found: dict[UUID, list[Self]] = {row.uid: [] for row in receipts}
        for row in cls._rows.filter(receipt_id__in=found).order_by("number"):
            found[row.receipt_id].append(row)
        return found

    @classmethod
    def given_in(cls, receipts: Iterable[UUID], first: date, before: date) -> list[Self]:
        """Answers to these receipts that were given from *first* until the day *before*."""
        rows = cls._rows.filter(receipt_id__in=list(receipts))
        rows = rows.filter(given_on__gte=first, given_on__lt=before)
        return list(rows.order_by("given_on", "receipt_id", "number"))


class SpecificStage(models.TextChoices):
    """How far a specific answer has come. Only the last word of it reaches the sender."""

    PROPOSED = "proposed", "Waiting for a supervisor"
    TOLD = "told", "Told to the sender"
    SENT_BACK = "sent_back", "Sent back"


class SpecificAnswer(models.Model):
    """Words about one result that somebody proposes to tell the sender, until they are agreed."""

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="+")
    words = models.TextField()
    stage = models.CharField(max_length=10, choices=SpecificStage)
    consent_needed = models.BooleanField()
    consent_given = models.BooleanField(null=True)
    proposed_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    decided_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    decided_on = models.DateField(null=True)
    because = models.CharField(max_length=500, blank=True)

    _rows = models.Manager["SpecificAnswer"]()

    class Meta:
        constraints = [
            one_of("specific_stage_known", "stage", SpecificStage.values),
            models.CheckConstraint(name="specific_words_are_not_blank", condition=~Q(words="")),
            models.CheckConstraint(
                name="specific_is_agreed_by_another",
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="specific_told_has_its_consent",
                # Nothing said is neither yes nor no to a database, which lets such a row through.
                condition=~Q(stage="told")
                | Q(consent_needed=False)
                | Q(consent_given__isnull=False, consent_given=True),
            ),
            models.UniqueConstraint(
                name="specific_waits_once", fields=["receipt"], condition=Q(stage="proposed")
            ),
        ]

    @classmethod
    def of(cls, receipt: Receipt) -> list[Self]:
        """Everything specific that was ever proposed for a receipt, newest first."""
        return list(cls._rows.filter(receipt=receipt).order_by("-id"))

    @classmethod
    def waiting(cls, receipts: Iterable[UUID]) -> list[Self]:
        """What waits for a supervisor among receipts that they were let open, oldest first."""
        rows = cls._rows.filter(receipt_id__in=list(receipts), stage=SpecificStage.PROPOSED)
        return list(rows.select_related("receipt").order_by("id"))


class DeskStep(models.TextChoices):
    """What the desk does with a submission, each once and on a day."""

    READ = "read", "Read by a person"
    DECIDED = "decided", "Decided what it is"


class Reached(models.Model):
    """The half hour of a day in which the desk read a submission, or decided what it is."""

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="+")
    step = models.CharField(max_length=10, choices=DeskStep)
    on = models.DateField()
    slot = models.PositiveSmallIntegerField()

    _rows = models.Manager["Reached"]()

    class Meta:
        constraints = [
            one_of("reached_step_known", "step", DeskStep.values),
            models.UniqueConstraint(name="reached_once", fields=["receipt", "step"]),
        ]

    @classmethod
    def note(cls, receipt: Receipt, step: DeskStep, *, on: date, slot: int) -> bool:
        """Note that a step was reached, and say whether this was the first time."""
        _, is_new = cls._rows.get_or_create(
            receipt=receipt, step=step, defaults={"on": on, "slot": slot}
        )
        return is_new

    @classmethod
    def of_each(cls, receipts: Iterable[UUID]) -> dict[UUID, dict[str, Self]]:
        """The steps that each of several receipts has reached."""
        found: dict[UUID, dict[str, Self]] = {uid: {} for uid in receipts}
        for row in cls._rows.filter(receipt_id__in=found):
            found[row.receipt_id][row.step] = row
        return found


class Chaser(models.Model):
    """Somebody was reminded that a clock runs, on a day. The reminder says nothing of what."""

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="+")
    clock = models.CharField(max_length=10)
    step = models.CharField(max_length=30)
    person = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    sent_on = models.DateField()

    _rows = models.Manager["Chaser"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="chaser_once", fields=["receipt", "clock", "step", "person"]
            ),
        ]

    @classmethod
    def of_each(cls, receipts: Iterable[UUID]) -> dict[UUID, list[Self]]:
        """Who was chased for each of several receipts that somebody was let open, in order."""
        found: dict[UUID, list[Self]] = {uid: [] for uid in receipts}
        rows = cls._rows.filter(receipt_id__in=found).select_related("person")
        for row in rows.order_by("sent_on", "id"):
            found[row.receipt_id].append(row)
        return found

    @classmethod
    def add(cls, rows: Iterable[Self]) -> None:
        """Keep chasers, those already there as they are."""
        cls._rows.bulk_create(list(rows), ignore_conflicts=True)


class UnitHead(models.Model):
    """The post that leads a unit, to which the last of its late clocks go."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+")
    post = models.ForeignKey("access.Post", models.PROTECT, related_name="+")


class FrozenMonth(models.Model):
    """A month of a unit whose figures were worked out once, and are never worked out again."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    month = models.DateField()
    closed_on = models.DateField()
    closed_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    for_partners = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="frozen_month_once", fields=["unit", "month"]),
        ]


class FrozenFigure(models.Model):
    """One figure of a closed month, with what is too small to show left out before it is kept."""

    frozen = models.ForeignKey(FrozenMonth, models.PROTECT, related_name="+")
    code = models.CharField(max_length=10)
    part = models.CharField(max_length=80, blank=True)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    n = models.PositiveIntegerField(null=True)
    why_not = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="frozen_figure_once", fields=["frozen", "code", "part"]),
            models.CheckConstraint(
                name="frozen_figure_hidden_holds_nothing",
                condition=Q(why_not="") | Q(value=None, low=None, high=None, n=None),
            ),
        ]


class DigestStage(models.TextChoices):
    """How far a month's digest has come."""

    DRAFT = "draft", "Waiting for a supervisor"
    APPROVED = "approved", "Approved"


class Digest(models.Model):
    """What a unit was told in a month and what it led to, for everybody who tells it things."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    month = models.DateField()
    stage = models.CharField(max_length=10, choices=DigestStage)
    drafted_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    approved_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    approved_on = models.DateField(null=True)

    class Meta:
        constraints = [
            one_of("digest_stage_known", "stage", DigestStage.values),
            models.UniqueConstraint(name="digest_once_a_month", fields=["unit", "month"]),
            models.CheckConstraint(
                name="digest_is_approved_by_another",
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")),
            ),
            models.CheckConstraint(
                name="digest_approved_has_its_day",
                condition=Q(stage="approved", approved_on__isnull=False, approved_by__isnull=False)
                | Q(stage="draft", approved_on=None, approved_by=None),
            ),
        ]


class DigestLine(models.Model):
    """One line of a digest: a theme or an agency, how often, and the fixed words of what came."""

    digest = models.ForeignKey(Digest, models.PROTECT, related_name="+")
    theme = models.CharField(max_length=30, blank=True)
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+", null=True)
    told = models.PositiveIntegerField()
    led_to = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="digest_line_is_of_a_theme_or_an_agency",
                condition=(~Q(theme="") & Q(agency=None)) | Q(theme="", agency__isnull=False),
            ),
            models.CheckConstraint(name="digest_line_is_not_small", condition=Q(told__gte=5)),
        ]
