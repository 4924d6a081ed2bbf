"""What others may read, and the ledger of who was given it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import all_or_none, one_of
from frankpledge.intelligence.lifecycle import ProductStage
from frankpledge.intelligence.models.reports import (
    Code,
    IntelligenceGrade,
    SourceGrade,
)


class Blur(models.TextChoices):
    """How nearly a product says when it was."""

    WEEK = "week", "The week"
    MONTH = "month", "The month"


BESIDE = ("the product", "its lines in the ledger")
"""What is looked at first for what was removed: what a reader is given."""


class Product(GuardedModel):
    """What partners may read: no provider, no hour, no flat. It begins as a draft.

    A newer version says which one it replaces; the older keeps its words and its ledger.
    """

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
    blur = models.CharField(max_length=10, choices=Blur, default=Blur.WEEK)
    limits = models.CharField(max_length=500, blank=True)
    no_export = models.BooleanField(default=False)
    purposes = models.JSONField(default=list)
    planned = models.JSONField(default=dict)
    replaces = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    replaced_on = models.DateField(null=True)
    proof = models.JSONField(default=dict)

    class Meta:
        constraints = [
            one_of("product_stage_known", "stage", list(ProductStage)),
            one_of("product_blur_known", "blur", Blur.values),
            models.CheckConstraint(
                name="product_does_not_replace_itself",
                condition=Q(replaces=None) | ~Q(replaces=models.F("protection")),
            ),
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

    @property
    def gives_itself_away(self) -> bool:
        """Whether the last look for what was removed found some of it in the product itself."""
        return bool(set(BESIDE) & set(self.proof.get("found", ())))


class Basis(models.TextChoices):
    """The law under which a product is shared."""

    CRIME_AND_DISORDER = "cda115", "Crime and Disorder Act 1998, section 115"
    POLICING_PURPOSE = "policing", "A policing purpose at common law"
    SAFEGUARDING = (
        "children_act_11",
        "Safeguarding: Children Act 2004, section 11, or Care Act 2014",
    )


class Ended(models.TextChoices):
    """Why something is no longer shared with somebody, where it did not simply run out."""

    MISTAKE = "mistake", "Sent to the wrong people"
    CHANGED = "changed", "No longer right, or no longer needed"
    REPLACED = "replaced", "Replaced by a newer version"
    SHARED_ANEW = "shared_anew", "It had ended, and was shared anew"


class Dissemination(GuardedModel):
    """One product or released profile was given to one agency or forum, and what became of that.

    It repeats the reference of what it speaks of, so that a line can be read by somebody who may
    keep the ledger and may not read that. `readers` are the people it was meant for that day. A
    release is kept by another module, which stands above this one: here it is its identity alone.
    """

    KIND = Kind.DISSEMINATION

    product = models.ForeignKey(Product, models.PROTECT, related_name="+", null=True)
    release = models.UUIDField(null=True)
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+", null=True)
    forum = models.ForeignKey("access.Forum", models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField()
    basis = models.CharField(max_length=20, choices=Basis)
    shared_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)
    expires_on = models.DateField(null=True)
    reference = models.CharField(max_length=12, blank=True)
    readers = models.JSONField(default=list)
    ended_because = models.CharField(max_length=20, choices=Ended, blank=True)

    class Meta:
        constraints = [
            one_of("dissemination_basis_known", "basis", Basis.values),
            one_of("dissemination_end_known", "ended_because", ["", *Ended.values]),
            models.CheckConstraint(
                name="dissemination_is_to_an_agency_or_a_forum",
                condition=Q(agency__isnull=False, forum=None) | Q(agency=None, forum__isnull=False),
            ),
            models.CheckConstraint(
                name="dissemination_is_of_a_product_or_a_release",
                condition=Q(product__isnull=False, release=None)
                | Q(product=None, release__isnull=False),
            ),
            models.UniqueConstraint(
                name="dissemination_to_an_agency_stands_once",
                fields=["product", "agency"],
                condition=Q(recalled_at=None, agency__isnull=False),
            ),
            models.UniqueConstraint(
                name="dissemination_of_a_release_stands_once",
                fields=["release", "agency"],
                condition=Q(recalled_at=None, release__isnull=False),
            ),
            models.UniqueConstraint(
                name="dissemination_to_a_forum_stands_once",
                fields=["product", "forum"],
                condition=Q(recalled_at=None, forum__isnull=False),
            ),
        ]

    @classmethod
    def of_release(cls, release: UUID) -> models.QuerySet[Self]:
        """Every line about a release, for whoever has been let open the release itself."""
        return cls._rows.filter(release=release).select_related("agency", "protection")


class Reading(models.Model):
    """Somebody opened what was shared with their agency or forum: when first, and how often."""

    dissemination = models.ForeignKey(Dissemination, models.PROTECT, related_name="+")
    person = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    _rows = models.Manager[Self]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="reading_counted_once_a_person", fields=["dissemination", "person"]
            )
        ]

    @classmethod
    def note(cls, row: Dissemination, person_id: UUID, *, at: datetime) -> None:
        """Note that a person who has been let open a line's product has it open now."""
        _, is_new = cls._rows.get_or_create(
            dissemination=row, person_id=person_id, defaults={"first_at": at}
        )
        if not is_new:
            cls._rows.filter(dissemination=row, person_id=person_id).update(
                times=models.F("times") + 1
            )

    @classmethod
    def of_each(cls, rows: Iterable[Dissemination]) -> list[Self]:
        """Who opened what these lines speak of, earliest first, with the readers' names."""
        return list(
            cls._rows.filter(dissemination__in=[row.pk for row in rows])
            .select_related("person")
            .order_by("first_at", "person__name", "id")
        )


class Verdict(models.TextChoices):
    """What a controller decided about telling the Information Commissioner of a breach."""

    TOLD = "told", "The Information Commissioner was told"
    NOT_NEEDED = "not_needed", "It is unlikely to put anybody at risk, so nobody need be told"


class Breach(models.Model):
    """Something went to the wrong people: one controller's clock for it, from becoming aware."""

    dissemination = models.ForeignKey(Dissemination, models.PROTECT, related_name="+")
    controller = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12, unique=True)
    aware_at = models.DateTimeField()
    due_at = models.DateTimeField()
    started_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    verdict = models.CharField(max_length=20, choices=Verdict, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    late_because = models.CharField(max_length=500, blank=True)

    _rows = models.Manager[Self]()

    class Meta:
        constraints = [
            one_of("breach_verdict_known", "verdict", ["", *Verdict.values]),
            models.UniqueConstraint(
                name="breach_has_a_clock_for_each_controller",
                fields=["dissemination", "controller"],
            ),
            models.CheckConstraint(
                name="breach_is_due_after_it_was_known",
                condition=Q(due_at__gt=models.F("aware_at")),
            ),
            models.CheckConstraint(
                name="breach_decision_is_complete",
                condition=Q(verdict="", decided_at=None)
                | (~Q(verdict="") & Q(decided_at__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="breach_told_late_says_why",
                condition=~Q(verdict="told")
                | Q(decided_at__lte=models.F("due_at"))
                | ~Q(late_because=""),
            ),
        ]

    @classmethod
    def of_each(cls, rows: Iterable[Dissemination], *, controller: UUID | None) -> list[Self]:
        """The clocks that a controller keeps for lines somebody has been let open; None for all."""
        found = cls._rows.filter(dissemination__in=[row.pk for row in rows])
        if controller is not None:
            found = found.filter(controller_id=controller)
        return list(found.select_related("controller").order_by("aware_at", "id"))


class BreachStep(models.Model):
    """One step of what is done about a breach, once it has been done."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="+")
    step = models.CharField(max_length=30)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    _rows = models.Manager[Self]()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="breach_step_is_done_once", fields=["breach", "step"])
        ]

    @classmethod
    def of(cls, breach: Breach) -> list[Self]:
        """The steps done so far, in order."""
        return list(
            cls._rows.filter(breach=breach).select_related("done_by").order_by("done_at", "id")
        )
