"""What an agency offers against a threat: what it can see, do and supply."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from frankpledge.database import all_or_none, one_of


class OfferSort(models.TextChoices):
    """What sort of thing an agency can bring."""

    SEE = "see", "Can see"
    DO = "do", "Can do"
    SUPPLY = "supply", "Can supply"


class Offer(models.Model):
    """One thing that an agency offers against one threat. It counts once it is agreed."""

    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    threat = models.CharField(max_length=40)
    sort = models.CharField(max_length=10, choices=OfferSort)
    words = models.CharField(max_length=300)
    offered_on = models.DateField()
    offered_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    agreed_on = models.DateField(null=True)
    agreed_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    review_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            one_of("offer_sort_known", "sort", OfferSort.values),
            all_or_none("offer_agreed_is_complete", ["agreed_on", "agreed_by", "review_on"]),
            models.CheckConstraint(name="offer_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="offer_is_looked_at_again_later",
                condition=Q(review_on=None) | Q(review_on__gt=F("agreed_on")),
            ),
        ]
        indexes = [models.Index(name="offer_by_threat", fields=["threat", "agency"])]
