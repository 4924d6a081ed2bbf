"""What somebody told, what was made of it and what others may read. Nothing here says who told."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import all_or_none, one_of
from frankpledge.intelligence.lifecycle import ProductStage, Progress, Stage


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


class Outcome(models.TextChoices):
    """What the desk decided that a submission was."""

    INTELLIGENCE = "intelligence", "Intelligence: graded and kept"
    IMMINENT = "imminent", "Somebody in danger: passed to the control room"
    SAFEGUARDING = "safeguarding", "A concern for somebody: passed to safeguarding"
    CRIME = "crime", "A crime: passed to the crime desk"
    DUPLICATE = "duplicate", "Already told: a duplicate"
    NOT_POLICING = "not_policing", "Not a matter for the police"
    NO_ACTION = "no_action", "No further action"


class Report(GuardedModel):
    """What police made of something they were told, and how far they trust it.

    Sanitising makes a product beside the report and never rewrites it. A report that was closed
    at triage has its outcome and no text.
    """

    KIND = Kind.REPORT

    reference = models.CharField(max_length=12, unique=True)
    outcome = models.CharField(max_length=20, choices=Outcome)
    stage = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    district = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    week_of = models.DateField(null=True)
    received_on = models.DateField()
    slot = models.PositiveSmallIntegerField()
    concerns_child = models.BooleanField(default=False)
    small_source_set = models.BooleanField(default=False)
    force_reference = models.CharField(max_length=60, blank=True)
    transferred_on = models.DateField(null=True)

    class Meta:
        constraints = [
            one_of("report_outcome_known", "outcome", Outcome.values),
            one_of("report_stage_known", "stage", list(Stage)),
            models.CheckConstraint(
                name="report_of_intelligence_has_text",
                condition=(Q(outcome="intelligence") & ~Q(text="") & ~Q(stage="closed"))
                | (~Q(outcome="intelligence") & Q(text="", stage="closed")),
            ),
            models.CheckConstraint(
                name="report_transferred_has_a_reference",
                condition=Q(force_reference="", transferred_on=None)
                | (~Q(force_reference="") & Q(transferred_on__isnull=False)),
            ),
        ]


class SourceGrade(models.IntegerChoices):
    """How far the source is to be relied on."""

    RELIABLE = 1, "1 Reliable"
    UNTESTED = 2, "2 Untested"
    NOT_RELIABLE = 3, "3 Not reliable"


class IntelligenceGrade(models.TextChoices):
    """How the source knows it."""

    DIRECT = "A", "A Known directly to the source"
    CORROBORATED = "B", "B Known indirectly to the source, and corroborated"
    INDIRECT = "C", "C Known indirectly to the source"
    UNKNOWN = "D", "D Not known"
    SUSPECT = "E", "E Suspected to be false"


class Code(models.TextChoices):
    """Whether it may be shared without conditions."""

    PERMITTED = "P", "P Lawful sharing permitted"
    CONDITIONS = "C", "C Lawful sharing permitted with conditions"


class ActionCode(models.TextChoices):
    """Under code C, what may be done with it."""

    COVERT_DEVELOPMENT = "A1", "A1 Covert development: never shown to partners"
    COVERT_USE = "A2", "A2 Covert use: never shown to partners"
    OVERT_USE = "A3", "A3 Overt use: by named recipients"


class SanitisationCode(models.TextChoices):
    """Under code C, who may sanitise it further."""

    DELEGATED = "S1", "S1 Delegated: the unit may sanitise it"
    CONSULT = "S2", "S2 Consult the originator first"


class Origin(models.TextChoices):
    """Where a grade was given."""

    HERE = "here", "Graded here"
    FORCE = "force", "Taken from the force’s own system"


class Grade(models.Model):
    """One grading of a report. A later one stands beside it; none is ever rewritten."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=10, default="3x5x2")
    source = models.PositiveSmallIntegerField(choices=SourceGrade)
    intelligence = models.CharField(max_length=1, choices=IntelligenceGrade)
    code = models.CharField(max_length=1, choices=Code)
    action = models.CharField(max_length=2, choices=ActionCode, blank=True)
    sanitisation = models.CharField(max_length=2, choices=SanitisationCode, blank=True)
    recipients = models.JSONField(default=list)
    origin = models.CharField(max_length=10, choices=Origin)
    graded_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    graded_at = models.DateTimeField()

    _rows = models.Manager["Grade"]()

    class Meta:
        constraints = [
            models.CheckConstraint(name="grade_source_known", condition=Q(source__in=[1, 2, 3])),
            one_of("grade_intelligence_known", "intelligence", IntelligenceGrade.values),
            one_of("grade_origin_known", "origin", Origin.values),
            models.CheckConstraint(
                name="grade_conditions_go_with_code_c",
                condition=Q(code="P", action="", sanitisation="")
                | Q(code="C", action__in=["A1", "A2", "A3"], sanitisation__in=["S1", "S2"]),
            ),
        ]

    @property
    def in_short(self) -> str:
        """2 A C A3 S2."""
        parts = (str(self.source), self.intelligence, self.code, self.action, self.sanitisation)
        return " ".join(part for part in parts if part)

    @classmethod
    def of(cls, report: Report) -> list[Self]:
        """Every grading of a report that somebody has been let open, newest first."""
        return list(cls._rows.filter(report=report).order_by("-graded_at", "-id"))

    @classmethod
    def standing(cls, report: Report) -> Self:
        """The grading that stands now."""
        return cls.of(report)[0]


class Product(GuardedModel):
    """What partners may read: no provider, no hour, no flat. It begins as a draft."""

    KIND = Kind.PRODUCT

    reference = models.CharField(max_length=12, unique=True)
    stage = models.CharField(max_length=20)
    text = models.TextField()
    place = models.CharField(max_length=200)
    district = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    week_of = models.DateField(null=True)
    source = models.PositiveSmallIntegerField(choices=SourceGrade)
    intelligence = models.CharField(max_length=1, choices=IntelligenceGrade)
    code = models.CharField(max_length=1, choices=Code)
    no_onward = models.BooleanField(default=False)
    recipients = models.JSONField(default=list)
    second_person_for = models.JSONField(default=list)
    sanitised_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    approved_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    sent_back_because = models.CharField(max_length=500, blank=True)
    released_on = models.DateField(null=True)
    slot = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            one_of("product_stage_known", "stage", list(ProductStage)),
            models.CheckConstraint(name="product_text_is_not_blank", condition=~Q(text="")),
            models.CheckConstraint(
                name="product_graded_e_is_not_made", condition=~Q(intelligence="E")
            ),
            all_or_none("product_release_is_complete", ["released_on", "slot"]),
            models.CheckConstraint(
                name="product_released_has_a_day",
                condition=Q(stage="released", released_on__isnull=False)
                | (~Q(stage="released") & Q(released_on=None)),
            ),
            models.CheckConstraint(
                name="product_is_not_approved_by_its_sanitiser",
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("sanitised_by")),
            ),
        ]


class Basis(models.TextChoices):
    """The law under which a product is shared."""

    CRIME_AND_DISORDER = "cda115", "Crime and Disorder Act 1998, section 115"
    POLICING_PURPOSE = "policing", "A policing purpose at common law"
    SAFEGUARDING = (
        "children_act_11",
        "Safeguarding: Children Act 2004, section 11, or Care Act 2014",
    )


class Dissemination(GuardedModel):
    """One product was shared with one agency or forum, and what became of that."""

    KIND = Kind.DISSEMINATION

    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+", null=True)
    forum = models.ForeignKey("access.Forum", models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField()
    basis = models.CharField(max_length=20, choices=Basis)
    shared_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)
    expires_on = models.DateField(null=True)

    class Meta:
        constraints = [
            one_of("dissemination_basis_known", "basis", Basis.values),
            models.CheckConstraint(
                name="dissemination_is_to_an_agency_or_a_forum",
                condition=Q(agency__isnull=False, forum=None) | Q(agency=None, forum__isnull=False),
            ),
            models.UniqueConstraint(
                name="dissemination_to_an_agency_stands_once",
                fields=["product", "agency"],
                condition=Q(recalled_at=None, agency__isnull=False),
            ),
            models.UniqueConstraint(
                name="dissemination_to_a_forum_stands_once",
                fields=["product", "forum"],
                condition=Q(recalled_at=None, forum__isnull=False),
            ),
        ]
