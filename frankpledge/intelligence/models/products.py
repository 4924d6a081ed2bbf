"""What others may read, and the ledger of who was given it."""

from __future__ import annotations

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
