"""What police made of something they were told, and how far they trust it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import all_or_none, one_of
from frankpledge.intelligence.lifecycle import Stage


class Outcome(models.TextChoices):
    """What the desk decided that a submission was."""

    INTELLIGENCE = "intelligence", "Intelligence: graded and kept"
    IMMINENT = "imminent", "Somebody in danger: passed to the control room"
    SAFEGUARDING = "safeguarding", "A concern for somebody: passed to safeguarding"
    CRIME = "crime", "A crime: passed to the crime desk"
    TERRORISM = "terrorism", "Radicalisation: passed to the Prevent route"
    CONFIDENTIAL = "confidential", "Corruption or an insider: for supervisors only"
    SOURCE_UNIT = "dsu", "May be a source: for supervisors and the source unit only"
    DUPLICATE = "duplicate", "Already told: a duplicate"
    NOT_POLICING = "not_policing", "Not a matter for the police"
    NO_ACTION = "no_action", "No further action"


SUPERVISORS_ONLY = frozenset({Outcome.CONFIDENTIAL, Outcome.SOURCE_UNIT})
"""Outcomes with which something leaves the queue for those whom supervisors name."""


class Report(GuardedModel):
    """What police made of something they were told, and how far they trust it.

    Sanitising makes a product beside the report and never rewrites it. A report that was closed
    at triage has its outcome, what that outcome asks for, and no text. Intelligence that waits
    to be graded, or is graded in the force's own system alone, has no text either.
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
    decided_on = models.DateField(null=True)
    decided_slot = models.PositiveSmallIntegerField(null=True)
    passed_to = models.CharField(max_length=120, blank=True)
    passed_door = models.CharField(max_length=120, blank=True)
    passed_reference = models.CharField(max_length=60, blank=True)
    passed_at = models.DateTimeField(null=True)
    same_as = models.UUIDField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            one_of("report_outcome_known", "outcome", Outcome.values),
            one_of("report_stage_known", "stage", list(Stage)),
            models.CheckConstraint(
                name="report_of_intelligence_has_text",
                condition=(
                    Q(outcome="intelligence")
                    & ~Q(stage="closed")
                    & (~Q(text="") | Q(stage__in=["triaged", "transferred"]))
                )
                | (~Q(outcome="intelligence") & Q(text="", stage="closed")),
            ),
            models.CheckConstraint(
                name="report_of_danger_names_the_control_room",
                condition=~Q(outcome="imminent")
                | (~Q(passed_reference="") & ~Q(passed_to="") & Q(passed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="report_of_a_concern_names_its_door",
                condition=~Q(outcome="safeguarding")
                | (~Q(passed_door="") & ~Q(passed_reference="")),
            ),
            models.CheckConstraint(
                name="report_of_a_crime_has_its_number",
                condition=~Q(outcome="crime") | ~Q(passed_reference=""),
            ),
            models.CheckConstraint(
                name="report_of_radicalisation_says_who_took_it",
                condition=~Q(outcome="terrorism") | ~Q(passed_to=""),
            ),
            models.CheckConstraint(
                name="report_of_a_duplicate_says_of_what",
                condition=Q(outcome="duplicate", same_as__isnull=False)
                | (~Q(outcome="duplicate") & Q(same_as=None)),
            ),
            all_or_none("report_decided_in_a_half_hour", ["decided_on", "decided_slot"]),
            models.CheckConstraint(
                name="report_transferred_ungraded_has_a_reference",
                condition=~Q(stage="transferred") | ~Q(force_reference=""),
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
    """One grading of a report. A later one stands beside it; none is ever rewritten.

    The handling belongs to the report. The source and the intelligence grade here are the weakest
    of its items, whose own are in `ItemGrade`.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=10, default="3x5x2")
    source = models.PositiveSmallIntegerField(choices=SourceGrade)
    intelligence = models.CharField(max_length=1, choices=IntelligenceGrade)
    code = models.CharField(max_length=1, choices=Code)
    action = models.CharField(max_length=2, choices=ActionCode, blank=True)
    sanitisation = models.CharField(max_length=2, choices=SanitisationCode, blank=True)
    recipients = models.JSONField(default=list)
    origin = models.CharField(max_length=10, choices=Origin)
    note = models.CharField(max_length=500, blank=True)
    instructions = models.CharField(max_length=500, blank=True)
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
            models.CheckConstraint(
                name="grade_of_a_reliable_source_gone_wrong_says_why",
                condition=~Q(source=1, intelligence="E") | ~Q(note=""),
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

    @classmethod
    def standing_of_each(cls, reports: Iterable[Report]) -> dict[UUID, Self]:
        """The grading that stands now of each of several reports that somebody was let open."""
        rows = cls._rows.filter(report__in=[report.pk for report in reports])
        return {row.report_id: row for row in rows.order_by("graded_at", "id")}
