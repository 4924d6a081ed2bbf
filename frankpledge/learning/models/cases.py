"""Case studies and their clearances: what is always true of one."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import one_of
from frankpledge.learning.clearing import Answer
from frankpledge.learning.evidence import GRADE_WORDS, Grade, Shown


class CaseState(models.TextChoices):
    """Where a case study is in its life. Whether it is cleared follows from its clearances."""

    DRAFT = "draft", "Draft"
    OUT = "out", "Out for clearance"


class Involvement(models.IntegerChoices):
    """How far partners took part, from 0 to 5."""

    POLICE_ONLY = 0, "0: police only"
    INFORMED = 1, "1: partners were told"
    SUPPLIED = 2, "2: partners gave information"
    OWN_POWER = 3, "3: a partner used a power or service of its own"
    PLANNED = 4, "4: planned together"
    LED = 5, "5: led by a partner"


WRITTEN: Mapping[str, str] = {
    "objective": "What was to change, for whom, by when?",
    "scanning": "How was it noticed, and by whom first?",
    "analysis": "What was going on, and what made it possible?",
    "response": "What did each agency do, and when?",
    "assessment": "What came of it, and did it last?",
    "effect": "Effect: what changed, by how much?",
    "mechanism": "Mechanism: why did it work, or not?",
    "moderators": "Moderators: for whom and where would it work?",
    "implementation": "Implementation: what did it take to do?",
    "economy": "Economy: what did it cost, and who paid?",
    "only_a_partner": "What could only a partner have done?",
    "police_alone": "What would the police alone have done?",
    "lessons": "What would you tell somebody who faces the same?",
}
"""The parts that are written in words, in the order in which they are read."""

OSARA = ("objective", "scanning", "analysis", "response", "assessment")
EMMIE = ("effect", "mechanism", "moderators", "implementation", "economy")


class CaseStudy(GuardedModel):
    """What was done about one situation and what came of it, written so that nobody is known.

    `version` goes up when the words change, so that what was cleared is what is shown.
    """

    KIND = Kind.CASE_STUDY

    reference = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=120)
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    objective = models.TextField(max_length=1500)
    scanning = models.TextField(max_length=1500, blank=True)
    analysis = models.TextField(max_length=1500, blank=True)
    response = models.TextField(max_length=1500, blank=True)
    assessment = models.TextField(max_length=1500, blank=True)
    effect = models.TextField(max_length=800, blank=True)
    mechanism = models.TextField(max_length=800, blank=True)
    moderators = models.TextField(max_length=800, blank=True)
    implementation = models.TextField(max_length=800, blank=True)
    economy = models.TextField(max_length=800, blank=True)
    only_a_partner = models.TextField(max_length=800, blank=True)
    police_alone = models.TextField(max_length=800, blank=True)
    lessons = models.TextField(max_length=1500, blank=True)
    involvement = models.PositiveSmallIntegerField(choices=Involvement)
    claimed = models.CharField(
        max_length=2, choices=[(grade.value, words) for grade, words in GRADE_WORDS.items()]
    )
    document = models.CharField(max_length=200, blank=True)
    second_source = models.CharField(max_length=200, blank=True)
    before = models.CharField(max_length=120, blank=True)
    after = models.CharField(max_length=120, blank=True)
    compared_with = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.DRAFT)
    thought_about = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("case_state_known", "state", CaseState.values),
            one_of("case_grade_known", "claimed", list(Grade)),
            models.CheckConstraint(
                name="case_involvement_is_from_0_to_5",
                condition=Q(involvement__gte=0, involvement__lte=5),
            ),
            models.CheckConstraint(
                name="case_says_what_it_was_for", condition=~Q(title="") & ~Q(objective="")
            ),
            models.CheckConstraint(
                name="case_out_for_clearance_is_whole",
                condition=Q(state="draft")
                | ~(
                    Q(scanning="")
                    | Q(analysis="")
                    | Q(response="")
                    | Q(assessment="")
                    | Q(lessons="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def shown(self) -> Shown:
        """What is put forward for its grade."""
        return Shown(
            document=self.document,
            second_source=self.second_source,
            before=self.before,
            after=self.after,
            compared_with=self.compared_with,
        )


class MarkSort(models.TextChoices):
    """What a case study can be found by."""

    THREAT = "threat", "Threat"
    POWER = "power", "Power"
    PLACE = "place", "Sort of place"
    NEED = "need", "What can be learned from it"


class CaseMark(models.Model):
    """A threat, a power or a sort of place that it was about. Part of the case study."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="+")
    sort = models.CharField(max_length=10, choices=MarkSort)
    code = models.CharField(max_length=40)

    class Meta:
        constraints = [
            one_of("case_mark_sort_known", "sort", MarkSort.values),
            models.UniqueConstraint(
                name="case_is_marked_once", fields=["case_study", "sort", "code"]
            ),
        ]


class Clearance(models.Model):
    """What one agency said of one version of the words. Part of the case study."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=0)
    answer = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    until = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            one_of("clearance_answer_known", "answer", ["", *Answer]),
            models.UniqueConstraint(name="agency_clears_once", fields=["case_study", "agency"]),
            models.CheckConstraint(
                name="clearance_says_until_when_or_why_not",
                condition=Q(answer="", reason="", until=None, answered_at=None, answered_by=None)
                | Q(
                    answer="cleared",
                    until__isnull=False,
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                )
                | Q(
                    ~Q(reason=""),
                    answer__in=["refused", "withdrawn"],
                    until=None,
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                ),
            ),
        ]
