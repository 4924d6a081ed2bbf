"""Ways in for people without an account: drafts, one-time codes, work domains and limits.

Nothing here says who anybody is. Rows are found by keyed hashes and do not outlive their use.
"""

from __future__ import annotations

from django.db import models

from frankpledge.intelligence.models.giving import Card


class Draft(models.Model):
    """Something half told: a box that opens only with the code its writer holds."""

    key = models.CharField(max_length=64, primary_key=True)
    sealed = models.BinaryField()
    ends_on = models.DateField(db_index=True)


class WorkDomain(models.Model):
    """What stands after the @ in an agency's work e-mail addresses."""

    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    domain = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="work_domain_once_an_agency", fields=["agency", "domain"])
        ]


class OneTimeCode(models.Model):
    """A code that was sent to a work address, until it is used, spoilt or too old.

    The address itself is nowhere: it was used to send the message and then forgotten.
    """

    challenge = models.CharField(max_length=64, primary_key=True)
    code = models.CharField(max_length=64)
    card = models.ForeignKey(Card, models.CASCADE, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)
