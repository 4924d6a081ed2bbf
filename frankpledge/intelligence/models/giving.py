"""What somebody told, the receipt for it and who told it. Nothing here joins the three by name."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind, Protection
from frankpledge.database import one_of
from frankpledge.intelligence.lifecycle import Progress


class Unit(models.Model):
    """An intelligence unit: an agency of its own, the area it reads for, and its service.

    The service seals who told what and finds receipts by their codes. It can do nothing else.
    """

    agency = models.OneToOneField("access.Agency", models.PROTECT, related_name="+")
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    service = models.ForeignKey("access.Person", models.PROTECT, related_name="+")


class CardKind(models.TextChoices):
    """How somebody without an account comes in, and what proves that they belong there."""

    CARD = "card", "A printed card, whose code is proof enough"
    LINK = "link", "An address to send round, where whoever comes proves that they work there"


class Card(models.Model):
    """A card or an address through which people of an agency tell what they saw.

    Nobody needs an account. `job` says whose eight signs are printed on it.
    """

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=10, choices=CardKind, default=CardKind.CARD)
    job = models.CharField(max_length=30, blank=True)
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    service = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    made_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = [one_of("card_kind_known", "kind", CardKind.values)]


class Exit(models.TextChoices):
    """A way out before anything is written: each leads to somebody who can act."""

    DANGER = "danger", "Danger now"
    IN_PROGRESS = "in_progress", "A crime in progress"
    CRIME = "crime", "A crime to report"
    SAFEGUARDING = "safeguarding", "A child or adult at risk"
    RADICALISATION = "radicalisation", "Somebody being drawn into terrorism"
    CORRUPTION = "corruption", "Somebody abusing a position of trust"


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
    MACHINE = "machine", "A camera, till or other machine recorded it"
    RECORD = "record", "Somebody who saw it wrote it in my organisation’s records"
    RECORD_UNKNOWN = "record_unknown", "It is in our records, and I do not know how it got there"
    TOLD = "told", "Somebody told me, and I know who they are"
    TOLD_UNKNOWN = "told_unknown", "Somebody told me, and I do not know who they are"
    OPEN_SOURCE = "open_source", "I read it on social media or the internet"
    RUMOUR = "rumour", "People are saying it"
    OTHER = "other", "Some other way"


ASKED_HOW = tuple(choice for choice in HowKnown.choices if choice[0] != HowKnown.OTHER)
"""The eight ways that people are asked about. The ninth stands for what was told before them."""


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


class Precision(models.TextChoices):
    """How exactly somebody knows the place."""

    EXACT = "exact", "The very address or spot"
    NEAR = "near", "Within a few doors, or a hundred metres"
    AREA = "area", "Only the street, estate or area"


class Certainty(models.TextChoices):
    """An answer that may be left open."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNSURE = "unsure", "I do not know"


class Knowers(models.TextChoices):
    """How many people could know what was told."""

    ONE = "one", "Only me, or one other person"
    FEW = "few", "Two to five people"
    SOME = "some", "Six to twenty people"
    MANY = "many", "More than twenty, or anybody passing by"


class Route(models.TextChoices):
    """Who reads it at the desk."""

    ORDINARY = "ordinary", "The intelligence unit"
    CONFIDENTIAL = "confidential", "Named supervisors only"


class CameBy(models.TextChoices):
    """How it was told."""

    FORM = "form", "Typed here"
    EMAIL = "email", "Pasted from an e-mail"
    TELEPHONE = "telephone", "Taken down from a telephone call"


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
    route = models.CharField(max_length=20, choices=Route, default=Route.ORDINARY)
    came_by = models.CharField(max_length=20, choices=CameBy, default=CameBy.FORM)
    precision = models.CharField(max_length=10, choices=Precision, blank=True, default="")
    seen_from = models.DateField(null=True)
    seen_until = models.DateField(null=True)
    learned_on = models.DateField(null=True)
    urgent = models.BooleanField(null=True)
    corroborated = models.CharField(max_length=10, choices=Certainty, blank=True, default="")
    doubt = models.CharField(max_length=10, choices=Certainty, blank=True, default="")
    doubt_why = models.CharField(max_length=500, blank=True, default="")
    knowers = models.CharField(max_length=10, choices=Knowers, blank=True, default="")
    could_guess = models.CharField(max_length=10, choices=Certainty, blank=True, default="")
    risk_if_acted = models.CharField(max_length=10, choices=Certainty, blank=True, default="")
    spare_teller = models.BooleanField(default=False)
    referral_made = models.CharField(max_length=10, choices=Certainty, blank=True, default="")
    referral_reference = models.CharField(max_length=60, blank=True, default="")
    crime_reference = models.CharField(max_length=60, blank=True, default="")
    answers_request = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            one_of("submission_seen_known", "seen", Seen.values),
            one_of("submission_how_known_known", "how_known", HowKnown.values),
            one_of("submission_risk_known", "risk", Risk.values),
            one_of("submission_route_known", "route", Route.values),
            one_of("submission_came_by_known", "came_by", CameBy.values),
            models.CheckConstraint(
                name="submission_seen_in_order",
                condition=Q(seen_from__isnull=True)
                | Q(seen_until__isnull=True)
                | Q(seen_until__gte=models.F("seen_from")),
            ),
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
    with an account lets their own list be shown, and means nothing without the site's key. That
    of whoever took down a call keeps them from deciding on what they typed.
    """

    KIND = Kind.RECEIPT

    # What was told may be let go of once the police have it; the receipt and its answer stay.
    submission = models.OneToOneField(
        Submission, models.DO_NOTHING, related_name="+", db_constraint=False
    )
    reference = models.CharField(max_length=12, unique=True)
    code_hash = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)
    answers_request = models.CharField(max_length=40, blank=True, default="", db_index=True)
    holder = models.CharField(max_length=40, blank=True, db_index=True)
    taken_by = models.CharField(max_length=40, blank=True, default="")
    progress = models.CharField(max_length=20, default=Progress.RECEIVED.value)
    received_on = models.DateField()
    due_on = models.DateField()
    answer = models.CharField(max_length=30, blank=True)
    usefulness = models.CharField(max_length=30, blank=True)
    answered_on = models.DateField(null=True)
    contact_withdrawn_on = models.DateField(null=True)

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

    @classmethod
    def let_go(cls, uids: Iterable[object], *, owner: UUID) -> list[Protection]:
        """Let go of those boxes that *owner* holds, and give what is left of each."""
        found = cls._rows.filter(pk__in=list(uids), protection__owner=owner)
        left = list(Protection.objects.filter(pk__in=found.values("pk")))
        found.delete()
        Protection.objects.filter(pk__in=[each.pk for each in left]).update(state="disposed")
        return left
