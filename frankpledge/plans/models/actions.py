"""Actions and the steps they went through: what is always true of one."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Case, F, Q, Value, When

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import all_or_none, one_of
from frankpledge.plans.lifecycle import Status


class FourP(models.TextChoices):
    """The strand of the strategy that an action belongs to first of all."""

    PURSUE = "pursue", "Pursue"
    PREVENT = "prevent", "Prevent"
    PROTECT = "protect", "Protect"
    PREPARE = "prepare", "Prepare"


STANDING = (Status.PROPOSED, Status.AGREED, Status.IN_PROGRESS)
NEEDS_A_REASON = (Status.DECLINED, Status.DROPPED)


class Phase(models.TextChoices):
    """What an action still asks of anybody. The database works it out; lists are found by it."""

    STANDING = "standing", "To be done"
    TO_CONFIRM = "to_confirm", "Called done, and not confirmed"
    OVER = "over", "Over"


class Duty(models.TextChoices):
    """Which duty of a community safety partnership an action serves (1998 Act, section 6)."""

    CRIME = "crime", "Crime and disorder"
    SUBSTANCES = "substances", "Misuse of drugs, alcohol and other substances"
    REOFFENDING = "reoffending", "Reoffending"
    VIOLENCE = "violence", "Serious violence"


class Evidence(models.TextChoices):
    """How far what came of an action is more than a claim."""

    CLAIMED = "E0", "E0: claimed"
    SEEN = "E1", "E1: a document was seen"
    SECOND = "E2", "E2: a second source says so"
    MEASURED = "E3", "E3: a change was measured"
    COMPARED = "E4", "E4: compared with somewhere else"


class Lasting(models.TextChoices):
    """Whether what was achieved still holds some months later. Not known is not no."""

    LASTED = "lasted", "Yes, it lasted"
    PARTLY = "partly", "In part"
    NOT = "not", "No"
    UNKNOWN = "unknown", "Not known"


class PlannedAction(GuardedModel):
    """Something that an agency is to do by a day: a verb, what it is done to, and one main P.

    That its owner calls it done is a proposal to close it. It is closed when somebody else has
    confirmed that.
    """

    KIND = Kind.ACTION

    reference = models.CharField(max_length=12, unique=True)
    verb = models.CharField(max_length=30)
    text = models.CharField(max_length=200)
    four_p = models.CharField(max_length=10, choices=FourP)
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    owner_agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    owner = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    owner_post = models.CharField(max_length=120, blank=True)
    due_on = models.DateField()
    status = models.CharField(max_length=15, choices=Status, default=Status.PROPOSED)
    phase = models.GeneratedField(
        expression=Case(
            When(status__in=STANDING, then=Value(Phase.STANDING.value)),
            When(
                status=Status.DONE.value,
                done_at__isnull=False,
                confirmed_at__isnull=True,
                then=Value(Phase.TO_CONFIRM.value),
            ),
            default=Value(Phase.OVER.value),
        ),
        output_field=models.CharField(max_length=10, choices=Phase),
        db_persist=True,
    )
    csp_duty = models.CharField(max_length=12, choices=Duty, blank=True)
    deputy = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="+", null=True)
    output_measure = models.CharField(max_length=200, blank=True)
    outcome_measure = models.CharField(max_length=200, blank=True)
    output = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=300, blank=True)
    evidence = models.CharField(max_length=2, choices=Evidence, blank=True)
    at_risk = models.BooleanField(default=False)
    blocker = models.CharField(max_length=300, blank=True)
    blocked_on = models.DateField(null=True)
    rag_override = models.CharField(max_length=5, blank=True)
    rag_reason = models.CharField(max_length=300, blank=True)
    rag_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    escalated_at = models.DateTimeField(null=True)
    escalated_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("action_four_p_known", "four_p", FourP.values),
            one_of("action_status_known", "status", Status.values),
            models.CheckConstraint(
                name="action_says_what_is_done", condition=~Q(verb="") & ~Q(text="")
            ),
            one_of("action_duty_known", "csp_duty", ["", *Duty.values]),
            one_of("action_evidence_known", "evidence", ["", *Evidence.values]),
            one_of("action_rag_known", "rag_override", ["", "green", "amber", "red"]),
            models.CheckConstraint(
                name="action_rag_override_says_why_and_who",
                condition=Q(rag_override="", rag_reason="", rag_by=None)
                | (~Q(rag_override="") & ~Q(rag_reason="") & Q(rag_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="action_blocker_says_since_when",
                condition=Q(blocker="", blocked_on=None)
                | (~Q(blocker="") & Q(blocked_on__isnull=False)),
            ),
            all_or_none("action_escalation_is_complete", ["escalated_at", "escalated_by"]),
            all_or_none("action_done_is_complete", ["done_at", "done_by"]),
            all_or_none("action_confirmation_is_complete", ["confirmed_at", "confirmed_by"]),
            models.CheckConstraint(
                name="action_confirmed_was_done",
                condition=Q(confirmed_at=None) | Q(status="done"),
            ),
            models.CheckConstraint(
                name="action_is_confirmed_by_another",
                condition=Q(confirmed_by=None)
                | Q(done_by=None)
                | Q(confirmed_by__lt=F("done_by"))
                | Q(confirmed_by__gt=F("done_by")),
            ),
        ]
        indexes = [
            models.Index(name="action_by_area_and_due", fields=["area", "due_on"]),
            models.Index(name="action_by_phase_and_due", fields=["phase", "due_on", "protection"]),
            models.Index(
                name="action_by_status_and_due", fields=["status", "due_on", "protection"]
            ),
            models.Index(
                name="action_by_agency_and_due", fields=["owner_agency", "phase", "due_on"]
            ),
            models.Index(name="action_by_plan", fields=["plan", "due_on"]),
        ]

    def __str__(self) -> str:
        return self.reference

    def is_late(self, on: date) -> bool:
        """Whether its day has passed and it still stands."""
        return self.status in STANDING and self.due_on < on


class Step(models.Model):
    """One move of an action from state to state. Part of the action: read only with it."""

    action = models.ForeignKey(PlannedAction, models.CASCADE, related_name="+")
    status = models.CharField(max_length=15, choices=Status)
    at = models.DateTimeField()
    by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            one_of("action_step_known", "status", Status.values),
            models.CheckConstraint(
                name="action_step_against_it_says_why",
                condition=~Q(status__in=["declined", "dropped"]) | ~Q(note=""),
            ),
        ]
        indexes = [models.Index(name="action_step_in_order", fields=["action", "at"])]


class Milestone(models.Model):
    """A day on the way, and how one can tell that it was reached. Part of the action."""

    action = models.ForeignKey(PlannedAction, models.CASCADE, related_name="+")
    text = models.CharField(max_length=200)
    due_on = models.DateField()
    met_on = models.DateField(null=True)
    failed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="milestone_says_how", condition=~Q(text="")),
            models.CheckConstraint(
                name="milestone_met_has_not_failed", condition=Q(met_on=None) | Q(failed=False)
            ),
        ]
        indexes = [models.Index(name="milestone_in_order", fields=["action", "due_on"])]


class Recheck(models.Model):
    """A look, some months after an action was closed, at whether it lasted. Part of the action."""

    action = models.ForeignKey(PlannedAction, models.CASCADE, related_name="+")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    found = models.CharField(max_length=10, choices=Lasting, blank=True)
    note = models.CharField(max_length=300, blank=True)
    found_at = models.DateTimeField(null=True)
    found_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="recheck_once", fields=["action", "months"]),
            one_of("recheck_found_known", "found", ["", *Lasting.values]),
            all_or_none("recheck_finding_is_complete", ["found_at", "found_by"]),
            models.CheckConstraint(
                name="recheck_found_says_when",
                condition=Q(found="", found_at=None) | (~Q(found="") & Q(found_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(name="recheck_by_finding_and_due", fields=["found", "due_on"])]


class CalendarKey(models.Model):
    """The hash of the secret in the address of somebody's calendar feed. The secret is not kept."""

    person = models.OneToOneField("access.Person", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
