"""What belongs to a use of a power. Each is part of it: read only with it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from frankpledge.database import all_or_none, one_of
from frankpledge.powers.models.uses import PowerUse


class Evidence(models.Model):
    """Something that would show a limb: held, missing, or not looked for yet."""

    use = models.ForeignKey(PowerUse, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    is_held = models.BooleanField(null=True)
    where = models.CharField(max_length=200, blank=True)
    noted_at = models.DateTimeField(null=True)
    noted_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="evidence_has_its_place", fields=["use", "number"]),
            all_or_none("evidence_noted_by_somebody", ["is_held", "noted_at", "noted_by"]),
            models.CheckConstraint(
                name="evidence_held_says_where",
                condition=Q(is_held=None) | Q(is_held=False) | ~Q(where=""),
            ),
        ]


class Limb(models.Model):
    """One part of the legal test, and what an officer says of it and why. Never the program."""

    use = models.ForeignKey(PowerUse, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=600)
    is_shown = models.BooleanField(null=True)
    why = models.CharField(max_length=500, blank=True)
    rests_on = models.ManyToManyField(Evidence, related_name="+")
    ticked_at = models.DateTimeField(null=True)
    ticked_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="limb_has_its_place", fields=["use", "number"]),
            all_or_none("limb_ticked_by_somebody", ["is_shown", "ticked_at", "ticked_by"]),
            models.CheckConstraint(
                name="limb_says_why", condition=Q(is_shown=None, why="") | ~Q(why="")
            ),
        ]


class Said(models.TextChoices):
    """What somebody who was consulted said, or why nobody had to be."""

    AGREES = "agrees", "They agree"
    CONDITIONS = "conditions", "They agree, with conditions"
    OBJECTS = "objects", "They object"
    NO_VIEW = "no_view", "They have no view"
    INFORMED = "informed", "They have been told, and need not answer"
    DOES_NOT_APPLY = "does_not_apply", "It does not apply here"


class Consultee(models.Model):
    """Somebody to be consulted: those that the law names block, the others are reminded."""

    use = models.ForeignKey(PowerUse, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    is_hard = models.BooleanField()
    only_when = models.CharField(max_length=120, blank=True)
    whom = models.CharField(max_length=200, blank=True)
    asks = models.ForeignKey("access.Agency", models.PROTECT, related_name="+", null=True)
    """The agency that answers here itself, where it was asked here."""
    asked_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=15, choices=Said, blank=True)
    said_words = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    noted_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="consultee_has_its_place", fields=["use", "number"]),
            one_of("consultee_said_known", "said", ["", *Said.values]),
            all_or_none("consultee_asked_is_due", ["asked_at", "due_at"]),
            models.CheckConstraint(
                name="consultee_answer_says_when",
                condition=Q(said="", answered_at=None)
                | (~Q(said="") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="consultee_asked_here_has_been_asked",
                condition=Q(asks=None) | Q(asked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="consultee_hard_is_not_waived",
                condition=~Q(said="does_not_apply", is_hard=True, only_when=""),
            ),
        ]
        indexes = [
            models.Index(
                name="consultee_owed",
                fields=["due_at"],
                condition=Q(asked_at__isnull=False, answered_at=None),
            )
        ]


class GateAnswer(models.TextChoices):
    """What the duty contact said at the safeguarding gate."""

    GO = "go", "Go on"
    CONDITIONS = "conditions", "Go on, with conditions"
    STOP = "stop", "Do not"


class GateCheck(models.Model):
    """One call at the safeguarding gate: who was shown, who was rung, when, and what they said."""

    use = models.ForeignKey(PowerUse, models.CASCADE, related_name="+")
    contact_name = models.CharField(max_length=150)
    contact_post = models.CharField(max_length=150)
    contact_telephone = models.CharField(max_length=60)
    spoke_to = models.CharField(max_length=150)
    rung_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=GateAnswer)
    words = models.CharField(max_length=500)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    overridden_at = models.DateTimeField(null=True)
    overridden_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    override_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            one_of("gate_answer_known", "answer", GateAnswer.values),
            models.CheckConstraint(
                name="gate_says_who_and_what", condition=~Q(spoke_to="") & ~Q(words="")
            ),
            all_or_none("gate_overridden_by_somebody", ["overridden_at", "overridden_by"]),
            models.CheckConstraint(
                name="gate_override_has_a_reason",
                condition=Q(overridden_at=None, override_reason="")
                | (Q(overridden_at__isnull=False, answer="stop") & ~Q(override_reason="")),
            ),
        ]


class Breach(models.Model):
    """One breach of what is in force, and what was done about it."""

    use = models.ForeignKey(PowerUse, models.CASCADE, related_name="+")
    happened_on = models.DateField()
    words = models.CharField(max_length=500)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    answered_with = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="breach_answer_says_when",
                condition=Q(answered_with="", answered_at=None)
                | (~Q(answered_with="") & Q(answered_at__isnull=False)),
            )
        ]


class Turned(models.TextChoices):
    """How things are some months later. Not known is not the same."""

    BETTER = "better", "Better"
    SAME = "same", "The same"
    WORSE = "worse", "Worse"
    UNKNOWN = "unknown", "Not known"


class LaterLook(models.Model):
    """A look back so many months after the end."""

    use = models.ForeignKey(PowerUse, models.CASCADE, related_name="+")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    turned = models.CharField(max_length=10, choices=Turned, blank=True)
    words = models.CharField(max_length=500, blank=True)
    looked_at = models.DateTimeField(null=True)
    looked_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="look_once_a_time", fields=["use", "months"]),
            one_of("look_turned_known", "turned", ["", *Turned.values]),
            all_or_none("look_made_by_somebody", ["looked_at", "looked_by"]),
            models.CheckConstraint(
                name="look_says_how_it_turned",
                condition=Q(looked_at=None, turned="")
                | (Q(looked_at__isnull=False) & ~Q(turned="")),
            ),
        ]
        indexes = [
            models.Index(name="look_to_make", fields=["due_on"], condition=Q(looked_at=None))
        ]


class What(models.TextChoices):
    """What can happen in the life of a use."""

    STARTED = "started", "Thought of"
    GATE = "gate", "Safeguarding call recorded"
    STOPPED = "stopped", "Stopped for safeguarding"
    OVERRIDDEN = "overridden", "Stop overridden by a named manager"
    CHECKED = "checked", "Lawful check finished"
    CONSULTED = "consulted", "Consultation finished"
    ASKED = "asked", "Answer to asking before acting noted"
    AUTHORISED = "authorised", "Authorised"
    REJECTED = "rejected", "Not authorised"
    IN_FORCE = "in_force", "In force"
    HEARD = "heard", "Heard by the court"
    BREACHED = "breached", "Breach"
    ANSWERED = "answered", "Breach answered"
    APPEALED = "appealed", "Appeal"
    DECIDED = "decided", "Appeal decided"
    ENDED = "ended", "Ended"
    REVIEWED = "reviewed", "Looked at again"
    PARKED = "parked", "Parked"
    TAKEN_UP = "taken_up", "Taken up again"
    WITHDRAWN = "withdrawn", "Withdrawn"
    SHARED = "shared", "Shared"


class UseEvent(models.Model):
    """One thing that happened in the life of a use."""

    use = models.ForeignKey(PowerUse, models.CASCADE, related_name="+")
    what = models.CharField(max_length=12, choices=What)
    at = models.DateTimeField()
    told_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [one_of("use_event_known", "what", What.values)]
        indexes = [models.Index(name="use_event_in_order", fields=["use", "at"])]
