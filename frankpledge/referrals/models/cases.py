"""A referral, the steps of its life, what was needed, and how a person stands in it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import one_of

LONGEST_WORDS = 2000


class Form(models.TextChoices):
    """Whose form it is. A child's and an adult's ask different things and rest on other law."""

    CHILD = "child", "A child (under 18)"
    ADULT = "adult", "An adult"
    PLACE = "place", "A home or other place"


class State(models.TextChoices):
    """Where a referral is. It is complete only once it has been accepted."""

    SENT = "sent", "Sent"
    RECEIVED = "received", "Received"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    TRANSFERRED = "transferred", "Transferred"
    CLOSED = "closed", "Closed"


class Agreement(models.TextChoices):
    """What the person, or for a child the parent, said to it."""

    AGREED = "agreed", "They agree"
    REFUSED = "refused", "They refuse"
    NOT_ASKED = "not_asked", "They were not asked"
    UNABLE = "unable", "They could not be asked, or lack capacity"


class Referral(GuardedModel):
    """Somebody needs help, and a door was tried for them.

    Worked here, it holds what whoever helps has to know. Only tracked, it holds which door, when,
    their reference and what was decided: the database refuses any word of the case.
    """

    KIND = Kind.REFERRAL

    reference = models.CharField(max_length=12, unique=True)
    pathway = models.CharField(max_length=10)
    pathway_version = models.CharField(max_length=12)
    worked_here = models.BooleanField()
    form = models.CharField(max_length=10, choices=Form)
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    line_key = models.CharField(max_length=32, blank=True)
    postcode_key = models.CharField(max_length=32, blank=True)
    # Without an index of their own: those below begin with them, and are in the order of time.
    from_agency = models.ForeignKey(
        "access.Agency", models.PROTECT, related_name="+", db_index=False
    )
    to_agency = models.ForeignKey(
        "access.Agency", models.PROTECT, related_name="+", null=True, db_index=False
    )
    sent_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    their_reference = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.SENT)
    state_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    agreement = models.CharField(max_length=10, choices=Agreement)
    duty = models.CharField(max_length=40, blank=True)
    told = models.BooleanField()
    why_not_told = models.CharField(max_length=20, blank=True)
    capacity = models.CharField(max_length=20, blank=True)
    eighteen_on = models.DateField(null=True)

    follows = models.UUIDField(null=True)
    came_by = models.ForeignKey(
        "access.Agency", models.PROTECT, related_name="+", null=True, db_index=False
    )
    panel = models.CharField(max_length=60, blank=True)
    opened_itself = models.BooleanField(default=False)
    outcome = models.CharField(max_length=20, blank=True)

    name = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=200, blank=True)
    concern = models.TextField(max_length=LONGEST_WORDS, blank=True)
    wishes = models.TextField(max_length=LONGEST_WORDS, blank=True)
    safe_contact = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            one_of("referral_form_known", "form", Form.values),
            one_of("referral_state_known", "state", State.values),
            one_of("referral_agreement_known", "agreement", Agreement.values),
            models.CheckConstraint(
                name="tracked_referral_holds_no_content",
                condition=Q(worked_here=True)
                | Q(name="", place="", concern="", wishes="", safe_contact="", capacity=""),
            ),
            models.CheckConstraint(
                name="worked_referral_has_a_worker",
                condition=Q(worked_here=False) | Q(to_agency__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_rests_on_agreement_or_duty",
                condition=Q(agreement="agreed") | ~Q(duty=""),
            ),
            models.CheckConstraint(
                name="referral_says_why_nobody_was_told",
                condition=Q(told=True) | ~Q(why_not_told=""),
            ),
            models.CheckConstraint(
                name="referral_is_closed_with_an_outcome",
                condition=(Q(state="closed") & ~Q(outcome=""))
                | (~Q(state="closed") & Q(outcome="")),
            ),
            models.CheckConstraint(
                name="referral_is_decided_once_it_is_accepted",
                condition=Q(state__in=("sent", "received")) | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="opened_itself_after_another",
                condition=Q(opened_itself=False) | Q(follows__isnull=False),
            ),
        ]
        indexes = [
            # A list is made of what an agency sent, what came to it or by it, and what its panels
            # hear: each is read in the order of time and only as far as it is shown.
            models.Index(
                name="referral_by_sender", fields=["from_agency", "-sent_at", "protection"]
            ),
            models.Index(
                name="referral_by_sender_state",
                fields=["from_agency", "state", "-sent_at", "protection"],
            ),
            models.Index(name="referral_by_door", fields=["to_agency", "-sent_at", "protection"]),
            models.Index(
                name="referral_by_door_state",
                fields=["to_agency", "state", "-sent_at", "protection"],
            ),
            models.Index(
                name="referral_by_came_by",
                fields=["came_by", "-sent_at", "protection"],
                condition=Q(came_by__isnull=False),
            ),
            models.Index(
                name="referral_by_panel",
                fields=["panel", "-sent_at", "protection"],
                condition=~Q(panel=""),
            ),
            models.Index(name="referral_by_change", fields=["from_agency", "-state_at"]),
            models.Index(name="referral_by_state", fields=["state", "due_at", "protection"]),
            models.Index(name="referral_by_place", fields=["line_key"]),
            models.Index(name="referral_by_follows", fields=["follows"]),
            models.Index(
                name="referral_by_age_cliff",
                fields=["eighteen_on"],
                condition=Q(eighteen_on__isnull=False),
            ),
        ]


class Step(models.Model):
    """One step of a referral's life: never rewritten, never taken away."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=30, blank=True)
    other_pathway = models.CharField(max_length=10, blank=True)
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("step_state_known", "state", [*State.values, "reopened"]),
            models.CheckConstraint(
                name="step_back_says_why",
                condition=~Q(state__in=("declined", "transferred", "reopened")) | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(name="step_of_referral", fields=["referral", "at", "id"]),
            models.Index(name="step_by_state", fields=["state", "at"]),
        ]


class NeedOutcome(models.TextChoices):
    """What became of one need."""

    MET = "met", "Met"
    PARTLY = "partly", "Partly met"
    NOT_MET = "not_met", "Not met"
    NOT_WANTED = "not_wanted", "Help was not wanted. Offer it again"


class Need(models.Model):
    """Something that the person needs, and what became of it."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="+")
    need = models.CharField(max_length=20)
    outcome = models.CharField(max_length=12, choices=NeedOutcome, blank=True)
    outcome_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="referral_has_a_need_once", fields=["referral", "need"]),
            one_of("need_outcome_known", "outcome", ["", *NeedOutcome.values]),
            models.CheckConstraint(
                name="need_outcome_has_its_moment",
                condition=Q(outcome="", outcome_at=None)
                | (~Q(outcome="") & Q(outcome_at__isnull=False)),
            ),
        ]


class StandingKind(models.TextChoices):
    """How a person stands. Several hold at once, and none follows from another."""

    VICTIM = "victim", "Victim"
    AT_RISK = "at_risk", "At risk"
    WITNESS = "witness", "Witness"
    SUSPECT = "suspect", "Suspected of an offence"
    OFFENDER = "offender", "Offender"
    EXPLOITS = "exploits", "Exploits others"


class Standing(models.Model):
    """How a person stands from one day on, and who says so. It ends; it is not rewritten."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="+")
    standing = models.CharField(max_length=10, choices=StandingKind)
    source = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)
    said_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("standing_known", "standing", StandingKind.values),
            models.CheckConstraint(name="standing_has_a_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="standing_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
            models.UniqueConstraint(
                name="standing_once_at_a_time",
                fields=["referral", "standing"],
                condition=Q(until=None),
            ),
        ]


class Exploitation(models.TextChoices):
    """For what somebody is exploited, in the sorts that the mechanism itself counts."""

    LABOUR = "labour", "Forced to work"
    SEXUAL = "sexual", "Sexually exploited"
    CRIMINAL = "criminal", "Made to commit crime"
    DOMESTIC = "domestic", "Held in domestic servitude"
    ORGANS = "organs", "For the removal of organs"
    UNKNOWN = "unknown", "Not known yet"


class NrmExploitation(models.Model):
    """One sort of exploitation that was named at a referral to the mechanism."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="+")
    sort = models.CharField(max_length=10, choices=Exploitation)

    class Meta:
        constraints = [
            one_of("nrm_exploitation_known", "sort", Exploitation.values),
            models.UniqueConstraint(
                name="nrm_exploitation_is_named_once", fields=["referral", "sort"]
            ),
        ]


class NrmAnswers(models.Model):
    """What a first responder says of how the National Referral Mechanism was offered."""

    referral = models.OneToOneField(Referral, models.PROTECT, primary_key=True, related_name="+")
    responder = models.CharField(max_length=40)
    safeguarding_first = models.BooleanField()
    informed = models.BooleanField()
    interpreter = models.CharField(max_length=12)
    seen_alone = models.BooleanField()
    offer_again_on = models.DateField(null=True)

    class Meta:
        constraints = [
            one_of("nrm_interpreter_known", "interpreter", ["used", "not_needed", "refused"]),
        ]
