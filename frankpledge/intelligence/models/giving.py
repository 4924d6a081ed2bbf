"""What somebody told, the receipt for it and who told it. Nothing here joins the three by name."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import one_of
from frankpledge.intelligence.lifecycle import Progress


class Unit(models.Model):
    """An intelligence unit: an agency of its own, the area it reads for, and its service.

    The service seals who told what and finds receipts by their codes. It can do nothing else.
    """

    agency = models.OneToOneField("access.Agency", models.PROTECT, related_name="+")
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    service = models.ForeignKey("access.Person", models.PROTECT, related_name="+")


class Card(models.Model):
    """A printed card through which people of an agency tell what they saw, without an account."""

    code = models.CharField(max_length=20, unique=True)
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    service = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    made_on = models.DateField()
    withdrawn_on = models.DateField(null=True)


class Exit(models.TextChoices):
    """A way out before anything is written: each leads to somebody who can act."""

    DANGER = "danger", "Danger now"
    CRIME = "crime", "A crime to report"
    SAFEGUARDING = "safeguarding", "A child or adult at risk"


class ExitOffered(models.Model):
    """How often an exit was offered on a day. Not to whom, nor what had been written."""

    way = models.CharField(max_length=20, choices=Exit)
    on = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            one_of("exit_known", "way", Exit.values),
            models.UniqueConstraint(name="exit_counted_once_a_day", fields=["way", "on"]),
        ]


class HowKnown(models.TextChoices):
    """How whoever tells it knows it, in their own words rather than a grade."""

    SAW = "saw", "I saw or heard it myself"
    MACHINE = "machine", "A camera or other machine recorded it"
    TOLD = "told", "Somebody told me"
    RECORD = "record", "It is in my organisation’s records"
    OTHER = "other", "Some other way, or I would rather not say"


class Risk(models.TextChoices):
    """Whether anybody who needs protecting may be at risk."""

    NONE = "none", "No, or I do not know"
    CHILD = "child", "Yes, a child"
    ADULT = "adult", "Yes, an adult"
    BOTH = "both", "Yes, a child and an adult"


class Seen(models.TextChoices):
    """When it was, as nearly as it needs to be known."""

    THIS_WEEK = "this_week", "This week"
    LAST_WEEK = "last_week", "Last week"
    BEFORE = "before", "Before that"
    ONGOING = "ongoing", "It keeps happening"


class Submission(GuardedModel):
    """What somebody told us, in their own words, which are never changed.

    It knows its agency and the half hour of a day in which it came, and no more of whoever told
    it: that is sealed elsewhere, and there is no key on either side.
    """

    KIND = Kind.SUBMISSION

    reference = models.CharField(max_length=12, unique=True)
    text = models.TextField()
    place = models.CharField(max_length=200)
    district = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    seen = models.CharField(max_length=20, choices=Seen)
    week_of = models.DateField(null=True)
    how_known = models.CharField(max_length=20, choices=HowKnown)
    risk = models.CharField(max_length=10, choices=Risk)
    may_contact = models.BooleanField()
    received_on = models.DateField()
    slot = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            one_of("submission_seen_known", "seen", Seen.values),
            one_of("submission_how_known_known", "how_known", HowKnown.values),
            one_of("submission_risk_known", "risk", Risk.values),
            models.CheckConstraint(name="submission_text_is_not_blank", condition=~Q(text="")),
            models.CheckConstraint(
                name="submission_slot_is_a_half_hour", condition=Q(slot__gte=0, slot__lte=47)
            ),
        ]
        indexes = [
            models.Index(name="submission_by_slot", fields=["received_on", "slot", "protection"])
        ]


class Receipt(GuardedModel):
    """Proof that something was told, and the answer owed for it.

    Whoever told it holds a code, of which only a keyed hash is kept. The pseudonym of a person
    with an account lets their own list be shown, and means nothing without the site's key.
    """

    KIND = Kind.RECEIPT

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12, unique=True)
    code_hash = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)
    holder = models.CharField(max_length=40, blank=True, db_index=True)
    progress = models.CharField(max_length=20, default=Progress.RECEIVED.value)
    received_on = models.DateField()
    due_on = models.DateField()
    answer = models.CharField(max_length=30, blank=True)
    usefulness = models.CharField(max_length=30, blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = [
            one_of("receipt_progress_known", "progress", list(Progress)),
            models.CheckConstraint(
                name="receipt_answered_has_its_answer",
                condition=(Q(progress="answered", answered_on__isnull=False) & ~Q(answer=""))
                | (~Q(progress="answered") & Q(answer="", usefulness="", answered_on=None)),
            ),
        ]


class SourceIdentity(GuardedModel):
    """Who told it: a box that this site can close and cannot open. It points at nothing."""

    KIND = Kind.SOURCE_IDENTITY

    sealed = models.BinaryField()
