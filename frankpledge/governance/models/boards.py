"""Board papers, their clearance, and what came of them: what is always true of one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.attachments.api import OwnFile
from frankpledge.database import all_or_none, one_of
from frankpledge.governance.models.basis import Basis
from frankpledge.governance.models.meetings import Meeting


class PaperType(models.TextChoices):
    """What a board is asked to do with a paper: what its header calls its classification."""

    INFORMATION = "information", "For Information"
    DISCUSSION = "discussion", "For Discussion"
    DECISION = "decision", "For Decision"


class Reach(models.TextChoices):
    """Who may have a paper once it has left its author."""

    PUBLIC = "public", "Public"
    EXEMPT = "exempt", "Exempt"
    PRIVATE = "private", "Private"


class Stage(models.TextChoices):
    """Where a paper is between the forward plan and what came of it."""

    PLANNED = "planned", "On the forward plan"
    DRAFT = "draft", "Draft"
    OWNER = "owner", "Owner’s review"
    POLICE = "police", "Police clearance"
    COUNTY = "county", "County check"
    CHAIR = "chair", "With the chair"
    CLEARED = "cleared", "Cleared"
    PUBLISHED = "published", "Published"
    WITHHELD = "withheld", "With the board only"
    CONSIDERED = "considered", "Considered"
    WITHDRAWN = "withdrawn", "Withdrawn"


NUMBERED = (Stage.PUBLISHED, Stage.WITHHELD, Stage.CONSIDERED)
"""Stages in which a paper has its number, and in which nothing of it changes."""


class Section(models.TextChoices):
    """A section of a paper, in the order in which papers have them."""

    BACKGROUND = "1", "Background / Introduction"
    REPORT = "2", "The Report"
    NEXT = "3", "Next Steps"
    CONCLUSION = "4", "Conclusion"
    FINANCIAL = "f", "Financial implications"
    LEGAL = "l", "Legal implications"
    EQUALITY = "e", "Equality implications"
    DUTY = "d", "Crime and disorder implications (section 17)"
    PROTECTION = "p", "Data protection implications"


class BoardPaper(GuardedModel):
    """One paper for one meeting of a board that exists. Its words stand in its paragraphs."""

    KIND = Kind.PAPER

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    forum = models.ForeignKey("access.Forum", models.PROTECT, related_name="+")
    subject = models.CharField(max_length=160)
    paper_type = models.CharField(max_length=12, choices=PaperType)
    reach = models.CharField(max_length=8, choices=Reach, default=Reach.PUBLIC)
    is_sensitive = models.BooleanField(default=False)
    exempt_paragraph = models.CharField(max_length=2, blank=True)
    public_interest = models.CharField(max_length=400, blank=True)
    summary = models.CharField(max_length=1500, blank=True)
    author = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    author_line = models.CharField(max_length=250)
    contact = models.CharField(max_length=300, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PLANNED)
    edition = models.PositiveSmallIntegerField(default=1)
    planned_at = models.DateTimeField()
    due_on = models.DateField()
    number = models.PositiveIntegerField(null=True)
    late_reason = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    considered_at = models.DateTimeField(null=True)
    considered_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            one_of("paper_type_known", "paper_type", PaperType.values),
            one_of("paper_reach_known", "reach", Reach.values),
            one_of("paper_stage_known", "stage", Stage.values),
            all_or_none("paper_publication_is_complete", ["published_at", "published_by"]),
            all_or_none("paper_outcome_is_complete", ["considered_at", "considered_by"]),
            models.UniqueConstraint(
                name="items_of_a_board_run_on",
                fields=["forum", "number"],
                condition=Q(number__isnull=False),
            ),
            models.CheckConstraint(
                name="paper_is_numbered_when_it_is_published",
                condition=Q(stage__in=NUMBERED, number__isnull=False, published_at__isnull=False)
                | Q(stage="withdrawn")
                | (~Q(stage__in=NUMBERED) & Q(number=None, published_at=None)),
            ),
            models.CheckConstraint(
                name="sensitive_paper_is_not_public",
                condition=~Q(is_sensitive=True, reach="public"),
            ),
            models.CheckConstraint(
                name="exempt_paper_says_why",
                condition=Q(reach="exempt") & ~Q(exempt_paragraph="") & ~Q(public_interest="")
                | ~Q(reach="exempt") & Q(exempt_paragraph="", public_interest=""),
            ),
            models.CheckConstraint(
                name="withdrawn_paper_says_why",
                condition=Q(stage="withdrawn") & ~Q(withdrawn_reason="")
                | ~Q(stage="withdrawn") & Q(withdrawn_reason=""),
            ),
        ]
        indexes = [models.Index(name="paper_by_stage", fields=["stage", "due_on"])]

    @classmethod
    def last_number(cls, forum: str) -> int:
        """The highest number that a paper of a board has, whoever may see that paper."""
        found = cls._rows.filter(forum=forum).aggregate(last=models.Max("number"))["last"]
        return int(found or 0)


class Paragraph(models.Model):
    """One numbered paragraph of a paper, whose it is, and whether it is fact. Part of the paper."""

    paper = models.ForeignKey(BoardPaper, models.CASCADE, related_name="+")
    section = models.CharField(max_length=1, choices=Section)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=2500)
    originator = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    basis = models.CharField(max_length=7, choices=Basis)
    written_on = models.DateField()
    is_drafted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            one_of("paragraph_section_known", "section", Section.values),
            one_of("paragraph_basis_known", "basis", Basis.values),
            models.UniqueConstraint(
                name="paragraph_has_its_number", fields=["paper", "section", "position"]
            ),
            models.CheckConstraint(name="paragraph_has_words", condition=~Q(text="")),
        ]


class PaperFigure(models.Model):
    """A number in a paragraph as it was when it was drafted, and how to come to it again."""

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="+")
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    value = models.CharField(max_length=60)
    source = models.CharField(max_length=200)
    query = models.CharField(max_length=400)
    href = models.CharField(max_length=200, blank=True)
    counted_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="figure_stands_once", fields=["paragraph", "code"]),
            models.CheckConstraint(
                name="figure_has_its_source",
                condition=~Q(value="") & ~Q(source="") & ~Q(query=""),
            ),
        ]


class FigurePart(models.Model):
    """One of the parts that a figure was made of, as it then was."""

    figure = models.ForeignKey(PaperFigure, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    value = models.CharField(max_length=60)


class Recommendation(models.Model):
    """What a board is asked to do, beginning with one of the verbs. Part of the paper."""

    paper = models.ForeignKey(BoardPaper, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    verb = models.CharField(max_length=10)
    text = models.CharField(max_length=600)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="recommendation_has_its_place", fields=["paper", "position"]
            ),
            models.CheckConstraint(name="recommendation_has_words", condition=~Q(text="")),
        ]


class Clearance(models.Model):
    """Somebody cleared one edition of a paper for their part, or sent it back with a reason."""

    paper = models.ForeignKey(BoardPaper, models.CASCADE, related_name="+")
    edition = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=10, choices=Stage)
    is_cleared = models.BooleanField()
    words = models.CharField(max_length=600, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("clearance_stage_known", "stage", Stage.values),
            models.UniqueConstraint(
                name="edition_is_cleared_once_at_each_stage",
                fields=["paper", "edition", "stage"],
            ),
            models.CheckConstraint(
                name="paper_is_sent_back_with_a_reason",
                condition=Q(is_cleared=True) | ~Q(words=""),
            ),
        ]


class Resolution(models.Model):
    """What a board resolved on a paper, as its clerk minuted it. Part of the paper."""

    paper = models.ForeignKey(BoardPaper, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=600)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="resolution_has_its_place", fields=["paper", "position"]),
            models.CheckConstraint(name="resolution_has_words", condition=~Q(text="")),
        ]


class BoardAction(models.Model):
    """A row of a board's action log: who is to do what, and whether the chair has closed it."""

    paper = models.ForeignKey(BoardPaper, models.CASCADE, related_name="+")
    letter = models.CharField(max_length=1)
    text = models.CharField(max_length=500)
    owner_agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    owner_post = models.CharField(max_length=120)
    raised_on = models.DateField()
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            all_or_none("board_action_closure_is_complete", ["closed_at", "closed_by"]),
            models.UniqueConstraint(name="board_action_has_its_letter", fields=["paper", "letter"]),
            models.CheckConstraint(
                name="board_action_has_words", condition=~Q(text="") & ~Q(owner_post="")
            ),
            models.CheckConstraint(
                name="board_action_is_due_after_it_was_raised",
                condition=Q(due_on__gte=models.F("raised_on")),
            ),
        ]


class Report(models.TextChoices):
    """How far an action is, as its owner says."""

    IN_PROGRESS = "in_progress", "In progress"
    COMPLETE = "complete", "Complete, for the chair to confirm"


class ActionReport(models.Model):
    """What the owner of a board's action said of it, and what shows it."""

    action = models.ForeignKey(BoardAction, models.CASCADE, related_name="+")
    state = models.CharField(max_length=12, choices=Report)
    words = models.CharField(max_length=600)
    evidence = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("action_report_state_known", "state", Report.values),
            models.CheckConstraint(name="action_report_has_words", condition=~Q(words="")),
        ]


class HouseTemplate(OwnFile):
    """The Word template of an agency's own."""
