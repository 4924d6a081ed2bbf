"""What belongs to a profile and is read only with it: threats, passages, asks and returns."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from frankpledge.database import one_of
from frankpledge.profiles.blocks import Status
from frankpledge.profiles.catalogue import Reach
from frankpledge.profiles.models.profile import Confidence, Profile, Release, Yardstick

REACHES = [(each.value, each.label) for each in Reach]
UNKNOWN = "unknown"


class Harm(models.TextChoices):
    """How much harm a threat does. Low and unknown are kept: leaving one out would hide it."""

    SEVERE = "severe", "Severe"
    HIGH = "high", "High"
    MODERATE = "moderate", "Moderate"
    LOW = "low", "Low"
    UNKNOWN = UNKNOWN, "Not known"


class Trend(models.TextChoices):
    """Where a threat is going."""

    RISING = "rising", "Rising"
    STEADY = "steady", "Steady"
    FALLING = "falling", "Falling"
    UNKNOWN = UNKNOWN, "Not known"


LIKELIHOODS = [*Yardstick.choices, (UNKNOWN, "Not known")]


class Threat(models.Model):
    """One line of the threat table. `version` goes up with each change.

    `number` counts within the profile, so that an address tells nothing of any other.
    """

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    harm = models.CharField(max_length=10, choices=Harm)
    likelihood = models.CharField(max_length=30, choices=LIKELIHOODS)
    trend = models.CharField(max_length=10, choices=Trend)
    confidence = models.CharField(max_length=10, choices=Confidence)
    words = models.CharField(max_length=400, blank=True)
    reach = models.CharField(max_length=10, choices=REACHES, default=Reach.PARTNER)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("threat_harm_known", "harm", Harm.values),
            one_of("threat_likelihood_known", "likelihood", [value for value, _ in LIKELIHOODS]),
            one_of("threat_trend_known", "trend", Trend.values),
            one_of("threat_confidence_known", "confidence", Confidence.values),
            one_of("threat_reach_known", "reach", [each.value for each in Reach]),
            models.UniqueConstraint(name="threat_stands_once", fields=["profile", "name"]),
            models.UniqueConstraint(name="threat_has_a_number", fields=["profile", "number"]),
        ]


class Passage(models.Model):
    """The words of a section as they stand. Earlier ones are kept as `PassageVersion`."""

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="+")
    section = models.CharField(max_length=4)
    text = models.TextField()
    reach = models.CharField(max_length=10, choices=REACHES)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("passage_reach_known", "reach", [each.value for each in Reach]),
            models.UniqueConstraint(
                name="passage_of_a_section_once", fields=["profile", "section"]
            ),
        ]


class PassageVersion(models.Model):
    """The words of a section as somebody left them. Never changed."""

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    text = models.TextField()
    reach = models.CharField(max_length=10, choices=REACHES)
    written_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="passage_version_once", fields=["passage", "version"])
        ]


class PassageDraft(models.Model):
    """What one person is still writing of a section, so that nothing of it is lost."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="+")
    section = models.CharField(max_length=4)
    person = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    reach = models.CharField(max_length=10, choices=REACHES)
    based_on = models.PositiveIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="passage_draft_of_a_person_once", fields=["profile", "section", "person"]
            )
        ]


class AgencyAsk(models.Model):
    """What one agency is asked to do."""

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    text = models.CharField(max_length=400)
    reach = models.CharField(max_length=10, choices=REACHES, default=Reach.PARTNER)
    written_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("agency_ask_reach_known", "reach", [each.value for each in Reach]),
            models.CheckConstraint(name="agency_ask_says_something", condition=~Q(text="")),
        ]


class Asked(models.TextChoices):
    """Where a data request stands. Late is not stored: it follows from the day."""

    SENT = "sent", "Asked for"
    RECEIVED = "received", "Received"
    REFUSED = "refused", "Refused"


class DataRequest(models.Model):
    """What an agency was asked to return for a profile. The agency sees its own requests alone."""

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="+")
    template = models.CharField(max_length=12)
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    due_on = models.DateField()
    asked_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Asked, default=Asked.SENT)
    reason = models.CharField(max_length=300, blank=True)
    answered_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("data_request_status_known", "status", Asked.values),
            models.CheckConstraint(
                name="data_request_refusal_says_why", condition=~Q(status="refused") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="data_request_answer_is_whole",
                condition=Q(status="sent", answered_by=None, answered_at=None)
                | (~Q(status="sent") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="data_request_once", fields=["profile", "template", "agency"]
            ),
        ]
        indexes = [models.Index(name="data_request_due", fields=["agency", "status", "due_on"])]


class ReturnedFigure(models.Model):
    """One row of a return. A number that was not given is none, and the status says why."""

    request = models.ForeignKey(DataRequest, models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=12)
    area_name = models.CharField(max_length=120)
    period = models.CharField(max_length=20)
    indicator = models.CharField(max_length=40)
    numerator = models.PositiveIntegerField(null=True)
    denominator = models.PositiveIntegerField(null=True)
    status = models.CharField(max_length=16)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            one_of("returned_status_known", "status", [each.value for each in Status]),
            models.CheckConstraint(
                name="returned_number_agrees_with_its_status",
                condition=Q(status="observed", numerator__gt=0)
                | Q(status="zero", numerator=0)
                | (~Q(status__in=["observed", "zero"]) & Q(numerator=None)),
            ),
            models.UniqueConstraint(
                name="returned_once", fields=["request", "area_code", "period", "indicator"]
            ),
        ]


class Clearance(models.Model):
    """Somebody of the right post looked at a version and cleared those very words."""

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="+")
    audience = models.CharField(max_length=10, choices=REACHES)
    digest = models.CharField(max_length=64)
    cleared_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField()


class PrintedFigure(models.Model):
    """A protected figure as it was printed once, kept so that no later one gives it away.

    It is read by the arithmetic of disclosure alone, and stands on no page.
    """

    release = models.ForeignKey(Release, models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    cells = models.JSONField()
    value = models.PositiveIntegerField(null=True)
    give = models.PositiveSmallIntegerField(default=0)


class CountedCell(models.Model):
    """What a cell counted when it was first released: a correction waits for the next period."""

    cell = models.CharField(max_length=200, unique=True)
    count = models.PositiveIntegerField()


class PublicEdition(models.Model):
    """What a chief officer signed for anybody to read. It holds nothing that is not public."""

    release = models.OneToOneField(Release, models.PROTECT, primary_key=True, related_name="+")
    area_name = models.CharField(max_length=120)
    period = models.CharField(max_length=60)
    lead = models.TextField()
    crime = models.TextField()
    published_at = models.DateTimeField()
