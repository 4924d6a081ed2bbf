"""A quarter's returns: what was asked for, what each partnership says, and who signed it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from frankpledge.access.api import Body, GuardedModel, Kind
from frankpledge.attachments.api import OwnFile
from frankpledge.database import all_or_none, one_of
from frankpledge.plans.lifecycle import ReturnState

EDITABLE = (ReturnState.DRAFT, ReturnState.QUERY, ReturnState.REOPENED)
"""In which states its maker may change it."""

ARRIVED = (ReturnState.SUBMITTED, ReturnState.QUERY, ReturnState.ACCEPTED, ReturnState.LOCKED)
"""In which states it counts as returned. A reopened one counts again when it is signed again."""

RETURN_NEEDS_A_REASON = (ReturnState.QUERY, ReturnState.REOPENED)


class ReturnRound(models.Model):
    """A county team asks the partnerships of an area for a quarter's returns by a day.

    It holds nothing about anybody's work: an area, dates, and who is invited besides.
    """

    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    quarter = models.CharField(max_length=10)
    first_day = models.DateField()
    last_day = models.DateField()
    due_on = models.DateField(db_index=True)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    invited = models.ForeignKey("access.Body", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="round_once_a_quarter", fields=["area", "quarter"]),
            models.CheckConstraint(
                name="round_ends_after_it_starts", condition=Q(last_day__gt=F("first_day"))
            ),
        ]


class QuarterReturn(GuardedModel):
    """What one partnership says of one quarter. It belongs to the body that makes it."""

    KIND = Kind.RETURN

    reference = models.CharField(max_length=12, unique=True)
    round = models.ForeignKey(ReturnRound, models.PROTECT, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    cut_off_on = models.DateField()
    state = models.CharField(max_length=12, choices=ReturnState, default=ReturnState.DRAFT)
    is_nil = models.BooleanField(default=False)
    edition = models.PositiveSmallIntegerField(default=1)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    handed_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    chair = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    first_signed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="return_once_a_body", fields=["round", "body"]),
            one_of("return_state_known", "state", ReturnState.values),
            all_or_none("return_signature_is_complete", ["signed_at", "signed_by"]),
            models.CheckConstraint(
                name="return_that_arrived_is_signed",
                condition=~Q(state__in=["submitted", "query", "accepted", "locked"])
                | Q(signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="return_is_signed_by_another",
                condition=Q(signed_by=None)
                | Q(handed_by=None)
                | Q(signed_by__lt=F("handed_by"))
                | Q(signed_by__gt=F("handed_by")),
            ),
        ]
        indexes = [
            models.Index(name="return_by_body", fields=["body", "first_day"]),
            models.Index(name="return_by_quarter", fields=["-first_day", "body", "protection"]),
            models.Index(name="return_by_state", fields=["state", "first_day"]),
        ]

    def __str__(self) -> str:
        return self.reference

    @classmethod
    def is_begun(cls, round_: ReturnRound, body: Body) -> bool:
        """Whether a partnership's return is begun, which says no more than that it need not be."""
        return cls._rows.filter(round=round_, body=body).exists()


class ReturnFigure(models.Model):
    """One number of a return, or why there is none. Part of the return: read only with it."""

    made_in = models.ForeignKey(QuarterReturn, models.CASCADE, related_name="+")
    measure = models.CharField(max_length=4)
    number = models.PositiveIntegerField(null=True)
    why_none = models.CharField(max_length=200, blank=True)
    is_counted = models.BooleanField(default=False)
    not_comparable = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="return_figure_once", fields=["made_in", "measure"]),
            models.CheckConstraint(
                name="return_figure_that_is_missing_says_why",
                condition=(Q(number=None) & ~Q(why_none="")) | Q(number__isnull=False, why_none=""),
            ),
        ]


class ReturnPart(models.Model):
    """A record that a number counts, so that the same event is added once. Never shown as such."""

    made_in = models.ForeignKey(QuarterReturn, models.CASCADE, related_name="+")
    measure = models.CharField(max_length=4)
    uid = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="return_part_once", fields=["made_in", "measure", "uid"])
        ]


class ReturnWords(models.Model):
    """What a return says about a block in words. Part of the return: read only with it."""

    made_in = models.ForeignKey(QuarterReturn, models.CASCADE, related_name="+")
    block = models.CharField(max_length=1)
    text = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="return_words_once", fields=["made_in", "block"])
        ]


class ReturnStep(models.Model):
    """One move of a return from state to state. Part of the return: read only with it."""

    made_in = models.ForeignKey(QuarterReturn, models.CASCADE, related_name="+")
    state = models.CharField(max_length=12, choices=ReturnState)
    at = models.DateTimeField()
    by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            one_of("return_step_known", "state", ReturnState.values),
            models.CheckConstraint(
                name="return_step_against_it_says_why",
                condition=~Q(state__in=["query", "reopened"]) | ~Q(note=""),
            ),
        ]
        indexes = [models.Index(name="return_step_in_order", fields=["made_in", "at"])]


class ReturnChase(models.Model):
    """The county team reminded a partnership of a return."""

    round = models.ForeignKey(ReturnRound, models.CASCADE, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")


class ReturnLoad(models.Model):
    """A workbook that came back: what it would change, and whether it did. Part of the return."""

    made_in = models.ForeignKey(QuarterReturn, models.CASCADE, related_name="+")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    changes = models.JSONField()
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="load_undone_was_applied",
                condition=Q(undone_at=None) | Q(applied_at__isnull=False),
            )
        ]


class ReturnLayout(OwnFile):
    """A partner's own workbook, in which an agency sends returns out and takes them back."""
